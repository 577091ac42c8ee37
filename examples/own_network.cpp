// own_network.cpp: an architecture of one's own with a method, samplers and an optimizer of the library.
//
//   mfcc train examples/own_network.cpp --dataset digits --steps 2000 --set width=128 --set method=flow_matching
//
// A gated MLP over all pixels. What a network has to say is in models/architectures/network.h; the rest is build_program.
#include "models/program/program.h"
using namespace mf;

namespace {
class GatedMlp : public Network {
public:
  using Network::Network;

  // z [B, T, P], t and h [B] -> [B, T, P]
  Tensor velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const override {
    int64_t rows = z.dim(0), row = o.tokens.count * o.tokens.width;
    Tensor times = concatenate({nn::sinusoid(t, o.cond), nn::sinusoid(h, o.cond)}, 1);            // [B, 2 K]
    Tensor cond = nn::dense(net / "time", times, o.width);                                         // [B, W]
    if (c.label.defined())
      cond = cond + nn::embedding(net / "label", c.label, o.num_classes + 1, o.width, Init::random_normal(0.02));
    Tensor x = nn::dense(net / "in", reshape(z, {rows, row}), o.width);                            // [B, W]
    for (int64_t i = 0; i < o.blocks; ++i) {
      Scope block = net / "block" / i;
      Tensor y = rms_norm(x + cond);
      Tensor gate = silu(nn::dense(block / "gate", y, 2 * o.width));
      x = x + nn::dense(block / "out", gate * nn::dense(block / "value", y, 2 * o.width), o.width);
    }
    return reshape(nn::dense(net / "out", rms_norm(x), row), {rows, o.tokens.count, o.tokens.width});
  }

  // No codec: these would be asked for with a latent.
  Tensor encode(Scope, const Tensor &) const override { throw Error("the gated MLP has no encoder"); }
  Tensor decode(Scope, const Tensor &) const override { throw Error("the gated MLP has no decoder"); }
  int64_t vectors() const override { return 1; }
};
} // namespace

MF_PROGRAM(program) {
  ProgramOptions o;
  o.signal = {28, 28, 1};
  o.tokenization.patch = 4;
  o.network.blocks = program.option("blocks", 3);
  o.network.width = program.option("width", 256);
  bool flow = program.option("method", "mean_flow") == "flow_matching";
  o.method = MethodOptions::defaults(flow ? Method::flow_matching : Method::mean_flow);
  o.optimizer.learning_rate = program.option("lr", 1e-3);
  o.batch = 64;
  build_program(program, o, [](const NetworkOptions &sizes) { return std::make_unique<GatedMlp>(sizes); });
}
