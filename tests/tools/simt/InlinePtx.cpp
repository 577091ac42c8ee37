//===- InlinePtx.cpp - the fixed pieces of inline PTX in libdevice, as LLVM IR ------------------===//
// All are carry chains of a multi-word sum or product, but for one select. A piece is known by a line
// that no other has.
#include "tests/tools/simt/Rewrite.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace mf::simt {

/// The low and the high half of `value` as the call's two results.
static Value *asHalves(IRBuilderBase &builder, CallBase &call, Value *value, IntegerType *half) {
  Value *low = builder.CreateTrunc(value, half);
  Value *high = builder.CreateTrunc(builder.CreateLShr(value, half->getBitWidth()), half);
  Value *pair = builder.CreateInsertValue(PoisonValue::get(call.getType()), low, 0);
  return builder.CreateInsertValue(pair, high, 1);
}

/// a * b + c, twice as wide as the operands.
static Value *wideProduct(IRBuilderBase &builder, CallBase &call) {
  auto *half = cast<IntegerType>(call.getArgOperand(0)->getType());
  Type *wide = half->getExtendedType();
  Value *value =
      builder.CreateMul(builder.CreateZExt(call.getArgOperand(0), wide), builder.CreateZExt(call.getArgOperand(1), wide));
  if (call.arg_size() == 3)
    value = builder.CreateAdd(value, builder.CreateZExt(call.getArgOperand(2), wide));
  return asHalves(builder, call, value, half);
}

/// (a0, a1) + (b0, b1) or minus, of 128 bits.
static Value *wideSum(IRBuilderBase &builder, CallBase &call, bool subtract) {
  auto *half = cast<IntegerType>(call.getArgOperand(0)->getType());
  auto whole = [&](unsigned i) {
    Value *low = builder.CreateZExt(call.getArgOperand(i), half->getExtendedType());
    Value *high = builder.CreateZExt(call.getArgOperand(i + 1), half->getExtendedType());
    return builder.CreateOr(low, builder.CreateShl(high, half->getBitWidth()));
  };
  Value *a = whole(0), *b = whole(2);
  return asHalves(builder, call, subtract ? builder.CreateSub(a, b) : builder.CreateAdd(a, b), half);
}

Value *expandInlinePtx(IRBuilderBase &builder, CallBase &call, StringRef text) {
  // 32 x 32 + 32 bits, 64 x 64 + 64 bits and 64 x 64 bits.
  for (StringRef line :
       {"madc.hi.u32     $1, $2, $3,  0;", "madc.hi.cc.u32  r1, alo, blo, chi;", "mul.lo.u32      r0, alo, blo;"})
    if (text.contains(line))
      return wideProduct(builder, call);
  if (text.contains("addc.cc.u32     r1, a1, b1;"))
    return wideSum(builder, call, false);
  if (text.contains("subc.cc.u32     r1, a1, b1;"))
    return wideSum(builder, call, true);
  if (text.contains("setp.equ.f64")) {
    Value *equal = builder.CreateFCmpUEQ(call.getArgOperand(0), call.getArgOperand(1));
    return builder.CreateSelect(equal, call.getArgOperand(2), call.getArgOperand(3));
  }
  return nullptr;
}

} // namespace mf::simt
