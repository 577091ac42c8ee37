//===- Body.cpp - scalar code pulled from values ---------------------------------------------------===//
// emit(value, index) walks up from a value: virtual ops change the index (and the mask), ops of this
// kernel emit their scalar code, everything else is a load. bf16 is computed in f32; i1 is stored as i8.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Body.h"
#include "dialect/mf/Scalar.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

MemRefType mf::passes::bufferType(Value value, ArrayRef<int64_t> view) {
  Type element = tensorType(value).getElementType();
  if (element.isInteger(1))
    element = IntegerType::get(value.getContext(), 8);
  return MemRefType::get(view, element);
}

KernelBuilder::KernelBuilder(OpBuilder &b, Location loc, ArrayRef<int64_t> grid, StringRef kind) {
  kernel = b.create<mf::tile::KernelOp>(loc, "kernel", grid, kind, DenseI64ArrayAttr());
  Block *body = b.createBlock(&kernel.getBody());
  for (size_t i = 0; i < grid.size(); ++i)
    body->addArgument(b.getIndexType(), loc);
}

Value KernelBuilder::buffer(Value value, ArrayRef<int64_t> view) {
  for (auto [i, known] : llvm::enumerate(buffers))
    if (known.first == value && ArrayRef<int64_t>(known.second) == view)
      return kernel.getBody().getArgument(i);
  buffers.push_back({value, SmallVector<int64_t>(view)});
  return kernel.getBody().front().insertArgument(buffers.size() - 1, bufferType(value, view), value.getLoc());
}

AffineExpr Body::dim(Value index) {
  dims.push_back(index);
  return getAffineDimExpr(dims.size() - 1, b.getContext());
}

Value Body::indexValue(AffineExpr expr) {
  expr = simplifyAffineExpr(expr, dims.size(), 0);
  if (auto d = dyn_cast<AffineDimExpr>(expr))
    return dims[d.getPosition()];
  return affine::expandAffineExpr(b, loc(), expr, dims, {});
}

/// The element type in which a tensor's elements are computed.
static Type computeType(Type element) { return element.isBF16() ? Float32Type::get(element.getContext()) : element; }

Value Body::constant(Type element, double value) { return Scalar{b, loc()}.constant(computeType(element), value); }

Value Body::emit(Value value, ArrayRef<AffineExpr> index, Value mask) {
  value = stripAliases(value);
  std::vector<const void *> where;
  Exprs simple;
  for (AffineExpr e : index) {
    simple.push_back(simplifyAffineExpr(e, dims.size(), 0));
    where.push_back(simple.back().getAsOpaquePointer());
  }
  auto key = std::make_tuple(value.getAsOpaquePointer(), where, mask ? mask.getAsOpaquePointer() : nullptr);
  if (auto it = memo.find(key); it != memo.end())
    return it->second;
  Value result = emitUncached(value, simple, mask);
  memo[key] = result;
  return result;
}

/// Coordinates of a base value from those of a view that differs in unit dimensions.
static Exprs squeezeIndex(ArrayRef<AffineExpr> index, Shape view, Shape base, MLIRContext *context) {
  Exprs moving, result;
  for (auto [e, size] : llvm::zip(index, view))
    if (size != 1)
      moving.push_back(e);
  size_t next = 0;
  for (int64_t size : base)
    result.push_back(size == 1 ? getAffineConstantExpr(0, context) : moving[next++]);
  return result;
}

Value Body::emitUncached(Value value, ArrayRef<AffineExpr> index, Value mask) {
  Shape shape = tensorType(value).getShape();
  if (Value base = bufferBelowReshapes(value)) {
    if (known)
      if (Value v = known(base))
        return v;
    Operation *op = base.getDefiningOp();
    if (!op || !computes || !computes(op))
      return load(base, shape, index, mask);
    if (base == value)
      return emitComputed(op, index, mask);
    return emit(base, squeezeIndex(index, shape, tensorType(base).getShape(), b.getContext()), mask);
  }
  return emitVirtual(value.getDefiningOp(), index, mask);
}

