// Folders of sound files and the synthetic sounds.
#include "tests/training/Helpers.h"
#include "training/data/Audio.h"
#include "training/data/Batches.h"
#include "training/data/Voices.h"
#include "training/io/Sound.h"
#include <chrono>
#include <cmath>
#include <fcntl.h>
#include <map>
#include <set>
#include <unistd.h>
using Catch::Matchers::Contains;
using namespace mf;

static double since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// A ramp: sample i of file number k is k / 16 + i / 2^15, so that a crop tells where it is from.
static void writeRamp(const std::string &path, int number, int64_t frames, int64_t rate = 8000) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  Sound sound{rate, 1, {}};
  for (int64_t i = 0; i < frames; ++i)
    sound.samples.push_back(float(number) / 16 + float(i + 1) / 32768);
  writeSound(path, sound);
}

static DatasetOptions optionsOf(const Folder &folder, bool train = true) {
  DatasetOptions o;
  o.folder = folder.path;
  o.sampleRate = 8000;
  o.samples = 100;
  o.train = train;
  return o;
}

struct Examples {
  std::vector<float> x;
  std::vector<int32_t> label;
  bool operator==(const Examples &) const = default;
};

static Examples examplesOf(const Dataset &data, const std::vector<Sample> &samples) {
  Examples e{std::vector<float>(samples.size() * size_t(data.signal().size())), std::vector<int32_t>(samples.size(), -1)};
  std::vector<std::byte *> out{reinterpret_cast<std::byte *>(e.x.data()), reinterpret_cast<std::byte *>(e.label.data())};
  out.resize(data.fields().size());
  data.fill(samples, out);
  return e;
}

static std::vector<Sample> inTurn(int64_t count, uint64_t key = 0) {
  std::vector<Sample> samples;
  for (int64_t i = 0; i < count; ++i)
    samples.push_back({i, key + uint64_t(i)});
  return samples;
}

// Runs body and returns what it wrote to stderr.
static std::string errorsOf(const std::function<void()> &body) {
  Folder folder;
  std::string path = folder / "stderr";
  std::fflush(stderr);
  int kept = dup(2), file = open(path.c_str(), O_WRONLY | O_CREAT, 0600);
  dup2(file, 2);
  body();
  std::fflush(stderr);
  dup2(kept, 2);
  close(kept);
  close(file);
  return readFile(path);
}

TEST_CASE("a folder of sounds, in folders, in three formats, at other rates") {
  Folder folder;
  Sound tone{16000, 2, {}};
  for (int i = 0; i < 2000; ++i)
    for (double phase : {0.0, 0.5})
      tone.samples.push_back(0.5f * float(std::sin(0.1 * i + phase)));
  writeSound((std::filesystem::create_directories(folder / "b/c"), folder / "b/c/two.FLAC.flac"), tone);
  writeSound(folder / "three.ogg", tone);
  writeSound(folder / "one.wav", tone);
  std::filesystem::rename(folder / "one.wav", folder / "ONE.WAV");
  writeFile(folder / "notes.txt", "no sound");
  Audio train(optionsOf(folder)), held(optionsOf(folder, false));
  std::vector<std::string> all = train.files();
  for (const std::string &path : held.files())
    all.push_back(path);
  CHECK(std::set(all.begin(), all.end()) == std::set<std::string>{"ONE.WAV", "b/c/two.FLAC.flac", "three.ogg"});
  CHECK(train.size() + held.size() == 30); // 1000 samples at 8 kHz a file
  CHECK(train.signal().size() == 100);
  CHECK(train.signal().width == 100);
  CHECK(train.signal().sampleRate == 8000);
  CHECK(train.fields().size() == 1);
  CHECK(train.classes() == 0);
  // mono, at half the rate: the mean of two phases is a tone of cos(0.25) times the size in between
  Examples x = examplesOf(held, {{5, 0}});
  double start = double(int64_t(900) * 5 / 9), worst = 0;
  for (size_t i = 0; i < 100; ++i)
    worst = std::max(worst, std::fabs(x.x[i] - 0.5 * std::cos(0.25) * std::sin(0.2 * (start + double(i)) + 0.25)));
  CHECK(worst < (held.files()[0] == "three.ogg" ? 0.03 : 1e-3));
}

