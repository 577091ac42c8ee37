//===- PlanCosts.cpp - what the launches of a plan cost ---------------------------------------------------===//
#include "compiler/PlanCosts.h"
#include "dialect/plan/Plan.h"
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
    cost.launches.push_back(l);
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
    cost.contributors = contributorsOf(plan);
    result.push_back(std::move(cost));
  }
  return result;
}

} // namespace mf::compiler
