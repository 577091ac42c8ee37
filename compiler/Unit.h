// Unit: the module of a compilation with its context, moved through the phases.
#pragma once
#include "codegen/api/Compile.h"
#include "compiler/Targets.h"
#include "compiler/api/Session.h"
#include "dialect/mf/Mf.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"

namespace mf::compiler {

class Compilation::Unit {
public:
  Unit(Model model, CompileOptions options, SessionOptions session);
  Unit(const Unit &) = delete;

  std::string bytes(Emit emit);
  void write(Emit emit, const std::string &path, const std::string &state);
  std::string fingerprint();
  const std::vector<EntryCost> &costs();
  Trace trace(const std::string &entry);
  std::vector<Numbers> evaluate(const std::string &entry, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states, bool round);
  std::vector<DerivativeCheck> checkDerivatives(const std::string &entry, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states,
                                                int64_t directions);
  Part part(const std::string &entry, const std::string &result, const std::vector<std::string> &inside);

  std::vector<Diagnostic> found; ///< all up to now

private:
  /// How far the module is. Code generation takes it apart: then it is built anew.
  enum class Phase { none, graph, expanded, kernels };

  /// The module at a phase: passes run, and where it is further already it is built anew.
  mlir::ModuleOp at(Phase phase);
  /// Throws where the program has no such entry.
  ir::EntryOp entryNamed(mlir::ModuleOp program, const std::string &name) const;
  void parse();
  void run(Phase phase);
  codegen::TargetCode gpuCode();
  /// The options of the CPU's code generator for what is asked.
  codegen::CompileOptions codeOptions(Emit emit);
  bool foundError() const;
  /// Throws what went wrong: the errors that were found are the user's fault or, where one says so, ours.
  [[noreturn]] void fail(const std::string &what) const;

  Model model;
  CompileOptions options;
  SessionOptions session;
  Targets targets;
  passes::Precision precision;
  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  Phase reached = Phase::none;
  std::map<std::string, int64_t> bounds; ///< indexBounds of the graph
  std::optional<std::vector<EntryCost>> known;
};

} // namespace mf::compiler
