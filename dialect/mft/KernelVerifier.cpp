//===- KernelVerifier.cpp - what a whole kernel must be ------------------------------------------===//
// What targets rely on and no op of a kernel sees alone: which ops stand where, what they compute on, and that no
// access certainly leaves its buffer. A kernel that passes compiles on every target.
//===--------------------------------------------------------------------------------------------===//
#include "dialect/mft/Bounds.h"
#include "mlir/IR/Dominance.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mf::tile;

static bool isScalarType(Type type) { return type.isIndex() || isElementType(type); }

/// The scalar operations that every target computes.
static bool isScalarOp(Operation *op) {
  return isa<arith::ConstantOp, arith::SelectOp, arith::CmpIOp, arith::CmpFOp, arith::BitcastOp, arith::IndexCastOp, arith::IndexCastUIOp,
             arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp, arith::RemFOp, arith::NegFOp, arith::MaximumFOp, arith::MinimumFOp,
             arith::MaxNumFOp, arith::MinNumFOp, arith::ExtFOp, arith::TruncFOp, arith::SIToFPOp, arith::UIToFPOp, arith::FPToSIOp, arith::FPToUIOp>(op) ||
         isa<arith::AddIOp, arith::SubIOp, arith::MulIOp, arith::DivSIOp, arith::DivUIOp, arith::RemSIOp, arith::RemUIOp, arith::AndIOp, arith::OrIOp,
             arith::XOrIOp, arith::ShLIOp, arith::ShRSIOp, arith::ShRUIOp, arith::MaxSIOp, arith::MaxUIOp, arith::MinSIOp, arith::MinUIOp, arith::ExtSIOp,
             arith::ExtUIOp, arith::TruncIOp, arith::MulUIExtendedOp, arith::MulSIExtendedOp>(op) ||
         isa<math::AbsFOp, math::AbsIOp, math::AcosOp, math::AcoshOp, math::AsinOp, math::AsinhOp, math::AtanOp, math::Atan2Op, math::AtanhOp, math::CbrtOp,
             math::CeilOp, math::CopySignOp, math::CosOp, math::CoshOp, math::ErfOp, math::ExpOp, math::Exp2Op, math::ExpM1Op, math::FloorOp, math::FmaOp, math::FPowIOp,
             math::LogOp, math::Log10Op, math::Log1pOp, math::Log2Op, math::PowFOp, math::RoundOp, math::RoundEvenOp, math::RsqrtOp, math::SinOp, math::SinhOp,
             math::SqrtOp, math::TanOp, math::TanhOp, math::TruncOp, ErfcOp>(op);
}

/// Where an op may stand.
static LogicalResult verifyPlace(KernelOp kernel, Operation *op) {
  Operation *parent = op->getParentOp();
  if (isa<ContractOp, LocalOp>(op)) {
    if (parent != kernel)
      return op->emitOpError("expected to stand in a kernel directly");
    return success();
  }
  if (isa<TileOp, RepeatOp, StageOp, DotOp>(op)) {
    if (parent != kernel && !isa<RepeatOp>(parent))
      return op->emitOpError("expected to stand in a kernel or in mft.repeat directly");
    return success();
  }
  if (isa<FoldOp, StoreOp>(op) && (parent == kernel || isa<RepeatOp>(parent)))
    return op->emitOpError("expected to stand in mft.tile, an epilogue or mft.fold");
  if (isa<YieldOp>(op) && (parent == kernel || isa<RepeatOp>(parent)))
    return op->emitOpError("expected to stand in mft.tile, an epilogue or mft.fold");
  if (isa<FoldOp, StoreOp, LoadOp, YieldOp>(op) || isScalarOp(op))
    return success();
  return op->emitOpError("is not an op of kernels: expected mft.load, mft.store, mft.fold, or a scalar op of arith or math");
}

/// Memrefs are the kernel's buffers and what mft.local makes.
static LogicalResult verifyTypes(Operation *op) {
  for (Type type : op->getResultTypes())
    if (!isScalarType(type) && !isa<LocalOp>(op))
      return op->emitOpError("expected scalars of f32, f64, bf16, i1, i8, i32, i64 or index in a kernel, got ") << type;
  bool buffers = isa<LoadOp, StoreOp, ContractOp, StageOp, DotOp>(op);
  for (Value operand : op->getOperands())
    if (!isScalarType(operand.getType()) && !buffers)
      return op->emitOpError("expected scalars of f32, f64, bf16, i1, i8, i32, i64 or index in a kernel, got ") << operand.getType();
  return success();
}

template <typename Access> static LogicalResult verifyBounds(KernelBounds &bounds, Access op) {
  IndexBounds found = bounds.of(op);
  if (found.verdict != Verdict::outside)
    return success();
  return op.emitOpError("index ") << found.dimension << " of " << op.getBuffer().getType() << " runs from " << found.range.low << " to "
                                  << found.range.high;
}

