// registry.h: how a file of this folder registers its method, and who finds it.
#pragma once
#include "models/methods/methods.h"
#include "models/layers/own.h"
#include "options/Entry.h"

namespace mf {

/// An entry of a flow's program: from noise to tokens.
struct NamedSampler {
  std::string name;                                              ///< after "sample" or "decode": "_heun"; the first has none
  decltype(&sample_mean) sample;
  int evaluations = 1;                                           ///< of the network, in a step
  bool guided = false;                                           ///< there is an entry with a guidance too, where the method can be guided
};

/// What the project knows of a method. Its keys are in the section [method].
struct MethodEntry {
  opt::Entry entry;
  Loss (*loss)(const Network &network, Scope net, const Tensor &x, const Tensor &label, const Draws &draws, const MethodOptions &m);
  opt::Rows<MethodOptions> rows = {};
  opt::OwnOptions own = {};
  std::vector<NamedSampler> samplers = {}; ///< none: not a flow, but an encoder and a decoder
  bool two_times = false;                  ///< draws r beside t
  bool has_t = true;                       ///< the network is told t beside h = t - r
  bool guides = false;                     ///< samplers guide by an evaluation with and one without the condition
  bool told_guidance = false;              ///< with omega_max > 1 the network is told the guidance
  bool flow() const { return !samplers.empty(); }
};

/// Heads the function, in namespace mf, that gives the entry; `name` is the file's name without its extension, and that of the key's value.
#define MF_DEFINE_METHOD(name) MethodEntry method_##name()
#define MF_ENTRY(name) MethodEntry method_##name();
#include "generated/methods.inc"
#undef MF_ENTRY

/// All of them; Method is the index.
const std::vector<MethodEntry> &methods();
const MethodEntry &method_entry(Method method);
/// The constants of a method from the values of the section [method].
MethodOptions read_method_options(Method method, const opt::Values &values);

} // namespace mf
