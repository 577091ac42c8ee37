#include "training/codec/Pieces.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace mf {

bool PieceSplitter::next(float *out) {
  int64_t there = int64_t(buffer.size()) / channels - used;
  // a piece that would only repeat the overlap of the one before is none
  if (finished ? there <= (time ? overlap : 0) : there < length)
    return false;
  for (int64_t i = 0; i < length; ++i)
    out[i] = i < there ? buffer[size_t((used + i) * channels + channel)] : 0;
  if (++channel < channels)
    return true;
  channel = 0;
  ++time;
  used += std::min(there, length - overlap);
  // moved only now and then: most of the buffer is new each time
  if (used >= length) {
    buffer.erase(buffer.begin(), buffer.begin() + used * channels);
    used = 0;
  }
  return true;
}

PieceJoiner::PieceJoiner(int64_t length, int64_t overlap, int64_t channels, int64_t frames)
    : length(length), overlap(overlap), channels(channels), left(frames), current(size_t(length * channels)) {
  for (int64_t i = 0; i < overlap; ++i)
    ramp.push_back(float(std::pow(std::sin(std::numbers::pi / 2 * (double(i) + 0.5) / double(overlap)), 2)));
}

void PieceJoiner::push(const float *piece, std::vector<float> &out) {
  for (int64_t i = 0; i < length; ++i) {
    float &value = current[size_t(i * channels + channel)];
    value = i < overlap && time ? value + ramp[size_t(i)] * (piece[i] - value) : piece[i];
  }
  if (++channel < channels)
    return;
  channel = 0;
  ++time;
  int64_t hop = length - overlap, settled = left <= length ? left : hop;
  out.insert(out.end(), current.begin(), current.begin() + settled * channels);
  std::copy(current.begin() + hop * channels, current.end(), current.begin());
  left -= settled;
}

} // namespace mf
