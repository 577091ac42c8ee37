// How a contraction is cut into blocks, panels and register tiles; decided from its sizes alone.
#pragma once
#include "codegen/cpu/LaneBuilder.h"
#include "dialect/mft/Mft.h"

namespace mf::codegen {

/// Dimensions of one role (m, n or k) as nested loops, with the element strides of each access that uses them.
/// Neighbours that every access walks as one are merged.
struct DimGroup {
  llvm::SmallVector<int64_t> sizes;
  llvm::SmallVector<llvm::SmallVector<int64_t>> strides; ///< [access][dimension]
  int64_t total = 1;

  int64_t inner() const { return sizes.back(); }
  int64_t innerStride(unsigned access) const { return strides[access].back(); }
  bool isFlat() const { return sizes.size() == 1; }
};

/// How an operand is brought into its packed form.
enum class Packing {
  alongK, ///< vectors along k (lhs: rows of [row][k]; rhs: transposed in registers)
  across, ///< vectors along m or n: [k][lane]
  gather, ///< by single elements, in the layout of alongK (lhs) or across (rhs)
};

struct ContractPlan {
  struct Side {
    unsigned part;
    unsigned indexInPart;
    Packing packing;
    int64_t base;                         ///< constant element offset
    llvm::SmallVector<int64_t> bStrides;
  };
  struct Part {
    DimGroup m; ///< accesses: the part's sides
    unsigned firstSide;
    unsigned numSides;
    bool storesAlongM; ///< lanes of the epilogue run along m
  };
  llvm::SmallVector<Side> sides;
  llvm::SmallVector<Part> parts;
  DimGroup n;          ///< accesses: the right side
  DimGroup k;          ///< accesses: left sides, then the right side
  int64_t rhsBase = 0;
  llvm::SmallVector<int64_t> rhsBStrides;
  Packing rhsPacking = Packing::across;
  bool readsRhsInPlace = false; ///< so few rows use a panel that packing it would take longer than reading it once
  int64_t batches = 1;
  int64_t maxRows = 0; ///< m of the largest part

  // blocking
  mlir::Type accumulator; ///< f32 or f64
  unsigned lanes = 1;
  unsigned panelVectors = 2;       ///< vectors in a panel
  llvm::SmallVector<unsigned> rowVariants; ///< heights of the register tiles, largest first
  int64_t blockRows = 0, blockPanels = 1;
  int64_t chunk = 0, packedRow = 0; ///< k of a chunk; elements from row to row of a packed left side

  int64_t tileRows() const { return rowVariants.front(); }
  int64_t panelColumns() const { return int64_t(panelVectors) * lanes; }
  int64_t blockColumns() const { return blockPanels * panelColumns(); }
  int64_t numPanels() const { return (n.total + panelColumns() - 1) / panelColumns(); }
  int64_t columnBlocks() const { return (numPanels() + blockPanels - 1) / blockPanels; }
  int64_t rowBlocks() const { return (maxRows + blockRows - 1) / blockRows; }
  int64_t blocks() const { return batches * columnBlocks() * rowBlocks(); }
  /// Whether lanes of an epilogue run along m.
  bool storesAlongM() const;
  /// The smallest register tile that holds `rows`.
  unsigned variantFor(int64_t rows) const;

  // scratch, in elements of the accumulator
  /// A packed left side; later, where lanes of the epilogue run along m, its sums in panels of [n][m].
  int64_t sideElements() const;
  int64_t panelElements() const { return (chunk + lanes) * panelColumns(); }
  int64_t sumElements() const { return blockRows * blockColumns(); }
  int64_t scratchBytes() const;

  /// Of all blocks, without their epilogues.
  double cycles() const;
};

ContractPlan planContraction(tile::ContractOp op, const CpuTarget &target);

} // namespace mf::codegen
