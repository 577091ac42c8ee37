// Facts under test: contractions of every layout, size and type against loops in f64.
#include "tests/codegen/Harness.h"
#include <cmath>
#include <cstring>

using namespace mf::test;

namespace {
using Row = std::vector<int64_t>;

/// A linear map: one row of coefficients a result, the constant last.
struct Operand {
  Row shape;
  std::vector<Row> map;
};

struct Contraction {
  Row b, n, k;
  std::vector<Row> m; ///< a part each
  std::vector<int64_t> partSides;
  std::vector<Operand> lhs;
  Operand rhs;
  std::string type = "f32";
};

int64_t product(const Row &sizes) {
  int64_t p = 1;
  for (int64_t s : sizes)
    p *= s;
  return p;
}

Row split(int64_t flat, const Row &sizes) {
  Row at(sizes.size());
  for (size_t d = sizes.size(); d-- > 0; flat /= sizes[d])
    at[d] = flat % sizes[d];
  return at;
}

Row join(const Row &a, const Row &b, const Row &c) {
  Row all = a;
  all.insert(all.end(), b.begin(), b.end());
  all.insert(all.end(), c.begin(), c.end());
  return all;
}

int64_t offset(const Operand &o, const Row &at) {
  int64_t flat = 0;
  for (size_t r = 0; r < o.shape.size(); ++r) {
    int64_t index = o.map[r].back();
    for (size_t d = 0; d < at.size(); ++d)
      index += o.map[r][d] * at[d];
    flat = flat * o.shape[r] + index;
  }
  return flat;
}

std::string list(const Row &values) {
  std::string text;
  for (int64_t v : values)
    text += (text.empty() ? ": " : ", ") + std::to_string(v);
  return text;
}

std::string memref(const Row &shape, const std::string &type) {
  std::string text = "memref<";
  for (int64_t s : shape)
    text += std::to_string(s) + "x";
  return text + type + ">";
}

std::string affine(const std::vector<Row> &rows, size_t dims) {
  std::string text = "affine_map<(";
  for (size_t d = 0; d < dims; ++d)
    text += (d ? ", d" : "d") + std::to_string(d);
  text += ") -> (";
  for (size_t r = 0; r < rows.size(); ++r) {
    text += r ? ", " : "";
    for (size_t d = 0; d < dims; ++d)
      text += "d" + std::to_string(d) + " * " + std::to_string(rows[r][d]) + " + ";
    text += std::to_string(rows[r].back());
  }
  return text + ")>";
}

std::string identity(size_t dims) {
  std::vector<Row> rows(dims, Row(dims + 1, 0));
  for (size_t d = 0; d < dims; ++d)
    rows[d][d] = 1;
  return affine(rows, dims);
}

/// y = sum + bias[n] for every side: a buffer (b, m, n) each.
std::string textOf(const Contraction &c, const std::string &accumulator) {
  std::string arguments, lhs, types, maps, epilogues;
  for (size_t i = 0; i < c.lhs.size(); ++i) {
    std::string type = memref(c.lhs[i].shape, c.type), sep = i ? ", " : "";
    arguments += "%x" + std::to_string(i) + ": " + type + ", ";
    lhs += sep + "%x" + std::to_string(i), types += sep + type;
    maps += sep + affine(c.lhs[i].map, c.b.size() + c.m[0].size() + c.k.size());
  }
  std::string rhs = memref(c.rhs.shape, c.type), bias = memref(c.n, accumulator);
  arguments += "%w: " + rhs + ", %bias: " + bias;
  size_t side = 0;
  for (size_t p = 0; p < c.m.size(); ++p) {
    Row shape = join(c.b, c.m[p], c.n);
    std::string head, coordinates, nOnly;
    for (size_t d = 0; d < shape.size(); ++d) {
      head += "%c" + std::to_string(d) + ": index, ";
      coordinates += (d ? ", %c" : "%c") + std::to_string(d);
      if (d >= c.b.size() + c.m[p].size())
        nOnly += (nOnly.empty() ? "%c" : ", %c") + std::to_string(d);
    }
    std::string body = "  %q = mft.load %bias at " + identity(c.n.size()) + "(" + nOnly + ") : " + bias + " -> " + accumulator + "\n";
    for (int64_t i = 0; i < c.partSides[p]; ++i, ++side) {
      std::string s = std::to_string(side), type = memref(shape, accumulator);
      arguments += ", %y" + s + ": " + type;
      head += (i ? ", %a" : "%a") + s + ": " + accumulator;
      body += "  %s" + s + " = arith.addf %a" + s + ", %q : " + accumulator + "\n  mft.store %s" + s + ", %y" + s + " at " + identity(shape.size()) + "(" + coordinates +
              ") : " + accumulator + ", " + type + "\n";
    }
    epilogues += (p ? ", {\n^bb0(" : "{\n^bb0(") + head + "):\n" + body + "  mft.yield\n}";
  }
  Row mSizes, sides(c.partSides.begin(), c.partSides.end());
  for (const Row &m : c.m)
    mSizes.insert(mSizes.end(), m.begin(), m.end());
  return "mft.kernel @g grid [] kind \"contraction\" {\n^bb0(" + arguments + "):\n mft.contract lhs(" + lhs + " : " + types + ") rhs(%w : " + rhs +
         ") attributes {bSizes = array<i64" + list(c.b) + ">, mRank = " + std::to_string(c.m[0].size()) + " : i64, mSizes = array<i64" + list(mSizes) +
         ">, nSizes = array<i64" + list(c.n) + ">, kSizes = array<i64" + list(c.k) + ">, partSides = array<i64" + list(sides) + ">, lhsMaps = [" + maps +
         "], rhsMap = " + affine(c.rhs.map, c.b.size() + c.k.size() + c.n.size()) + "} " + epilogues + "\n}\n";
}

uint16_t toBf16(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, 4);
  return (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
}

float fromBf16(uint16_t x) {
  uint32_t bits = uint32_t(x) << 16;
  float value;
  std::memcpy(&value, &bits, 4);
  return value;
}

/// Values whose products are exact in f32 sums of a few thousand: any order gives the same bits.
Buffer values(const std::string &type, int64_t count, uint64_t seed) {
  auto value = [&](size_t i) { return std::floor(noise(i, seed) * 8); };
  if (type == "f64")
    return make<double>(count, value);
  if (type == "bf16")
    return make<uint16_t>(count, [&](size_t i) { return toBf16(value(i)); });
  return make<float>(count, value);
}

double get(Buffer &buffer, const std::string &type, int64_t i) {
  return type == "f64" ? buffer.as<double>()[i] : type == "bf16" ? fromBf16(buffer.as<uint16_t>()[i]) : buffer.as<float>()[i];
}

void verify(const Contraction &c, const std::string &name) {
  std::string accumulator = c.type == "f64" ? "f64" : "f32";
  size_t bytes = c.type == "f64" ? 8 : 4;
  Program program(textOf(c, accumulator));
  std::vector<Buffer> buffers;
  for (size_t i = 0; i < c.lhs.size(); ++i)
    buffers.push_back(values(c.type, product(c.lhs[i].shape), i + 1));
  buffers.push_back(values(c.type, product(c.rhs.shape), 50));
  buffers.push_back(values(accumulator, product(c.n), 60));
  size_t rhs = c.lhs.size(), bias = rhs + 1, side = 0;
  for (size_t p = 0; p < c.m.size(); ++p)
    for (int64_t i = 0; i < c.partSides[p]; ++i)
      buffers.emplace_back(bytes * product(join(c.b, c.m[p], c.n)));
  std::vector<Buffer *> pointers;
  for (Buffer &buffer : buffers)
    pointers.push_back(&buffer);
  program.run("g", pointers);
  for (size_t p = 0; p < c.m.size(); ++p)
    for (int64_t i = 0; i < c.partSides[p]; ++i, ++side) {
      int64_t wrong = 0, at = 0;
      for (int64_t b = 0; b < product(c.b); ++b)
        for (int64_t m = 0; m < product(c.m[p]); ++m)
          for (int64_t n = 0; n < product(c.n); ++n, ++at) {
            double sum = get(buffers[bias], accumulator, n);
            for (int64_t k = 0; k < product(c.k); ++k) {
              Row bs = split(b, c.b), ms = split(m, c.m[p]), ns = split(n, c.n), ks = split(k, c.k);
              sum += get(buffers[side], c.type, offset(c.lhs[side], join(bs, ms, ks))) * get(buffers[rhs], c.type, offset(c.rhs, join(bs, ks, ns)));
            }
            wrong += get(buffers[bias + 1 + side], accumulator, at) != sum;
          }
      CHECK_THAT(wrong == 0, name + " side " + std::to_string(side) + ": " + std::to_string(wrong) + " of " + std::to_string(at) + " wrong");
    }
}

Contraction matmul(int64_t m, int64_t n, int64_t k, bool transposeLhs, bool transposeRhs, const std::string &type = "f32") {
  Contraction c;
  c.m = {{m}}, c.n = {n}, c.k = {k}, c.partSides = {1}, c.type = type;
  c.lhs = {transposeLhs ? Operand{{k, m}, {{0, 1, 0}, {1, 0, 0}}} : Operand{{m, k}, {{1, 0, 0}, {0, 1, 0}}}};
  c.rhs = transposeRhs ? Operand{{n, k}, {{0, 1, 0}, {1, 0, 0}}} : Operand{{k, n}, {{1, 0, 0}, {0, 1, 0}}};
  return c;
}
} // namespace

