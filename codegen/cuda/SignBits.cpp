//===- SignBits.cpp - negation and magnitude as moves -------------------------------------------===//
// In:   optimised LLVM IR of kernels.   Out: fneg and fabs of f32 whose results are stored or picked, not computed with,
// as instructions that flush no subnormal. In a function that flushes, the backend prints neg.ftz and abs.ftz for them,
// where x86 changes one bit. Arithmetic reads a subnormal as 0 either way, so that its operands stay free modifiers.
#include "codegen/cuda/Emit.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace mf::cuda {

/// The instruction without .ftz, or "".
static StringRef plainInstruction(Instruction &instruction) {
  if (!instruction.getType()->isFloatTy())
    return "";
  if (instruction.getOpcode() == Instruction::FNeg)
    return "neg.f32 $0, $1;";
  auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction);
  return intrinsic && intrinsic->getIntrinsicID() == Intrinsic::fabs ? "abs.f32 $0, $1;" : "";
}

/// Whether what `user` does with an operand is arithmetic, which reads subnormals as zeros.
static bool computes(const User *user) {
  if (auto *intrinsic = dyn_cast<IntrinsicInst>(user))
    switch (intrinsic->getIntrinsicID()) {
    case Intrinsic::fma:
    case Intrinsic::sqrt:
    case Intrinsic::maximum:
    case Intrinsic::minimum:
    case Intrinsic::floor:
    case Intrinsic::ceil:
    case Intrinsic::trunc:
    case Intrinsic::roundeven:
      return true;
    default:
      return false;
    }
  bool converts = isa<CastInst>(user) && !isa<BitCastInst>(user);
  return converts || isa<FCmpInst>(user) || (isa<BinaryOperator>(user) && user->getType()->isFloatTy());
}

void keepMovedBits(Module &module) {
  for (Function &function : module)
    for (Instruction &instruction : make_early_inc_range(instructions(function))) {
      StringRef text = plainInstruction(instruction);
      if (text.empty() || all_of(instruction.users(), computes))
        continue;
      IRBuilder<> builder(&instruction);
      auto *type = FunctionType::get(builder.getFloatTy(), builder.getFloatTy(), false);
      Value *moved = builder.CreateCall(InlineAsm::get(type, text, "=f,f", /*hasSideEffects=*/false), instruction.getOperand(0));
      instruction.replaceAllUsesWith(moved);
      instruction.eraseFromParent();
    }
}

} // namespace mf::cuda
