//===- BodyEmitter.cpp - the body of a point ------------------------------------------------------===//
#include "codegen/common/BodyEmitter.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

void BodyEmitter::bind(Value value, Value lowered) {
  indices.erase(value);
  values[value] = lowered;
}

void BodyEmitter::bindIndex(Value value, AffineExpr expr) {
  values.erase(value);
  indices[value] = expr;
}

AffineExpr BodyEmitter::addDimension(IndexSpace::Kind kind, Value value, bool nonNegative) {
  dimValues.push_back(value);
  return space.add(kind, nonNegative);
}

AffineExpr BodyEmitter::uniformIndex(Value scalar) {
  if (std::optional<int64_t> constant = constantOf(scalar))
    return space.constant(*constant);
  return addDimension(IndexSpace::Kind::uniform, scalar, true);
}

Value BodyEmitter::value(Value original) {
  auto known = values.find(original);
  if (known != values.end())
    return known->second;
  auto index = indices.find(original);
  if (index != indices.end())
    return valueOfIndex(index->second);
  emitError(original.getLoc(), "internal error: a value of the kernel is used before it is lowered");
  failed = true;
  return registers.create<LLVM::PoisonOp>(storageType(original.getType()));
}

//===-- index arithmetic ------------------------------------------------------------------------===//

AffineExpr BodyEmitter::indexOf(Value original) {
  auto known = indices.find(original);
  if (known != indices.end())
    return known->second;
  Value lowered = value(original);
  bool vector = isa<VectorType>(lowered.getType());
  if (std::optional<int64_t> constant = constantOf(lowered); constant && !vector)
    return space.constant(*constant);
  return addDimension(vector ? IndexSpace::Kind::data : IndexSpace::Kind::uniform, lowered, false);
}

/// Indices may be negative where a mask is false, so that quotients round down as affine maps define it unless the sign
/// is known.
Value BodyEmitter::combineIndex(AffineBinaryOpExpr expr, Value left, Value right) {
  RegisterBuilder &b = registers;
  switch (expr.getKind()) {
  case AffineExprKind::Add:
    return b.add(left, right);
  case AffineExprKind::Mul:
    return b.mul(left, right);
  case AffineExprKind::FloorDiv:
    if (space.isNonNegative(expr.getLHS()))
      return b.createOrFold<arith::DivUIOp>(left, right);
    break;
  default:
    if (space.isNonNegative(expr.getLHS()))
      return b.createOrFold<arith::RemUIOp>(left, right);
  }
  Value rest = b.create<arith::RemSIOp>(left, right);
  Value negative = b.create<arith::CmpIOp>(arith::CmpIPredicate::slt, rest, b.zero(rest.getType()));
  Value mod = b.create<arith::SelectOp>(negative, b.add(rest, right), rest);
  if (expr.getKind() == AffineExprKind::Mod)
    return mod;
  return b.create<arith::DivSIOp>(b.sub(left, mod), right);
}

Value BodyEmitter::scalarOf(AffineExpr expr) {
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return registers.index(constant.getValue());
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dimValues[dim.getPosition()];
  auto binary = cast<AffineBinaryOpExpr>(expr);
  Value left = scalarOf(binary.getLHS());
  Value right = scalarOf(binary.getRHS());
  return combineIndex(binary, left, right);
}

AffineExpr BodyEmitter::linearIndex(MemRefType type, AffineMap map, OperandRange operands) {
  SmallVector<AffineExpr> dims, results;
  for (Value operand : operands)
    dims.push_back(indexOf(operand));
  for (AffineExpr result : map.getResults())
    results.push_back(result.replaceDims(dims));
  return linearize(type, results, space.size());
}

void BodyEmitter::bindCoordinates(ValueRange arguments, AffineExpr flat, ArrayRef<int64_t> sizes) {
  for (auto [argument, coordinate] : llvm::zip(arguments, delinearize(flat, sizes)))
    bindIndex(argument, coordinate);
}

/// Index additions and scalings stay affine expressions, so that addresses keep their stride.
bool BodyEmitter::foldIndexOp(Operation *op) {
  if (op->getNumResults() != 1 || !op->getResult(0).getType().isIndex() || !isa<arith::AddIOp, arith::SubIOp, arith::MulIOp>(op))
    return false;
  AffineExpr left = indexOf(op->getOperand(0)), right = indexOf(op->getOperand(1));
  if (isa<arith::MulIOp>(op) && !isa<AffineConstantExpr>(left) && !isa<AffineConstantExpr>(right))
    return false;
  AffineExpr result = isa<arith::AddIOp>(op) ? left + right : isa<arith::SubIOp>(op) ? left - right : left * right;
  bindIndex(op->getResult(0), result);
  return true;
}

//===-- folds -----------------------------------------------------------------------------------===//

void BodyEmitter::emitFold(FoldOp op) {
  SmallVector<Value> carried;
  for (Value init : op.getInits())
    carried.push_back(value(init));
  foldLoops(op, 0, carried);
  for (auto [result, lowered] : llvm::zip(op.getResults(), carried))
    bind(result, lowered);
}

