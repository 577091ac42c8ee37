//===- PlanCosts.cpp - what the launches of a plan cost ---------------------------------------------------===//
#include "compiler/PlanCosts.h"
#include "dialect/plan/Plan.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace mf::compiler {

FileLineColLoc placeOf(Location location) {
  FileLineColLoc place;
  location->walk([&](Location inner) {
    place = dyn_cast<FileLineColLoc>(inner);
    return place ? WalkResult::interrupt() : WalkResult::advance();
  });
  return place;
}

/// "file:line" or "".
static std::string lineOf(Location location) {
  FileLineColLoc place = placeOf(location);
  return place ? place.getFilename().str() + ":" + std::to_string(place.getLine()) : "";
}

static void addLaunches(Block &block, SymbolTable &symbols, EntryCost &cost) {
  for (Operation &op : block) {
    if (auto loop = dyn_cast<tile::LoopOp>(op))
      addLaunches(loop.getBody().front(), symbols, cost);
    auto launch = dyn_cast<tile::LaunchOp>(op);
    if (!launch)
      continue;
    auto kernel = symbols.lookup<tile::KernelOp>(launch.getKernel());
    LaunchCost l{kernel.getSymName().str(), kernel.getKind().str(), lineOf(launch.getLoc())};
    if (auto numbers = launch->getAttrOfType<DenseI64ArrayAttr>("cost")) {
      std::copy_n(numbers.asArrayRef().begin(), 3, l.flops);
      l.read = numbers.asArrayRef()[3];
      l.written = numbers.asArrayRef()[4];
    }
    if (auto numbers = launch->getAttrOfType<DenseI64ArrayAttr>("contractions"))
      std::copy_n(numbers.asArrayRef().begin(), 3, l.contractions);
    cost.launches.push_back(l);
  }
}

namespace {
/// A launch in the order of the plan, and what it reads and writes.
struct Step {
  SmallVector<Value> reads, writes;
  LaunchCost *cost;
};
} // namespace

static std::vector<Step> stepsOf(tile::PlanOp plan, SymbolTable &symbols, EntryCost &cost) {
  std::vector<Step> steps;
  plan.walk([&](tile::LaunchOp launch) {
    Step step{{}, {}, &cost.launches[steps.size()]};
    auto accesses = symbols.lookup<tile::KernelOp>(launch.getKernel()).getAccesses();
    for (auto [buffer, access] : llvm::zip(launch.getBuffers(), accesses)) {
      if (access & tile::reads)
        step.reads.push_back(buffer);
      if (access & tile::writes)
        step.writes.push_back(buffer);
    }
    steps.push_back(std::move(step));
  });
  return steps;
}

static void countPairs(EntryCost &cost) {
  for (const LaunchCost &l : cost.launches) {
    cost.tangentContractions += l.contractions[1];
    cost.pairedContractions += l.contractions[0] ? l.contractions[1] : 0;
    cost.optimizerLaunches += l.optimizer;
  }
}

/// Finds the launches that follow a gradient, and are not on the way to another one.
static void markOptimizer(std::vector<Step> steps) {
  DenseSet<Value> ofGradient, forNetwork;
  auto touches = [](ArrayRef<Value> buffers, const DenseSet<Value> &set) { return llvm::any_of(buffers, [&](Value v) { return set.contains(v); }); };
  for (Step &step : steps) {
    bool gradient = step.cost->flops[2] > 0;
    step.cost->optimizer = !gradient && step.cost->flops[1] == 0 && touches(step.reads, ofGradient);
    if (gradient || step.cost->optimizer)
      ofGradient.insert(step.writes.begin(), step.writes.end());
  }
  for (Step &step : llvm::reverse(steps)) {
    bool needed = step.cost->flops[1] + step.cost->flops[2] > 0 || (step.cost->optimizer && touches(step.writes, forNetwork));
    if (!needed)
      continue;
    step.cost->optimizer = false;
    forNetwork.insert(step.reads.begin(), step.reads.end());
  }
}

/// "f32 [64, 784]".
static std::string typeText(MemRefType type) {
  std::string text;
  llvm::raw_string_ostream out(text);
  out << type.getElementType() << " [";
  llvm::interleaveComma(type.getShape(), out);
  out << "]";
  return text;
}

/// The arena's buffers that are alive at the peak, largest first.
static std::vector<BufferCost> contributorsOf(tile::PlanOp plan) {
  DenseMap<Operation *, int64_t> number;
  plan.walk([&](tile::LaunchOp launch) { number.try_emplace(launch, number.size()); });
  std::vector<BufferCost> result;
  for (auto buffer : plan.getBody().front().getOps<tile::BufferOp>()) {
    auto peak = buffer->getAttrOfType<IntegerAttr>("mf.peak");
    if (buffer.getSpace() != tile::Space::arena || !peak)
      continue;
    BufferCost b{lineOf(buffer.getLoc()), "", typeText(cast<MemRefType>(buffer.getType())), peak.getInt(), INT64_MAX, 0};
    for (OpOperand &use : buffer->getUses()) {
      auto launch = dyn_cast<tile::LaunchOp>(use.getOwner());
      if (launch && std::pair(number[launch], (int64_t)use.getOperandNumber()) < std::pair(b.launch, b.position)) {
        b.launch = number[launch];
        b.position = use.getOperandNumber();
        b.kernel = launch.getKernel().str();
      }
    }
    result.push_back(b);
  }
  std::stable_sort(result.begin(), result.end(), [](const BufferCost &a, const BufferCost &b) { return a.bytes > b.bytes; });
  return result;
}

std::vector<EntryCost> costsOf(ModuleOp module) {
  SymbolTable symbols(module);
  std::vector<EntryCost> result;
  for (auto plan : module.getOps<tile::PlanOp>()) {
    EntryCost cost;
    cost.name = plan.getSymName().str();
    cost.arenaBytes = plan.getArenaBytes();
    if (auto saved = plan->getAttrOfType<IntegerAttr>("mf.savedBytes"))
      cost.savedBytes = saved.getInt();
    addLaunches(plan.getBody().front(), symbols, cost);
    markOptimizer(stepsOf(plan, symbols, cost));
    countPairs(cost);
    cost.contributors = contributorsOf(plan);
    result.push_back(std::move(cost));
  }
  return result;
}

} // namespace mf::compiler
