// What may be wrong with a source, as data: fault, place, message; and that nothing is printed.
#include "compiler/api/Session.h"
#include "tests/compiler/Silence.h"
#include <catch2/catch.hpp>
#include <optional>
#include <thread>

using namespace mf::compiler;
using mf::test::Silence;

namespace {

/// The error that f throws; nothing may be printed.
template <typename F> CompileError errorOf(F f) {
  std::optional<CompileError> error;
  Silence silence;
  try {
    f();
  } catch (const CompileError &e) {
    error = e;
  }
  CHECK(silence.text() == "");
  REQUIRE(error);
  return *error;
}

CompileError errorOfDsl(const Folder &folder, const std::string &body, SessionOptions options = {}) {
  writeFile(folder / "model.cpp", "#include \"mf/mf.h\"\nusing namespace mf;\nMF_PROGRAM(p) {\n" + body + "\n}\n");
  return errorOf([&] { Session(options).load(Source::file(folder / "model.cpp")); });
}

const char *const kDouble = R"(
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<4xf32>):
  %y = mf.add %x, %x : tensor<4xf32>
  mf.return %y : tensor<4xf32>
}
)";

} // namespace

TEST_CASE("an error of IR has its place in data") {
  std::string text = kDouble;
  text.replace(text.find("mf.add"), 6, "mf.adt");
  CompileError e = errorOf([&] { Session().compile(Source::ir(text, "bad.mlir")); });
  CHECK(e.fault() == Fault::user);
  CHECK(std::string(e.what()) == "bad.mlir: is not a valid program");
  REQUIRE(e.diagnostics().size() == 1);
  const Diagnostic &d = e.diagnostics()[0];
  CHECK(d.severity == Severity::error);
  CHECK(d.file == "bad.mlir");
  CHECK(d.line == 4);
  CHECK(d.column == 8);
  CHECK_THAT(d.message, Catch::Contains("mf.adt"));
  CHECK(textOf(d).starts_with("bad.mlir:4: error: "));
  CHECK_FALSE(e.saysItAll());
}

TEST_CASE("a verifier's error is found at the op, and what was found before stays") {
  CompileError e = errorOf([] {
    Session().compile(Source::ir("mf.entry @f arguments [\"x\"] results [\"y\"] {\n^bb0(%x: tensor<4xf32>):\n  %y = mf.slice %x starts [0] limits [9] strides [1] : (tensor<4xf32>) -> tensor<9xf32>\n"
                                 "  mf.return %y : tensor<9xf32>\n}\n", "slice.mlir"));
  });
  REQUIRE_FALSE(e.diagnostics().empty());
  CHECK(e.diagnostics()[0].line == 3);
}

TEST_CASE("a value is there before it is used, and only in its region") {
  auto error = [](const std::string &body) {
    return textOf(errorOf([&] { Session().compile(Source::ir("mf.entry @f arguments [\"x\"] results [\"y\"] {\n^bb0(%x: tensor<f32>):\n" + body + "}\n", "order.mlir")); }).diagnostics()[0]);
  };
  CHECK(error("  %y = mf.add %z, %x : tensor<f32>\n  %z = mf.neg %x : tensor<f32>\n  mf.return %y : tensor<f32>\n") ==
        "order.mlir:3: error: '%z' is used before its definition");
  CHECK(error("  %y = mf.add %y, %x : tensor<f32>\n  mf.return %q : tensor<f32>\n") == "order.mlir:4: error: '%q' is used before its definition");
  // MLIR's parser would follow the first use into the region, and then free the region
  CHECK(error("  %y = mf.neg %i : tensor<f32>\n  %c = mf.checkpoint {\n    %i = mf.neg %x : tensor<f32>\n    mf.yield %i, % : tensor<f32>\n  } : tensor<f32>\n  mf.return %y : tensor<f32>\n") ==
        "order.mlir:3: error: '%i' is used before its definition");
  CHECK(error("  %c = mf.checkpoint {\n    %i = mf.neg %x : tensor<f32>\n    mf.yield %i : tensor<f32>\n  } : tensor<f32>\n  mf.return %i : tensor<f32>\n") ==
        "order.mlir:7: error: '%i' is used before its definition");
}

