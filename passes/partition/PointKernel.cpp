//===- PointKernel.cpp - kernels of ops that fit no loop ------------------------------------------------===//
#include "passes/partition/PointKernel.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

static SmallVector<int64_t> without(ArrayRef<int64_t> shape, int64_t hole) {
  SmallVector<int64_t> r(shape);
  if (hole >= 0)
    r.erase(r.begin() + hole);
  return r;
}
static SmallVector<int64_t> gridOf(ArrayRef<int64_t> rest) {
  return rest.size() > 1 ? SmallVector<int64_t>(rest.drop_back()) : SmallVector<int64_t>{1};
}

PointKernel::PointKernel(OpBuilder &b, Operation *op, ArrayRef<int64_t> shape, int64_t hole, StringRef kind)
    : b(b), loc(op->getLoc()), rest(without(shape, hole)), kernel(b, loc, gridOf(rest), kind) {}

void PointKernel::build(llvm::function_ref<void(ArrayRef<Value>)> fill) {
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

Value PointKernel::constantIndex(int64_t v) { return b.create<arith::ConstantIndexOp>(loc, v); }

SmallVector<Value> mf::passes::insertAt(ArrayRef<Value> at, int64_t position, Value value) {
  SmallVector<Value> result(at);
  result.insert(result.begin() + position, value);
  return result;
}
Value mf::passes::emitAt(Body &body, Value source, ArrayRef<Value> index) {
  Exprs exprs;
  for (Value i : index)
    exprs.push_back(body.dim(i));
  return body.emit(source, exprs);
}

