//===- Program.cpp - entries, the init entry, and the end of construction -------------------------===//
#include "dsl/src/Graph.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <charconv>
#include <cmath>
#include <ranges>
#include <set>

using namespace mlir;
using namespace mf;

void mf::checkName(const std::string &what, const std::string &name, Where where) {
  if (name.empty())
    fail(where, what + " needs a name, got \"\"");
  if (!llvm::json::isUTF8(name))
    fail(where, "the name of " + what + " is not UTF-8: \"" + llvm::json::fixUTF8(name) + "\"");
  if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < ' ' || c == 127; }))
    fail(where, "the name of " + what + " holds a control character");
}
template <typename Names> static void checkNames(const std::string &what, const std::string &entry, Names &&names, Where where) {
  std::set<std::string> seen;
  for (const std::string &name : names) {
    checkName((what[0] == 'a' ? "an " : "a ") + what + " of entry '" + entry + "'", name, where);
    if (!seen.insert(name).second)
      fail(where, "entry '" + entry + "' has two " + what + "s of the name '" + name + "'");
  }
}

namespace mf {

Program::Program(std::string name, Dtype dtype) : impl(std::make_unique<Graph>(std::move(name), dtype)) {}
Program::~Program() = default;
Dtype Program::dtype() const { return impl->dtype; }
void Program::set_name(const std::string &name) { impl->name = name; }
void Program::set(const std::string &key, const std::string &json, Where where) {
  checkName("what a program sets", key, where);
  if (llvm::Expected<llvm::json::Value> value = llvm::json::parse(json); !value)
    fail(where, "set: expected the value of '" + key + "' as JSON (a text in quotes: \"\\\"text\\\"\"), got what is none: " + llvm::toString(value.takeError()));
  impl->metadata[key] = json;
}

//===-- options ---------------------------------------------------------------------------------===//

static std::string quoted(StringRef text) {
  std::string result;
  llvm::raw_string_ostream(result) << llvm::json::Value(llvm::json::fixUTF8(text)); // names of files may be anything
  return result;
}

/// The chosen text of an option, read by `read` (false where it is no such value), else the standard value.
template <typename T>
static T optionOf(Graph &g, const std::string &name, T standard, Where where, const char *expected, bool (*read)(StringRef, T &),
                  std::string (*json)(const T &)) {
  T value = standard;
  if (auto chosen = g.chosen.find(name); chosen != g.chosen.end() && !read(chosen->second, value))
    fail(where, "option '" + name + "': expected " + expected + ", got '" + chosen->second + "'");
  std::string text = json(value);
  auto [first, fresh] = g.options.emplace(name, text);
  if (!fresh && first->second != text)
    fail(where, "option '" + name + "' is asked for twice, with the values " + first->second + " and " + text);
  return value;
}

double Program::option(const std::string &name, double standard, Where where) {
  auto read = [](StringRef text, double &value) { return !text.getAsDouble(value) && std::isfinite(value); };
  auto json = [](const double &value) {
    char text[32]; // the shortest that is read back as this number
    return std::string(text, std::to_chars(text, std::end(text), value).ptr);
  };
  return optionOf<double>(*impl, name, standard, where, "a number", read, json);
}
int64_t Program::option(const std::string &name, int64_t standard, Where where) {
  auto read = [](StringRef text, int64_t &value) { return !text.getAsInteger(10, value); };
  return optionOf<int64_t>(*impl, name, standard, where, "a whole number", read, [](const int64_t &value) { return std::to_string(value); });
}
bool Program::option(const std::string &name, bool standard, Where where) {
  auto read = [](StringRef text, bool &value) {
    value = text == "true" || text == "1";
    return value || text == "false" || text == "0";
  };
  return optionOf<bool>(*impl, name, standard, where, "true or false", read, [](const bool &value) { return std::string(value ? "true" : "false"); });
}
std::string Program::option(const std::string &name, const std::string &standard, Where where) {
  auto read = [](StringRef text, std::string &value) { return value = text.str(), true; };
  return optionOf<std::string>(*impl, name, standard, where, "a text", read, [](const std::string &value) { return quoted(value); });
}

void Program::keep_prints() { impl->keep_prints = true; }

void print(const Tensor &x, const std::string &text, Where where) {
  Graph &g = Graph::current();
  Value printed = value(x, where);
  if (!g.entry || g.builder.getInsertionBlock() != &g.entry.getBody().front())
    fail(where, "print: '" + text + "' is computed in the body of a loop, which has no end yet; return it as an output of scan(), or carry it out, and print that");
  std::string name = Program::print_prefix + place(reported(where)) + ": " + text;
  for (const auto &[other, value] : g.prints)
    if (other == name) // a line that runs several times, as in a C++ loop
      name += " (again)";
  if (g.keep_prints)
    g.prints.emplace_back(name, printed);
}

void Program::choose(const std::string &assignment) {
  size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error("--set " + assignment + ": expected name=value");
  if (!impl->chosen.emplace(assignment.substr(0, equals), assignment.substr(equals + 1)).second)
    throw Error("--set " + assignment + ": '" + assignment.substr(0, equals) + "' is set twice");
}

/// Refuses what was chosen and never asked for.
static void checkChosen(const Graph &g) {
  for (const auto &[name, text] : g.chosen) {
    if (g.options.count(name))
      continue;
    std::string given = "--set " + name + "=" + text + ": ";
    if (g.options.empty())
      throw Error(given + "the program has no options; give it one with program.option(\"" + name + "\", ...)");
    auto nearest = std::min_element(g.options.begin(), g.options.end(), [&](const auto &a, const auto &b) {
      return StringRef(name).edit_distance(a.first) < StringRef(name).edit_distance(b.first);
    });
    std::string all;
    for (const auto &[option, value] : g.options)
      all += (all.empty() ? "" : ", ") + option + " = " + value;
    throw Error(given + "unknown option; the nearest is '" + nearest->first + "' (the program has " + all + ")");
  }
}

//===-- entries ---------------------------------------------------------------------------------===//

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
  for (auto &[name, printed] : g.prints) {
    returned.push_back(printed);
    resultNames.push_back(name);
  }
  b.create<ir::ReturnOp>(loc, returned);
  g.entry.setResultNamesAttr(b.getStrArrayAttr(resultNames));
  g.entry = {};
  g.prints.clear();
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

static std::string object(const std::map<std::string, std::string> &members) {
  std::string text;
  for (const auto &[name, json] : members)
    text += (text.empty() ? "" : ", ") + quoted(name) + ": " + json;
  return "{" + text + "}";
}

/// "file:line" of each entry of the program's own, for messages of whoever calls them.
static std::string placesOf(const Graph &g) {
  std::map<std::string, std::string> places;
  for (const auto &[name, where] : g.entries)
    places[name] = quoted(place(where));
  return object(places);
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
  checkChosen(g);
  std::string places = placesOf(g);
  addInitial(*this, g, "init", false);
  if (hasSessionState(g))
    addInitial(*this, g, "reset", true);
  OpBuilder &b = g.builder;
  b.setInsertionPointToStart(g.module->getBody());
  for (const auto &[name, info] : g.states)
    b.create<ir::StateOp>(g.location(info.where), name, info.role, info.type);
  if (!g.options.empty())
    g.metadata.emplace("options", object(g.options));
  g.metadata.emplace("places", places);
  std::string metadata = "{\"program\": " + quoted(g.name);
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
