// Graph: what the DSL builds: one MLIR module, its states and the entry under construction.
#pragma once
#include "dialect/mf/Emit.h"
#include "mf/mf.h"
#include "mlir/IR/BuiltinOps.h"
#include <map>

namespace mf {

/// A declared state.
struct StateInfo {
  std::string role;
  mlir::RankedTensorType type;
  Init init;
  std::string copy_of; ///< initialised as this other state
  Where where;
};

/// A loop under construction: the number of its trip (i32 scalar), and the largest number of trips, or -1.
struct LoopFrame {
  mlir::Value trip;
  int64_t bound;
};

class Graph {
public:
  Graph(std::string name, Dtype dtype);
  ~Graph();

  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::OpBuilder builder;
  std::string name;
  Dtype dtype;
  std::map<std::string, StateInfo> states; // by name: a stable order
  std::map<std::string, std::string> metadata;
  std::map<std::string, Where> entries; ///< where the program begins each
  bool finishing = false;               ///< the entries that follow are the compiler's own
  std::map<std::string, std::string> chosen;  ///< options as texts
  std::map<std::string, std::string> options; ///< that the program has asked for, with their values as JSON

  /// The entry under construction, what it has read and what it will write.
  ir::EntryOp entry;
  std::map<std::string, mlir::Value> reads, writes;
  std::map<std::string, Where> written_at;
  mlir::Operation *last_read = nullptr;

  /// Tensors carry it, so that one of another program is told.
  const uint64_t serial;
  /// The blocks around the place of construction, outer ones first: a value of another block cannot be used here.
  std::vector<mlir::Block *> open;
  /// The entry that holds the value, with the place where it was made, for a value that is not of an open block.
  std::string origin(mlir::Value value) const;
  /// What print() was given in this entry, by the name of its result; kept where the tools ask for it.
  std::vector<std::pair<std::string, mlir::Value>> prints;
  bool keep_prints = false;

  /// The loops around the place of construction, outer ones first.
  std::vector<LoopFrame> loops;
  /// One number for the trips of all loops around; null outside of loops.
  mlir::Value trip(Where where);

  mlir::Value readState(const std::string &state, Where where);
  void declare(const std::string &state, StateInfo info);
  mlir::Location location(Where where);
  mlir::Type element(Dtype dtype);

  /// The graph under construction in this thread; an error where there is none.
  static Graph &current();
};

/// Throws mf::Error "file:line: error: text" (the outermost call site's line, if there is one).
[[noreturn]] void fail(Where where, const std::string &text);
/// Refuses a name that is not UTF-8 that shows: names are read by people and go into files. `what` has it: "an entry".
void checkName(const std::string &what, const std::string &name, Where where);
/// The line that ops report: the outermost call site's or `where`.
Where reported(Where where);

/// "file:line".
std::string place(Where where);

/// The tensor type of a shape that a user gave, whose sizes are checked.
mlir::RankedTensorType shaped(const Shape &shape, Dtype dtype, Where where);
mlir::Value value(const Tensor &t, Where where);
Tensor tensor(mlir::Value v);
std::string text(llvm::ArrayRef<int64_t> shape);
std::string text(mlir::Value v);
Dtype dtypeOf(mlir::Type element);
const char *nameOf(Dtype dtype);

/// Ops at the line of an operand.
inline ir::Emit emit(Where where) {
  Graph &g = Graph::current();
  return ir::Emit{g.builder, g.location(where)};
}
mlir::Value value(const Operand &x);
/// The number of an operand that is one; an error where a double cannot hold the integer that was given.
double literal(const Operand &x, const char *function);
/// Axis numbers made non-negative and checked.
int64_t axis(int64_t a, int64_t rank, Where where);
llvm::SmallVector<int64_t> axes(const Dims &dims, int64_t rank, Where where);
/// An operand that is no condition (i1), or an error that names the function.
mlir::Value number(const Operand &x, const char *function);
/// Refuses a value that is no condition (i1), with an error that names the function.
void expectConditions(mlir::Value v, Where where, const char *function);
/// A floating-point operand, or an error that names the function.
mlir::Value floating(const Operand &x, const char *function);

} // namespace mf
