// attention() with masks, run-time lengths and grouped heads: its value and its derivatives of both orders, by both ways, against
// tests/references/attention/attention.npz, which JAX made.
#include "tests/models/Compiled.h"
#include "training/io/Npz.h"

using namespace mf;
using namespace mf::test;

namespace {

using Make = std::function<AttentionOptions(const Arguments &)>;
struct Case {
  std::string name;
  std::vector<std::string> more; ///< arguments beside q, k and v that have a derivative: "bias"; or that have none
  Make options;
};

const std::vector<Case> &cases() {
  static const std::vector<Case> list = {
      {"plain", {}, [](auto &) { return AttentionOptions{}; }},
      {"causal", {}, [](auto &) { return AttentionOptions{.causal = true}; }},
      {"block_causal", {"spans"}, [](auto &a) { return AttentionOptions{.mask = masks::block_causal(a["spans"])}; }},
      {"documents", {"documents"}, [](auto &a) { return AttentionOptions{.mask = masks::causal() & masks::same_document(a["documents"])}; }},
      {"hidden_rows", {"seen"}, [](auto &a) { return AttentionOptions{.mask = a["seen"] != 0}; }},
      {"one_key", {}, [](auto &) { return AttentionOptions{}; }},
      {"odd_band", {"first"}, [](auto &a) { return AttentionOptions{.mask = masks::band(2), .first = a["first"]}; }},
      {"length_0", {"length"}, [](auto &a) { return AttentionOptions{.length = a["length"]}; }},
      {"lengths", {"lengths"}, [](auto &a) { return AttentionOptions{.length = a["lengths"]}; }},
      {"bias", {"bias"}, [](auto &a) { return AttentionOptions{.causal = true, .first = 2, .bias = a["bias"], .scale = 0.5, .cap = 2.0}; }},
  };
  return list;
}

NamedArrays references() { return readNpz(std::string(MF_SOURCE_DIR) + "/tests/references/attention/attention.npz"); }
const Array &find(const NamedArrays &arrays, const std::string &name) {
  for (const auto &[key, array] : arrays)
    if (key == name)
      return array;
  throw std::runtime_error("no array " + name);
}

/// The value, and its derivatives: `h_` the gradient of the derivative along t_*, `i_` the derivative of the gradient.
Results results(const Arguments &a, const Case &c, const std::vector<std::string> &moving) {
  AttentionOptions o = c.options(a);
  std::vector<Tensor> at;
  for (const std::string &name : moving)
    at.push_back(a[name]);
  auto f = [&](const std::vector<Tensor> &x) {
    AttentionOptions with = o;
    if (x.size() > 3)
      with.bias = x[3];
    return attention(x[0], x[1], x[2], with);
  };
  auto along = [&](auto g) {
    if (moving.size() == 3)
      return jvp([&](Tensor q, Tensor k, Tensor v) { return g({q, k, v}); }, a["q"].along(a["t_q"]), a["k"].along(a["t_k"]), a["v"].along(a["t_v"]));
    return jvp([&](Tensor q, Tensor k, Tensor v, Tensor b) { return g({q, k, v, b}); }, a["q"].along(a["t_q"]), a["k"].along(a["t_k"]),
               a["v"].along(a["t_v"]), a["bias"].along(a["t_bias"]));
  };
  auto gradient = [&](const std::vector<Tensor> &x) -> std::vector<Tensor> { return grad(sum(a["w"] * f(x)), x); };
  auto [y, dy] = along([&](const std::vector<Tensor> &x) { return f(x); });
  Tensors second = grad(sum(a["w"] * dy), at);
  auto [first, slope] = along(gradient);
  Results r{{"y", y}, {"dy", dy}};
  for (size_t i = 0; i < moving.size(); ++i) {
    r.push_back({"g_" + moving[i], first[i]});
    r.push_back({"h_" + moving[i], second[i]});
    r.push_back({"i_" + moving[i], slope[i]});
  }
  return r;
}

void build(Program &program) {
  NamedArrays arrays = references();
  for (const Case &c : cases()) {
    std::vector<std::string> moving{"q", "k", "v"};
    std::vector<Argument> arguments;
    auto add = [&](const std::string &name) {
      const Array &array = find(arrays, c.name + "/" + name);
      arguments.push_back({name, array.shape, array.dtype == MF_I32 ? Dtype::i32 : Dtype::f32});
    };
    for (const std::string &name : c.more)
      if (name == "bias")
        moving.push_back(name);
      else
        add(name);
    for (const std::string &name : moving)
      add(name), add("t_" + name);
    add("w");
    program.entry(c.name, arguments, [&](const Arguments &a) { return results(a, c, moving); });
  }
}

/// Largest difference as a share of the largest number, or of 1: with one key some derivatives are zero up to rounding.
double gap(const Array &got, const Array &want) {
  double worst = 0, size = 1;
  REQUIRE(got.size() == want.size());
  for (int64_t i = 0; i < want.size(); ++i) {
    double off = std::abs(element(got, i) - element(want, i));
    worst = std::isfinite(off) ? std::max(worst, off) : INFINITY;
    size = std::max(size, std::abs(element(want, i)));
  }
  return worst / size;
}

void check(LoadedProgram &program, const NamedArrays &arrays, const std::string &entry, const std::string &reference, double tolerance) {
  Call call(program, entry);
  for (int32_t i = 0; i < call.info.num_arguments; ++i)
    assign(call.arguments[i], find(arrays, reference + "/" + call.info.arguments[i].name));
  call.run();
  for (int32_t i = 0; i < call.info.num_results; ++i) {
    std::string name = call.info.results[i].name;
    INFO(reference << ": " << name);
    if (name[0] == 'i')
      name[0] = 'h';
    CHECK(gap(call.results[i], find(arrays, reference + "/" + name)) < tolerance);
  }
}

void checkAll(Dtype dtype, double tolerance) {
  NamedArrays arrays = references();
  Compiled compiled(programText(dtype, build));
  for (const Case &c : cases()) // without keys everything is exactly zero
    check(*compiled.program, arrays, c.name, c.name, c.name == "length_0" ? 1e-300 : tolerance);
  for (const char *length : {"length_1", "length_7"}) // the same program, told another number
    check(*compiled.program, arrays, "length_0", length, tolerance);
}

double scalar(Call &call, const std::string &name) { return element(*call.result(name), 0); }

} // namespace

