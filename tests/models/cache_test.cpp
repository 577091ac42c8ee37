// Caches of keys and values: a forward that goes on where the last one ended against the one over the whole sequence.
#include "models/layers/cache.h"
#include "models/layers/layers.h"
#include "models/program/generation.h"
#include "tests/models/Compiled.h"

using namespace mf;
using namespace mf::test;

namespace {

constexpr int64_t kRows = 2, kPlaces = 40, kTokens = 11, kWidth = 128, kHeads = 4, kFeatures = 32;

/// Two blocks: norm, attention with learned positions, an MLP.  tokens i32 [B, T] -> logits [B, T, kTokens]
Tensor network(Scope net, const Tensor &tokens, nn::Cache &cache, int64_t keyHeads = kHeads) {
  int64_t rows = tokens.dim(0), length = tokens.dim(1);
  Init init = Init::random_normal(0.5);
  Tensor place = nn::embedding(net / "place", cache.positions(length), 64, kWidth, init); // [T, W]
  Tensor x = nn::embedding(net / "token", tokens, kTokens, kWidth, init);
  x = x + trailing(place, x);
  for (int64_t i = 0; i < 2; ++i) {
    Scope block = net / i;
    Tensor y = layer_norm(x);
    auto heads = [&](const char *name, int64_t count) { return reshape(nn::dense(block / name, y, count * kFeatures), {rows, length, count, kFeatures}); };
    Tensor q = heads("q", kHeads), k = heads("k", keyHeads), v = heads("v", keyHeads);
    x = x + nn::dense(block / "out", reshape(cache.attend(q, k, v), {rows, length, kWidth}), kWidth);
    x = x + nn::mlp(block / "mlp", layer_norm(x), 4 * kWidth, kWidth);
  }
  return nn::dense(net / "head", layer_norm(x), kTokens);
}

nn::CacheOptions options(int64_t size, bool ring, int64_t keyHeads = kHeads) { return {2, kRows, size, keyHeads, kFeatures, ring}; }

/// Entries `whole` (tokens [B, T] -> logits) and `part_N` (the same of N tokens that follow those before).
void addForwards(Program &p, const nn::CacheOptions &o, const std::vector<int64_t> &parts, int64_t length = kPlaces) {
  Scope net("net");
  p.entry("whole", {{"tokens", {kRows, length}, Dtype::i32}}, [&](const Arguments &a) -> Results {
    nn::Cache none;
    return {{"logits", network(net, a[0], none, o.heads)}};
  });
  for (int64_t count : parts)
    p.entry("part_" + std::to_string(count), {{"tokens", {kRows, count}, Dtype::i32}}, [&](const Arguments &a) -> Results {
      nn::Cache cache("cache", o);
      Tensor logits = network(net, a[0], cache, o.heads);
      cache.advance();
      cache.store();
      return {{"logits", logits}, {"length", cache.length()}, {"fits", convert(cache.fits(), Dtype::i32)}};
    });
}

int32_t token(int64_t row, int64_t place) { return int32_t((7 * place + 3 * row + place * place) % kTokens); }

void setTokens(Call &call, int64_t first) {
  Array &tokens = *call.argument("tokens");
  for (int64_t row = 0; row < kRows; ++row)
    for (int64_t i = 0; i < tokens.shape[1]; ++i)
      tokens.as<int32_t>()[row * tokens.shape[1] + i] = token(row, first + i);
}

/// The bytes of the logits of some places, [B, count] of them from `first`.
std::vector<std::byte> places(const Array &logits, int64_t first, int64_t count) {
  int64_t size = kTokens * mf_dtype_bytes(logits.dtype), length = logits.shape[1];
  std::vector<std::byte> bytes;
  for (int64_t row = 0; row < kRows; ++row) {
    auto begin = logits.data.begin() + (row * length + first) * size;
    bytes.insert(bytes.end(), begin, begin + count * size);
  }
  return bytes;
}

void init(Compiled &compiled) {
  Call call(*compiled.program, "init");
  call.setScalar("seed", 3);
  call.run();
}

int32_t number(Call &call, const char *name) { return call.result(name)->as<int32_t>()[0]; }

} // namespace

