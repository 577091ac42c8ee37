// tokenization.h: signals to tokens and back, inside the compiled graph. docs/tokenization.md has the equations.
//
// A signal is a flat row of D = SignalShape::size() numbers an example; networks, losses, samplers and noise see tokens [B, T, P].
// Each is one file of this folder, which registers itself: docs/howto/add-a-tokenization.md.
#pragma once
#include "models/layers/layers.h"
#include "options/Option.h"
#include <memory>

namespace mf {

/// One for each file x.cpp of this folder.
enum class TokenizationKind {
#define MF_ENTRY(name) name,
#include "generated/tokenizations.inc"
#undef MF_ENTRY
};

struct TokenizationOptions {
  TokenizationKind kind = TokenizationKind::reshape;
  int64_t patch = 4;  ///< reshape of images: side of a patch in pixels, a divisor of both sides
  int64_t hop = 256;  ///< reshape of sound: numbers a token; mdct: numbers from frame to frame, even (28 is one row of a digit)
  double power = 1;   ///< tokens are scale sign(X) |X|^power of what the transform gives; above 0
  double scale = 1;   ///< above 0
  std::any own = {};  ///< the tokenization's own struct, as MdctOptions; empty: its defaults
};

/// A pair of functions that undo one another (to rounding), the same for every example of a batch.
/// With power = 1 both are linear and have derivatives of every kind; otherwise the derivative of the power is not finite at 0.
class Tokenization {
public:
  virtual ~Tokenization() = default;
  /// T and P of the tokens [B, T, P].
  virtual int64_t tokens() const = 0;
  virtual int64_t width() const = 0;
  /// How the tokens lie: {T} for a sequence, {rows, columns} for patches of an image; row by row.
  virtual Shape grid() const = 0;
  /// x [B, D] -> [B, T, P]; mf::Error for another shape.
  Tensor tokenize(const Tensor &x, Where where = Where::current()) const;
  /// [B, T, P] -> [B, D]; mf::Error for another shape.
  Tensor detokenize(const Tensor &tokens, Where where = Where::current()) const;

protected:
  Tokenization(const TokenizationOptions &o, const SignalShape &signal) : o(o), signal(signal) {}
  /// The linear transform without power and scale, and its inverse.
  virtual Tensor analyse(const Tensor &x) const = 0;
  virtual Tensor synthesise(const Tensor &tokens) const = 0;

  const TokenizationOptions o;
  const SignalShape signal;
};

/// Throws mf::Error where the options do not fit the signal.
std::unique_ptr<Tokenization> make_tokenization(const TokenizationOptions &o, const SignalShape &signal);

} // namespace mf