TEST_CASE("attention: value and derivatives of both orders in f64") { checkAll(Dtype::f64, 1e-9); }
TEST_CASE("attention: value and derivatives of both orders in f32") { checkAll(Dtype::f32, 2e-4); }

TEST_CASE("attention: bf16 is near f32, dropout is that of the softmax's weights, a row that sees no key has no derivative") {
  Compiled compiled(programText(Dtype::f32, [](Program &p) {
    p.entry("e", {{"q", {2, 6, 2, 8}}, {"k", {2, 6, 2, 8}}, {"v", {2, 6, 2, 8}}}, [](const Arguments &a) -> Results {
      auto off = [](const Tensor &x, const Tensor &y) { return reduce_max(abs(x - y)); };
      auto narrow = [&](const char *name) { return convert(a[name], Dtype::bf16); };
      Tensor y = attention(a["q"], a["k"], a["v"], {.causal = true});
      auto [b, db] = jvp([&](Tensor q) { return convert(attention(q, narrow("k"), narrow("v"), {.causal = true}), Dtype::f32); }, narrow("q").along(narrow("k")));
      Tensor dy = jvp([&](Tensor q) { return attention(q, a["k"], a["v"], {.causal = true}); }, a["q"].along(a["k"])).second;
      Tensor gy = grad(sum(square(y)), {a["k"]})[0];
      Tensor nk = narrow("k");
      Tensor gb = grad(sum(square(convert(attention(narrow("q"), nk, narrow("v"), {.causal = true}), Dtype::f32))), {nk})[0];
      // dropout: written out, with the same stream of random numbers
      Tensor key = constant({7, 1}, {2}, Dtype::i32);
      Tensor dropped = attention(a["q"], a["k"], a["v"], {.dropout = 0.25, .rng = Rng(key)});
      Tensor kept = convert(Rng(key).uniform({2, 2, 6, 6}) >= 0.25, Dtype::f32);
      Tensor written = einsum("bhts,bshd->bthd", softmax(einsum("bthd,bshd->bhts", a["q"], a["k"]) / std::sqrt(8.0)) * kept / 0.75, a["v"]);
      Tensor slope = grad(sum(square(dropped)), {a["k"]})[0], writtenSlope = grad(sum(square(written)), {a["k"]})[0];
      Tensor nothing = attention(a["q"], a["k"], a["v"], {.mask = !masks::causal() & masks::causal()});
      Tensors none = grad(sum(nothing * a["v"]), {a["q"], a["k"]});
      Tensor leftOver = reduce_max(abs(none[0])) + reduce_max(abs(none[1])) + reduce_max(abs(nothing));
      return {{"y", off(y, b)}, {"dy", off(dy, db)}, {"g", off(gy, convert(gb, Dtype::f32))}, {"dropout", off(dropped, written) + off(slope, writtenSlope)},
              {"none", leftOver}, {"size", reduce_max(abs(y))}, {"share", mean(kept)}};
    });
  }));
  NamedArrays arrays = references();
  Call call(*compiled.program, "e");
  for (const char *name : {"q", "k", "v"})
    assign(*call.argument(name), find(arrays, std::string("causal/") + name));
  call.run();
  CHECK(scalar(call, "size") > 0.5);
  CHECK(scalar(call, "y") < 0.02);
  CHECK(scalar(call, "dy") < 0.05);
  CHECK(scalar(call, "g") < 0.1);
  CHECK(scalar(call, "dropout") < 1e-5);
  CHECK(scalar(call, "share") < 0.9);
  CHECK(scalar(call, "none") == 0);
}
