// Compilation: one program on its way from graph to code. Each phase can be asked for; what it needs runs then.
#pragma once
#include "compiler/api/Costs.h"
#include "compiler/api/Source.h"
#include "compiler/api/Trace.h"
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mf::compiler {

struct CompileOptions {
  std::string target = "cpu";    ///< cpu, cuda:CHIP such as cuda:sm_90, or both with a comma
  std::string cpu = "native";    ///< native, x86-64, x86-64-v3 or x86-64-v4
  std::string precision = "f32"; ///< of the primal's products: f32 or bf16; a configuration may ask for bf16 itself
  bool tangents = true;          ///< false: every jvp gives zeros: what the program costs without its forward derivatives
};

/// What comes out, in the order of the phases.
enum class Emit {
  graph,      ///< the program as it came in, verified; text
  expanded,   ///< derivatives expanded and cleaned up, before anything is decided about kernels; text
  kernels,    ///< kernels, plans, memory; text
  ptx,        ///< code of a CUDA target; text
  llvm,       ///< code of the CPU target; text
  assembly,   ///< text
  object,     ///< an ELF relocatable object
  artifact,   ///< an ELF shared object for the runtime
  executable, ///< a program that samples, with the runtime inside
};
/// "mf", "expanded", "kernels", "ptx", "llvm", "assembly", "object", "artifact", "executable".
MFCC_API const char *nameOf(Emit emit);
MFCC_API std::optional<Emit> emitNamed(std::string_view name);

class MFCC_API Compilation {
public:
  Compilation(Compilation &&) noexcept;
  Compilation &operator=(Compilation &&) noexcept;
  ~Compilation();

  /// Text or bytes of a phase, not of `artifact` and `executable`, which are files. Throws CompileError.
  std::string bytes(Emit emit);
  /// Writes the same to a file: a whole one or none. `state`: weights (.safetensors) to put into an executable, which else starts from init with seed 0.
  void write(Emit emit, const std::string &path, const std::string &state = "");
  /// A number of the program, whatever file and lines it comes from.
  std::string fingerprint();
  /// Costs of every entry, in the order of the program. Throws CompileError.
  const std::vector<EntryCost> &costs();
  /// The program with every value of the entry among its results. Throws CompileError where there is no such entry.
  Trace trace(const std::string &entry);
  /// What the entry's results are by the meaning of its ops, without any kernel: every op by its formula in f64, slowly. round: each op's
  /// result, and a sum after each term, is rounded to its type. states: all that the entry reads. Throws
  /// CompileError where there is no such entry, or it has derivatives that are not expanded (those of a Trace are).
  std::vector<Numbers> evaluate(const std::string &entry, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states, bool round);
  /// The entry's jvp and grad, as their rules make them, beside differences of what they are taken of; all in f64, and those in loops not. `directions`:
  /// how many of a gradient are compared, at least one and at most one an input. Throws as `evaluate`.
  std::vector<DerivativeCheck> checkDerivatives(const std::string &entry, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states,
                                                int64_t directions);
  /// Of a Trace's model: what makes `result` of the values in `inside`, which are results of the entry and hold `result` too; all else that it is made
  /// of becomes an argument.
  Part part(const std::string &entry, const std::string &result, const std::vector<std::string> &inside);
  /// All that was found up to now.
  const std::vector<Diagnostic> &diagnostics() const;

private:
  friend class Session;
  class Unit;
  explicit Compilation(std::unique_ptr<Unit> unit);
  std::unique_ptr<Unit> unit;
};

} // namespace mf::compiler
