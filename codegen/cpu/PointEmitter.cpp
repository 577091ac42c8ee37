//===- PointEmitter.cpp - the body of a point, on lanes -----------------------------------------===//
#include "codegen/cpu/PointEmitter.h"
#include "codegen/common/MathExpand.h"
#include "codegen/cpu/Libm.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

PointEmitter::PointEmitter(LaneBuilder &builder, KernelOp kernel) : b(builder), space(builder.getContext()), kernel(kernel) {}

void PointEmitter::bind(Value value, Value lowered) {
  indices.erase(value);
  values[value] = lowered;
}

void PointEmitter::bindIndex(Value value, AffineExpr expr) {
  values.erase(value);
  indices[value] = expr;
}

AffineExpr PointEmitter::uniformIndex(Value scalar) {
  if (std::optional<int64_t> constant = constantOf(scalar))
    return space.constant(*constant);
  dimValues.push_back(scalar);
  return space.add(IndexSpace::Kind::uniform, true);
}

AffineExpr PointEmitter::laneIndex(Value base) {
  dimValues.push_back(base);
  return space.add(IndexSpace::Kind::lane, true);
}

Value PointEmitter::value(Value original) {
  auto known = values.find(original);
  if (known != values.end())
    return known->second;
  auto index = indices.find(original);
  if (index == indices.end()) {
    emitError(original.getLoc(), "internal error: a value of the kernel is used before it is lowered");
    failed = true;
    return b.create<LLVM::PoisonOp>(storageType(original.getType()));
  }
  AffineExpr expr = index->second;
  if (lanes == 1 || !space.varies(expr))
    return scalarOf(expr);
  std::optional<int64_t> stride = space.laneStride(expr, lanes);
  if (stride == 0)
    return scalarOf(expr);
  if (stride)
    return b.add(b.splat(scalarOf(expr), lanes), b.iota(b.i64, lanes, *stride));
  return b.create<arith::ExtSIOp>(laneType(b.i64, lanes), lanesOfIndex(expr));
}

AffineExpr PointEmitter::indexOf(Value original) {
  auto known = indices.find(original);
  if (known != indices.end())
    return known->second;
  Value lowered = value(original);
  if (std::optional<int64_t> constant = constantOf(lowered); constant && !isa<VectorType>(lowered.getType()))
    return space.constant(*constant);
  bool vector = isa<VectorType>(lowered.getType());
  dimValues.push_back(lowered);
  return space.add(vector ? IndexSpace::Kind::data : IndexSpace::Kind::uniform, false);
}

//===-- index arithmetic ------------------------------------------------------------------------===//

