// Whole files, with errors that say what the system said.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace mf {

/// The file's bytes. Throws UserError.
std::vector<std::byte> readBytes(const std::string &path);
std::string readText(const std::string &path);

/// Writes beside, syncs, renames: an older file stays until the new one is whole. Throws UserError.
void writeAtomic(const std::string &path, const std::string &text);

} // namespace mf
