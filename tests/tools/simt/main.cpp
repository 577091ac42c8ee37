//===- main.cpp - mf-simt: runs a plan of a module on the SIMT executor, or prints its CUDA code -===//
#include "codegen/cuda/Cuda.h"
#include "dialect/plan/Plan.h"
#include "mlir/Parser/Parser.h"
#include "tests/tools/simt/Plan.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <random>

using namespace mlir;
using namespace mf;
namespace cl = llvm::cl;

static cl::opt<std::string> source(cl::Positional, cl::desc("FILE.mlir"), cl::init("-"));
static cl::opt<std::string> chip("chip", cl::desc("sm_75 ... sm_90a"), cl::init("sm_90"));
static cl::opt<std::string> emit("emit", cl::desc("print ptx, llvm or geometry instead of running"));
static cl::opt<std::string> planName("plan", cl::desc("the plan to run; default: the first"));
static cl::list<std::string> inputFiles("input", cl::desc("NAME=FILE: raw bytes of an argument or a state"));
static cl::opt<unsigned> seed("seed", cl::desc("fills the other inputs: floats uniform in [-1, 1), integers 0"), cl::init(0));
static cl::opt<std::string> dump("dump", cl::desc("folder that receives NAME.bin of each result and state"));
static cl::opt<bool> noChecks("no-checks", cl::desc("do not check memory accesses: faster"));
static cl::opt<bool> reverse("reverse", cl::desc("run blocks, warps and lanes in descending order"));

static int fail(const llvm::Twine &message, int code = 1) {
  llvm::errs() << "mf-simt: error: " << message << "\n";
  return code;
}

static int printCode(ModuleOp module) {
  if (emit == "ptx") {
    FailureOr<cuda::PtxCode> ptx = cuda::emitPtx(module, chip);
    if (failed(ptx))
      return 1;
    llvm::outs() << ptx->text;
    return 0;
  }
  if (emit != "llvm" && emit != "geometry")
    return fail("expected --emit=ptx, llvm or geometry, got '" + emit + "'", 2);
  FailureOr<cuda::LlvmCode> code = cuda::emitLlvm(module, chip);
  if (failed(code))
    return 1;
  if (emit == "llvm")
    llvm::outs() << *code->module;
  else
    for (const cuda::Geometry &g : code->kernels)
      llvm::outs() << g.kernel << ": " << g.blocks << " blocks of " << g.threads << " threads, shared " << g.staticShared << " + "
                   << g.dynamicShared << " bytes, " << g.buffers << " buffers\n";
  return 0;
}

static simt::Bytes randomBytes(ShapedType type, std::mt19937 &random) {
  simt::Bytes bytes(simt::byteSize(type));
  std::uniform_real_distribution<double> uniform(-1, 1);
  auto real = dyn_cast<FloatType>(type.getElementType());
  if (!real)
    return bytes;
  size_t width = real.getWidth() / 8;
  for (size_t at = 0; at < bytes.size(); at += width) {
    llvm::APFloat value(uniform(random));
    bool inexact;
    value.convert(real.getFloatSemantics(), llvm::APFloat::rmNearestTiesToEven, &inexact);
    uint64_t bits = value.bitcastToAPInt().getZExtValue();
    std::memcpy(&bytes[at], &bits, width);
  }
  return bytes;
}

static llvm::Expected<std::map<std::string, simt::Bytes>> readInputs(ModuleOp module) {
  std::map<std::string, simt::Bytes> inputs;
  for (const std::string &input : inputFiles) {
    auto [name, path] = StringRef(input).split('=');
    auto file = llvm::MemoryBuffer::getFile(path);
    if (!file)
      return llvm::createStringError(path.str() + ": " + file.getError().message());
    inputs[name.str()].assign((*file)->getBufferStart(), (*file)->getBufferEnd());
  }
  auto wanted = simt::planInputs(module, planName);
  if (!wanted)
    return wanted.takeError();
  std::mt19937 random(seed);
  for (const simt::PlanInput &input : *wanted)
    if (!inputs.count(input.name))
      inputs[input.name] = randomBytes(input.type, random);
  return inputs;
}

/// Name, size and, for f32, the first values.
static void printArray(StringRef kind, const std::string &name, const simt::Bytes &bytes) {
  llvm::outs() << kind << " " << name << ": " << bytes.size() << " bytes, hash "
               << llvm::format_hex(llvm::xxh3_64bits(StringRef(bytes.data(), bytes.size())), 18) << ", as f32:";
  for (size_t at = 0; at + 4 <= std::min<size_t>(bytes.size(), 32); at += 4) {
    float value;
    std::memcpy(&value, &bytes[at], 4);
    llvm::outs() << " " << value;
  }
  llvm::outs() << "\n";
}

static std::error_code dumpArray(const std::string &name, const simt::Bytes &bytes) {
  if (dump.empty())
    return {};
  // Names may hold slashes: "grad/net.bias".
  std::string path = dump + "/" + name + ".bin";
  std::error_code error = llvm::sys::fs::create_directories(llvm::sys::path::parent_path(path));
  if (error)
    return error;
  llvm::raw_fd_ostream file(path, error);
  file.write(bytes.data(), bytes.size());
  return error;
}

static int runModule(ModuleOp module) {
  if (planName.empty())
    for (auto plan : module.getOps<tile::PlanOp>())
      if (planName.empty())
        planName = plan.getSymName().str();
  auto inputs = readInputs(module);
  if (!inputs)
    return fail(llvm::toString(inputs.takeError()));
  simt::PlanOptions options;
  options.chip = chip;
  options.executor.checkMemory = !noChecks;
  options.executor.reverse = reverse;
  auto run = simt::runPlan(module, planName, *inputs, options);
  if (!run)
    return fail(llvm::toString(run.takeError()));
  for (auto [kind, arrays] : {std::pair("result", &run->results), std::pair("state", &run->states)})
    for (auto &[name, bytes] : *arrays) {
      printArray(kind, name, bytes);
      if (std::error_code error = dumpArray(name, bytes))
        return fail(dump + ": " + error.message());
    }
  llvm::outs().flush();
  llvm::errs() << run->summary;
  return run->reports.empty() ? 0 : 1;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  cl::ParseCommandLineOptions(argc, argv, "mf-simt: runs the CUDA code of a module on this CPU and checks it\n");
  MLIRContext context(MLIRContext::Threading::DISABLED);
  cuda::prepareContext(context);
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(source, &context);
  if (!module)
    return 1;
  return emit.empty() ? runModule(*module) : printCode(*module);
}
