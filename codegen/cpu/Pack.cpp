//===- Pack.cpp - operands of a contraction into scratch ------------------------------------------===//
#include "codegen/cpu/Pack.h"

using namespace mlir;
using namespace mf::codegen;

Value Packer::offset(const DimGroup &group, unsigned access, Value flat) {
  ArrayRef<int64_t> strides = group.strides[access];
  Value sum = b.index(0), rest = flat;
  for (unsigned d = group.sizes.size(); d-- > 0;) {
    Value at = rest;
    if (d > 0) {
      at = b.createOrFold<arith::RemUIOp>(rest, b.index(group.sizes[d]));
      rest = b.createOrFold<arith::DivUIOp>(rest, b.index(group.sizes[d]));
    }
    sum = b.add(sum, b.mul(at, strides[d]));
  }
  return sum;
}

/// Offsets of `lanes` neighbours from `flat` on, as i32.
Value Packer::laneOffsets(const DimGroup &group, unsigned access, Value flat) {
  Type i32 = b.getI32Type();
  Type vector = laneType(i32, plan.lanes);
  Value narrow = b.createOrFold<arith::TruncIOp>(i32, flat);
  Value rest = b.add(b.splat(narrow, plan.lanes), b.iota(i32, plan.lanes));
  // lanes beyond the end are masked; held within the buffer they cannot overflow
  rest = b.create<arith::MinSIOp>(rest, b.integer(vector, group.total - 1));
  Value sum = b.zero(vector);
  for (unsigned d = group.sizes.size(); d-- > 0;) {
    Value at = rest;
    if (d > 0) {
      Value size = b.integer(vector, group.sizes[d]);
      at = b.create<arith::RemUIOp>(rest, size);
      rest = b.create<arith::DivUIOp>(rest, size);
    }
    sum = b.add(sum, b.mul(at, b.integer(vector, group.strides[access][d])));
  }
  return sum;
}

void Packer::forRuns(unsigned access, Value k0, Value count, Run body) {
  if (plan.k.isFlat())
    return body(b.mul(k0, plan.k.innerStride(access)), b.index(0), count);
  int64_t inner = plan.k.inner();
  Value end = b.add(k0, count);
  Value firstRun = b.createOrFold<arith::DivUIOp>(k0, b.index(inner));
  Value lastRun = b.createOrFold<arith::DivUIOp>(b.add(end, inner - 1), b.index(inner));
  b.loop(firstRun, lastRun, 1, [&](Value run) {
    Value start = b.mul(run, inner);
    Value from = b.createOrFold<arith::MaxSIOp>(start, k0);
    Value to = b.min(b.add(start, inner), end);
    body(offset(plan.k, access, from), b.sub(from, k0), b.sub(to, from));
  });
}

Value Packer::toAccumulator(Value value, Type type) {
  if (type.isBF16())
    value = b.widenBf16(value), type = b.getF32Type();
  if (type == plan.accumulator)
    return value;
  return b.create<arith::ExtFOp>(laneType(plan.accumulator, lanesOf(value.getType())), value);
}

/// [row][k]: vectors along k. A vector may run over the end of its run: what it overwrites is written later or padding.
void Packer::lhsAlongK(unsigned side, Value base, Type type, Value m0, Value rows, Value k0, Value count, Value out) {
  const ContractPlan::Part &part = plan.parts[plan.sides[side].part];
  unsigned access = plan.sides[side].indexInPart;
  int64_t stride = plan.k.innerStride(side);
  Type stored = storageType(type);
  b.loop(b.index(0), rows, 1, [&](Value row) {
    Value m = b.min(b.add(m0, row), b.index(part.m.total - 1));
    Value source = b.element(base, stored, offset(part.m, access, m));
    Value target = element(out, b.mul(row, plan.packedRow));
    forRuns(side, k0, count, [&](Value from, Value place, Value length) {
      Value runSource = b.element(source, stored, from), runTarget = element(target, place);
      b.loop(b.index(0), length, plan.lanes, [&](Value at) {
        Value mask = b.dynamicMask(plan.lanes, b.sub(length, at));
        Value address = b.element(runSource, stored, b.mul(at, stride));
        Value values = stride == 1 ? b.loadLanes(stored, plan.lanes, address, mask)
                                   : b.gather(stored, address, b.iota(b.getI32Type(), plan.lanes, stride), mask);
        b.store(toAccumulator(values, type), element(runTarget, at));
      });
    });
  });
}

