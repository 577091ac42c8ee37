// Runs mft kernels given as text on the SIMT executor and compares with references in double.
#pragma once
#include "codegen/cuda/Cuda.h"
#include "tests/tools/simt/Simt.h"
#include <functional>
#include <string>
#include <vector>

namespace mf::test {

enum class Dtype { f32, f64, bf16, i32, i64, i1 };

/// An array: its values as doubles (exact for every type here but large i64) and how it is stored.
struct Array {
  Dtype dtype;
  std::vector<double> values;

  static Array random(Dtype dtype, size_t count, unsigned seed, double low = -1, double high = 1);
  /// What a kernel must fill: starts as NaN (or -1).
  static Array output(Dtype dtype, size_t count);
  double &operator[](size_t i) { return values[i]; }
  double operator[](size_t i) const { return values[i]; }
  size_t size() const { return values.size(); }
};

/// Rounds a value as the type stores it.
double roundTo(Dtype dtype, double value);

/// Replaces each "$name" in `text`.
std::string substitute(std::string text, const std::vector<std::pair<std::string, std::string>> &values);

/// The geometry of the kernels of a module given as text.
std::vector<cuda::Geometry> geometryOf(const std::string &text);

/// Runs kernel `name` of the module on the arrays, in ascending and in descending order of blocks,
/// warps and lanes: both must give the same bits and no report. Assembles the PTX for sm_75, sm_80 and
/// sm_90 where ptxas is installed.
void runKernel(const std::string &text, const std::string &name, const std::vector<Array *> &arrays);

/// Removes each barrier of the kernel's code in turn and runs it: expects that the executor reports
/// every time. Returns the number of barriers.
unsigned checkBarriersAreNeeded(const std::string &text, const std::string &name, const std::vector<Array *> &arrays);

/// Checks |got - want(i)| <= tolerance * (1 + |want(i)|) for each element.
void expectClose(const Array &got, double tolerance, const std::function<double(size_t)> &want);

/// The diagnostics of lowering the module for `chip`, empty if it succeeds.
std::string diagnosticsOf(const std::string &text, const std::string &chip = "sm_90");

/// Reports of running a kernel given as NVPTX LLVM IR (file in tests/cuda/broken).
std::vector<simt::Report> runIr(const std::string &file, unsigned threads, std::vector<float> &data, int64_t blocks = 1);

} // namespace mf::test
