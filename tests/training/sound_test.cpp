// Sound files and sampling rates.
#include "tests/training/Helpers.h"
#include "training/data/Random.h"
#include "training/io/Sound.h"
#include "training/io/Spectrogram.h"
#include <cmath>
#include <cstring>
#include <numbers>
#include <sndfile.h>
#include <span>
#include <tuple>
using Catch::Matchers::Contains;
using namespace mf;

static Sound noise(int64_t frames, int64_t channels, int64_t rate = 24000) {
  Sound sound{rate, channels, {}};
  Stream random(5);
  for (int64_t i = 0; i < frames * channels; ++i)
    sound.samples.push_back(float(random.uniform(-0.9, 0.9)));
  return sound;
}

// Writes by libsndfile itself, in a format that the writer under test does not have.
static void writeAs(const std::string &path, const Sound &sound, int format) {
  SF_INFO info{};
  info.samplerate = int(sound.rate);
  info.channels = int(sound.channels);
  info.format = format;
  SNDFILE *file = sf_open(path.c_str(), SFM_WRITE, &info);
  REQUIRE(file);
  REQUIRE(sf_writef_float(file, sound.samples.data(), sound.frames()) == sound.frames());
  sf_close(file);
}

static double worst(const std::vector<float> &a, const std::vector<float> &b) {
  REQUIRE(a.size() == b.size());
  double most = 0;
  for (size_t i = 0; i < a.size(); ++i)
    most = std::max(most, std::fabs(double(a[i]) - double(b[i])));
  return most;
}

// A WAV file by hand: format 1 PCM, 3 float; the data chunk claims `claimed` bytes.
static std::string wav(const std::string &data, int format = 1, int bits = 16, int channels = 1, int64_t claimed = -1) {
  auto number = [](int64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i)
      text += char(value >> 8 * i);
    return text;
  };
  int block = channels * bits / 8;
  std::string chunk = "WAVEfmt " + number(16, 4) + number(format, 2) + number(channels, 2) + number(8000, 4) +
                      number(8000 * block, 4) + number(block, 2) + number(bits, 2) + "data" +
                      number(claimed < 0 ? int64_t(data.size()) : claimed, 4) + data;
  return "RIFF" + number(int64_t(chunk.size()), 4) + chunk;
}

static std::string refused(const std::string &bytes) {
  return userError([&] { parseSound("a.wav", {reinterpret_cast<const std::byte *>(bytes.data()), bytes.size()}); });
}

TEST_CASE("sound files go round") {
  Folder folder;
  for (int64_t channels = 1; channels <= 8; ++channels)
    for (const char *name : {"a.wav", "a.flac", "a.ogg"}) {
      INFO(name << ", " << channels << " channels");
      Sound sound = noise(3000, channels);
      writeSound(folder / name, sound);
      Sound back = readSound(folder / name);
      CHECK(back.rate == 24000);
      CHECK(back.channels == channels);
      REQUIRE(back.frames() == 3000);
      if (std::strcmp(name, "a.ogg") != 0) {
        CHECK(worst(back.samples, sound.samples) <= 0.5 / 32768 + 1e-9);
        writeSound(folder / name, back); // what is 16 bit already stays as it is
        CHECK(readSound(folder / name).samples == back.samples);
      }
    }
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 3); // nothing is left beside them
}

TEST_CASE("the widths that WAV files have") {
  Folder folder;
  Sound sound = noise(1000, 2);
  struct {
    int format;
    double error;
  } formats[] = {{SF_FORMAT_PCM_U8, 1.5 / 128},        {SF_FORMAT_PCM_16, 1.5 / 32768}, {SF_FORMAT_PCM_24, 1.5 / (1 << 23)},
                 {SF_FORMAT_PCM_32, 1.0 / (1 << 23)}, {SF_FORMAT_FLOAT, 0},             {SF_FORMAT_DOUBLE, 0}};
  for (auto [format, error] : formats) {
    INFO(format);
    writeAs(folder / "a.wav", sound, SF_FORMAT_WAV | format);
    CHECK(worst(readSound(folder / "a.wav").samples, sound.samples) <= error);
  }
  for (float &sample : sound.samples) // beyond full scale
    sample *= 10;
  writeAs(folder / "a.wav", sound, SF_FORMAT_WAV | SF_FORMAT_FLOAT);
  CHECK(readSound(folder / "a.wav").samples == sound.samples);
  writeSound(folder / "b.wav", sound); // 16 bit: clipped, not wrapped
  for (auto [i, sample] = std::pair(size_t(0), 0.f); float got : readSound(folder / "b.wav").samples) {
    sample = sound.samples[i++];
    CHECK(std::fabs(got - std::clamp(sample, -1.f, 32767 / 32768.f)) <= 0.5f / 32768 + 1e-7f);
  }
}

