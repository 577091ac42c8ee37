#include "training/metrics/Classifier.h"
#include "training/UserError.h"
#include "training/data/Batches.h"
#include <algorithm>
#include <stdexcept>

namespace mf::metrics {
namespace {

/// Appends the first `rows` rows of an array f32 [.., width].
void append(std::vector<float> &to, const Array &from, int64_t rows) { to.insert(to.end(), from.as<float>(), from.as<float>() + rows * from.shape[1]); }

} // namespace

Classifier::Classifier(LoadedProgram loaded) : program(std::move(loaded)) {
  Call call(program, "classify");
  for (const Array *array : {call.argument("x"), call.result("logits"), call.result("features")})
    if (!array || array->dtype != MF_F32 || array->shape.size() != 2)
      throw UserError("classify: expected x, logits and features of f32 [rows, ...]");
}

void Classifier::fit(const Dataset &data, int64_t steps, uint64_t seed, const std::function<void(int64_t)> &progress) {
  Call init(program, "init");
  *init.argument("seed")->as<int32_t>() = int32_t(seed);
  init.run();
  Call step(program, "train_step");
  Prefetcher batches(data, {step.info.arguments, size_t(step.info.num_arguments)}, seed, 0);
  for (int64_t i = 1; i <= steps; ++i) {
    step.arguments = batches.next();
    step.run();
    if (progress)
      progress(i);
  }
}

Judgement Classifier::judge(std::span<const float> x) {
  Call call(program, "classify");
  Array &in = *call.argument("x");
  const Array &logits = *call.result("logits"), &features = *call.result("features");
  int64_t rows = in.shape[0], size = in.shape[1], n = int64_t(x.size()) / size;
  if (int64_t(x.size()) != n * size)
    throw std::invalid_argument("Classifier::judge: examples of " + std::to_string(size) + " numbers are needed");
  Judgement result{{}, {}, features.shape[1]};
  for (int64_t done = 0; done < n; done += rows) {
    int64_t take = std::min(rows, n - done);
    std::copy_n(x.data() + done * size, take * size, in.as<float>());
    call.run();
    append(result.logits, logits, take);
    append(result.features, features, take);
  }
  return result;
}

} // namespace mf::metrics
