// Builds the gpu.func of one mft.kernel. Internal to codegen/cuda.
#pragma once
#include "codegen/common/BodyEmitter.h"
#include "codegen/cuda/Cuda.h"
#include "codegen/cuda/Mapping.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace mf::cuda {

/// State while one kernel is built: what each mft value became (BodyEmitter) and the shared memory used so far.
/// KernelBuilder.cpp has the shell and memory, Phases.cpp the tiles and reductions, Contract.cpp the contraction.
class KernelBuilder : public codegen::BodyEmitter {
public:
  /// Adds the gpu.func of `kernel` to `target`.
  static mlir::FailureOr<Geometry> build(tile::KernelOp kernel, mlir::gpu::GPUModuleOp target);

protected:
  void emitLoad(tile::LoadOp load) override;
  void emitStore(tile::StoreOp store) override;

private:
  KernelBuilder(codegen::RegisterBuilder &builder, tile::KernelOp kernel, mlir::gpu::GPUModuleOp target);
  mlir::LogicalResult run();
  mlir::FailureOr<Geometry> geometry();

  // KernelBuilder.cpp; numbers are i64
  void createFunction(unsigned threads, int64_t blocks);
  /// The insertion point moves before the function's end.
  void endFunction();
  mlir::Value blockOfGrid();
  mlir::Value less(mlir::Value x, mlir::Value y);
  mlir::Value less(mlir::Value x, int64_t y) { return less(x, b.index(y)); }
  /// Opens an if: the insertion point is inside.
  void beginIf(mlir::Value condition);
  /// The register of element `linear` of a buffer.
  mlir::Value read(mlir::Value mftBuffer, mlir::AffineExpr linear);
  mlir::Value load(mlir::Value memory, mlir::Value linear);
  void store(mlir::Value value, mlir::Value memory, mlir::Value linear);
  mlir::Value sharedArray(int64_t elements, mlir::Type element);

  // Phases.cpp
  mlir::LogicalResult buildFlat();
  mlir::Value beginFlat(int64_t total);
  mlir::LogicalResult buildTeams();
  mlir::LogicalResult emitPhases();
  void emitTile(tile::TileOp tile);
  mlir::Value reduceTeam(mlir::Value partial, tile::Combiner combiner, mlir::Type type);
  mlir::Value shuffleXor(mlir::Value value, unsigned distance);
  void emitTeamBarrier();

  // Contract.cpp
  mlir::LogicalResult buildContraction(tile::ContractOp op);
  struct PartState;
  void emitPart(tile::ContractOp op, unsigned part, mlir::Value block, mlir::Value shared);
  void loadTile(PartState &state, mlir::Value buffer, mlir::AffineMap map, bool left, int64_t offset, mlir::AffineExpr kBase);
  mlir::Value toSum(PartState &state, mlir::Value value, mlir::Type type);
  llvm::SmallVector<mlir::Value> accumulate(PartState &state, mlir::ValueRange sums);
  void stageSums(PartState &state, mlir::ValueRange sums);
  void emitEpilogue(PartState &state, mlir::Block &epilogue);

  codegen::RegisterBuilder &b;
  tile::KernelOp kernel;
  mlir::gpu::GPUModuleOp target;
  mlir::gpu::GPUFuncOp func;
  Mapping mapping;
  mlir::Value thread; ///< thread of the CUDA block
  mlir::Value lane;   ///< thread of the team
  unsigned sharedBytes = 0;
};

} // namespace mf::cuda
