//===- Kernels.cpp - what the kernel kinds share: outputs, stores, tiles ------------------------------===//
#include "passes/partition/Kernels.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

static bool usedOutside(Value value, const Cluster &cluster, llvm::function_ref<Cluster *(Value)> of) {
  for (Operation *user : value.getUsers()) {
    if (user->getNumResults() == 0)
      return true;
    Value result = user->getResult(0);
    bool outside = cluster.ops.contains(user) ? false : isVirtual(result) ? usedOutside(result, cluster, of) : of(result) != &cluster;
    if (outside)
      return true;
  }
  return false;
}

SmallVector<Value> mf::passes::outputsOf(const Cluster &cluster, llvm::function_ref<Cluster *(Value)> of) {
  SmallVector<Value> outputs;
  for (Operation *op : cluster.ops)
    for (Value result : op->getResults())
      if (!isVirtual(result) && usedOutside(result, cluster, of))
        outputs.push_back(result);
  return outputs;
}

/// Coordinates of a value whose shape is `from` up to unit dimensions.
static Exprs coordinatesFor(Shape shape, Shape from, ArrayRef<AffineExpr> index, MLIRContext *context) {
  Exprs moving, result;
  for (auto [e, size] : llvm::zip(index, from))
    if (size != 1)
      moving.push_back(e);
  size_t next = 0;
  for (int64_t size : shape)
    result.push_back(size == 1 ? getAffineConstantExpr(0, context) : moving[next++]);
  return result;
}

void PointStores::add(Value output, Shape from, ArrayRef<AffineExpr> index) {
  places.push_back({output, coordinatesFor(pointShape(output), from, index, output.getContext())});
}

void PointStores::emit() {
  SmallVector<Value> scalars;
  for (auto &[output, index] : places) {
    Value block = blockOf(output.getDefiningOp());
    scalars.push_back(body.emit(block ? block : output, index));
    if (block)
      index = body.placeInBase(cast<DynamicUpdateSliceOp>(output.getDefiningOp()), index);
  }
  for (auto [place, scalar] : llvm::zip(places, scalars))
    body.store(place.first, place.second, scalar);
}

void mf::passes::storeAll(Body &body, ArrayRef<Value> outputs, Shape from, ArrayRef<AffineExpr> index) {
  PointStores stores(body);
  for (Value out : outputs)
    stores.add(out, from, index);
  stores.emit();
}

/// A mft.tile whose body is emitted by `fill`, which returns the values to reduce.
tile::TileOp mf::passes::makeTile(OpBuilder &b, Location loc, ArrayRef<int64_t> sizes, ArrayRef<tile::Combiner> combiners, ArrayRef<Type> types,
                             llvm::function_ref<SmallVector<Value>(ValueRange)> fill) {
  SmallVector<Attribute> attributes;
  for (tile::Combiner c : combiners)
    attributes.push_back(tile::CombinerAttr::get(b.getContext(), c));
  auto op = b.create<tile::TileOp>(loc, types, b.getDenseI64ArrayAttr(sizes), attributes.empty() ? ArrayAttr() : b.getArrayAttr(attributes));
  OpBuilder::InsertionGuard guard(b);
  Block *body = b.createBlock(&op.getBody());
  for (size_t i = 0; i < sizes.size(); ++i)
    body->addArgument(b.getIndexType(), loc);
  auto values = fill(body->getArguments());
  b.create<tile::YieldOp>(loc, values);
  return op;
}

tile::Combiner mf::passes::combinerOf(Reducing op) {
  switch (op.getKind()) {
  case ReduceKind::sum: return tile::Combiner::sum;
  case ReduceKind::prod: return tile::Combiner::prod;
  case ReduceKind::max: return tile::Combiner::max;
  case ReduceKind::min: return tile::Combiner::min;
  }
  return tile::Combiner::sum;
}
Type mf::passes::scalarType(Value value) { return computeType(tensorType(value).getElementType()); }

KernelBuilder mf::passes::buildKernel(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) {
  OpBuilder::InsertionGuard guard(b);
  return cluster.kind->build(b, cluster, outputs);
}
