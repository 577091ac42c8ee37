#include "training/LoadedProgram.h"
#include "training/UserError.h"
#include "training/io/Convert.h"
#include <cstring>
#include <nlohmann/json.hpp>

namespace mf {
namespace {

void check(mf_status status) {
  if (status)
    throw UserError(mf_last_error());
}

std::string namesOf(const mf_array_desc *arrays, int32_t count) {
  std::string names;
  for (int32_t i = 0; i < count; ++i)
    names += (i ? ", " : "") + std::string(arrays[i].name);
  return count ? names : "none";
}

int32_t indexOf(const mf_array_desc *arrays, int32_t count, const std::string &name) {
  for (int32_t i = 0; i < count; ++i)
    if (name == arrays[i].name)
      return i;
  return -1;
}

std::vector<mf_array> viewsOf(const std::vector<Array> &arrays) {
  std::vector<mf_array> views;
  for (const Array &array : arrays)
    views.push_back(array.view());
  return views;
}

template <typename T> void checkBound(const std::string &who, const std::string &name, const T *values, int64_t count, int64_t bound) {
  for (int64_t i = 0; i < count; ++i)
    if (values[i] < 0 || values[i] >= bound)
      throw UserError(who + ": '" + name + "': expected numbers from 0 to " + std::to_string(bound - 1) + ", the rows of a table of the program, got " +
                      std::to_string(values[i]) + " at place " + std::to_string(i));
}
} // namespace

void checkBound(const std::string &who, const std::string &name, const Array &array, int64_t bound) {
  if (bound && array.dtype == MF_I32)
    checkBound(who, name, array.as<int32_t>(), array.size(), bound);
  else if (bound && array.dtype == MF_I64)
    checkBound(who, name, array.as<int64_t>(), array.size(), bound);
}

LoadedProgram::LoadedProgram(const std::string &path, int threads) {
  mf_program *program = nullptr;
  check(mf_program_load(path.c_str(), nullptr, &program));
  handle.reset(program);
  mf_program_set_threads(program, threads);
  auto metadata = nlohmann::json::parse(mf_program_metadata(program), nullptr, false);
  auto part = [&](const char *key) { return metadata.is_object() && metadata.contains(key) && metadata[key].is_object() ? metadata[key] : nlohmann::json::object(); };
  const nlohmann::json ofTables = part("bounds"), ofEntries = part("places");
  for (const auto &[name, value] : ofTables.items())
    if (value.is_number_integer())
      bounds[name] = value;
  if (metadata.is_object())
    for (const auto &[key, value] : metadata.items())
      told[key] = value.dump();
  for (const auto &[entry, place] : ofEntries.items())
    if (place.is_string())
      places[entry] = place;
}

int64_t LoadedProgram::bound(const std::string &argument) const {
  auto found = bounds.find(argument);
  return found == bounds.end() ? 0 : found->second;
}

std::string LoadedProgram::metadata(const std::string &key) const {
  auto found = told.find(key);
  return found == told.end() ? "" : found->second;
}

std::vector<std::string> LoadedProgram::entries() const {
  std::vector<std::string> names;
  for (int32_t i = 0; i < mf_entry_count(get()); ++i)
    names.push_back(mf_entry_info(get(), i)->name);
  return names;
}

bool LoadedProgram::has(const std::string &entry) const { return mf_entry_find(get(), entry.c_str()) >= 0; }

int64_t LoadedProgram::parameters() const {
  int64_t count = 0;
  for (int64_t i = 0; i < mf_state_count(get()); ++i)
    if (const mf_array_desc *state = mf_state_info(get(), i); state->role == std::string("parameter"))
      count += state->bytes / mf_dtype_bytes(state->dtype);
  return count;
}

std::string LoadedProgram::place(const std::string &entry) const {
  auto found = places.find(entry);
  return found == places.end() ? "" : found->second;
}

const mf_entry_desc &LoadedProgram::entry(const std::string &name) const {
  int32_t index = mf_entry_find(get(), name.c_str());
  if (index < 0)
    throw UserError(mf_last_error());
  return *mf_entry_info(get(), index);
}

NamedArrays LoadedProgram::call(const std::string &entry, const NamedArrays &arguments) {
  Call call(*this, entry);
  std::vector<bool> given(call.arguments.size());
  for (const auto &[name, array] : arguments) {
    int32_t index = indexOf(call.info.arguments, call.info.num_arguments, name);
    if (index < 0)
      throw UserError(entry + ": no argument named '" + name + "'; its arguments are: " +
                      namesOf(call.info.arguments, call.info.num_arguments));
    call.arguments[size_t(index)] = fitted(entry + ": argument '" + name + "'", array, call.info.arguments[index]);
    checkBound(entry, name, call.arguments[size_t(index)], bound(name));
    given[size_t(index)] = true;
  }
  for (size_t i = 0; i < given.size(); ++i)
    if (!given[i])
      throw UserError(entry + ": expected an argument '" + call.info.arguments[i].name + "' " + call.arguments[i].type() +
                      ", got none");
  call.run();
  NamedArrays results;
  for (int32_t i = 0; i < call.info.num_results; ++i)
    results.emplace_back(call.info.results[i].name, std::move(call.results[size_t(i)]));
  return results;
}

void LoadedProgram::loadState(const std::string &path, bool allowExtra, const std::string &name) {
  if (name.empty()) {
    check(mf_state_load(get(), path.c_str(), allowExtra));
  } else {
    entry(name); // throws where there is none
    check(mf_state_load_for(get(), path.c_str(), allowExtra, mf_entry_find(get(), name.c_str())));
  }
  reset(0);
}

void LoadedProgram::reset(int32_t seed) {
  if (!mf_program_artifact(get())->region_bytes[MF_REGION_SESSION] || !has("reset"))
    return;
  Call call(*this, "reset");
  call.setScalar("seed", seed);
  call.run();
}

void LoadedProgram::saveState(const std::string &path, const std::map<std::string, std::string> &metadata) const {
  std::vector<mf_metadata> lines;
  for (const auto &[key, value] : metadata)
    lines.push_back({key.c_str(), value.c_str()});
  check(mf_state_save(get(), path.c_str(), lines.data(), int32_t(lines.size())));
}

Call::Call(LoadedProgram &program, const std::string &entry)
    : program(program), index(mf_entry_find(program.get(), entry.c_str())), info(program.entry(entry)) {
  for (int32_t i = 0; i < info.num_arguments; ++i)
    arguments.push_back(Array::like(info.arguments[i]));
  for (int32_t i = 0; i < info.num_results; ++i)
    results.push_back(Array::like(info.results[i]));
}

void Call::run() {
  std::vector<mf_array> in = viewsOf(arguments), out = viewsOf(results);
  check(mf_entry_call(program.get(), index, in.data(), int32_t(in.size()), out.data(), int32_t(out.size())));
}

mf_scan Call::scan() {
  std::vector<mf_array> in = viewsOf(arguments), out = viewsOf(results);
  mf_scan found;
  check(mf_entry_scan(program.get(), index, in.data(), int32_t(in.size()), out.data(), int32_t(out.size()), &found));
  return found;
}

Array *Call::argument(const std::string &name) {
  int32_t i = indexOf(info.arguments, info.num_arguments, name);
  return i < 0 ? nullptr : &arguments[size_t(i)];
}

Array *Call::result(const std::string &name) {
  int32_t i = indexOf(info.results, info.num_results, name);
  return i < 0 ? nullptr : &results[size_t(i)];
}

bool Call::setScalar(const std::string &name, double value) {
  Array *array = argument(name);
  if (!array)
    return false;
  if (array->size() < 1)
    throw UserError(std::string(info.name) + ": '" + name + "' is empty");
  switch (array->dtype) {
  case MF_F32: *array->as<float>() = float(value); break;
  case MF_F64: *array->as<double>() = value; break;
  case MF_I32: *array->as<int32_t>() = int32_t(value); break;
  case MF_I64: *array->as<int64_t>() = int64_t(value); break;
  default: throw UserError(std::string(info.name) + ": expected a number for '" + name + "', got " + array->type());
  }
  return true;
}

} // namespace mf
