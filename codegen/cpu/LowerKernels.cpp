//===- LowerKernels.cpp - kernels to functions over blocks ----------------------------------------===//
// --mf-cpu-lower-kernels=cpu=x86-64-v4
// In:   mft.kernel ops.
// Out:  one llvm.func (buffers, begin, end, scratch) for each distinct kernel, of scf, arith, math, vector and llvm ops;
//       kernels that differ in nothing but their name share one. Each function says `mf.blocks` and `mf.scratch`.
//       Kernels that differ in scalar constants only (the random streams of equal parameters) call one body
//       that takes those constants as arguments.
// Left: mft.constant, mft.state, mft.plan.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/cpu/LowerKernels.h"
#include "codegen/common/Subnormals.h"
#include "codegen/cpu/BlockEmitter.h"
#include "codegen/cpu/ContractEmitter.h"
#include "codegen/cpu/SubnormalMode.h"
#include "codegen/cpu/Work.h"
#include "codegen/target/Guard.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include <map>

namespace mf::codegen {
#define GEN_PASS_DECL
#define GEN_PASS_DEF_LOWERKERNELSPASS
#define GEN_PASS_DEF_TOLLVMPASS
#define GEN_PASS_REGISTRATION
#include "codegen/cpu/Passes.h.inc"
} // namespace mf::codegen

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

namespace {
class KernelLowering {
public:
  KernelLowering(ModuleOp module, const CpuTarget &target, TargetCode &code) : module(module), target(target), code(code) {}

  LogicalResult run() {
    SmallVector<KernelOp> all(module.getOps<KernelOp>());
    SmallVector<Family *> familyOf;
    for (auto [i, kernel] : llvm::enumerate(all)) {
      guardAccesses(kernel);
      code.kernels.push_back(describeKernel(kernel));
      // functions get names that kernels may have: a library's, or those that kernels share
      kernel.setSymName(("kernel " + Twine(i)).str());
      familyOf.push_back(&families[skeleton(kernel)]);
      familyOf.back()->add(valuesOf(kernel));
    }
    for (auto [kernel, family, described] : llvm::zip(all, familyOf, code.kernels)) {
      Emitted &emitted = family->variants[valuesOf(kernel)];
      if (emitted.function.empty() && failed(emit(kernel, described.name, *family, emitted)))
        failure = true;
      described.code = emitted.function;
      described.geometry.blocks = emitted.blocks;
      described.scratchBytes = emitted.scratch;
      described.nanoseconds = estimateNanoseconds(kernel, target);
    }
    for (KernelOp kernel : all)
      kernel.erase();
    return mlir::failure(failure);
  }

private:
  using Values = std::vector<const void *>; ///< of a kernel's scalar constants, in order
  struct Emitted {
    std::string function;
    int64_t blocks = 1, scratch = 0;
  };
  /// Kernels that differ in the values of scalar constants only.
  struct Family {
    std::map<Values, Emitted> variants;
    std::vector<bool> differs; ///< by constant: whether two members have different values
    LLVM::LLVMFuncOp body;     ///< what members call once there are several
    Emitted emitted;           ///< blocks and scratch of the body
    void add(const Values &values) {
      differs.resize(values.size());
      for (size_t i = 0; i < values.size() && !variants.empty(); ++i)
        differs[i] = differs[i] || values[i] != variants.begin()->first[i];
      variants.try_emplace(values);
    }
  };

  /// Constants that may become arguments of a shared body.
  static SmallVector<arith::ConstantOp> constantsOf(KernelOp kernel) {
    SmallVector<arith::ConstantOp> found;
    kernel.walk([&](arith::ConstantOp op) {
      Type type = op.getType();
      if (type.isF32() || type.isF64() || type.isInteger(32) || type.isInteger(64))
        found.push_back(op);
    });
    return found;
  }
  static Values valuesOf(KernelOp kernel) {
    Values values;
    for (arith::ConstantOp op : constantsOf(kernel))
      values.push_back(op.getValue().getAsOpaquePointer());
    return values;
  }

  /// The kernel's text without its name, place, cost and scalar constants.
  static std::string skeleton(KernelOp kernel) {
    OwningOpRef<KernelOp> bare = kernel.clone();
    bare->setSymName("k");
    bare->removeCostAttr();
    Builder builder(kernel.getContext());
    for (arith::ConstantOp op : constantsOf(*bare))
      op.setValueAttr(builder.getZeroAttr(op.getType()));
    std::string text;
    llvm::raw_string_ostream os(text);
    bare->print(os, OpPrintingFlags().useLocalScope());
    return text;
  }

