//===- ContractEmitter.cpp - a block of a contraction ---------------------------------------------===//
// A block computes some rows of every part by some panels of columns:
//   for each chunk of k:  pack the rows of all left sides
//     for each panel:     pack the panel of the right side, once for all left sides
//       for each tile of rows of each left side: register tile, sums in scratch
//   for each part:        the epilogue, as vector code along n, or along m where its results lie so
//===--------------------------------------------------------------------------------------------===//
#include "codegen/cpu/ContractEmitter.h"
#include "codegen/cpu/ContractPlan.h"
#include "codegen/cpu/MicroKernel.h"
#include "codegen/cpu/Pack.h"
#include "codegen/cpu/PackLoops.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mf::codegen;
using namespace mf::tile;

namespace {
class ContractEmitter {
public:
  ContractEmitter(PointEmitter &points, ContractOp op, const ContractPlan &plan) : points(points), b(points.b), op(op), plan(plan), packer(b, plan) {}

  void emit(Value block, Value scratch) {
    splitBlock(block);
    splitScratch(scratch);
    bases();
    b.loop(b.index(0), b.index(plan.k.total), plan.chunk, [&](Value k0) { emitChunk(k0); });
    for (unsigned p = 0; p < plan.parts.size(); ++p)
      plan.parts[p].storesAlongM ? emitEpilogueAlongM(p) : emitEpilogue(p);
  }

private:
  /// block = (batch * columnBlocks + columnBlock) * rowBlocks + rowBlock
  void splitBlock(Value block) {
    auto take = [&](Value &rest, int64_t size) -> Value {
      if (size == 1)
        return b.index(0);
      Value at = b.createOrFold<arith::RemUIOp>(rest, b.index(size));
      rest = b.createOrFold<arith::DivUIOp>(rest, b.index(size));
      return at;
    };
    Value rest = block;
    m0 = b.mul(take(rest, plan.rowBlocks()), plan.blockRows);
    n0 = b.mul(take(rest, plan.columnBlocks()), plan.blockColumns());
    ArrayRef<int64_t> sizes = op.getBSizes();
    batch.resize(sizes.size());
    for (unsigned d = sizes.size(); d-- > 0;)
      batch[d] = take(rest, sizes[d]);
    Value left = b.sub(b.index(plan.n.total), n0);
    columns = plan.columnBlocks() == 1 ? b.index(plan.n.total) : b.min(left, b.index(plan.blockColumns()));
    for (const ContractPlan::Part &part : plan.parts) {
      bool whole = plan.rowBlocks() == 1 || (plan.parts.size() == 1 && part.m.total % plan.blockRows == 0);
      int64_t known = std::min(part.m.total, plan.blockRows);
      Value remaining = b.createOrFold<arith::MaxSIOp>(b.sub(b.index(part.m.total), m0), b.index(0));
      rows.push_back(whole ? b.index(known) : b.min(remaining, b.index(plan.blockRows)));
    }
  }

  void splitScratch(Value scratch) {
    int64_t at = 0, size = plan.accumulator.getIntOrFloatBitWidth() / 8;
    auto piece = [&](int64_t elements) {
      Value start = b.element(scratch, b.getI8Type(), b.index(at));
      at += (elements * size + 63) / 64 * 64;
      return start;
    };
    panel = piece(plan.panelElements());
    for (size_t i = 0; i < plan.sides.size(); ++i) {
      packed.push_back(piece(plan.sideElements()));
      sums.push_back(piece(plan.sumElements()));
    }
  }

  /// The operands from the block's batch on.
  void bases() {
    auto base = [&](Value buffer, int64_t constant, ArrayRef<int64_t> strides) {
      Value offset = b.index(constant);
      for (auto [at, stride] : llvm::zip(batch, strides))
        offset = b.add(offset, b.mul(at, stride));
      Type type = storageType(cast<MemRefType>(buffer.getType()).getElementType());
      return b.element(points.value(buffer), type, offset);
    };
    for (auto [side, buffer] : llvm::zip(plan.sides, op.getLhs()))
      lhs.push_back(base(buffer, side.base, side.bStrides));
    rhs = base(op.getRhs(), plan.rhsBase, plan.rhsBStrides);
  }

  static Type elementType(Value buffer) { return cast<MemRefType>(buffer.getType()).getElementType(); }

