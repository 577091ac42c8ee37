#include "training/config/Training.h"
#include "options/Needs.h"

namespace mf {

constexpr double many = 1e9;

const opt::Rows<TrainingOptions> &TrainingOptions::rows() {
  using T = TrainingOptions;
  static const opt::Need heldOut{.key = "optimizer.schedule", .values = {"held_out"}};
  static const opt::Rows<T> all = {
      opt::row("steps", &T::steps, {1, many}, "Steps in all.", {.place = 10}),
      opt::row("seed", &T::seed, {0, 2147483647}, "Seed of weights, shuffling and noise.", {.place = 30}),
      opt::row("checkpoint_every", &T::checkpoint_every, {1, many}, "Steps between checkpoints."),
      opt::row("keep_checkpoints", &T::keep_checkpoints, {1, 1e6}, "How many checkpoints stay, beside the best."),
      opt::row("log_every", &T::log_every, {0, many}, "Steps a line of metrics.jsonl; 0 gives about 2000 lines a run."),
      opt::row("precision", &T::precision, {{"f32", Precision::f32}, {"f64", Precision::f64}, {"bf16", Precision::bf16}},
               "Number format. bf16: the operands of the forward pass's products; weights, sums and derivatives stay in f32."),
      opt::row("monitor", &T::monitor, {}, "The number by which the best checkpoint is chosen, as of `mfcc train --monitor`; empty: raw_mse, else loss."),
      opt::row("mode", &T::mode, {{"min", T::Mode::min}, {"max", T::Mode::max}}, "Whether its least or its largest value is best."),
      opt::row("patience", &T::patience, {0, many}, "Checkpoints without a better one before the training stops; 0: never."),
      opt::row("plateau", &T::plateau, {0, many}, "Checkpoints without a better one before the learning rate falls; 0: never.", {.needs = {heldOut}}),
      opt::row("plateau_decay", &T::plateau_decay, {0.001, 0.999}, "Factor by which it falls.", {.needs = {heldOut}}),
  };
  return all;
}

const opt::Rows<CodecOptions> &CodecOptions::rows() {
  static const opt::Rows<CodecOptions> all = {
      opt::row("overlap", &CodecOptions::overlap, {0, 16777216}, "Samples that neighbouring pieces of a coded sound share; they are cross-faded.",
               {.needs = {opt::needs::latent(), {.key = "latent.quantizer", .values = {"fsq"}}, opt::needs::sound()}}),
  };
  return all;
}

} // namespace mf
