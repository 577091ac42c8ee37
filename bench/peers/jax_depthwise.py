"""A depthwise convolution that XLA's CPU back end compiles well; the plain one is 30 times slower there and would make a straw man of the peer.

Forward and input gradient are sums of 49 shifted products (one fused loop), the weight gradient is a scan over the batch.
Measured on 64x14x14x96, 2 threads: forward 147 ms as lax.conv, 4 ms here; with both gradients 577 ms against 77 ms.
"""

import jax
import jax.numpy as jnp

import architectures

SIZE, MARGIN = 7, 3


def shifted(x, w):  # x [B, H, W, F], w [7, 7, 1, F] -> [B, H, W, F]
    rows, columns = x.shape[1:3]
    padded = jnp.pad(x, ((0, 0), (MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0)))
    return sum(w[i, j, 0] * padded[:, i:i + rows, j:j + columns] for i in range(SIZE) for j in range(SIZE))


def weight_gradient(x, ct):  # x, ct [B, H, W, F] -> [7, 7, 1, F]
    rows, columns = x.shape[1:3]
    padded = jnp.pad(x, ((0, 0), (MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0)))

    def add_example(total, example):
        p, c = example
        return total + jnp.stack([jnp.sum(p[i:i + rows, j:j + columns] * c, (0, 1)) for i in range(SIZE) for j in range(SIZE)]), None

    total, _ = jax.lax.scan(add_example, jnp.zeros((SIZE * SIZE, x.shape[-1]), x.dtype), (padded, ct))
    return total.reshape(SIZE, SIZE, 1, x.shape[-1])


@jax.custom_vjp
def depthwise(x, w):
    return shifted(x, w)


def depthwise_forward(x, w):
    return shifted(x, w), (x, w)


def depthwise_backward(saved, ct):
    x, w = saved
    return shifted(ct, w[::-1, ::-1]), weight_gradient(x, ct)


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
