//===- Program.cpp - entries, the init entry, and the end of construction -------------------------===//
#include "dsl/src/Graph.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <ranges>
#include <set>

using namespace mlir;
using namespace mf;

namespace {
/// Names are read by people and go into files: UTF-8 that shows.
void checkName(const std::string &what, const std::string &name, Where where) {
  if (name.empty())
    fail(where, what + " needs a name, got \"\"");
  if (!llvm::json::isUTF8(name))
    fail(where, "the name of " + what + " is not UTF-8: \"" + llvm::json::fixUTF8(name) + "\"");
  if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < ' ' || c == 127; }))
    fail(where, "the name of " + what + " holds a control character");
}
template <typename Names> void checkNames(const std::string &what, const std::string &entry, Names &&names, Where where) {
  std::set<std::string> seen;
  for (const std::string &name : names) {
    checkName((what[0] == 'a' ? "an " : "a ") + what + " of entry '" + entry + "'", name, where);
    if (!seen.insert(name).second)
      fail(where, "entry '" + entry + "' has two " + what + "s of the name '" + name + "'");
  }
}
} // namespace

namespace mf {

Program::Program(std::string name, Dtype dtype) : impl(std::make_unique<Graph>(std::move(name), dtype)) {}
Program::~Program() = default;
Dtype Program::dtype() const { return impl->dtype; }
void Program::set_name(const std::string &name) { impl->name = name; }
void Program::set(const std::string &key, const std::string &json) { impl->metadata[key] = json; }

void Program::add(const std::string &name, const std::vector<Argument> &arguments, const std::function<Results(const Arguments &)> &body, Where where) {
  Graph &g = *impl;
  checkName("an entry", name, where);
  checkNames("argument", name, arguments | std::views::transform(&Argument::name), where);
  if (g.entry)
    fail(where, "entry '" + name + "' begins inside entry '" + g.entry.getSymName().str() + "'");
  auto [first, fresh] = g.entries.emplace(name, reported(where));
  if (!fresh)
    fail(where, "entry name '" + name + "' is used twice, first at " + place(first->second));
  OpBuilder &b = g.builder;
  b.setInsertionPointToEnd(g.module->getBody());
  SmallVector<StringRef> attributes, resultNames;
  std::vector<std::string> names;
  for (const Argument &a : arguments)
    names.push_back(a.name);
  llvm::append_range(attributes, names);
  Location loc = g.location(where);
  g.entry = b.create<ir::EntryOp>(loc, name, b.getStrArrayAttr(attributes), b.getStrArrayAttr({}));
  Block *block = b.createBlock(&g.entry.getBody());
  std::vector<Tensor> values;
  for (const Argument &a : arguments) {
    Dtype dtype = a.dtype == Dtype::f32 ? g.dtype : a.dtype;
    values.push_back(tensor(block->addArgument(shaped(a.shape, dtype, where), loc)));
  }
  g.open.push_back(block);
  Results results = body(Arguments(values, names));
  checkNames("result", name, results | std::views::keys, where);
  if (results.empty() && g.writes.empty() && !g.finishing)
    fail(where, "entry '" + name + "' returns nothing and writes no state, so nothing of it would be computed; return {{\"name\", tensor}} or write() a state");
  for (auto &[state, value] : g.writes)
    b.create<ir::WriteOp>(g.location(g.written_at[state]), state, value);
  SmallVector<Value> returned;
  for (auto &[resultName, result] : results) {
    if (!result.defined())
      fail(where, "result '" + resultName + "' of entry '" + name + "' is an empty Tensor(); give it a value, or leave it out");
    returned.push_back(value(result, where));
    resultNames.push_back(resultName);
  }
  b.create<ir::ReturnOp>(loc, returned);
  g.entry.setResultNamesAttr(b.getStrArrayAttr(resultNames));
  g.entry = {};
  g.reads.clear();
  g.writes.clear();
  g.written_at.clear();
  g.last_read = nullptr;
  g.loops.clear();
  g.open.clear();
}

/// FNV-1a: a state's random stream follows its name, not the order of declaration.
static int64_t streamOf(const std::string &name) {
  uint32_t hash = 2166136261u;
  for (unsigned char c : name)
    hash = (hash ^ c) * 16777619u;
  return hash & 0x7fffffff;
}

/// Number of inputs of one output: all axes but the last.
static double fanIn(const Shape &shape) {
  double n = 1;
  for (size_t d = 0; d + 1 < shape.size(); ++d)
    n *= (double)shape[d];
  return n;
}

/// u uniform in (-1, 1) -> a standard normal draw given that it lies in (-2, 2): sqrt(2) erfinv(u erf(sqrt(2))).
/// erfinv: M. Giles, "Approximating the erfinv function" (GPU Computing Gems, 2011), its central polynomial, which
/// holds for 1 - x^2 > e^-5; here 1 - x^2 > 0.088. Relative error below 3e-7.
static Tensor truncatedNormal(const Tensor &u) {
  constexpr double coefficients[] = {2.81022636e-08, 3.43273939e-07,  -3.5233877e-06,  -4.39150654e-06, 0.00021858087,
                                     -0.00125372503, -0.00417768164, 0.246640727, 1.50140941};
  Tensor x = u * 0.95449973610364158, w = -log1p(-square(x)) - 2.5;
  Tensor p = full_like(x, coefficients[0]);
  for (size_t i = 1; i < std::size(coefficients); ++i)
    p = p * w + coefficients[i];
  return p * x * 1.4142135623730951;
}

static Tensor initial(Graph &g, const std::string &name, const StateInfo &info, const Tensor &seed) {
  Shape shape(info.type.getShape().begin(), info.type.getShape().end());
  Dtype dtype = dtypeOf(info.type.getElementType());
  if (info.role == "key")
    return random_key(seed, 0);
  const Init &init = info.init;
  if (init.kind == Init::constant)
    return full(shape, init.a, dtype, info.where);
  if (init.kind == Init::values)
    return constant(init.data, shape, dtype, info.where);
  Tensor key = random_key(seed, 0);
  ir::Emit e = emit(info.where);
  double scale = init.fan_in ? init.a / std::sqrt(fanIn(shape)) : init.a;
  Value k = value(key, info.where);
  if (init.kind == Init::normal)
    return tensor(e.b.create<ir::RandomNormalOp>(e.loc, info.type, k, streamOf(name), Value())) * scale;
  Tensor draw = tensor(e.b.create<ir::RandomUniformOp>(e.loc, info.type, k, streamOf(name), Value())) * 2.0 - 1.0;
  return (init.kind == Init::truncated_normal ? truncatedNormal(draw) : draw) * scale;
}

/// An entry that puts states to their initial values: all of them, or those of a session.
static void addInitial(Program &program, Graph &g, const std::string &entry, bool sessionOnly) {
  if (auto own = g.entries.find(entry); own != g.entries.end())
    fail(own->second, "entry '" + entry + "' is made by the compiler" + (sessionOnly ? " for a program with session states" : "") +
                          ": it puts states to their initial values; give this one another name");
  program.entry(entry, {{"seed", {}, Dtype::i32}}, [&](const Arguments &arguments) -> Results {
    std::map<std::string, Tensor> values;
    for (const auto &[name, info] : g.states)
      if (info.copy_of.empty() && (!sessionOnly || info.role == "session"))
        values[name] = initial(g, name, info, arguments[0]);
    for (const auto &[name, info] : g.states)
      if (!info.copy_of.empty() && !sessionOnly)
        values[name] = values.at(info.copy_of);
    for (auto &[name, value] : values)
      write(name, value);
    return {};
  });
}

static bool hasSessionState(const Graph &g) {
  for (const auto &[name, info] : g.states)
    if (info.role == "session")
      return true;
  return false;
}

std::string Program::finish() {
  Graph &g = *impl;
  if (g.entries.empty())
    throw Error("the program has no entry; add one with program.entry(name, arguments, body)");
  g.finishing = true;
  addInitial(*this, g, "init", false);
  if (hasSessionState(g))
    addInitial(*this, g, "reset", true);
  OpBuilder &b = g.builder;
  b.setInsertionPointToStart(g.module->getBody());
  for (const auto &[name, info] : g.states)
    b.create<ir::StateOp>(g.location(info.where), name, info.role, info.type);
  std::string metadata = "{\"program\": \"" + g.name + "\"";
  for (const auto &[key, json] : g.metadata)
    metadata += ", \"" + key + "\": " + json;
  (*g.module)->setAttr("mf.metadata", b.getStringAttr(metadata + "}"));
  std::string fault;
  ScopedDiagnosticHandler handler(&g.context, [&](Diagnostic &d) {
    if (fault.empty() && d.getSeverity() == DiagnosticSeverity::Error)
      if (auto at = dyn_cast<FileLineColLoc>(d.getLocation()))
        fault = at.getFilename().str() + ":" + std::to_string(at.getLine()) + ": error: " + d.str();
    return success();
  });
  if (failed(verify(*g.module)))
    throw Error(fault.empty() ? "the program is not valid" : fault);
  std::string result;
  llvm::raw_string_ostream out(result);
  OpPrintingFlags flags;
  g.module->print(out, flags.enableDebugInfo(true, false));
  return result;
}

} // namespace mf