  /// Rows up to whole register tiles.
  Value paddedRows(unsigned part) {
    int64_t step = plan.rowVariants.back();
    return b.mul(b.createOrFold<arith::DivUIOp>(b.add(rows[part], step - 1), b.index(step)), step);
  }

  void emitChunk(Value k0) {
    Value count = plan.k.total % plan.chunk == 0 ? b.index(plan.chunk) : b.min(b.sub(b.index(plan.k.total), k0), b.index(plan.chunk));
    Value first = b.createOrFold<arith::CmpIOp>(arith::CmpIPredicate::eq, k0, b.index(0));
    for (unsigned i = 0; i < plan.sides.size(); ++i)
      packer.packLhs(i, lhs[i], elementType(op.getLhs()[i]), m0, paddedRows(plan.sides[i].part), k0, count, packed[i]);
    b.loop(b.index(0), columns, plan.panelColumns(), [&](Value column) {
      Value n = b.add(n0, column);
      if (plan.readsRhsInPlace)
        panel = b.element(rhs, plan.accumulator, b.add(b.mul(k0, rhsRow()), n));
      else
        packer.packRhs(rhs, elementType(op.getRhs()), n, k0, count, panel);
      for (unsigned i = 0; i < plan.sides.size(); ++i)
        emitTiles(i, column, count, first);
    });
  }

  /// Elements of the right side from one k to the next.
  int64_t rhsRow() const { return plan.k.innerStride(plan.sides.size()); }

  /// All rows of a left side by one panel.
  void emitTiles(unsigned side, Value column, Value count, Value first) {
    int64_t height = plan.tileRows(), total = plan.parts[plan.sides[side].part].m.total;
    Value all = rows[plan.sides[side].part];
    Value full = b.mul(b.createOrFold<arith::DivUIOp>(all, b.index(height)), height);
    b.loop(b.index(0), full, height, [&](Value row) { emitTile(side, height, row, column, count, first); });
    if (total % height == 0)
      return;
    unsigned variant = plan.variantFor(total % height);
    b.loop(full, all, height, [&](Value row) { emitTile(side, variant, row, column, count, first); });
  }

  void emitTile(unsigned side, unsigned height, Value row, Value column, Value count, Value first) {
    MicroKernel kernel{plan.accumulator, height, plan.panelVectors, plan.lanes, plan.sides[side].packing == Packing::across, plan.tileRows(), plan.packedRow,
                       plan.readsRhsInPlace ? rhsRow() : plan.panelColumns()};
    Value left = b.element(packed[side], plan.accumulator, b.mul(row, plan.packedRow));
    Value target = b.element(sums[side], plan.accumulator, b.add(b.mul(row, plan.blockColumns()), column));
    Value stride = b.index(plan.blockColumns());
    int64_t rest = plan.n.total % plan.panelColumns();
    if (plan.panelVectors == 1 || rest == 0 || rest > plan.lanes)
      return callMicroKernel(b, kernel, left, panel, target, count, stride, first);
    // the last panel fills one vector only
    Value left1 = b.sub(b.index(plan.n.total), b.add(n0, column));
    Value wide = b.create<arith::CmpIOp>(arith::CmpIPredicate::sgt, left1, b.index(plan.lanes));
    MicroKernel narrow = kernel;
    narrow.vectors = 1;
    auto choice = b.create<scf::IfOp>(wide, true);
    for (bool isWide : {true, false}) {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(isWide ? choice.thenBlock() : choice.elseBlock());
      callMicroKernel(b, isWide ? kernel : narrow, left, panel, target, count, stride, first);
    }
  }

  void bindBatch(Block &body) {
    points.setLanes(1, {});
    for (auto [d, at] : llvm::enumerate(batch))
      points.bindIndex(body.getArgument(d), points.uniformIndex(at));
  }

  /// Calls `body` for each vector of `count` neighbours, of `total` in all blocks; the last one's mask is null where all are whole.
  void forVectors(Value count, int64_t total, llvm::function_ref<void(Value at, Value mask)> body) {
    Value full = b.mul(b.createOrFold<arith::DivUIOp>(count, b.index(plan.lanes)), plan.lanes);
    b.loop(b.index(0), full, plan.lanes, [&](Value at) { body(at, {}); });
    if (total % plan.lanes)
      b.loop(full, count, plan.lanes, [&](Value at) { body(at, b.dynamicMask(plan.lanes, b.sub(count, at))); });
  }

