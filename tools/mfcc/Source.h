// Source: what the user wrote (.cpp, .mlir, .toml) as the textual IR of a program, and its way to an artifact.
#pragma once
#include "training/config/Config.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mf::tool {

struct SourceOptions {
  std::vector<std::string> set; ///< key=value overrides of a configuration
};

/// A program before compilation.
struct Source {
  std::string path;
  std::string ir;     ///< the graph, textual, with locations
  std::optional<Config> config; ///< where it came from a configuration
};

/// Builds the program of a DSL file, IR file or configuration. Throws UserError; the host compiler's own
/// messages go to stderr unchanged.
Source loadSource(const std::string &path, const SourceOptions &options = {});

struct CompileRequest {
  std::string emit = "artifact"; ///< mf, kernels, llvm, assembly, ptx, object, artifact
  std::string target = "cpu";    ///< cpu, cuda:sm_90, or both
  std::string cpu = "native";
  std::string precision = "f32"; ///< of the primal's products: f32 or bf16
  bool withoutJvp = false;       ///< explain's comparison: tangents replaced by zeros
};

/// What one kernel launch of an entry costs, as the partition pass says.
struct LaunchCost {
  std::string kernel, kind, source;
  int64_t flops[3]; ///< primal, tangent, gradient
  int64_t read, written;
};
/// A buffer of the arena, by the first launch that touches it.
struct Buffer {
  std::string source, kernel;
  std::string type;     ///< "f32 [64, 784]"
  int64_t bytes;
  int64_t launch = 0;   ///< number of the launch in the entry, from 0
  int64_t position = 0; ///< among the launch's buffers, from 0
};
struct EntryCost {
  std::string name;
  std::vector<LaunchCost> launches;
  int64_t arenaBytes = 0;
  int64_t savedBytes = 0;           ///< forward values kept for the backward pass
  std::vector<Buffer> contributors; ///< arena buffers alive at the peak, largest first
};
/// Compiles the source to text or bytes in the file `output` ("-": stdout). Throws UserError after the
/// diagnostics have been printed at the user's lines. `costs`, where given, gets the costs of every entry.
void compileSource(const Source &source, const CompileRequest &request, const std::string &output, std::vector<EntryCost> *costs = nullptr);

/// Costs of every entry, from the planned kernels.
std::vector<EntryCost> costsOf(const Source &source, bool withoutJvp);

/// A temporary file that goes with the object.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::string &suffix);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile &) = delete;
  const std::string &path() const { return name; }

private:
  std::string name;
};

} // namespace mf::tool
