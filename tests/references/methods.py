"""The four methods and the samplers of docs/models.md (sections 7 and 8) in JAX.

A loss is `loss(p, o, m, x, label, draws) -> (loss, raw_mse)`: `o` architecture options, `m` method options, `draws` a dict of arrays.
"""

import dataclasses

import jax
import jax.numpy as jnp

from architectures import decode, encode, velocity


@dataclasses.dataclass(frozen=True)
class MethodOptions:
    """Constants of a method; see docs/models.md section 7."""

    method: str  # "autoencoder", "flow_matching", "mean_flow" or "improved_mean_flow"
    time_mean: float = -0.4
    time_std: float = 1.0
    equal_share: float = 0.75
    adaptive_c: float = 1e-3
    adaptive_p: float = 1.0
    class_dropout: float = 0.1
    omega: float = 1.0
    kappa: float = 0.0


def for_method(name, **changes):
    """Options with the defaults of method `name`."""
    defaults = dict(equal_share=0.5) if name == "improved_mean_flow" else {}
    return MethodOptions(method=name, **{**defaults, **changes})


stop = jax.lax.stop_gradient


def logistic_time(m, normal):
    return jax.nn.sigmoid(m.time_mean + m.time_std * normal)


def mix(x, eps, t):  # z_t [B, D]
    return (1.0 - t[:, None]) * x + t[:, None] * eps


def moving_start(m, batch):
    """The first row that moves: rows before it have r = t."""
    return int(m.equal_share * batch)


def sample_times(m, draws):
    """t, r [B] with t >= r; r = t on the first rows."""
    a, b = logistic_time(m, draws["normal_t"]), logistic_time(m, draws["normal_r"])
    t, r = jnp.maximum(a, b), jnp.minimum(a, b)
    moves = jnp.arange(t.shape[0]) >= moving_start(m, t.shape[0])
    return t, jnp.where(moves, r, t)


def drop_labels(o, m, label, draws):
    """The label that the network sees, and which rows lost theirs (None where the model has no classes)."""
    if o.num_classes == 0:
        return None, None
    dropped = draws["dropout"] < m.class_dropout
    return jnp.where(dropped, o.num_classes, label), dropped


def mse(d):
    return jnp.mean(d * d)


def adaptive(m, d):
    """Mean over the batch of S sg(1 / (S + c)^p), S the SUM over pixels."""
    s = jnp.sum(d * d, axis=-1)
    return jnp.mean(s * stop((s + m.adaptive_c) ** -m.adaptive_p))


def autoencoder(p, o, m, x, label, draws):
    error = mse(decode(p, o, encode(p, o, x)) - x)
    return error, error


def flow_matching(p, o, m, x, label, draws):
    eps, t = draws["eps"], logistic_time(m, draws["normal_t"])
    seen, _ = drop_labels(o, m, label, draws)
    error = mse(velocity(p, o, mix(x, eps, t), t, jnp.zeros_like(t), seen) - (eps - x))
    return error, error


def classes_and_null(p, o, z, t, label):
    """Velocities at h = 0 with the label and with the null label, both stopped."""
    zero = jnp.zeros_like(z[:, 0])
    null = jnp.full_like(label, o.num_classes)
    return stop(velocity(p, o, z, t, zero, label)), stop(velocity(p, o, z, t, zero, null))


def mean_flow_velocity(p, o, m, z, t, v, label, dropped):
    """v~ of section 7.3."""
    if o.num_classes == 0 or (m.omega == 1.0 and m.kappa == 0.0):
        return v
    v_c, v_u = classes_and_null(p, o, z, t, label)
    guided = m.omega * v + (1.0 - m.omega - m.kappa) * v_u + m.kappa * v_c
    return jnp.where(dropped[:, None], v, guided)


def mean_flow(p, o, m, x, label, draws):
    eps = draws["eps"]
    t, r = sample_times(m, draws)
    seen, dropped = drop_labels(o, m, label, draws)
    z = mix(x, eps, t)
    tangent = mean_flow_velocity(p, o, m, z, t, eps - x, label, dropped)
    u = lambda z, t, r: velocity(p, o, z, t, t - r, seen)
    value, slope = jax.jvp(u, (z, t, r), (tangent, jnp.ones_like(t), jnp.zeros_like(r)))
    d = value - stop(tangent - (t - r)[:, None] * slope)
    return adaptive(m, d), mse(d)


def improved_velocity(p, o, m, z, v, label, dropped):
    """v_g of section 7.4."""
    if o.num_classes == 0 or m.omega == 1.0:
        return v
    v_c, v_u = classes_and_null(p, o, z, None, label)
    return jnp.where(dropped[:, None], v, v + (1.0 - 1.0 / m.omega) * (v_c - v_u))


def improved_mean_flow(p, o, m, x, label, draws):
    eps = draws["eps"]
    t, r = sample_times(m, draws)
    seen, dropped = drop_labels(o, m, label, draws)
    z = mix(x, eps, t)
    u = lambda z, t, r: velocity(p, o, z, None, t - r, seen)
    boundary = stop(u(z, t, t))
    value, slope = jax.jvp(u, (z, t, r), (boundary, jnp.ones_like(t), jnp.zeros_like(r)))
    d = value + (t - r)[:, None] * stop(slope) - stop(improved_velocity(p, o, m, z, eps - x, label, dropped))
    return adaptive(m, d), mse(d)


LOSSES = {f.__name__: f for f in (autoencoder, flow_matching, mean_flow, improved_mean_flow)}


def loss_function(m):
    return LOSSES[m.method]


# ---- samplers (section 8) -----------------------------------------------------------------------------------------


def times(steps):
    return [1.0 - i / steps for i in range(steps)] + [0.0]


def sample_mean(p, o, eps, label, steps):
    """k-step sampling of mean flow and improved mean flow; eps [B, D]."""
    z, grid, one = eps, times(steps), jnp.ones_like(eps[:, 0])
    for i in range(steps):
        z = z - velocity(p, o, z, grid[i] * one, one / steps, label) / steps
    return z


def guided(p, o, z, t, label, scale):
    """w(z, t) of section 8, t a number."""
    t = jnp.full_like(z[:, 0], t)
    zero = jnp.zeros_like(t)
    with_label = velocity(p, o, z, t, zero, label)
    if scale == 1.0:
        return with_label
    without = velocity(p, o, z, t, zero, jnp.full_like(label, o.num_classes))
    return without + scale * (with_label - without)


def sample_euler(p, o, eps, label, steps, scale=1.0):
    z, grid = eps, times(steps)
    for i in range(steps):
        z = z - guided(p, o, z, grid[i], label, scale) / steps
    return z


def sample_heun(p, o, eps, label, steps, scale=1.0):
    z, grid = eps, times(steps)
    for i in range(steps):
        d1 = guided(p, o, z, grid[i], label, scale)
        d2 = guided(p, o, z - d1 / steps, grid[i + 1], label, scale)
        z = z - (d1 + d2) / (2 * steps)
    return z
