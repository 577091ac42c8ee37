// What the DSL refuses, at which line and in which words; and what it takes: arguments by name, lists, conditions.
#include "mf/mf.h"
#include "tests/Folder.h"
#include <catch2/catch.hpp>
#include <limits>

using namespace mf;

namespace {

/// "LINE: TEXT" of the error with which building a program ends.
template <typename F> std::string errorOf(F build) {
  Program program("refused");
  try {
    build(program);
    program.finish();
  } catch (const Error &e) {
    std::string text = e.what(), file = __FILE__ ":";
    return text.starts_with(file) ? text.substr(file.size()) : text;
  }
  return "no error";
}

/// The error of one entry of a body with x f32 [3] and n i32 [].
template <typename F> std::string errorIn(F body) {
  return errorOf([&](Program &p) {
    p.entry("f", {{"x", {3}}, {"n", {}, Dtype::i32}}, [&](const Arguments &a) -> Results { return {{"y", body(a)}}; });
  });
}
std::string at(int line, const std::string &text) { return std::to_string(line) + ": error: " + text; }

template <typename F> std::string built(F body) {
  Program program("built");
  program.entry("f", {{"x", {3}}, {"n", {}, Dtype::i32}}, [&](const Arguments &a) -> Results { return {{"y", body(a)}}; });
  return program.finish();
}

// what cannot be meant is no C++ at all; tests/commands/dsl-compiler.test reads the words
template <typename F, typename... In> concept JvpTakes = requires(F f, In... in) { jvp(f, in...); };
template <typename F> concept EntryTakes = requires(Program &p, F f) { p.entry("f", {}, f); };
template <typename F> concept LoopTakes = requires(F f) { loop(2, {}, f); };
template <typename F> concept ScanTakes = requires(F f) { scan({}, {}, f); };
template <typename F> concept CheckpointTakes = requires(F f) { checkpoint(f); };
auto one = [](Tensor x) { return x; };
auto two = [](Tensor x, Tensor) { return std::vector<Tensor>{x, x}; };
auto none = [](Tensor) {};
static_assert(!std::is_constructible_v<bool, Tensor>);
static_assert(JvpTakes<decltype(one), Attached> && JvpTakes<decltype(two), Attached, Tensor, Rows>);
static_assert(!JvpTakes<decltype(one), Tensor>);            // no tangent
static_assert(!JvpTakes<decltype(one), Attached, Attached>); // one argument too many
static_assert(!JvpTakes<decltype(none), Attached>);
static_assert(!JvpTakes<decltype(one), Attached, int>);
auto results = [](auto &) -> Results { return {}; };
auto nothing = [](auto &) {};
static_assert(EntryTakes<decltype(results)> && !EntryTakes<decltype(nothing)>);
auto trip = [](Tensor, std::vector<Tensor> c) { return c; };
auto tripToNothing = [](Tensor, std::vector<Tensor>) {};
static_assert(LoopTakes<decltype(trip)> && !LoopTakes<decltype(tripToNothing)> && !LoopTakes<decltype(one)>);
auto step = [](Tensor, Tensors c, Tensors x) { return Step{c, x}; };
static_assert(ScanTakes<decltype(step)> && !ScanTakes<decltype(trip)>);
auto kept = [] { return Tensor(); };
auto keptNothing = [] {};
static_assert(CheckpointTakes<decltype(kept)> && !CheckpointTakes<decltype(keptNothing)> && !CheckpointTakes<decltype(one)>);

} // namespace

TEST_CASE("arguments are there by number and by name, others are refused at the line that asks") {
  CHECK(errorIn([](auto &a) { return a["x"] * convert(a["n"], Dtype::f32) + a[0] * a[size_t(0)]; }) == "no error");
  int line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a[5]; }) == at(line, "expected an argument's number in [0, 2), got 5; the entry has 'x', 'n'"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a[-1]; }) == at(line, "expected an argument's number in [0, 2), got -1; the entry has 'x', 'n'"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a["m"]; }) == at(line, "the entry has no argument 'm'; it has 'x', 'n'"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a[std::string()]; }) == at(line, "the entry has no argument ''; it has 'x', 'n'"));
}

