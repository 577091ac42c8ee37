"""Proves the arrays without JAX: a second implementation in NumPy alone, with derivatives by complex steps.

Usage: python check_references.py [pattern]          (needs numpy only; exit code 1 on a disagreement)
For every loss file it recomputes the network's value, the loss, raw_mse and the samples, and it compares the stored gradient with the
derivative of the loss along random directions: f'(0) = Im f(i e) / e, exact to rounding at e = 1e-30. What docs/models.md stops (target,
weights, guided velocity, the rounding of codes) is computed once and held fixed in that derivative. Optimizer files are recomputed with the moments unrolled into sums.
"""

import fnmatch
import json
import math
import pathlib
import sys

import numpy as np

NETWORKS = {path.stem for path in (pathlib.Path(__file__).parent / "networks").glob("*.py")} - {"dit"}  # without a second implementation here
ARRAYS = pathlib.Path(__file__).parent / "arrays"
TOLERANCE = 1e-11
STEP = 1e-30


class Tokens:
    """docs/tokenization.md: `forward` [B, D] -> [B, T, P] and `backward`; the MDCT as one matrix of the whole signal, inverted as its transpose."""

    def __init__(self, o):
        self.o = o
        self.size = o["height"] * o["width"] * o["channels"]
        self.matrix = self.mdct() if o["name"] == "mdct" else self.patches() if o["height"] > 1 else self.frames()

    def patches(self):
        o, p = self.o, self.o["patch"]
        at = np.arange(self.size).reshape(o["height"], o["width"], o["channels"])
        order = [at[i:i + p, j:j + p].ravel() for i in range(0, o["height"], p) for j in range(0, o["width"], p)]
        return np.eye(self.size)[np.stack(order)]  # [T, P, D]

    def frames(self):
        width, rows = self.o["hop"] * self.o["channels"], np.eye(self.size)
        count = math.ceil(self.size / width)
        return np.concatenate([rows, np.zeros((count * width - self.size, self.size))]).reshape(count, width, self.size)

    def rising(self):
        n = self.o["hop"]
        if self.o["window"] == "sine":
            return [math.sin(math.pi * (2 * i + 1) / (4 * n)) for i in range(n)]
        bessel = lambda x: math.fsum((x / 2) ** (2 * k) / math.factorial(k) ** 2 for k in range(60))
        kaiser = [bessel(math.pi * self.o["kbd_alpha"] * math.sqrt(1 - (2 * j / n - 1) ** 2)) for j in range(n + 1)]
        return [math.sqrt(math.fsum(kaiser[:i + 1]) / math.fsum(kaiser)) for i in range(n)]

    def mdct(self):
        n, rising = self.o["hop"], self.rising()
        matrix = np.zeros((math.ceil(self.size / n) + 1, n, self.size))
        for frame in range(len(matrix)):
            for i, weight in enumerate(rising + rising[::-1]):
                place = (frame - 1) * n + i
                if 0 <= place < self.size:
                    matrix[frame, :, place] = [weight * math.sqrt(2 / n) * math.cos(math.pi / n * (i + (n + 1) / 2) * (k + 0.5)) for k in range(n)]
        return matrix

    def power(self, x, p):
        return np.where(x < 0, -1, 1) * np.abs(x) ** p

    def forward(self, x):
        return self.o["scale"] * self.power(np.einsum("tpd,bd->btp", self.matrix, x), self.o["power"])

    def backward(self, y):
        return np.einsum("tpd,btp->bd", self.matrix, self.power(y / self.o["scale"], 1 / self.o["power"]))


