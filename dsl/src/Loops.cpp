//===- Loops.cpp - checkpoint, loop and scan of the DSL --------------------------------------------===//
#include "dialect/mf/Loops.h"
#include "dsl/src/Graph.h"

using namespace mlir;
using namespace mf;
using ir::Emit;
using ir::tensorType;

namespace mf {

/// Builds a block that no op owns yet: the types of a region's op are known only after its body.
template <typename F> static Block *detached(Where where, F fill) {
  Emit e = emit(where);
  OpBuilder::InsertionGuard guard(e.b);
  auto *block = new Block;
  e.b.setInsertionPointToEnd(block);
  Graph &g = Graph::current();
  g.open.push_back(block);
  fill(block);
  g.open.pop_back();
  return block;
}

Tensors detail::checkpointed(const std::function<Tensors()> &f, Where where) {
  Emit e = emit(where);
  SmallVector<Value> inside;
  Block *body = detached(where, [&](Block *) {
    for (const Tensor &t : f())
      inside.push_back(value(t, where));
    e.b.create<ir::YieldOp>(e.loc, inside);
  });
  auto op = e.b.create<ir::CheckpointOp>(e.loc, ValueRange(inside).getTypes());
  op.getBody().push_back(body);
  Tensors result;
  for (Value v : op.getResults())
    result.push_back(tensor(v));
  return result;
}

namespace {
using Body = std::function<Step(const Tensor &, const Tensors &)>;

/// What a loop is built from.
struct LoopPlan {
  int64_t trips;      ///< or their bound; -1: no bound is known
  Value count;        ///< known at run time; null: `trips`
  int64_t checkpoint; ///< the backward pass keeps what is carried every so many trips; 0: it keeps what it reads
  bool backwards;     ///< the last trip comes first
  Where where;
};

/// The blocks of a loop, filled from the inside: what its outputs are comes to light in the body.
class LoopBuilder {
public:
  LoopBuilder(const LoopPlan &plan, const std::vector<Tensor> &init) : plan(plan), e(emit(plan.where)) {
    for (const Tensor &t : init)
      inits.push_back(value(t, plan.where));
    carried = inits.size();
  }

  Step build(const Body &body) {
    bool parts = plan.checkpoint > 1;
    Block *block = detached(plan.where, [&](Block *b) {
      Value trip = open(b);
      if (!plan.checkpoint)
        return end(fill(b, trip, body));
      end(recomputed([&] { return parts ? part(b, trip, body) : fill(b, trip, body); }));
    });
    for (RankedTensorType type : stacked)
      inits.push_back(e.splat(type, 0.0));
    int64_t k = plan.checkpoint, trips = parts && plan.trips > 0 ? (plan.trips + k - 1) / k : plan.trips;
    Step step;
    for (auto [i, v] : llvm::enumerate(close(block, trips, parts ? partsOf(plan.count) : plan.count, inits)))
      (i < carried ? step.carried : step.outputs).push_back(tensor(v));
    return step;
  }

private:
  Value number(int64_t n) { return e.splat(RankedTensorType::get({}, e.b.getI32Type()), (double)n); }
  void end(ValueRange values) { e.b.create<ir::YieldOp>(e.loc, values); }
  /// The arguments of a body: the trip, and what is carried.
  Value open(Block *block) {
    Value trip = block->addArgument(RankedTensorType::get({}, e.b.getI32Type()), e.loc);
    for (Value v : inits)
      block->addArgument(v.getType(), e.loc);
    return trip;
  }
  ResultRange close(Block *block, int64_t trips, Value count, ValueRange from) {
    auto op = e.b.create<ir::ForOp>(e.loc, from.getTypes(), trips, from, count);
    op.getBody().push_back(block);
    return op.getResults();
  }
  /// The values of `f`, which the backward pass computes again.
  SmallVector<Value> recomputed(llvm::function_ref<SmallVector<Value>()> f) {
    SmallVector<Value> values;
    Block *inside = detached(plan.where, [&](Block *) { end(values = f()); });
    auto op = e.b.create<ir::CheckpointOp>(e.loc, ValueRange(values).getTypes());
    op.getBody().push_back(inside);
    return SmallVector<Value>(op.getResults());
  }

