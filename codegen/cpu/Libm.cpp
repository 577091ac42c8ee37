//===- Libm.cpp - conversions and library calls ---------------------------------------------------===//
#include "codegen/cpu/Libm.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mf::codegen;

static unsigned bitsOf(Type type) { return getElementTypeOrSelf(type).getIntOrFloatBitWidth(); }

Value mf::codegen::convertLanes(LaneBuilder &b, Operation *op, Value operand, Type result) {
  if (operand.getType() == result)
    return operand;
  unsigned from = bitsOf(operand.getType()), to = bitsOf(result);
  if (isa<arith::BitcastOp>(op))
    return b.create<arith::BitcastOp>(result, operand);
  if (isa<arith::ExtFOp>(op))
    return b.create<arith::ExtFOp>(result, operand);
  if (isa<arith::TruncFOp>(op))
    return b.create<arith::TruncFOp>(result, operand);
  if (from > to)
    return b.createOrFold<arith::TruncIOp>(result, operand);
  if (isa<arith::IndexCastUIOp>(op))
    return b.createOrFold<arith::ExtUIOp>(result, operand);
  return b.createOrFold<arith::ExtSIOp>(result, operand);
}

/// The C function (of double), or null for what LLVM lowers to instructions.
static const char *libmName(StringRef op) {
  return llvm::StringSwitch<const char *>(op)
      .Case("math.exp", "exp").Case("math.exp2", "exp2").Case("math.expm1", "expm1")
      .Case("math.log", "log").Case("math.log2", "log2").Case("math.log10", "log10").Case("math.log1p", "log1p")
      .Case("math.tanh", "tanh").Case("math.sinh", "sinh").Case("math.cosh", "cosh")
      .Case("math.asinh", "asinh").Case("math.acosh", "acosh").Case("math.atanh", "atanh")
      .Case("math.sin", "sin").Case("math.cos", "cos").Case("math.tan", "tan")
      .Case("math.asin", "asin").Case("math.acos", "acos").Case("math.atan", "atan").Case("math.atan2", "atan2")
      .Case("math.erf", "erf").Case("math.cbrt", "cbrt").Case("math.powf", "pow").Case("math.fpowi", "pow")
      .Default(nullptr);
}

static LLVM::LLVMFuncOp declare(ModuleOp module, StringRef name, LLVM::LLVMFunctionType type) {
  if (auto found = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
    return found;
  OpBuilder builder(module.getBodyRegion());
  return builder.create<LLVM::LLVMFuncOp>(builder.getUnknownLoc(), name, type);
}

/// A function of vectors that calls the scalar one lane by lane; outside of kernels, it costs no code in them.
static LLVM::LLVMFuncOp laneByLane(ModuleOp module, LLVM::LLVMFuncOp scalar, unsigned lanes) {
  std::string name = ("mf_" + scalar.getName() + "_x" + Twine(lanes)).str();
  if (auto found = module.lookupSymbol<LLVM::LLVMFuncOp>(name))
    return found;
  auto type = scalar.getFunctionType();
  Type vector = laneType(type.getReturnType(), lanes);
  SmallVector<Type> arguments(type.getNumParams(), vector);
  LLVM::LLVMFuncOp function = declare(module, name, LLVM::LLVMFunctionType::get(vector, arguments));
  function.setLinkage(LLVM::Linkage::Internal);
  OpBuilder builder(module.getContext());
  Location loc = module.getLoc();
  builder.setInsertionPointToStart(function.addEntryBlock(builder));
  Value result = builder.create<LLVM::PoisonOp>(loc, vector);
  for (unsigned l = 0; l < lanes; ++l) {
    Value lane = builder.create<LLVM::ConstantOp>(loc, builder.getI32IntegerAttr(l));
    SmallVector<Value> operands;
    for (Value argument : function.getArguments())
      operands.push_back(builder.create<LLVM::ExtractElementOp>(loc, argument, lane));
    Value value = builder.create<LLVM::CallOp>(loc, scalar, operands).getResult();
    result = builder.create<LLVM::InsertElementOp>(loc, result, value, lane);
  }
  builder.create<LLVM::ReturnOp>(loc, result);
  return function;
}

Value mf::codegen::callLibm(LaneBuilder &b, Operation *op, ValueRange operands) {
  const char *name = libmName(op->getName().getStringRef());
  if (!name)
    return {};
  Type f64 = b.getF64Type();
  unsigned lanes = lanesOf(operands[0].getType());
  SmallVector<Value> arguments(operands);
  if (isa<math::FPowIOp>(op))
    arguments[1] = b.create<arith::SIToFPOp>(operands[0].getType(), operands[1]);
  auto module = b.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
  SmallVector<Type> types(arguments.size(), f64);
  LLVM::LLVMFuncOp function = declare(module, name, LLVM::LLVMFunctionType::get(f64, types));
  if (lanes > 1)
    function = laneByLane(module, function, lanes);
  return b.create<LLVM::CallOp>(function, arguments).getResult();
}
