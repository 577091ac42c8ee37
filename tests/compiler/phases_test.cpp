// A compilation gives each phase, in any order, the same; and files that the runtime takes.
#include "compiler/api/Session.h"
#include "compiler/api/TemporaryFile.h"
#include "runtime/api/mfrt.h"
#include "tests/Folder.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>

using namespace mf::compiler;

namespace {

/// y = tanh(x w) and its derivative along dx.
Source example() {
  return Source::program("example", [](mf::Program &p) {
    p.entry("f", {{"x", {3, 4}}, {"dx", {3, 4}}, {"w", {4, 5}}}, [](const mf::Arguments &a) -> mf::Results {
      auto [y, dy] = mf::jvp([&](mf::Tensor x) { return mf::tanh(mf::matmul(x, a[2])); }, a[0].along(a[1]));
      return {{"y", y}, {"dy", dy}};
    });
  });
}

int64_t flops(const std::vector<EntryCost> &costs, int role) {
  int64_t sum = 0;
  for (const LaunchCost &l : costs.at(0).launches)
    sum += l.flops[role];
  return sum;
}

std::string whatOf(const std::function<void()> &f) {
  try {
    f();
  } catch (const CompileError &e) {
    CHECK(e.fault() == Fault::user);
    return e.what();
  }
  return "";
}

} // namespace

TEST_CASE("each phase is a text of its own") {
  Compilation c = Session().compile(example());
  CHECK_THAT(c.bytes(Emit::graph), Catch::Contains("mf.jvp"));
  CHECK_THAT(c.bytes(Emit::expanded), !Catch::Contains("mf.jvp") && Catch::Contains("mf.tanh") && !Catch::Contains("mft."));
  CHECK_THAT(c.bytes(Emit::kernels), Catch::Contains("mft.plan @f") && !Catch::Contains("mf.tanh"));
  CHECK_THAT(c.bytes(Emit::llvm), Catch::Contains("define"));
  CHECK_THAT(c.bytes(Emit::assembly), Catch::Contains(".text"));
  CHECK(c.bytes(Emit::object).starts_with("\177ELF"));
}

TEST_CASE("the order in which phases are asked for changes nothing") {
  std::map<Emit, std::string> forwards;
  std::vector<Emit> all{Emit::graph, Emit::expanded, Emit::kernels, Emit::llvm, Emit::assembly, Emit::object};
  Compilation c = Session().compile(example());
  for (Emit emit : all)
    forwards[emit] = c.bytes(emit);
  auto costs = c.costs();
  std::reverse(all.begin(), all.end());
  for (Emit emit : all)
    CHECK(c.bytes(emit) == forwards[emit]);
  // a text is a source again
  CHECK(Session().compile(Source::ir(forwards[Emit::graph], "example")).bytes(Emit::kernels) == forwards[Emit::kernels]);
  CHECK(flops(Session().compile(Source::ir(forwards[Emit::kernels], "example")).costs(), 1) == flops(costs, 1));
}

TEST_CASE("emits have names") {
  for (int i = 0; i <= (int)Emit::executable; ++i)
    CHECK(emitNamed(nameOf((Emit)i)) == (Emit)i);
  CHECK_FALSE(emitNamed("text"));
}

TEST_CASE("costs know what the tangent takes") {
  Session session;
  Model model = session.load(example());
  CompileOptions without;
  without.tangents = false;
  auto with = session.compile(model).costs(), plain = session.compile(model, without).costs();
  REQUIRE(with.size() == 2); // the other one is init
  CHECK(with[0].name == "f");
  CHECK(flops(with, 0) >= 2 * 3 * 4 * 5);
  CHECK(flops(with, 1) >= 2 * 3 * 4 * 5);
  CHECK(flops(plain, 1) == 0);
  CHECK(flops(plain, 0) >= 2 * 3 * 4 * 5);
  for (const LaunchCost &l : with[0].launches)
    CHECK_THAT(l.source, Catch::Contains("phases_test.cpp:"));
}

TEST_CASE("options are checked where the compilation begins") {
  Session session;
  Model model = session.load(example());
  CHECK(whatOf([&] { session.compile(model, {.target = "tpu"}); }) == "--target tpu: expected cpu, cuda:CHIP (such as cuda:sm_90), or both with a comma");
  CHECK(whatOf([&] { session.compile(model, {.precision = "f8"}); }) == "--precision f8: expected f32 or bf16");
  CHECK(whatOf([&] { session.compile(model, {.cpu = "z80"}).bytes(Emit::object); }) == "unknown cpu 'z80', expected native, x86-64, x86-64-v3 or x86-64-v4");
  CHECK(whatOf([&] { session.compile(model).bytes(Emit::ptx); }) == "--emit ptx needs --target cuda:sm_90 (or another chip)");
}

TEST_CASE("an artifact is written whole or not at all, and runs") {
  Folder folder;
  Compilation c = Session().compile(example());
  c.write(Emit::artifact, folder / "example.mfa");
  mf_program *program = nullptr;
  REQUIRE(mf_program_load((folder / "example.mfa").c_str(), nullptr, &program) == MF_OK);
  float x[12], dx[12], w[20], y[15], dy[15];
  for (int i = 0; i < 20; ++i)
    (i < 12 ? x[i] = 0.1f * i - 0.5f, dx[i] = 0.3f - 0.05f * i : 0.f), w[i] = 0.07f * i - 0.6f;
  const int64_t a[] = {3, 4}, b[] = {4, 5}, d[] = {3, 5};
  mf_array arguments[] = {{x, MF_F32, 2, a, sizeof x}, {dx, MF_F32, 2, a, sizeof dx}, {w, MF_F32, 2, b, sizeof w}};
  mf_array results[] = {{y, MF_F32, 2, d, sizeof y}, {dy, MF_F32, 2, d, sizeof dy}};
  REQUIRE(mf_entry_call(program, mf_entry_find(program, "f"), arguments, 3, results, 2) == MF_OK);
  for (int i = 0; i < 15; ++i) {
    double value = 0, tangent = 0;
    for (int k = 0; k < 4; ++k) {
      value += double(x[i / 5 * 4 + k]) * w[k * 5 + i % 5];
      tangent += double(dx[i / 5 * 4 + k]) * w[k * 5 + i % 5];
    }
    CHECK(y[i] == Approx(std::tanh(value)).margin(1e-6));
    CHECK(dy[i] == Approx(tangent * (1 - std::tanh(value) * std::tanh(value))).margin(1e-6));
  }
  mf_program_free(program);
  std::filesystem::create_directory(folder / "taken");
  CHECK_THAT(whatOf([&] { c.write(Emit::kernels, folder / "taken"); }), Catch::EndsWith("taken: cannot be written"));
  CHECK_THAT(whatOf([&] { c.write(Emit::artifact, folder / "no/such.mfa"); }), Catch::Contains("no/such.mfa: cannot be written"));
  c.write(Emit::kernels, folder / "kernels.mlir");
  CHECK(readFile(folder / "kernels.mlir") == c.bytes(Emit::kernels));
  c.write(Emit::kernels, "/dev/null");
  CHECK(std::filesystem::is_character_file("/dev/null"));
  size_t files = 0;
  for ([[maybe_unused]] auto &entry : std::filesystem::directory_iterator(folder.path))
    ++files;
  CHECK(files == 3); // example.mfa, taken, kernels.mlir: nothing half written stays
}

TEST_CASE("a temporary file goes with its object") {
  std::string path;
  {
    TemporaryFile file(".x");
    path = file.path();
    CHECK(std::filesystem::exists(path));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}
