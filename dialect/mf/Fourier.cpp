//===- Fourier.cpp - rfft and irfft as products with small matrices -----------------------------===//
// Short transforms are one product with the DFT matrix, which is what kernels do best. Longer ones are cut in two
// (Cooley, Tukey, 1965) until their parts are short; a long prime goes by a convolution (Bluestein, 1970).
// A complex row is [R, 2, n]: all real parts, then all imaginary ones; a real one is [R, 1, n].
//===--------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include <complex>
#include <functional>

using namespace mlir;
using namespace mf::ir;

namespace {
using Complex = std::complex<double>;

constexpr int64_t kWhole = 256;  ///< up to here the matrix is as fast as stages
constexpr int64_t kPrime = 1024; ///< up to here a prime's matrix is cheaper than three transforms of more than twice its length

/// exp(-2 pi i part / whole)
Complex root(int64_t part, int64_t whole) { return std::polar(1.0, -2.0 * M_PI * (double)(part % whole) / (double)whole); }

/// The largest divisor that is not above the square root.
int64_t divisorOf(int64_t n) {
  int64_t best = 1;
  for (int64_t f = 2; f * f <= n; ++f)
    if (n % f == 0)
      best = f;
  return best;
}

/// sum_n x_n exp(-2 pi i n k / N) of a power of two.
std::vector<Complex> transformed(const std::vector<Complex> &x) {
  int64_t n = (int64_t)x.size();
  if (n == 1)
    return x;
  std::vector<Complex> even, odd, y(n);
  for (int64_t i = 0; i < n; i += 2) {
    even.push_back(x[i]);
    odd.push_back(x[i + 1]);
  }
  even = transformed(even);
  odd = transformed(odd);
  for (int64_t k = 0; k < n / 2; ++k) {
    Complex turned = root(k, n) * odd[k];
    y[k] = even[k] + turned;
    y[k + n / 2] = even[k] - turned;
  }
  return y;
}

class Fourier {
public:
  Fourier(OpBuilder &b, Operation *op) : e{b, op->getLoc()}, element(tensorType(op->getResult(0)).getElementType()) {}

  /// Z_k = sum_n x_n exp(-2 pi i n k / N): [R, 1 or 2, N] -> [R, 2, N].
  Value transform(Value x) {
    int64_t n = dim(x, 2), factor = divisorOf(n);
    if (n <= kWhole || (factor == 1 && n <= kPrime))
      return byMatrix(x);
    return factor == 1 ? byChirp(x) : byParts(x, factor);
  }

  /// Numbers of doubles in the element type, row-major.
  Value table(Shape shape, ArrayRef<double> values) {
    auto f64 = DenseElementsAttr::get(RankedTensorType::get(shape, e.b.getF64Type()), values);
    if (element.isF64())
      return e.constant(f64);
    auto narrowed = f64.mapValues(element, [&](const APFloat &v) {
      APFloat copy = v;
      bool loses;
      copy.convert(cast<FloatType>(element).getFloatSemantics(), APFloat::rmNearestTiesToEven, &loses);
      return copy.bitcastToAPInt();
    });
    return e.constant(cast<ElementsAttr>(narrowed));
  }

  Emit e;

private:
  static int64_t dim(Value x, int64_t d) { return tensorType(x).getDimSize(d); }
  Value part(Value x, int64_t which) { return e.slice(x, 1, which, which + 1); }
  Value joined(Value a, Value b, int64_t d) { return e.concatenate({a, b}, {a.getType(), b.getType()}, d); }

  /// The real matrix [parts, n, 2, n] that takes (re, im) to (re, im).
  Value dft(int64_t parts, int64_t n) {
    std::vector<double> values(parts * n * 2 * n);
    for (int64_t j = 0; j < n; ++j)
      for (int64_t k = 0; k < n; ++k) {
        Complex w = root(j * k, n);
        values[(j * 2) * n + k] = w.real();
        values[(j * 2 + 1) * n + k] = w.imag();
        if (parts == 1)
          continue;
        values[((n + j) * 2) * n + k] = -w.imag();
        values[((n + j) * 2 + 1) * n + k] = w.real();
      }
    return table({parts, n, 2, n}, values);
  }

