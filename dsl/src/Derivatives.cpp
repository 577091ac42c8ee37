//===- Derivatives.cpp - jvp, grad, checkpoint, loops and random numbers of the DSL --------------===//
#include "dsl/src/Graph.h"

using namespace mlir;
using namespace mf;
using ir::Emit;
using ir::tensorType;

namespace mf {

Attached Tensor::along(Operand tangent) const {
  Value v = floating(Operand(*this), "along");
  Where where = tangent.where;
  if (!tangent.tensor)
    return {*this, full_like(Operand(*this), tangent.number), where};
  if (value(tangent).getType() != v.getType())
    fail(where, "along: expected a tangent like its value, " + text(v) + ", got " + text(value(tangent)));
  return {*this, *tangent.tensor, where};
}

Tensor detail::Tangents::add(const Attached &x) {
  Value v = value(x.value, x.where);
  Emit e = emit(x.where);
  // a value of its own, so that only the path through f counts
  Tensor own = tensor(e.b.create<ir::IdentityOp>(e.loc, v.getType(), v));
  inputs.push_back(own);
  tangents.push_back(x.tangent);
  where = x.where;
  return own;
}

std::vector<Tensor> detail::push_forward(const Tangents &t, const std::vector<Tensor> &values) {
  SmallVector<Value> of, at, along;
  SmallVector<Type> types;
  for (const Tensor &v : values) {
    of.push_back(floating(v, "jvp"));
    types.push_back(of.back().getType());
  }
  for (size_t i = 0; i < t.inputs.size(); ++i) {
    at.push_back(value(t.inputs[i], t.where));
    along.push_back(value(t.tangents[i], t.where));
    if (t.restricted && (tensorType(at.back()).getRank() == 0 || tensorType(at.back()).getDimSize(0) < t.rows.end || t.rows.begin < 0 || t.rows.begin > t.rows.end))
      fail(t.where, "jvp: rows [" + std::to_string(t.rows.begin) + ", " + std::to_string(t.rows.end) + ") are not rows of " + text(at.back()));
  }
  if (at.empty())
    fail(t.where, "jvp: no input has a tangent; attach one with x.along(dx)");
  Emit e = emit(t.where);
  DenseI64ArrayAttr rows;
  if (t.restricted)
    rows = e.b.getDenseI64ArrayAttr({t.rows.begin, t.rows.end});
  auto op = e.b.create<ir::JvpOp>(e.loc, types, of, at, along, rows);
  std::vector<Tensor> result;
  for (Value v : op.getResults())
    result.push_back(tensor(v));
  return result;
}

std::vector<Tensor> grad(Operand loss, const std::vector<Tensor> &inputs) {
  Value v = floating(loss, "grad");
  if (tensorType(v).getRank() != 0)
    fail(loss.where, "grad: expected a scalar, got " + text(v) + "; reduce it with sum() or mean()");
  SmallVector<Value> at;
  SmallVector<Type> types;
  for (const Tensor &x : inputs) {
    Operand input(x);
    input.where = loss.where;
    at.push_back(floating(input, "grad"));
    types.push_back(at.back().getType());
  }
  Emit e = emit(loss.where);
  auto op = e.b.create<ir::GradOp>(e.loc, types, v, at);
  std::vector<Tensor> result;
  for (Value g : op.getResults())
    result.push_back(tensor(g));
  return result;
}

Tensor checkpoint(const std::function<Tensor()> &f, Where where) {
  Emit e = emit(where);
  Block *body = new Block;
  Tensor inside;
  {
    OpBuilder::InsertionGuard guard(e.b);
    // a detached block: the op's result type is known only after its region has been built
    e.b.setInsertionPointToEnd(body);
    inside = f();
    e.b.create<ir::YieldOp>(e.loc, value(inside, where));
  }
  auto op = e.b.create<ir::CheckpointOp>(e.loc, TypeRange{value(inside, where).getType()});
  op.getBody().push_back(body);
  return tensor(op.getResult(0));
}

static std::vector<Tensor> makeLoop(int64_t trips, Value count, const std::vector<Tensor> &init,
                                    const std::function<std::vector<Tensor>(Tensor, std::vector<Tensor>)> &body, Where where) {
  Emit e = emit(where);
  SmallVector<Value> inits;
  for (const Tensor &t : init)
    inits.push_back(value(t, where));
  auto op = e.b.create<ir::ForOp>(e.loc, ValueRange(inits).getTypes(), trips, inits, count);
  OpBuilder::InsertionGuard guard(e.b);
  Block *block = e.b.createBlock(&op.getBody());
  Tensor trip = tensor(block->addArgument(RankedTensorType::get({}, e.b.getI32Type()), e.loc));
  std::vector<Tensor> carried, result;
  for (Value v : inits)
    carried.push_back(tensor(block->addArgument(v.getType(), e.loc)));
  std::vector<Tensor> next = body(trip, carried);
  if (next.size() != init.size())
    fail(where, "loop: expected " + std::to_string(init.size()) + " carried values from the body, got " + std::to_string(next.size()));
  SmallVector<Value> yielded;
  for (size_t i = 0; i < next.size(); ++i) {
    yielded.push_back(value(next[i], where));
    if (yielded.back().getType() != inits[i].getType())
      fail(where, "loop: carried value " + std::to_string(i) + " begins as " + text(inits[i]) + " and becomes " + text(yielded.back()));
  }
  e.b.create<ir::YieldOp>(e.loc, yielded);
  for (Value v : op.getResults())
    result.push_back(tensor(v));
  return result;
}
std::vector<Tensor> loop(int64_t trips, const std::vector<Tensor> &init,
                         const std::function<std::vector<Tensor>(Tensor, std::vector<Tensor>)> &body, Where where) {
  if (trips < 0)
    fail(where, "loop: expected a count of at least 0, got " + std::to_string(trips));
  return makeLoop(trips, {}, init, body, where);
}
std::vector<Tensor> loop(Tensor count, const std::vector<Tensor> &init,
                         const std::function<std::vector<Tensor>(Tensor, std::vector<Tensor>)> &body, Where where) {
  Value v = value(count, where);
  if (v.getType() != RankedTensorType::get({}, IntegerType::get(v.getContext(), 32)))
    fail(where, "loop: expected an i32 scalar as count, got " + text(v));
  return makeLoop(-1, v, init, body, where);
}

template <typename Op> static Tensor draw(const Tensor &key, int64_t stream, const Shape &shape, Dtype dtype, Where where) {
  Emit e = emit(where);
  Value k = value(key, where);
  auto type = shaped(shape, dtype, where);
  return tensor(e.b.create<Op>(e.loc, type, k, stream));
}
Tensor Rng::normal(const Shape &shape, Where where) { return draw<ir::RandomNormalOp>(key, (*stream)++, shape, default_dtype(), where); }
Tensor Rng::uniform(const Shape &shape, Where where) { return draw<ir::RandomUniformOp>(key, (*stream)++, shape, default_dtype(), where); }
Tensor Rng::bits(const Shape &shape, Where where) { return draw<ir::RandomBitsOp>(key, (*stream)++, shape, Dtype::i32, where); }

Tensor random_key(Operand seed, Operand step) {
  auto part = [&](const Operand &x) {
    Tensor t = x.tensor ? *x.tensor : full({}, x.number, Dtype::i32, x.where);
    return reshape(Operand(t), {1});
  };
  return concatenate({part(seed), part(step)}, 0, seed.where);
}

Rng step_rng(Where where) {
  CallSite site(where);
  Tensor key = state("rng.key", "key", {2}, Dtype::i32, Init::zeros());
  Tensor advance = constant({0, 1}, {2}, Dtype::i32);
  write("rng.key", key + advance);
  return Rng(key);
}

} // namespace mf
