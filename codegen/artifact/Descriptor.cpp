//===- Descriptor.cpp - the constant mf_artifact of runtime/abi/mf_abi.h --------------------------===//
// The module is verified (dialect/plan): what a plan names exists and fits.
//===--------------------------------------------------------------------------------------------===//
#include "codegen/artifact/Artifact.h"
#include "codegen/target/Dtype.h"
#include "dialect/plan/Plan.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;
using llvm::Constant;

static_assert(int(StateRegion::program) == MF_REGION_PROGRAM && int(StateRegion::session) == MF_REGION_SESSION);

namespace {
class Descriptor {
public:
  Descriptor(llvm::Module &code, ModuleOp module, const TargetCode &cpu, const TargetCode &gpu)
      : code(code), context(code.getContext()), module(module), cpu(cpu), gpu(gpu), layout(layOutStates(module)),
        ptr(llvm::PointerType::get(context, 0)), i32(llvm::Type::getInt32Ty(context)), i64(llvm::Type::getInt64Ty(context)) {}

  std::string build();

private:
  // pieces of constants; the fields' types are the C structs' own, so that LLVM lays them out alike
  Constant *int32(int64_t v) { return llvm::ConstantInt::get(i32, v, true); }
  Constant *int64(int64_t v) { return llvm::ConstantInt::get(i64, v, true); }
  Constant *null() { return llvm::ConstantPointerNull::get(llvm::cast<llvm::PointerType>(ptr)); }
  Constant *record(ArrayRef<Constant *> fields) { return llvm::ConstantStruct::getAnon(context, fields); }
  /// An array within a struct.
  Constant *numbers(ArrayRef<int64_t> values);
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
  Constant *kernel(const KernelCode &kernel, const Geometry *onGpu);
  Constant *constantData(ConstantOp op);
  std::vector<Constant *> kernels();
  std::vector<Constant *> states();
  std::vector<Constant *> constants();

  llvm::Module &code;
  llvm::LLVMContext &context;
  ModuleOp module;
  const TargetCode &cpu, &gpu;
  StateLayout layout;
  llvm::Type *ptr, *i32, *i64;
  llvm::StringMap<int32_t> kernelIndex, stateIndex, constantIndex;
  llvm::StringMap<Constant *> strings;
  std::string error;
};
} // namespace

Constant *Descriptor::numbers(ArrayRef<int64_t> values) {
  SmallVector<Constant *> items(llvm::map_range(values, [&](int64_t v) { return int64(v); }));
  return llvm::ConstantArray::get(llvm::ArrayType::get(i64, items.size()), items);
}

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
  std::vector<Constant *> shape;
  for (int64_t size : type.getShape())
    shape.push_back(int64(size));
  return record({string(name), string(role), int32(dtypeOf(type.getElementType())), int32(shape.size()), array(shape), int64(byteSize(type))});
}

Constant *Descriptor::arrays(ArrayAttr descriptions, StringRef defaultRole) {
  std::vector<Constant *> items;
  for (Attribute description : descriptions) {
    auto fields = cast<DictionaryAttr>(description);
    auto role = fields.getAs<StringAttr>("role");
    items.push_back(arrayDesc(fields.getAs<StringAttr>("name").getValue(), role ? role.getValue() : defaultRole, describedType(description)));
  }
  return array(items);
}

Constant *Descriptor::bufferRef(Value buffer) {
  auto op = buffer ? buffer.getDefiningOp<BufferOp>() : BufferOp();
  if (!op)
    return record({int32(0), int32(0), int64(0)});
  int64_t index = op.getIndex(), offset = op.getOffset();
  if (op.getSpace() == Space::arena && offset < 0) {
    error = "a buffer of the arena has no offset: the arena pass has not run";
    op.emitError(error);
  }
  if (op.getSpace() == Space::arena)
    index = 0;
  else if (op.getSpace() == Space::state || op.getSpace() == Space::constant)
    index = (op.getSpace() == Space::state ? stateIndex : constantIndex).lookup(*op.getSymbol());
  return record({int32(int32_t(op.getSpace())), int32(index), int64(std::max<int64_t>(0, offset))});
}

Constant *Descriptor::launch(LaunchOp op) {
  std::vector<Constant *> buffers;
  for (Value buffer : op.getBuffers())
    buffers.push_back(bufferRef(buffer));
  Constant *none = bufferRef({});
  return record({int32(MF_STEP_LAUNCH), int32(kernelIndex.lookup(op.getKernel())), int32(buffers.size()), int32(0), array(buffers), int64(0), none, none});
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
    }
  }
}

Constant *Descriptor::entry(PlanOp plan) {
  std::vector<Constant *> steps;
  addSteps(plan.getBody().front(), steps);
  return record({string(plan.getName()), int32(plan.getArguments().size()), int32(plan.getResults().size()), arrays(plan.getArguments(), "data"),
                 arrays(plan.getResults(), "value"), int64(steps.size()), array(steps), int64(plan.getArenaBytes())});
}

