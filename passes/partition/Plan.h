// Plan: the launches of an entry and where its values live.
#pragma once
#include "dialect/plan/Plan.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Readers.h"
#include <map>

namespace mf::passes {

/// Kernels and constants of the module, each once.
class KernelTable {
public:
  /// Names the kernel, or erases it where an equal one is known.
  mlir::FlatSymbolRefAttr add(tile::KernelOp kernel, mlir::DenseI64ArrayAttr cost);
  mlir::FlatSymbolRefAttr constant(mlir::ElementsAttr value, mlir::OpBuilder &b);

private:
  std::map<size_t, llvm::SmallVector<tile::KernelOp, 1>> byHash;
  unsigned numKernels = 0;
  llvm::DenseMap<mlir::Attribute, mlir::FlatSymbolRefAttr> constants;
};

/// The kernels of a block in launch order, those of the loops in it, and what they read.
struct BlockPlan {
  BlockPlan(mlir::Block &block, const codegen::Target &target);
  mlir::Block &block;
  Clusterer clusters;
  Readers readers;
  llvm::DenseMap<mlir::Operation *, std::unique_ptr<BlockPlan>> loops;
};

class PlanBuilder {
public:
  PlanBuilder(ir::EntryOp entry, KernelTable &kernels, mlir::OpBuilder &module, const codegen::Target &target);
  void run();

private:
  struct Place {
    tile::Space space;
    int64_t index; ///< argument, result, or allocation
    mlir::FlatSymbolRefAttr symbol;
    int64_t offset = 0; ///< bytes from the beginning of the allocation
  };
  // Places.cpp: where values live.
  void assignCarried(BlockPlan &body);
  void assignOutputs(BlockPlan &body);
  /// What reads each state of a block, alone or in a group.
  using StateReads = llvm::DenseMap<mlir::Attribute, llvm::SmallVector<mlir::Operation *, 2>>;
  void assignWrite(BlockPlan &body, const StateReads &reads, mlir::Value value, mlir::Attribute states);
  void assignParts(ir::ConcatenateOp whole);
  bool mayWrite(const BlockPlan &plan, mlir::Value value, mlir::Value over) const;
  mlir::Value anchorOf(mlir::Value value) const;
  Place placeOf(mlir::Value value);

  void emit(BlockPlan &plan);
  void launch(const Cluster &cluster, Clusterer &clusters);
  void launch(KernelBuilder kernel, const Cluster &cluster);
  void loop(ir::ForOp op, BlockPlan &body);
  void copy(mlir::Block &block, mlir::Value from, const Place &to);
  mlir::Value buffer(mlir::Value value, llvm::ArrayRef<int64_t> view);
  mlir::Value buffer(const Place &place, mlir::MemRefType type, mlir::Location loc);
  mlir::DenseI64ArrayAttr costOf(const Cluster &cluster, tile::KernelOp kernel);

  const codegen::Target &target;
  ir::EntryOp entry;
  KernelTable &kernels;
  mlir::OpBuilder &module;
  mlir::OpBuilder b; ///< in the plan
  tile::PlanOp plan;
  mlir::Operation *lastBuffer = nullptr;
  llvm::DenseMap<mlir::Value, Place> places;        ///< by anchor
  llvm::DenseMap<mlir::Value, mlir::Value> carried; ///< anchors that are written straight into a carried value's buffer
  std::map<std::tuple<int, int64_t, int64_t, const void *, const void *>, mlir::Value> buffers;
  std::vector<std::pair<mlir::Value, Place>> copies; ///< at the end of the entry
  int64_t nextAllocation = 0;
};

} // namespace mf::passes
