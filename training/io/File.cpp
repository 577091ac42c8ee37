#include "training/io/File.h"
#include "training/UserError.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mf {

template <typename Container> static Container readWhole(const std::string &path) {
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    throw UserError(path + ": cannot be opened: " + std::strerror(errno));
  Container bytes;
  size_t used = 0;
  for (ssize_t done = 1; done > 0; used += size_t(done)) {
    bytes.resize(used + (size_t(1) << 20));
    done = read(file, bytes.data() + used, size_t(1) << 20);
    if (done < 0) {
      int error = errno;
      close(file);
      throw UserError(path + ": cannot be read: " + std::strerror(error));
    }
  }
  close(file);
  bytes.resize(used);
  return bytes;
}

std::vector<std::byte> readBytes(const std::string &path) { return readWhole<std::vector<std::byte>>(path); }
std::string readText(const std::string &path) { return readWhole<std::string>(path); }

static bool writeWhole(int file, const std::string &text) {
  for (size_t at = 0; at < text.size();) {
    ssize_t done = write(file, text.data() + at, text.size() - at);
    if (done < 0 && errno != EINTR)
      return false;
    at += done > 0 ? size_t(done) : 0;
  }
  return fsync(file) == 0;
}

void writeAtomic(const std::string &path, const std::string &text) {
  // the rename would replace a device by a file
  struct stat info;
  if (stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    throw UserError(path + ": cannot be written: it is not a file");
  std::string beside = path + ".tmp" + std::to_string(getpid());
  int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  bool good = file >= 0 && writeWhole(file, text);
  int error = errno;
  if (file >= 0)
    close(file);
  if (good && rename(beside.c_str(), path.c_str())) {
    good = false;
    error = errno;
  }
  if (good)
    return;
  unlink(beside.c_str());
  throw UserError(path + ": cannot be written: " + std::strerror(error));
}

} // namespace mf
