//===- mf-crosscheck.cpp - entries on every target against the evaluator ----------------------------===//
// For each entry of a file: the f64 evaluator against the CPU code (1 and 3 threads, same bits) and, with
// --cuda, against the CUDA code on the SIMT executor. Results and states are compared. The CUDA code gives the CPU's
// bits, too, unless a kernel adds or multiplies along a tile, where each target has an order of its own.
//   mf-crosscheck FILE.mlir --types=f32,f64 --cpu=x86-64-v3
// Attributes of an entry: values, range (see Arrays.h), and `scale`, a factor of the tolerance.
//===-------------------------------------------------------------------------------------------------===//
#include "codegen/cpu/Target.h"
#include "codegen/cuda/Cuda.h"
#include "dialect/mft/Mft.h"
#include "dialect/plan/Plan.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "passes/Passes.h"
#include "tests/tools/mf-crosscheck/Targets.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mf;
using namespace mf::crosscheck;
namespace cl = llvm::cl;

static cl::list<std::string> files(cl::Positional, cl::desc("FILE.mlir ..."), cl::OneOrMore);
static cl::opt<std::string> onlyEntry("entry", cl::desc("check this entry alone"));
static cl::list<std::string> types("types", cl::CommaSeparated, cl::desc("f32 (default), f64: the element type put for f32 in the file"));
static cl::opt<std::string> cpu("cpu", cl::desc("native, x86-64, x86-64-v3 or x86-64-v4"), cl::init("native"));
static cl::opt<bool> withCuda("cuda", cl::desc("also the CUDA code, on the SIMT executor"));
static cl::opt<unsigned> cudaEvery("cuda-every", cl::desc("of the CUDA code, every how many entries"), cl::init(1));
static cl::opt<uint64_t> seed("seed", cl::desc("of arguments and states"), cl::init(1));
static cl::opt<bool> quiet("quiet", cl::desc("print failures only"));
static cl::opt<unsigned> worst("worst", cl::desc("instead: so many points of NaN, infinities, zeros, the largest and smallest numbers, and ties, on the CPU; each gives "
                                                 "the same bits whatever memory held before, and with 1 and 3 threads"), cl::init(0));
static cl::opt<bool> show("show", cl::desc("print the first wrong element of a failed comparison"));