TEST_CASE("lists of tensors are checked") {
  int line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return grad(sum(a[0]), {a[0]})[1]; }) == at(line, "expected a number in [0, 1), got 1"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return split(a[0], 3, 0)[3]; }) == at(line, "expected a number in [0, 3), got 3"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return loop(2, {a[0]}, [&](Tensor, auto c) { return Tensors{c[1]}; })[0]; }) == at(line, "expected a number in [0, 1), got 1"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &) { return Tensors()[0]; }) == at(line, "the list is empty, got 0"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return split(a[0], 3, 0)["x"]; }) == at(line, "this list has no names, got \"x\"; expected a number in [0, 3)"));
}

TEST_CASE("an absent tensor is told where it is used") {
  const std::string text = "expected a tensor, got an empty Tensor(); give it a value first, and ask with defined() where it may be absent";
  int line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a[0] + Tensor(); }) == at(line, text));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return full(Tensor().shape(), 0, a[0].dtype()); }) == at(line, text));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &) { return concatenate({Tensor(), Tensor()}, 0); }) == at(line, text));
  CHECK_FALSE(Tensor().defined());
}

TEST_CASE("a value stays in its entry, its body and its program") {
  Tensor kept;
  int line = __LINE__ + 3;
  std::string error = errorOf([&](Program &p) {
    p.entry("first", {{"x", {3}}}, [&](auto &a) -> Results {
      kept = a[0] * 2.0;
      return {{"y", kept}};
    });
    p.entry("second", {{"x", {3}}}, [&](auto &a) -> Results { return {{"y", a[0] + kept}}; });
  });
  CHECK(error == at(line + 3, "this value of type f32 [3] cannot be used here: it was made at " __FILE__ ":" + std::to_string(line) +
                                  " in entry 'first': each entry is a call of its own, so compute it in this one again, or keep it in a state: write() there, read() here"));
  line = __LINE__ + 1;
  CHECK(errorIn([&](auto &a) { return a[0] + kept; }) == at(line, "expected a tensor of program 'refused', got one of another program"));
  const std::string ended = " in the body of a loop, a scan or a checkpoint, which has ended: return it from that body, as a carried value or an output, and use what comes out";
  auto leaves = [&](auto body) {
    return errorIn([&](auto &a) {
      Tensor inside, y = body(a[0], inside);
      line = __LINE__ + 1;
      return y + inside;
    });
  };
  auto made = [&](int where) { return at(line, "this value of type f32 [3] cannot be used here: it was made at " __FILE__ ":" + std::to_string(where) + ended); };
  int where = __LINE__ + 1;
  CHECK(leaves([](Tensor x, Tensor &inside) { return loop(2, {x}, [&](Tensor, Tensors c) { return Tensors{inside = c[0] * 2.0}; })[0]; }) == made(where));
  where = __LINE__ + 1;
  CHECK(leaves([](Tensor x, Tensor &inside) { return checkpoint([&] { return inside = x * 2.0; }); }) == made(where));
  where = __LINE__ + 1;
  CHECK(leaves([](Tensor x, Tensor &inside) { return scan({x}, {x}, [&](Tensor, Tensors c, Tensors y) { return Step{{inside = c[0] * y[0]}, {}}; }).carried[0]; }) == made(where));
}

