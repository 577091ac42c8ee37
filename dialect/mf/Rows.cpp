//===- Rows.cpp - where the rows of a batch stand: RowWise rules ---------------------------------===//
// In:  of each operand the part that moves (Rows.h). Out: that of the result, and what of each operand it is made of.
// A part may be larger than what moves: tangents are zero there. So two parts are one that holds both, and rows that data
// move (gather, dynamic_slice) may be anywhere along their axis.
//===--------------------------------------------------------------------------------------------===//
#include "dialect/mf/Rules.h"
#include "llvm/Support/MathExtras.h"
#include <numeric>

using namespace mlir;
using namespace mf::ir;
using MaybeRows = std::optional<RowBlock>;

/// floor and ceiling of a / b, b > 0.
static int64_t floorDiv(int64_t a, int64_t b) { return llvm::divideFloorSigned(a, b); }
static int64_t ceilDiv(int64_t a, int64_t b) { return llvm::divideCeilSigned(a, b); }

int64_t RowNumbers::at(int64_t position) const { return floorDiv(factor * position + offset, divisor); }

RowBlock RowBlock::numbered(RowNumbers rows) const {
  RowBlock block = *this;
  if (rows.isKnown() && (!isBlock() || rows.at(0) == rows.at(period - 1)))
    rows = {0, rows.at(0), 1};
  else if (int64_t common = rows.isKnown() ? std::gcd(rows.factor, rows.divisor) : 1; common > 1)
    rows = {rows.factor / common, floorDiv(rows.offset, common), rows.divisor / common};
  block.numbers = rows;
  return block;
}

static RowNumbers common(const RowNumbers &a, const RowNumbers &b) { return a == b ? a : RowNumbers(); }

MaybeRows mf::ir::hull(const RowBlock &a, const RowBlock &b) {
  if (!a.moves() || !b.moves())
    return a.moves() ? a : b;
  RowNumbers numbers = common(a.numbers, b.numbers);
  if (a.axis != b.axis)
    return a.isSingle() && b.isSingle() ? MaybeRows(RowBlock::oneRow().numbered(numbers)) : std::nullopt;
  if (a.period != b.period)
    return RowBlock::whole(a.axis, a.size);
  return RowBlock{a.axis, a.size, a.period, std::min(a.begin, b.begin), std::max(a.end, b.end), numbers};
}

MaybeRows mf::ir::rowBlockOf(Operation *op, MutableArrayRef<RowBlock> rows) {
  SmallVector<RowBlock> given(rows);
  auto rowWise = dyn_cast<RowWise>(op);
  if (MaybeRows result = rowWise ? rowWise.rowBlock(rows) : std::nullopt)
    return result;
  RowBlock one;
  for (auto [row, before] : llvm::zip(rows, given)) {
    if (before.moves() && !before.isSingle())
      return std::nullopt;
    row = before.moves() ? RowBlock::oneRow().numbered(before.numbers) : RowBlock();
    one = *hull(one, row);
  }
  return one;
}

int mf::ir::alignRows(MutableArrayRef<int> axes) {
  int axis = -1;
  for (int other : axes) {
    if (other >= 0 && axis >= 0 && other != axis)
      return -1;
    axis = other >= 0 ? other : axis;
  }
  for (int &other : axes)
    other = axis;
  return axis;
}

MaybeRows mf::ir::keepRows(MutableArrayRef<RowBlock> rows, llvm::function_ref<int(MutableArrayRef<int>)> axisOf) {
  SmallVector<int> axes;
  RowBlock all;
  for (RowBlock row : rows) {
    axes.push_back(row.isBlock() ? row.axis : -1);
    if (row.isOneRow() || (all.moves() && row.moves() && all.size != row.size))
      return std::nullopt;
    row.axis = row.moves() ? 0 : RowBlock::kNone;
    all = *hull(all, row);
  }
  all.axis = axisOf(axes);
  if (all.axis < 0)
    return std::nullopt;
  for (auto [row, axis] : llvm::zip(rows, axes)) {
    row = axis >= 0 ? all : RowBlock();
    row.axis = axis;
  }
  return all;
}

MaybeRows BroadcastInDimOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  return keepRows(rows, [&](MutableArrayRef<int> axes) {
    int64_t to = getDims()[axes[0]];
    return getX().getType().getDimSize(axes[0]) == getY().getType().getDimSize(to) ? (int)to : -1;
  });
}

