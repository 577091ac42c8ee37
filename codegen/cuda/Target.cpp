//===- Target.cpp - chips, the optimiser and the NVPTX backend ----------------------------------===//
#include "codegen/cuda/Emit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Transforms/IPO/Internalize.h"

extern "C" {
void LLVMInitializeNVPTXTarget();
void LLVMInitializeNVPTXTargetInfo();
void LLVMInitializeNVPTXTargetMC();
void LLVMInitializeNVPTXAsmPrinter();
}

namespace mf::cuda {

namespace {
struct Chip {
  const char *name;
  const char *features; ///< the oldest PTX version that knows the chip: older drivers accept it
};
} // namespace

static constexpr Chip chips[] = {{"sm_75", "+ptx63"}, {"sm_80", "+ptx70"}, {"sm_86", "+ptx71"}, {"sm_87", "+ptx74"},
                                 {"sm_89", "+ptx78"}, {"sm_90", "+ptx78"}, {"sm_90a", "+ptx80"}};

std::unique_ptr<llvm::TargetMachine> createTargetMachine(llvm::StringRef chip, std::string &error) {
  std::vector<std::string> names;
  for (const Chip &c : chips)
    names.push_back(c.name);
  const Chip *known = llvm::find_if(chips, [&](const Chip &c) { return chip == c.name; });
  if (known == std::end(chips)) {
    error = "unknown CUDA chip '" + chip.str() + "', expected one of " + llvm::join(names, ", ");
    return nullptr;
  }
  LLVMInitializeNVPTXTargetInfo();
  LLVMInitializeNVPTXTarget();
  LLVMInitializeNVPTXTargetMC();
  LLVMInitializeNVPTXAsmPrinter();
  const char *triple = "nvptx64-nvidia-cuda";
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return nullptr;
  return std::unique_ptr<llvm::TargetMachine>(target->createTargetMachine(triple, known->name, known->features, {}, std::nullopt,
                                                                          std::nullopt, llvm::CodeGenOptLevel::Aggressive));
}

void optimize(llvm::Module &module, llvm::TargetMachine &machine) {
  llvm::SmallPtrSet<const llvm::GlobalValue *, 16> kernels;
  if (llvm::NamedMDNode *annotations = module.getNamedMetadata("nvvm.annotations"))
    for (llvm::MDNode *node : annotations->operands())
      if (auto *value = llvm::mdconst::dyn_extract_or_null<llvm::GlobalValue>(node->getOperand(0)))
        kernels.insert(value);
  llvm::internalizeModule(module, [&](const llvm::GlobalValue &value) { return kernels.contains(&value); });

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graphs;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graphs);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graphs, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3).run(module, modules);
}

std::string printPtx(llvm::Module &module, llvm::TargetMachine &machine) {
  llvm::SmallString<0> text;
  llvm::raw_svector_ostream stream(text);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::AssemblyFile))
    return "";
  passes.run(module);
  return text.str().str();
}

} // namespace mf::cuda
