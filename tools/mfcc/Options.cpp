// Checks of options that several commands share.
#include "tools/mfcc/Commands.h"
#include <charconv>
#include <fmt/format.h>

namespace mf::tool {

CLI::Validator atLeast(int64_t least) {
  auto check = [least](const std::string &text) {
    int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good = error == std::errc() && end == text.data() + text.size() && value >= least;
    return good ? std::string() : fmt::format("expected an integer from {} up, got {}", least, text);
  };
  return CLI::Validator(check, "");
}

} // namespace mf::tool
