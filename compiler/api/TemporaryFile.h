// A temporary file that goes with the object.
#pragma once
#include "compiler/api/Export.h"
#include <string>

namespace mf::compiler {

class MFCC_API TemporaryFile {
public:
  /// Makes an empty file. Throws CompileError.
  explicit TemporaryFile(const std::string &suffix);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile &) = delete;
  const std::string &path() const { return name; }

private:
  std::string name;
};

} // namespace mf::compiler
