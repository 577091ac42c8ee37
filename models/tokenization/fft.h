// fft.h: a complex Fourier transform as a few products with small matrices. docs/tokenization.md has the equations.
#pragma once
#include "mf/mf.h"

namespace mf {

struct FftOptions {
  int64_t quarters = 0;   ///< both indices are shifted by this many quarters
  double scale = 1;
  bool conjugate = false; ///< the result is (Re, -Im)
};

/// Z_k = scale sum_n t_n exp(-2 pi i (n + s) (k + s) / M), s = quarters / 4, of pairs (Re, Im): [R, 2, M] -> [R, 2, M]. Any M.
/// The end is a view. Constants are computed in double precision.
Tensor fft(const Tensor &t, const FftOptions &o = {}, Where where = Where::current());

/// Roughly the multiplications a number that fft() takes, its passes through memory included.
double fft_cost(int64_t m);

/// DCT-IV of x [R, N], N even: y_k = sqrt(2 / N) sum_n x_n cos(pi / N (n + 1/2) (k + 1/2)). Orthonormal, symmetric, its own inverse.
Tensor dct4(const Tensor &x, Where where = Where::current());

/// The same in parts, for a caller who computes x: dct4(x) = dct4_end(dct4_core(dct4_begin(x))). begin and end are views, begin commutes
/// with elementwise operations.
Tensor dct4_begin(const Tensor &x);
Tensor dct4_core(const Tensor &begun, int64_t n);
Tensor dct4_end(const Tensor &y, int64_t n);

} // namespace mf
