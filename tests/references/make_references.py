"""Writes arrays/*.npz: losses, gradients, samples and optimizer steps at small sizes in f64. README.md tells what is in a file.

Usage: python make_references.py [pattern]     (needs jax and numpy; the pattern picks files, as `mean_flow*`)
Inputs, draws and parameters are multiples of 1/1024: exact in f32, so an f32 program starts from the very same numbers.
"""

import dataclasses
import fnmatch
import json
import os
import pathlib
import sys

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0")  # small arrays, many programs: compiling is what takes time
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np

import architectures as arch
import methods
import optimizers
import quantize
import tokenization

ARRAYS = pathlib.Path(__file__).parent / "arrays"
BATCH = 8
MARGIN = 1e-3  # no code lies nearer to a jump of the rounding: f32 finds the same digits

SMALL = {
    "mlp": dict(blocks=2, cond=8, latent=6, hidden=10),
    "mlp_mixer": dict(blocks=2, cond=8, features=8, token_hidden=12, channel_hidden=16, frequencies=16),
    "convnet": dict(blocks=2, cond=8, features=8, frequencies=16),
}
SMALL |= {name: arch.own_network(arch.Options(name)).SMALL for name in arch.NETWORKS}
SIMPLE = dict(variant="simple", blocks=6, features=4)  # blocks=6: two in the middle

# the signals and their tokens: 64 pixels in patches; 54 pixels and 50 samples, of which no hop is a divisor
WHOLE = dict(height=8, width=8, patch=8)
PATCHES = dict(height=8, width=8, patch=2)
ODD_PATCHES = dict(height=12, width=10, patch=2)
IMAGE = dict(height=6, width=9, name="mdct", hop=8)
KBD_IMAGE = dict(IMAGE, window="kbd", kbd_alpha=3.0, scale=1.5)
SOUND = dict(height=1, width=50, name="mdct", hop=8)
LOUD_SOUND = dict(SOUND, window="kbd", power=0.5, scale=1.25)
FRAMES = dict(height=1, width=50, hop=8, scale=2.0)

LATENT = dict(num_classes=0, code_size=3)
FSQ = dict(levels=(5, 4))  # of three dimensions: the list is repeated
TIMES = [0.96875, 0.5, 0.125]


def case(method, architecture, tokens, method_changes=None, sizes=None, samples=()):
    return dict(method=method, architecture=architecture, tokens=tokens, method_changes=method_changes or {}, sizes=sizes or {}, samples=samples)


def sample(rule, steps, **options):
    """One sampler call: options are `times` (falling, steps + 1 of them), `guidance`, `begin` and `end`."""
    return dict(rule=rule, steps=steps, **options)


EULER_3, HEUN_2, MIDPOINT_2 = sample("euler", 3), sample("heun", 2), sample("midpoint", 2)
GUIDED = sample("euler", 3, guidance=2.0)
USUAL = {"autoencoder": [], "flow_matching": [EULER_3, HEUN_2, GUIDED], "mean_flow": [sample("mean", 1), sample("mean", 2)],
         "improved_mean_flow": [sample("mean", 1), sample("mean", 2)]}
AT = sample("mean", 2, times=TIMES)
TOLD = sample("mean", 2, guidance=3.0, begin=0.25, end=0.875)

CASES = {f"{m}--{a}": case(m, a, WHOLE if a == "mlp" else PATCHES, {}, dict(code_size=6 if a == "mlp" else 2) if m == "autoencoder" else {}, USUAL[m])
         for m in methods.LOSSES for a in SMALL}
