// optimizers.h: from a scalar loss to new parameters: gradient, clipping, schedule, update rule, EMA. docs/models.md section 9.
#pragma once
#include "mf/mf.h"
#include "options/Option.h"
#include <functional>

namespace mf {

enum class UpdateRule { sgd, adam, adamw };
/// held_out: the learning rate times the state `optimizer.plateau.factor`, which the trainer lowers where a metric on held-out data no
/// longer improves (mfcc train --plateau).
enum class Schedule { constant, cosine, plateau, held_out };

/// Parameters whose name matches `pattern` (`*` is any text). The first matching group counts.
struct ParameterGroup {
  std::string pattern;
  double lr_scale = 1;
  double weight_decay = 0;
};

struct OptimizerOptions {
  UpdateRule rule = UpdateRule::adam;
  double learning_rate = 1e-4;
  double momentum = 0.9;                        ///< sgd
  double beta1 = 0.9, beta2 = 0.95, epsilon = 1e-8;
  double weight_decay = 0.01;                   ///< adamw, parameters of no group
  std::vector<ParameterGroup> groups = {{"*.bias"}, {"*.gamma"}, {"*.beta"}, {"net.label*"}};
  double clip_norm = 0;                         ///< 0: off
  Schedule schedule = Schedule::constant;
  int64_t warmup_steps = 0;
  int64_t total_steps = 10000;                  ///< cosine
  double final_fraction = 0;                    ///< cosine, plateau: lowest factor of the learning rate
  int64_t plateau_patience = 1000;
  double plateau_decay = 0.5;
  /// A schedule of one's own, after warm-up: the factor of the learning rate at step n, a scalar 1, 2, ... (docs/dsl.md).
  std::function<Tensor(const Tensor &n)> own_schedule = {};
  double ema_decay = 0.9999;                    ///< 0: no EMA
  /// The section [optimizer].
  static const opt::Rows<OptimizerOptions> &rows();
};

/// What a step tells: scalars.
struct StepReport {
  Tensor learning_rate, gradient_norm;
};
/// Takes the gradient of `loss` in every parameter under `net` and writes the new parameters, optimizer state, EMA and step counter.
/// `metric` (scalar) drives the plateau schedule; it may be empty otherwise.
StepReport optimize(const OptimizerOptions &o, const Scope &net, const Tensor &loss, const Tensor &metric = {}, Where where = Where::current());
/// The same from gradients in the order of net.parameters(), for gradients that are not those of one loss.
StepReport apply_gradients(const OptimizerOptions &o, const Scope &net, std::vector<Tensor> gradients, const Tensor &metric = {},
                           Where where = Where::current());

} // namespace mf