TEST_CASE("cache: a token at a time gives the bits of the whole sequence, with any number of threads") {
  for (Dtype dtype : {Dtype::f32, Dtype::f64})
    for (int64_t keyHeads : {kHeads, int64_t(1)}) {
      INFO((dtype == Dtype::f64 ? "f64, " : "f32, ") << keyHeads << " heads of keys");
      Compiled compiled(programText(dtype, [&](Program &p) { addForwards(p, options(kPlaces, false, keyHeads), {1}); }));
      std::vector<std::vector<std::byte>> seen; // by number of threads
      for (int threads : {1, 2}) {
        mf_program_set_threads(compiled.program->get(), threads);
        init(compiled);
        Call whole(*compiled.program, "whole"), part(*compiled.program, "part_1");
        setTokens(whole, 0);
        whole.run();
        seen.push_back(whole.result("logits")->data);
        for (int64_t place = 0; place < kPlaces; ++place) {
          INFO("place " << place);
          setTokens(part, place);
          part.run();
          CHECK(difference({part.result("logits")->dtype, {kRows, kTokens}, places(*part.result("logits"), 0, 1)},
                           {part.result("logits")->dtype, {kRows, kTokens}, places(*whole.result("logits"), place, 1)}) < 1e-5);
          CHECK(places(*part.result("logits"), 0, 1) == places(*whole.result("logits"), place, 1));
          CHECK(number(part, "length") == place + 1);
          CHECK(number(part, "fits") == 1);
        }
      }
      CHECK(seen[0] == seen[1]);
    }
}

TEST_CASE("cache: several tokens at once, then one, give what the whole sequence gives") {
  Compiled compiled(programText(Dtype::f64, [&](Program &p) { addForwards(p, options(kPlaces, false), {1, 3, 4}); }));
  init(compiled);
  Call whole(*compiled.program, "whole");
  setTokens(whole, 0);
  whole.run();
  int64_t place = 0;
  for (int64_t count : {4, 1, 3, 1, 3}) {
    Call part(*compiled.program, "part_" + std::to_string(count));
    setTokens(part, place);
    part.run();
    CHECK(difference({MF_F64, {kRows, count, kTokens}, places(*part.result("logits"), 0, count)}, {MF_F64, {kRows, count, kTokens}, places(*whole.result("logits"), place, count)}) < 1e-12);
    place += count;
  }
}

TEST_CASE("cache: a ring sees the last `size` places") {
  constexpr int64_t window = 5, length = 13;
  Compiled compiled(programText(Dtype::f64, [&](Program &p) {
    p.entry("whole", {{"x", {1, length, 1, kFeatures}}}, [&](const Arguments &a) -> Results {
      return {{"y", attention(a[0], 2.0 * a[0], 3.0 * a[0], {.mask = masks::band(window - 1, 0)})}};
    });
    p.entry("part", {{"x", {1, 1, 1, kFeatures}}}, [&](const Arguments &a) -> Results {
      nn::Cache cache("cache", {1, 1, window, 1, kFeatures, true});
      Tensor y = cache.attend(a[0], 2.0 * a[0], 3.0 * a[0]);
      cache.advance();
      cache.store();
      return {{"y", y}, {"length", cache.length()}, {"fits", convert(cache.fits(), Dtype::i32)}};
    });
  }));
  Call whole(*compiled.program, "whole"), part(*compiled.program, "part");
  for (int64_t i = 0; i < length * kFeatures; ++i)
    whole.argument("x")->as<double>()[i] = std::sin(double(i * i));
  whole.run();
  for (int64_t place = 0; place < length; ++place) {
    const double *x = whole.argument("x")->as<double>() + place * kFeatures, *y = whole.result("y")->as<double>() + place * kFeatures;
    std::copy(x, x + kFeatures, part.argument("x")->as<double>());
    part.run();
    for (int64_t i = 0; i < kFeatures; ++i)
      CHECK(part.result("y")->as<double>()[i] == Approx(y[i]).epsilon(1e-12));
    CHECK(number(part, "length") == place + 1);
    CHECK(number(part, "fits") == 1);
  }
}

