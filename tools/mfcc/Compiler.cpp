//===- Compiler.cpp - from a program's IR to kernels, code and costs --------------------------------===//
#include "codegen/api/Compile.h"
#include "codegen/cuda/Cuda.h"
#include "dialect/mf/Mf.h"
#include "dialect/plan/Plan.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "passes/Passes.h"
#include "tools/mfcc/Source.h"
#include "training/UserError.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

using namespace mlir;
namespace tile = mf::tile;

namespace mf::tool {

namespace {
/// "file:line" of the first place in a location, or "".
std::string placeOf(Location location) {
  std::string place;
  location->walk([&](Location inner) {
    if (auto file = dyn_cast<FileLineColLoc>(inner)) {
      place = file.getFilename().str() + ":" + std::to_string(file.getLine());
      return WalkResult::interrupt();
    }
    return WalkResult::advance();
  });
  return place;
}

/// A module with its context; diagnostics are printed at the user's lines.
class Unit {
public:
  explicit Unit(const Source &source) {
    DialectRegistry registry;
    registry.insert<ir::MfDialect, tile::MftDialect, arith::ArithDialect, math::MathDialect, memref::MemRefDialect,
                    affine::AffineDialect>();
    context.appendDialectRegistry(registry);
    context.disableMultithreading();
    context.printOpOnDiagnostic(false);
    context.getDiagEngine().registerHandler([&](Diagnostic &d) {
      if (d.getSeverity() != DiagnosticSeverity::Error && d.getSeverity() != DiagnosticSeverity::Warning)
        return;
      std::string place = placeOf(d.getLocation());
      bool error = d.getSeverity() == DiagnosticSeverity::Error;
      ours |= StringRef(d.str()).starts_with(kOurs);
      std::fprintf(stderr, "%s: %s: %s\n", place.empty() ? source.path.c_str() : place.c_str(), error ? "error" : "warning", d.str().c_str());
    });
    ParserConfig config(&context);
    module = parseSourceString<ModuleOp>(source.ir, config, source.path);
    if (!module)
      throw UserError(source.path + ": is not a valid program (see above)");
    if (module->getOps<ir::EntryOp>().empty() && module->getOps<tile::PlanOp>().empty() && module->getOps<tile::KernelOp>().empty())
      throw UserError(source.path + ": holds no entry");
  }
  void run(bool withoutJvp, passes::Precision precision = passes::Precision::f32) {
    if (withoutJvp)
      dropTangents();
    PassManager manager(&context);
    passes::buildPipeline(manager, precision);
    if (failed(manager.run(*module)))
      refuse("the program was not compiled (see above)");
  }
  /// Throws what went wrong, as the user's fault or, where an error says so, as ours.
  [[noreturn]] void refuse(const std::string &error) const {
    StringRef text = error;
    if (text.consume_front(kOurs) || ours)
      throw std::logic_error(text.str());
    throw UserError(error);
  }
  MLIRContext context;
  OwningOpRef<ModuleOp> module;

private:
  static constexpr const char *kOurs = "internal error: "; ///< what errors of the compiler itself begin with
  bool ours = false;
  /// The same program without its forward derivatives: every mf.jvp gives zeros.
  void dropTangents() {
    SmallVector<ir::JvpOp> ops;
    module->walk([&](ir::JvpOp op) { ops.push_back(op); });
    for (ir::JvpOp op : ops) {
      OpBuilder b(op);
      for (Value result : op.getResults()) {
        auto type = cast<RankedTensorType>(result.getType());
        auto zero = DenseElementsAttr::get(type, b.getZeroAttr(type.getElementType()));
        result.replaceAllUsesWith(b.create<ir::ConstantOp>(op.getLoc(), type, zero));
      }
      op.erase();
    }
  }
};

/// What --target asks for.
struct Targets {
  bool cpu = false;
  std::string chip; ///< "sm_90", or empty
};
Targets parseTargets(const std::string &text) {
  Targets t;
  std::stringstream list(text);
  for (std::string item; std::getline(list, item, ',');) {
    if (item == "cpu")
      t.cpu = true;
    else if (item.rfind("cuda:", 0) == 0 && t.chip.empty())
      t.chip = item.substr(5);
    else
      throw UserError("--target " + text + ": expected cpu, cuda:CHIP (such as cuda:sm_90), or both with a comma");
  }
  return t;
}

/// Of the configuration, where it says so; else of the flag.
passes::Precision precisionOf(const Source &source, const std::string &flag) {
  if (flag != "f32" && flag != "bf16")
    throw UserError("--precision " + flag + ": expected f32 or bf16");
  bool configured = source.config && source.config->training.precision == "bf16";
  return configured || flag == "bf16" ? passes::Precision::bf16 : passes::Precision::f32;
}

codegen::TargetCode ptxOf(Unit &unit, const std::string &chip) {
  cuda::prepareContext(unit.context);
  auto code = cuda::emitTarget(*unit.module, chip);
  if (failed(code))
    unit.refuse("no PTX was made (see above)");
  return *code;
}

void writeText(const std::string &text, const std::string &output) {
  if (output == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return;
  }
  std::ofstream out(output, std::ios::binary);
  out << text;
  out.close();
  if (!out)
    throw UserError(output + ": cannot be written");
}

std::string printed(ModuleOp module, bool debug) {
  std::string text;
  llvm::raw_string_ostream out(text);
  OpPrintingFlags flags;
  module.print(out, debug ? flags.enableDebugInfo(true, false) : flags);
  return text + "\n";
}
} // namespace

static void addLaunches(Block &block, SymbolTable &symbols, EntryCost &cost) {
  for (Operation &op : block) {
    if (auto loop = dyn_cast<tile::LoopOp>(op))
      addLaunches(loop.getBody().front(), symbols, cost);
    auto launch = dyn_cast<tile::LaunchOp>(op);
    if (!launch)
      continue;
    auto kernel = symbols.lookup<tile::KernelOp>(launch.getKernel());
    LaunchCost l{kernel.getSymName().str(), kernel.getKind().str(), placeOf(launch.getLoc()), {0, 0, 0}, 0, 0};
    if (auto numbers = launch->getAttrOfType<DenseI64ArrayAttr>("cost")) {
      std::copy_n(numbers.asArrayRef().begin(), 3, l.flops);
      l.read = numbers.asArrayRef()[3];
      l.written = numbers.asArrayRef()[4];
    }
    cost.launches.push_back(l);
  }
}

/// "f32 [64, 784]".
static std::string textOf(MemRefType type) {
  std::string text;
  llvm::raw_string_ostream out(text);
  out << type.getElementType() << " [";
  llvm::interleaveComma(type.getShape(), out);
  out << "]";
  return text;
}

/// The arena's buffers that are alive at the peak, largest first.
static std::vector<Buffer> contributorsOf(tile::PlanOp plan) {
  DenseMap<Operation *, int64_t> number;
  plan.walk([&](tile::LaunchOp launch) { number.try_emplace(launch, number.size()); });
  std::vector<Buffer> result;
  for (auto buffer : plan.getBody().front().getOps<tile::BufferOp>()) {
    auto peak = buffer->getAttrOfType<IntegerAttr>("mf.peak");
    if (buffer.getSpace() != tile::Space::arena || !peak)
      continue;
    Buffer b{placeOf(buffer.getLoc()), "", textOf(cast<MemRefType>(buffer.getType())), peak.getInt(), INT64_MAX, 0};
    for (OpOperand &use : buffer->getUses()) {
      auto launch = dyn_cast<tile::LaunchOp>(use.getOwner());
      if (launch && std::pair(number[launch], (int64_t)use.getOperandNumber()) < std::pair(b.launch, b.position)) {
        b.launch = number[launch];
        b.position = use.getOperandNumber();
        b.kernel = launch.getKernel().str();
      }
    }
    result.push_back(b);
  }
  std::stable_sort(result.begin(), result.end(), [](const Buffer &a, const Buffer &b) { return a.bytes > b.bytes; });
  return result;
}

static std::vector<EntryCost> costsOf(ModuleOp module) {
  SymbolTable symbols(module);
  std::vector<EntryCost> result;
  for (auto plan : module.getOps<tile::PlanOp>()) {
    EntryCost cost;
    cost.name = plan.getSymName().str();
    cost.arenaBytes = plan.getArenaBytes();
    if (auto saved = plan->getAttrOfType<IntegerAttr>("mf.savedBytes"))
      cost.savedBytes = saved.getInt();
    addLaunches(plan.getBody().front(), symbols, cost);
    cost.contributors = contributorsOf(plan);
    result.push_back(std::move(cost));
  }
  return result;
}

std::vector<EntryCost> costsOf(const Source &source, bool withoutJvp) {
  Unit unit(source);
  unit.run(withoutJvp, precisionOf(source, "f32"));
  return costsOf(*unit.module);
}

void compileSource(const Source &source, const CompileRequest &request, const std::string &output, std::vector<EntryCost> *costs) {
  Targets targets = parseTargets(request.target);
  passes::Precision precision = precisionOf(source, request.precision);
  Unit unit(source);
  if (request.emit == "mf")
    return writeText(printed(*unit.module, false), output);
  unit.run(request.withoutJvp, precision);
  if (costs)
    *costs = costsOf(*unit.module);
  if (request.emit == "kernels")
    return writeText(printed(*unit.module, false), output);
  codegen::CompileOptions options;
  options.cpu = request.cpu;
  if (request.emit == "ptx" && targets.chip.empty())
    throw UserError("--emit ptx needs --target cuda:sm_90 (or another chip)");
  if (!targets.chip.empty())
    options.gpu = ptxOf(unit, targets.chip);
  if (request.emit == "ptx")
    return writeText(options.gpu.text, output);
  if (!targets.cpu)
    throw UserError("--emit " + request.emit + " for " + request.target + ": running on a GPU is not there yet; use --emit ptx, or --target cpu," + request.target);
  if (request.emit == "artifact") {
    std::string error = codegen::writeArtifact(*unit.module, output, options);
    if (!error.empty())
      unit.refuse(error);
    return;
  }
  static const std::map<std::string, codegen::Emit> kinds{
      {"llvm", codegen::Emit::llvm}, {"assembly", codegen::Emit::assembly}, {"object", codegen::Emit::object}};
  auto kind = kinds.find(request.emit);
  if (kind == kinds.end())
    throw UserError("--emit " + request.emit + ": expected config, mf, kernels, llvm, assembly, ptx, object, artifact or executable");
  options.emit = kind->second;
  std::string error;
  std::vector<char> bytes = codegen::compileToObject(*unit.module, options, error);
  if (!error.empty())
    unit.refuse(error);
  writeText(std::string(bytes.begin(), bytes.end()), output);
}

} // namespace mf::tool
