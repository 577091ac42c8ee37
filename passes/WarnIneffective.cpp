//===- WarnIneffective.cpp - what a program asks for and what comes to nothing ----------------------===//
// --mf-warn-ineffective. In: a graph with its derivative ops. Out: the same, and warnings at the user's lines, each once:
//   - a parameter, or another value, that a gradient is taken in and that the loss does not depend on: its gradient is zero;
//   - a jvp of values that depend on no input that moves;
//   - an entry train_step that writes no parameter, where the program has some;
//   - an average (a state of role ema) that a program with train_step reads and no entry writes.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Mf.h"
#include "passes/Passes.h"
#include "passes/derivatives/Path.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSet.h"

namespace mf::passes {
#define GEN_PASS_DEF_WARNINEFFECTIVEPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

namespace {
constexpr StringLiteral kTraining = "train_step"; ///< the entry that mfcc train calls
constexpr StringLiteral kInitial[] = {"init", "reset"};

std::string listed(ArrayRef<StringRef> names) {
  std::string text;
  for (StringRef name : names.take_front(3))
    text += (text.empty() ? "'" : ", '") + name.str() + "'";
  return names.size() > 3 ? text + " and " + std::to_string(names.size() - 3) + " more" : text;
}

std::string placeOf(Location loc) {
  auto at = dyn_cast<FileLineColLoc>(loc);
  return at ? at.getFilename().str() + ":" + std::to_string(at.getLine()) : "an unknown line";
}

struct WarnIneffectivePass : mf::passes::impl::WarnIneffectivePassBase<WarnIneffectivePass> {
  using Names = llvm::MapVector<Location, SmallVector<StringRef>>; ///< of states, by the line that declares them

  void runOnOperation() override {
    ModuleOp module = getOperation();
    for (auto state : module.getOps<StateOp>())
      states[state.getSymName()] = state;
    module.walk([&](GradOp op) { checkGradient(op); });
    module.walk([&](JvpOp op) { checkJvp(op); });
    for (auto &[loc, names] : unreached)
      emitWarning(loc) << (names.size() == 1 ? "parameter " : "parameters ") << listed(names)
                       << ": no loss depends on " << (names.size() == 1 ? "it, so its gradient is" : "them, so their gradients are")
                       << " zero; use what is made of " << (names.size() == 1 ? "it" : "them") << ", or leave " << (names.size() == 1 ? "it" : "them") << " out";
    for (auto entry : module.getOps<EntryOp>())
      if (entry.getSymName() == kTraining)
        checkTraining(module, entry);
  }

  void checkGradient(GradOp op) {
    auto reached = derivedFrom(op.getValue());
    for (auto [i, input] : llvm::enumerate(op.getInputs())) {
      bool depends = reached.contains(input);
      StateOp parameter = parameterOf(input);
      if (!parameter && !depends)
        op.emitWarning("grad: the value does not depend on input ") << i << ", made at " << placeOf(input.getLoc()) << ": its gradient is zero";
      if (parameter)
        note(parameter, depends);
    }
  }
  /// A parameter is in vain where no gradient at all reaches it.
  void note(StateOp parameter, bool depends) {
    SmallVector<StringRef> &names = unreached[parameter.getLoc()];
    if (depends)
      used.insert(parameter.getSymName());
    else if (!llvm::is_contained(names, parameter.getSymName()))
      names.push_back(parameter.getSymName());
    llvm::erase_if(names, [&](StringRef name) { return used.contains(name); });
    if (names.empty())
      unreached.erase(parameter.getLoc());
  }
  StateOp parameterOf(Value value) {
    auto read = value.getDefiningOp<ReadOp>();
    auto state = read ? states.lookup(read.getState()) : StateOp();
    return state && state.getRole() == "parameter" ? state : StateOp();
  }

  void checkJvp(JvpOp op) {
    auto reached = derivedFrom(op.getValues());
    if (llvm::none_of(op.getInputs(), [&](Value input) { return reached.contains(input); }))
      op.emitWarning("jvp: the function's value does not depend on an input that moves: its derivative is zero");
  }

  void checkTraining(ModuleOp module, EntryOp training) {
    llvm::StringSet<> read, written;
    bool learns = false, hasParameters = false;
    for (auto entry : module.getOps<EntryOp>()) {
      if (llvm::is_contained(kInitial, entry.getSymName()))
        continue;
      entry.walk([&](ReadOp op) { read.insert(op.getState()); });
      entry.walk([&](WriteOp op) {
        written.insert(op.getState());
        StateOp state = states.lookup(op.getState());
        learns |= entry == training && state && state.getRole() == "parameter";
      });
    }
    Names stale;
    for (auto state : module.getOps<StateOp>()) {
      hasParameters |= state.getRole() == "parameter";
      if (state.getRole() == "ema" && read.contains(state.getSymName()) && !written.contains(state.getSymName()))
        stale[state.getLoc()].push_back(state.getSymName());
    }
    if (hasParameters && !learns)
      training.emitWarning("entry '") << kTraining << "' writes no parameter, so nothing is learned; call optimize(), or write() the new values";
    for (auto &[loc, names] : stale)
      emitWarning(loc) << (names.size() == 1 ? "average " : "averages ") << listed(names)
                       << ": read, and no entry writes " << (names.size() == 1 ? "it: it stays" : "them: they stay")
                       << " as init made " << (names.size() == 1 ? "it" : "them") << "; give the optimizer an ema_decay above 0, or read the parameters themselves";
  }

  llvm::StringMap<StateOp> states;
  llvm::StringSet<> used; ///< parameters that a gradient has reached
  Names unreached;
};
} // namespace
