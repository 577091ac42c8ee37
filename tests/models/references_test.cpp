// Losses, gradients, samples and optimizer steps of the compiled models against tests/references/arrays, in f64 and in f32.
#include "tests/models/Compiled.h"
#include "tests/models/reference_program.h"
#include "training/io/Npz.h"

using namespace mf;
using namespace mf::test;
namespace fs = std::filesystem;

namespace {

const fs::path arrays = fs::path(MF_SOURCE_DIR) / "tests/references/arrays";

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

/// Calls the entry with the reference's arrays of the arguments' names.
void run(Call &call, const Reference &reference, const std::string &prefix = "") {
  for (int32_t i = 0; i < call.info.num_arguments; ++i)
    assign(call.arguments[i], reference.at(prefix + call.info.arguments[i].name));
  call.run();
}

void checkModel(const std::string &stem, Dtype dtype, double tolerance) {
  Reference reference(stem);
  Compiled compiled(programText(dtype, [&](Program &p) { build_reference_program(p, reference.options()); }));
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
  Compiled compiled(programText(dtype, [&](Program &p) { build_optimizer_program(p, options); }));
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
  CHECK(files >= (optimizers ? 3 : 41)); // an architecture brings files of its own
}

} // namespace

TEST_CASE("references: models in f64") { checkAll(Dtype::f64, 1e-9, false); }
TEST_CASE("references: models in f32") { checkAll(Dtype::f32, 2e-4, false); }
TEST_CASE("references: optimizers in f64") { checkAll(Dtype::f64, 1e-12, true); }
TEST_CASE("references: optimizers in f32") { checkAll(Dtype::f32, 1e-5, true); }
