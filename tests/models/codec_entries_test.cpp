// What the entries of a program promise one another: decode(encode(x)) = reconstruct(x), detokenize(tokenize(x)) = x, times.
#include "models/architectures/convnet.h"
#include "models/architectures/dit.h"
#include "models/architectures/mlp.h"
#include "models/architectures/mlp_mixer.h"
#include "models/program/program.h"
#include "tests/models/Compiled.h"
#include <random>

using namespace mf;
using namespace mf::test;

namespace {

/// A small model of a sound of 50 samples in 8 MDCT tokens.
ProgramOptions options_of(Method method, Architecture architecture, int64_t code_size) {
  ProgramOptions o;
  o.signal = {1, 50, 1};
  o.tokenization.kind = TokenizationKind::mdct;
  o.tokenization.hop = 8;
  o.network = NetworkOptions::defaults(architecture);
  o.network.num_classes = 0;
  o.network.code_size = code_size;
  o.network.blocks = 2;
  o.network.cond = o.network.width = 16;
  if (architecture == Architecture::mlp)
    o.network.own = MlpOptions{.latent = 8, .flatten = 3};
  else if (architecture == Architecture::mlp_mixer)
    o.network.own = MixerOptions{{.frequencies = 16}, 16, 16};
  else if (architecture == Architecture::dit)
    o.network.own = DitOptions{{.frequencies = 16}, 2, 24};
  else
    o.network.own = ConvnetOptions{{.frequencies = 16}, ConvVariant::convnext};
  o.method = MethodOptions::defaults(method);
  o.method.levels = {8, 5};
  o.batch = o.sample_batch = 4;
  return o;
}

struct Model : Compiled {
  explicit Model(const ProgramOptions &o) : Compiled(programText(Dtype::f32, [&](Program &p) { build_program(p, o); })) { randomize(); }

  /// The initial weights have zeros (modulation, head) that would hide the network.
  void randomize() {
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, 0.3f);
    for (int64_t i = 0; i < mf_state_count(program->get()); ++i) {
      const mf_array_desc &info = *mf_state_info(program->get(), i);
      std::string name = info.name;
      if (info.dtype != MF_F32 || name.find("net.") == std::string::npos)
        continue;
      Array a = Array::like(info);
      for (int64_t j = 0; j < a.size(); ++j)
        a.as<float>()[j] = normal(random);
      setState(name, a);
    }
  }
};

struct Entry : Call {
  Entry(Model &model, const std::string &name) : Call(*model.program, name) {}
  Entry &with(const std::string &name, const Array &value) {
    REQUIRE(argument(name));
    assign(*argument(name), value);
    return *this;
  }
  Entry &with(const std::string &name, double value) {
    REQUIRE(setScalar(name, value));
    return *this;
  }
  const Array &operator()() {
    run();
    return results.at(0);
  }
};

Array uniform_like(const Array &shape, unsigned seed) {
  Array a = shape;
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-1, 1);
  for (int64_t i = 0; i < a.size(); ++i)
    a.as<float>()[i] = uniform(random);
  return a;
}

bool same(const Array &a, const Array &b) { return a.size() == b.size() && a.data == b.data; }

bool varied(const Array &a) {
  for (int64_t i = 1; i < a.size(); ++i)
    if (element(a, i) != element(a, 0))
      return true;
  return false;
}

} // namespace

TEST_CASE("entries: decode(encode(x)) is reconstruct(x), bit for bit: autoencoder") {
  for (Architecture architecture : {Architecture::mlp, Architecture::mlp_mixer, Architecture::convnet, Architecture::dit}) {
    Model model(options_of(Method::autoencoder, architecture, 3));
    Entry encode(model, "encode"), decode(model, "decode"), reconstruct(model, "reconstruct");
    Array x = uniform_like(*encode.argument("x"), 1);
    const Array &code = encode.with("x", x)();
    CHECK(code.dtype == MF_I32);
    CHECK(varied(code));
    CHECK(same(decode.with("code", code)(), reconstruct.with("x", x)()));
  }
}

TEST_CASE("entries: decode(encode(x)) is reconstruct(x), bit for bit: mean flow with a code") {
  for (int quantized : {1, 0}) {
    ProgramOptions o = options_of(Method::mean_flow, Architecture::mlp_mixer, 3);
    if (!quantized)
      o.method.levels.clear();
    Model model(o);
    Entry encode(model, "encode"), decode(model, "decode"), reconstruct(model, "reconstruct");
    Array x = uniform_like(*encode.argument("x"), 1);
    const Array &code = encode.with("x", x)();
    CHECK(code.dtype == (quantized ? MF_I32 : MF_F32));
    Array first;
    for (int nfe : {1, 3})
      for (int seed : {0, 5}) {
        const Array &y = decode.with("code", code).with("seed", seed).with("nfe", nfe)();
        CHECK(same(y, reconstruct.with("x", x).with("seed", seed).with("nfe", nfe)()));
        CHECK(!same(y, first));
        first = y;
      }
  }
}

TEST_CASE("entries: detokenize(tokenize(x)) is x") {
  Model model(options_of(Method::autoencoder, Architecture::mlp, 2));
  Entry tokenize(model, "tokenize"), detokenize(model, "detokenize");
  Array x = uniform_like(*tokenize.argument("x"), 2);
  CHECK(difference(detokenize.with("tokens", tokenize.with("x", x)())(), x) < 1e-5);
}

/// The usual times i / nfe from 1 to 0; after them what a sampler must not touch.
static void setTimes(Array &times, int nfe) {
  for (int64_t i = 0; i < times.size(); ++i)
    times.as<float>()[i] = i <= nfe ? (float)(nfe - i) / (float)nfe : NAN;
}

TEST_CASE("entries: a sampler over the usual times is the plain one, and never looks beyond its last time") {
  for (Method method : {Method::mean_flow, Method::improved_mean_flow, Method::flow_matching}) {
    Model model(options_of(method, Architecture::convnet, 0));
    Entry plain(model, "sample"), at(model, "sample_at");
    for (int nfe : {1, 2, 5}) {
      setTimes(*at.argument("times"), nfe);
      const Array &x = plain.with("seed", 7).with("nfe", nfe)();
      CHECK(varied(x));
      CHECK(same(x, at.with("seed", 7).with("nfe", nfe)()));
    }
  }
}

TEST_CASE("entries: Heun and midpoint are two rules that go where Euler goes, faster") {
  Model model(options_of(Method::flow_matching, Architecture::mlp, 0));
  auto sample = [&](const char *name, int nfe) { return Array(Entry(model, name).with("seed", 1).with("nfe", nfe)()); };
  CHECK(difference(sample("sample_heun", 2), sample("sample_midpoint", 2)) > 1e-4);
  Array end = sample("sample_heun", 256);
  double rest = difference(sample("sample", 128), end);
  CHECK(difference(sample("sample_midpoint", 128), end) < rest / 4);
  CHECK(difference(sample("sample_heun", 128), end) < rest / 4);
}
