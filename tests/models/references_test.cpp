// Losses, gradients, samples and optimizer steps of the compiled models against tests/references/arrays, in f64 and in f32.
#include "tests/models/reference_program.h"
#include "training/LoadedProgram.h"
#include "training/io/Npz.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace mf;
namespace fs = std::filesystem;

namespace {

const fs::path arrays = fs::path(MF_SOURCE_DIR) / "tests/references/arrays";

/// A folder that goes with the test.
struct Scratch {
  fs::path path;
  Scratch() {
    std::string name = (fs::temp_directory_path() / "mf-models-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Scratch() { fs::remove_all(path); }
};

struct Reference {
  NamedArrays entries;
  explicit Reference(const std::string &stem) : entries(readNpz(arrays / (stem + ".npz"))) {}
  const Array *find(const std::string &name) const {
    for (const auto &[key, array] : entries)
      if (key == name)
        return &array;
    return nullptr;
  }
  const Array &at(const std::string &name) const {
    const Array *a = find(name);
    INFO("no array " << name);
    REQUIRE(a);
    return *a;
  }
  nlohmann::json options() const {
    const Array &codes = at("options");
    return nlohmann::json::parse(std::string(codes.as<int32_t>(), codes.as<int32_t>() + codes.size()));
  }
};

double element(const Array &a, int64_t i) {
  if (a.dtype == MF_I32)
    return a.as<int32_t>()[i];
  return a.dtype == MF_F64 ? a.as<double>()[i] : a.as<float>()[i];
}

/// The numbers of `from` in the type of `to`.
void assign(Array &to, const Array &from) {
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
double difference(const Array &got, const Array &want) {
  REQUIRE(got.size() == want.size());
  double worst = 0, size = 1e-300;
  for (int64_t i = 0; i < got.size(); ++i) {
    double gap = std::abs(element(got, i) - element(want, i));
    worst = std::isfinite(gap) ? std::max(worst, gap) : INFINITY;
    size = std::max(size, std::abs(element(want, i)));
  }
  return worst / size;
}

/// A program compiled by mfcc and loaded.
struct Compiled {
  Scratch scratch;
  std::unique_ptr<LoadedProgram> program;

  explicit Compiled(const std::string &ir) {
    std::string source = scratch.path / "model.mlir", artifact = scratch.path / "model.mfa";
    std::ofstream(source) << ir;
    REQUIRE(std::system((MF_MFCC " compile " + source + " -o " + artifact + " > " + (scratch.path / "log").string()).c_str()) == 0);
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

/// Calls the entry with the reference's arrays of the arguments' names.
void run(Call &call, const Reference &reference, const std::string &prefix = "") {
  for (int32_t i = 0; i < call.info.num_arguments; ++i)
    assign(call.arguments[i], reference.at(prefix + call.info.arguments[i].name));
  call.run();
}

void checkModel(const std::string &stem, Dtype dtype, double tolerance) {
  Reference reference(stem);
  std::string ir;
  {
    Program program("reference", dtype);
    test::build_reference_program(program, reference.options());
    ir = program.finish();
  }
  Compiled compiled(ir);
  for (const auto &[name, array] : reference.entries)
    if (name.rfind("param/", 0) == 0)
      compiled.setState(name.substr(6), array);
  size_t compared = 0;
  for (const std::string &entry : compiled.program->entries()) {
    if (entry == "init")
      continue;
    Call call(*compiled.program, entry);
    run(call, reference);
    for (int32_t i = 0; i < call.info.num_results; ++i, ++compared) {
      std::string name = call.info.results[i].name;
      INFO(stem << ": " << name);
      CHECK(difference(call.results[i], reference.at(name)) < (name == "check/digits" ? 1e-300 : tolerance));
    }
  }
  size_t expected = 0;
  for (const auto &[name, array] : reference.entries)
    expected += name == "loss" || name == "raw_mse" || name.rfind("grad/", 0) == 0 || name.rfind("sample/", 0) == 0 || name == "check/digits";
  CHECK(compared == expected);
}

void checkOptimizer(const std::string &stem, Dtype dtype, double tolerance) {
  Reference reference(stem);
  nlohmann::json options = reference.options();
  std::string ir;
  {
    Program program("reference", dtype);
    test::build_optimizer_program(program, options);
    ir = program.finish();
  }
  Compiled compiled(ir);
  std::vector<std::string> names;
  for (const auto &[name, array] : reference.entries)
    if (name.rfind("param/0/", 0) == 0) {
      names.push_back(name.substr(8));
      compiled.setState(names.back(), array);
      compiled.setState("ema." + names.back(), array);
    }
  Call call(*compiled.program, "update");
  for (int n = 1; n <= options["steps"]; ++n) {
    std::string step = "/" + std::to_string(n);
    for (const std::string &name : names)
      assign(*call.argument("grad/" + name), reference.at("grad" + step + "/" + name));
    call.run();
    INFO(stem << ": step " << n);
    CHECK(difference(*call.result("lr"), reference.at("lr" + step)) < tolerance);
    CHECK(difference(*call.result("norm"), reference.at("norm" + step)) < tolerance);
    for (const std::string &name : names) {
      INFO(name);
      CHECK(difference(compiled.getState(name), reference.at("param" + step + "/" + name)) < tolerance);
      CHECK(difference(compiled.getState("ema." + name), reference.at("ema" + step + "/" + name)) < tolerance);
      CHECK(difference(compiled.getState("optimizer.m." + name), reference.at("m" + step + "/" + name)) < tolerance);
    }
  }
}

void checkAll(Dtype dtype, double tolerance, bool optimizers) {
  int files = 0;
  std::vector<std::string> stems;
  for (const auto &entry : fs::directory_iterator(arrays))
    stems.push_back(entry.path().stem());
  std::sort(stems.begin(), stems.end());
  for (const std::string &stem : stems) {
    bool optimizer = stem.rfind("optimizer--", 0) == 0;
    if (optimizer != optimizers)
      continue;
    ++files;
    optimizer ? checkOptimizer(stem, dtype, tolerance) : checkModel(stem, dtype, tolerance);
  }
  CHECK(files == (optimizers ? 3 : 41));
}

} // namespace

TEST_CASE("references: models in f64") { checkAll(Dtype::f64, 1e-9, false); }
TEST_CASE("references: models in f32") { checkAll(Dtype::f32, 2e-4, false); }
TEST_CASE("references: optimizers in f64") { checkAll(Dtype::f64, 1e-12, true); }
TEST_CASE("references: optimizers in f32") { checkAll(Dtype::f32, 1e-5, true); }