  Value byMatrix(Value x) {
    Value matrix = dft(dim(x, 1), dim(x, 2));
    return e.dot(x, matrix, {}, {}, {1, 2}, {0, 1});
  }

  // n = a r + b and k = c + f d: a transform along a, a turn by exp(-2 pi i b c / n), a transform along b.
  Value byParts(Value x, int64_t f) {
    int64_t rows = dim(x, 0), parts = dim(x, 1), n = dim(x, 2), r = n / f;
    Value matrix = dft(parts, f), grid = e.reshape(x, {rows, parts, f, r});
    Value y = e.dot(grid, matrix, {}, {}, {1, 2}, {0, 1});       // [R, b, 2, c]
    y = e.transpose(y, {0, 2, 3, 1});                            // [R, 2, c, b]
    y = e.reshape(y, {rows, 2, n});
    std::vector<Complex> turns(n);
    for (int64_t c = 0; c < f; ++c)
      for (int64_t b = 0; b < r; ++b)
        turns[c * r + b] = root(b * c, n);
    y = times(y, turns);
    y = e.reshape(y, {rows, 2, f, r});
    y = e.transpose(y, {0, 2, 1, 3});
    y = transform(e.reshape(y, {rows * f, 2, r}));               // [R c, 2, d]
    y = e.reshape(y, {rows, f, 2, r});
    y = e.transpose(y, {0, 2, 3, 1});                            // [R, 2, d, c]
    return e.reshape(y, {rows, 2, n});
  }

  // 2 n k = n^2 + k^2 - (k - n)^2: a convolution with exp(pi i d^2 / N), done by transforms of a power of two.
  Value byChirp(Value x) {
    int64_t n = dim(x, 2), length = 1;
    while (length < 2 * n - 1)
      length *= 2;
    std::vector<Complex> chirp(n), kernel(length);
    for (int64_t j = 0; j < n; ++j) {
      chirp[j] = root(j * j, 2 * n);
      kernel[j] = kernel[(length - j) % length] = std::conj(chirp[j]);
    }
    Value y = times(complexOf(x), chirp);
    y = transform(e.pad(y, {0, 0, 0}, {0, 0, length - n}, {0, 0, 0}));
    y = times(y, transformed(kernel));
    y = transform(swapped(y));                                   // the inverse, its parts swapped, times its length
    y = swapped(e.slice(y, 2, 0, n));
    Value z = times(y, chirp);
    return e.scale(z, 1.0 / (double)length);
  }

  Value complexOf(Value x) { return dim(x, 1) == 2 ? x : e.pad(x, {0, 0, 0}, {0, 1, 0}, {0, 0, 0}); }

  Value swapped(Value x) {
    Value re = part(x, 0), im = part(x, 1);
    return joined(im, re, 1);
  }

  /// [R, 2, N] times N complex numbers.
  Value times(Value x, ArrayRef<Complex> w) {
    int64_t rows = dim(x, 0), n = (int64_t)w.size();
    std::vector<double> re, im;
    for (Complex c : w) {
      re.push_back(c.real());
      im.push_back(c.imag());
    }
    auto wide = [&](ArrayRef<double> values) {
      Value row = table({n}, values);
      return e.broadcast(row, {rows, 1, n}, {2});
    };
    Value a = wide(re), b = wide(im), p = part(x, 0), q = part(x, 1);
    Value pa = e.mul(p, a), qb = e.mul(q, b), pb = e.mul(p, b), qa = e.mul(q, a);
    Value real = e.sub(pa, qb), imaginary = e.add(pb, qa);
    return joined(real, imaginary, 1);
  }

  Type element;
};

int64_t product(Shape shape) {
  int64_t size = 1;
  for (int64_t n : shape)
    size *= n;
  return size;
}
} // namespace