/// Elements of the dimensions behind one.
static int64_t behind(Shape shape, int dim) {
  int64_t n = 1;
  for (int64_t size : shape.drop_front(dim + 1))
    n *= size;
  return n;
}

/// Numbers of the positions of another axis, behind which there are `next` elements instead of `after`: known where a position is of one row.
static RowNumbers reshaped(const RowNumbers &rows, int64_t after, int64_t next) {
  if (rows.isOne() || after == next)
    return rows;
  if (!rows.isKnown() || rows.factor != 1)
    return {};
  if (after % next == 0)
    return {1, rows.offset * (after / next), rows.divisor * (after / next)};
  int64_t k = next / after;
  return next % after == 0 && rows.offset % k == 0 && rows.divisor % k == 0 ? RowNumbers{1, rows.offset / k, rows.divisor / k} : RowNumbers();
}

// In row-major order the block is the elements with (number mod run) in [begin, end) times what is behind the axis, run = period times that.
// It stands along result axis d where so many of its positions are a run, and as many runs are the axis. The best such axis is that on which
// the block needs the least rounding: `unit` is the number of elements that begin a position on both sides.
MaybeRows ReshapeOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  RowBlock &row = rows[0];
  Shape from = getX().getType().getShape(), to = getY().getType().getShape();
  if (!row.isBlock() || getX().getType().getNumElements() == 0)
    return row.isBlock() ? MaybeRows(RowBlock()) : std::nullopt;
  int64_t after = behind(from, row.axis), run = row.period * after, best = 0;
  int axis = -1;
  for (int d = 0; d < (int)to.size(); ++d) {
    int64_t next = behind(to, d), unit = std::lcm(after, next);
    if (run % next == 0 && to[d] % (run / next) == 0 && (axis < 0 || unit < best)) {
      axis = d;
      best = unit;
    }
  }
  if (axis >= 0 && to[axis] == 1 && row.size == 1)
    return RowBlock::whole(axis, 1).numbered(row.numbers);
  if (row.size == 1)
    return std::nullopt; // one row
  if (axis < 0) {
    row = RowBlock::whole(row.axis, row.size);
    return RowBlock::whole(0, to[0]);
  }
  int64_t begin = row.begin * after / best * best, end = llvm::divideCeil(row.end * after, best) * best, next = behind(to, axis);
  row.begin = begin / after;
  row.end = end / after;
  return RowBlock{axis, to[axis], run / next, begin / next, end / next}.numbered(reshaped(row.numbers, after, next));
}

MaybeRows TransposeOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  return keepRows(rows, [&](MutableArrayRef<int> axes) { return llvm::find(getPermutation(), axes[0]) - getPermutation().begin(); });
}

/// A position of an axis among those of the block alone, where it is the first of a period or the block is an interval.
static int64_t within(const RowBlock &row, int64_t position) {
  return row.isPeriodic() ? position / row.period * (row.end - row.begin) : position - row.begin;
}

/// The part of a result along the batch axis that keeps the operand's periods, or has no element; nothing where rows take other places: then
/// `row` is no more periodic. split: periods are cut apart. size: the result's.
static MaybeRows keptPeriods(RowBlock &row, bool split, int64_t size) {
  if (split)
    row = RowBlock::whole(row.axis, row.size);
  if (size == 0)
    return RowBlock();
  return row.isPeriodic() ? MaybeRows(RowBlock{row.axis, size, row.period, row.begin, row.end, row.numbers}) : std::nullopt;
}

MaybeRows SliceOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  RowBlock &row = rows[0];
  if (!row.isBlock())
    return std::nullopt;
  int64_t start = getStart()[row.axis], limit = getLimit()[row.axis], stride = getStride()[row.axis];
  int64_t size = getY().getType().getDimSize(row.axis);
  bool split = row.isPeriodic() && (start % row.period || limit % row.period || stride != 1);
  if (MaybeRows kept = keptPeriods(row, split, size))
    return kept;
  int64_t begin = std::max<int64_t>(0, ceilDiv(row.begin - start, stride)), end = std::min(size, ceilDiv(row.end - start, stride));
  RowNumbers numbers{row.numbers.factor * stride, row.numbers.offset + row.numbers.factor * start, row.numbers.divisor};
  return begin < end ? RowBlock{row.axis, size, size, begin, end}.numbered(numbers) : RowBlock();
}
void SliceOp::setRows(ArrayRef<RowBlock> rows, const RowBlock &result) {
  SmallVector<int64_t> start(getStart()), limit(getLimit());
  int64_t &first = start[result.axis], stride = getStride()[result.axis];
  first = within(rows[0], rows[0].isPeriodic() ? first : first + result.begin * stride);
  limit[result.axis] = first + (result.count() - 1) * stride + 1;
  setStart(start);
  setLimit(limit);
}

