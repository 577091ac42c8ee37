// Descriptors of artifacts with some numbers changed: what the loader accepts, the null device can follow. Each edit is ten
// bytes: which number (two), and its value (eight).
#include "runtime/api/mfrt.h"
#include "tests/runtime/Descriptor.h"
#include <cstddef>
#include <cstring>

extern "C" const mf_artifact_desc mf_artifact; // tests/runtime/artifacts/basic.c

namespace {

/// The numbers of a descriptor that may take any value, and those that count items, which may only become fewer.
struct Numbers {
  std::vector<int32_t *> small, counts;
  std::vector<int64_t *> large, longCounts;

  explicit Numbers(Descriptor &d) {
    longCounts = {&d.desc.num_states, &d.desc.num_constants, &d.desc.num_kernels, &d.desc.num_entries};
    large = {&d.desc.region_bytes[0], &d.desc.region_bytes[1]};
    for (mf_state_desc &s : d.states)
      add(s.array), small.push_back(&s.region), large.push_back(&s.offset);
    for (mf_constant_desc &c : d.constants)
      small.push_back(&c.dtype), longCounts.push_back(&c.bytes);
    for (mf_kernel_desc &k : d.kernels) {
      counts.push_back(&k.num_buffers);
      large.insert(large.end(), {&k.cpu.blocks, &k.cpu.scratch_bytes, &k.cpu.nanoseconds, &k.gpu.blocks});
    }
    for (auto &buffers : d.kernelBuffers)
      for (mf_kernel_buffer &b : buffers)
        small.insert(small.end(), {&b.dtype, &b.access}), large.push_back(&b.bytes);
    for (mf_entry_desc &e : d.entries) {
      counts.insert(counts.end(), {&e.num_arguments, &e.num_results});
      longCounts.push_back(&e.num_steps);
      large.push_back(&e.arena_bytes);
    }
    for (auto &steps : d.steps)
      for (mf_step_desc &s : steps) {
        small.insert(small.end(), {&s.type, &s.kernel, &s.body});
        counts.push_back(&s.num_buffers);
        large.push_back(&s.trips);
        add(s.counter), add(s.count);
      }
    for (auto &refs : d.refs)
      for (mf_buffer_ref &ref : refs)
        add(ref);
    for (auto &arrays : d.arrays)
      for (mf_array_desc &array : arrays)
        add(array);
    for (auto &shape : d.shapes)
      for (int64_t &size : shape)
        large.push_back(&size);
  }
  void edit(size_t which, int64_t value) {
    size_t all = small.size() + large.size() + counts.size() + longCounts.size();
    which %= all;
    if (which < small.size())
      *small[which] = int32_t(value);
    else if ((which -= small.size()) < large.size())
      *large[which] = value;
    else if ((which -= large.size()) < counts.size())
      *counts[which] = int32_t(fewer(value, *counts[which]));
    else
      *longCounts[which - counts.size()] = fewer(value, *longCounts[which - counts.size()]);
  }

private:
  /// What lies behind a list is no fault of the loader's: a pointer says how much of the file is there, not how much is meant.
  static int64_t fewer(int64_t value, int64_t count) { return value < 0 || count < 0 ? -1 - (value & 0xffff) : value % (count + 1); }
  void add(mf_array_desc &array) { small.push_back(&array.dtype), counts.push_back(&array.rank), large.push_back(&array.bytes); }
  void add(mf_buffer_ref &ref) { small.insert(small.end(), {&ref.space, &ref.index}), large.push_back(&ref.offset); }
};

/// Sizes that a fuzzer may allocate.
bool isModerate(const Descriptor &d) {
  constexpr int64_t limit = 1 << 22;
  bool moderate = d.desc.region_bytes[0] < limit && d.desc.region_bytes[1] < limit;
  for (const mf_entry_desc &e : d.entries)
    moderate &= e.arena_bytes < limit;
  for (const auto &arrays : d.arrays)
    for (const mf_array_desc &array : arrays)
      moderate &= array.bytes < limit;
  return moderate;
}

void call(mf_program *program, int32_t index) {
  const mf_entry_desc *entry = mf_entry_info(program, index);
  std::vector<std::vector<int64_t>> storage; // eight bytes aligned
  std::vector<mf_array> arguments, results;
  auto make = [&](const mf_array_desc &d) {
    storage.emplace_back(size_t(d.bytes) / 8 + 1);
    return mf_array{storage.back().data(), d.dtype, d.rank, d.shape, d.bytes};
  };
  for (int32_t i = 0; i < entry->num_arguments; ++i)
    arguments.push_back(make(entry->arguments[i]));
  for (int32_t i = 0; i < entry->num_results; ++i)
    results.push_back(make(entry->results[i]));
  mf_entry_call(program, index, arguments.data(), int32_t(arguments.size()), results.data(), int32_t(results.size()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Descriptor d(mf_artifact);
  Numbers numbers(d);
  for (size_t at = 0; at + 10 <= size && at < 80; at += 10) {
    uint16_t which;
    int64_t value;
    std::memcpy(&which, data + at, 2);
    std::memcpy(&value, data + at + 2, 8);
    numbers.edit(which, value);
  }
  mf_program *program = nullptr;
  if (!isModerate(d) || mf_program_create(&d.desc, "null", &program) != MF_OK)
    return 0;
  for (int32_t e = 0; e < mf_entry_count(program); ++e)
    call(program, e);
  for (int64_t s = 0; s < mf_state_count(program); ++s) {
    std::vector<char> bytes(size_t(mf_state_info(program, s)->bytes));
    mf_state_get(program, s, bytes.data(), int64_t(bytes.size()));
    mf_state_set(program, s, bytes.data(), int64_t(bytes.size()));
  }
  mf_program_free(program);
  return 0;
}