namespace {
/// One entry: where it runs, and what it should give.
struct Case {
  std::string name, label;
  std::vector<std::string> argumentNames;
  std::vector<RankedTensorType> resultTypes;
  Point inputs, expected;
  std::vector<Point> worst;
  double scale = 1;
};

bool hasDerivatives(ir::EntryOp entry) {
  return entry->walk([](Operation *op) { return isa<ir::JvpOp, ir::GradOp>(op) ? WalkResult::interrupt() : WalkResult::advance(); })
      .wasInterrupted();
}

FailureOr<Case> evaluateEntry(ir::EntryOp entry, ModuleOp expanded, StringRef type) {
  Case c;
  c.name = entry.getSymName().str();
  c.label = c.name + "[" + type.str() + "]";
  for (StringRef name : entry.getArgumentNames().getAsValueRange<StringAttr>())
    c.argumentNames.push_back(name.str());
  for (Type result : entry.getBody().front().getTerminator()->getOperandTypes())
    c.resultTypes.push_back(cast<RankedTensorType>(result));
  if (auto scale = entry->getAttrOfType<FloatAttr>("scale"))
    c.scale = scale.getValueAsDouble();
  auto point = makePoint(entry, seed);
  if (failed(point))
    return failure();
  c.inputs = *point;
  bool counts = false; // a loop of the largest number of trips does not end today
  entry.walk([&](ir::ForOp loop) { counts |= bool(loop.getCount()); });
  for (unsigned i = 0; i < worst && !counts; ++i)
    c.worst.push_back(makeWorstPoint(entry, seed + i));
  if (worst)
    return c;
  ir::EntryOp meaning = entry;
  if (hasDerivatives(entry))
    meaning = SymbolTable(expanded).lookup<ir::EntryOp>(entry.getSymName());
  auto results = eval::evaluate(meaning, point->arrays, point->states);
  if (failed(results))
    return failure();
  c.expected = {*results, point->states};
  return c;
}

void printFirstDifference(const eval::Tensor &got, const eval::Tensor &expected) {
  for (size_t i = 0; i < got.data.size(); ++i) {
    eval::Tensor x{got.type, {got.data[i]}}, y{got.type, {expected.data[i]}};
    if (distance(x, y) > toleranceOf(got.type.getElementType())) {
      llvm::outs() << "    element " << i << " of " << got.type << ": expected " << llvm::format("%.9g", expected.data[i]) << ", got "
                   << llvm::format("%.9g", got.data[i]) << "\n";
      return;
    }
  }
}

/// Prints one line; the largest distance among those that matter most, relative to their tolerance.
bool compare(const Case &c, StringRef target, const Point &got) {
  double worst = 0, allowed = 0;
  bool ok = true;
  auto add = [&](const eval::Tensor &x, const eval::Tensor &y) {
    double d = distance(x, y), tolerance = toleranceOf(x.type.getElementType()) * c.scale;
    bool good = d <= tolerance;
    if (ok && (!good || d >= worst))
      worst = d, allowed = tolerance;
    if (!good && show)
      printFirstDifference(x, y);
    ok &= good;
  };
  for (auto [x, y] : llvm::zip(got.arrays, c.expected.arrays))
    add(x, y);
  for (auto &[name, y] : c.expected.states)
    add(got.states.at(name), y);
  if (!ok || !quiet)
    llvm::outs() << c.label << " " << target << ":eval " << llvm::format("%.1e", worst) << " <= " << llvm::format("%.0e", allowed)
                 << (ok ? " ok\n" : " FAILED\n");
  return ok;
}

/// A NaN is a NaN, whatever its sign and payload.
bool sameBits(const eval::Tensor &x, const eval::Tensor &y) {
  eval::Tensor plain[] = {x, y};
  for (eval::Tensor &tensor : plain)
    for (double &value : tensor.data)
      if (std::isnan(value))
        value = std::numeric_limits<double>::quiet_NaN();
  return toBytes(plain[0]) == toBytes(plain[1]);
}

bool sameBits(const Point &x, const Point &y) {
  for (auto [a, b] : llvm::zip(x.arrays, y.arrays))
    if (!sameBits(a, b))
      return false;
  for (auto &[name, tensor] : x.states)
    if (!sameBits(tensor, y.states.at(name)))
      return false;
  return true;
}

/// Whether every kernel that the entry launches fixes the order of its additions and multiplications.
bool hasOneOrder(ModuleOp lowered, StringRef entry) {
  auto reorders = [](tile::TileOp tile) {
    if (ArrayAttr combiners = tile.getCombinersAttr())
      for (auto [combiner, type] : llvm::zip(combiners.getAsRange<tile::CombinerAttr>(), tile.getResultTypes()))
        if (isa<FloatType>(type) && (combiner.getValue() == tile::Combiner::sum || combiner.getValue() == tile::Combiner::prod))
          return WalkResult::interrupt();
    return WalkResult::advance();
  };
  SymbolTable symbols(lowered);
  bool one = true;
  for (auto plan : lowered.getOps<tile::PlanOp>())
    if (plan.getName() == entry)
      plan.walk([&](tile::LaunchOp launch) { one = one && !symbols.lookup(launch.getKernel())->walk(reorders).wasInterrupted(); });
  return one;
}

bool failed(const Case &c, StringRef target, const llvm::Twine &why) {
  llvm::outs() << c.label << " " << target << ": " << why << " FAILED\n";
  return false;
}

/// Leaves in `got` what the CPU's code gives.
bool checkCpu(CpuTarget &target, const Case &c, Point &got) {
  auto one = target.run(c.name, c.inputs, c.resultTypes, 1);
  if (!one)
    return failed(c, "cpu", llvm::toString(one.takeError()));
  auto three = target.run(c.name, c.inputs, c.resultTypes, 3);
  if (!three)
    return failed(c, "cpu", llvm::toString(three.takeError()));
  bool ok = compare(c, "cpu", *one);
  got = std::move(*one);
  return sameBits(got, *three) ? ok : failed(c, "cpu", "1 and 3 threads give different bits");
}

/// What the worst numbers give does not depend on what results and temporaries held before: nothing is read that was not
/// written, and everything is written. Between the two runs, other numbers leave theirs in the temporaries.
bool checkWorst(CpuTarget &target, const Case &c) {
  for (auto [i, point] : llvm::enumerate(c.worst)) {
    auto first = target.run(c.name, point, c.resultTypes, 1);
    auto between = target.run(c.name, c.inputs, c.resultTypes, 1);
    auto second = target.run(c.name, point, c.resultTypes, 1, 0x5a);
    auto three = target.run(c.name, point, c.resultTypes, 3);
    for (auto *run : {&first, &between, &second, &three})
      if (!*run)
        return failed(c, "cpu", llvm::toString(run->takeError()));
    if (!sameBits(*first, *second))
      return failed(c, "cpu", "point " + llvm::Twine(i) + " of the worst depends on what memory held before");
    if (!sameBits(*first, *three))
      return failed(c, "cpu", "point " + llvm::Twine(i) + " of the worst has other bits with 3 threads");
  }
  return true;
}

bool checkCuda(ModuleOp lowered, const Case &c, const Point &ofCpu) {
  auto run = runSimt(lowered, c.name, c.inputs, c.argumentNames, c.resultTypes);
  if (!run)
    return failed(c, "cuda", llvm::toString(run.takeError()));
  if (!compare(c, "cuda", *run))
    return false;
  // x86-64 has no fma: it rounds a product before it adds
  bool expected = codegen::findCpuTarget(cpu)->fma && hasOneOrder(lowered, c.name);
  return !expected || sameBits(*run, ofCpu) || failed(c, "cuda", "other bits than on the CPU");
}

OwningOpRef<ModuleOp> expandDerivatives(ModuleOp module) {
  OwningOpRef<ModuleOp> copy = module.clone();
  PassManager manager(module.getContext());
  manager.addPass(passes::createDecomposePass());
  manager.addPass(passes::createExpandDerivativesPass());
  return mlir::succeeded(manager.run(*copy)) ? std::move(copy) : OwningOpRef<ModuleOp>();
}

bool checkModule(ModuleOp module, StringRef type) {
  if (!onlyEntry.empty())
    for (auto entry : llvm::make_early_inc_range(module.getOps<ir::EntryOp>()))
      if (entry.getSymName() != onlyEntry)
        entry.erase();
  OwningOpRef<ModuleOp> expanded = expandDerivatives(module);
  if (!expanded)
    return false;
  std::vector<Case> cases;
  for (auto entry : module.getOps<ir::EntryOp>()) {
    auto c = evaluateEntry(entry, *expanded, type);
    if (mlir::failed(c))
      return false;
    cases.push_back(std::move(*c));
  }
  PassManager manager(module.getContext());
  passes::PipelineOptions options;
  options.tiles = !withCuda;
  passes::buildPipeline(manager, options);
  if (mlir::failed(manager.run(module)))
    return false;
  auto target = CpuTarget::compile(module, cpu);
  if (!target) {
    llvm::outs() << "cpu: " << llvm::toString(target.takeError()) << " FAILED\n";
    return false;
  }
  bool ok = true;
  for (auto [i, c] : llvm::enumerate(cases)) {
    if (worst) {
      ok &= checkWorst(**target, c);
      continue;
    }
    Point ofCpu;
    bool right = checkCpu(**target, c, ofCpu);
    if (right && withCuda && i % std::max(1u, cudaEvery.getValue()) == 0)
      right = checkCuda(module, c, ofCpu);
    ok &= right;
  }
  return ok;
}

/// The file's text with another element type in place of f32.
std::string withType(StringRef text, StringRef type) {
  std::string result;
  for (size_t at = 0; at < text.size();) {
    bool here = text.substr(at).starts_with("f32") && (at == 0 || text[at - 1] != 'b');
    result += here ? type.str() : text.substr(at, 1).str();
    at += here ? 3 : 1;
  }
  return result;
}

bool checkFile(const std::string &path, StringRef type) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer) {
    llvm::errs() << path << ": " << buffer.getError().message() << "\n";
    return false;
  }
  MLIRContext context;
  context.disableMultithreading();
  context.printOpOnDiagnostic(false);
  context.loadDialect<ir::MfDialect, tile::MftDialect, arith::ArithDialect, math::MathDialect, memref::MemRefDialect, affine::AffineDialect>();
  if (withCuda)
    cuda::prepareContext(context);
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(llvm::MemoryBuffer::getMemBufferCopy(withType((*buffer)->getBuffer(), type), path), {});
  SourceMgrDiagnosticHandler handler(sources, &context);
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(sources, &context);
  return module && checkModule(*module, type);
}
} // namespace

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::ParseCommandLineOptions(argc, argv, "mf-crosscheck: compiled entries against the evaluator\n");
  if (types.empty())
    types.push_back("f32");
  bool ok = true;
  for (const std::string &file : files)
    for (const std::string &type : types)
      ok &= checkFile(file, type);
  return ok ? 0 : 1;
}