TEST_CASE("conditions: their logic, and no order") {
  std::string text = built([](auto &a) {
    Tensor m = a[0] > 0.0, n = a[0] < 2.0;
    return convert((!m ^ (m != n)) == (m && (n || m)) && any(m) && all(n), Dtype::f32);
  });
  CHECK_THAT(text, Catch::Contains("mf.xor") && Catch::Contains("mf.and") && Catch::Contains("mf.or"));
  int line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return (a[0] > 0.0) < (a[0] < 1.0); }) == at(line, "<: conditions have no order, got i1 [3]; convert() them to numbers"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return (a[0] > 0.0) ^ a[0]; }).starts_with(std::to_string(line) + ": error: ^: expected one element type"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a[0] ^ a[0]; }) == at(line, "^: expected conditions, got f32 [3]"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return !(a[0] * 2.0); }) == at(line, "!: expected conditions, got f32 [3]"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return all(a[0]); }) == at(line, "all: expected conditions, got f32 [3]"));
}

TEST_CASE("numbers of every C++ type, as far as they fit") {
  CHECK(errorIn([](auto &a) { return a[0] / a[0].dim(0) + a[0].size() - 1u + 2ull * a[0] + 3.0f + (short)1; }) == "no error");
  CHECK(errorIn([](auto &a) { return a["n"] + 2147483647 + (-2147483647 - 1); }) == "no error");
  int line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a["n"] + 2147483648; }) == at(line, "+: the number 2147483648.00 does not fit i32 []; use convert()"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a["n"] * 0.5; }) == at(line, "*: the number 0.50 does not fit i32 []; use convert()"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a[0] + 9007199254740993; }) == at(line, "+: expected an integer that a double holds exactly (up to 2^53), got about 9007199254740992"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a[0] + std::numeric_limits<uint64_t>::max(); }).starts_with(std::to_string(line) + ": error: +: expected an integer that a double holds exactly"));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a["n"] + std::nan(""); }).starts_with(std::to_string(line) + ": error: +: the number "));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &) { return mf::exp(2); }) == at(line, "expected a tensor, got the number 2.00; make it one with full(shape, value, dtype)"));
}

TEST_CASE("derivatives of what has none are refused at the line of the jvp") {
  const std::string text = "jvp: result 0 of the function is i32 [], which has no derivative; compute it outside of the jvp, or convert() it";
  int line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return jvp([](Tensor z) { return argmax(z, 0); }, a[0].along(1.0)).second; }) == at(line, text));
  line = __LINE__ + 1;
  CHECK(errorIn([](auto &a) { return a["n"].along(1.0).value; }) == at(line, "along: expected floating-point numbers, got i32 []; use convert()"));
}

TEST_CASE("names and results of entries") {
  auto entry = [](const std::string &name, std::vector<Argument> arguments, std::vector<std::string> results) {
    return errorOf([&](Program &p) {
      p.entry(name, arguments, [&](const Arguments &) -> Results {
        Results all;
        for (const std::string &result : results)
          all.push_back({result, full({}, 1, Dtype::f32)});
        return all;
      });
    });
  };
  auto says = [](const std::string &text) { return Catch::Contains(": error: " + text); };
  CHECK(entry("f", {{"x", {}}}, {"y"}) == "no error");
  CHECK(entry("größe", {{"x.1", {}}}, {"y 2"}) == "no error");
  CHECK_THAT(entry("", {}, {"y"}), says("an entry needs a name, got \"\""));
  CHECK_THAT(entry("f", {{"", {}}}, {"y"}), says("an argument of entry 'f' needs a name, got \"\""));
  CHECK_THAT(entry("f", {{"x", {}}, {"x", {}}}, {"y"}), says("entry 'f' has two arguments of the name 'x'"));
  CHECK_THAT(entry("f", {}, {"y", "y"}), says("entry 'f' has two results of the name 'y'"));
  CHECK_THAT(entry("f", {}, {""}), says("a result of entry 'f' needs a name, got \"\""));
  CHECK_THAT(entry("\xff", {}, {"y"}), says("the name of an entry is not UTF-8"));
  CHECK_THAT(entry("a\nb", {}, {"y"}), says("the name of an entry holds a control character"));
  CHECK_THAT(entry("f", {}, {}), says("entry 'f' returns nothing and writes no state"));
  CHECK_THAT(errorOf([](Program &p) { p.entry("f", {}, [](auto &) -> Results { return {{"y", Tensor()}}; }); }), says("result 'y' of entry 'f' is an empty Tensor(); give it a value, or leave it out"));
  CHECK(errorOf([](Program &) {}) == "the program has no entry; add one with program.entry(name, arguments, body)");
}