TEST_CASE("crops") {
  Folder folder;
  writeRamp(folder / "a.wav", 0, 1050);
  Audio train(optionsOf(folder)), held(optionsOf(folder, false));
  SECTION("of a single file the end is held out") {
    CHECK(train.size() == 10); // of 945 samples
    CHECK(held.size() == 2);   // of 105
    Examples x = examplesOf(held, inTurn(2));
    CHECK(x.x[0] == 946 / 32768.f);
    CHECK(x.x[199] == 1050 / 32768.f);
  }
  SECTION("of training are random, whole and never of the held-out part") {
    std::set<int> starts;
    for (const Sample &sample : inTurn(2000)) {
      Examples x = examplesOf(train, {{sample.index % 10, sample.key}});
      int start = int(std::lround(x.x[0] * 32768));
      starts.insert(start);
      CHECK(x.x[99] * 32768 == float(start + 99));
    }
    CHECK(*starts.begin() == 1);
    CHECK(*starts.rbegin() == 945 - 99);
    CHECK(starts.size() > 700); // of 846
  }
  SECTION("of a run that goes on are those it would have had") {
    int64_t shape[] = {7, 100};
    mf_array_desc wanted[] = {{"x", "data", MF_F32, 2, shape, 2800}};
    Prefetcher prefetcher(train, wanted, 3, 5);
    for (int64_t step = 5; step < 9; ++step)
      CHECK(prefetcher.next()[0].data == makeBatch(Audio(optionsOf(folder)), wanted, 3, step)[0].data);
    CHECK(makeBatch(train, wanted, 3, 5)[0].data != makeBatch(train, wanted, 3, 6)[0].data);
  }
  SECTION("of a short file stand in silence") {
    Folder other;
    writeRamp(other / "a.wav", 1, 44); // 40 to train, 4 held out
    Audio shortTrain(optionsOf(other)), shortHeld(optionsOf(other, false));
    REQUIRE(shortTrain.size() == 1);
    std::set<int> starts;
    for (uint64_t key = 0; key < 1000; ++key) {
      Examples x = examplesOf(shortTrain, {{0, key}});
      int start = int(std::find_if(x.x.begin(), x.x.end(), [](float v) { return v != 0; }) - x.x.begin());
      starts.insert(start);
      CHECK(std::count(x.x.begin(), x.x.end(), 0.0f) == 60);
      CHECK(x.x[size_t(start) + 39] == 1 / 16.f + 40 / 32768.f);
    }
    CHECK(starts.size() == 61);
    CHECK(examplesOf(shortHeld, {{0, 9}}).x[48] == 1 / 16.f + 41 / 32768.f);
  }
}

TEST_CASE("the split is by file, and adding files moves none") {
  Folder folder;
  for (int i = 0; i < 200; ++i)
    writeRamp(folder / ("f" + std::to_string(i) + ".wav"), 0, 10);
  DatasetOptions o = optionsOf(folder);
  auto held = [&] {
    std::set<std::string> paths;
    for (const AudioFile &file : AudioFolder::open(o).files)
      if (!file.train)
        paths.insert(file.path);
    return paths;
  };
  std::set<std::string> first = held();
  CHECK((first.size() > 8 && first.size() < 35));
  for (int i = 200; i < 300; ++i)
    writeRamp(folder / ("f" + std::to_string(i) + ".wav"), 0, 10);
  std::set<std::string> second = held();
  CHECK(std::includes(second.begin(), second.end(), first.begin(), first.end()));
  o.validationShare = 0; // one file all the same, of two as of many
  CHECK(held().size() == 1);
  o.validationShare = 1 - 1e-9;
  CHECK(held().size() == 299);
  Audio a(optionsOf(folder)), b(optionsOf(folder, false));
  CHECK(a.files().size() + b.files().size() == 300);
  for (const std::string &path : a.files())
    CHECK(second.count(path) == 0);
}

