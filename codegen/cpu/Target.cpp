//===- Target.cpp - the x86-64 levels ---------------------------------------------------------===//
#include "codegen/cpu/Target.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/TargetParser/Host.h"

using namespace mf::codegen;

static const char *nativeLevel() {
  llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  auto all = [&](std::initializer_list<const char *> names) {
    for (const char *name : names)
      if (!features.lookup(name))
        return false;
    return true;
  };
  if (!all({"avx2", "fma", "bmi2", "f16c", "movbe"}))
    return "x86-64";
  return all({"avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512cd"}) ? "x86-64-v4" : "x86-64-v3";
}

std::optional<CpuTarget> mf::codegen::findCpuTarget(std::string_view name) {
  if (name == "native")
    name = nativeLevel();
  CpuTarget target;
  target.name = target.llvmCpu = std::string(name);
  if (name == "x86-64-v4") {
    // without the preference LLVM 19 splits every 512-bit operation in two
    target.features = "-prefer-256-bit";
    target.vectorBytes = 64;
    target.vectorRegisters = 32;
    target.fma = true;
  } else if (name == "x86-64-v3") {
    target.vectorBytes = 32;
    target.fma = true;
  } else if (name != "x86-64") {
    return std::nullopt;
  }
  return target;
}
