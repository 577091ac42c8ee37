//===- Simt.cpp - the CUDA lowering on the SIMT executor -------------------------------------------===//
#include "dialect/plan/Plan.h"
#include "tests/tools/mf-crosscheck/Targets.h"
#include "tests/tools/simt/Plan.h"

using namespace mlir;
using namespace mf;
using namespace mf::crosscheck;

/// The plan alone, with the kernels that it launches.
static OwningOpRef<ModuleOp> only(ModuleOp module, StringRef name) {
  OwningOpRef<ModuleOp> copy = module.clone();
  llvm::DenseSet<StringRef> used;
  for (auto plan : llvm::make_early_inc_range(copy->getOps<tile::PlanOp>())) {
    if (plan.getSymName() == name)
      plan.walk([&](tile::LaunchOp launch) { used.insert(launch.getKernel()); });
    else
      plan.erase();
  }
  for (auto kernel : llvm::make_early_inc_range(copy->getOps<tile::KernelOp>()))
    if (!used.contains(kernel.getSymName()))
      kernel.erase();
  return copy;
}

llvm::Expected<Point> crosscheck::runSimt(ModuleOp module, StringRef name, const Point &inputs, ArrayRef<std::string> argumentNames,
                                          ArrayRef<RankedTensorType> types) {
  OwningOpRef<ModuleOp> copy = only(module, name);
  std::map<std::string, simt::Bytes> bytes;
  for (auto [argument, tensor] : llvm::zip(argumentNames, inputs.arrays))
    bytes[argument] = toBytes(tensor);
  for (auto &[state, tensor] : inputs.states)
    bytes[state] = toBytes(tensor);
  auto run = simt::runPlan(*copy, name, bytes);
  if (!run)
    return run.takeError();
  if (!run->reports.empty())
    return llvm::createStringError(run->summary);
  Point out;
  auto plan = *copy->getOps<tile::PlanOp>().begin();
  for (auto [i, type] : llvm::enumerate(types)) {
    auto field = cast<StringAttr>(cast<DictionaryAttr>(plan.getResults()[i]).get("name")).getValue().str();
    if (type.getNumElements() == 0) { // no kernel writes it
      out.arrays.push_back({type, {}});
      continue;
    }
    auto found = run->results.find(field);
    if (found == run->results.end() || found->second.size() != byteSize(type))
      return llvm::createStringError("result " + field + " was not written");
    out.arrays.push_back(fromBytes(type, found->second.data()));
  }
  for (auto &[state, tensor] : inputs.states)
    out.states[state] = fromBytes(tensor.type, run->states[state].data());
  return out;
}
