//===- Verifiers.cpp - what ODS cannot say of the ops' shapes -----------------------------------===//
// A message says who, expected, got. What ODS guarantees is not checked again.
#include "llvm/ADT/StringSet.h"
#include "dialect/mf/Emit.h"
#include "dialect/mf/Role.h"

using namespace mlir;
using namespace mf::ir;

namespace {
std::string text(Shape shape) {
  std::string s = "[";
  for (size_t i = 0; i < shape.size(); ++i)
    s += (i ? ", " : "") + std::to_string(shape[i]);
  return s + "]";
}
LogicalResult expectShape(Operation *op, Shape expected, Shape got) {
  if (expected == got)
    return success();
  return op->emitOpError("expected a result of shape ") << text(expected) << ", got " << text(got);
}
LogicalResult expectAxis(Operation *op, int64_t axis, int64_t rank) {
  if (axis >= 0 && axis < rank)
    return success();
  return op->emitOpError("expected a dimension in [0, ") << rank << "), got " << axis;
}
LogicalResult expectDims(Operation *op, Shape dims, int64_t rank) {
  for (size_t i = 0; i < dims.size(); ++i) {
    if (failed(expectAxis(op, dims[i], rank)))
      return failure();
    if (i && dims[i] <= dims[i - 1])
      return op->emitOpError("expected increasing dimensions, got ") << text(dims);
  }
  return success();
}
LogicalResult expectLength(Operation *op, StringRef name, Shape list, int64_t length) {
  if ((int64_t)list.size() == length)
    return success();
  return op->emitOpError("expected ") << length << " numbers in " << name << ", got " << list.size();
}
} // namespace

LogicalResult ClampOp::verify() {
  if (getLow().convertToDouble() > getHigh().convertToDouble())
    return emitOpError("expected low <= high, got ") << getLow().convertToDouble() << " and " << getHigh().convertToDouble();
  return success();
}
LogicalResult IotaOp::verify() { return expectAxis(*this, getDimension(), getY().getType().getRank()); }

