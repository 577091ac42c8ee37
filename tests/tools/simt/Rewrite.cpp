//===- Rewrite.cpp - from NVPTX IR to IR that runs here -----------------------------------------===//
#include "tests/tools/simt/Rewrite.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Verifier.h"

using namespace llvm;

namespace mf::simt {

static void syncEntry(const Site *site, const char *operands, void *result) { syncOperation(site, operands, result); }

static void *accessEntry(void *pointer, uint64_t size, uint32_t alignment, uint32_t flags, const Site *site) {
  return activeChecks->access(pointer, size, alignment, flags & 1, flags & 2, site);
}

namespace {

class Rewriter {
public:
  Rewriter(Module &module, Program &program, bool checkMemory)
      : module(module), program(program), checkMemory(checkMemory), builder(module.getContext()) {}
  Error run();

private:
  void retarget();
  void collectKernels();
  Error placeSharedArrays();
  Error rewriteCall(CallBase &call);
  Error rewriteAsm(CallBase &call, StringRef text);
  void rewriteRegister(CallBase &call, unsigned offset);
  void rewriteSync(CallBase &call, SyncKind kind, StringRef name);
  void checkAccesses(Function &function);
  void checkAccess(Instruction &access, unsigned operand, Type *type, Align alignment, unsigned flags);
  void findSynchronizing();
  void emitEntry(Function &kernel);

  Site *newSite(Instruction &instruction, StringRef name);
  Constant *address(const void *pointer) {
    Constant *value = ConstantInt::get(builder.getInt64Ty(), uint64_t(pointer));
    return ConstantExpr::getIntToPtr(value, builder.getPtrTy());
  }
  void replace(CallBase &call, Value *value) {
    if (!call.getType()->isVoidTy())
      call.replaceAllUsesWith(value);
    call.eraseFromParent();
  }