TEST_CASE("nothing, one sample and silence are sounds too") {
  Folder folder;
  for (const char *name : {"a.wav", "a.flac", "a.ogg"})
    for (size_t frames : {0, 1, 500}) {
      INFO(name << ", " << frames << " frames");
      if (!frames && std::strcmp(name, "a.flac") == 0)
        continue;
      writeSound(folder / name, {8000, 1, std::vector<float>(frames)});
      Sound back = readSound(folder / name);
      CHECK(back.samples == std::vector<float>(frames));
      CHECK(resample(back, 24000).frames() == int64_t(3 * frames));
    }
  CHECK_THAT(userError([&] { writeSound(folder / "b.flac", {8000, 1, {}}); }), Contains("b.flac: a FLAC file holds at least one frame"));
}

TEST_CASE("pieces give the same as the whole") {
  Folder folder;
  Sound sound = noise(5000, 3);
  SoundWriter writer(folder / "a.wav", sound.rate, sound.channels);
  for (int64_t at = 0; at < 5000; at += 777)
    writer.write(sound.samples.data() + at * 3, std::min<int64_t>(777, 5000 - at));
  CHECK_FALSE(std::filesystem::exists(folder / "a.wav"));
  writer.close();
  SoundReader reader(folder / "a.wav");
  CHECK(reader.frames() == 5000);
  std::vector<float> all, piece(700 * 3);
  for (int64_t got; (got = reader.read(piece.data(), 700)) > 0;)
    all.insert(all.end(), piece.begin(), piece.begin() + got * 3);
  writeSound(folder / "b.wav", sound);
  CHECK(all == readSound(folder / "b.wav").samples);
}

TEST_CASE("bad sound files are refused in one line") {
  Folder folder;
  CHECK_THAT(userError([&] { readSound(folder / "none.wav"); }), Contains("none.wav: cannot be opened: No such file"));
  CHECK_THAT(userError([&] { readSound(folder.path); }), Contains(": cannot be read: Is a directory"));
  CHECK(refused("") == "a.wav: not a sound file: expected WAV (RF64, BW64, W64), FLAC, OGG, MP3, AIFF or CAF");
  CHECK(refused("<html>no sound</html>") == "a.wav: not a sound file: expected WAV (RF64, BW64, W64), FLAC, OGG, MP3, AIFF or CAF");
  std::string good = wav(std::string(1000, 'x'));
  CHECK(refused(good) == "(no error)");
  CHECK(refused(good.substr(0, 600)) == "a.wav: truncated or damaged WAV file: expected 1000 bytes of data, got 556");
  for (size_t size = 0; size < 44; ++size)
    CHECK(refused(good.substr(0, size)) != "(no error)");
  CHECK_THAT(refused("RIFF....AVI nothing"), Contains("a.wav: damaged or foreign sound file: "));
  CHECK_THAT(refused("fLaC nothing of a flac file "), Contains("a.wav: damaged or foreign sound file: "));
  CHECK_THAT(refused("OggS nothing of an ogg file "), Contains("a.wav: damaged or foreign sound file: "));
  CHECK(refused(wav("xy", 1, 16, 1, 0x7ffffffe)) == "(no error)"); // to the end, as a pipe leaves it
  CHECK_THAT(refused(wav("xy", 1, 16, 1, 0x10000000)), Contains("expected 268435456 bytes of data, got 2"));
  CHECK_THAT(refused(good + "LIST" + std::string(8, '\x70')), Contains("expected 1886417008 bytes of a chunk, got 4"));
  writeSound(folder / "a.flac", noise(20000, 1));
  std::string flac = readFile(folder / "a.flac");
  CHECK_THAT(refused(flac.substr(0, flac.size() / 2)), Contains("a.wav: damaged sound file: frame 8192: flac decoder lost sync"));
}