CASES |= {
    "mean_flow_guided--mlp": case("mean_flow", "mlp", WHOLE, dict(omega=1.5, kappa=0.25)),
    "improved_mean_flow_guided--mlp": case("improved_mean_flow", "mlp", WHOLE, dict(omega=2.0)),
    "mean_flow_unconditional--mlp": case("mean_flow", "mlp", WHOLE, dict(adaptive_c=0.01, adaptive_p=0.5), dict(num_classes=0)),
    "mean_flow_unconditional--convnet": case("mean_flow", "convnet", PATCHES, {}, dict(num_classes=0)),
    # images as MDCT tokens
    "autoencoder_mdct--mlp": case("autoencoder", "mlp", IMAGE, FSQ, dict(LATENT, flatten=3)),
    "autoencoder_mdct--mlp_mixer": case("autoencoder", "mlp_mixer", IMAGE, dict(levels=(8, 3, 2)), LATENT),
    "autoencoder_mdct--convnet": case("autoencoder", "convnet", KBD_IMAGE, FSQ, dict(LATENT, **SIMPLE)),
    "flow_matching_mdct--mlp": case("flow_matching", "mlp", IMAGE, {}, dict(flatten=3), [MIDPOINT_2]),
    "flow_matching_mdct--mlp_mixer": case("flow_matching", "mlp_mixer", KBD_IMAGE, {}, {}, [sample("heun", 2, times=TIMES)]),
    "flow_matching_mdct--convnet": case("flow_matching", "convnet", IMAGE, {}, {}, [sample("midpoint", 2, times=TIMES, guidance=2.0)]),
    "mean_flow_mdct--mlp": case("mean_flow", "mlp", IMAGE, {}, dict(flatten=1), [AT]),
    "mean_flow_mdct--mlp_mixer": case("mean_flow", "mlp_mixer", IMAGE, dict(omega=1.5), {}, [AT]),
    "mean_flow_mdct--convnet": case("mean_flow", "convnet", KBD_IMAGE),
    "mean_flow_simple--convnet": case("mean_flow", "convnet", ODD_PATCHES, dict(omega=1.5, kappa=0.25), SIMPLE, [AT]),
    "improved_mean_flow_mdct--mlp": case("improved_mean_flow", "mlp", IMAGE, dict(omega_max=4.0), dict(flatten=2, guidance_input=True), [TOLD]),
    "improved_mean_flow_mdct--mlp_mixer": case("improved_mean_flow", "mlp_mixer", IMAGE, dict(omega_max=8.0), dict(guidance_input=True), [TOLD]),
    "improved_mean_flow_mdct--convnet": case("improved_mean_flow", "convnet", KBD_IMAGE, dict(omega=2.0)),
    # sound, conditioned on its code
    "autoencoder_sound--mlp": case("autoencoder", "mlp", FRAMES, FSQ, dict(LATENT, flatten=2)),
    "autoencoder_sound--mlp_mixer": case("autoencoder", "mlp_mixer", LOUD_SOUND, FSQ, LATENT),
    "autoencoder_sound--convnet": case("autoencoder", "convnet", SOUND, dict(levels=(8, 7, 5)), LATENT),
    "flow_matching_sound--mlp": case("flow_matching", "mlp", FRAMES, FSQ, dict(LATENT, flatten=2), [GUIDED]),
    "flow_matching_sound--mlp_mixer": case("flow_matching", "mlp_mixer", SOUND, FSQ, LATENT, [MIDPOINT_2]),
    "flow_matching_sound--convnet": case("flow_matching", "convnet", FRAMES, {}, LATENT, [sample("heun", 2, guidance=2.0)]),
    "mean_flow_sound--mlp": case("mean_flow", "mlp", SOUND, dict(FSQ, omega=1.5, kappa=0.25), LATENT, [AT]),
    "mean_flow_sound--mlp_mixer": case("mean_flow", "mlp_mixer", FRAMES, dict(FSQ, omega=1.5, kappa=0.25), LATENT),
    "mean_flow_sound--convnet": case("mean_flow", "convnet", LOUD_SOUND, FSQ, LATENT, [AT]),
    "improved_mean_flow_sound--mlp": case("improved_mean_flow", "mlp", LOUD_SOUND, dict(FSQ, omega_max=4.0), dict(LATENT, flatten=1, guidance_input=True), [TOLD]),
    "improved_mean_flow_sound--mlp_mixer": case("improved_mean_flow", "mlp_mixer", SOUND, dict(FSQ, omega=2.0), LATENT),
    "mean_flow_sound--dit": case("mean_flow", "dit", SOUND, FSQ, LATENT, [AT]),
    "improved_mean_flow_sound--convnet": case("improved_mean_flow", "convnet", FRAMES, dict(FSQ, omega_max=4.0), dict(LATENT, guidance_input=True, **SIMPLE), [TOLD]),
}


def exact(x):
    """Nearest multiples of 1/1024."""
    return np.round(np.asarray(x) * 1024) / 1024


def options_of(stem):
    c = CASES[stem]
    tokens = tokenization.Tokenization(**c["tokens"])
    o = arch.for_architecture(
        c["architecture"], tokens=tokens.tokens, token_width=tokens.token_width, grid=tokens.grid, autoencoder=c["method"] == "autoencoder",
        time_inputs="h" if c["method"] == "improved_mean_flow" else "t_and_h",
        **{**dict(num_classes=0 if c["method"] == "autoencoder" else 4), **SMALL[c["architecture"]], **c["sizes"]})
    return tokens, o, methods.for_method(c["method"], **c["method_changes"])


