//===- Part.cpp - some ops of an entry, as a program of their own ------------------------------------===//
#include "compiler/Unit.h"
#include "dialect/mf/Loops.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace mf::compiler {

namespace {
/// Cuts ops out of an entry.
class Cutter {
public:
  Cutter(ir::EntryOp entry, const std::vector<std::string> &inside) : entry(entry) {
    for (auto [name, value] : llvm::zip_equal(entry.getResultNames(), entry.getBody().front().getTerminator()->getOperands())) {
      StringRef text = cast<StringAttr>(name).getValue();
      byName[text] = value;
      if (!names.contains(value))
        names[value] = text.str();
      if (llvm::is_contained(inside, text))
        kept.insert(value.getDefiningOp());
    }
  }

  OwningOpRef<ModuleOp> cut(const std::string &result, std::vector<std::string> &sources) {
    Value last = byName[result];
    collect(last.getDefiningOp());
    auto ops = llvm::to_vector(taken);
    llvm::sort(ops, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
    OwningOpRef<ModuleOp> module = ModuleOp::create(entry.getLoc());
    OpBuilder b = OpBuilder::atBlockEnd(module->getBody());
    std::vector<std::string> arguments;
    for (Value value : cuts) {
      sources.push_back(sourceOf(value));
      arguments.push_back("v" + std::to_string(arguments.size()));
    }
    SmallVector<StringRef> argumentNames(arguments.begin(), arguments.end());
    auto whole = b.create<ir::EntryOp>(entry.getLoc(), entry.getSymName(), b.getStrArrayAttr(argumentNames), b.getStrArrayAttr({"first_difference"}));
    Block &block = whole.getBody().emplaceBlock();
    IRMapping map;
    for (Value value : cuts)
      map.map(value, block.addArgument(value.getType(), value.getLoc()));
    b.setInsertionPointToEnd(&block);
    for (Operation *op : ops)
      b.clone(*op, map);
    b.create<ir::ReturnOp>(entry.getLoc(), map.lookup(last));
    return module;
  }

private:
  /// Where the numbers of a value at the cut come from.
  std::string sourceOf(Value value) {
    if (auto argument = dyn_cast<BlockArgument>(value))
      return "argument " + cast<StringAttr>(entry.getArgumentNames()[argument.getArgNumber()]).getValue().str();
    if (auto read = value.getDefiningOp<ir::ReadOp>())
      return "state " + read.getState().str();
    return "result " + names.find(value)->second;
  }

  /// An op, and what it is made of back to the cut; what has no result of its own in the entry (a view, a constant) is never at the cut.
  void collect(Operation *first) {
    SmallVector<Operation *> waiting{first};
    while (!waiting.empty()) {
      Operation *op = waiting.pop_back_val();
      if (!taken.insert(op))
        continue;
      for (Value value : ir::readFromOutside(op)) {
        Operation *from = value.getDefiningOp();
        if (!from || isa<ir::ReadOp>(from) || (names.contains(value) && !kept.contains(from)))
          cuts.insert(value);
        else
          waiting.push_back(from);
      }
    }
  }

  ir::EntryOp entry;
  llvm::StringMap<Value> byName;
  llvm::DenseMap<Value, std::string> names; ///< of the entry's results
  llvm::DenseSet<Operation *> kept;
  llvm::SetVector<Operation *> taken;
  llvm::SetVector<Value> cuts;
};
} // namespace

Part Compilation::Unit::part(const std::string &name, const std::string &result, const std::vector<std::string> &inside) {
  Part part;
  OwningOpRef<ModuleOp> piece = Cutter(entryNamed(at(Phase::graph), name), inside).cut(result, part.arguments);
  PassManager manager(&context);
  manager.addPass(createCanonicalizerPass()); // what a loop carries for nothing
  if (failed(manager.run(*piece)))
    fail("internal error: a part of '" + name + "' is no program");
  llvm::raw_string_ostream out(part.model.ir);
  piece->print(out, OpPrintingFlags().enableDebugInfo(true, false));
  part.model.ir += "\n";
  part.model.name = model.name;
  return part;
}

} // namespace mf::compiler
