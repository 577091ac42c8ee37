// What a run leaves behind, and how to find it again.
#pragma once
#include "training/LoadedProgram.h"
#include "training/data/Dataset.h"
#include <memory>
#include <nlohmann/json.hpp>

namespace mf {

/// A run folder:
///   run.json                        what it is and how to sample from it
///   model.mfa                       the artifact
///   config.toml                     a copy of the configuration, where there was one
///   source/                         of the DSL or IR file else, with the user's own headers
///   metrics.jsonl, events.out...    the numbers
///   checkpoints/step_N.safetensors  states, with step, seed and best loss as metadata
///   lock                            held by the process that trains
///   loss.png, samples.png           the pictures
///   samples/NN.wav                  of sound: the first samples, to listen to
class RunFolder {
public:
  /// The folder of a new run: made, or refused with a UserError where it holds a run already.
  static RunFolder create(const std::string &path);
  /// Throws UserError where the folder holds a run already.
  static void refuseExisting(const std::string &path);
  /// The folder of an older run. Throws UserError where it holds none.
  static RunFolder open(const std::string &path);

  /// Keeps other processes from training in the folder for as long as this object or a copy of it lives. Throws UserError where one does.
  void lock();

  std::string operator/(const std::string &name) const { return path + "/" + name; }
  std::string artifact() const { return *this / "model.mfa"; }
  std::string checkpoint(int64_t step) const;

  /// Steps that have a checkpoint, ascending.
  std::vector<int64_t> checkpoints() const;
  /// The path of "last", "best" or a step number. Throws UserError where there is none.
  std::string findCheckpoint(const std::string &which = "last") const;

  /// run.json.
  nlohmann::ordered_json info() const;
  /// What a row of samples is, by run.json; of size 1 where it does not say.
  Signal signal() const;
  void writeInfo(const nlohmann::ordered_json &info) const;

  std::string path;

private:
  std::shared_ptr<int> held; ///< a descriptor with the system's lock, which ends with the process, however it ends
};

/// What a checkpoint says of itself. Values are kept exactly.
struct CheckpointInfo {
  int64_t step = 0;
  int64_t seed = 0;
  double smoothed = 0;      // running mean of what is watched, not yet divided by `weight`
  double weight = 0;
  int64_t bestStep = 0;     // the best checkpoint, 0: none
  double best = 0;          // its value of what is watched
  int64_t stale = 0;        // checkpoints since then
  int64_t waited = 0;       // checkpoints since then, or since the learning rate fell
  std::string watched = ""; // "min raw_mse"; empty in checkpoints of an older version

  std::map<std::string, std::string> metadata() const;
  /// Reads it from a checkpoint. Throws UserError.
  static CheckpointInfo read(const std::string &path);
};

} // namespace mf
