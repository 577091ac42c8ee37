"""The MDCT of tests/references/tokenization.py by FFT: its direct cosine sum would make a straw man of the peer.

A frame folds to N numbers, whose DCT-IV is one complex FFT of N / 2 points between two rotations.
"""

import jax.numpy as jnp
import numpy as np

import tokenization


def dct4(u):
    """[..., N] -> [..., N], orthonormal; N even."""
    n = u.shape[-1]
    k = np.arange(n // 2)
    turn = jnp.asarray(np.exp(-1j * np.pi / n * (k + 0.125)).astype(np.complex64))
    spectrum = turn * jnp.fft.fft(turn * (u[..., 0::2] + 1j * u[..., ::-1][..., 0::2]))
    pairs = jnp.stack([spectrum.real, -spectrum.imag[..., ::-1]], -1)
    return np.float32(np.sqrt(2 / n)) * pairs.reshape(u.shape)


def mdct(o, x):
    """[B, D] -> [B, T, N]."""
    hop, half = o.hop, o.hop // 2
    w = tokenization.window(o).astype(np.float32)
    blocks = jnp.pad(x, ((0, 0), (hop, o.tokens * hop - o.size))).reshape(x.shape[0], o.tokens + 1, hop)
    first, second = blocks[:, :-1] * w[:hop], blocks[:, 1:] * w[hop:]
    folded = jnp.concatenate([-second[..., half - 1 :: -1] - second[..., half:], first[..., :half] - first[..., : half - 1 : -1]], -1)
    return dct4(folded)


def tokenize(o, x):
    """[B, D] -> [B, T, P]: tokenization.tokenize with this MDCT."""
    if o.name != "mdct":
        return tokenization.tokenize(o, x)
    return o.scale * tokenization.signed_power(mdct(o, x), o.power)