Value RfftOp::decompose(OpBuilder &b) {
  Fourier f(b, *this);
  Shape shape = getX().getType().getShape();
  int64_t n = shape.back(), bins = n / 2 + 1, rows = product(shape.drop_back());
  if (n <= kWhole) { // only the bins that are wanted
    std::vector<double> dft(n * bins * 2);
    for (int64_t j = 0; j < n; ++j)
      for (int64_t k = 0; k < bins; ++k) {
        Complex w = root(j * k, n);
        dft[(j * bins + k) * 2] = w.real();
        dft[(j * bins + k) * 2 + 1] = w.imag();
      }
    Value matrix = f.table({n, bins * 2}, dft);
    Value product = f.e.dot(getX(), matrix, {}, {}, {(int64_t)shape.size() - 1}, {0});
    return f.e.reshape(product, getY().getType().getShape());
  }
  Value x = f.e.reshape(getX(), {rows, 1, n});
  Value y = f.e.slice(f.transform(x), 2, 0, bins);               // [R, 2, bins]
  y = f.e.transpose(y, {0, 2, 1});
  return f.e.reshape(y, getY().getType().getShape());
}

/// The real matrix of the inverse of one row of bins (re, im).
static std::vector<double> inverseMatrix(int64_t n) {
  int64_t bins = n / 2 + 1;
  std::vector<double> inverse(bins * 2 * n);
  for (int64_t k = 0; k < bins; ++k) {
    bool single = k == 0 || 2 * k == n; // these bins have no mirror image
    for (int64_t j = 0; j < n; ++j) {
      Complex w = root(j * k, n);
      double weight = (single ? 1.0 : 2.0) / (double)n;
      inverse[(2 * k) * n + j] = weight * w.real();
      inverse[(2 * k + 1) * n + j] = single ? 0.0 : weight * w.imag();
    }
  }
  return inverse;
}

// x_j = Re(sum_k conj(X_k) exp(-2 pi i j k / n)) / n over all n frequencies; those above n / 2 are the conjugates of those below.
Value IrfftOp::decompose(OpBuilder &b) {
  Fourier f(b, *this);
  Emit &e = f.e;
  Shape shape = getY().getType().getShape();
  int64_t n = shape.back(), bins = n / 2 + 1, rows = product(shape.drop_back());
  if (n <= kWhole) {
    SmallVector<int64_t> flat(shape.drop_back());
    flat.push_back(bins * 2);
    Value matrix = f.table({bins * 2, n}, inverseMatrix(n));
    Value x = e.reshape(getX(), flat);
    return e.dot(x, matrix, {}, {}, {(int64_t)flat.size() - 1}, {0});
  }
  Value x = e.reshape(getX(), {rows, bins, 2});
  auto part = [&](int64_t which) {
    Value one = e.slice(x, 2, which, which + 1);
    return e.reshape(one, {rows, 1, bins});
  };
  std::vector<double> sign(bins, -1.0); // the conjugate; the ends have no imaginary part
  sign[0] = 0.0;
  if (n % 2 == 0)
    sign[n / 2] = 0.0;
  Value signs = f.table({bins}, sign), wide = e.broadcast(signs, {rows, 1, bins}, {2});
  Value re = part(0), im = e.mul(part(1), wide);
  auto mirrored = [&](Value half) {
    Value above = e.slice(half, 2, 1, n - bins + 1);
    return e.reverse(above, {2});
  };
  Value above = mirrored(re), below = mirrored(im), conjugate = e.neg(below);
  Value real = e.concatenate({re, above}, {re.getType(), above.getType()}, 2);
  Value imaginary = e.concatenate({im, conjugate}, {im.getType(), conjugate.getType()}, 2);
  Value whole = e.concatenate({real, imaginary}, {real.getType(), imaginary.getType()}, 1);
  Value y = e.slice(f.transform(whole), 1, 0, 1);
  Value scaled = e.scale(y, 1.0 / (double)n);
  return e.reshape(scaled, shape);
}
