// A temporary file that goes with the object, or with the process.
#pragma once
#include "compiler/api/Export.h"
#include <string>

namespace mf::compiler {

class MFCC_API TemporaryFile {
public:
  /// Makes an empty file in a folder of its own, which nobody else may read. Throws CompileError.
  explicit TemporaryFile(const std::string &suffix);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile &) = delete;
  const std::string &path() const { return name; }

private:
  std::string folder, name;
};

/// Removes the files of all such objects. For a handler of a signal that ends the process: it may be called there.
MFCC_API void removeTemporaryFiles() noexcept;

} // namespace mf::compiler
