// toml++, which asserts on some malformed table headers, such as "[%]": here that is an error like any other.
#pragma once
#include <stdexcept>

namespace mf {
/// Throws std::domain_error where toml++ would end the process.
constexpr void requireToml(bool condition) {
  if (!condition)
    throw std::domain_error("malformed TOML");
}
} // namespace mf

#define TOML_ASSERT(...) mf::requireToml(static_cast<bool>(__VA_ARGS__))
#include <toml++/toml.h>
