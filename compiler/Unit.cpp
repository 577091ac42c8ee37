//===- Unit.cpp - a program through its phases ---------------------------------------------------------===//
// graph (parsed and verified) -> expanded -> kernels -> code. A context of its own a unit: units know nothing of each other.
//===---------------------------------------------------------------------------------------------------===//
#include "compiler/Unit.h"
#include "codegen/cuda/Cuda.h"
#include "compiler/Diagnostics.h"
#include "compiler/Executable.h"
#include "compiler/Files.h"
#include "compiler/IndexBounds.h"
#include "compiler/Installation.h"
#include "compiler/Order.h"
#include "compiler/PlanCosts.h"
#include "dialect/mf/Mf.h"
#include "dialect/plan/Plan.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <filesystem>

using namespace mlir;

namespace mf::compiler {

namespace {
constexpr StringLiteral kOurs = "internal error: "; ///< what errors of the compiler itself begin with

Severity severityOf(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Error: return Severity::error;
  case DiagnosticSeverity::Warning: return Severity::warning;
  case DiagnosticSeverity::Remark: return Severity::remark;
  case DiagnosticSeverity::Note: return Severity::note;
  }
  return Severity::error;
}

/// `file` stands where the location has no place.
Diagnostic dataOf(const mlir::Diagnostic &d, const std::string &file) {
  Diagnostic result{severityOf(d.getSeverity()), file, 0, 0, d.str()};
  if (FileLineColLoc place = placeOf(d.getLocation())) {
    result.file = place.getFilename().str();
    result.line = place.getLine();
    result.column = place.getColumn();
  }
  for (const mlir::Diagnostic &note : const_cast<mlir::Diagnostic &>(d).getNotes())
    result.notes.push_back(dataOf(note, file));
  return result;
}

std::string printed(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream out(text);
  module.print(out);
  return text + "\n";
}
} // namespace

Compilation::Unit::Unit(Model given, CompileOptions compile, SessionOptions session)
    : found(given.diagnostics), model(std::move(given)), options(std::move(compile)), session(std::move(session)), targets(parseTargets(options.target)),
      precision(precisionOf(model, options)), context(MLIRContext::Threading::DISABLED) {
  DialectRegistry registry;
  registry.insert<ir::MfDialect, tile::MftDialect, arith::ArithDialect, math::MathDialect, memref::MemRefDialect, affine::AffineDialect>();
  context.appendDialectRegistry(registry);
  context.printOpOnDiagnostic(false);
  context.getDiagEngine().registerHandler([this](mlir::Diagnostic &d) { found.push_back(dataOf(d, model.name)); });
  parse();
}

void Compilation::Unit::parse() {
  if (auto fault = findUseBeforeDefinition(model.ir, model.name))
    found.push_back(std::move(*fault));
  else
    module = parseSourceString<ModuleOp>(model.ir, ParserConfig(&context), model.name);
  if (!module)
    throw CompileError(Fault::user, model.name + ": is not a valid program", found);
  if (module->getOps<ir::EntryOp>().empty() && module->getOps<tile::PlanOp>().empty() && module->getOps<tile::KernelOp>().empty())
    refuse(model.name, "holds no entry", found);
  reached = Phase::graph;
  bounds = indexBounds(*module);
}

bool Compilation::Unit::foundError() const {
  return llvm::any_of(found, [](const Diagnostic &d) { return d.severity == Severity::error; });
}

void Compilation::Unit::fail(const std::string &what) const {
  StringRef text = what;
  bool ours = text.consume_front(kOurs);
  for (const Diagnostic &d : found)
    ours |= StringRef(d.message).starts_with(kOurs);
  std::vector<Diagnostic> all = found;
  if (!foundError())
    all.push_back({Severity::error, "", 0, 0, text.str()});
  throw CompileError(ours ? Fault::internal : Fault::user, text.str(), std::move(all));
}

void Compilation::Unit::run(Phase phase) {
  passes::PipelineOptions pipeline{precision, options.tangents};
  pipeline.tiles = targets.chip.empty(); // all targets share the kernels
  PassManager manager(&context);
  if (phase == Phase::expanded)
    passes::buildExpansion(manager, pipeline);
  else
    passes::buildKernels(manager, pipeline);
  if (failed(manager.run(*module))) {
    reached = Phase::none;
    fail(foundError() ? "the program was not compiled" : "internal error: a pass failed and did not say why");
  }
  reached = phase;
}

