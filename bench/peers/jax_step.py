"""One whole train step of a configuration in JAX: loss, gradient, Adam, EMA. Prints one JSON object.

Usage: python jax_step.py config.toml [--steps 20] [--tuned] [--moving-rows]
The configuration is a complete one, as `mfcc compile SRC.toml --emit config` prints it.

The networks and the losses are those of tests/references, the code that the committed references come from; `--check` compares this file's gradient with theirs.
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
import tomllib

TUNED = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "1000000000000", "MALLOC_ARENA_MAX": "1"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--warmup", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tuned", action="store_true", help="glibc never gives memory back: the fairer peer")
    parser.add_argument("--moving-rows", action="store_true", help="the JVP by hand on the moving rows alone")
    parser.add_argument("--check", action="store_true", help="compare gradients with tests/references at batch 8 instead of timing")
    return parser.parse_args()


def restart_tuned():
    """malloc reads its settings at start-up only."""
    if any(os.environ.get(k) != v for k, v in TUNED.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **TUNED})


def model_of(c):
    """Tokenization, architecture and method options of a complete configuration."""
    import architectures
    import methods
    from tokenization import Tokenization

    method, model, latent = c["method"], c["model"], c.get("latent", {})
    fields = lambda table, *names: {k: table[k] for k in names if k in table}
    sound = c["dataset"]["name"] == "audio"
    shape = dict(height=1, width=c["dataset"]["samples"]) if sound else {}
    tokens = Tokenization(**shape, **fields(c["tokenization"], "name", "patch", "hop", "window", "kbd_alpha", "power", "scale"))
    autoencoder = method["name"] == "autoencoder"
    condition = "latent" if autoencoder else method["condition"]
    improved = method["name"] == "improved_mean_flow"
    o = architectures.Options(
        tokens=tokens.tokens, token_width=tokens.token_width, grid=tokens.grid, autoencoder=autoencoder, time_inputs="h" if improved else "t_and_h",
        num_classes=c["dataset"]["classes"] if condition == "class" else 0, code_size=latent["size"] if condition == "latent" else 0,
        guidance_input=improved and condition != "none" and method.get("omega_max", 1) > 1, features=model.get("width", 0), own=fields(model, "heads"),
        **fields(model, "architecture", "variant", "blocks", "cond", "latent", "hidden", "flatten", "token_hidden", "channel_hidden", "frequencies"))
    levels = tuple(latent["levels"]) if latent.get("quantizer") == "fsq" else ()
    m = methods.MethodOptions(
        method=method["name"], levels=levels, **fields(method, "time_mean", "time_std", "equal_share", "adaptive_c", "adaptive_p", "condition_dropout", "omega", "kappa", "omega_max"))
    return tokens, o, m


def flow_loss(o, m, moving_rows):
    """Mean flow and improved mean flow, the JVP apart from the value: over the whole batch, or over the moving rows alone."""
    import jax
    import jax.numpy as jnp
    from jax.lax import stop_gradient as stop

    import jax_depthwise
    import methods as ref
    from architectures import velocity

    def loss(p, x, label, draws):
        improved = m.method == "improved_mean_flow"
        t, r = ref.sample_times(m, draws)
        given = ref.given_condition(p, o, m, x, label)
        told, at_boundary, omega = ref.drawn_guidance(m, draws, t, r) if o.guidance_input else (None, None, m.omega)
        seen, dropped = ref.drop(o, m, given, draws)
        z, v = ref.mix(x, draws["eps"], t), draws["eps"] - x
        value = velocity(p, o, z, t, t - r, seen._replace(guidance=told))
        first = ref.moving_start(m, x.shape[0]) if moving_rows else 0
        moving = lambda tree: jax.tree.map(lambda a: stop(a[first:]), tree)
        if improved:
            target = ref.improved_velocity(p, o, m, z, v, given._replace(guidance=at_boundary), dropped, omega)
            tangent = ref.boundary(p, o, z[first:], None, moving(seen._replace(guidance=at_boundary)))
        else:
            target = ref.mean_flow_velocity(p, o, m, z, t, v, given, dropped)
            tangent = target[first:]
        u = lambda z, t, r: velocity(stop(p), o, z, t, t - r, moving(seen._replace(guidance=told)))
        zm, tm, rm = moving((z, t, r))
        slope = jax_depthwise.jvp(u, (zm, tm, rm), (stop(tangent), jnp.ones_like(tm), jnp.zeros_like(rm)))
        slope = jnp.concatenate([jnp.zeros_like(z[:first]), slope])
        d = value - stop(target) + ref.rows(t - r, z) * stop(slope)
        return ref.adaptive(m, d), ref.mse(d)

    return loss


def loss_of(o, m, moving_rows):
    import methods

    if m.method in ("mean_flow", "improved_mean_flow"):
        return flow_loss(o, m, moving_rows)
    return lambda p, x, label, draws: methods.loss_function(m)(p, o, m, x, label, draws)


def make_step(o, m, tokens, batch, optimizer, moving_rows):
    """step(state, x, label, key) -> (state, loss, raw_mse), jitted, state donated."""
    import jax
    import jax.numpy as jnp

    from jax_mdct import tokenize

    loss = loss_of(o, m, moving_rows)
    rate, b1, b2, epsilon, decay = (optimizer[k] for k in ("learning_rate", "beta1", "beta2", "epsilon", "ema_decay"))

    def draw(key):
        names = ("eps", "normal_t", "normal_r", "dropout", "guidance")
        keys = dict(zip(names, jax.random.split(key, len(names))))
        draws = {k: jax.random.normal(keys[k], (batch,)) for k in ("normal_t", "normal_r")}
        draws |= {"dropout": jax.random.uniform(keys["dropout"], (batch,)), "guidance": jax.random.uniform(keys["guidance"], (batch, 3))}
        return {"eps": jax.random.normal(keys["eps"], (batch, o.tokens, o.token_width)), **draws}

    def adam(n, p, g, mean, square, average):
        mean = b1 * mean + (1 - b1) * g
        square = b2 * square + (1 - b2) * g * g
        p = p - rate * (mean / (1 - b1**n)) / (jnp.sqrt(square / (1 - b2**n)) + epsilon)
        return p, mean, square, decay * average + (1 - decay) * p

    @functools.partial(jax.jit, donate_argnums=0)
    def step(state, x, label, key):
        n = state["n"] + 1
        (value, raw), grads = jax.value_and_grad(loss, has_aux=True)(state["param"], tokenize(tokens, x), label, draw(jax.random.fold_in(key, n)))
        new = {k: adam(n.astype(jnp.float32), state["param"][k], grads[k], state["m"][k], state["v"][k], state["ema"][k]) for k in grads}
        parts = {name: {k: new[k][i] for k in new} for i, name in enumerate(("param", "m", "v", "ema"))}
        return {"n": n, **parts}, value, raw

    return step


def check(o, m, params, tokens, moving_rows):
    """Largest relative difference of the tokens and of any gradient from those of tests/references, at batch 8."""
    import jax
    import numpy as np

    import architectures
    import jax_depthwise
    import jax_mdct
    import methods
    import tokenization

    rng = np.random.default_rng(0)
    p = {k: v + 0.02 * rng.standard_normal(v.shape).astype(v.dtype) for k, v in params.items()}
    signal, label = rng.uniform(-1, 1, (8, tokens.size)).astype(np.float32), np.arange(8, dtype=np.int32)
    x = tokenization.tokenize(tokens, signal)
    draws = {"eps": rng.standard_normal(x.shape), "normal_t": rng.standard_normal(8), "normal_r": rng.standard_normal(8),
             "dropout": rng.uniform(size=8), "guidance": rng.uniform(size=(8, 3))}
    draws = {k: v.astype(np.float32) for k, v in draws.items()}
    ours = jax.grad(lambda p: loss_of(o, m, moving_rows)(p, x, label, draws)[0])(p)
    architectures.depthwise = jax_depthwise.shifted
    theirs = jax.grad(lambda p: methods.loss_function(m)(p, o, m, x, label, draws)[0])(p)
    difference = lambda a, b: float(np.abs(a - b).max() / (np.abs(b).max() + 1e-30))
    return {"tokens": difference(jax_mdct.tokenize(tokens, signal), x), "gradients": max(difference(ours[k], theirs[k]) for k in ours)}


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

    architectures.depthwise = jax_depthwise.depthwise
    config = tomllib.loads(a.config.read_text())
    tokens, o, m = model_of(config)
    batch = config["training"]["batch"]
    params = architectures.initialise(o)
    if a.check:
        return print(json.dumps({"config": a.config.name, **check(o, m, params, tokens, a.moving_rows)}))
    state = {"n": jnp.zeros((), jnp.int32)}
    for name in ("param", "m", "v", "ema"):
        state[name] = {k: jnp.asarray(v if name in ("param", "ema") else np.zeros_like(v)).copy() for k, v in params.items()}
    rng = np.random.default_rng(0)
    x = jnp.asarray(rng.uniform(-1, 1, (batch, tokens.size)).astype(np.float32))
    label = jnp.asarray(rng.integers(0, max(o.num_classes, 1), batch).astype(np.int32))
    step = make_step(o, m, tokens, batch, config["optimizer"], a.moving_rows)
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
        "peer": f"jax {jax.__version__}", "config": a.config.name, "batch": batch, "threads": a.threads, "tuned": a.tuned,
        "moving_rows": a.moving_rows, "parameters": sum(math.prod(v.shape) for v in params.values()), "step_ms": statistics.median(times),
        "step_ms_min": min(times), "compile_s": compile_s, "loss": float(loss), "raw_mse": float(raw)}))


if __name__ == "__main__":
    main()
