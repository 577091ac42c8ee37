#include "training/data/Arrays.h"
#include "training/UserError.h"
#include "training/io/Convert.h"
#include "training/io/Npz.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>

namespace mf {
namespace {

/// f32 or i32; `who` names the array. Throws where a number has no place there.
Array narrowed(const std::string &who, Array array) {
  if (array.dtype == MF_I64)
    return converted(who, array, MF_I32);
  if (array.dtype == MF_F64 || array.dtype == MF_BF16)
    array = converted(who, array, MF_F32);
  if (array.dtype == MF_F32)
    for (int64_t i = 0; i < array.size(); ++i)
      if (!std::isfinite(array.as<float>()[i]))
        throw UserError(who + ": expected finite numbers, got NaN or infinity at place " + std::to_string(i));
  return array;
}

} // namespace

Arrays::Arrays(const std::string &path) : title(std::filesystem::path(path).filename().string()) {
  std::vector<Array> read;
  for (auto &[name, array] : readNpz(path)) {
    std::string who = path + ": " + name;
    if (array.shape.empty())
      throw UserError(who + ": expected an array whose first axis counts the examples, got a single number");
    if (rows >= 0 && array.shape[0] != rows)
      throw UserError(who + ": expected " + std::to_string(rows) + " rows, as '" + list[0].name + "' has, got " + std::to_string(array.shape[0]));
    rows = array.shape[0];
    read.push_back(narrowed(who, std::move(array)));
    list.push_back({name, read.back().dtype, {read.back().shape.begin() + 1, read.back().shape.end()}});
  }
  if (rows < 2)
    throw UserError(path + ": expected at least two examples, got " + std::to_string(std::max<int64_t>(rows, 0)));
  columns = std::make_shared<const std::vector<Array>>(std::move(read));
  count = rows - std::max<int64_t>(1, rows / 10);
}

std::unique_ptr<Arrays> Arrays::held() const {
  auto part = std::make_unique<Arrays>(*this);
  part->first = count;
  part->count = rows - count;
  return part;
}

std::unique_ptr<Arrays> Arrays::all() const {
  auto whole = std::make_unique<Arrays>(*this);
  whole->first = 0;
  whole->count = rows;
  return whole;
}

Signal Arrays::signal() const {
  for (const Field &field : list)
    if (field.name == "x")
      return imageOf(field.shape);
  return {};
}

int64_t Arrays::classes() const {
  for (size_t f = 0; f < list.size(); ++f)
    if (list[f].name == "label" && list[f].dtype == MF_I32 && list[f].shape.empty())
      return *std::max_element((*columns)[f].as<int32_t>(), (*columns)[f].as<int32_t>() + (*columns)[f].size()) + 1;
  return 0;
}

void Arrays::fill(std::span<const Sample> samples, std::span<std::byte *const> out) const {
  for (size_t f = 0; f < list.size(); ++f) {
    size_t bytes = size_t(list[f].bytes());
    std::byte *to = out[f];
    for (size_t i = 0; to && i < samples.size(); ++i, to += bytes)
      std::memcpy(to, (*columns)[f].data.data() + size_t(first + samples[i].index) * bytes, bytes);
  }
}

} // namespace mf
