#include "training/io/Sound.h"
#include "training/UserError.h"
#include "training/io/SoundChunks.h"
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <samplerate.h>
#include <sndfile.h>
#include <utility>

namespace mf {
namespace {

constexpr int64_t pieceSamples = 1 << 16; // what is read or converted at a time

// libsndfile's view of a C stream: the file, or bytes in memory.
sf_count_t streamSize(void *user) {
  std::FILE *file = static_cast<std::FILE *>(user);
  off_t here = ftello(file);
  fseeko(file, 0, SEEK_END);
  off_t size = ftello(file);
  fseeko(file, here, SEEK_SET);
  return size;
}
sf_count_t streamSeek(sf_count_t offset, int from, void *user) {
  std::FILE *file = static_cast<std::FILE *>(user);
  return fseeko(file, offset, from) ? -1 : ftello(file);
}
sf_count_t streamRead(void *out, sf_count_t count, void *user) {
  std::FILE *file = static_cast<std::FILE *>(user);
  bool begins = ftello(file) == 0;
  sf_count_t done = sf_count_t(std::fread(out, 1, size_t(count), file));
  if (begins && done >= 4 && std::memcmp(out, "BW64", 4) == 0) // RF64 by a newer name, which libsndfile 1.2 does not know
    std::memcpy(out, "RF64", 4);
  return done;
}
sf_count_t streamTell(void *user) { return ftello(static_cast<std::FILE *>(user)); }

void checkFinite(const std::string &who, const float *samples, int64_t count, int64_t channels, int64_t firstFrame) {
  for (int64_t i = 0; i < count; ++i)
    if (!std::isfinite(samples[i]))
      throw UserError(who + ": frame " + std::to_string(firstFrame + i / channels) + ", channel " + std::to_string(i % channels) +
                      ": expected a finite sample, got " + (std::isnan(samples[i]) ? "NaN" : "infinity"));
}

Sound readAll(SoundReader reader) {
  Sound sound{reader.rate(), reader.channels(), {}};
  int64_t piece = std::max<int64_t>(1, pieceSamples / sound.channels);
  // grows with what is there: a header may say anything
  for (int64_t done = 1; done > 0;) {
    size_t used = sound.samples.size();
    sound.samples.resize(used + size_t(piece * sound.channels));
    done = reader.read(sound.samples.data() + used, piece);
    sound.samples.resize(used + size_t(done * sound.channels));
  }
  return sound;
}

/// libsndfile's name of the format that a file name asks for.
int formatOf(const std::string &path) {
  static const std::pair<const char *, int> formats[] = {{".wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16},
                                                         {".flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
                                                         {".ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS}};
  for (const auto &[suffix, format] : formats)
    if (path.ends_with(suffix))
      return format;
  throw UserError(path + ": expected a name that ends in .wav, .flac or .ogg");
}

} // namespace

// -- reading -------------------------------------------------------------------------------------

struct SoundReader::State {
  std::string who;
  std::FILE *stream;
  SNDFILE *file = nullptr;
  SF_INFO info{};
  int64_t at = 0;

  State(std::string name, std::FILE *opened) : who(std::move(name)), stream(opened) {
    if (!stream)
      throw UserError(who + ": cannot be opened: " + std::strerror(errno));
    try {
      start();
    } catch (...) {
      finish();
      throw;
    }
  }
  ~State() { finish(); }
  State(const State &) = delete;

  void start() {
    bool hasData = checkContainer(who, stream);
    std::rewind(stream);
    SF_VIRTUAL_IO io{streamSize, streamSeek, streamRead, nullptr, streamTell};
    file = sf_open_virtual(&io, SFM_READ, &info, stream);
    if (!file)
      throw UserError(who + ": damaged or foreign sound file: " + problem());
    if (info.channels < 1 || info.samplerate < 1)
      throw UserError(who + ": damaged sound file: " + std::to_string(info.channels) + " channels, " +
                      std::to_string(info.samplerate) + " Hz");
    if (!hasData && info.frames == 0)
      throw UserError(who + ": truncated file: it has no data");
  }
  /// What libsndfile says, in one line.
  std::string problem() const {
    std::string text = sf_strerror(file);
    if (text.starts_with("Error : "))
      text.erase(0, 8);
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (!text.empty() && (text.back() == '.' || text.back() == ' '))
      text.pop_back();
    return text;
  }
  void finish() {
    if (file)
      sf_close(file);
    std::fclose(stream);
  }
};

SoundReader::SoundReader(const std::string &path) : state(new State(path, std::fopen(path.c_str(), "rbe"))) {}
SoundReader::SoundReader(const std::string &who, std::span<const std::byte> bytes)
    : state(new State(who, fmemopen(const_cast<std::byte *>(bytes.data()), bytes.size(), "rb"))) {}
SoundReader::~SoundReader() = default;
SoundReader::SoundReader(SoundReader &&) noexcept = default;

int64_t SoundReader::rate() const { return state->info.samplerate; }
int64_t SoundReader::channels() const { return state->info.channels; }

// a FLAC stream of unknown length has the largest count
int64_t SoundReader::frames() const { return state->info.frames == SF_COUNT_MAX ? -1 : int64_t(state->info.frames); }

int64_t SoundReader::read(float *interleaved, int64_t count) {
  int64_t done = sf_readf_float(state->file, interleaved, count);
  if (sf_error(state->file))
    throw UserError(state->who + ": damaged sound file: frame " + std::to_string(state->at + done) + ": " + state->problem());
  checkFinite(state->who, interleaved, done * channels(), channels(), state->at);
  state->at += done;
  if (done < count && state->at < frames())
    throw UserError(state->who + ": truncated or damaged sound file: expected " + std::to_string(frames()) + " frames, got " +
                    std::to_string(state->at));
  return done;
}

Sound readSound(const std::string &path) { return readAll(SoundReader(path)); }
Sound parseSound(const std::string &who, std::span<const std::byte> bytes) { return readAll(SoundReader(who, bytes)); }

// -- writing -------------------------------------------------------------------------------------

struct SoundWriter::State {
  AtomicFile out;
  SNDFILE *file = nullptr;
  SF_INFO info{};
  int64_t at = 0;
  std::vector<int16_t> piece;

  State(const std::string &path, int64_t rate, int64_t channels, int format) : out(path) {
    info.samplerate = int(std::min<int64_t>(rate, INT32_MAX));
    info.channels = int(std::min<int64_t>(channels, INT32_MAX));
    info.format = format;
    file = sf_open_fd(out.descriptor(), SFM_WRITE, &info, SF_FALSE);
    if (!file)
      throw UserError(path + ": the format cannot hold " + std::to_string(channels) + " channels at " + std::to_string(rate) + " Hz");
  }
  ~State() {
    if (file)
      sf_close(file);
  }
  State(const State &) = delete;

  bool pcm() const { return (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16; }
  void fail() const { throw UserError(out.path() + ": cannot be written: " + (errno ? std::strerror(errno) : sf_strerror(file))); }

  /// Rounds to the nearest of 2^16 steps; libsndfile's own conversion rounds down.
  int64_t writePcm(const float *samples, int64_t frames) {
    piece.resize(size_t(frames * info.channels));
    for (size_t i = 0; i < piece.size(); ++i)
      piece[i] = int16_t(std::clamp(std::lrint(double(samples[i]) * 32768), -32768l, 32767l));
    return sf_writef_short(file, piece.data(), frames);
  }
};

SoundWriter::SoundWriter(const std::string &path, int64_t rate, int64_t channels)
    : state(new State(path, rate, channels, formatOf(path))) {}
SoundWriter::~SoundWriter() = default;
SoundWriter::SoundWriter(SoundWriter &&) noexcept = default;

void SoundWriter::write(const float *interleaved, int64_t frames) {
  int64_t channels = state->info.channels, most = std::max<int64_t>(1, pieceSamples / channels);
  bool wav = (state->info.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV;
  if (wav && (state->at + frames) * channels * 2 > int64_t(UINT32_MAX) - 4096)
    throw UserError(state->out.path() + ": a WAV file holds at most 4 GiB; use .flac");
  checkFinite(state->out.path(), interleaved, frames * channels, channels, state->at);
  for (int64_t done = 0; done < frames;) {
    int64_t count = std::min(most, frames - done);
    const float *from = interleaved + done * channels;
    errno = 0;
    if ((state->pcm() ? state->writePcm(from, count) : sf_writef_float(state->file, from, count)) != count)
      state->fail();
    done += count;
  }
  state->at += frames;
}

void SoundWriter::close() {
  // libsndfile begins a FLAC file at its first frame
  if (!state->at && (state->info.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC)
    throw UserError(state->out.path() + ": a FLAC file holds at least one frame; use .wav");
  errno = 0;
  int failed = sf_close(std::exchange(state->file, nullptr));
  if (failed)
    throw UserError(state->out.path() + ": cannot be written: " + sf_error_number(failed));
  state->out.commit();
}

void writeSound(const std::string &path, const Sound &sound) {
  SoundWriter writer(path, sound.rate, sound.channels);
  writer.write(sound.samples.data(), sound.frames());
  writer.close();
}

// -- rates ---------------------------------------------------------------------------------------

struct Resampler::State {
  double ratio;
  int64_t channels, taken = 0, given = 0; // frames
  SRC_STATE *converter = nullptr;
  std::vector<float> piece = std::vector<float>(4096);

  ~State() { src_delete(converter); }

  /// Converts frames that are followed by more.
  void convert(const float *in, int64_t frames, std::vector<float> &out) {
    SRC_DATA data{};
    data.data_in = in;
    data.input_frames = long(frames);
    data.src_ratio = ratio;
    do {
      data.data_out = piece.data();
      data.output_frames = long(int64_t(piece.size()) / channels);
      if (int error = src_process(converter, &data))
        throw UserError(std::string("resampling: ") + src_strerror(error));
      out.insert(out.end(), piece.begin(), piece.begin() + data.output_frames_gen * channels);
      given += data.output_frames_gen;
      data.data_in += data.input_frames_used * channels;
      data.input_frames -= data.input_frames_used;
    } while (data.input_frames > 0 || data.output_frames_gen > 0);
  }

  /// Silence behind the end brings out what the filter holds; what is too much is dropped.
  void finish(std::vector<float> &out) {
    int64_t wanted = std::llround(ratio * double(taken));
    std::vector<float> silence(size_t(1024 * channels));
    while (given < wanted)
      convert(silence.data(), 1024, out);
    out.resize(out.size() - size_t((given - wanted) * channels));
    given = wanted;
  }
};

Resampler::Resampler(double ratio, int64_t channels, Quality quality) : state(new State{ratio, channels}) {
  if (!(ratio >= 1.0 / 256 && ratio <= 256))
    throw UserError("resampling: expected a ratio of rates from 1/256 to 256, got " + std::to_string(ratio));
  if (channels < 1 || channels > 128)
    throw UserError("resampling: expected 1 to 128 channels, got " + std::to_string(channels));
  if (ratio == 1)
    return;
  int error = 0;
  state->converter = src_new(quality == Quality::fast ? SRC_SINC_FASTEST : SRC_SINC_MEDIUM_QUALITY, int(channels), &error);
  if (!state->converter)
    throw UserError(std::string("resampling: ") + src_strerror(error));
}
Resampler::~Resampler() = default;
Resampler::Resampler(Resampler &&) noexcept = default;

void Resampler::push(const float *interleaved, int64_t frames, bool last, std::vector<float> &out) {
  if (!state->converter) {
    out.insert(out.end(), interleaved, interleaved + frames * state->channels);
    return;
  }
  state->taken += frames;
  if (frames)
    state->convert(interleaved, frames, out);
  if (last)
    state->finish(out);
}

std::vector<float> mono(const Sound &sound) {
  std::vector<float> out(size_t(sound.frames()));
  for (size_t i = 0; i < out.size(); ++i) {
    double sum = 0;
    for (size_t c = 0; c < size_t(sound.channels); ++c)
      sum += sound.samples[i * size_t(sound.channels) + c];
    out[i] = float(sum / double(sound.channels));
  }
  return out;
}

void checkRates(const std::string &who, int64_t from, int64_t to) {
  if (from < 1 || double(to) / double(from) > 256 || double(from) / double(to) > 256)
    throw UserError(who + ": its rate is " + std::to_string(from) + " Hz: expected one that is at most 256 times more or less than " + std::to_string(to) + " Hz");
}

Sound resample(const Sound &sound, int64_t rate, Resampler::Quality quality) {
  Sound out{rate, sound.channels, {}};
  Resampler resampler(double(rate) / double(sound.rate), sound.channels, quality);
  resampler.push(sound.samples.data(), sound.frames(), true, out.samples);
  return out;
}

} // namespace mf
