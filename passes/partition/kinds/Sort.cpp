//===- Sort.cpp - sorts along the last dimension -----------------------------------------------===//
// Takes: mf.sort.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Scalar.h"
#include "passes/partition/Kind.h"
#include "passes/partition/PointKernel.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Rows of at most so many elements are sorted by counting; longer ones begin with runs of this length.
static constexpr int64_t kRun = 16, kCounted = 64;

/// Whether an element comes before mine: it precedes it, or neither precedes the other and it stands before it.
static Value comesBefore(Scalar &s, Value theirs, Value mine, Value earlier) {
  Value less = s.precedes(theirs, mine), more = s.precedes(mine, theirs);
  Value no = s.constant(s.b.getI1Type(), 0), tie = s.select(more, no, earlier);
  return s.b.create<arith::OrIOp>(s.loc, less, tie);
}

// Each element counts those that come before it in sorted order: O(n^2), but parallel and stable. Of two elements exactly one comes
// before the other (Scalar::precedes and the place decide), so that the counts are a permutation and every cell is written.
static KernelBuilder buildCounted(OpBuilder &b, SortOp op) {
  int64_t rank = op.getX().getType().getRank(), n = op.getX().getType().getDimSize(rank - 1);
  PointKernel k(b, op, op.getX().getType().getShape(), -1, "sort");
  k.build([&](ArrayRef<Value> at) {
    Body outer = k.body();
    Value mine = emitAt(outer, op.getX(), at);
    Value zero = b.create<arith::ConstantOp>(k.loc, b.getI32IntegerAttr(0));
    Scalar s{b, k.loc};
    Value position = k.fold({n}, {zero}, [&](ValueRange i, ValueRange carried) {
      Body body = k.body();
      SmallVector<Value> other(at);
      other.back() = i[0];
      Value theirs = emitAt(body, op.getX(), other);
      Value earlier = b.create<arith::CmpIOp>(k.loc, arith::CmpIPredicate::ult, i[0], at.back());
      Value before = comesBefore(s, theirs, mine, earlier);
      Value one = b.create<arith::ExtUIOp>(k.loc, b.getI32Type(), before);
      return SmallVector<Value>{b.create<arith::AddIOp>(k.loc, carried[0], one).getResult()};
    })[0];
    SmallVector<Value> target(at);
    target.back() = b.create<arith::IndexCastOp>(k.loc, b.getIndexType(), position);
    Body body = k.body();
    body.storeAt(op.getY(), target, mine);
    Type indexType = op.getIndices().getType().getElementType();
    Value from = b.create<arith::IndexCastOp>(k.loc, indexType, at.back());
    body.storeAt(op.getIndices(), target, from);
  });
  return std::move(k.kernel);
}

namespace {
/// A row of indices while it is merged: in the result's indices, or in the bits of its values, which are written last.
class MergeSort {
public:
  explicit MergeSort(OpBuilder &b, SortOp op)
      : b(b), op(op), rank(op.getX().getType().getRank()), n(op.getX().getType().getDimSize(rank - 1)), k(b, op, op.getX().getType().getShape(), rank - 1, "sort"),
        s{b, k.loc} {}

  /// A point is a row: runs of kRun elements by counting, then passes that merge two runs each. A pass writes its places in order,
  /// whatever the data, so that every cell is written.
  KernelBuilder build() {
    k.build([&](ArrayRef<Value> row) {
      at = row;
      int64_t passes = 0;
      for (int64_t run = kRun; run < n; run *= 2)
        ++passes;
      Value ends[] = {op.getIndices(), op.getY()};
      count(ends[passes % 2]);
      for (int64_t run = kRun; run < n; run *= 2, --passes)
        merge(run, ends[passes % 2], ends[(passes - 1) % 2]);
      k.fold({n}, {}, [&](ValueRange i, ValueRange) {
        Body body = k.body();
        body.storeAt(op.getY(), place(i[0]), key(body, load(body, op.getIndices(), i[0])));
        return SmallVector<Value>();
      });
    });
    return std::move(k.kernel);
  }

private:
  using Predicate = arith::CmpIPredicate;
  Value less(Value x, Value y) { return b.create<arith::CmpIOp>(k.loc, Predicate::slt, x, y); }
  Value add(Value x, Value y) { return b.create<arith::AddIOp>(k.loc, x, y); }
  Value both(Value x, Value y) { return b.create<arith::AndIOp>(k.loc, x, y); }
  Value either(Value x, Value y) { return b.create<arith::OrIOp>(k.loc, x, y); }
  Value opposite(Value x) { return s.select(x, s.constant(b.getI1Type(), 0), s.constant(b.getI1Type(), 1)); }
  Value atMost(Value x, int64_t most) { return b.create<arith::MinSIOp>(k.loc, x, k.constantIndex(most)); }
  SmallVector<Value> place(Value i) { return insertAt(at, rank - 1, i); }
  Value inRow(Value i) { return atMost(b.create<arith::MaxSIOp>(k.loc, i, k.constantIndex(0)), n - 1); }
  /// The largest multiple of a power of two that is not above i.
  Value floorTo(Value i, int64_t power) { return both(i, k.constantIndex(-power)); }

