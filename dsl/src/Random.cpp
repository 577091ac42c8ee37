//===- Random.cpp - random numbers of the DSL ------------------------------------------------------===//
#include "dsl/src/Graph.h"

using namespace mlir;
using namespace mf;
using ir::Emit;

namespace mf {

/// With it as a factor, numbers of trips that differ stay apart for any inner count (up to 10^8 pairs): its multiples
/// modulo 2^32 are spaced as evenly as can be, being those of the golden ratio.
static constexpr double kGolden = (int32_t)0x9E3779B9;

Value Graph::trip(Where where) {
  Emit e = emit(where);
  Value number;
  for (const LoopFrame &loop : loops) {
    if (number) {
      Value scale = e.splat(number.getType(), loop.bound >= 0 ? (double)loop.bound : kGolden);
      Value scaled = e.mul(number, scale);
      number = e.add(scaled, loop.trip);
    } else {
      number = loop.trip;
    }
  }
  return number;
}

template <typename Op> Tensor Rng::draw(const Shape &shape, Dtype dtype, Where where) {
  Emit e = emit(where);
  Value k = value(key, where);
  auto type = shaped(shape, dtype, where);
  Value trip = by_trip ? Graph::current().trip(where) : Value();
  return tensor(e.b.create<Op>(e.loc, type, k, (*stream)++, trip));
}
Tensor Rng::normal(const Shape &shape, Where where) { return draw<ir::RandomNormalOp>(shape, default_dtype(), where); }
Tensor Rng::uniform(const Shape &shape, Where where) { return draw<ir::RandomUniformOp>(shape, default_dtype(), where); }
Tensor Rng::bits(const Shape &shape, Where where) { return draw<ir::RandomBitsOp>(shape, Dtype::i32, where); }

Tensor random_key(Operand seed, Operand step) {
  auto part = [&](const Operand &x) {
    Tensor t = x.tensor ? *x.tensor : full({}, literal(x, "random_key"), Dtype::i32, x.where);
    return reshape(Operand(t, x.where), {1});
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
