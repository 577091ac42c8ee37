// Sound files and sampling rates: through libsndfile, resampling through libsamplerate.
#pragma once
#include "training/io/File.h"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace mf {

/// A sound in memory. Full scale is [-1, 1]; what a float file holds beyond it is kept.
struct Sound {
  int64_t rate = 0;           // frames a second
  int64_t channels = 1;
  std::vector<float> samples; // interleaved [frames, channels]
  int64_t frames() const { return channels ? int64_t(samples.size()) / channels : 0; }
};

/// Reads a sound file whole: WAV (8 to 32-bit PCM, float, double; RF64, BW64, W64), FLAC, OGG, MP3, AIFF, CAF. Throws UserError as SoundReader does.
Sound readSound(const std::string &path);

/// The same of a file's bytes. `who` opens the error text.
Sound parseSound(const std::string &who, std::span<const std::byte> bytes);

/// Writes all of a sound as SoundWriter does.
void writeSound(const std::string &path, const Sound &sound);

/// Reads a sound file piece by piece.
class SoundReader {
public:
  /// Throws UserError where the file is missing, foreign or damaged, or where a file ends before its data.
  explicit SoundReader(const std::string &path);
  SoundReader(const std::string &who, std::span<const std::byte> bytes); // bytes must outlive the reader
  ~SoundReader();
  SoundReader(SoundReader &&) noexcept;

  int64_t rate() const;
  int64_t channels() const;
  /// As the file's header says; -1: it does not say.
  int64_t frames() const;

  /// Reads up to that many frames of channels() floats; fewer at the end, 0 behind it. Throws UserError where a
  /// sample is NaN or infinite (names frame and channel) and where the file ends before the frames of its header.
  int64_t read(float *interleaved, int64_t frames);

private:
  struct State;
  std::unique_ptr<State> state;
};

/// Writes a sound file piece by piece, beside its place: the file is there, whole, after close() only.
class SoundWriter {
public:
  /// The name decides: .wav and .flac hold 16-bit PCM (rounded, clipped to [-1, 1]), .ogg Vorbis. Throws UserError
  /// for other names, where the format cannot hold that rate or number of channels, where it cannot be written.
  SoundWriter(const std::string &path, int64_t rate, int64_t channels);
  ~SoundWriter();
  SoundWriter(SoundWriter &&) noexcept;

  /// Throws UserError where a sample is NaN or infinite, where the disk is full, where a .wav would exceed 4 GiB.
  void write(const float *interleaved, int64_t frames);

  /// Syncs and puts the file in its place. Without it nothing stays. Throws UserError, also for an empty .flac.
  void close();

private:
  struct State;
  std::unique_ptr<State> state;
};

/// Changes the rate of a stream: band-limited interpolation without delay (frame i of the output is at the time
/// i / ratio of the input). The bits do not depend on how the input is cut into pieces.
class Resampler {
public:
  enum class Quality { fast, medium }; // stop band 97 dB, 80 % of the band kept; 121 dB, 90 %

  /// ratio: output rate / input rate, 1/256 to 256; 1 copies. Throws UserError.
  Resampler(double ratio, int64_t channels, Quality quality = Quality::medium);
  ~Resampler();
  Resampler(Resampler &&) noexcept;

  /// Appends to `out` what is ready. last: this piece (which may be empty) ends the stream; the whole output
  /// then has round(ratio * input) frames.
  void push(const float *interleaved, int64_t frames, bool last, std::vector<float> &out);

private:
  struct State;
  std::unique_ptr<State> state;
};

/// The mean of the channels: [frames].
std::vector<float> mono(const Sound &sound);

/// Throws UserError, in the name of a file, where its rate cannot be brought to the other one.
void checkRates(const std::string &who, int64_t from, int64_t to);

/// The sound at another rate. Throws UserError where the rates are more than 256 apart.
Sound resample(const Sound &sound, int64_t rate, Resampler::Quality quality = Resampler::Quality::medium);

} // namespace mf
