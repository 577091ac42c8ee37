//===- ContractPlan.cpp - the blocking of a contraction -------------------------------------------===//
// Costs are in cycles of a core with two vector multiply-add ports; only their ratios matter.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/cpu/ContractPlan.h"
#include "codegen/common/Epilogue.h"
#include "codegen/common/IndexSpace.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

namespace {
/// A linear access: base + strides . (map dimensions)
struct LinearAccess {
  int64_t base = 0;
  SmallVector<int64_t> strides;
  ArrayRef<int64_t> part(size_t from, size_t count) const { return ArrayRef<int64_t>(strides).slice(from, count); }
};
} // namespace

/// Maps of contractions are linear (mft.contract's verifier).
static LinearAccess linearAccess(ContractOp op, MemRefType buffer, AffineMap map) {
  unsigned dims = map.getNumDims();
  AffineExpr linear = linearize(buffer, map.getResults(), dims);
  auto valueAt = [&](unsigned one) {
    SmallVector<AffineExpr> point(dims, getAffineConstantExpr(0, op.getContext()));
    if (one < dims)
      point[one] = getAffineConstantExpr(1, op.getContext());
    return cast<AffineConstantExpr>(simplifyAffineExpr(linear.replaceDims(point), 0, 0)).getValue();
  };
  LinearAccess access;
  access.base = valueAt(dims);
  for (unsigned d = 0; d < dims; ++d)
    access.strides.push_back(valueAt(d) - access.base);
  return access;
}

/// Drops dimensions of size 1 and merges neighbours that every access walks as one.
static DimGroup group(ArrayRef<int64_t> sizes, ArrayRef<ArrayRef<int64_t>> strides) {
  DimGroup result;
  result.strides.resize(strides.size());
  for (auto [d, size] : llvm::enumerate(sizes)) {
    result.total *= size;
    if (size == 1)
      continue;
    bool merge = !result.sizes.empty();
    for (size_t a = 0; merge && a < strides.size(); ++a)
      merge = result.strides[a].back() == strides[a][d] * size;
    if (merge)
      result.sizes.back() *= size;
    else
      result.sizes.push_back(size);
    for (size_t a = 0; a < strides.size(); ++a) {
      if (merge)
        result.strides[a].back() = strides[a][d];
      else
        result.strides[a].push_back(strides[a][d]);
    }
  }
  if (result.sizes.empty()) {
    // a single point: contiguous in every sense
    result.sizes.push_back(1);
    for (auto &list : result.strides)
      list.push_back(1);
  }
  return result;
}

unsigned ContractPlan::variantFor(int64_t rows) const {
  unsigned best = rowVariants.front();
  for (unsigned variant : rowVariants)
    if (variant >= rows)
      best = variant;
  return best;
}

bool ContractPlan::storesAlongM() const {
  return llvm::any_of(parts, [](const Part &part) { return part.storesAlongM; });
}

int64_t ContractPlan::sideElements() const {
  return std::max(blockRows * packedRow + lanes, storesAlongM() ? (blockColumns() + lanes) * panelColumns() : 0);
}

int64_t ContractPlan::scratchBytes() const {
  int64_t elements = int64_t(sides.size()) * (sideElements() + sumElements()) + panelElements();
  int64_t bytes = elements * (accumulator.getIntOrFloatBitWidth() / 8);
  // each piece starts on a cache line
  return bytes + 64 * (2 * int64_t(sides.size()) + 2);
}

static Packing chooseLhs(const DimGroup &m, const DimGroup &k, unsigned sideInPart, unsigned side) {
  bool contiguousK = k.innerStride(side) == 1, contiguousM = m.innerStride(sideInPart) == 1 && m.isFlat();
  // short runs along k waste most of each vector
  if (contiguousK && (k.inner() >= 8 || !contiguousM))
    return Packing::alongK;
  return contiguousM ? Packing::across : Packing::gather;
}

