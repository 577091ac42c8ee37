// A text file as a data set: windows of the characters' numbers.
#pragma once
#include "training/data/Dataset.h"
#include <memory>

namespace mf {

class LoadedProgram;

/// A text as it lies in the file, whose characters get their numbers, and its windows their length, from the program that reads it.
class TextFile {
public:
  /// Throws UserError where it cannot be read.
  explicit TextFile(const std::string &path);

  struct Parts {
    std::unique_ptr<Dataset> train, held;
  };
  /// Both as the entry takes them: the field `text` i32 [n] are n characters that follow one another, by the program's alphabet. The
  /// last tenth of the text is held out. Training sees a window at every character, held-out ones begin at every (n - 1)th: in a model
  /// that predicts each from those before, every character but the first is told once.
  /// Throws UserError: no alphabet, a character that is none of it, no argument `text` i32 [batch, n], fewer characters than a window.
  Parts windows(const LoadedProgram &program, const std::string &entry) const;

private:
  std::string path, text;
};

} // namespace mf