std::tuple<Value, AffineMap, SmallVector<Value>> Body::access(Value base, ArrayRef<int64_t> view, ArrayRef<AffineExpr> index) {
  SmallVector<int64_t> flatView{numElements(view)};
  if (!flatShape.empty() && view == ArrayRef<int64_t>(flatShape)) {
    view = flatView;
    index = flatIndex;
  }
  auto map = simplifyAffineMap(AffineMap::get(dims.size(), 0, index, b.getContext()));
  SmallVector<Value> used;
  for (auto [d, value] : llvm::enumerate(dims))
    if (map.isFunctionOfDim(d))
      used.push_back(value);
  return {kernel.buffer(base, view), compressUnusedDims(map), used};
}

/// The mask of an access: that of flat accesses beside the one around it.
Value Body::maskOf(ArrayRef<int64_t> view, Value mask) {
  if (!flatMask || view != ArrayRef<int64_t>(flatShape))
    return mask;
  return mask ? b.create<arith::AndIOp>(loc(), mask, flatMask).getResult() : flatMask;
}

Value Body::load(Value base, ArrayRef<int64_t> view, ArrayRef<AffineExpr> index, Value mask) {
  mask = maskOf(view, mask);
  auto [buffer, map, operands] = access(base, view, index);
  Type stored = cast<MemRefType>(buffer.getType()).getElementType(), element = tensorType(base).getElementType();
  Value other;
  if (mask)
    other = b.create<arith::ConstantOp>(loc(), b.getZeroAttr(stored));
  Value x = b.create<mf::tile::LoadOp>(loc(), stored, buffer, operands, AffineMapAttr::get(map), mask, other);
  if (element.isInteger(1))
    return b.create<arith::CmpIOp>(loc(), arith::CmpIPredicate::ne, x, b.create<arith::ConstantOp>(loc(), b.getZeroAttr(stored)));
  return element.isBF16() ? b.create<arith::ExtFOp>(loc(), b.getF32Type(), x).getResult() : x;
}

/// The scalar as it is stored.
static Value storedForm(OpBuilder &b, Location loc, Value scalar, Type stored) {
  if (scalar.getType() == stored)
    return scalar;
  if (isa<FloatType>(stored))
    return b.create<arith::TruncFOp>(loc, stored, scalar);
  return b.create<arith::ExtUIOp>(loc, stored, scalar);
}

void Body::store(Value value, ArrayRef<AffineExpr> index, Value scalar, Value mask) {
  mask = maskOf(tensorType(value).getShape(), mask);
  auto [buffer, map, operands] = access(value, tensorType(value).getShape(), index);
  Value x = storedForm(b, loc(), scalar, cast<MemRefType>(buffer.getType()).getElementType());
  b.create<mf::tile::StoreOp>(loc(), x, buffer, operands, AffineMapAttr::get(map), mask);
}

void Body::storeAt(Value target, ArrayRef<Value> index, Value scalar) {
  Exprs exprs;
  for (Value i : index)
    exprs.push_back(dim(i));
  store(target, exprs, scalar);
}
Value Body::loadAt(Value source, ArrayRef<Value> index, Value mask) {
  Exprs exprs;
  for (Value i : index)
    exprs.push_back(dim(i));
  return load(source, tensorType(source).getShape(), exprs, mask);
}

/// Drops bounds of a source that hold at a constant index; false where one does not.
static bool mayApply(Source &source) {
  bool applies = true;
  llvm::erase_if(source.bounds, [&](const Source::Bound &bound) {
    auto constant = dyn_cast<AffineConstantExpr>(bound.expr);
    int64_t at = constant ? constant.getValue() : 0;
    bool holds = constant && at >= bound.low && at < bound.high && (at - bound.low) % bound.step == 0;
    applies &= !constant || holds;
    return holds;
  });
  return applies;
}

/// The condition under which a source applies, together with the mask around it.
Value Body::boundMask(const Source &source, Value mask) {
  auto both = [&](Value condition) { mask = mask ? b.create<arith::AndIOp>(loc(), mask, condition).getResult() : condition; };
  auto compare = [&](arith::CmpIPredicate p, Value x, int64_t bound) {
    Value c = b.create<arith::ConstantIndexOp>(loc(), bound);
    both(b.create<arith::CmpIOp>(loc(), p, x, c));
  };
  for (const Source::Bound &bound : source.bounds) {
    Value x = indexValue(bound.expr);
    compare(arith::CmpIPredicate::sge, x, bound.low);
    compare(arith::CmpIPredicate::slt, x, bound.high);
    if (bound.step > 1) {
      Value low = b.create<arith::ConstantIndexOp>(loc(), bound.low), step = b.create<arith::ConstantIndexOp>(loc(), bound.step);
      Value offset = b.create<arith::SubIOp>(loc(), x, low);
      compare(arith::CmpIPredicate::eq, b.create<arith::RemSIOp>(loc(), offset, step), 0);
    }
  }
  return mask;
}

