"""Times attention alone in JAX: the value, its JVP, its gradient. The peer of bench/attention.cpp.

    peers/bin/python bench/peers/jax_attention.py --length 1024
"""

import argparse
import statistics
import time

import jax
import jax.numpy as jnp


def attention(q, k, v, causal):
    scores = jnp.einsum("bthd,bshd->bhts", q, k) / q.shape[-1] ** 0.5
    if causal:
        scores = jnp.where(jnp.tril(jnp.ones(scores.shape[-2:], bool)), scores, -jnp.inf)
    return jnp.einsum("bhts,bshd->bthd", jax.nn.softmax(scores), v)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in {"batch": 1, "length": 1024, "heads": 8, "width": 64, "steps": 9}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--causal", action="store_true")
    o = parser.parse_args()
    arrays = [jax.random.normal(key, (o.batch, o.length, o.heads, o.width)) for key in jax.random.split(jax.random.PRNGKey(0), 6)]

    def f(q, k, v):
        return attention(q, k, v, o.causal)

    calls = {
        "value": lambda *x: f(*x[:3]),
        "jvp": lambda *x: jax.jvp(f, x[:3], x[3:]),
        "grad": lambda *x: jax.grad(lambda *y: (f(*y) ** 2).sum(), (0, 1, 2))(*x[:3]),
    }
    for name, call in calls.items():
        compiled, times = jax.jit(call), []
        jax.block_until_ready(compiled(*arrays))
        for _ in range(o.steps):
            start = time.perf_counter()
            jax.block_until_ready(compiled(*arrays))
            times.append(1e3 * (time.perf_counter() - start))
        print(f"{name}: {statistics.median(times):.1f} ms (median of {o.steps}, least {min(times):.1f})")


if __name__ == "__main__":
    main()
