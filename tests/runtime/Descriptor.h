// A copy of an artifact's descriptor that a test, or a fuzzer, may change: everything a plan can be wrong about.
#pragma once
#include "runtime/abi/mf_abi.h"
#include <deque>
#include <vector>

struct Descriptor {
  mf_artifact_desc desc;
  std::vector<mf_state_desc> states;
  std::vector<mf_constant_desc> constants;
  std::vector<mf_kernel_desc> kernels;
  std::vector<mf_entry_desc> entries;
  std::vector<std::vector<mf_kernel_buffer>> kernelBuffers; ///< by kernel
  std::vector<std::vector<mf_step_desc>> steps;             ///< by entry
  std::deque<std::vector<mf_buffer_ref>> refs;              ///< by launch, in order
  std::deque<std::vector<mf_array_desc>> arrays;            ///< by entry: arguments, results
  std::deque<std::vector<int64_t>> shapes;                  ///< of states, then of `arrays`

  explicit Descriptor(const mf_artifact_desc &a) : desc(a) {
    states.assign(a.states, a.states + a.num_states);
    constants.assign(a.constants, a.constants + a.num_constants);
    kernels.assign(a.kernels, a.kernels + a.num_kernels);
    entries.assign(a.entries, a.entries + a.num_entries);
    desc.states = states.data();
    desc.constants = constants.data();
    desc.kernels = kernels.data();
    desc.entries = entries.data();
    for (mf_state_desc &state : states)
      own(state.array);
    for (mf_kernel_desc &kernel : kernels) {
      kernelBuffers.emplace_back(kernel.buffers, kernel.buffers + kernel.num_buffers);
      kernel.buffers = kernelBuffers.back().data();
    }
    for (mf_entry_desc &entry : entries)
      own(entry);
  }
  Descriptor(const Descriptor &) = delete;

private:
  void own(mf_array_desc &array) {
    shapes.emplace_back(array.shape, array.shape + array.rank);
    array.shape = shapes.back().data();
  }
  void own(const mf_array_desc *&list, int32_t count) {
    arrays.emplace_back(list, list + count);
    for (mf_array_desc &array : arrays.back())
      own(array);
    list = arrays.back().data();
  }
  void own(mf_entry_desc &entry) {
    own(entry.arguments, entry.num_arguments);
    own(entry.results, entry.num_results);
    steps.emplace_back(entry.steps, entry.steps + entry.num_steps);
    entry.steps = steps.back().data();
    for (mf_step_desc &step : steps.back()) {
      refs.emplace_back(step.buffers, step.buffers + step.num_buffers);
      step.buffers = refs.back().data();
    }
  }
};
