//===- Pack.cpp - operands of a contraction into scratch ------------------------------------------===//
#include "codegen/cpu/Pack.h"
#include "codegen/cpu/PackLoops.h"

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

/// [row][k]. A vector may run over the end of its run: what it overwrites is written later or padding.
void Packer::lhsAlongK(unsigned side, Value base, Type type, Value m0, Value rows, Value k0, Value count, Value out) {
  const DimGroup &m = plan.parts[plan.sides[side].part].m;
  unsigned access = plan.sides[side].indexInPart;
  PackLoops loops(b, plan, type);
  Value stride = b.index(plan.k.innerStride(side)), last = b.index(m.total - 1);
  if (m.isFlat() && plan.k.isFlat()) {
    Value source = b.element(base, storageType(type), b.add(offset(m, access, m0), b.mul(k0, stride)));
    return loops.rows(source, b.index(m.innerStride(access)), b.sub(last, m0), rows, plan.k.innerStride(side), count, out);
  }
  b.loop(b.index(0), rows, 1, [&](Value row) {
    Value source = b.element(base, storageType(type), offset(m, access, b.min(b.add(m0, row), last)));
    Value target = element(out, b.mul(row, plan.packedRow));
    forRuns(side, k0, count, [&](Value from, Value place, Value length) {
      loops.rows(b.element(source, storageType(type), from), b.index(0), b.index(0), b.index(1), plan.k.innerStride(side), length, element(target, place));
    });
  });
}

/// Tiles of [k][row].
void Packer::lhsAcross(unsigned side, Value base, Type type, Value m0, Value rows, Value k0, Value count, Value out) {
  int64_t tile = plan.tileRows(), total = plan.parts[plan.sides[side].part].m.total;
  PackLoops loops(b, plan, type);
  b.loop(b.index(0), rows, tile, [&](Value row) {
    Value target = element(out, b.mul(row, plan.packedRow)), m = b.add(m0, row);
    forRuns(side, k0, count, [&](Value from, Value place, Value length) {
      Value source = b.element(base, storageType(type), b.add(from, m));
      loops.across(source, b.index(plan.k.innerStride(side)), b.sub(b.index(total), m), length, tile, element(target, b.mul(place, tile)));
    });
  });
}

void Packer::packLhs(unsigned side, Value base, Type type, Value m0, Value rows, Value k0, Value count, Value out) {
  if (plan.sides[side].packing == Packing::across)
    lhsAcross(side, base, type, m0, rows, k0, count, out);
  else
    lhsAlongK(side, base, type, m0, rows, k0, count, out);
}

/// Columns at any distance, or vectors of neighbours at any distance.
void Packer::rhsScattered(Value base, Type type, Value n0, Value k0, Value count, Value out) {
  Type stored = storageType(type);
  unsigned rhs = plan.sides.size();
  PackLoops loops(b, plan, type);
  bool vectors = plan.rhsPacking == Packing::across;
  SmallVector<Value> offsets, masks;
  for (unsigned v = 0; v < plan.panelVectors; ++v) {
    Value n = b.add(n0, int64_t(v) * plan.lanes);
    masks.push_back(b.dynamicMask(plan.lanes, b.sub(b.index(plan.n.total), n)));
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
        b.store(loops.toAccumulator(b, values), element(target, b.index(int64_t(v) * plan.lanes)));
      }
    });
  });
}

void Packer::packRhs(Value base, Type type, Value n0, Value k0, Value count, Value out) {
  if (plan.rhsPacking == Packing::gather || !plan.n.isFlat())
    return rhsScattered(base, type, n0, k0, count, out);
  unsigned rhs = plan.sides.size();
  PackLoops loops(b, plan, type);
  Value remaining = b.sub(b.index(plan.n.total), n0);
  forRuns(rhs, k0, count, [&](Value from, Value place, Value length) {
    Value source = b.element(base, storageType(type), b.add(from, b.mul(n0, plan.n.innerStride(0))));
    Value target = element(out, b.mul(place, plan.panelColumns()));
    if (plan.rhsPacking == Packing::across)
      return loops.across(source, b.index(plan.k.innerStride(rhs)), remaining, length, plan.panelColumns(), target);
    loops.transposed(source, b.index(plan.n.innerStride(0)), b.sub(remaining, b.index(1)), length, target);
  });
}
