// What the trainer and the codec are told by a configuration.
#pragma once
#include "training/config/Config.h"

namespace mf {

/// The section [training], beside the sizes of batches, which are the program's.
struct TrainingOptions {
  enum class Precision { f32, f64, bf16 };
  enum class Mode { min, max };
  int64_t steps = 10000, seed = 0;
  int64_t checkpoint_every = 1000, keep_checkpoints = 5;
  int64_t log_every = 0;
  Precision precision = Precision::f32;
  std::string monitor = "";
  Mode mode = Mode::min;
  int64_t patience = 0, plateau = 0;
  double plateau_decay = 0.5;
  static const opt::Rows<TrainingOptions> &rows();
};

/// The section [codec].
struct CodecOptions {
  int64_t overlap = 256; ///< samples
  static const opt::Rows<CodecOptions> &rows();
};

} // namespace mf
