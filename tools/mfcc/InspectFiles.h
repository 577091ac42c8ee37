// What the files of a run say of themselves, as data; a text is made of it for people.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace mf::tool {

/// A checkpoint or other weights: what it says of itself, each tensor's type and shape. Throws UserError.
nlohmann::ordered_json describeWeights(const std::string &path);
/// A run folder: its run.json, the checkpoints, the newest numbers. Throws UserError.
nlohmann::ordered_json describeRun(const std::string &path);
/// A coded sound (.mfc): rates, length, levels, bytes, and its rate. The file is read to its end. Throws UserError.
nlohmann::ordered_json describeStream(const std::string &path);

/// "key: value" lines; a list a line each.
std::string plainText(const nlohmann::ordered_json &facts);

} // namespace mf::tool
