// States of role `session` from a DSL program to the C API: one cache for each session of one loaded program, none in checkpoints.
#include "compiler/api/Session.h"
#include "runtime/api/mfrt.h"
#include "tests/Folder.h"
#include <catch2/catch.hpp>

using namespace mf::compiler;

namespace {

// `push` keeps the last three numbers (7 before there are any) and sums them; `train` changes the weight that all share.
const char *const kModel = R"(#include "mf/mf.h"
using namespace mf;
MF_PROGRAM(p) {
  Scope net("net");
  p.entry("push", {{"x", {1}}}, [&](const Arguments &a) -> Results {
    Tensor w = net.parameter("w", {1}, Init::fill(2));
    Tensor cache = state("cache", "session", {3}, Dtype::f32, Init::fill(7));
    Tensor count = state("count", "session", {}, Dtype::i32, Init::zeros());
    Tensor next = dynamic_update_slice(cache, a[0], reshape(rem(count, 3), {1}));
    write("cache", next);
    write("count", count + 1);
    return {{"y", sum(next * w, {0})}, {"n", count}};
  });
  p.entry("train", {{"w", {1}}}, [&](const Arguments &a) -> Results {
    write("net.w", a[0]);
    return {};
  });
}
)";

struct Cached {
  Folder folder;
  mf_program *program = nullptr;

  Cached() {
    writeFile(folder / "model.cpp", kModel);
    Session session;
    session.compile(session.load(Source::file(folder / "model.cpp"))).write(Emit::artifact, folder / "model.mfa");
    load();
  }
  ~Cached() { mf_program_free(program); }
  void load() {
    mf_program_free(program);
    REQUIRE(mf_program_load((folder / "model.mfa").c_str(), nullptr, &program) == MF_OK);
  }
  void call(mf_session *session, const char *entry, std::vector<mf_array> arguments, std::vector<mf_array> results = {}) {
    int32_t index = mf_entry_find(program, entry);
    REQUIRE(index >= 0);
    auto run = [&](auto function, auto of) {
      return function(of, index, arguments.data(), int32_t(arguments.size()), results.data(), int32_t(results.size()));
    };
    INFO(mf_last_error());
    REQUIRE((session ? run(mf_session_call, session) : run(mf_entry_call, program)) == MF_OK);
  }
  void seeded(mf_session *session, const char *entry) {
    int32_t seed = 0;
    call(session, entry, {{&seed, MF_I32, 0, nullptr, sizeof seed}});
  }
  float push(mf_session *session, float x) {
    const int64_t one[] = {1};
    float y = -1;
    int32_t n = -1;
    call(session, "push", {{&x, MF_F32, 1, one, sizeof x}}, {{&y, MF_F32, 0, nullptr, sizeof y}, {&n, MF_I32, 0, nullptr, sizeof n}});
    return y;
  }
  void train(mf_session *session, float w) {
    const int64_t one[] = {1};
    call(session, "train", {{&w, MF_F32, 1, one, sizeof w}});
  }
};

struct Opened {
  mf_session *handle = nullptr;
  explicit Opened(mf_program *program) { REQUIRE(mf_session_create(program, &handle) == MF_OK); }
  ~Opened() { mf_session_free(handle); }
  Opened(const Opened &) = delete;
};

} // namespace

TEST_CASE("sessions have caches of their own and share the weights") {
  Cached m;
  m.seeded(nullptr, "init");
  Opened first(m.program), second(m.program);
  // nobody has reset the second: its states are zeros
  m.seeded(first.handle, "reset");
  CHECK(m.push(first.handle, 1) == 2 * (1 + 7 + 7));
  CHECK(m.push(second.handle, 10) == 2 * 10);
  CHECK(m.push(first.handle, 2) == 2 * (1 + 2 + 7));
  m.train(second.handle, 3);
  CHECK(m.push(first.handle, 3) == 3 * (1 + 2 + 3));
  CHECK(m.push(first.handle, 4) == 3 * (4 + 2 + 3));
  CHECK(m.push(second.handle, 20) == 3 * 30);
  // the program's own session is one more
  CHECK(m.push(nullptr, 1) == 3 * (1 + 7 + 7));
}

TEST_CASE("reset puts one session's caches back, and nothing else") {
  Cached m;
  m.seeded(nullptr, "init");
  m.train(nullptr, 5);
  Opened first(m.program), second(m.program);
  m.seeded(first.handle, "reset");
  m.seeded(second.handle, "reset");
  m.push(first.handle, 1);
  m.push(second.handle, 1);
  m.seeded(first.handle, "reset");
  CHECK(m.push(first.handle, 2) == 5 * (2 + 7 + 7));
  CHECK(m.push(second.handle, 2) == 5 * (1 + 2 + 7));
}

TEST_CASE("a checkpoint holds no session state, and reading one leaves caches as they are") {
  Cached m;
  m.seeded(nullptr, "init");
  m.push(nullptr, 1);
  std::string path = m.folder / "weights.safetensors";
  REQUIRE(mf_state_save(m.program, path.c_str(), nullptr, 0) == MF_OK);
  CHECK_THAT(readFile(path), Catch::Contains("net.w"));
  CHECK_THAT(readFile(path), !Catch::Contains("cache") && !Catch::Contains("count"));
  m.train(nullptr, 3);
  REQUIRE(mf_state_load(m.program, path.c_str(), 0) == MF_OK);
  CHECK(m.push(nullptr, 2) == 2 * (1 + 2 + 7));
  m.load();
  REQUIRE(mf_state_load(m.program, path.c_str(), 0) == MF_OK);
  CHECK(m.push(nullptr, 2) == 2 * 2);
  m.seeded(nullptr, "reset");
  CHECK(m.push(nullptr, 2) == 2 * (2 + 7 + 7));
}