Value Body::emitVirtual(Operation *op, ArrayRef<AffineExpr> index, Value mask) {
  Type element = tensorType(op->getResult(0)).getElementType();
  if (auto constant = dyn_cast<ConstantOp>(op)) {
    auto dense = cast<DenseElementsAttr>(constant.getValue());
    if (isa<FloatType>(element))
      return this->constant(element, dense.getSplatValue<APFloat>().convertToDouble());
    return b.create<arith::ConstantOp>(loc(), cast<TypedAttr>(dense.getSplatValue<Attribute>()));
  }
  if (auto iota = dyn_cast<IotaOp>(op)) {
    Value i = b.create<arith::IndexCastOp>(loc(), b.getI64Type(), indexValue(index[iota.getDimension()]));
    return Scalar{b, loc()}.convert(i, computeType(element));
  }
  if (isa<GatherOp, DynamicSliceOp>(op))
    return emitIndexed(op, index, mask);
  auto sources = sourcesOf(op, index);
  if (sources.size() == 1 && sources[0].bounds.empty())
    return emit(op->getOperand(0), sources[0].index, mask);
  double fill = 0;
  if (auto pad = dyn_cast<PadOp>(op))
    fill = pad.getValue().convertToDouble();
  Value result = constant(element, fill);
  for (Source &s : sources) {
    if (!mayApply(s))
      continue;
    Value inside = boundMask(s, {});
    Value both = mask && inside ? b.create<arith::AndIOp>(loc(), mask, inside).getResult() : inside ? inside : mask;
    Value x = emit(op->getOperand(s.operand), s.index, both);
    result = inside ? b.create<arith::SelectOp>(loc(), inside, x, result).getResult() : x;
  }
  return result;
}

/// An integer scalar as an index clamped to [0, last].
static Value clampIndex(OpBuilder &b, Location loc, Value i, int64_t last) {
  Value x = b.create<arith::IndexCastOp>(loc, b.getIndexType(), i);
  Value zero = b.create<arith::ConstantIndexOp>(loc, 0), top = b.create<arith::ConstantIndexOp>(loc, last);
  Value above = b.create<arith::MaxSIOp>(loc, x, zero);
  return b.create<arith::MinSIOp>(loc, above, top);
}

Value Body::clampedStart(Value start, int64_t d, int64_t last, Value mask) {
  Value i = emit(start, {getAffineConstantExpr(d, b.getContext())}, mask);
  return clampIndex(b, loc(), i, last);
}

Value Body::emitIndexed(Operation *op, ArrayRef<AffineExpr> index, Value mask) {
  if (auto gather = dyn_cast<GatherOp>(op)) {
    unsigned axis = gather.getAxis(), batch = gather.getBatchDims(), extra = gather.getIndices().getType().getRank() - batch;
    Exprs where(index.take_front(batch));
    llvm::append_range(where, index.slice(axis, extra));
    Value i = emit(gather.getIndices(), where, mask);
    Exprs at(index.take_front(axis));
    at.push_back(dim(clampIndex(b, loc(), i, gather.getX().getType().getDimSize(axis) - 1)));
    llvm::append_range(at, index.drop_front(axis + extra));
    return emit(gather.getX(), at, mask);
  }
  auto slice = cast<DynamicSliceOp>(op);
  auto x = slice.getX().getType(), y = slice.getY().getType();
  Exprs at;
  for (int64_t d = 0; d < x.getRank(); ++d)
    at.push_back(dim(clampedStart(slice.getStart(), d, x.getDimSize(d) - y.getDimSize(d), mask)) + index[d]);
  return emit(slice.getX(), at, mask);
}

