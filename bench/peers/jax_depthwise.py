"""A depthwise convolution that XLA's CPU back end compiles well; the plain one is 30 times slower there and would make a straw man of the peer.

Forward and input gradient are sums of shifted products (one fused loop; 7 of them along a line, 49 on a grid), the weight gradient is a scan over the batch.
Measured on 64x14x14x96, 2 threads: forward 147 ms as lax.conv, 4 ms here; with both gradients 577 ms against 77 ms.
"""

import itertools

import jax
import jax.numpy as jnp

import architectures

SIZE, MARGIN = 7, 3


def windows(padded, spatial):
    """The places of the kernel in order, and what of `padded` [..., spatial + 6, F] lies under each."""
    for place in itertools.product(range(SIZE), repeat=len(spatial)):
        window = tuple(slice(i, i + n) for i, n in zip(place, spatial))
        yield place, padded[(..., *window, slice(None))]


def pad(x):  # x [B, spatial..., F]
    return jnp.pad(x, [(0, 0), *[(MARGIN, MARGIN)] * (x.ndim - 2), (0, 0)])


def shifted(x, w):  # x [B, spatial..., F], w [7..., 1, F] -> the shape of x
    return sum(w[(*place, 0)] * window for place, window in windows(pad(x), x.shape[1:-1]))


def weight_gradient(x, ct):  # x, ct [B, spatial..., F] -> [7..., 1, F]
    spatial, axes = x.shape[1:-1], tuple(range(x.ndim - 2))

    def add_example(total, example):
        p, c = example
        return total + jnp.stack([jnp.sum(window * c, axes) for _, window in windows(p, spatial)]), None

    total, _ = jax.lax.scan(add_example, jnp.zeros((SIZE ** len(spatial), x.shape[-1]), x.dtype), (pad(x), ct))
    return total.reshape(*[SIZE] * len(spatial), 1, x.shape[-1])


@jax.custom_vjp
def depthwise(x, w):
    return shifted(x, w)


def depthwise_forward(x, w):
    return shifted(x, w), (x, w)


def depthwise_backward(saved, ct):
    x, w = saved
    return shifted(ct, jnp.flip(w, range(w.ndim - 2))), weight_gradient(x, ct)


depthwise.defvjp(depthwise_forward, depthwise_backward)


def jvp(f, primals, tangents):
    """jax.jvp of a stopped f: custom_vjp functions have no forward derivative, so f is traced once more on the plain sum.

    XLA finds the two forward computations again as one.
    """
    architectures.depthwise = shifted
    try:
        slope = jax.jvp(f, primals, tangents)[1]
    finally:
        architectures.depthwise = depthwise
    return slope