LogicalResult BroadcastInDimOp::verify() {
  auto x = getX().getType(), y = getY().getType();
  if (failed(expectLength(*this, "dims", getDims(), x.getRank())) || failed(expectDims(*this, getDims(), y.getRank())))
    return failure();
  for (int64_t d = 0; d < x.getRank(); ++d)
    if (x.getDimSize(d) != 1 && x.getDimSize(d) != y.getDimSize(getDims()[d]))
      return emitOpError("expected dimension ") << d << " of " << text(x.getShape()) << " to be 1 or equal dimension "
                                                << getDims()[d] << " of " << text(y.getShape());
  return success();
}
LogicalResult ReshapeOp::verify() {
  if (getX().getType().getNumElements() != getY().getType().getNumElements())
    return emitOpError("expected as many elements as ") << text(getX().getType().getShape()) << " has, got "
                                                        << text(getY().getType().getShape());
  return success();
}
LogicalResult TransposeOp::verify() {
  auto x = getX().getType();
  SmallVector<int64_t> sorted(getPermutation()), shape;
  llvm::sort(sorted);
  for (int64_t d = 0; d < std::max<int64_t>(sorted.size(), x.getRank()); ++d)
    if ((int64_t)sorted.size() != x.getRank() || sorted[d] != d)
      return emitOpError("expected a permutation of ") << x.getRank() << " dimensions, got " << text(getPermutation());
  for (int64_t p : getPermutation())
    shape.push_back(x.getDimSize(p));
  return expectShape(*this, shape, getY().getType().getShape());
}
LogicalResult SliceOp::verify() {
  auto x = getX().getType();
  SmallVector<int64_t> shape;
  for (auto [name, list] : {std::pair<StringRef, Shape>{"from", getStart()}, {"to", getLimit()}, {"by", getStride()}})
    if (failed(expectLength(*this, name, list, x.getRank())))
      return failure();
  for (int64_t d = 0; d < x.getRank(); ++d) {
    if (getStart()[d] < 0 || getStart()[d] > getLimit()[d] || getLimit()[d] > x.getDimSize(d) || getStride()[d] < 1)
      return emitOpError("expected 0 <= from <= to <= ") << x.getDimSize(d) << " and by >= 1 in dimension " << d << ", got from "
                                                         << getStart()[d] << " to " << getLimit()[d] << " by " << getStride()[d];
    shape.push_back((getLimit()[d] - getStart()[d] + getStride()[d] - 1) / getStride()[d]);
  }
  return expectShape(*this, shape, getY().getType().getShape());
}
LogicalResult PadOp::verify() {
  auto x = getX().getType();
  SmallVector<int64_t> shape;
  for (auto [name, list] : {std::pair<StringRef, Shape>{"low", getLow()}, {"high", getHigh()}, {"interior", getInterior()}})
    if (failed(expectLength(*this, name, list, x.getRank())))
      return failure();
  for (int64_t d = 0; d < x.getRank(); ++d) {
    if (getInterior()[d] < 0)
      return emitOpError("expected interior >= 0, got ") << getInterior()[d] << " in dimension " << d;
    int64_t n = x.getDimSize(d);
    shape.push_back(getLow()[d] + getHigh()[d] + n + (n > 0 ? (n - 1) * getInterior()[d] : 0));
    if (shape.back() < 0)
      return emitOpError("expected a size of at least 0 in dimension ") << d << ", got " << shape.back();
  }
  return expectShape(*this, shape, getY().getType().getShape());
}
LogicalResult ConcatenateOp::verify() {
  if (getX().empty())
    return emitOpError("expected at least one operand, got none");
  SmallVector<int64_t> shape(tensorType(getX()[0]).getShape());
  if (failed(expectAxis(*this, getDimension(), shape.size())))
    return failure();
  shape[getDimension()] = 0;
  for (Value x : getX()) {
    auto type = tensorType(x);
    if (type.getElementType() != getY().getType().getElementType())
      return emitOpError("expected operands of type ") << getY().getType().getElementType() << ", got " << type.getElementType();
    SmallVector<int64_t> rest(type.getShape()), first(shape);
    if (rest.size() == first.size())
      rest[getDimension()] = first[getDimension()] = 0;
    if (rest != first)
      return emitOpError("expected operands that differ in dimension ") << getDimension() << " only, got "
                                                                        << text(tensorType(getX()[0]).getShape()) << " and " << text(type.getShape());
    shape[getDimension()] += type.getDimSize(getDimension());
  }
  return expectShape(*this, shape, getY().getType().getShape());
}
LogicalResult ReverseOp::verify() { return expectDims(*this, getDims(), getX().getType().getRank()); }

