// mfrt.h for C++: arrays by name, failures as UserError.
#pragma once
#include "training/io/Array.h"
#include <map>
#include <memory>

namespace mf {

/// A loaded artifact with its state. Used by one thread at a time.
class LoadedProgram {
public:
  /// Throws UserError where the file is no artifact for this machine. threads 0: all cores.
  explicit LoadedProgram(const std::string &path, int threads = 0);
  mf_program *get() const { return handle.get(); }

  bool has(const std::string &entry) const;
  /// Where the program's author begins an entry, "model.cpp:12"; "" where that is not known.
  std::string place(const std::string &entry) const;
  /// Throws UserError, naming the entries there are.
  const mf_entry_desc &entry(const std::string &name) const;
  std::vector<std::string> entries() const;
  /// How many values the elements of an integer argument of that name may have, which are numbers of rows of a table; 0: any.
  int64_t bound(const std::string &argument) const;

  /// What the program's author has set under the key, as JSON text; "" where nothing is.
  std::string metadata(const std::string &key) const;

  /// How many numbers all parameters hold.
  int64_t parameters() const;

  /// Calls an entry with arguments by name, in any order. Throws UserError for a missing or unknown one, or
  /// one of another shape or of a type that `fitted` (training/io/Convert.h) does not convert.
  NamedArrays call(const std::string &entry, const NamedArrays &arguments);

  /// Reads a safetensors checkpoint; allowExtra skips tensors that the program has not. With an entry only what
  /// that entry touches is asked for and read, which starts a sampler sooner. Session states, which no checkpoint holds, get their
  /// initial values (seed 0). Throws UserError.
  void loadState(const std::string &path, bool allowExtra = false, const std::string &entry = "");
  /// Puts session states to their initial values, where the program has some and says how (entry `reset`).
  void reset(int32_t seed);
  /// Writes one, atomically. Throws UserError (also: disk full).
  void saveState(const std::string &path, const std::map<std::string, std::string> &metadata = {}) const;

private:
  struct Free {
    void operator()(mf_program *program) const { mf_program_free(program); }
  };
  std::unique_ptr<mf_program, Free> handle;
  std::map<std::string, int64_t> bounds;
  std::map<std::string, std::string> places, told;
};

/// Throws UserError where an array of integers has elements that are not in [0, bound); bound 0: all may be.
void checkBound(const std::string &who, const std::string &name, const Array &array, int64_t bound);

/// An entry with its arguments and results in memory, for calling it again and again.
struct Call {
  Call(LoadedProgram &program, const std::string &entry);
  /// Throws UserError.
  void run();
  /// The same with the NaN scan of mfrt.h.
  mf_scan scan();
  /// The argument or result of that name; null where there is none.
  Array *argument(const std::string &name);
  Array *result(const std::string &name);
  /// Sets the first element of an argument of any type; false where there is no such argument. Throws UserError where
  /// it is empty, or no number.
  bool setScalar(const std::string &name, double value);

  LoadedProgram &program;
  int32_t index;
  const mf_entry_desc &info;
  std::vector<Array> arguments, results;
};

} // namespace mf
