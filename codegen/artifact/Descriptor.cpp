//===- Descriptor.cpp - the constant mf_artifact of runtime/abi/mf_abi.h --------------------------===//
#include "codegen/artifact/Artifact.h"
#include "dialect/plan/Plan.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"
#include "runtime/abi/mf_abi.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;
using llvm::Constant;

static std::optional<int32_t> dtypeOf(Type type) {
  return type.isF32() ? MF_F32 : type.isF64() ? MF_F64 : type.isBF16() ? MF_BF16 : type.isInteger(32) ? MF_I32
         : type.isInteger(64) ? MF_I64 : type.isInteger(1) || type.isInteger(8) ? std::optional<int32_t>(MF_I1) : std::nullopt;
}

static int64_t bytesOf(Type element) { return std::max(1u, element.getIntOrFloatBitWidth() / 8); }

namespace {
class Descriptor {
public:
  Descriptor(llvm::Module &code, ModuleOp module, ArrayRef<KernelInfo> kernels, const CpuTarget &target, StringRef ptx)
      : code(code), context(code.getContext()), module(module), kernels(kernels), target(target), ptx(ptx),
        ptr(llvm::PointerType::get(context, 0)), i32(llvm::Type::getInt32Ty(context)), i64(llvm::Type::getInt64Ty(context)) {}

  std::string build();

private:
  // pieces of constants; the fields' types are the C structs' own, so that LLVM lays them out alike
  Constant *int32(int64_t v) { return llvm::ConstantInt::get(i32, v, true); }
  Constant *int64(int64_t v) { return llvm::ConstantInt::get(i64, v, true); }
  Constant *null() { return llvm::ConstantPointerNull::get(llvm::cast<llvm::PointerType>(ptr)); }
  Constant *record(ArrayRef<Constant *> fields) { return llvm::ConstantStruct::getAnon(context, fields); }
  Constant *global(Constant *value, unsigned alignment = 8);
  Constant *string(StringRef text);
  /// A constant array of the items and a pointer to it (null if empty).
  Constant *array(ArrayRef<Constant *> items);

  Constant *arrayDesc(StringRef name, StringRef role, ShapedType type);
  Constant *arrays(ArrayAttr descriptions, StringRef defaultRole);
  Constant *bufferRef(Value buffer);
  void addSteps(Block &block, std::vector<Constant *> &steps);
  Constant *launch(LaunchOp op);
  Constant *entry(PlanOp plan);
  Constant *kernel(const KernelInfo &info);
  Constant *constantData(ConstantOp op);
  std::vector<Constant *> states();
  std::vector<Constant *> constants();
  void fail(Operation *op, const Twine &message) {
    op->emitError(message);
    if (error.empty())
      error = message.str();
  }

  llvm::Module &code;
  llvm::LLVMContext &context;
  ModuleOp module;
  ArrayRef<KernelInfo> kernels;
  const CpuTarget &target;
  StringRef ptx;
  llvm::Type *ptr, *i32, *i64;
  llvm::StringMap<int32_t> kernelIndex, stateIndex, constantIndex;
  llvm::StringMap<Constant *> strings;
  std::string error;
};
} // namespace

Constant *Descriptor::global(Constant *value, unsigned alignment) {
  auto *variable = new llvm::GlobalVariable(code, value->getType(), true, llvm::GlobalValue::PrivateLinkage, value, "mf_data");
  variable->setAlignment(llvm::Align(alignment));
  return variable;
}

Constant *Descriptor::string(StringRef text) {
  Constant *&known = strings[text];
  if (!known)
    known = global(llvm::ConstantDataArray::getString(context, text), 1);
  return known;
}

Constant *Descriptor::array(ArrayRef<Constant *> items) {
  if (items.empty())
    return null();
  return global(llvm::ConstantArray::get(llvm::ArrayType::get(items[0]->getType(), items.size()), items));
}

