// Range coder, streams and the codec of sound, with a program written by hand in C (codec.c).
#include "tests/training/Helpers.h"
#include "training/codec/Codec.h"
#include "training/io/File.h"
#include <cmath>
#include <cstring>
#include <numbers>
#include <random>
using Catch::Matchers::Contains;
using namespace mf;

namespace {

constexpr DigitModel allModels[] = {DigitModel::uniform, DigitModel::adaptive, DigitModel::previous};

/// Digits [count / dims, dims]; `skew` draws bunch them at small values.
std::vector<int32_t> randomDigits(size_t count, const std::vector<int32_t> &levels, int skew, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<int32_t> digits;
  for (size_t i = 0; i < count; ++i) {
    uint32_t limit = uint32_t(levels[i % levels.size()]), digit = uint32_t(random()) % limit;
    for (int k = 1; k < skew; ++k)
      digit = std::min(digit, uint32_t(random()) % limit);
    digits.push_back(int32_t(digit));
  }
  return digits;
}

/// The digits of tests/fuzz/make_corpus.py.
std::vector<int32_t> corpusDigits(size_t count, const std::vector<int32_t> &levels, uint32_t skew) {
  std::vector<int32_t> digits;
  uint32_t state = 1;
  for (size_t i = 0; i < count; ++i) {
    state = (state * 1103515245u + 12345u) % (1u << 31);
    digits.push_back((state >> 20) % skew == 0 ? int32_t((state >> 8) % uint32_t(levels[i % levels.size()])) : 0);
  }
  return digits;
}

/// Bits of the digits by their frequencies in hindsight, each dimension apart.
double entropyBits(const std::vector<int32_t> &digits, const std::vector<int32_t> &levels) {
  double bits = 0;
  for (size_t dim = 0; dim < levels.size(); ++dim) {
    std::vector<double> counts(size_t(levels[dim]), 0.0);
    double all = 0;
    for (size_t i = dim; i < digits.size(); i += levels.size(), ++all)
      ++counts[size_t(digits[i])];
    for (double count : counts)
      bits -= count ? count * std::log2(count / all) : 0;
  }
  return bits;
}

void roundTrip(const std::vector<int32_t> &digits, const std::vector<int32_t> &levels) {
  for (DigitModel model : allModels) {
    if (!fits(model, levels))
      continue;
    std::vector<uint8_t> bytes = encodeDigits(digits, levels, model);
    std::vector<int32_t> back(digits.size(), -1);
    decodeDigits(bytes, levels, model, back);
    CAPTURE(int(model), levels, digits.size());
    REQUIRE(back == digits);
  }
}

std::vector<uint8_t> fileBytes(const std::string &path) {
  std::string text = readFile(path);
  return {text.begin(), text.end()};
}

StreamHeader smallHeader() { return {8000, 8000, 1, 0, 16, 4, 5, {8, 5}, 0xfeedfacecafebeef}; }

/// A stream of so many pieces of random digits.
std::vector<uint8_t> smallStream(const std::string &path, int64_t pieces, uint32_t seed = 1) {
  StreamHeader header = smallHeader();
  BitstreamWriter writer(path, header);
  std::vector<int32_t> digits = randomDigits(size_t(pieces * header.digits()), header.levels, 3, seed);
  for (int64_t i = 0; i < pieces; ++i)
    writer.write(std::span(digits).subspan(size_t(i * header.digits()), size_t(header.digits())));
  writer.close(pieces ? 16 + 12 * (pieces - 1) : 0);
  return fileBytes(path);
}

/// Reads a stream to its end; the text of its error, or the number of digits.
std::string readAll(const std::vector<uint8_t> &bytes) {
  size_t total = 0;
  std::string error = userError([&] {
    BitstreamReader reader("x.mfc", bytes);
    for (std::vector<int32_t> digits; reader.next(digits);)
      total += digits.size();
  });
  return error == "(no error)" ? std::to_string(total) : error;
}

// -- a run of the toy codec ----------------------------------------------------------------------

constexpr int64_t toyRate = 8000, toyPiece = 64, toyOverlap = 16, toyBatch = 4;

nlohmann::ordered_json toyInfo() {
  return {{"signal", {{"height", 1}, {"width", toyPiece}, {"channels", 1}, {"sample_rate", toyRate}}},
          {"codec", {{"levels", {32, 1, 32}}, {"vectors", toyPiece}, {"overlap", toyOverlap}}}};
}

RunFolder toyRun(const std::string &path, const std::string &program = "codec", int seed = 0) {
  RunFolder folder = RunFolder::create(path);
  std::filesystem::copy_file(std::string(ARTIFACTS) + program + ".mfa", folder.artifact());
  LoadedProgram loaded(folder.artifact(), 1);
  Array value = Array::zeros(MF_I32, {});
  *value.as<int32_t>() = seed;
  if (loaded.has("encode"))
    loaded.call("init", {{"seed", value}});
  loaded.saveState(folder.checkpoint(7), CheckpointInfo{.step = 7}.metadata());
  folder.writeInfo(toyInfo());
  return folder;
}

/// Channel c a sine of (c + 1) * 110 Hz; not zero at the start.
Sound sines(int64_t rate, int64_t channels, int64_t frames) {
  Sound sound{rate, channels, {}};
  for (int64_t i = 0; i < frames; ++i)
    for (int64_t c = 0; c < channels; ++c)
      sound.samples.push_back(float(0.8 * std::sin(2 * std::numbers::pi * 110 * double(c + 1) * double(i) / double(rate) + 1)));
  return sound;
}

double snr(const Sound &sound, const Sound &other) {
  double signal = 0, noise = 0;
  for (size_t i = 0; i < sound.samples.size(); ++i) {
    signal += std::pow(sound.samples[i], 2);
    noise += std::pow(sound.samples[i] - other.samples[i], 2);
  }
  return 10 * std::log10(signal / noise);
}

struct Toy {
  Folder folder;
  RunFolder run = toyRun(folder / "run");
  CodecModel model{run, "last", 1};
  std::string in = folder / "in.wav", stream = folder / "x.mfc", out = folder / "out.wav";

