//===- Evaluator.cpp - runs an entry op by op: values, state, loops -----------------------------===//
#include "dialect/mf/eval/Evaluator.h"
#include "dialect/mf/eval/Run.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;

int64_t mf::eval::position(Shape shape, Shape index) {
  int64_t linear = 0;
  for (size_t d = 0; d < shape.size(); ++d)
    linear = linear * shape[d] + index[d];
  return linear;
}

/// The low bits of an integer, as the signed number (i1: 0 or 1) that they are.
static double wrap(uint64_t bits, unsigned width) {
  if (width == 1)
    return (double)(bits & 1);
  return width == 64 ? (double)(int64_t)bits : (double)(int32_t)bits;
}

double mf::eval::toType(double x, Type element, bool round) {
  if (auto type = dyn_cast<IntegerType>(element)) {
    if (!(std::fabs(x) < 0x1p63)) // also NaN: what a machine gives is its own affair
      return 0.0;
    return wrap((uint64_t)(int64_t)x, type.getWidth());
  }
  if (!round || element.isF64())
    return x;
  bool loses;
  APFloat value(x);
  value.convert(cast<FloatType>(element).getFloatSemantics(), APFloat::rmNearestTiesToEven, &loses);
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &loses);
  return value.convertToDouble();
}

double mf::eval::integer(Arithmetic what, double x, double y, Type element) {
  uint64_t a = (uint64_t)(int64_t)x, b = (uint64_t)(int64_t)y;
  uint64_t bits = what == Arithmetic::add ? a + b : what == Arithmetic::sub ? a - b : a * b;
  return wrap(bits, element.getIntOrFloatBitWidth());
}

/// Elements stored as raw little-endian bytes, as in a dense_resource.
static void readRaw(ArrayRef<char> bytes, Type element, std::vector<double> &data) {
  unsigned width = element.getIntOrFloatBitWidth(), size = width == 1 ? 1 : width / 8;
  for (size_t i = 0; i < data.size(); ++i) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i * size, size);
    if (auto real = dyn_cast<FloatType>(element)) {
      APFloat value(real.getFloatSemantics(), APInt(width, word));
      bool loses;
      value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &loses);
      data[i] = value.convertToDouble();
    } else {
      data[i] = wrap(word, width);
    }
  }
}

FailureOr<Tensor> mf::eval::constantTensor(ElementsAttr value) {
  Tensor out{cast<RankedTensorType>(value.getType()), {}};
  out.data.resize(out.type.getNumElements());
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    unsigned width = out.type.getElementType().getIntOrFloatBitWidth(), size = width == 1 ? 1 : width / 8;
    if (!blob || blob->getData().size() != out.data.size() * size)
      return failure();
    readRaw(blob->getData(), out.type.getElementType(), out.data);
    return out;
  }
  auto dense = dyn_cast<DenseElementsAttr>(value);
  if (!dense)
    return failure();
  size_t i = 0;
  if (isa<FloatType>(out.type.getElementType())) {
    for (APFloat x : dense.getValues<APFloat>()) {
      bool loses;
      x.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &loses);
      out.data[i++] = x.convertToDouble();
    }
  } else {
    for (const APInt &x : dense.getValues<APInt>())
      out.data[i++] = wrap(x.getBitWidth() == 1 ? x.getZExtValue() : (uint64_t)x.getSExtValue(), x.getBitWidth());
  }
  return out;
}

LogicalResult Run::visitRead(ReadOp op) {
  auto it = before.find(op.getState().str());
  if (it == before.end())
    return op.emitOpError("expected a value of state @") << op.getState() << ", got none";
  if (it->second.type != op.getY().getType())
    return op.emitOpError("expected state @") << op.getState() << " of type " << op.getY().getType() << ", got " << it->second.type;
  set(op.getY(), it->second);
  return success();
}

LogicalResult Run::visitReadGroup(ReadGroupOp op) {
  Tensor all{cast<RankedTensorType>(op.getY().getType()), {}};
  for (auto name : op.getStates().getAsRange<FlatSymbolRefAttr>()) {
    auto it = before.find(name.getValue().str());
    if (it == before.end())
      return op.emitOpError("expected a value of state ") << name << ", got none";
    llvm::append_range(all.data, it->second.data);
  }
  set(op.getY(), std::move(all));
  return success();
}

LogicalResult Run::visitWriteGroup(WriteGroupOp op) {
  const Tensor &all = get(op.getValue());
  size_t begin = 0;
  for (auto name : op.getStates().getAsRange<FlatSymbolRefAttr>()) {
    auto it = before.find(name.getValue().str());
    if (it == before.end())
      return op.emitOpError("expected a value of state ") << name << ", got none";
    size_t size = it->second.data.size();
    written[name.getValue().str()] = {it->second.type, {all.data.begin() + begin, all.data.begin() + begin + size}};
    begin += size;
  }
  return success();
}

