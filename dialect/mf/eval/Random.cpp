//===- Random.cpp - Philox4x32-10 ---------------------------------------------------------------===//
// Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011, figure 2 and the
// constants of its section 4.3.
#include "dialect/mf/eval/Families.h"
#include "dialect/mf/eval/Philox.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;

std::array<uint32_t, 4> mf::eval::philox(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    uint64_t first = (uint64_t)0xD2511F53u * counter[0], second = (uint64_t)0xCD9E8D57u * counter[2];
    counter = {(uint32_t)(second >> 32) ^ counter[1] ^ key[0], (uint32_t)second,
               (uint32_t)(first >> 32) ^ counter[3] ^ key[1], (uint32_t)first};
    key[0] += 0x9E3779B9u; // the golden ratio
    key[1] += 0xBB67AE85u; // sqrt(3) - 1
  }
  return counter;
}

/// A word as a number in (0, 1): the middle of one of 2^24 equal intervals.
static double uniform(uint32_t word) { return ((double)(word >> 8) + 0.5) * 0x1p-24; }

bool mf::eval::evaluateRandom(Operation *op, Operands in, Results out) {
  if (!isa<RandomBitsOp, RandomUniformOp, RandomNormalOp>(op))
    return false;
  auto stream = (uint32_t)op->getAttrOfType<IntegerAttr>("stream").getInt();
  std::array<uint32_t, 2> key{(uint32_t)(int64_t)in[0]->data[0], (uint32_t)(int64_t)in[0]->data[1]};
  for (uint64_t i = 0; i < out[0].data.size(); ++i) {
    auto words = philox({(uint32_t)i, (uint32_t)(i >> 32), stream, 0}, key);
    if (isa<RandomBitsOp>(op))
      out[0].data[i] = (double)(int32_t)words[0];
    else if (isa<RandomUniformOp>(op))
      out[0].data[i] = uniform(words[0]);
    else
      out[0].data[i] = std::sqrt(-2.0 * std::log(uniform(words[0]))) * std::cos(2.0 * M_PI * uniform(words[1]));
  }
  return true;
}