TEST(matmul_sizes) {
  for (int64_t m : {1, 5, 12, 29})
    for (int64_t n : {1, 16, 17, 33, 70})
      for (int64_t k : {1, 7, 16, 300})
        verify(matmul(m, n, k, (m + k) & 1, (n + k) & 1), "matmul " + list({m, n, k}));
}

TEST(matmul_transposes) {
  for (bool a : {false, true})
    for (bool b : {false, true})
      for (const char *type : {"f32", "f64", "bf16"})
        verify(matmul(40, 50, 530, a, b, type), std::string("transposed ") + type + (a ? " A" : "") + (b ? " B" : ""));
}

TEST(matmul_many_blocks) { verify(matmul(230, 300, 64, false, false), "blocks"); }

TEST(batched) {
  // heads between rows and columns, as attention has them: q[b, t, h, d] k[b, s, h, d]
  Contraction c;
  c.b = {2, 3}, c.m = {{9}}, c.n = {11}, c.k = {20}, c.partSides = {1};
  // dimensions b, h, t, d
  c.lhs = {{{2, 9, 3, 20}, {{1, 0, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 0, 1, 0}}}};
  // dimensions b, h, d, s
  c.rhs = {{2, 11, 3, 20}, {{1, 0, 0, 0, 0}, {0, 0, 0, 1, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}}};
  verify(c, "attention scores");
}

