#include "training/io/Npz.h"
#include "training/UserError.h"
#include "training/io/Convert.h"
#include "training/io/File.h"
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <zip.h>

namespace mf {
namespace {

struct TypeName {
  int32_t dtype;
  const char *name; // as NumPy writes it
};
constexpr TypeName typeNames[] = {{MF_F32, "<f4"}, {MF_F64, "<f8"}, {MF_I32, "<i4"}, {MF_I64, "<i8"}, {MF_I1, "|b1"}};

/// Fortran's order, the first axis fastest, to C's.
Array rowMajor(const Array &from) {
  Array to{from.dtype, from.shape, std::vector<std::byte>(from.data.size())};
  size_t bytes = size_t(mf_dtype_bytes(from.dtype)), rank = from.shape.size();
  std::vector<int64_t> at(rank), stride(rank, 1);
  for (size_t d = 1; d < rank; ++d)
    stride[d] = stride[d - 1] * from.shape[d - 1];
  for (int64_t i = 0, place = 0; i < from.size(); ++i) {
    std::memcpy(&to.data[size_t(i) * bytes], &from.data[size_t(place) * bytes], bytes);
    for (size_t d = rank; d-- > 0;) { // the next place in C's order
      place += stride[d];
      if (++at[d] < from.shape[d])
        break;
      place -= stride[d] * at[d];
      at[d] = 0;
    }
  }
  return to;
}

/// The header is a Python dictionary; it is searched, not evaluated: NumPy writes it in one fixed form.
std::string valueOf(const std::string &who, const std::string &header, const std::string &key) {
  size_t at = header.find("'" + key + "':");
  if (at == std::string::npos)
    throw UserError(who + ": malformed npy header: no '" + key + "'");
  at = header.find_first_not_of(' ', at + key.size() + 3);
  if (at == std::string::npos)
    throw UserError(who + ": malformed npy header: no value of '" + key + "'");
  size_t end = header[at] == '(' ? header.find(')', at) : header.find_first_of(",}", at);
  if (end == std::string::npos)
    throw UserError(who + ": malformed npy header: '" + key + "' does not end");
  return header.substr(at, end - at);
}

int32_t parseType(const std::string &who, const std::string &text) {
  for (const TypeName &type : typeNames)
    if (text == type.name)
      return type.dtype;
  throw UserError(who + ": expected numbers or bool in little-endian order, got dtype '" + text.substr(0, 40) + "'; convert with astype");
}

/// "(2, 3" without the closing bracket.
std::vector<int64_t> parseShape(const std::string &who, const std::string &text) {
  std::vector<int64_t> shape;
  auto bad = [&] { return UserError(who + ": malformed npy header: shape '" + text.substr(0, 60) + "'"); };
  if (text.empty() || text[0] != '(')
    throw bad();
  std::optional<int64_t> number;
  for (char c : text.substr(1) + ",") {
    if (c >= '0' && c <= '9') {
      int64_t value = 0;
      if (__builtin_mul_overflow(number.value_or(0), 10, &value) || __builtin_add_overflow(value, c - '0', &value))
        throw bad();
      number = value;
    } else if (c == ',') {
      if (number)
        shape.push_back(*number);
      number.reset();
    } else if (c != ' ') {
      throw bad();
    }
  }
  if (shape.size() > 16)
    throw bad();
  return shape;
}

/// The header's text; `used` receives how many bytes it takes with all before it.
std::string npyHeader(const std::string &who, std::span<const std::byte> bytes, size_t &used) {
  auto byte = [&](size_t i) { return std::to_integer<size_t>(bytes[i]); };
  if (bytes.size() < 10 || std::memcmp(bytes.data(), "\x93NUMPY", 6))
    throw UserError(who + ": not an npy file: expected it to start with \\x93NUMPY");
  size_t version = byte(6);
  if (version < 1 || version > 3 || (version > 1 && bytes.size() < 12))
    throw UserError(who + ": expected npy version 1, 2 or 3, got " + std::to_string(version));
  size_t length = byte(8) | byte(9) << 8, start = 10;
  if (version > 1) {
    length |= byte(10) << 16 | byte(11) << 24;
    start = 12;
  }
  if (length > bytes.size() - start)
    throw UserError(who + ": truncated npy file: the header has " + std::to_string(length) + " bytes, the file " +
                    std::to_string(bytes.size()));
  used = start + length;
  return {reinterpret_cast<const char *>(bytes.data()) + start, length};
}

struct ZipCloser {
  void operator()(zip_t *zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, ZipCloser>;

Zip openZip(const std::string &who, std::span<const std::byte> bytes) {
  if (bytes.size() < 22) // libzip takes an empty file for an empty archive
    throw UserError(who + ": not an npz file (or a truncated one): expected at least 22 bytes, got " +
                    std::to_string(bytes.size()));
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr;
  if (!zip) {
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (source)
      zip_source_free(source);
    throw UserError(who + ": not an npz file (or a truncated one): " + text);
  }
  zip_error_fini(&error);
  return Zip(zip);
}

/// Inflates one member piece by piece: a size that the file claims is not trusted.
std::vector<std::byte> readMember(const std::string &who, zip_t *zip, zip_uint64_t index) {
  zip_file_t *file = zip_fopen_index(zip, index, 0);
  if (!file)
    throw UserError(who + ": cannot be read: " + zip_strerror(zip));
  std::vector<std::byte> bytes;
  size_t used = 0;
  zip_int64_t done = 0;
  do {
    bytes.resize(used + (size_t(1) << 18));
    done = zip_fread(file, bytes.data() + used, size_t(1) << 18);
    used += done > 0 ? size_t(done) : 0;
  } while (done > 0);
  std::string text = done < 0 ? zip_file_strerror(file) : "";
  zip_fclose(file);
  if (done < 0)
    throw UserError(who + ": damaged: " + text);
  bytes.resize(used);
  return bytes;
}

Array widened(const Array &array) {
  Array wide = Array::zeros(MF_F32, array.shape);
  for (int64_t i = 0; i < array.size(); ++i)
    wide.as<uint32_t>()[i] = uint32_t(array.as<uint16_t>()[i]) << 16;
  return wide;
}

} // namespace

Array parseNpy(const std::string &who, std::span<const std::byte> bytes) {
  size_t used = 0;
  std::string header = npyHeader(who, bytes, used);
  std::string type = valueOf(who, header, "descr");
  type.erase(std::remove(type.begin(), type.end(), '\''), type.end());
  const ForeignType *foreign = foreignType(type);
  int32_t dtype = foreign ? foreign->dtype : parseType(who, type);
  std::string order = valueOf(who, header, "fortran_order");
  if (order != "False" && order != "True")
    throw UserError(who + ": malformed npy header: fortran_order is '" + order.substr(0, 40) + "'");
  std::vector<int64_t> shape = parseShape(who, valueOf(who, header, "shape"));
  int64_t expected = foreign ? foreign->bytes : mf_dtype_bytes(dtype), got = int64_t(bytes.size() - used);
  for (int64_t extent : shape)
    if (__builtin_mul_overflow(expected, extent, &expected))
      throw UserError(who + ": malformed npy header: the shape is too large");
  if (got != expected)
    throw UserError(who + ": truncated or malformed npy file: expected " + std::to_string(expected) +
                    " bytes of data, got " + std::to_string(got));
  Array array{dtype, std::move(shape), {}};
  if (foreign)
    array = fromForeign(who, foreign->name, array.shape, bytes.subspan(used));
  else
    array.data = {bytes.begin() + ptrdiff_t(used), bytes.end()};
  if (dtype == MF_I1)
    for (std::byte &value : array.data)
      value = std::byte(value != std::byte(0));
  return order == "True" && array.shape.size() > 1 ? rowMajor(array) : array;
}

std::string formatNpy(const Array &array) {
  if (array.dtype == MF_BF16)
    return formatNpy(widened(array));
  const TypeName *type = std::find_if(std::begin(typeNames), std::end(typeNames),
                                      [&](const TypeName &t) { return t.dtype == array.dtype; });
  std::string header = std::string("{'descr': '") + type->name + "', 'fortran_order': False, 'shape': (";
  for (int64_t extent : array.shape)
    header += std::to_string(extent) + ",";
  header += "), }";
  // the data starts at a multiple of 64, as NumPy does it
  header += std::string((64 - (10 + header.size() + 1) % 64) % 64, ' ') + "\n";
  std::string text = "\x93NUMPY";
  text += {'\1', '\0', char(header.size() & 255), char(header.size() >> 8)};
  text += header;
  return text.append(reinterpret_cast<const char *>(array.data.data()), array.data.size());
}

NamedArrays parseNpz(const std::string &who, std::span<const std::byte> bytes) {
  Zip zip = openZip(who, bytes);
  NamedArrays arrays;
  zip_int64_t count = zip_get_num_entries(zip.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char *raw = zip_get_name(zip.get(), zip_uint64_t(i), ZIP_FL_ENC_RAW);
    std::string name = raw ? raw : "";
    if (!name.ends_with(".npy"))
      throw UserError(who + ": expected members named *.npy, got '" + name + "'");
    std::vector<std::byte> member = readMember(who + ": " + name, zip.get(), zip_uint64_t(i));
    name.resize(name.size() - 4);
    arrays.emplace_back(name, parseNpy(who + ": '" + name + "'", member));
  }
  return arrays;
}

NamedArrays readNpz(const std::string &path) { return parseNpz(path, readBytes(path)); }

void writeNpz(const std::string &path, const NamedArrays &arrays) {
  if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path))
    throw UserError(path + ": cannot be written: it is not a file");
  int code = 0;
  zip_t *raw = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  if (!raw) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    throw UserError(path + ": cannot be written: " + text);
  }
  Zip zip(raw);
  std::vector<std::string> members; // libzip reads them when the file is closed
  members.reserve(arrays.size());
  for (const auto &[name, array] : arrays) {
    const std::string &member = members.emplace_back(formatNpy(array));
    zip_source_t *source = zip_source_buffer(raw, member.data(), member.size(), 0);
    if (!source || zip_file_add(raw, (name + ".npy").c_str(), source, ZIP_FL_OVERWRITE) < 0)
      throw UserError(path + ": '" + name + "' cannot be written: " + zip_strerror(raw));
  }
  if (zip_close(raw))
    throw UserError(path + ": cannot be written: " + zip_strerror(raw));
  (void)zip.release();
}

Array readNpy(const std::string &path) { return parseNpy(path, readBytes(path)); }
void writeNpy(const std::string &path, const Array &array) { writeAtomic(path, formatNpy(array)); }

} // namespace mf
