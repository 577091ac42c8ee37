//===- PlanVerifier.cpp - plans against the kernels, states and constants of their module -----------===//
// One pass over a plan, with tables of the module's names: a module with many plans and states is checked in the time
// it takes to read it.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/plan/Plan.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/OpImplementation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mf::tile;

#define GET_OP_CLASSES
#include "dialect/plan/PlanOps.cpp.inc"

/// What the runtime takes; the same in runtime/core/artifact.c.
static constexpr int64_t maxRank = 16;
/// Of states and buffers: nothing that is added to it overflows.
static constexpr int64_t maxOffset = int64_t(1) << 60;

static LogicalResult verifyName(Operation *op, StringRef name) {
  if (name.empty() || name.contains('\0'))
    return op->emitOpError("expected a name, got '") << name << "'";
  return success();
}

static LogicalResult verifyArray(Operation *op, const Twine &what, Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  int64_t elements = 1;
  bool fits = tensor && tensor.hasStaticShape() && isElementType(tensor.getElementType()) && tensor.getRank() <= maxRank;
  for (int64_t size : fits ? tensor.getShape() : ArrayRef<int64_t>())
    fits &= !__builtin_mul_overflow(elements, size, &elements) && elements <= INT32_MAX;
  if (!fits)
    return op->emitOpError("expected ") << what << " to be a static tensor of f32, f64, bf16, i1, i8, i32 or i64 with less than 2^31 elements, got " << type;
  return success();
}

/// The element type in which kernels see an array's.
static Type storedType(Type element) { return element.isInteger(1) ? IntegerType::get(element.getContext(), 8) : element; }

//===-- constants and states ----------------------------------------------------------------------===//

LogicalResult ConstantOp::verify() {
  if (failed(verifyName(*this, getName())) || failed(verifyArray(*this, "its value", getValue().getShapedType())))
    return failure();
  if (isa<DenseElementsAttr>(getValue()))
    return success();
  auto resource = dyn_cast<DenseResourceElementsAttr>(getValue());
  if (!resource)
    return emitOpError("expected dense elements");
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  int64_t bytes = byteSize(getValue().getShapedType());
  if (!blob || int64_t(blob->getData().size()) != bytes)
    return emitOpError("expected a resource of ") << bytes << " bytes";
  return success();
}

static LogicalResult verifyAlone(StateOp op) {
  static constexpr StringRef roles[] = {"parameter", "optimizer", "ema", "counter", "key", "session"};
  if (failed(op.verifyInvariantsImpl()) || failed(verifyName(op, op.getName())) || failed(verifyArray(op, "its type", op.getType())))
    return failure();
  if (!llvm::is_contained(roles, op.getRole()))
    return op.emitOpError("expected a role of parameter, optimizer, ema, counter, key or session, got '") << op.getRole() << "'";
  int64_t size = std::max(8u, cast<ShapedType>(op.getType()).getElementTypeBitWidth()) / 8;
  if (op.getOffset() && (int64_t(*op.getOffset()) < 0 || int64_t(*op.getOffset()) > maxOffset || int64_t(*op.getOffset()) % size))
    return op.emitOpError("expected an offset that is a multiple of ") << size << ", got " << int64_t(*op.getOffset());
  return success();
}

/// States of one region must not overlap, nor two have one name.
static LogicalResult verifyStates(ModuleOp module) {
  for (auto state : module.getOps<StateOp>())
    if (failed(verifyAlone(state)))
      return failure();
  StateLayout layout = layOutStates(module);
  llvm::DenseSet<StringAttr> names;
  SmallVector<StatePlace *> order;
  for (StatePlace &place : layout.places) {
    if (!names.insert(place.op.getNameAttr()).second)
      return place.op->emitOpError("a second state of this name");
    if (place.offset < place.end) // without elements: nowhere
      order.push_back(&place);
  }
  llvm::sort(order, [](StatePlace *a, StatePlace *b) { return std::tuple(a->region, a->offset, a) < std::tuple(b->region, b->offset, b); });
  for (size_t i = 1; i < order.size(); ++i)
    if (order[i - 1]->region == order[i]->region && order[i]->offset < order[i - 1]->end)
      return order[i]->op->emitOpError("expected an offset of at least ")
             << order[i - 1]->end << ", where state @" << order[i - 1]->op.getName() << " ends, got " << order[i]->offset;
  return success();
}

