// JSON as text.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace mf {

/// Names of files and of the user's arrays may have bytes that are no UTF-8, which JSON cannot hold: U+FFFD stands for them.
template <typename Json> std::string textOf(const Json &json, int indent = -1) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

} // namespace mf
