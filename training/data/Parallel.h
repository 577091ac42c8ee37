// A loop whose rounds are shared out to threads.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace mf {

/// Calls body(i) once for every i of 0 ... count-1, on up to 8 threads (workers 0: as many as there are cores), in no
/// order. body must not throw.
template <typename Body> void parallelFor(int64_t count, Body body, unsigned workers = 0) {
  if (!workers)
    workers = std::clamp(std::thread::hardware_concurrency(), 1u, 8u);
  std::atomic<int64_t> next = 0;
  auto work = [&] {
    for (int64_t i; (i = next++) < count;)
      body(i);
  };
  std::vector<std::thread> threads;
  for (unsigned worker = 1; worker < workers; ++worker)
    threads.emplace_back(work);
  work();
  for (std::thread &thread : threads)
    thread.join();
}

} // namespace mf
