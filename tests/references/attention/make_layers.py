"""Writes layers.npz: positions, norms, a block of a language model and cross entropy of models/layers/transformer.h, in f64.

Usage: python make_layers.py     (needs jax and numpy)
Written from the comments of that header. Parameters are `param/<name>`, arguments and results have the names that tests/models/transformer_test.cpp asks for.
Made with JAX 0.10.2 and NumPy 2.4.6.
"""

import pathlib

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np

rng = np.random.default_rng(20261130)
draw = lambda *shape: np.round(rng.standard_normal(shape) * 1024) / 1024
B, T, W, H, K, HIDDEN, V = 2, 5, 32, 4, 2, 24, 7
D = W // H
out = {}


def rotary(x, positions):
    """The pair (x_i, x_{i + D/2}) as a complex number, turned."""
    half = x.shape[-1] // 2
    angle = jnp.broadcast_to(positions, x.shape[:2])[:, :, None, None] * 10000.0 ** (-np.arange(half) / half)
    z = (x[..., :half] + 1j * x[..., half:]) * jnp.exp(1j * angle)
    return jnp.concatenate([z.real, z.imag], -1)


def rms(x, gamma):
    return x / jnp.sqrt((x**2).mean(-1, keepdims=True) + 1e-6) * gamma


def swiglu(p, name, x):
    return (jax.nn.silu(x @ p[f"{name}.gate.weight"]) * (x @ p[f"{name}.up.weight"])) @ p[f"{name}.down.weight"]


def block(p, x):
    y = rms(x, p["net.attention_norm.gamma"]) @ p["net.attention.qkv.weight"]
    q, k, v = (a.reshape(B, T, -1, D) for a in jnp.split(y, [W, W + K * D], -1))
    q, k = rotary(q, np.arange(T)), rotary(k, np.arange(T))
    k, v = jnp.repeat(k, H // K, 2), jnp.repeat(v, H // K, 2)
    s = jnp.where(np.tri(T, dtype=bool), jnp.einsum("bthd,bshd->bhts", q, k) / np.sqrt(D), -jnp.inf)
    x = x + jnp.einsum("bhts,bshd->bthd", jax.nn.softmax(s, -1), v).reshape(B, T, W) @ p["net.attention.out.weight"]
    return x + swiglu(p, "net.feed_forward", rms(x, p["net.feed_forward_norm.gamma"]))


def waves(position, size):
    return np.concatenate([f(np.asarray(position)[:, None] * 10000.0 ** (-np.arange(size // 2) / (size // 2))) for f in (np.cos, np.sin)], -1)


out["r"], positions = draw(B, T, 3, 6), rng.integers(0, 900, (B, T)).astype(np.int32)
out |= {"positions": positions, "rotary": rotary(out["r"], positions), "rotary_row": rotary(out["r"], positions[0])}
out["sinusoidal"] = waves(positions[0], 6)
out["sequence"] = waves(np.arange(5), 6)
out["grid"] = np.stack([np.concatenate([waves([i], 4)[0], waves([j], 4)[0]]) for i in range(3) for j in range(2)])

p = {"net.attention_norm.gamma": draw(W), "net.feed_forward_norm.gamma": draw(W), "net.attention.qkv.weight": draw(W, W + 2 * K * D) / 4,
     "net.attention.out.weight": draw(W, W) / 4, "net.feed_forward.gate.weight": draw(W, HIDDEN) / 4, "net.feed_forward.up.weight": draw(W, HIDDEN) / 4,
     "net.feed_forward.down.weight": draw(HIDDEN, W) / 4}
x, w = draw(B, T, W), draw(B, T, W)
gradient = jax.grad(lambda p: jnp.vdot(w, block(p, x)))(p)
out |= {f"param/{k}": v for k, v in p.items()} | {f"grad/{k}": v for k, v in gradient.items()} | {"x": x, "w": w, "block": block(p, x)}

logits, tangent, label = draw(B, T, V), draw(B, T, V), rng.integers(0, V, (B, T)).astype(np.int32)
label[1, 2] = -1
shares = draw(B, T)
entropy = lambda l: jnp.where(label < 0, 0.0, jax.nn.logsumexp(l, -1) - jnp.take_along_axis(l, np.maximum(label, 0)[..., None], -1)[..., 0])
loss = jax.grad(lambda l: jnp.vdot(shares, entropy(l)))
first, second = jax.jvp(loss, (logits,), (tangent,))
out |= {"logits": logits, "t_logits": tangent, "label": label, "shares": shares, "cross_entropy": entropy(logits), "cross_entropy_gradient": first, "cross_entropy_second": second}

path = pathlib.Path(__file__).parent / "layers.npz"
np.savez_compressed(path, **{k: np.asarray(v) for k, v in out.items()})
print(path.stat().st_size, "bytes")
