//===- Random.cpp - numbers made of Philox words ------------------------------------------------===//
#include "dialect/mf/eval/Families.h"
#include "dialect/mf/eval/Philox.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;

/// A word as a number in (0, 1): the middle of one of 2^23 equal intervals. With 2^24 of them, the last
/// one would round to 1 in f32.
static double uniform(uint32_t word) { return ((double)(word >> 9) + 0.5) * 0x1p-23; }

bool mf::eval::evaluateRandom(Operation *op, Operands in, Results out) {
  if (!isa<RandomBitsOp, RandomUniformOp, RandomNormalOp>(op))
    return false;
  auto stream = (uint32_t)op->getAttrOfType<IntegerAttr>("stream").getInt();
  std::array<uint32_t, 2> key{(uint32_t)(int64_t)in[0]->data[0], (uint32_t)(int64_t)in[0]->data[1]};
  uint32_t trip = in.size() > 1 ? (uint32_t)(int64_t)in[1]->data[0] : 0;
  for (uint64_t i = 0; i < out[0].data.size(); ++i) {
    auto words = philox({(uint32_t)i, (uint32_t)(i >> 32), stream, trip}, key);
    if (isa<RandomBitsOp>(op))
      out[0].data[i] = (double)(int32_t)words[0];
    else if (isa<RandomUniformOp>(op))
      out[0].data[i] = uniform(words[0]);
    else
      out[0].data[i] = std::sqrt(-2.0 * std::log(uniform(words[0]))) * std::cos(2.0 * M_PI * uniform(words[1]));
  }
  return true;
}
