// The null device: what its account of a call finds in a plan that is well-formed.
#include "tests/runtime/Descriptor.h"
#include "tests/runtime/Fixture.h"
#include <catch2/catch.hpp>
#include <functional>

static std::string account(const char *entry, const std::function<void(Descriptor &)> &change) {
  Program p("basic");
  Descriptor d(*mf_program_artifact(p));
  change(d);
  mf_program *program = nullptr;
  REQUIRE(mf_program_create(&d.desc, "null", &program) == MF_OK);
  std::string text = "nothing";
  {
    Call call(program, entry);
    if (call.run() != MF_OK)
      text = mf_last_error();
  }
  mf_program_free(program);
  return text;
}

TEST_CASE("plans that write before they read are good") {
  for (const char *entry : {"init", "add", "loop", "nan", "sample"})
    CHECK(account(entry, [](Descriptor &) {}) == "nothing");
}

TEST_CASE("memory that is read before it is written is found") {
  CHECK(account("add", [](Descriptor &d) { d.refs[3][0].offset = 0, d.entries[1].arena_bytes = 1024, d.refs[2][1].offset = 64; }) ==
        "add: step 2: sum_parts reads arena memory at 0 that nothing wrote");
  CHECK(account("add", [](Descriptor &d) { d.refs[1][2] = {MF_ARENA, 0, 256}, d.entries[1].arena_bytes = 256 + 25600; }) ==
        "add: step 1: sum_blocks reads result memory at 0 that nothing wrote");
  CHECK(account("loop", [](Descriptor &d) { d.steps[2][2].count = {MF_ARENA, 0, 576}; }) ==
        "loop: step 2: a loop reads arena memory at 576 that nothing wrote");
}

TEST_CASE("a result that is not written whole is found") {
  CHECK(account("add", [](Descriptor &d) { d.refs[3][1] = {MF_ARENA, 0, 0}, d.refs[3][0].offset = 0, d.entries[1].arena_bytes = 1024, d.refs[3][1].offset = 512; }) ==
        "add: result 'sum' is not written at byte 0");
}
