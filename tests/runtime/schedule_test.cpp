// What the calling thread runs alone: counted in the schedule, never timed.
#include "tests/runtime/Descriptor.h"
#include "tests/runtime/Fixture.h"
#include <catch2/catch.hpp>
extern "C" {
#include "runtime/cpu/device.h"
}

namespace {
enum { e_init, e_add, e_loop }; // entries of artifacts/basic.c

struct Schedule {
  mf_cpu_plan plan = {};
  std::vector<unsigned char> team;
  Schedule(const Descriptor &d, int entry) : team(size_t(d.entries[size_t(entry)].num_steps)) {
    plan.team = team.data();
    mf_cpu_schedule(&d.desc, &d.entries[size_t(entry)], &plan);
  }
  int64_t together() const { return std::count(team.begin(), team.end(), 1); }
  bool entersTeam() const { return plan.team_begin < plan.team_end; }
};

/// Every kernel has `blocks` blocks and takes so long.
void setAll(Descriptor &d, int64_t nanoseconds, int64_t blocks) {
  for (mf_kernel_desc &kernel : d.kernels)
    kernel.cpu.nanoseconds = nanoseconds, kernel.cpu.blocks = blocks;
}
} // namespace

TEST_CASE("a plan with little for a team enters none") {
  Program p("basic");
  Descriptor d(*mf_program_artifact(p));
  int64_t launches = d.entries[e_add].num_steps;
  REQUIRE(launches == 3);
  SECTION("launches too short for a barrier are run alone, however many there are") {
    setAll(d, 9'999, 64);
    CHECK(Schedule(d, e_add).together() == 0);
    CHECK_FALSE(Schedule(d, e_add).entersTeam());
  }
  SECTION("launches worth a barrier, but not together worth a team") {
    setAll(d, 130'000, 64);
    CHECK_FALSE(Schedule(d, e_add).entersTeam());
  }
  SECTION("worth a team") {
    setAll(d, 140'000, 64);
    CHECK(Schedule(d, e_add).together() == launches);
    CHECK(Schedule(d, e_add).entersTeam());
  }
  SECTION("one block cannot be shared") {
    setAll(d, 1'000'000'000, 1);
    CHECK(Schedule(d, e_add).together() == 0);
    CHECK_FALSE(Schedule(d, e_add).entersTeam());
  }
  SECTION("the team comes late and leaves early") {
    setAll(d, 9'999, 64);
    d.kernels[size_t(d.steps[e_add][1].kernel)].cpu.nanoseconds = 500'000;
    CHECK(Schedule(d, e_add).together() == 1);
    CHECK(Schedule(d, e_add).plan.team_begin == 1);
    CHECK(Schedule(d, e_add).plan.team_end == 2);
  }
}

TEST_CASE("a loop counts by its trips, one of unknown length as sixteen") {
  Program p("basic");
  Descriptor d(*mf_program_artifact(p));
  setAll(d, 20'000, 64);
  mf_step_desc *loop = nullptr;
  for (mf_step_desc &step : d.steps[e_loop])
    if (step.type == MF_STEP_LOOP)
      step.trips = 1, loop = loop ? loop : &step;
  REQUIRE(loop);
  CHECK_FALSE(Schedule(d, e_loop).entersTeam());
  loop->trips = 1000;
  CHECK(Schedule(d, e_loop).entersTeam());
  // as with sixteen trips, whatever a launch takes; fifteen or seventeen are something else
  setAll(d, 0, 64);
  mf_cpu_code &inside = d.kernels[size_t(d.steps[e_loop][3].kernel)].cpu;
  auto entersWith = [&](int64_t trips, int64_t nanoseconds) {
    inside.nanoseconds = nanoseconds;
    loop->trips = trips;
    return Schedule(d, e_loop).entersTeam();
  };
  int fewer = 0, more = 0;
  for (int64_t nanoseconds = 10'000; nanoseconds < 40'000; nanoseconds += 100) {
    bool unknown = entersWith(-1, nanoseconds);
    CHECK(unknown == entersWith(16, nanoseconds));
    fewer += unknown != entersWith(15, nanoseconds);
    more += unknown != entersWith(17, nanoseconds);
  }
  CHECK((fewer > 0 && more > 0));
  // the team is there for the whole loop, and for nothing else
  REQUIRE(entersWith(1000, 20'000));
  CHECK(Schedule(d, e_loop).plan.team_begin == 1);
  CHECK(Schedule(d, e_loop).plan.team_end == 7);
}
