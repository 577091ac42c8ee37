// Data sets and batches.
#include "tests/training/Helpers.h"
#include "training/data/Alphabet.h"
#include "training/data/Arrays.h"
#include "training/data/Batches.h"
#include "training/data/Digits.h"
#include "training/data/Mnist.h"
#include "training/data/Random.h"
#include "training/io/Npz.h"
#include "training/io/Pictures.h"
#include <numeric>
#include <algorithm>
#include <chrono>
#include <set>
#include <zlib.h>
using Catch::Matchers::Contains;
using namespace mf;

TEST_CASE("the permutation visits every place once") {
  for (int64_t size : {1, 2, 3, 16, 17, 1000, 60000}) {
    std::vector<bool> seen(static_cast<size_t>(size));
    Permutation order(size, 7);
    for (int64_t i = 0; i < size; ++i) {
      int64_t place = order(i);
      REQUIRE((place >= 0 && place < size && !seen[size_t(place)]));
      seen[size_t(place)] = true;
    }
  }
  Permutation one(1000, 1), two(1000, 2);
  int64_t same = 0, fixed = 0;
  for (int64_t i = 0; i < 1000; ++i) {
    same += one(i) == two(i);
    fixed += one(i) == i;
  }
  CHECK(same < 10);
  CHECK(fixed < 10);
}

TEST_CASE("batches cover an epoch and depend on seed and step alone") {
  std::multiset<int64_t> seen;
  for (int64_t step = 0; step < 10; ++step) // 10 x 30 = 3 epochs of 100
    for (const Sample &sample : batchSamples(100, 30, 5, step))
      seen.insert(sample.index);
  for (int64_t i = 0; i < 100; ++i)
    CHECK(seen.count(i) == 3);
  auto a = batchSamples(100, 30, 5, 7), b = batchSamples(100, 30, 5, 7), c = batchSamples(100, 30, 6, 7);
  CHECK(std::equal(a.begin(), a.end(), b.begin(), [](auto x, auto y) { return x.index == y.index && x.key == y.key; }));
  CHECK_FALSE(std::equal(a.begin(), a.end(), c.begin(), [](auto x, auto y) { return x.index == y.index; }));
}

static const int64_t imageShape[] = {32, 28, 28}, labelShape[] = {32};
static const mf_array_desc wanted[] = {{"label", "data", MF_I32, 1, labelShape, 128},
                                       {"x", "data", MF_F32, 3, imageShape, 32 * 784 * 4}};

TEST_CASE("the prefetcher gives the batches in order") {
  Digits digits(200, 3);
  Prefetcher prefetcher(digits, wanted, 11, 4);
  for (int64_t step = 4; step < 20; ++step) {
    Batch batch = prefetcher.next(), expected = makeBatch(digits, wanted, 11, step);
    REQUIRE(batch.size() == 2);
    CHECK(batch[0].data == expected[0].data);
    CHECK(batch[1].data == expected[1].data);
  }
}

TEST_CASE("a program that takes what the data has not is refused") {
  Digits digits(20, 3);
  int64_t shape[] = {32, 100};
  mf_array_desc other[] = {{"x", "data", MF_F32, 2, shape, 12800}};
  CHECK(userError([&] { makeBatch(digits, other, 0, 0); }) ==
        "data set 'digits': the program takes 'x' as f32 [32, 100], a sample has f32 [784]");
  other[0].name = "audio";
  CHECK(userError([&] { Prefetcher(digits, other, 0, 0).next(); }) ==
        "data set 'digits': the program takes 'audio', the fields are: x, label");
  CHECK_THAT(userError([] { openDataset("cifar", {}); }), Contains("unknown data set 'cifar'; the data sets are: digits, mnist, images, audio"));
}

