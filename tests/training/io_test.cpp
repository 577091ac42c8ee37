// Files and pictures. What is written here is also read by check_files.py, which shares no code with it.
#include "tests/training/Helpers.h"
#include "training/io/Metrics.h"
#include "training/io/Npz.h"
#include "training/io/Pictures.h"
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
  CHECK_THAT(replaced("<f4", "<f2"), Contains("expected dtype float32, float64, int32, int64 or bool, got '<f2'"));
  CHECK_THAT(replaced("<f4", ">f4"), Contains("got '>f4'"));
  CHECK_THAT(replaced("False", "True "), Contains("malformed npy header: fortran_order is 'True '"));
  CHECK_THAT(replaced("False,", "True ,"), Contains("fortran_order is 'True '"));
  CHECK_THAT(replaced("False, ", "True,  "), Contains("expected C order, got Fortran order; use np.ascontiguousarray"));
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
    events.write(300, {{"loss", -2}});
    events.flush();
  }
  writePictures(folder);
  NamedArrays stored = readNpz(folder / "stored.npz"); // made by the reader
  REQUIRE(stored.size() == 1);
  CHECK(stored[0].second.type() == "f64 [2, 2]");
  CHECK(stored[0].second.as<double>()[3] == 4);
  folder.path = "/tmp/mf-training-nothing";
}
