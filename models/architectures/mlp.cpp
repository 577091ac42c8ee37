// The MLP of docs/models.md section 3, after the MLP flow of the public project gabrieldernbach/meanflow_audio_codec.
#include "models/architectures/mlp.h"
#include "models/architectures/registry.h"
#include "options/Needs.h"

namespace mf {

// With one row an example the row axis falls away: x [B, R], a plain matrix.

/// Tokens [B, T, P] -> rows [B, G, R] ([B, R] where G = 1); zeros fill the last row.
Tensor MlpNetwork::to_rows(const Tensor &tokens) const {
  int64_t batch = tokens.dim(0), missing = vectors() * flatten() - o.tokens.count;
  Tensor x = missing ? pad(tokens, {0, 0, 0}, {0, missing, 0}) : tokens;
  return vectors() == 1 ? reshape(x, {batch, row()}) : reshape(x, {batch, vectors(), row()});
}

Tensor MlpNetwork::to_tokens(const Tensor &rows) const {
  Tensor x = reshape(rows, {rows.dim(0), vectors() * flatten(), o.tokens.width});
  return slice(x, 1, 0, o.tokens.count);
}

/// A vector an example [B, K] -> one that meets its rows: [B, 1, K].
Tensor MlpNetwork::each_row(const Tensor &x) const { return vectors() == 1 ? x : reshape(x, {x.dim(0), 1, x.dim(1)}); }

/// x + (1 + s2) f((1 + s1) norm([latent, x]) + shift) / blocks. x [B, ..., R], latent [B, ..., L] or empty, cond [B, K] or empty.
Tensor MlpNetwork::block(const Scope &s, const Tensor &x, const Tensor &latent, const Tensor &cond) const {
  int64_t size = x.dim(-1);
  Tensor y = layer_norm(latent.defined() ? concatenate({latent, x}, -1) : x);    // [B, ..., H]
  int64_t inner = y.dim(-1);
  Tensor out_scale;
  if (cond.defined()) {
    Tensor hidden = nn::gelu_tanh(nn::dense(s / "cond_in", cond, o.cond));
    Tensor mod = each_row(nn::dense(s / "cond_out", hidden, 2 * inner + size, {Init::zeros()}));
    y = nn::modulate(y, slice(mod, -1, inner, 2 * inner), slice(mod, -1, 0, inner));
    out_scale = 1.0 + slice(mod, -1, 2 * inner, 2 * inner + size);     // [B, ..., R]
  }
  y = nn::mlp(s, y, own.hidden ? own.hidden : inner, size);
  return x + (cond.defined() ? out_scale * y : y) / (double)o.blocks;
}

Tensor MlpNetwork::blocks(const Scope &s, Tensor x, const Tensor &latent, const Tensor &cond) const {
  for (int64_t i = 0; i < o.blocks; ++i)
    x = block(s / "blocks" / i, x, latent, cond);
  return x;
}

/// What stands beside the state in every block, [B, ..., L]: the encoded prototype of a class, or a projection of the code.
Tensor MlpNetwork::latent(const Scope &net, const Condition &c) const {
  if (c.code.defined())
    return nn::dense(net / "latent", vectors() == 1 ? reshape(c.code, {c.code.dim(0), o.code_size}) : c.code, own.latent);
  if (!c.label.defined())
    return {};
  // one learned prototype per class, in the space of one row
  Tensor prototype = nn::embedding(net / "label", c.label, o.num_classes + 1, row(), Init::random_normal(1));
  Tensor y = nn::mlp(net / "encoder", prototype, (row() + own.latent) / 2, own.latent);
  return vectors() == 1 ? y : broadcast_in_dim(y, {y.dim(0), vectors(), own.latent}, {0, 2});
}

Tensor MlpNetwork::velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const {
  Tensor beside = latent(net, c);
  Tensor cond = nn::sinusoid(h, o.cond);                               // [B, K]
  if (t.defined())
    cond = nn::sinusoid(t, o.cond) + cond;
  if (c.guidance.defined())
    cond = cond + embed_guidance(net, c.guidance);
  return to_tokens(blocks(net, to_rows(z), beside, cond));
}

Tensor MlpNetwork::encode(Scope net, const Tensor &x) const {
  Tensor y = nn::mlp(net / "encoder", to_rows(x), (row() + o.code_size) / 2, o.code_size);
  return reshape(y, {x.dim(0), vectors(), o.code_size});
}

Tensor MlpNetwork::decode(Scope net, const Tensor &code) const {
  Tensor rows = vectors() == 1 ? reshape(code, {code.dim(0), o.code_size}) : code;
  Tensor x = nn::dense(net / "decoder" / "dense", rows, row());
  return to_tokens(blocks(net / "decoder", x, rows, {}));
}

MF_DEFINE_ARCHITECTURE(mlp) {
  opt::Rows<MlpOptions> rows = {
      opt::row("latent", &MlpOptions::latent, {1, 65536}, "Width of what stands beside the state in each block: the encoded class or code.", {.needs = {opt::needs::flow(), opt::needs::conditioned()}}),
      opt::row("hidden", &MlpOptions::hidden, {0, 65536}, "Hidden width of a block; 0 is as wide as its input."),
      opt::row("flatten", &MlpOptions::flatten, {0, 65536}, "Tokens that make one row of the MLP; 0 is all of them. Rows share their weights."),
  };
  opt::Entry entry{.order = 10, .title = "the MLP", .defaults = {{"latent.size", 64}}, .benchmark = true};
  entry.benchmarkSizes = {{"model.blocks", 3, opt::trait::image},   {"model.blocks", 4, opt::trait::sound},   {"model.cond", 64},
                          {"model.latent", 128},               {"model.hidden", 256, opt::trait::image}, {"model.hidden", 512, opt::trait::sound},
                          {"training.batch", 128, opt::trait::image}, {"training.batch", 16, opt::trait::sound}};
  return define_architecture(entry, {}, rows, [](const NetworkOptions &o, const MlpOptions &own) -> std::unique_ptr<Network> {
    check_sinusoids(o.cond);
    return std::make_unique<MlpNetwork>(o, own);
  });
}

} // namespace mf