def random_parameters(o, rng):
    """Every parameter random and non-zero, also those that start at zero, so that no gradient vanishes."""
    params = {}
    for name, shape, _ in arch.parameter_table(o):
        is_vector = len(shape) == 1
        std = 0.3 if is_vector else np.prod(shape[:-1]) ** -0.5
        params[name] = exact(std * rng.standard_normal(shape))
    return params


def random_inputs(tokens, o, rng):
    x = exact(rng.uniform(-1, 1, (BATCH, tokens.size)))
    label = (np.arange(BATCH) % max(o.num_classes, 1)).astype(np.int32)
    draws = {
        "eps": exact(rng.standard_normal((BATCH, o.tokens, o.token_width))),
        "normal_t": exact(rng.standard_normal(BATCH)),
        "normal_r": exact(rng.standard_normal(BATCH)),
        "dropout": exact(rng.uniform(0.12, 0.99, BATCH)),
        "guidance": exact(rng.uniform(0.02, 0.98, (BATCH, 3))),
    }
    draws["dropout"][[1, BATCH - 1]] = exact(0.05)  # a row with r = t and a moving row lose their condition
    draws["guidance"][BATCH - 2, 1] = 0.984375  # a moving row whose interval begins late: nearly 1/2, t of this row is made small
    draws["normal_t"][BATCH - 2] = draws["normal_r"][BATCH - 2] / 2 - 1.5
    draws["normal_r"][BATCH - 2] = draws["normal_t"][BATCH - 2] - 1
    return x, label, {k: exact(v) for k, v in draws.items()}


def needed_draws(o, m, draws):
    names = {"autoencoder": [], "flow_matching": ["eps", "normal_t"]}.get(m.method, ["eps", "normal_t", "normal_r"])
    names += ["dropout"] if names and (o.num_classes or o.code_size) else []
    return {k: draws[k] for k in names + (["guidance"] if o.guidance_input else [])}


def intermediate_values(p, o, m, x, label, draws):
    """What helps to find where two implementations part: tokens, codes, times, z_t, the network's value."""
    out = {"tokens": x}
    if o.code_size:
        out["latent"] = arch.encode(p, o, x)
        if m.levels:
            out["digits"] = quantize.fsq(out["latent"], m.levels)[1]
            assert quantize.margin(out["latent"], m.levels) > MARGIN
    if m.method == "autoencoder":
        return out
    t = r = methods.logistic_time(m, draws["normal_t"])
    if m.method != "flow_matching":
        t, r = methods.sample_times(m, draws)
    z = methods.mix(x, draws["eps"], t)
    seen, _ = methods.drop(o, m, methods.given_condition(p, o, m, x, label), draws)
    if o.guidance_input:
        told, _, omega = methods.drawn_guidance(m, draws, t, r)
        seen = seen._replace(guidance=told)
        out["omega"] = omega
    return out | {"t": t, "r": r, "z": z, "value": arch.velocity(p, o, z, t, t - r, seen)}


def sample_name(s):
    return f"{s['rule']}_{s['steps']}" + ("_at" if "times" in s else "") + (f"_guided_{s['guidance']:g}" if "guidance" in s else "")


def samples(p, tokens, o, m, x, label, draws, wanted):
    """In signal space."""
    if m.method == "autoencoder":
        return {"reconstruction": tokenization.detokenize(tokens, arch.decode(p, o, methods.code_of(p, o, m, x)))}
    out = {}
    for s in wanted:
        c = methods.given_condition(p, o, m, x, label)
        times = s.get("times", methods.equal_times(s["steps"]))
        more = {}
        if o.guidance_input:
            c = c._replace(guidance=jnp.broadcast_to(jnp.array([1 - 1 / s["guidance"], s["begin"], s["end"]]), (BATCH, 3)))
        elif "guidance" in s:
            more = dict(scale=s["guidance"])
        z = getattr(methods, "sample_" + s["rule"])(p, o, draws["eps"], c, times, **more)
        out[sample_name(s)] = tokenization.detokenize(tokens, z)
    return out


def far_from_jumps(stem, tokens, o, m):
    """Parameters and inputs of the first seed that keeps every code away from the jumps of the rounding."""
    for attempt in range(100):
        rng = np.random.default_rng([20251213, attempt, *stem.encode()])
        params = random_parameters(o, rng)
        x, label, draws = random_inputs(tokens, o, rng)
        if not m.levels or quantize.margin(arch.encode(params, o, tokenization.tokenize(tokens, x)), m.levels) > MARGIN:
            return params, x, label, draws
    raise SystemExit(f"{stem}: every seed has a code beside a jump of the rounding")


