// Kernel-level modules that are almost right, as text.
#pragma once
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include <random>
#include <string>
#include <vector>

namespace mf::fuzz {

/// What all mutations draw from: the same seed gives the same mutant, on any machine.
class Random {
public:
  explicit Random(uint64_t seed) : engine(seed) {}
  uint64_t below(uint64_t n) { return n ? engine() % n : 0; }
  bool oneIn(uint64_t n) { return below(n) == 0; }
  template <typename List> auto &any(List &&list) { return list[below(std::size(list))]; }
  /// A number that was `value`: near it, or one at which something happens.
  int64_t number(int64_t value);

private:
  std::mt19937_64 engine;
};

/// Changes words and lines.
std::string mutateText(const std::string &text, Random &random);

/// Changes operands, attributes, types and places of ops; the text of the result is in the generic form, whatever it is.
std::string mutateOps(mlir::ModuleOp module, Random &random);

} // namespace mf::fuzz
