// Files and pictures. What is written here is also read by check_files.py, which shares no code with it.
#include "tests/training/Helpers.h"
#include "training/LoadedProgram.h"
#include "training/io/Convert.h"
#include "training/io/Metrics.h"
#include "training/io/Npz.h"
#include "training/io/Pictures.h"
#include <array>
#include <cmath>
#include <cstring>
using Catch::Matchers::Contains;
using namespace mf;

static Array ramp(int32_t dtype, std::vector<int64_t> shape) {
  Array array = Array::zeros(dtype, std::move(shape));
  for (int64_t i = 0; i < array.size(); ++i) {
    if (dtype == MF_F32)
      array.as<float>()[i] = float(i) * 0.5f;
    else if (dtype == MF_F64)
      array.as<double>()[i] = double(i) / 3;
    else if (dtype == MF_I32)
      array.as<int32_t>()[i] = int32_t(-i);
    else if (dtype == MF_I64)
      array.as<int64_t>()[i] = i << 40;
    else
      array.as<uint8_t>()[i] = i % 2;
  }
  return array;
}

static std::span<const std::byte> bytesOf(const std::string &text) {
  return {reinterpret_cast<const std::byte *>(text.data()), text.size()};
}

static NamedArrays someArrays() {
  return {{"x", ramp(MF_F32, {3, 4})}, {"scalar", ramp(MF_F64, {})}, {"label", ramp(MF_I32, {5})},
          {"long", ramp(MF_I64, {2, 1, 2})}, {"mask", ramp(MF_I1, {7})}, {"empty", ramp(MF_F32, {0, 4})}};
}

TEST_CASE("npz goes round") {
  Folder folder;
  NamedArrays arrays = someArrays();
  writeNpz(folder / "a.npz", arrays);
  NamedArrays back = readNpz(folder / "a.npz");
  REQUIRE(back.size() == arrays.size());
  for (size_t i = 0; i < arrays.size(); ++i) {
    CHECK(back[i].first == arrays[i].first);
    CHECK(back[i].second.type() == arrays[i].second.type());
    CHECK(back[i].second.data == arrays[i].second.data);
  }
  writeNpy(folder / "x.npy", arrays[0].second);
  CHECK(readNpy(folder / "x.npy").data == arrays[0].second.data);
}

TEST_CASE("npy files of other types and in Fortran's order are converted") {
  auto npy = [](const std::string &type, const std::string &shape, const std::string &order, std::string data) {
    std::string header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': (" + shape + ",), }\n";
    std::string text = std::string("\x93NUMPY\x01", 7) + '\0' + char(header.size()) + '\0' + header + data;
    return parseNpy("x.npy", bytesOf(text));
  };
  // 1.5, -2, the least subnormal, infinity, NaN, the largest: bits from the standard (IEEE 754-2008, binary16)
  Array half = npy("<f2", "6", "False", std::string("\x00\x3e\x00\xc0\x01\x00\x00\x7c\x00\x7e\xff\x7b", 12));
  REQUIRE(half.type() == "f32 [6]");
  CHECK(half.as<float>()[0] == 1.5f);
  CHECK(half.as<float>()[1] == -2);
  CHECK(half.as<float>()[2] == std::ldexp(1.0f, -24));
  CHECK(std::isinf(half.as<float>()[3]));
  CHECK(std::isnan(half.as<float>()[4]));
  CHECK(half.as<float>()[5] == 65504);
  Array bytes = npy("|u1", "2", "False", "\x07\xff");
  CHECK(bytes.type() == "i32 [2]");
  CHECK(bytes.as<int32_t>()[1] == 255);
  CHECK(npy("|i1", "2", "False", "\x07\xff").as<int32_t>()[1] == -1);
  CHECK(npy("<u4", "1", "False", "\xff\xff\xff\xff").as<int64_t>()[0] == 4294967295);
  CHECK_THAT(userError([&] { npy("<u8", "1", "False", std::string(8, '\xff')); }), Contains("x.npy: expected integers of 63 bits, got a larger one"));
  // np.asfortranarray([[0, 1, 2], [3, 4, 5]]) and one of three axes: axis 0 runs fastest
  CHECK(npy("|u1", "2, 3", "True", std::string("\0\3\1\4\2\5", 6)).data == npy("|u1", "2, 3", "False", std::string("\0\1\2\3\4\5", 6)).data);
  CHECK(npy("|u1", "2, 2, 2", "True", std::string("\0\4\2\6\1\5\3\7", 8)).data == npy("|u1", "8", "False", std::string("\0\1\2\3\4\5\6\7", 8)).data);
}

