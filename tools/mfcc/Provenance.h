// What a run was made of, so that it can be made again: its source, its options, the commit that they were in.
#pragma once
#include "compiler/api/Source.h"
#include <nlohmann/json.hpp>

namespace mf::tool {

/// A number of the program, whatever file and lines it comes from: of its IR without locations.
std::string fingerprintOf(const std::string &ir);

/// What a run folder keeps of the source of a program.
struct Provenance {
  std::vector<std::pair<std::string, std::string>> files; ///< name in the run folder ("source/model.cpp") and text; the program itself is first
  nlohmann::ordered_json facts;                            ///< for run.json: source, sources, options, commit, version, program (its fingerprint)
};

/// artifact: of the model, compiled. Throws UserError.
Provenance provenanceOf(const compiler::Model &model, const std::string &artifact);

/// In what a run differs from the one that the folder holds, a line for each: the source from which line on, options, keys of the
/// configuration, but for those that say how a run is watched and how long it goes on; where it is none of them, that it is another program.
/// A program that is the same to the last op has no other source or options.
std::vector<std::string> changesSince(const std::string &run, const compiler::Model &model, const Provenance &now);

} // namespace mf::tool
