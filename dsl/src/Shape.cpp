//===- Shape.cpp - the DSL's shape functions, reductions and sorts -------------------------------===//
#include "dsl/src/Graph.h"

using namespace mlir;
using namespace mf;
using ir::Emit;
using ir::tensorType;

namespace {
SmallVector<int64_t> dimsOf(Value v) { return SmallVector<int64_t>(tensorType(v).getShape()); }

/// One number an axis, or the default for all where the list is empty.
SmallVector<int64_t> perAxis(const Shape &list, int64_t rank, int64_t standard, const char *what, Where where) {
  if (list.empty())
    return SmallVector<int64_t>(rank, standard);
  if ((int64_t)list.size() != rank)
    fail(where, std::string(what) + ": expected " + std::to_string(rank) + " numbers, got " + text(ArrayRef<int64_t>(list)));
  return SmallVector<int64_t>(list.begin(), list.end());
}

Tensor reduction(ir::ReduceKind kind, const Operand &x, const Dims &dims, bool keep, const char *function) {
  Value v = value(x);
  if (tensorType(v).getElementType().isInteger(1))
    fail(x.where, std::string(function) + ": expected numbers, got " + text(v) + "; use convert()");
  Emit e = emit(x.where);
  int64_t rank = tensorType(v).getRank();
  SmallVector<int64_t> over = axes(dims, rank, x.where), kept = dimsOf(v);
  if (dims.empty())
    for (int64_t d = 0; d < rank; ++d)
      over.push_back(d);
  for (int64_t d : over)
    kept[d] = 1;
  Value y = e.reduce(kind, v, over);
  return tensor(keep ? e.reshape(y, kept) : y);
}

/// The first `batch` axes of a gather's operand and indices run together.
void checkBatch(Value x, Value indices, int64_t axis, int64_t batch, Where where, const char *function) {
  int64_t most = std::min(axis, tensorType(indices).getRank());
  if (batch < 0 || batch > most)
    fail(where, std::string(function) + ": expected batch_dims in [0, " + std::to_string(most) + "], got " + std::to_string(batch));
  for (int64_t d = 0; d < batch; ++d)
    if (tensorType(x).getDimSize(d) != tensorType(indices).getDimSize(d))
      fail(where, std::string(function) + ": batch axis " + std::to_string(d) + " of " + text(x) + " and of indices " + text(indices) + " differ");
}

Value indexValue(const Operand &x, const char *function) {
  Value v = value(x);
  Type element = tensorType(v).getElementType();
  if (!element.isInteger(32) && !element.isInteger(64))
    fail(x.where, std::string(function) + ": expected i32 or i64 indices, got " + text(v));
  return v;
}
} // namespace

