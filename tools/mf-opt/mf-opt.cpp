//===- mf-opt.cpp - runs passes on .mlir files: for tests and for the curious -------------------===//
#include "dialect/mf/Mf.h"
#include "codegen/cpu/LowerKernels.h"
#include "dialect/mft/Mft.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  registry.insert<mf::ir::MfDialect, mf::tile::MftDialect, mlir::arith::ArithDialect, mlir::math::MathDialect, mlir::memref::MemRefDialect,
                  mlir::func::FuncDialect, mlir::scf::SCFDialect, mlir::vector::VectorDialect, mlir::affine::AffineDialect,
                  mlir::LLVM::LLVMDialect>();
  mlir::registerCanonicalizerPass();
  mlir::registerCSEPass();
  mf::passes::registerPasses();
  mf::codegen::registerCpuPasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "mf-opt: the passes of mfcc\n", registry));
}