TEST_CASE("numbers for an argument of another type") {
  Array f64 = Array::zeros(MF_F64, {4});
  for (int i = 0; i < 4; ++i)
    f64.as<double>()[i] = std::array{1.0 / 3, 1.00390625, 1.01171875, double(NAN)}[size_t(i)];
  Array bf16 = converted("x", f64, MF_BF16);
  CHECK(bf16.as<uint16_t>()[0] == 0x3eab); // 0.333984375
  CHECK(bf16.as<uint16_t>()[1] == 0x3f80); // a tie goes to the even one: 1
  CHECK(bf16.as<uint16_t>()[2] == 0x3f82); // 1.015625
  CHECK(std::isnan(numbersOf(bf16)[3]));
  CHECK(converted("x", converted("x", bf16, MF_F32), MF_BF16).data == bf16.data); // what was written is read back
  Array wide = Array::zeros(MF_I64, {2});
  wide.as<int64_t>()[1] = -5;
  CHECK(converted("x", wide, MF_I32).as<int32_t>()[1] == -5);
  wide.as<int64_t>()[0] = int64_t(1) << 31;
  CHECK(userError([&] { converted("x", wide, MF_I32); }) == "x: expected integers of 32 bits, got 2147483648");
  CHECK(userError([&] { converted("x", wide, MF_F32); }) ==
        "x: expected f32 [2], got i64 [2]; convert it with astype(np.float32), bytes of a picture with astype(np.float32) / 127.5 - 1");
  CHECK(userError([&] { converted("label", f64, MF_I32); }) == "label: expected i32 [4], got f64 [4]; convert it with astype(np.int32)");
  CHECK(userError([&] { converted("mask", wide, MF_I1); }) == "mask: expected i1 [2], got i64 [2]; convert it with astype(bool)");
}

TEST_CASE("bad npy and npz files are refused in one line") {
  Folder folder;
  std::string good = formatNpy(ramp(MF_F32, {3, 4}));
  auto refused = [&](std::string text) { return userError([&] { parseNpy("x.npy", bytesOf(text)); }); };
  auto replaced = [&](const std::string &from, const std::string &to) {
    std::string text = good;
    REQUIRE(text.find(from) != std::string::npos);
    return refused(text.replace(text.find(from), from.size(), to));
  };
  CHECK_THAT(refused("hello"), Contains("x.npy: not an npy file"));
  CHECK_THAT(refused(good.substr(0, 40)), Contains("truncated npy file: the header has 118 bytes, the file 40"));
  CHECK_THAT(refused(good.substr(0, good.size() - 1)), Contains("expected 48 bytes of data, got 47"));
  CHECK_THAT(refused(good + "x"), Contains("expected 48 bytes of data, got 49"));
  CHECK_THAT(replaced("<f4", "<c8"), Contains("expected numbers or bool in little-endian order, got dtype '<c8'; convert with astype"));
  CHECK_THAT(replaced("<f4", ">f4"), Contains("got dtype '>f4'"));
  CHECK_THAT(replaced("<f4", "<f2"), Contains("expected 24 bytes of data, got 48"));
  CHECK_THAT(replaced("False", "True "), Contains("malformed npy header: fortran_order is 'True '"));
  CHECK_THAT(replaced("False,", "True ,"), Contains("fortran_order is 'True '"));
  CHECK_THAT(replaced("(3,4,)", "(3,-4)"), Contains("malformed npy header: shape '(3,-4'"));
  CHECK_THAT(replaced("'shape'", "'shopa'"), Contains("no 'shape'"));
  CHECK_THAT(userError([&] { readNpz(folder / "none.npz"); }), Contains("none.npz: cannot be opened"));
  writeFile(folder / "text.npz", "not a zip file at all");
  CHECK_THAT(userError([&] { readNpz(folder / "text.npz"); }), Contains("not an npz file (or a truncated one)"));
  writeNpz(folder / "a.npz", someArrays());
  std::string whole = readFile(folder / "a.npz");
  for (size_t size = 0; size < whole.size(); size += 37)
    CHECK_THAT(userError([&] { parseNpz("a.npz", bytesOf(whole.substr(0, size))); }), Contains("a.npz: not an npz"));
  std::string damaged = whole;
  damaged[60] = char(damaged[60] ^ 0x55); // within the deflated data of the first member
  CHECK(userError([&] { parseNpz("a.npz", bytesOf(damaged)); }) != "(no error)");
  CHECK_THAT(userError([&] { writeNpz("/no/such/folder/a.npz", someArrays()); }), Contains("cannot be written"));
}