Exprs Body::placeInBase(DynamicUpdateSliceOp op, ArrayRef<AffineExpr> index) {
  auto x = op.getX().getType(), u = op.getUpdate().getType();
  Exprs at;
  for (int64_t d = 0; d < x.getRank(); ++d)
    at.push_back(dim(clampedStart(op.getStart(), d, x.getDimSize(d) - u.getDimSize(d), {})) + index[d]);
  return at;
}

Value Body::emitUpdateSlice(DynamicUpdateSliceOp op, ArrayRef<AffineExpr> index, Value mask) {
  auto x = op.getX().getType(), u = op.getUpdate().getType();
  Exprs at;
  Value inside;
  for (int64_t d = 0; d < x.getRank(); ++d) {
    Value start = clampedStart(op.getStart(), d, x.getDimSize(d) - u.getDimSize(d), mask);
    Value offset = b.create<arith::SubIOp>(loc(), indexValue(index[d]), start);
    Value size = b.create<arith::ConstantIndexOp>(loc(), u.getDimSize(d));
    // one unsigned comparison covers both ends
    Value within = b.create<arith::CmpIOp>(loc(), arith::CmpIPredicate::ult, offset, size);
    inside = inside ? b.create<arith::AndIOp>(loc(), inside, within).getResult() : within;
    at.push_back(dim(offset));
  }
  Value old = emit(op.getX(), index, mask);
  if (!inside)
    return emit(op.getUpdate(), at, mask);
  Value both = mask ? b.create<arith::AndIOp>(loc(), mask, inside).getResult() : inside;
  Value fresh = emit(op.getUpdate(), at, both);
  return b.create<arith::SelectOp>(loc(), inside, fresh, old);
}

Value Body::emitConvert(ConvertOp op, Value x) {
  Type to = op.getY().getType().getElementType();
  Scalar s{b, loc()};
  if (!to.isBF16())
    return s.convert(x, to);
  Value f32 = s.convert(x, b.getF32Type());
  Value rounded = b.create<arith::TruncFOp>(loc(), to, f32);
  return b.create<arith::ExtFOp>(loc(), b.getF32Type(), rounded);
}

Value Body::emitComputed(Operation *op, ArrayRef<AffineExpr> index, Value mask) {
  if (isa<RandomBitsOp, RandomUniformOp, RandomNormalOp>(op))
    return emitRandom(op, index, mask);
  if (auto argmax = dyn_cast<ArgmaxOp>(op))
    return emitArgmax(argmax, index, mask);
  if (auto update = dyn_cast<DynamicUpdateSliceOp>(op))
    return emitUpdateSlice(update, index, mask);
  if (isa<ConvolutionOp, ConvolutionInputOp, ConvolutionKernelOp>(op))
    return emitDepthwise(op, index, mask);
  SmallVector<Value> x;
  for (Value operand : op->getOperands())
    x.push_back(emit(operand, index, mask));
  if (auto convert = dyn_cast<ConvertOp>(op))
    return emitConvert(convert, x[0]);
  return cast<Elementwise>(op).emitScalar(b, x);
}

std::pair<Value, Value> mf::passes::emitPhilox(OpBuilder &b, Location loc, std::array<Value, 4> counter, std::array<Value, 2> key) {
  auto i32 = [&](int64_t v) { return b.create<arith::ConstantOp>(loc, b.getI32IntegerAttr((int32_t)(uint32_t)v)).getResult(); };
  auto wide = [&](Value x) { return b.create<arith::ExtUIOp>(loc, b.getI64Type(), x).getResult(); };
  auto product = [&](Value x, int64_t factor) { // (high word, low word)
    Value f = b.create<arith::ConstantOp>(loc, b.getI64IntegerAttr(factor));
    Value p = b.create<arith::MulIOp>(loc, wide(x), f);
    Value shift = b.create<arith::ConstantOp>(loc, b.getI64IntegerAttr(32));
    Value top = b.create<arith::TruncIOp>(loc, b.getI32Type(), b.create<arith::ShRUIOp>(loc, p, shift));
    Value bottom = b.create<arith::TruncIOp>(loc, b.getI32Type(), p);
    return std::pair<Value, Value>(top, bottom);
  };
  auto exclusive = [&](Value x, Value y) { return b.create<arith::XOrIOp>(loc, x, y).getResult(); };
  auto [c0, c1, c2, c3] = counter;
  auto [key0, key1] = key;
  for (int round = 0; round < 10; ++round) {
    auto [h0, l0] = product(c0, 0xD2511F53);
    auto [h1, l1] = product(c2, 0xCD9E8D57);
    Value n0 = exclusive(exclusive(h1, c1), key0), n2 = exclusive(exclusive(h0, c3), key1);
    c0 = n0, c1 = l1, c2 = n2, c3 = l0;
    key0 = b.create<arith::AddIOp>(loc, key0, i32(0x9E3779B9));
    key1 = b.create<arith::AddIOp>(loc, key1, i32(0xBB67AE85));
  }
  return {c0, c1};
}

