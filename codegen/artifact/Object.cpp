//===- Object.cpp - LLVM IR to optimised object code ----------------------------------------------===//
// The kernels are vectorised and unrolled where that pays before they get here: what is left for LLVM is to share
// subexpressions, hoist what a loop does not change and pick addresses. No inliner, no vectoriser, no unroller.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/artifact/Artifact.h"
#include "llvm/Analysis/CGSCCPassManager.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include <mutex>

using namespace mf::codegen;

static std::unique_ptr<llvm::TargetMachine> createMachine(const Machine &machine, std::string &error) {
  static std::once_flag once;
  std::call_once(once, [] {
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmPrinter();
  });
  const llvm::Target *found = llvm::TargetRegistry::lookupTarget(machine.triple, error);
  if (!found)
    return nullptr;
  llvm::TargetOptions options;
  return std::unique_ptr<llvm::TargetMachine>(
      found->createTargetMachine(machine.triple, machine.cpu, machine.features, options, llvm::Reloc::PIC_, std::nullopt, llvm::CodeGenOptLevel::Default));
}

std::string mf::codegen::setMachine(llvm::Module &code, const Machine &machine) {
  std::string error;
  std::unique_ptr<llvm::TargetMachine> target = createMachine(machine, error);
  if (!target)
    return error;
  code.setTargetTriple(target->getTargetTriple().str());
  code.setDataLayout(target->createDataLayout());
  return "";
}

static llvm::Error optimize(llvm::Module &code, llvm::TargetMachine &machine) {
  llvm::PassBuilder builder(&machine);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graphs;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graphs);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graphs, modules);
  llvm::ModulePassManager passes;
  const char *pipeline = "function(early-cse,simplifycfg,instcombine<no-verify-fixpoint>,loop-mssa(loop-simplifycfg,loop-rotate,licm),early-cse<memssa>,instcombine<no-verify-fixpoint>,"
                         "simplifycfg,adce)";
  if (llvm::Error error = builder.parsePassPipeline(passes, pipeline))
    return error;
  passes.run(code, modules);
  return llvm::Error::success();
}

std::vector<char> mf::codegen::emitObject(llvm::Module &code, const Machine &target, Emit emit, std::string &error) {
  std::unique_ptr<llvm::TargetMachine> machine = createMachine(target, error);
  if (!machine)
    return {};
  for (llvm::Function &function : code) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", target.cpu);
    function.addFnAttr("target-features", target.features);
    function.addFnAttr("prefer-vector-width", std::to_string(target.vectorBits));
    function.addFnAttr("min-legal-vector-width", std::to_string(target.vectorBits));
    function.addFnAttr(llvm::Attribute::NoUnwind);
  }
  if (llvm::Error failure = optimize(code, *machine)) {
    error = "internal error: " + llvm::toString(std::move(failure));
    return {};
  }
  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream os(bytes);
  if (emit == Emit::llvm) {
    code.print(os, nullptr);
    return std::vector<char>(bytes.begin(), bytes.end());
  }
  llvm::legacy::PassManager codegen;
  auto type = emit == Emit::assembly ? llvm::CodeGenFileType::AssemblyFile : llvm::CodeGenFileType::ObjectFile;
  if (machine->addPassesToEmitFile(codegen, os, nullptr, type)) {
    error = "internal error: LLVM cannot emit this kind of file";
    return {};
  }
  codegen.run(code);
  return std::vector<char>(bytes.begin(), bytes.end());
}
