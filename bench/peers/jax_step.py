"""One whole train step of a benchmark model in JAX: loss, gradient, Adam, EMA. Prints one JSON object.

Usage: python jax_step.py --model mlp --method mean_flow [--steps 20] [--tuned] [--moving-rows] [--blocks N] [--batch B]

The networks are those of tests/references, the code that the committed references come from; `--check` compares this file's loss and gradient with theirs.
The whole step is one jitted function with donated state; batches and draws are made in it from a key, as in ours.
"""

import argparse
import functools
import json
import math
import os
import pathlib
import statistics
import sys
import time

TUNED = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "1000000000000", "MALLOC_ARENA_MAX": "1"}
BATCH = {"mlp": 256, "mlp_mixer": 64, "convnet": 64}
LEARNING_RATE, B1, B2, EPSILON, EMA = 1e-4, 0.9, 0.95, 1e-8, 0.9999


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=BATCH, required=True)
    parser.add_argument("--method", choices=["flow_matching", "mean_flow", "improved_mean_flow"], required=True)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--warmup", type=int, default=3)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--blocks", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tuned", action="store_true", help="glibc never gives memory back: the fairer peer")
    parser.add_argument("--moving-rows", action="store_true", help="the JVP by hand on the moving rows alone")
    parser.add_argument("--check", action="store_true", help="compare with tests/references at batch 8 instead of timing")
    return parser.parse_args()


def restart_tuned():
    """malloc reads its settings at start-up only."""
    if any(os.environ.get(k) != v for k, v in TUNED.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **TUNED})


def flow_loss(o, m, moving_rows):
    """Mean flow and improved mean flow without guidance, the JVP apart from the value: over the whole batch, or over the moving rows alone."""
    import jax.numpy as jnp
    from jax.lax import stop_gradient as stop

    import jax_depthwise
    from architectures import Condition, velocity
    from methods import adaptive, drop, mix, moving_start, mse, rows, sample_times

    def loss(p, x, label, draws):
        t, r = sample_times(m, draws)
        seen, _ = drop(o, m, Condition(label), draws)
        z, v = mix(x, draws["eps"], t), draws["eps"] - x
        value = velocity(p, o, z, t, t - r, seen)
        first = moving_start(m, x.shape[0]) if moving_rows else 0
        u = lambda z, t, r: velocity(stop(p), o, z, t, t - r, Condition(seen.label[first:]))
        zm, tm, rm = z[first:], t[first:], r[first:]
        tangent = stop(u(zm, tm, tm)) if m.method == "improved_mean_flow" else v[first:]
        slope = jax_depthwise.jvp(u, (zm, tm, rm), (tangent, jnp.ones_like(tm), jnp.zeros_like(rm)))
        slope = jnp.concatenate([jnp.zeros_like(z[:first]), slope])
        d = value - (v - rows(t - r, z) * stop(slope))
        return adaptive(m, d), mse(d)

    return loss


def make_step(o, m, tokens, batch, moving_rows):
    """step(state, x, label, key) -> (state, loss, raw_mse), jitted, state donated."""
    import jax
    import jax.numpy as jnp

    import methods
    from tokenization import tokenize

    if m.method == "flow_matching":
        loss = lambda p, x, label, draws: methods.flow_matching(p, o, m, x, label, draws)
    else:
        loss = flow_loss(o, m, moving_rows)

    def draw(key):
        names = ("eps", "normal_t", "normal_r", "dropout")
        keys = dict(zip(names, jax.random.split(key, len(names))))
        draws = {k: jax.random.normal(keys[k], (batch,)) for k in ("normal_t", "normal_r")}
        return {"eps": jax.random.normal(keys["eps"], (batch, o.tokens, o.token_width)), "dropout": jax.random.uniform(keys["dropout"], (batch,)), **draws}

    def adam(n, p, g, mean, square, average):
        mean = B1 * mean + (1 - B1) * g
        square = B2 * square + (1 - B2) * g * g
        p = p - LEARNING_RATE * (mean / (1 - B1**n)) / (jnp.sqrt(square / (1 - B2**n)) + EPSILON)
        return p, mean, square, EMA * average + (1 - EMA) * p

    @functools.partial(jax.jit, donate_argnums=0)
    def step(state, x, label, key):
        n = state["n"] + 1
        (value, raw), grads = jax.value_and_grad(loss, has_aux=True)(state["param"], tokenize(tokens, x), label, draw(jax.random.fold_in(key, n)))
        new = {k: adam(n.astype(jnp.float32), state["param"][k], grads[k], state["m"][k], state["v"][k], state["ema"][k]) for k in grads}
        parts = {name: {k: new[k][i] for k in new} for i, name in enumerate(("param", "m", "v", "ema"))}
        return {"n": n, **parts}, value, raw

    return step