Constant *Descriptor::arrayDesc(StringRef name, StringRef role, ShapedType type) {
  std::optional<int32_t> dtype = dtypeOf(type.getElementType());
  if (!dtype)
    fail(module, "'" + name + "' has an element type that artifacts do not hold");
  std::vector<Constant *> shape;
  int64_t elements = 1;
  for (int64_t size : type.getShape())
    shape.push_back(int64(size)), elements *= size;
  return record({string(name), string(role), int32(dtype.value_or(0)), int32(shape.size()), array(shape), int64(elements * bytesOf(type.getElementType()))});
}

Constant *Descriptor::arrays(ArrayAttr descriptions, StringRef defaultRole) {
  std::vector<Constant *> items;
  for (Attribute attribute : descriptions) {
    auto description = dyn_cast<DictionaryAttr>(attribute);
    auto name = description ? description.getAs<StringAttr>("name") : StringAttr();
    auto type = description ? description.getAs<TypeAttr>("type") : TypeAttr();
    if (!name || !type || !isa<ShapedType>(type.getValue())) {
      fail(module, "an argument or result of a plan lacks its name or type");
      return null();
    }
    auto role = description.getAs<StringAttr>("role");
    items.push_back(arrayDesc(name, role ? role.getValue() : defaultRole, cast<ShapedType>(type.getValue())));
  }
  return array(items);
}

Constant *Descriptor::bufferRef(Value buffer) {
  auto op = buffer ? buffer.getDefiningOp<BufferOp>() : BufferOp();
  if (!op)
    return record({int32(0), int32(0), int64(0)});
  int64_t index = op.getIndex(), offset = 0;
  if (op.getSpace() == Space::arena) {
    index = 0, offset = op.getOffset();
    if (offset < 0)
      fail(op, "a buffer of the arena has no offset: the arena pass has not run");
  } else if (op.getSpace() == Space::state || op.getSpace() == Space::constant) {
    auto &table = op.getSpace() == Space::state ? stateIndex : constantIndex;
    auto found = op.getSymbol() ? table.find(*op.getSymbol()) : table.end();
    if (found == table.end()) {
      fail(op, "a buffer names no declared state or constant");
      return record({int32(0), int32(0), int64(0)});
    }
    index = found->second;
    offset = std::max<int64_t>(0, op.getOffset());
  }
  return record({int32(int32_t(op.getSpace())), int32(index), int64(offset)});
}

Constant *Descriptor::launch(LaunchOp op) {
  std::vector<Constant *> buffers;
  for (Value buffer : op.getBuffers())
    buffers.push_back(bufferRef(buffer));
  auto found = kernelIndex.find(op.getKernel());
  if (found == kernelIndex.end())
    fail(op, "a launch names no kernel of the module: @" + op.getKernel());
  Constant *none = bufferRef({});
  int32_t number = found == kernelIndex.end() ? 0 : found->second;
  return record({int32(MF_STEP_LAUNCH), int32(number), int32(buffers.size()), int32(0), array(buffers), int64(0), none, none});
}

void Descriptor::addSteps(Block &block, std::vector<Constant *> &steps) {
  for (Operation &op : block) {
    if (auto launched = dyn_cast<LaunchOp>(op)) {
      steps.push_back(launch(launched));
    } else if (auto loop = dyn_cast<LoopOp>(op)) {
      size_t at = steps.size();
      steps.push_back(nullptr);
      addSteps(loop.getBody().front(), steps);
      int64_t trips = loop.getCount() ? -1 : loop.getTrips();
      steps[at] = record({int32(MF_STEP_LOOP), int32(0), int32(0), int32(steps.size() - at - 1), null(), int64(trips), bufferRef(loop.getCounter()), bufferRef(loop.getCount())});
    } else if (!isa<BufferOp>(op)) {
      fail(&op, "a plan holds buffers, launches and loops only");
    }
  }
}

Constant *Descriptor::entry(PlanOp plan) {
  std::vector<Constant *> steps;
  addSteps(plan.getBody().front(), steps);
  return record({string(plan.getSymName()), int32(plan.getArguments().size()), int32(plan.getResults().size()), arrays(plan.getArguments(), "data"),
                 arrays(plan.getResults(), "value"), int64(steps.size()), array(steps), int64(plan.getArenaBytes())});
}

