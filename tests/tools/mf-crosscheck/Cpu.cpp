//===- Cpu.cpp - the CPU artifact, called through the runtime --------------------------------------===//
#include "codegen/api/Compile.h"
#include "runtime/api/mfrt.h"
#include "tests/tools/mf-crosscheck/Targets.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace mf;
using namespace mf::crosscheck;

namespace {
/// An array between sentinels, aligned to its element and to no more.
class Guarded {
public:
  explicit Guarded(RankedTensorType type) : bytes(byteSize(type)) {
    size_t element = std::max(1u, type.getElementTypeBitWidth() / 8);
    memory.reset(static_cast<char *>(std::aligned_alloc(64, (bytes + 3 * guard + 63) / 64 * 64)));
    std::memset(memory.get(), 0xc3, bytes + 3 * guard);
    data = memory.get() + guard + element;
  }
  bool intact() const {
    for (char *p = memory.get(); p < memory.get() + bytes + 3 * guard; ++p)
      if ((p < data || p >= data + bytes) && *p != (char)0xc3)
        return false;
    return true;
  }
  size_t bytes;
  char *data;

private:
  static constexpr size_t guard = 256;
  struct Free {
    void operator()(char *p) const { std::free(p); }
  };
  std::unique_ptr<char, Free> memory;
};

int dtypeOf(Type element) {
  if (isa<FloatType>(element))
    return element.isF32() ? MF_F32 : element.isF64() ? MF_F64 : MF_BF16;
  unsigned width = element.getIntOrFloatBitWidth();
  return width == 1 ? MF_I1 : width == 32 ? MF_I32 : MF_I64;
}

mf_array describe(const Guarded &memory, RankedTensorType type) {
  return {memory.data, dtypeOf(type.getElementType()), (int32_t)type.getRank(), type.getShape().data(), (int64_t)memory.bytes};
}

llvm::Error lastError(const char *what) { return llvm::createStringError(std::string(what) + ": " + mf_last_error()); }
} // namespace

llvm::Expected<std::unique_ptr<CpuTarget>> CpuTarget::compile(ModuleOp module, const std::string &cpu) {
  OwningOpRef<ModuleOp> copy = module.clone();
  llvm::SmallString<128> path;
  if (auto error = llvm::sys::fs::createTemporaryFile("mf-crosscheck", "mfa", path))
    return llvm::errorCodeToError(error);
  codegen::CompileOptions options;
  options.cpu = cpu;
  std::string error = codegen::writeArtifact(*copy, path.str().str(), options);
  auto target = std::make_unique<CpuTarget>();
  bool loaded = error.empty() && mf_program_load(path.c_str(), nullptr, &target->program) == MF_OK;
  llvm::sys::fs::remove(path);
  if (!error.empty())
    return llvm::createStringError(error);
  if (!loaded)
    return lastError("load");
  return target;
}

CpuTarget::~CpuTarget() { mf_program_free(program); }

llvm::Expected<Point> CpuTarget::run(StringRef name, const Point &inputs, ArrayRef<RankedTensorType> types, int threads, char before) {
  mf_program_set_threads(program, threads);
  for (auto &[state, tensor] : inputs.states) {
    Bytes bytes = toBytes(tensor);
    if (mf_state_set(program, mf_state_find(program, state.c_str()), bytes.data(), bytes.size()))
      return lastError("state");
  }
  std::vector<Guarded> memory;
  std::vector<mf_array> arguments, results;
  for (const eval::Tensor &tensor : inputs.arrays) {
    memory.emplace_back(tensor.type);
    Bytes bytes = toBytes(tensor);
    std::memcpy(memory.back().data, bytes.data(), bytes.size());
    arguments.push_back(describe(memory.back(), tensor.type));
  }
  for (RankedTensorType type : types) {
    memory.emplace_back(type);
    std::memset(memory.back().data, before, memory.back().bytes);
    results.push_back(describe(memory.back(), type));
  }
  int32_t entry = mf_entry_find(program, name.str().c_str());
  if (entry < 0 || mf_entry_call(program, entry, arguments.data(), arguments.size(), results.data(), results.size()))
    return lastError("call");
  Point out;
  for (size_t i = 0; i < memory.size(); ++i) {
    if (!memory[i].intact())
      return llvm::createStringError("wrote outside of " + std::string(i < arguments.size() ? "argument " : "result ") +
                                     std::to_string(i < arguments.size() ? i : i - arguments.size()));
    if (i >= arguments.size())
      out.arrays.push_back(fromBytes(types[i - arguments.size()], memory[i].data));
    else if (std::memcmp(memory[i].data, toBytes(inputs.arrays[i]).data(), memory[i].bytes))
      return llvm::createStringError("wrote to argument " + std::to_string(i));
  }
  for (auto &[state, tensor] : inputs.states) {
    Bytes bytes(byteSize(tensor.type));
    if (mf_state_get(program, mf_state_find(program, state.c_str()), bytes.data(), bytes.size()))
      return lastError("state");
    out.states[state] = fromBytes(tensor.type, bytes.data());
  }
  return out;
}
