// Derivative questions about an entry, as programs that the passes answer and the evaluator runs.
#pragma once
#include "dialect/mf/eval/Evaluator.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include <optional>

namespace mf::rulecheck {

/// A module with one entry.
struct Program {
  mlir::OwningOpRef<mlir::ModuleOp> module;
  ir::EntryOp entry() const { return *module.get().getOps<ir::EntryOp>().begin(); }
};
using Rows = std::optional<std::pair<int64_t, int64_t>>;

/// A copy of the module with the named entry alone.
Program only(mlir::ModuleOp module, llvm::StringRef entry);
/// Results: the tangents of the float results. Extra arguments: the tangents of `wrt`.
Program tangents(ir::EntryOp entry, llvm::ArrayRef<unsigned> wrt, Rows rows);
/// Results: the gradients in `wrt` of sum(ct * y) over the float results y. Extra arguments: the ct.
Program cotangents(ir::EntryOp entry, llvm::ArrayRef<unsigned> wrt);
/// Decomposes and expands derivatives; then canonicalizes and merges where `simplify` says so.
mlir::LogicalResult compile(Program &program, bool simplify);
/// Whether the entry holds derivative ops, which have no value before they are expanded.
bool hasDerivatives(ir::EntryOp entry);

} // namespace mf::rulecheck
