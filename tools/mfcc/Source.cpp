//===- Source.cpp - the compiler's library as the commands use it -------------------------------------===//
#include "tools/mfcc/Source.h"
#include "training/UserError.h"
#include <cstdio>
#include <stdexcept>

namespace mf::tool {

using namespace compiler;

namespace {
void print(const std::vector<Diagnostic> &diagnostics) {
  for (const Diagnostic &d : diagnostics) {
    if (d.severity == Severity::warning || d.severity == Severity::error)
      std::fprintf(stderr, "%s\n", textOf(d).c_str());
    for (const Diagnostic &note : d.notes)
      std::fprintf(stderr, "%s\n", textOf(note).c_str());
  }
}

[[noreturn]] void rethrow(const CompileError &e) {
  std::string text = e.what();
  if (!e.log().empty()) { // the diagnostics are from there
    std::fputs(e.log().c_str(), stderr);
    text += " (see the compiler's message above)";
  } else if (!e.diagnostics().empty() && !e.saysItAll()) {
    print(e.diagnostics());
    text += e.fault() == Fault::user ? " (see above)" : "";
  }
  if (e.fault() == Fault::internal)
    throw std::logic_error(text);
  throw UserError(text);
}

/// Runs f(session), with CompileErrors as the commands throw them.
template <typename F> auto inSession(F f) {
  try {
    return f(Session({.isolate = true}));
  } catch (const CompileError &e) {
    rethrow(e);
  }
}
} // namespace

Model loadSource(const std::string &path, const std::vector<std::string> &set, bool prints) {
  Model model = inSession([&](const Session &session) {
    compiler::Source source = compiler::Source::file(path, set);
    source.prints = prints;
    return session.load(source);
  });
  std::fputs(model.log.c_str(), stderr);
  model.diagnostics.clear(); // printed with the log
  return model;
}

Model loadProgram(const std::string &name, const std::function<void(Program &)> &build) {
  return inSession([&](const Session &session) { return session.load(compiler::Source::program(name, build)); });
}

void compileModel(const Model &model, const CompileOptions &options, Emit emit, const std::string &output, const std::string &state, std::vector<EntryCost> *costs) {
  inSession([&](const Session &session) {
    Compilation compilation = session.compile(model, options);
    if (costs)
      *costs = compilation.costs();
    if (output == "-" && emit < Emit::artifact) {
      std::string bytes = compilation.bytes(emit);
      std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    } else {
      compilation.write(emit, output, state);
    }
    print(compilation.diagnostics());
  });
}

void compileArtifact(const Model &model, const CompileOptions &options, const std::string &output, std::vector<EntryCost> *costs) {
  compileModel(model, options, Emit::artifact, output, "", costs);
}

Trace traceOf(const Model &model, const std::string &entry) {
  return inSession([&](const Session &session) { return session.compile(model).trace(entry); });
}

std::string placed(const TracedValue &value) {
  return value.file + ":" + std::to_string(value.line) + ": " + value.op + (value.trips ? " (trips)" : "");
}

std::vector<Numbers> meaningOf(const Model &model, const std::string &entry, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states,
                               bool round) {
  return inSession([&](const Session &session) { return session.compile(model).evaluate(entry, arguments, states, round); });
}

std::string fingerprintOf(const Model &model) {
  return inSession([&](const Session &session) { return session.compile(model).fingerprint(); });
}

std::vector<DerivativeCheck> derivativesOf(const Model &model, const std::string &entry, const std::vector<Numbers> &arguments,
                                           const std::map<std::string, Numbers> &states, int64_t directions) {
  return inSession([&](const Session &session) { return session.compile(model).checkDerivatives(entry, arguments, states, directions); });
}

Part partOf(const Model &model, const std::string &entry, const std::string &result, const std::vector<std::string> &inside) {
  return inSession([&](const Session &session) { return session.compile(model).part(entry, result, inside); });
}

std::vector<EntryCost> costsOf(const Model &model, bool tangents) {
  return inSession([&](const Session &session) {
    CompileOptions options;
    options.tangents = tangents;
    return session.compile(model, options).costs();
  });
}

} // namespace mf::tool
