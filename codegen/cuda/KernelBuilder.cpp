//===- KernelBuilder.cpp - functions, element access and scalar bodies --------------------------===//
// In:   one mft.kernel.   Out: a gpu.func of scf, arith, math, memref and nvvm ops.
// Buffers become flat memrefs of static size (a bare pointer each); i1 elements are bytes.
#include "codegen/cuda/KernelBuilder.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/ScopeExit.h"

using namespace mlir;
using namespace mf::tile;

namespace mf::cuda {

static Type storageType(Type type) { return type.isInteger(1) ? IntegerType::get(type.getContext(), 8) : type; }

static MemRefType flatType(MemRefType type) {
  return MemRefType::get({product(type.getShape())}, storageType(type.getElementType()));
}

KernelBuilder::KernelBuilder(KernelOp kernel, gpu::GPUModuleOp target)
    : kernel(kernel), target(target), b(kernel.getContext()), loc(kernel.getLoc()) {}

FailureOr<Geometry> KernelBuilder::build(KernelOp kernel, gpu::GPUModuleOp target) {
  // The backend renames what PTX does not allow, and a launch would not find it.
  if (!llvm::all_of(kernel.getSymName(), [](char c) { return llvm::isAlnum(c) || c == '_'; }))
    return kernel.emitError("expected a kernel name of letters, digits and '_', got '") << kernel.getSymName() << "'";
  KernelBuilder builder(kernel, target);
  LogicalResult built = success();
  if (auto contract = dyn_cast_or_null<ContractOp>(kernel.getContraction())) {
    built = builder.buildContraction(contract);
  } else {
    builder.mapping = mapKernel(kernel);
    built = builder.mapping.flat ? builder.buildFlat() : builder.buildTeams();
  }
  if (failed(built))
    return failure();
  if (builder.mapping.blocks > INT32_MAX)
    return kernel.emitError("expected at most 2147483647 CUDA blocks, got ") << builder.mapping.blocks;
  Geometry geometry;
  geometry.kernel = kernel.getSymName().str();
  geometry.blocks = builder.mapping.blocks;
  geometry.threads = builder.mapping.threads;
  geometry.staticShared = builder.sharedBytes;
  geometry.buffers = kernel.getNumBuffers();
  return geometry;
}

void KernelBuilder::createFunction(unsigned threads, int64_t blocks) {
  SmallVector<Type> types;
  for (unsigned i = 0; i < kernel.getNumBuffers(); ++i)
    types.push_back(flatType(cast<MemRefType>(kernel.getBuffer(i).getType())));
  b.setInsertionPoint(target.getBody()->getTerminator());
  func = b.create<gpu::GPUFuncOp>(loc, kernel.getSymName(), b.getFunctionType(types, {}));
  func->setAttr(gpu::GPUDialect::getKernelFuncAttrName(), b.getUnitAttr());
  func->setAttr(NVVM::NVVMDialect::getReqntidAttrName(), b.getDenseI32ArrayAttr({int32_t(threads), 1, 1}));
  b.setInsertionPointToStart(&func.getBody().front());
  for (unsigned i = 0; i < kernel.getNumBuffers(); ++i)
    map.map(kernel.getBuffer(i), func.getBody().getArgument(i));
  thread = b.create<gpu::ThreadIdOp>(loc, gpu::Dimension::x);
  lane = thread;
}

Value KernelBuilder::index(int64_t value) { return b.create<arith::ConstantIndexOp>(loc, value); }
Value KernelBuilder::add(Value x, Value y) { return b.create<arith::AddIOp>(loc, x, y); }
Value KernelBuilder::mul(Value x, Value y) { return b.create<arith::MulIOp>(loc, x, y); }
Value KernelBuilder::less(Value x, Value y) { return b.create<arith::CmpIOp>(loc, arith::CmpIPredicate::ult, x, y); }

SmallVector<Value> KernelBuilder::delinearize(Value linear, ArrayRef<int64_t> sizes) {
  SmallVector<Value> coordinates(sizes.size());
  for (size_t d = sizes.size(); d-- > 0;) {
    if (d == 0) {
      coordinates[d] = linear;
      break;
    }
    Value size = index(sizes[d]);
    coordinates[d] = b.create<arith::RemUIOp>(loc, linear, size);
    linear = b.create<arith::DivUIOp>(loc, linear, size);
  }
  return coordinates;
}

Value KernelBuilder::linearIndex(AffineMap access, ValueRange indices, MemRefType type) {
  AffineExpr linear = b.getAffineConstantExpr(0);
  for (auto [result, size] : llvm::zip(access.getResults(), type.getShape()))
    linear = linear * size + result;
  linear = simplifyAffineExpr(linear, access.getNumDims(), 0);
  return affine::expandAffineExpr(b, loc, linear, indices, {});
}

Value KernelBuilder::fromStorage(Value stored, Type type) {
  if (!type.isInteger(1))
    return stored;
  Value zero = b.create<arith::ConstantIntOp>(loc, 0, 8);
  return b.create<arith::CmpIOp>(loc, arith::CmpIPredicate::ne, stored, zero);
}

Value KernelBuilder::toStorage(Value value) {
  return value.getType().isInteger(1) ? b.create<arith::ExtUIOp>(loc, b.getI8Type(), value) : value;
}

Value KernelBuilder::read(Value mftBuffer, Value linear) {
  Value stored = b.create<memref::LoadOp>(loc, map.lookup(mftBuffer), linear);
  return fromStorage(stored, cast<MemRefType>(mftBuffer.getType()).getElementType());
}

Value KernelBuilder::sharedArray(int64_t elements, Type element) {
  element = storageType(element);
  auto space = gpu::AddressSpaceAttr::get(b.getContext(), gpu::AddressSpace::Workgroup);
  auto type = MemRefType::get({elements}, element, MemRefLayoutAttrInterface(), space);
  unsigned bytes = std::max(8u, element.getIntOrFloatBitWidth()) / 8;
  sharedBytes += (elements * bytes + 15) / 16 * 16;
  unsigned number = func.getNumWorkgroupAttributions();
  Value array = func.addWorkgroupAttribution(type, loc);
  // Aligned so that neighbouring elements are read as one vector.
  func.setWorkgroupAttributionAttr(number, "llvm.align", b.getI64IntegerAttr(16));
  return array;
}

SmallVector<Value> KernelBuilder::yielded(Block &block) {
  SmallVector<Value> values;
  for (Value value : cast<YieldOp>(block.getTerminator()).getValues())
    values.push_back(map.lookup(value));
  return values;
}

LogicalResult KernelBuilder::emitOps(Block &block) {
  for (Operation &op : block)
    if (!isa<YieldOp>(op) && failed(emitOp(op)))
      return failure();
  return success();
}

LogicalResult KernelBuilder::emitOp(Operation &op) {
  Location outer = loc;
  loc = op.getLoc();
  auto restore = llvm::make_scope_exit([&] { loc = outer; });
  if (auto load = dyn_cast<LoadOp>(op))
    return emitLoad(load), success();
  if (auto store = dyn_cast<StoreOp>(op))
    return emitStore(store), success();
  if (auto fold = dyn_cast<FoldOp>(op))
    return emitFold(fold);
  if (emitFunction(op))
    return success();
  if (op.getNumRegions() != 0 || isa<MftDialect>(op.getDialect()))
    return op.emitError("expected scalar ops and mft.load, mft.store or mft.fold here, got '") << op.getName() << "'";
  b.clone(op, map);
  return success();
}

static SmallVector<Value> lookUp(IRMapping &map, ValueRange values) {
  return llvm::to_vector(llvm::map_range(values, [&](Value v) { return map.lookup(v); }));
}

void KernelBuilder::emitLoad(LoadOp load) {
  auto type = cast<MemRefType>(load.getBuffer().getType());
  SmallVector<Value> indices = lookUp(map, load.getIndices());
  auto access = [&] { return read(load.getBuffer(), linearIndex(load.getMap(), indices, type)); };
  if (!load.getMask()) {
    map.map(load.getValue(), access());
    return;
  }
  auto choice = b.create<scf::IfOp>(loc, load.getValue().getType(), map.lookup(load.getMask()), true);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(choice.thenBlock());
  b.create<scf::YieldOp>(loc, access());
  b.setInsertionPointToStart(choice.elseBlock());
  b.create<scf::YieldOp>(loc, map.lookup(load.getOther()));
  map.map(load.getValue(), choice.getResult(0));
}

void KernelBuilder::emitStore(StoreOp store) {
  OpBuilder::InsertionGuard guard(b);
  if (store.getMask()) {
    auto choice = b.create<scf::IfOp>(loc, map.lookup(store.getMask()), false);
    b.setInsertionPointToStart(choice.thenBlock());
  }
  auto type = cast<MemRefType>(store.getBuffer().getType());
  Value linear = linearIndex(store.getMap(), lookUp(map, store.getIndices()), type);
  b.create<memref::StoreOp>(loc, toStorage(map.lookup(store.getValue())), map.lookup(store.getBuffer()), linear);
}

LogicalResult KernelBuilder::emitFold(FoldOp fold) {
  OpBuilder::InsertionGuard guard(b);
  Block &body = fold.getBody().front();
  SmallVector<Value> carried = lookUp(map, fold.getInits());
  SmallVector<scf::ForOp> loops;
  for (auto [d, size] : llvm::enumerate(fold.getSizes())) {
    Value zero = index(0), end = index(size), one = index(1);
    auto loop = b.create<scf::ForOp>(loc, zero, end, one, carried);
    map.map(body.getArgument(d), loop.getInductionVar());
    carried = llvm::to_vector(ValueRange(loop.getRegionIterArgs()));
    loops.push_back(loop);
    b.setInsertionPointToStart(loop.getBody());
  }
  for (auto [i, value] : llvm::enumerate(carried))
    map.map(body.getArgument(fold.getSizes().size() + i), value);
  if (failed(emitOps(body)))
    return failure();
  SmallVector<Value> results = yielded(body);
  // scf.for without carried values comes with its terminator.
  for (scf::ForOp loop : llvm::reverse(loops)) {
    b.setInsertionPointToEnd(loop.getBody());
    if (!results.empty())
      b.create<scf::YieldOp>(loc, results);
    results = llvm::to_vector(ValueRange(loop.getResults()));
  }
  for (auto [from, to] : llvm::zip(fold.getResults(), results))
    map.map(from, to);
  return success();
}

/// Functions that convert-gpu-to-nvvm 19 does not know.
static StringRef libraryName(Operation &op) {
  return llvm::TypeSwitch<Operation *, StringRef>(&op)
      .Case([](math::AcosOp) { return "__nv_acos"; })
      .Case([](math::AcoshOp) { return "__nv_acosh"; })
      .Case([](math::AsinOp) { return "__nv_asin"; })
      .Case([](math::AsinhOp) { return "__nv_asinh"; })
      .Case([](math::AtanhOp) { return "__nv_atanh"; })
      .Case([](math::CoshOp) { return "__nv_cosh"; })
      .Case([](math::SinhOp) { return "__nv_sinh"; })
      .Default([](Operation *) { return ""; });
}

Value KernelBuilder::callLibrary(StringRef base, Value operand) {
  Type type = operand.getType();
  std::string name = base.str() + (type.isF32() ? "f" : "");
  auto callee = target.lookupSymbol<LLVM::LLVMFuncOp>(name);
  if (!callee) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(target.getBody());
    callee = b.create<LLVM::LLVMFuncOp>(loc, name, LLVM::LLVMFunctionType::get(type, {type}));
  }
  return b.create<LLVM::CallOp>(loc, callee, ValueRange(operand)).getResult();
}

bool KernelBuilder::emitFunction(Operation &op) {
  bool root = isa<math::SqrtOp>(op);
  StringRef base = libraryName(op);
  if (base.empty() && !root)
    return false;
  Value operand = map.lookup(op.getOperand(0));
  Type type = operand.getType(), wide = type.isBF16() ? b.getF32Type() : type;
  if (wide != type)
    operand = b.create<arith::ExtFOp>(loc, wide, operand);
  // __nv_sqrtf is the approximate root unless a reflection flag says otherwise; the intrinsic is the
  // correctly rounded one.
  Value result = root ? b.create<LLVM::CallIntrinsicOp>(loc, wide, b.getStringAttr("llvm.sqrt"), ValueRange(operand)).getResult(0)
                      : callLibrary(base, operand);
  if (wide != type)
    result = b.create<arith::TruncFOp>(loc, type, result);
  map.map(op.getResult(0), result);
  return true;
}

} // namespace mf::cuda