static Packing chooseRhs(const DimGroup &n, const DimGroup &k, unsigned rhs, unsigned lanes) {
  if (n.innerStride(0) == 1 && (n.isFlat() || n.inner() % lanes == 0))
    return Packing::across;
  return k.innerStride(rhs) == 1 && k.inner() >= 4 && n.isFlat() ? Packing::alongK : Packing::gather;
}

/// Products of a few rows (a token) read each element of the right side once. Vectors lie there as in a panel where its columns are whole
/// vectors side by side.
static void chooseInPlace(ContractPlan &plan, Type rhsElement, const CpuTarget &target) {
  int64_t rows = 0;
  for (const ContractPlan::Side &side : plan.sides)
    rows += plan.parts[side.part].m.total;
  unsigned rhs = plan.sides.size();
  bool lies = plan.rhsPacking == Packing::across && plan.k.isFlat() && plan.n.isFlat() && plan.n.innerStride(0) == 1 && rhsElement == plan.accumulator;
  if (!lies || rows > 4 || plan.n.total % plan.lanes != 0 || plan.k.innerStride(rhs) < plan.n.total)
    return;
  plan.readsRhsInPlace = true;
  plan.rowVariants = {rows == 1 ? 1u : plan.rowVariants.back()};
  // independent sums hide the latency of each, and long runs that of memory
  for (unsigned vectors = target.vectorRegisters / 2; vectors >= 4; vectors /= 2)
    if (rows == 1 && plan.n.total % (vectors * plan.lanes) == 0) {
      plan.panelVectors = vectors;
      break;
    }
}

/// Cycles of one block.
static double blockCost(const ContractPlan &plan, int64_t rows, int64_t panels) {
  double lanes = plan.lanes, k = plan.k.total, columns = double(panels) * plan.panelVectors;
  // a panel's rows lie pages apart: packing waits for the outer caches, once a block of rows
  double rhs = plan.readsRhsInPlace ? 4 : plan.rhsPacking == Packing::across ? 12 : plan.rhsPacking == Packing::alongK ? 12 : 1.5 * lanes;
  double cost = 400 + k * columns * rhs;
  for (const ContractPlan::Side &side : plan.sides) {
    double m = std::min(rows, plan.parts[side.part].m.total);
    double tiles = std::ceil(m / plan.tileRows()) * plan.tileRows();
    double lhs = side.packing == Packing::gather ? 1.2 * lanes : 2;
    // one vector in a panel leaves half of the loads' bandwidth to the accumulators
    double fma = plan.panelVectors == 1 ? 0.75 : 0.52;
    double chunks = std::ceil(k / plan.chunk);
    cost += m * k * lhs / lanes + tiles * k * columns * fma + m * columns * (4 + 2 * chunks) + 20 * panels * tiles / plan.tileRows();
  }
  return cost;
}

double ContractPlan::cycles() const { return double(blocks()) * blockCost(*this, blockRows, blockPanels); }

/// Blocks that keep 2 and 4 threads equally busy and pack little twice.
static void chooseBlocks(ContractPlan &plan) {
  int64_t tile = plan.tileRows(), sides = plan.sides.size();
  int64_t maxTiles = std::max<int64_t>(1, 400 / (tile * sides));
  int64_t neededTiles = (plan.maxRows + tile - 1) / tile;
  double best = 0;
  int64_t bestRows = 0, bestPanels = 1;
  for (int64_t tiles = 1; tiles <= std::min(maxTiles, neededTiles); ++tiles) {
    if (plan.storesAlongM() && tiles < neededTiles && tiles * tile % plan.lanes != 0)
      continue; // a block begins at a whole vector
    for (int64_t panels = 1; panels <= std::min<int64_t>(8, plan.numPanels()); ++panels) {
      plan.blockRows = tiles * tile, plan.blockPanels = panels;
      double cost = blockCost(plan, plan.blockRows, panels), blocks = plan.blocks();
      double total = std::ceil(blocks / 2) * 2 * cost + std::ceil(blocks / 4) * 4 * cost;
      if (!bestRows || total < best)
        best = total, bestRows = plan.blockRows, bestPanels = panels;
    }
  }
  plan.blockRows = bestRows, plan.blockPanels = bestPanels;
}

