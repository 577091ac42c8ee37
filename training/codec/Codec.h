// A trained run as a codec of sound: files of sound to .mfc files and back, in memory that does not grow with them.
#pragma once
#include "training/RunFolder.h"
#include "training/codec/Bitstream.h"
#include "training/codec/Pieces.h"
#include "training/io/Sound.h"
#include <functional>
#include <optional>

namespace mf {

/// The artifact of a run with the weights of a checkpoint, and what run.json says of its codec.
/// Entries: encode(x f32 [B, D]) -> code i32 [B, vectors * dims], decode(code, [seed i32], [nfe i32]) -> x f32 [B, D].
class CodecModel {
public:
  /// checkpoint: "last", "best" or a step. threads 0: all cores. Throws UserError where the run is none, is on images,
  /// has no codec or no quantizer, or where its entries are not as above.
  CodecModel(const RunFolder &folder, const std::string &checkpoint, int threads);

  /// Reads the weights that an entry needs; those of `decode` are there already. Throws UserError.
  void load(const std::string &entry) { program.loadState(weights, false, entry); }

  LoadedProgram program;
  int64_t rate = 0, pieceLength = 0, overlap = 0, vectors = 0;
  std::vector<int32_t> levels;
  /// FNV-1a (64 bits) of name, type, shape and values of every parameter that `decode` reads: what the digits mean.
  /// The same on every machine; another checkpoint is another model.
  uint64_t fingerprint = 0;
  std::string run, weights; // the folder, the checkpoint's file

private:
  void readInfo(const nlohmann::ordered_json &info, const Signal &signal);
  void checkEntry(const std::string &entry, const std::string &from, const std::string &to);
};

/// What coding a file came to.
struct CodecReport {
  int64_t pieces = 0, bytes = 0;               // of the .mfc file
  int64_t rate = 0, channels = 0, frames = 0;  // of the sound
  double seconds() const { return double(frames) / double(rate); }
  double bitsPerSecond() const { return frames ? 8 * double(bytes) / seconds() : 0; }
};

/// Sound to a stream. The sound is brought to the model's rate and cut into pieces (training/codec/Pieces.h), each
/// channel as a mono signal of its own; the pieces go through `encode` a batch at a time.
class CodecEncoder {
public:
  /// Throws UserError, as do the functions below.
  CodecEncoder(CodecModel &model, const std::string &path, int64_t rate, int64_t channels);
  /// Interleaved [frames, channels].
  void push(const float *interleaved, int64_t frames);
  /// Writes what is left, and the file is there.
  CodecReport close();

private:
  void encodePieces();
  void runBatch();
  CodecModel &model;
  Call call;
  StreamHeader header;
  BitstreamWriter writer;
  Resampler resampler;
  PieceSplitter splitter;
  int64_t batch, filled = 0;
};

struct DecodeOptions {
  std::optional<int32_t> nfe = {}; // network evaluations a piece; 1 where the entry takes it
  int32_t seed = 0;
  std::string solver = "";         // "heun", "midpoint": the entry decode_heun, decode_midpoint
};

/// A stream to sound. Piece n of the stream, whatever its block, is row n % B of call n / B of the entry, and call k gets
/// seed + k: the same file, model, seed and nfe give the same sound.
class CodecDecoder {
public:
  /// Throws UserError, also where the stream is another model's.
  CodecDecoder(CodecModel &model, BitstreamReader reader, const DecodeOptions &options);
  const StreamHeader &header() const { return reader.header(); }
  /// Appends the next frames, interleaved; false after the last ones, header().frames in all. Throws UserError where
  /// the stream is damaged.
  bool next(std::vector<float> &out);

private:
  bool nextPiece(int32_t *digits);
  int64_t runBatch(std::vector<float> &sound);
  CodecModel &model;
  BitstreamReader reader;
  DecodeOptions options;
  Call call;
  PieceJoiner joiner;
  Resampler resampler;
  std::vector<int32_t> block; // digits of the block of now
  size_t at = 0;              // how many of them are used
  int64_t calls = 0, given = 0;
  bool ended = false;
};

/// Told now and then how many of the frames are done; total is -1 where it is not known.
using CodecProgress = std::function<void(int64_t done, int64_t total)>;

/// A sound file to a stream, and back; the name of `sound` decides its format when it is written. Throws UserError; a
/// file that was there before stays as it was then.
CodecReport encodeSound(CodecModel &model, const std::string &sound, const std::string &stream, const CodecProgress &progress = {});
CodecReport decodeSound(CodecModel &model, const std::string &stream, const std::string &sound, const DecodeOptions &options = {},
                        const CodecProgress &progress = {});

} // namespace mf
