// What a test prints to stdout and stderr, caught: the library prints nothing.
#pragma once
#include "tests/Folder.h"
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace mf::test {

class Silence {
public:
  Silence() {
    std::fflush(nullptr);
    for (int i : {0, 1}) {
      before[i] = dup(i + 1);
      int file = open((folder / "output").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      dup2(file, i + 1);
      close(file);
    }
  }
  ~Silence() { restore(); }
  /// What was printed since the beginning.
  std::string text() {
    restore();
    return readFile(folder / "output");
  }

private:
  void restore() {
    std::fflush(nullptr);
    for (int i : {0, 1})
      if (before[i] >= 0) {
        dup2(before[i], i + 1);
        close(before[i]);
        before[i] = -1;
      }
  }
  Folder folder;
  int before[2];
};

} // namespace mf::test