  /// One trip: the user's body, and its outputs in their arrays.
  SmallVector<Value> fill(Block *block, Value trip, const Body &body) {
    Tensors now;
    for (Value v : block->getArguments().slice(1, carried))
      now.push_back(tensor(v));
    Value place = trip;
    if (plan.backwards) {
      Value last = number(plan.trips - 1);
      place = e.sub(last, trip);
    }
    Graph &g = Graph::current();
    g.loops.push_back({trip, plan.trips});
    Step step = body(tensor(place), now);
    g.loops.pop_back();
    SmallVector<Value> next = checked(step.carried);
    for (const Tensor &output : step.outputs)
      next.push_back(stack(block, value(output, plan.where), place));
    return next;
  }
  /// `checkpoint` trips of the whole as a loop of their own.
  SmallVector<Value> part(Block *block, Value index, const Body &body) {
    Value size = number(plan.checkpoint), first = e.mul(index, size), count;
    if (plan.count || plan.trips % plan.checkpoint) { // the last part may be shorter
      Value all = plan.count ? plan.count : number(plan.trips), rest = e.sub(all, first);
      count = e.b.create<ir::MinOp>(e.loc, rest.getType(), rest, size);
    }
    Block *inner = detached(plan.where, [&](Block *b) {
      Value j = open(b), trip = e.add(first, j);
      end(fill(b, trip, body));
    });
    for (RankedTensorType type : stacked)
      block->addArgument(type, e.loc);
    return SmallVector<Value>(close(inner, plan.checkpoint, count, block->getArguments().drop_front()));
  }
  /// How many parts hold `count` trips.
  Value partsOf(Value count) {
    if (!count)
      return {};
    Value up = number(plan.checkpoint - 1), sum = e.add(count, up), size = number(plan.checkpoint);
    return e.b.create<ir::DivOp>(e.loc, sum.getType(), sum, size);
  }

  SmallVector<Value> checked(const std::vector<Tensor> &next) {
    if (next.size() != carried)
      fail(plan.where, "loop: expected " + std::to_string(carried) + " carried values from the body, got " + std::to_string(next.size()));
    SmallVector<Value> values;
    for (size_t i = 0; i < next.size(); ++i) {
      values.push_back(value(next[i], plan.where));
      if (values.back().getType() != inits[i].getType())
        fail(plan.where, "loop: carried value " + std::to_string(i) + " begins as " + text(inits[i]) + " and becomes " + text(values.back()));
    }
    return values;
  }
  /// An output written into its array, which the loop carries: its first axis are the trips.
  Value stack(Block *block, Value output, Value place) {
    RankedTensorType type = tensorType(output);
    SmallVector<int64_t> shape(type.getShape());
    shape.insert(shape.begin(), plan.trips);
    stacked.push_back(type.clone(shape));
    Value array = block->addArgument(stacked.back(), e.loc);
    return plan.trips ? ir::writeTrip(e, array, output, place) : array;
  }

  const LoopPlan &plan;
  Emit e;
  SmallVector<Value> inits;
  SmallVector<RankedTensorType> stacked;
  size_t carried;
};

LoopPlan planOf(int64_t trips, Value count, const LoopOptions &options, Where where) {
  if (options.checkpoint < 0)
    fail(where, "loop: expected checkpoint of at least 0, got " + std::to_string(options.checkpoint));
  return {trips, count, options.checkpoint, false, where};
}
} // namespace

static Tensors build(const LoopPlan &plan, const std::vector<Tensor> &init, const detail::CarriedBody &body) {
  return LoopBuilder(plan, init).build([&](const Tensor &i, const Tensors &c) { return Step{body(i, c), {}}; }).carried;
}

Tensors detail::looped(int64_t trips, const std::vector<Tensor> &init, const CarriedBody &body, LoopOptions options, Where where) {
  if (trips < 0)
    fail(where, "loop: expected a count of at least 0, got " + std::to_string(trips));
  return build(planOf(trips, {}, options, where), init, body);
}
Tensors detail::looped(const Tensor &count, const std::vector<Tensor> &init, const CarriedBody &body, LoopOptions options, Where where) {
  Value v = value(count, where);
  if (v.getType() != RankedTensorType::get({}, IntegerType::get(v.getContext(), 32)))
    fail(where, "loop: expected an i32 scalar as count, got " + text(v));
  if (options.most < 0)
    fail(where, "loop: expected most of at least 0, got " + std::to_string(options.most));
  return build(planOf(options.most ? options.most : -1, v, options, where), init, body);
}

Step detail::scanned(const std::vector<Tensor> &init, const std::vector<Tensor> &inputs, const StepBody &body, ScanOptions options, Where where) {
  int64_t trips = options.trips;
  for (size_t k = 0; k < inputs.size(); ++k) {
    Value v = value(inputs[k], where);
    if (tensorType(v).getRank() == 0)
      fail(where, "scan: expected inputs whose first axis are the trips, got " + text(v) + " as input " + std::to_string(k));
    if (trips >= 0 && tensorType(v).getDimSize(0) != trips)
      fail(where, "scan: expected inputs of " + std::to_string(trips) + " trips, got " + text(v) + " as input " + std::to_string(k));
    trips = tensorType(v).getDimSize(0);
  }
  if (trips < 0)
    fail(where, "scan: expected an input or a number of trips, got neither");
  LoopPlan plan = planOf(trips, {}, {.checkpoint = options.checkpoint}, where);
  plan.backwards = options.reverse;
  return LoopBuilder(plan, init).build([&](const Tensor &i, const Tensors &c) {
    Tensors now;
    Emit e = emit(where);
    auto empty = [&](const Tensor &x) {
      Shape shape = x.shape(where);
      return full(Shape(shape.begin() + 1, shape.end()), 0, x.dtype(where), where);
    };
    for (const Tensor &x : inputs)
      now.push_back(trips ? tensor(ir::readTrip(e, value(x, where), value(i, where))) : empty(x));
    return body(i, c, now);
  });
}

} // namespace mf