/// left op right, on i64 scalars or i32 vectors. Indices may be negative where a mask is false, so that
/// quotients round down as affine maps define it unless the sign is known.
Value PointEmitter::combineIndex(AffineBinaryOpExpr expr, Value left, Value right) {
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

/// The value of lane 0.
Value PointEmitter::scalarOf(AffineExpr expr) {
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return b.index(constant.getValue());
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dimValues[dim.getPosition()];
  auto binary = cast<AffineBinaryOpExpr>(expr);
  Value left = scalarOf(binary.getLHS());
  Value right = scalarOf(binary.getRHS());
  return combineIndex(binary, left, right);
}

/// The values of all lanes as i32: offsets within a buffer fit, and vectors of them are half as wide.
Value PointEmitter::lanesOfIndex(AffineExpr expr) {
  Type i32 = b.getI32Type();
  Type narrow = laneType(i32, lanes);
  std::optional<int64_t> stride = space.laneStride(expr, lanes);
  if (stride) {
    Value first = b.splat(b.createOrFold<arith::TruncIOp>(i32, scalarOf(expr)), lanes);
    return *stride == 0 ? first : b.add(first, b.iota(i32, lanes, *stride));
  }
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return b.createOrFold<arith::TruncIOp>(narrow, dimValues[dim.getPosition()]);
  auto binary = cast<AffineBinaryOpExpr>(expr);
  Value left = lanesOfIndex(binary.getLHS());
  Value right = lanesOfIndex(binary.getRHS());
  return combineIndex(binary, left, right);
}

/// Index additions and scalings stay affine expressions, so that addresses keep their stride.
bool PointEmitter::foldIndexOp(Operation *op) {
  if (op->getNumResults() != 1 || !op->getResult(0).getType().isIndex() || !isa<arith::AddIOp, arith::SubIOp, arith::MulIOp>(op))
    return false;
  AffineExpr left = indexOf(op->getOperand(0)), right = indexOf(op->getOperand(1));
  if (isa<arith::MulIOp>(op) && !isa<AffineConstantExpr>(left) && !isa<AffineConstantExpr>(right))
    return false;
  AffineExpr result = isa<arith::AddIOp>(op) ? left + right : isa<arith::SubIOp>(op) ? left - right : left * right;
  bindIndex(op->getResult(0), result);
  return true;
}

//===-- memory ----------------------------------------------------------------------------------===//

PointEmitter::Access PointEmitter::access(Value buffer, AffineMap map, OperandRange operands, Value mask) {
  SmallVector<AffineExpr> dims, results;
  for (Value operand : operands)
    dims.push_back(indexOf(operand));
  for (AffineExpr result : map.getResults())
    results.push_back(result.replaceDims(dims));
  auto type = cast<MemRefType>(buffer.getType());
  return {value(buffer), storageType(type.getElementType()), linearize(type, results, space.size()), mask ? value(mask) : Value()};
}

/// Whether the buffer's contents cannot change while the kernel runs. A stored buffer may be another one of the
/// same size (in place), no other.
bool PointEmitter::isInvariant(Value buffer) const {
  auto bytes = [](Value v) {
    auto type = cast<MemRefType>(v.getType());
    return type.getNumElements() * type.getElementTypeBitWidth();
  };
  bool invariant = true;
  kernel->walk([&](StoreOp store) { invariant &= bytes(store.getBuffer()) != bytes(buffer); });
  return invariant;
}

Value PointEmitter::uniformLoad(const Access &a, Value other, bool invariant) {
  Value offset = scalarOf(a.linear);
  if (!a.mask)
    return b.load(a.element, b.element(a.base, a.element, offset), invariant);
  // element 0 always exists: no branch
  Value safe = b.create<arith::SelectOp>(a.mask, offset, b.index(0));
  Value loaded = b.load(a.element, b.element(a.base, a.element, safe));
  return b.create<arith::SelectOp>(a.mask, loaded, other);
}

void PointEmitter::emitLoad(LoadOp op) {
  Access a = access(op.getBuffer(), op.getMap(), op.getIndices(), op.getMask());
  Value other = op.getOther() ? value(op.getOther()) : Value();
  bool vectorMask = a.mask && isa<VectorType>(a.mask.getType());
  std::optional<int64_t> stride = lanes == 1 ? 0 : space.laneStride(a.linear, lanes);
  if (stride == 0 && !vectorMask && !(other && isa<VectorType>(other.getType())))
    return bind(op.getValue(), uniformLoad(a, other, isInvariant(op.getBuffer())));
  if (stride == 1) {
    Value address = b.element(a.base, a.element, scalarOf(a.linear));
    return bind(op.getValue(), b.loadLanes(a.element, lanes, address, b.andMasks(tailMask, a.mask), other));
  }
  if (!a.mask || vectorMask)
    return bind(op.getValue(), spreadLoad(a, stride, a.mask, other));
  // one condition for all lanes: the load that is not wanted costs more than a branch
  auto choice = b.create<scf::IfOp>(laneType(a.element, lanes), a.mask, /*withElseRegion=*/true);
  for (bool loads : {true, false}) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loads ? choice.thenBlock() : choice.elseBlock());
    Value otherwise = other ? b.splat(other, lanes) : b.zero(laneType(a.element, lanes));
    b.create<scf::YieldOp>(ValueRange{loads ? spreadLoad(a, stride, {}, other) : otherwise});
  }
  bind(op.getValue(), choice.getResult(0));
}

/// Lanes that do not lie side by side.
Value PointEmitter::spreadLoad(const Access &a, std::optional<int64_t> stride, Value condition, Value other) {
  Value mask = b.andMasks(tailMask, condition);
  if (stride && !mask && LaneBuilder::isShortStride(*stride))
    return b.stridedLoad(a.element, lanes, a.base, scalarOf(a.linear), *stride);
  return b.gather(a.element, a.base, lanesOfIndex(a.linear), mask, other);
}

