// Random numbers of the data side: functions of a counter, so that nothing has to be replayed.
#pragma once
#include <cstdint>

namespace mf {

/// 64 well-mixed bits of x (the finaliser of splitmix64; Steele, Lea, Flood, OOPSLA 2014).
constexpr uint64_t mix64(uint64_t x) {
  x += 0x9e3779b97f4a7c15ull;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ x >> 27) * 0x94d049bb133111ebull;
  return x ^ x >> 31;
}

/// 64 bits that depend on all three.
constexpr uint64_t mix64(uint64_t a, uint64_t b, uint64_t c = 0) { return mix64(mix64(mix64(a) ^ b) ^ c); }

/// A stream of numbers from one key; cheap to make.
class Stream {
public:
  explicit Stream(uint64_t key) : key(key) {}
  uint64_t bits() { return mix64(key, counter++); }
  /// Uniform in [0, 1).
  double uniform() { return double(bits() >> 11) * 0x1p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// About normal, mean 0, deviation 1: the sum of four uniforms, bounded by 2 sqrt(3).
  double normal() { return (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772; }

private:
  uint64_t key, counter = 0;
};

/// A permutation of 0 ... size-1, evaluated at one place without being stored.
class Permutation {
public:
  Permutation(int64_t size, uint64_t key);
  int64_t operator()(int64_t place) const;

private:
  uint64_t size, key;
  int halfBits;
};

} // namespace mf