// What is put around a row that is known makes the dimension the batch.
MaybeRows PadOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  RowBlock &row = rows[0];
  if (row.isOneRow() && row.numbers.isKnown())
    for (int d = 0, rank = getLow().size(); d < rank && row.isOneRow(); ++d)
      if (getLow()[d] || getHigh()[d] || getInterior()[d])
        row = RowBlock::whole(d, getX().getType().getDimSize(d)).numbered(row.numbers);
  if (!row.isBlock())
    return std::nullopt;
  int64_t low = getLow()[row.axis], high = getHigh()[row.axis], step = getInterior()[row.axis] + 1;
  int64_t size = getY().getType().getDimSize(row.axis);
  bool split = row.isPeriodic() && (low % row.period || high % row.period || step != 1);
  if (MaybeRows kept = keptPeriods(row, split, size))
    return kept;
  int64_t first = std::max(row.begin, ceilDiv(-low, step)), last = std::min(row.end, floorDiv(size - 1 - low, step) + 1) - 1;
  RowNumbers numbers{row.numbers.factor, row.numbers.offset * step - row.numbers.factor * low, row.numbers.divisor * step};
  return first <= last ? RowBlock{row.axis, size, size, low + first * step, low + last * step + 1}.numbered(numbers) : RowBlock();
}
void PadOp::setRows(ArrayRef<RowBlock> rows, const RowBlock &result) {
  SmallVector<int64_t> low(getLow()), high(getHigh());
  int64_t &below = low[result.axis], step = getInterior()[result.axis] + 1, count = rows[0].count();
  below = rows[0].isPeriodic() ? within(rows[0], below) : below + rows[0].begin * step - result.begin;
  high[result.axis] = result.count() - below - (count - 1) * step - 1;
  setLow(low);
  setHigh(high);
}

/// The parts of a concatenation along the batch: each period of all, where the operands are made of whole periods.
static RowBlock periodicParts(ArrayRef<RowBlock> parts, int64_t size) {
  RowBlock all;
  for (const RowBlock &part : parts)
    if (part.moves() && (!all.moves() || all.period == part.period))
      all = *hull(all, {part.axis, size, part.period, part.begin, part.end, part.numbers});
    else if (part.moves())
      return RowBlock::whole(part.axis, size);
  return llvm::any_of(parts, [&](const RowBlock &part) { return part.size % all.period; }) ? RowBlock::whole(all.axis, size) : all;
}

/// The numbers of rows in a concatenation of such parts: those of the first, where all parts go on with them.
static RowNumbers joinedNumbers(ArrayRef<RowBlock> parts) {
  RowNumbers all;
  int64_t offset = 0;
  for (bool first = true; const RowBlock &part : parts) {
    RowNumbers own = part.numbers;
    if (part.moves() && first) {
      if (part.size == 1 && own.isOne() && !llvm::all_of(parts, [&](const RowBlock &p) { return !p.moves() || p.numbers == own; }))
        own = {1, own.offset, 1}; // one row of several
      all = {own.factor, own.offset - own.factor * offset, own.divisor};
    }
    int64_t last = part.size - 1;
    if (part.moves() && (!own.isKnown() || part.isPeriodic() || all.at(offset) != own.at(0) || all.at(offset + last) != own.at(last)))
      return {};
    first &= !part.moves();
    offset += part.size;
  }
  return all;
}

/// What of the result moves where it joins rows: parts know their axis and size, also those that do not move. Parts that go on with one
/// another's rows are one block; parts of the same rows (the steps of a sequence) are periods.
static RowBlock joined(ArrayRef<RowBlock> parts, int axis, int64_t size) {
  RowBlock block;
  int64_t offset = 0;
  for (const RowBlock &part : parts) {
    if (part.moves()) {
      int64_t last = part.size - part.period;
      block = *hull(block, {axis, size, size, offset + part.begin, offset + last + part.end});
    }
    offset += part.size;
  }
  RowBlock periodic = periodicParts(parts, size);
  RowNumbers numbers = joinedNumbers(parts);
  bool same = periodic.isPeriodic() && !numbers.isKnown() && (periodic.numbers.isKnown() || periodic.count() < block.count());
  return same ? periodic : block.numbered(numbers);
}