namespace mf {

Tensor broadcast_in_dim(Operand x, const Shape &shape, const Dims &dims) {
  Value v = value(x);
  auto from = tensorType(v).getShape();
  bool fits = dims.size() == from.size();
  for (size_t d = 0; fits && d < dims.size(); ++d)
    fits = dims[d] >= 0 && dims[d] < (int64_t)shape.size() && (d == 0 || dims[d] > dims[d - 1]) && (from[d] == 1 || from[d] == shape[dims[d]]);
  if (!fits)
    fail(x.where, "broadcast_in_dim: " + text(v) + " with dims " + text(ArrayRef<int64_t>(dims)) + " does not fit " + text(ArrayRef<int64_t>(shape)));
  return tensor(emit(x.where).broadcast(v, shape, dims));
}
Tensor reshape(Operand x, Shape shape) {
  Value v = value(x);
  int64_t known = 1, open = -1, size = tensorType(v).getNumElements();
  for (size_t d = 0; d < shape.size(); ++d) {
    if (shape[d] == -1 && open < 0)
      open = d;
    else
      known *= shape[d];
  }
  Shape asked = shape;
  if (open >= 0 && known > 0 && size % known == 0)
    shape[open] = size / known;
  int64_t got = 1;
  for (int64_t s : shape)
    got *= s < 0 ? 0 : s;
  if (got != size)
    fail(x.where, "reshape: " + text(v) + " has " + std::to_string(size) + " elements and does not fit " + text(ArrayRef<int64_t>(asked)));
  return tensor(emit(x.where).reshape(v, shape));
}
Tensor transpose(Operand x, const Dims &permutation) {
  Value v = value(x);
  auto sorted = axes(permutation, tensorType(v).getRank(), x.where);
  if ((int64_t)sorted.size() != tensorType(v).getRank())
    fail(x.where, "transpose: expected a permutation of the axes of " + text(v) + ", got " + text(ArrayRef<int64_t>(permutation)));
  SmallVector<int64_t> order;
  for (int64_t p : permutation)
    order.push_back(axis(p, tensorType(v).getRank(), x.where));
  return tensor(emit(x.where).transpose(v, order));
}
Tensor slice(Operand x, int64_t a, int64_t begin, int64_t end, int64_t stride) {
  Value v = value(x);
  a = axis(a, tensorType(v).getRank(), x.where);
  int64_t n = tensorType(v).getDimSize(a);
  if (begin < 0 || end < begin || end > n || stride < 1)
    fail(x.where, "slice: expected 0 <= begin <= end <= " + std::to_string(n) + " and stride >= 1 along axis " + std::to_string(a) + ", got [" +
                      std::to_string(begin) + ", " + std::to_string(end) + ") by " + std::to_string(stride));
  SmallVector<int64_t> start(tensorType(v).getRank(), 0), limit = dimsOf(v), strides(start.size(), 1);
  start[a] = begin;
  limit[a] = end;
  strides[a] = stride;
  return tensor(emit(x.where).slice(v, start, limit, strides));
}
Tensors split(Operand x, int64_t parts, int64_t a) {
  Value v = value(x);
  a = axis(a, tensorType(v).getRank(), x.where);
  int64_t n = tensorType(v).getDimSize(a);
  if (parts < 1 || n % parts)
    fail(x.where, "split: axis " + std::to_string(a) + " of " + text(v) + " does not divide into " + std::to_string(parts) + " parts");
  Tensors result;
  for (int64_t i = 0; i < parts; ++i)
    result.push_back(tensor(emit(x.where).slice(v, a, i * (n / parts), (i + 1) * (n / parts))));
  return result;
}
Tensor pad(Operand x, const Shape &low, const Shape &high, const Shape &interior, double number) {
  Value v = value(x);
  int64_t rank = tensorType(v).getRank();
  auto l = perAxis(low, rank, 0, "pad: low", x.where), h = perAxis(high, rank, 0, "pad: high", x.where);
  auto between = perAxis(interior, rank, 0, "pad: interior", x.where);
  for (int64_t d = 0; d < rank; ++d) {
    int64_t n = tensorType(v).getDimSize(d);
    if (between[d] < 0 || l[d] + h[d] + n + (n > 0 ? (n - 1) * between[d] : 0) < 0)
      fail(x.where, "pad: axis " + std::to_string(d) + " of " + text(v) + " would get a negative size");
  }
  return tensor(emit(x.where).pad(v, l, h, between, number));
}
Tensor concatenate(const std::vector<Tensor> &x, int64_t a, Where where) {
  if (x.empty())
    fail(where, "concatenate: expected at least one tensor, got none");
  SmallVector<Value> values;
  SmallVector<Type> types;
  int64_t rank = x[0].rank(where);
  a = axis(a, rank, where);
  for (const Tensor &t : x) {
    Value v = value(t, where);
    Shape s = t.shape(where), first = x[0].shape(where);
    if (t.rank(where) == rank)
      s[a] = first[a] = 0;
    if (s != first || t.dtype(where) != x[0].dtype(where))
      fail(where, "concatenate: expected tensors that differ in axis " + std::to_string(a) + " only, got " + text(value(x[0], where)) + " and " + text(v));
    values.push_back(v);
    types.push_back(v.getType());
  }
  return tensor(emit(where).concatenate(values, types, a));
}
Tensor reverse(Operand x, const Dims &over) {
  Value v = value(x);
  return tensor(emit(x.where).reverse(v, axes(over, tensorType(v).getRank(), x.where)));
}
Tensor gather(Operand x, Operand indices, int64_t a, int64_t batch) {
  Value v = value(x), i = indexValue(indices, "gather");
  a = axis(a, tensorType(v).getRank(), x.where);
  checkBatch(v, i, a, batch, x.where, "gather");
  return tensor(emit(x.where).gather(v, i, a, batch));
}
Tensor scatter_add(Operand x, Operand indices, Operand updates, int64_t a, int64_t batch) {
  Value v = value(x), i = indexValue(indices, "scatter_add"), u = value(updates);
  a = axis(a, tensorType(v).getRank(), x.where);
  checkBatch(v, i, a, batch, x.where, "scatter_add");
  SmallVector<int64_t> expected(tensorType(v).getShape().take_front(a));
  llvm::append_range(expected, tensorType(i).getShape().drop_front(batch));
  llvm::append_range(expected, tensorType(v).getShape().drop_front(a + 1));
  if (ArrayRef<int64_t>(expected) != tensorType(u).getShape())
    fail(x.where, "scatter_add: expected updates of shape " + text(ArrayRef<int64_t>(expected)) + ", got " + text(u));
  return tensor(emit(x.where).scatterAdd(v, i, u, a, batch));
}
Tensor dynamic_slice(Operand x, Operand start, const Shape &shape) {
  Value v = value(x), s = indexValue(start, "dynamic_slice");
  if ((int64_t)shape.size() != tensorType(v).getRank() || tensorType(s).getShape() != ArrayRef<int64_t>{tensorType(v).getRank()})
    fail(x.where, "dynamic_slice: expected a start and a shape of " + std::to_string(tensorType(v).getRank()) + " numbers for " + text(v));
  return tensor(emit(x.where).dynamicSlice(v, s, shape));
}
Tensor dynamic_update_slice(Operand x, Operand update, Operand start) {
  Value v = value(x), u = value(update), s = indexValue(start, "dynamic_update_slice");
  if (tensorType(u).getRank() != tensorType(v).getRank())
    fail(x.where, "dynamic_update_slice: expected an update of the rank of " + text(v) + ", got " + text(u));
  bool fits = tensorType(u).getElementType() == tensorType(v).getElementType();
  for (auto [size, whole] : llvm::zip(tensorType(u).getShape(), tensorType(v).getShape()))
    fits &= size <= whole;
  if (!fits)
    fail(update.where, "dynamic_update_slice: expected an update that fits into " + text(v) + ", got " + text(u));
  if (tensorType(s).getShape() != ArrayRef<int64_t>{tensorType(v).getRank()})
    fail(start.where, "dynamic_update_slice: expected a start of " + std::to_string(tensorType(v).getRank()) + " numbers for " + text(v) + ", got " + text(s));
  return tensor(emit(x.where).dynamicUpdateSlice(v, u, s));
}

Tensor sum(Operand x, const Dims &over, bool keep) { return reduction(ir::ReduceKind::sum, x, over, keep, "sum"); }
Tensor prod(Operand x, const Dims &over, bool keep) { return reduction(ir::ReduceKind::prod, x, over, keep, "prod"); }
Tensor reduce_max(Operand x, const Dims &over, bool keep) { return reduction(ir::ReduceKind::max, x, over, keep, "reduce_max"); }
Tensor reduce_min(Operand x, const Dims &over, bool keep) { return reduction(ir::ReduceKind::min, x, over, keep, "reduce_min"); }
Tensor mean(Operand x, const Dims &over, bool keep) {
  floating(x, "mean");
  Tensor total = sum(x, over, keep);
  double count = (double)x.tensor->size(x.where) / (double)total.size(x.where);
  return tensor(emit(x.where).scale(value(total, x.where), 1.0 / count));
}
/// Conditions as numbers, reduced, and as conditions again.
static Tensor reducedConditions(ir::ReduceKind kind, const Operand &x, const Dims &over, bool keep, const char *function) {
  Value v = value(x);
  expectConditions(v, x.where, function);
  Emit e = emit(x.where);
  Tensor numbers = tensor(e.convert(v, e.b.getI32Type()));
  Value reduced = value(reduction(kind, Operand(numbers, x.where), over, keep, function), x.where);
  Value none = e.splat(reduced.getType(), 0.0);
  return tensor(e.compare(ir::Direction::ne, reduced, none));
}
Tensor any(Operand x, const Dims &over, bool keep) { return reducedConditions(ir::ReduceKind::max, x, over, keep, "any"); }
Tensor all(Operand x, const Dims &over, bool keep) { return reducedConditions(ir::ReduceKind::prod, x, over, keep, "all"); }
Tensor argmax(Operand x, int64_t a) {
  Value v = number(x, "argmax");
  a = axis(a, tensorType(v).getRank(), x.where);
  if (tensorType(v).getDimSize(a) == 0)
    fail(x.where, "argmax: expected elements along axis " + std::to_string(a) + ", got " + text(v));
  SmallVector<int64_t> shape = dimsOf(v);
  shape.erase(shape.begin() + a);
  Emit e = emit(x.where);
  return tensor(e.b.create<ir::ArgmaxOp>(e.loc, RankedTensorType::get(shape, e.b.getI32Type()), v, a));
}
Tensor cumsum(Operand x, int64_t a, bool backwards) {
  Value v = number(x, "cumsum");
  return tensor(emit(x.where).cumsum(v, axis(a, tensorType(v).getRank(), x.where), backwards));
}
std::pair<Tensor, Tensor> sort(Operand x) {
  Value v = number(x, "sort");
  if (tensorType(v).getRank() == 0)
    fail(x.where, "sort: expected at least one axis, got a scalar");
  Emit e = emit(x.where);
  if (tensorType(v).getElementType().isBF16()) { // too narrow to be merged; f32 holds the same numbers
    auto [y, from] = sort(Operand(convert(x, Dtype::f32), x.where));
    return {convert(Operand(y, x.where), Dtype::bf16), from};
  }
  auto op = e.b.create<ir::SortOp>(e.loc, v.getType(), RankedTensorType::get(dimsOf(v), e.b.getI32Type()), v);
  return {tensor(op.getY()), tensor(op.getIndices())};
}

} // namespace mf
