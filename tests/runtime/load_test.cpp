// Loading: what is refused, with which text, and that nothing of a foreign file runs.
#include "tests/runtime/Fixture.h"
#include <catch2/catch.hpp>
#include <elf.h>
#include <cstdlib>
#include <cstring>
extern "C" {
#include "runtime/core/internal.h"
}
using Catch::Matchers::Contains;

static std::string refused(const std::string &path) {
  mf_program *program = reinterpret_cast<mf_program *>(1);
  CHECK(mf_program_load(path.c_str(), nullptr, &program) != MF_OK);
  CHECK(program == nullptr);
  return mf_last_error();
}

TEST_CASE("an artifact lists its entries and states") {
  Program p("basic");
  REQUIRE(p.status == MF_OK);
  CHECK(mf_entry_count(p) == 5);
  CHECK(mf_entry_find(p, "add") == 1);
  CHECK(mf_entry_info(p, 5) == nullptr);
  CHECK(std::string(mf_entry_info(p, 1)->arguments[1].name) == "y");
  CHECK(mf_state_count(p) == 6);
  CHECK(mf_state_find(p, "half") == 2);
  CHECK(mf_program_arena_bytes(p) == 640);
  CHECK(std::string(mf_program_metadata(p)) == "{\"name\": \"basic\"}");
  CHECK(mf_entry_find(p, "train") == -1);
  CHECK(std::string(mf_last_error()) == "no entry named 'train'; the entries are: init, add, loop, nan, sample");
}

TEST_CASE("files that are no artifacts are refused in one line") {
  Folder folder;
  CHECK_THAT(refused(folder / "missing.mfa"), Contains("missing.mfa: cannot be opened: No such file or directory"));
  CHECK_THAT(refused(folder.path), Contains("expected an artifact, got something that is not a file"));
  writeFile(folder / "empty.mfa", "");
  CHECK_THAT(refused(folder / "empty.mfa"), Contains("not an mfcc artifact: the file is empty"));
  writeFile(folder / "text.mfa", std::string(500, 'x'));
  CHECK_THAT(refused(folder / "text.mfa"), Contains("not an mfcc artifact: expected an ELF shared object"));
  CHECK_THAT(refused("/proc/self/exe"), Contains("not an mfcc artifact"));
  CHECK_THAT(refused(artifact("foreign")), Contains("a shared object without the symbol 'mf_artifact'"));
}

TEST_CASE("a truncated artifact is refused at every length") {
  Folder folder;
  std::string whole = readFile(artifact("basic"));
  REQUIRE(whole.size() > 4000);
  for (size_t size = 1; size < whole.size(); size += 1 + size / 16) {
    writeFile(folder / "cut.mfa", whole.substr(0, size));
    std::string text = refused(folder / "cut.mfa");
    CHECK((text.find("truncated artifact") != std::string::npos || text.find("not an mfcc artifact") != std::string::npos));
  }
}

TEST_CASE("artifacts of another version, CPU or machine are refused") {
  CHECK_THAT(refused(artifact("newer-abi")), Contains("newer-abi.mfa: expected ABI version 2, got 7; a newer mfcc made it: use its runtime"));
  CHECK_THAT(refused(artifact("older-abi")), Contains("older-abi.mfa: expected ABI version 2, got 1; an older mfcc made it: compile the model again"));
  CHECK_THAT(refused(artifact("other-magic")), Contains("expected magic 0x5452415f43464d00, got 0x1"));
  CHECK_THAT(refused(artifact("other-cpu")), Contains("x86-64-v3 or x86-64-v4, got 'armv9'"));
  CHECK(std::getenv("MF_TEST_CONSTRUCTOR") == nullptr); // nothing of them has run
  Program whole("constructor");
  CHECK(whole.status == MF_OK);
  CHECK(std::getenv("MF_TEST_CONSTRUCTOR") != nullptr);
  CHECK(mf_cpu_check("a.mfa", "x86-64-v4", 4) == MF_OK);
  CHECK(mf_cpu_check("a.mfa", "x86-64-v4", 3) == MF_ERROR_INCOMPATIBLE);
  CHECK(std::string(mf_last_error()) ==
        "a.mfa: its code needs x86-64-v4, this CPU has x86-64-v3; compile it with --cpu x86-64-v3");
  Folder folder;
  std::string image = readFile(artifact("basic"));
  reinterpret_cast<Elf64_Ehdr *>(image.data())->e_machine = EM_AARCH64;
  writeFile(folder / "arm.mfa", image);
  CHECK_THAT(refused(folder / "arm.mfa"), Contains("expected code for ELF machine 62, got 183"));
}

TEST_CASE("a plan that steps outside its arrays is refused") {
  CHECK_THAT(refused(artifact("bad-plan")), Contains("damaged artifact: add: buffer offset out of range (got 4096)"));
}

TEST_CASE("an unknown device is refused") {
  mf_program *program;
  CHECK(mf_program_load(artifact("basic").c_str(), "tpu", &program) == MF_ERROR_INCOMPATIBLE);
  CHECK_THAT(mf_last_error(), Contains("unknown device 'tpu'; this runtime has: cpu, null"));
}

TEST_CASE("a descriptor that points out of its file is refused") {
  Program p("basic");
  const mf_artifact_desc *artifact = mf_program_artifact(p);
  mf_image image = mf_image_find(artifact);
  REQUIRE(image.count > 1);
  CHECK(mf_artifact_check("a.mfa", artifact, &image) == MF_OK);
  auto refusal = [&](auto change) {
    mf_artifact_desc other = *artifact;
    change(other);
    CHECK(mf_artifact_check("a.mfa", &other, &image) == MF_ERROR_FORMAT);
    return std::string(mf_last_error());
  };
  std::vector<mf_kernel_desc> kernels(artifact->kernels, artifact->kernels + artifact->num_kernels);
  CHECK(refusal([](mf_artifact_desc &a) { a.metadata = reinterpret_cast<const char *>(64); }) == "a.mfa: damaged artifact: header: no producer, cpu or metadata (got 0)");
  CHECK(refusal([&](mf_artifact_desc &a) { a.kernels = kernels.data(); }) == "a.mfa: damaged artifact: kernels: number out of range (got 13)");
  CHECK(refusal([](mf_artifact_desc &a) { a.num_states = 1 << 20; }) == "a.mfa: damaged artifact: states: number of arrays out of range (got 1048576)");
  CHECK_FALSE(mf_image_holds_code(&image, artifact->kernels));
  CHECK_FALSE(mf_image_holds(&image, reinterpret_cast<const char *>(artifact->kernels) + 1, 1, 4, 4));
}
