// MNIST (or any set in its format) from a folder of IDX files.
#pragma once
#include "training/data/Images.h"

namespace mf {

/// The four files may be plain or gzip, named train-images-idx3-ubyte, train-images.idx3-ubyte or the same with
/// .gz; the test split is t10k-... . Throws UserError where the folder or a file is missing, foreign, truncated
/// or the counts of images and labels differ.
class Mnist : public Images {
public:
  Mnist(const std::string &folder, bool train = true);
  std::string name() const override { return "mnist"; }
};

/// An IDX array of unsigned bytes.
struct Idx {
  std::vector<int64_t> shape;
  std::vector<uint8_t> data;
};

/// Parses IDX bytes of that rank. `who` opens the error text. Throws UserError.
Idx parseIdx(const std::string &who, std::span<const std::byte> bytes, size_t rank);

/// Inflates gzip bytes; bytes that do not start as gzip are returned as they are. Throws UserError.
std::vector<std::byte> gunzip(const std::string &who, std::vector<std::byte> bytes);

} // namespace mf
