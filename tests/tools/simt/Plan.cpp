//===- Plan.cpp - walks a mft.plan on the executor ----------------------------------------------===//
#include "tests/tools/simt/Plan.h"
#include "codegen/cuda/Cuda.h"
#include "dialect/plan/Plan.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/StringSet.h"
#include <cstring>

using namespace mlir;
using namespace mf::tile;

namespace mf::simt {

size_t byteSize(ShapedType type) { return type.getNumElements() * std::max(8u, type.getElementTypeBitWidth()) / 8; }

namespace {

struct FreeDeleter {
  void operator()(void *pointer) const { std::free(pointer); }
};
using Storage = std::unique_ptr<char, FreeDeleter>;

class PlanRunner {
public:
  PlanRunner(ModuleOp module, PlanOp plan, Device &device, const std::vector<cuda::Geometry> &kernels)
      : module(module), plan(plan), device(device), layout(layOutStates(module)) {
    for (const cuda::Geometry &geometry : kernels)
      geometries[geometry.kernel] = geometry;
  }
  llvm::Error prepare(const std::map<std::string, Bytes> &inputs);
  llvm::Error runBody(Block &body);
  void collect(PlanRun &run);

private:
  llvm::Error place(BufferOp op);
  llvm::Error launch(LaunchOp op);
  llvm::Error loop(LoopOp op);
  char *allocate(const std::string &key, size_t bytes);
  char *stateMemory(const StatePlace &place);
  size_t arenaBytes();

  ModuleOp module;
  PlanOp plan;
  Device &device;
  StateLayout layout;
  std::map<std::string, cuda::Geometry> geometries;
  std::map<std::string, std::pair<Storage, size_t>> arrays; ///< "argument:0", "region:0", "arena" ...
  llvm::DenseMap<Value, Buffer> buffers;
};

} // namespace

static std::string entryField(ArrayAttr entries, unsigned i, StringRef fallback) {
  if (i < entries.size())
    if (auto entry = dyn_cast<DictionaryAttr>(entries[i]))
      if (auto name = entry.getAs<StringAttr>("name"))
        return name.str();
  return (fallback + llvm::Twine(i)).str();
}

static llvm::Expected<PlanOp> findPlan(ModuleOp module, StringRef name) {
  std::string known;
  for (auto plan : module.getOps<PlanOp>()) {
    if (plan.getSymName() == name)
      return plan;
    known += " " + plan.getSymName().str();
  }
  return llvm::createStringError("no plan '" + name.str() + "', the module has:" + known);
}

llvm::Expected<std::vector<PlanInput>> planInputs(ModuleOp module, StringRef name) {
  auto plan = findPlan(module, name);
  if (!plan)
    return plan.takeError();
  std::vector<PlanInput> inputs;
  for (auto [i, entry] : llvm::enumerate((*plan).getArguments())) {
    auto type = dyn_cast<DictionaryAttr>(entry) ? cast<DictionaryAttr>(entry).getAs<TypeAttr>("type") : nullptr;
    if (!type)
      return llvm::createStringError("argument " + std::to_string(i) + " of the plan has no type");
    inputs.push_back({entryField((*plan).getArguments(), i, "argument"), cast<ShapedType>(type.getValue()), false});
  }
  for (auto state : module.getOps<StateOp>())
    inputs.push_back({state.getSymName().str(), cast<ShapedType>(state.getType()), true});
  return inputs;
}

/// The elements of a constant as they lie in memory.
static llvm::Expected<Bytes> constantBytes(ConstantOp constant) {
  auto type = constant.getValue().getShapedType();
  Bytes bytes(byteSize(type));
  ArrayRef<char> raw;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(constant.getValue())) {
    if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
      raw = blob->getData();
  } else if (auto dense = dyn_cast<DenseElementsAttr>(constant.getValue())) {
    if (type.getElementType().isInteger(1)) {
      for (auto [i, value] : llvm::enumerate(dense.getValues<bool>()))
        bytes[i] = value;
      return bytes;
    }
    raw = dense.getRawData();
  }
  if (raw.empty() || bytes.size() % raw.size() != 0)
    return llvm::createStringError("constant '" + constant.getSymName().str() + "' has no readable data");
  // A splat holds one element.
  for (size_t at = 0; at < bytes.size(); at += raw.size())
    std::memcpy(&bytes[at], raw.data(), raw.size());
  return bytes;
}

