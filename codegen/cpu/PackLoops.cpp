//===- PackLoops.cpp - the inner loops of packing -------------------------------------------------===//
#include "codegen/cpu/PackLoops.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mf::codegen;
using Arguments = Block::BlockArgListType;

static StringRef nameOf(Type type) { return type.isBF16() ? "bf16" : type.isF64() ? "f64" : "f32"; }

std::string PackLoops::name(StringRef what, int64_t width) const {
  return ("mf_pack_" + what + "_" + nameOf(type) + "_" + nameOf(plan.accumulator) + "_" + Twine(width)).str();
}

Value PackLoops::toAccumulator(LaneBuilder &f, Value value) const {
  Type from = type;
  if (type.isBF16())
    value = f.widenBf16(value), from = f.getF32Type();
  if (from == plan.accumulator)
    return value;
  return f.create<arith::ExtFOp>(laneType(plan.accumulator, lanesOf(value.getType())), value);
}

void PackLoops::rows(Value source, Value rowStride, Value last, Value rows, int64_t kStride, Value count, Value out) {
  Type stored = storageType(type), sum = plan.accumulator;
  unsigned lanes = plan.lanes;
  auto fill = [&](LaneBuilder &f, Arguments a) {
    Value step = a[4], length = a[5];
    f.loop(f.index(0), a[3], 1, [&](Value row) {
      Value from = f.element(a[0], stored, f.mul(f.min(row, a[2]), a[1])), to = f.element(a[6], sum, f.mul(row, plan.packedRow));
      auto copy = [&](Value k, Value mask) {
        Value address = f.element(from, stored, f.mul(k, step));
        if (kStride == 1)
          return f.store(toAccumulator(f, f.loadLanes(stored, lanes, address, mask)), f.element(to, sum, k));
        Value distance = f.create<arith::TruncIOp>(f.getI32Type(), step);
        Value offsets = f.mul(f.iota(f.getI32Type(), lanes), f.splat(distance, lanes));
        f.store(toAccumulator(f, f.gather(stored, address, offsets, mask)), f.element(to, sum, k));
      };
      Value full = f.create<arith::AndIOp>(length, f.index(-int64_t(lanes)));
      f.loop(f.index(0), full, lanes, [&](Value k) { copy(k, {}); });
      f.loop(full, length, lanes, [&](Value k) { copy(k, f.dynamicMask(lanes, f.sub(length, k))); });
    });
  };
  Type arguments[] = {b.ptr, b.i64, b.i64, b.i64, b.i64, b.i64, b.ptr};
  LLVM::LLVMFuncOp function = laneFunction(b, name(kStride == 1 ? "rows" : "strided_rows", plan.packedRow), arguments, fill);
  b.create<LLVM::CallOp>(function, ValueRange{source, rowStride, last, rows, b.index(kStride), count, out});
}

void PackLoops::acrossLoop(LaneBuilder &f, ArrayRef<Value> a, int64_t width, bool masked) const {
  Type stored = storageType(type), sum = plan.accumulator;
  unsigned lanes = plan.lanes;
  SmallVector<Value> masks;
  for (int64_t l = 0; l < width; l += lanes) {
    Value beyond = l + lanes > width ? f.constantMask(lanes, width - l) : Value();
    masks.push_back(masked ? f.andMasks(beyond, f.dynamicMask(lanes, f.sub(a[2], f.index(l)))) : beyond);
  }
  f.loop(f.index(0), a[3], 1, [&](Value k) {
    Value from = f.element(a[0], stored, f.mul(k, a[1])), to = f.element(a[4], sum, f.mul(k, width));
    for (int64_t l = 0; l < width; l += lanes) {
      Value values = toAccumulator(f, f.loadLanes(stored, lanes, f.element(from, stored, f.index(l)), masks[l / lanes]));
      Value beyond = l + lanes > width ? f.constantMask(lanes, width - l) : Value();
      f.storeLanes(values, f.element(to, sum, f.index(l)), beyond);
    }
  });
}

void PackLoops::across(Value source, Value kStride, Value remaining, Value count, int64_t width, Value out) {
  auto fill = [&](LaneBuilder &f, Arguments a) {
    SmallVector<Value> list(a.begin(), a.end());
    Value whole = f.create<arith::CmpIOp>(arith::CmpIPredicate::sge, list[2], f.index(width));
    auto choice = f.create<scf::IfOp>(whole, true);
    for (bool masked : {false, true}) {
      OpBuilder::InsertionGuard guard(f);
      f.setInsertionPointToStart(masked ? choice.elseBlock() : choice.thenBlock());
      acrossLoop(f, list, width, masked);
    }
  };
  Type arguments[] = {b.ptr, b.i64, b.i64, b.i64, b.ptr};
  LLVM::LLVMFuncOp function = laneFunction(b, name("across", width), arguments, fill);
  b.create<LLVM::CallOp>(function, ValueRange{source, kStride, remaining, count, out});
}

/// The transpose of `lanes` vectors of `lanes` lanes, by exchanging halves of ever smaller blocks.
static SmallVector<Value> transpose(LaneBuilder &b, SmallVector<Value> rows) {
  unsigned lanes = rows.size();
  for (unsigned half = lanes / 2; half >= 1; half /= 2) {
    SmallVector<int32_t> low, high;
    for (unsigned l = 0; l < lanes; ++l) {
      bool second = (l / half) % 2;
      low.push_back(second ? lanes + l - half : l);
      high.push_back(second ? lanes + l : l + half);
    }
    for (unsigned i = 0; i < lanes; ++i) {
      if ((i / half) % 2)
        continue;
      Value top = rows[i], bottom = rows[i + half];
      rows[i] = b.create<LLVM::ShuffleVectorOp>(top, bottom, low);
      rows[i + half] = b.create<LLVM::ShuffleVectorOp>(top, bottom, high);
    }
  }
  return rows;
}

void PackLoops::transposed(Value source, Value nStride, Value last, Value count, Value out) {
  Type stored = storageType(type), sum = plan.accumulator;
  unsigned lanes = plan.lanes;
  int64_t columns = plan.panelColumns();
  auto fill = [&](LaneBuilder &f, Arguments a) {
    f.loop(f.index(0), f.index(columns), lanes, [&](Value column) {
      SmallVector<Value> offsets;
      for (unsigned l = 0; l < lanes; ++l)
        offsets.push_back(f.mul(f.min(f.add(column, l), a[2]), a[1]));
      Value full = f.create<arith::AndIOp>(a[3], f.index(-int64_t(lanes)));
      auto square = [&](Value k, Value mask) {
        SmallVector<Value> rows;
        for (Value offset : offsets)
          rows.push_back(toAccumulator(f, f.loadLanes(stored, lanes, f.element(a[0], stored, f.add(offset, k)), mask)));
        Value target = f.element(a[4], sum, f.add(f.mul(k, columns), column));
        for (auto [l, row] : llvm::enumerate(transpose(f, rows)))
          f.store(row, f.element(target, sum, f.index(l * columns)));
      };
      f.loop(f.index(0), full, lanes, [&](Value k) { square(k, {}); });
      f.loop(full, a[3], lanes, [&](Value k) { square(k, f.dynamicMask(lanes, f.sub(a[3], k))); });
    });
  };
  Type arguments[] = {b.ptr, b.i64, b.i64, b.i64, b.ptr};
  LLVM::LLVMFuncOp function = laneFunction(b, name("transposed", columns), arguments, fill);
  b.create<LLVM::CallOp>(function, ValueRange{source, nStride, last, count, out});
}
