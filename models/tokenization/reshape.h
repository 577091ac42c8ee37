// reshape.h: tokens that are pieces of the signal itself.
#pragma once
#include "models/tokenization/tokenization.h"

namespace mf {

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

} // namespace mf