  /// A sound through the codec and back.
  Sound through(const Sound &sound, const DecodeOptions &options = {}) {
    writeSound(in, sound);
    CodecReport there = encodeSound(model, in, stream), back = decodeSound(model, stream, out, options);
    CHECK(there.pieces == back.pieces);
    CHECK(there.bytes == int64_t(std::filesystem::file_size(stream)));
    CHECK(there.bytes == back.bytes);
    CHECK(back.frames == sound.frames());
    Sound result = readSound(out);
    CHECK(result.rate == sound.rate);
    CHECK(result.channels == sound.channels);
    REQUIRE(result.frames() == sound.frames());
    return result;
  }
};

/// Peak of resident memory since the last call, in KiB.
int64_t peakMemory() {
  std::ifstream status("/proc/self/status");
  int64_t peak = 0;
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:"))
      peak = std::atoll(line.c_str() + 6);
  std::ofstream("/proc/self/clear_refs") << "5";
  return peak;
}

} // namespace

// -- range coder ---------------------------------------------------------------------------------

TEST_CASE("digits come back from the range coder") {
  for (int skew : {1, 4, 40})
    for (size_t vectors : {0, 1, 2, 3, 10, 1000, 20000})
      for (const std::vector<int32_t> &levels : std::vector<std::vector<int32_t>>{{8, 8, 8, 5, 5}, {2}, {1}, {1, 7, 1}, {256, 3}, {maxLevels}})
        roundTrip(randomDigits(vectors * levels.size(), levels, skew, uint32_t(skew)), levels);
}