Value Body::emitRandom(Operation *op, ArrayRef<AffineExpr> index, Value mask) {
  Value y = op->getResult(0), key = op->getOperand(0);
  int64_t stream = cast<IntegerAttr>(op->getAttr("stream")).getInt();
  AffineExpr linear = getAffineConstantExpr(0, b.getContext());
  for (auto [e, size] : llvm::zip(index, tensorType(y).getShape()))
    linear = linear * size + e;
  Value i = b.create<arith::IndexCastOp>(loc(), b.getI64Type(), indexValue(linear));
  Value shift = b.create<arith::ConstantOp>(loc(), b.getI64IntegerAttr(32));
  Value low = b.create<arith::TruncIOp>(loc(), b.getI32Type(), i);
  Value high = b.create<arith::TruncIOp>(loc(), b.getI32Type(), b.create<arith::ShRUIOp>(loc(), i, shift));
  Value key0 = emit(key, {getAffineConstantExpr(0, b.getContext())}, mask), key1 = emit(key, {getAffineConstantExpr(1, b.getContext())}, mask);
  Value third = b.create<arith::ConstantOp>(loc(), b.getI32IntegerAttr((int32_t)(uint32_t)stream));
  Value trip = op->getNumOperands() > 1 ? emit(op->getOperand(1), {}, mask) : b.create<arith::ConstantOp>(loc(), b.getI32IntegerAttr(0)).getResult();
  auto [w0, w1] = emitPhilox(b, loc(), {low, high, third, trip}, {key0, key1});
  if (isa<RandomBitsOp>(op))
    return w0;
  Type type = computeType(tensorType(y).getElementType());
  auto uniform = [&](Value word) { // exact in f32: 23 bits and a half
    Value nine = b.create<arith::ConstantOp>(loc(), b.getI32IntegerAttr(9));
    Value bits = b.create<arith::ShRUIOp>(loc(), word, nine);
    Value number = b.create<arith::SIToFPOp>(loc(), type, bits);
    Value centered = b.create<arith::AddFOp>(loc(), number, constant(type, 0.5));
    return b.create<arith::MulFOp>(loc(), centered, constant(type, 0x1p-23)).getResult();
  };
  Value u = uniform(w0);
  if (isa<RandomUniformOp>(op))
    return u;
  Value log = b.create<math::LogOp>(loc(), u);
  Value radius = b.create<math::SqrtOp>(loc(), b.create<arith::MulFOp>(loc(), log, constant(type, -2.0)));
  Value angle = b.create<arith::MulFOp>(loc(), uniform(w1), constant(type, 6.283185307179586477));
  return b.create<arith::MulFOp>(loc(), radius, b.create<math::CosOp>(loc(), angle));
}

ValueRange mf::passes::emitFold(OpBuilder &b, Location loc, ArrayRef<int64_t> sizes, ValueRange inits,
                                llvm::function_ref<SmallVector<Value>(ValueRange, ValueRange)> step) {
  auto fold = b.create<mf::tile::FoldOp>(loc, inits.getTypes(), b.getDenseI64ArrayAttr(sizes), inits);
  OpBuilder::InsertionGuard guard(b);
  Block *body = b.createBlock(&fold.getBody());
  for (size_t i = 0; i < sizes.size(); ++i)
    body->addArgument(b.getIndexType(), loc);
  for (Value init : inits)
    body->addArgument(init.getType(), loc);
  auto next = step(body->getArguments().take_front(sizes.size()), body->getArguments().drop_front(sizes.size()));
  b.create<mf::tile::YieldOp>(loc, next);
  return fold.getResults();
}

