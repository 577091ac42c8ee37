#include "tests/codegen/Harness.h"
#include "codegen/api/Compile.h"
#include "dialect/mft/Mft.h"
#include "mlir/Parser/Parser.h"
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>

using namespace mf::test;

Buffer::Buffer(size_t size, unsigned char fill) : bytes(size) {
  size_t total = (size + 2 * guard + 63) / 64 * 64;
  memory = static_cast<unsigned char *>(std::aligned_alloc(64, total));
  std::memset(memory, 0xc3, total);
  data = memory + guard;
  std::memset(data, fill, size);
}

Buffer::Buffer(Buffer &&other) noexcept : memory(other.memory), data(other.data), bytes(other.bytes) { other.memory = nullptr; }
Buffer::~Buffer() { std::free(memory); }

bool Buffer::guardsIntact() const {
  for (size_t i = 0; i < guard; ++i)
    if (memory[i] != 0xc3 || data[bytes + i] != 0xc3)
      return false;
  return true;
}

double mf::test::noise(uint64_t index, uint64_t seed) {
  uint64_t x = (index + 1) * 0x9e3779b97f4a7c15ull + seed * 0xd1342543de82ef95ull;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return double(int64_t(x ^ (x >> 31))) / 9.3e18;
}

std::string mf::test::testCpu() {
  const char *cpu = std::getenv("MF_TEST_CPU");
  return cpu ? cpu : "native";
}

Program::Program(const std::string &text, const std::string &cpu) {
  mlir::DialectRegistry registry;
  registry.insert<mf::tile::MftDialect>();
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context, "test.mlir");
  check(bool(module), __FILE__, __LINE__, "the text parses");
  if (!module)
    return;
  static int count = 0;
  std::string path = "/tmp/mf-codegen-test." + std::to_string(getpid()) + "." + std::to_string(count++) + ".mfa";
  mf::codegen::CompileOptions options;
  options.cpu = cpu.empty() ? testCpu() : cpu;
  std::string error = mf::codegen::writeArtifact(*module, path, options);
  check(error.empty(), __FILE__, __LINE__, "the module compiles: " + error);
  if (!error.empty())
    return;
  library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  check(library, __FILE__, __LINE__, library ? "" : dlerror());
  if (!std::getenv("MF_TEST_KEEP"))
    unlink(path.c_str());
  if (library)
    artifact = static_cast<const mf_artifact_desc *>(dlsym(library, MF_ARTIFACT_SYMBOL));
  check(artifact && artifact->magic == MF_ABI_MAGIC && artifact->abi_version == MF_ABI_VERSION, __FILE__, __LINE__, "the artifact has its descriptor");
}

Program::~Program() {
  if (library)
    dlclose(library);
}

void Program::run(const std::string &name, std::vector<Buffer *> buffers) {
  for (int64_t k = 0; artifact && k < artifact->num_kernels; ++k) {
    const mf_kernel_desc &kernel = artifact->kernels[k];
    if (name != kernel.name)
      continue;
    std::vector<void *> pointers;
    for (Buffer *buffer : buffers)
      pointers.push_back(buffer->as<char>());
    const mf_cpu_code &code = kernel.cpu;
    Buffer scratch(code.scratch_bytes, 0xff);
    int64_t half = code.blocks / 2;
    uint32_t before = __builtin_ia32_stmxcsr();
    __builtin_ia32_ldmxcsr(0x1f80 | 0x8040); // the runtime's mode: subnormals of f32 are zero
    if (half)
      code.run(pointers.data(), 0, half, scratch.as<char>());
    code.run(pointers.data(), half, code.blocks, scratch.as<char>());
    __builtin_ia32_ldmxcsr(before);
    check(scratch.guardsIntact(), __FILE__, __LINE__, name + " stays within its scratch");
    for (size_t i = 0; i < buffers.size(); ++i)
      check(buffers[i]->guardsIntact(), __FILE__, __LINE__, name + " stays within buffer " + std::to_string(i));
    return;
  }
  check(false, __FILE__, __LINE__, "the artifact holds @" + name);
}

//===-- tests -----------------------------------------------------------------------------------===//

static std::vector<std::pair<const char *, void (*)()>> &tests() {
  static std::vector<std::pair<const char *, void (*)()>> list;
  return list;
}
static int checks = 0, failures = 0;

Registration::Registration(const char *name, void (*run)()) { tests().push_back({name, run}); }

void mf::test::check(bool ok, const char *file, int line, const std::string &what) {
  ++checks;
  if (ok)
    return;
  if (++failures <= 50)
    std::printf("%s:%d: failed: %s\n", file, line, what.c_str());
}

int mf::test::runTests(int argc, char **argv) {
  for (auto [name, run] : tests()) {
    if (argc > 1 && !std::strstr(name, argv[1]))
      continue;
    int before = failures;
    run();
    std::printf("%s %s\n", failures == before ? "ok    " : "FAILED", name);
  }
  std::printf("%d checks, %d failed\n", checks, failures);
  return failures != 0;
}

int main(int argc, char **argv) { return runTests(argc, argv); }