  Module &module;
  Program &program;
  bool checkMemory;
  IRBuilder<> builder;
  SmallPtrSet<Function *, 8> synchronizing;
  std::vector<Function *> kernels;
};

} // namespace

std::string entryName(StringRef kernel) { return ("mf_entry_" + kernel).str(); }

Error rewrite(Module &module, Program &program, bool checkMemory) { return Rewriter(module, program, checkMemory).run(); }

Error Rewriter::run() {
  collectKernels();
  retarget();
  if (Error error = placeSharedArrays())
    return error;
  for (Function &function : module) {
    // Accesses first: the rewritten calls bring loads and stores of our own.
    if (checkMemory)
      checkAccesses(function);
    for (Instruction &instruction : make_early_inc_range(instructions(function)))
      if (auto *call = dyn_cast<CallBase>(&instruction))
        if (Error error = rewriteCall(*call))
          return error;
  }
  findSynchronizing();
  for (Function *kernel : kernels)
    emitEntry(*kernel);
  std::string message;
  raw_string_ostream stream(message);
  if (verifyModule(module, &stream))
    return createStringError("internal error: the rewritten module is invalid: " + message);
  return Error::success();
}

void Rewriter::collectKernels() {
  SmallPtrSet<Function *, 8> found;
  if (NamedMDNode *annotations = module.getNamedMetadata("nvvm.annotations"))
    for (MDNode *node : annotations->operands())
      for (unsigned i = 1; i + 1 < node->getNumOperands(); i += 2) {
        auto *key = dyn_cast<MDString>(node->getOperand(i));
        if (key && key->getString() == "kernel")
          if (auto *function = mdconst::dyn_extract_or_null<Function>(node->getOperand(0)))
            found.insert(function);
      }
  for (Function &function : module)
    if (found.contains(&function) || function.getCallingConv() == CallingConv::PTX_Kernel)
      kernels.push_back(&function);
}

void Rewriter::retarget() {
  for (Function &function : module) {
    function.removeFnAttr("target-cpu");
    function.removeFnAttr("target-features");
    function.setCallingConv(CallingConv::C);
    if (function.isIntrinsic())
      continue;
    // The instrumented calls have effects that these attributes deny.
    function.setMemoryEffects(MemoryEffects::unknown());
    for (Attribute::AttrKind kind : {Attribute::NoSync, Attribute::WillReturn, Attribute::NoCallback, Attribute::Speculatable})
      function.removeFnAttr(kind);
  }
}

/// The functions whose instructions use `value`, through constant expressions too.
static void collectUsers(Value &value, SmallPtrSetImpl<Function *> &functions) {
  for (User *user : value.users()) {
    if (auto *instruction = dyn_cast<Instruction>(user))
      functions.insert(instruction->getFunction());
    else
      collectUsers(*user, functions);
  }
}

/// Each kernel has its own layout, which starts at the first byte of shared memory.
Error Rewriter::placeSharedArrays() {
  for (GlobalVariable &global : make_early_inc_range(module.globals())) {
    if (global.getAddressSpace() != 3)
      continue;
    std::string name = global.getName().str();
    SmallPtrSet<Function *, 4> users;
    collectUsers(global, users);
    uint64_t bytes = module.getDataLayout().getTypeAllocSize(global.getValueType());
    if (bytes == 0)
      return createStringError("shared array @" + name + " has no size: dynamic shared memory is not supported");
    if (users.size() > 1 || (users.size() == 1 && !is_contained(kernels, *users.begin())))
      return createStringError("shared array @" + name + " is used outside of a single kernel, which is not supported");
    if (users.empty())
      continue;
    std::vector<SharedArray> &arrays = program.kernels[(*users.begin())->getName().str()].sharedArrays;
    size_t next = arrays.empty() ? 0 : arrays.back().offset + arrays.back().bytes + redZone;
    uint64_t alignment = global.getAlign().value_or(Align(16)).value();
    next = alignTo(next, std::max<uint64_t>(alignment, 16));
    if (next + bytes + redZone > sharedSize)
      return createStringError("the shared arrays of a kernel take more than " + std::to_string(sharedSize) + " bytes");
    arrays.push_back({next, bytes});
    Constant *place = ConstantInt::get(builder.getInt64Ty(), sharedBase + next);
    global.replaceAllUsesWith(ConstantExpr::getIntToPtr(place, global.getType()));
    global.eraseFromParent();
  }
  return Error::success();
}

Site *Rewriter::newSite(Instruction &instruction, StringRef name) {
  Site &site = program.sites.emplace_back();
  site.name = name.str();
  raw_string_ostream stream(site.text);
  stream << instruction.getFunction()->getName();
  if (const DebugLoc &where = instruction.getDebugLoc())
    stream << " (line " << where.getLine() << ")";
  stream << ":" << instruction;
  return &site;
}

//===-- memory ----------------------------------------------------------------------------------===//

void Rewriter::checkAccesses(Function &function) {
  SmallVector<Instruction *> accesses;
  for (Instruction &instruction : instructions(function))
    if (isa<LoadInst, StoreInst, AtomicRMWInst, AtomicCmpXchgInst>(instruction))
      accesses.push_back(&instruction);
  constexpr unsigned write = 1, atomic = 2;
  for (Instruction *access : accesses) {
    if (auto *load = dyn_cast<LoadInst>(access))
      checkAccess(*load, LoadInst::getPointerOperandIndex(), load->getType(), load->getAlign(), 0), load->setAlignment(Align(1));
    if (auto *store = dyn_cast<StoreInst>(access)) {
      checkAccess(*store, StoreInst::getPointerOperandIndex(), store->getValueOperand()->getType(), store->getAlign(), write);
      store->setAlignment(Align(1));
    }
    if (auto *update = dyn_cast<AtomicRMWInst>(access))
      checkAccess(*update, AtomicRMWInst::getPointerOperandIndex(), update->getType(), update->getAlign(), write | atomic);
    if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(access))
      checkAccess(*exchange, AtomicCmpXchgInst::getPointerOperandIndex(), exchange->getNewValOperand()->getType(),
                  exchange->getAlign(), write | atomic);
  }
}

