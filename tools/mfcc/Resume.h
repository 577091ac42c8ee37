// What changes where a run goes on.
#pragma once
#include <string>
#include <vector>

namespace mf::tool {

/// Keys of two configurations, as formatConfig writes them, that have another value: "method.omega = 2 (was 1)". Those of [training] are not counted: how
/// long a run goes on is asked anew each time.
std::vector<std::string> changedKeys(const std::string &before, const std::string &now);

/// Says on stderr, once, where a run goes on with another program or other keys than it had. fingerprint, config: those of now; either may be empty: not known.
/// changes: in what the program's source and options differ.
void tellChanges(const std::string &run, const std::string &fingerprint, const std::string &config, const std::vector<std::string> &changes = {});

} // namespace mf::tool
