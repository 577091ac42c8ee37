// program.h: all entries of a configured model.
//
//   train_step(x, label)            -> loss, raw_mse, learning_rate, gradient_norm       (draws from the state rng.key)
//   eval_loss(x, label, seed)       -> loss, raw_mse                                     (EMA weights)
//   sample(seed, label, nfe)        -> x       mean flow; flow matching: Euler    (EMA weights)
//   sample_heun(seed, label, nfe)   -> x       flow matching
//   sample_guided, sample_heun_guided(seed, label, nfe, guidance) -> x    flow matching with classes
//   encode(x) -> code, decode(code) -> x, reconstruct(x) -> x            autoencoder
// x is f32 [B, D] in [-1, 1], label i32 [B] (absent without classes), seed and nfe i32 scalars, guidance an f32 scalar.
// nfe is the number of network evaluations a sample; a Heun step takes two, a guided evaluation counts once.
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
