"""Tokenizations of docs/tokenization.md in JAX: patches, frames, and the MDCT by its direct cosine sum.

Signals are flat, [B, D]; tokens [B, T, P].
"""

import dataclasses
import math

import jax.numpy as jnp
import numpy as np


@dataclasses.dataclass(frozen=True)
class Tokenization:
    """What a signal is and how it becomes tokens."""

    height: int = 28
    width: int = 28
    channels: int = 1
    name: str = "reshape"  # "reshape" or "mdct"
    patch: int = 4  # images, reshape
    hop: int = 256  # sound, and mdct of everything
    window: str = "sine"  # "sine" or "kbd"
    kbd_alpha: float = 4.0
    power: float = 1.0
    scale: float = 1.0

    @property
    def size(self):
        return self.height * self.width * self.channels

    @property
    def patches(self):
        return self.name == "reshape" and self.height > 1

    @property
    def grid(self):
        if self.patches:
            return (self.height // self.patch, self.width // self.patch)
        return (-(-self.width // self.hop) if self.name == "reshape" else -(-self.size // self.hop) + 1,)

    @property
    def tokens(self):
        return math.prod(self.grid)

    @property
    def token_width(self):
        if self.name == "mdct":
            return self.hop
        return (self.patch**2 if self.patches else self.hop) * self.channels


def patchify(o, x):
    rows, columns = o.grid
    x = x.reshape(x.shape[0], rows, o.patch, columns, o.patch, o.channels)
    return x.transpose(0, 1, 3, 2, 4, 5).reshape(x.shape[0], o.tokens, o.token_width)


def unpatchify(o, y):
    rows, columns = o.grid
    y = y.reshape(y.shape[0], rows, columns, o.patch, o.patch, o.channels)
    return y.transpose(0, 1, 3, 2, 4, 5).reshape(y.shape[0], o.size)


def frames(o, x):
    return jnp.pad(x, ((0, 0), (0, o.tokens * o.token_width - o.size))).reshape(x.shape[0], o.tokens, o.token_width)


def window(o):
    """The whole window, 2 hop numbers."""
    n = o.hop
    if o.window == "sine":
        return np.sin(np.pi * (np.arange(2 * n) + 0.5) / (2 * n))
    kaiser = np.i0(np.pi * o.kbd_alpha * np.sqrt(1 - (2 * np.arange(n + 1) / n - 1) ** 2))
    rising = np.sqrt(np.cumsum(kaiser)[:n] / np.sum(kaiser))
    return np.concatenate([rising, rising[::-1]])


def mdct_basis(o):
    """[2 hop, hop]: row n of a frame, coefficient k; the window and sqrt(2 / N) are in it."""
    n, k = np.arange(2 * o.hop)[:, None], np.arange(o.hop)[None]
    wave = np.cos(np.pi / o.hop * (n + 0.5 + o.hop / 2) * (k + 0.5))
    return math.sqrt(2 / o.hop) * window(o)[:, None] * wave


def mdct(o, x):
    padded = jnp.pad(x, ((0, 0), (o.hop, o.tokens * o.hop - o.size)))
    return jnp.stack([padded[:, j * o.hop:(j + 2) * o.hop] @ mdct_basis(o) for j in range(o.tokens)], 1)


def inverse_mdct(o, tokens):
    y = jnp.zeros((tokens.shape[0], (o.tokens + 1) * o.hop), tokens.dtype)
    for j in range(o.tokens):
        y = y.at[:, j * o.hop:(j + 2) * o.hop].add(tokens[:, j] @ mdct_basis(o).T)
    return y[:, o.hop:o.hop + o.size]


def signed_power(x, power):
    return jnp.sign(x) * jnp.abs(x) ** power


def tokenize(o, x):
    """[B, D] -> [B, T, P]."""
    y = mdct(o, x) if o.name == "mdct" else patchify(o, x) if o.patches else frames(o, x)
    return o.scale * signed_power(y, o.power)


def detokenize(o, tokens):
    """[B, T, P] -> [B, D]."""
    y = signed_power(tokens / o.scale, 1 / o.power)
    if o.name == "mdct":
        return inverse_mdct(o, y)
    return unpatchify(o, y) if o.patches else y.reshape(y.shape[0], -1)[:, :o.size]
