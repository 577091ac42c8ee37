// Plan: the launches of an entry and where its values live.
#pragma once
#include "dialect/plan/Plan.h"
#include "passes/partition/Kernels.h"
#include <map>

namespace mf::passes {

/// Kernels and constants of the module, each once.
class KernelTable {
public:
  /// Names the kernel, or erases it where an equal one is known.
  mlir::FlatSymbolRefAttr add(tile::KernelOp kernel, mlir::DenseI64ArrayAttr cost);
  mlir::FlatSymbolRefAttr constant(mlir::ElementsAttr value, mlir::OpBuilder &b);

private:
  std::map<std::string, mlir::FlatSymbolRefAttr> byText;
  llvm::DenseMap<mlir::Attribute, mlir::FlatSymbolRefAttr> constants;
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
  };
  void prepare(mlir::Block &body);
  void assignOutputs(Clusterer &clusters, mlir::Block &body);
  void emit(Clusterer &clusters);
  void launch(const Cluster &cluster, Clusterer &clusters);
  void launch(KernelBuilder kernel, const Cluster &cluster, llvm::ArrayRef<mlir::Value> outputs);
  void loop(ir::ForOp op);
  void copy(mlir::Value from, const Place &to);
  Place placeOf(mlir::Value value);
  mlir::Value buffer(mlir::Value value, llvm::ArrayRef<int64_t> view);
  mlir::Value buffer(const Place &place, mlir::MemRefType type, mlir::Location loc);
  mlir::DenseI64ArrayAttr costOf(const Cluster &cluster, const KernelBuilder &kernel, llvm::ArrayRef<mlir::Value> outputs);

  const codegen::Target &target;
  ir::EntryOp entry;
  KernelTable &kernels;
  mlir::OpBuilder &module;
  mlir::OpBuilder b; ///< in the plan
  tile::PlanOp plan;
  mlir::Operation *lastBuffer = nullptr;
  llvm::DenseMap<mlir::Value, Place> places;
  std::map<std::tuple<int, int64_t, const void *, const void *>, mlir::Value> buffers;
  std::vector<std::pair<mlir::Value, Place>> copies;
  int64_t nextAllocation = 0;
};

} // namespace mf::passes
