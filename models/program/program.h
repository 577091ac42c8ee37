// program.h: all entries of a configured model.
//
//   train_step(x, label)            -> loss, raw_mse, learning_rate, gradient_norm       (draws from the state rng.key)
//   eval_loss(x, label, seed)       -> loss, raw_mse                                     (EMA weights)
//   sample(seed, label, steps)      -> x       one-step family: mean flow; flow matching: Euler    (EMA weights)
//   sample_heun(seed, label, steps) -> x       flow matching
//   sample_guided, sample_heun_guided(seed, label, steps, scale) -> x    flow matching with classes
//   encode(x) -> code, decode(code) -> x, reconstruct(x) -> x            autoencoder
// x is f32 [B, D] in [-1, 1], label i32 [B] (absent without classes), seed, steps i32 scalars, scale an f32 scalar.
// One sampler call uses `steps` network evaluations a row, Heun twice as many.
#pragma once
#include "models/methods/methods.h"
#include "models/optimizers/optimizers.h"

namespace mf {

struct ProgramOptions {
  NetworkOptions network;
  MethodOptions method;
  OptimizerOptions optimizer;
  int64_t batch = 256;
  int64_t sample_batch = 64; ///< rows of one sampler call
};

void build_program(Program &program, const ProgramOptions &o);

} // namespace mf
