//===- Target.cpp - the machines that programs are compiled for -----------------------------------------===//
#include "codegen/target/Target.h"

using namespace mf::codegen;

std::optional<Target> mf::codegen::findTarget(std::string_view name) {
  if (name == "cpu")
    return Target();
  if (name == "cuda") // a data centre's card of sm_80 to sm_90: 108 to 132 multiprocessors, warps of 32 threads
    return Target{Target::Kind::cuda, 128, 1024, 128 << 10, 256 << 10, 160 << 10, true, false};
  return std::nullopt;
}