TEST_CASE("attention refuses what does not fit, at its line") {
  struct Shapes {
    Shape q = {2, 5, 4, 8}, k = {2, 7, 2, 8}, v = {2, 7, 2, 8};
    Dtype values = Dtype::f32;
  };
  int line = 0;
  auto error = [&](const Shapes &s, auto options) {
    return errorOf([&](Program &p) {
      p.entry("f", {{"q", s.q}, {"k", s.k}, {"v", s.v, s.values}, {"n", {}, Dtype::i32}, {"row", {7}, Dtype::i32}}, [&](const Arguments &a) -> Results {
        line = __LINE__ + 1;
        return {{"y", attention(a["q"], a["k"], a["v"], options(a))}};
      });
    });
  };
  auto shapes = [&](const Shapes &s) { return error(s, [](auto &) { return AttentionOptions{}; }); };
  auto with = [&](auto options) { return error({}, options); };
  auto says = [&](const std::string &text) { return at(line, "attention: " + text); };
  CHECK(shapes({}) == "no error");
  CHECK(shapes({.values = Dtype::i32}) == at(line, "attention: expected floating-point numbers, got i32 [2, 7, 2, 8]; use convert()"));
  CHECK(shapes({.values = Dtype::bf16}) == says("expected queries, keys and values of one element type (convert() them), got f32 [2, 5, 4, 8], f32 [2, 7, 2, 8] and bf16 [2, 7, 2, 8]"));
  CHECK(shapes({.q = {2, 5, 32}}) == says("expected queries [batch, queries, heads, features], keys and values [batch, keys, heads, features], got f32 [2, 5, 32], f32 [2, 7, 2, 8] and f32 [2, 7, 2, 8]"));
  CHECK(shapes({.v = {2, 6, 2, 8}}) == says("expected keys and values of one shape, got f32 [2, 5, 4, 8], f32 [2, 7, 2, 8] and f32 [2, 6, 2, 8]"));
  CHECK(shapes({.q = {3, 5, 4, 8}}) == says("expected queries and keys of one batch (axis 0), got f32 [3, 5, 4, 8], f32 [2, 7, 2, 8] and f32 [2, 7, 2, 8]"));
  CHECK(shapes({.q = {2, 5, 4, 9}}) == says("expected queries and keys of as many features (axis 3), got f32 [2, 5, 4, 9], f32 [2, 7, 2, 8] and f32 [2, 7, 2, 8]"));
  CHECK(shapes({.q = {2, 5, 3, 8}}) == says("expected a number of query heads (axis 2) that is a multiple of that of keys, got f32 [2, 5, 3, 8], f32 [2, 7, 2, 8] and f32 [2, 7, 2, 8]"));
  CHECK(shapes({{2, 5, 4, 7}, {2, 7, 2, 7}, {2, 7, 2, 7}}) == says("expected heads of 8 to 256 features (axis 3), got f32 [2, 5, 4, 7], f32 [2, 7, 2, 7] and f32 [2, 7, 2, 7]"));
  CHECK(shapes({{2, 5, 4, 257}, {2, 7, 2, 257}, {2, 7, 2, 257}}).starts_with(says("expected heads of 8 to 256 features (axis 3), got f32 [2, 5, 4, 257]")));
  CHECK(shapes({{2, 5, 4, 8}, {2, 0, 2, 8}, {2, 0, 2, 8}}) == says("expected at least one key (axis 1), got f32 [2, 5, 4, 8], f32 [2, 0, 2, 8] and f32 [2, 0, 2, 8]"));

  CHECK(with([](auto &a) { return AttentionOptions{.mask = a["row"]}; }) == says("expected a mask of conditions (i1, as comparisons give), got i32 [7]"));
  CHECK(with([](auto &a) { return AttentionOptions{.mask = a["row"] > 0}; }) == says("expected a mask of four axes (batch, heads, queries, keys) or the last two, got i1 [7]"));
  CHECK(with([](auto &a) { return AttentionOptions{.mask = a["q"] > 0.0}; }) == says("expected a mask that broadcasts to [2, 4, 5, 7] (batch, heads, queries, keys; axes equal or 1, or the last two alone), got i1 [2, 5, 4, 8]"));
  CHECK(with([](auto &) { return AttentionOptions{.mask = Mask([](Tensor query, Tensor key) { return query - key; })}; }) == says("expected a mask of conditions (i1, as comparisons give), got i32 [1, 1, 5, 7]"));
  CHECK(with([](auto &a) { return AttentionOptions{.mask = masks::causal() & Mask(reshape(a["row"] > 0, {1, 7}))}; }) == "no error");
  CHECK(with([](auto &a) { return AttentionOptions{.bias = a["q"]}; }) == says("expected a bias that broadcasts to [2, 4, 5, 7] (batch, heads, queries, keys; axes equal or 1, or the last two alone), got f32 [2, 5, 4, 8]"));
  CHECK(with([](auto &a) { return AttentionOptions{.bias = reshape(a["row"], {1, 7})}; }) == says("bias: expected floating-point numbers, got i32 [1, 7]; use convert()"));
  CHECK(with([](auto &a) { return AttentionOptions{.length = a["row"]}; }) == says("expected the number of keys in use as a number, i32 [] or i32 [2], got i32 [7]"));
  CHECK(with([](auto &a) { return AttentionOptions{.causal = true, .first = a["q"]}; }) == says("expected the position of the first query as a number, i32 [] or i32 [2], got f32 [2, 5, 4, 8]"));
  CHECK(with([](auto &a) { return AttentionOptions{.causal = true, .first = int64_t(1) << 40, .length = a["n"]}; }) == says("expected the position of the first query that i32 holds, got 1099511627776"));
  CHECK(with([](auto &a) { return AttentionOptions{.causal = true, .key_positions = a["n"]}; }) == says("key_positions: expected i32 [7] or [2, 7], got i32 []"));
  CHECK(with([](auto &) { return AttentionOptions{.scale = std::nan("")}; }) == says("expected a finite scale, got nan"));
  CHECK(with([](auto &) { return AttentionOptions{.cap = -1}; }) == says("expected a cap of at least 0 (0: none), got -1.00"));
  CHECK(with([](auto &) { return AttentionOptions{.dropout = 1}; }) == says("expected dropout in [0, 1), got 1.00"));
  CHECK(with([](auto &) { return AttentionOptions{.dropout = 0.5}; }) == says("dropout 0.50 needs random numbers; give an rng: {.dropout = ..., .rng = step_rng()}"));

  // a mask's own faults stand at its line
  int made = __LINE__ + 1;
  CHECK(with([](auto &a) { return AttentionOptions{.mask = masks::same_document(a["row"])}; }) == at(made, "masks::same_document: ids of the queries: expected i32 [5] or [batch, 5], got i32 [7]"));
  made = __LINE__ + 1;
  CHECK(with([](auto &a) { return AttentionOptions{.mask = masks::block_causal(slice(a["row"], 0, 0, 5), a["n"])}; }) == at(made, "masks::block_causal: spans of the keys: expected i32 [7] or [batch, 7], got i32 []"));
  made = __LINE__ + 1;
  CHECK(with([](auto &) { return AttentionOptions{.mask = masks::band(-1)}; }) == at(made, "masks::band: expected numbers of at least 0, got -1 before and 0 after"));
  made = __LINE__ + 1;
  CHECK(with([](auto &) { return AttentionOptions{.mask = Mask([](Tensor query, Tensor) { return query + 0.5; })}; }) == at(made, "+: the number 0.50 does not fit i32 [1, 1, 5, 1]; use convert()"));
}
