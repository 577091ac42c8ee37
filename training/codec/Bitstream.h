// The .mfc file: a header, blocks of coded pieces, an end marker. Its bytes are laid out in docs/codec.md.
#pragma once
#include "training/codec/RangeCoder.h"
#include "training/io/File.h"
#include <cstdio>
#include <memory>

namespace mf {

/// What a stream says of itself. Rates in frames a second; piece length and overlap in samples at the model's rate.
struct StreamHeader {
  int64_t modelRate = 0, originalRate = 0;
  int64_t channels = 0, frames = 0; // of the original
  int64_t pieceLength = 0, overlap = 0;
  int64_t vectors = 0;              // of a piece
  std::vector<int32_t> levels;      // of each dimension of a vector
  uint64_t fingerprint = 0;         // of the model

  /// Digits of a piece.
  int64_t digits() const { return vectors * int64_t(levels.size()); }
  /// Frames at the model's rate: round(frames * modelRate / originalRate), as Resampler gives them.
  int64_t modelFrames() const;
  /// Pieces of all channels.
  int64_t pieces() const;
  /// "expected ..., got ..." of the first field that no stream can have; empty where there is none.
  std::string fault() const;
};

/// The most digits of a block, and of a piece.
constexpr int64_t maxBlockDigits = int64_t(1) << 16;

/// Writes a stream beside its place; it is there, whole, after close().
class BitstreamWriter {
public:
  /// header.frames is not looked at: close() tells. Throws UserError.
  BitstreamWriter(const std::string &path, const StreamHeader &header);

  /// Adds a piece: digits [vectors, dims], digit j of a vector in [0, levels[j]). Throws UserError (disk full).
  void write(std::span<const int32_t> piece);

  /// Writes the end and puts the file in its place. Returns its bytes. Throws UserError.
  int64_t close(int64_t frames);

private:
  void writeBlock();
  void put(const std::vector<uint8_t> &bytes);
  AtomicFile file;
  StreamHeader header;
  std::vector<int32_t> waiting;     // digits of the next block
  std::vector<uint32_t> checksums;  // of the blocks
  int64_t pieces = 0, bytes = 0;
};

/// Reads a stream, a block at a time, in memory that does not grow with the file. No length in the file is trusted.
class BitstreamReader {
public:
  /// Reads the header. Throws UserError where the file is missing, foreign, damaged, truncated or of a newer version.
  explicit BitstreamReader(const std::string &path);
  /// The same of bytes in memory, which must outlive the reader. `who` opens the error texts.
  BitstreamReader(const std::string &who, std::span<const uint8_t> bytes);

  const std::string &name() const { return who; }
  const StreamHeader &header() const { return head; }

  /// The next block's digits [pieces, vectors, dims]; false at the end of a whole stream. Throws UserError, naming the
  /// block, where the stream is damaged or truncated, or holds another number of pieces than its frames need.
  bool next(std::vector<int32_t> &digits);

private:
  struct Close {
    void operator()(std::FILE *file) const { std::fclose(file); }
  };
  BitstreamReader(const std::string &who, std::FILE *file);
  void readHeader();
  void readEnd(const std::vector<uint8_t> &fields, uint32_t checksum);
  std::vector<uint8_t> take(size_t bytes, const std::string &what);
  [[noreturn]] void fail(const std::string &text) const;

  std::string who;
  std::unique_ptr<std::FILE, Close> file;
  StreamHeader head;
  int64_t blocks = 0, pieces = 0;
  bool ended = false;
  uint32_t running = 0;             // CRC-32 of the header and of the blocks' checksums
};

/// "0f1e2d3c4b5a6978".
std::string fingerprintText(uint64_t fingerprint);

} // namespace mf