TEST_CASE("every container is read, and refused where it is cut") {
  Folder folder;
  Sound sound = noise(9000, 2);
  // full scale of 16 bits, half a step of rounding; MP3 changes what it keeps
  const std::tuple<const char *, int, double> formats[] = {
      {"RF64", SF_FORMAT_RF64 | SF_FORMAT_PCM_16, 5e-5}, {"W64", SF_FORMAT_W64 | SF_FORMAT_PCM_16, 5e-5},   {"AIFF", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 5e-5},
      {"CAF", SF_FORMAT_CAF | SF_FORMAT_PCM_16, 5e-5},   {"WAV", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, 1e-6}};
  for (const auto &[name, format, most] : formats) {
    INFO(name);
    writeAs(folder / "a", sound, format);
    Sound back = readSound(folder / "a");
    CHECK(back.rate == 24000);
    CHECK(back.channels == 2);
    CHECK(worst(back.samples, sound.samples) < most);
    std::string bytes = readFile(folder / "a");
    CHECK_THAT(refused(bytes.substr(0, bytes.size() / 2)), Contains("a.wav: truncated or damaged " + std::string(name) + " file: expected "));
  }
  std::string rf64 = (writeAs(folder / "b", sound, SF_FORMAT_RF64 | SF_FORMAT_PCM_16), readFile(folder / "b"));
  std::string bw64 = "BW64" + rf64.substr(4);
  CHECK(worst(parseSound("b", std::as_bytes(std::span(bw64))).samples, sound.samples) < 5e-5);
}

TEST_CASE("MP3 is read") {
  Folder folder;
  Sound sound{24000, 1, {}};
  for (int i = 0; i < 24000; ++i)
    sound.samples.push_back(0.5f * float(std::sin(2 * std::numbers::pi * 440 * i / 24000)));
  writeAs(folder / "a.mp3", sound, SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III);
  Sound back = readSound(folder / "a.mp3");
  CHECK(back.rate == 24000);
  CHECK(std::abs(back.frames() - 24000) < 3000); // whole frames, and the encoder's delay
  double power = 0;
  for (float x : back.samples)
    power += double(x) * x;
  CHECK(std::sqrt(power / 24000) == Approx(0.5 / std::sqrt(2)).epsilon(0.05));
}

// What a program leaves that writes RF64 to a pipe, and a copy that was cut off: EBU Tech 3306 has the sizes in the chunk ds64.
TEST_CASE("RF64 that does not say its length, or says too much") {
  auto rf64 = [](uint64_t frames, const std::string &data) {
    auto number = [](uint64_t value, int bytes) {
      std::string text;
      for (int i = 0; i < bytes; ++i)
        text += char(value >> 8 * i);
      return text;
    };
    return "RF64" + number(UINT32_MAX, 4) + "WAVEds64" + number(28, 4) + number(frames ? frames * 2 + 72 : 0, 8) + number(frames * 2, 8) + number(frames, 8) +
           number(0, 4) + "fmt " + number(16, 4) + number(1, 2) + number(1, 2) + number(24000, 4) + number(48000, 4) + number(2, 2) + number(16, 2) + "data" +
           number(UINT32_MAX, 4) + data;
  };
  CHECK(refused(rf64(1000, std::string(2000, 'x'))) == "(no error)");
  CHECK(refused(rf64(30000, std::string(40000, 'x'))) == "a.wav: truncated or damaged RF64 file: expected 60000 bytes of data, got 40000");
  CHECK(refused(rf64(0, std::string(60000, 'x'))) ==
        "a.wav: RF64 file that does not say how long it is, as a pipe leaves it: write it anew, as with ffmpeg -i OLD NEW.wav");
}

TEST_CASE("a rate that cannot be brought to another names the file") {
  checkRates("a.wav", 8000, 24000);
  CHECK(userError([] { checkRates("a.wav", 1, 24000); }) == "a.wav: its rate is 1 Hz: expected one that is at most 256 times more or less than 24000 Hz");
  std::string zero = wav(std::string(1000, 'x'));
  zero.replace(24, 4, std::string(4, 0));
  CHECK_THAT(refused(zero), Contains("a.wav: "));
}

