//===- Libdevice.cpp - the library of device functions: where it is, and linking it -------------===//
#include "codegen/cuda/Emit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include <cstdlib>

namespace mf::cuda {

using Paths = std::vector<std::string>;
namespace fs = llvm::sys::fs;

static std::string join(llvm::StringRef folder, llvm::StringRef rest) {
  llvm::SmallString<256> path(folder);
  llvm::sys::path::append(path, rest);
  return path.str().str();
}

static Paths children(llvm::StringRef folder) {
  Paths found;
  std::error_code error;
  for (fs::directory_iterator i(folder, error), end; i != end && !error; i.increment(error))
    found.push_back(i->path());
  std::sort(found.begin(), found.end());
  return found;
}

/// Folders that hold an `nvidia` package: the site-packages of the system, the user and the active
/// virtual environment.
static Paths pythonFolders() {
  Paths roots{"/usr/local/lib", "/usr/lib"};
  for (const char *name : {"VIRTUAL_ENV", "CONDA_PREFIX"})
    if (const char *value = std::getenv(name))
      roots.insert(roots.begin(), join(value, "lib"));
  if (const char *home = std::getenv("HOME"))
    roots.push_back(join(home, ".local/lib"));
  Paths folders;
  for (const std::string &root : roots)
    for (const std::string &child : children(root))
      if (llvm::sys::path::filename(child).starts_with("python3"))
        for (const char *packages : {"site-packages/nvidia", "dist-packages/nvidia"})
          folders.push_back(join(child, packages));
  return folders;
}

std::string findLibdevice() {
  if (const char *file = std::getenv("MF_LIBDEVICE"))
    return fs::exists(file) ? file : "";
  Paths toolkits;
  for (const char *name : {"CUDA_HOME", "CUDA_PATH"})
    if (const char *value = std::getenv(name))
      toolkits.push_back(value);
  toolkits.insert(toolkits.end(), {"/usr/local/cuda", "/usr/lib/cuda", "/usr/lib/nvidia-cuda-toolkit", "/opt/cuda"});
  for (const std::string &folder : pythonFolders())
    for (const std::string &package : children(folder))
      toolkits.push_back(package);
  for (const std::string &toolkit : toolkits)
    for (const char *place : {"nvvm/libdevice/libdevice.10.bc", "libdevice/libdevice.10.bc"})
      if (std::string path = join(toolkit, place); fs::exists(path))
        return path;
  return "";
}

std::vector<std::string> unresolved(const llvm::Module &module) {
  std::vector<std::string> names;
  for (const llvm::Function &function : module)
    if (function.isDeclaration() && !function.isIntrinsic() && !function.use_empty())
      names.push_back(function.getName().str());
  return names;
}

std::string linkLibdevice(llvm::Module &module) {
  std::vector<std::string> missing = unresolved(module);
  if (missing.empty())
    return "";
  std::string path = findLibdevice();
  if (path.empty())
    return "no libdevice.10.bc found, which the kernels need for " + llvm::join(missing, ", ") +
           "; install the CUDA toolkit or set CUDA_HOME to it, or MF_LIBDEVICE to the file";
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> library = llvm::parseIRFile(path, diagnostic, module.getContext());
  if (!library)
    return path + ": " + diagnostic.getMessage().str();
  // The library has the older layout and triple of NVIDIA's own compiler.
  library->setDataLayout(module.getDataLayout());
  library->setTargetTriple(module.getTargetTriple());
  if (llvm::Linker::linkModules(module, std::move(library), llvm::Linker::LinkOnlyNeeded))
    return path + ": linking failed";
  return "";
}

} // namespace mf::cuda
