// Signals that ask a process to end: Ctrl-C, and what Slurm, docker, a closed terminal and a reader that has gone send.
#pragma once
#include <csignal>

namespace mf {

/// While it lives, SIGINT, SIGTERM, SIGHUP and SIGPIPE are noted instead of ending the process; a second one has the action that it had before (but for SIGPIPE). What the process was told
/// to ignore (nohup) stays ignored. A file beyond the limit on its size comes back as an error, not as a signal.
class Signals {
public:
  Signals();
  ~Signals();
  Signals(const Signals &) = delete;
  /// The first of them since the object was made; 0: none.
  static int received();

private:
  static void note(int signal);
  static constexpr int kNoted[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
  static struct sigaction before[4]; // read by the handler
  struct sigaction oldSize;
};

} // namespace mf
