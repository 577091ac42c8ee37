//===- Compile.cpp - kernel-level modules to machine code and artifacts ---------------------------===//
#include "codegen/api/Compile.h"
#include "codegen/artifact/Artifact.h"
#include "codegen/cpu/LowerKernels.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mf::codegen;

/// Plans must not stand in the way of the translation, which knows the llvm dialect only.
static std::unique_ptr<llvm::Module> translate(ModuleOp module, llvm::LLVMContext &context) {
  DialectRegistry registry;
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  module.getContext()->appendDialectRegistry(registry);
  OpBuilder builder(module.getContext());
  OwningOpRef<ModuleOp> code = ModuleOp::create(module.getLoc());
  for (auto function : llvm::make_early_inc_range(module.getOps<LLVM::LLVMFuncOp>()))
    function->moveBefore(code->getBody(), code->getBody()->end());
  return translateModuleToLLVMIR(*code, context, "mf");
}

std::vector<char> mf::codegen::compileToObject(ModuleOp module, const CompileOptions &options, std::string &error) {
  error.clear();
  std::optional<CpuTarget> target = findCpuTarget(options.cpu);
  if (!target) {
    error = "unknown cpu '" + options.cpu + "', expected native, x86-64, x86-64-v3 or x86-64-v4";
    return {};
  }
  TargetCode kernels;
  if (failed(lowerKernels(module, *target, kernels)) || failed(convertToLlvm(module))) {
    error = "internal error: the kernels cannot be compiled for the CPU";
    return {};
  }
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> code = translate(module, context);
  if (!code) {
    error = "internal error: the kernels cannot be translated to LLVM IR";
    return {};
  }
  Machine machine = target->machine();
  error = setMachine(*code, machine);
  if (error.empty())
    error = addDescriptor(*code, module, kernels, options.gpu);
  if (!error.empty()) {
    error = "internal error: " + error;
    return {};
  }
  return emitObject(*code, machine, options.emit, error);
}

/// Writes the bytes to `path`; an error names `target`, the file that the caller wants in the end.
static std::string writeFile(llvm::StringRef path, llvm::ArrayRef<char> bytes, const std::string &target) {
  std::error_code code;
  llvm::raw_fd_ostream os(path, code);
  if (!code) {
    os.write(bytes.data(), bytes.size());
    os.close();
    code = os.error();
    os.clear_error();
  }
  return code ? target + ": cannot be written: " + code.message() : "";
}

std::string mf::codegen::writeArtifact(ModuleOp module, const std::string &path, const CompileOptions &options) {
  std::string error;
  std::vector<char> bytes = compileToObject(module, options, error);
  if (!error.empty())
    return error;
  llvm::SmallString<128> beside;
  llvm::sys::fs::createUniquePath(path + ".%%%%%%", beside, false);
  std::string object = (beside + ".o").str(), result = beside.str().str();
  bool link = options.emit == Emit::artifact;
  error = writeFile(link ? object : result, bytes, path);
  if (error.empty() && link)
    error = linkShared(object, result);
  llvm::sys::fs::remove(object);
  if (error.empty())
    if (std::error_code code = llvm::sys::fs::rename(result, path))
      error = path + ": cannot be written: " + code.message();
  if (!error.empty())
    llvm::sys::fs::remove(result);
  return error;
}
