#include "training/Signals.h"
#include <atomic>
#include <iterator>

namespace mf {

static std::atomic<int> first; // lock-free: written by the signal handler

struct sigaction Signals::before[4];

void Signals::note(int signal) {
  first = signal;
  for (size_t i = 0; i < std::size(kNoted); ++i)
    if (kNoted[i] == signal && signal != SIGPIPE) // the last words have no reader either
      sigaction(signal, &before[i], nullptr);
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
