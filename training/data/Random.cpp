#include "training/data/Random.h"

namespace mf {

Permutation::Permutation(int64_t size, uint64_t key) : size(uint64_t(size)), key(key), halfBits(1) {
  while ((uint64_t(1) << 2 * halfBits) < this->size)
    ++halfBits;
}

// A Feistel network of six rounds permutes the smallest power of four that holds `size`; places that land
// outside are sent through again until they land inside ("cycle walking": Black and Rogaway, CT-RSA 2002).
int64_t Permutation::operator()(int64_t place) const {
  uint64_t mask = (uint64_t(1) << halfBits) - 1, value = uint64_t(place);
  do {
    uint64_t left = value >> halfBits, right = value & mask;
    for (uint64_t round = 0; round < 6; ++round) {
      uint64_t next = left ^ (mix64(key, round, right) & mask);
      left = right;
      right = next;
    }
    value = left << halfBits | right;
  } while (value >= size);
  return int64_t(value);
}

} // namespace mf
