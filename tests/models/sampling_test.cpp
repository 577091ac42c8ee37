// Categorical draws against tests/references/sampling: which tokens are drawn, and how often.
#include "models/layers/sampling.h"
#include "tests/models/Compiled.h"
#include "training/io/Npz.h"
#include <map>

using namespace mf;
using namespace mf::test;

namespace {

constexpr int64_t kRows = 20000;

/// Draws `rows` tokens at once from logits [rows, size].
std::string drawing(Dtype dtype, int64_t rows, int64_t size) {
  return programText(dtype, [&](Program &p) {
    std::vector<Argument> arguments = nn::sampling_arguments();
    arguments.push_back({"logits", {rows, size}});
    arguments.push_back({"seed", {}, Dtype::i32});
    p.entry("draw", arguments, [&](const Arguments &a) -> Results {
      return {{"token", nn::categorical(a["logits"], Rng(random_key(a["seed"], 0)), nn::sampling_options(a))}};
    });
  });
}

void setAll(Array &to, const Array &from) {
  for (int64_t i = 0; i < to.size(); ++i) {
    double x = element(from, i % from.size());
    if (to.dtype == MF_F64)
      to.as<double>()[i] = x;
    else
      to.as<float>()[i] = (float)x;
  }
}

/// How often each of `size` tokens was drawn; a draw that is none of them fails.
std::vector<double> frequencies(const Array &token, int64_t size) {
  std::vector<double> share(size);
  for (int64_t i = 0; i < token.size(); ++i) {
    REQUIRE((token.as<int32_t>()[i] >= 0 && token.as<int32_t>()[i] < size));
    ++share[token.as<int32_t>()[i]];
  }
  for (double &count : share)
    count /= (double)token.size();
  return share;
}

void setSettings(Call &call, const std::vector<double> &settings) {
  int i = 0;
  for (const char *name : {"temperature", "top_k", "top_p", "min_p"})
    REQUIRE(call.setScalar(name, settings[i++]));
}

void checkCases(Dtype dtype) {
  std::map<std::string, Array> reference;
  for (auto &[name, array] : readNpz(std::string(MF_SOURCE_DIR) + "/tests/references/sampling/sampling.npz"))
    reference.emplace(name, std::move(array));
  std::map<int64_t, std::unique_ptr<Compiled>> programs; // by the number of tokens
  int cases = 0;
  for (const auto &[name, logits] : reference) {
    if (!name.starts_with("logits/"))
      continue;
    std::string stem = name.substr(7);
    INFO(stem);
    int64_t size = logits.size();
    if (!programs.count(size))
      programs[size] = std::make_unique<Compiled>(drawing(dtype, kRows, size));
    Call call(*programs[size]->program, "draw");
    const double *s = reference.at("settings/" + stem).as<double>(), *p = reference.at("probability/" + stem).as<double>();
    setAll(*call.argument("logits"), logits);
    setSettings(call, {s, s + 4});
    call.setScalar("seed", ++cases);
    call.run();
    std::vector<double> share = frequencies(*call.result("token"), size);
    for (int64_t i = 0; i < size; ++i) {
      INFO("token " << i << ": expected " << p[i] << ", got " << share[i]);
      CHECK((p[i] > 0 || share[i] == 0));
      CHECK(std::abs(share[i] - p[i]) <= 5 * std::sqrt(p[i] * (1 - p[i]) / kRows)); // five deviations
    }
  }
  CHECK(cases == 26);
}

} // namespace

TEST_CASE("sampling: tokens are drawn as often as their share of what the cuts leave, and no others") {
  checkCases(Dtype::f32);
  checkCases(Dtype::f64);
}

TEST_CASE("sampling: a row whose logits have no meaning gives no token, and leaves its neighbours alone") {
  Compiled compiled(drawing(Dtype::f32, 4, 3));
  Call call(*compiled.program, "draw");
  const float nan = NAN, inf = INFINITY;
  const float logits[] = {0, nan, 1, /**/ 0, 9, 0, /**/ -inf, -inf, -inf, /**/ nan, nan, nan};
  std::copy(std::begin(logits), std::end(logits), call.argument("logits")->as<float>());
  for (double temperature : {0.0, 1.0}) {
    setSettings(call, {temperature, 1, 1, 0});
    call.run();
    const int32_t *token = call.result("token")->as<int32_t>();
    CHECK(std::vector<int32_t>(token, token + 4) == std::vector<int32_t>{(int32_t)nn::no_token, 1, (int32_t)nn::no_token, (int32_t)nn::no_token});
  }
}

TEST_CASE("sampling: the settings may be left out, and a loop draws by the key what calls one by one draw") {
  Compiled compiled(programText(Dtype::f32, [&](Program &p) {
    auto draw = [](const Tensor &logits, const Tensor &step) { return nn::categorical(logits, Rng::by_key(random_key(full({}, 5, Dtype::i32), step))); };
    Argument logits{"logits", {2, 50}};
    p.entry("one", {logits, {"step", {}, Dtype::i32}}, [&](const Arguments &a) -> Results { return {{"token", draw(a[0], a[1])}}; });
    p.entry("all", {logits}, [&](const Arguments &a) -> Results {
      return {{"token", scan({}, {}, [&](Tensor i, Tensors, Tensors) { return Step{{}, {draw(a[0], i)}}; }, {.trips = 8}).outputs[0]}};
    });
  }));
  Call one(*compiled.program, "one"), all(*compiled.program, "all");
  all.run();
  std::vector<int32_t> seen;
  for (int step = 0; step < 8; ++step) {
    one.setScalar("step", step);
    one.run();
    for (int row = 0; row < 2; ++row) {
      seen.push_back(one.result("token")->as<int32_t>()[row]);
      CHECK(all.result("token")->as<int32_t>()[2 * step + row] == seen.back());
    }
  }
  std::sort(seen.begin(), seen.end());
  CHECK(std::unique(seen.begin(), seen.end()) - seen.begin() > 8); // of 16 draws from 50 tokens
}

TEST_CASE("sampling: logits of another rank are refused at the caller's line") {
  Program program("test");
  auto build = [&] {
    program.entry("e", {{"logits", {4}}, {"seed", {}, Dtype::i32}}, [&](const Arguments &a) -> Results {
      return {{"token", nn::categorical(a[0], Rng(random_key(a[1], 0)))}};
    });
  };
  REQUIRE_THROWS_WITH(build(), Catch::Contains("sampling_test.cpp") && Catch::Contains("categorical: expected logits of floating point [batch, tokens], got rank 1"));
}
