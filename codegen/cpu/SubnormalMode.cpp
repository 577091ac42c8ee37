//===- SubnormalMode.cpp - the mode in which a kernel computes ------------------------------------===//
#include "codegen/cpu/SubnormalMode.h"
#include "codegen/common/Subnormals.h"

using namespace mlir;
using namespace mf::codegen;

static constexpr int64_t flushBits = 0x8040; // of MXCSR: flush to zero, denormals are zero

void mf::codegen::applySubnormalMode(LaneBuilder &b, LLVM::LLVMFuncOp function, bool keeps) {
  if (!keeps)
    return function.setPassthroughAttr(subnormalAttributes(b, false));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPoint(function);
  auto code = b.create<LLVM::LLVMFuncOp>((function.getName() + "_code").str(), function.getFunctionType(), LLVM::Linkage::Internal);
  code.setPassthroughAttr(b.getStrArrayAttr({"noinline"}));
  code.getBody().takeBody(function.getBody());
  b.setInsertionPointToStart(function.addEntryBlock(b));
  Type i32 = b.getI32Type();
  Value one = b.create<LLVM::ConstantOp>(b.getI32IntegerAttr(1));
  Value place = b.create<LLVM::AllocaOp>(b.ptr, i32, one);
  auto call = [&](StringRef intrinsic) { b.create<LLVM::CallIntrinsicOp>(TypeRange(), intrinsic, ValueRange(place)); };
  call("llvm.x86.sse.stmxcsr");
  Value before = b.load(i32, place);
  Value kept = b.create<arith::AndIOp>(before, b.integer(i32, ~flushBits));
  b.store(kept, place);
  call("llvm.x86.sse.ldmxcsr");
  b.create<LLVM::CallOp>(code, function.getArguments());
  b.store(before, place);
  call("llvm.x86.sse.ldmxcsr");
  b.create<LLVM::ReturnOp>(ValueRange{});
}
