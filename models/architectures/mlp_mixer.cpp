// The MLP-mixer of docs/models.md section 5: an MLP over tokens and one over features by turns.
#include "models/architectures/mlp_mixer.h"
#include "options/Needs.h"

namespace mf {
namespace {

class MixerNetwork : public TokenNetwork {
public:
  MixerNetwork(const NetworkOptions &o, const MixerOptions &own) : TokenNetwork(o, own), own(own) {}

protected:
  Tensor block(const Scope &s, const Tensor &x, const Tensor &cond) const override { return nn::mixer_block(s, x, cond, own.token_hidden, own.channel_hidden); }

private:
  const MixerOptions own;
};

} // namespace

MF_DEFINE_ARCHITECTURE(mlp_mixer) {
  opt::Rows<MixerOptions> rows = {
      opt::row("token_hidden", &MixerOptions::token_hidden, {1, 65536}, "Hidden width of the MLP over tokens."),
      opt::row("channel_hidden", &MixerOptions::channel_hidden, {1, 65536}, "Hidden width of the MLP over features."),
      frequencies_option(),
  };
  opt::Entry entry = token_network_entry();
  entry.order = 20;
  entry.title = "the MLP-mixer";
  entry.defaults.push_back({"model.cond", 256});
  for (const opt::Preset &size : {opt::Preset{"model.token_hidden", 64}, opt::Preset{"model.channel_hidden", 384, opt::trait::image}, opt::Preset{"model.channel_hidden", 640, opt::trait::sound}})
    entry.benchmarkSizes.push_back(size);
  return define_architecture(entry, {width_option()}, rows, [](const NetworkOptions &o, const MixerOptions &own) -> std::unique_ptr<Network> {
    return std::make_unique<MixerNetwork>(o, own);
  });
}

} // namespace mf