Constant *Descriptor::kernel(const KernelCode &kernel, const Geometry *onGpu) {
  std::vector<Constant *> buffers;
  for (const KernelBuffer &buffer : kernel.buffers)
    buffers.push_back(record({int32(buffer.dtype), int32(buffer.access), int64(buffer.bytes)}));
  llvm::Function *function = code.getFunction(kernel.code);
  Constant *address = function ? static_cast<Constant *>(function) : null();
  Constant *onCpu = record({address, int64(kernel.geometry.blocks), int64(kernel.scratchBytes), int64(kernel.nanoseconds)});
  Geometry none{0, 0, 0};
  const Geometry &g = onGpu ? *onGpu : none;
  return record({string(kernel.name), string(kernel.kind), string(kernel.source), int32(buffers.size()), int32(0), array(buffers), onCpu,
                 record({int64(g.blocks), int32(g.threads), int32(g.sharedBytes)}), numbers(ArrayRef(kernel.cost).take_front(3)), int64(kernel.cost[3]),
                 int64(kernel.cost[4])});
}

std::vector<Constant *> Descriptor::kernels() {
  llvm::StringMap<const Geometry *> onGpu;
  for (const KernelCode &kernel : gpu.kernels)
    onGpu[kernel.name] = &kernel.geometry;
  std::vector<Constant *> items;
  for (const KernelCode &described : cpu.kernels) {
    kernelIndex[described.name] = items.size();
    items.push_back(kernel(described, onGpu.lookup(described.name)));
  }
  return items;
}

Constant *Descriptor::constantData(ConstantOp op) {
  ShapedType type = op.getValue().getShapedType();
  int64_t total = byteSize(type), size = std::max(8u, type.getElementTypeBitWidth()) / 8;
  std::vector<char> bytes(total);
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(op.getValue())) {
    ArrayRef<char> data = resource.getRawHandle().getBlob()->getData();
    bytes.assign(data.begin(), data.end());
  } else if (auto dense = cast<DenseElementsAttr>(op.getValue()); type.getElementType().isInteger(1)) {
    int64_t i = 0;
    for (bool bit : dense.getValues<bool>())
      bytes[i++] = bit;
  } else {
    ArrayRef<char> data = dense.getRawData();
    for (int64_t at = 0; at < total; at += size)
      std::copy_n(data.data() + (dense.isSplat() ? 0 : at), size, bytes.data() + at);
  }
  Constant *data = global(llvm::ConstantDataArray::getRaw(StringRef(bytes.data(), bytes.size()), bytes.size(), llvm::Type::getInt8Ty(context)), 64);
  return record({data, int64(total), int32(dtypeOf(type.getElementType())), int32(0)});
}

std::vector<Constant *> Descriptor::states() {
  std::vector<Constant *> items;
  for (StatePlace &place : layout.places) {
    stateIndex[place.op.getName()] = items.size();
    Constant *described = arrayDesc(place.op.getName(), place.op.getRole(), cast<ShapedType>(place.op.getType()));
    items.push_back(record({described, int32(int32_t(place.region)), int32(0), int64(place.offset)}));
  }
  return items;
}

std::vector<Constant *> Descriptor::constants() {
  std::vector<Constant *> items;
  for (auto op : module.getOps<ConstantOp>()) {
    constantIndex[op.getName()] = items.size();
    items.push_back(constantData(op));
  }
  return items;
}

std::string Descriptor::build() {
  auto text = [&](StringRef name, StringRef otherwise) {
    auto attribute = module->getAttrOfType<StringAttr>(name);
    return string(attribute ? attribute.getValue() : otherwise);
  };
  std::vector<Constant *> stateList = states(), constantList = constants(), kernelList = kernels(), entryList;
  for (auto plan : module.getOps<PlanOp>())
    entryList.push_back(entry(plan));
  if (!error.empty())
    return error;
  Constant *value = record({int64(MF_ABI_MAGIC), int32(MF_ABI_VERSION), int32(0), text("mf.producer", "mfcc"), string(cpu.target), text("mf.metadata", "{}"),
                            int64(stateList.size()), array(stateList), numbers(layout.bytes), int64(constantList.size()), array(constantList),
                            int64(kernelList.size()), array(kernelList), int64(entryList.size()), array(entryList), gpu.text.empty() ? null() : string(gpu.text)});
  new llvm::GlobalVariable(code, value->getType(), true, llvm::GlobalValue::ExternalLinkage, value, MF_ARTIFACT_SYMBOL);
  for (const KernelCode &kernel : cpu.kernels)
    if (llvm::Function *function = code.getFunction(kernel.code))
      function->setLinkage(llvm::GlobalValue::InternalLinkage);
  return "";
}

std::string mf::codegen::addDescriptor(llvm::Module &code, ModuleOp module, const TargetCode &cpu, const TargetCode &gpu) {
  return Descriptor(code, module, cpu, gpu).build();
}
