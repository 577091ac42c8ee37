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
    o.own = MdctOptions{.window = window};
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
    program.entry(c.name(), {{"x", {2, c.length}}, {"y", {2, t->tokens(), t->width()}}}, [=](const Arguments &a) -> Results {
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

//===-- named faults of other implementations ----------------------------------------------------===//

namespace {

TokenizationOptions options_of(TokenizationKind kind, int64_t size, double power = 1, double scale = 1) {
  TokenizationOptions o;
  o.kind = kind;
  o.patch = o.hop = size;
  o.power = power;
  o.scale = scale;
  return o;
}

struct Named {
  const char *name;
  TokenizationOptions options;
  SignalShape signal;
};

const std::vector<Named> named = {
    {"hop 512", options_of(TokenizationKind::mdct, 512), {1, 3000, 1}},
    {"hop 1024", options_of(TokenizationKind::mdct, 1024), {1, 3000, 1}},
    {"image, hop 256", options_of(TokenizationKind::mdct, 256), {28, 28, 1}},
    {"image, hop 28", options_of(TokenizationKind::mdct, 28), {28, 28, 1}},
    {"compressed", options_of(TokenizationKind::mdct, 256, 0.5, 2), {1, 700, 1}},
    {"linear", options_of(TokenizationKind::mdct, 256), {1, 700, 1}},
    {"patches", options_of(TokenizationKind::reshape, 2), {4, 6, 3}},
    {"frames", options_of(TokenizationKind::reshape, 8), {1, 21, 1}},
    {"frames of two channels", options_of(TokenizationKind::reshape, 4), {1, 6, 2}},
};

/// Tokens of a signal of noise, and the signal back.
struct Trip {
  std::unique_ptr<Tokenization> tokenization;
  Array x, tokens, back, moved;
};

Trip trip(const std::string &name) {
  static Compiled compiled(programText(Dtype::f32, [](Program &program) {
    for (const Named &n : named) {
      std::shared_ptr<Tokenization> t = make_tokenization(n.options, n.signal);
      program.entry(n.name, {{"x", {3, n.signal.size()}}}, [=](const Arguments &a) -> Results {
        auto [tokens, moved] = jvp([&](const Tensor &x) { return t->tokenize(x); }, a[0].along(a[0]));
        return {{"tokens", tokens}, {"back", t->detokenize(tokens)}, {"moved", moved}};
      });
    }
  }));
  const Named &n = *std::find_if(named.begin(), named.end(), [&](const Named &c) { return c.name == name; });
  Call call(*compiled.program, name);
  fill(call.arguments[0], 3);
  call.run();
  return {make_tokenization(n.options, n.signal), call.arguments[0], *call.result("tokens"), *call.result("back"), *call.result("moved")};
}

std::string refusal(const TokenizationOptions &o, const SignalShape &s) {
  try {
    make_tokenization(o, s);
    return "accepted";
  } catch (const Error &e) {
    return e.what();
  }
}

} // namespace

TEST_CASE("mdct: hops of 512 and more leave no residual") {
  for (const char *name : {"hop 512", "hop 1024"}) {
    Trip t = trip(name);
    CHECK(largest_gap(t.back, t.x) < 1e-5);
  }
}

TEST_CASE("mdct: the gain is 1 and a token is as wide as the hop") {
  Trip t = trip("hop 512");
  CHECK(product(t.back, t.x) / product(t.x, t.x) == Approx(1).epsilon(1e-6));
  CHECK(product(t.tokens, t.tokens) / product(t.x, t.x) == Approx(1).epsilon(1e-6));
  CHECK(t.tokenization->width() == 512);
  CHECK(t.tokenization->tokens() * 512 < 3000 + 2 * 512);
  CHECK(t.tokenization->grid() == Shape{7});
}

TEST_CASE("mdct: detokenize crops the padding, 1280 numbers to 784") {
  Trip t = trip("image, hop 256");
  CHECK(t.tokens.shape == std::vector<int64_t>{3, 5, 256});
  CHECK(t.back.shape == std::vector<int64_t>{3, 784});
  CHECK(largest_gap(t.back, t.x) < 1e-5);
  Trip rows = trip("image, hop 28");
  CHECK(rows.tokens.shape == std::vector<int64_t>{3, 29, 28});
  CHECK(largest_gap(rows.back, rows.x) < 1e-5);
}

TEST_CASE("mdct: windows") {
  for (MdctWindow window : {MdctWindow::sine, MdctWindow::kbd})
    for (int64_t hop : {2, 8, 28, 4096}) {
      std::vector<double> w = mdct_window(window, 4, hop);
      for (int64_t n = 0; n < hop; ++n)
        CHECK(w[n] * w[n] + w[hop - 1 - n] * w[hop - 1 - n] == Approx(1).epsilon(1e-14)); // Princen and Bradley's condition
    }
  // scipy.signal.windows.kaiser_bessel_derived(16, beta=4 * pi)
  const double expected[] = {0.0033099542025922584, 0.07927285825816063, 0.2787386744674278, 0.5669028852019603,
                             0.8237846312900556,    0.9603669878521134,  0.9968529550257558, 0.9999945220865846};
  std::vector<double> kbd = mdct_window(MdctWindow::kbd, 4, 8);
  for (int n = 0; n < 8; ++n)
    CHECK(kbd[n] == Approx(expected[n]).epsilon(1e-13));
}

TEST_CASE("tokenization: power and scale, and back") {
  Trip linear = trip("linear"), compressed = trip("compressed");
  for (int64_t i = 0; i < linear.tokens.size(); ++i) {
    double x = element(linear.tokens, i);
    CHECK(element(compressed.tokens, i) == Approx(2 * std::copysign(std::sqrt(std::abs(x)), x)).margin(1e-5));
  }
  CHECK(largest_gap(compressed.back, compressed.x) < 1e-5);
}

TEST_CASE("tokenization: the derivative of a linear map is the map") {
  for (const char *name : {"linear", "hop 1024", "patches", "frames"}) {
    Trip t = trip(name);
    CHECK(largest_gap(t.moved, t.tokens) < 1e-5);
  }
}

TEST_CASE("reshape: patches row by row, frames with zeros at the end") {
  Trip p = trip("patches");
  CHECK(p.tokenization->grid() == Shape{2, 3});
  CHECK(p.tokens.shape == std::vector<int64_t>{3, 6, 12});
  // token 4 = patch (1, 1): its number (1, 0, c) is the pixel (3, 2)
  CHECK(element(p.tokens, 4 * 12 + 6 + 1) == element(p.x, (3 * 6 + 2) * 3 + 1));
  CHECK(largest_gap(p.back, p.x) == 0);
  Trip f = trip("frames");
  CHECK(f.tokens.shape == std::vector<int64_t>{3, 3, 8});
  CHECK(element(f.tokens, 24 + 20) == element(f.x, 21 + 20));
  CHECK(element(f.tokens, 21) == 0);
  CHECK(largest_gap(f.back, f.x) == 0);
  Trip two = trip("frames of two channels");
  CHECK(two.tokens.shape == std::vector<int64_t>{3, 2, 8});
  CHECK(largest_gap(two.back, two.x) == 0);
}

TEST_CASE("tokenization: options that do not fit are refused") {
  using enum TokenizationKind;
  SignalShape image{28, 28, 1}, sound{1, 100, 1};
  CHECK(refusal(options_of(reshape, 3), image) == "tokenization.patch: expected a divisor of 28 and 28 (the image), got 3");
  CHECK(refusal(options_of(reshape, 0), sound) == "tokenization.hop: expected a positive number, got 0");
  CHECK(refusal(options_of(mdct, 7), sound) == "tokenization.hop: expected an even number, got 7");
  CHECK(refusal(options_of(mdct, 8), {1, 100, 2}) == "tokenization.name: expected reshape for 2 channels (mdct takes one), got mdct");
  CHECK(refusal(options_of(mdct, 8, 0), sound) == "tokenization.power: expected a number above 0, got 0.000000");
  CHECK(refusal(options_of(mdct, 8, 1, -1), sound) == "tokenization.scale: expected a number above 0, got -1.000000");
}
