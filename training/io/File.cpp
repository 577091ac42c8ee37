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

AtomicFile::AtomicFile(const std::string &path) : target(path), beside(path + ".tmp" + std::to_string(getpid())), file(-1) {
  // the rename would replace a device by a file
  struct stat info;
  if (stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    throw UserError(path + ": cannot be written: it is not a file");
  file = open(beside.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0)
    fail(errno);
}

AtomicFile::~AtomicFile() {
  if (file < 0)
    return;
  close(file);
  unlink(beside.c_str());
}

void AtomicFile::fail(int error) const { throw UserError(target + ": cannot be written: " + std::strerror(error)); }

void AtomicFile::write(const void *data, size_t bytes) {
  for (size_t at = 0; at < bytes;) {
    ssize_t done = ::write(file, static_cast<const char *>(data) + at, bytes - at);
    if (done < 0 && errno != EINTR)
      fail(errno);
    at += done > 0 ? size_t(done) : 0;
  }
}

void AtomicFile::rewind() {
  if (lseek(file, 0, SEEK_SET) < 0)
    fail(errno);
}

void AtomicFile::commit() {
  if (fsync(file) || rename(beside.c_str(), target.c_str()))
    fail(errno);
  close(file);
  file = -1;
}

void writeAtomic(const std::string &path, const std::string &text) {
  AtomicFile file(path);
  file.write(text.data(), text.size());
  file.commit();
}

} // namespace mf