LogicalResult StateOp::verify() {
  auto module = dyn_cast_or_null<ModuleOp>((*this)->getParentOp());
  if (!module)
    return emitOpError("expected to stand in a module");
  // the first of a row looks at all of them
  return isa_and_nonnull<StateOp>((*this)->getPrevNode()) ? verifyAlone(*this) : verifyStates(module);
}

//===-- plans -------------------------------------------------------------------------------------===//

namespace {
/// A piece of memory; two of different bases never meet.
struct Memory {
  std::tuple<int, int64_t, const void *> base;
  int64_t begin = 0, end = 0;
  bool overlaps(const Memory &other) const { return base == other.base && begin < other.end && other.begin < end; }
  bool operator==(const Memory &other) const { return base == other.base && begin == other.begin && end == other.end; }
};

class PlanVerifier {
public:
  PlanVerifier(PlanOp plan, ModuleOp module);
  LogicalResult verify();

private:
  LogicalResult verifyInterface(ArrayAttr descriptions, StringRef what);
  LogicalResult verifyBlock(Block &block, unsigned depth);
  LogicalResult verify(BufferOp op);
  LogicalResult verifyExtent(BufferOp op, const Twine &what, Type element, int64_t bytes);
  LogicalResult verifyState(BufferOp op);
  LogicalResult verify(LaunchOp op);
  LogicalResult verifyAliases(LaunchOp op, ArrayRef<unsigned> accesses);
  LogicalResult verify(LoopOp op, unsigned depth);
  LogicalResult verifyCounter(LoopOp op, Value buffer, StringRef what);
  /// Accesses of a kernel, computed once.
  ArrayRef<unsigned> accessesOf(KernelOp kernel);

  PlanOp plan;
  bool isSecond = false; ///< a plan of this name comes before
  StateLayout layout;
  llvm::DenseMap<StringAttr, KernelOp> kernels;
  llvm::DenseMap<StringAttr, size_t> states; ///< index into layout.places
  llvm::DenseMap<StringAttr, ConstantOp> constants;
  unsigned sameConstant = 0;
  llvm::DenseMap<Operation *, SmallVector<unsigned>> accesses;
  llvm::DenseMap<Value, std::optional<Memory>> memory; ///< nothing where the arena pass has not run
};
} // namespace

PlanVerifier::PlanVerifier(PlanOp plan, ModuleOp module) : plan(plan), layout(layOutStates(module)) {
  for (auto [i, place] : llvm::enumerate(layout.places))
    states[place.op.getNameAttr()] = i;
  bool before = true;
  for (Operation &op : *module.getBody()) {
    before &= &op != plan;
    if (auto kernel = dyn_cast<KernelOp>(op))
      kernels[kernel.getSymNameAttr()] = kernel;
    else if (auto constant = dyn_cast<ConstantOp>(op))
      sameConstant += !constants.try_emplace(constant.getNameAttr(), constant).second;
    else if (auto other = dyn_cast<PlanOp>(op))
      isSecond |= before && other.getNameAttr() == plan.getNameAttr();
  }
}