TEST_CASE("strings, comments and packs of results do not disturb the order of values") {
  Silence silence;
  Session().compile(Source::ir("// %not { here\nmf.entry @f arguments [\"x\"] results [\"%y {\\22\"] {\n^bb0(%x: tensor<2xf32>):\n  %s:2 = mf.sort %x : tensor<2xf32> -> tensor<2xf32>, tensor<2xi32>\n"
                               "  mf.return %s#0 : tensor<2xf32>\n}\n", "order.mlir"));
  CHECK(silence.text() == "");
}

TEST_CASE("a text without entries is no program") {
  CompileError e = errorOf([] { Session().compile(Source::ir("", "empty.mlir")); });
  CHECK(std::string(e.what()) == "empty.mlir: holds no entry");
  CHECK(e.saysItAll());
}

TEST_CASE("an error of the DSL names the user's line") {
  Folder folder;
  CompileError e = errorOfDsl(folder, "  p.entry(\"f\", {{\"x\", {4, 3}}}, [](auto &x) -> Results {\n    return {{\"y\", matmul(x[0], x[0])}};\n  });");
  CHECK(e.fault() == Fault::user);
  REQUIRE(e.diagnostics().size() == 1);
  CHECK(e.diagnostics()[0].file == folder / "model.cpp");
  CHECK(e.diagnostics()[0].line == 5);
  CHECK(e.diagnostics()[0].message == "matmul: the last axis of f32 [4, 3] and the first of f32 [4, 3] differ");
  CHECK(e.saysItAll());
}

TEST_CASE("what the host's compiler says becomes diagnostics, and is kept as it is") {
  Folder folder;
  CompileError e = errorOfDsl(folder, "  int x = \"no number\";\n  undeclared();");
  CHECK(std::string(e.what()) == (folder / "model.cpp") + ": does not compile");
  REQUIRE(e.diagnostics().size() == 2);
  CHECK(e.diagnostics()[0].file == folder / "model.cpp");
  CHECK(e.diagnostics()[0].line == 4);
  CHECK(e.diagnostics()[0].column > 1);
  CHECK(e.diagnostics()[1].line == 5);
  CHECK_THAT(e.diagnostics()[1].message, Catch::Contains("undeclared"));
  CHECK_THAT(e.log(), Catch::Contains("undeclared();"));
}

TEST_CASE("warnings do not stop a model and come with it") {
  Folder folder;
  writeFile(folder / "model.cpp", "#include \"mf/mf.h\"\n#warning \"as asked\"\nMF_PROGRAM(p) {\n"
                                  "  p.entry(\"f\", {{\"x\", {4}}}, [](auto &x) -> mf::Results { return {{\"y\", x[0] + 1.0}}; });\n}\n");
  Silence silence;
  Session session;
  Model model = session.load(Source::file(folder / "model.cpp"));
  Compilation compilation = session.compile(model);
  CHECK(silence.text() == "");
  REQUIRE(compilation.diagnostics().size() == 1);
  CHECK(compilation.diagnostics()[0].severity == Severity::warning);
  CHECK(compilation.diagnostics()[0].line == 2);
}

TEST_CASE("an exception of the user's program is the user's") {
  Folder folder;
  CompileError e = errorOfDsl(folder, "  throw std::runtime_error(\"no data today\");");
  CHECK(e.fault() == Fault::user);
  CHECK(std::string(e.what()) == (folder / "model.cpp") + ": its program ended with an exception: no data today");
  e = errorOfDsl(folder, "  throw 7;");
  CHECK(std::string(e.what()) == (folder / "model.cpp") + ": its program ended with an exception");
}

