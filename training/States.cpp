#include "training/States.h"
#include <algorithm>
#include <cmath>

namespace mf {

void Snapshot::take(mf_program *program, const std::vector<std::string> &roles) {
  copies.resize(size_t(mf_state_count(program)));
  for (int64_t i = 0; i < mf_state_count(program); ++i) {
    const mf_array_desc *info = mf_state_info(program, i);
    if (!roles.empty() && std::find(roles.begin(), roles.end(), info->role) == roles.end())
      continue;
    copies[size_t(i)].resize(size_t(info->bytes));
    mf_state_get(program, i, copies[size_t(i)].data(), info->bytes);
  }
}

void Snapshot::restore(mf_program *program) const {
  for (size_t i = 0; i < copies.size(); ++i)
    if (!copies[i].empty())
      mf_state_set(program, int64_t(i), copies[i].data(), int64_t(copies[i].size()));
}

static bool hasNan(const mf_array_desc &info, const std::byte *data) {
  int64_t count = info.bytes / mf_dtype_bytes(info.dtype), found = 0; // counted to the end: that is one loop without branches
  if (info.dtype == MF_F32)
    for (const float *x = reinterpret_cast<const float *>(data), *end = x + count; x != end; ++x)
      found += std::isnan(*x);
  if (info.dtype == MF_F64)
    for (const double *x = reinterpret_cast<const double *>(data), *end = x + count; x != end; ++x)
      found += std::isnan(*x);
  if (info.dtype == MF_BF16)
    for (const uint16_t *x = reinterpret_cast<const uint16_t *>(data), *end = x + count; x != end; ++x)
      found += (*x & 0x7fff) > 0x7f80;
  return found > 0;
}

std::string stateWithNan(const LoadedProgram &program) {
  std::vector<std::byte> copy;
  std::string first;
  for (int64_t i = 0; i < mf_state_count(program.get()); ++i) {
    const mf_array_desc *info = mf_state_info(program.get(), i);
    bool parameter = info->role == std::string("parameter");
    if (info->dtype == MF_I32 || info->dtype == MF_I64 || info->dtype == MF_I1 || (!first.empty() && !parameter))
      continue;
    copy.resize(size_t(info->bytes));
    mf_state_get(program.get(), i, copy.data(), info->bytes);
    if (!hasNan(*info, copy.data()))
      continue;
    if (parameter)
      return info->name;
    first = info->name;
  }
  return first;
}

} // namespace mf
