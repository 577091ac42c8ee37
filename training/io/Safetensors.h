// Tensors by name from a .safetensors file, of whatever program wrote it.
#pragma once
#include "training/io/Array.h"
#include <map>
#include <memory>

namespace mf {

class SafetensorsFile {
public:
  /// Reads the header. Throws UserError where the file is foreign, truncated or malformed.
  explicit SafetensorsFile(const std::string &path);
  std::vector<std::string> names() const;
  bool has(const std::string &name) const { return tensors.count(name) != 0; }
  /// The shape of a tensor that is there.
  const std::vector<int64_t> &shape(const std::string &name) const { return tensors.at(name).shape; }
  /// Its element type, as the file calls it: "F32".
  const std::string &type(const std::string &name) const { return tensors.at(name).type; }
  /// What the file says of itself.
  const std::map<std::string, std::string> &metadata() const { return words; }
  /// Reads a tensor that is there. F16 becomes f32, small integers i32. Throws UserError.
  Array read(const std::string &name) const;

private:
  struct Tensor {
    std::string type;
    std::vector<int64_t> shape;
    uint64_t begin, end; // from the file's begin
  };
  std::string path;
  std::map<std::string, Tensor> tensors;
  std::map<std::string, std::string> words;
};

} // namespace mf
