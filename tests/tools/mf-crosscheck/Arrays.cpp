//===- Arrays.cpp - inputs from a seed, bytes, distances -------------------------------------------===//
#include "tests/tools/mf-crosscheck/Arrays.h"
#include "mlir/IR/BuiltinOps.h"
#include <cmath>
#include <random>

using namespace mlir;
using namespace mf;
using eval::Tensor;

namespace {
/// Numbers that are the same with every standard library.
class Source {
public:
  explicit Source(uint64_t seed) : engine(seed) {}
  double next(double low, double high) { return low + (double)(engine() >> 11) * 0x1p-53 * (high - low); }

private:
  std::mt19937_64 engine;
};

double rounded(double x, Type element) {
  auto real = dyn_cast<FloatType>(element);
  if (!real)
    return std::floor(x);
  APFloat value(x);
  bool inexact;
  value.convert(real.getFloatSemantics(), APFloat::rmNearestTiesToEven, &inexact);
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &inexact);
  return value.convertToDouble();
}

double numberOf(Attribute attribute) {
  if (auto real = dyn_cast<FloatAttr>(attribute))
    return real.getValueAsDouble();
  return (double)cast<IntegerAttr>(attribute).getInt();
}

FailureOr<Tensor> fill(ir::EntryOp entry, StringRef name, RankedTensorType type, Source &source) {
  auto values = entry->getAttrOfType<DictionaryAttr>("values");
  if (auto given = values ? values.getAs<ElementsAttr>(name) : ElementsAttr()) {
    if (given.getType() != type)
      return entry.emitError() << "values of " << name << ": expected " << type << ", got " << given.getType();
    return eval::constantTensor(given);
  }
  Type element = type.getElementType();
  double low = isa<FloatType>(element) ? -2 : element.isInteger(1) ? 0 : -3, high = isa<FloatType>(element) ? 2 : element.isInteger(1) ? 2 : 9;
  auto ranges = entry->getAttrOfType<DictionaryAttr>("range");
  if (auto range = ranges ? ranges.getAs<ArrayAttr>(name) : ArrayAttr()) {
    low = numberOf(range[0]);
    high = numberOf(range[1]);
  }
  Tensor tensor{type, {}};
  for (int64_t i = 0; i < type.getNumElements(); ++i)
    tensor.data.push_back(rounded(source.next(low, high), element));
  return tensor;
}
} // namespace

FailureOr<crosscheck::Point> crosscheck::makePoint(ir::EntryOp entry, uint64_t seed) {
  Source source(seed);
  Point point;
  for (auto [name, argument] : llvm::zip(entry.getArgumentNames().getAsValueRange<StringAttr>(), entry.getBody().getArguments())) {
    auto tensor = fill(entry, name, cast<RankedTensorType>(argument.getType()), source);
    if (failed(tensor))
      return failure();
    point.arrays.push_back(std::move(*tensor));
  }
  for (auto state : entry->getParentOfType<ModuleOp>().getOps<ir::StateOp>()) {
    auto tensor = fill(entry, state.getSymName(), cast<RankedTensorType>(state.getType()), source);
    if (failed(tensor))
      return failure();
    point.states[state.getSymName().str()] = std::move(*tensor);
  }
  return point;
}

static Tensor worstOf(RankedTensorType type, Source &source) {
  std::vector<double> numbers = {0, 1};
  Type element = type.getElementType();
  if (auto real = dyn_cast<FloatType>(element)) {
    const llvm::fltSemantics &form = real.getFloatSemantics();
    auto number = [](APFloat value) {
      bool inexact;
      value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &inexact);
      return value.convertToDouble();
    };
    double largest = number(APFloat::getLargest(form)), least = number(APFloat::getSmallestNormalized(form)), tiny = number(APFloat::getSmallest(form));
    for (double x : {0.0, 1.0, 0.5, 1.5, 2.5, least, tiny, largest, (double)INFINITY})
      numbers.insert(numbers.end(), {x, -x});
    numbers.push_back(NAN);
  } else if (unsigned width = element.getIntOrFloatBitWidth(); width > 1) {
    double end = std::ldexp(1.0, width - 1); // 2^63 - 1 is no double
    numbers.insert(numbers.end(), {-1, 2, -7, -end, width == 64 ? std::nextafter(end, 0.0) : end - 1});
  }
  Tensor tensor{type, {}};
  for (int64_t i = 0; i < type.getNumElements(); ++i)
    tensor.data.push_back(numbers[size_t(source.next(0, (double)numbers.size()))]);
  return tensor;
}

crosscheck::Point crosscheck::makeWorstPoint(ir::EntryOp entry, uint64_t seed) {
  Source source(seed);
  Point point;
  for (Type type : entry.getBody().getArgumentTypes())
    point.arrays.push_back(worstOf(cast<RankedTensorType>(type), source));
  for (auto state : entry->getParentOfType<ModuleOp>().getOps<ir::StateOp>())
    point.states[state.getSymName().str()] = worstOf(cast<RankedTensorType>(state.getType()), source);
  return point;
}

static size_t elementSize(Type element) { return std::max(1u, element.getIntOrFloatBitWidth() / 8); }

size_t crosscheck::byteSize(RankedTensorType type) { return type.getNumElements() * elementSize(type.getElementType()); }

crosscheck::Bytes crosscheck::toBytes(const Tensor &tensor) {
  Type element = tensor.type.getElementType();
  size_t size = elementSize(element);
  Bytes bytes(byteSize(tensor.type));
  for (size_t i = 0; i < tensor.data.size(); ++i) {
    uint64_t word = (uint64_t)(int64_t)(isa<FloatType>(element) ? 0 : tensor.data[i]);
    if (auto real = dyn_cast<FloatType>(element)) {
      APFloat value(tensor.data[i]);
      bool inexact;
      value.convert(real.getFloatSemantics(), APFloat::rmNearestTiesToEven, &inexact);
      word = value.bitcastToAPInt().getZExtValue();
    }
    std::memcpy(&bytes[i * size], &word, size);
  }
  return bytes;
}

Tensor crosscheck::fromBytes(RankedTensorType type, const char *bytes) {
  Type element = type.getElementType();
  size_t size = elementSize(element);
  Tensor tensor{type, {}};
  for (int64_t i = 0; i < type.getNumElements(); ++i) {
    uint64_t word = 0;
    std::memcpy(&word, bytes + i * size, size);
    if (auto real = dyn_cast<FloatType>(element)) {
      APFloat value(real.getFloatSemantics(), APInt(real.getWidth(), word));
      bool inexact;
      value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &inexact);
      tensor.data.push_back(value.convertToDouble());
    } else { // an i1 byte other than 0 and 1 is kept, so that it is seen
      tensor.data.push_back(size == 8 ? (double)(int64_t)word : size == 4 ? (double)(int32_t)word : (double)word);
    }
  }
  return tensor;
}

double crosscheck::distance(const Tensor &got, const Tensor &expected) {
  double worst = 0;
  for (auto [x, y] : llvm::zip(got.data, expected.data)) {
    if (x == y || (std::isnan(x) && std::isnan(y)))
      continue;
    double d = std::fabs(x - y) / std::max(1.0, std::fabs(y));
    worst = std::max(worst, std::isfinite(d) ? d : INFINITY);
  }
  return worst;
}

double crosscheck::toleranceOf(Type element) {
  if (!isa<FloatType>(element))
    return 0;
  return element.isF64() ? 1e-12 : element.isF32() ? 1e-5 : 1e-2;
}
