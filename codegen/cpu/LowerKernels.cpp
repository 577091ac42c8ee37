//===- LowerKernels.cpp - kernels to functions over blocks ----------------------------------------===//
// --mf-cpu-lower-kernels=cpu=x86-64-v4
// In:   mft.kernel ops.
// Out:  one llvm.func (buffers, begin, end, scratch) for each distinct kernel, of scf, arith, math, vector and llvm ops;
//       kernels that differ in nothing but their name share one. Each function says `mf.blocks` and `mf.scratch`.
// Left: mft.constant, mft.state, mft.plan.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/cpu/LowerKernels.h"
#include "codegen/cpu/ContractEmitter.h"
#include "codegen/cpu/TileEmitter.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

/// "file:line" of the first place a location names, or "".
static std::string sourceOf(Location loc) {
  std::string found;
  loc->walk([&](Location inner) {
    auto place = dyn_cast<FileLineColLoc>(inner);
    if (!place)
      return WalkResult::advance();
    found = (place.getFilename().getValue() + ":" + Twine(place.getLine())).str();
    return WalkResult::interrupt();
  });
  return found;
}

namespace {
class KernelLowering {
public:
  KernelLowering(ModuleOp module, const CpuTarget &target, std::vector<KernelInfo> &kernels)
      : module(module), target(target), kernels(kernels) {}

  LogicalResult run() {
    for (auto kernel : llvm::make_early_inc_range(module.getOps<KernelOp>())) {
      KernelInfo info = describe(kernel);
      Emitted &emitted = functions[printed(kernel)];
      if (emitted.function.empty() && failed(emit(kernel, emitted)))
        failure = true;
      info.function = emitted.function;
      info.blocks = emitted.blocks;
      info.scratchBytes = emitted.scratch;
      kernels.push_back(std::move(info));
      kernel.erase();
    }
    return mlir::failure(failure);
  }

private:
  struct Emitted {
    std::string function;
    int64_t blocks = 1, scratch = 0;
  };

  static KernelInfo describe(KernelOp kernel) {
    KernelInfo info;
    info.name = kernel.getSymName();
    info.kind = kernel.getKind();
    info.source = sourceOf(kernel.getLoc());
    if (auto cost = kernel.getCost())
      for (auto [slot, value] : llvm::zip(info.cost, *cost))
        slot = value;
    return info;
  }

  /// The kernel's text without its name, place and cost: equal texts mean equal code.
  static std::string printed(KernelOp kernel) {
    std::string text;
    llvm::raw_string_ostream os(text);
    std::string name = kernel.getSymName().str();
    DenseI64ArrayAttr cost = kernel.getCostAttr();
    kernel.setSymName("k");
    kernel.removeCostAttr();
    kernel->print(os, OpPrintingFlags().useLocalScope());
    kernel.setSymName(name);
    if (cost)
      kernel.setCostAttr(cost);
    return text;
  }

  LogicalResult emit(KernelOp kernel, Emitted &emitted) {
    OpBuilder builder(kernel);
    LaneBuilder b(kernel.getLoc(), builder, target);
    emitted.function = kernel.getSymName();
    // the symbol is free again once the kernel is erased; until then the function has another name
    auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(b.getContext()), {b.ptr, b.i64, b.i64, b.ptr});
    emitted.function = "mfk_" + emitted.function;
    auto function = b.create<LLVM::LLVMFuncOp>(emitted.function, type);
    b.setInsertionPointToStart(function.addEntryBlock(b));
    PointEmitter points(b, kernel);
    for (unsigned i = 0; i < kernel.getNumBuffers(); ++i) {
      Value slot = b.create<LLVM::GEPOp>(b.ptr, b.ptr, function.getArgument(0), ArrayRef<LLVM::GEPArg>{int32_t(i)});
      points.bindBuffer(kernel.getBuffer(i), b.load(b.ptr, slot, true));
    }
    emitted.blocks = kernel.getNumBlocks();
    b.loop(function.getArgument(1), function.getArgument(2), 1, [&](Value block) {
      if (auto contract = dyn_cast_or_null<ContractOp>(kernel.getContraction()))
        emitContraction(points, kernel, contract, block, function.getArgument(3), emitted.blocks, emitted.scratch);
      else
        emitBlock(points, kernel, block);
    });
    b.create<LLVM::ReturnOp>(ValueRange{});
    function->setAttr("mf.blocks", b.getI64IntegerAttr(emitted.blocks));
    function->setAttr("mf.scratch", b.getI64IntegerAttr(emitted.scratch));
    return mlir::failure(points.failed);
  }

