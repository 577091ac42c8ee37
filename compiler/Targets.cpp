//===- Targets.cpp - targets and precision by name -----------------------------------------------------===//
#include "compiler/Targets.h"
#include "compiler/Diagnostics.h"
#include "training/config/Training.h"
#include <sstream>

namespace mf::compiler {

Targets parseTargets(const std::string &text) {
  Targets targets;
  std::stringstream list(text);
  for (std::string item; std::getline(list, item, ',');) {
    if (item == "cpu")
      targets.cpu = true;
    else if (item.starts_with("cuda:") && targets.chip.empty())
      targets.chip = item.substr(5);
    else
      refuse("--target " + text, "expected cpu, cuda:CHIP (such as cuda:sm_90), or both with a comma");
  }
  return targets;
}

passes::Precision precisionOf(const Model &model, const CompileOptions &options) {
  if (options.precision != "f32" && options.precision != "bf16")
    refuse("--precision " + options.precision, "expected f32 or bf16");
  bool configured = model.config && model.config->read<TrainingOptions>("training").precision == TrainingOptions::Precision::bf16;
  return configured || options.precision == "bf16" ? passes::Precision::bf16 : passes::Precision::f32;
}

} // namespace mf::compiler