def loss_case(stem):
    tokens, o, m = options_of(stem)
    params, signal, label, draws = far_from_jumps(stem, tokens, o, m)
    draws = needed_draws(o, m, draws)
    x = tokenization.tokenize(tokens, signal)
    value = lambda p: methods.loss_function(m)(p, o, m, x, label, draws)
    (loss, raw), grads = jax.jit(jax.value_and_grad(value, has_aux=True))(params)
    out = {"input/x": signal, "loss": loss, "raw_mse": raw}
    if o.num_classes:
        out["input/label"] = label
    wanted = CASES[stem]["samples"]
    for prefix, values in (("draw", draws), ("param", params), ("grad", grads), ("check", intermediate_values(params, o, m, x, label, draws)),
                           ("sample", samples(params, tokens, o, m, x, label, draws, wanted))):
        out |= {f"{prefix}/{k}": v for k, v in values.items()}
    write(stem, out, {"tokenization": dataclasses.asdict(tokens), "architecture": dataclasses.asdict(o), "method": dataclasses.asdict(m), "batch": BATCH,
                      "samples": {sample_name(s): s for s in wanted}})


# ---- optimizers ---------------------------------------------------------------------------------------------------

OPTIMIZERS = {
    "optimizer--sgd": dict(kind="sgd", momentum=0.9, peak=0.1, schedule="constant", warmup=0, clip_norm=1.0, weight_decay=0.0),
    "optimizer--adam": dict(kind="adam", peak=0.01, schedule="constant", warmup=3, clip_norm=0.0, weight_decay=0.0),
    "optimizer--adamw": dict(kind="adamw", peak=0.02, schedule="cosine", warmup=2, clip_norm=0.5, weight_decay=0.1),
}
STEPS, TOTAL, FINAL_FRACTION, EMA_DECAY = 4, 6, 0.1, 0.3  # EMA 0.3: both arms of its min are taken


def learning_rate(c, n):
    if c["schedule"] == "constant":
        return optimizers.constant(n, c["peak"], c["warmup"])
    return optimizers.cosine(n, c["peak"], c["warmup"], TOTAL, FINAL_FRACTION)


def optimizer_case(stem):
    c = OPTIMIZERS[stem]
    rng = np.random.default_rng([7, *stem.encode()])
    shapes = {"net.dense.weight": (4, 3), "net.dense.bias": (3,), "net.grn.gamma": (5,), "net.label.weight": (3, 4)}
    params = {k: exact(rng.standard_normal(s)) for k, s in shapes.items()}
    state = {s: {k: np.zeros(v) for k, v in shapes.items()} for s in "mv"}
    average = dict(params)
    out = {f"param/0/{k}": v for k, v in params.items()}
    for n in range(1, STEPS + 1):
        grads = {k: exact(rng.standard_normal(s) * (0.1 if n == 2 else 1.0)) for k, s in shapes.items()}
        out |= {f"grad/{n}/{k}": v for k, v in grads.items()}
        grads, norm = optimizers.clip(grads, c["clip_norm"])
        lr = learning_rate(c, n)
        if c["kind"] == "sgd":
            optimizers.sgd(params, grads, state, lr, c["momentum"])
        else:
            optimizers.adam(params, grads, state, n, lr, c["weight_decay"])
        optimizers.ema(average, params, n, EMA_DECAY)
        out |= {f"lr/{n}": lr, f"norm/{n}": norm}
        for prefix, values in (("param", params), ("m", state["m"]), ("v", state["v"]), ("ema", average)):
            out |= {f"{prefix}/{n}/{k}": v for k, v in values.items()}
    write(stem, out, {**c, "steps": STEPS, "total": TOTAL, "final_fraction": FINAL_FRACTION, "ema_decay": EMA_DECAY,
                      "b1": 0.9, "b2": 0.95, "eps": 1e-8})


def write(stem, arrays, options):
    ARRAYS.mkdir(exist_ok=True)
    text = np.frombuffer(json.dumps(options, sort_keys=True).encode(), dtype=np.uint8).astype(np.int32)
    np.savez_compressed(ARRAYS / f"{stem}.npz", options=text, **{k: np.asarray(v) for k, v in arrays.items()})
    print(f"{stem}: {(ARRAYS / f'{stem}.npz').stat().st_size / 1000:.0f} kB", arrays.get("loss", ""), arrays.get("raw_mse", ""))


def main():
    pattern = sys.argv[1] if len(sys.argv) > 1 else "*"
    for names, make in ((CASES, loss_case), (OPTIMIZERS, optimizer_case)):
        for stem in fnmatch.filter(names, pattern):
            make(stem)


if __name__ == "__main__":
    main()