class Model:
    """docs/models.md sections 2 to 6 on NumPy arrays, real or complex."""

    def __init__(self, o, params):
        self.o, self.p = o, params
        self.simple = o["architecture"] == "convnet" and o["variant"] == "simple"

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

    def embed(self, name, waves):
        return self.dense(name + ".dense_out", self.silu(self.dense(name + ".dense_in", waves)))

    def rows(self, x):
        o = self.o
        size = o["flatten"] or o["tokens"]
        whole = np.zeros((len(x), math.ceil(o["tokens"] / size) * size, o["token_width"]), x.dtype)
        whole[:, :o["tokens"]] = x
        return whole.reshape(len(x), -1, size * o["token_width"])

    def from_rows(self, y):
        return y.reshape(len(y), -1, self.o["token_width"])[:, :self.o["tokens"]]

    def mlp_block(self, name, x, beside, cond):
        y, out = self.norm(np.concatenate([beside, x], -1)), 1.0
        if cond is not None:
            mod, inner = self.mlp(name + ".cond_in", name + ".cond_out", cond)[:, None], y.shape[-1]
            y = y * (1 + mod[..., :inner]) + mod[..., inner:2 * inner]
            out = 1 + mod[..., 2 * inner:]
        return x + out * self.mlp(name + ".dense_in", name + ".dense_out", y) / self.o["blocks"]

    def mixer_block(self, name, x, cond):
        mod = np.zeros((len(x), 1, 4 * x.shape[-1])) if cond is None else self.dense(name + ".modulation", cond)[:, None]
        shift1, scale1, shift2, scale2 = np.split(mod, 4, -1)
        y = self.norm(x) * (1 + scale1) + shift1
        y = self.gelu(self.dense(name + ".token_in", y.transpose(0, 2, 1)))
        x = x + np.einsum("bws,st->btw", y, self.p[name + ".token_out.weight"])
        return x + self.mlp(name + ".channel_in", name + ".channel_out", self.norm(x) * (1 + scale2) + shift2)

    def conv(self, name, x, stride=1, groups=1):
        """One spatial axis is a second one of size 1."""
        w, grid = self.p[name + ".weight"], x.shape[1:-1]
        x4 = x.reshape(len(x), *grid, *(1,) * (2 - len(grid)), x.shape[-1])
        w4 = w.reshape(*w.shape[:-2], *(1,) * (2 - len(grid)), *w.shape[-2:])
        out = [-(-n // stride) for n in x4.shape[1:3]]
        before = [max(0, (m - 1) * stride + k - n) // 2 for m, k, n in zip(out, w4.shape, x4.shape[1:3])]
        y = np.zeros((len(x), *out, w.shape[-1]), np.result_type(x, w))
        for i in range(w4.shape[0]):
            for j in range(w4.shape[1]):
                for row in range(out[0]):
                    for column in range(out[1]):
                        a, b = row * stride + i - before[0], column * stride + j - before[1]
                        if 0 <= a < x4.shape[1] and 0 <= b < x4.shape[2]:
                            y[:, row, column] += x4[:, a, b] * w4[i, j, 0] if groups > 1 else x4[:, a, b] @ w4[i, j]
        return self.p[name + ".bias"] + y.reshape(len(x), *out[:len(grid)], -1)

    def gates(self, name, x, cond):
        if cond is None:
            return 0, 0, 1
        mod = self.dense(name + ".modulation", cond)
        return np.split(mod.reshape(len(x), *(1,) * (x.ndim - 2), -1), 3, -1)

    def convnet_block(self, name, x, cond):
        shift, scale, gate = self.gates(name, x, cond)
        if self.simple:
            y = self.gelu(self.conv(name + ".conv_in", self.norm(x) * (1 + scale) + shift))
            return x + gate * self.conv(name + ".conv_out", y)
        y = self.norm(self.conv(name + ".depthwise", x, groups=x.shape[-1])) * (1 + scale) + shift
        y = self.gelu(self.dense(name + ".up", y))
        g = np.sqrt((y**2).sum(tuple(range(1, y.ndim - 1)), keepdims=True) + 1e-12)
        y = self.p[name + ".grn.gamma"] * y * g / (g.mean(-1, keepdims=True) + 1e-6) + self.p[name + ".grn.beta"] + y
        return x + gate * self.dense(name + ".down", y)

    def places(self):
        """The DiT's positions [T, W], one number after the other."""
        grid, width = self.o["grid"], self.o["features"] // len(self.o["grid"])
        table = []
        for place in np.ndindex(*grid):
            angles = [[at * 10000 ** (-2 * i / width) for i in range(width // 2)] for at in place]
            table.append([f(a) for axis in angles for f in (math.cos, math.sin) for a in axis])
        return np.array(table)

    def dit_block(self, name, x, cond):
        shift1, scale1, gate1, shift2, scale2, gate2 = (0, 0, 1) * 2
        if cond is not None:
            shift1, scale1, gate1, shift2, scale2, gate2 = np.split(self.dense(name + ".modulation", cond)[:, None], 6, -1)
        q, k, v = np.split(self.dense(name + ".attention.qkv", self.norm(x) * (1 + scale1) + shift1), 3, -1)
        size = x.shape[-1] // self.o["own"]["heads"]
        seen = np.zeros_like(q)
        for head in range(0, x.shape[-1], size):
            part = slice(head, head + size)
            w = np.exp(q[..., part] @ k[..., part].swapaxes(1, 2) / math.sqrt(size))
            seen[..., part] = w / w.sum(-1, keepdims=True) @ v[..., part]
        x = x + gate1 * self.dense(name + ".attention.out", seen)
        return x + gate2 * self.mlp(name + ".dense_in", name + ".dense_out", self.norm(x) * (1 + scale2) + shift2)

    def blocks(self, prefix, count, x, cond):
        shape = x.shape
        if self.o["architecture"] == "dit":
            x = x + self.places()
        if self.o["architecture"] == "convnet":
            x = x.reshape(len(x), *self.o["grid"], -1)
        block = {"convnet": self.convnet_block, "mlp_mixer": self.mixer_block, "dit": self.dit_block}[self.o["architecture"]]
        if not self.simple:
            for i in range(count):
                x = block(f"{prefix}.blocks.{i}", x, cond)
            return x.reshape(shape)
        count = max(count, 5)
        skips = {}
        for i in range(count):
            up = count - 1 - i
            if up < 2:  # the last two: level 1, then level 0
                for axis in range(1, x.ndim - 1):
                    x = x.take(np.arange(skips[up].shape[axis]) // 2, axis)
                x = self.conv(f"{prefix}.up.{up}", x) + skips[up]
            x = block(f"{prefix}.blocks.{i}", x, cond)
            if i < 2:
                skips[i] = x
                x = self.conv(f"{prefix}.down.{i}", x, stride=2)
        return x.reshape(shape)

    def conditioning(self, t, h, guidance, wave):
        """The part of the conditioning vector that times and guidance make; `wave` embeds a time."""
        cond = wave("net.embed_h", h)
        if self.o["time_inputs"] == "t_and_h":
            cond = cond + wave("net.embed_t", t)
        if guidance is not None:
            cond = cond + self.embed("net.embed_guidance", np.concatenate([self.sinusoid(g, self.o["cond"]) for g in guidance.T], -1))
        return cond

    def velocity(self, z, t, h, label, code, guidance):
        o = self.o
        if o["architecture"] == "mlp":
            cond = self.conditioning(t, h, guidance, lambda _, tau: self.sinusoid(tau, o["cond"]))
            x = self.rows(z)
            beside = x[..., :0]
            if label is not None:
                beside = self.mlp("net.encoder.dense_in", "net.encoder.dense_out", self.p["net.label.weight"][label])[:, None].repeat(x.shape[1], 1)
            if code is not None:
                beside = self.dense("net.latent", code)
            for i in range(o["blocks"]):
                x = self.mlp_block(f"net.blocks.{i}", x, beside, cond)
            return self.from_rows(x)
        cond = self.conditioning(t, h, guidance, lambda name, tau: self.embed(name, self.sinusoid(tau, o["frequencies"])))
        cond = cond + (self.p["net.label.weight"][label] if label is not None else 0)
        x = self.dense("net.patch", z) + (self.dense("net.latent", code) if code is not None else 0)
        cond = self.silu(cond)
        x = self.norm(self.blocks("net", o["blocks"], x, cond))
        if o["architecture"] == "dit":
            shift, scale = np.split(self.dense("net.head.modulation", cond)[:, None], 2, -1)
            x = x * (1 + scale) + shift
        return self.dense("net.head", x)

    def encode(self, x):
        if self.o["architecture"] == "mlp":
            return self.mlp("net.encoder.dense_in", "net.encoder.dense_out", self.rows(x))
        y = self.blocks("net.encoder", self.o["blocks"] // 2, self.dense("net.encoder.patch", x), None)
        return self.dense("net.encoder.latent", self.norm(y))

    def decode(self, code):
        o = self.o
        if o["architecture"] == "mlp":
            x = self.dense("net.decoder.dense", code)
            for i in range(o["blocks"]):
                x = self.mlp_block(f"net.decoder.blocks.{i}", x, code, None)
            return self.from_rows(x)
        y = self.blocks("net.decoder", o["blocks"] - o["blocks"] // 2, self.dense("net.decoder.latent", code), None)
        return self.dense("net.decoder.head", self.norm(y))


class Quantizer:
    """FSQ whose jumps are held where `z0` has them: z -> value is smooth and exact at z0, and its derivative is the straight-through one."""

    def __init__(self, levels, z0):
        self.levels = [levels[j % len(levels)] for j in range(z0.shape[-1])] if levels else []
        self.jump = 0
        if levels:
            b = self.bound(z0)
            self.digits = np.floor(b + 0.5).astype(int) + [l // 2 for l in self.levels]
            self.jump = self.digits - [l // 2 for l in self.levels] - b

    def bound(self, z):
        columns = []
        for j, l in enumerate(self.levels):
            half, even = (l - 1) / 2 * 1.001, l % 2 == 0
            shift = math.atanh(0.5 / max(half, 0.501)) if even else 0
            columns.append(half * np.tanh(z[..., j] + shift) - even / 2)
        return np.stack(columns, -1)

    def __call__(self, z):
        return (self.bound(z) + self.jump) / [max(1, l // 2) for l in self.levels] if self.levels else z


class Loss:
    """docs/models.md section 7: `residual` holds at fixed parameters all that is stopped and gives d as a function of the parameters."""

    def __init__(self, f):
        options = read_options(f)
        self.o, self.m, self.wanted = options["architecture"], options["method"], options["samples"]
        self.tokens = Tokens(options["tokenization"])
        self.x, self.draw = self.tokens.forward(f["input/x"]), part(f, "draw/")
        self.label = f.get("input/label")
        self.params = part(f, "param/")
        self.base = Model(self.o, self.params)
        self.conditional = self.o["num_classes"] > 0 or self.o["code_size"] > 0
        if self.o["code_size"]:
            self.quantizer = Quantizer(self.m["levels"], self.base.encode(self.x))

    def code(self, model):
        return self.quantizer(model.encode(self.x)) if self.o["code_size"] else None

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
        wide = lambda a: a.reshape(-1, 1, 1)
        self.z = self.x + wide(self.t) * (self.draw["eps"] - self.x)
        self.v = self.draw["eps"] - self.x
        count, m = len(self.x), self.m
        self.dropped = self.draw["dropout"] < m["condition_dropout"] if self.conditional else np.zeros(count, bool)
        omega, self.told, self.at_boundary, plain = m["omega"], None, None, None
        if self.o["guidance_input"]:
            drawn, moves = m["omega_max"] ** self.draw["guidance"][:, 0], self.r < self.t
            begin, end = moves * self.draw["guidance"][:, 1] / 2, 1 - moves * (0.5 - self.draw["guidance"][:, 2] / 2)
            omega = np.where((self.t >= begin) & (self.t <= end), drawn, 1)
            self.told = np.stack([1 - 1 / drawn, begin, end], -1)
            self.at_boundary = np.stack([1 - 1 / omega, 0 * omega, 0 * omega + 1], -1)
            plain, omega = np.tile([0.0, 0.0, 1.0], (count, 1)), wide(omega)
        self.guided = self.v
        if self.conditional and (np.ndim(omega) or omega != 1 or m["kappa"] != 0):
            zero, nothing = np.zeros(count), np.ones(count, bool)
            v_c = self.velocity(self.base, self.z, self.t, zero, self.at_boundary, ~nothing)
            v_u = self.velocity(self.base, self.z, self.t, zero, plain, nothing)
            mean = self.v * m["omega"] + v_u * (1 - m["omega"] - m["kappa"]) + v_c * m["kappa"]
            improved = self.v + (1 - 1 / omega) * (v_c - v_u)
            self.guided = np.where(wide(self.dropped), self.v, improved if m["method"] == "improved_mean_flow" else mean)

    def velocity(self, model, z, t, h, guidance, dropped):
        """The network with the condition of this batch, the null condition on the rows of `dropped`."""
        label = np.where(dropped, self.o["num_classes"], self.label) if self.o["num_classes"] else None
        code = self.code(model) * ~dropped[:, None, None] if self.o["code_size"] else None
        return model.velocity(z, t, h, label, code, guidance)

    def slope(self, dz):
        """du/dt along (dz, 1, 0) by a complex step."""
        t, z = self.t + 1j * STEP, self.z + 1j * STEP * dz
        return self.velocity(self.base, z, t, t - self.r, self.told, self.dropped).imag / STEP

    def residual(self):
        method = self.m["method"]
        if method == "autoencoder":
            return lambda p: Model(self.o, p).decode(self.code(Model(self.o, p))) - self.x
        self.prepare()
        u = lambda p: self.velocity(Model(self.o, p), self.z, self.t, self.t - self.r, self.told, self.dropped)
        h = (self.t - self.r).reshape(-1, 1, 1)
        if method == "flow_matching":
            target = self.v
        elif method == "mean_flow":
            target = self.guided - h * self.slope(self.guided)
        else:
            target = self.guided - h * self.slope(self.velocity(self.base, self.z, self.t, 0 * self.t, self.at_boundary, self.dropped))
        return lambda p: u(p) - target

    def function(self):
        """raw_mse(p) and loss(p), the weights held at the stored parameters."""
        d = self.residual()
        raw = lambda p: (d(p) ** 2).mean()
        if self.m["method"] in ("autoencoder", "flow_matching"):
            return raw, raw
        weight = ((d(self.params) ** 2).sum((1, 2)) + self.m["adaptive_c"]) ** -self.m["adaptive_p"]
        return raw, lambda p: ((d(p) ** 2).sum((1, 2)) * weight).mean()

    def samples(self):
        if self.m["method"] == "autoencoder":
            return {"reconstruction": self.tokens.backward(self.base.decode(self.code(self.base)))}
        return {name: self.tokens.backward(self.sample(**s)) for name, s in self.wanted.items()}

    def sample(self, rule, steps, times=None, guidance=None, begin=0.0, end=1.0):
        one, kept = np.ones(len(self.x)), np.zeros(len(self.x), bool)
        told = np.tile([1 - 1 / guidance, begin, end], (len(one), 1)) if self.o["guidance_input"] else None
        u = lambda z, t, h: self.velocity(self.base, z, t * one, h * one, told, kept)

        def w(z, t):
            if guidance is None:
                return u(z, t, 0)
            return guidance * u(z, t, 0) + (1 - guidance) * self.velocity(self.base, z, t * one, 0 * one, None, ~kept)

        z, times = self.draw["eps"], times or [(steps - i) / steps for i in range(steps + 1)]
        for t, after in zip(times, times[1:]):
            dt = t - after
            if rule == "mean":
                slope = u(z, t, dt)
            elif rule == "euler":
                slope = w(z, t)
            elif rule == "heun":
                slope = (w(z, t) + w(z - dt * w(z, t), after)) / 2
            else:
                slope = w(z - dt / 2 * w(z, t), t - dt / 2)
            z = z - dt * slope
        return z


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
        errors["value"] = relative(case.velocity(case.base, case.z, case.t, case.t - case.r, case.told, case.dropped), f["check/value"])
    if "check/digits" in f:
        errors["digits"] = relative(case.quantizer.digits, f["check/digits"])
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
        if path.stem.split("--")[1] in NETWORKS:
            print(f"{path.stem}: skipped, there is no second implementation")
            continue
        errors = (check_optimizer if path.stem.startswith("optimizer") else check_loss)(f)
        bad = {k: v for k, v in errors.items() if not v < TOLERANCE}
        failed |= bool(bad)
        print(f"{path.stem}: " + (f"FAILED {bad}" if bad else f"ok, worst {max(errors.values()):.1e}"))
    sys.exit(1 if failed or not files else 0)


if __name__ == "__main__":
    main()
