// State by name, checkpoints, and files that are none.
#include "tests/runtime/Fixture.h"
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sys/resource.h>
using Catch::Matchers::Contains;

static void initialise(mf_program *p, int seed) {
  Call call(p, "init");
  *call.argument<int32_t>(0) = seed;
  REQUIRE(call.run() == MF_OK);
  double values[] = {1.5, -2.5};
  REQUIRE(mf_state_set(p, mf_state_find(p, "double"), values, 16) == MF_OK);
}

// A safetensors file of a header and `data` bytes.
static std::string safetensors(const std::string &header, size_t data) {
  uint64_t size = header.size();
  return std::string(reinterpret_cast<char *>(&size), 8) + header + std::string(data, '\1');
}

TEST_CASE("state is read and written by name") {
  Program p("basic");
  float weight[4] = {1, 2, 3, 4}, back[4] = {};
  int64_t state = mf_state_find(p, "weight");
  REQUIRE(mf_state_get(p, state, back, 16) == MF_OK);
  CHECK(back[2] == 0);
  REQUIRE(mf_state_set(p, state, weight, 16) == MF_OK);
  REQUIRE(mf_state_get(p, state, back, 16) == MF_OK);
  CHECK(back[2] == 3);
  CHECK(mf_state_set(p, state, weight, 12) == MF_ERROR_ARRAY);
  CHECK(std::string(mf_last_error()) == "state 'weight': expected 16 bytes, got 12");
  CHECK(mf_state_find(p, "bias") == -1);
  CHECK(std::string(mf_last_error()) == "no state named 'bias' among 6 states");
}

TEST_CASE("a checkpoint goes round") {
  Folder folder;
  Program p("basic"), q("basic");
  initialise(p, 9);
  mf_metadata metadata[] = {{"step", "12"}, {"note", "quote \" backslash \\ line\n é"}};
  REQUIRE(mf_state_save(p, (folder / "a").c_str(), metadata, 2) == MF_OK);
  REQUIRE(mf_state_load(q, (folder / "a").c_str(), 0) == MF_OK);
  float weight[4];
  double values[2];
  REQUIRE(mf_state_get(q, 0, weight, 16) == MF_OK);
  REQUIRE(mf_state_get(q, 3, values, 16) == MF_OK);
  CHECK(weight[3] == 12);
  CHECK(values[1] == -2.5);
  char text[64];
  REQUIRE(mf_state_metadata((folder / "a").c_str(), "note", text, sizeof text) == MF_OK);
  CHECK(std::string(text) == metadata[1].value);
  REQUIRE(mf_state_metadata((folder / "a").c_str(), "role:key", text, sizeof text) == MF_OK);
  CHECK(std::string(text) == "key");
  CHECK(mf_state_metadata((folder / "a").c_str(), "nothing", text, sizeof text) == MF_ERROR_NAME);
  CHECK(mf_state_metadata((folder / "a").c_str(), "note", text, 5) == MF_ERROR_MEMORY);
  CHECK(system(("test $(ls " + folder.path + " | wc -l) = 1").c_str()) == 0);
}

TEST_CASE("loading for an entry reads what that entry touches") {
  Folder folder;
  Program p("basic"), q("basic");
  initialise(p, 9);
  REQUIRE(mf_state_save(p, (folder / "a").c_str(), nullptr, 0) == MF_OK);
  REQUIRE(mf_state_load_for(q, (folder / "a").c_str(), 0, mf_entry_find(q, "sample")) == MF_OK);
  float weight[4];
  double values[2];
  REQUIRE(mf_state_get(q, 0, weight, 16) == MF_OK);
  REQUIRE(mf_state_get(q, 3, values, 16) == MF_OK);
  CHECK(weight[3] == 12);
  CHECK(values[1] == 0);
  CHECK(mf_state_load_for(q, (folder / "a").c_str(), 0, 17) == MF_ERROR_NAME);
}

TEST_CASE("a checkpoint of another model names the first parameter that differs") {
  Folder folder;
  Program p("basic"), other("other-model");
  REQUIRE(mf_state_save(other, (folder / "other").c_str(), nullptr, 0) == MF_OK);
  initialise(p, 3);
  CHECK(mf_state_load(p, (folder / "other").c_str(), 0) == MF_ERROR_ARRAY);
  CHECK_THAT(mf_last_error(), Contains("not a checkpoint of this model: no 'weight', expected f32 [4]"));
  writeFile(folder / "shape", safetensors(R"({"weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}})", 16));
  CHECK(mf_state_load(p, (folder / "shape").c_str(), 0) == MF_ERROR_ARRAY);
  CHECK_THAT(mf_last_error(), Contains("'weight': expected f32 [4], got f32 [2, 2]"));
  float weight[4];
  REQUIRE(mf_state_get(p, 0, weight, 16) == MF_OK);
  CHECK(weight[0] == 3); // nothing was harmed
}

