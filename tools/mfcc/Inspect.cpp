//===- Inspect.cpp - mfcc inspect: what an artifact or another file holds -------------------------------------------===//
#include "runtime/api/mfrt.h"
#include "compiler/api/Source.h"
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/InspectFiles.h"
#include "training/UserError.h"
#include "training/io/Array.h"
#include "training/io/Json.h"
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace mf::tool {

using Json = nlohmann::ordered_json;

namespace {
struct Options {
  std::string file;
  bool json = false;
};

Json describe(const mf_array_desc &a) {
  return {{"name", a.name}, {"dtype", mf_dtype_name(a.dtype)}, {"shape", std::vector<int64_t>(a.shape, a.shape + a.rank)}, {"role", a.role}, {"bytes", a.bytes}};
}

/// As data; as a text where its names cannot be in JSON.
Json metadataOf(const mf_program *program) {
  Json metadata = Json::parse(mf_program_metadata(program), nullptr, false);
  return metadata.is_discarded() ? Json(mf_program_metadata(program)) : metadata;
}

Json describe(const mf_program *program) {
  const mf_artifact_desc *artifact = mf_program_artifact(program);
  Json entries = Json::array(), states = Json::array();
  for (int32_t e = 0; e < mf_entry_count(program); ++e) {
    const mf_entry_desc *info = mf_entry_info(program, e);
    Json arguments = Json::array(), results = Json::array();
    for (int32_t i = 0; i < info->num_arguments; ++i)
      arguments.push_back(describe(info->arguments[i]));
    for (int32_t i = 0; i < info->num_results; ++i)
      results.push_back(describe(info->results[i]));
    entries.push_back({{"name", info->name}, {"arguments", arguments}, {"results", results}, {"steps", info->num_steps}, {"arena_bytes", info->arena_bytes}});
  }
  for (int64_t s = 0; s < mf_state_count(program); ++s)
    states.push_back(describe(*mf_state_info(program, s)));
  return {{"producer", artifact->producer}, {"cpu", artifact->cpu}, {"metadata", metadataOf(program)},
          {"kernels", artifact->num_kernels}, {"entries", entries}, {"states", states}};
}

void print(const mf_program *program) {
  const mf_artifact_desc *artifact = mf_program_artifact(program);
  std::printf("%s, for %s, %lld kernels\n%s\n", artifact->producer, artifact->cpu, (long long)artifact->num_kernels, mf_program_metadata(program));
  for (int32_t e = 0; e < mf_entry_count(program); ++e) {
    const mf_entry_desc *info = mf_entry_info(program, e);
    std::printf("entry %s: %lld steps, arena %lld bytes\n", info->name, (long long)info->num_steps, (long long)info->arena_bytes);
    for (int32_t i = 0; i < info->num_arguments; ++i)
      std::printf("  argument %-24s %s\n", info->arguments[i].name, typeOf(info->arguments[i]).c_str());
    for (int32_t i = 0; i < info->num_results; ++i)
      std::printf("  result   %-24s %s\n", info->results[i].name, typeOf(info->results[i]).c_str());
  }
  int64_t parameters = 0;
  for (int64_t s = 0; s < mf_state_count(program); ++s) {
    const mf_array_desc *info = mf_state_info(program, s);
    std::printf("state %-40s %-10s %s\n", info->name, info->role, typeOf(*info).c_str());
    if (std::string(info->role) == "parameter")
      parameters += info->bytes / mf_dtype_bytes(info->dtype);
  }
  std::printf("%lld parameters\n", (long long)parameters);
}

/// A file that is no artifact, by what it is called; null for an artifact.
Json describeFile(const std::string &path) {
  std::string ending = std::filesystem::path(path).extension().string();
  std::error_code none;
  if (std::filesystem::is_directory(path, none))
    return describeRun(path);
  if (compiler::Source::kindOfFile(path))
    throw UserError(path + ": is a source; mfcc explain shows what it comes to, and mfcc compile makes an artifact of it");
  return ending == ".safetensors" ? describeWeights(path) : ending == ".mfc" ? describeStream(path) : Json();
}

void run(const Options &o) {
  if (Json facts = describeFile(o.file); !facts.is_null()) {
    std::printf("%s%s", o.json ? textOf(facts, 2).c_str() : plainText(facts).c_str(), o.json ? "\n" : "");
    return;
  }
  mf_program *program = nullptr;
  if (mf_program_load(o.file.c_str(), nullptr, &program) != MF_OK)
    throw UserError(mf_last_error());
  if (o.json)
    std::printf("%s\n", textOf(describe(program), 2).c_str());
  else
    print(program);
  mf_program_free(program);
}
} // namespace

void addInspect(CommandLine &app) {
  auto *command = app.add_subcommand("inspect", "list what an artifact, a checkpoint, a run folder or a coded sound holds");
  auto o = std::make_shared<Options>();
  command->add_option("file", o->file, "an artifact (.mfa), weights (.safetensors), a run folder or a coded sound (.mfc)")->required();
  command->add_flag("--json", o->json, "as JSON");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
