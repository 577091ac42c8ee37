//===- Special.cpp - cumsum, sort and scatter_add as block programs --------------------------------===//
#include "passes/partition/Special.h"
#include "dialect/mf/Scalar.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

namespace {
/// A kernel of one tile over `shape` without the dimension `hole`, a block for each leading coordinate.
struct PointKernel {
  PointKernel(OpBuilder &b, Operation *op, ArrayRef<int64_t> shape, int64_t hole)
      : b(b), loc(op->getLoc()), rest(without(shape, hole)), kernel(b, loc, gridOf(rest), "loop") {}
  static SmallVector<int64_t> without(ArrayRef<int64_t> shape, int64_t hole) {
    SmallVector<int64_t> r(shape);
    if (hole >= 0)
      r.erase(r.begin() + hole);
    return r;
  }
  static SmallVector<int64_t> gridOf(ArrayRef<int64_t> rest) {
    return rest.size() > 1 ? SmallVector<int64_t>(rest.drop_back()) : SmallVector<int64_t>{1};
  }
  /// Fills the tile; the callback gets coordinates of the remaining dimensions.
  void build(llvm::function_ref<void(ArrayRef<Value>)> fill) {
    SmallVector<int64_t> sizes(rest.empty() ? ArrayRef<int64_t>() : ArrayRef<int64_t>(rest).take_back());
    auto op = b.create<tile::TileOp>(loc, TypeRange(), b.getDenseI64ArrayAttr(sizes), ArrayAttr());
    OpBuilder::InsertionGuard guard(b);
    Block *body = b.createBlock(&op.getBody());
    SmallVector<Value> at;
    for (size_t d = 0; d + 1 < rest.size(); ++d)
      at.push_back(kernel.blockId(d));
    if (!rest.empty())
      at.push_back(body->addArgument(b.getIndexType(), loc));
    fill(at);
    b.create<tile::YieldOp>(loc, ValueRange());
  }
  /// A sequential loop of `sizes`.
  ValueRange fold(ArrayRef<int64_t> sizes, ValueRange inits, llvm::function_ref<SmallVector<Value>(ValueRange, ValueRange)> step) {
    return emitFold(b, loc, sizes, inits, step);
  }
  Body body() { return Body(b, kernel, {}); }
  Value constantIndex(int64_t v) { return b.create<arith::ConstantIndexOp>(loc, v); }
  OpBuilder &b;
  Location loc;
  SmallVector<int64_t> rest;
  KernelBuilder kernel;
};

SmallVector<Value> insertAt(ArrayRef<Value> at, int64_t position, Value value) {
  SmallVector<Value> result(at);
  result.insert(result.begin() + position, value);
  return result;
}
Value emitAt(Body &body, Value source, ArrayRef<Value> index) {
  Exprs exprs;
  for (Value i : index)
    exprs.push_back(body.dim(i));
  return body.emit(source, exprs);
}

KernelBuilder buildCumsum(OpBuilder &b, CumsumOp op) {
  int64_t dim = op.getDimension(), n = op.getX().getType().getDimSize(dim);
  PointKernel k(b, op, op.getX().getType().getShape(), dim);
  k.build([&](ArrayRef<Value> at) {
    Type type = tensorType(op.getX()).getElementType();
    type = type.isBF16() ? b.getF32Type() : type;
    Value zero = Scalar{b, k.loc}.constant(type, 0);
    k.fold({n}, {zero}, [&](ValueRange i, ValueRange carried) {
      Value position = i[0];
      if (op.getReverse())
        position = b.create<arith::SubIOp>(k.loc, k.constantIndex(n - 1), i[0]);
      Body body = k.body();
      Value x = emitAt(body, op.getX(), insertAt(at, dim, position));
      Value sum = Scalar{b, k.loc}.add(carried[0], x);
      body.storeAt(op.getY(), insertAt(at, dim, position), sum);
      return SmallVector<Value>{sum};
    });
  });
  return std::move(k.kernel);
}

// Each element counts those that come before it in sorted order: O(n^2), but parallel and stable.
KernelBuilder buildSort(OpBuilder &b, SortOp op) {
  int64_t rank = op.getX().getType().getRank(), n = op.getX().getType().getDimSize(rank - 1);
  PointKernel k(b, op, op.getX().getType().getShape(), -1);
  k.build([&](ArrayRef<Value> at) {
    Body outer = k.body();
    Value mine = emitAt(outer, op.getX(), at);
    Value zero = b.create<arith::ConstantOp>(k.loc, b.getI32IntegerAttr(0));
    Scalar s{b, k.loc};
    Value position = k.fold({n}, {zero}, [&](ValueRange i, ValueRange carried) {
      Body body = k.body();
      SmallVector<Value> other(at);
      other.back() = i[0];
      Value theirs = emitAt(body, op.getX(), other);
      Value less = s.compare(Direction::lt, theirs, mine), equal = s.compare(Direction::eq, theirs, mine);
      Value earlier = b.create<arith::CmpIOp>(k.loc, arith::CmpIPredicate::ult, i[0], at.back());
      Value tie = b.create<arith::AndIOp>(k.loc, equal, earlier);
      Value before = b.create<arith::OrIOp>(k.loc, less, tie);
      Value one = b.create<arith::ExtUIOp>(k.loc, b.getI32Type(), before);
      return SmallVector<Value>{b.create<arith::AddIOp>(k.loc, carried[0], one).getResult()};
    })[0];
    SmallVector<Value> target(at);
    target.back() = b.create<arith::IndexCastOp>(k.loc, b.getIndexType(), position);
    Body body = k.body();
    body.storeAt(op.getY(), target, mine);
    Type indexType = op.getIndices().getType().getElementType();
    Value from = b.create<arith::IndexCastOp>(k.loc, indexType, at.back());
    body.storeAt(op.getIndices(), target, from);
  });
  return std::move(k.kernel);
}

// A point owns a column of the result: it copies x and then adds its updates in order.
KernelBuilder buildScatterAdd(OpBuilder &b, ScatterAddOp op) {
  auto x = op.getX().getType(), indices = op.getIndices().getType();
  int64_t axis = op.getAxis(), batch = op.getBatchDims(), extra = indices.getRank() - batch, n = x.getDimSize(axis);
  SmallVector<int64_t> sizes(indices.getShape().drop_front(batch));
  PointKernel k(b, op, x.getShape(), axis);
  k.build([&](ArrayRef<Value> at) {
    k.fold({n}, {}, [&](ValueRange i, ValueRange) {
      Body body = k.body();
      SmallVector<Value> where = insertAt(at, axis, i[0]);
      body.storeAt(op.getY(), where, emitAt(body, op.getX(), where));
      return SmallVector<Value>();
    });
    auto add = [&](ValueRange i) {
      Body body = k.body();
      SmallVector<Value> place(at.take_front(batch)), update(at.take_front(axis));
      llvm::append_range(place, i);
      llvm::append_range(update, i);
      llvm::append_range(update, at.drop_front(axis));
      Value raw = b.create<arith::IndexCastOp>(k.loc, b.getIndexType(), emitAt(body, op.getIndices(), place));
      Value clamped = b.create<arith::MinSIOp>(k.loc, b.create<arith::MaxSIOp>(k.loc, raw, k.constantIndex(0)), k.constantIndex(n - 1));
      SmallVector<Value> where = insertAt(at, axis, clamped);
      Value old = body.loadAt(op.getY(), where);
      Value sum = Scalar{b, k.loc}.add(old, emitAt(body, op.getUpdates(), update));
      body.storeAt(op.getY(), where, sum);
    };
    if (extra == 0)
      return add({});
    k.fold(sizes, {}, [&](ValueRange i, ValueRange) {
      add(i);
      return SmallVector<Value>();
    });
  });
  return std::move(k.kernel);
}

KernelBuilder buildCopy(OpBuilder &b, IdentityOp op) {
  PointKernel k(b, op, op.getX().getType().getShape(), -1);
  k.build([&](ArrayRef<Value> at) {
    Body body = k.body();
    body.storeAt(op.getY(), at, emitAt(body, op.getX(), at));
  });
  return std::move(k.kernel);
}
} // namespace

KernelBuilder mf::passes::buildSpecial(OpBuilder &b, const Cluster &cluster) {
  Operation *op = cluster.ops.front();
  if (auto cumsum = dyn_cast<CumsumOp>(op))
    return buildCumsum(b, cumsum);
  if (auto sort = dyn_cast<SortOp>(op))
    return buildSort(b, sort);
  if (auto scatter = dyn_cast<ScatterAddOp>(op))
    return buildScatterAdd(b, scatter);
  return buildCopy(b, cast<IdentityOp>(op));
}