// Along another axis than the batch, rows keep their places. Along the batch, each operand gives the rows that it has of the result's block.
// Values of one row are joined to a batch where they are of different rows; where that is not known, where each is one element of the first
// dimension.
MaybeRows ConcatenateOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  int axis = getDimension();
  bool along = true;
  SmallVector<RowBlock> parts;
  for (auto [row, x] : llvm::zip(rows, getX())) {
    int64_t size = tensorType(x).getDimSize(axis);
    along &= !row.moves() || row.axis == axis || (row.isOneRow() && (row.numbers.isKnown() || (axis == 0 && size == 1)));
    parts.push_back(row.isOneRow() ? RowBlock::whole(axis, size).numbered(row.numbers) : row);
    parts.back().size = size;
  }
  if (!along)
    return keepRows(rows, [&](MutableArrayRef<int> axes) {
      int batch = alignRows(axes);
      return batch == axis ? -1 : batch;
    });
  RowBlock result = joined(parts, axis, getY().getType().getDimSize(axis));
  int64_t offset = 0;
  for (auto [row, part] : llvm::zip(rows, parts)) {
    auto inside = [&](int64_t position) { return std::clamp<int64_t>(position - offset, 0, part.size); };
    row = result.isPeriodic() ? RowBlock{axis, part.size, result.period, result.begin, result.end}
                              : RowBlock{axis, part.size, part.size, inside(result.begin), inside(result.end)};
    offset += part.size;
  }
  return result;
}

MaybeRows ReverseOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  auto result = keepRows(rows, alignRows);
  if (!result || !llvm::is_contained(getDims(), result->axis))
    return result;
  RowNumbers numbers{-result->numbers.factor, result->numbers.offset + result->numbers.factor * (result->period - 1), result->numbers.divisor};
  return RowBlock{result->axis, result->size, result->period, result->period - result->end, result->period - result->begin}.numbered(numbers);
}

/// Along the axis that indices take the place of, they say where rows come to stand.
MaybeRows GatherOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  int batch = getBatchDims(), axis = getAxis(), extra = (int)getIndices().getType().getRank() - batch - 1;
  if (rows[0].axis == axis) {
    rows[0] = RowBlock::whole(axis, rows[0].size);
    return extra < 0 ? RowBlock::oneRow() : RowBlock::whole(axis, getY().getType().getDimSize(axis));
  }
  return keepRows(rows, [&](MutableArrayRef<int> axes) {
    axes[1] = axes[0] < batch ? axes[0] : -1;
    return axes[0] < axis ? axes[0] : axes[0] + extra;
  });
}
MaybeRows ScatterAddOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  return keepRows(rows, [&](MutableArrayRef<int> axes) {
    int axis = getAxis(), inner = (int)getIndices().getType().getRank() - (int)getBatchDims();
    int known = axes[0];
    if (known < 0) // the updates' axis: those of the indices stand where x has its one axis
      known = axes[2] < axis ? axes[2] : axes[2] >= axis + inner ? axes[2] - inner + 1 : axis;
    int updates = known < axis ? known : known + inner - 1;
    if (known == axis || (axes[2] >= 0 && axes[2] != updates))
      return -1;
    axes[1] = known < (int)getBatchDims() ? known : -1;
    axes[2] = updates;
    return axes[0] = known;
  });
}
MaybeRows DynamicSliceOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  int axis = rows[0].axis;
  if (rows[0].isBlock() && getY().getType().getDimSize(axis) != rows[0].size) {
    rows[0] = RowBlock::whole(axis, rows[0].size);
    return RowBlock::whole(axis, getY().getType().getDimSize(axis));
  }
  return keepRows(rows, [&](MutableArrayRef<int> axes) {
    axes[1] = -1;
    return axes[0];
  });
}
// Where one row replaces a part of nothing, the batch is the first axis, as in mf.concatenate.
MaybeRows DynamicUpdateSliceOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  Shape x = getX().getType().getShape(), update = getUpdate().getType().getShape();
  int axis = rows[0].moves() ? rows[0].axis : std::max(0, rows[1].axis);
  auto standsThere = [&](const RowBlock &row) { return !row.moves() || row.axis == axis || (row.isOneRow() && axis == 0 && update[0] == 1); };
  if (axis < 0 || x.empty() || !standsThere(rows[1]))
    return std::nullopt;
  if (x[axis] != update[axis]) {
    rows[0] = RowBlock::whole(axis, x[axis]);
    rows[1] = RowBlock::whole(axis, update[axis]);
    return rows[0];
  }
  return keepRows(rows, [&](MutableArrayRef<int> axes) {
    axes[2] = -1;
    return axes[0] = axes[1] = axis;
  });
}