/// Checks the attributes of a gather and gives the shape that it reads.
static FailureOr<SmallVector<int64_t>> gatheredShape(Operation *op, RankedTensorType x, RankedTensorType indices, int64_t axis, int64_t batch) {
  if (failed(expectAxis(op, axis, x.getRank())))
    return failure();
  if (batch < 0 || batch > axis || batch > indices.getRank())
    return op->emitOpError("expected batch_dims in [0, ") << std::min(axis, indices.getRank()) << "], got " << batch;
  for (int64_t d = 0; d < batch; ++d)
    if (x.getDimSize(d) != indices.getDimSize(d))
      return op->emitOpError("expected batch dimension ") << d << " of " << text(x.getShape()) << " and of indices "
                                                          << text(indices.getShape()) << " to be equal";
  if (x.getDimSize(axis) == 0)
    return op->emitOpError("expected elements along dimension ") << axis << ", got " << text(x.getShape());
  SmallVector<int64_t> shape(x.getShape().take_front(axis));
  llvm::append_range(shape, indices.getShape().drop_front(batch));
  llvm::append_range(shape, x.getShape().drop_front(axis + 1));
  return shape;
}
LogicalResult GatherOp::verify() {
  auto shape = gatheredShape(*this, getX().getType(), getIndices().getType(), getAxis(), getBatchDims());
  return failed(shape) ? failure() : expectShape(*this, *shape, getY().getType().getShape());
}
LogicalResult ScatterAddOp::verify() {
  auto shape = gatheredShape(*this, getX().getType(), getIndices().getType(), getAxis(), getBatchDims());
  if (failed(shape))
    return failure();
  if (Shape(*shape) != getUpdates().getType().getShape())
    return emitOpError("expected updates of shape ") << text(*shape) << ", got " << text(getUpdates().getType().getShape());
  return success();
}
/// A block must fit into x, and its start must be one integer a dimension.
static LogicalResult verifyBlock(Operation *op, RankedTensorType x, RankedTensorType block, RankedTensorType start) {
  if (start.getShape() != Shape{x.getRank()})
    return op->emitOpError("expected a start of shape [") << x.getRank() << "], got " << text(start.getShape());
  bool fits = block.getRank() == x.getRank();
  for (int64_t d = 0; fits && d < x.getRank(); ++d)
    fits = block.getDimSize(d) <= x.getDimSize(d);
  if (!fits)
    return op->emitOpError("expected a block that fits into ") << text(x.getShape()) << ", got " << text(block.getShape());
  return success();
}
LogicalResult DynamicSliceOp::verify() { return verifyBlock(*this, getX().getType(), getY().getType(), getStart().getType()); }
LogicalResult DynamicUpdateSliceOp::verify() { return verifyBlock(*this, getX().getType(), getUpdate().getType(), getStart().getType()); }

/// The shape without some dimensions.
static SmallVector<int64_t> without(Shape shape, Shape dims) {
  SmallVector<int64_t> kept;
  for (int64_t d = 0; d < (int64_t)shape.size(); ++d)
    if (!llvm::is_contained(dims, d))
      kept.push_back(shape[d]);
  return kept;
}
LogicalResult ReduceOp::verify() {
  if (failed(expectDims(*this, getDims(), getX().getType().getRank())))
    return failure();
  return expectShape(*this, without(getX().getType().getShape(), getDims()), getY().getType().getShape());
}
LogicalResult ArgmaxOp::verify() {
  int64_t d = getDimension();
  if (failed(expectAxis(*this, d, getX().getType().getRank())))
    return failure();
  if (getX().getType().getDimSize(d) == 0)
    return emitOpError("expected elements along dimension ") << d << ", got none";
  return expectShape(*this, without(getX().getType().getShape(), {d}), getY().getType().getShape());
}
LogicalResult CumsumOp::verify() { return expectAxis(*this, getDimension(), getX().getType().getRank()); }
LogicalResult SortOp::verify() {
  if (getX().getType().getRank() == 0)
    return emitOpError("expected a tensor of rank 1 or more, got a scalar");
  return expectShape(*this, getX().getType().getShape(), getIndices().getType().getShape());
}

LogicalResult DotGeneralOp::verify() {
  auto l = getLhs().getType(), r = getRhs().getType();
  if (l.getElementType() != r.getElementType())
    return emitOpError("expected operands of one element type, got ") << l.getElementType() << " and " << r.getElementType();
  Type element = l.getElementType().isBF16() ? Float32Type::get(getContext()) : l.getElementType();
  if (getY().getType().getElementType() != element)
    return emitOpError("expected a result of type ") << element << ", got " << getY().getType().getElementType();
  for (auto [what, left, right] : {std::tuple<StringRef, Shape, Shape>{"batch", getLhsBatch(), getRhsBatch()},
                                   {"contracting", getLhsContracting(), getRhsContracting()}}) {
    if (left.size() != right.size())
      return emitOpError("expected as many ") << what << " dimensions on both sides, got " << left.size() << " and " << right.size();
    for (auto [ld, rd] : llvm::zip(left, right)) {
      if (failed(expectAxis(*this, ld, l.getRank())) || failed(expectAxis(*this, rd, r.getRank())))
        return failure();
      if (l.getDimSize(ld) != r.getDimSize(rd))
        return emitOpError("expected ") << what << " dimension " << ld << " of lhs " << text(l.getShape()) << " to equal dimension "
                                        << rd << " of rhs " << text(r.getShape());
    }
  }
  if (getPrecision() == Precision::bf16 && !l.getElementType().isF32())
    return emitOpError("expected f32 operands with precision bf16, got ") << l.getElementType();
  SmallVector<int64_t> lhsUsed(getLhsBatch()), rhsUsed(getRhsBatch()), shape;
  llvm::append_range(lhsUsed, getLhsContracting());
  llvm::append_range(rhsUsed, getRhsContracting());
  for (auto [what, used] : {std::pair<StringRef, Shape>{"lhs", lhsUsed}, {"rhs", rhsUsed}})
    if (llvm::any_of(used, [&](int64_t d) { return llvm::count(used, d) > 1; }))
      return emitOpError("expected each dimension of ") << what << " at most once, got batch and contracting " << text(used);
  for (int64_t d : getLhsBatch())
    shape.push_back(l.getDimSize(d));
  llvm::append_range(shape, without(l.getShape(), lhsUsed));
  llvm::append_range(shape, without(r.getShape(), rhsUsed));
  return expectShape(*this, shape, getY().getType().getShape());
}

