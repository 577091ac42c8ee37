// The ConvNets of docs/models.md section 6: they run their blocks on the grid of the tokens.
#include "models/architectures/convnet.h"
#include <algorithm>

namespace mf {
namespace {

/// [B, rows, columns, W] or [B, T, W].
class ConvNextNetwork : public TokenNetwork {
public:
  using TokenNetwork::TokenNetwork;

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override { return nn::convnext_block(s, x, cond); }
  Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const override;
};

/// A small U: two levels down by strided convolutions, the middle, two levels up by repeating the nearest, with skips.
/// One block at each level on either side, the others in the middle.
class SimpleConvNetwork : public TokenNetwork {
public:
  using TokenNetwork::TokenNetwork;

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override { return nn::conv_block(s, x, cond); }
  Tensor blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const override;
};

/// [B, T, W] -> [B, grid..., W].
Tensor on_grid(const Tensor &x, const Shape &grid) {
  Shape shape{x.dim(0)};
  shape.insert(shape.end(), grid.begin(), grid.end());
  shape.push_back(x.dim(-1));
  return reshape(x, shape);
}

Tensor ConvNextNetwork::blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const {
  return reshape(TokenNetwork::blocks(s, on_grid(x, o.tokens.grid), cond, count), x.shape());
}

Tensor SimpleConvNetwork::blocks(const Scope &s, Tensor x, const Tensor &cond, int64_t count) const {
  constexpr int64_t levels = 2;
  int64_t next = 0;
  auto one = [&](const Tensor &y) { return block(s / "blocks" / next++, y, cond); };
  std::vector<Tensor> skips;
  Tensor y = on_grid(x, o.tokens.grid);
  for (int64_t level = 0; level < levels; ++level) {
    skips.push_back(one(y));
    y = nn::conv(s / "down" / level, skips.back(), o.width, 3, 2);
  }
  for (int64_t i = 0; i < std::max<int64_t>(1, count - 2 * levels); ++i)
    y = one(y);
  for (int64_t level = levels; level-- > 0;) {
    y = nn::conv(s / "up" / level, nn::upsample_nearest(y, skips[level].shape()), o.width, 3);
    y = one(y + skips[level]);
  }
  return reshape(y, x.shape());
}

} // namespace

MF_DEFINE_ARCHITECTURE(convnet) {
  opt::Rows<ConvnetOptions> rows = {
      opt::row("variant", &ConvnetOptions::variant, {{"convnext", ConvVariant::convnext}, {"simple", ConvVariant::simple}}, "ConvNeXt V2 blocks at one resolution, or a small U of plain convolutions.",
             {.place = 10}),
      frequencies_option(),
  };
  opt::Entry entry = token_network_entry();
  entry.order = 30;
  entry.title = "the ConvNet";
  for (const opt::Preset &size : {opt::Preset{"model.blocks", 6}, opt::Preset{"model.cond", 288}, opt::Preset{"model.width", 96}, opt::Preset{"tokenization.patch", 2}})
    entry.defaults.push_back(size);
  return define_architecture(entry, {width_option()}, rows, [](const NetworkOptions &o, const ConvnetOptions &own) -> std::unique_ptr<Network> {
    if (own.variant == ConvVariant::simple)
      return std::make_unique<SimpleConvNetwork>(o, own);
    return std::make_unique<ConvNextNetwork>(o, own);
  });
}

} // namespace mf
