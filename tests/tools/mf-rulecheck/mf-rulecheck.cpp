//===- mf-rulecheck.cpp - checks derivative rules in f64 by running them ------------------------===//
// mf-rulecheck FILE.mlir [--wrt=x,y+z] [--at=-9,-0.5,0,0.5,9] [--set=i=0,2] [--rows=b,e] [--zero]
//   jvp:      the derivative through the passes against central differences of the evaluator
//   adjoint:  <ct, J dx> = <J^T ct, dx>, with J^T through mf.grad
// Every entry of the file is checked. Exit code 1 where a check fails or checks nothing.
//===--------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"
#include "tests/tools/mf-rulecheck/Check.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::rulecheck;
namespace cl = llvm::cl;

static cl::opt<std::string> file(cl::Positional, cl::desc("<file.mlir>"), cl::Required);
static cl::list<std::string> wrt("wrt", cl::CommaSeparated, cl::desc("float arguments, each by itself; a+b: together (default: all, each)"));
static cl::list<double> at("at", cl::CommaSeparated, cl::desc("values that fill the float arguments, cyclically"));
static cl::list<std::string> set("set", cl::desc("values of one argument: name=1,2,3"));
static cl::list<int64_t> rows("rows", cl::CommaSeparated, cl::desc("begin,end: also check the jvp on these rows"));
static cl::opt<std::string> single("entry", cl::desc("the one entry to check"));
static cl::opt<bool> zero("zero", cl::desc("expect a derivative of exactly zero"));
static cl::opt<bool> values("evaluate", cl::desc("print the entries' results instead of checking"));
static cl::opt<uint64_t> seed("seed", cl::init(1), cl::desc("of random values and directions"));
static cl::opt<double> step("step", cl::init(1e-3), cl::desc("of the central differences"));

static bool error(const Twine &text) {
  llvm::errs() << "mf-rulecheck: " << text << "\n";
  return false;
}

/// Argument numbers of one item of --wrt, such as "x" or "x+y".
static FailureOr<SmallVector<unsigned>> group(EntryOp entry, StringRef item) {
  SmallVector<StringRef> names;
  item.split(names, '+');
  SmallVector<unsigned> numbers;
  for (StringRef name : names) {
    auto all = entry.getArgumentNames().getAsValueRange<StringAttr>();
    auto it = llvm::find(all, name);
    if (it == all.end() || !isFloat(entry.getBody().getArgument(std::distance(all.begin(), it)))) {
      error("@" + entry.getSymName() + " has no float argument named '" + name + "'");
      return failure();
    }
    numbers.push_back(std::distance(all.begin(), it));
  }
  return numbers;
}

static bool checkEntry(EntryOp entry, const Point &point) {
  Settings settings;
  settings.zero = zero;
  settings.seed = seed;
  settings.step = step;
  if (!rows.empty())
    settings.rows = {rows[0], rows[1]};
  SmallVector<SmallVector<unsigned>> groups;
  for (const std::string &item : wrt) {
    auto numbers = group(entry, item);
    if (failed(numbers))
      return false;
    groups.push_back(*numbers);
  }
  for (BlockArgument argument : entry.getBody().getArguments())
    if (wrt.empty() && isFloat(argument))
      groups.push_back({argument.getArgNumber()});
  if (groups.empty())
    return error("@" + entry.getSymName() + " has no float argument");
  bool ok = true;
  for (auto &numbers : groups)
    ok &= check(entry, point, numbers, settings);
  return ok;
}

static bool printValues(EntryOp entry, Point point) {
  Program program = mf::rulecheck::only(entry->getParentOfType<ModuleOp>(), entry.getSymName());
  if (hasDerivatives(entry) && failed(compile(program, false)))
    return false;
  auto results = mf::eval::evaluate(program.entry(), point.arguments, point.states);
  if (failed(results))
    return false;
  auto print = [](StringRef name, const mf::eval::Tensor &tensor) {
    llvm::outs() << name << " =";
    for (double x : tensor.data) {
      if (std::isnan(x))
        llvm::outs() << " nan";
      else
        llvm::outs() << llvm::format(isa<IntegerType>(tensor.type.getElementType()) ? " %.0f" : " %.10g", x == 0 ? 0.0 : x);
    }
    llvm::outs() << "\n";
  };
  for (auto [name, tensor] : llvm::zip(entry.getResultNames().getAsValueRange<StringAttr>(), *results))
    print((entry.getSymName() + "." + name).str(), tensor);
  for (auto write : entry.getBody().front().getOps<WriteOp>())
    print(("@" + write.getState()).str(), point.states[write.getState().str()]);
  for (auto group : entry.getBody().front().getOps<WriteGroupOp>())
    for (auto name : group.getStates().getAsRange<FlatSymbolRefAttr>())
      print(("@" + name.getValue()).str(), point.states[name.getValue().str()]);
  return true;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::ParseCommandLineOptions(argc, argv, "mf-rulecheck: derivative rules against differences, in f64\n");
  if (!rows.empty() && rows.size() != 2)
    return error("expected --rows=begin,end") ? 0 : 1;
  MLIRContext context;
  context.disableMultithreading();
  context.printOpOnDiagnostic(false);
  context.loadDialect<MfDialect>();
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler handler(sources, &context);
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(file, sources, &context);
  if (!module)
    return 1;
  bool ok = true, any = false;
  for (auto entry : module->getOps<EntryOp>()) {
    if (!single.empty() && entry.getSymName() != single)
      continue;
    any = true;
    auto point = makePoint(entry, at, set, seed);
    ok &= succeeded(point) && (values ? printValues(entry, *point) : checkEntry(entry, *point));
  }
  if (!any)
    return error("no entry to check") ? 0 : 1;
  return ok ? 0 : 1;
}
