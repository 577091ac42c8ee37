//===- PointEmitter.cpp - the body of a point, on lanes -----------------------------------------===//
#include "codegen/cpu/PointEmitter.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

PointEmitter::PointEmitter(LaneBuilder &builder, KernelOp kernel) : BodyEmitter(builder, "CPU"), b(builder), kernel(kernel) {}

AffineExpr PointEmitter::laneIndex(Value base) { return addDimension(IndexSpace::Kind::lane, base, true); }

Value PointEmitter::valueOfIndex(AffineExpr expr) {
  if (lanes == 1 || !space.varies(expr))
    return scalarOf(expr);
  std::optional<int64_t> stride = space.laneStride(expr, lanes);
  if (stride == 0)
    return scalarOf(expr);
  if (stride)
    return b.add(b.splat(scalarOf(expr), lanes), b.iota(b.i64, lanes, *stride));
  return b.create<arith::ExtSIOp>(laneType(b.i64, lanes), lanesOfIndex(expr));
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

//===-- memory ----------------------------------------------------------------------------------===//

PointEmitter::Access PointEmitter::access(Value buffer, AffineMap map, OperandRange operands, Value mask) {
  auto type = cast<MemRefType>(buffer.getType()), inMemory = type;
  if (int64_t stride = rowStrides.lookup(buffer))
    inMemory = MemRefType::get({type.getDimSize(0), stride}, type.getElementType());
  AffineExpr linear = linearIndex(inMemory, map, operands);
  return {value(buffer), memoryType(type.getElementType()), linear, mask ? value(mask) : Value()};
}

/// Whether the buffer's contents cannot change while the kernel runs. A stored buffer may be another one of the
/// same size (in place), no other. Arrays of the block are filled again and again.
bool PointEmitter::isInvariant(Value buffer) const {
  if (!isa<BlockArgument>(buffer))
    return false;
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
  Type type = cast<MemRefType>(op.getBuffer().getType()).getElementType();
  Access a = access(op.getBuffer(), op.getMap(), op.getIndices(), op.getMask());
  Value other = op.getOther() ? b.toMemory(value(op.getOther()), type) : Value();
  Value loaded = emitAccess(a, other, isInvariant(op.getBuffer()));
  bind(op.getValue(), b.fromMemory(loaded, type));
}

Value PointEmitter::emitAccess(const Access &a, Value other, bool invariant) {
  bool vectorMask = a.mask && isa<VectorType>(a.mask.getType());
  std::optional<int64_t> stride = lanes == 1 ? 0 : space.laneStride(a.linear, lanes);
  if (stride == 0 && !vectorMask && !(other && isa<VectorType>(other.getType())))
    return uniformLoad(a, other, invariant);
  if (stride == 1) {
    Value address = b.element(a.base, a.element, scalarOf(a.linear));
    return b.loadLanes(a.element, lanes, address, b.andMasks(tailMask, a.mask), other);
  }
  if (!a.mask || vectorMask)
    return spreadLoad(a, stride, a.mask, other);
  // one condition for all lanes: the load that is not wanted costs more than a branch
  auto choice = b.create<scf::IfOp>(laneType(a.element, lanes), a.mask, /*withElseRegion=*/true);
  for (bool loads : {true, false}) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loads ? choice.thenBlock() : choice.elseBlock());
    Value otherwise = other ? b.splat(other, lanes) : b.zero(laneType(a.element, lanes));
    b.create<scf::YieldOp>(ValueRange{loads ? spreadLoad(a, stride, {}, other) : otherwise});
  }
  return choice.getResult(0);
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
  Value stored = b.toMemory(value(op.getValue()), cast<MemRefType>(op.getBuffer().getType()).getElementType());
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