  void emitEpilogue(unsigned p) {
    Block &body = op.getEpilogues()[p].front();
    size_t nb = batch.size();
    bindBatch(body);
    b.loop(b.index(0), rows[p], 1, [&](Value row) {
      AffineExpr m = points.uniformIndex(b.add(m0, row));
      bindFlat(body, nb, op.getPartMSizes(p), m);
      forVectors(columns, plan.n.total, [&](Value column, Value mask) { emitVector(p, row, column, mask); });
    });
    points.setLanes(1, {});
  }

  /// Binds the coordinates of a flattened index.
  void bindFlat(Block &body, size_t from, ArrayRef<int64_t> sizes, AffineExpr flat) {
    points.bindCoordinates(body.getArguments().drop_front(from), flat, sizes);
  }

  void emitVector(unsigned p, Value row, Value column, Value mask) {
    Block &body = op.getEpilogues()[p].front();
    points.setLanes(plan.lanes, mask);
    bindFlat(body, batch.size() + op.getMRank(), op.getNSizes(), points.laneIndex(b.add(n0, column)));
    emitSums(p, sums, b.add(b.mul(row, plan.blockColumns()), column));
  }

  /// Panels of rows are transposed, into the memory of the packed left sides, which are not needed any more.
  void emitEpilogueAlongM(unsigned p) {
    Block &body = op.getEpilogues()[p].front();
    const ContractPlan::Part &part = plan.parts[p];
    size_t nb = batch.size(), nm = op.getMRank();
    bindBatch(body);
    PackLoops loops(b, plan, plan.accumulator);
    b.loop(b.index(0), rows[p], plan.panelColumns(), [&](Value row) {
      Value count = b.min(b.sub(rows[p], row), b.index(plan.panelColumns()));
      for (unsigned i = part.firstSide; i < part.firstSide + part.numSides; ++i)
        loops.transposed(b.element(sums[i], plan.accumulator, b.mul(row, plan.blockColumns())), b.index(plan.blockColumns()), b.sub(count, b.index(1)), columns,
                         packed[i]);
      b.loop(b.index(0), columns, 1, [&](Value column) {
        points.setLanes(1, {});
        bindFlat(body, nb + nm, op.getNSizes(), points.uniformIndex(b.add(n0, column)));
        forVectors(count, part.m.total, [&](Value at, Value mask) { emitVectorAlongM(p, row, column, at, mask); });
      });
    });
    points.setLanes(1, {});
  }

  /// Rows row + at ... of a column, whose sums lie in panels from `row` on.
  void emitVectorAlongM(unsigned p, Value row, Value column, Value at, Value mask) {
    Block &body = op.getEpilogues()[p].front();
    points.setLanes(plan.lanes, mask);
    bindFlat(body, batch.size(), op.getPartMSizes(p), points.laneIndex(b.add(b.add(m0, row), at)));
    emitSums(p, packed, b.add(b.mul(column, plan.panelColumns()), at));
  }

  /// The epilogue of lanes whose sums lie in a buffer a side.
  void emitSums(unsigned p, ArrayRef<Value> buffers, Value at) {
    Block &body = op.getEpilogues()[p].front();
    const ContractPlan::Part &part = plan.parts[p];
    size_t first = batch.size() + op.getMRank() + op.getNSizes().size();
    for (unsigned i = 0; i < part.numSides; ++i) {
      Value address = b.element(buffers[part.firstSide + i], plan.accumulator, at);
      points.bind(body.getArgument(first + i), b.load(laneType(plan.accumulator, plan.lanes), address));
    }
    points.emitBody(body);
  }

  PointEmitter &points;
  LaneBuilder &b;
  ContractOp op;
  const ContractPlan &plan;
  Packer packer;
  Value m0, n0, columns, panel, rhs;
  SmallVector<Value> batch, rows, packed, sums, lhs;
};
} // namespace

void mf::codegen::emitContraction(PointEmitter &points, KernelOp kernel, ContractOp op, Value block, Value scratch, int64_t &blocks, int64_t &scratchBytes) {
  ContractPlan plan = planContraction(op, points.b.target);
  blocks = plan.blocks();
  scratchBytes = plan.scratchBytes();
  for (Operation &other : kernel.getBody().front())
    if (&other != op)
      points.emitOp(&other);
  ContractEmitter(points, op, plan).emit(block, scratch);
}
