#include "training/data/Text.h"
#include "training/LoadedProgram.h"
#include "training/UserError.h"
#include "training/data/Alphabet.h"
#include "training/io/File.h"
#include <algorithm>
#include <cstring>
#include <filesystem>

namespace mf {
namespace {

using Numbers = std::shared_ptr<const std::vector<int32_t>>;

/// Windows of `length` numbers in [begin, end), one at every `stride`th.
class Windows : public Dataset {
public:
  Windows(std::string title, Numbers numbers, size_t begin, size_t end, size_t length, size_t stride)
      : title(std::move(title)), numbers(std::move(numbers)), begin(begin), length(length), stride(stride),
        count(end - begin < length ? 0 : (end - begin - length) / stride + 1), list{{"text", MF_I32, {int64_t(length)}}} {}

  std::string name() const override { return title; }
  const std::vector<Field> &fields() const override { return list; }
  int64_t size() const override { return int64_t(count); }
  Signal signal() const override { return {}; }
  void fill(std::span<const Sample> samples, std::span<std::byte *const> out) const override {
    if (out[0])
      for (size_t i = 0; i < samples.size(); ++i)
        std::memcpy(out[0] + i * length * sizeof(int32_t), numbers->data() + begin + size_t(samples[i].index) * stride, length * sizeof(int32_t));
  }

private:
  std::string title;
  Numbers numbers;
  size_t begin, length, stride, count;
  std::vector<Field> list;
};

/// How long a window of the entry is.
size_t windowOf(const std::string &name, const mf_entry_desc &entry) {
  for (int32_t i = 0; i < entry.num_arguments; ++i) {
    const mf_array_desc &a = entry.arguments[i];
    if (a.name == std::string("text") && a.dtype == MF_I32 && a.rank == 2 && a.shape[0] > 0 && a.shape[1] > 0)
      return size_t(a.shape[1]);
  }
  throw UserError("data set '" + name + "': a text is given to an argument 'text' of i32 [batch, characters], which " + entry.name + " has not");
}

} // namespace

TextFile::TextFile(const std::string &path) : path(path), text(readText(path)) {}

TextFile::Parts TextFile::windows(const LoadedProgram &program, const std::string &entry) const {
  std::string name = std::filesystem::path(path).filename().string();
  size_t length = windowOf(name, program.entry(entry));
  auto numbers = std::make_shared<const std::vector<int32_t>>(Alphabet::of("data set '" + name + "'", program).encodeFile(path, text));
  size_t all = numbers->size(), first = all - all / 10;
  if (all / 10 < length)
    throw UserError(path + ": expected a text of at least " + std::to_string(10 * length) + " characters, whose last tenth holds a window of " + std::to_string(length) +
                    ", got " + std::to_string(all));
  return {std::make_unique<Windows>(name, numbers, 0, first, length, 1),
          std::make_unique<Windows>(name, numbers, first, all, length, std::max<size_t>(1, length - 1))};
}

} // namespace mf
