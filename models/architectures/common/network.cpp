// The registry of architectures, and what all of them share.
#include "models/architectures/registry.h"
#include "options/Needs.h"

namespace mf {

const std::vector<ArchitectureEntry> &architectures() {
  static const std::vector<ArchitectureEntry> all = opt::registry<ArchitectureEntry>({
#define MF_ENTRY(name) {#name, architecture_##name},
#include "generated/architectures.inc"
#undef MF_ENTRY
  });
  return all;
}

const opt::Rows<NetworkOptions> &network_options() {
  static const opt::Rows<NetworkOptions> rows = {
      opt::row("blocks", &NetworkOptions::blocks, {1, 1000}, "Number of blocks. Mixer and ConvNet: an encoder has half as many."),
      opt::row("cond", &NetworkOptions::cond, {2, 65536}, "Width of the conditioning vector (even).", {.needs = {opt::needs::flow()}, .even = true}),
  };
  return rows;
}

opt::Row<NetworkOptions> width_option() { return opt::row("width", &NetworkOptions::width, {1, 65536}, "Features of a token."); }

NetworkOptions read_network_options(Architecture architecture, const opt::Values &model) {
  const ArchitectureEntry &a = architectures().at((size_t)architecture);
  NetworkOptions o;
  o.architecture = architecture;
  opt::fill(o, network_options(), model);
  opt::fill(o, a.sizes, model);
  o.own = a.own.read(model);
  return o;
}

NetworkOptions NetworkOptions::defaults(Architecture architecture) {
  return read_network_options(architecture, opt::presetsOf(architectures().at((size_t)architecture).entry, "model"));
}

Tensor Network::embed_guidance(const Scope &net, const Tensor &guidance) const {
  std::vector<Tensor> waves;
  for (const Tensor &part : split(guidance, 3, 1))
    waves.push_back(nn::sinusoid(reshape(part, {guidance.dim(0)}), o.cond));
  return nn::mlp(net / "embed_guidance", concatenate(waves, 1), o.cond, o.cond, nn::swish);
}

void check_sinusoids(int64_t size) {
  if (size % 2)
    throw Error("the time embedding needs an even size, got " + std::to_string(size));
}

std::unique_ptr<Network> make_network(const NetworkOptions &o) {
  if (o.guidance_input && o.cond % 2)
    throw Error("the guidance embedding needs an even model.cond, got " + std::to_string(o.cond));
  return architectures().at((size_t)o.architecture).make(o);
}

} // namespace mf
