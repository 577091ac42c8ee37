// What a compiled entry costs, from the planned kernels: computed from shapes, not measured.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mf::compiler {

/// One kernel launch of an entry.
struct LaunchCost {
  std::string kernel, kind;
  std::string source;            ///< "file:line" of the user's program, or empty
  int64_t flops[3] = {0, 0, 0};  ///< primal, tangent, gradient
  int64_t read = 0, written = 0; ///< bytes
  int64_t contractions[3] = {0, 0, 0}; ///< products and convolutions: primal, tangent, gradient
  /// Whether it is made of a gradient, and nothing of a network's value or gradient is made of it: an update of states, or a norm.
  bool optimizer = false;
};

/// A buffer of the arena, by the first launch that touches it.
struct BufferCost {
  std::string source, kernel;
  std::string type;     ///< "f32 [64, 784]"
  int64_t bytes = 0;
  int64_t launch = 0;   ///< number of the launch in the entry, from 0
  int64_t position = 0; ///< among the launch's buffers, from 0
};

struct EntryCost {
  std::string name;
  std::vector<LaunchCost> launches;
  int64_t arenaBytes = 0;
  int64_t savedBytes = 0;               ///< forward values kept for the backward pass
  std::vector<BufferCost> contributors; ///< arena buffers alive at the peak, largest first
  int64_t tangentContractions = 0;      ///< products and convolutions of tangents
  int64_t pairedContractions = 0;       ///< of these, those that are one kernel with their primal's
  int64_t optimizerLaunches = 0;
};

} // namespace mf::compiler
