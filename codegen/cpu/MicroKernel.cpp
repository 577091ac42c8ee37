//===- MicroKernel.cpp - register tiles of matrix products ----------------------------------------===//
#include "codegen/cpu/MicroKernel.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mf::codegen;

static std::string nameOf(const MicroKernel &k) {
  return ("mf_gemm_" + Twine(k.type.isF64() ? "f64_" : "f32_") + Twine(k.rows) + "x" + Twine(k.vectors * k.lanes) + "of" + Twine(k.panelColumns) +
          (k.rowsContiguous ? "_across" : "_along") + Twine(k.rowsContiguous ? k.fullRows : k.packedRow))
      .str();
}

namespace {
class Emitter {
public:
  Emitter(LaneBuilder &b, const MicroKernel &k, Block::BlockArgListType arguments)
      : b(b), k(k), left(arguments[0]), right(arguments[1]), sums(arguments[2]), count(arguments[3]), stride(arguments[4]), first(arguments[5]),
        vector(laneType(k.type, k.lanes)) {}

  void emit() {
    SmallVector<Value> accumulators = start();
    // two steps of k an iteration: half the loop's own instructions
    Value pairs = b.create<arith::AndIOp>(count, b.index(-2));
    accumulators = b.loop(b.index(0), pairs, 2, accumulators, [&](Value step, ValueRange carried) {
      SmallVector<Value> next = accumulate(step, carried);
      return accumulate(b.add(step, 1), next);
    });
    accumulators = b.loop(pairs, count, 1, accumulators, [&](Value step, ValueRange carried) { return accumulate(step, carried); });
    for (unsigned i = 0; i < k.rows; ++i)
      for (unsigned v = 0; v < k.vectors; ++v)
        b.store(accumulators[i * k.vectors + v], sumAddress(i, v));
  }

private:
  Value sumAddress(unsigned row, unsigned v) { return b.element(sums, k.type, b.add(b.mul(stride, row), int64_t(v) * k.lanes)); }

  SmallVector<Value> start() {
    unsigned tiles = k.rows * k.vectors;
    SmallVector<Type> types(tiles, vector);
    auto choice = b.create<scf::IfOp>(types, first, true, true);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(choice.thenBlock());
    SmallVector<Value> zeros(tiles, b.zero(vector));
    b.create<scf::YieldOp>(zeros);
    b.setInsertionPointToEnd(choice.elseBlock());
    SmallVector<Value> loaded;
    for (unsigned i = 0; i < k.rows; ++i)
      for (unsigned v = 0; v < k.vectors; ++v)
        loaded.push_back(b.load(vector, sumAddress(i, v)));
    b.create<scf::YieldOp>(loaded);
    return SmallVector<Value>(choice.getResults());
  }

  SmallVector<Value> accumulate(Value step, ValueRange carried) {
    SmallVector<Value> next(carried), columns;
    Value rightRow = b.element(right, k.type, b.mul(step, k.panelColumns));
    for (unsigned v = 0; v < k.vectors; ++v)
      columns.push_back(b.load(vector, b.element(rightRow, k.type, b.index(v * k.lanes))));
    Value leftStep = b.element(left, k.type, k.rowsContiguous ? b.mul(step, k.fullRows) : step);
    for (unsigned i = 0; i < k.rows; ++i) {
      Value scalar = b.load(k.type, b.element(leftStep, k.type, b.index(k.rowsContiguous ? i : i * k.packedRow)));
      Value row = b.splat(scalar, k.lanes);
      for (unsigned v = 0; v < k.vectors; ++v) {
        Value &sum = next[i * k.vectors + v];
        sum = b.create<LLVM::FMulAddOp>(row, columns[v], sum);
      }
    }
    return next;
  }

  LaneBuilder &b;
  const MicroKernel &k;
  Value left, right, sums, count, stride, first;
  Type vector;
};
} // namespace

void mf::codegen::callMicroKernel(LaneBuilder &b, const MicroKernel &kernel, Value left, Value right, Value sums, Value count, Value stride, Value first) {
  Type arguments[] = {b.ptr, b.ptr, b.ptr, b.i64, b.i64, b.getI1Type()};
  auto fill = [&](LaneBuilder &inner, Block::BlockArgListType list) { Emitter(inner, kernel, list).emit(); };
  LLVM::LLVMFuncOp function = laneFunction(b, nameOf(kernel), arguments, fill);
  b.create<LLVM::CallOp>(function, ValueRange{left, right, sums, count, stride, first});
}
