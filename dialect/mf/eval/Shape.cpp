//===- Shape.cpp - ops that move elements -------------------------------------------------------===//
#include "dialect/mf/eval/Families.h"
#include <algorithm>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;

namespace {
/// y[index] = x[source(index)].
template <typename F> void pull(const Tensor &x, Tensor &y, F source) {
  forEach(y.type.getShape(), [&](int64_t i, Shape index) { y.data[i] = x.data[position(x.type.getShape(), source(index))]; });
}

void broadcast(BroadcastInDimOp op, const Tensor &x, Tensor &y) {
  pull(x, y, [&](Shape index) {
    Index from;
    for (int64_t d = 0; d < x.type.getRank(); ++d)
      from.push_back(x.type.getDimSize(d) == 1 ? 0 : index[op.getDims()[d]]);
    return from;
  });
}
void transpose(TransposeOp op, const Tensor &x, Tensor &y) {
  pull(x, y, [&](Shape index) {
    Index from(index.size());
    for (size_t d = 0; d < index.size(); ++d)
      from[op.getPermutation()[d]] = index[d];
    return from;
  });
}
void slice(SliceOp op, const Tensor &x, Tensor &y) {
  pull(x, y, [&](Shape index) {
    Index from;
    for (size_t d = 0; d < index.size(); ++d)
      from.push_back(op.getStart()[d] + index[d] * op.getStride()[d]);
    return from;
  });
}
void reverse(ReverseOp op, const Tensor &x, Tensor &y) {
  pull(x, y, [&](Shape index) {
    Index from(index);
    for (int64_t d : op.getDims())
      from[d] = x.type.getDimSize(d) - 1 - from[d];
    return from;
  });
}
void pad(PadOp op, const Tensor &x, Tensor &y) {
  std::fill(y.data.begin(), y.data.end(), op.getValue().convertToDouble());
  forEach(x.type.getShape(), [&](int64_t i, Shape index) {
    Index to;
    bool inside = true;
    for (size_t d = 0; d < index.size(); ++d) {
      to.push_back(op.getLow()[d] + index[d] * (op.getInterior()[d] + 1));
      inside &= to[d] >= 0 && to[d] < y.type.getDimSize(d);
    }
    if (inside)
      y.data[position(y.type.getShape(), to)] = x.data[i];
  });
}
void concatenate(ConcatenateOp op, Operands in, Tensor &y) {
  int64_t begin = 0, dim = op.getDimension();
  for (const Tensor *x : in) {
    forEach(x->type.getShape(), [&](int64_t i, Shape index) {
      Index to(index);
      to[dim] += begin;
      y.data[position(y.type.getShape(), to)] = x->data[i];
    });
    begin += x->type.getDimSize(dim);
  }
}

/// Where element `index` of a gather's result stands in x: the index clamped into the axis.
int64_t gathered(Shape x, const Tensor &indices, int64_t axis, int64_t batch, Shape index) {
  int64_t rank = indices.type.getRank(), inner = rank - batch; // inner: dimensions that stand in for the axis
  Index at(index.take_front(batch)), from(index.take_front(axis));
  llvm::append_range(at, index.slice(axis, inner));
  auto chosen = (int64_t)indices.data[position(indices.type.getShape(), at)];
  from.push_back(std::clamp<int64_t>(chosen, 0, x[axis] - 1));
  llvm::append_range(from, index.drop_front(axis + inner));
  return position(x, from);
}
void gather(GatherOp op, Operands in, Tensor &y) {
  Shape x = in[0]->type.getShape();
  forEach(y.type.getShape(), [&](int64_t i, Shape index) {
    y.data[i] = in[0]->data[gathered(x, *in[1], op.getAxis(), op.getBatchDims(), index)];
  });
}
void scatterAdd(ScatterAddOp op, Operands in, Tensor &y) {
  y.data = in[0]->data;
  Type element = y.type.getElementType();
  forEach(in[2]->type.getShape(), [&](int64_t i, Shape index) {
    double &sum = y.data[gathered(y.type.getShape(), *in[1], op.getAxis(), op.getBatchDims(), index)];
    sum = isInteger(y) ? integer(Arithmetic::add, sum, in[2]->data[i], element) : sum + in[2]->data[i];
  });
}

/// Where a block begins: clamped so that it lies inside.
Index blockStart(Shape x, Shape block, const Tensor &start) {
  Index from;
  for (size_t d = 0; d < x.size(); ++d)
    from.push_back(std::clamp<int64_t>((int64_t)start.data[d], 0, x[d] - block[d]));
  return from;
}
void dynamicSlice(Operands in, Tensor &y) {
  Index start = blockStart(in[0]->type.getShape(), y.type.getShape(), *in[1]);
  pull(*in[0], y, [&](Shape index) {
    Index from(index);
    for (size_t d = 0; d < from.size(); ++d)
      from[d] += start[d];
    return from;
  });
}
void dynamicUpdateSlice(Operands in, Tensor &y) {
  y.data = in[0]->data;
  Index start = blockStart(y.type.getShape(), in[1]->type.getShape(), *in[2]);
  forEach(in[1]->type.getShape(), [&](int64_t i, Shape index) {
    Index to(index);
    for (size_t d = 0; d < to.size(); ++d)
      to[d] += start[d];
    y.data[position(y.type.getShape(), to)] = in[1]->data[i];
  });
}
void iota(IotaOp op, Tensor &y) {
  forEach(y.type.getShape(), [&](int64_t i, Shape index) { y.data[i] = (double)index[op.getDimension()]; });
}
} // namespace

bool mf::eval::evaluateShape(Operation *op, Operands in, Results out) {
  bool known = true;
  llvm::TypeSwitch<Operation *>(op)
      .Case<IotaOp>([&](IotaOp o) { iota(o, out[0]); })
      .Case<BroadcastInDimOp>([&](BroadcastInDimOp o) { broadcast(o, *in[0], out[0]); })
      .Case<ReshapeOp>([&](ReshapeOp) { out[0].data = in[0]->data; })
      .Case<TransposeOp>([&](TransposeOp o) { transpose(o, *in[0], out[0]); })
      .Case<SliceOp>([&](SliceOp o) { slice(o, *in[0], out[0]); })
      .Case<PadOp>([&](PadOp o) { pad(o, *in[0], out[0]); })
      .Case<ConcatenateOp>([&](ConcatenateOp o) { concatenate(o, in, out[0]); })
      .Case<ReverseOp>([&](ReverseOp o) { reverse(o, *in[0], out[0]); })
      .Case<GatherOp>([&](GatherOp o) { gather(o, in, out[0]); })
      .Case<ScatterAddOp>([&](ScatterAddOp o) { scatterAdd(o, in, out[0]); })
      .Case<DynamicSliceOp>([&](DynamicSliceOp) { dynamicSlice(in, out[0]); })
      .Case<DynamicUpdateSliceOp>([&](DynamicUpdateSliceOp) { dynamicUpdateSlice(in, out[0]); })
      .Default([&](Operation *) { known = false; });
  return known;
}
