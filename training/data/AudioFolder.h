// What a folder of sound files holds: the files, their classes, and which of them are held out.
#pragma once
#include "training/data/Dataset.h"

namespace mf {

/// A sound file of a folder.
struct AudioFile {
  std::string path;  // below the folder, with '/'
  int32_t label = 0; // 0 where there are no classes
  bool train = true; // or held out
};

struct AudioFolder {
  std::vector<AudioFile> files;     // sorted by path
  std::vector<std::string> classes; // sorted; empty where there are none

  /// Lists .wav, .flac and .ogg files (any case) below options.folder, without opening them.
  ///
  /// labelPattern is searched in the name of the file, or in its path below the folder where the pattern has a '/'
  /// ("^([^/]+)/": a folder a class). The values of the group, sorted as text, are the classes. labelsCsv has the header
  /// "file,label", and a line for each file of the folder; it wins over a pattern.
  ///
  /// Held out is a file whose hash (of its path alone) falls in the share: adding files moves none of the others.
  /// Of two or more files each part has at least one; a single file is in both, and cut in two (Audio.h).
  ///
  /// Throws UserError: no folder, no sound in it, a pattern that is none or does not fit a file, a file without
  /// a line or a line without a file.
  static AudioFolder open(const DatasetOptions &options);
};

} // namespace mf
