//===- Intrinsics.cpp - scalar NVVM intrinsics and inline PTX as host functions -----------------===//
// Those that libdevice uses. Approximations (ex2.approx, rcp.approx ...) are computed with the host's
// library, more exactly than on a GPU: compare results with a tolerance.
#include "tests/tools/simt/Runtime.h"
#include <bit>
#include <cfenv>
#include <cmath>
#include <map>

namespace mf::simt {

/// Runs `f` with another rounding mode. The operands are volatile, so that nothing is folded before
/// the mode is set.
template <int mode, typename T, typename F> static T rounded(F f) {
  int saved = std::fegetround();
  std::fesetround(mode);
  volatile T result = f();
  std::fesetround(saved);
  return result;
}
template <int mode, typename T> static T addRounded(T a, T b) {
  volatile T x = a, y = b;
  return rounded<mode, T>([&] { return x + y; });
}
template <int mode, typename T> static T mulRounded(T a, T b) {
  volatile T x = a, y = b;
  return rounded<mode, T>([&] { return x * y; });
}
template <int mode, typename T> static T fmaRounded(T a, T b, T c) {
  volatile T x = a, y = b, z = c;
  return rounded<mode, T>([&] { return std::fma(T(x), T(y), T(z)); });
}
template <typename T> static T add(T a, T b) { return a + b; }
template <typename T> static T sub(T a, T b) { return a - b; }
template <typename T> static T mul(T a, T b) { return a * b; }
template <typename T> static T div(T a, T b) { return a / b; }
template <typename T> static T reciprocal(T a) { return 1 / a; }
template <typename T> static T rsqrt(T a) { return 1 / std::sqrt(a); }

static float ex2(float a) { return std::exp2(a); }
static float lg2(float a) { return std::log2(a); }
static float sine(float a) { return std::sin(a); }
static float cosine(float a) { return std::cos(a); }
static float saturate(float a) { return a > 0 ? std::min(a, 1.0f) : 0.0f; }

static int32_t highWord(double a) { return int32_t(std::bit_cast<uint64_t>(a) >> 32); }
static int32_t lowWord(double a) { return int32_t(std::bit_cast<uint64_t>(a)); }
static double fromWords(int32_t low, int32_t high) {
  return std::bit_cast<double>(uint64_t(uint32_t(high)) << 32 | uint32_t(low));
}

/// Conversions saturate, and NaN becomes 0, as cvt does.
template <typename To, typename From> static To convert(From a, From rounded) {
  if (std::isnan(a))
    return 0;
  if (rounded >= -static_cast<From>(std::numeric_limits<To>::min()) && rounded > 0)
    return std::numeric_limits<To>::max();
  return rounded <= static_cast<From>(std::numeric_limits<To>::min()) ? std::numeric_limits<To>::min() : To(rounded);
}
template <typename To, typename From> static To nearest(From a) { return convert<To>(a, std::nearbyint(a)); }
template <typename To, typename From> static To towardZero(From a) { return convert<To>(a, std::trunc(a)); }

static int32_t mulHigh(int32_t a, int32_t b) { return int64_t(a) * b >> 32; }
static uint32_t mulHighUnsigned(uint32_t a, uint32_t b) { return uint64_t(a) * b >> 32; }
static uint64_t mulHighLong(uint64_t a, uint64_t b) { return static_cast<unsigned __int128>(a) * b >> 64; }
static int64_t mulHighSignedLong(int64_t a, int64_t b) { return static_cast<__int128>(a) * b >> 64; }

template <typename F> static void *pointer(F *f) { return reinterpret_cast<void *>(f); }

static const std::map<std::string, void *> &functions() {
  constexpr int down = FE_DOWNWARD, up = FE_UPWARD, zero = FE_TOWARDZERO;
  static const std::map<std::string, void *> table = {
      {"ex2.approx", pointer(ex2)},
      {"lg2.approx", pointer(lg2)},
      {"sin.approx", pointer(sine)},
      {"cos.approx", pointer(cosine)},
      {"saturate.f", pointer(saturate)},
      {"rcp.approx.f", pointer(reciprocal<float>)},
      {"rcp.approx.d", pointer(reciprocal<double>)},
      {"rcp.rn.f", pointer(reciprocal<float>)},
      {"rcp.rn.d", pointer(reciprocal<double>)},
      {"rsqrt.approx.f", pointer(rsqrt<float>)},
      {"rsqrt.approx.d", pointer(rsqrt<double>)},
      {"div.approx.f", pointer(div<float>)},
      {"div.rn.f", pointer(div<float>)},
      {"div.rn.d", pointer(div<double>)},
      {"add.rn.f", pointer(add<float>)},
      {"add.rn.d", pointer(add<double>)},
      {"sub.rn.f", pointer(sub<float>)},
      {"sub.rn.d", pointer(sub<double>)},
      {"mul.rn.f", pointer(mul<float>)},
      {"mul.rn.d", pointer(mul<double>)},
      {"add.rz.f", pointer(addRounded<zero, float>)},
      {"add.rz.d", pointer(addRounded<zero, double>)},
      {"mul.rz.f", pointer(mulRounded<zero, float>)},
      {"mul.rz.d", pointer(mulRounded<zero, double>)},
      {"fma.rz.f", pointer(fmaRounded<zero, float>)},
      {"fma.rz.d", pointer(fmaRounded<zero, double>)},
      {"fma.rm.f", pointer(fmaRounded<down, float>)},
      {"fma.rm.d", pointer(fmaRounded<down, double>)},
      {"fma.rp.f", pointer(fmaRounded<up, float>)},
      {"fma.rp.d", pointer(fmaRounded<up, double>)},
      {"d2i.hi", pointer(highWord)},
      {"d2i.lo", pointer(lowWord)},
      {"lohi.i2d", pointer(fromWords)},
      {"f2i.rn", pointer(nearest<int32_t, float>)},
      {"f2ll.rn", pointer(nearest<int64_t, float>)},
      {"d2i.rn", pointer(nearest<int32_t, double>)},
      {"d2ll.rn", pointer(nearest<int64_t, double>)},
      {"f2i.rz", pointer(towardZero<int32_t, float>)},
      {"d2i.rz", pointer(towardZero<int32_t, double>)},
      {"mulhi.i", pointer(mulHigh)},
      {"mulhi.ui", pointer(mulHighUnsigned)},
      {"mulhi.ull", pointer(mulHighLong)},
      {"mulhi.ll", pointer(mulHighSignedLong)},
  };
  return table;
}

void *findScalarFunction(llvm::StringRef name) {
  std::string key = name.str();
  // Flushing of denormals is ignored: "ftz." goes.
  if (size_t at = key.find(".ftz"); at != std::string::npos)
    key.erase(at, 4);
  // Inline PTX says f32 and f64 where the intrinsics say f and d.
  if (llvm::StringRef(key).ends_with(".f32"))
    key.replace(key.size() - 3, 3, "f");
  if (llvm::StringRef(key).ends_with(".f64"))
    key.replace(key.size() - 3, 3, "d");
  auto found = functions().find(key);
  // A name without type in the table serves f32.
  if (found == functions().end() && llvm::StringRef(key).ends_with(".f"))
    found = functions().find(key.substr(0, key.size() - 2));
  return found == functions().end() ? nullptr : found->second;
}

} // namespace mf::simt