char *PlanRunner::allocate(const std::string &key, size_t bytes) {
  auto &[storage, size] = arrays[key];
  if (!storage) {
    size = bytes;
    size_t rounded = (std::max<size_t>(bytes, 1) + 63) / 64 * 64;
    storage.reset(static_cast<char *>(std::aligned_alloc(64, rounded)));
    // NaN in every float type: nothing may depend on what was there before.
    std::memset(storage.get(), 0xff, rounded);
  }
  return storage.get();
}

char *PlanRunner::stateMemory(const StatePlace &place) {
  int region = int(place.region);
  return allocate("region:" + std::to_string(region), layout.bytes[region]) + place.offset;
}

llvm::Error PlanRunner::prepare(const std::map<std::string, Bytes> &inputs) {
  auto expected = planInputs(module, plan.getSymName());
  if (!expected)
    return expected.takeError();
  unsigned argument = 0;
  for (const PlanInput &input : *expected) {
    auto found = inputs.find(input.name);
    if (found == inputs.end())
      return llvm::createStringError("expected an array for '" + input.name + "'");
    size_t bytes = byteSize(input.type);
    if (found->second.size() != bytes)
      return llvm::createStringError(input.name + ": expected " + std::to_string(bytes) + " bytes, got " +
                                     std::to_string(found->second.size()));
    if (!input.isState)
      std::memcpy(allocate("argument:" + std::to_string(argument++), bytes), found->second.data(), bytes);
  }
  for (const StatePlace &place : layout.places)
    std::memcpy(stateMemory(place), inputs.at(StateOp(place.op).getName().str()).data(), place.end - place.offset);
  for (auto constant : module.getOps<ConstantOp>()) {
    auto bytes = constantBytes(constant);
    if (!bytes)
      return bytes.takeError();
    std::memcpy(allocate("constant:" + constant.getSymName().str(), bytes->size()), bytes->data(), bytes->size());
  }
  allocate("arena", arenaBytes());
  return llvm::Error::success();
}

size_t PlanRunner::arenaBytes() {
  size_t bytes = plan.getArenaBytes();
  plan.walk([&](BufferOp op) {
    if (op.getSpace() == Space::arena && op.getOffset() >= 0)
      bytes = std::max<size_t>(bytes, op.getOffset() + byteSize(cast<ShapedType>(op.getType())));
  });
  return bytes;
}

llvm::Error PlanRunner::place(BufferOp op) {
  size_t bytes = byteSize(cast<ShapedType>(op.getType()));
  std::string symbol = op.getSymbol().value_or("").str();
  char *data = nullptr;
  switch (op.getSpace()) {
  case Space::arena:
    // Before the arena pass each buffer has memory of its own.
    data = op.getOffset() >= 0 ? allocate("arena", 0) + op.getOffset()
                               : allocate("own:" + std::to_string(uintptr_t(op.getOperation())), bytes);
    break;
  case Space::argument:
    data = allocate("argument:" + std::to_string(op.getIndex()), bytes);
    break;
  case Space::result:
    data = allocate("result:" + std::to_string(op.getIndex()), bytes);
    break;
  case Space::state: {
    auto place = llvm::find_if(layout.places, [&](const StatePlace &p) { return StateOp(p.op).getName() == symbol; });
    if (place == layout.places.end())
      return llvm::createStringError("a buffer names '" + symbol + "', which the module does not have");
    data = stateMemory(*place) + std::max<int64_t>(0, op.getOffset());
    break;
  }
  case Space::constant: {
    std::string key = "constant:" + symbol;
    if (!arrays.count(key))
      return llvm::createStringError("a buffer names '" + symbol + "', which the module does not have");
    data = allocate(key, bytes);
    break;
  }
  }
  buffers[op.getBuffer()] = {data, bytes};
  return llvm::Error::success();
}

