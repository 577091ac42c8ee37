// models/layers/transformer.h against tests/references/attention/layers.npz, a block on a past, and what the layers refuse.
#include "models/layers/transformer.h"
#include "tests/models/Compiled.h"
#include "training/io/Npz.h"

using namespace mf;
using namespace mf::test;

namespace {

const NamedArrays &references() {
  static const NamedArrays arrays = readNpz(std::string(MF_SOURCE_DIR) + "/tests/references/attention/layers.npz");
  return arrays;
}
const Array &find(const std::string &name) {
  for (const auto &[key, array] : references())
    if (key == name)
      return array;
  throw std::runtime_error("no array " + name);
}
Argument argument(const std::string &name) {
  const Array &array = find(name);
  return {name, array.shape, array.dtype == MF_I32 ? Dtype::i32 : Dtype::f32};
}

/// A block of width 32 on places 0 .. 4 of x, all at once.
Tensor whole(const Scope &net, const Tensor &x) {
  return nn::decoder_block(net, x, 24, {.heads = 4, .key_heads = 2, .positions = iota({5}, 0, Dtype::i32)});
}
/// The same a place at a time: keys and values of the places before are joined in `attend`.
Tensor oneByOne(const Scope &net, const Tensor &x) {
  std::vector<Tensor> all, keys, values;
  for (int64_t t = 0; t < 5; ++t) {
    auto attend = [&](const Tensor &q, const Tensor &k, const Tensor &v) {
      keys.push_back(k);
      values.push_back(v);
      Tensor past = concatenate(keys, 1);
      return attention(q, past, concatenate(values, 1), {.causal = true, .first = t});
    };
    all.push_back(nn::decoder_block(net.shared(), slice(x, 1, t, t + 1), 24, {.heads = 4, .key_heads = 2, .positions = full({1}, (double)t, Dtype::i32), .attend = attend}));
  }
  return concatenate(all, 1);
}

void build(Program &p) {
  p.entry("positions", {argument("r"), argument("positions")}, [](const Arguments &a) -> Results {
    Tensor row = reshape(slice(a[1], 0, 0, 1), {5});
    Tensor sequence = nn::grid_positions({5}, 6), grid = nn::grid_positions({3, 2}, 8);
    return {{"rotary", nn::rotary(a[0], a[1])}, {"rotary_row", nn::rotary(a[0], row)}, {"sinusoidal", nn::sinusoidal_positions(row, 6)}, {"sequence", sequence}, {"grid", grid}};
  });
  p.entry("block", {argument("x"), argument("w")}, [](const Arguments &a) -> Results {
    Scope net("net");
    Tensor y = whole(net, a[0]);
    Results results{{"block", y}};
    std::vector<Tensor> at;
    for (const Parameter &q : net.parameters())
      at.push_back(q.value);
    Tensors g = grad(sum(a[1] * y), at);
    size_t i = 0;
    for (const Parameter &q : net.parameters())
      results.push_back({"grad/" + q.name, g[i++]});
    return results;
  });
  p.entry("one_by_one", {argument("x")}, [](const Arguments &a) -> Results { return {{"block", oneByOne(Scope("net"), a[0])}}; });
  p.entry("cross_entropy", {argument("logits"), argument("t_logits"), argument("label"), argument("shares")}, [](const Arguments &a) -> Results {
    auto gradient = [&](Tensor l) { return grad(sum(a["shares"] * nn::cross_entropy(l, a["label"])), {l})[0]; };
    auto [first, second] = jvp(gradient, a["logits"].along(a["t_logits"]));
    return {{"cross_entropy", nn::cross_entropy(a["logits"], a["label"])}, {"cross_entropy_gradient", first}, {"cross_entropy_second", second}};
  });
  p.entry("outside", {argument("logits"), argument("label")}, [](const Arguments &a) -> Results { return {{"y", nn::cross_entropy(a[0], a[1] + 7)}}; });
}

void checkAll(Dtype dtype, double tolerance) {
  Compiled compiled(programText(dtype, build));
  for (const auto &[name, array] : references())
    if (name.rfind("param/", 0) == 0)
      compiled.setState(name.substr(6), array);
  for (const char *entry : {"positions", "block", "one_by_one", "cross_entropy"}) {
    Call call(*compiled.program, entry);
    for (int32_t i = 0; i < call.info.num_arguments; ++i)
      assign(call.arguments[i], find(call.info.arguments[i].name));
    call.run();
    for (int32_t i = 0; i < call.info.num_results; ++i) {
      INFO(entry << ": " << call.info.results[i].name);
      CHECK(difference(call.results[i], find(call.info.results[i].name)) < tolerance);
    }
  }
  Call outside(*compiled.program, "outside"); // labels of V and above, and one below
  for (const char *name : {"logits", "label"})
    assign(*outside.argument(name), find(name));
  outside.run();
  for (int64_t i = 0; i < 10; ++i)
    CHECK(std::isnan(element(outside.results[0], i)) == (find("label").as<int32_t>()[i] >= 0));
}

/// "LINE: TEXT" of the error with which building ends.
template <typename F> std::string errorIn(F body) {
  Program program("refused");
  try {
    program.entry("f", {{"x", {2, 5, 6}}, {"i", {5}, Dtype::i32}}, [&](const Arguments &a) -> Results { return {{"y", body(a)}}; });
  } catch (const Error &e) {
    std::string text = e.what(), file = __FILE__ ":";
    return text.starts_with(file) ? text.substr(file.size()) : text;
  }
  return "no error";
}
std::string at(int line, const std::string &text) { return std::to_string(line) + ": error: " + text; }

} // namespace

TEST_CASE("transformer: layers in f64") { checkAll(Dtype::f64, 1e-11); }
TEST_CASE("transformer: layers in f32") { checkAll(Dtype::f32, 2e-4); }

TEST_CASE("transformer: what does not fit is refused at the caller's line") {
  int line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return nn::rotary(reshape(a[0], {2, 5, 2, 3}), a[1]); }) == at(line, "rotary: expected [batch, places, heads, features] with an even number of features, got [2, 5, 2, 3]"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return nn::rotary(reshape(a[0], {2, 5, 3, 2}), iota({4}, 0, Dtype::i32)); }) == at(line, "rotary: expected positions i32 [5] or [2, 5], got [4]"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &) { return nn::grid_positions({3, 2}, 6); }) == at(line, "grid_positions: expected features that are a multiple of 4 for the grid [3, 2], got 6"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return nn::self_attention(Scope("net"), a[0], {.heads = 4}); }) == at(line, "self_attention: expected x [batch, places, features] whose features 4 heads divide, got [2, 5, 6]"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return nn::self_attention(Scope("net"), a[0], {.heads = 2}); }).starts_with(at(line, "attention: expected heads of 8 to 256 features (axis 3)")));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return nn::cross_entropy(a[0], a[1]); }) == at(line, "cross_entropy: expected logits [..., tokens] and labels i32 [...], got [2, 5, 6] and [5]"));
}
