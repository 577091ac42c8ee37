// What a training watches: which checkpoint is best, when to stop, when the learning rate falls.
#pragma once
#include "training/RunFolder.h"
#include "training/io/Metrics.h"

namespace mf {

struct MonitorOptions {
  std::string metric;          ///< a scalar of train_step, or of eval_loss as "eval_..."; empty: raw_mse, else loss
  std::string said = "--monitor"; ///< how messages call `metric`
  bool largest = false;        ///< the largest is best
  int64_t patience = 0;        ///< checkpoints without a better one before the training stops; 0: never
  int64_t plateauPatience = 0; ///< checkpoints without a better one before the learning rate falls; 0: never
  double plateauDecay = 0.5;   ///< by this factor
};

/// The state that multiplies the learning rate: of OptimizerOptions::schedule held_out, or a program's own.
constexpr const char *rateFactorState = "optimizer.plateau.factor";

class Monitor {
public:
  /// Throws UserError where the program gives no such metric, or has nothing that a plateau could lower. evaluated: whether there
  /// are data for eval_loss.
  Monitor(const MonitorOptions &options, const LoadedProgram &program, bool evaluated);

  /// Values of other metrics than the one that `info` was made with are no measure: begins anew where that was another.
  void adopt(CheckpointInfo &info) const;
  /// After each step: a running mean of what train_step gives.
  void step(CheckpointInfo &info, const Scalars &trained) const;
  /// At a checkpoint, before it is written: says what is new, "" where nothing is. evaluated: what eval_loss gave.
  std::string checkpoint(CheckpointInfo &info, LoadedProgram &program, const Scalars &evaluated) const;
  /// Whether the training is to end; `checkpoint` has said so.
  bool stops(const CheckpointInfo &info) const { return o.patience > 0 && info.stale >= o.patience; }
  const std::string &metric() const { return name; }

private:
  bool held() const { return name.starts_with("eval_"); }
  const MonitorOptions &o;
  std::string name;
};

/// Draws loss.png: every number of metrics.jsonl with a panel of its own, in the order in which they first appear.
void drawLosses(const RunFolder &folder, const std::string &title);

/// The value of that name; null where there is none.
const double *findScalar(const Scalars &scalars, const std::string &name);

} // namespace mf
