// fft.h: a complex Fourier transform as a few products with small matrices. docs/tokenization.md has the equations.
#pragma once
#include "mf/mf.h"

namespace mf {

/// Real and imaginary parts, of one shape.
struct ComplexTensor {
  Tensor re, im;
};

/// Z_k = sum_n t_n exp(-2 pi i (n + s) (k + s) / M), s = quarters / 4: [R, M] -> [R, f_s, .., f_1], the product of the f is M and k runs through
/// them in order, the last one fastest. Any M. Both parts of the result are views.
ComplexTensor fft(const ComplexTensor &t, int64_t quarters = 0, Where where = Where::current());

/// About the multiplications a number that fft() takes, its passes through memory included.
double fft_cost(int64_t m);

/// DCT-IV of x [R, N], N even: y_k = sqrt(2 / N) sum_n x_n cos(pi / N (n + 1/2) (k + 1/2)). Orthonormal, symmetric, its own inverse.
Tensor dct4(const Tensor &x, Where where = Where::current());

} // namespace mf
