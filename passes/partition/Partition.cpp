//===- Partition.cpp - entries become plans of kernel launches --------------------------------------===//
// --mf-partition. In: entries of plain ops (derivatives expanded, composites decomposed).
// Out: mft.state, mft.constant, mft.kernel (equal ones once) and one mft.plan an entry. Arena buffers have
//      no offsets yet (--mf-plan-arena); buffers that share an allocation carry the same mf.allocation.
// State: an entry reads its states as they were when it began. A new value is written in place where no
//      later kernel reads the old one, else into the arena and copied at the end (Places.cpp).
//===------------------------------------------------------------------------------------------------===//
#include "passes/Costs.h"
#include "passes/Passes.h"
#include "passes/partition/Empty.h"
#include "passes/partition/InPlace.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Plan.h"
#include "passes/partition/Separate.h"
#include "passes/partition/Shapes.h"
#include "passes/partition/Views.h"

namespace mf::passes {
#define GEN_PASS_DEF_PARTITIONPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

//===-- kernels, once each -----------------------------------------------------------------------===//

/// What tells a kernel from another one, but for its body.
static DictionaryAttr headOf(tile::KernelOp kernel) {
  NamedAttrList attributes(kernel->getAttrDictionary());
  attributes.erase(kernel.getSymNameAttrName());
  attributes.erase(kernel.getCostAttrName());
  return attributes.getDictionary(kernel.getContext());
}

static llvm::hash_code hashOf(tile::KernelOp kernel) {
  llvm::hash_code hash = hash_value(headOf(kernel));
  kernel.getBody().walk([&](Operation *op) {
    hash = llvm::hash_combine(hash, OperationEquivalence::computeHash(op, OperationEquivalence::ignoreHashValue, OperationEquivalence::ignoreHashValue,
                                                                       OperationEquivalence::IgnoreLocations));
  });
  return hash;
}

static bool areEqual(tile::KernelOp a, tile::KernelOp b) {
  return headOf(a) == headOf(b) && OperationEquivalence::isRegionEquivalentTo(&a.getBody(), &b.getBody(), OperationEquivalence::IgnoreLocations);
}

FlatSymbolRefAttr KernelTable::add(tile::KernelOp kernel, DenseI64ArrayAttr cost) {
  SmallVector<tile::KernelOp, 1> &alike = byHash[hashOf(kernel)];
  auto known = llvm::find_if(alike, [&](tile::KernelOp other) { return areEqual(kernel, other); });
  if (known != alike.end()) {
    kernel.erase();
    return FlatSymbolRefAttr::get(known->getSymNameAttr());
  }
  kernel.setSymName("k" + std::to_string(numKernels++) + "_" + kernel.getKind().str());
  kernel.setCostAttr(cost);
  alike.push_back(kernel);
  return FlatSymbolRefAttr::get(kernel.getSymNameAttr());
}

//===-- plans ------------------------------------------------------------------------------------===//

PlanBuilder::PlanBuilder(EntryOp entry, KernelTable &kernels, OpBuilder &moduleBuilder, const codegen::Target &target)
    : target(target), entry(entry), kernels(kernels), module(moduleBuilder), b(entry.getContext()) {
  SmallVector<Attribute> arguments, results;
  Block &body = entry.getBody().front();
  auto describe = [&](Attribute name, Type type, StringRef role) {
    return b.getDictionaryAttr({b.getNamedAttr("name", name), b.getNamedAttr("type", TypeAttr::get(type)),
                                b.getNamedAttr("role", b.getStringAttr(role))});
  };
  for (auto [name, argument] : llvm::zip(entry.getArgumentNames(), body.getArguments()))
    arguments.push_back(describe(name, argument.getType(), cast<StringAttr>(name).getValue() == "seed" ? "seed" : "data"));
  auto end = cast<ReturnOp>(body.getTerminator());
  for (auto [name, value] : llvm::zip(entry.getResultNames(), end.getValues()))
    results.push_back(describe(name, value.getType(), "value"));
  plan = module.create<tile::PlanOp>(entry.getLoc(), entry.getSymName(), b.getArrayAttr(arguments), b.getArrayAttr(results), 0);
  plan.getBody().emplaceBlock();
  for (auto [i, argument] : llvm::enumerate(body.getArguments()))
    places[argument] = {tile::Space::argument, (int64_t)i, {}};
}

static void prepare(Block &body) {
  prepareContractions(body);
  for (Operation &op : body)
    if (auto loop = dyn_cast<ForOp>(op))
      prepare(loop.getBody().front());
}

Value PlanBuilder::buffer(Value value, ArrayRef<int64_t> view) { return buffer(placeOf(value), bufferType(value, view), value.getLoc()); }

Value PlanBuilder::buffer(const Place &place, MemRefType type, Location loc) {
  auto key = std::make_tuple((int)place.space, place.index, place.offset, place.symbol ? place.symbol.getAsOpaquePointer() : nullptr, type.getAsOpaquePointer());
  Value &known = buffers[key];
  if (known)
    return known;
  OpBuilder top(plan.getContext());
  if (lastBuffer)
    top.setInsertionPointAfter(lastBuffer);
  else
    top.setInsertionPointToStart(&plan.getBody().front());
  bool arena = place.space == tile::Space::arena;
  auto op = top.create<tile::BufferOp>(loc, type, place.space, arena ? 0 : place.index, -1, place.symbol, StringAttr());
  if (arena)
    op->setAttr("mf.allocation", top.getI64IntegerAttr(place.index));
  if (place.offset)
    op->setAttr("mf.within", top.getI64IntegerAttr(place.offset));
  lastBuffer = op;
  return known = op;
}

DenseI64ArrayAttr PlanBuilder::costOf(const Cluster &cluster, tile::KernelOp kernel) {
  Bytes bytes = bytesOf(kernel);
  int64_t cost[5] = {0, 0, 0, bytes.read, bytes.written};
  cluster.kind->addFlops(cluster, MutableArrayRef<int64_t>(cost, 3));
  return DenseI64ArrayAttr::get(plan.getContext(), cost);
}

/// How many products and convolutions of each role a cluster computes.
static DenseI64ArrayAttr contractionsOf(const Cluster &cluster, MLIRContext *context) {
  int64_t counts[3] = {0, 0, 0};
  for (const Contraction &c : cluster.contractions)
    ++counts[(int)roleOf(c.result.getDefiningOp())];
  return DenseI64ArrayAttr::get(context, counts);
}

void PlanBuilder::launch(const Cluster &cluster, Clusterer &clusters) {
  SmallVector<Value> outputs;
  if (!cluster.kind->joinable())
    llvm::append_range(outputs, cluster.ops.front()->getResults());
  else
    outputs = outputsOf(cluster, [&](Value v) { return clusters.of(v); });
  llvm::erase_if(outputs, isEmpty); // arguments and results without elements
  if (outputs.empty())
    return;
  launch(buildKernel(module, cluster, outputs), cluster);
}

void PlanBuilder::launch(KernelBuilder kernel, const Cluster &cluster) {
  Location loc = kernel.kernel.getLoc();
  DenseI64ArrayAttr cost = costOf(cluster, kernel.kernel);
  SmallVector<Value> arguments;
  for (auto &[value, view] : kernel.buffers)
    arguments.push_back(buffer(value, view));
  auto op = b.create<tile::LaunchOp>(loc, kernels.add(kernel.kernel, cost), arguments);
  op->setAttr("cost", cost); // equal kernels may be primal here and gradient there
  if (!cluster.contractions.empty())
    op->setAttr("contractions", contractionsOf(cluster, b.getContext()));
}

void PlanBuilder::loop(ForOp op, BlockPlan &body) {
  Value counter = buffer(body.block.getArgument(0), {}), count;
  if (op.getCount())
    count = buffer(op.getCount(), {});
  auto repeat = b.create<tile::LoopOp>(op.getLoc(), op.getTrips(), counter, count);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(&repeat.getBody().emplaceBlock());
  emit(body);
  for (OpOperand &next : body.block.getTerminator()->getOpOperands()) {
    Value argument = body.block.getArgument(next.getOperandNumber() + 1);
    if (anchorOf(next.get()) != argument)
      copy(body.block, next.get(), placeOf(argument));
  }
}

void PlanBuilder::emit(BlockPlan &plan) {
  for (auto &cluster : plan.clusters.clusters) {
    if (auto op = dyn_cast<ForOp>(cluster->ops.front()))
      loop(op, *plan.loops[op]);
    else
      launch(*cluster, plan.clusters);
  }
}

/// Copies a value of the block into a place with a kernel of its own.
void PlanBuilder::copy(Block &block, Value from, const Place &to) {
  if (isEmpty(from))
    return;
  OpBuilder at(block.getTerminator());
  Value target = materialize(at, from);
  places[target] = to;
  Cluster cluster;
  cluster.target = &this->target;
  cluster.kind = &copyKind();
  cluster.ops.insert(target.getDefiningOp());
  SmallVector<Value> outputs{target};
  launch(buildKernel(module, cluster, outputs), cluster);
}

void PlanBuilder::run() {
  Block &body = entry.getBody().front();
  removeEmpty(body);
  limitViews(body);
  removeUnchanged(body);
  separateViews(body);
  prepare(body);
  takeOverBuffers(entry);
  separateBuffers(entry);
  BlockPlan clusters(body, target);
  assignCarried(clusters);
  assignOutputs(clusters);
  b.setInsertionPointToEnd(&plan.getBody().front());
  // launches come after the buffers, which are put at the front
  emit(clusters);
  for (auto &[value, place] : copies)
    copy(body, value, place);
}

FlatSymbolRefAttr KernelTable::constant(ElementsAttr value, OpBuilder &b) {
  FlatSymbolRefAttr &symbol = constants[value];
  if (symbol)
    return symbol;
  std::string name = "c" + std::to_string(constants.size() - 1);
  b.create<tile::ConstantOp>(b.getUnknownLoc(), name, value);
  return symbol = FlatSymbolRefAttr::get(b.getContext(), name);
}

/// Lanes count elements in 32 bits: a tensor of 2^31 elements or more is an error at its line.
static LogicalResult checkSizes(ModuleOp module) {
  bool failed = false;
  auto check = [&](Operation *op, Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    double elements = 1; // the product may exceed 64 bits
    for (int64_t size : tensor ? tensor.getShape() : Shape())
      elements *= (double)size;
    if (failed || elements <= (double)INT32_MAX)
      return;
    failed = true;
    op->emitError("expected tensors of less than 2^31 elements, got ") << type;
  };
  module.walk([&](Operation *op) {
    for (Type type : op->getResultTypes())
      check(op, type);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (Type type : block.getArgumentTypes())
          check(op, type);
  });
  return mlir::failure(failed);
}

namespace {
struct PartitionPass : mf::passes::impl::PartitionPassBase<PartitionPass> {
  using Base::Base;
  void runOnOperation() override {
    ModuleOp module = getOperation();
    std::optional<mf::codegen::Target> target = targetOf(module, targetName);
    if (!target || failed(checkSizes(module)))
      return signalPassFailure();
    OpBuilder b(module.getBodyRegion());
    b.setInsertionPointToEnd(module.getBody());
    for (StateOp state : llvm::make_early_inc_range(module.getOps<StateOp>())) {
      b.create<tile::StateOp>(state.getLoc(), state.getName(), state.getRole(), state.getType(), state->getAttrOfType<IntegerAttr>(kStateOffset));
      state.erase();
    }
    KernelTable kernels;
    SmallVector<EntryOp> entries(module.getOps<EntryOp>());
    for (EntryOp entry : entries) {
      PlanBuilder(entry, kernels, b, *target).run();
      entry.erase();
    }
  }
};
} // namespace