TEST_CASE("labels by pattern and by table") {
  Folder folder;
  for (const char *name : {"x/7_a.wav", "x/7_b.wav", "y/3_a.wav", "y/9_a.wav", "y/9_b.wav"})
    writeRamp(folder / name, name[2] - '0', 100);
  DatasetOptions o = optionsOf(folder);
  o.labelPattern = "^([0-9])_";
  auto check = [&](const std::map<std::string, int> &expected) {
    for (bool train : {true, false}) {
      o.train = train;
      Audio audio(o);
      Examples e = examplesOf(audio, inTurn(audio.size()));
      REQUIRE(audio.fields().size() == 2);
      for (size_t i = 0; i < e.label.size(); ++i)
        CHECK(e.label[i] == expected.at(audio.files()[i]));
    }
  };
  CHECK(Audio(o).classes() == 3);
  check({{"x/7_a.wav", 1}, {"x/7_b.wav", 1}, {"y/3_a.wav", 0}, {"y/9_a.wav", 2}, {"y/9_b.wav", 2}});
  o.labelPattern = "^([^/]+)/";
  check({{"x/7_a.wav", 0}, {"x/7_b.wav", 0}, {"y/3_a.wav", 1}, {"y/9_a.wav", 1}, {"y/9_b.wav", 1}});
  auto refused = [&] { return userError([&] { Audio audio(o); }); };
  o.labelPattern = "^([37])_";
  CHECK(refused() == "label pattern '^([37])_' does not fit the file 'y/9_a.wav'");
  o.labelPattern = "^[0-9]_";
  CHECK_THAT(refused(), Contains("expected one group in (), got 0"));
  o.labelPattern = "([0-9]";
  CHECK_THAT(refused(), Contains("not a regular expression"));
  o.labelsCsv = folder / "labels.csv"; // wins
  writeFile(o.labelsCsv, "file,label\r\nx/7_a.wav,cat\nx/7_b.wav,\"a \"\"dog\"\", big\"\n./y/3_a.wav,cat\n\ny/9_b.wav,cat\ny/9_a.wav,eel\n");
  check({{"x/7_a.wav", 1}, {"x/7_b.wav", 0}, {"y/3_a.wav", 1}, {"y/9_a.wav", 2}, {"y/9_b.wav", 1}});
  auto table = [&](const std::string &text) {
    writeFile(o.labelsCsv, text);
    return refused();
  };
  CHECK_THAT(table("x/7_a.wav,cat\n"), Contains("labels.csv:1: expected the header 'file,label'"));
  CHECK_THAT(table(""), Contains("no line for the file 'x/7_a.wav'"));
  CHECK_THAT(table("file,label\nx/7_a.wav,1,2\n"), Contains("labels.csv:2: expected a file and its label, got 3 fields"));
  CHECK_THAT(table("file,label\nx,1\nx,1\n"), Contains("labels.csv:3: the file 'x' has a line already"));
  CHECK_THAT(table("file,label\nx/7_a.wav,1\nx/7_b.wav,1\ny/3_a.wav,1\ny/9_a.wav,1\n"), Contains("no line for the file 'y/9_b.wav'"));
  CHECK_THAT(table("file,label\nx/7_a.wav,1\nx/7_b.wav,1\ny/3_a.wav,1\ny/9_a.wav,1\ny/9_b.wav,1\nz.wav,1\n"),
             Contains("no file 'z.wav' in " + folder.path));
}

