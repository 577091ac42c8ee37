"""Finite scalar quantization of docs/models.md (section 2) in JAX."""

import jax
import jax.numpy as jnp
import numpy as np


def constants(size, levels):
    """Levels, half width of the bound, offset and lowest digit of each of `size` dimensions."""
    l = np.array([levels[j % len(levels)] for j in range(size)], dtype=float)
    half = (l - 1) / 2 + np.minimum((l - 1) / 2 * 1e-3, 0.49)
    return half, np.where(l % 2 == 0, 0.5, 0.0), np.floor(l / 2)


def bounded(z, levels):
    half, offset, _ = constants(z.shape[-1], levels)
    return jnp.tanh(z + np.arctanh(offset / np.maximum(half, offset + 1e-3))) * half - offset


def fsq(z, levels):
    """Value (its gradient passes straight through the rounding) and digits (i32) of z [..., d]."""
    b = bounded(z, levels)
    center = constants(z.shape[-1], levels)[2]
    rounded = b + jax.lax.stop_gradient(jnp.round(b) - b)
    return rounded / np.maximum(1, center), (jnp.round(b) + center).astype(jnp.int32)


def margin(z, levels):
    """How near the nearest value is to the place where rounding jumps."""
    b = np.asarray(bounded(z, levels))
    return float(np.min(np.abs(b - np.floor(b) - 0.5)))