TEST_CASE("cache: one that is full says so until it is reset") {
  Compiled compiled(programText(Dtype::f32, [&](Program &p) { addForwards(p, options(4, false), {1, 3}, 4); }));
  init(compiled);
  Call three(*compiled.program, "part_3"), one(*compiled.program, "part_1"), reset(*compiled.program, "reset");
  for (int round = 0; round < 2; ++round) {
    three.run();
    CHECK((number(three, "length") == 3 && number(three, "fits") == 1));
    three.run(); // two too many
    CHECK((number(three, "length") == 4 && number(three, "fits") == 0));
    one.run(); // the last place is spoilt
    CHECK((number(one, "length") == 4 && number(one, "fits") == 0));
    reset.run();
  }
  one.run();
  CHECK((number(one, "length") == 1 && number(one, "fits") == 1));
}

TEST_CASE("generation: the loop in the artifact gives the tokens of single calls, and none once the cache is full") {
  Compiled compiled(programText(Dtype::f32, [&](Program &p) {
    GenerationOptions o{options(10, false), 16};
    Scope net("net");
    generation_entries(p, o, [&](const Tensor &tokens, nn::Cache &cache) { return network(net, tokens, cache); });
  }));
  init(compiled);
  Call next(*compiled.program, "next"), many(*compiled.program, "generate"), reset(*compiled.program, "reset");
  for (Call *call : {&next, &many}) {
    call->setScalar("temperature", 1);
    call->setScalar("top_p", 1);
    call->setScalar("seed", 5);
    for (int64_t row = 0; row < kRows; ++row)
      call->argument("token")->as<int32_t>()[row] = token(row, 0);
  }
  many.setScalar("count", 12);
  many.run();
  CHECK(number(many, "room") == 0);
  reset.run();
  std::vector<int32_t> tokens;
  for (int step = 0; step < 12; ++step) {
    next.run();
    CHECK(number(next, "room") == std::max(0, 9 - step));
    const int32_t *made = next.result("token")->as<int32_t>();
    tokens.insert(tokens.end(), made, made + kRows);
    std::copy(made, made + kRows, next.argument("token")->as<int32_t>());
    CHECK((step < 10) == (made[0] >= 0));
  }
  tokens.resize(16 * kRows, (int32_t)nn::no_token); // behind `count`
  const int32_t *all = many.result("tokens")->as<int32_t>();
  CHECK(std::vector<int32_t>(all, all + 16 * kRows) == tokens);
}

TEST_CASE("cache: what cannot fit is refused at the caller's line") {
  auto says = [](const std::string &text) { return Catch::Matches(".*cache_test\\.cpp:[0-9]+: error: cache: " + text); };
  auto build = [](const nn::CacheOptions &o, int64_t count, int64_t calls) {
    programText(Dtype::f32, [&](Program &p) {
      p.entry("e", {{"x", {2, count, 1, 8}}}, [&](const Arguments &a) -> Results {
        nn::Cache cache("cache", o);
        Tensor y;
        for (int64_t i = 0; i < calls; ++i)
          y = cache.attend(a[0], a[0], a[0]);
        return {{"y", y}};
      });
    });
  };
  CHECK_THROWS_WITH(build({1, 2, 4, 1, 8, true}, 2, 1), says("expected at most 1 places at a time in a ring, got 2"));
  CHECK_THROWS_WITH(build({1, 2, 4, 1, 8, false}, 5, 1), says("expected at most 4 places at a time, got 5"));
  CHECK_THROWS_WITH(build({1, 2, 4, 1, 8, false}, 1, 2), says("expected attend\\(\\) in 1 layers before advance\\(\\), got one more"));
  CHECK_THROWS_WITH(build({1, 2, 0, 1, 8, false}, 1, 1), says("expected size of at least 1, got 0"));
}