void Rewriter::checkAccess(Instruction &access, unsigned operand, Type *type, Align alignment, unsigned flags) {
  Value *pointer = access.getOperand(operand);
  // A thread's own variables and constants need no check.
  const Value *object = getUnderlyingObject(pointer, 0);
  if (isa<AllocaInst>(object) || isa<GlobalVariable>(object))
    return;
  builder.SetInsertPoint(&access);
  Site *site = newSite(access, "");
  uint64_t size = module.getDataLayout().getTypeStoreSize(type);
  Value *plain = builder.CreateAddrSpaceCast(pointer, builder.getPtrTy());
  FunctionType *signature = FunctionType::get(
      builder.getPtrTy(),
      {builder.getPtrTy(), builder.getInt64Ty(), builder.getInt32Ty(), builder.getInt32Ty(), builder.getPtrTy()}, false);
  Value *checked = builder.CreateCall(
      signature, address(reinterpret_cast<void *>(&accessEntry)),
      {plain, builder.getInt64(size), builder.getInt32(alignment.value()), builder.getInt32(flags), address(site)});
  access.setOperand(operand, builder.CreateAddrSpaceCast(checked, pointer->getType()));
}

//===-- calls -----------------------------------------------------------------------------------===//

/// Offset in Thread of a special register, or -1.
static int registerOffset(StringRef name) {
  if (!name.consume_front("read.ptx.sreg."))
    return -1;
  if (name == "laneid")
    return offsetof(Thread, laneId);
  for (auto [prefix, offset] : {std::pair<StringRef, int>{"tid.", offsetof(Thread, tid)},
                                {"ctaid.", offsetof(Thread, ctaid)},
                                {"ntid.", offsetof(Thread, ntid)},
                                {"nctaid.", offsetof(Thread, nctaid)}})
    if (StringRef axis = name; axis.consume_front(prefix) && axis.size() == 1 && axis[0] >= 'x' && axis[0] <= 'z')
      return offset + 4 * (axis[0] - 'x');
  return -1;
}

static std::optional<SyncKind> syncKind(StringRef name) {
  if (name == "barrier0" || name == "barrier.sync" || name == "bar.sync" || name == "barrier.n")
    return SyncKind::blockBarrier;
  if (name == "bar.warp.sync")
    return SyncKind::warpBarrier;
  if (name.starts_with("shfl.sync."))
    return SyncKind::shuffle;
  if (name.starts_with("vote.") && name.ends_with(".sync"))
    return SyncKind::vote;
  if (name.starts_with("redux.sync."))
    return SyncKind::reduce;
  return std::nullopt;
}

Error Rewriter::rewriteCall(CallBase &call) {
  builder.SetInsertPoint(&call);
  if (auto *inlineAsm = dyn_cast<InlineAsm>(call.getCalledOperand()))
    return rewriteAsm(call, inlineAsm->getAsmString());
  Function *callee = call.getCalledFunction();
  StringRef name = callee ? callee->getName() : "";
  if (!name.consume_front("llvm.nvvm."))
    return Error::success();
  if (int offset = registerOffset(name); offset >= 0) {
    rewriteRegister(call, offset);
    return Error::success();
  }
  if (name == "read.ptx.sreg.warpsize") {
    replace(call, builder.getInt32(warpSize));
    return Error::success();
  }
  if (name.starts_with("membar.")) {
    call.eraseFromParent();
    return Error::success();
  }
  if (std::optional<SyncKind> kind = syncKind(name)) {
    rewriteSync(call, *kind, name);
    return Error::success();
  }
  return createStringError("the SIMT executor has no '" + name.str() + "', used by " + call.getFunction()->getName().str());
}

void Rewriter::rewriteRegister(CallBase &call, unsigned offset) {
  Value *thread = builder.CreateLoad(builder.getPtrTy(), address(&current));
  Value *place = builder.CreateConstGEP1_32(builder.getInt8Ty(), thread, offset);
  replace(call, builder.CreateLoad(builder.getInt32Ty(), place));
}