/// Checks a convolution whose input, kernel and output types are known.
template <typename Op>
static LogicalResult verifyConvolution(Op op, RankedTensorType x, RankedTensorType w, RankedTensorType y) {
  int64_t spatial = x.getRank() - 2;
  if (spatial < 1 || spatial > 3 || w.getRank() != x.getRank() || y.getRank() != x.getRank())
    return op.emitOpError("expected 1 to 3 spatial dimensions and equal ranks, got input ")
           << text(x.getShape()) << ", kernel " << text(w.getShape()) << " and output " << text(y.getShape());
  for (auto [name, list] : {std::pair<StringRef, Shape>{"strides", op.getStrides()}, {"low", op.getLow()}, {"high", op.getHigh()}, {"dilation", op.getDilation()}})
    if (failed(expectLength(op, name, list, spatial)))
      return failure();
  int64_t groups = op.getGroups(), channels = x.getDimSize(spatial + 1), features = w.getDimSize(spatial + 1);
  if (groups < 1 || channels % groups || features % groups || w.getDimSize(spatial) != channels / groups)
    return op.emitOpError("expected a kernel of ") << (groups > 0 ? channels / groups : 0) << " input channels (" << channels << " in " << groups
                                                   << " groups) and features divisible by the groups, got " << text(w.getShape());
  SmallVector<int64_t> shape{x.getDimSize(0)};
  for (int64_t d = 0; d < spatial; ++d) {
    if (op.getStrides()[d] < 1 || op.getDilation()[d] < 1)
      return op.emitOpError("expected strides and dilation of at least 1 in spatial dimension ") << d;
    if (w.getDimSize(d) < 1)
      return op.emitOpError("expected a kernel with elements in spatial dimension ") << d << ", got " << text(w.getShape());
    int64_t window = (w.getDimSize(d) - 1) * op.getDilation()[d] + 1;
    int64_t room = x.getDimSize(d + 1) + op.getLow()[d] + op.getHigh()[d] - window;
    if (room < 0)
      return op.emitOpError("expected a window of at most ") << x.getDimSize(d + 1) + op.getLow()[d] + op.getHigh()[d]
                                                             << " in spatial dimension " << d << ", got " << window;
    shape.push_back(room / op.getStrides()[d] + 1);
  }
  shape.push_back(features);
  if (Shape(shape) != y.getShape())
    return op.emitOpError("expected an output of shape ") << text(shape) << " for input " << text(x.getShape()) << " and kernel "
                                                          << text(w.getShape()) << ", got " << text(y.getShape());
  return success();
}
LogicalResult ConvolutionOp::verify() { return verifyConvolution(*this, getA().getType(), getB().getType(), getY().getType()); }
LogicalResult ConvolutionInputOp::verify() { return verifyConvolution(*this, getY().getType(), getB().getType(), getA().getType()); }
LogicalResult ConvolutionKernelOp::verify() { return verifyConvolution(*this, getA().getType(), getY().getType(), getB().getType()); }

