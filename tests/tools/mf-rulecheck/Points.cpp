//===- Points.cpp - argument and state values ---------------------------------------------------===//
#include "tests/tools/mf-rulecheck/Points.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mf::rulecheck;
using mf::eval::Tensor;

static FailureOr<std::vector<double>> numbers(StringRef text) {
  std::vector<double> values;
  SmallVector<StringRef> parts;
  text.split(parts, ',');
  for (StringRef part : parts) {
    double value;
    if (part.getAsDouble(value)) {
      llvm::errs() << "mf-rulecheck: expected a number, got '" << part << "'\n";
      return failure();
    }
    values.push_back(value);
  }
  return values;
}

/// The values after "name=" in the first of `set` that begins with it; empty where there is none.
static FailureOr<std::vector<double>> given(StringRef name, ArrayRef<std::string> set) {
  for (StringRef item : set) {
    auto [key, values] = item.split('=');
    if (key == name)
      return numbers(values);
  }
  return std::vector<double>();
}

FailureOr<Point> mf::rulecheck::makePoint(ir::EntryOp entry, ArrayRef<double> at, ArrayRef<std::string> set, uint64_t seed) {
  Source random(seed);
  Point point;
  size_t used = 0;
  for (auto [i, argument] : llvm::enumerate(entry.getBody().getArguments())) {
    Tensor tensor{cast<RankedTensorType>(argument.getType()), {}};
    Type element = tensor.type.getElementType();
    auto values = given(cast<StringAttr>(entry.getArgumentNames()[i]).getValue(), set);
    if (failed(values))
      return failure();
    for (int64_t k = 0; k < tensor.type.getNumElements(); ++k) {
      if (!values->empty())
        tensor.data.push_back((*values)[k % values->size()]);
      else if (!isa<FloatType>(element))
        tensor.data.push_back(element.isInteger(1) ? (double)(k % 2 == 0) : (double)k);
      else
        tensor.data.push_back(at.empty() ? random.next() : at[used++ % at.size()]);
    }
    point.arguments.push_back(std::move(tensor));
  }
  for (auto state : entry->getParentOfType<ModuleOp>().getOps<ir::StateOp>()) {
    Tensor tensor{cast<RankedTensorType>(state.getType()), {}};
    for (int64_t k = 0; k < tensor.type.getNumElements(); ++k)
      tensor.data.push_back(isa<FloatType>(tensor.type.getElementType()) ? random.next() : (double)(k % 2));
    point.states[state.getSymName().str()] = std::move(tensor);
  }
  return point;
}
