"""The three architectures of docs/models.md (sections 2 to 6) in JAX, as plain functions over a dict of parameters.

Written from that page and from nothing else, so that agreement with models/ means something.
`parameter_table(o)` lists (name, shape, initialiser); `velocity(p, o, z, t, h, label)` and `encode` / `decode` evaluate.
`o` is an `Options`; `p` maps a parameter's full name (`net.blocks.0.dense_in.weight`) to its array.
"""

import dataclasses
import math

import jax
import jax.numpy as jnp
import numpy as np


@dataclasses.dataclass(frozen=True)
class Options:
    """Sizes of one model. Defaults of `for_architecture` are the benchmark models of docs/models.md section 10."""

    architecture: str  # "mlp", "mlp_mixer" or "convnet"
    height: int = 28
    width: int = 28
    channels: int = 1
    num_classes: int = 10
    time_inputs: str = "t_and_h"  # "h": the network has no t (improved mean flow)
    autoencoder: bool = False
    blocks: int = 8
    cond: int = 128
    latent: int = 256  # mlp
    hidden: int = 0  # mlp; 0 = latent + pixels
    patch: int = 4  # mlp_mixer, convnet
    features: int = 256  # mlp_mixer, convnet: the width W
    token_hidden: int = 128  # mlp_mixer
    channel_hidden: int = 768  # mlp_mixer
    frequencies: int = 256  # mlp_mixer, convnet
    latent_channels: int = 4  # mlp_mixer, convnet autoencoder

    @property
    def pixels(self):
        return self.height * self.width * self.channels

    @property
    def tokens(self):
        return (self.height // self.patch) * (self.width // self.patch)

    @property
    def patch_pixels(self):
        return self.patch * self.patch * self.channels

    @property
    def mlp_latent(self):
        return self.latent if self.num_classes > 0 or self.autoencoder else 0


def for_architecture(name, **changes):
    """Options with the defaults of architecture `name`."""
    defaults = {
        "mlp": {},
        "mlp_mixer": dict(cond=256),
        "convnet": dict(patch=2, features=96, blocks=6, cond=288, latent_channels=1),
    }[name]
    return Options(architecture=name, **{**defaults, **changes})


# ---- parameters -------------------------------------------------------------------------------------------------


def dense_rows(name, fan_in, fan_out, weight="lecun_normal"):
    return [(f"{name}.weight", (fan_in, fan_out), weight), (f"{name}.bias", (fan_out,), "zeros")]


def mlp_block_rows(name, o):
    inner = o.mlp_latent + o.pixels
    hidden = o.hidden or inner
    rows = []
    if not o.autoencoder:
        rows += dense_rows(f"{name}.cond_in", o.cond, o.cond)
        rows += dense_rows(f"{name}.cond_out", o.cond, 2 * inner + o.pixels, "zeros")
    rows += dense_rows(f"{name}.dense_in", inner, hidden)
    return rows + dense_rows(f"{name}.dense_out", hidden, o.pixels)


def mixer_block_rows(name, o):
    rows = []
    if not o.autoencoder:
        rows += dense_rows(f"{name}.modulation", o.cond, 4 * o.features, "zeros")
    rows += dense_rows(f"{name}.token_in", o.tokens, o.token_hidden)
    rows += dense_rows(f"{name}.token_out", o.token_hidden, o.tokens)[:1]  # no bias: the next layer norm would remove it
    rows += dense_rows(f"{name}.channel_in", o.features, o.channel_hidden)
    return rows + dense_rows(f"{name}.channel_out", o.channel_hidden, o.features)


def convnet_block_rows(name, o):
    expanded = 4 * o.features
    rows = []
    if not o.autoencoder:
        rows += dense_rows(f"{name}.modulation", o.cond, 3 * o.features, "zeros")
    rows += [(f"{name}.depthwise.weight", (7, 7, 1, o.features), "lecun_normal")]
    rows += [(f"{name}.depthwise.bias", (o.features,), "zeros")]
    rows += dense_rows(f"{name}.up", o.features, expanded)
    rows += [(f"{name}.grn.gamma", (expanded,), "zeros"), (f"{name}.grn.beta", (expanded,), "zeros")]
    return rows + dense_rows(f"{name}.down", expanded, o.features)


BLOCK_ROWS = {"mlp": mlp_block_rows, "mlp_mixer": mixer_block_rows, "convnet": convnet_block_rows}


def block_list_rows(prefix, count, o):
    return [row for i in range(count) for row in BLOCK_ROWS[o.architecture](f"{prefix}.{i}", o)]


def encoder_rows(o):
    middle = (o.pixels + o.latent) // 2
    return dense_rows("net.encoder.dense_in", o.pixels, middle) + dense_rows("net.encoder.dense_out", middle, o.latent)


def autoencoder_rows(o):
    if o.architecture == "mlp":
        rows = encoder_rows(o) + dense_rows("net.decoder.dense", o.latent, o.pixels)
        return rows + block_list_rows("net.decoder.blocks", o.blocks, o)
    first = o.blocks // 2
    rows = dense_rows("net.encoder.patch", o.patch_pixels, o.features)
    rows += block_list_rows("net.encoder.blocks", first, o)
    rows += dense_rows("net.encoder.latent", o.features, o.latent_channels)
    rows += dense_rows("net.decoder.latent", o.latent_channels, o.features)
    rows += block_list_rows("net.decoder.blocks", o.blocks - first, o)
    return rows + dense_rows("net.decoder.head", o.features, o.patch_pixels)


def time_embedding_rows(name, o):
    return dense_rows(f"{name}.dense_in", o.frequencies, o.cond) + dense_rows(f"{name}.dense_out", o.cond, o.cond)


def parameter_table(o):
    """All parameters in order: a list of (name, shape, initialiser)."""
    if o.autoencoder:
        return autoencoder_rows(o)
    rows = []
    if o.architecture == "mlp":
        if o.num_classes > 0:
            rows += [("net.label.weight", (o.num_classes + 1, o.pixels), "normal(1)")] + encoder_rows(o)
        return rows + block_list_rows("net.blocks", o.blocks, o)
    rows += dense_rows("net.patch", o.patch_pixels, o.features)
    if o.time_inputs == "t_and_h":
        rows += time_embedding_rows("net.embed_t", o)
    rows += time_embedding_rows("net.embed_h", o)
    if o.num_classes > 0:
        rows += [("net.label.weight", (o.num_classes + 1, o.cond), "normal(0.02)")]
    rows += block_list_rows("net.blocks", o.blocks, o)
    return rows + dense_rows("net.head", o.features, o.patch_pixels, "zeros")


def initialise(o, seed=0, dtype=np.float32):
    """Parameters drawn as docs/models.md section 1 says (not the same bits as `init` of an artifact)."""
    rng = np.random.default_rng(seed)
    params = {}
    for name, shape, kind in parameter_table(o):
        fan_in = math.prod(shape[:-1])
        std = {"zeros": 0.0, "lecun_normal": fan_in**-0.5, "normal(1)": 1.0, "normal(0.02)": 0.02}[kind]
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


def grn(p, name, x):  # x [B, H, W, F]
    norm = jnp.sqrt(jnp.sum(x * x, axis=(1, 2), keepdims=True) + 1e-12)
    share = norm / (jnp.mean(norm, axis=-1, keepdims=True) + 1e-6)
    return p[f"{name}.gamma"] * (x * share) + p[f"{name}.beta"] + x


def sinusoid(tau, size):  # tau [B] -> [B, size]
    half = size // 2
    rates = jnp.asarray(10000.0 ** (-np.arange(half) / half), dtype=tau.dtype)
    angle = tau[:, None] * rates
    return jnp.concatenate([jnp.cos(angle), jnp.sin(angle)], axis=-1)


def time_embedding(p, name, tau, o):  # tau [B] -> [B, K]
    return dense(p, f"{name}.dense_out", silu(dense(p, f"{name}.dense_in", sinusoid(tau, o.frequencies))))


def patchify(x, o):  # [B, D] -> [B, T, P]
    rows, columns = o.height // o.patch, o.width // o.patch
    x = x.reshape(x.shape[0], rows, o.patch, columns, o.patch, o.channels)
    return x.transpose(0, 1, 3, 2, 4, 5).reshape(x.shape[0], rows * columns, o.patch_pixels)


def unpatchify(y, o):  # [B, T, P] -> [B, D]
    rows, columns = o.height // o.patch, o.width // o.patch
    y = y.reshape(y.shape[0], rows, columns, o.patch, o.patch, o.channels)
    return y.transpose(0, 1, 3, 2, 4, 5).reshape(y.shape[0], o.pixels)


# ---- blocks of each architecture: `mod` is None in an autoencoder -------------------------------------------------


def mlp_block(p, name, x, latent, cond, o):  # x [B, D], latent [B, L] -> [B, D]
    inner = latent.shape[-1] + x.shape[-1]
    y = layer_norm(jnp.concatenate([latent, x], axis=-1))
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


def depthwise(x, w):  # x [B, H, W, F], w [7, 7, 1, F] -> [B, H, W, F]; bench/peers puts a faster one here
    return jax.lax.conv_general_dilated(
        x, w, (1, 1), ((3, 3), (3, 3)), dimension_numbers=("NHWC", "HWIO", "NHWC"), feature_group_count=x.shape[-1])


def convnet_block(p, name, x, cond, o):  # x [B, H, W, F] -> [B, H, W, F]
    shift, scale, gate = modulation(p, name, cond, 3, 4) if cond is not None else (0.0, 0.0, 1.0)
    y = depthwise(x, p[f"{name}.depthwise.weight"])
    y = modulate(layer_norm(y + p[f"{name}.depthwise.bias"]), shift, scale)
    y = grn(p, f"{name}.grn", gelu(dense(p, f"{name}.up", y)))
    return x + gate * dense(p, f"{name}.down", y)


def token_blocks(p, prefix, count, x, cond, o):
    """`count` mixer or ConvNet blocks on x [B, T, W]; ConvNet blocks see the tokens as a grid."""
    batch, tokens, features = x.shape
    if o.architecture == "convnet":
        x = x.reshape(batch, o.height // o.patch, o.width // o.patch, features)
    block = {"mlp_mixer": mixer_block, "convnet": convnet_block}[o.architecture]
    for i in range(count):
        x = block(p, f"{prefix}.{i}", x, cond, o)
    return x.reshape(batch, tokens, features)


# ---- whole networks ---------------------------------------------------------------------------------------------


def mlp_encoder(p, x):  # [B, D] -> [B, L]
    return dense(p, "net.encoder.dense_out", gelu(dense(p, "net.encoder.dense_in", x)))


def mlp_velocity(p, o, z, t, h, label):
    latent = z[:, :0]
    if o.num_classes > 0:
        latent = mlp_encoder(p, p["net.label.weight"][label])
    cond = sinusoid(h, o.cond)
    if o.time_inputs == "t_and_h":
        cond = sinusoid(t, o.cond) + cond
    for i in range(o.blocks):
        z = mlp_block(p, f"net.blocks.{i}", z, latent, cond, o)
    return z


def token_velocity(p, o, z, t, h, label):
    cond = time_embedding(p, "net.embed_h", h, o)
    if o.time_inputs == "t_and_h":
        cond = time_embedding(p, "net.embed_t", t, o) + cond
    if o.num_classes > 0:
        cond = cond + p["net.label.weight"][label]
    x = dense(p, "net.patch", patchify(z, o))
    x = token_blocks(p, "net.blocks", o.blocks, x, silu(cond), o)
    return unpatchify(dense(p, "net.head", layer_norm(x)), o)


def velocity(p, o, z, t, h, label):
    """z [B, D], t and h [B], label i32 [B] -> [B, D]. t is ignored where o.time_inputs == "h"."""
    network = mlp_velocity if o.architecture == "mlp" else token_velocity
    return network(p, o, z, t, h, label)


def encode(p, o, x):
    """x [B, D] -> [B, latent size]."""
    if o.architecture == "mlp":
        return mlp_encoder(p, x)
    y = token_blocks(p, "net.encoder.blocks", o.blocks // 2, dense(p, "net.encoder.patch", patchify(x, o)), None, o)
    return dense(p, "net.encoder.latent", layer_norm(y)).reshape(x.shape[0], o.tokens * o.latent_channels)


def decode(p, o, latent):
    """latent [B, latent size] -> [B, D]."""
    if o.architecture == "mlp":
        x = dense(p, "net.decoder.dense", latent)
        for i in range(o.blocks):
            x = mlp_block(p, f"net.decoder.blocks.{i}", x, latent, None, o)
        return x
    y = dense(p, "net.decoder.latent", latent.reshape(latent.shape[0], o.tokens, o.latent_channels))
    y = token_blocks(p, "net.decoder.blocks", o.blocks - o.blocks // 2, y, None, o)
    return unpatchify(dense(p, "net.decoder.head", layer_norm(y)), o)