LogicalResult RfftOp::verify() {
  auto x = getX().getType();
  if (x.getRank() < 1 || x.getShape().back() < 1)
    return emitOpError("expected at least one element along the last dimension, got ") << text(x.getShape());
  SmallVector<int64_t> shape(x.getShape().drop_back());
  shape.append({x.getShape().back() / 2 + 1, 2});
  return expectShape(*this, shape, getY().getType().getShape());
}
LogicalResult IrfftOp::verify() {
  auto x = getX().getType(), y = getY().getType();
  if (y.getRank() < 1 || y.getShape().back() < 1)
    return emitOpError("expected at least one element along the last dimension of the result, got ") << text(y.getShape());
  SmallVector<int64_t> shape(y.getShape().drop_back());
  shape.append({y.getShape().back() / 2 + 1, 2});
  if (Shape(shape) != x.getShape())
    return emitOpError("expected an operand of shape ") << text(shape) << ", got " << text(x.getShape());
  return success();
}

template <typename Op> static LogicalResult verifyDraw(Op op) {
  Type i32 = IntegerType::get(op.getContext(), 32);
  if (op.getKey().getType() != RankedTensorType::get({2}, i32))
    return op.emitOpError("expected a key of type tensor<2xi32>, got ") << op.getKey().getType();
  if (op.getTrip() && op.getTrip().getType() != RankedTensorType::get({}, i32))
    return op.emitOpError("expected a trip of type tensor<i32>, got ") << op.getTrip().getType();
  return success();
}
LogicalResult RandomBitsOp::verify() {
  if (!getY().getType().getElementType().isInteger(32))
    return emitOpError("expected a result of i32, got ") << getY().getType().getElementType();
  return verifyDraw(*this);
}
LogicalResult RandomUniformOp::verify() { return verifyDraw(*this); }
LogicalResult RandomNormalOp::verify() { return verifyDraw(*this); }

static LogicalResult verifyLastAxis(Operation *op, RankedTensorType x) {
  if (x.getRank() == 0 || x.getShape().back() == 0)
    return op->emitOpError("expected at least one element along the last dimension, got ") << text(x.getShape());
  return success();
}
LogicalResult SoftmaxOp::verify() { return verifyLastAxis(*this, getX().getType()); }
LogicalResult LogSoftmaxOp::verify() { return verifyLastAxis(*this, getX().getType()); }
LogicalResult LayerNormOp::verify() { return verifyLastAxis(*this, getX().getType()); }
LogicalResult RmsNormOp::verify() { return verifyLastAxis(*this, getX().getType()); }

LogicalResult StateOp::verify() {
  static constexpr StringRef roles[] = {"parameter", "optimizer", "ema", "counter", "key", "session"};
  if (getName().empty() || getName().contains('\0'))
    return emitOpError("expected a name, got '") << getName() << "'";
  if (!llvm::is_contained(roles, getRole()))
    return emitOpError("expected a role of parameter, optimizer, ema, counter, key or session, got '") << getRole() << "'";
  // the first of a row looks at all states of the block
  if (isa_and_nonnull<StateOp>((*this)->getPrevNode()))
    return success();
  llvm::DenseSet<StringAttr> names;
  for (auto state : (*this)->getBlock()->getOps<StateOp>())
    if (!names.insert(state.getNameAttr()).second)
      return state.emitOpError("a second state of this name");
  return success();
}

