//===- Link.cpp - one object to a shared object ---------------------------------------------------===//
#include "codegen/artifact/Artifact.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace mf::codegen;

/// libm of the machine: named in the artifact, so that a loader need not have it.
static std::string findLibm() {
  for (const char *folder : {"/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/usr/lib"}) {
    std::string path = std::string(folder) + "/libm.so.6";
    if (llvm::sys::fs::exists(path))
      return path;
  }
  return "";
}

std::string mf::codegen::linkShared(llvm::StringRef object, llvm::StringRef output) {
  std::string linker;
  for (const char *name : {"ld.lld-19", "ld.lld", "/usr/lib/llvm-19/bin/ld.lld", "cc"})
    if (auto found = llvm::sys::findProgramByName(name)) {
      linker = *found;
      break;
    }
  if (linker.empty())
    return "no linker: expected one of ld.lld-19, ld.lld or cc on PATH (Debian: apt-get install lld-19)";
  bool driver = llvm::StringRef(linker).ends_with("cc");
  std::string libm = findLibm();
  std::vector<llvm::StringRef> arguments = {linker, "-shared", driver ? "-Wl,-z,noexecstack" : "-znoexecstack", "-o", output, object};
  if (driver)
    arguments.insert(arguments.end(), {"-nostdlib", "-lm"});
  else if (!libm.empty())
    arguments.insert(arguments.end(), {"--as-needed", libm});
  llvm::SmallString<128> log = output;
  log += ".log";
  std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), llvm::StringRef(log), llvm::StringRef(log)};
  std::string message;
  int code = llvm::sys::ExecuteAndWait(linker, arguments, std::nullopt, redirects, 0, 0, &message);
  std::string error;
  if (code) {
    auto text = llvm::MemoryBuffer::getFile(log);
    error = linker + " failed: " + message + (text ? (*text)->getBuffer().str() : "");
  }
  llvm::sys::fs::remove(log);
  return error;
}
