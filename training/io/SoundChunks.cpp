#include "training/io/SoundChunks.h"
#include "training/UserError.h"
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace mf {

const char *const kSoundFormats = "WAV (RF64, BW64, W64), FLAC, OGG, MP3, AIFF or CAF";

static constexpr const char *endings[] = {".wav", ".w64", ".rf64", ".bwf", ".flac", ".ogg", ".mp3", ".aiff", ".aif", ".aifc", ".caf"};

std::string soundEndings() {
  std::string text = endings[0];
  for (size_t i = 1; i < std::size(endings); ++i)
    text += (i + 1 < std::size(endings) ? ", " : " or ") + std::string(endings[i]);
  return text;
}

bool isSoundName(const std::string &path) {
  std::string name = path;
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::any_of(std::begin(endings), std::end(endings), [&](const char *ending) { return name.ends_with(ending); });
}

namespace {

/// How a container writes its chunks.
struct Container {
  const char *name, *magic;
  off_t first;         ///< where the first chunk is
  int idBytes, sizeBytes;
  bool bigEndian;
  bool countsHead;     ///< a chunk's size counts its own id and size
  int alignment;
  const char *data;    ///< the id of the chunk with the samples
};

// WAVE: Microsoft's "Multiple channel audio data and WAVE files"; RF64: EBU Tech 3306; BW64: ITU-R BS.2088; W64: Sony Pictures Digital;
// AIFF: Apple, 1989; CAF: Apple's Core Audio Format Specification 1.0
constexpr Container kContainers[] = {
    {"WAV", "RIFF", 12, 4, 4, false, false, 2, "data"},  {"RF64", "RF64", 12, 4, 4, false, false, 2, "data"},
    {"BW64", "BW64", 12, 4, 4, false, false, 2, "data"}, {"W64", "riff\x2e\x91\xcf\x11", 40, 16, 8, false, true, 8, "data\xf3\xac\xd3\x11"},
    {"AIFF", "FORM", 12, 4, 4, true, false, 2, "SSND"},  {"CAF", "caff", 8, 4, 8, true, false, 1, "data"}};

uint64_t number(const unsigned char *bytes, int count, bool bigEndian) {
  uint64_t value = 0;
  for (int i = 0; i < count; ++i)
    value = value << 8 | bytes[bigEndian ? i : count - 1 - i];
  return value;
}

off_t sizeOf(std::FILE *file) {
  fseeko(file, 0, SEEK_END);
  return ftello(file);
}

/// The data's size by the chunk ds64, which stands at `at`.
uint64_t longSize(const std::string &who, const Container &c, std::FILE *file, off_t at) {
  unsigned char sizes[16];
  if (fseeko(file, at, SEEK_SET) || std::fread(sizes, 1, sizeof sizes, file) != sizeof sizes)
    throw UserError(who + ": truncated " + c.name + " file: its chunk ds64 ends early");
  return number(sizes + 8, 8, false);
}

/// A chunk: where its bytes begin and how many it claims.
struct Chunk {
  off_t begin;
  uint64_t bytes;
};

/// Throws where the claim is more than there is. True: no chunk behind it counts.
bool checkChunk(const std::string &who, const Container &c, const Chunk &chunk, bool data, off_t size) {
  uint64_t there = uint64_t(size - chunk.begin);
  if (chunk.bytes <= there)
    return false;
  // of all ones is what a program leaves that wrote to a pipe: the data go to the end of the file
  bool open = c.sizeBytes == 4 ? chunk.bytes >= 0x7ffff000u : chunk.bytes == UINT64_MAX;
  if (data && open)
    return true;
  throw UserError(who + ": truncated or damaged " + c.name + " file: expected " + std::to_string(chunk.bytes) + " bytes of " + (data ? "data" : "a chunk") + ", got " +
                  std::to_string(there));
}

bool checkChunks(const std::string &who, const Container &c, std::FILE *file) {
  off_t size = sizeOf(file);
  unsigned char head[24];
  const int headBytes = c.idBytes + c.sizeBytes;
  bool hasData = false, hasLong = false;
  uint64_t longBytes = 0;
  for (off_t at = c.first; at >= 0 && fseeko(file, at, SEEK_SET) == 0 && std::fread(head, 1, size_t(headBytes), file) == size_t(headBytes);) {
    Chunk chunk{at + headBytes, number(head + c.idBytes, c.sizeBytes, c.bigEndian)};
    if (c.countsHead)
      chunk.bytes = std::max<uint64_t>(chunk.bytes, uint64_t(headBytes)) - uint64_t(headBytes);
    bool data = std::memcmp(head, c.data, std::strlen(c.data)) == 0;
    if (std::memcmp(head, "ds64", 4) == 0 && c.sizeBytes == 4) {
      longBytes = longSize(who, c, file, chunk.begin);
      hasLong = true;
    }
    if (data && hasLong && chunk.bytes == UINT32_MAX) {
      chunk.bytes = longBytes;
      if (!longBytes && chunk.begin < size) // a program that wrote to a pipe could not come back for it
        throw UserError(who + ": " + c.name + " file that does not say how long it is, as a pipe leaves it: write it anew, as with ffmpeg -i OLD NEW.wav");
    }
    hasData |= data;
    if (checkChunk(who, c, chunk, data, size))
      return true;
    at = chunk.begin + off_t((chunk.bytes + uint64_t(c.alignment) - 1) / uint64_t(c.alignment) * uint64_t(c.alignment));
  }
  return hasData;
}
} // namespace

bool checkContainer(const std::string &who, std::FILE *file) {
  unsigned char head[16] = {};
  errno = 0;
  size_t size = std::fread(head, 1, sizeof head, file);
  if (std::ferror(file))
    throw UserError(who + ": cannot be read: " + std::strerror(errno));
  auto begins = [&](const char *magic) { return size >= std::strlen(magic) && std::memcmp(head, magic, std::strlen(magic)) == 0; };
  for (const Container &c : kContainers)
    if (begins(c.magic))
      return checkChunks(who, c, file);
  // only these of libsndfile's many parsers; a frame of MPEG audio begins with eleven ones
  bool mpeg = begins("ID3") || (size >= 4 && head[0] == 0xff && (head[1] & 0xe0) == 0xe0);
  if (!begins("fLaC") && !begins("OggS") && !mpeg)
    throw UserError(who + ": not a sound file: expected " + kSoundFormats);
  return true;
}

} // namespace mf
