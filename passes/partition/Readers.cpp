//===- Readers.cpp - which kernels read a buffer ---------------------------------------------------===//
#include "passes/partition/Readers.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kind.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

void Readers::add(const Clusterer &clusters) {
  for (auto &cluster : clusters.clusters)
    for (Operation *op : cluster->ops)
      op->walk([&](Operation *inner) {
        for (Value operand : inner->getOperands())
          add(*cluster, inner, operand, inner != op);
      });
}

void Readers::add(const Cluster &cluster, Operation *op, Value operand, bool nested) {
  bool pointwise = !nested && isa<Elementwise>(op) && cluster.kind->writesOwnPoint();
  Shape shape = op->getNumResults() ? tensorType(op->getResult(0)).getShape() : Shape();
  Exprs index = identityIndex(op->getContext(), tensorType(operand).getRank());
  forEachLeaf(operand, index, [&](const Leaf &leaf) {
    Read read{cluster.position, std::nullopt};
    if (pointwise && !leaf.masked && !leaf.opaque && Shape(leaf.view) == shape && leaf.index == index)
      read.own.emplace(shape);
    reads[rootOf(leaf.value)].push_back(read);
  });
}

bool Readers::mayWrite(Value root, const Cluster &writer, Value value) const {
  auto found = reads.find(root);
  if (found == reads.end())
    return true;
  return llvm::all_of(found->second, [&](const Read &read) {
    bool own = read.own && Shape(*read.own) == tensorType(value).getShape();
    return read.position < writer.position || (read.position == writer.position && own);
  });
}

bool Readers::areBefore(Value root, const Cluster &writer) const {
  auto found = reads.find(root);
  return found == reads.end() || llvm::all_of(found->second, [&](const Read &read) { return read.position < writer.position; });
}
