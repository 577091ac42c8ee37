#include "compiler/config/ConfigProgram.h"
#include "models/architectures/registry.h"
#include "models/methods/registry.h"
#include "models/tokenization/registry.h"
#include "training/config/Datasets.h"
#include "training/config/Training.h"

namespace mf {
namespace {

/// The enum's value, which is the place in its registry.
template <typename Kind, typename List> Kind chosen(const Config &c, const char *key, const List &list) {
  for (size_t i = 0; i < list.size(); ++i)
    if (list[i].entry.name == c.text(key))
      return (Kind)i;
  throw std::logic_error(std::string("configuration: no meaning for ") + key + " = " + c.text(key));
}

NetworkOptions networkOptions(const Config &c, const MethodOptions &method) {
  NetworkOptions o = read_network_options(chosen<Architecture>(c, "model.architecture", architectures()), c.section("model"));
  std::string condition = conditionOf(c);
  o.num_classes = condition == "class" ? c.integer("dataset.classes") : 0;
  o.code_size = condition == "latent" ? c.read<LatentOptions>("latent").size : 0;
  o.guidance_input = method_entry(method.method).told_guidance && condition != "none" && method.omega_max > 1;
  return o;
}

MethodOptions methodOptions(const Config &c) {
  MethodOptions m = read_method_options(chosen<Method>(c, "method.name", methods()), c.section("method"));
  LatentOptions latent = c.read<LatentOptions>("latent");
  m.levels = latent.quantized() ? latent.levels : std::vector<int64_t>();
  return m;
}

} // namespace

SignalShape signalShape(const Config &c) {
  const std::string &name = c.text("dataset.name");
  Signal s = datasetEntry(name).signal(readDatasetOptions(name, c.section("dataset")));
  return {s.height, s.width, s.channels};
}

ProgramOptions programOptions(const Config &c) {
  ProgramOptions o = c.read<ProgramOptions>("training");
  o.signal = signalShape(c);
  o.tokenization = read_tokenization_options(chosen<TokenizationKind>(c, "tokenization.name", tokenizations()), c.section("tokenization"));
  o.method = methodOptions(c);
  o.network = networkOptions(c, o.method);
  o.optimizer = c.read<OptimizerOptions>("optimizer");
  o.optimizer.total_steps = c.read<TrainingOptions>("training").steps;
  return o;
}

Dtype programDtype(const Config &c) { return c.read<TrainingOptions>("training").precision == TrainingOptions::Precision::f64 ? Dtype::f64 : Dtype::f32; }

} // namespace mf