static LogicalResult verifyStateUse(Operation *op, const llvm::DenseMap<StringAttr, StateOp> &states, FlatSymbolRefAttr name, Type type) {
  StateOp state = states.lookup(name.getAttr());
  if (!state)
    return op->emitOpError("expected a declared state, got @") << name.getValue();
  if (state.getType() != type)
    return op->emitOpError("expected the type of state @") << name.getValue() << ", " << state.getType() << ", got " << type;
  return success();
}
/// The states of a group hold the elements of the flat tensor, in its element type.
static LogicalResult verifyGroupUse(Operation *op, const llvm::DenseMap<StringAttr, StateOp> &states, ArrayAttr names, Value value) {
  RankedTensorType type = tensorType(value);
  int64_t elements = 0;
  for (auto name : names.getAsRange<FlatSymbolRefAttr>()) {
    StateOp state = states.lookup(name.getAttr());
    if (!state)
      return op->emitOpError("expected a declared state, got @") << name.getValue();
    auto own = cast<RankedTensorType>(state.getType());
    if (own.getElementType() != type.getElementType())
      return op->emitOpError("expected states of element type ") << type.getElementType() << ", got @" << name.getValue() << " of type " << own;
    elements += own.getNumElements();
  }
  if (names.empty() || type.getRank() != 1 || type.getNumElements() != elements)
    return op->emitOpError("expected a tensor of the states' ") << elements << " elements in one dimension, got " << type;
  return success();
}
LogicalResult EntryOp::verifyRegions() {
  llvm::DenseMap<StringAttr, StateOp> states;
  for (auto state : (*this)->getBlock()->getOps<StateOp>())
    states[state.getNameAttr()] = state;
  auto checked = getBody().walk([&](Operation *op) {
    auto read = dyn_cast<ReadOp>(op);
    auto write = dyn_cast<WriteOp>(op);
    auto readGroup = dyn_cast<ReadGroupOp>(op);
    auto writeGroup = dyn_cast<WriteGroupOp>(op);
    bool wrong = (readGroup && failed(verifyGroupUse(op, states, readGroup.getStates(), readGroup.getY()))) ||
                 (writeGroup && failed(verifyGroupUse(op, states, writeGroup.getStates(), writeGroup.getValue()))) ||
                 (read && failed(verifyStateUse(op, states, read.getStateAttr(), read.getY().getType()))) ||
                 (write && failed(verifyStateUse(op, states, write.getStateAttr(), write.getValue().getType())));
    return wrong ? WalkResult::interrupt() : WalkResult::advance();
  });
  return failure(checked.wasInterrupted());
}