TEST_CASE("carries run through bytes of ones") {
  // a rare first or last digit after a long run keeps the low end near a carry
  for (uint32_t seed = 0; seed < 300; ++seed) {
    std::vector<int32_t> digits = randomDigits(400, {5}, 1, seed);
    for (size_t i = 0; i < digits.size(); ++i)
      digits[i] = digits[i] == 0 && i % 7 == seed % 7 ? 0 : 4;
    roundTrip(digits, {5});
  }
  std::vector<uint8_t> bytes;
  for (uint32_t last : {0u, 1u}) {
    RangeEncoder coder; // 0.999..., then over it
    for (int i = 0; i < 40; ++i)
      coder.encode(65534, 1, 65536);
    coder.encode(last * 65535, 1, 65536);
    bytes = coder.finish();
    RangeDecoder decoder(bytes);
    for (int i = 0; i < 40; ++i) {
      REQUIRE(decoder.peek(65536) == 65534);
      decoder.consume(65534, 1);
    }
    CHECK(decoder.peek(65536) == last * 65535);
  }
}

TEST_CASE("the adaptive coder comes near the entropy") {
  std::vector<int32_t> levels{8, 8, 8, 5};
  for (int skew : {1, 3, 8}) {
    std::vector<int32_t> digits = randomDigits(40000, levels, skew, 5);
    double bits = 8 * double(encodeDigits(digits, levels, DigitModel::adaptive).size());
    CHECK(bits > 0.99 * entropyBits(digits, levels));
    CHECK(bits < 1.01 * entropyBits(digits, levels) + 200);
  }
  // equal digits cost log2(levels), whatever is drawn
  std::vector<int32_t> digits = randomDigits(40000, levels, 1, 6);
  CHECK(8.0 * double(encodeDigits(digits, levels, DigitModel::uniform).size()) == Approx(10000 * (9 + std::log2(5))).epsilon(1e-4));
  CHECK(encodeDigits(std::vector<int32_t>(5000, 0), std::vector<int32_t>{1}, DigitModel::adaptive).size() <= 5);
}

TEST_CASE("digits that hang on those before take less with the model of the previous digit") {
  std::vector<int32_t> levels{8, 8}, digits = randomDigits(16000, levels, 1, 9);
  for (size_t i = 2; i < digits.size(); ++i)
    if (digits[i] > 2)
      digits[i] = digits[i - 2];
  CHECK(double(encodeDigits(digits, levels, DigitModel::previous).size()) <
        0.8 * double(encodeDigits(digits, levels, DigitModel::adaptive).size()));
}

TEST_CASE("any bytes decode to digits in their range") {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    std::vector<uint8_t> bytes(random() % 60);
    for (uint8_t &byte : bytes)
      byte = round % 3 ? uint8_t(random()) : 0xff;
    std::vector<int32_t> levels{7, 1, 30}, digits(300, -1);
    decodeDigits(bytes, levels, allModels[round % 3], digits);
    for (size_t i = 0; i < digits.size(); ++i)
      REQUIRE((digits[i] >= 0 && digits[i] < levels[i % 3]));
  }
}

// -- streams -------------------------------------------------------------------------------------

TEST_CASE("streams have the bytes of an independent writer") {
  // tests/fuzz/make_corpus.py writes them with long integers in place of the carry
  struct Case {
    const char *name;
    StreamHeader header;
    uint32_t skew;
  };
  const Case cases[] = {{"empty.mfc", {24000, 48000, 1, 0, 16, 4, 1, {8, 5}}, 1},
                        {"uniform.mfc", {24000, 48000, 1, 54, 16, 4, 5, {8, 5}}, 1},
                        {"long.mfc", {24000, 48000, 1, 4000, 16, 0, 64, {17}}, 50}};
  Folder folder;
  for (Case c : cases) {
    c.header.fingerprint = 0x0123456789abcdef;
    std::vector<int32_t> digits = corpusDigits(size_t(c.header.pieces() * c.header.digits()), c.header.levels, c.skew);
    BitstreamWriter writer(folder / c.name, c.header);
    for (int64_t i = 0; i < c.header.pieces(); ++i)
      writer.write(std::span(digits).subspan(size_t(i * c.header.digits()), size_t(c.header.digits())));
    int64_t bytes = writer.close(c.header.frames);
    INFO(c.name);
    CHECK(fileBytes(folder / c.name) == fileBytes(std::string(CORPUS) + c.name));
    CHECK(bytes == int64_t(std::filesystem::file_size(folder / c.name)));
  }
}

