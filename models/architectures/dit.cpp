// The diffusion transformer of docs/models.md section 4.1: attention over all tokens and an MLP by turns, both with adaLN-Zero.
#include "models/architectures/dit.h"
#include "models/layers/transformer.h"

namespace mf {
namespace {

std::string heads_fault(const opt::Facts &f) {
  int64_t heads = f.integer("model.heads"), width = f.integer("model.width"), size = width / heads;
  if (width % heads == 0 && size >= 8 && size <= 256)
    return "";
  return "a divisor of model.width = " + std::to_string(width) + " that leaves 8 to 256 features for a head, got " + std::to_string(heads);
}

/// Positions on a grid of rows and columns take a quarter of the features for each sine and cosine.
std::string width_fault(const opt::Facts &f) {
  int64_t width = f.integer("model.width");
  return width % 4 ? "a multiple of 4, got " + std::to_string(width) : "";
}

class DitNetwork : public TokenNetwork {
public:
  DitNetwork(const NetworkOptions &o, const DitOptions &own) : TokenNetwork(o, own), own(own) {}

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override {
    return nn::dit_block(s, x, cond, own.hidden ? own.hidden : 4 * o.width, {.heads = own.heads});
  }
  Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const override {
    return TokenNetwork::blocks(s, x + trailing(nn::grid_positions(o.tokens.grid, o.width), x), cond, count);
  }
  Tensor last(const Scope &s, const Tensor &x, const Tensor &cond) const override { return cond.defined() ? nn::adaptive_layer_norm(s / "head", x, cond) : layer_norm(x); }

private:
  const DitOptions own;
};

} // namespace

MF_DEFINE_ARCHITECTURE(dit) {
  opt::Rows<DitOptions> rows = {
      opt::row("heads", &DitOptions::heads, {1, 8192}, "Heads of attention; each has width / heads features, 8 to 256."),
      opt::row("hidden", &DitOptions::hidden, {0, 65536}, "Hidden width of a block's MLP; 0 is four times `width`."),
      frequencies_option(),
  };
  opt::Entry entry = token_network_entry();
  entry.order = 40;
  entry.title = "the DiT";
  entry.defaults.push_back({"model.cond", 256});
  entry.checks = {{"model.heads", heads_fault}, {"model.width", width_fault}};
  return define_architecture(entry, {width_option()}, rows, [](const NetworkOptions &o, const DitOptions &own) -> std::unique_ptr<Network> {
    return std::make_unique<DitNetwork>(o, own);
  });
}

} // namespace mf
