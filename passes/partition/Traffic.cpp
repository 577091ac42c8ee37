//===- Traffic.cpp - the bytes that a launch of a kernel moves ---------------------------------------===//
// An access touches as many elements as the coordinates that its address depends on take values, and no more than the
// buffer holds: a row that is looked up in a table counts as a row, a bias that every row reads as one bias.
//===------------------------------------------------------------------------------------------------===//
#include "passes/partition/Kernels.h"

using namespace mlir;
using namespace mf::passes;
namespace tile = mf::tile;

namespace {
/// Coordinates that an address depends on.
struct Coordinates {
  llvm::SetVector<Value> found;
  llvm::DenseSet<Value> seen; ///< values that have been looked at
};

class Traffic {
public:
  explicit Traffic(tile::KernelOp kernel) : kernel(kernel) {}
  Bytes count();

private:
  void bound(Region &region, ArrayRef<int64_t> extents);
  void bound(tile::ContractOp op);
  void depends(Value value, Coordinates &on) const;
  void enclosing(Operation *op, Coordinates &on) const;
  void touch(Value buffer, const Coordinates &on, llvm::DenseMap<Value, int64_t> &elements) const;
  void touch(Value buffer, AffineMap map, ValueRange indices, llvm::DenseMap<Value, int64_t> &elements) const;
  void touch(tile::ContractOp op);
  void touch(tile::StageOp op);

  tile::KernelOp kernel;
  llvm::DenseMap<Value, int64_t> sizes; ///< of coordinates
  llvm::DenseMap<Value, int64_t> read, written;
};
} // namespace

/// The region's first arguments are coordinates below `extents`.
void Traffic::bound(Region &region, ArrayRef<int64_t> extents) {
  for (auto [argument, size] : llvm::zip(region.getArguments(), extents))
    sizes[argument] = size;
}

void Traffic::bound(tile::ContractOp op) {
  for (unsigned p = 0; p < op.getNumParts(); ++p) {
    SmallVector<int64_t> extents(op.getBSizes());
    llvm::append_range(extents, op.getPartMSizes(p));
    llvm::append_range(extents, op.getNSizes());
    bound(op.getEpilogues()[p], extents);
  }
}

/// All coordinates around an op.
void Traffic::enclosing(Operation *op, Coordinates &on) const {
  for (; op != kernel; op = op->getParentOp())
    for (Value argument : op->getParentRegion()->getArguments())
      if (sizes.contains(argument))
        on.found.insert(argument);
}

/// The coordinates that a value depends on; all around a sum or another value that a loop carries.
void Traffic::depends(Value value, Coordinates &on) const {
  if (!on.seen.insert(value).second)
    return;
  if (sizes.contains(value)) {
    on.found.insert(value);
  } else if (auto argument = dyn_cast<BlockArgument>(value)) {
    enclosing(&argument.getOwner()->front(), on);
  } else if (isa<tile::TileOp, tile::FoldOp>(value.getDefiningOp())) {
    enclosing(value.getDefiningOp(), on);
  } else {
    for (Value operand : value.getDefiningOp()->getOperands())
      if (!isa<MemRefType>(operand.getType()))
        depends(operand, on);
  }
}

void Traffic::touch(Value buffer, const Coordinates &on, llvm::DenseMap<Value, int64_t> &elements) const {
  double points = 1;
  if (!isa<BlockArgument>(buffer)) // an array of the block
    return;
  for (Value coordinate : on.found)
    points *= (double)sizes.lookup(coordinate);
  int64_t all = cast<MemRefType>(buffer.getType()).getNumElements(), &sum = elements[buffer];
  sum = std::min(all, sum + (int64_t)std::min(points, (double)all));
}

void Traffic::touch(Value buffer, AffineMap map, ValueRange indices, llvm::DenseMap<Value, int64_t> &elements) const {
  Coordinates on;
  for (auto [d, index] : llvm::enumerate(indices))
    if (map.isFunctionOfDim(d))
      depends(index, on);
  touch(buffer, on, elements);
}

/// The operands of a contraction: elements that its coordinates reach.
void Traffic::touch(tile::ContractOp op) {
  auto reach = [&](Value buffer, AffineMap map, ArrayRef<int64_t> extents) {
    double points = 1;
    for (auto [d, size] : llvm::enumerate(extents))
      points *= map.isFunctionOfDim(d) ? (double)size : 1;
    int64_t all = cast<MemRefType>(buffer.getType()).getNumElements(), &sum = read[buffer];
    sum = std::min(all, sum + (int64_t)std::min(points, (double)all));
  };
  for (unsigned p = 0, side = 0; p < op.getNumParts(); ++p)
    for (int64_t s = 0; s < op.getPartSides()[p]; ++s, ++side) {
      SmallVector<int64_t> extents(op.getBSizes());
      llvm::append_range(extents, op.getPartMSizes(p));
      llvm::append_range(extents, op.getKSizes());
      reach(op.getLhs()[side], cast<AffineMapAttr>(op.getLhsMaps()[side]).getValue(), extents);
    }
  SmallVector<int64_t> extents(op.getBSizes());
  llvm::append_range(extents, op.getKSizes());
  llvm::append_range(extents, op.getNSizes());
  reach(op.getRhs(), op.getRhsMap(), extents);
}

/// A rectangle that is filled again with the same elements is in a cache.
void Traffic::touch(tile::StageOp op) {
  Coordinates on;
  for (auto [d, index] : llvm::enumerate(op.getIndices()))
    if (op.getMap().isFunctionOfDim(d))
      depends(index, on);
  double points = 1;
  for (Value coordinate : on.found)
    points *= (double)sizes.lookup(coordinate);
  unsigned outer = op.getIndices().size();
  for (auto [d, extent] : llvm::enumerate(op.getExtents()))
    points *= op.getMap().isFunctionOfDim(outer + d) ? (double)extent : 1;
  int64_t all = cast<MemRefType>(op.getBuffer().getType()).getNumElements();
  read[op.getBuffer()] = std::min(all, std::max(read[op.getBuffer()], (int64_t)std::min(points, (double)all)));
}

Bytes Traffic::count() {
  for (unsigned d = 0; d < kernel.getGrid().size(); ++d)
    sizes[kernel.getBlockId(d)] = kernel.getGrid()[d];
  kernel->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (auto tile = dyn_cast<tile::TileOp>(op))
      bound(tile.getBody(), tile.getSizes());
    else if (auto fold = dyn_cast<tile::FoldOp>(op))
      bound(fold.getBody(), fold.getSizes());
    else if (auto contract = dyn_cast<tile::ContractOp>(op))
      bound(contract), touch(contract);
    else if (auto repeat = dyn_cast<tile::RepeatOp>(op))
      bound(repeat.getBody(), {int64_t(repeat.getTrips())});
    else if (auto stage = dyn_cast<tile::StageOp>(op))
      touch(stage);
    else if (auto load = dyn_cast<tile::LoadOp>(op))
      touch(load.getBuffer(), load.getMap(), load.getIndices(), read);
    else if (auto store = dyn_cast<tile::StoreOp>(op))
      touch(store.getBuffer(), store.getMap(), store.getIndices(), written);
  });
  auto total = [](const llvm::DenseMap<Value, int64_t> &elements) {
    int64_t bytes = 0;
    for (auto [buffer, count] : elements)
      bytes += count * std::max(1u, cast<MemRefType>(buffer.getType()).getElementTypeBitWidth() / 8);
    return bytes;
  };
  return {total(read), total(written)};
}

Bytes mf::passes::bytesOf(tile::KernelOp kernel) { return Traffic(kernel).count(); }
