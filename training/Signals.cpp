#include "training/Signals.h"
#include <atomic>
#include <iterator>

namespace mf {

static std::atomic<int> first; // lock-free: written by the signal handler

static void note(int signal) {
  first = signal;
  if (signal != SIGPIPE) // the last words have no reader either
    std::signal(signal, SIG_DFL);
}

Signals::Signals() {
  first = 0;
  struct sigaction action {};
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;
  for (size_t i = 0; i < std::size(kNoted); ++i) {
    sigaction(kNoted[i], &action, &before[i]);
    if (before[i].sa_handler == SIG_IGN)
      sigaction(kNoted[i], &before[i], nullptr);
  }
  action.sa_handler = SIG_IGN;
  sigaction(SIGXFSZ, &action, &oldSize);
}

Signals::~Signals() {
  for (size_t i = 0; i < std::size(kNoted); ++i)
    sigaction(kNoted[i], &before[i], nullptr);
  sigaction(SIGXFSZ, &oldSize, nullptr);
}

int Signals::received() { return first; }

} // namespace mf
