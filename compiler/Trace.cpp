//===- Trace.cpp - an entry that returns every value that it computes --------------------------------===//
#include "compiler/Diagnostics.h"
#include "compiler/PlanCosts.h"
#include "compiler/Unit.h"
#include "dialect/mf/Loops.h"
#include "mlir/IR/PatternMatch.h"
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

/// A value of the program, and how many trips of the loops that it stands in have a place in it.
struct Shown {
  Value value;
  StringRef op;
  Location loc;
  int64_t trips = 0;
};

/// How many trips are shown of a value in a loop; of a large one the last alone.
int64_t tripsOf(ir::ForOp loop, RankedTensorType type) {
  constexpr int64_t most = 8, mostNumbers = 1 << 20;
  int64_t trips = loop.getTrips() < 0 ? most : std::clamp<int64_t>(loop.getTrips(), 1, most);
  return trips * type.getNumElements() > mostNumbers ? 1 : trips;
}

void collect(Block &block, SmallVectorImpl<Shown> &all);

/// The values of the loop's body, each as an array that the loop carries, with the trips on its first axis.
ir::ForOp collectInside(ir::ForOp loop, SmallVectorImpl<Shown> &all) {
  SmallVector<Shown> inside;
  collect(loop.getBody().front(), inside);
  // an array that grows by a block a trip: what is written into it is there
  llvm::erase_if(inside, [](const Shown &shown) { return shown.value.getDefiningOp<ir::DynamicUpdateSliceOp>(); });
  IRRewriter b(loop);
  ir::Emit before{b, loop.getLoc()};
  SmallVector<Value> inits;
  for (const Shown &shown : inside) {
    auto type = cast<RankedTensorType>(shown.value.getType());
    SmallVector<int64_t> shape{tripsOf(loop, type)};
    llvm::append_range(shape, type.getShape());
    inits.push_back(before.splat(RankedTensorType::get(shape, type.getElementType()), 0.0));
  }
  unsigned own = loop.getNumResults();
  ir::ForOp other = ir::carryMore(b, loop, inits, [&](OpBuilder &end, ValueRange carried) {
    SmallVector<Value> next;
    for (auto [array, shown] : llvm::zip_equal(carried, inside)) {
      ir::Emit e{end, shown.loc};
      // behind the last place, a trip takes the last one
      next.push_back(ir::writeTrip(e, array, shown.value, array.getParentBlock()->getArgument(0)));
    }
    return next;
  });
  for (auto [shown, array] : llvm::zip_equal(inside, other.getResults().drop_front(own)))
    all.push_back({array, shown.op, shown.loc, cast<RankedTensorType>(array.getType()).getDimSize(0)});
  return other;
}

void collect(Block &block, SmallVectorImpl<Shown> &all) {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (!isShown(op))
      continue;
    Operation *shown = &op;
    unsigned own = op.getNumResults();
    if (auto loop = dyn_cast<ir::ForOp>(op))
      shown = collectInside(loop, all);
    for (Value value : shown->getResults().take_front(own))
      all.push_back({value, shown->getName().getStringRef(), shown->getLoc()});
  }
}
} // namespace

ir::EntryOp Compilation::Unit::entryNamed(ModuleOp program, const std::string &name) const {
  std::string names;
  for (auto entry : program.getOps<ir::EntryOp>()) {
    if (entry.getSymName() == name)
      return entry;
    names += " " + entry.getSymName().str();
  }
  refuse(model.name, "no entry '" + name + "'; its entries are" + names);
}

Trace Compilation::Unit::trace(const std::string &name) {
  ModuleOp all = at(Phase::expanded);
  ir::EntryOp entry = entryNamed(all, name);
  reached = Phase::none; // what follows is another program
  for (auto other : llvm::make_early_inc_range(all.getOps<ir::EntryOp>()))
    if (other != entry && other.getSymName() != "init" && other.getSymName() != "reset")
      other.erase();
  Trace result{{model.name, ""}, {}};
  Block &block = entry.getBody().front();
  SmallVector<Shown> values;
  collect(block, values);
  SmallVector<Value> returned(block.getTerminator()->getOperands());
  SmallVector<Attribute> names(entry.getResultNames().begin(), entry.getResultNames().end());
  Builder builder(all.getContext());
  for (const Shown &shown : values) {
    FileLineColLoc place = placeOf(shown.loc);
    std::string text = "value." + std::to_string(result.values.size());
    result.values.push_back({text, shown.op.str(), place ? place.getFilename().str() : "", place ? (int64_t)place.getLine() : 0, shown.trips});
    returned.push_back(shown.value);
    names.push_back(builder.getStringAttr(text));
  }
  block.getTerminator()->setOperands(returned);
  entry.setResultNamesAttr(builder.getArrayAttr(names));
  llvm::raw_string_ostream out(result.model.ir);
  all.print(out, OpPrintingFlags().enableDebugInfo(true, false));
  result.model.config = model.config;
  return result;
}

} // namespace mf::compiler
