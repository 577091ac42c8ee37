//===- Trace.cpp - an entry that returns every value that it computes --------------------------------===//
#include "compiler/Diagnostics.h"
#include "compiler/PlanCosts.h"
#include "compiler/Unit.h"
#include "dialect/mf/Mf.h"
#include "dialect/mf/eval/Evaluator.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace mf::compiler {

namespace {
/// What says nothing that its operand does not say.
bool isShown(Operation &op) {
  if (op.hasTrait<OpTrait::IsTerminator>() || op.hasTrait<OpTrait::ConstantLike>() || op.getNumResults() == 0)
    return false;
  return !isa<ir::ReadOp, ir::ReadGroupOp, ir::IotaOp, ir::View>(op);
}

ir::EntryOp findEntry(ModuleOp module, const std::string &name, const std::string &source) {
  std::string names;
  for (auto entry : module.getOps<ir::EntryOp>()) {
    if (entry.getSymName() == name)
      return entry;
    names += " " + entry.getSymName().str();
  }
  refuse(source, "no entry '" + name + "'; its entries are" + names);
}
} // namespace

Trace Compilation::Unit::trace(const std::string &name) {
  ModuleOp all = at(Phase::expanded);
  ir::EntryOp entry = findEntry(all, name, model.name);
  reached = Phase::none; // what follows is another program
  for (auto other : llvm::make_early_inc_range(all.getOps<ir::EntryOp>()))
    if (other != entry && other.getSymName() != "init" && other.getSymName() != "reset")
      other.erase();
  Trace result{{model.name, ""}, {}};
  Block &block = entry.getBody().front();
  SmallVector<Value> returned(block.getTerminator()->getOperands());
  SmallVector<Attribute> names(entry.getResultNames().begin(), entry.getResultNames().end());
  Builder builder(all.getContext());
  for (Operation &op : block) {
    if (!isShown(op))
      continue;
    FileLineColLoc place = placeOf(op.getLoc());
    for (Value value : op.getResults()) {
      std::string text = "value." + std::to_string(result.values.size());
      result.values.push_back({text, op.getName().getStringRef().str(), place ? place.getFilename().str() : "", place ? (int64_t)place.getLine() : 0});
      returned.push_back(value);
      names.push_back(builder.getStringAttr(text));
    }
  }
  block.getTerminator()->setOperands(returned);
  entry.setResultNamesAttr(builder.getArrayAttr(names));
  llvm::raw_string_ostream out(result.model.ir);
  all.print(out, OpPrintingFlags().enableDebugInfo(true, false));
  result.model.config = model.config;
  return result;
}

std::vector<Numbers> Compilation::Unit::evaluate(const std::string &name, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states,
                                                 bool round) {
  ir::EntryOp entry = findEntry(at(Phase::graph), name, model.name);
  std::vector<eval::Tensor> in;
  for (auto [argument, numbers] : llvm::zip_equal(entry.getBody().getArguments(), arguments))
    in.push_back({cast<RankedTensorType>(argument.getType()), numbers});
  eval::States all;
  for (auto state : entry->getParentOfType<ModuleOp>().getOps<ir::StateOp>())
    if (auto given = states.find(state.getSymName().str()); given != states.end())
      all[given->first] = {cast<RankedTensorType>(state.getType()), given->second};
  auto out = eval::evaluate(entry, in, all, {round});
  if (failed(out))
    fail("the entry '" + name + "' could not be evaluated");
  std::vector<Numbers> results;
  for (eval::Tensor &tensor : *out)
    results.push_back(std::move(tensor.data));
  return results;
}

} // namespace mf::compiler
