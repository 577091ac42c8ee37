// What all tokenizations share: checks, power and scale, the choice.
#include "models/tokenization/tokenization.h"
#include "models/tokenization/mdct.h"
#include "models/tokenization/reshape.h"

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

static void check(const TokenizationOptions &o, const SignalShape &s) {
  auto fail = [](const std::string &what, const std::string &expected, const std::string &got) {
    throw Error("tokenization." + what + ": expected " + expected + ", got " + got);
  };
  auto number = [](int64_t n) { return std::to_string(n); };
  bool patches = o.kind == TokenizationKind::reshape && s.image();
  if (patches && (o.patch < 1 || s.height % o.patch || s.width % o.patch))
    fail("patch", "a divisor of " + number(s.height) + " and " + number(s.width) + " (the image)", number(o.patch));
  if (!patches && o.hop < 1)
    fail("hop", "a positive number", number(o.hop));
  if (o.kind == TokenizationKind::mdct && o.hop % 2)
    fail("hop", "an even number", number(o.hop));
  if (o.kind == TokenizationKind::mdct && s.channels != 1)
    fail("name", "reshape for " + number(s.channels) + " channels (mdct takes one)", "mdct");
  if (!(o.power > 0))
    fail("power", "a number above 0", std::to_string(o.power));
  if (!(o.scale > 0))
    fail("scale", "a number above 0", std::to_string(o.scale));
  if (!(o.kbd_alpha >= 0))
    fail("kbd_alpha", "a number from 0", std::to_string(o.kbd_alpha));
}

std::unique_ptr<Tokenization> make_tokenization(const TokenizationOptions &o, const SignalShape &signal) {
  check(o, signal);
  if (o.kind == TokenizationKind::mdct)
    return std::make_unique<MdctTokenization>(o, signal);
  if (signal.image())
    return std::make_unique<PatchTokenization>(o, signal);
  return std::make_unique<FrameTokenization>(o, signal);
}

} // namespace mf
