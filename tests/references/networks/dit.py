"""The DiT of docs/models.md section 4.1 in JAX."""
import jax
import jax.numpy as jnp
import numpy as np
from architectures import dense, dense_rows, embedding, embedding_rows, gelu, guidance_embedding, layer_norm, modulate, modulation, modulation_rows, silu, sinusoid

SMALL = dict(blocks=2, cond=8, features=16, frequencies=16, heads=2)  # `features` is the key model.width


def vectors(o):
    return o.tokens


def hidden(o):
    return o.hidden or 4 * o.features


def stack_rows(prefix, count, o, modulated):
    rows = []
    for i in range(count):
        name = f"{prefix}.blocks.{i}"
        rows += modulation_rows(name, 6, o, modulated)
        rows += dense_rows(f"{name}.attention.qkv", o.features, 3 * o.features) + dense_rows(f"{name}.attention.out", o.features, o.features)
        rows += dense_rows(f"{name}.dense_in", o.features, hidden(o)) + dense_rows(f"{name}.dense_out", hidden(o), o.features)
    return rows


def parameter_table(o):
    encoder, first = [], o.blocks // 2
    if o.code_size:
        encoder = dense_rows("net.encoder.patch", o.token_width, o.features) + stack_rows("net.encoder", first, o, False)
        encoder += dense_rows("net.encoder.latent", o.features, o.code_size)
    if o.autoencoder:
        decoder = dense_rows("net.decoder.latent", o.code_size, o.features) + stack_rows("net.decoder", o.blocks - first, o, False)
        return encoder + decoder + dense_rows("net.decoder.head", o.features, o.token_width)
    rows = dense_rows("net.patch", o.token_width, o.features)
    for name in ("t", "h") if o.time_inputs == "t_and_h" else ("h",):
        rows += embedding_rows(f"net.embed_{name}", o.frequencies, o)
    if o.num_classes:
        rows += [("net.label.weight", (o.num_classes + 1, o.cond), "normal(0.5)")]
    if o.code_size:
        rows += dense_rows("net.latent", o.code_size, o.features)
    if o.guidance_input:
        rows += embedding_rows("net.embed_guidance", 3 * o.cond, o)
    rows += stack_rows("net", o.blocks, o, True) + modulation_rows("net.head", 2, o, True)
    return rows + dense_rows("net.head", o.features, o.token_width, "zeros") + encoder


def positions(o):  # [T, W]: the row's sinusoid beside the column's
    if len(o.grid) == 1:
        return sinusoid(jnp.arange(o.tokens, dtype=float), o.features)
    row, column = np.divmod(np.arange(o.tokens), o.grid[1])
    return jnp.concatenate([sinusoid(jnp.asarray(at, float), o.features // 2) for at in (row, column)], axis=-1)


def attention(p, name, x, o):
    heads = o.own["heads"]
    q, k, v = (y.reshape(*x.shape[:2], heads, -1) for y in jnp.split(dense(p, f"{name}.qkv", x), 3, axis=-1))
    scores = jnp.einsum("bthd,bshd->bhts", q, k) / np.sqrt(o.features // heads)
    return dense(p, f"{name}.out", jnp.einsum("bhts,bshd->bthd", jax.nn.softmax(scores, axis=-1), v).reshape(x.shape))


def blocks(p, prefix, count, x, cond, o):
    x = x + positions(o).astype(x.dtype)
    for i in range(count):
        name = f"{prefix}.blocks.{i}"
        shift1, scale1, gate1, shift2, scale2, gate2 = modulation(p, name, cond, 6, 3) if cond is not None else (0.0, 0.0, 1.0) * 2
        x = x + gate1 * attention(p, f"{name}.attention", modulate(layer_norm(x), shift1, scale1), o)
        y = modulate(layer_norm(x), shift2, scale2)
        x = x + gate2 * dense(p, f"{name}.dense_out", gelu(dense(p, f"{name}.dense_in", y)))
    return x


def velocity(p, o, z, t, h, c):
    cond = embedding(p, "net.embed_h", sinusoid(h, o.frequencies))
    if o.time_inputs == "t_and_h":
        cond = embedding(p, "net.embed_t", sinusoid(t, o.frequencies)) + cond
    if c.label is not None:
        cond = cond + p["net.label.weight"][c.label]
    if c.guidance is not None:
        cond = cond + guidance_embedding(p, o, c.guidance)
    cond, x = silu(cond), dense(p, "net.patch", z)
    if c.code is not None:
        x = x + dense(p, "net.latent", c.code)
    x = blocks(p, "net", o.blocks, x, cond, o)
    return dense(p, "net.head", modulate(layer_norm(x), *modulation(p, "net.head", cond, 2, 3)))


def encode(p, o, x):
    y = blocks(p, "net.encoder", o.blocks // 2, dense(p, "net.encoder.patch", x), None, o)
    return dense(p, "net.encoder.latent", layer_norm(y))


def decode(p, o, code):
    x = blocks(p, "net.decoder", o.blocks - o.blocks // 2, dense(p, "net.decoder.latent", code), None, o)
    return dense(p, "net.decoder.head", layer_norm(x))
