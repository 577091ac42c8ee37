// mdct.h: the modified discrete cosine transform as a tokenization. Princen, Bradley, ICASSP 1987; Malvar, 1992.
#pragma once
#include "models/tokenization/tokenization.h"

namespace mf {

enum class MdctWindow { sine, kbd };

struct MdctOptions {
  MdctWindow window = MdctWindow::sine;
  double kbd_alpha = 4; ///< of the Kaiser-Bessel-derived window: its shape, not negative
};

/// The first half (rising, `hop` numbers) of the window of 2 hop numbers; the second half is its mirror image.
/// rising[n]^2 + rising[hop - 1 - n]^2 = 1 for both windows.
std::vector<double> mdct_window(MdctWindow window, double kbd_alpha, int64_t hop);

/// Frame j holds the signal from (j - 1) hop to (j + 1) hop, zeros outside: ceil(D / hop) + 1 tokens of `hop` numbers.
/// The transform is orthonormal: energy stays, and the inverse is the transpose.
class MdctTokenization : public Tokenization {
public:
  MdctTokenization(const TokenizationOptions &o, const MdctOptions &own, const SignalShape &signal) : Tokenization(o, signal), own(own) {}
  int64_t tokens() const override { return (signal.size() + o.hop - 1) / o.hop + 1; }
  int64_t width() const override { return o.hop; }
  Shape grid() const override { return {tokens()}; }

protected:
  Tensor analyse(const Tensor &x) const override;
  Tensor synthesise(const Tensor &tokens) const override;

private:
  const MdctOptions own;
  /// Of the signal, the last one filled up.
  int64_t half_hops() const { return (2 * signal.size() + o.hop - 1) / o.hop; }
};

} // namespace mf
