//===- Register.cpp - pass names for mf-opt, and the pipeline in its order -----------------------===//
#include "mlir/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "passes/Passes.h"

using namespace mf::passes;

void mf::passes::registerPasses() {
  mlir::registerPass(createDecomposePass);
  mlir::registerPass(createExpandDerivativesPass);
}
