// What the compiler has to say, as data. The library prints nothing.
#pragma once
#include "compiler/api/Export.h"
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace mf::compiler {

enum class Severity { note, remark, warning, error };
/// "error", "warning" ...
MFCC_API const char *nameOf(Severity severity);

/// One finding at a place of the user's source.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string file;            ///< as the source was named; empty: no place is known
  int64_t line = 0, column = 0; ///< from 1; 0: not known
  std::string message;          ///< who, expected, got, cure: lower case, no full stop
  std::vector<Diagnostic> notes = {};
};

/// "file:line: error: message" in one line, without the notes; "error: message" where no place is known.
MFCC_API std::string textOf(const Diagnostic &diagnostic);

/// The same of a message with or without a place and a severity in front: with a place "file:line: error: message", as editors jump by, where it had
/// no severity; without one, the text after `name`, "mfcc: message".
MFCC_API std::string inEditorsForm(std::string_view message, const std::string &name);

/// Whose fault it is.
enum class Fault {
  user,     ///< the source, an option or the machine is not as it has to be
  internal, ///< the compiler's own: to be reported
};

/// What every function of the library throws where it cannot do what it is asked for.
class MFCC_API CompileError : public std::runtime_error {
public:
  /// `what` in one line; `diagnostics` all that was found, warnings too, in the order in which it was found.
  CompileError(Fault fault, const std::string &what, std::vector<Diagnostic> diagnostics = {}, std::string log = "");
  /// Of one finding: what() is its text.
  explicit CompileError(const Diagnostic &diagnostic, Fault fault = Fault::user);
  ~CompileError() override;

  Fault fault() const { return whose; }
  const std::vector<Diagnostic> &diagnostics() const { return found; }
  /// What a program that was called (the host's C++ compiler, the linker) said, unchanged; mostly empty.
  const std::string &log() const { return said; }
  /// Whether what() is the text of the only diagnostic.
  bool saysItAll() const;

private:
  Fault whose;
  std::vector<Diagnostic> found;
  std::string said;
};

} // namespace mf::compiler
