#include "training/data/Mnist.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <zlib.h>

namespace mf {
namespace {

/// Inflating stops here: MNIST has 47 MB; a few kilobytes of a hostile file can inflate to any size.
constexpr size_t maxInflated = size_t(1) << 30;

std::string findFile(const std::string &folder, const std::string &split, const std::string &what, int rank) {
  std::string kind = "idx" + std::to_string(rank) + "-ubyte";
  std::string stem = folder + "/" + split + "-" + what;
  for (const std::string &name : {stem + "-" + kind, stem + "." + kind})
    for (const char *suffix : {"", ".gz"})
      if (std::filesystem::exists(name + suffix))
        return name + suffix;
  throw UserError(folder + ": expected MNIST's IDX files, found no " + split + "-" + what + "-" + kind + " (or .gz)");
}

Idx readIdx(const std::string &path, size_t rank) { return parseIdx(path, gunzip(path, readBytes(path)), rank); }

/// Whether what is left of the input begins as a gzip file does.
bool beginsMember(const z_stream &stream) { return stream.avail_in >= 2 && stream.next_in[0] == 0x1f && stream.next_in[1] == 0x8b; }

} // namespace

std::vector<std::byte> gunzip(const std::string &who, std::vector<std::byte> bytes) {
  if (bytes.size() < 2 || bytes[0] != std::byte(0x1f) || bytes[1] != std::byte(0x8b))
    return bytes;
  z_stream stream{};
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
    throw UserError(who + ": zlib cannot start");
  stream.next_in = reinterpret_cast<Bytef *>(bytes.data());
  stream.avail_in = uInt(bytes.size());
  std::vector<std::byte> out;
  int code = Z_OK;
  while (code == Z_OK && out.size() < maxInflated) {
    size_t used = out.size();
    out.resize(used + (size_t(1) << 20));
    stream.next_out = reinterpret_cast<Bytef *>(out.data() + used);
    stream.avail_out = uInt(out.size() - used);
    code = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (code == Z_STREAM_END && beginsMember(stream)) // RFC 1952: a file is a series of members
      code = inflateReset(&stream);
  }
  std::span<const Bytef> behind(stream.next_in, stream.avail_in);
  inflateEnd(&stream);
  if (code == Z_OK)
    throw UserError(who + ": expected a gzip file of at most " + std::to_string(maxInflated) + " bytes when it is inflated");
  if (code != Z_STREAM_END)
    throw UserError(who + (code == Z_BUF_ERROR ? ": truncated gzip file" : ": damaged gzip file"));
  if (std::any_of(behind.begin(), behind.end(), [](Bytef byte) { return byte != 0; })) // zeros fill a block of a tape
    throw UserError(who + ": damaged gzip file: " + std::to_string(behind.size()) + " bytes behind its end");
  return out;
}

Idx parseIdx(const std::string &who, std::span<const std::byte> bytes, size_t rank) {
  auto word = [&](size_t i) {
    uint32_t value = 0;
    for (size_t k = 0; k < 4; ++k)
      value = value << 8 | std::to_integer<uint32_t>(bytes[4 * i + k]);
    return value;
  };
  if (bytes.size() < 4 * (rank + 1))
    throw UserError(who + ": not an IDX file: expected at least " + std::to_string(4 * (rank + 1)) + " bytes, got " +
                    std::to_string(bytes.size()));
  uint32_t expected = 0x800 + uint32_t(rank); // 8: unsigned bytes
  if (word(0) != expected) {
    char text[64];
    std::snprintf(text, sizeof text, "0x%08x, got 0x%08x", expected, word(0));
    throw UserError(who + ": not an IDX file of " + (rank == 3 ? "images" : "labels") + ": expected magic " + text);
  }
  Idx idx;
  int64_t size = 1;
  for (size_t i = 0; i < rank; ++i) {
    idx.shape.push_back(word(i + 1));
    if (__builtin_mul_overflow(size, idx.shape.back(), &size))
      throw UserError(who + ": not an IDX file: its shape is too large");
  }
  size_t head = 4 * (rank + 1);
  if (bytes.size() - head != size_t(size))
    throw UserError(who + ": truncated or damaged IDX file: expected " + std::to_string(size) + " bytes of data, got " +
                    std::to_string(bytes.size() - head));
  idx.data.resize(size_t(size));
  if (size)
    std::memcpy(idx.data.data(), bytes.data() + head, size_t(size));
  return idx;
}

Mnist::Mnist(const std::string &folder, bool train) {
  if (!std::filesystem::is_directory(folder))
    throw UserError(folder + ": no such folder; give the one with MNIST's IDX files with --data DIR");
  std::string split = train ? "train" : "t10k";
  std::string imagePath = findFile(folder, split, "images", 3), labelPath = findFile(folder, split, "labels", 1);
  Idx images = readIdx(imagePath, 3), labels = readIdx(labelPath, 1);
  if (images.shape[0] != labels.shape[0])
    throw UserError(folder + ": expected as many labels as images, got " + std::to_string(images.shape[0]) + " images in " +
                    imagePath.substr(folder.size() + 1) + " and " + std::to_string(labels.shape[0]) + " labels in " +
                    labelPath.substr(folder.size() + 1));
  if (images.data.empty())
    throw UserError(imagePath + ": expected images, got none");
  for (uint8_t label : labels.data)
    if (label > 9)
      throw UserError(labelPath + ": expected labels 0 to 9, got " + std::to_string(label));
  assign({images.shape[1], images.shape[2]}, std::move(images.data), {labels.data.begin(), labels.data.end()}, 10);
}

} // namespace mf