ModuleOp Compilation::Unit::at(Phase phase) {
  if (reached > phase || reached == Phase::none)
    parse();
  for (Phase next : {Phase::expanded, Phase::kernels})
    if (reached < next && next <= phase)
      run(next);
  return *module;
}

std::string Compilation::Unit::fingerprint() {
  OwningOpRef<ModuleOp> program = at(Phase::graph).clone();
  if (auto text = (*program)->getAttrOfType<StringAttr>("mf.metadata"))
    if (auto metadata = llvm::json::parse(text.getValue()); llvm::json::Object *members = metadata ? metadata->getAsObject() : nullptr) {
      members->erase("places"); // of the entries in their file
      (*program)->setAttr("mf.metadata", StringAttr::get(&context, llvm::formatv("{0}", *metadata).str()));
    } else {
      consumeError(metadata.takeError());
    }
  return llvm::utohexstr(llvm::xxHash64(printed(*program)), true, 16); // locations are not printed
}

const std::vector<EntryCost> &Compilation::Unit::costs() {
  if (!known)
    known = costsOf(at(Phase::kernels));
  return *known;
}

codegen::TargetCode Compilation::Unit::gpuCode() {
  if (targets.chip.empty())
    throw CompileError(Fault::user, "--emit ptx needs --target cuda:sm_90 (or another chip)");
  ModuleOp kernels = at(Phase::kernels);
  cuda::prepareContext(context);
  auto code = cuda::emitTarget(kernels, targets.chip);
  if (failed(code))
    fail("no PTX was made");
  return *code;
}

codegen::CompileOptions Compilation::Unit::codeOptions(Emit emit) {
  codegen::CompileOptions result;
  result.cpu = options.cpu;
  if (!targets.chip.empty())
    result.gpu = gpuCode();
  if (!targets.cpu)
    refuse(std::string("--emit ") + nameOf(emit) + " for " + options.target, "running on a GPU is not there yet; use --emit ptx, or --target cpu," + options.target);
  result.emit = emit == Emit::llvm ? codegen::Emit::llvm : emit == Emit::assembly ? codegen::Emit::assembly : emit == Emit::artifact ? codegen::Emit::artifact : codegen::Emit::object;
  return result;
}

std::string Compilation::Unit::bytes(Emit emit) {
  switch (emit) {
  case Emit::graph: return printed(at(Phase::graph));
  case Emit::expanded: return printed(at(Phase::expanded));
  case Emit::kernels: return printed(at(Phase::kernels));
  case Emit::ptx: return gpuCode().text;
  case Emit::llvm:
  case Emit::assembly:
  case Emit::object: break;
  case Emit::artifact:
  case Emit::executable: throw CompileError(Fault::internal, std::string(nameOf(emit)) + " is a file: use write()");
  }
  codegen::CompileOptions code = codeOptions(emit);
  ModuleOp kernels = at(Phase::kernels);
  describeBounds(kernels, bounds);
  reached = Phase::none;
  std::string error;
  std::vector<char> result = codegen::compileToObject(kernels, code, error);
  if (!error.empty())
    fail(error);
  return std::string(result.begin(), result.end());
}

void Compilation::Unit::write(Emit emit, const std::string &path, const std::string &state) {
  std::error_code error; // a device, a pipe: what is linked would take its place
  if (emit >= Emit::artifact && std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error))
    refuse(path, "cannot be written: it is not a file");
  if (emit == Emit::artifact) {
    codegen::CompileOptions code = codeOptions(emit);
    ModuleOp kernels = at(Phase::kernels);
    describeBounds(kernels, bounds);
    reached = Phase::none;
    std::string error = codegen::writeArtifact(kernels, path, code);
    if (!error.empty())
      fail(error);
  } else if (emit == Emit::executable) {
    TemporaryFile object(".o");
    writeFile(object.path(), bytes(Emit::object));
    linkExecutable(object.path(), state, path, dataFolder(session));
  } else {
    writeFile(path, bytes(emit));
  }
}

} // namespace mf::compiler
