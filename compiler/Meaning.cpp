//===- Meaning.cpp - what an entry means, without any kernel -------------------------------------------===//
#include "compiler/Diagnostics.h"
#include "compiler/PlanCosts.h"
#include "compiler/Unit.h"
#include "dialect/mf/eval/Differences.h"

using namespace mlir;

namespace mf::compiler {

namespace {
std::vector<eval::Tensor> argumentsOf(ir::EntryOp entry, const std::vector<Numbers> &arguments) {
  std::vector<eval::Tensor> in;
  for (auto [argument, numbers] : llvm::zip_equal(entry.getBody().getArguments(), arguments))
    in.push_back({cast<RankedTensorType>(argument.getType()), numbers});
  return in;
}

eval::States statesOf(ModuleOp module, const std::map<std::string, Numbers> &states) {
  eval::States all;
  for (auto state : module.getOps<ir::StateOp>())
    if (auto given = states.find(state.getSymName().str()); given != states.end())
      all[given->first] = {cast<RankedTensorType>(state.getType()), given->second};
  return all;
}

/// Puts the results of derivative ops behind the entry's own.
void returnDerivatives(ir::EntryOp entry) {
  Operation *end = entry.getBody().front().getTerminator();
  SmallVector<Value> returned(end->getOperands());
  SmallVector<Attribute> names(entry.getResultNames().begin(), entry.getResultNames().end());
  for (Operation *op : eval::derivativesOf(entry))
    for (Value value : op->getResults()) {
      names.push_back(StringAttr::get(entry.getContext(), "derivative." + std::to_string(returned.size())));
      returned.push_back(value);
    }
  end->setOperands(returned);
  entry.setResultNamesAttr(ArrayAttr::get(entry.getContext(), names));
}
} // namespace

std::vector<Numbers> Compilation::Unit::evaluate(const std::string &name, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states,
                                                 bool round) {
  ModuleOp all = at(Phase::graph);
  ir::EntryOp entry = entryNamed(all, name);
  eval::States before = statesOf(all, states);
  auto out = eval::evaluate(entry, argumentsOf(entry, arguments), before, {round, true});
  if (failed(out))
    fail("the entry '" + name + "' could not be evaluated");
  std::vector<Numbers> results;
  for (eval::Tensor &tensor : *out)
    results.push_back(std::move(tensor.data));
  return results;
}

std::vector<DerivativeCheck> Compilation::Unit::checkDerivatives(const std::string &name, const std::vector<Numbers> &arguments,
                                                                 const std::map<std::string, Numbers> &states, int64_t directions) {
  ir::EntryOp entry = entryNamed(at(Phase::graph), name);
  size_t own = entry.getResultNames().size();
  returnDerivatives(entry);
  entry = entryNamed(at(Phase::expanded), name);
  eval::States before = statesOf(*module, states), after = before;
  auto results = eval::evaluate(entry, argumentsOf(entry, arguments), after, {false});
  reached = Phase::none; // it is another program
  if (failed(results))
    fail("the entry '" + name + "' could not be evaluated");
  entry = entryNamed(at(Phase::graph), name);
  std::vector<std::vector<eval::Tensor>> given;
  for (Operation *op : eval::derivativesOf(entry)) {
    given.emplace_back(results->begin() + ptrdiff_t(own), results->begin() + ptrdiff_t(own + op->getNumResults()));
    own += op->getNumResults();
  }
  before = statesOf(*module, states); // types belong to a module
  auto found = eval::compareWithDifferences(entry, argumentsOf(entry, arguments), before, given, directions);
  if (failed(found))
    fail("the derivatives of the entry '" + name + "' could not be compared");
  std::vector<DerivativeCheck> checks;
  for (const eval::Difference &d : *found) {
    FileLineColLoc place = placeOf(d.op->getLoc());
    checks.push_back({d.what, place ? place.getFilename().str() : "", place ? (int64_t)place.getLine() : 0, d.distance, d.kind == eval::Difference::Kind::smooth,
                      d.kind == eval::Difference::Kind::costly});
  }
  return checks;
}

} // namespace mf::compiler
