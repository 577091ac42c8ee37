//===- KernelCode.cpp - what all targets say of a kernel ------------------------------------------===//
#include "codegen/target/KernelCode.h"
#include "codegen/target/Dtype.h"
#include "dialect/mft/Mft.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mf::codegen;

static_assert(unsigned(mf::tile::reads) == MF_READ && unsigned(mf::tile::writes) == MF_WRITE);

/// "file:line" of the first place a location names, or "".
static std::string sourceOf(Location loc) {
  std::string found;
  loc->walk([&](Location inner) {
    auto place = dyn_cast<FileLineColLoc>(inner);
    if (!place)
      return WalkResult::advance();
    found = (place.getFilename().getValue() + ":" + Twine(place.getLine())).str();
    return WalkResult::interrupt();
  });
  return found;
}

int32_t mf::codegen::dtypeOf(Type element) {
  return element.isF32() ? MF_F32 : element.isF64() ? MF_F64 : element.isBF16() ? MF_BF16 : element.isInteger(32) ? MF_I32 : element.isInteger(64) ? MF_I64 : MF_I1;
}

KernelCode mf::codegen::describeKernel(tile::KernelOp kernel) {
  KernelCode code;
  code.name = kernel.getSymName();
  code.kind = kernel.getKind();
  code.source = sourceOf(kernel.getLoc());
  if (auto cost = kernel.getCost())
    llvm::copy(*cost, code.cost);
  for (auto [i, access] : llvm::enumerate(kernel.getAccesses())) {
    auto type = cast<MemRefType>(kernel.getBuffer(i).getType());
    code.buffers.push_back({dtypeOf(type.getElementType()), access, tile::byteSize(type)});
  }
  return code;
}
