// Tokens that are pieces of the signal itself: patches of an image, frames of a sound.
#include "models/tokenization/registry.h"
#include "options/Needs.h"

namespace mf {
namespace {

/// Images: square patches, row by row (space to depth).
class PatchTokenization : public Tokenization {
public:
  PatchTokenization(const TokenizationOptions &o, const SignalShape &signal) : Tokenization(o, signal) {}
  int64_t tokens() const override { return signal.size() / width(); }
  int64_t width() const override { return o.patch * o.patch * signal.channels; }
  Shape grid() const override { return {signal.height / o.patch, signal.width / o.patch}; }

protected:
  Tensor analyse(const Tensor &x) const override { return nn::patchify(x, signal, o.patch); }
  Tensor synthesise(const Tensor &tokens) const override { return nn::unpatchify(tokens, signal, o.patch); }
};

/// Sound: frames of `hop` samples; zeros fill the last one.
class FrameTokenization : public Tokenization {
public:
  FrameTokenization(const TokenizationOptions &o, const SignalShape &signal) : Tokenization(o, signal) {}
  int64_t tokens() const override { return (signal.width + o.hop - 1) / o.hop; }
  int64_t width() const override { return o.hop * signal.channels; }
  Shape grid() const override { return {tokens()}; }

protected:
  Tensor analyse(const Tensor &x) const override;
  Tensor synthesise(const Tensor &tokens) const override;
};

Tensor FrameTokenization::analyse(const Tensor &x) const {
  int64_t missing = tokens() * width() - signal.size();
  Tensor whole = missing ? pad(x, {0, 0}, {0, missing}) : x;
  return reshape(whole, {x.dim(0), tokens(), width()});
}

Tensor FrameTokenization::synthesise(const Tensor &frames) const {
  Tensor whole = reshape(frames, {frames.dim(0), tokens() * width()});
  return slice(whole, 1, 0, signal.size());
}

std::string patch_fault(const opt::Facts &facts) {
  int64_t patch = facts.integer("tokenization.patch");
  if (facts.height % patch == 0 && facts.width % patch == 0)
    return "";
  return "a divisor of the image's sides " + std::to_string(facts.height) + " and " + std::to_string(facts.width) + ", got " + std::to_string(patch);
}

std::unique_ptr<Tokenization> make(const TokenizationOptions &o, const opt::NoOptions &, const SignalShape &s) {
  if (!s.image()) {
    if (o.hop < 1)
      refuse_tokenization("hop", "a positive number", std::to_string(o.hop));
    return std::make_unique<FrameTokenization>(o, s);
  }
  if (o.patch < 1 || s.height % o.patch || s.width % o.patch)
    refuse_tokenization("patch", "a divisor of " + std::to_string(s.height) + " and " + std::to_string(s.width) + " (the image)", std::to_string(o.patch));
  return std::make_unique<PatchTokenization>(o, s);
}

} // namespace

MF_DEFINE_TOKENIZATION(reshape) {
  opt::Rows<TokenizationOptions> rows = {
      opt::row("patch", &TokenizationOptions::patch, {1, 1024}, "Side of a patch in pixels; divides the image.", {.needs = {opt::needs::image()}}),
      hop_option({opt::needs::sound()}),
  };
  opt::Entry entry{.order = 10, .title = "patches of pixels", .soundTitle = "frames of samples", .usualFor = opt::trait::image};
  entry.checks = {{"tokenization.patch", patch_fault}};
  entry.benchmark = true;
  return define_tokenization(entry, rows, opt::Rows<opt::NoOptions>(), make);
}

} // namespace mf