TEST_CASE("tensors that the program has not are skipped only when asked") {
  Folder folder;
  Program p("basic");
  REQUIRE(mf_state_save(p, (folder / "a").c_str(), nullptr, 0) == MF_OK);
  std::string file = readFile(folder / "a");
  uint64_t size;
  std::memcpy(&size, file.data(), 8);
  std::string header = file.substr(8, size), data = file.substr(8 + size);
  header.replace(header.rfind('}'), 1, R"(,"more":{"dtype":"U8","shape":[3],"data_offsets":[60,63]}})");
  REQUIRE(data.size() == 60);
  writeFile(folder / "b", safetensors(header, 63));
  CHECK(mf_state_load(p, (folder / "b").c_str(), 0) == MF_ERROR_ARRAY);
  CHECK_THAT(mf_last_error(), Contains("it has 'more', which the program has not"));
  CHECK(mf_state_load(p, (folder / "b").c_str(), 1) == MF_OK);
}

TEST_CASE("malformed checkpoints are refused") {
  Folder folder;
  Program p("basic");
  auto load = [&](const std::string &text) {
    writeFile(folder / "x", text);
    CHECK(mf_state_load(p, (folder / "x").c_str(), 0) != MF_OK);
    return std::string(mf_last_error());
  };
  auto header = [&](const std::string &text, size_t data = 0) { return load(safetensors(text, data)); };
  CHECK_THAT(load("abc"), Contains("not a safetensors file: expected at least 8 bytes, got 3"));
  CHECK_THAT(load("abcdefghijkl"), Contains("truncated or foreign safetensors"));
  CHECK_THAT(header(""), Contains("byte 0: expected '{'"));
  CHECK_THAT(header("{"), Contains("expected a string"));
  CHECK_THAT(header(R"({"a":1})"), Contains("byte 5: expected '{'"));
  CHECK_THAT(header("{} x"), Contains("expected nothing after the last '}'"));
  CHECK_THAT(header(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4), Contains("expected a whole number"));
  CHECK_THAT(header(R"({"a":{"dtype":"F32","shape":[1]}})", 4), Contains("expected 'dtype', 'shape' and 'data_offsets'"));
  CHECK_THAT(header(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8), Contains("expected data from byte 0, got [4, 8)"));
  CHECK_THAT(header(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4), Contains("the shape and 4 bytes of data do not agree"));
  CHECK_THAT(header(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 3), Contains("truncated or malformed safetensors: expected 4 bytes of data, got 3"));
  CHECK_THAT(header(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})"), Contains("two tensors named 'a'"));
  CHECK_THAT(header(R"({"a\u0000b":{}})"), Contains("expected a well-formed string"));
  CHECK_THAT(header(R"({"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}})"), Contains("expected a smaller number"));
  CHECK(mf_state_load(p, (folder / "none").c_str(), 0) == MF_ERROR_FILE);
}

TEST_CASE("a full disk leaves the old checkpoint as it was") {
  Folder folder;
  Program p("basic");
  std::string path = folder / "a";
  initialise(p, 1);
  REQUIRE(mf_state_save(p, path.c_str(), nullptr, 0) == MF_OK);
  std::string before = readFile(path);
  initialise(p, 2);
  signal(SIGXFSZ, SIG_IGN);
  rlimit old, small;
  getrlimit(RLIMIT_FSIZE, &old);
  small = old;
  small.rlim_cur = 300;
  setrlimit(RLIMIT_FSIZE, &small);
  mf_status status = mf_state_save(p, path.c_str(), nullptr, 0);
  setrlimit(RLIMIT_FSIZE, &old);
  CHECK(status == MF_ERROR_FILE);
  CHECK_THAT(mf_last_error(), Contains("cannot be written: File too large"));
  CHECK(readFile(path) == before);
  CHECK(system(("test $(ls " + folder.path + " | wc -l) = 1").c_str()) == 0);
  CHECK(mf_state_save(p, folder.path.c_str(), nullptr, 0) == MF_ERROR_FILE);
  CHECK(mf_state_save(p, (folder / "no/such/folder").c_str(), nullptr, 0) == MF_ERROR_FILE);
}

TEST_CASE("weights for the example", "[.]") {
  Program p("basic");
  initialise(p, 5);
  REQUIRE(mf_state_save(p, getenv("MF_TEST_WEIGHTS"), nullptr, 0) == MF_OK);
}