TEST_CASE("digits are deterministic, balanced, in range, and quick") {
  auto start = std::chrono::steady_clock::now();
  Digits digits(20000, 1);
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  CHECK(seconds < 10); // about 1 s on two free cores
  WARN("20000 digits in " << seconds << " s");
  Digits again(50, 1), test(50, 1, false);
  std::vector<float> x(50 * 784), y(50 * 784), z(50 * 784);
  std::vector<int32_t> label(50);
  std::vector<Sample> samples;
  for (int64_t i = 0; i < 50; ++i)
    samples.push_back({i, 0});
  auto fill = [&](const Dataset &data, std::vector<float> &out) {
    std::byte *pointers[] = {reinterpret_cast<std::byte *>(out.data()), reinterpret_cast<std::byte *>(label.data())};
    data.fill(samples, pointers);
  };
  fill(digits, x);
  fill(again, y);
  fill(test, z);
  CHECK(x == y);
  CHECK(x != z);
  for (int i = 0; i < 50; ++i)
    CHECK(label[size_t(i)] == i % 10);
  CHECK(*std::min_element(x.begin(), x.end()) == -1);
  CHECK(*std::max_element(x.begin(), x.end()) > 0.7f);
  // every image has a share of ink that a digit has
  for (int i = 0; i < 50; ++i) {
    int ink = int(std::count_if(&x[size_t(i) * 784], &x[size_t(i) * 784] + 784, [](float v) { return v > 0; }));
    CHECK((ink > 25 && ink < 300));
  }
}

TEST_CASE("MNIST without a folder is the drawn digits") {
  auto data = openDataset("mnist", {.size = 30});
  CHECK(data->name() == "digits");
  CHECK(data->size() == 30);
  CHECK(data->signal().size() == 784);
}

TEST_CASE("a picture of digits", "[.]") {
  Digits digits(200, 1);
  std::vector<float> x(200 * 784);
  std::vector<Sample> samples;
  for (int64_t i = 0; i < 200; ++i)
    samples.push_back({i, 0});
  std::byte *pointers[] = {reinterpret_cast<std::byte *>(x.data()), nullptr};
  digits.fill(samples, pointers);
  Grid grid;
  grid.columns = 20;
  writeGrid(getenv("MF_TEST_PICTURE"), x, grid);
}

// -- MNIST's files -------------------------------------------------------------------------------

