// What the loader finds in a descriptor: one field of a good one is changed, and the text says what is wrong.
#include "tests/runtime/Descriptor.h"
#include "tests/runtime/Fixture.h"
#include <catch2/catch.hpp>
#include <functional>

namespace {
// entries of artifacts/basic.c
enum { e_init, e_add, e_loop, e_nan, e_sample };
enum { k_fill, k_add, k_sum_blocks };

std::string refusal(const std::function<void(Descriptor &)> &change) {
  Program p("basic");
  Descriptor d(*mf_program_artifact(p));
  change(d);
  mf_program *program = nullptr;
  mf_status status = mf_program_create(&d.desc, nullptr, &program);
  mf_program_free(program);
  if (status == MF_OK)
    return "accepted";
  std::string text = mf_last_error(), start = "this executable: damaged artifact: ";
  REQUIRE(text.substr(0, start.size()) == start);
  return text.substr(start.size());
}
/// Buffer `i` of launch `step` of entry add: scale, sum_blocks, sum_parts follow init's one launch.
mf_buffer_ref &reference(Descriptor &d, int step, int i) { return d.refs[size_t(1 + step)][size_t(i)]; }
} // namespace

TEST_CASE("a copy of a descriptor is as good as the descriptor") {
  CHECK(refusal([](Descriptor &) {}) == "accepted");
}

TEST_CASE("damaged lists and arrays") {
  CHECK(refusal([](Descriptor &d) { d.desc.producer = nullptr; }) == "header: no producer, cpu or metadata (got 0)");
  CHECK(refusal([](Descriptor &d) { d.desc.num_states = -1; }) == "states: number of arrays out of range (got -1)");
  CHECK(refusal([](Descriptor &d) { d.desc.states = nullptr; }) == "states: number of arrays out of range (got 6)");
  CHECK(refusal([](Descriptor &d) { d.desc.num_constants = -2; }) == "constants: number out of range (got -2)");
  CHECK(refusal([](Descriptor &d) { d.desc.kernels = nullptr; }) == "kernels: number out of range (got 13)");
  CHECK(refusal([](Descriptor &d) { d.desc.num_entries = -5; }) == "entries: number out of range (got -5)");
  CHECK(refusal([](Descriptor &d) { d.entries[e_add].name = nullptr; }) == "entries: an entry without a name (got 0)");
  CHECK(refusal([](Descriptor &d) { d.entries[e_add].name = "init"; }) == "init: two entries of this name (got 1)");
  CHECK(refusal([](Descriptor &d) { d.entries[e_add].num_arguments = -1; }) == "add: number of arrays out of range (got -1)");
  CHECK(refusal([](Descriptor &d) { d.arrays[2][1].role = nullptr; }) == "add: an array without a name or role (got 0)");
  CHECK(refusal([](Descriptor &d) { d.arrays[2][1].rank = 99; }) == "y: rank out of range (got 99)");
  CHECK(refusal([](Descriptor &d) { d.arrays[2][1].bytes += 4; }) == "y: bytes do not match the shape (got 25604)");
  CHECK(refusal([](Descriptor &d) { d.arrays[2][1].dtype = 17; }) == "y: bytes do not match the shape (got 25600)");
}

TEST_CASE("damaged states") {
  CHECK(refusal([](Descriptor &d) { d.desc.region_bytes[0] = -64; }) == "states: size of a region out of range (got -64)");
  CHECK(refusal([](Descriptor &d) { d.desc.region_bytes[0] = 320; }) == "steps: offset out of range (got 320)");
  CHECK(refusal([](Descriptor &d) { d.states[3].offset += 4; }) == "double: offset out of range (got 196)");
  CHECK(refusal([](Descriptor &d) { d.states[3].offset = -8; }) == "double: offset out of range (got -8)");
  CHECK(refusal([](Descriptor &d) { d.states[1].region = MF_REGION_SESSION; }) == "mask: a region that does not fit the role (got 1)");
  CHECK(refusal([](Descriptor &d) { d.states[1].array.name = "weight"; }) == "weight: two states of this name (got 5)");
  CHECK(refusal([](Descriptor &d) { d.states[2].offset = 68; }) == "half: overlaps another state (got 68)");
}

TEST_CASE("damaged constants and kernels") {
  CHECK(refusal([](Descriptor &d) { d.constants[0].bytes = 63; }) == "constants: bytes do not match the type (got 63)");
  CHECK(refusal([](Descriptor &d) { d.constants[0].data = nullptr; }) == "constants: no data (got 0)");
  CHECK(refusal([](Descriptor &d) { d.kernels[k_add].source = nullptr; }) == "kernels: a kernel without name, kind or source (got 1)");
  CHECK(refusal([](Descriptor &d) { d.kernels[k_add].cpu.blocks = -1; }) == "add: number of blocks out of range (got -1)");
  CHECK(refusal([](Descriptor &d) { d.kernels[k_add].cpu.scratch_bytes = -1; }) == "add: scratch size out of range (got -1)");
  CHECK(refusal([](Descriptor &d) { d.kernels[k_add].gpu.threads = 2048; }) == "add: GPU geometry out of range (got 0)");
  CHECK(refusal([](Descriptor &d) { d.kernels[k_add].num_buffers = -3; }) == "add: number of buffers out of range (got -3)");
  CHECK(refusal([](Descriptor &d) { d.kernelBuffers[k_add][1].dtype = 6; }) == "add: unknown type of a buffer (got 6)");
  CHECK(refusal([](Descriptor &d) { d.kernelBuffers[k_add][1].bytes = 6; }) == "add: bytes of a buffer out of range (got 6)");
  CHECK(refusal([](Descriptor &d) { d.kernelBuffers[k_add][1].access = 8; }) == "add: unknown access of a buffer (got 8)");
}

