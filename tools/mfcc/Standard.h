// The standard descriptors of a process, whatever it was started with.
#pragma once

namespace mf::tool {

/// Opens /dev/null for each that is closed: no file of ours may get its number, or what is printed would be written into that file.
void openStandard();

/// Whether all that was printed could be written. False: the error has been said on stderr.
bool closeStandard();

} // namespace mf::tool
