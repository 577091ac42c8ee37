#include "models/tokenization/reshape.h"

namespace mf {

Tensor FrameTokenization::analyse(const Tensor &x) const {
  int64_t missing = tokens() * width() - signal.size();
  Tensor whole = missing ? pad(x, {0, 0}, {0, missing}) : x;
  return reshape(whole, {x.dim(0), tokens(), width()});
}

Tensor FrameTokenization::synthesise(const Tensor &frames) const {
  Tensor whole = reshape(frames, {frames.dim(0), tokens() * width()});
  return slice(whole, 1, 0, signal.size());
}

} // namespace mf