TEST_CASE("a stream of two channels and two models is read") {
  BitstreamReader reader(std::string(CORPUS) + "stereo.mfc");
  CHECK(reader.header().channels == 2);
  CHECK(reader.header().frames == 2000);
  CHECK(reader.header().originalRate == 48000);
  std::vector<int32_t> digits;
  REQUIRE(reader.next(digits));
  CHECK(digits == corpusDigits(1200, {3, 1, 4}, 9));
  REQUIRE(reader.next(digits));
  CHECK(digits == corpusDigits(12 * 66, {3, 1, 4}, 2));
  CHECK_FALSE(reader.next(digits));
  CHECK_FALSE(reader.next(digits));
}

TEST_CASE("a stream of many blocks comes back, and is there only once it is closed") {
  Folder folder;
  StreamHeader header = smallHeader();
  std::vector<int32_t> digits = randomDigits(10 * 5000, header.levels, 2, 4), back, block;
  {
    BitstreamWriter left(folder / "left.mfc", header);
    left.write(std::span(digits).first(10));
  }
  CHECK(std::filesystem::is_empty(folder.path));
  BitstreamWriter writer(folder / "x.mfc", header);
  for (size_t i = 0; i < 5000; ++i)
    writer.write(std::span(digits).subspan(10 * i, 10));
  CHECK_FALSE(std::filesystem::exists(folder / "x.mfc"));
  writer.close(4 + 12 * 5000);
  BitstreamReader reader(folder / "x.mfc");
  int blocks = 0;
  for (; reader.next(block); ++blocks)
    back.insert(back.end(), block.begin(), block.end());
  CHECK(blocks > 3);
  CHECK(back == digits);
}

