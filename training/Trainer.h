// Trains what an artifact holds. Knows its entries by name and nothing of the model.
//
// Entries:
//   init(seed i32 [])                   writes every state
//   train_step(x, label ...)            arguments named after the data set's fields, or none; "seed" i32 [] gets a
//                                       number of the step -> scalars by name, `loss` among them; all are logged, arrays as
//                                       histograms
//   eval_loss(the same)                 optional -> scalars, logged as eval_... at every checkpoint
//   sample(seed, label, nfe, guidance)  optional, any of these -> x: the picture
//   reconstruct(x, seed, nfe) -> x      optional, x alone or all of these: the picture where there is no `sample`
//   data(seed) -> x                     optional: points drawn behind a scatter of `sample`
#pragma once
#include "training/Monitor.h"
#include "training/Sampling.h"
#include "training/Weights.h"
#include "training/data/Dataset.h"
#include <cstdio>
#include <functional>

namespace mf {

struct TrainerOptions {
  std::string artifact;              // copied to the run folder as model.mfa
  std::string run;                   // the run folder
  std::string title;                 // on pictures and in run.json
  std::string config;                // text of the configuration; copied as config.toml where not empty
  std::vector<std::pair<std::string, std::string>> files; // name in the run folder and text: what the program was made of
  std::string more = "{}";           // JSON object text: merged into run.json (method, architecture ...)
  const Dataset *data = nullptr;     // null where train_step takes no data
  const Dataset *validation = nullptr; // for eval_loss and reconstruct; null: the first batches of data
  int64_t steps = 1000;              // in all, those before a resume included
  int64_t seed = 0;                  // of init and of the batches; a resumed run keeps its own
  int64_t checkpointEvery = 1000;
  int64_t keep = 5;                  // checkpoints beside the best
  int64_t logEvery = 0;              // steps a line of metrics.jsonl; 0: about 2000 lines a run
  int32_t threads = 0;               // 0: all cores
  WeightsOptions weights;            // of a run that begins: parameters from a file, where one is named
  bool resume = false;
  bool debugNans = false;            // keeps a copy of the state so that a NaN can be traced to its kernel
  MonitorOptions monitor;            // which checkpoint is best, and when it has been enough
  SampleOptions samples;             // of samples.png
  Signal signal;                     // what a row of x is, for the pictures; size 1: not known
  std::FILE *out = stdout;           // progress; null: silent
  std::function<void(const std::string &)> warn; // gets what is not as it looks, one line each, before the first step; null: nobody
};

struct TrainerResult {
  int64_t step = 0;                  // where it ended
  int signal = 0;                    // that ended it before its last step (Ctrl-C, SIGTERM ...); the checkpoint is saved
  double loss = 0, rawMse = 0;       // of the last step
  double seconds = 0;                // of this process
  std::string checkpoint;            // the last one
  std::vector<std::string> files;    // what the run folder holds: path and purpose in one line each
};

/// Trains to options.steps, until the monitor sees no more gain, or until a signal asks it to end. Throws UserError: a run folder that holds a
/// run, data, entries or checkpoint that do not fit, NaN or infinity in the loss or NaN in a state (names step and entry; with debugNans the
/// kernel and its source line), a full disk (older checkpoints stay as they are).
TrainerResult train(const TrainerOptions &options);

} // namespace mf
