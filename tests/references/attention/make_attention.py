"""Writes attention.npz: attention, its derivative along a direction, its gradient and its second derivative, in f64.

Usage: python make_attention.py     (needs jax and numpy)
The formula is written out here with masks as arrays, which tests/models/attention_test.cpp says as functions of positions. For each case: the arguments,
`y`, `dy` (along t_*), `g_*` (gradient of <w, y>) and `h_*` (its derivative along t_*, which is also the gradient of <w, dy>).
Arguments are multiples of 1/1024: exact in f32. Made with JAX 0.10.2 and NumPy 2.4.6.
"""

import pathlib

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np


def attention(x, sees, scale, cap):
    """x: q [B, T, H, D], k and v [B, S, K, D], bias or none; sees: conditions that broadcast to [B, H, T, S]."""
    group = x["q"].shape[2] // x["k"].shape[2]
    k, v = jnp.repeat(x["k"], group, axis=2), jnp.repeat(x["v"], group, axis=2)
    s = scale * jnp.einsum("bthd,bshd->bhts", x["q"], k)
    if cap:
        s = cap * jnp.tanh(s / cap)
    s = s + x.get("bias", 0.0)
    top = jax.lax.stop_gradient(jnp.max(jnp.where(sees, s, -1e30), axis=-1, keepdims=True))
    e = jnp.where(sees, jnp.exp(jnp.where(sees, s - top, 0.0)), 0.0)
    total = e.sum(-1, keepdims=True)
    return jnp.einsum("bhts,bshd->bthd", e / jnp.where(total == 0, 1.0, total), v)


def exact(x):
    return np.round(np.asarray(x) * 1024) / 1024


def case(name, batch, queries, keys, heads, key_heads, features, sees=None, bias=None, scale=None, cap=0.0, **more):
    rng = np.random.default_rng([20261130, *name.encode()])
    shapes = {"q": (batch, queries, heads, features), "k": (batch, keys, key_heads, features), "v": (batch, keys, key_heads, features)}
    if bias:
        shapes["bias"] = bias
    x, t = ({n: exact(rng.standard_normal(s)) for n, s in shapes.items()} for _ in range(2))
    w = exact(rng.standard_normal(shapes["q"]))
    sees = np.ones((1, 1, queries, keys), bool) if sees is None else sees
    f = lambda x: attention(x, sees, scale or features**-0.5, cap)
    loss = jax.grad(lambda x: jnp.vdot(w, f(x)))
    (y, dy), (g, h) = jax.jvp(f, (x,), (t,)), jax.jvp(loss, (x,), (t,))
    out = x | {f"t_{n}": a for n, a in t.items()} | {f"g_{n}": a for n, a in g.items()} | {f"h_{n}": a for n, a in h.items()}
    return {f"{name}/{n}": np.asarray(a) for n, a in (out | more | {"w": w, "y": y, "dy": dy}).items()}


def grid(queries, keys, first=0):
    return np.arange(queries)[:, None] + first, np.arange(keys)[None]


def used(lengths, keys):
    return (np.arange(keys) < np.asarray(lengths)[:, None])[:, None, None]


q6, k6 = grid(6, 6)
spans = np.array([[0, 1, 1, 1, 0, 2], [3, 3, 0, 0, 4, 4]], np.int32)
documents = np.array([[1, 1, 1, 2, 2, 5], [7, 0, 0, 0, 7, 7]], np.int32)
same = lambda ids: ids[:, None, :, None] == ids[:, None, None]
q5, k7 = grid(5, 7, first=2)
hidden = np.arange(2 * 4 * 5 * 7).reshape(2, 4, 5, 7) % 3 != 0
hidden[0, 1, 2], hidden[1, :, 4] = False, False  # rows that see nothing
lengths = np.array([0, 4], np.int32)

cases = case("plain", 2, 6, 6, 2, 2, 8)
cases |= case("causal", 2, 6, 6, 2, 2, 8, k6 <= q6)
cases |= case("block_causal", 2, 6, 6, 2, 2, 8, (k6 <= q6) | (same(spans) & (spans[:, None, :, None] != 0)), spans=spans)
cases |= case("documents", 2, 6, 6, 2, 1, 8, (k6 <= q6) & same(documents), documents=documents)
cases |= case("hidden_rows", 2, 5, 7, 4, 2, 8, hidden, seen=hidden.astype(np.int32))
cases |= case("one_key", 2, 5, 1, 2, 2, 8)
cases |= case("odd_band", 1, 5, 7, 3, 1, 9, (k7 <= q5) & (k7 >= q5 - 2), first=np.int32(2))
for n in (0, 1, 7):
    cases |= case(f"length_{n}", 2, 5, 7, 4, 2, 8, used([n, n], 7), length=np.int32(n))
cases |= case("lengths", 2, 1, 7, 6, 2, 10, used(lengths, 7), lengths=lengths)
cases |= case("bias", 2, 5, 7, 4, 2, 8, k7 <= q5, bias=(1, 4, 5, 7), scale=0.5, cap=2.0)

path = pathlib.Path(__file__).parent / "attention.npz"
np.savez_compressed(path, **cases)
print(path.stat().st_size, "bytes")