/// Tiles of [k][row]: vectors across rows.
void Packer::lhsAcross(unsigned side, Value base, Type type, Value m0, Value rows, Value k0, Value count, Value out) {
  const ContractPlan::Part &part = plan.parts[plan.sides[side].part];
  Type stored = storageType(type);
  int64_t tile = plan.tileRows();
  b.loop(b.index(0), rows, tile, [&](Value row) {
    Value tileOut = element(out, b.mul(row, plan.packedRow));
    Value remaining = b.sub(b.index(part.m.total), b.add(m0, row));
    forRuns(side, k0, count, [&](Value from, Value place, Value length) {
      Value runSource = b.element(base, stored, b.add(from, b.add(m0, row)));
      b.loop(b.index(0), length, 1, [&](Value at) {
        Value source = b.element(runSource, stored, b.mul(at, plan.k.innerStride(side)));
        Value target = element(tileOut, b.mul(b.add(place, at), tile));
        for (int64_t from = 0; from < tile; from += plan.lanes) {
          Value mask = b.dynamicMask(plan.lanes, b.sub(remaining, b.index(from)));
          Value values = b.loadLanes(stored, plan.lanes, b.element(source, stored, b.index(from)), mask);
          Value keep = from + plan.lanes > tile ? b.constantMask(plan.lanes, tile - from) : Value();
          b.storeLanes(toAccumulator(values, type), element(target, b.index(from)), keep);
        }
      });
    });
  });
}

void Packer::packLhs(unsigned side, Value base, Type type, Value m0, Value rows, Value k0, Value count, Value out) {
  if (plan.sides[side].packing == Packing::across)
    lhsAcross(side, base, type, m0, rows, k0, count, out);
  else
    lhsAlongK(side, base, type, m0, rows, k0, count, out);
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

/// The right side is contiguous along k: squares of lanes x lanes are transposed in registers.
void Packer::rhsAlongK(Value base, Type type, Value n0, Value k0, Value count, Value out) {
  Type stored = storageType(type);
  unsigned rhs = plan.sides.size(), lanes = plan.lanes;
  int64_t stride = plan.n.innerStride(0);
  b.loop(b.index(0), b.index(plan.panelColumns()), lanes, [&](Value column) {
    forRuns(rhs, k0, count, [&](Value from, Value place, Value length) {
      b.loop(b.index(0), length, lanes, [&](Value at) {
        Value mask = b.dynamicMask(lanes, b.sub(length, at));
        SmallVector<Value> rows;
        for (unsigned l = 0; l < lanes; ++l) {
          // columns beyond the last repeat it
          Value n = b.min(b.add(b.add(n0, column), l), b.index(plan.n.total - 1));
          Value address = b.element(base, stored, b.add(b.add(from, at), b.mul(n, stride)));
          rows.push_back(toAccumulator(b.loadLanes(stored, lanes, address, mask), type));
        }
        // rows beyond the run's end land on what is written later or on padding
        Value target = element(out, b.add(b.mul(b.add(place, at), plan.panelColumns()), column));
        for (auto [l, row] : llvm::enumerate(transpose(b, rows)))
          b.store(row, element(target, b.index(l * plan.panelColumns())));
      });
    });
  });
}

void Packer::packRhs(Value base, Type type, Value n0, Value k0, Value count, Value out) {
  if (plan.rhsPacking == Packing::alongK)
    return rhsAlongK(base, type, n0, k0, count, out);
  Type stored = storageType(type);
  unsigned rhs = plan.sides.size();
  bool vectors = plan.rhsPacking == Packing::across;
  SmallVector<Value> offsets, masks;
  for (unsigned v = 0; v < plan.panelVectors; ++v) {
    Value n = b.add(n0, int64_t(v) * plan.lanes);
    bool full = plan.n.total % plan.panelColumns() == 0;
    masks.push_back(full ? Value() : b.dynamicMask(plan.lanes, b.sub(b.index(plan.n.total), n)));
    offsets.push_back(vectors ? offset(plan.n, 0, n) : laneOffsets(plan.n, 0, n));
  }
  forRuns(rhs, k0, count, [&](Value from, Value place, Value length) {
    Value runSource = b.element(base, stored, from);
    b.loop(b.index(0), length, 1, [&](Value at) {
      Value source = b.element(runSource, stored, b.mul(at, plan.k.innerStride(rhs)));
      Value target = element(out, b.mul(b.add(place, at), plan.panelColumns()));
      for (unsigned v = 0; v < plan.panelVectors; ++v) {
        Value values = vectors ? b.loadLanes(stored, plan.lanes, b.element(source, stored, offsets[v]), masks[v])
                               : b.gather(stored, source, offsets[v], masks[v]);
        b.store(toAccumulator(values, type), element(target, b.index(int64_t(v) * plan.lanes)));
      }
    });
  });
}