/// A rectangle is read without a guard: what it may reach has to be there.
static LogicalResult verifyStage(KernelBounds &bounds, StageOp op) {
  for (Value start : {op.getRow(), op.getColumn()})
    if (bounds.rangeOf(start).low < 0)
      return op.emitOpError("expected a rectangle that is known to begin at 0 or later");
  IndexBounds found = bounds.of(op);
  if (found.verdict == Verdict::inside)
    return success();
  return op.emitOpError("index ") << found.dimension << " of " << op.getBuffer().getType() << " runs from " << found.range.low << " to "
                                  << found.range.high;
}

static LogicalResult verifyOp(KernelOp kernel, KernelBounds &bounds, Operation *op) {
  if (failed(verifyPlace(kernel, op)) || failed(verifyTypes(op)))
    return failure();
  if (auto load = dyn_cast<LoadOp>(op))
    return verifyBounds(bounds, load);
  if (auto store = dyn_cast<StoreOp>(op))
    return verifyBounds(bounds, store);
  if (auto stage = dyn_cast<StageOp>(op))
    return verifyStage(bounds, stage);
  return success();
}

static LogicalResult verifyBufferType(KernelOp kernel, unsigned number, Type type) {
  auto buffer = dyn_cast<MemRefType>(type);
  if (!buffer)
    return kernel.emitOpError("expected argument ") << number << " to be a memref, got " << type;
  if (!buffer.hasStaticShape() || !buffer.getLayout().isIdentity() || buffer.getMemorySpace() || !isElementType(buffer.getElementType()))
    return kernel.emitOpError("expected buffer ") << number << " to be a plain memref of f32, f64, bf16, i1, i8, i32 or i64, got " << type;
  int64_t elements = 1;
  for (int64_t size : buffer.getShape())
    if (size < 1 || __builtin_mul_overflow(elements, size, &elements) || elements > INT32_MAX)
      return kernel.emitOpError("expected buffer ") << number << " to have 1 to 2^31 - 1 elements, got " << type;
  return success();
}

LogicalResult KernelOp::verify() {
  if (getSymName().empty() || !llvm::all_of(getSymName(), [](char c) { return llvm::isAlnum(c) || c == '_'; }))
    return emitOpError("expected a name of letters, digits and '_', got '") << getSymName() << "'";
  int64_t blocks = 1;
  for (int64_t size : getGrid())
    if (size < 1 || __builtin_mul_overflow(blocks, size, &blocks) || blocks > INT32_MAX)
      return emitOpError("expected 1 to 2^31 - 1 blocks, got the grid ") << getGrid();
  if (getCost() && (getCost()->size() != 5 || llvm::any_of(*getCost(), [](int64_t c) { return c < 0; })))
    return emitOpError("expected a cost of five numbers of at least 0, got ") << *getCost();
  if (getBody().getNumArguments() < getGrid().size())
    return emitOpError("expected one index argument a grid dimension, got ")
           << getBody().getNumArguments() << " arguments and " << getGrid().size() << " grid dimensions";
  for (unsigned i = 0; i < getBody().getNumArguments(); ++i) {
    Type type = getBody().getArgument(i).getType();
    if (i >= getNumBuffers() && !type.isIndex())
      return emitOpError("expected argument ") << i << " to be an index, got " << type;
    if (i < getNumBuffers() && failed(verifyBufferType(*this, i, type)))
      return failure();
  }
  return success();
}

/// Whether each value is there before it is used: MLIR looks at that after all else, and reports it.
static bool isInOrder(KernelOp kernel) {
  DominanceInfo dominance(kernel);
  return !kernel.getBody().walk([&](Operation *op) {
            bool inOrder = llvm::all_of(op->getOperands(), [&](Value operand) { return dominance.properlyDominates(operand, op); });
            return inOrder ? WalkResult::advance() : WalkResult::interrupt();
          }).wasInterrupted();
}

LogicalResult KernelOp::verifyRegions() {
  if (!isInOrder(*this))
    return success();
  unsigned contractions = 0, tiles = 0;
  for (Operation &op : getBody().front()) {
    contractions += isa<ContractOp>(op);
    tiles += isa<TileOp, LocalOp, RepeatOp, StageOp, DotOp>(op);
  }
  if (contractions > 1 || (contractions && (tiles || !getGrid().empty())))
    return emitOpError("expected one mft.contract alone, with an empty grid, or phases of mft.tile");
  KernelBounds bounds(*this);
  auto checked = getBody().walk<WalkOrder::PreOrder>([&](Operation *op) { return failed(verifyOp(*this, bounds, op)) ? WalkResult::interrupt() : WalkResult::advance(); });
  return failure(checked.wasInterrupted());
}
