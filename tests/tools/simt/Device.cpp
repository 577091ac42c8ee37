//===- Device.cpp - loading a module, launching, reports ----------------------------------------===//
#include "tests/tools/simt/Rewrite.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/TargetSelect.h"
#include <bit>
#include <sys/mman.h>

using namespace llvm;

namespace mf::simt {

StringRef describe(Fault fault) {
  switch (fault) {
  case Fault::globalBounds:
    return "global memory out of bounds";
  case Fault::sharedBounds:
    return "shared memory out of bounds";
  case Fault::alignment:
    return "misaligned access";
  case Fault::uninitializedShared:
    return "read of uninitialised shared memory";
  case Fault::sharedRace:
    return "race on shared memory";
  case Fault::globalRace:
    return "race on global memory";
  case Fault::blockConflict:
    return "conflict between blocks";
  case Fault::divergentBarrier:
    return "divergent barrier";
  case Fault::divergentWarpOp:
    return "divergent warp operation";
  case Fault::deadlock:
    return "deadlock";
  }
  llvm_unreachable("a fault without a description");
}

void Reporter::add(Fault fault, const Site *site, std::string text) {
  if (!seen.insert({fault, site}).second)
    return;
  if (reports.size() < limit)
    reports.push_back({fault, kernel, std::move(text)});
  else
    ++dropped;
}

struct Device::Impl {
  explicit Impl(Options options) : options(options), reporter(options.maxReports) {}
  Options options;
  Program program;
  Reporter reporter;
  std::unique_ptr<Checks> checks;
  std::unique_ptr<orc::LLJIT> jit;
};

Device::Device() = default;
Device::~Device() = default;

const std::vector<Report> &Device::reports() const { return impl->reporter.reports; }

bool Device::has(Fault fault) const {
  return any_of(reports(), [&](const Report &report) { return report.fault == fault; });
}

std::string Device::summary() const {
  std::string text;
  for (const Report &report : reports())
    text += report.kernel + ": " + describe(report.fault).str() + ": " + report.text + "\n";
  if (impl->reporter.dropped)
    text += "and " + std::to_string(impl->reporter.dropped) + " more\n";
  return text;
}

static Error mapSharedMemory() {
  static void *mapped = mmap(reinterpret_cast<void *>(sharedBase), sharedSize, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  if (mapped != reinterpret_cast<void *>(sharedBase))
    return createStringError("cannot map the shared memory of the SIMT executor at its fixed address");
  return Error::success();
}

static Expected<std::unique_ptr<orc::LLJIT>> createJit() {
  InitializeNativeTarget();
  InitializeNativeTargetAsmPrinter();
  auto host = orc::JITTargetMachineBuilder::detectHost();
  if (!host)
    return host.takeError();
  return orc::LLJITBuilder().setJITTargetMachineBuilder(std::move(*host)).create();
}

/// A copy in its own context, as the JIT wants to own both.
static Expected<orc::ThreadSafeModule> copyModule(const Module &module) {
  SmallVector<char, 0> bitcode;
  raw_svector_ostream stream(bitcode);
  WriteBitcodeToFile(module, stream);
  auto context = std::make_unique<LLVMContext>();
  auto copy = parseBitcodeFile(MemoryBufferRef(StringRef(bitcode.data(), bitcode.size()), "kernels"), *context);
  if (!copy)
    return copy.takeError();
  return orc::ThreadSafeModule(std::move(*copy), std::move(context));
}

Expected<std::unique_ptr<Device>> Device::load(const Module &module, Options options) {
  if (Error error = mapSharedMemory())
    return std::move(error);
  std::unique_ptr<Device> device(new Device());
  device->impl = std::make_unique<Impl>(options);
  Impl &impl = *device->impl;
  auto jit = createJit();
  if (!jit)
    return jit.takeError();
  impl.jit = std::move(*jit);
  auto copy = copyModule(module);
  if (!copy)
    return copy.takeError();
  Error failed = copy->withModuleDo([&](Module &m) -> Error {
    m.setTargetTriple(impl.jit->getTargetTriple().str());
    m.setDataLayout(impl.jit->getDataLayout());
    return rewrite(m, impl.program, options.checkMemory);
  });
  if (failed)
    return std::move(failed);
  orc::JITDylib &library = impl.jit->getMainJITDylib();
  auto process = orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(impl.jit->getDataLayout().getGlobalPrefix());
  if (!process)
    return process.takeError();
  library.addGenerator(std::move(*process));
  if (Error error = impl.jit->addIRModule(std::move(*copy)))
    return std::move(error);
  impl.checks = std::make_unique<Checks>(impl.reporter);
  return device;
}

Error Device::launch(StringRef kernel, int64_t blocks, unsigned threads, ArrayRef<Buffer> buffers) {
  auto info = impl->program.kernels.find(kernel.str());
  if (info == impl->program.kernels.end())
    return createStringError("no kernel '" + kernel.str() + "' in the module");
  if (info->second.parameters != buffers.size())
    return createStringError(kernel.str() + ": expected " + std::to_string(info->second.parameters) + " buffers, got " +
                             std::to_string(buffers.size()));
  if (threads == 0 || threads > 1024)
    return createStringError(kernel.str() + ": expected 1 to 1024 threads a block, got " + std::to_string(threads));
  auto symbol = impl->jit->lookup(entryName(kernel));
  if (!symbol)
    return symbol.takeError();
  std::vector<void *> pointers, parameters;
  for (const Buffer &buffer : buffers)
    pointers.push_back(buffer.data);
  for (void *&pointer : pointers)
    parameters.push_back(&pointer);
  impl->reporter.kernel = kernel.str();
  impl->checks->beginLaunch(buffers, info->second.sharedArrays);
  activeChecks = impl->checks.get();
  Launch launch{symbol->toPtr<Entry>(), info->second.synchronizes, blocks, threads, parameters.data(), impl->options.reverse, info->second.flushes};
  runLaunch(launch, *impl->checks, impl->reporter);
  return Error::success();
}

} // namespace mf::simt
