// Child processes of this executable: what they took, how they ended, Ctrl-C.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mf::tool {

/// How a child process ended.
struct ChildResult {
  int exitCode = 0;
  int signal = 0; // that ended it; 0: it ended by itself
  double seconds = 0;
  int64_t peakBytes = 0; // of resident memory
  bool good() const { return !exitCode && !signal; }

  /// In one line: the last line of its output, or the signal. "" where it is good.
  std::string problem(const std::string &output) const;
};

/// While it lives, Ctrl-C (and SIGTERM, SIGHUP) goes on to all children as SIGTERM.
class Interrupts {
public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts &) = delete;
  /// The signal; 0: none came.
  static int interrupted();
};

/// Most children at once.
constexpr int kMostChildren = 64;

/// Runs `mfcc arguments...` to its end with that many threads, output and errors in the file. May be called by several threads at once.
/// Throws UserError where the process or the file cannot be made.
ChildResult runChild(const std::vector<std::string> &arguments, int threads, const std::string &output);

} // namespace mf::tool