TEST_CASE("damaged launches") {
  CHECK(refusal([](Descriptor &d) { d.entries[e_add].arena_bytes = -1; }) == "add: arena size out of range (got -1)");
  CHECK(refusal([](Descriptor &d) { d.entries[e_add].num_steps = -1; }) == "add: number of steps out of range (got -1)");
  CHECK(refusal([](Descriptor &d) { d.steps[e_add][0].type = 2; }) == "add: unknown type of step (got 2)");
  CHECK(refusal([](Descriptor &d) { d.steps[e_add][0].kernel = 13; }) == "add: kernel index out of range (got 13)");
  CHECK(refusal([](Descriptor &d) { d.steps[e_add][0].num_buffers = 2; }) == "add: number of buffers is not the kernel's (got 2)");
  CHECK(refusal([](Descriptor &d) { reference(d, 0, 0).space = 5; }) == "add: unknown space of a buffer (got 5)");
  CHECK(refusal([](Descriptor &d) { reference(d, 0, 1).index = 2; }) == "add: buffer index out of range (got 2)");
  CHECK(refusal([](Descriptor &d) { reference(d, 0, 0).offset = 4; }) == "add: buffer offset out of range (got 4)");
  CHECK(refusal([](Descriptor &d) { reference(d, 1, 1).offset = 32; }) == "add: buffer offset out of range (got 32)");
  CHECK(refusal([](Descriptor &d) { d.entries[e_add].arena_bytes = 512, reference(d, 1, 1).offset = 32; }) == "accepted");
  CHECK(refusal([](Descriptor &d) { d.entries[e_add].arena_bytes = 512, reference(d, 1, 1).offset = 2; }) ==
        "add: buffer offset between two elements (got 2)");
  // a smaller array than the kernel takes, and one of another type
  CHECK(refusal([](Descriptor &d) { reference(d, 0, 1) = {MF_STATE, 0, 0}; }) == "add: buffer offset out of range (got 0)");
  CHECK(refusal([](Descriptor &d) { reference(d, 0, 1) = {MF_STATE, 5, 0}; }) == "add: a buffer of another type than what it names (got 0)");
  CHECK(refusal([](Descriptor &d) { d.kernelBuffers[k_fill][1].bytes = 68; }) == "init: a buffer reaches over a state of another type (got 1)");
}

TEST_CASE("what a launch writes is its own") {
  CHECK(refusal([](Descriptor &d) { reference(d, 0, 2) = {MF_ARGUMENT, 0, 0}; }) == "add: a kernel writes an argument or constant, its buffer (got 2)");
  // in place is allowed, a part of another buffer is not
  CHECK(refusal([](Descriptor &d) { reference(d, 0, 0) = {MF_RESULT, 0, 0}; }) == "accepted");
  CHECK(refusal([](Descriptor &d) {
          d.kernelBuffers[k_add][0].bytes = 100;
          reference(d, 0, 0) = {MF_RESULT, 0, 0};
        }) == "add: a kernel writes memory of another of its buffers, its buffer (got 2)");
  CHECK(refusal([](Descriptor &d) {
          d.kernelBuffers[k_add][0].access = MF_WRITE;
          reference(d, 0, 0) = {MF_RESULT, 0, 0};
        }) == "add: a kernel writes memory of another of its buffers, its buffer (got 0)");
}

TEST_CASE("damaged loops") {
  CHECK(refusal([](Descriptor &d) { d.steps[e_loop][1].body = 7; }) == "loop: loop body reaches beyond its plan (got 7)");
  CHECK(refusal([](Descriptor &d) { d.steps[e_loop][2].body = 5; }) == "loop: loop body reaches beyond its plan (got 5)");
  CHECK(refusal([](Descriptor &d) { d.steps[e_loop][1].trips = -2; }) == "loop: trip count out of range (got -2)");
  CHECK(refusal([](Descriptor &d) { d.steps[e_loop][1].counter = {MF_ARGUMENT, 0, 0}; }) == "loop: a loop counts in an argument or constant (got 0)");
  CHECK(refusal([](Descriptor &d) { d.steps[e_loop][1].counter.offset = 640; }) == "loop: buffer offset out of range (got 640)");
  CHECK(refusal([](Descriptor &d) { d.steps[e_loop][2].count = {MF_STATE, 0, 0}; }) == "loop: a buffer of another type than what it names (got 3)");
}