Value Body::emitArgmax(ArgmaxOp op, ArrayRef<AffineExpr> index, Value mask) {
  int64_t axis = op.getDimension();
  auto x = op.getX().getType();
  Exprs first(index);
  first.insert(first.begin() + axis, getAffineConstantExpr(0, b.getContext()));
  Value best = emit(op.getX(), first, mask);
  Type indexType = op.getY().getType().getElementType();
  Value zero = b.create<arith::ConstantOp>(loc(), b.getZeroAttr(indexType));
  auto saved = memo; // what the loop's body emits is not visible after it
  auto results = emitFold(b, loc(), {x.getDimSize(axis)}, {best, zero}, [&](ValueRange at, ValueRange carried) {
    Exprs where(index);
    where.insert(where.begin() + axis, dim(at[0]));
    Value candidate = emit(op.getX(), where, mask);
    Scalar s{b, loc()};
    Value better = s.compare(Direction::gt, candidate, carried[0]);
    Value here = b.create<arith::IndexCastOp>(loc(), indexType, at[0]);
    return SmallVector<Value>{s.select(better, candidate, carried[0]), s.select(better, here, carried[1])};
  });
  memo = saved;
  return results[1];
}

// One channel a group: a fold over the window (or, for the kernel's face, over batch and positions).
Value Body::emitDepthwise(Operation *any, ArrayRef<AffineExpr> index, Value mask) {
  auto strides = cast<DenseI64ArrayAttr>(any->getAttr("strides")).asArrayRef(), low = cast<DenseI64ArrayAttr>(any->getAttr("low")).asArrayRef();
  auto dilation = cast<DenseI64ArrayAttr>(any->getAttr("dilation")).asArrayRef();
  Value a = any->getOperand(0), w = any->getOperand(1);
  int64_t n = tensorType(a).getRank() - 2;
  AffineExpr channel = index[n + 1], zeroExpr = getAffineConstantExpr(0, b.getContext());
  bool kernelFace = isa<ConvolutionKernelOp>(any), inputFace = isa<ConvolutionInputOp>(any);
  SmallVector<int64_t> sizes;
  if (kernelFace)
    sizes.push_back(tensorType(w).getDimSize(0));
  for (int64_t d = 0; d < n; ++d)
    sizes.push_back(kernelFace ? tensorType(w).getDimSize(d + 1) : tensorType(w).getDimSize(d));
  Value zero = constant(tensorType(any->getResult(0)).getElementType(), 0);
  auto saved = memo;
  auto results = emitFold(b, loc(), sizes, {zero}, [&](ValueRange at, ValueRange carried) {
    Exprs left, right;
    Source window{0, {}, {}, false};
    AffineExpr batch = kernelFace ? dim(at[0]) : index[0];
    left.push_back(batch);
    if (kernelFace)
      right.push_back(batch);
    for (int64_t d = 0; d < n; ++d) {
      AffineExpr t = dim(at[d + (kernelFace ? 1 : 0)]), here = index[d + (kernelFace ? 0 : 1)];
      int64_t size = tensorType(a).getDimSize(d + 1);
      AffineExpr position;
      if (inputFace) { // y[(i + low - t dilation) / stride] where it divides
        position = here + low[d] - t * dilation[d];
        window.bounds.push_back({position, 0, (size - 1) * strides[d] + 1, strides[d]});
        left.push_back(position.floorDiv(strides[d]));
      } else { // x[o stride + t dilation - low]; the kernel's face runs over o and keeps t
        position = kernelFace ? t * strides[d] + here * dilation[d] - low[d] : here * strides[d] + t * dilation[d] - low[d];
        bool inside = low[d] == 0 && cast<DenseI64ArrayAttr>(any->getAttr("high")).asArrayRef()[d] <= 0;
        if (!inside)
          window.bounds.push_back({position, 0, size, 1});
        left.push_back(position);
      }
      right.push_back(t);
    }
    left.push_back(channel);
    if (kernelFace)
      right.push_back(channel);
    else
      right.append({zeroExpr, channel});
    Value inside = boundMask(window, mask);
    Value x = emit(a, left, inside), y = emit(w, right, mask);
    Value product = b.create<arith::MulFOp>(loc(), x, y);
    return SmallVector<Value>{b.create<arith::AddFOp>(loc(), carried[0], product).getResult()};
  });
  memo = saved;
  return results[0];
}
