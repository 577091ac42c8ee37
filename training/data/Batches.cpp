#include "training/data/Batches.h"
#include "training/UserError.h"
#include "training/data/Random.h"
#include "training/io/Convert.h"

namespace mf {

std::vector<Sample> batchSamples(int64_t size, int64_t batch, uint64_t seed, int64_t step) {
  std::vector<Sample> samples;
  int64_t epoch = -1;
  Permutation order(size, 0);
  for (int64_t place = step * batch; place < (step + 1) * batch; ++place) {
    if (place / size != epoch) {
      epoch = place / size;
      order = Permutation(size, mix64(seed, 0x65706f6368, uint64_t(epoch)));
    }
    samples.push_back({order(place % size), mix64(seed, 0x73616d706c65, uint64_t(place))});
  }
  return samples;
}

/// The field for an array of the entry; throws where the data set has none that fits.
static size_t matchField(const Dataset &data, const mf_array_desc &array) {
  std::string names;
  for (size_t i = 0; i < data.fields().size(); ++i) {
    const Field &field = data.fields()[i];
    names += (i ? ", " : "") + field.name;
    if (field.name != array.name)
      continue;
    int64_t batch = array.rank ? array.shape[0] : 0;
    std::string cure = cureFor(field.dtype, array.dtype);
    if (cure.empty() && batch > 0 && array.bytes / mf_dtype_bytes(array.dtype) == batch * (field.bytes() / mf_dtype_bytes(field.dtype)))
      return i;
    throw UserError("data set '" + data.name() + "': the program takes '" + field.name + "' as " + typeOf(array) +
                    ", a sample has " + Array{field.dtype, field.shape, {}}.type() + cure);
  }
  throw UserError("data set '" + data.name() + "': the program takes '" + array.name + "', the fields are: " + names);
}

/// The field for each array; throws where they do not make a batch.
static std::vector<size_t> matchFields(const Dataset &data, std::span<const mf_array_desc> arrays) {
  if (data.size() < 1)
    throw UserError("data set '" + data.name() + "': expected at least one sample, got none");
  std::vector<size_t> fields;
  for (const mf_array_desc &desc : arrays) {
    fields.push_back(matchField(data, desc));
    if (desc.shape[0] != arrays[0].shape[0])
      throw UserError("data set '" + data.name() + "': expected one batch size, got " + std::to_string(arrays[0].shape[0]) +
                      " for '" + arrays[0].name + "' and " + std::to_string(desc.shape[0]) + " for '" + desc.name + "'");
  }
  return fields;
}

void checkBatch(const Dataset &data, std::span<const mf_array_desc> arrays) { matchFields(data, arrays); }

Batch makeBatch(const Dataset &data, std::span<const mf_array_desc> arrays, uint64_t seed, int64_t step) {
  std::vector<size_t> fields = matchFields(data, arrays);
  Batch batch;
  std::vector<std::byte *> out(data.fields().size());
  for (size_t i = 0; i < fields.size(); ++i) {
    batch.push_back(Array::zeros(data.fields()[fields[i]].dtype, {arrays[i].shape, arrays[i].shape + arrays[i].rank}));
    out[fields[i]] = batch.back().data.data();
  }
  if (!arrays.empty())
    data.fill(batchSamples(data.size(), arrays[0].shape[0], seed, step), out);
  for (size_t i = 0; i < batch.size(); ++i)
    if (batch[i].dtype != arrays[i].dtype)
      batch[i] = converted(arrays[i].name, batch[i], arrays[i].dtype);
  return batch;
}

Prefetcher::Prefetcher(const Dataset &data, std::span<const mf_array_desc> arrays, uint64_t seed, int64_t first)
    : data(data), arrays(arrays.begin(), arrays.end()), seed(seed), step(first), thread([this] { work(); }) {}

Prefetcher::~Prefetcher() {
  {
    std::lock_guard lock(mutex);
    stop = true;
  }
  changed.notify_all();
  thread.join();
}

void Prefetcher::work() {
  constexpr size_t ahead = 4;
  std::unique_lock lock(mutex);
  while (true) {
    changed.wait(lock, [&] { return stop || ready.size() < ahead; });
    if (stop)
      return;
    lock.unlock();
    Batch batch;
    std::exception_ptr error;
    try {
      batch = makeBatch(data, arrays, seed, step++);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    if (error) {
      failure = error;
      changed.notify_all();
      return;
    }
    ready.push_back(std::move(batch));
    changed.notify_all();
  }
}

Batch Prefetcher::next() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return failure || !ready.empty(); });
  if (ready.empty())
    std::rethrow_exception(failure);
  Batch batch = std::move(ready.front());
  ready.pop_front();
  changed.notify_all();
  return batch;
}

} // namespace mf
