//===- Rows.cpp - which axis of each op is the batch: RowWise rules -----------------------------===//
// rowAxis(rows): rows[i] is the batch axis of operand i or -1 where unknown; fills in what the other
// operands must have and returns the result's axis, or -1 where the op mixes rows.
#include "dialect/mf/Rules.h"

using namespace mlir;
using namespace mf::ir;

int mf::ir::alignRows(MutableArrayRef<int> rows) {
  int axis = -1;
  for (int row : rows) {
    if (row >= 0 && axis >= 0 && row != axis)
      return -1;
    axis = row >= 0 ? row : axis;
  }
  for (int &row : rows)
    row = axis;
  return axis;
}

int BroadcastInDimOp::rowAxis(MutableArrayRef<int> rows) {
  return getX().getType().getDimSize(rows[0]) == getY().getType().getDimSize(getDims()[rows[0]]) ? (int)getDims()[rows[0]] : -1;
}

/// The batch axis survives a reshape where a result axis has its size and as many elements before it.
int ReshapeOp::rowAxis(MutableArrayRef<int> rows) {
  Shape from = getX().getType().getShape(), to = getY().getType().getShape();
  int64_t before = 1, seen = 1;
  for (int d = 0; d < rows[0]; ++d)
    before *= from[d];
  for (size_t d = 0; d < to.size(); ++d) {
    if (seen == before && to[d] == from[rows[0]])
      return d;
    seen *= to[d];
  }
  return -1;
}

int TransposeOp::rowAxis(MutableArrayRef<int> rows) { return llvm::find(getPermutation(), rows[0]) - getPermutation().begin(); }

int SliceOp::rowAxis(MutableArrayRef<int> rows) {
  return getX().getType().getDimSize(rows[0]) == getY().getType().getDimSize(rows[0]) ? rows[0] : -1;
}
void SliceOp::setRows(int axis, int64_t size) {
  SmallVector<int64_t> limit(getLimit());
  limit[axis] = size;
  setLimit(limit);
}
int PadOp::rowAxis(MutableArrayRef<int> rows) {
  int r = rows[0];
  return getLow()[r] == 0 && getHigh()[r] == 0 && getInterior()[r] == 0 ? r : -1;
}
int ConcatenateOp::rowAxis(MutableArrayRef<int> rows) {
  int axis = alignRows(rows);
  return axis == (int)getDimension() ? -1 : axis;
}
int ReverseOp::rowAxis(MutableArrayRef<int> rows) { return llvm::is_contained(getDims(), rows[0]) ? -1 : rows[0]; }

int GatherOp::rowAxis(MutableArrayRef<int> rows) {
  int batch = getBatchDims(), axis = getAxis();
  if (rows[0] >= 0) {
    if (rows[0] == axis)
      return -1;
    if (rows[0] < batch)
      rows[1] = rows[0];
    int extra = (int)getIndices().getType().getRank() - batch - 1;
    return rows[0] < axis ? rows[0] : rows[0] + extra;
  }
  if (rows[1] < batch)
    return rows[0] = rows[1];
  return axis + rows[1] - batch;
}
int ScatterAddOp::rowAxis(MutableArrayRef<int> rows) {
  int axis = getAxis(), inner = (int)getIndices().getType().getRank() - (int)getBatchDims();
  int known = rows[0];
  if (known < 0) // the updates' axis: those of the indices stand where x has its one axis
    known = rows[2] < axis ? rows[2] : rows[2] >= axis + inner ? rows[2] - inner + 1 : axis;
  int updates = known < axis ? known : known + inner - 1;
  if (known == axis || (rows[2] >= 0 && rows[2] != updates))
    return -1;
  rows[1] = known < (int)getBatchDims() ? known : -1;
  rows[2] = updates;
  return rows[0] = known;
}
int DynamicSliceOp::rowAxis(MutableArrayRef<int> rows) {
  return rows[0] >= 0 && getX().getType().getDimSize(rows[0]) == getY().getType().getDimSize(rows[0]) ? rows[0] : -1;
}
int DynamicUpdateSliceOp::rowAxis(MutableArrayRef<int> rows) {
  int axis = rows[0] >= 0 ? rows[0] : rows[1];
  if (axis < 0 || getX().getType().getDimSize(axis) != getUpdate().getType().getDimSize(axis))
    return -1;
  return rows[0] = rows[1] = axis;
}

int BarrierOp::rowAxis(MutableArrayRef<int> rows) {
  rows[1] = -1;
  return rows[0];
}

int ReduceOp::rowAxis(MutableArrayRef<int> rows) {
  if (llvm::is_contained(getDims(), rows[0]))
    return -1;
  return rows[0] - llvm::count_if(getDims(), [&](int64_t d) { return d < rows[0]; });
}
int CumsumOp::rowAxis(MutableArrayRef<int> rows) { return rows[0] == (int)getDimension() ? -1 : rows[0]; }
int SortOp::rowAxis(MutableArrayRef<int> rows) { return rows[0] == (int)getX().getType().getRank() - 1 ? -1 : rows[0]; }

/// Position of a free dimension among the free ones.
static int freePosition(int row, Shape batch, Shape contracting) {
  int position = 0;
  for (int d = 0; d < row; ++d)
    position += !llvm::is_contained(batch, d) && !llvm::is_contained(contracting, d);
  return position;
}

int DotGeneralOp::rowAxis(MutableArrayRef<int> rows) {
  Shape lb = getLhsBatch(), rb = getRhsBatch(), lc = getLhsContracting(), rc = getRhsContracting();
  for (size_t k = 0; k < lb.size(); ++k) {
    if (rows[0] != lb[k] && rows[1] != rb[k])
      continue;
    if ((rows[0] >= 0 && rows[0] != lb[k]) || (rows[1] >= 0 && rows[1] != rb[k]))
      return -1;
    rows[0] = lb[k];
    rows[1] = rb[k];
    return k;
  }
  if ((rows[0] >= 0 && rows[1] >= 0) || llvm::is_contained(lc, rows[0]) || llvm::is_contained(rc, rows[1]))
    return -1;
  if (rows[0] >= 0)
    return lb.size() + freePosition(rows[0], lb, lc);
  int lhsFree = (int)getLhs().getType().getRank() - (int)lb.size() - (int)lc.size();
  return lb.size() + lhsFree + freePosition(rows[1], rb, rc);
}
int ConvolutionOp::rowAxis(MutableArrayRef<int> rows) { return rows[0] == 0 && rows[1] < 0 ? 0 : -1; }
int ConvolutionInputOp::rowAxis(MutableArrayRef<int> rows) { return rows[0] == 0 && rows[1] < 0 ? 0 : -1; }
int ConvolutionKernelOp::rowAxis(MutableArrayRef<int>) { return -1; } // sums over the batch
int RfftOp::rowAxis(MutableArrayRef<int> rows) { return rows[0] < (int)getX().getType().getRank() - 1 ? rows[0] : -1; }
int IrfftOp::rowAxis(MutableArrayRef<int> rows) { return rows[0] < (int)getX().getType().getRank() - 2 ? rows[0] : -1; }
