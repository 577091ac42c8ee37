// Whole files, with errors that say what the system said.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace mf {

/// The file's bytes. Throws UserError.
std::vector<std::byte> readBytes(const std::string &path);
std::string readText(const std::string &path);

/// A file that is written beside its place and put there once it is whole: an older one stays until then.
class AtomicFile {
public:
  /// Throws UserError where it cannot be made, or where the path is something else than a file (a device).
  explicit AtomicFile(const std::string &path);
  ~AtomicFile(); // not committed: nothing stays
  AtomicFile(const AtomicFile &) = delete;

  int descriptor() const { return file; } // open for reading and writing
  const std::string &path() const { return target; }

  /// Writes bytes at the place of now. Throws UserError.
  void write(const void *data, size_t bytes);
  /// The next bytes go over the first ones.
  void rewind();

  /// Syncs and renames. Throws UserError.
  void commit();

  /// Throws a UserError of the system's error number.
  [[noreturn]] void fail(int error) const;

private:
  std::string target, beside;
  int file;
};

/// Writes a whole file through AtomicFile. Throws UserError.
void writeAtomic(const std::string &path, const std::string &text);

} // namespace mf