Constant *Descriptor::kernel(const KernelInfo &info) {
  Constant *flops = llvm::ConstantArray::get(llvm::ArrayType::get(i64, 3), {int64(info.cost[0]), int64(info.cost[1]), int64(info.cost[2])});
  llvm::Function *function = code.getFunction(info.function);
  Constant *address = function ? static_cast<Constant *>(function) : null();
  return record({string(info.name), string(info.kind), string(info.source), address, int64(info.blocks), int64(info.scratchBytes), flops, int64(info.cost[3]),
                 int64(info.cost[4])});
}

Constant *Descriptor::constantData(ConstantOp op) {
  Type element = op.getValue().getElementType();
  int64_t size = bytesOf(element), count = op.getValue().getNumElements();
  std::vector<char> bytes(size * count);
  auto resource = dyn_cast<DenseResourceElementsAttr>(op.getValue());
  auto dense = dyn_cast<DenseElementsAttr>(op.getValue());
  if (resource && resource.getRawHandle().getBlob()) {
    ArrayRef<char> data = resource.getRawHandle().getBlob()->getData();
    bytes.assign(data.begin(), data.end());
  } else if (dense && element.isInteger(1)) {
    int64_t i = 0;
    for (bool bit : dense.getValues<bool>())
      bytes[i++] = bit;
  } else if (dense) {
    ArrayRef<char> data = dense.getRawData();
    for (int64_t i = 0; i < count; ++i)
      std::copy_n(data.data() + (dense.isSplat() ? 0 : i * size), size, bytes.data() + i * size);
  } else {
    fail(op, "a constant must be dense");
  }
  return global(llvm::ConstantDataArray::getRaw(StringRef(bytes.data(), bytes.size()), bytes.size(), llvm::Type::getInt8Ty(context)), 64);
}

std::vector<Constant *> Descriptor::states() {
  std::vector<Constant *> items;
  for (auto op : module.getOps<StateOp>()) {
    stateIndex[op.getSymName()] = items.size();
    items.push_back(arrayDesc(op.getSymName(), op.getRole(), cast<ShapedType>(op.getType())));
  }
  return items;
}

std::vector<Constant *> Descriptor::constants() {
  std::vector<Constant *> items;
  for (auto op : module.getOps<ConstantOp>()) {
    constantIndex[op.getSymName()] = items.size();
    items.push_back(constantData(op));
  }
  return items;
}

std::string Descriptor::build() {
  auto text = [&](StringRef name, StringRef otherwise) {
    auto attribute = module->getAttrOfType<StringAttr>(name);
    return string(attribute ? attribute.getValue() : otherwise);
  };
  std::vector<Constant *> stateList = states(), constantList = constants(), kernelList, entryList;
  for (const KernelInfo &info : kernels) {
    kernelIndex[info.name] = kernelList.size();
    kernelList.push_back(kernel(info));
  }
  for (auto plan : module.getOps<PlanOp>())
    entryList.push_back(entry(plan));
  if (!error.empty())
    return error;
  Constant *value = record({int64(MF_ABI_MAGIC), int32(MF_ABI_VERSION), int32(0), text("mf.producer", "mfcc"), string(target.name), text("mf.metadata", "{}"),
                            int64(stateList.size()), array(stateList), int64(constantList.size()), array(constantList), int64(kernelList.size()),
                            array(kernelList), int64(entryList.size()), array(entryList), ptx.empty() ? null() : string(ptx)});
  new llvm::GlobalVariable(code, value->getType(), true, llvm::GlobalValue::ExternalLinkage, value, MF_ARTIFACT_SYMBOL);
  for (const KernelInfo &info : kernels)
    if (llvm::Function *function = code.getFunction(info.function))
      function->setLinkage(llvm::GlobalValue::InternalLinkage);
  return "";
}

std::string mf::codegen::addDescriptor(llvm::Module &code, ModuleOp module, ArrayRef<KernelInfo> kernels, const CpuTarget &target, StringRef ptx) {
  return Descriptor(code, module, kernels, target, ptx).build();
}
