// The entries that the tools call by name: what fills their arguments, what becomes of their results, and whether both are possible.
#pragma once
#include "training/Sampling.h"
#include "training/data/Batches.h"
#include "training/io/Metrics.h"
#include <string_view>

namespace mf {

/// The arguments that the data set fills: all but `seed` and `nfe`.
std::vector<mf_array_desc> dataArguments(const mf_entry_desc &entry);

/// Throws UserError where the data set has not what these arguments take, or numbers of rows that the program's tables have not.
void checkData(const LoadedProgram &program, const Dataset &data, const std::vector<mf_array_desc> &arrays);

/// Puts a batch (one array a data argument), the step's seed and one evaluation into a call.
void setArguments(Call &call, Batch batch, int64_t seed, int64_t step);

/// The results that are single numbers, by name; the others, every number of them. Not what print() was given.
Scalars scalarsOf(const Call &call);
Histograms histogramsOf(const Call &call);

/// Whether a result is what print() was given, "print:file:line: text".
constexpr std::string_view kPrint = "print:"; // Program::print_prefix
inline bool isPrint(const std::string &result) { return result.starts_with(kPrint); }
/// A line for each of them, "file:line: text: f32 [8]: ...".
std::vector<std::string> printsOf(const NamedArrays &results);
std::vector<std::string> printsOf(const Call &call);

/// The mean of every scalar result of `eval_loss` over the first batches of the data, named "eval_...": eval_loss of the result
/// `loss`. Empty where it has arguments and there are no data. Leaves keys, counters and caches as they were. Throws UserError.
Scalars evaluateLoss(LoadedProgram &program, const Dataset *data, int64_t batches);

/// What a training has for the entries of its program.
struct EntryContext {
  const LoadedProgram &program;
  const Dataset *data = nullptr;       ///< of train_step
  const Dataset *validation = nullptr; ///< of eval_loss and reconstruct
  const SampleOptions &samples;
  Signal signal = {};                  ///< what an example of the data set is; size 1: not known
};

/// Checks every entry that a training calls, before its first step. Throws UserError "file:line: error: ..." where a call would fail;
/// returns what is not as it looks, "file:line: warning: ...": an argument that nobody fills, a name that is nearly a known one, a
/// picture that cannot be drawn.
std::vector<std::string> checkEntries(const EntryContext &context);

/// What a sample is: by the shape of the sampler's result where that says it, else by the data set.
Signal sampleSignal(const EntryContext &context);

} // namespace mf
