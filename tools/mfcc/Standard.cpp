#include "tools/mfcc/Standard.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace mf::tool {

void openStandard() {
  for (int number = 0; number <= 2; ++number)
    if (fcntl(number, F_GETFD) < 0)
      open("/dev/null", O_RDWR); // the lowest free number: this one
}

bool closeStandard() {
  errno = 0;
  bool good = std::fflush(stdout) == 0 && !std::ferror(stdout);
  if (!good) // the error of an earlier line is not known any more
    std::fprintf(stderr, "mfcc: the output cannot be written%s%s\n", errno ? ": " : "", errno ? std::strerror(errno) : "");
  return good;
}

} // namespace mf::tool
