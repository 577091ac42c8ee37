//===- BlockGraph.cpp - the ops of a block and what they need -----------------------------------------===//
#include "passes/BlockGraph.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mf::passes;

int BlockGraph::producer(Value value) const {
  Operation *op = value.getDefiningOp();
  auto it = op ? numbers.find(op) : numbers.end();
  return it == numbers.end() ? -1 : (int)it->second;
}

BlockGraph::BlockGraph(Block &block) {
  for (Operation &op : block) {
    numbers[&op] = ops.size();
    ops.push_back(&op);
  }
  for (Operation *op : ops) {
    llvm::SmallSetVector<unsigned, 8> found;
    auto add = [&](ValueRange values) {
      for (Value v : values)
        if (int p = producer(v); p >= 0)
          found.insert(p);
    };
    add(op->getOperands());
    for (Region &region : op->getRegions())
      region.walk([&](Operation *inner) { add(inner->getOperands()); });
    unsigned depth = 0;
    for (unsigned p : found)
      depth = std::max(depth, depths[p] + 1);
    begin.push_back(needed.size());
    needed.append(found.begin(), found.end());
    depths.push_back(depth);
  }
  begin.push_back(needed.size());
}