void PointEmitter::emitStore(StoreOp op) {
  Access a = access(op.getBuffer(), op.getMap(), op.getIndices(), op.getMask());
  Value stored = value(op.getValue());
  bool vectors = isa<VectorType>(stored.getType()) || (a.mask && isa<VectorType>(a.mask.getType()));
  std::optional<int64_t> stride = lanes == 1 ? 0 : space.laneStride(a.linear, lanes);
  if (stride == 0 && !vectors) {
    Value address = b.element(a.base, a.element, scalarOf(a.linear));
    if (!a.mask)
      return b.store(stored, address);
    b.create<scf::IfOp>(a.mask, [&](OpBuilder &builder, Location loc) {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPoint(builder.getInsertionBlock(), builder.getInsertionPoint());
      b.store(stored, address);
      b.create<scf::YieldOp>();
    });
    return;
  }
  Value mask = b.andMasks(tailMask, a.mask);
  if (stride == 1)
    return b.storeLanes(b.splat(stored, lanes), b.element(a.base, a.element, scalarOf(a.linear)), mask);
  Value offsets = lanesOfIndex(a.linear);
  b.scatter(stored, a.base, offsets, mask);
}

//===-- folds -----------------------------------------------------------------------------------===//

bool PointEmitter::varies(Value v, const DenseSet<Value> &local) {
  if (local.contains(v))
    return true;
  auto known = values.find(v);
  if (known != values.end())
    return isa<VectorType>(known->second.getType());
  auto index = indices.find(v);
  return index != indices.end() && space.varies(index->second);
}

/// Adds to `local` the results of `op` if they depend on values that vary; within folds, too.
void PointEmitter::spread(Operation &op, DenseSet<Value> &local) {
  auto fold = dyn_cast<FoldOp>(op);
  if (!fold) {
    if (llvm::any_of(op.getOperands(), [&](Value v) { return varies(v, local); }))
      local.insert(op.result_begin(), op.result_end());
    return;
  }
  // carried values vary once their start or any later value does
  Block &body = fold.getBody().front();
  size_t before;
  do {
    before = local.size();
    for (Operation &inner : body)
      spread(inner, local);
    for (size_t i = 0; i < fold.getNumResults(); ++i)
      if (varies(fold.getInits()[i], local) || varies(body.getTerminator()->getOperand(i), local)) {
        local.insert(body.getArgument(fold.getSizes().size() + i));
        local.insert(fold.getResult(i));
      }
  } while (local.size() != before);
}

/// Bindings of an earlier emission of a body must not count as varying.
void PointEmitter::forget(FoldOp op) {
  auto erase = [&](ValueRange range) {
    for (Value v : range)
      values.erase(v), indices.erase(v);
  };
  op->walk([&](Operation *inner) {
    erase(inner->getResults());
    for (Region &region : inner->getRegions())
      erase(region.getArguments());
  });
}

void PointEmitter::emitFold(FoldOp op) {
  Block &body = op.getBody().front();
  unsigned rank = op.getSizes().size();
  forget(op);
  DenseSet<Value> local;
  spread(*op, local);
  SmallVector<Value> carried;
  for (auto [i, init] : llvm::enumerate(op.getInits())) {
    Value lowered = value(init);
    bool vector = lanes > 1 && local.contains(body.getArgument(rank + i));
    carried.push_back(vector ? b.splat(lowered, lanes) : lowered);
  }
  foldLoops(op, 0, carried);
  for (auto [result, lowered] : llvm::zip(op.getResults(), carried))
    bind(result, lowered);
}

void PointEmitter::foldLoops(FoldOp op, unsigned dim, SmallVectorImpl<Value> &carried) {
  Block &body = op.getBody().front();
  unsigned rank = op.getSizes().size();
  if (dim == rank) {
    for (auto [argument, lowered] : llvm::zip(body.getArguments().drop_front(rank), carried))
      bind(argument, lowered);
    SmallVector<Value> next = emitBody(body);
    for (auto [slot, lowered] : llvm::zip(carried, next))
      slot = b.splat(lowered, lanesOf(slot.getType()));
    return;
  }
  auto emit = [&](Value iv, ValueRange args) {
    bindIndex(body.getArgument(dim), uniformIndex(iv));
    SmallVector<Value> inner(args);
    foldLoops(op, dim + 1, inner);
    return inner;
  };
  SmallVector<Value> results = b.loop(b.index(0), b.index(op.getSizes()[dim]), 1, carried, emit);
  carried.assign(results.begin(), results.end());
}