TEST_CASE("a file that is no program is refused in one line") {
  Folder folder;
  writeFile(folder / "none.cpp", "int main() {}\n");
  CHECK(std::string(errorOf([&] { Session().load(Source::file(folder / "none.cpp")); }).what()) ==
        (folder / "none.cpp") + ": defines no program; expected MF_PROGRAM(program) { ... }");
  CHECK(std::string(errorOf([&] { Session().load(Source::file(folder / "gone.cpp")); }).what()) == (folder / "gone.cpp") + ": cannot be read: no such file");
  CHECK(std::string(errorOf([&] { Source::file("model.py"); }).what()) == "model.py: expected a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)");
}

TEST_CASE("a missing installation or compiler is said with its cure") {
  Folder folder;
  CompileError e = errorOfDsl(folder, "", {.includeFolder = folder.path});
  CHECK(std::string(e.what()) == (folder / "mf/mf.h") + ": no such file: mfcc is not installed as a whole; install it again, or say in SessionOptions::includeFolder where it is");
  e = errorOfDsl(folder, "", {.hostCompiler = "no-such-compiler -O0"});
  CHECK(std::string(e.what()) == "error: a C++ compiler is needed to build a model from a .cpp file; looked for the one that CXX names, no-such-compiler");
}

TEST_CASE("a configuration is a source; its errors have lines") {
  Session session;
  Model model = session.load(Source::configuration("[method]\nname = \"flow_matching\"\n", "c.toml", {"model.blocks=1"}));
  REQUIRE(model.config);
  CHECK_THAT(configurationOf(model), Catch::Contains("blocks = 1"));
  CHECK(session.load(Source::configuration(configurationOf(model))).ir == model.ir);
  CompileError e = errorOf([&] { session.load(Source::configuration("[method]\n\nnam = \"mean_flow\"\n", "c.toml")); });
  REQUIRE(e.diagnostics().size() == 1);
  CHECK(e.diagnostics()[0].file == "c.toml");
  CHECK(e.diagnostics()[0].line == 3);
  CHECK(e.diagnostics()[0].message == "unknown key 'method.nam'; the nearest is 'method.name'");
  CHECK(std::string(errorOf([&] { Source::file("model.mlir", {"model.blocks=1"}); }).what()) ==
        "--set: changes a configuration (.toml) or options of a DSL file (.cpp); model.mlir is neither");
}

TEST_CASE("a function of the process is a source") {
  auto build = [](mf::Program &p) {
    p.entry("f", {{"x", {4}}}, [](auto &x) -> mf::Results { return {{"y", x[0] * 2.0}}; });
  };
  Session session;
  CHECK_THAT(session.load(Source::program("doubles", build)).ir, Catch::Contains("tensor<4xf32>"));
  CHECK_THAT(session.load(Source::program("doubles", build, mf::Dtype::f64)).ir, Catch::Contains("tensor<4xf64>"));
  CompileError e = errorOf([&] { session.load(Source::program("sees", [](mf::Program &) { throw std::logic_error("nothing"); })); });
  CHECK(std::string(e.what()) == "sees: its program ended with an exception: nothing");
}

TEST_CASE("threads share a session and have their own") {
  Folder folder;
  constexpr int threads = 4;
  for (int i = 0; i < threads; ++i)
    writeFile(folder / ("model" + std::to_string(i) + ".cpp"), "#include \"mf/mf.h\"\nMF_PROGRAM(p) {\n  p.entry(\"f\", {{\"x\", {" + std::to_string(i + 1) +
                                                                  "}}}, [](auto &x) -> mf::Results { return {{\"y\", tanh(x[0])}}; });\n}\n");
  Session shared;
  auto compile = [&](const Session &session, int i) { return session.compile(Source::file(folder / ("model" + std::to_string(i) + ".cpp"))).bytes(Emit::object); };
  std::vector<std::string> alone(threads), together(2 * threads);
  for (int i = 0; i < threads; ++i)
    alone[i] = compile(Session(), i);
  std::vector<std::thread> team;
  for (int i = 0; i < 2 * threads; ++i)
    team.emplace_back([&, i] { together[i] = i < threads ? compile(shared, i) : compile(Session(), i - threads); });
  for (std::thread &t : team)
    t.join();
  for (int i = 0; i < 2 * threads; ++i)
    CHECK(together[i] == alone[i % threads]);
}
