// A program compiled and loaded, for tests of models.
#pragma once
#include "compiler/api/Session.h"
#include "tests/Folder.h"
#include "training/LoadedProgram.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <functional>

namespace mf::test {

inline double element(const Array &a, int64_t i) {
  if (a.dtype == MF_I32)
    return a.as<int32_t>()[i];
  return a.dtype == MF_F64 ? a.as<double>()[i] : a.as<float>()[i];
}

/// The numbers of `from` in the type of `to`.
inline void assign(Array &to, const Array &from) {
  REQUIRE(to.size() == from.size());
  if (to.dtype == from.dtype) {
    to.data = from.data;
    return;
  }
  REQUIRE(to.dtype == MF_F32);
  for (int64_t i = 0; i < to.size(); ++i)
    to.as<float>()[i] = (float)from.as<double>()[i];
}

/// Largest difference as a share of the largest number.
inline double difference(const Array &got, const Array &want) {
  REQUIRE(got.size() == want.size());
  double worst = 0, size = 1e-300;
  for (int64_t i = 0; i < got.size(); ++i) {
    double gap = std::abs(element(got, i) - element(want, i));
    worst = std::isfinite(gap) ? std::max(worst, gap) : INFINITY;
    size = std::max(size, std::abs(element(want, i)));
  }
  return worst / size;
}

/// The textual IR of a program.
inline std::string programText(Dtype dtype, const std::function<void(Program &)> &build) {
  Program program("test", dtype);
  build(program);
  return program.finish();
}

struct Compiled {
  Folder folder;
  std::unique_ptr<LoadedProgram> program;

  explicit Compiled(const std::string &ir) {
    std::string artifact = folder / "model.mfa";
    compiler::Session().compile(compiler::Source::ir(ir, "model.mlir")).write(compiler::Emit::artifact, artifact);
    program = std::make_unique<LoadedProgram>(artifact, 2);
  }
  void setState(const std::string &name, const Array &from) {
    int64_t index = mf_state_find(program->get(), name.c_str());
    INFO(name);
    REQUIRE(index >= 0);
    Array state = Array::like(*mf_state_info(program->get(), index));
    assign(state, from);
    REQUIRE(mf_state_set(program->get(), index, state.data.data(), (int64_t)state.data.size()) == MF_OK);
  }
  Array getState(const std::string &name) const {
    int64_t index = mf_state_find(program->get(), name.c_str());
    INFO(name);
    REQUIRE(index >= 0);
    Array state = Array::like(*mf_state_info(program->get(), index));
    REQUIRE(mf_state_get(program->get(), index, state.data.data(), (int64_t)state.data.size()) == MF_OK);
    return state;
  }
};

} // namespace mf::test