static void chooseTiles(ContractPlan &plan, const CpuTarget &target) {
  plan.lanes = target.lanes(plan.accumulator.getIntOrFloatBitWidth());
  // 12 x 2 vectors fill 24 of 32 registers, 6 x 2 fill 12 of 16; the rest holds operands
  if (target.vectorRegisters == 32)
    plan.rowVariants = {12, 8, 4};
  else
    plan.rowVariants = {6, 4, 2};
  plan.panelVectors = plan.n.total > plan.lanes ? 2 : 1;
  plan.chunk = std::min<int64_t>(plan.k.total, 256);
  // the row stride is the same in every kernel (register tiles are shared) and no multiple of a page
  plan.packedRow = 256 + 16;
}

ContractPlan mf::codegen::planContraction(ContractOp op, const CpuTarget &target) {
  ContractPlan plan;
  size_t b = op.getBSizes().size(), m = op.getMRank(), n = op.getNSizes().size(), k = op.getKSizes().size();
  SmallVector<LinearAccess> accesses;
  auto addAccess = [&](Value buffer, AffineMap map) { accesses.push_back(linearAccess(op, cast<MemRefType>(buffer.getType()), map)); };
  for (auto [buffer, map] : llvm::zip(op.getLhs(), op.getLhsMaps()))
    addAccess(buffer, cast<AffineMapAttr>(map).getValue());
  addAccess(op.getRhs(), op.getRhsMap());

  SmallVector<ArrayRef<int64_t>> kStrides;
  for (size_t i = 0; i + 1 < accesses.size(); ++i)
    kStrides.push_back(accesses[i].part(b + m, k));
  const LinearAccess &rhs = accesses.back();
  kStrides.push_back(rhs.part(b, k));
  plan.k = group(op.getKSizes(), kStrides);
  plan.n = group(op.getNSizes(), {rhs.part(b + k, n)});
  plan.rhsBase = rhs.base;
  plan.rhsBStrides.assign(rhs.strides.begin(), rhs.strides.begin() + b);
  for (int64_t size : op.getBSizes())
    plan.batches *= size;
  bool wide = llvm::any_of(op->getOperandTypes(), [](Type t) { return cast<MemRefType>(t).getElementType().isF64(); });
  plan.accumulator = wide ? Type(Float64Type::get(op.getContext())) : Float32Type::get(op.getContext());
  chooseTiles(plan, target);
  for (unsigned p = 0; p < op.getNumParts(); ++p) {
    unsigned first = op.getPartBegin(p), count = op.getPartSides()[p];
    SmallVector<ArrayRef<int64_t>> strides;
    for (unsigned i = first; i < first + count; ++i)
      strides.push_back(accesses[i].part(b, m));
    plan.parts.push_back({group(op.getPartMSizes(p), strides), first, count, storesAlongM(op, p)});
    plan.maxRows = std::max(plan.maxRows, plan.parts[p].m.total);
    for (unsigned i = 0; i < count; ++i) {
      const LinearAccess &access = accesses[first + i];
      Packing packing = chooseLhs(plan.parts[p].m, plan.k, i, first + i);
      plan.sides.push_back({p, i, packing, access.base, SmallVector<int64_t>(access.part(0, b))});
    }
  }
  plan.rhsPacking = chooseRhs(plan.n, plan.k, accesses.size() - 1, plan.lanes);
  chooseInPlace(plan, cast<MemRefType>(op.getRhs().getType()).getElementType(), target);
  chooseBlocks(plan);
  return plan;
}
