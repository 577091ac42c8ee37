#include "training/UserError.h"
#include "training/data/Images.h"
#include "training/io/Npz.h"
#include <algorithm>

namespace mf {
namespace {

const Array *find(const NamedArrays &arrays, const char *name) {
  auto at = std::find_if(arrays.begin(), arrays.end(), [&](const auto &a) { return a.first == name; });
  return at == arrays.end() ? nullptr : &at->second;
}

/// Images and labels of a file: x u8 [N, height, width], [N, height, width, 3] or [N, 3, height, width], label of whole numbers [N]. The last tenth is held
/// out.
class FileImages : public Images {
public:
  FileImages(const std::string &path, bool train) {
    NamedArrays arrays = readNpz(path);
    const Array *x = find(arrays, "x"), *label = find(arrays, "label");
    if (!x)
      throw UserError(path + ": expected an array 'x' of images, got none of that name");
    Signal image = imageOf(std::span(x->shape).subspan(std::min<size_t>(1, x->shape.size())));
    if (x->shape.size() < 3 || image.size() == 1)
      throw UserError(path + ": x: expected [N, height, width], or 3 channels last or first, got " + x->type());
    if (x->dtype != MF_I32 && x->dtype != MF_I64)
      throw UserError(path + ": x: expected uint8 from 0 to 255, got " + x->type() + "; of numbers in [-1, 1] make them by ((x + 1) * 127.5).round().astype(np.uint8)");
    int64_t rows = x->shape[0], held = std::max<int64_t>(1, rows / 10), first = train ? 0 : rows - held, count = train ? rows - held : held;
    if (rows < 2)
      throw UserError(path + ": expected at least two images, got " + std::to_string(rows));
    assign({image.height, image.width, image.channels}, pixelsOf(path, *x, image, first, count), label ? labelsOf(path, *label, rows, first, count) : std::vector<int32_t>());
  }
  std::string name() const override { return "images"; }

private:
  static double numberOf(const Array &array, int64_t i) { return array.dtype == MF_I32 ? array.as<int32_t>()[i] : double(array.as<int64_t>()[i]); }

  static std::vector<uint8_t> pixelsOf(const std::string &path, const Array &x, const Signal &image, int64_t first, int64_t count) {
    int64_t area = image.height * image.width, size = image.size();
    std::vector<uint8_t> pixels(size_t(count * size));
    for (int64_t i = 0; i < count * size; ++i) {
      double number = numberOf(x, first * size + i);
      if (number < 0 || number > 255)
        throw UserError(path + ": x: expected numbers from 0 to 255, got " + std::to_string(int64_t(number)) + " in image " + std::to_string(first + i / size));
      int64_t in = i % size; // channels stand last
      int64_t to = image.planar ? in % area * image.channels + in / area : in;
      pixels[size_t(i - in + to)] = uint8_t(number);
    }
    return pixels;
  }

  static std::vector<int32_t> labelsOf(const std::string &path, const Array &label, int64_t rows, int64_t first, int64_t count) {
    if ((label.dtype != MF_I32 && label.dtype != MF_I64) || label.shape != std::vector<int64_t>{rows})
      throw UserError(path + ": label: expected whole numbers [" + std::to_string(rows) + "], got " + label.type());
    std::vector<int32_t> labels;
    for (int64_t i = 0; i < rows; ++i) {
      double number = numberOf(label, i);
      if (number < 0 || number >= 100000)
        throw UserError(path + ": label: expected classes from 0 to 99999, got " + std::to_string(int64_t(number)) + " of image " + std::to_string(i));
      if (i >= first && i < first + count)
        labels.push_back(int32_t(number));
    }
    return labels;
  }
};

} // namespace

MF_OPEN_DATASET(images) {
  if (options.folder.empty())
    throw UserError("images: expected --data FILE.npz with x and label, got none");
  auto images = std::make_unique<FileImages>(options.folder, options.train);
  return images;
}

} // namespace mf