LogicalResult PlanVerifier::verifyInterface(ArrayAttr descriptions, StringRef what) {
  llvm::DenseSet<StringAttr> names;
  for (auto [i, description] : llvm::enumerate(descriptions)) {
    auto fields = dyn_cast<DictionaryAttr>(description);
    auto name = fields ? fields.getAs<StringAttr>("name") : StringAttr();
    if (!name || name.getValue().empty() || name.getValue().contains('\0') || !describedType(description))
      return plan.emitOpError("expected ") << what << " " << i << " to have a name and a type that is a tensor, got " << description;
    if (!names.insert(name).second)
      return plan.emitOpError("two of the ") << what << "s are named " << name;
    if (failed(verifyArray(plan, what + " " + name.getValue(), describedType(description))))
      return failure();
    auto role = fields.get("role");
    auto word = dyn_cast_or_null<StringAttr>(role);
    bool isWord = word && !word.getValue().empty() && llvm::all_of(word.getValue(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (role && !isWord)
      return plan.emitOpError("expected the role of ") << what << " " << name << " to be a word in lower case, got " << role;
  }
  return success();
}

LogicalResult PlanVerifier::verify() {
  if (failed(verifyName(plan, plan.getName())))
    return failure();
  if (isSecond)
    return plan.emitOpError("a second plan of this name");
  if (sameConstant)
    return plan.emitOpError("two constants of its module have one name");
  if (int64_t(plan.getArenaBytes()) < 0)
    return plan.emitOpError("expected arenaBytes of at least 0, got ") << int64_t(plan.getArenaBytes());
  if (failed(verifyInterface(plan.getArguments(), "argument")) || failed(verifyInterface(plan.getResults(), "result")))
    return failure();
  return verifyBlock(plan.getBody().front(), 0);
}

LogicalResult PlanVerifier::verifyBlock(Block &block, unsigned depth) {
  for (Operation &op : block) {
    LogicalResult checked = llvm::TypeSwitch<Operation *, LogicalResult>(&op)
                                .Case([&](BufferOp buffer) { return verify(buffer); })
                                .Case([&](LaunchOp launch) { return verify(launch); })
                                .Case([&](LoopOp loop) { return verify(loop, depth); })
                                .Default([&](Operation *other) { return other->emitOpError("is not an op of plans: expected mft.buffer, mft.launch or mft.loop"); });
    if (failed(checked))
      return failure();
  }
  return success();
}

//===-- buffers -----------------------------------------------------------------------------------===//

/// `bytes`: of what the buffer names; `element` null: of any type.
LogicalResult PlanVerifier::verifyExtent(BufferOp op, const Twine &what, Type element, int64_t bytes) {
  auto type = cast<MemRefType>(op.getType());
  int64_t offset = std::max<int64_t>(0, op.getOffset()), size = std::max(8u, type.getElementTypeBitWidth()) / 8;
  if (element && storedType(element) != storedType(type.getElementType()))
    return op.emitOpError("expected ") << what << " to be of " << element << ", got " << type;
  if (offset % size)
    return op.emitOpError("expected an offset that is a multiple of ") << size << ", got " << offset;
  if (offset > bytes || byteSize(type) > bytes - offset)
    return op.emitOpError("expected ") << what << " to lie within " << bytes << " bytes, got " << type << " at " << offset;
  return success();
}

/// A buffer that begins in one state may reach over those behind it, if they are of its type.
LogicalResult PlanVerifier::verifyState(BufferOp op) {
  auto found = op.getSymbolAttr() ? states.find(op.getSymbolAttr().getAttr()) : states.end();
  if (found == states.end())
    return op.emitOpError("expected a state of the module, got @") << op.getSymbol().value_or("");
  StatePlace &place = layout.places[found->second];
  auto type = cast<MemRefType>(op.getType());
  Type element = cast<ShapedType>(place.op.getType()).getElementType();
  int64_t region = layout.bytes[int(place.region)];
  if (failed(verifyExtent(op, "state @" + place.op.getName(), element, region - place.offset)))
    return failure();
  int64_t begin = place.offset + std::max<int64_t>(0, op.getOffset()), end = begin + byteSize(type);
  memory[op] = Memory{{int(Space::state), int(place.region), nullptr}, begin, end};
  if (end <= place.end)
    return success();
  for (StatePlace &other : layout.places) {
    Type covered = cast<ShapedType>(other.op.getType()).getElementType();
    if (other.region == place.region && other.offset < end && begin < other.end && covered != element)
      return op.emitOpError("reaches over state @") << other.op.getName() << ", which is of " << covered << ", not of " << element;
  }
  return success();
}

LogicalResult PlanVerifier::verify(BufferOp op) {
  if (op->getParentOp() != plan)
    return op.emitOpError("expected to stand in the plan itself, not in a loop");
  auto type = dyn_cast<MemRefType>(op.getType());
  int64_t index = op.getIndex(), elements = 1;
  bool plain = type && type.hasStaticShape() && type.getLayout().isIdentity() && !type.getMemorySpace() && isElementType(type.getElementType());
  for (int64_t size : plain ? type.getShape() : ArrayRef<int64_t>())
    plain &= !__builtin_mul_overflow(elements, size, &elements) && elements <= INT32_MAX;
  if (!plain)
    return op.emitOpError("expected a plain memref of f32, f64, bf16, i1, i8, i32 or i64 with less than 2^31 elements, got ") << op.getType();
  if (int64_t(op.getOffset()) < -1)
    return op.emitOpError("expected an offset of at least 0, got ") << int64_t(op.getOffset());
  if (int64_t(op.getOffset()) > maxOffset)
    return op.emitOpError("expected an offset of at most 2^60, got ") << int64_t(op.getOffset());
  if (op.getSpace() == Space::state)
    return verifyState(op);
  int64_t offset = std::max<int64_t>(0, op.getOffset()), bytes = byteSize(type);
  Memory place{{int(op.getSpace()), index, nullptr}, offset, offset + bytes};
  if (op.getSpace() == Space::arena) {
    bool placed = int64_t(op.getOffset()) >= 0;
    memory[op] = placed ? std::optional<Memory>(Memory{{int(Space::arena), 0, nullptr}, offset, offset + bytes}) : std::nullopt;
    return placed ? verifyExtent(op, "the arena's buffer", {}, plan.getArenaBytes()) : success();
  }
  if (op.getSpace() == Space::constant) {
    auto found = op.getSymbolAttr() ? constants.find(op.getSymbolAttr().getAttr()) : constants.end();
    if (found == constants.end())
      return op.emitOpError("expected a constant of the module, got @") << op.getSymbol().value_or("");
    ShapedType value = found->second.getValue().getShapedType();
    std::get<2>(place.base) = found->first.getAsOpaquePointer();
    memory[op] = place;
    return verifyExtent(op, "constant @" + found->second.getName(), value.getElementType(), byteSize(value));
  }
  bool argument = op.getSpace() == Space::argument;
  ArrayAttr descriptions = argument ? plan.getArguments() : plan.getResults();
  if (index < 0 || index >= int64_t(descriptions.size()))
    return op.emitOpError("expected an index below ") << descriptions.size() << ", got " << index;
  auto described = describedType(descriptions[index]);
  auto name = cast<DictionaryAttr>(descriptions[index]).getAs<StringAttr>("name").getValue();
  memory[op] = place;
  return verifyExtent(op, Twine(argument ? "argument '" : "result '") + name + "'", described.getElementType(), byteSize(described));
}

//===-- launches and loops ------------------------------------------------------------------------===//

ArrayRef<unsigned> PlanVerifier::accessesOf(KernelOp kernel) {
  auto [known, fresh] = accesses.try_emplace(kernel);
  if (fresh)
    known->second = kernel.getAccesses();
  return known->second;
}

/// The space of a buffer that nobody may write, or "".
static StringRef readOnly(Value buffer) {
  auto op = buffer.getDefiningOp<BufferOp>();
  if (!op)
    return "";
  return op.getSpace() == Space::argument ? "an argument" : op.getSpace() == Space::constant ? "a constant" : "";
}

LogicalResult PlanVerifier::verifyAliases(LaunchOp op, ArrayRef<unsigned> accesses) {
  for (auto [i, buffer] : llvm::enumerate(op.getBuffers())) {
    if (!(accesses[i] & writes))
      continue;
    if (StringRef space = readOnly(buffer); !space.empty())
      return op.emitOpError("kernel @") << op.getKernel() << " writes buffer " << i << ", which is " << space;
    for (auto [j, other] : llvm::enumerate(op.getBuffers())) {
      std::optional<Memory> mine = memory.lookup(buffer), theirs = memory.lookup(other);
      if (i == j || !mine || !theirs || !mine->overlaps(*theirs))
        continue;
      if (!(*mine == *theirs))
        return op.emitOpError("kernel @") << op.getKernel() << " writes buffer " << i << ", which shares memory with buffer " << j << " but is not the same";
      if (accesses[j] & writes)
        return op.emitOpError("kernel @") << op.getKernel() << " writes buffers " << i << " and " << j << ", which are the same memory";
    }
  }
  return success();
}

LogicalResult PlanVerifier::verify(LaunchOp op) {
  KernelOp kernel = kernels.lookup(op.getKernelAttr().getAttr());
  if (!kernel)
    return op.emitOpError("expected a kernel of the module, got ") << op.getKernelAttr();
  if (op.getBuffers().size() != kernel.getNumBuffers())
    return op.emitOpError("kernel @") << op.getKernel() << " takes " << kernel.getNumBuffers() << " buffers, got " << op.getBuffers().size();
  for (auto [i, buffer] : llvm::enumerate(op.getBuffers()))
    if (buffer.getType() != kernel.getBuffer(i).getType())
      return op.emitOpError("kernel @") << op.getKernel() << " takes " << kernel.getBuffer(i).getType() << " as buffer " << i << ", got " << buffer.getType();
  return verifyAliases(op, accessesOf(kernel));
}

LogicalResult PlanVerifier::verifyCounter(LoopOp op, Value buffer, StringRef what) {
  auto type = dyn_cast<MemRefType>(buffer.getType());
  if (!type || !type.hasStaticShape() || type.getNumElements() != 1 || !type.getElementType().isInteger(32))
    return op.emitOpError("expected the ") << what << " to be one i32, got " << buffer.getType();
  return success();
}

LogicalResult PlanVerifier::verify(LoopOp op, unsigned depth) {
  constexpr unsigned maxDepth = 64; // of the runtime
  if (depth >= maxDepth)
    return op.emitOpError("expected at most ") << maxDepth << " loops in one another";
  if (failed(verifyCounter(op, op.getCounter(), "counter")) || (op.getCount() && failed(verifyCounter(op, op.getCount(), "count"))))
    return failure();
  if (StringRef space = readOnly(op.getCounter()); !space.empty())
    return op.emitOpError("writes its counter, which is ") << space;
  int64_t trips = op.getTrips();
  if (op.getCount() ? trips < -1 : trips < 0 || trips > INT32_MAX)
    return op.emitOpError("expected a count, or 0 to 2^31 - 1 trips, got ") << trips;
  return verifyBlock(op.getBody().front(), depth + 1);
}

/// What a plan looks at beside itself comes later in the module, perhaps, and is not verified yet.
static LogicalResult verifyNeighbours(ModuleOp module) {
  for (Operation &op : *module.getBody())
    if (isa<KernelOp, ConstantOp, StateOp>(op) && failed(op.getName().verifyInvariants(&op)))
      return failure();
  return success();
}

LogicalResult PlanOp::verifyRegions() {
  auto module = dyn_cast_or_null<ModuleOp>((*this)->getParentOp());
  if (!module)
    return emitOpError("expected to stand in a module");
  if (failed(verifyNeighbours(module)))
    return failure();
  return PlanVerifier(*this, module).verify();
}
