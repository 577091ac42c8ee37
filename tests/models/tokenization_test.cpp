// The tokenizations, compiled by mfcc, against the definitions in double precision.
#include "models/tokenization/mdct.h"
#include "tests/models/Compiled.h"
#include <numbers>
#include <random>

using namespace mf;
using namespace mf::test;

namespace {

using Numbers = std::vector<double>;

/// One transform of a signal of `length` numbers.
struct Case {
  int64_t hop, length;
  MdctWindow window = MdctWindow::sine;
  std::string name() const { return std::to_string(hop) + "/" + std::to_string(length) + (window == MdctWindow::kbd ? "/kbd" : ""); }
  TokenizationOptions options() const {
    TokenizationOptions o;
    o.kind = TokenizationKind::mdct;
    o.hop = hop;
    o.window = window;
    return o;
  }
  std::unique_ptr<Tokenization> make() const { return make_tokenization(options(), {1, length, 1}); }
};

/// Every path: the matrix, two and three stages, odd and prime halves, the chirp; lengths below, at and off the hop.
const std::vector<Case> cases = {
    {8, 24},      {8, 5},      {10, 33},     {12, 36},    {14, 31},     {16, 7},     {16, 64, MdctWindow::kbd}, {22, 50},     {26, 60},
    {28, 784},    {30, 100},   {32, 100},    {40, 95},    {64, 200},    {80, 333},   {100, 256},                {128, 400},   {254, 700},
    {256, 1000},  {256, 100},  {256, 768},   {320, 1000}, {480, 960},   {512, 1300}, {512, 1024, MdctWindow::kbd}, {1000, 2100}, {1024, 2048},
    {1024, 500},  {2048, 5000}, {4078, 9000}, {4096, 4096}, {4096, 9000}};

/// tokens = T x, back = T^-1 tokens, crossed = d<tokens, y>/dx = T^T y, pushed = the derivative of tokens along v.
void build(Program &program) {
  for (const Case &c : cases) {
    std::shared_ptr<Tokenization> t = c.make();
    program.entry(c.name(), {{"x", {2, c.length}}, {"y", {2, t->tokens(), t->width()}}}, [=](const std::vector<Tensor> &a) -> Results {
      Tensor tokens = t->tokenize(a[0]);
      return {{"tokens", tokens}, {"back", t->detokenize(tokens)}, {"crossed", grad(sum(tokens * a[1]), {a[0]})[0]}, {"inverse", t->detokenize(a[1])}};
    });
  }
}

void fill(Array &a, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (int64_t i = 0; i < a.size(); ++i) {
    double x = uniform(random);
    a.dtype == MF_F64 ? a.as<double>()[i] = x : a.as<float>()[i] = (float)x;
  }
}

/// The window by its formula: sin, or the root of the running sum of a Kaiser window.
Numbers window_of(const Case &c) {
  Numbers w(2 * c.hop);
  double total = 0;
  auto kaiser = [&](int64_t j) {
    double at = 2.0 * (double)j / (double)c.hop - 1;
    return std::cyl_bessel_i(0.0, std::numbers::pi * 4 * std::sqrt(1 - at * at));
  };
  for (int64_t j = 0; j <= c.hop; ++j)
    total += kaiser(j);
  double sum = 0;
  for (int64_t n = 0; n < c.hop; ++n) {
    sum += kaiser(n);
    double value = c.window == MdctWindow::kbd ? std::sqrt(sum / total) : std::sin(std::numbers::pi * ((double)n + 0.5) / (2.0 * (double)c.hop));
    w[n] = w[2 * c.hop - 1 - n] = value;
  }
  return w;
}

/// The definition: X_j[k] = sqrt(2 / N) sum_n w_n x_{(j - 1) N + n} cos(pi / N (n + 1/2 + N / 2) (k + 1/2)), for every `step`-th k.
double worst_coefficient(const Case &c, const Array &x, const Array &tokens, int64_t step) {
  int64_t hop = c.hop, frames = tokens.shape[1];
  Numbers w = window_of(c), cosine(8 * hop);
  for (int64_t i = 0; i < 8 * hop; ++i)
    cosine[i] = std::cos(std::numbers::pi * (double)i / (4.0 * (double)hop));
  double worst = 0;
  for (int64_t row = 0; row < x.shape[0]; ++row)
    for (int64_t j = 0; j < frames; ++j)
      for (int64_t k = j % step; k < hop; k += step) {
        double sum = 0;
        for (int64_t n = std::max<int64_t>(0, (1 - j) * hop); n < 2 * hop && (j - 1) * hop + n < c.length; ++n)
          sum += w[n] * element(x, row * c.length + (j - 1) * hop + n) * cosine[(2 * n + 1 + hop) * (2 * k + 1) % (8 * hop)];
        double got = element(tokens, (row * frames + j) * hop + k);
        worst = std::max(worst, std::abs(got - std::sqrt(2.0 / (double)hop) * sum));
      }
  return worst;
}

double largest_gap(const Array &a, const Array &b) {
  REQUIRE(a.size() == b.size());
  double worst = 0;
  for (int64_t i = 0; i < a.size(); ++i)
    worst = std::max(worst, std::abs(element(a, i) - element(b, i)));
  return worst;
}

double product(const Array &a, const Array &b) {
  REQUIRE(a.size() == b.size());
  double sum = 0;
  for (int64_t i = 0; i < a.size(); ++i)
    sum += element(a, i) * element(b, i);
  return sum;
}

void check_mdct(Dtype dtype, double tolerance) {
  Compiled compiled(programText(dtype, build));
  for (const Case &c : cases) {
    Call call(*compiled.program, c.name());
    fill(*call.argument("x"), 1);
    fill(*call.argument("y"), 2);
    call.run();
    const Array &x = *call.argument("x"), &y = *call.argument("y"), &tokens = *call.result("tokens");
    INFO("hop/length " << c.name());
    CHECK(largest_gap(*call.result("back"), x) < tolerance);
    CHECK(worst_coefficient(c, x, tokens, c.hop / 64 + 1) < tolerance);
    CHECK(largest_gap(*call.result("crossed"), *call.result("inverse")) < tolerance); // the transpose is the inverse
    CHECK(product(y, tokens) == Approx(product(*call.result("crossed"), x)).margin(50 * tolerance));
    CHECK(product(tokens, tokens) == Approx(product(x, x)).epsilon(tolerance));
  }
}

} // namespace

TEST_CASE("mdct: definition, inverse, transpose and energy at every size, f32") { check_mdct(Dtype::f32, 1e-5); }
TEST_CASE("mdct: definition, inverse, transpose and energy at every size, f64") { check_mdct(Dtype::f64, 1e-12); }