  /// The kernel's function: its code, or a call of its family's body.
  LogicalResult emit(KernelOp kernel, StringRef kernelName, Family &family, Emitted &emitted) {
    OpBuilder builder(kernel);
    LaneBuilder b(kernel.getLoc(), builder, target);
    std::string name = ("mfk_" + kernelName).str();
    SmallVector<arith::ConstantOp> arguments;
    for (auto [op, differs] : llvm::zip(constantsOf(kernel), family.differs))
      if (differs)
        arguments.push_back(op);
    if (!arguments.empty() && !family.body && failed(emitCode(kernel, ("mfs_" + kernelName).str(), arguments, family.emitted, family.body)))
      return mlir::failure();
    LLVM::LLVMFuncOp function;
    if (arguments.empty())
      return emitCode(kernel, name, {}, emitted, function);
    emitted = family.emitted;
    emitted.function = name;
    function = b.create<LLVM::LLVMFuncOp>(name, functionType(b, {}));
    b.setInsertionPointToStart(function.addEntryBlock(b));
    SmallVector<Value> operands(function.getArguments());
    for (arith::ConstantOp op : arguments)
      operands.push_back(b.create<arith::ConstantOp>(cast<TypedAttr>(op.getValue())));
    b.create<LLVM::CallOp>(family.body, operands);
    finish(b, function, emitted);
    return success();
  }

  static LLVM::LLVMFunctionType functionType(LaneBuilder &b, ArrayRef<arith::ConstantOp> arguments) {
    SmallVector<Type> types{b.ptr, b.i64, b.i64, b.ptr};
    for (arith::ConstantOp op : arguments)
      types.push_back(op.getType());
    return LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(b.getContext()), types);
  }

  static void finish(LaneBuilder &b, LLVM::LLVMFuncOp function, const Emitted &emitted) {
    b.create<LLVM::ReturnOp>(ValueRange{});
    function->setAttr("mf.blocks", b.getI64IntegerAttr(emitted.blocks));
    function->setAttr("mf.scratch", b.getI64IntegerAttr(emitted.scratch));
  }

  /// The kernel's code; the constants `arguments` come after (buffers, begin, end, scratch).
  LogicalResult emitCode(KernelOp kernel, StringRef name, ArrayRef<arith::ConstantOp> arguments, Emitted &emitted, LLVM::LLVMFuncOp &function) {
    OpBuilder builder(kernel);
    LaneBuilder b(kernel.getLoc(), builder, target);
    emitted.function = name;
    function = b.create<LLVM::LLVMFuncOp>(name, functionType(b, arguments), arguments.empty() ? LLVM::Linkage::External : LLVM::Linkage::Internal);
    b.setInsertionPointToStart(function.addEntryBlock(b));
    PointEmitter points(b, kernel);
    for (auto [i, op] : llvm::enumerate(arguments))
      points.setParameter(op, function.getArgument(4 + i));
    for (unsigned i = 0; i < kernel.getNumBuffers(); ++i) {
      Value slot = b.create<LLVM::GEPOp>(b.ptr, b.ptr, function.getArgument(0), ArrayRef<LLVM::GEPArg>{int32_t(i)});
      points.bindBuffer(kernel.getBuffer(i), b.load(b.ptr, slot, true));
    }
    emitted.blocks = kernel.getNumBlocks();
    emitted.scratch = BlockEmitter::scratchBytes(kernel, target);
    BlockEmitter phases(points, kernel, function.getArgument(3));
    b.loop(function.getArgument(1), function.getArgument(2), 1, [&](Value block) {
      if (auto contract = dyn_cast_or_null<ContractOp>(kernel.getContraction()))
        emitContraction(points, kernel, contract, block, function.getArgument(3), emitted.blocks, emitted.scratch);
      else
        phases.emit(block);
    });
    finish(b, function, emitted);
    applySubnormalMode(b, function, keepsSubnormals(kernel));
    return mlir::failure(points.failed);
  }

  ModuleOp module;
  const CpuTarget &target;
  TargetCode &code;
  llvm::StringMap<Family> families;
  bool failure = false;
};

struct LowerKernelsPass : mf::codegen::impl::LowerKernelsPassBase<LowerKernelsPass> {
  using LowerKernelsPassBase::LowerKernelsPassBase;
  void runOnOperation() final {
    std::optional<CpuTarget> target = findCpuTarget(cpu.getValue());
    if (!target) {
      getOperation().emitError() << "unknown cpu '" << cpu << "', expected native, x86-64, x86-64-v3 or x86-64-v4";
      return signalPassFailure();
    }
    TargetCode code;
    if (failed(lowerKernels(getOperation(), *target, code)))
      signalPassFailure();
  }
};

struct ToLlvmPass : mf::codegen::impl::ToLlvmPassBase<ToLlvmPass> {
  void runOnOperation() final {
    if (failed(convertToLlvm(getOperation())))
      signalPassFailure();
  }
};
} // namespace

LogicalResult mf::codegen::lowerKernels(ModuleOp module, const CpuTarget &target, TargetCode &code) {
  module.getContext()->loadDialect<arith::ArithDialect, math::MathDialect, scf::SCFDialect, vector::VectorDialect, LLVM::LLVMDialect>();
  code.target = target.name;
  return KernelLowering(module, target, code).run();
}

void mf::codegen::registerCpuPasses() {
  registerMfCpuPasses();
}
