"""Proves the arrays without JAX: a second implementation in NumPy alone, with derivatives by complex steps.

Usage: python check_references.py [pattern]          (needs numpy only; exit code 1 on a disagreement)
For every loss file it recomputes the network's value, the loss, raw_mse and the samples, and it compares the stored gradient with the
derivative of the loss along random directions: f'(0) = Im f(i e) / e, exact to rounding at e = 1e-30. What docs/models.md stops (target,
weights, guided velocity) is computed once and held fixed in that derivative. Optimizer files are recomputed with the moments unrolled into sums.
"""

import fnmatch
import json
import math
import pathlib
import sys

import numpy as np

ARRAYS = pathlib.Path(__file__).parent / "arrays"
TOLERANCE = 1e-11
STEP = 1e-30


class Model:
    """docs/models.md sections 2 to 6 on NumPy arrays, real or complex."""

    def __init__(self, o, params):
        self.o, self.p = o, params
        self.grid = (o["height"] // o["patch"], o["width"] // o["patch"])

    def dense(self, name, x):
        return np.einsum("...i,io->...o", x, self.p[name + ".weight"]) + self.p[name + ".bias"]

    @staticmethod
    def gelu(x):
        return x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))

    @staticmethod
    def silu(x):
        return x / (1 + np.exp(-x))

    @staticmethod
    def norm(x):
        m = x.mean(-1, keepdims=True)
        return (x - m) * (((x - m) ** 2).mean(-1, keepdims=True) + 1e-6) ** -0.5

    def mlp(self, name_in, name_out, x):
        return self.dense(name_out, self.gelu(self.dense(name_in, x)))

    @staticmethod
    def sinusoid(tau, size):
        angle = np.stack([tau * 10000 ** (-2 * i / size) for i in range(size // 2)], -1)
        return np.concatenate([np.cos(angle), np.sin(angle)], -1)

    def embed(self, name, tau):
        return self.dense(name + ".dense_out", self.silu(self.dense(name + ".dense_in", self.sinusoid(tau, self.o["frequencies"]))))

    def patchify(self, x):
        (rows, columns), p, c = self.grid, self.o["patch"], self.o["channels"]
        image = x.reshape(len(x), rows * p, columns * p, c)
        tiles = [image[:, i * p:(i + 1) * p, j * p:(j + 1) * p].reshape(len(x), -1) for i in range(rows) for j in range(columns)]
        return np.stack(tiles, 1)

    def unpatchify(self, y):
        (rows, columns), p, c = self.grid, self.o["patch"], self.o["channels"]
        image = np.zeros((len(y), rows * p, columns * p, c), y.dtype)
        for k in range(rows * columns):
            i, j = divmod(k, columns)
            image[:, i * p:(i + 1) * p, j * p:(j + 1) * p] = y[:, k].reshape(len(y), p, p, c)
        return image.reshape(len(y), -1)

    def mlp_block(self, name, x, latent, cond):
        y, out = self.norm(np.concatenate([latent, x], -1)), 1.0
        if cond is not None:
            mod, inner = self.mlp(name + ".cond_in", name + ".cond_out", cond), y.shape[-1]
            y = y * (1 + mod[:, :inner]) + mod[:, inner:2 * inner]
            out = 1 + mod[:, 2 * inner:]
        return x + out * self.mlp(name + ".dense_in", name + ".dense_out", y) / self.o["blocks"]

    def mixer_block(self, name, x, cond):
        mod = np.zeros((len(x), 1, 4 * x.shape[-1])) if cond is None else self.dense(name + ".modulation", cond)[:, None]
        shift1, scale1, shift2, scale2 = np.split(mod, 4, -1)
        y = self.norm(x) * (1 + scale1) + shift1
        y = self.gelu(self.dense(name + ".token_in", y.transpose(0, 2, 1)))
        x = x + np.einsum("bws,st->btw", y, self.p[name + ".token_out.weight"])
        return x + self.mlp(name + ".channel_in", name + ".channel_out", self.norm(x) * (1 + scale2) + shift2)

    def depthwise(self, name, x):
        w, padded = self.p[name + ".weight"], np.pad(x, ((0, 0), (3, 3), (3, 3), (0, 0)))
        rows, columns = x.shape[1:3]
        return self.p[name + ".bias"] + sum(w[i, j, 0] * padded[:, i:i + rows, j:j + columns] for i in range(7) for j in range(7))

    def convnet_block(self, name, x, cond):
        shift, scale, gate = (0, 0, 1) if cond is None else np.split(self.dense(name + ".modulation", cond)[:, None, None], 3, -1)
        y = self.norm(self.depthwise(name + ".depthwise", x)) * (1 + scale) + shift
        y = self.gelu(self.dense(name + ".up", y))
        g = np.sqrt((y**2).sum((1, 2)) + 1e-12)[:, None, None]
        y = self.p[name + ".grn.gamma"] * y * g / (g.mean(-1, keepdims=True) + 1e-6) + self.p[name + ".grn.beta"] + y
        return x + gate * self.dense(name + ".down", y)

    def blocks(self, prefix, count, x, cond):
        shape = x.shape
        if self.o["architecture"] == "convnet":
            x = x.reshape(len(x), *self.grid, -1)
        for i in range(count):
            x = getattr(self, {"convnet": "convnet_block", "mlp_mixer": "mixer_block"}[self.o["architecture"]])(f"{prefix}.{i}", x, cond)
        return x.reshape(shape)

    def velocity(self, z, t, h, label):
        o, with_t = self.o, self.o["time_inputs"] == "t_and_h"
        if o["architecture"] == "mlp":
            cond = self.sinusoid(h, o["cond"]) + (self.sinusoid(t, o["cond"]) if with_t else 0)
            latent = self.mlp("net.encoder.dense_in", "net.encoder.dense_out", self.p["net.label.weight"][label]) if o["num_classes"] else z[:, :0]
            for i in range(o["blocks"]):
                z = self.mlp_block(f"net.blocks.{i}", z, latent, cond)
            return z
        cond = self.embed("net.embed_h", h) + (self.embed("net.embed_t", t) if with_t else 0)
        cond = cond + (self.p["net.label.weight"][label] if o["num_classes"] else 0)
        x = self.blocks("net.blocks", o["blocks"], self.dense("net.patch", self.patchify(z)), self.silu(cond))
        return self.unpatchify(self.dense("net.head", self.norm(x)))

    def encode(self, x):
        if self.o["architecture"] == "mlp":
            return self.mlp("net.encoder.dense_in", "net.encoder.dense_out", x)
        y = self.blocks("net.encoder.blocks", self.o["blocks"] // 2, self.dense("net.encoder.patch", self.patchify(x)), None)
        return self.dense("net.encoder.latent", self.norm(y)).reshape(len(x), -1)

    def decode(self, latent):
        o = self.o
        if o["architecture"] == "mlp":
            x = self.dense("net.decoder.dense", latent)
            for i in range(o["blocks"]):
                x = self.mlp_block(f"net.decoder.blocks.{i}", x, latent, None)
            return x
        y = self.dense("net.decoder.latent", latent.reshape(len(latent), -1, o["latent_channels"]))
        y = self.blocks("net.decoder.blocks", o["blocks"] - o["blocks"] // 2, y, None)
        return self.unpatchify(self.dense("net.decoder.head", self.norm(y)))


class Loss:
    """docs/models.md section 7: `residual` holds at fixed parameters all that is stopped and gives d as a function of the parameters."""

    def __init__(self, f):
        self.o, self.m = (read_options(f)[k] for k in ("architecture", "method"))
        self.x, self.draw = f["input/x"], part(f, "draw/")
        self.label = f.get("input/label")
        self.params = part(f, "param/")
        self.base = Model(self.o, self.params)

    def times(self):
        time = lambda n: 1 / (1 + np.exp(-(self.m["time_mean"] + self.m["time_std"] * n)))
        a = time(self.draw["normal_t"])
        if self.m["method"] == "flow_matching":
            return a, a
        b, t = time(self.draw["normal_r"]), a.copy()
        r = a.copy()
        for i in range(len(a)):
            t[i], r[i] = max(a[i], b[i]), min(a[i], b[i])
            if i < int(self.m["equal_share"] * len(a)):
                r[i] = t[i]
        return t, r

    def prepare(self):
        """The values that both the residual and the stopped terms need."""
        self.t, self.r = self.times()
        self.z = self.x + self.t[:, None] * (self.draw["eps"] - self.x)
        self.v = self.draw["eps"] - self.x
        self.dropped = self.draw["dropout"] < self.m["class_dropout"] if self.o["num_classes"] else np.zeros(len(self.x), bool)
        self.seen = np.where(self.dropped, self.o["num_classes"], self.label) if self.o["num_classes"] else None
        self.guided = self.v
        if self.o["num_classes"] and (self.m["omega"] != 1 or self.m["kappa"] != 0):
            zero, null = np.zeros(len(self.x)), np.full(len(self.x), self.o["num_classes"])
            v_c, v_u = (self.base.velocity(self.z, self.t, zero, label) for label in (self.label, null))
            w, k = self.m["omega"], self.m["kappa"]
            mean = self.v * w + v_u * (1 - w - k) + v_c * k
            improved = self.v + (1 - 1 / w) * (v_c - v_u)
            self.guided = np.where(self.dropped[:, None], self.v, improved if self.m["method"] == "improved_mean_flow" else mean)

    def slope(self, dz):
        """du/dt along (dz, 1, 0) by a complex step."""
        t, z = self.t + 1j * STEP, self.z + 1j * STEP * dz
        return self.base.velocity(z, t, t - self.r, self.seen).imag / STEP

    def residual(self):
        method = self.m["method"]
        if method == "autoencoder":
            return lambda p: Model(self.o, p).decode(Model(self.o, p).encode(self.x)) - self.x
        self.prepare()
        u = lambda p: Model(self.o, p).velocity(self.z, self.t, self.t - self.r, self.seen)
        h = (self.t - self.r)[:, None]
        if method == "flow_matching":
            target = self.v
        elif method == "mean_flow":
            target = self.guided - h * self.slope(self.guided)
        else:
            target = self.guided - h * self.slope(self.base.velocity(self.z, self.t, 0 * self.t, self.seen))
        return lambda p: u(p) - target

    def function(self):
        """raw_mse(p) and loss(p), the weights held at the stored parameters."""
        d = self.residual()
        raw = lambda p: (d(p) ** 2).mean()
        if self.m["method"] in ("autoencoder", "flow_matching"):
            return raw, raw
        weight = ((d(self.params) ** 2).sum(-1) + self.m["adaptive_c"]) ** -self.m["adaptive_p"]
        return raw, lambda p: ((d(p) ** 2).sum(-1) * weight).mean()

    def samples(self):
        velocity, label = self.base.velocity, self.label
        if self.m["method"] == "autoencoder":
            return {"reconstruction": self.base.decode(self.base.encode(self.x))}
        eps, one = self.draw["eps"], np.ones(len(self.x))
        if self.m["method"] != "flow_matching":
            half = eps - velocity(eps, one, one / 2, label) / 2
            return {"mean_1": eps - velocity(eps, one, one, label), "mean_2": half - velocity(half, one / 2, one / 2, label) / 2}
        w = lambda z, t: velocity(z, t * one, 0 * one, label)
        null = lambda z, t: velocity(z, t * one, 0 * one, np.full(len(z), self.o["num_classes"]))
        euler, guided, heun = eps, eps, eps
        for t in (1, 2 / 3, 1 / 3):
            euler = euler - w(euler, t) / 3
            guided = guided - (2 * w(guided, t) - null(guided, t)) / 3
        for t in (1, 0.5):
            first = w(heun, t)
            heun = heun - (first + w(heun - first / 2, t - 0.5)) / 4
        return {"euler_3": euler, "euler_3_guided_2": guided, "heun_2": heun}


def read_options(f):
    return json.loads(bytes(f["options"].astype(np.uint8)))


def part(f, prefix):
    return {k[len(prefix):]: v for k, v in f.items() if k.startswith(prefix)}


def relative(a, b):
    a, b = np.asarray(a), np.asarray(b)
    return float(np.max(np.abs(a - b)) / (np.max(np.abs(b)) + 1e-300))


def gradient_errors(loss, f, directions=3):
    """Each direction moves all parameters; the derivative must equal the scalar product with the stored gradient."""
    rng, grads = np.random.default_rng(1), part(f, "grad/")
    for _ in range(directions):
        way = {k: rng.standard_normal(v.shape) for k, v in grads.items()}
        moved = {k: f["param/" + k] + 1j * STEP * d for k, d in way.items()}
        yield relative(loss(moved).imag / STEP, sum((way[k] * g).sum() for k, g in grads.items()))


def check_loss(f):
    case = Loss(f)
    raw, loss = case.function()
    errors = {"raw_mse": relative(raw(case.params), f["raw_mse"]), "loss": relative(loss(case.params), f["loss"])}
    if "check/value" in f:
        errors["value"] = relative(case.base.velocity(case.z, case.t, case.t - case.r, case.seen), f["check/value"])
    errors |= {k: relative(v, f["sample/" + k]) for k, v in case.samples().items()}
    errors["gradient"] = max(gradient_errors(loss, f))
    size = {k: np.abs(g).max() for k, g in part(f, "grad/").items()}
    errors |= {f"{k} has no gradient": math.inf for k, v in size.items() if v < 1e-6 * max(size.values())}
    return errors


def check_optimizer(f):
    """The formulas once more, unrolled: the moments as sums over all gradients so far."""
    c = read_options(f)
    worst = {}
    grads = {}
    for n in range(1, c["steps"] + 1):
        raw = part(f, f"grad/{n}/")
        norm = np.sqrt(sum(np.vdot(g, g) for g in raw.values()))
        scale = min(1, c["clip_norm"] / norm) if c["clip_norm"] else 1
        lr = c["peak"] * (min(n, c["warmup"]) / c["warmup"] if c["warmup"] else 1)
        if c["schedule"] == "cosine" and n > c["warmup"]:
            lr = c["peak"] * (c["final_fraction"] + (1 - c["final_fraction"]) * math.cos(math.pi / 2 * (n - c["warmup"]) / (c["total"] - c["warmup"])) ** 2)
        d = min(c["ema_decay"], (n + 1) / (n + 10))
        for k, g in raw.items():
            grads.setdefault(k, []).append(scale * g)
            before, after = f[f"param/{n - 1}/{k}"], f[f"param/{n}/{k}"]
            moment = lambda b, power: sum((1 - b) * b ** (n - 1 - i) * h**power for i, h in enumerate(grads[k]))
            if c["kind"] == "sgd":
                step = sum(c["momentum"] ** (n - 1 - i) * h for i, h in enumerate(grads[k]))
            else:
                step = moment(c["b1"], 1) / (1 - c["b1"] ** n) / (np.sqrt(moment(c["b2"], 2) / (1 - c["b2"] ** n)) + c["eps"])
            decay = c["weight_decay"] if k.endswith("dense.weight") else 0
            start = f[f"ema/{n - 1}/{k}"] if n > 1 else f[f"param/0/{k}"]
            for name, got, want in (("param", before * (1 - lr * decay) - lr * step, after), ("ema", start + (1 - d) * (after - start), f[f"ema/{n}/{k}"])):
                worst[name] = max(worst.get(name, 0), relative(got, want))
        worst["lr"] = max(worst.get("lr", 0), relative(lr, f[f"lr/{n}"]))
        worst["norm"] = max(worst.get("norm", 0), relative(norm, f[f"norm/{n}"]))
    return worst


def main():
    pattern, failed = (sys.argv[1] if len(sys.argv) > 1 else "*"), False
    files = sorted(p for p in ARRAYS.glob("*.npz") if fnmatch.fnmatch(p.stem, pattern))
    for path in files:
        f = dict(np.load(path))
        errors = (check_optimizer if path.stem.startswith("optimizer") else check_loss)(f)
        bad = {k: v for k, v in errors.items() if not v < TOLERANCE}
        failed |= bool(bad)
        print(f"{path.stem}: " + (f"FAILED {bad}" if bad else f"ok, worst {max(errors.values()):.1e}"))
    sys.exit(1 if failed or not files else 0)


if __name__ == "__main__":
    main()