TEST_CASE("a damaged stream is refused in one line that says what and where") {
  Folder folder;
  std::vector<uint8_t> good = smallStream(folder / "x.mfc", 2000), bytes;
  CHECK(readAll(good) == "20000");
  CHECK(readAll({}) == "x.mfc: not an .mfc file (mfcc encode makes them)");
  CHECK(readAll({'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'A', 'V', 'E'}) == "x.mfc: not an .mfc file (mfcc encode makes them)");
  CHECK(readAll({good.begin(), good.begin() + 30}) == "x.mfc: truncated in its header: expected 52 more bytes, got 18");
  bytes = good;
  bytes[8] = 2;
  CHECK(readAll(bytes) == "x.mfc: expected version 1 of the format, got 2; it was made by a newer mfcc");
  bytes = good;
  bytes[40] ^= 1; // frames
  CHECK_THAT(readAll(bytes), Contains("x.mfc: damaged header: expected CRC-32 "));
  bytes = good;
  bytes[64 + 12 + 100] ^= 4; // in the payload of block 0
  CHECK_THAT(readAll(bytes), Contains("x.mfc: damaged block 0: expected CRC-32 "));
  bytes = good;
  bytes[good.size() - 20 - 50] ^= 4;
  CHECK_THAT(readAll(bytes), Contains("x.mfc: damaged block 1: expected CRC-32 "));
  CHECK_THAT(readAll({good.begin(), good.end() - 21}), Contains("x.mfc: truncated in block 1: expected "));
  CHECK(readAll({good.begin(), good.end() - 20}) == "x.mfc: truncated: it ends before block 2, without an end marker");
  CHECK(readAll({good.begin(), good.end() - 1}) == "x.mfc: truncated in its end marker: expected 8 more bytes, got 7");
  bytes = good;
  bytes[good.size() - 8] ^= 1;
  CHECK_THAT(readAll(bytes), Contains("x.mfc: damaged end marker: expected CRC-32 "));
  bytes = good;
  bytes.push_back(0);
  CHECK(readAll(bytes) == "x.mfc: damaged: there is more behind its end marker");
  CHECK_THAT(userError([&] { BitstreamReader reader(folder / "none.mfc"); }), Contains("none.mfc: cannot be opened: "));
  CHECK_THAT(userError([&] { BitstreamReader reader(folder.path); }), Contains("cannot be read: "));

  // whole blocks of another stream: each is sound, the whole is not
  std::vector<uint8_t> other = smallStream(folder / "y.mfc", 2000, 2);
  size_t block = 64 + 12 + size_t(good[68] | good[69] << 8), otherBlock = 64 + 12 + size_t(other[68] | other[69] << 8);
  bytes.assign(other.begin(), other.begin() + ptrdiff_t(otherBlock));
  bytes.insert(bytes.end(), good.begin() + ptrdiff_t(block), good.end());
  CHECK_THAT(readAll(bytes), Contains("damaged end marker") && Contains("another stream's"));
  // sound in every part, but 54 frames need two pieces
  CHECK(readAll(fileBytes(std::string(CORPUS) + "more.mfc")) == "x.mfc: damaged block 0: more pieces than the 2 that 54 frames need");
  CHECK(readAll(fileBytes(std::string(CORPUS) + "fewer.mfc")) == "x.mfc: damaged end marker: expected 54 frames in 2 pieces, got 54 in 1");
  bytes = good; // a block is left out
  bytes.erase(bytes.begin() + 64, bytes.begin() + ptrdiff_t(block));
  CHECK_THAT(readAll(bytes), Contains("x.mfc: damaged block 0: expected CRC-32 "));
}

TEST_CASE("a header that no stream can have is refused by writer and reader alike") {
  Folder folder;
  auto refused = [&](auto change) {
    StreamHeader header = smallHeader();
    change(header);
    return userError([&] { BitstreamWriter writer(folder / "x.mfc", header); });
  };
  CHECK_THAT(refused([](StreamHeader &h) { h.channels = 0; }), Contains("expected channels from 1 to 128, got 0"));
  CHECK_THAT(refused([](StreamHeader &h) { h.overlap = 9; }), Contains("expected an overlap from 0 to 8, got 9"));
  CHECK_THAT(refused([](StreamHeader &h) { h.levels[1] = 0; }), Contains("expected levels of a dimension from 1 to 4096, got 0"));
  CHECK_THAT(refused([](StreamHeader &h) { h.originalRate = 8000 * 257; }), Contains("expected an original rate from 31 to 2048000"));
  CHECK_THAT(refused([](StreamHeader &h) { h.vectors = 40000; }), Contains("expected digits of a piece from 1 to 65536, got 80000"));
  CHECK(std::filesystem::is_empty(folder.path));
}

// -- pieces --------------------------------------------------------------------------------------

TEST_CASE("pieces join to the sound they were cut from") {
  for (int64_t overlap : {0, 1, 5, 8})
    for (int64_t channels : {1, 3})
      for (int64_t frames : {0, 1, 5, 15, 16, 17, 24, 27, 28, 100, 1000}) {
        StreamHeader header{8000, 8000, channels, frames, 16, overlap, 1, {2}};
        Sound sound = sines(8000, channels, frames);
        PieceSplitter splitter(16, overlap, channels);
        PieceJoiner joiner(16, overlap, channels, frames);
        std::vector<float> out, piece(16);
        int64_t pieces = 0;
        auto drain = [&] {
          for (; splitter.next(piece.data()); ++pieces)
            joiner.push(piece.data(), out);
        };
        for (int64_t at = 0; at < frames; at += 7) {
          auto from = sound.samples.begin() + at * channels;
          splitter.input().insert(splitter.input().end(), from, from + std::min<int64_t>(7, frames - at) * channels);
          drain();
        }
        splitter.finish();
        drain();
        CAPTURE(overlap, channels, frames);
        CHECK(pieces == header.pieces());
        REQUIRE(out.size() == sound.samples.size());
        for (size_t i = 0; i < out.size(); ++i)
          REQUIRE(out[i] == Approx(sound.samples[i]).margin(1e-6));
      }
}

TEST_CASE("neighbours are cross-faded with sin^2") {
  PieceJoiner joiner(8, 4, 1, 12);
  std::vector<float> out;
  joiner.push(std::vector<float>(8, 0.0f).data(), out);
  CHECK(out.size() == 4);
  joiner.push(std::vector<float>(8, 1.0f).data(), out);
  REQUIRE(out.size() == 12);
  for (size_t i = 0; i < 4; ++i)
    CHECK(out[4 + i] == Approx(std::pow(std::sin(std::numbers::pi / 2 * (double(i) + 0.5) / 4), 2)));
  CHECK(out[8] == 1);
}

// -- codec ---------------------------------------------------------------------------------------

TEST_CASE("sound goes through the codec and back") {
  Toy toy;
  // one piece is 64 frames, each further one 48
  for (int64_t channels : {1, 2, 8})
    for (int64_t frames : {1, 63, 64, 65, 111, 112, 113, 255, 256, 257, 3000}) {
      CAPTURE(channels, frames);
      Sound sound = sines(toyRate, channels, frames);
      // 1024 steps of 2/1023: 60.2 + 1.76 - 2 dB at this amplitude, less the noise of decode and of 16 bits
      CHECK(snr(sound, toy.through(sound)) > (frames > 1 ? 55 : 40));
    }
}

TEST_CASE("an empty file and silence") {
  Toy toy;
  CHECK(toy.through({toyRate, 2, {}}).frames() == 0);
  CHECK(BitstreamReader(toy.stream).header().pieces() == 0);
  Sound silence{toyRate, 1, std::vector<float>(1000)};
  for (float sample : toy.through(silence).samples)
    REQUIRE(std::abs(sample) < 0.002);
}

TEST_CASE("other rates come back at their own rate, frame for frame") {
  Toy toy;
  for (int64_t rate : {4000, 7999, 11025, 16000, 44100, 48000, 192000})
    for (int64_t frames : {0, 1, 2, 3, 7, 100, 5000}) {
      CAPTURE(rate, frames);
      Sound sound = sines(rate, 2, frames), back = toy.through(sound);
      if (frames < 5000)
        continue;
      // the edges are what a resampler makes of a sound that starts at once
      size_t edge = 1000;
      Sound inner{rate, 2, {sound.samples.begin() + edge, sound.samples.end() - edge}};
      Sound innerBack{rate, 2, {back.samples.begin() + edge, back.samples.end() - edge}};
      CHECK(snr(inner, innerBack) > 45);
    }
}

TEST_CASE("the same sound at every number of threads and every way of pushing") {
  Toy toy;
  writeSound(toy.in, sines(11025, 2, 20000));
  std::vector<std::string> streams, sounds;
  for (int threads : {1, 2, 4}) {
    CodecModel model(toy.run, "last", threads);
    encodeSound(model, toy.in, toy.stream);
    decodeSound(model, toy.stream, toy.out);
    streams.push_back(readFile(toy.stream));
    sounds.push_back(readFile(toy.out));
  }
  CHECK((streams[0] == streams[1] && streams[0] == streams[2]));
  CHECK((sounds[0] == sounds[1] && sounds[0] == sounds[2]));
  Sound sound = readSound(toy.in);
  CodecEncoder encoder(toy.model, toy.stream, sound.rate, sound.channels);
  for (int64_t at = 0, step = 1; at < sound.frames(); at += step, step = step % 97 + 1)
    encoder.push(sound.samples.data() + 2 * at, std::min(step, sound.frames() - at));
  encoder.close();
  CHECK(readFile(toy.stream) == streams[0]);
}

TEST_CASE("piece n of a stream is row n % B of call n / B, which gets seed + n / B") {
  Toy toy;
  // silence is 512 / 511.5 - 1 in every piece; what is left is the noise that codec.c draws for (seed, row)
  auto noise = [](uint32_t key) {
    key = (key ^ (key >> 16)) * 0x45d9f3bu;
    key = (key ^ (key >> 16)) * 0x45d9f3bu;
    return float(key >> 20) / 4096 - 0.5f;
  };
  writeSound(toy.in, {toyRate, 2, std::vector<float>(2 * (64 + 48 * 1200))});
  encodeSound(toy.model, toy.in, toy.stream);
  for (int nfe : {1, 2}) {
    CodecDecoder decoder(toy.model, BitstreamReader(toy.stream), {.nfe = nfe, .seed = 11});
    std::vector<float> out;
    while (decoder.next(out))
      ;
    CHECK(decoder.header().pieces() == 2402);
    for (size_t piece = 0; piece < 2402; ++piece) {
      size_t frame = 48 * (piece / 2) + 30; // outside of the overlaps
      double expected = 512 / 511.5 - 1 + 2e-4 / nfe * noise(uint32_t(11 * toyBatch + int64_t(piece)));
      REQUIRE(out[2 * frame + piece % 2] == Approx(expected).margin(1e-7));
    }
  }
}

TEST_CASE("the seed and the evaluations are arguments of the decoder") {
  Toy toy;
  Sound silence{toyRate, 1, std::vector<float>(64)};
  std::string first;
  auto sound = [&](const DecodeOptions &options) {
    std::vector<float> out;
    CodecDecoder decoder(toy.model, BitstreamReader(toy.stream), options);
    while (decoder.next(out))
      ;
    return out;
  };
  toy.through(silence);
  CHECK(sound({}) == sound({.nfe = 1, .seed = 0}));
  CHECK(sound({}) != sound({.seed = 1}));
  CHECK(sound({}) != sound({.nfe = 2}));
  CHECK(sound({}) == sound({.solver = "euler"}));
  CHECK_THAT(userError([&] { sound({.solver = "heun"}); }), Contains("--solver heun is not there for this run, which has no entry 'decode_heun'"));

  RunFolder plain = toyRun(toy.folder / "plain", "codec-plain");
  CodecModel model(plain, "last", 1);
  encodeSound(model, toy.in, toy.stream);
  decodeSound(model, toy.stream, toy.out, {.seed = 5});
  CHECK_THAT(userError([&] { decodeSound(model, toy.stream, toy.out, {.nfe = 2}); }), Contains("decode takes no 'nfe'"));
}

TEST_CASE("ten minutes take no more memory than one") {
  Toy toy;
  Sound chunk = sines(4000, 1, 4000);
  auto code = [&](int seconds) {
    peakMemory();
    CodecEncoder encoder(toy.model, toy.stream, chunk.rate, chunk.channels);
    for (int i = 0; i < seconds; ++i)
      encoder.push(chunk.samples.data(), chunk.frames());
    CHECK(encoder.close().seconds() == seconds);
    CodecDecoder decoder(toy.model, BitstreamReader(toy.stream), {});
    int64_t frames = 0;
    for (std::vector<float> out; decoder.next(out); out.clear())
      frames += int64_t(out.size());
    CHECK(frames == 4000 * seconds);
    return peakMemory();
  };
  int64_t small = code(10), large = code(600);
  CAPTURE(small, large);
  CHECK(large - small < 4096); // KiB; the sound itself has 10 MB, at the rate of the model 20 MB
}

TEST_CASE("runs that are no codec of sound, and streams of other models") {
  Folder folder;
  auto refusal = [&](const char *name, const char *program, nlohmann::ordered_json info) {
    RunFolder run = toyRun(folder / name, program);
    run.writeInfo(info);
    return userError([&] { CodecModel model(run, "last", 1); });
  };
  nlohmann::ordered_json image = toyInfo(), bare = toyInfo(), odd = toyInfo(), other = toyInfo();
  image["signal"] = {{"height", 28}, {"width", 28}, {"channels", 1}, {"sample_rate", 0}};
  bare.erase("codec");
  odd["codec"]["vectors"] = "many";
  other["codec"]["vectors"] = 5;
  CHECK_THAT(refusal("a", "codec", image), Contains("expected a run on sound (dataset.name = audio), got one on images"));
  CHECK_THAT(refusal("b", "toy", nlohmann::ordered_json::object()), Contains("this run is no codec: it has no entries 'encode' and 'decode'"));
  CHECK_THAT(refusal("c", "codec-real", toyInfo()), Contains("latent.quantizer = none"));
  CHECK_THAT(refusal("d", "codec", bare), Contains("run.json: expected 'signal' and 'codec', got none"));
  CHECK_THAT(refusal("e", "codec", odd), Contains("run.json: expected what mfcc train writes; "));
  CHECK_THAT(refusal("f", "codec", other), Contains("encode: expected 'code' i32 [B, 15], got i32 [4, 192]"));
  CHECK_THAT(userError([&] { CodecModel model(RunFolder::open(folder / "a"), "8", 1); }), Contains("no checkpoint '8'"));

  Toy toy;
  writeSound(toy.in, sines(toyRate, 1, 300));
  encodeSound(toy.model, toy.in, toy.stream);
  CodecModel more(toyRun(folder / "more", "codec", 1), "last", 1); // other weights
  CHECK(more.fingerprint != toy.model.fingerprint);
  CHECK(CodecModel(toyRun(folder / "again"), "last", 1).fingerprint == toy.model.fingerprint);
  std::string error = userError([&] { decodeSound(more, toy.stream, toy.out); });
  CHECK_THAT(error, Contains(fingerprintText(more.fingerprint)) && Contains(fingerprintText(toy.model.fingerprint)));
  CHECK_FALSE(std::filesystem::exists(toy.out));

  CodecModel broken(toyRun(folder / "broken", "codec-broken"), "last", 1);
  CHECK_THAT(userError([&] { encodeSound(broken, toy.in, folder / "x.mfc"); }), Contains("encode: expected digits from 0 to 31, got 1"));
  CHECK_FALSE(std::filesystem::exists(folder / "x.mfc"));
}

TEST_CASE("10,000 damaged streams decode or are refused") {
  Toy toy;
  std::vector<std::vector<uint8_t>> good;
  for (int64_t channels : {1, 2}) {
    writeSound(toy.in, sines(11025, channels, 1500));
    encodeSound(toy.model, toy.in, toy.stream);
    good.push_back(fileBytes(toy.stream));
  }
  std::mt19937 random(1);
  int decoded = 0, refused = 0;
  for (int round = 0; round < 10000; ++round) {
    std::vector<uint8_t> bytes = good[random() % 2];
    switch (random() % 4) {
    case 0: // bits
      for (uint32_t flips = 1 + random() % 3; flips--;)
        bytes[random() % bytes.size()] ^= uint8_t(1 << random() % 8);
      break;
    case 1: bytes.resize(random() % bytes.size()); break;
    case 2: { // a part of one stream goes over another
      const std::vector<uint8_t> &from = good[random() % 2];
      size_t at = random() % bytes.size(), size = random() % std::min(bytes.size() - at, from.size());
      std::copy_n(from.begin() + ptrdiff_t(random() % (from.size() - size)), size, bytes.begin() + ptrdiff_t(at));
      break;
    }
    default: // a length in a field
      std::memset(&bytes[random() % 100], random() % 2 ? 0xff : 0, 1 + random() % 4);
    }
    try {
      CodecDecoder decoder(toy.model, BitstreamReader("x.mfc", bytes), {});
      for (std::vector<float> out; decoder.next(out); out.clear())
        ;
      ++decoded;
      CHECK((bytes == good[0] || bytes == good[1]));
    } catch (const UserError &) {
      ++refused;
    }
  }
  CHECK(decoded + refused == 10000);
  CHECK(refused > 9000);
}
