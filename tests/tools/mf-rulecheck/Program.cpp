//===- Program.cpp - a primal entry becomes its tangent or its gradient program -----------------===//
#include "tests/tools/mf-rulecheck/Program.h"
#include "dialect/mf/Emit.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "passes/Passes.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::rulecheck;

Program mf::rulecheck::only(ModuleOp module, StringRef name) {
  Program copy{module.clone()};
  for (auto entry : llvm::make_early_inc_range(copy.module->getOps<EntryOp>()))
    if (entry.getSymName() != name)
      entry.erase();
  return copy;
}

/// Adds an argument to the entry, with a name that no user's argument has.
static Value addArgument(EntryOp entry, Type type) {
  Builder b(entry.getContext());
  SmallVector<Attribute> names(entry.getArgumentNames().getValue());
  names.push_back(b.getStringAttr("#" + std::to_string(names.size())));
  entry.setArgumentNamesAttr(b.getArrayAttr(names));
  return entry.getBody().addArgument(type, entry.getLoc());
}

static void setResults(EntryOp entry, ValueRange values) {
  OpBuilder b(entry.getContext());
  SmallVector<Attribute> names;
  for (size_t i = 0; i < values.size(); ++i)
    names.push_back(b.getStringAttr("#" + std::to_string(i)));
  entry.setResultNamesAttr(b.getArrayAttr(names));
  Operation *end = entry.getBody().front().getTerminator();
  end->setOperands(values);
}

static SmallVector<Value> floatResults(EntryOp entry) {
  SmallVector<Value> values;
  for (Value v : entry.getBody().front().getTerminator()->getOperands())
    if (isFloat(v))
      values.push_back(v);
  return values;
}

static SmallVector<Value> chosen(EntryOp entry, ArrayRef<unsigned> wrt) {
  SmallVector<Value> inputs;
  for (unsigned i : wrt)
    inputs.push_back(entry.getBody().getArgument(i));
  return inputs;
}

Program mf::rulecheck::tangents(EntryOp original, ArrayRef<unsigned> wrt, Rows rows) {
  Program program = only(original->getParentOfType<ModuleOp>(), original.getSymName());
  EntryOp entry = program.entry();
  SmallVector<Value> values = floatResults(entry), inputs = chosen(entry, wrt), tangents;
  for (Value input : inputs)
    tangents.push_back(addArgument(entry, input.getType()));
  OpBuilder b(entry.getBody().front().getTerminator());
  DenseI64ArrayAttr block = rows ? b.getDenseI64ArrayAttr({rows->first, rows->second}) : DenseI64ArrayAttr();
  auto jvp = b.create<JvpOp>(entry.getLoc(), ValueRange(values).getTypes(), values, inputs, tangents, block);
  setResults(entry, jvp.getResults());
  return program;
}

Program mf::rulecheck::cotangents(EntryOp original, ArrayRef<unsigned> wrt) {
  Program program = only(original->getParentOfType<ModuleOp>(), original.getSymName());
  EntryOp entry = program.entry();
  SmallVector<Value> inputs = chosen(entry, wrt);
  OpBuilder b(entry.getBody().front().getTerminator());
  Emit e{b, entry.getLoc()};
  Value loss;
  for (Value y : floatResults(entry)) {
    Value ct = addArgument(entry, y.getType());
    Value product = e.mul(ct, y);
    SmallVector<int64_t> dims;
    for (int64_t d = 0; d < tensorType(y).getRank(); ++d)
      dims.push_back(d);
    Value sum = e.sum(product, dims);
    loss = e.add(loss, sum);
  }
  auto grad = b.create<GradOp>(entry.getLoc(), ValueRange(inputs).getTypes(), loss, inputs);
  setResults(entry, grad.getResults());
  return program;
}

LogicalResult mf::rulecheck::compile(Program &program, bool simplify) {
  PassManager manager(program.module->getContext());
  manager.addPass(mf::passes::createDecomposePass());
  manager.addPass(mf::passes::createExpandDerivativesPass());
  if (simplify) {
    manager.addPass(createCanonicalizerPass());
    manager.addPass(mf::passes::createMergeEqualPass());
  }
  return manager.run(*program.module);
}

bool mf::rulecheck::hasDerivatives(EntryOp entry) {
  return entry->walk([](Operation *op) { return isa<JvpOp, GradOp>(op) ? WalkResult::interrupt() : WalkResult::advance(); })
      .wasInterrupted();
}
