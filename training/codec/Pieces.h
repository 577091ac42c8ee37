// A stream of sound as overlapping pieces, and back. Piece k of a channel covers samples [k (D - overlap), k (D - overlap) + D);
// pieces are in the order of time, those of the same time in the order of channels.
#pragma once
#include <cstdint>
#include <vector>

namespace mf {

/// Cuts. The last piece is filled up with zeros; no frames, no piece.
class PieceSplitter {
public:
  /// 0 <= overlap <= length / 2.
  PieceSplitter(int64_t length, int64_t overlap, int64_t channels) : length(length), overlap(overlap), channels(channels) {}

  /// What is to be cut: frames are appended to it, interleaved [frames, channels].
  std::vector<float> &input() { return buffer; }
  /// No frames come any more.
  void finish() { finished = true; }
  /// Writes the next piece [length]; false where it needs more frames, or none is left.
  bool next(float *out);

private:
  int64_t length, overlap, channels;
  std::vector<float> buffer; // from the start of the piece of now, but for `used` frames in front of it
  int64_t used = 0, channel = 0, time = 0;
  bool finished = false;
};

/// Joins: neighbours are cross-faded over their overlap, the later one with the weight sin^2.
class PieceJoiner {
public:
  /// frames: of the whole sound; what the last piece holds beyond them is dropped.
  PieceJoiner(int64_t length, int64_t overlap, int64_t channels, int64_t frames);

  /// Takes the next piece [length]; appends what is settled to out, interleaved.
  void push(const float *piece, std::vector<float> &out);

private:
  int64_t length, overlap, channels, left;
  std::vector<float> ramp;    // [overlap]
  std::vector<float> current; // [length, channels]; in front of the pieces, the overlap of the ones before
  int64_t channel = 0, time = 0;
};

} // namespace mf