void BodyEmitter::foldLoops(FoldOp op, unsigned dim, SmallVectorImpl<Value> &carried) {
  Block &body = op.getBody().front();
  unsigned rank = op.getSizes().size();
  if (dim == rank) {
    for (auto [argument, lowered] : llvm::zip(body.getArguments().drop_front(rank), carried))
      bind(argument, lowered);
    SmallVector<Value> next = emitBody(body);
    for (auto [slot, lowered] : llvm::zip(carried, next))
      slot = registers.splat(lowered, lanesOf(slot.getType()));
    return;
  }
  auto emit = [&](Value iv, ValueRange args) {
    bindIndex(body.getArgument(dim), uniformIndex(iv));
    SmallVector<Value> inner(args);
    foldLoops(op, dim + 1, inner);
    return inner;
  };
  Value begin = registers.index(0), end = registers.index(op.getSizes()[dim]);
  SmallVector<Value> results = registers.loop(begin, end, 1, carried, emit);
  carried.assign(results.begin(), results.end());
}

//===-- operations ------------------------------------------------------------------------------===//

void BodyEmitter::unsupported(Operation *op) {
  op->emitError() << "internal error: the " << target << " target does not support '" << op->getName() << "' in a kernel";
  failed = true;
  for (Value result : op->getResults())
    bind(result, registers.create<LLVM::PoisonOp>(storageType(result.getType())));
}

void BodyEmitter::emitConstant(arith::ConstantOp op) {
  if (Value parameter = parameters.lookup(op))
    return bind(op, parameter);
  Type type = op.getType();
  if (type.isIndex())
    return bindIndex(op, space.constant(cast<IntegerAttr>(op.getValue()).getInt()));
  if (type.isBF16()) {
    APInt bits = cast<FloatAttr>(op.getValue()).getValue().bitcastToAPInt();
    return bind(op, registers.integer(registers.getIntegerType(16), bits.getSExtValue()));
  }
  bind(op, registers.create<arith::ConstantOp>(cast<TypedAttr>(op.getValue())));
}

/// extf, truncf, bitcast and index casts on lowered values; they may be the identity.
Value BodyEmitter::convert(Operation *op, Value operand, Type result) {
  RegisterBuilder &b = registers;
  if (operand.getType() == result)
    return operand;
  if (isa<arith::BitcastOp>(op))
    return b.create<arith::BitcastOp>(result, operand);
  if (isa<arith::ExtFOp>(op))
    return b.create<arith::ExtFOp>(result, operand);
  if (isa<arith::TruncFOp>(op))
    return b.create<arith::TruncFOp>(result, operand);
  auto bits = [](Type type) { return getElementTypeOrSelf(type).getIntOrFloatBitWidth(); };
  if (bits(operand.getType()) > bits(result))
    return b.createOrFold<arith::TruncIOp>(result, operand);
  if (isa<arith::IndexCastUIOp>(op))
    return b.createOrFold<arith::ExtUIOp>(result, operand);
  return b.createOrFold<arith::ExtSIOp>(result, operand);
}

/// One to one on scalars or vectors, or by arithmetic; bf16 computes in f32.
void BodyEmitter::emitElementwise(Operation *op) {
  RegisterBuilder &b = registers;
  SmallVector<Value> operands;
  unsigned width = 1;
  bool keepsBits = isa<arith::SelectOp, arith::BitcastOp>(op);
  for (Value operand : op->getOperands()) {
    Value lowered = value(operand);
    if (operand.getType().isBF16() && !keepsBits)
      lowered = b.widenBf16(lowered);
    operands.push_back(lowered);
    width = std::max(width, lanesOf(lowered.getType()));
  }
  for (Value &operand : operands)
    operand = b.splat(operand, width);
  SmallVector<Type> types;
  for (Type type : op->getResultTypes())
    types.push_back(laneType(type.isBF16() && !keepsBits ? b.getF32Type() : storageType(type), width));
  Value expanded;
  if (isa<arith::ExtFOp, arith::TruncFOp, arith::BitcastOp, arith::IndexCastOp, arith::IndexCastUIOp>(op))
    expanded = convert(op, operands[0], types[0]);
  else
    expanded = expander.expand(op, operands, types[0]);
  SmallVector<Value> created;
  if (expanded)
    created.push_back(expanded);
  else
    created = llvm::to_vector(ValueRange(b.create(op->getLoc(), op->getName().getIdentifier(), operands, types, op->getAttrs())->getResults()));
  for (auto [result, lowered] : llvm::zip(op->getResults(), created))
    bind(result, result.getType().isBF16() && !keepsBits ? b.narrowBf16(lowered) : lowered);
}

void BodyEmitter::emitOp(Operation *op) {
  registers.setLoc(op->getLoc());
  if (auto load = dyn_cast<LoadOp>(op))
    return emitLoad(load);
  if (auto store = dyn_cast<StoreOp>(op))
    return emitStore(store);
  if (auto fold = dyn_cast<FoldOp>(op))
    return emitFold(fold);
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return emitConstant(constant);
  if (op->getNumRegions() || !(isFunction(op) || isa_and_nonnull<arith::ArithDialect>(op->getDialect())))
    return unsupported(op);
  if (!foldIndexOp(op))
    emitElementwise(op);
}

SmallVector<Value> BodyEmitter::emitBody(Block &block) {
  for (Operation &op : block) {
    if (auto yield = dyn_cast<YieldOp>(op)) {
      SmallVector<Value> results;
      for (Value v : yield.getValues())
        results.push_back(value(v));
      return results;
    }
    emitOp(&op);
  }
  return {};
}