LogicalResult Run::visitFor(ForOp op) {
  Block &body = op.getBody().front();
  auto trips = (int64_t)op.getTrips();
  if (op.getCount()) {
    auto count = (int64_t)get(op.getCount()).data[0];
    trips = trips < 0 ? count : std::min(count, trips);
  }
  std::vector<Tensor> carried;
  for (Value init : op.getInits())
    carried.push_back(get(init));
  trip.push_back(0);
  for (int64_t i = 0; i < trips; ++i) {
    trip.back() = i;
    set(body.getArgument(0), {cast<RankedTensorType>(body.getArgument(0).getType()), {(double)i}});
    for (auto [argument, value] : llvm::zip(body.getArguments().drop_front(), carried))
      set(argument, std::move(value));
    if (failed(block(body)))
      return failure();
    auto next = cast<YieldOp>(body.getTerminator()).getValues();
    for (size_t k = 0; k < carried.size(); ++k)
      carried[k] = get(next[k]);
  }
  trip.pop_back();
  for (auto [result, value] : llvm::zip(op.getResults(), carried))
    set(result, std::move(value));
  return success();
}

LogicalResult Run::visitCheckpoint(CheckpointOp op) {
  Block &body = op.getBody().front();
  if (failed(block(body)))
    return failure();
  for (auto [result, value] : llvm::zip(op.getResults(), cast<YieldOp>(body.getTerminator()).getValues()))
    set(result, Tensor(get(value)));
  return success();
}

LogicalResult Run::visitFused(FusedOp op) {
  Block &body = op.getBody().front();
  for (auto [argument, input] : llvm::zip(body.getArguments(), op.getInputs()))
    set(argument, Tensor(get(input)));
  if (failed(block(body)))
    return failure();
  for (auto [result, value] : llvm::zip(op.getResults(), cast<YieldOp>(body.getTerminator()).getValues()))
    set(result, Tensor(get(value)));
  return success();
}

LogicalResult Run::visitStop(StopGradientOp op) {
  if (!derivatives)
    return compute(op);
  auto [at, isNew] = stopped.try_emplace({op, trip});
  if (isNew || !moved) {
    if (failed(compute(op)))
      return failure();
    at->second = get(op.getY());
  } else {
    set(op.getY(), at->second);
  }
  return success();
}

/// Ops whose results are a function of their operands alone.
LogicalResult Run::compute(Operation *op) {
  SmallVector<const Tensor *> in;
  for (Value operand : op->getOperands())
    in.push_back(&get(operand));
  SmallVector<Tensor> out;
  for (Value result : op->getResults()) {
    auto type = cast<RankedTensorType>(result.getType());
    out.push_back({type, std::vector<double>(type.getNumElements())});
  }
  Adder add{options.round && options.roundSums && !out.empty() && !out[0].type.getElementType().isF64()};
  bool known = evaluateElementwise(op, in, out) || evaluateShape(op, in, out) || evaluateReduction(op, in, out, add) ||
               evaluateContraction(op, in, out, add) || evaluateRandom(op, in, out) || evaluateComposite(op, in, out);
  if (!known)
    return op->emitOpError("has no meaning that the evaluator knows");
  for (auto [result, tensor] : llvm::zip(op->getResults(), out)) {
    for (double &x : tensor.data)
      x = toType(x, tensor.type.getElementType(), options.round);
    set(result, std::move(tensor));
  }
  return success();
}

LogicalResult Run::visit(Operation *op) {
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case<ReadOp>([&](ReadOp read) { return visitRead(read); })
      .Case<ReadGroupOp>([&](ReadGroupOp read) { return visitReadGroup(read); })
      .Case<WriteGroupOp>([&](WriteGroupOp write) { return visitWriteGroup(write); })
      .Case<WriteOp>([&](WriteOp write) {
        written[write.getState().str()] = get(write.getValue());
        return success();
      })
      .Case<ForOp>([&](ForOp loop) { return visitFor(loop); })
      .Case<CheckpointOp>([&](CheckpointOp checkpoint) { return visitCheckpoint(checkpoint); })
      .Case<FusedOp>([&](FusedOp fused) { return visitFused(fused); })
      .Case<StopGradientOp>([&](StopGradientOp stop) { return visitStop(stop); })
      .Case<JvpOp, GradOp>([&](Operation *derivative) -> LogicalResult {
        if (!derivatives)
          return derivative->emitOpError("has no value of its own; expand derivatives first (--mf-expand-derivatives)");
        return derivatives->visit(*this, derivative);
      })
      .Case<ConstantOp>([&](ConstantOp constant) -> LogicalResult {
        auto tensor = constantTensor(constant.getValue());
        if (failed(tensor))
          return constant.emitOpError("expected a constant with elements, got ") << constant.getValue();
        set(constant.getY(), std::move(*tensor));
        return success();
      })
      .Default([&](Operation *other) { return compute(other); });
}

LogicalResult Run::block(Block &block) {
  for (Operation &op : block.without_terminator())
    if (failed(visit(&op)))
      return failure();
  return success();
}

FailureOr<std::vector<Tensor>> mf::eval::evaluate(EntryOp entry, ArrayRef<Tensor> arguments, States &states, Options options) {
  Block &body = entry.getBody().front();
  if (arguments.size() != body.getNumArguments())
    return entry.emitOpError("expected ") << body.getNumArguments() << " arguments, got " << arguments.size();
  Run run(states, options);
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    if (argument.type != body.getArgument(i).getType())
      return entry.emitOpError("expected argument ") << entry.getArgumentNames()[i] << " of type " << body.getArgument(i).getType()
                                                     << ", got " << argument.type;
    run.set(body.getArgument(i), argument);
  }
  if (failed(run.block(body)))
    return failure();
  std::vector<Tensor> results;
  for (Value value : body.getTerminator()->getOperands())
    results.push_back(run.get(value));
  for (auto &[name, tensor] : run.written)
    states[name] = std::move(tensor);
  return results;
}