/// The operands travel in a struct on the thread's stack, and so does the result.
void Rewriter::rewriteSync(CallBase &call, SyncKind kind, StringRef name) {
  Site *site = newSite(call, name);
  site->kind = kind;
  synchronizing.insert(call.getFunction());
  SmallVector<Value *> operands(call.args());
  if (kind == SyncKind::reduce)
    std::swap(operands[0], operands[1]);
  SmallVector<Type *> types = map_to_vector(operands, [](Value *v) { return v->getType(); });
  StructType *structType = StructType::get(module.getContext(), types);
  const StructLayout *layout = module.getDataLayout().getStructLayout(structType);
  bool returns = !call.getType()->isVoidTy();
  BasicBlock &entry = call.getFunction()->getEntryBlock();
  builder.SetInsertPoint(&entry, entry.begin());
  Value *place = builder.CreateAlloca(structType);
  Value *result = returns ? builder.CreateAlloca(call.getType()) : place;
  builder.SetInsertPoint(&call);
  for (auto [i, operand] : enumerate(operands)) {
    site->operandOffsets.push_back(layout->getElementOffset(i));
    builder.CreateStore(operand, builder.CreateStructGEP(structType, place, i));
  }
  FunctionType *signature =
      FunctionType::get(builder.getVoidTy(), {builder.getPtrTy(), builder.getPtrTy(), builder.getPtrTy()}, false);
  builder.CreateCall(signature, address(reinterpret_cast<void *>(&syncEntry)), {address(site), place, result});
  replace(call, returns ? builder.CreateLoad(call.getType(), result) : nullptr);
}

/// A sign that changes, and no other bit (codegen/cuda/SignBits.cpp).
Error Rewriter::rewriteAsm(CallBase &call, StringRef text) {
  bool negates = text == "neg.f32 $0, $1;";
  if (!negates && text != "abs.f32 $0, $1;")
    return createStringError("the SIMT executor does not know the inline PTX '" + text.str() + "'");
  Value *bits = builder.CreateBitCast(call.getArgOperand(0), builder.getInt32Ty());
  bits = negates ? builder.CreateXor(bits, 0x80000000u) : builder.CreateAnd(bits, 0x7fffffffu);
  replace(call, builder.CreateBitCast(bits, call.getType()));
  return Error::success();
}

//===-- entries ---------------------------------------------------------------------------------===//

void Rewriter::findSynchronizing() {
  for (bool grown = true; grown;) {
    grown = false;
    for (Function &function : module)
      for (Instruction &instruction : instructions(function))
        if (auto *call = dyn_cast<CallBase>(&instruction))
          if (Function *callee = call->getCalledFunction(); callee && synchronizing.contains(callee))
            grown |= synchronizing.insert(&function).second;
  }
}

/// void entry(void **parameters): parameter i lies where parameters[i] points, as for cuLaunchKernel.
void Rewriter::emitEntry(Function &kernel) {
  FunctionType *signature = FunctionType::get(builder.getVoidTy(), {builder.getPtrTy()}, false);
  Function *entry = Function::Create(signature, GlobalValue::ExternalLinkage, entryName(kernel.getName()), module);
  builder.SetInsertPoint(BasicBlock::Create(module.getContext(), "", entry));
  SmallVector<Value *> arguments;
  for (Argument &argument : kernel.args()) {
    Value *slot = builder.CreateConstGEP1_32(builder.getPtrTy(), entry->getArg(0), argument.getArgNo());
    Value *place = builder.CreateLoad(builder.getPtrTy(), slot);
    arguments.push_back(builder.CreateLoad(argument.getType(), place));
  }
  builder.CreateCall(&kernel, arguments);
  builder.CreateRetVoid();
  KernelInfo &info = program.kernels[kernel.getName().str()];
  info.parameters = kernel.arg_size();
  info.synchronizes = synchronizing.contains(&kernel);
  info.flushes = kernel.getDenormalModeF32Raw() == DenormalMode::getPreserveSign();
}

} // namespace mf::simt
