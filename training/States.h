// A program's states in memory: copies, and whether they hold a NaN.
#pragma once
#include "training/LoadedProgram.h"

namespace mf {

/// A copy of states.
class Snapshot {
public:
  /// roles: which; empty: all.
  void take(mf_program *program, const std::vector<std::string> &roles);
  void restore(mf_program *program) const;

private:
  std::vector<std::vector<std::byte>> copies;
};

/// Keys, counters and caches as they were, whatever happens in between: looking at a model must not change its training.
class Undisturbed {
public:
  explicit Undisturbed(LoadedProgram &program) : program(program) { snapshot.take(program.get(), {"key", "counter", "session"}); }
  ~Undisturbed() { snapshot.restore(program.get()); }
  Undisturbed(const Undisturbed &) = delete;

private:
  LoadedProgram &program;
  Snapshot snapshot;
};

/// The name of a state that holds a NaN, a parameter where one does; "" where none does.
std::string stateWithNan(const LoadedProgram &program);

} // namespace mf