llvm::Error PlanRunner::launch(LaunchOp op) {
  auto geometry = geometries.find(op.getKernel().str());
  if (geometry == geometries.end())
    return llvm::createStringError("a launch names kernel '" + op.getKernel().str() + "', which the module does not have");
  std::vector<Buffer> operands;
  for (Value buffer : op.getBuffers())
    operands.push_back(buffers.lookup(buffer));
  return device.launch(geometry->first, geometry->second.blocks, geometry->second.threads, operands);
}

llvm::Error PlanRunner::loop(LoopOp op) {
  int64_t trips = op.getTrips();
  if (op.getCount())
    trips = *static_cast<int32_t *>(buffers.lookup(op.getCount()).data);
  for (int64_t trip = 0; trip < trips; ++trip) {
    *static_cast<int32_t *>(buffers.lookup(op.getCounter()).data) = trip;
    if (llvm::Error error = runBody(op.getBody().front()))
      return error;
  }
  return llvm::Error::success();
}

llvm::Error PlanRunner::runBody(Block &body) {
  for (Operation &op : body) {
    llvm::Error error = llvm::TypeSwitch<Operation *, llvm::Error>(&op)
                            .Case([&](BufferOp buffer) { return place(buffer); })
                            .Case([&](LaunchOp call) { return launch(call); })
                            .Case([&](LoopOp repeated) { return loop(repeated); })
                            .Default([&](Operation *other) {
                              return llvm::createStringError("the plan holds '" + other->getName().getStringRef().str() + "'");
                            });
    if (error)
      return error;
  }
  return llvm::Error::success();
}

void PlanRunner::collect(PlanRun &run) {
  for (auto &[key, array] : arrays) {
    Bytes bytes(array.first.get(), array.first.get() + array.second);
    StringRef name = key;
    if (name.consume_front("result:"))
      run.results[entryField(plan.getResults(), std::stoul(name.str()), "result")] = std::move(bytes);
  }
  for (const StatePlace &place : layout.places) {
    char *begin = stateMemory(place);
    run.states[StateOp(place.op).getName().str()] = Bytes(begin, begin + (place.end - place.offset));
  }
  run.reports = device.reports();
  run.summary = device.summary();
}

/// A module of just the kernels that the plan launches: the others need no compilation.
static OwningOpRef<ModuleOp> launchedKernels(ModuleOp module, PlanOp plan) {
  llvm::StringSet<> names;
  plan.walk([&](LaunchOp op) { names.insert(op.getKernel()); });
  OwningOpRef<ModuleOp> kernels = ModuleOp::create(module.getLoc());
  OpBuilder builder = OpBuilder::atBlockEnd(kernels->getBody());
  for (auto kernel : module.getOps<KernelOp>())
    if (names.contains(kernel.getSymName()))
      builder.clone(*kernel);
  return kernels;
}

llvm::Expected<PlanRun> runPlan(ModuleOp module, StringRef name, const std::map<std::string, Bytes> &inputs,
                                const PlanOptions &options) {
  auto plan = findPlan(module, name);
  if (!plan)
    return plan.takeError();
  FailureOr<cuda::LlvmCode> code = cuda::emitLlvm(*launchedKernels(module, *plan), options.chip);
  if (failed(code))
    return llvm::createStringError("the CUDA lowering failed");
  auto device = Device::load(*code->module, options.executor);
  if (!device)
    return device.takeError();
  PlanRunner runner(module, *plan, **device, code->kernels);
  if (llvm::Error error = runner.prepare(inputs))
    return std::move(error);
  if (llvm::Error error = runner.runBody((*plan).getBody().front()))
    return std::move(error);
  PlanRun run;
  runner.collect(run);
  return run;
}

} // namespace mf::simt