TEST_CASE("broken files are named and left out") {
  Folder folder;
  for (int i = 0; i < 20; ++i)
    writeRamp(folder / ("good" + std::to_string(i) + ".wav"), 0, 50);
  DatasetOptions o = optionsOf(folder);
  o.validationShare = 1e-9;
  CHECK(errorsOf([&] { Audio audio(o); }).empty());
  for (int i = 0; i < 8; ++i)
    writeFile(folder / ("bad" + std::to_string(i) + ".wav"), "noise");
  writeSound(folder / "empty.wav", {8000, 1, {}});
  std::string text = errorsOf([&] {
    Audio audio(o);
    CHECK(audio.size() >= 19);
  });
  CHECK_THAT(text, Contains(" files are left out:\n"));
  CHECK_THAT(text, Contains("/bad2.wav: not a sound file: expected WAV (RF64, BW64, W64), FLAC, OGG, MP3, AIFF or CAF\n"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 7); // the count, five names, "and 4 more"
  Folder bad;
  writeFile(bad / "a.wav", "noise");
  writeFile(bad / "b.wav", "noise");
  CHECK_THAT(userError([&] { Audio audio(optionsOf(bad)); }), Contains("none of its 1 training sound files can be used; the first: "));
  Folder none;
  CHECK(userError([&] { Audio audio(optionsOf(none)); }) ==
        none.path + ": expected files named .wav, .w64, .rf64, .bwf, .flac, .ogg, .mp3, .aiff, .aif, .aifc or .caf in it or in folders below it, found none");
  o.folder = "/no/such/folder";
  CHECK_THAT(userError([&] { openDataset("audio", o); }), Contains("/no/such/folder: no such folder; give one with sound files"));
}

TEST_CASE("options out of range are refused") {
  Folder folder;
  writeRamp(folder / "a.wav", 0, 50);
  auto refused = [&](auto change) {
    DatasetOptions o = optionsOf(folder);
    change(o);
    std::string text = userError([&] { openDataset("audio", o); });
    o.folder = "";
    CHECK(userError([&] { openDataset("audio", o); }) == text);
    return text;
  };
  CHECK(refused([](auto &o) { o.sampleRate = 0; }) == "data set 'audio': expected a sample rate from 1000 to 768000, got 0");
  CHECK_THAT(refused([](auto &o) { o.samples = 0; }), Contains("expected a number of samples an example from 1 to"));
  CHECK_THAT(refused([](auto &o) { o.validationShare = 1; }), Contains("expected a validation share of at least 0 and below 1, got 1"));
  CHECK_THAT(refused([](auto &o) { o.validationShare = NAN; }), Contains("got nan"));
}

TEST_CASE("threads do not change what is loaded") {
  Folder folder;
  for (int i = 0; i < 30; ++i)
    writeRamp(folder / ("f" + std::to_string(i) + ".wav"), i % 16, 50 + 7 * i, i % 2 ? 8000 : 11025);
  writeFile(folder / "f7.wav", "broken");
  errorsOf([&] {
    Audio one(optionsOf(folder), 1), many(optionsOf(folder), 7);
    CHECK(one.files() == many.files());
    CHECK(examplesOf(one, inTurn(one.size())) == examplesOf(many, inTurn(many.size())));
  });
}

TEST_CASE("real speech: 3000 short files") {
  const char *root = std::getenv("MFCC_DATA");
  if (!root || !std::filesystem::is_directory(root + std::string("/fsdd/recordings"))) {
    WARN("skipped: MFCC_DATA names no folder with fsdd/recordings");
    return;
  }
  DatasetOptions o;
  o.folder = root + std::string("/fsdd/recordings");
  o.labelPattern = "^([0-9])_";
  auto start = std::chrono::steady_clock::now();
  auto train = openDataset("audio", o);
  o.train = false;
  auto held = openDataset("audio", o);
  WARN("3000 files in " << since(start) << " s: " << train->size() << " and " << held->size() << " crops");
  CHECK(train->classes() == 10);
  Examples e = examplesOf(*train, inTurn(train->size()));
  std::vector<int> count(10);
  for (int32_t label : e.label)
    ++count[size_t(label)];
  CHECK(*std::min_element(count.begin(), count.end()) > 200);
  for (float value : e.x)
    if (!(std::fabs(value) <= 1))
      FAIL("out of range");
}

// -- synthetic sounds ----------------------------------------------------------------------------

TEST_CASE("voices are deterministic, balanced, in range, and quick") {
  DatasetOptions o;
  o.size = 400;
  auto data = openDataset("audio", o), again = openDataset("audio", o);
  o.train = false;
  auto held = openDataset("audio", o);
  CHECK(data->name() == "voices");
  CHECK(data->classes() == 10);
  CHECK(data->signal().size() == 8192);
  CHECK(data->signal().sampleRate == 24000);
  auto start = std::chrono::steady_clock::now();
  Examples e = examplesOf(*data, inTurn(400));
  double each = since(start) / 400;
  WARN("a voice of 8192 samples in " << each * 1e3 << " ms");
  CHECK(each < 5e-3);
  CHECK(e == examplesOf(*again, inTurn(400, 77))); // the key is not used
  CHECK(e.x != examplesOf(*held, inTurn(400)).x);
  for (size_t i = 0; i < 400; ++i) {
    INFO("sound " << i);
    CHECK(e.label[i] == int(i % 10));
    auto [least, most] = std::minmax_element(e.x.begin() + ptrdiff_t(i) * 8192, e.x.begin() + ptrdiff_t(i + 1) * 8192);
    float peak = std::max(-*least, *most);
    CHECK((peak > 0.499f && peak < 0.901f));
  }
}

TEST_CASE("voices have every rate and length") {
  for (int64_t rate : {1000, 8000, 44100, 192000})
    for (int64_t samples : {1, 7, 256, 5000}) {
      DatasetOptions o;
      o.sampleRate = rate;
      o.samples = samples;
      Voices voices(o);
      for (float value : examplesOf(voices, inTurn(20)).x)
        if (!(std::fabs(value) < 0.901f))
          FAIL(rate << " Hz, " << samples << " samples: " << value);
    }
}

TEST_CASE("voices to listen to", "[.]") {
  Voices voices({});
  Examples e = examplesOf(voices, inTurn(40));
  for (size_t i = 0; i < 40; ++i)
    writeSound(getenv("MF_TEST_FOLDER") + ("/" + std::to_string(i) + ".wav"),
               {24000, 1, {e.x.begin() + ptrdiff_t(i) * 8192, e.x.begin() + ptrdiff_t(i + 1) * 8192}});
}
