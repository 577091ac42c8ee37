// How long a program of a few hundred kernels takes to compile, as training steps have them.
#include "compiler/api/Session.h"
#include <chrono>
#include <cstdio>

namespace {
std::string str(int64_t v) { return std::to_string(v); }

/// A value and its tangent through a smooth activation.
std::string activation(int i) {
  std::string n = str(1000 + 8 * i), t = "memref<64x" + n + "xf32>", at = " at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : ";
  return "mft.kernel @loop" + str(i) + " grid [64] kind \"loop\" {\n^bb0(%x: " + t + ", %dx: " + t + ", %y: " + t + ", %dy: " + t + ", %b: index):\n mft.tile [" + n +
         "] {\n ^bb0(%j: index):\n  %v = mft.load %x" + at + t + " -> f32\n  %d = mft.load %dx" + at + t + " -> f32\n  %one = arith.constant 1.0 : f32\n" +
         "  %n = arith.negf %v : f32\n  %e = math.exp %n : f32\n  %p = arith.addf %e, %one : f32\n  %s = arith.divf %one, %p : f32\n  %r = arith.mulf %v, %s : f32\n" +
         "  %q = arith.subf %one, %s : f32\n  %w = arith.mulf %r, %q : f32\n  %u = arith.addf %w, %s : f32\n  %z = arith.mulf %u, %d : f32\n" + "  mft.store %r, %y" + at +
         "f32, " + t + "\n  mft.store %z, %dy" + at + "f32, " + t + "\n }\n}\n";
}

/// A layer norm with its tangent's sums.
std::string norm(int i) {
  std::string n = str(500 + 4 * i), t = "memref<64x" + n + "xf32>", at = " at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : " + t;
  std::string load = "  %v = mft.load %x" + at + " -> f32\n  %d = mft.load %dx" + at + " -> f32\n";
  return "mft.kernel @row" + str(i) + " grid [64] kind \"row\" {\n^bb0(%x: " + t + ", %dx: " + t + ", %y: " + t + ", %dy: " + t + ", %b: index):\n" +
         " %c = arith.constant " + n + ".0 : f32\n %sum, %dsum = mft.tile [" + n + "] reduce [#mft.combiner<sum>, #mft.combiner<sum>] {\n ^bb0(%j: index):\n" + load +
         "  mft.yield %v, %d : f32, f32\n } : f32, f32\n %mean = arith.divf %sum, %c : f32\n %dmean = arith.divf %dsum, %c : f32\n" + " %var, %dvar = mft.tile [" + n +
         "] reduce [#mft.combiner<sum>, #mft.combiner<sum>] {\n ^bb0(%j: index):\n" + load + "  %e = arith.subf %v, %mean : f32\n  %f = arith.subf %d, %dmean : f32\n" +
         "  %g = arith.mulf %e, %e : f32\n  %h = arith.mulf %e, %f : f32\n  mft.yield %g, %h : f32, f32\n } : f32, f32\n %r = math.rsqrt %var : f32\n %k = arith.mulf %r, %dvar : f32\n" +
         " mft.tile [" + n + "] {\n ^bb0(%j: index):\n" + load + "  %e = arith.subf %v, %mean : f32\n  %o = arith.mulf %e, %r : f32\n  %f = arith.subf %d, %dmean : f32\n" +
         "  %w = arith.mulf %f, %r : f32\n  %z = arith.mulf %o, %k : f32\n  %u = arith.subf %w, %z : f32\n  mft.store %o, %y" + at.substr(0, at.find(':') + 2) + "f32, " + t +
         "\n  mft.store %u, %dy" + at.substr(0, at.find(':') + 2) + "f32, " + t + "\n }\n}\n";
}

/// Sums over rows.
std::string column(int i) {
  std::string n = str(300 + 4 * i), t = "memref<64x" + n + "xf32>", o = "memref<" + n + "xf32>";
  return "mft.kernel @column" + str(i) + " grid [1] kind \"column\" {\n^bb0(%x: " + t + ", %y: " + o + ", %b: index):\n mft.tile [" + n + "] {\n ^bb0(%j: index):\n" +
         "  %z = arith.constant 0.0 : f32\n  %s = mft.fold [64] init(%z : f32) {\n  ^bb0(%r: index, %a: f32):\n   %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%r, %j) : " + t +
         " -> f32\n   %t = arith.addf %a, %v : f32\n   mft.yield %t : f32\n  } : f32\n  mft.store %s, %y at affine_map<(d0) -> (d0)>(%j) : f32, " + o + "\n }\n}\n";
}

/// A layer of a value and its tangent with its bias.
std::string layer(int i) {
  bool transposed = i % 3 == 0;
  std::string m = "64", k = str(96 + 8 * i), n = str(128 + 12 * i), x = i % 3 == 1 ? "memref<" + k + "x64xf32>" : "memref<64x" + k + "xf32>";
  std::string w = transposed ? "memref<" + n + "x" + k + "xf32>" : "memref<" + k + "x" + n + "xf32>", y = "memref<64x" + n + "xf32>", o = "memref<" + n + "xf32>";
  std::string map = i % 3 == 1 ? "affine_map<(m, k) -> (k, m)>" : "affine_map<(m, k) -> (m, k)>";
  return "mft.kernel @gemm" + str(i) + " grid [] kind \"contraction\" {\n^bb0(%x: " + x + ", %dx: " + x + ", %w: " + w + ", %c: " + o + ", %y: " + y + ", %dy: " + y + "):\n" +
         " mft.contract lhs(%x, %dx : " + x + ", " + x + ") rhs(%w : " + w + ") attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 64>, nSizes = array<i64: " + n +
         ">, kSizes = array<i64: " + k + ">, partSides = array<i64: 2>, lhsMaps = [" + map + ", " + map + "], rhsMap = affine_map<(k, n) -> (" + (transposed ? "n, k" : "k, n") +
         ")>} {\n ^bb0(%m: index, %n: index, %a: f32, %da: f32):\n  %q = mft.load %c at affine_map<(d0) -> (d0)>(%n) : " + o + " -> f32\n  %s = arith.addf %a, %q : f32\n" +
         "  mft.store %s, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, " + y + "\n  mft.store %da, %dy at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, " + y +
         "\n  mft.yield\n }\n}\n";
}
} // namespace

int main(int argc, char **argv) {
  int count = argc > 1 ? std::atoi(argv[1]) : 75;
  for (auto [what, make] : {std::pair("loop", &activation), std::pair("row", &norm), std::pair("column", &column), std::pair("contraction", &layer)}) {
    std::string text;
    for (int i = 0; i < count; ++i)
      text += make(i);
    auto start = std::chrono::steady_clock::now();
    auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
    mf::compiler::Compilation compilation = mf::compiler::Session().compile(mf::compiler::Source::ir(text, what));
    double parsed = seconds();
    std::string bytes = compilation.bytes(mf::compiler::Emit::object);
    std::printf("%3d kernels of kind %-12s parse %.2f s  compile %.2f s  object %zu bytes\n", count, what, parsed, seconds() - parsed, bytes.size());
  }
}
