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
import jax

jax.config.update("jax_enable_x64", True)
import numpy as np

import architectures as arch
import methods
import optimizers

ARRAYS = pathlib.Path(__file__).parent / "arrays"
BATCH = 8
SMALL = {
    "mlp": dict(blocks=2, cond=8, latent=6, hidden=10),
    "mlp_mixer": dict(blocks=2, cond=8, patch=2, features=8, token_hidden=12, channel_hidden=16, frequencies=16, latent_channels=2),
    "convnet": dict(blocks=2, cond=8, patch=2, features=8, frequencies=16, latent_channels=2),
}
# file stem -> (method, architecture, changes of the method, changes of the architecture)
CASES = {f"{m}--{a}": (m, a, {}, {}) for m in methods.LOSSES for a in SMALL}
CASES |= {
    "mean_flow_guided--mlp": ("mean_flow", "mlp", dict(omega=1.5, kappa=0.25), {}),
    "improved_mean_flow_guided--mlp": ("improved_mean_flow", "mlp", dict(omega=2.0), {}),
    "mean_flow_unconditional--mlp": ("mean_flow", "mlp", dict(adaptive_c=0.01, adaptive_p=0.5), dict(num_classes=0)),
    "mean_flow_unconditional--convnet": ("mean_flow", "convnet", {}, dict(num_classes=0)),
}


def exact(x):
    """Nearest multiples of 1/1024."""
    return np.round(np.asarray(x) * 1024) / 1024


def options_of(stem):
    method, architecture, method_changes, sizes = CASES[stem]
    o = arch.for_architecture(
        architecture, height=8, width=8, autoencoder=method == "autoencoder",
        time_inputs="h" if method == "improved_mean_flow" else "t_and_h",
        **{**dict(num_classes=4), **SMALL[architecture], **sizes})
    return o, methods.for_method(method, **method_changes)


def random_parameters(o, rng):
    """Every parameter random and non-zero, also those that start at zero, so that no gradient vanishes."""
    params = {}
    for name, shape, _ in arch.parameter_table(o):
        is_vector = len(shape) == 1
        std = 0.3 if is_vector else np.prod(shape[:-1]) ** -0.5
        params[name] = exact(std * rng.standard_normal(shape))
    return params


def random_inputs(o, rng):
    x = exact(rng.uniform(-1, 1, (BATCH, o.pixels)))
    label = (np.arange(BATCH) % max(o.num_classes, 1)).astype(np.int32)
    draws = {
        "eps": exact(rng.standard_normal((BATCH, o.pixels))),
        "normal_t": exact(rng.standard_normal(BATCH)),
        "normal_r": exact(rng.standard_normal(BATCH)),
        "dropout": exact(rng.uniform(0.12, 0.99, BATCH)),
    }
    draws["dropout"][[1, BATCH - 1]] = exact(0.05)  # a row with r = t and a moving row lose their label
    return x, label, draws


def needed_draws(o, m, draws):
    names = {"autoencoder": [], "flow_matching": ["eps", "normal_t"]}.get(m.method, ["eps", "normal_t", "normal_r"])
    return {k: draws[k] for k in names + (["dropout"] if names and o.num_classes else [])}


def intermediate_values(p, o, m, x, label, draws):
    """What helps to find where two implementations part: times, z_t, the network's value."""
    if m.method == "autoencoder":
        return {"latent": arch.encode(p, o, x)}
    if m.method == "flow_matching":
        t = methods.logistic_time(m, draws["normal_t"])
        r = t
    else:
        t, r = methods.sample_times(m, draws)
    z = methods.mix(x, draws["eps"], t)
    seen, _ = methods.drop_labels(o, m, label, draws)
    return {"t": t, "r": r, "z": z, "value": arch.velocity(p, o, z, t, t - r, seen)}


def samples(p, o, m, x, label, draws):
    if m.method == "autoencoder":
        return {"reconstruction": arch.decode(p, o, arch.encode(p, o, x))}
    eps = draws["eps"]
    if m.method == "flow_matching":
        return {
            "euler_3": methods.sample_euler(p, o, eps, label, 3),
            "heun_2": methods.sample_heun(p, o, eps, label, 2),
            "euler_3_guided_2": methods.sample_euler(p, o, eps, label, 3, scale=2.0),
        }
    return {f"mean_{k}": methods.sample_mean(p, o, eps, label, k) for k in (1, 2)}


def loss_case(stem):
    o, m = options_of(stem)
    rng = np.random.default_rng([20251213, *stem.encode()])
    params = random_parameters(o, rng)
    x, label, draws = random_inputs(o, rng)
    draws = needed_draws(o, m, draws)
    value = lambda p: methods.loss_function(m)(p, o, m, x, label, draws)
    (loss, raw), grads = jax.value_and_grad(value, has_aux=True)(params)
    out = {"input/x": x, "loss": loss, "raw_mse": raw}
    if m.method != "autoencoder" and o.num_classes:
        out["input/label"] = label
    for prefix, values in (("draw", draws), ("param", params), ("grad", grads),
                           ("check", intermediate_values(params, o, m, x, label, draws)),
                           ("sample", samples(params, o, m, x, label, draws))):
        out |= {f"{prefix}/{k}": v for k, v in values.items()}
    write(stem, out, {"architecture": dataclasses.asdict(o), "method": dataclasses.asdict(m), "batch": BATCH})


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
    np.savez(ARRAYS / f"{stem}.npz", options=text, **{k: np.asarray(v) for k, v in arrays.items()})
    print(f"{stem}: {(ARRAYS / f'{stem}.npz').stat().st_size / 1000:.0f} kB", arrays.get("loss", ""), arrays.get("raw_mse", ""))


def main():
    pattern = sys.argv[1] if len(sys.argv) > 1 else "*"
    for names, make in ((CASES, loss_case), (OPTIMIZERS, optimizer_case)):
        for stem in fnmatch.filter(names, pattern):
            make(stem)


if __name__ == "__main__":
    main()
