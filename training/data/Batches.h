// Batches of a data set in shuffled order, made by a thread of their own.
#pragma once
#include "training/data/Dataset.h"
#include "training/io/Array.h"
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace mf {

/// Which samples step `step` takes: every epoch is a new permutation of the data set, and batches go on
/// through the end of an epoch. A function of its arguments alone, so a resumed run replays nothing.
std::vector<Sample> batchSamples(int64_t size, int64_t batch, uint64_t seed, int64_t step);

/// A batch: one array for each wanted field.
using Batch = std::vector<Array>;

/// Throws UserError where the data set has not what `arrays` (as of makeBatch) want.
void checkBatch(const Dataset &data, std::span<const mf_array_desc> arrays);

/// The batch of a step. arrays: what is wanted, by field name; the first axis is the batch, and the rest may be
/// another shape of as many elements ([784] for [28, 28]), in another width or precision. Throws UserError where the data
/// set does not fit.
Batch makeBatch(const Dataset &data, std::span<const mf_array_desc> arrays, uint64_t seed, int64_t step);

/// Makes the batches of steps first, first + 1, ... ahead of time.
class Prefetcher {
public:
  Prefetcher(const Dataset &data, std::span<const mf_array_desc> arrays, uint64_t seed, int64_t first);
  ~Prefetcher();
  Prefetcher(const Prefetcher &) = delete;

  /// The next step's batch. Rethrows what went wrong while it was made.
  Batch next();

private:
  void work();
  const Dataset &data;
  std::vector<mf_array_desc> arrays;
  uint64_t seed;
  int64_t step;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Batch> ready;
  std::exception_ptr failure;
  bool stop = false;
  std::thread thread; // last: starts when all else is there
};

} // namespace mf
