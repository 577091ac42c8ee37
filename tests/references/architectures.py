"""The architectures of docs/models.md (sections 2 to 6) in JAX, as plain functions over a dict of parameters. Others are a file of networks/ each.

Written from that page and from nothing else, so that agreement with models/ means something.
`parameter_table(o)` lists (name, shape, initialiser); `velocity(p, o, z, t, h, c)` and `encode` / `decode` evaluate.
`o` is an `Options`, `c` a `Condition`; `p` maps a parameter's full name (`net.blocks.0.dense_in.weight`) to its array.
"""

import dataclasses
import importlib
import math
import pathlib
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np


@dataclasses.dataclass(frozen=True)
class Options:
    """Sizes of one model. Defaults of `for_architecture` are the large models of docs/models.md section 10."""

    architecture: str  # "mlp", "mlp_mixer" or "convnet"
    variant: str = "convnext"  # convnet: "convnext" or "simple"
    tokens: int = 49
    token_width: int = 16
    grid: tuple = (7, 7)
    num_classes: int = 10
    code_size: int = 0
    guidance_input: bool = False
    time_inputs: str = "t_and_h"  # "h": the network has no t (improved mean flow)
    autoencoder: bool = False
    blocks: int = 8
    cond: int = 128
    latent: int = 256  # mlp
    hidden: int = 0  # mlp; 0 = latent + row
    flatten: int = 0  # mlp; tokens of a row, 0 = all
    features: int = 256  # mlp_mixer, convnet: the width W
    token_hidden: int = 128  # mlp_mixer
    channel_hidden: int = 768  # mlp_mixer
    frequencies: int = 256  # mlp_mixer, convnet
    own: dict = dataclasses.field(default_factory=dict, hash=False)  # keys of [model] that an architecture of networks/ has

    @property
    def row_tokens(self):
        return self.flatten or self.tokens

    @property
    def rows(self):
        return -(-self.tokens // self.row_tokens)

    @property
    def row(self):
        return self.row_tokens * self.token_width

    @property
    def vectors(self):
        if own_network(self):
            return own_network(self).vectors(self)
        return self.rows if self.architecture == "mlp" else self.tokens

    @property
    def beside(self):
        """Numbers that stand beside the state of an MLP block."""
        if self.autoencoder:
            return self.code_size
        return self.latent if self.num_classes or self.code_size else 0


class Condition(NamedTuple):
    """What a velocity is conditioned on; None is a condition that the network has not."""

    label: Any = None  # i32 [B]
    code: Any = None  # [B, vectors, code_size]
    guidance: Any = None  # [B, 3]


NETWORKS = sorted(path.stem for path in (pathlib.Path(__file__).parent / "networks").glob("*.py"))


def own_network(o):
    """The module of an architecture that is a file of networks/, else None."""
    return importlib.import_module(f"networks.{o.architecture}") if o.architecture in NETWORKS else None


def for_architecture(name, **changes):
    """Options with the defaults of architecture `name`; what is no field of Options is one of its own keys."""
    fields = {f.name for f in dataclasses.fields(Options)}
    changes = {k: v for k, v in changes.items() if k in fields} | {"own": {k: v for k, v in changes.items() if k not in fields}}
    defaults = {network: {} for network in NETWORKS} | {
        "mlp": {},
        "mlp_mixer": dict(cond=256),
        "convnet": dict(tokens=196, token_width=4, grid=(14, 14), features=96, blocks=6, cond=288),
    }
    return Options(architecture=name, **{**defaults[name], **changes})


# ---- parameters -------------------------------------------------------------------------------------------------


def dense_rows(name, fan_in, fan_out, weight="lecun_normal"):
    return [(f"{name}.weight", (fan_in, fan_out), weight), (f"{name}.bias", (fan_out,), "zeros")]


def conv_rows(name, size, o, groups=1):
    """A convolution from W to W features."""
    shape = (size,) * len(o.grid) + (o.features // groups, o.features)
    return [(f"{name}.weight", shape, "lecun_normal"), (f"{name}.bias", (o.features,), "zeros")]


def mlp_block_rows(name, o):
    inner = o.beside + o.row
    hidden = o.hidden or inner
    rows = []
    if not o.autoencoder:
        rows += dense_rows(f"{name}.cond_in", o.cond, o.cond)
        rows += dense_rows(f"{name}.cond_out", o.cond, 2 * inner + o.row, "zeros")
    rows += dense_rows(f"{name}.dense_in", inner, hidden)
    return rows + dense_rows(f"{name}.dense_out", hidden, o.row)


def modulation_rows(name, parts, o, modulated):
    return dense_rows(f"{name}.modulation", o.cond, parts * o.features, "zeros") if modulated else []


def mixer_block_rows(name, o, modulated):
    rows = modulation_rows(name, 4, o, modulated)
    rows += dense_rows(f"{name}.token_in", o.tokens, o.token_hidden)
    rows += dense_rows(f"{name}.token_out", o.token_hidden, o.tokens)[:1]  # no bias: the next layer norm would remove it
    rows += dense_rows(f"{name}.channel_in", o.features, o.channel_hidden)
    return rows + dense_rows(f"{name}.channel_out", o.channel_hidden, o.features)


def convnext_block_rows(name, o, modulated):
    expanded = 4 * o.features
    rows = modulation_rows(name, 3, o, modulated) + conv_rows(f"{name}.depthwise", 7, o, o.features)
    rows += dense_rows(f"{name}.up", o.features, expanded)
    rows += [(f"{name}.grn.gamma", (expanded,), "zeros"), (f"{name}.grn.beta", (expanded,), "zeros")]
    return rows + dense_rows(f"{name}.down", expanded, o.features)


def simple_block_rows(name, o, modulated):
    return modulation_rows(name, 3, o, modulated) + conv_rows(f"{name}.conv_in", 3, o) + conv_rows(f"{name}.conv_out", 3, o)


def is_simple(o):
    return o.architecture == "convnet" and o.variant == "simple"


def token_block_rows(prefix, count, o, modulated):
    """`count` blocks of the mixer or a ConvNet under `prefix`; the simple ConvNet has at least 5, and its strided convolutions."""
    rows = []
    if is_simple(o):
        count = max(count, 5)
        for level in range(2):
            rows += conv_rows(f"{prefix}.down.{level}", 3, o) + conv_rows(f"{prefix}.up.{level}", 3, o)
    block = mixer_block_rows if o.architecture == "mlp_mixer" else simple_block_rows if is_simple(o) else convnext_block_rows
    return rows + [row for i in range(count) for row in block(f"{prefix}.blocks.{i}", o, modulated)]


def encoder_rows(o):
    """The encoder of codes, under net.encoder."""
    if o.architecture == "mlp":
        middle = (o.row + o.code_size) // 2
        return dense_rows("net.encoder.dense_in", o.row, middle) + dense_rows("net.encoder.dense_out", middle, o.code_size)
    rows = dense_rows("net.encoder.patch", o.token_width, o.features)
    rows += token_block_rows("net.encoder", o.blocks // 2, o, False)
    return rows + dense_rows("net.encoder.latent", o.features, o.code_size)


def decoder_rows(o):
    """The autoencoder's other half, under net.decoder."""
    if o.architecture == "mlp":
        rows = dense_rows("net.decoder.dense", o.code_size, o.row)
        return rows + [row for i in range(o.blocks) for row in mlp_block_rows(f"net.decoder.blocks.{i}", o)]
    rows = dense_rows("net.decoder.latent", o.code_size, o.features)
    rows += token_block_rows("net.decoder", o.blocks - o.blocks // 2, o, False)
    return rows + dense_rows("net.decoder.head", o.features, o.token_width)


def embedding_rows(name, fan_in, o):
    return dense_rows(f"{name}.dense_in", fan_in, o.cond) + dense_rows(f"{name}.dense_out", o.cond, o.cond)


def mlp_rows(o):
    rows = []
    if o.num_classes:
        middle = (o.row + o.latent) // 2
        rows += [("net.label.weight", (o.num_classes + 1, o.row), "normal(1)")]
        rows += dense_rows("net.encoder.dense_in", o.row, middle) + dense_rows("net.encoder.dense_out", middle, o.latent)
    if o.code_size:
        rows += dense_rows("net.latent", o.code_size, o.latent)
    return rows + [row for i in range(o.blocks) for row in mlp_block_rows(f"net.blocks.{i}", o)]


def token_rows(o):
    rows = dense_rows("net.patch", o.token_width, o.features)
    for name in ["embed_t"] * (o.time_inputs == "t_and_h") + ["embed_h"]:
        rows += embedding_rows(f"net.{name}", o.frequencies, o)
    if o.num_classes:
        rows += [("net.label.weight", (o.num_classes + 1, o.cond), "normal(0.5)")]
    if o.code_size:
        rows += dense_rows("net.latent", o.code_size, o.features)
    return rows + token_block_rows("net", o.blocks, o, True) + dense_rows("net.head", o.features, o.token_width, "zeros")


def parameter_table(o):
    """All parameters: a list of (name, shape, initialiser)."""
    if own_network(o):
        return own_network(o).parameter_table(o)
    if o.autoencoder:
        return encoder_rows(o) + decoder_rows(o)
    rows = mlp_rows(o) if o.architecture == "mlp" else token_rows(o)
    if o.guidance_input:
        rows += embedding_rows("net.embed_guidance", 3 * o.cond, o)
    return rows + (encoder_rows(o) if o.code_size else [])


def initialise(o, seed=0, dtype=np.float32):
    """Parameters drawn as docs/models.md section 1 says (not the same bits as `init` of an artifact)."""
    rng = np.random.default_rng(seed)
    params = {}
    for name, shape, kind in parameter_table(o):
        fan_in = math.prod(shape[:-1])
        std = {"zeros": 0.0, "lecun_normal": fan_in**-0.5, "normal(1)": 1.0, "normal(0.5)": 0.5}[kind]
        params[name] = (std * rng.standard_normal(shape)).astype(dtype)
    return params


# ---- blocks of all models (section 2) ---------------------------------------------------------------------------


def dense(p, name, x):
    return x @ p[f"{name}.weight"] + p[f"{name}.bias"]


def gelu(x):
    return 0.5 * x * (1.0 + jnp.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x * x * x)))


def silu(x):
    return x * jax.nn.sigmoid(x)


def layer_norm(x):
    centred = x - jnp.mean(x, axis=-1, keepdims=True)
    return centred / jnp.sqrt(jnp.mean(centred * centred, axis=-1, keepdims=True) + 1e-6)


def grn(p, name, x):  # x [B, spatial..., F]
    norm = jnp.sqrt(jnp.sum(x * x, axis=tuple(range(1, x.ndim - 1)), keepdims=True) + 1e-12)
    share = norm / (jnp.mean(norm, axis=-1, keepdims=True) + 1e-6)
    return p[f"{name}.gamma"] * (x * share) + p[f"{name}.beta"] + x


def sinusoid(tau, size):  # tau [B] -> [B, size]
    half = size // 2
    rates = jnp.asarray(10000.0 ** (-np.arange(half) / half), dtype=tau.dtype)
    angle = tau[:, None] * rates
    return jnp.concatenate([jnp.cos(angle), jnp.sin(angle)], axis=-1)


def embedding(p, name, waves):  # [B, any] -> [B, K]
    return dense(p, f"{name}.dense_out", silu(dense(p, f"{name}.dense_in", waves)))


def guidance_embedding(p, o, guidance):  # [B, 3] -> [B, K]
    return embedding(p, "net.embed_guidance", jnp.concatenate([sinusoid(guidance[:, i], o.cond) for i in range(3)], axis=-1))


# ---- blocks of each architecture: `mod` is None in an autoencoder -------------------------------------------------


def mlp_block(p, name, x, beside, cond, o):  # x [B, G, R], beside [B, G, L], cond [B, 1, K] -> [B, G, R]
    inner = beside.shape[-1] + x.shape[-1]
    y = layer_norm(jnp.concatenate([beside, x], axis=-1))
    out_scale = 0.0
    if cond is not None:
        mod = dense(p, f"{name}.cond_out", gelu(dense(p, f"{name}.cond_in", cond)))
        scale, shift, out_scale = jnp.split(mod, [inner, 2 * inner], axis=-1)
        y = (1.0 + scale) * y + shift
    y = dense(p, f"{name}.dense_out", gelu(dense(p, f"{name}.dense_in", y)))
    return x + (1.0 + out_scale) * y / o.blocks


def modulate(x, shift, scale):
    return (1.0 + scale) * x + shift


def modulation(p, name, cond, count, rank):
    """`count` equal parts of the modulation, each broadcast over the axes between batch and channels."""
    mod = dense(p, f"{name}.modulation", cond)
    mod = mod.reshape((mod.shape[0],) + (1,) * (rank - 2) + (mod.shape[-1],))
    return jnp.split(mod, count, axis=-1)


def mixer_block(p, name, x, cond, o):  # x [B, T, W] -> [B, T, W]
    shift1, scale1, shift2, scale2 = modulation(p, name, cond, 4, 3) if cond is not None else (0.0,) * 4
    y = modulate(layer_norm(x), shift1, scale1).swapaxes(1, 2)
    y = gelu(dense(p, f"{name}.token_in", y)) @ p[f"{name}.token_out.weight"]
    x = x + y.swapaxes(1, 2)
    y = modulate(layer_norm(x), shift2, scale2)
    return x + dense(p, f"{name}.channel_out", gelu(dense(p, f"{name}.channel_in", y)))


def plain_convolution(x, w, stride, groups):
    """ceil(n / stride) places; what is missing is padded with zeros, the smaller half before."""
    pads = []
    for size, kernel in zip(x.shape[1:-1], w.shape):
        missing = max(0, (-(-size // stride) - 1) * stride + kernel - size)
        pads.append((missing // 2, missing - missing // 2))
    letters = "HW"[: x.ndim - 2]
    layout = (f"N{letters}C", f"{letters}IO", f"N{letters}C")
    return jax.lax.conv_general_dilated(x, w, (stride,) * len(pads), pads, dimension_numbers=layout, feature_group_count=groups)


def depthwise(x, w):  # x [B, spatial..., F], w [7, ..., 1, F] -> the shape of x; bench/peers puts a faster one here
    return plain_convolution(x, w, 1, x.shape[-1])


def conv(p, name, x, stride=1):
    return plain_convolution(x, p[f"{name}.weight"], stride, 1) + p[f"{name}.bias"]


def convnext_block(p, name, x, cond, o):  # x [B, spatial..., W] -> the same
    shift, scale, gate = modulation(p, name, cond, 3, x.ndim) if cond is not None else (0.0, 0.0, 1.0)
    y = depthwise(x, p[f"{name}.depthwise.weight"])
    y = modulate(layer_norm(y + p[f"{name}.depthwise.bias"]), shift, scale)
    y = grn(p, f"{name}.grn", gelu(dense(p, f"{name}.up", y)))
    return x + gate * dense(p, f"{name}.down", y)


def simple_block(p, name, x, cond, o):  # x [B, spatial..., W] -> the same
    shift, scale, gate = modulation(p, name, cond, 3, x.ndim) if cond is not None else (0.0, 0.0, 1.0)
    y = modulate(layer_norm(x), shift, scale)
    return x + gate * conv(p, f"{name}.conv_out", gelu(conv(p, f"{name}.conv_in", y)))


def upsample(x, like):
    """Each place twice along every spatial axis, cut to the size of `like`."""
    for axis in range(1, x.ndim - 1):
        x = jax.lax.slice_in_dim(jnp.repeat(x, 2, axis=axis), 0, like.shape[axis], axis=axis)
    return x


def simple_blocks(p, prefix, count, x, cond, o):
    """The small U: two levels down, the middle, two levels up."""
    block = lambda i, x: simple_block(p, f"{prefix}.blocks.{i}", x, cond, o)
    first = block(0, x)
    second = block(1, conv(p, f"{prefix}.down.0", first, 2))
    y = conv(p, f"{prefix}.down.1", second, 2)
    middle = max(1, count - 4)
    for i in range(2, 2 + middle):
        y = block(i, y)
    y = block(2 + middle, conv(p, f"{prefix}.up.1", upsample(y, second)) + second)
    return block(3 + middle, conv(p, f"{prefix}.up.0", upsample(y, first)) + first)


def token_blocks(p, prefix, count, x, cond, o):
    """`count` blocks under `prefix` on x [B, T, W]; the ConvNets see the tokens as a grid."""
    shape = x.shape
    if o.architecture == "convnet":
        x = x.reshape(shape[0], *o.grid, shape[-1])
    if is_simple(o):
        return simple_blocks(p, prefix, count, x, cond, o).reshape(shape)
    block = {"mlp_mixer": mixer_block, "convnet": convnext_block}[o.architecture]
    for i in range(count):
        x = block(p, f"{prefix}.blocks.{i}", x, cond, o)
    return x.reshape(shape)


# ---- whole networks ---------------------------------------------------------------------------------------------


def to_rows(o, x):  # [B, T, P] -> [B, G, R]; zeros fill the last row
    missing = o.rows * o.row_tokens - o.tokens
    return jnp.pad(x, ((0, 0), (0, missing), (0, 0))).reshape(x.shape[0], o.rows, o.row)


def to_tokens(o, rows):  # [B, G, R] -> [B, T, P]
    return rows.reshape(rows.shape[0], -1, o.token_width)[:, :o.tokens]


def two_layers(p, name, x):
    return dense(p, f"{name}.dense_out", gelu(dense(p, f"{name}.dense_in", x)))


def mlp_beside(p, o, rows, c):
    """What stands beside the state in every block, [B, G, L]."""
    if c.code is not None:
        return dense(p, "net.latent", c.code)
    if c.label is None:
        return rows[..., :0]
    latent = two_layers(p, "net.encoder", p["net.label.weight"][c.label])
    return jnp.broadcast_to(latent[:, None], (latent.shape[0], o.rows, o.latent))


def mlp_velocity(p, o, z, t, h, c):
    cond = sinusoid(h, o.cond)
    if o.time_inputs == "t_and_h":
        cond = sinusoid(t, o.cond) + cond
    if c.guidance is not None:
        cond = cond + guidance_embedding(p, o, c.guidance)
    x = to_rows(o, z)
    beside = mlp_beside(p, o, x, c)
    for i in range(o.blocks):
        x = mlp_block(p, f"net.blocks.{i}", x, beside, cond[:, None], o)
    return to_tokens(o, x)


def token_velocity(p, o, z, t, h, c):
    cond = embedding(p, "net.embed_h", sinusoid(h, o.frequencies))
    if o.time_inputs == "t_and_h":
        cond = embedding(p, "net.embed_t", sinusoid(t, o.frequencies)) + cond
    if c.label is not None:
        cond = cond + p["net.label.weight"][c.label]
    if c.guidance is not None:
        cond = cond + guidance_embedding(p, o, c.guidance)
    x = dense(p, "net.patch", z)
    if c.code is not None:
        x = x + dense(p, "net.latent", c.code)
    x = token_blocks(p, "net", o.blocks, x, silu(cond), o)
    return dense(p, "net.head", layer_norm(x))


def velocity(p, o, z, t, h, c):
    """z [B, T, P], t and h [B] -> [B, T, P]. t is ignored where o.time_inputs == "h"."""
    if own_network(o):
        return own_network(o).velocity(p, o, z, t, h, c)
    network = mlp_velocity if o.architecture == "mlp" else token_velocity
    return network(p, o, z, t, h, c)


def encode(p, o, x):
    """x [B, T, P] -> [B, vectors, code_size], unbounded."""
    if own_network(o):
        return own_network(o).encode(p, o, x)
    if o.architecture == "mlp":
        return two_layers(p, "net.encoder", to_rows(o, x))
    y = token_blocks(p, "net.encoder", o.blocks // 2, dense(p, "net.encoder.patch", x), None, o)
    return dense(p, "net.encoder.latent", layer_norm(y))


def decode(p, o, code):
    """code [B, vectors, code_size] -> [B, T, P]."""
    if own_network(o):
        return own_network(o).decode(p, o, code)
    if o.architecture == "mlp":
        x = dense(p, "net.decoder.dense", code)
        for i in range(o.blocks):
            x = mlp_block(p, f"net.decoder.blocks.{i}", x, code, None, o)
        return to_tokens(o, x)
    y = dense(p, "net.decoder.latent", code)
    y = token_blocks(p, "net.decoder", o.blocks - o.blocks // 2, y, None, o)
    return dense(p, "net.decoder.head", layer_norm(y))
