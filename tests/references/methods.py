"""The four methods and the samplers of docs/models.md (sections 7 and 8) in JAX, in token space.

A loss is `loss(p, o, m, x, label, draws) -> (loss, raw_mse)`: `o` architecture options, `m` method options, x [B, T, P], `draws` a dict of arrays.
"""

import dataclasses
import math

import jax
import jax.numpy as jnp

import quantize
from architectures import Condition, decode, encode, velocity


@dataclasses.dataclass(frozen=True)
class MethodOptions:
    """Constants of a method; see docs/models.md section 7."""

    method: str  # "autoencoder", "flow_matching", "mean_flow" or "improved_mean_flow"
    levels: tuple = ()  # of the code's quantizer; (): not quantized
    time_mean: float = -0.4
    time_std: float = 1.0
    equal_share: float = 0.75
    adaptive_c: float = 1e-3
    adaptive_p: float = 1.0
    condition_dropout: float = 0.1
    omega: float = 1.0
    kappa: float = 0.0
    omega_max: float = 1.0


def for_method(name, **changes):
    """Options with the defaults of method `name`."""
    defaults = dict(equal_share=0.5) if name == "improved_mean_flow" else {}
    return MethodOptions(method=name, **{**defaults, **changes})


stop = jax.lax.stop_gradient


def rows(v, like):
    """One number a row, to meet a tensor [B, ...]."""
    return v.reshape(v.shape + (1,) * (like.ndim - 1))


def logistic_time(m, normal):
    return jax.nn.sigmoid(m.time_mean + m.time_std * normal)


def mix(x, eps, t):  # z_t [B, T, P]
    return (1.0 - rows(t, x)) * x + rows(t, x) * eps


def moving_start(m, batch):
    """The first row that moves: rows before it have r = t."""
    return int(m.equal_share * batch)


def sample_times(m, draws):
    """t, r [B] with t >= r; r = t on the first rows."""
    a, b = logistic_time(m, draws["normal_t"]), logistic_time(m, draws["normal_r"])
    t, r = jnp.maximum(a, b), jnp.minimum(a, b)
    moves = jnp.arange(t.shape[0]) >= moving_start(m, t.shape[0])
    return t, jnp.where(moves, r, t)


def code_of(p, o, m, x):
    """The code as the decoder sees it, [B, vectors, code_size]; its gradient reaches the encoder."""
    z = encode(p, o, x)
    return quantize.fsq(z, m.levels)[0] if m.levels else z


def no_guidance(batch):
    return jnp.broadcast_to(jnp.array([0.0, 0.0, 1.0]), (batch, 3))


def null_condition(o, c):
    """No class, the zero code, no guidance; what c has not stays None."""
    return Condition(
        None if c.label is None else jnp.full_like(c.label, o.num_classes),
        None if c.code is None else jnp.zeros_like(c.code),
        None if c.guidance is None else no_guidance(c.guidance.shape[0]))


def given_condition(p, o, m, x, label):
    return Condition(label if o.num_classes else None, code_of(p, o, m, x) if o.code_size else None)


def drop(o, m, c, draws):
    """The condition that the network sees, and which rows lost theirs (None where there is no condition)."""
    if c.label is None and c.code is None:
        return c, None
    dropped = draws["dropout"] < m.condition_dropout
    null = null_condition(o, c)
    choose = lambda a, b: None if b is None else jnp.where(rows(dropped, b), a, b)
    return Condition(choose(null.label, c.label), choose(null.code, c.code), c.guidance), dropped


def drawn_guidance(m, draws, t, r):
    """What the network is told [B, 3], what the boundary velocities are told [B, 3], and the omega in force [B]."""
    u, moves = draws["guidance"], r < t
    omega = jnp.exp(math.log(m.omega_max) * u[:, 0])
    begin, end = jnp.where(moves, u[:, 1] / 2, 0.0), jnp.where(moves, (1 + u[:, 2]) / 2, 1.0)
    in_force = jnp.where((begin <= t) & (t <= end), omega, 1.0)
    told = jnp.stack([1 - 1 / omega, begin, end], axis=1)
    return told, jnp.stack([1 - 1 / in_force, jnp.zeros_like(t), jnp.ones_like(t)], axis=1), in_force


def mse(d):
    return jnp.mean(d * d)


def adaptive(m, d):
    """Mean over the batch of S sg(1 / (S + c)^p), S the SUM over an example."""
    s = jnp.sum(d * d, axis=tuple(range(1, d.ndim)))
    return jnp.mean(s * stop((s + m.adaptive_c) ** -m.adaptive_p))


def autoencoder(p, o, m, x, label, draws):
    error = mse(decode(p, o, code_of(p, o, m, x)) - x)
    return error, error


def flow_matching(p, o, m, x, label, draws):
    eps, t = draws["eps"], logistic_time(m, draws["normal_t"])
    seen, _ = drop(o, m, given_condition(p, o, m, x, label), draws)
    error = mse(velocity(p, o, mix(x, eps, t), t, jnp.zeros_like(t), seen) - (eps - x))
    return error, error


