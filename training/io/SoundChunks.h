// The containers of sound files, as far as it takes to know whether a file is whole.
#pragma once
#include <cstdio>
#include <string>

namespace mf {

/// Checks the file's first bytes and, where it is made of chunks (WAV, RF64, BW64, W64, AIFF, CAF), that all they claim is there: libsndfile silently
/// shortens data that the file has not, and searches gigabytes of nothing for the end of other chunks. `who` opens the error text.
/// Returns whether frames are to be expected: false where there is no data chunk. Throws UserError.
bool checkContainer(const std::string &who, std::FILE *file);

/// Whether a file of that name counts as sound.
bool isSoundName(const std::string &path);

/// The names of the formats, for messages: "WAV, FLAC, ...".
extern const char *const kSoundFormats;
/// Of the file names: ".wav, .flac, ... or .caf".
std::string soundEndings();

} // namespace mf
