// Parameters from a file of another model, or of another program: fine-tuning.
#pragma once
#include "training/LoadedProgram.h"

namespace mf {

struct WeightsOptions {
  std::string file;              ///< .safetensors
  std::vector<std::string> map;  ///< "old=new", names of the file and of the program; both may have one `*`, which is the same text. The first that fits counts.
                                 ///< new^T: [out, in, spatial...], as PyTorch has it, becomes [spatial..., in, out]
  std::vector<std::string> only; ///< patterns of names of the program: others stay as init makes them
};

/// What a file gives to a program. Read before anything is changed.
class Weights {
public:
  /// Throws UserError: a file that is none, a rule or pattern that fits nothing, a shape that differs, nothing that is taken.
  Weights(const LoadedProgram &program, const WeightsOptions &options);
  /// Sets the parameters that the file has, and their averages (`ema.NAME`), which begin as they.
  void apply(LoadedProgram &program) const;
  /// One line: how many parameters are taken, which are not, what of the file is not used.
  std::string summary() const;

private:
  std::string file;
  std::vector<std::pair<int64_t, Array>> values; ///< by state
  size_t parameters = 0, taken = 0;
  std::vector<std::string> left, unused;
};

} // namespace mf
