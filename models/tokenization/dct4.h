// dct4.h: the discrete cosine transform of type IV, orthonormal: y_k = sqrt(2 / N) sum_n x_n cos(pi / N (n + 1/2) (k + 1/2)).
//
// It is symmetric and its own inverse. Large N go through a complex FFT of N / 2 points (docs/tokenization.md); both ends of the
// FFT are views, so that a caller can do its elementwise work in the order that the transform reads.
#pragma once
#include "mf/mf.h"

namespace mf {

class Dct4 {
public:
  /// N numbers, N even.
  explicit Dct4(int64_t n);
  /// x [R, N] -> the order that transform() takes. A view.
  Tensor arrange(const Tensor &x) const;
  /// Of arranged rows; its result goes to restore().
  Tensor transform(const Tensor &arranged) const;
  /// -> [R, N]. A view.
  Tensor restore(const Tensor &y) const;

  const int64_t n;
  const std::vector<int64_t> factors; ///< of N / 2, one stage of the FFT each; empty: one product with the N x N matrix
};

} // namespace mf