//===-- operations ------------------------------------------------------------------------------===//

void PointEmitter::unsupported(Operation *op) {
  op->emitError() << "internal error: the CPU target does not support '" << op->getName() << "' in a kernel";
  failed = true;
  for (Value result : op->getResults())
    bind(result, b.create<LLVM::PoisonOp>(storageType(result.getType())));
}

void PointEmitter::emitConstant(arith::ConstantOp op) {
  if (Value parameter = parameters.lookup(op))
    return bind(op, parameter);
  Type type = op.getType();
  if (type.isIndex())
    return bindIndex(op, space.constant(cast<IntegerAttr>(op.getValue()).getInt()));
  if (type.isBF16()) {
    APInt bits = cast<FloatAttr>(op.getValue()).getValue().bitcastToAPInt();
    return bind(op, b.integer(b.getIntegerType(16), bits.getSExtValue()));
  }
  bind(op, b.create<arith::ConstantOp>(cast<TypedAttr>(op.getValue())));
}

/// An integer division traps by zero (which inactive lanes hold, too), and where the quotient does not fit: x / 0 is x,
/// and the smallest number by -1 is itself.
Value PointEmitter::safeDivisor(Operation *op, Value dividend, Value divisor) {
  APInt constant;
  bool isSigned = isa<arith::DivSIOp, arith::RemSIOp>(op);
  if (matchPattern(divisor, m_ConstantInt(&constant)) && !constant.isZero() && !(isSigned && constant.isAllOnes()))
    return divisor;
  Type type = divisor.getType();
  Value traps = b.create<arith::CmpIOp>(arith::CmpIPredicate::eq, divisor, b.zero(type));
  if (isSigned) {
    unsigned bits = getElementTypeOrSelf(type).getIntOrFloatBitWidth();
    Value smallest = b.create<arith::CmpIOp>(arith::CmpIPredicate::eq, dividend, b.integer(type, APInt::getSignedMinValue(bits).getSExtValue()));
    Value negative = b.create<arith::CmpIOp>(arith::CmpIPredicate::eq, divisor, b.integer(type, -1));
    Value overflows = b.create<arith::AndIOp>(smallest, negative);
    traps = b.create<arith::OrIOp>(traps, overflows);
  }
  return b.create<arith::SelectOp>(traps, b.integer(type, 1), divisor);
}

/// One to one on scalars or vectors; bf16 computes in f32.
void PointEmitter::emitElementwise(Operation *op) {
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
  if (isa<arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(op))
    operands[1] = safeDivisor(op, operands[0], operands[1]);
  SmallVector<Type> types;
  for (Type type : op->getResultTypes())
    types.push_back(laneType(type.isBF16() && !keepsBits ? b.getF32Type() : storageType(type), width));
  ValueRange results;
  Value expanded;
  if (isa<arith::ExtFOp, arith::TruncFOp, arith::BitcastOp, arith::IndexCastOp, arith::IndexCastUIOp>(op)) {
    expanded = convertLanes(b, op, operands[0], types[0]);
  } else if (isa<math::MathDialect>(op->getDialect())) {
    expanded = expandMath(b, op, operands, b.target.fma);
    if (!expanded)
      expanded = callLibm(b, op, operands);
  }
  SmallVector<Value> created;
  if (expanded)
    created.push_back(expanded);
  else
    created = llvm::to_vector(ValueRange(b.create(op->getLoc(), op->getName().getIdentifier(), operands, types, op->getAttrs())->getResults()));
  for (auto [result, lowered] : llvm::zip(op->getResults(), created))
    bind(result, result.getType().isBF16() && !keepsBits ? b.narrowBf16(lowered) : lowered);
}

void PointEmitter::emitOp(Operation *op) {
  b.setLoc(op->getLoc());
  if (auto load = dyn_cast<LoadOp>(op))
    return emitLoad(load);
  if (auto store = dyn_cast<StoreOp>(op))
    return emitStore(store);
  if (auto fold = dyn_cast<FoldOp>(op))
    return emitFold(fold);
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return emitConstant(constant);
  if (op->getNumRegions() || !isa_and_nonnull<arith::ArithDialect, math::MathDialect>(op->getDialect()))
    return unsupported(op);
  if (!foldIndexOp(op))
    emitElementwise(op);
}

SmallVector<Value> PointEmitter::emitBody(Block &block) {
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