  Value key(Body &body, Value index) { return emitAt(body, op.getX(), place(index)); }
  Value load(Body &body, Value from, Value i) {
    Value number = body.loadAt(from, place(i));
    if (auto real = dyn_cast<FloatType>(number.getType()))
      number = b.create<arith::BitcastOp>(k.loc, b.getIntegerType(real.getWidth()), number);
    return inRow(b.create<arith::IndexCastOp>(k.loc, b.getIndexType(), number));
  }
  void store(Body &body, Value to, Value i, Value index) {
    Type type = tensorType(to).getElementType();
    Value number = b.create<arith::IndexCastOp>(k.loc, b.getIntegerType(type.getIntOrFloatBitWidth()), index);
    if (isa<FloatType>(type))
      number = b.create<arith::BitcastOp>(k.loc, type, number);
    body.storeAt(to, place(i), number);
  }

  /// Sorts each run of kRun elements: element i goes to the place that counts those before it.
  void count(Value to) {
    k.fold({n}, {}, [&](ValueRange i, ValueRange) {
      Body body = k.body();
      Value mine = key(body, i[0]), begin = floorTo(i[0], kRun);
      Value position = k.fold({kRun}, {begin}, [&](ValueRange j, ValueRange carried) {
        Body inner = k.body();
        Value other = add(begin, j[0]), there = less(other, k.constantIndex(n));
        Value theirs = key(inner, inRow(other));
        Value before = both(there, comesBefore(s, theirs, mine, less(other, i[0])));
        Value one = b.create<arith::IndexCastUIOp>(k.loc, b.getIndexType(), b.create<arith::ExtUIOp>(k.loc, b.getI32Type(), before));
        return SmallVector<Value>{add(carried[0], one)};
      })[0];
      store(body, to, inRow(position), i[0]);
      return SmallVector<Value>();
    });
  }

  /// Merges the runs [p, p + run) and [p + run, p + 2 run) of `from` for each multiple p of 2 run; the left one goes first where
  /// neither precedes. What is carried: how far both runs are taken.
  void merge(int64_t run, Value from, Value to) {
    Value zero = k.constantIndex(0);
    k.fold({n}, {zero, zero}, [&](ValueRange i, ValueRange taken) {
      Body body = k.body();
      Value pair = floorTo(i[0], 2 * run), middle = atMost(add(pair, k.constantIndex(run)), n), end = atMost(add(pair, k.constantIndex(2 * run)), n);
      Value fresh = b.create<arith::CmpIOp>(k.loc, Predicate::eq, i[0], pair);
      Value left = s.select(fresh, pair, taken[0]), right = s.select(fresh, middle, taken[1]);
      Value ofLeft = load(body, from, inRow(left)), ofRight = load(body, from, inRow(right));
      Value keeps = opposite(s.precedes(key(body, ofRight), key(body, ofLeft)));
      Value takesLeft = both(less(left, middle), either(keeps, opposite(less(right, end))));
      store(body, to, i[0], s.select(takesLeft, ofLeft, ofRight));
      Value one = k.constantIndex(1);
      return SmallVector<Value>{s.select(takesLeft, add(left, one), left), s.select(takesLeft, right, add(right, one))};
    });
  }

  OpBuilder &b;
  SortOp op;
  int64_t rank, n;
  PointKernel k;
  Scalar s;
  ArrayRef<Value> at;
};
} // namespace

static KernelBuilder buildSort(OpBuilder &b, SortOp op) {
  auto type = op.getX().getType();
  // narrower values have no room for an index
  bool counted = type.getShape().back() <= kCounted || type.getElementTypeBitWidth() < 32;
  return counted ? buildCounted(b, op) : MergeSort(b, op).build();
}

namespace {
class SortKind : public KernelKind {
public:
  StringRef name() const override { return "sort"; }
  bool takes(Operation *op) const override { return isa<SortOp>(op); }
  KernelBuilder build(OpBuilder &b, const Cluster &cluster, SmallVectorImpl<Value> &outputs) const override {
    return buildSort(b, cast<SortOp>(cluster.ops.front()));
  }
};
} // namespace

MF_DEFINE_KERNEL_KIND(Sort, SortKind)
