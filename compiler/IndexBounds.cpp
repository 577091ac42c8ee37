//===- IndexBounds.cpp - elements of arguments that are numbers of rows ------------------------------------===//
#include "compiler/IndexBounds.h"
#include "dialect/mf/Mf.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;

namespace mf::compiler {

namespace {
/// The number of which all elements are, or -1.
int64_t constantOf(Value value) {
  DenseElementsAttr elements;
  while (auto broadcast = value.getDefiningOp<ir::BroadcastInDimOp>())
    value = broadcast.getX();
  if (!matchPattern(value, m_Constant(&elements)) || !elements.isSplat() || !elements.getElementType().isIntOrIndex())
    return -1;
  return elements.getSplatValue<APInt>().getSExtValue();
}

/// Follows the elements of one argument.
class Trace {
public:
  int64_t boundOf(Value argument) {
    follow(argument, -1);
    while (!left.empty()) {
      auto [value, chosen] = left.pop_back_val();
      for (OpOperand &use : value.getUses())
        visit(use, chosen);
    }
    return bound;
  }

private:
  /// chosen: the constant that stands in the place of some elements, or -1.
  void follow(Value value, int64_t chosen) {
    if (seen.insert(value).second)
      left.emplace_back(value, chosen);
  }

  void visit(OpOperand &use, int64_t chosen) {
    Operation *op = use.getOwner();
    unsigned number = use.getOperandNumber();
    if (auto gather = dyn_cast<ir::GatherOp>(op); gather && number == 1)
      return look(gather.getX(), gather.getAxis(), chosen);
    if (auto scatter = dyn_cast<ir::ScatterAddOp>(op); scatter && number == 1)
      return look(scatter.getX(), scatter.getAxis(), chosen);
    bool moved = isa<ir::View>(op) && (number == 0 || isa<ir::ConcatenateOp>(op));
    if (auto convert = dyn_cast<ir::ConvertOp>(op))
      moved = cast<ShapedType>(convert.getType()).getElementType().isInteger() && !cast<ShapedType>(convert.getType()).getElementType().isInteger(1);
    if (moved)
      return follow(op->getResult(0), chosen);
    if (auto select = dyn_cast<ir::SelectOp>(op); select && number > 0)
      follow(select.getY(), std::max(chosen, constantOf(number == 1 ? select.getB() : select.getA())));
  }

  void look(Value table, int64_t axis, int64_t chosen) {
    int64_t rows = cast<ShapedType>(table.getType()).getDimSize(unsigned(axis));
    bound = std::min(bound, chosen == rows - 1 ? rows - 1 : rows);
  }

  SmallVector<std::pair<Value, int64_t>> left;
  DenseSet<Value> seen;
  int64_t bound = INT64_MAX;
};
} // namespace

std::map<std::string, int64_t> indexBounds(ModuleOp graph) {
  std::map<std::string, int64_t> bounds;
  for (auto entry : graph.getOps<ir::EntryOp>())
    for (auto [name, value] : llvm::zip(entry.getArgumentNames(), entry.getBody().getArguments())) {
      Type element = cast<ShapedType>(value.getType()).getElementType();
      int64_t bound = element.isInteger() && !element.isInteger(1) ? Trace().boundOf(value) : INT64_MAX;
      std::string text = cast<StringAttr>(name).str();
      if (bound < INT64_MAX)
        bounds[text] = bounds.contains(text) ? std::min(bounds[text], bound) : bound;
    }
  return bounds;
}

void describeBounds(ModuleOp module, const std::map<std::string, int64_t> &bounds) {
  std::string list;
  for (const auto &[name, bound] : bounds)
    if (name.find_first_of("\"\\") == std::string::npos)
      list += (list.empty() ? "\"" : ", \"") + name + "\": " + std::to_string(bound);
  auto metadata = module->getAttrOfType<StringAttr>("mf.metadata");
  StringRef text = metadata ? metadata.getValue().trim() : "{}";
  if (list.empty() || !text.consume_back("}"))
    return;
  std::string all = (text + (text == "{" ? "" : ", ") + "\"bounds\": {" + list + "}}").str();
  module->setAttr("mf.metadata", StringAttr::get(module.getContext(), all));
}

} // namespace mf::compiler