  /// The phases of one block; values between them are uniform.
  static void emitBlock(PointEmitter &points, KernelOp kernel, Value block) {
    LaneBuilder &b = points.b;
    Value rest = block;
    for (unsigned d = kernel.getGrid().size(); d-- > 0;) {
      int64_t size = kernel.getGrid()[d];
      Value id = rest;
      if (size == 1)
        id = b.index(0);
      else if (d > 0)
        id = b.create<arith::RemUIOp>(rest, b.index(size)), rest = b.create<arith::DivUIOp>(rest, b.index(size));
      points.bindIndex(kernel.getBlockId(d), points.uniformIndex(id));
    }
    for (Operation &op : kernel.getBody().front()) {
      points.setLanes(1, {});
      if (auto tile = dyn_cast<TileOp>(op)) {
        b.setLoc(tile.getLoc());
        emitTile(points, tile);
      } else {
        points.emitOp(&op);
      }
    }
  }

  ModuleOp module;
  const CpuTarget &target;
  std::vector<KernelInfo> &kernels;
  llvm::StringMap<Emitted> functions;
  bool failure = false;
};

struct LowerKernelsPass : PassWrapper<LowerKernelsPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LowerKernelsPass)
  LowerKernelsPass() = default;
  LowerKernelsPass(const LowerKernelsPass &other) : PassWrapper(other) {}
  StringRef getArgument() const final { return "mf-cpu-lower-kernels"; }
  StringRef getDescription() const final { return "kernels to vector code for one CPU"; }
  void getDependentDialects(DialectRegistry &registry) const final {
    registry.insert<arith::ArithDialect, math::MathDialect, scf::SCFDialect, vector::VectorDialect, LLVM::LLVMDialect>();
  }
  void runOnOperation() final {
    std::optional<CpuTarget> target = findCpuTarget(cpu.getValue());
    if (!target) {
      getOperation().emitError() << "unknown cpu '" << cpu << "', expected native, x86-64, x86-64-v3 or x86-64-v4";
      return signalPassFailure();
    }
    std::vector<KernelInfo> kernels;
    if (failed(lowerKernels(getOperation(), *target, kernels)))
      signalPassFailure();
  }
  Option<std::string> cpu{*this, "cpu", llvm::cl::desc("native, x86-64, x86-64-v3 or x86-64-v4"), llvm::cl::init("native")};
};

struct ToLlvmPass : PassWrapper<ToLlvmPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ToLlvmPass)
  StringRef getArgument() const final { return "mf-cpu-to-llvm"; }
  StringRef getDescription() const final { return "what mf-cpu-lower-kernels leaves to the llvm dialect"; }
  void getDependentDialects(DialectRegistry &registry) const final { registry.insert<cf::ControlFlowDialect, LLVM::LLVMDialect>(); }
  void runOnOperation() final {
    if (failed(convertToLlvm(getOperation())))
      signalPassFailure();
  }
};
} // namespace

LogicalResult mf::codegen::lowerKernels(ModuleOp module, const CpuTarget &target, std::vector<KernelInfo> &kernels) {
  module.getContext()->loadDialect<arith::ArithDialect, math::MathDialect, scf::SCFDialect, vector::VectorDialect, LLVM::LLVMDialect>();
  return KernelLowering(module, target, kernels).run();
}

void mf::codegen::registerCpuPasses() {
  PassRegistration<LowerKernelsPass>();
  PassRegistration<ToLlvmPass>();
}
