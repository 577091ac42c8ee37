//===- KernelBuilder.cpp - functions and element access -----------------------------------------===//
// In:   one mft.kernel.   Out: a gpu.func of scf, arith, math, memref, llvm and nvvm ops.
// Buffers become flat memrefs of static size (a bare pointer each) of what memory holds: i16 for bf16, i8 for i1.
#include "codegen/cuda/KernelBuilder.h"
#include "codegen/common/Subnormals.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

namespace mf::cuda {

static MemRefType flatType(MemRefType type) {
  return MemRefType::get({product(type.getShape())}, memoryType(type.getElementType()));
}

KernelBuilder::KernelBuilder(RegisterBuilder &builder, KernelOp kernel, gpu::GPUModuleOp target)
    : BodyEmitter(builder, "CUDA"), b(builder), kernel(kernel), target(target) {}

FailureOr<Geometry> KernelBuilder::build(KernelOp kernel, gpu::GPUModuleOp target) {
  // The backend renames what PTX does not allow, and a launch would not find it.
  if (!llvm::all_of(kernel.getSymName(), [](char c) { return llvm::isAlnum(c) || c == '_'; }))
    return kernel.emitError("expected a kernel name of letters, digits and '_', got '") << kernel.getSymName() << "'";
  OpBuilder builder(kernel.getContext());
  RegisterBuilder registers(kernel.getLoc(), builder, /*fma=*/true);
  KernelBuilder built(registers, kernel, target);
  if (mlir::failed(built.run()))
    return failure();
  return built.geometry();
}

LogicalResult KernelBuilder::run() {
  LogicalResult built = success();
  if (auto contract = dyn_cast_or_null<ContractOp>(kernel.getContraction())) {
    built = buildContraction(contract);
  } else {
    mapping = mapKernel(kernel);
    built = mapping.flat ? buildFlat() : buildTeams();
  }
  return failure(mlir::failed(built) || failed);
}

FailureOr<Geometry> KernelBuilder::geometry() {
  if (mapping.blocks > INT32_MAX)
    return kernel.emitError("expected at most 2147483647 CUDA blocks, got ") << mapping.blocks;
  Geometry geometry;
  geometry.kernel = kernel.getSymName().str();
  geometry.blocks = mapping.blocks;
  geometry.threads = mapping.threads;
  geometry.staticShared = sharedBytes;
  geometry.buffers = kernel.getNumBuffers();
  return geometry;
}

void KernelBuilder::createFunction(unsigned threads, int64_t blocks) {
  SmallVector<Type> types;
  for (unsigned i = 0; i < kernel.getNumBuffers(); ++i)
    types.push_back(flatType(cast<MemRefType>(kernel.getBuffer(i).getType())));
  b.setInsertionPoint(target.getBody()->getTerminator());
  func = b.create<gpu::GPUFuncOp>(kernel.getSymName(), b.getFunctionType(types, {}));
  func->setAttr(gpu::GPUDialect::getKernelFuncAttrName(), b.getUnitAttr());
  func->setAttr(NVVM::NVVMDialect::getReqntidAttrName(), b.getDenseI32ArrayAttr({int32_t(threads), 1, 1}));
  func->setAttr("passthrough", subnormalAttributes(b, keepsSubnormals(kernel)));
  b.setInsertionPointToStart(&func.getBody().front());
  for (unsigned i = 0; i < kernel.getNumBuffers(); ++i)
    bind(kernel.getBuffer(i), func.getBody().getArgument(i));
  thread = b.create<arith::IndexCastOp>(b.i64, b.create<gpu::ThreadIdOp>(gpu::Dimension::x));
  lane = thread;
}

Value KernelBuilder::blockOfGrid() {
  return b.create<arith::IndexCastOp>(b.i64, b.create<gpu::BlockIdOp>(gpu::Dimension::x));
}

void KernelBuilder::endFunction() { b.setInsertionPoint(b.create<gpu::ReturnOp>()); }

Value KernelBuilder::less(Value x, Value y) { return b.create<arith::CmpIOp>(arith::CmpIPredicate::ult, x, y); }

void KernelBuilder::beginIf(Value condition) {
  auto choice = b.create<scf::IfOp>(condition, /*withElseRegion=*/false);
  b.setInsertionPointToStart(choice.thenBlock());
}

Value KernelBuilder::load(Value memory, Value linear) {
  Value place = b.create<arith::IndexCastOp>(b.getIndexType(), linear);
  return b.create<memref::LoadOp>(memory, place);
}

void KernelBuilder::store(Value value, Value memory, Value linear) {
  Value place = b.create<arith::IndexCastOp>(b.getIndexType(), linear);
  b.create<memref::StoreOp>(value, memory, place);
}

Value KernelBuilder::read(Value mftBuffer, AffineExpr linear) {
  Value stored = load(value(mftBuffer), scalarOf(linear));
  return b.fromMemory(stored, cast<MemRefType>(mftBuffer.getType()).getElementType());
}

Value KernelBuilder::sharedArray(int64_t elements, Type element) {
  element = memoryType(element);
  auto space = gpu::AddressSpaceAttr::get(b.getContext(), gpu::AddressSpace::Workgroup);
  auto type = MemRefType::get({elements}, element, MemRefLayoutAttrInterface(), space);
  sharedBytes += (elements * element.getIntOrFloatBitWidth() / 8 + 15) / 16 * 16;
  unsigned number = func.getNumWorkgroupAttributions();
  Value array = func.addWorkgroupAttribution(type, b.getLoc());
  // Aligned so that neighbouring elements are read as one vector.
  func.setWorkgroupAttributionAttr(number, "llvm.align", b.getI64IntegerAttr(16));
  return array;
}

void KernelBuilder::emitLoad(LoadOp op) {
  Value buffer = op.getBuffer();
  AffineExpr linear = linearIndex(cast<MemRefType>(buffer.getType()), op.getMap(), op.getIndices());
  if (!op.getMask())
    return bind(op.getValue(), read(buffer, linear));
  Value mask = value(op.getMask()), other = value(op.getOther());
  auto choice = b.create<scf::IfOp>(other.getType(), mask, /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(choice.elseBlock());
  b.create<scf::YieldOp>(other);
  b.setInsertionPointToStart(choice.thenBlock());
  b.create<scf::YieldOp>(read(buffer, linear));
  bind(op.getValue(), choice.getResult(0));
}

void KernelBuilder::emitStore(StoreOp op) {
  OpBuilder::InsertionGuard guard(b);
  auto type = cast<MemRefType>(op.getBuffer().getType());
  AffineExpr linear = linearIndex(type, op.getMap(), op.getIndices());
  Value stored = b.toMemory(value(op.getValue()), type.getElementType());
  if (op.getMask())
    beginIf(value(op.getMask()));
  store(stored, value(op.getBuffer()), scalarOf(linear));
}

} // namespace mf::cuda
