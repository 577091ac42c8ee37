// The registry of tokenizations, and what all of them share: power and scale.
#include "models/tokenization/registry.h"

namespace mf {

static std::string text(const Shape &shape) {
  std::string s;
  for (int64_t n : shape)
    s += (s.empty() ? "[" : ", ") + std::to_string(n);
  return s + "]";
}

static void expect_shape(const char *what, const Tensor &x, const Shape &expected) {
  if (x.shape() != expected)
    throw Error(std::string(what) + ": expected " + text(expected) + ", got " + text(x.shape()));
}

/// sign(x) |x|^power, defined for every x; power = 1 is x itself.
static Tensor signed_power(const Tensor &x, double power) { return power == 1 ? x : sign(x) * pow(abs(x), power); }

static Tensor scaled(const Tensor &x, double factor) { return factor == 1 ? x : x * factor; }

Tensor Tokenization::tokenize(const Tensor &x, Where where) const {
  CallSite site(where);
  expect_shape("tokenize", x, {x.rank() ? x.dim(0) : 0, signal.size()});
  return scaled(signed_power(analyse(x), o.power), o.scale);
}

Tensor Tokenization::detokenize(const Tensor &x, Where where) const {
  CallSite site(where);
  expect_shape("detokenize", x, {x.rank() ? x.dim(0) : 0, tokens(), width()});
  return synthesise(signed_power(scaled(x, 1 / o.scale), 1 / o.power));
}

//===-- the registry ----------------------------------------------------------------------------===//

const std::vector<TokenizationEntry> &tokenizations() {
  static const std::vector<TokenizationEntry> all = opt::registry<TokenizationEntry>({
#define MF_ENTRY(name) {#name, tokenization_##name},
#include "generated/tokenizations.inc"
#undef MF_ENTRY
  });
  return all;
}

const opt::Rows<TokenizationOptions> &tokenization_options() {
  static const opt::Rows<TokenizationOptions> rows = {
      opt::row("power", &TokenizationOptions::power, {0.05, 4}, "Tokens are scale sign(X) |X|^power; below 1 lifts quiet parts.", {.place = 90}),
      opt::row("scale", &TokenizationOptions::scale, {1e-6, 1e6}, "See power; brings the tokens near a deviation of 1, which the noise has.", {.place = 90}),
  };
  return rows;
}

opt::Row<TokenizationOptions> hop_option(std::vector<opt::Need> needs) {
  return opt::row("hop", &TokenizationOptions::hop, {1, 65536}, "Numbers from token to token (mdct: even, 8 to 4096; an image is read row by row).", {.needs = std::move(needs)});
}

TokenizationOptions read_tokenization_options(TokenizationKind kind, const opt::Values &values) {
  const TokenizationEntry &t = tokenizations().at((size_t)kind);
  TokenizationOptions o;
  o.kind = kind;
  opt::fill(o, tokenization_options(), values);
  opt::fill(o, t.sizes, values);
  o.own = t.own.read(values);
  return o;
}

void refuse_tokenization(const std::string &key, const std::string &expected, const std::string &got) {
  throw Error("tokenization." + key + ": expected " + expected + ", got " + got);
}

std::unique_ptr<Tokenization> make_tokenization(const TokenizationOptions &o, const SignalShape &signal) {
  auto tokenization = tokenizations().at((size_t)o.kind).make(o, signal);
  if (!(o.power > 0))
    refuse_tokenization("power", "a number above 0", std::to_string(o.power));
  if (!(o.scale > 0))
    refuse_tokenization("scale", "a number above 0", std::to_string(o.scale));
  return tokenization;
}

} // namespace mf
