// Values of keys.
#include "training/config/Config.h"
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace mf {

const opt::Value *Config::find(const std::string &key) const {
  size_t dot = key.find('.');
  auto section = sections.find(key.substr(0, dot));
  if (dot == std::string::npos || section == sections.end())
    return nullptr;
  auto value = section->second.find(key.substr(dot + 1));
  return value == section->second.end() ? nullptr : &value->second;
}

const opt::Value &Config::at(const std::string &key) const {
  if (const opt::Value *value = find(key))
    return *value;
  throw std::logic_error("configuration: there is no key '" + key + "'");
}

void Config::set(const std::string &key, opt::Value value) {
  size_t dot = key.find('.');
  sections[key.substr(0, dot)][key.substr(dot + 1)] = std::move(value);
}

const opt::Values &Config::section(const std::string &name) const {
  static const opt::Values none;
  auto it = sections.find(name);
  return it == sections.end() ? none : it->second;
}

static std::string formatNumber(double x) {
  char text[32];
  auto end = std::to_chars(text, text + sizeof text, x).ptr;
  std::string s(text, end);
  return s.find_first_of(".en") == std::string::npos ? s + ".0" : s; // TOML tells 1.0 from 1
}

std::string formatValue(const opt::Value &value) {
  struct Format {
    std::string operator()(int64_t x) const { return std::to_string(x); }
    std::string operator()(double x) const { return formatNumber(x); }
    std::string operator()(const std::string &x) const { return nlohmann::json(x).dump(); } // a JSON text is a TOML text
    std::string operator()(const std::vector<int64_t> &x) const {
      std::string text;
      for (int64_t i : x)
        text += (text.empty() ? "" : ", ") + std::to_string(i);
      return "[" + text + "]";
    }
  };
  return std::visit(Format(), value);
}

} // namespace mf