def check(o, m, params, moving_rows):
    """Largest relative difference of any gradient from that of the reference loss, at batch 8."""
    import jax
    import numpy as np

    import architectures
    import jax_depthwise
    import methods

    rng = np.random.default_rng(0)
    p = {k: v + 0.02 * rng.standard_normal(v.shape).astype(v.dtype) for k, v in params.items()}
    x, label = rng.uniform(-1, 1, (8, o.tokens, o.token_width)).astype(np.float32), np.arange(8, dtype=np.int32)
    draws = {"eps": rng.standard_normal(x.shape), "normal_t": rng.standard_normal(8), "normal_r": rng.standard_normal(8), "dropout": rng.uniform(size=8)}
    draws = {k: v.astype(np.float32) for k, v in draws.items()}
    ours = jax.grad(lambda p: flow_loss(o, m, moving_rows)(p, x, label, draws)[0])(p)
    architectures.depthwise = jax_depthwise.shifted
    theirs = jax.grad(lambda p: methods.loss_function(m)(p, o, m, x, label, draws)[0])(p)
    return max(float(np.abs(ours[k] - theirs[k]).max() / np.abs(theirs[k]).max()) for k in ours)


def main():
    a = arguments()
    if a.tuned:
        restart_tuned()
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: a.threads])
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "references"))
    import jax
    import jax.numpy as jnp
    import numpy as np

    import architectures
    import jax_depthwise
    import methods
    from tokenization import Tokenization

    architectures.depthwise = jax_depthwise.depthwise
    batch = a.batch or BATCH[a.model]
    o = architectures.for_architecture(
        a.model, time_inputs="h" if a.method == "improved_mean_flow" else "t_and_h", **({"blocks": a.blocks} if a.blocks else {}))
    m = methods.for_method(a.method)
    tokens = Tokenization(patch=2 if a.model == "convnet" else 4)
    params = architectures.initialise(o)
    if a.check:
        return print(json.dumps({"model": a.model, "method": a.method, "gradient_difference": check(o, m, params, a.moving_rows)}))
    state = {"n": jnp.zeros((), jnp.int32)}
    for name in ("param", "m", "v", "ema"):
        state[name] = {k: jnp.asarray(v if name in ("param", "ema") else np.zeros_like(v)).copy() for k, v in params.items()}
    rng = np.random.default_rng(0)
    x = jnp.asarray(rng.uniform(-1, 1, (batch, tokens.size)).astype(np.float32))
    label = jnp.asarray(rng.integers(0, o.num_classes, batch).astype(np.int32))
    step = make_step(o, m, tokens, batch, a.moving_rows)
    key = jax.random.key(0)

    begin = time.perf_counter()
    step = step.lower(state, x, label, key).compile()
    compile_s = time.perf_counter() - begin
    times = []
    for i in range(a.warmup + a.steps):
        begin = time.perf_counter()
        state, loss, raw = step(state, x, label, key)
        jax.block_until_ready(state)
        times.append(1e3 * (time.perf_counter() - begin))
    times = times[a.warmup:]
    print(json.dumps({
        "peer": f"jax {jax.__version__}", "model": a.model, "method": a.method, "batch": batch, "threads": a.threads, "tuned": a.tuned,
        "moving_rows": a.moving_rows, "parameters": sum(math.prod(v.shape) for v in params.values()), "step_ms": statistics.median(times),
        "step_ms_min": min(times), "compile_s": compile_s, "loss": float(loss), "raw_mse": float(raw)}))


if __name__ == "__main__":
    main()
