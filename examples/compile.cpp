// Compiles a model from within a C++ program, with the compiler as a library.
//   c++ -std=c++20 examples/compile.cpp $(pkg-config --cflags --libs mfcc) -o compile
//   ./compile examples/two_moons.cpp two_moons.mfa
#include "compiler/api/Session.h"
#include <cstdio>

using namespace mf::compiler;

int main(int argc, char **argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s SOURCE ARTIFACT\n", argv[0]);
    return 2;
  }
  try {
    Session session;
    Compilation compilation = session.compile(Source::file(argv[1]), {.cpu = "x86-64-v3"});
    for (const EntryCost &entry : compilation.costs())
      std::printf("%s: %zu launches, arena of %lld bytes\n", entry.name.c_str(), entry.launches.size(), (long long)entry.arenaBytes);
    compilation.write(Emit::artifact, argv[2]);
    return 0;
  } catch (const CompileError &e) {
    for (const Diagnostic &d : e.diagnostics())
      std::fprintf(stderr, "%s:%lld:%lld: %s\n", d.file.c_str(), (long long)d.line, (long long)d.column, d.message.c_str());
    std::fprintf(stderr, "%s\n", e.what());
    return e.fault() == Fault::user ? 1 : 3;
  }
}
