#include "training/codec/RangeCoder.h"
#include <algorithm>

namespace mf {
namespace {

constexpr uint32_t bottom = 1u << 24; // below it a byte of the range is settled

/// How often each digit was seen, in steps, so that halving leaves something of one that is rare.
class Frequencies {
public:
  explicit Frequencies(int32_t symbols) : counts(size_t(symbols), step), sum(step * uint32_t(symbols)) {}

  uint32_t total() const { return sum; }
  uint32_t count(int32_t symbol) const { return counts[size_t(symbol)]; }
  uint32_t start(int32_t symbol) const {
    uint32_t below = 0;
    for (int32_t i = 0; i < symbol; ++i)
      below += counts[size_t(i)];
    return below;
  }
  /// The symbol that owns `value`, and where it starts.
  int32_t find(uint32_t value, uint32_t &start) const {
    int32_t symbol = 0;
    for (start = 0; value - start >= counts[size_t(symbol)]; ++symbol)
      start += counts[size_t(symbol)];
    return symbol;
  }
  void saw(int32_t symbol) {
    counts[size_t(symbol)] += step;
    sum += step;
    if (sum <= RangeEncoder::maxTotal)
      return;
    sum = 0;
    for (uint32_t &count : counts)
      sum += count = (count + 1) / 2;
  }

private:
  static constexpr uint32_t step = 8;
  static_assert(2 * step * maxLevels <= RangeEncoder::maxTotal);
  std::vector<uint32_t> counts;
  uint32_t sum;
};

/// The frequencies of each dimension, and of each digit before it where the model looks at that.
class Context {
public:
  Context(std::span<const int32_t> levels, DigitModel model) : model(model), before(levels.size(), 0) {
    for (int32_t count : levels)
      tables.emplace_back(size_t(model == DigitModel::previous ? count : 1), Frequencies(count));
  }
  Frequencies &of(size_t dim) { return tables[dim][size_t(before[dim])]; }
  void saw(size_t dim, int32_t digit) {
    if (model != DigitModel::uniform)
      of(dim).saw(digit);
    if (model == DigitModel::previous)
      before[dim] = digit;
  }

private:
  DigitModel model;
  std::vector<int32_t> before;
  std::vector<std::vector<Frequencies>> tables;
};

} // namespace

bool fits(DigitModel model, std::span<const int32_t> levels) {
  int64_t counts = 0;
  for (int64_t count : levels)
    counts += model == DigitModel::previous ? count * count : count;
  return counts <= int64_t(1) << 22;
}

void RangeEncoder::add(uint64_t value) {
  uint64_t sum = low + value;
  low = uint32_t(sum);
  if (sum >> 32)
    for (size_t i = bytes.size(); ++bytes[--i] == 0;)
      ;
}

void RangeEncoder::encode(uint32_t start, uint32_t frequency, uint32_t total) {
  range /= total;
  add(uint64_t(start) * range);
  for (range *= frequency; range < bottom; range <<= 8) {
    bytes.push_back(uint8_t(low >> 24));
    low <<= 8;
  }
}

std::vector<uint8_t> RangeEncoder::finish() {
  // the number in [low, low + range) with the most zeros at its end
  for (uint64_t zeros = 0xffffffff;; zeros >>= 8) {
    uint64_t up = ((low + zeros) & ~zeros) - low;
    if (up >= range)
      continue;
    add(up);
    break;
  }
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(uint8_t(low >> shift));
  while (!bytes.empty() && !bytes.back())
    bytes.pop_back();
  return std::move(bytes);
}

RangeDecoder::RangeDecoder(std::span<const uint8_t> bytes) : bytes(bytes) {
  for (int i = 0; i < 4; ++i)
    code = code << 8 | next();
}

uint32_t RangeDecoder::peek(uint32_t total) {
  range /= total;
  return std::min(code / range, total - 1);
}

void RangeDecoder::consume(uint32_t start, uint32_t frequency) {
  code -= start * range;
  for (range *= frequency; range < bottom; range <<= 8)
    code = code << 8 | next();
}

std::vector<uint8_t> encodeDigits(std::span<const int32_t> digits, std::span<const int32_t> levels, DigitModel model) {
  RangeEncoder coder;
  Context context(levels, model);
  for (size_t i = 0; i < digits.size(); ++i) {
    size_t dim = i % levels.size();
    const Frequencies &f = context.of(dim);
    coder.encode(f.start(digits[i]), f.count(digits[i]), f.total());
    context.saw(dim, digits[i]);
  }
  return coder.finish();
}

void decodeDigits(std::span<const uint8_t> bytes, std::span<const int32_t> levels, DigitModel model, std::span<int32_t> digits) {
  RangeDecoder coder(bytes);
  Context context(levels, model);
  for (size_t i = 0; i < digits.size(); ++i) {
    size_t dim = i % levels.size();
    const Frequencies &f = context.of(dim);
    uint32_t start;
    digits[i] = f.find(coder.peek(f.total()), start);
    coder.consume(start, f.count(digits[i]));
    context.saw(dim, digits[i]);
  }
}

} // namespace mf