LogicalResult EntryOp::verify() {
  if (getBody().getNumArguments() != getArgumentNames().size())
    return emitOpError("expected one name an argument, got ") << getArgumentNames().size() << " names and " << getBody().getNumArguments() << " arguments";
  for (ArrayAttr names : {getArgumentNames(), getResultNames()})
    for (auto [i, name] : llvm::enumerate(names))
      if (llvm::is_contained(names.getValue().take_front(i), name))
        return emitOpError("expected names that differ, got ") << name << " twice";
  for (Type type : getBody().getArgumentTypes()) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (!tensor || !tensor.hasStaticShape() || !isa<FloatType, IntegerType>(tensor.getElementType()))
      return emitOpError("expected arguments that are tensors of static shape, got ") << type;
  }
  auto end = getBody().front().empty() ? ReturnOp() : dyn_cast<ReturnOp>(getBody().front().back());
  if (!end)
    return emitOpError("expected its body to end in mf.return");
  if (end.getValues().size() != getResultNames().size())
    return emitOpError("expected one name a result, got ") << getResultNames().size() << " names and " << end.getValues().size() << " results";
  llvm::StringSet<> written;
  for (Operation &op : getBody().front()) {
    SmallVector<FlatSymbolRefAttr> names;
    if (auto write = dyn_cast<WriteOp>(op))
      names.push_back(write.getStateAttr());
    else if (auto group = dyn_cast<WriteGroupOp>(op))
      llvm::append_range(names, group.getStates().getAsRange<FlatSymbolRefAttr>());
    for (FlatSymbolRefAttr name : names)
      if (!written.insert(name.getValue()).second)
        return op.emitOpError("expected one write of state @") << name.getValue() << " in entry @" << getSymName() << ", got a second one";
  }
  return success();
}
LogicalResult JvpOp::verify() {
  if (getInputs().getTypes() != getTangents().getTypes())
    return emitOpError("expected tangents of the inputs' types ") << getInputs().getTypes() << ", got " << getTangents().getTypes();
  if (getValues().getTypes() != getResultTypes())
    return emitOpError("expected results of the values' types ") << getValues().getTypes() << ", got " << getResultTypes();
  if (auto rows = getRows()) {
    if (rows->size() != 2 || (*rows)[0] < 0 || (*rows)[0] > (*rows)[1])
      return emitOpError("expected rows = [begin, end), got ") << text(*rows);
    for (Value x : getInputs())
      if (tensorType(x).getRank() == 0 || tensorType(x).getDimSize(0) < (*rows)[1])
        return emitOpError("expected inputs of at least ") << (*rows)[1] << " rows, got " << text(tensorType(x).getShape());
  }
  return success();
}
LogicalResult GradOp::verify() {
  if (getValue().getType().getRank() != 0)
    return emitOpError("expected a scalar, got shape ") << text(getValue().getType().getShape());
  if (getInputs().getTypes() != getResultTypes())
    return emitOpError("expected results of the inputs' types ") << getInputs().getTypes() << ", got " << getResultTypes();
  return success();
}
/// Checks a region's carried types: arguments after the first `skip`, and what mf.yield gives.
static LogicalResult verifyRegion(Operation *op, Region &body, unsigned skip, TypeRange types, TypeRange arguments) {
  auto yield = body.front().empty() ? YieldOp() : dyn_cast<YieldOp>(body.front().back());
  if (!yield)
    return op->emitOpError("expected its region to end in mf.yield");
  if (body.getNumArguments() < skip || TypeRange(body.getArguments().drop_front(skip)) != arguments)
    return op->emitOpError("expected ") << arguments.size() + skip << " region arguments, the carried types last (" << arguments
                                        << "), got " << TypeRange(body.getArgumentTypes());
  if (TypeRange(yield.getValues()) != types)
    return op->emitOpError("expected mf.yield of ") << types << ", got " << TypeRange(yield.getValues());
  return success();
}
LogicalResult ForOp::verify() {
  if ((int64_t)getTrips() < 0 && !getCount()) // ODS reads an i64 as unsigned
    return emitOpError("expected trips, a count, or a count with trips as its bound");
  if (auto count = getCount())
    if (count.getType() != RankedTensorType::get({}, IntegerType::get(getContext(), 32)))
      return emitOpError("expected a count of type tensor<i32>, got ") << count.getType();
  if (TypeRange(getInits()) != getResultTypes())
    return emitOpError("expected results of the carried types ") << TypeRange(getInits()) << ", got " << getResultTypes();
  if (getBody().getNumArguments() < 1 || getBody().getArgument(0).getType() != RankedTensorType::get({}, IntegerType::get(getContext(), 32)))
    return emitOpError("expected the trip's number, tensor<i32>, as first region argument");
  return verifyRegion(*this, getBody(), 1, getResultTypes(), getResultTypes());
}
LogicalResult FusedOp::verify() {
  int64_t rank = getSpace().size(), kept = getKept();
  auto isDim = [&](int64_t d) { return d >= 0 && d < rank; };
  bool good = isDim(kept) && !getStreamed().empty() && llvm::all_of(getStreamed(), isDim) && !llvm::is_contained(getStreamed(), kept);
  if (!good || (kept != rank - 1 && getStreamed().back() != rank - 1))
    return emitOpError("expected to keep one dimension of [") << getSpace() << "] and to go along others, one of the two the last; got " << kept << " and "
                                                              << getStreamed();
  return verifyRegion(*this, getBody(), 0, getResultTypes(), getInputs().getTypes());
}
LogicalResult CheckpointOp::verify() { return verifyRegion(*this, getBody(), 0, getResultTypes(), {}); }

LogicalResult MfDialect::verifyOperationAttribute(Operation *op, NamedAttribute attribute) {
  if (attribute.getName() != kRole || isa<RoleAttr>(attribute.getValue()))
    return success();
  return op->emitError("expected mf.role to be a part of a program, as #mf.role<tangent>, got ") << attribute.getValue();
}