TEST_CASE("NaN and infinity are refused with their place") {
  Folder folder;
  std::vector<float> samples(20000, 0.25f);
  samples[15001] = NAN;
  std::string data(reinterpret_cast<const char *>(samples.data()), samples.size() * 4);
  CHECK(refused(wav(data, 3, 32, 2)) == "a.wav: frame 7500, channel 1: expected a finite sample, got NaN");
  samples[15001] = -INFINITY;
  Sound sound{8000, 2, samples};
  CHECK(userError([&] { writeSound(folder / "a.wav", sound); }) ==
        folder / "a.wav" + ": frame 7500, channel 1: expected a finite sample, got infinity");
  CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("what cannot be written is said") {
  Folder folder;
  auto writing = [&](const std::string &path, Sound sound) { return userError([&] { writeSound(path, sound); }); };
  CHECK(writing("a.mp3", noise(1, 1)) == "a.mp3: expected a name that ends in .wav, .flac or .ogg");
  CHECK_THAT(writing("/no/such/folder/a.wav", noise(1, 1)), Contains("cannot be written: No such file"));
  CHECK_THAT(writing(folder / "a.flac", noise(1, 9)), Contains("the format cannot hold 9 channels at 24000 Hz"));
  writeFile(folder / "a.wav", "older");
  { SoundWriter unfinished(folder / "a.wav", 8000, 1); }
  CHECK(readFile(folder / "a.wav") == "older");
}

TEST_CASE("resampling keeps the time, the length and the sound") {
  for (auto quality : {Resampler::Quality::fast, Resampler::Quality::medium})
    for (auto [from, to] : {std::pair(8000, 24000), {48000, 24000}, {44100, 24000}, {24000, 44100}, {16000, 8000}}) {
      INFO(from << " to " << to);
      auto tone = [](int64_t frames, int64_t rate) {
        Sound sound{rate, 1, {}};
        for (int64_t i = 0; i < frames; ++i)
          sound.samples.push_back(0.7f * float(std::sin(2 * std::numbers::pi * 1000 * double(i) / double(rate) + 0.3)));
        return sound;
      };
      Sound in = tone(from / 2 + 1, from), out = resample(in, to, quality);
      REQUIRE(out.frames() == std::llround(double(in.frames()) * to / from));
      Sound expected = tone(out.frames(), to);
      double most = 0; // away from the ends, where the tone sets in
      for (int64_t i = to / 50; i < out.frames() - to / 50; ++i)
        most = std::max(most, std::fabs(double(out.samples[size_t(i)]) - expected.samples[size_t(i)]));
      CHECK(most < (quality == Resampler::Quality::fast ? 2e-4 : 2e-5));
    }
}

TEST_CASE("a resampled stream has the bits of the whole, and the exact length") {
  Sound sound = noise(10007, 2, 44100);
  for (double ratio : {24000 / 44100.0, 48000 / 44100.0, 1.0, 0.01, 7.0}) {
    INFO(ratio);
    std::vector<float> whole;
    Resampler one(ratio, 2);
    one.push(sound.samples.data(), sound.frames(), true, whole);
    CHECK(whole.size() == size_t(2 * std::llround(ratio * 10007)));
    for (int64_t step : {1, 100, 4096}) {
      std::vector<float> out;
      Resampler pieces(ratio, 2);
      for (int64_t at = 0; at < sound.frames(); at += step)
        pieces.push(sound.samples.data() + at * 2, std::min(step, sound.frames() - at), false, out);
      pieces.push(nullptr, 0, true, out);
      CHECK(out == whole);
    }
  }
  for (int64_t frames = 0; frames < 50; ++frames)
    CHECK(resample(noise(frames, 1, 44100), 24000).frames() == std::llround(double(frames) * 24000 / 44100));
  CHECK_THAT(userError([] { Resampler(300, 1); }), Contains("expected a ratio of rates from 1/256 to 256, got 300"));
  CHECK_THAT(userError([] { Resampler(2, 0); }), Contains("expected 1 to 128 channels, got 0"));
}

TEST_CASE("a spectrogram shows a tone where it is") {
  std::vector<float> x(4096);
  for (size_t i = 2048; i < 4096; ++i) // a quarter of the rate, in the second half
    x[i] = float(std::sin(std::numbers::pi / 2 * double(i) + 0.4));
  std::vector<float> picture = spectrogram(x, 64, 32);
  REQUIRE(picture.size() == 64 * 32);
  for (size_t column = 4; column < 28; ++column)
    for (size_t row = 0; row < 64; ++row) {
      float level = picture[row * 32 + column];
      if (column >= 18 && row == 31)
        CHECK(level == Approx(1).margin(0.01)); // full scale
      else if (column < 14 || (column >= 18 && (row < 29 || row > 34)))
        CHECK(level == -1);
    }
  x[100] = NAN;
  picture = spectrogram(x, 64, 32);
  CHECK(std::isnan(picture[5 * 32]));
  CHECK_FALSE(std::isnan(picture[5 * 32 + 20]));
  CHECK(spectrogram({}, 8, 8) == std::vector<float>(64, -1.0f));
}

TEST_CASE("mono is the mean of the channels") {
  CHECK(mono({8000, 3, {0.3f, 0.6f, 0.9f, 0, 0, -0.3f}}) == std::vector<float>{0.6f, -0.1f});
}
