#include "tests/cuda/Harness.h"
#include "dialect/mft/Mft.h"
#include "mlir/Parser/Parser.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <iostream>
#include <random>

namespace mf::test {

static size_t width(Dtype dtype) {
  switch (dtype) {
  case Dtype::f64:
  case Dtype::i64:
    return 8;
  case Dtype::bf16:
    return 2;
  case Dtype::i1:
    return 1;
  default:
    return 4;
  }
}

template <typename T> static void put(char *to, T value) { std::memcpy(to, &value, sizeof(T)); }
template <typename T> static T get(const char *from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

static uint16_t bf16Bits(float value) {
  uint32_t bits = std::bit_cast<uint32_t>(value);
  return (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

static std::vector<char> pack(const Array &array) {
  std::vector<char> bytes(array.size() * width(array.dtype));
  for (size_t i = 0; i < array.size(); ++i) {
    char *to = &bytes[i * width(array.dtype)];
    double value = array[i];
    switch (array.dtype) {
    case Dtype::f32:
      put(to, float(value));
      break;
    case Dtype::f64:
      put(to, value);
      break;
    case Dtype::bf16:
      put(to, std::isnan(value) ? uint16_t(0x7fff) : bf16Bits(value));
      break;
    case Dtype::i32:
      put(to, int32_t(int64_t(value)));
      break;
    case Dtype::i64:
      put(to, int64_t(value));
      break;
    case Dtype::i1:
      put(to, int8_t(value));
      break;
    }
  }
  return bytes;
}

static void unpack(const std::vector<char> &bytes, Array &array) {
  for (size_t i = 0; i < array.size(); ++i) {
    const char *from = &bytes[i * width(array.dtype)];
    switch (array.dtype) {
    case Dtype::f32:
      array[i] = get<float>(from);
      break;
    case Dtype::f64:
      array[i] = get<double>(from);
      break;
    case Dtype::bf16:
      array[i] = std::bit_cast<float>(uint32_t(get<uint16_t>(from)) << 16);
      break;
    case Dtype::i32:
      array[i] = get<int32_t>(from);
      break;
    case Dtype::i64:
      array[i] = get<int64_t>(from);
      break;
    case Dtype::i1:
      array[i] = get<int8_t>(from);
      break;
    }
  }
}

double roundTo(Dtype dtype, double value) {
  Array one{dtype, {value}};
  unpack(pack(one), one);
  return one[0];
}

Array Array::random(Dtype dtype, size_t count, unsigned seed, double low, double high) {
  std::mt19937 engine(seed);
  std::uniform_real_distribution<double> uniform(low, high);
  Array array{dtype, std::vector<double>(count)};
  for (double &value : array.values)
    value = roundTo(dtype, uniform(engine));
  return array;
}

Array Array::output(Dtype dtype, size_t count) {
  bool real = dtype == Dtype::f32 || dtype == Dtype::f64 || dtype == Dtype::bf16;
  return {dtype, std::vector<double>(count, real ? NAN : -1)};
}

std::string substitute(std::string text, const std::vector<std::pair<std::string, std::string>> &values) {
  for (auto &[name, value] : values)
    for (size_t at; (at = text.find("$" + name)) != std::string::npos;)
      text.replace(at, name.size() + 1, value);
  return text;
}

namespace {
/// A parsed module and the diagnostics that arise on it.
struct Parsed {
  explicit Parsed(const std::string &text) : context(mlir::MLIRContext::Threading::DISABLED) {
    cuda::prepareContext(context);
    context.getDiagEngine().registerHandler([this](mlir::Diagnostic &d) { diagnostics += d.str() + "\n"; });
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    INFO(diagnostics);
    REQUIRE(module);
  }
  mlir::MLIRContext context;
  std::string diagnostics;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};
} // namespace

static cuda::LlvmCode lower(Parsed &parsed) {
  auto code = cuda::emitLlvm(*parsed.module, "sm_90");
  INFO(parsed.diagnostics);
  REQUIRE(mlir::succeeded(code));
  return std::move(*code);
}

std::vector<cuda::Geometry> geometryOf(const std::string &text) {
  Parsed parsed(text);
  return lower(parsed).kernels;
}

std::string diagnosticsOf(const std::string &text, const std::string &chip) {
  Parsed parsed(text);
  auto code = cuda::emitPtx(*parsed.module, chip);
  CHECK(mlir::failed(code) == !parsed.diagnostics.empty());
  return parsed.diagnostics;
}

static std::string findPtxas() {
  auto path = llvm::sys::findProgramByName("ptxas", {"/usr/local/cuda/bin", "/usr/lib/cuda/bin"});
  if (!path)
    path = llvm::sys::findProgramByName("ptxas");
  return path ? *path : "";
}

static void assemble(Parsed &parsed) {
  static const std::string ptxas = findPtxas();
  if (ptxas.empty()) {
    static bool told = (std::cout << "skipped: assembling the PTX, no ptxas found\n", true);
    (void)told;
    return;
  }
  for (const char *chip : {"sm_75", "sm_80", "sm_90"}) {
    auto ptx = cuda::emitPtx(*parsed.module, chip);
    INFO(parsed.diagnostics);
    REQUIRE(mlir::succeeded(ptx));
    CHECK(ptx->text.find(".extern .func") == std::string::npos);
    llvm::SmallString<128> source, log;
    REQUIRE(!llvm::sys::fs::createTemporaryFile("kernel", "ptx", source));
    REQUIRE(!llvm::sys::fs::createTemporaryFile("ptxas", "log", log));
    std::error_code error;
    llvm::raw_fd_ostream(source, error) << ptx->text;
    std::string arch = std::string("-arch=") + chip;
    std::optional<llvm::StringRef> redirects[] = {std::nullopt, llvm::StringRef(log), llvm::StringRef(log)};
    int status = llvm::sys::ExecuteAndWait(ptxas, {ptxas, arch, source, "-o", "/dev/null"}, std::nullopt, redirects);
    auto text = llvm::MemoryBuffer::getFile(log);
    INFO(chip << ": " << (*text)->getBuffer().str());
    CHECK(status == 0);
    llvm::sys::fs::remove(source);
    llvm::sys::fs::remove(log);
  }
}

/// One run; `bytes` holds the arrays before and after. Returns the executor's reports as text.
static std::string execute(const llvm::Module &module, const cuda::Geometry &geometry, std::vector<std::vector<char>> &bytes,
                           bool reverse) {
  simt::Options options;
  options.reverse = reverse;
  auto device = simt::Device::load(module, options);
  if (!device)
    FAIL(llvm::toString(device.takeError()));
  std::vector<simt::Buffer> buffers;
  for (std::vector<char> &b : bytes)
    buffers.push_back({b.data(), b.size()});
  llvm::Error error = (*device)->launch(geometry.kernel, geometry.blocks, geometry.threads, buffers);
  if (error)
    FAIL(llvm::toString(std::move(error)));
  return (*device)->summary();
}

static std::vector<std::vector<char>> packAll(const std::vector<Array *> &arrays) {
  std::vector<std::vector<char>> bytes;
  for (const Array *array : arrays)
    bytes.push_back(pack(*array));
  return bytes;
}

static const cuda::Geometry &geometryNamed(const cuda::LlvmCode &code, const std::string &name) {
  auto found = llvm::find_if(code.kernels, [&](const cuda::Geometry &g) { return g.kernel == name; });
  REQUIRE(found != code.kernels.end());
  return *found;
}

void runKernel(const std::string &text, const std::string &name, const std::vector<Array *> &arrays) {
  Parsed parsed(text);
  cuda::LlvmCode code = lower(parsed);
  const cuda::Geometry &geometry = geometryNamed(code, name);
  auto ascending = packAll(arrays), descending = ascending;
  CHECK(execute(*code.module, geometry, ascending, false) == "");
  CHECK(execute(*code.module, geometry, descending, true) == "");
  CHECK(ascending == descending);
  for (size_t i = 0; i < arrays.size(); ++i)
    unpack(ascending[i], *arrays[i]);
  assemble(parsed);
}

static bool isBarrier(const llvm::Instruction &instruction) {
  auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
  llvm::Function *callee = call ? call->getCalledFunction() : nullptr;
  return callee && (callee->getName() == "llvm.nvvm.barrier0" || callee->getName() == "llvm.nvvm.bar.warp.sync");
}

unsigned checkBarriersAreNeeded(const std::string &text, const std::string &name, const std::vector<Array *> &arrays) {
  Parsed parsed(text);
  cuda::LlvmCode code = lower(parsed);
  for (unsigned number = 0;; ++number) {
    std::unique_ptr<llvm::Module> mutant = llvm::CloneModule(*code.module);
    unsigned seen = 0;
    llvm::Instruction *victim = nullptr;
    for (llvm::Instruction &instruction : llvm::instructions(mutant->getFunction(name)))
      if (isBarrier(instruction) && seen++ == number)
        victim = &instruction;
    if (!victim)
      return number;
    victim->eraseFromParent();
    auto bytes = packAll(arrays);
    INFO(name << " without its barrier " << number);
    CHECK(execute(*mutant, geometryNamed(code, name), bytes, false) != "");
  }
}

void expectClose(const Array &got, double tolerance, const std::function<double(size_t)> &want) {
  for (size_t i = 0; i < got.size(); ++i) {
    double expected = want(i);
    bool close = std::abs(got[i] - expected) <= tolerance * (1 + std::abs(expected));
    bool same = got[i] == expected || (std::isnan(expected) && std::isnan(got[i]));
    if (close || same)
      continue;
    INFO("element " << i << ": got " << got[i] << ", expected " << expected);
    CHECK(false);
    return;
  }
  SUCCEED();
}

std::vector<simt::Report> runIr(const std::string &file, unsigned threads, std::vector<float> &data, int64_t blocks) {
  llvm::LLVMContext context;
  llvm::SMDiagnostic diagnostic;
  auto module = llvm::parseIRFile(std::string(MF_TEST_SOURCE) + "/broken/" + file, diagnostic, context);
  INFO(file << ":" << diagnostic.getLineNo() << ": " << diagnostic.getMessage().str());
  REQUIRE(module);
  auto device = simt::Device::load(*module);
  if (!device)
    FAIL(llvm::toString(device.takeError()));
  llvm::Error error = (*device)->launch("kernel", blocks, threads, {{data.data(), data.size() * sizeof(float)}});
  if (error)
    FAIL(llvm::toString(std::move(error)));
  return (*device)->reports();
}

} // namespace mf::test
