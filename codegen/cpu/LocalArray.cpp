//===- LocalArray.cpp - filling and multiplying the arrays of a block -----------------------------===//
#include "codegen/cpu/LocalArray.h"
#include "codegen/common/IndexSpace.h"
#include "codegen/cpu/ContractPlan.h"
#include "codegen/cpu/MicroKernel.h"
#include "codegen/cpu/PackLoops.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

static int64_t roundUp(int64_t n, int64_t unit) { return (n + unit - 1) / unit * unit; }

LocalArray::LocalArray(LocalOp op, const CpuTarget &target) {
  auto type = cast<MemRefType>(op.getArray().getType());
  element = type.getElementType();
  rows = type.getDimSize(0), columns = type.getDimSize(1);
  lanes = target.lanes(std::max(32u, element.getIntOrFloatBitWidth()));
  stride = roundUp(columns, lanes);
  if (rows > 1 && stride % (4 * lanes) == 0) // rows that lie a power of two apart share few sets of a cache
    stride += lanes;
  // a square of lanes that is transposed into it, and the smallest register tile, may be written whole
  paddedRows = roundUp(rows, std::max<int64_t>(lanes, 4));
}

int64_t LocalArray::bytes() const { return roundUp((paddedRows * stride + lanes) * std::max(1u, element.getIntOrFloatBitWidth() / 8), 64); }

//===-- filling ---------------------------------------------------------------------------------===//

namespace {
/// A rectangle of a buffer: offset + row rowStride + column columnStride.
struct Rectangle {
  AffineExpr offset;
  int64_t rowStride, columnStride;
};
} // namespace

/// The map's last two dimensions are the row and the column; it is linear (mft.stage's verifier).
static Rectangle rectangleOf(PointEmitter &points, StageOp op) {
  auto buffer = cast<MemRefType>(op.getBuffer().getType());
  unsigned outer = op.getIndices().size(), dims = outer + 2;
  AffineExpr linear = linearize(buffer, op.getMap().getResults(), dims);
  MLIRContext *context = op.getContext();
  auto coefficient = [&](unsigned d) {
    SmallVector<AffineExpr> one(dims, getAffineConstantExpr(0, context)), none = one;
    one[d] = getAffineConstantExpr(1, context);
    AffineExpr step = simplifyAffineExpr(linear.replaceDims(one) - linear.replaceDims(none), 0, 0);
    return cast<AffineConstantExpr>(step).getValue();
  };
  SmallVector<AffineExpr> at;
  for (Value index : op.getIndices())
    at.push_back(points.indexOf(index));
  at.push_back(points.indexOf(op.getRow()));
  at.push_back(points.indexOf(op.getColumn()));
  return {simplifyAffineExpr(linear.replaceDims(at), points.space.size(), 0), coefficient(outer), coefficient(outer + 1)};
}

/// The loops that contractions pack with, for an array instead of a panel.
static ContractPlan planOf(const LocalArray &array, unsigned lanes) {
  ContractPlan plan;
  plan.accumulator = array.element;
  plan.lanes = lanes;
  plan.packedRow = array.stride;
  plan.panelVectors = array.stride / lanes;
  return plan;
}

void mf::codegen::emitStage(PointEmitter &points, StageOp op) {
  LaneBuilder &b = points.b;
  LocalArray array(op.getLocal().getDefiningOp<LocalOp>(), b.target);
  Type element = cast<MemRefType>(op.getBuffer().getType()).getElementType();
  Rectangle from = rectangleOf(points, op);
  auto remaining = [&](Value start, int64_t extent, int64_t most) {
    return b.min(b.sub(b.index(extent), points.value(start)), b.index(most));
  };
  Value rows = remaining(op.getRow(), op.getExtents()[0], array.rows), columns = remaining(op.getColumn(), op.getExtents()[1], array.columns);
  Value source = b.element(points.value(op.getBuffer()), storageType(element), points.scalarOf(from.offset)), target = points.value(op.getLocal());
  ContractPlan plan = planOf(array, b.target.lanes(array.element.getIntOrFloatBitWidth()));
  PackLoops loops(b, plan, element);
  if (from.rowStride == 1 && from.columnStride != 1)
    return loops.transposed(source, b.index(from.columnStride), b.sub(columns, b.index(1)), rows, target);
  loops.rows(source, b.index(from.rowStride), b.sub(rows, b.index(1)), rows, from.columnStride, columns, target);
}

//===-- products --------------------------------------------------------------------------------===//

namespace {
class DotEmitter {
public:
  DotEmitter(PointEmitter &points, DotOp op)
      : points(points), b(points.b), op(op), left(op.getLhs().getDefiningOp<LocalOp>(), b.target), right(op.getRhs().getDefiningOp<LocalOp>(), b.target),
        sum(op.getAcc().getDefiningOp<LocalOp>(), b.target), lanes(b.target.lanes(sum.element.getIntOrFloatBitWidth())) {}

  void emit() {
    depth = b.index(op.getK());
    if (op.getDepth())
      depth = b.createOrFold<arith::MaxSIOp>(b.min(points.value(op.getDepth()), depth), b.index(0));
    int64_t panel = 2 * lanes, whole = op.getN() / panel * panel;
    b.loop(b.index(0), b.index(whole), panel, [&](Value column) { emitPanel(column, 2); });
    if (op.getN() - whole > lanes)
      emitPanel(b.index(whole), 2);
    else if (op.getN() > whole)
      emitPanel(b.index(whole), 1);
  }

private:
  /// Heights of the register tiles: 12 x 2 vectors fill 24 of 32 registers, 6 x 2 fill 12 of 16.
  unsigned tileRows() const { return b.target.vectorRegisters == 32 ? 12 : 6; }
  unsigned smallTile(int64_t rest) const {
    for (unsigned part : {3, 2})
      if (unsigned height = tileRows() / part; rest <= height)
        return height;
    return rest <= 2 * tileRows() / 3 ? 2 * tileRows() / 3 : tileRows();
  }

  void emitPanel(Value column, unsigned vectors) {
    int64_t whole = op.getM() / tileRows() * tileRows(), rest = op.getM() - whole;
    b.loop(b.index(0), b.index(whole), tileRows(), [&](Value row) { emitTile(row, tileRows(), column, vectors); });
    if (rest)
      emitTile(b.index(whole), smallTile(rest), column, vectors);
  }

  void emitTile(Value row, unsigned height, Value column, unsigned vectors) {
    MicroKernel kernel{sum.element, height, vectors, unsigned(lanes), op.getTransposed(), left.stride, left.stride, right.stride};
    Value from = b.element(points.value(op.getLhs()), left.element, op.getTransposed() ? row : b.mul(row, left.stride));
    Value panel = b.element(points.value(op.getRhs()), right.element, column);
    Value target = b.element(points.value(op.getAcc()), sum.element, b.add(b.mul(row, sum.stride), column));
    Value first = b.create<LLVM::ConstantOp>(b.getBoolAttr(!op.getAccumulate()));
    callMicroKernel(b, kernel, from, panel, target, depth, b.index(sum.stride), first);
  }

  PointEmitter &points;
  LaneBuilder &b;
  DotOp op;
  LocalArray left, right, sum;
  int64_t lanes;
  Value depth;
};
} // namespace

void mf::codegen::emitDot(PointEmitter &points, DotOp op) { DotEmitter(points, op).emit(); }
