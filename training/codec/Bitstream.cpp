#include "training/codec/Bitstream.h"
#include "training/UserError.h"
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <zlib.h>

namespace mf {
namespace {

constexpr uint8_t magic[8] = {0x89, 'm', 'f', 'c', '\r', '\n', 0x1a, '\n'}; // as PNG's: text conversion breaks it
constexpr uint16_t version = 1;
constexpr size_t headerFixed = 56, blockFixed = 8, checksumBytes = 4;
enum BlockKind : uint8_t { kindPieces = 1, kindEnd = 2 };

// A block is about this many digits: 10 to 20 seconds of a usual model, so that learning the frequencies anew costs
// little, and what is held in memory is small.
constexpr int64_t blockDigits = 1 << 14;
constexpr int64_t maxBlockPieces = UINT16_MAX;

/// Little-endian.
template <typename T> void append(std::vector<uint8_t> &out, T value) {
  for (size_t i = 0; i < sizeof value; ++i)
    out.push_back(uint8_t(uint64_t(value) >> (8 * i)));
}
template <typename T> T fieldAt(const std::vector<uint8_t> &bytes, size_t at) {
  uint64_t value = 0;
  for (size_t i = 0; i < sizeof(T); ++i)
    value |= uint64_t(bytes[at + i]) << (8 * i);
  return T(value);
}

uint32_t crcOf(const std::vector<uint8_t> &bytes, uint32_t from = 0) {
  return uint32_t(crc32(from, bytes.data(), uInt(bytes.size())));
}
uint32_t crcOfWord(uint32_t word, uint32_t from) {
  std::vector<uint8_t> bytes;
  append(bytes, word);
  return crcOf(bytes, from);
}
/// A block's: of its number, its fields and its payload.
uint32_t crcOfBlock(int64_t number, const std::vector<uint8_t> &fields, const std::vector<uint8_t> &payload) {
  std::vector<uint8_t> head;
  append(head, uint64_t(number));
  head.insert(head.end(), fields.begin(), fields.end());
  return crcOf(payload, crcOf(head));
}

std::vector<uint8_t> headerBytes(const StreamHeader &h) {
  std::vector<uint8_t> out(std::begin(magic), std::end(magic));
  append(out, version);
  append(out, uint16_t(headerFixed + 2 * h.levels.size() + checksumBytes));
  for (int64_t field : {h.modelRate, h.originalRate, h.channels, h.pieceLength, h.overlap, h.vectors, int64_t(h.levels.size())})
    append(out, uint32_t(field));
  append(out, uint64_t(h.frames));
  append(out, h.fingerprint);
  for (int32_t count : h.levels)
    append(out, uint16_t(count));
  append(out, crcOf(out));
  return out;
}

std::vector<uint8_t> blockFields(BlockKind kind, DigitModel model, int64_t pieces, size_t payload) {
  std::vector<uint8_t> out{kind, uint8_t(model)};
  append(out, uint16_t(pieces));
  append(out, uint32_t(payload));
  return out;
}

std::string hex(uint64_t value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*llx", digits, (unsigned long long)value);
  return text;
}

std::string checksumFault(uint32_t expected, uint32_t got) { return "expected CRC-32 " + hex(expected, 8) + ", got " + hex(got, 8); }

} // namespace

std::string fingerprintText(uint64_t fingerprint) { return hex(fingerprint, 16); }

// -- header --------------------------------------------------------------------------------------

int64_t StreamHeader::modelFrames() const { return std::llround(double(modelRate) / double(originalRate) * double(frames)); }

int64_t StreamHeader::pieces() const {
  int64_t length = modelFrames(), hop = pieceLength - overlap;
  return length ? channels * (1 + (std::max<int64_t>(0, length - pieceLength) + hop - 1) / hop) : 0;
}

std::string StreamHeader::fault() const {
  auto outside = [](const char *what, int64_t value, int64_t least, int64_t most) {
    return value >= least && value <= most ? std::string()
                                           : "expected " + std::string(what) + " from " + std::to_string(least) + " to " +
                                                 std::to_string(most) + ", got " + std::to_string(value);
  };
  int64_t dims = int64_t(levels.size());
  for (const std::string &text :
       {outside("a model's rate", modelRate, 1, 10'000'000),
        outside("an original rate", originalRate, std::max<int64_t>(1, modelRate / 256), modelRate * 256),
        outside("channels", channels, 1, 128), outside("frames", frames, 0, int64_t(1) << 44),
        outside("a piece length", pieceLength, 1, 1 << 24), outside("an overlap", overlap, 0, pieceLength / 2),
        outside("vectors of a piece", vectors, 1, maxBlockDigits), outside("dimensions of a vector", dims, 1, 4096),
        outside("digits of a piece", digits(), 1, maxBlockDigits)})
    if (!text.empty())
      return text;
  for (int32_t count : levels)
    if (std::string text = outside("levels of a dimension", count, 1, maxLevels); !text.empty())
      return text;
  return "";
}

// -- writing -------------------------------------------------------------------------------------

BitstreamWriter::BitstreamWriter(const std::string &path, const StreamHeader &header) : file(path), header(header) {
  this->header.frames = 0;
  if (std::string fault = header.fault(); !fault.empty())
    throw UserError(path + ": cannot be written: " + fault);
  put(headerBytes(this->header)); // its place; close() writes it anew
}

void BitstreamWriter::put(const std::vector<uint8_t> &data) {
  file.write(data.data(), data.size());
  bytes += int64_t(data.size());
}

void BitstreamWriter::write(std::span<const int32_t> piece) {
  if (int64_t(piece.size()) != header.digits())
    throw std::logic_error("BitstreamWriter: a piece of another size");
  waiting.insert(waiting.end(), piece.begin(), piece.end());
  ++pieces;
  if (int64_t(waiting.size()) >= blockDigits || int64_t(waiting.size()) / header.digits() == maxBlockPieces)
    writeBlock();
}

void BitstreamWriter::writeBlock() {
  std::vector<uint8_t> payload;
  DigitModel best{};
  for (int i = 0; i < digitModels; ++i) {
    if (!fits(DigitModel(i), header.levels))
      continue;
    std::vector<uint8_t> coded = encodeDigits(waiting, header.levels, DigitModel(i));
    if (i && coded.size() >= payload.size())
      continue;
    payload = std::move(coded);
    best = DigitModel(i);
  }
  std::vector<uint8_t> block = blockFields(kindPieces, best, int64_t(waiting.size()) / header.digits(), payload.size());
  uint32_t checksum = crcOfBlock(int64_t(checksums.size()), block, payload);
  checksums.push_back(checksum);
  append(block, checksum);
  block.insert(block.end(), payload.begin(), payload.end());
  put(block);
  waiting.clear();
}

int64_t BitstreamWriter::close(int64_t frames) {
  if (!waiting.empty())
    writeBlock();
  header.frames = frames;
  if (std::string fault = header.fault(); !fault.empty())
    throw UserError(file.path() + ": cannot be written: " + fault);
  if (pieces != header.pieces())
    throw std::logic_error("BitstreamWriter: " + std::to_string(pieces) + " pieces for " + std::to_string(frames) + " frames");
  std::vector<uint8_t> head = headerBytes(header), end = blockFields(kindEnd, DigitModel::uniform, 0, 8), length;
  append(length, uint64_t(frames));
  uint32_t checksum = crcOf(head);
  for (uint32_t block : checksums)
    checksum = crcOfWord(block, checksum);
  append(end, crcOf(length, crcOf(end, checksum)));
  end.insert(end.end(), length.begin(), length.end());
  put(end);
  file.rewind();
  file.write(head.data(), head.size());
  file.commit();
  return bytes;
}

// -- reading -------------------------------------------------------------------------------------

BitstreamReader::BitstreamReader(const std::string &who, std::FILE *opened) : who(who), file(opened) {
  if (!file)
    fail(std::string("cannot be opened: ") + std::strerror(errno));
  readHeader();
}
BitstreamReader::BitstreamReader(const std::string &path) : BitstreamReader(path, std::fopen(path.c_str(), "rbe")) {}
BitstreamReader::BitstreamReader(const std::string &who, std::span<const uint8_t> bytes)
    : BitstreamReader(who, fmemopen(const_cast<uint8_t *>(bytes.data()), bytes.size(), "rb")) {}

void BitstreamReader::fail(const std::string &text) const { throw UserError(who + ": " + text); }

/// That many bytes. Callers have bounded the number: a length of the file never decides alone what is allocated.
std::vector<uint8_t> BitstreamReader::take(size_t count, const std::string &what) {
  std::vector<uint8_t> bytes(count);
  errno = 0;
  size_t got = std::fread(bytes.data(), 1, count, file.get());
  if (got < count && std::ferror(file.get()))
    fail(std::string("cannot be read: ") + std::strerror(errno));
  if (got < count)
    fail("truncated " + what + ": expected " + std::to_string(count) + " more bytes, got " + std::to_string(got));
  return bytes;
}

void BitstreamReader::readHeader() {
  std::vector<uint8_t> start(sizeof magic);
  start.resize(std::fread(start.data(), 1, start.size(), file.get()));
  if (std::ferror(file.get()))
    fail(std::string("cannot be read: ") + std::strerror(errno));
  if (start.size() < sizeof magic || !std::equal(start.begin(), start.end(), magic))
    fail("not an .mfc file (mfcc encode makes them)");
  std::vector<uint8_t> bytes = start, sizes = take(4, "in its header");
  if (uint16_t got = fieldAt<uint16_t>(sizes, 0); got != version)
    fail("expected version " + std::to_string(version) + " of the format, got " + std::to_string(got) +
         (got > version ? "; it was made by a newer mfcc" : ""));
  size_t size = fieldAt<uint16_t>(sizes, 2);
  if (size < headerFixed + 2 + checksumBytes || size % 2)
    fail("damaged header: it says that it has " + std::to_string(size) + " bytes");
  bytes.insert(bytes.end(), sizes.begin(), sizes.end());
  std::vector<uint8_t> rest = take(size - bytes.size(), "in its header");
  bytes.insert(bytes.end(), rest.begin(), rest.end());

  uint32_t stored = fieldAt<uint32_t>(bytes, size - checksumBytes);
  if (uint32_t got = crcOf({bytes.begin(), bytes.end() - checksumBytes}); got != stored)
    fail("damaged header: " + checksumFault(stored, got));
  running = crcOf(bytes);
  int64_t dims = (int64_t(size) - int64_t(headerFixed + checksumBytes)) / 2, at = 12, said = 0;
  for (int64_t *field : {&head.modelRate, &head.originalRate, &head.channels, &head.pieceLength, &head.overlap, &head.vectors, &said}) {
    *field = fieldAt<uint32_t>(bytes, size_t(at));
    at += 4;
  }
  head.frames = int64_t(fieldAt<uint64_t>(bytes, 40));
  head.fingerprint = fieldAt<uint64_t>(bytes, 48);
  for (int64_t i = 0; i < dims; ++i)
    head.levels.push_back(fieldAt<uint16_t>(bytes, headerFixed + 2 * size_t(i)));
  if (said != dims)
    fail("damaged header: expected " + std::to_string(dims) + " dimensions of a vector, got " + std::to_string(said));
  if (std::string fault = head.fault(); !fault.empty())
    fail("damaged header: " + fault);
}

bool BitstreamReader::next(std::vector<int32_t> &digits) {
  if (ended)
    return false;
  std::string place = "block " + std::to_string(blocks);
  if (int c = std::fgetc(file.get()); c == EOF)
    fail("truncated: it ends before " + place + ", without an end marker");
  else
    std::ungetc(c, file.get());
  std::vector<uint8_t> fields = take(blockFixed, "in " + place);
  uint32_t stored = fieldAt<uint32_t>(take(checksumBytes, "in " + place), 0);
  if (fields[0] == kindEnd) {
    readEnd(fields, stored);
    return false;
  }
  int64_t count = fieldAt<uint16_t>(fields, 2), payloadBytes = fieldAt<uint32_t>(fields, 4);
  int64_t total = count * head.digits();
  // a frequency is at least 1 of 2^16: no digit takes more than two bytes, rounding apart
  if (fields[0] != kindPieces || fields[1] >= digitModels || !fits(DigitModel(fields[1]), head.levels) || !count ||
      total > maxBlockDigits || payloadBytes > 3 * total + 8)
    fail("damaged " + place + ": its fields are none that a block can have");
  std::vector<uint8_t> payload = take(size_t(payloadBytes), "in " + place);
  if (uint32_t got = crcOfBlock(blocks, fields, payload); got != stored)
    fail("damaged " + place + ": " + checksumFault(stored, got));
  pieces += count;
  if (pieces > head.pieces())
    fail("damaged " + place + ": more pieces than the " + std::to_string(head.pieces()) + " that " + std::to_string(head.frames) + " frames need");
  running = crcOfWord(stored, running);
  ++blocks;
  digits.resize(size_t(total));
  decodeDigits(payload, head.levels, DigitModel(fields[1]), digits);
  return true;
}

void BitstreamReader::readEnd(const std::vector<uint8_t> &fields, uint32_t stored) {
  if (fields != blockFields(kindEnd, DigitModel::uniform, 0, 8))
    fail("damaged end marker: its fields are none that it can have");
  std::vector<uint8_t> length = take(8, "in its end marker");
  if (uint32_t got = crcOf(length, crcOf(fields, running)); got != stored)
    fail("damaged end marker: " + checksumFault(stored, got) + "; blocks are missing, or are another stream's");
  if (fieldAt<uint64_t>(length, 0) != uint64_t(head.frames) || pieces != head.pieces())
    fail("damaged end marker: expected " + std::to_string(head.frames) + " frames in " + std::to_string(head.pieces()) + " pieces, got " +
         std::to_string(fieldAt<uint64_t>(length, 0)) + " in " + std::to_string(pieces));
  if (std::fgetc(file.get()) != EOF)
    fail("damaged: there is more behind its end marker");
  ended = true;
}

} // namespace mf