TEST(two_sides_and_two_parts) {
  Contraction c = matmul(31, 37, 45, false, false);
  c.m = {{31}, {13}};
  c.partSides = {2, 1};
  c.lhs.push_back(c.lhs[0]);
  c.lhs.push_back({{45, 13}, {{0, 1, 0}, {1, 0, 0}}});
  verify(c, "paired");
}

TEST(convolution) {
  // x[b, h, w, c] with a 3 x 3 window, stride 2 and dilation 1: m = (b, oh, ow), k = (kh, kw, c)
  for (int64_t channels : {1, 3, 8, 20}) {
    Contraction c;
    c.m = {{2, 4, 5}}, c.n = {18}, c.k = {3, 3, channels}, c.partSides = {1};
    c.lhs = {{{2, 9, 11, channels}, {{1, 0, 0, 0, 0, 0, 0}, {0, 2, 0, 1, 0, 0, 0}, {0, 0, 2, 0, 1, 0, 0}, {0, 0, 0, 0, 0, 1, 0}}}};
    c.rhs = {{3, 3, channels, 18}, {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}}};
    verify(c, "convolution, channels " + std::to_string(channels));
  }
}

TEST(channels_first_convolution) {
  // x[c, h, w]: windows contiguous neither in m nor for long in k; y has two n dimensions
  Contraction c;
  c.m = {{6, 7}}, c.n = {3, 7}, c.k = {5, 2, 2}, c.partSides = {1};
  c.lhs = {{{5, 7, 8}, {{0, 0, 1, 0, 0, 0}, {1, 0, 0, 1, 0, 0}, {0, 1, 0, 0, 1, 0}}}};
  c.rhs = {{3, 5, 7, 2, 2}, {{0, 0, 0, 1, 0, 0}, {1, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 0}, {0, 1, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0}}};
  verify(c, "channels first");
}

TEST(deep_runs_that_cross_chunks) {
  // k = (3, 200) in two runs: chunks of 256 begin inside a run
  Contraction c;
  c.m = {{10}}, c.n = {20}, c.k = {3, 200}, c.partSides = {1};
  c.lhs = {{{10, 4, 210}, {{1, 0, 0, 0}, {0, 1, 0, 1}, {0, 0, 1, 5}}}};
  c.rhs = {{3, 200, 20}, {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}};
  verify(c, "runs");
  c.rhs = {{20, 3, 220}, {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 1, 0, 3}}};
  verify(c, "runs, right side along k");
}
