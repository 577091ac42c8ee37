// program.h: all entries of a configured model.
//
//   train_step(x, label)             -> loss, raw_mse, learning_rate, gradient_norm       (draws from the state rng.key)
//   eval_loss(x, label, seed)        -> loss, raw_mse                                     (EMA weights, as all below)
//   tokenize(x) -> tokens, detokenize(tokens) -> x
//
// A flow without a latent generates:
//   sample(seed, label, nfe)         -> x       mean flow; flow matching: Euler
//   sample_at(seed, label, nfe, times) -> x     the same over times f32 [max_times], falling; times[0] to times[nfe] are used
//   sample_heun, sample_midpoint     -> x       flow matching
//   sample_guided(..., guidance), sample_heun_guided     flow matching with a condition
//   sample_guided(..., guidance, guidance_begin, guidance_end)    improved mean flow that was trained with omega_max > 1
// With a latent it decodes: the same entries are called decode..., take code first and return x; and
//   encode(x) -> code, reconstruct(x, seed, nfe) -> x.
// The autoencoder has encode(x) -> code, decode(code) -> x, reconstruct(x) -> x.
//
// x is f32 [B, D] in [-1, 1], label i32 [B] (absent without classes), seed and nfe i32 scalars, guidance an f32 scalar, tokens f32 [B, T, P].
// code is i32 [B, vectors * code_size], digit j of a vector in [0, levels[j mod n]); f32 where the latent is not quantized.
// nfe is the number of network evaluations a sample; a Heun or midpoint step takes two, a guided evaluation counts once.
#pragma once
#include "models/methods/methods.h"
#include "models/optimizers/optimizers.h"
#include "models/tokenization/tokenization.h"
#include <functional>

namespace mf {

/// What a flow is told of an example: nothing, its class, or its code. In ProgramOptions these are sizes of the network.
enum class Conditioning { none, label, code };

struct ConditionOptions {
  Conditioning condition = Conditioning::label;
  static const opt::Rows<ConditionOptions> &rows(); ///< [method]
};

/// The code of an example, where there is one.
struct LatentOptions {
  bool quantized() const { return quantizer == Quantizer::fsq; }
  enum class Quantizer { fsq, none } quantizer = Quantizer::fsq;
  std::vector<int64_t> levels = {8, 8, 8, 8, 8, 5, 5, 5}; ///< of the dimensions of a vector; a short list is repeated
  int64_t size = 16;                                      ///< numbers of a vector
  static const opt::Rows<LatentOptions> &rows(); ///< [latent]
};

struct ProgramOptions {
  SignalShape signal;
  TokenizationOptions tokenization;
  NetworkOptions network; ///< its tokens are those of the tokenization
  MethodOptions method;
  OptimizerOptions optimizer;
  int64_t batch = 256;
  int64_t sample_batch = 64; ///< rows of one sampler call
  static const opt::Rows<ProgramOptions> &rows(); ///< its keys of [training]
};

/// The size of `times` of sample_at: up to 64 steps.
constexpr int64_t max_times = 65;

/// What follows from the options.
struct ProgramShape {
  int64_t tokens, token_width;
  int64_t vectors; ///< latent vectors of an example
};
ProgramShape program_shape(const ProgramOptions &o);

/// Makes a network of these sizes; the tokens are those of the program's tokenization.
using MakeNetwork = std::function<std::unique_ptr<Network>(const NetworkOptions &)>;

/// Adds all entries to the program. With a `network` of one's own (a class derived from Network, whose parameters are its own
/// business), the method, the samplers, the optimizer and the codec's entries stay the same: examples/own_network.cpp.
/// Throws mf::Error where the options do not fit each other.
void build_program(Program &program, const ProgramOptions &o, const MakeNetwork &network = make_network);

} // namespace mf