/// Order is no matter of values.
MaybeRows BarrierOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  rows[1] = RowBlock();
  return rows[0];
}

MaybeRows ReduceOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  return keepRows(rows, [&](MutableArrayRef<int> axes) {
    if (llvm::is_contained(getDims(), axes[0]))
      return -1;
    return axes[0] - (int)llvm::count_if(getDims(), [&](int64_t d) { return d < axes[0]; });
  });
}
/// Ops that work along one dimension: every other one may be the batch.
static MaybeRows unlessAlong(int64_t dim, MutableArrayRef<RowBlock> rows) {
  return keepRows(rows, [&](MutableArrayRef<int> axes) { return axes[0] == dim ? -1 : axes[0]; });
}
MaybeRows CumsumOp::rowBlock(MutableArrayRef<RowBlock> rows) { return unlessAlong(getDimension(), rows); }
MaybeRows SortOp::rowBlock(MutableArrayRef<RowBlock> rows) { return unlessAlong(getX().getType().getRank() - 1, rows); }

/// Position of a free dimension among the free ones.
static int freePosition(int row, Shape batch, Shape contracting) {
  int position = 0;
  for (int d = 0; d < row; ++d)
    position += !llvm::is_contained(batch, d) && !llvm::is_contained(contracting, d);
  return position;
}

static int dotRows(DotGeneralOp op, MutableArrayRef<int> axes) {
  Shape lb = op.getLhsBatch(), rb = op.getRhsBatch(), lc = op.getLhsContracting(), rc = op.getRhsContracting();
  for (size_t k = 0; k < lb.size(); ++k) {
    if (axes[0] != lb[k] && axes[1] != rb[k])
      continue;
    if ((axes[0] >= 0 && axes[0] != lb[k]) || (axes[1] >= 0 && axes[1] != rb[k]))
      return -1;
    axes[0] = lb[k];
    axes[1] = rb[k];
    return k;
  }
  if ((axes[0] >= 0 && axes[1] >= 0) || llvm::is_contained(lc, axes[0]) || llvm::is_contained(rc, axes[1]))
    return -1;
  if (axes[0] >= 0)
    return lb.size() + freePosition(axes[0], lb, lc);
  int lhsFree = (int)op.getLhs().getType().getRank() - (int)lb.size() - (int)lc.size();
  return lb.size() + lhsFree + freePosition(axes[1], rb, rc);
}
MaybeRows DotGeneralOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  return keepRows(rows, [&](MutableArrayRef<int> axes) { return dotRows(*this, axes); });
}
/// Convolutions have the batch first, and kernels have none.
static MaybeRows convolutionRows(MutableArrayRef<RowBlock> rows) {
  return keepRows(rows, [](MutableArrayRef<int> axes) { return axes[0] == 0 && axes[1] < 0 ? 0 : -1; });
}
MaybeRows ConvolutionOp::rowBlock(MutableArrayRef<RowBlock> rows) { return convolutionRows(rows); }
MaybeRows ConvolutionInputOp::rowBlock(MutableArrayRef<RowBlock> rows) { return convolutionRows(rows); }
MaybeRows ConvolutionKernelOp::rowBlock(MutableArrayRef<RowBlock>) { return std::nullopt; } // sums over the batch
MaybeRows RfftOp::rowBlock(MutableArrayRef<RowBlock> rows) { return unlessAlong(getX().getType().getRank() - 1, rows); }
MaybeRows IrfftOp::rowBlock(MutableArrayRef<RowBlock> rows) {
  return keepRows(rows, [&](MutableArrayRef<int> axes) { return axes[0] < (int)getX().getType().getRank() - 2 ? axes[0] : -1; });
}