TEST_CASE("the checksum of TFRecord") {
  // CRC-32C of "123456789" is 0xe3069283 (RFC 3720)
  uint32_t crc = 0xe3069283u;
  CHECK(maskedCrc32c("123456789", 9) == (crc >> 15 | crc << 17) + 0xa282ead8u);
}

TEST_CASE("metrics are one object a line, and resuming drops what came later") {
  Folder folder;
  std::string path = folder / "metrics.jsonl";
  {
    JsonLines lines(path, 0);
    for (int64_t step = 1; step <= 5; ++step)
      lines.write(step, {{"loss", 0.5}, {"raw_mse", step == 5 ? NAN : 2.0}});
  }
  CHECK_THAT(readFile(path), Contains("{\"step\":5,\"loss\":0.5,\"raw_mse\":null}\n"));
  std::ofstream(path, std::ios::app) << "{\"step\":6,\"lo"; // cut off while it was written
  {
    JsonLines lines(path, 3);
    lines.write(4, {{"loss", 9}});
  }
  std::string text = readFile(path);
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  CHECK_THAT(text, Contains("{\"step\":4,\"loss\":9.0}\n"));
  CHECK_THAT(userError([&] { JsonLines lines("/no/such/metrics.jsonl", 0); }), Contains("cannot be written"));
  CHECK_THAT(userError([&] { JsonLines lines("/dev/full", 0); lines.write(1, {}); }), Contains("No space left on device"));
}

static void writePictures(const Folder &folder) {
  std::vector<float> images(20 * 28 * 28);
  for (size_t i = 0; i < images.size(); ++i)
    images[i] = float(i % 784) / 392 - 1;
  Grid grid;
  grid.title = "twenty ramps";
  for (int i = 0; i < 20; ++i)
    grid.captions.push_back(std::to_string(i % 10));
  writeGrid(folder / "grid.png", images, grid);
  // one image of two pixels, red and (0, 1, -1): channels last, then first
  Grid colour{.height = 1, .width = 2, .channels = 3, .scale = 1};
  writeGrid(folder / "last.png", std::vector<float>{1, -1, -1, 0, 1, -1}, colour);
  colour.planar = true;
  writeGrid(folder / "first.png", std::vector<float>{1, 0, -1, 1, -1, -1}, colour);
  Panel raw{"raw MSE (log)", true, {}}, loss{"weighted loss", false, {}};
  for (int i = 0; i < 500; ++i) {
    raw.points.emplace_back(i * 10, std::exp(-i / 100.0) * (1 + 0.3 * std::sin(i)));
    loss.points.emplace_back(i * 10, i == 7 ? NAN : 0.9 + 0.02 * std::sin(i * 1.7));
  }
  writeCurves(folder / "loss.png", "toy", "step", {raw, loss});
  std::vector<float> points;
  for (int i = 0; i < 500; ++i)
    points.insert(points.end(), {float(std::cos(i * 0.01)), float(std::sin(i * 0.01))});
  writeScatter(folder / "scatter.png", "half a circle", points, {});
}

TEST_CASE("odd pictures are drawn too") {
  Folder folder;
  writeCurves(folder / "empty.png", "nothing", "step", {{"a", true, {}}, {"b", false, {{1, 5}}}});
  writeScatter(folder / "none.png", "", {}, {});
  writeGrid(folder / "one.png", std::vector<float>(784, NAN), {});
  CHECK_THAT(userError([&] { writePictures(Folder{}); }), Contains("(no error)"));
  CHECK_THAT(userError([&] { writeScatter("/no/such/a.png", "", {}, {}); }), Contains("cannot be written"));
}

TEST_CASE("files for the independent reader", "[.]") {
  Folder folder;
  folder.path = getenv("MF_TEST_FOLDER");
  writeNpz(folder / "a.npz", someArrays());
  {
    EventFile events(folder.path, 3);
    events.write(4, {{"loss", 0.25}, {"raw_mse", 1e-3}});
    events.write(300, {{"loss", -2}}, {{"spread", {1, 2, 2, NAN, 31}}});
    events.flush();
  }
  writePictures(folder);
  NamedArrays stored = readNpz(folder / "stored.npz"); // made by the reader
  REQUIRE(stored.size() == 1);
  CHECK(stored[0].second.type() == "f64 [2, 2]");
  CHECK(stored[0].second.as<double>()[3] == 4);
  folder.path = "/tmp/mf-training-nothing";
}