static std::string word(uint32_t value) {
  return {char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
}
static std::string images(uint32_t count, uint32_t magic = 0x803) {
  std::string data(count * 6, '\0');
  for (size_t i = 0; i < data.size(); ++i)
    data[i] = char(i * 51);
  return word(magic) + word(count) + word(2) + word(3) + data;
}
static std::string labels(uint32_t count, char last = 3) {
  std::string data(count, 3);
  data.back() = last;
  return word(0x801) + word(count) + data;
}
static std::string gzip(const std::string &text) {
  Folder folder;
  gzFile file = gzopen((folder / "a.gz").c_str(), "wb");
  gzwrite(file, text.data(), unsigned(text.size()));
  gzclose(file);
  return readFile(folder / "a.gz");
}

TEST_CASE("a gzip file of several members is read whole") {
  auto unpacked = [](const std::string &packed) {
    std::vector<std::byte> out, in(reinterpret_cast<const std::byte *>(packed.data()), reinterpret_cast<const std::byte *>(packed.data()) + packed.size());
    std::string problem = userError([&] { out = gunzip("a.gz", in); });
    return problem == "(no error)" ? std::string(reinterpret_cast<const char *>(out.data()), out.size()) : problem;
  };
  std::string first(3'000'000, 'a'), second = "and the end";
  CHECK(unpacked(gzip(first) + gzip("") + gzip(second)) == first + second);
  CHECK(unpacked(gzip(second) + std::string(512, '\0')) == second);
  CHECK(unpacked(gzip(second) + "more") == "a.gz: damaged gzip file: 4 bytes behind its end");
  std::string cut = gzip(first) + gzip(second);
  CHECK(unpacked(cut.substr(0, cut.size() - 3)) == "a.gz: truncated gzip file");
}

TEST_CASE("IDX files, plain or gzip, under their usual names") {
  Folder folder;
  writeFile(folder / "train-images-idx3-ubyte", images(5));
  writeFile(folder / "train-labels.idx1-ubyte.gz", gzip(labels(5)));
  Mnist mnist(folder.path);
  CHECK(mnist.size() == 5);
  CHECK(mnist.fields()[0].shape == std::vector<int64_t>{6});
  CHECK(mnist.signal().height == 2);
  CHECK(mnist.signal().width == 3);
  CHECK(mnist.signal().sampleRate == 0);
  Sample sample{1, 0};
  float x[6];
  int32_t label;
  std::byte *out[] = {reinterpret_cast<std::byte *>(x), reinterpret_cast<std::byte *>(&label)};
  mnist.fill({&sample, 1}, out);
  CHECK(label == 3);
  CHECK(x[0] == Approx(6 * 51 % 256 / 127.5 - 1));
}

TEST_CASE("bad MNIST folders are refused in one line") {
  Folder folder;
  std::string image = folder / "train-images-idx3-ubyte", label = folder / "train-labels-idx1-ubyte";
  auto refused = [&] { return userError([&] { Mnist mnist(folder.path); }); };
  CHECK_THAT(userError([] { Mnist mnist("/no/such/folder"); }), Contains("/no/such/folder: no such folder; give the one with"));
  CHECK_THAT(userError([] { openDataset("mnist", {.folder = "/no/such/folder"}); }), Contains("/no/such/folder: no such folder"));
  CHECK_THAT(refused(), Contains("found no train-images-idx3-ubyte (or .gz)"));
  writeFile(image, images(5));
  CHECK_THAT(refused(), Contains("found no train-labels-idx1-ubyte (or .gz)"));
  writeFile(label, labels(4));
  CHECK_THAT(refused(), Contains("got 5 images in train-images-idx3-ubyte and 4 labels in train-labels-idx1-ubyte"));
  writeFile(label, labels(5, 77));
  CHECK_THAT(refused(), Contains("expected labels 0 to 9, got 77"));
  writeFile(label, labels(5));
  writeFile(image, images(5).substr(0, 30));
  CHECK_THAT(refused(), Contains("truncated or damaged IDX file: expected 30 bytes of data, got 14"));
  writeFile(image, images(5, 0x801));
  CHECK_THAT(refused(), Contains("not an IDX file of images: expected magic 0x00000803, got 0x00000801"));
  writeFile(image, "abc");
  CHECK_THAT(refused(), Contains("not an IDX file: expected at least 16 bytes, got 3"));
  std::string packed = gzip(images(5));
  writeFile(image, packed.substr(0, packed.size() / 2));
  CHECK_THAT(refused(), Contains("truncated gzip file"));
  packed[12] = char(packed[12] ^ 0xff);
  writeFile(image, packed);
  CHECK_THAT(refused(), Contains("gzip file"));
  writeFile(image, word(0x803) + word(0xffffffff) + word(0xffffffff) + word(0xffffffff));
  CHECK_THAT(refused(), Contains("its shape is too large"));
}

TEST_CASE("every epoch has an order of its own") {
  // batches of the prefetcher, as the trainer gets them; 24 examples in batches of 4: six an epoch
  class Counted : public Dataset {
  public:
    std::string name() const override { return "counted"; }
    const std::vector<Field> &fields() const override { return list; }
    int64_t size() const override { return 24; }
    Signal signal() const override { return {}; }
    void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override {
      for (size_t i = 0; i < samples.size(); ++i)
        reinterpret_cast<int32_t *>(out[0])[i] = int32_t(samples[i].index);
    }
    std::vector<Field> list{{"x", MF_I32, {}}};
  } counted;
  int64_t shape[] = {4};
  mf_array_desc x{};
  x.name = "x";
  x.dtype = MF_I32;
  x.rank = 1;
  x.shape = shape;
  x.bytes = 16;
  auto epochs = [&](uint64_t seed) {
    Prefetcher batches(counted, std::span(&x, 1), seed, 0);
    std::vector<std::vector<int32_t>> orders(5);
    for (auto &order : orders)
      for (int step = 0; step < 6; ++step) {
        Batch batch = batches.next();
        order.insert(order.end(), batch[0].as<int32_t>(), batch[0].as<int32_t>() + 4);
      }
    return orders;
  };
  std::vector<int32_t> unshuffled(24);
  std::iota(unshuffled.begin(), unshuffled.end(), 0);
  std::vector<std::vector<int32_t>> orders = epochs(3), other = epochs(4);
  orders.insert(orders.end(), other.begin(), other.end());
  for (size_t i = 0; i < orders.size(); ++i) {
    std::vector<int32_t> sorted = orders[i];
    std::sort(sorted.begin(), sorted.end());
    CHECK(sorted == unshuffled); // each example once
    CHECK(orders[i] != unshuffled);
    for (size_t j = 0; j < i; ++j)
      CHECK(orders[i] != orders[j]);
  }
  CHECK(epochs(3) == std::vector(orders.begin(), orders.begin() + 5));
}

TEST_CASE("arrays: rows of a .npz file, the last tenth held out") {
  Folder folder;
  Array x = Array::zeros(MF_F64, {20, 2, 3}), label = Array::zeros(MF_I64, {20});
  for (int64_t i = 0; i < x.size(); ++i)
    x.as<double>()[i] = double(i);
  for (int64_t i = 0; i < 20; ++i)
    label.as<int64_t>()[i] = i % 4;
  writeNpz(folder / "a.npz", {{"x", x}, {"label", label}});
  Arrays train(folder / "a.npz");
  std::unique_ptr<Arrays> part = train.held();
  const Arrays &held = *part;
  CHECK(train.size() == 18);
  CHECK(held.size() == 2);
  CHECK(train.classes() == 4);
  CHECK(train.signal().height == 2);
  CHECK(train.signal().width == 3);
  float rows[2][6];
  int32_t labels[2];
  std::byte *out[] = {reinterpret_cast<std::byte *>(rows), reinterpret_cast<std::byte *>(labels)};
  Sample samples[] = {{1, 0}, {0, 0}};
  held.fill(samples, out);
  CHECK(rows[0][0] == 19 * 6);
  CHECK(rows[1][5] == 18 * 6 + 5);
  CHECK(labels[0] == 3);
  label.as<int64_t>()[5] = int64_t(1) << 40;
  writeNpz(folder / "big.npz", {{"label", label}});
  CHECK_THAT(userError([&] { Arrays(folder / "big.npz"); }), Contains("label: expected integers of 32 bits, got 1099511627776"));
  writeNpz(folder / "one.npz", {{"x", Array::zeros(MF_F32, {1, 3})}});
  CHECK_THAT(userError([&] { Arrays(folder / "one.npz"); }), Contains("expected at least two examples, got 1"));
  writeNpz(folder / "scalar.npz", {{"x", Array::zeros(MF_F32, {})}});
  CHECK_THAT(userError([&] { Arrays(folder / "scalar.npz"); }), Contains("got a single number"));
}

TEST_CASE("an alphabet numbers characters of UTF-8 and says where one is none of it") {
  Alphabet alphabet("model", "\n aé€😀");
  REQUIRE(alphabet.size() == 6);
  CHECK(alphabet.encode("text", "é a😀\n€") == std::vector<int32_t>{3, 1, 2, 5, 0, 4});
  CHECK(alphabet.encode("text", "").empty());
  CHECK(alphabet.character(5) == "😀");
  auto fails = [&](const std::string &text, const std::string &with) { CHECK_THROWS_WITH(alphabet.encodeFile("t.txt", text), with); };
  const std::string expected = "expected one of the 6 characters of the program's alphabet, got ";
  fails("b", "t.txt:1:1: " + expected + "'b' (U+0062)");
  fails("aé\n€😀x", "t.txt:2:3: " + expected + "'x' (U+0078)");
  fails("a\n\nü", "t.txt:3:1: " + expected + "'ü' (U+00FC)");
  fails("a\r\n", "t.txt:1:2: " + expected + "U+000D");
  fails("a\xc3", "t.txt:1:2: the text is not UTF-8");
  fails("\n\xed\xa0\x80", "t.txt:2:1: the text is not UTF-8"); // a surrogate
  CHECK_THROWS_WITH(alphabet.encode("--prompt", "é a?"), "--prompt: character 4: " + expected + "'?' (U+003F)");
  CHECK_THROWS_WITH(Alphabet("model", "abcb"), "model: expected an alphabet that has every character once, got 'b' (U+0062) twice");
  CHECK_THROWS_WITH(Alphabet("model", ""), "model: expected an alphabet of at least one character, got none");
  CHECK_THROWS_WITH(Alphabet("model", "a\xff"), "model: the alphabet is not UTF-8");
}
