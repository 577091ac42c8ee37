#include "training/io/Safetensors.h"
#include "training/UserError.h"
#include "training/io/Convert.h"
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace mf {
namespace {

struct Type {
  const char *name;
  int64_t bytes;
  int32_t dtype;          // what it is read as
  const char *npy;        // as NumPy calls it, where the runtime has no such type
};
constexpr Type types[] = {{"F32", 4, MF_F32, ""},     {"F64", 8, MF_F64, ""},     {"BF16", 2, MF_BF16, ""},   {"I32", 4, MF_I32, ""},  {"I64", 8, MF_I64, ""},
                          {"BOOL", 1, MF_I1, ""},     {"F16", 2, MF_F32, "<f2"},  {"U8", 1, MF_I32, "|u1"},   {"I8", 1, MF_I32, "|i1"}, {"U16", 2, MF_I32, "<u2"},
                          {"I16", 2, MF_I32, "<i2"},  {"U32", 4, MF_I64, "<u4"},  {"U64", 8, MF_I64, "<u8"}};

const Type *typeNamed(const std::string &name) {
  for (const Type &type : types)
    if (name == type.name)
      return &type;
  return nullptr;
}

} // namespace

SafetensorsFile::SafetensorsFile(const std::string &path) : path(path) {
  std::ifstream in(path, std::ios::binary);
  std::error_code error;
  uint64_t size = std::filesystem::file_size(path, error), length = 0;
  if (!in || error)
    throw UserError(path + ": cannot be opened: expected a .safetensors file");
  auto foreign = [&](const std::string &what) { return UserError(path + ": not a safetensors file, or a truncated one: " + what); };
  if (!in.read(reinterpret_cast<char *>(&length), 8) || length > size - 8 || length > 100'000'000)
    throw foreign("a .pt or .pth file of PyTorch becomes one by safetensors.torch.save_file(model.state_dict(), \"weights.safetensors\")");
  std::string text(length, 0);
  in.read(text.data(), std::streamsize(length));
  nlohmann::json header = nlohmann::json::parse(text, nullptr, false);
  if (!header.is_object())
    throw foreign("its header is no JSON object");
  for (const auto &[name, value] : header.items()) {
    if (name == "__metadata__") {
      for (const auto &[key, word] : value.items())
        words[key] = word.is_string() ? word.get<std::string>() : word.dump();
      continue;
    }
    try {
      auto offsets = value.at("data_offsets").get<std::vector<uint64_t>>();
      Tensor tensor{value.at("dtype").get<std::string>(), value.at("shape").get<std::vector<int64_t>>(), offsets.at(0), offsets.at(1)};
      const Type *type = typeNamed(tensor.type);
      if (!type)
        throw UserError(path + ": '" + name + "' is of type " + tensor.type + ", which is not read; convert it to F32");
      uint64_t bytes = uint64_t(type->bytes);
      for (int64_t extent : tensor.shape)
        if (extent < 0 || __builtin_mul_overflow(bytes, uint64_t(extent), &bytes))
          throw foreign("the shape of '" + name + "' is impossible");
      if (tensor.begin > tensor.end || tensor.end > size - 8 - length || tensor.end - tensor.begin != bytes)
        throw foreign("'" + name + "' lies outside of it");
      tensor.begin += 8 + length;
      tensor.end += 8 + length;
      tensors[name] = tensor;
    } catch (const nlohmann::json::exception &) {
      throw foreign("'" + name + "' has no dtype, shape and data_offsets");
    }
  }
}

std::vector<std::string> SafetensorsFile::names() const {
  std::vector<std::string> names;
  for (const auto &[name, tensor] : tensors)
    names.push_back(name);
  return names;
}

Array SafetensorsFile::read(const std::string &name) const {
  const Tensor &tensor = tensors.at(name);
  const Type &type = *typeNamed(tensor.type);
  std::vector<std::byte> bytes(tensor.end - tensor.begin);
  std::ifstream in(path, std::ios::binary);
  in.seekg(std::streamoff(tensor.begin));
  if (!in.read(reinterpret_cast<char *>(bytes.data()), std::streamsize(bytes.size())) && !bytes.empty())
    throw UserError(path + ": '" + name + "' cannot be read");
  if (*type.npy)
    return fromForeign(path + ": '" + name + "'", type.npy, tensor.shape, bytes);
  return {type.dtype, tensor.shape, std::move(bytes)};
}

} // namespace mf