def boundary(p, o, z, t, c):
    """The velocity at h = 0, stopped."""
    return stop(velocity(p, o, z, t, jnp.zeros_like(z[:, 0, 0]), c))


def mean_flow_velocity(p, o, m, z, t, v, given, dropped):
    """v~ of section 7.3."""
    if dropped is None or (m.omega == 1.0 and m.kappa == 0.0):
        return v
    v_c, v_u = boundary(p, o, z, t, given), boundary(p, o, z, t, null_condition(o, given))
    guided = m.omega * v + (1.0 - m.omega - m.kappa) * v_u + m.kappa * v_c
    return jnp.where(rows(dropped, v), v, guided)


def mean_flow(p, o, m, x, label, draws):
    eps = draws["eps"]
    t, r = sample_times(m, draws)
    given = given_condition(p, o, m, x, label)
    seen, dropped = drop(o, m, given, draws)
    z = mix(x, eps, t)
    tangent = mean_flow_velocity(p, o, m, z, t, eps - x, given, dropped)
    u = lambda z, t, r: velocity(p, o, z, t, t - r, seen)
    value, slope = jax.jvp(u, (z, t, r), (tangent, jnp.ones_like(t), jnp.zeros_like(r)))
    d = value - stop(tangent - rows(t - r, z) * slope)
    return adaptive(m, d), mse(d)


def improved_velocity(p, o, m, z, v, given, dropped, omega):
    """v_g of section 7.4; `given` with the guidance that boundary velocities are told, omega a number or [B]."""
    if dropped is None or (given.guidance is None and m.omega == 1.0):
        return v
    v_c, v_u = boundary(p, o, z, None, given), boundary(p, o, z, None, null_condition(o, given))
    share = 1.0 - 1.0 / omega
    guided = v + (rows(share, v) if given.guidance is not None else share) * (v_c - v_u)
    return jnp.where(rows(dropped, v), v, guided)


def improved_mean_flow(p, o, m, x, label, draws):
    eps = draws["eps"]
    t, r = sample_times(m, draws)
    given = given_condition(p, o, m, x, label)
    told = at_boundary = None
    omega = m.omega
    if o.guidance_input:
        told, at_boundary, omega = drawn_guidance(m, draws, t, r)
    seen, dropped = drop(o, m, given, draws)
    z = mix(x, eps, t)
    u = lambda z, t, r: velocity(p, o, z, None, t - r, seen._replace(guidance=told))
    predicted = boundary(p, o, z, None, seen._replace(guidance=at_boundary))
    value, slope = jax.jvp(u, (z, t, r), (predicted, jnp.ones_like(t), jnp.zeros_like(r)))
    target = improved_velocity(p, o, m, z, eps - x, given._replace(guidance=at_boundary), dropped, omega)
    d = value + rows(t - r, z) * stop(slope) - stop(target)
    return adaptive(m, d), mse(d)


LOSSES = {f.__name__: f for f in (autoencoder, flow_matching, mean_flow, improved_mean_flow)}


def loss_function(m):
    return LOSSES[m.method]


# ---- samplers (section 8): eps [B, T, P], times falling, one more than there are steps ------------------------------


def equal_times(steps):
    return [1.0 - i / steps for i in range(steps)] + [0.0]


def sample_mean(p, o, eps, c, times):
    """Mean flow and improved mean flow."""
    z, one = eps, jnp.ones_like(eps[:, 0, 0])
    for t, end in zip(times[:-1], times[1:]):
        z = z - (t - end) * velocity(p, o, z, t * one, (t - end) * one, c)
    return z


def flow(p, o, z, t, c, scale):
    """w(z, t) of section 8, t a number; scale None: no guidance."""
    t = jnp.full_like(z[:, 0, 0], t)
    with_condition = velocity(p, o, z, t, jnp.zeros_like(t), c)
    if scale is None:
        return with_condition
    without = velocity(p, o, z, t, jnp.zeros_like(t), null_condition(o, c))
    return without + scale * (with_condition - without)


def sample_euler(p, o, eps, c, times, scale=None):
    z = eps
    for t, end in zip(times[:-1], times[1:]):
        z = z - (t - end) * flow(p, o, z, t, c, scale)
    return z


def sample_heun(p, o, eps, c, times, scale=None):
    z = eps
    for t, end in zip(times[:-1], times[1:]):
        d1 = flow(p, o, z, t, c, scale)
        d2 = flow(p, o, z - (t - end) * d1, end, c, scale)
        z = z - (t - end) * (d1 + d2) / 2
    return z


def sample_midpoint(p, o, eps, c, times, scale=None):
    z = eps
    for t, end in zip(times[:-1], times[1:]):
        half = z - (t - end) / 2 * flow(p, o, z, t, c, scale)
        z = z - (t - end) * flow(p, o, half, (t + end) / 2, c, scale)
    return z
