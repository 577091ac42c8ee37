// Helpers of the runtime's tests.
#pragma once
#include "runtime/api/mfrt.h"
#include "tests/Folder.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

inline std::string artifact(const std::string &name) { return std::string(ARTIFACTS) + name + ".mfa"; }

struct Program {
  mf_program *handle = nullptr;
  explicit Program(const std::string &name, const char *device = nullptr) { status = mf_program_load(artifact(name).c_str(), device, &handle); }
  ~Program() { mf_program_free(handle); }
  Program(const Program &) = delete;
  operator mf_program *() const { return handle; }
  mf_status status;
};

// Calls an entry by name with arrays described by the entry itself; the test fills the bytes.
struct Call {
  mf_program *program;
  int32_t index;
  std::vector<std::vector<char>> inputs, outputs;
  std::vector<mf_array> arguments, results;
  Call(mf_program *p, const char *name) : program(p), index(mf_entry_find(p, name)) {
    const mf_entry_desc *entry = mf_entry_info(p, index);
    for (int i = 0; i < entry->num_arguments; ++i)
      arguments.push_back(make(inputs, entry->arguments[i]));
    for (int i = 0; i < entry->num_results; ++i)
      results.push_back(make(outputs, entry->results[i]));
  }
  static mf_array make(std::vector<std::vector<char>> &storage, const mf_array_desc &d) {
    storage.emplace_back(size_t(d.bytes));
    return {storage.back().data(), d.dtype, d.rank, d.shape, d.bytes};
  }
  template <typename T> T *argument(int i) { return static_cast<T *>(arguments[size_t(i)].data); }
  template <typename T> T *result(int i) { return static_cast<T *>(results[size_t(i)].data); }
  mf_status run() {
    return mf_entry_call(program, index, arguments.data(), int32_t(arguments.size()), results.data(),
                         int32_t(results.size()));
  }
  mf_status scan(mf_scan *out) {
    return mf_entry_scan(program, index, arguments.data(), int32_t(arguments.size()), results.data(),
                         int32_t(results.size()), out);
  }
};
