// Digits to bytes and back: a range coder and the frequencies that it codes with. Integers only, so that a stream
// has the same bits on every machine.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace mf {

/// A 32-bit range coder with carry (G. N. N. Martin, "Range encoding", 1979; M. Schindler's normalisation by bytes,
/// "A byte oriented arithmetic coding", DCC 1998). The bytes are held until finish(), so a carry runs back in them.
class RangeEncoder {
public:
  /// The largest `total`: at least 8 bits of the range are left for the frequencies.
  static constexpr uint32_t maxTotal = 1u << 16;

  /// A symbol that owns [start, start + frequency) of [0, total); 1 <= frequency, total <= maxTotal.
  void encode(uint32_t start, uint32_t frequency, uint32_t total);
  /// The bytes; as few as tell the last symbol apart. Zeros at their end are left out: the decoder reads them anyway.
  std::vector<uint8_t> finish();

private:
  void add(uint64_t value);
  uint32_t low = 0, range = ~0u;
  std::vector<uint8_t> bytes;
};

/// Its inverse. Bytes after the end read as zeros. Any bytes decode to something: whether they are the right ones
/// is for a checksum to say.
class RangeDecoder {
public:
  explicit RangeDecoder(std::span<const uint8_t> bytes);
  /// A number in [0, total); the symbol is the one that owns it. Must be followed by consume() for that symbol.
  uint32_t peek(uint32_t total);
  void consume(uint32_t start, uint32_t frequency);

private:
  uint32_t next() { return at < bytes.size() ? bytes[at++] : 0; }
  std::span<const uint8_t> bytes;
  size_t at = 0;
  uint32_t code = 0, range = ~0u;
};

/// What the probability of a digit is taken from. The value is the byte in a file.
enum class DigitModel : uint8_t {
  uniform = 0,  // all digits of a dimension alike
  adaptive = 1, // the digits so far of the same dimension
  previous = 2, // those that followed the same digit in the vector before
};
constexpr int digitModels = 3;

/// The most digits of a dimension: what every digit starts with then fits maxTotal twice.
constexpr int32_t maxLevels = 4096;

/// Whether the model's tables stay below 16 MiB for these levels.
bool fits(DigitModel model, std::span<const int32_t> levels);

/// Codes digits [vectors, dims], the digit of dimension j in [0, levels[j]), 1 <= levels[j] <= maxLevels;
/// the model must fit. It starts from equal frequencies at each call.
std::vector<uint8_t> encodeDigits(std::span<const int32_t> digits, std::span<const int32_t> levels, DigitModel model);

/// Fills digits [vectors, dims] from bytes. Every result is a digit in its range, whatever the bytes.
void decodeDigits(std::span<const uint8_t> bytes, std::span<const int32_t> levels, DigitModel model, std::span<int32_t> digits);

} // namespace mf
