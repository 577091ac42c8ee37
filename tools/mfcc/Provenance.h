// What a run was made of, so that it can be made again: its source, its options, the commit that they were in.
#pragma once
#include "compiler/api/Source.h"
#include <nlohmann/json.hpp>

namespace mf::tool {

/// What a run folder keeps of the source of a program.
struct Provenance {
  std::vector<std::pair<std::string, std::string>> files; ///< name in the run folder ("source/model.cpp") and text; the program itself is first
  nlohmann::ordered_json facts;                            ///< for run.json: source, sources, options, commit, version
};

/// artifact: of the model, compiled. Throws UserError.
Provenance provenanceOf(const compiler::Model &model, const std::string &artifact);

/// In what a program differs from the one that the folder holds: the source from which line on, options.
std::vector<std::string> changesSince(const std::string &run, const compiler::Model &model, const Provenance &now);

} // namespace mf::tool
