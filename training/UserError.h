// The user's input is wrong: one clear line, exit code 1.
#pragma once
#include <stdexcept>
#include <string>

namespace mf {

/// Who, expected, got, cure; lower case, no full stop, no line break. Commands print it and exit with 1.
class UserError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A signal asked for the end; all that can be gone on with is saved.
class Interrupted : public UserError {
public:
  Interrupted(int signal, const std::string &what) : UserError(what), signal(signal) {}
  int signal;
};

} // namespace mf
