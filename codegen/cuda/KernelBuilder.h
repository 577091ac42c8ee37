// Builds the gpu.func of one mft.kernel. Internal to codegen/cuda.
#pragma once
#include "codegen/cuda/Cuda.h"
#include "codegen/cuda/Mapping.h"
#include "dialect/mft/Mft.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"

namespace mf::cuda {

/// State while one kernel is built: the insertion point, what each mft value became and the shared
/// memory used so far. KernelBuilder.cpp has the scalar part, Phases.cpp the tiles and reductions,
/// Contract.cpp the contraction.
class KernelBuilder {
public:
  /// Adds the gpu.func of `kernel` to `target`.
  static mlir::FailureOr<Geometry> build(tile::KernelOp kernel, mlir::gpu::GPUModuleOp target);

private:
  KernelBuilder(tile::KernelOp kernel, mlir::gpu::GPUModuleOp target);

  // KernelBuilder.cpp
  void createFunction(unsigned threads, int64_t blocks);
  mlir::Value index(int64_t value);
  mlir::Value add(mlir::Value a, mlir::Value b);
  mlir::Value mul(mlir::Value a, mlir::Value b);
  mlir::Value less(mlir::Value a, mlir::Value b);
  /// Coordinates of point `linear` of a box, last dimension fastest.
  llvm::SmallVector<mlir::Value> delinearize(mlir::Value linear, llvm::ArrayRef<int64_t> sizes);
  /// Linear element number of `map(indices)` in a row-major buffer.
  mlir::Value linearIndex(mlir::AffineMap map, mlir::ValueRange indices, mlir::MemRefType type);
  mlir::Value read(mlir::Value mftBuffer, mlir::Value linear);
  mlir::Value fromStorage(mlir::Value stored, mlir::Type type);
  mlir::Value toStorage(mlir::Value value);
  mlir::Value sharedArray(int64_t elements, mlir::Type element);
  mlir::LogicalResult emitOps(mlir::Block &block);
  mlir::LogicalResult emitOp(mlir::Operation &op);
  mlir::LogicalResult emitFold(tile::FoldOp fold);
  void emitLoad(tile::LoadOp load);
  void emitStore(tile::StoreOp store);
  /// Functions for which the MLIR pipeline has no, or no exact, lowering. False: not one of them.
  bool emitFunction(mlir::Operation &op);
  mlir::Value callLibrary(llvm::StringRef base, mlir::Value operand);
  llvm::SmallVector<mlir::Value> yielded(mlir::Block &block);

  // Phases.cpp
  mlir::LogicalResult buildFlat();
  mlir::Value beginFlat(int64_t total);
  mlir::LogicalResult buildTeams();
  mlir::LogicalResult emitPhases();
  mlir::LogicalResult emitTile(tile::TileOp tile, mlir::Value begin, mlir::Value end, mlir::Value step);
  mlir::Value reduceTeam(mlir::Value partial, tile::Combiner combiner);
  mlir::Value shuffleXor(mlir::Value value, unsigned distance);
  mlir::Value combine(tile::Combiner combiner, mlir::Value a, mlir::Value b);
  mlir::Value neutral(tile::Combiner combiner, mlir::Type type);
  void emitTeamBarrier();
  void mapBlockIds(mlir::Value linear);

  // Contract.cpp
  mlir::LogicalResult buildContraction(tile::ContractOp op);
  mlir::LogicalResult emitPart(tile::ContractOp op, unsigned part, mlir::Value block);
  struct PartState;
  void loadTile(PartState &state, mlir::Value buffer, mlir::AffineMap map, bool left, int64_t offset, mlir::Value kBase);
  llvm::SmallVector<mlir::Value> accumulate(PartState &state, mlir::ValueRange sums);
  void stageSums(PartState &state, mlir::ValueRange sums);
  mlir::LogicalResult emitEpilogue(PartState &state, mlir::Block &epilogue);

  tile::KernelOp kernel;
  mlir::gpu::GPUModuleOp target;
  mlir::OpBuilder b;
  mlir::Location loc;
  mlir::gpu::GPUFuncOp func;
  mlir::IRMapping map;
  Mapping mapping;
  mlir::Value thread;     ///< thread of the CUDA block
  mlir::Value lane;       ///< thread of the team
  mlir::Value sharedTile; ///< the tiles of a contraction
  unsigned sharedBytes = 0;
};

} // namespace mf::cuda
