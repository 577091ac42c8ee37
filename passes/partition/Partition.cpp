//===- Partition.cpp - entries become plans of kernel launches --------------------------------------===//
// --mf-partition. In: entries of plain ops (derivatives expanded, composites decomposed).
// Out: mft.state, mft.constant, mft.kernel (equal ones once) and one mft.plan an entry. Arena buffers have
//      no offsets yet (--mf-plan-arena); buffers that share an allocation carry the same mf.allocation.
// State: an entry reads its states as they were when it began. A new value is written in place where no
//      later kernel reads the old one, else into the arena and copied at the end.
//===------------------------------------------------------------------------------------------------===//
#include "passes/Costs.h"
#include "passes/Passes.h"
#include "passes/partition/Empty.h"
#include "passes/partition/Kernels.h"
#include "passes/partition/Kind.h"
#include "passes/partition/Plan.h"
#include "passes/partition/Shapes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;
namespace tile = mf::tile;

//===-- kernels, once each -----------------------------------------------------------------------===//

FlatSymbolRefAttr KernelTable::add(tile::KernelOp kernel, DenseI64ArrayAttr cost) {
  std::string text;
  llvm::raw_string_ostream out(text);
  OpPrintingFlags flags;
  kernel->print(out, flags.useLocalScope());
  auto [it, fresh] = byText.try_emplace(text, FlatSymbolRefAttr());
  if (!fresh) {
    kernel.erase();
    return it->second;
  }
  std::string name = "k" + std::to_string(byText.size() - 1) + "_" + kernel.getKind().str();
  kernel.setSymName(name);
  kernel.setCostAttr(cost);
  return it->second = FlatSymbolRefAttr::get(kernel.getContext(), name);
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

/// Values that leave the entry need a buffer of their own each.
static void separateOutputs(Block &body) {
  llvm::DenseSet<Value> taken;
  for (Operation &op : llvm::make_early_inc_range(body)) {
    if (!isa<WriteOp, ReturnOp>(op))
      continue;
    for (OpOperand &operand : op.getOpOperands()) {
      // a result may be a buffer of another shape; a state is read in its own
      Value base = isa<ReturnOp>(op) ? bufferBelowReshapes(operand.get()) : Value(), v = base ? base : stripAliases(operand.get());
      Operation *producer = v.getDefiningOp();
      bool computed = producer && !isVirtual(v) && !isa<ReadOp, ConstantOp, ForOp>(producer) && taken.insert(v).second;
      OpBuilder b(&op);
      operand.set(computed ? v : materialize(b, operand.get()));
    }
  }
}

/// Carried values enter and leave a loop's body through copies.
static void separateCarried(Block &body) {
  for (Operation &op : llvm::make_early_inc_range(body)) {
    auto loop = dyn_cast<ForOp>(op);
    if (!loop)
      continue;
    OpBuilder b(loop);
    for (OpOperand &init : loop.getInitsMutable())
      init.set(materialize(b, init.get()));
    if (loop.getCount() && isVirtual(stripAliases(loop.getCount())))
      loop.getCountMutable().assign(materialize(b, loop.getCount()));
    auto yield = cast<YieldOp>(loop.getBody().front().getTerminator());
    b.setInsertionPoint(yield);
    SmallVector<Value> temporary;
    for (Value v : yield.getValues()) {
      Value base = stripAliases(v);
      bool computed = base.getDefiningOp() && base.getParentBlock() == yield->getBlock() && !isVirtual(base) && !isa<ConstantOp, ForOp>(base.getDefiningOp());
      temporary.push_back(computed ? base : materialize(b, v));
    }
    for (auto [i, v] : llvm::enumerate(temporary)) {
      Value copy = materialize(b, v);
      copy.getDefiningOp()->setAttr(kCarry, b.getUnitAttr());
      yield->setOperand(i, copy);
    }
    separateCarried(loop.getBody().front());
  }
}

void PlanBuilder::prepare(Block &body) {
  prepareContractions(body);
  for (Operation &op : body)
    if (auto loop = dyn_cast<ForOp>(op))
      prepare(loop.getBody().front());
}

namespace {
/// Which clusters of a block read which states: gathered once for all of the entry's writes.
class StateReads {
public:
  explicit StateReads(const Clusterer &clusters) {
    for (auto &cluster : clusters.clusters)
      for (Operation *op : cluster->ops)
        add(*cluster, op);
  }
  /// Whether the old value is needed once `writer` writes: by a later cluster, or by its own other than point by point.
  bool after(FlatSymbolRefAttr state, const Cluster &writer) const {
    auto it = reads.find(state);
    return it != reads.end() && llvm::any_of(it->second, [&](const Read &read) {
      bool own = read.cluster == &writer && read.ownPoint && writer.kind->writesOwnPoint();
      return read.cluster->position >= writer.position && !own;
    });
  }

private:
  struct Read {
    const Cluster *cluster;
    bool ownPoint; ///< by an elementwise op, at the point that it computes
  };
  void add(const Cluster &cluster, Operation *op) {
    Shape shape = op->getNumResults() ? tensorType(op->getResult(0)).getShape() : Shape();
    for (Value operand : op->getOperands())
      add(cluster, operand, isa<Elementwise>(op), shape);
    for (Region &region : op->getRegions())
      region.walk([&](Operation *inner) {
        for (Value operand : inner->getOperands())
          add(cluster, operand, false, {});
      });
  }
  void add(const Cluster &cluster, Value operand, bool pointwise, Shape shape) {
    auto identity = [&](unsigned rank) { return identityIndex(operand.getContext(), rank); };
    forEachLeaf(operand, identity(tensorType(operand).getRank()), [&](const Leaf &leaf) {
      if (auto read = leaf.value.getDefiningOp<ReadOp>())
        reads[read.getStateAttr()].push_back({&cluster, pointwise && !leaf.masked && !leaf.opaque && Shape(leaf.view) == shape && leaf.index == identity(shape.size())});
    });
  }
  llvm::DenseMap<Attribute, SmallVector<Read, 2>> reads;
};
} // namespace

void PlanBuilder::assignOutputs(Clusterer &clusters, Block &body) {
  StateReads reads(clusters);
  for (Operation &op : body) {
    if (auto write = dyn_cast<WriteOp>(op)) {
      Value v = stripAliases(write.getValue());
      Cluster *writer = clusters.of(v);
      if (writer && !reads.after(write.getStateAttr(), *writer))
        places[v] = {tile::Space::state, 0, write.getStateAttr()};
      else
        copies.push_back({v, {tile::Space::state, 0, write.getStateAttr()}});
    } else if (auto end = dyn_cast<ReturnOp>(op)) {
      for (auto [i, v] : llvm::enumerate(end.getValues()))
        places[stripAliases(v)] = {tile::Space::result, (int64_t)i, {}};
    }
  }
}

PlanBuilder::Place PlanBuilder::placeOf(Value value) {
  value = stripAliases(value);
  if (auto it = places.find(value); it != places.end())
    return it->second;
  Operation *op = value.getDefiningOp();
  Place place{tile::Space::arena, 0, {}};
  if (auto read = dyn_cast_or_null<ReadOp>(op))
    place = {tile::Space::state, 0, read.getStateAttr()};
  else if (auto constant = dyn_cast_or_null<ConstantOp>(op))
    place = {tile::Space::constant, 0, kernels.constant(constant.getValue(), module)};
  else
    place.index = nextAllocation++;
  return places[value] = place;
}

Value PlanBuilder::buffer(Value value, ArrayRef<int64_t> view) { return buffer(placeOf(value), bufferType(value, view), value.getLoc()); }

Value PlanBuilder::buffer(const Place &place, MemRefType type, Location loc) {
  auto key = std::make_tuple((int)place.space, place.index, place.symbol ? place.symbol.getAsOpaquePointer() : nullptr, type.getAsOpaquePointer());
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
  lastBuffer = op;
  return known = op;
}

DenseI64ArrayAttr PlanBuilder::costOf(const Cluster &cluster, const KernelBuilder &kernel, ArrayRef<Value> outputs) {
  int64_t cost[5] = {0, 0, 0, 0, 0};
  cluster.kind->addFlops(cluster, MutableArrayRef<int64_t>(cost, 3));
  for (auto &[value, view] : kernel.buffers) {
    auto type = tensorType(value);
    int64_t bytes = type.getNumElements() * std::max(1u, type.getElementType().getIntOrFloatBitWidth() / 8);
    cost[llvm::is_contained(outputs, value) ? 4 : 3] += bytes;
  }
  return DenseI64ArrayAttr::get(plan.getContext(), cost);
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
  launch(buildKernel(module, cluster, outputs), cluster, outputs);
}

void PlanBuilder::launch(KernelBuilder kernel, const Cluster &cluster, ArrayRef<Value> outputs) {
  Location loc = kernel.kernel.getLoc();
  DenseI64ArrayAttr cost = costOf(cluster, kernel, outputs);
  SmallVector<Value> arguments;
  for (auto &[value, view] : kernel.buffers)
    arguments.push_back(buffer(value, view));
  auto op = b.create<tile::LaunchOp>(loc, kernels.add(kernel.kernel, cost), arguments);
  op->setAttr("cost", cost); // equal kernels may be primal here and gradient there
}

void PlanBuilder::loop(ForOp op) {
  Block &body = op.getBody().front();
  Value counter = buffer(body.getArgument(0), {}), count;
  if (op.getCount()) {
    Value v = stripAliases(op.getCount());
    count = buffer(v, {});
  }
  for (unsigned i = 0; i < op.getNumResults(); ++i) {
    Place carried = placeOf(op.getInits()[i]);
    places[body.getArgument(i + 1)] = carried;
    places[stripAliases(body.getTerminator()->getOperand(i))] = carried;
    places[op.getResult(i)] = carried;
  }
  auto repeat = b.create<tile::LoopOp>(op.getLoc(), op.getTrips(), counter, count);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(&repeat.getBody().emplaceBlock());
  Clusterer clusters(body, target);
  clusters.run();
  emit(clusters);
}

void PlanBuilder::emit(Clusterer &clusters) {
  for (auto &cluster : clusters.clusters) {
    if (auto op = dyn_cast<ForOp>(cluster->ops.front()))
      loop(op);
    else
      launch(*cluster, clusters);
  }
}

/// Copies a value into its place with a kernel of its own.
void PlanBuilder::copy(Value from, const Place &to) {
  if (isEmpty(from))
    return;
  OpBuilder at(entry.getBody().front().getTerminator());
  Value target = materialize(at, from);
  places[target] = to;
  Cluster cluster;
  cluster.target = &target;
  cluster.kind = &copyKind();
  cluster.ops.insert(target.getDefiningOp());
  SmallVector<Value> outputs{target};
  launch(buildKernel(module, cluster, outputs), cluster, outputs);
}

void PlanBuilder::run() {
  Block &body = entry.getBody().front();
  removeEmpty(body);
  separateOutputs(body);
  separateCarried(body);
  prepare(body);
  Clusterer clusters(body, target);
  clusters.run();
  assignOutputs(clusters, body);
  b.setInsertionPointToEnd(&plan.getBody().front());
  // launches come after the buffers, which are put at the front
  emit(clusters);
  for (auto &[value, place] : copies)
    copy(value, place);
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
struct PartitionPass : PassWrapper<PartitionPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PartitionPass)
  explicit PartitionPass(const codegen::Target &target) : target(target) {}
  StringRef getArgument() const override { return "mf-partition"; }
  StringRef getDescription() const override { return "turn entries into plans of kernel launches"; }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<tile::MftDialect, arith::ArithDialect, math::MathDialect, memref::MemRefDialect, affine::AffineDialect>();
  }
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (failed(checkSizes(module)))
      return signalPassFailure();
    OpBuilder b(module.getBodyRegion());
    b.setInsertionPointToEnd(module.getBody());
    for (StateOp state : llvm::make_early_inc_range(module.getOps<StateOp>())) {
      b.create<tile::StateOp>(state.getLoc(), state.getName(), state.getRole(), state.getType(), IntegerAttr());
      state.erase();
    }
    KernelTable kernels;
    SmallVector<EntryOp> entries(module.getOps<EntryOp>());
    for (EntryOp entry : entries) {
      PlanBuilder(entry, kernels, b, target).run();
      entry.erase();
    }
  }
  codegen::Target target;
};
} // namespace

std::unique_ptr<Pass> mf::passes::createPartitionPass(const codegen::Target &target) { return std::make_unique<PartitionPass>(target); }
