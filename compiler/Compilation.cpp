//===- Compilation.cpp - the public face of a unit ------------------------------------------------------===//
#include "compiler/Unit.h"
#include <array>

namespace mf::compiler {

static constexpr std::array<std::pair<Emit, const char *>, 9> kNames{{{Emit::graph, "mf"},
                                                                      {Emit::expanded, "expanded"},
                                                                      {Emit::kernels, "kernels"},
                                                                      {Emit::ptx, "ptx"},
                                                                      {Emit::llvm, "llvm"},
                                                                      {Emit::assembly, "assembly"},
                                                                      {Emit::object, "object"},
                                                                      {Emit::artifact, "artifact"},
                                                                      {Emit::executable, "executable"}}};

const char *nameOf(Emit emit) { return kNames[(size_t)emit].second; }

std::optional<Emit> emitNamed(std::string_view name) {
  for (auto [emit, text] : kNames)
    if (name == text)
      return emit;
  return std::nullopt;
}

Compilation::Compilation(std::unique_ptr<Unit> unit) : unit(std::move(unit)) {}
Compilation::Compilation(Compilation &&) noexcept = default;
Compilation &Compilation::operator=(Compilation &&) noexcept = default;
Compilation::~Compilation() = default;

std::string Compilation::bytes(Emit emit) { return unit->bytes(emit); }
void Compilation::write(Emit emit, const std::string &path, const std::string &state) { unit->write(emit, path, state); }
std::string Compilation::fingerprint() { return unit->fingerprint(); }
const std::vector<EntryCost> &Compilation::costs() { return unit->costs(); }
std::vector<Numbers> Compilation::evaluate(const std::string &entry, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states, bool round) {
  return unit->evaluate(entry, arguments, states, round);
}
std::vector<DerivativeCheck> Compilation::checkDerivatives(const std::string &entry, const std::vector<Numbers> &arguments, const std::map<std::string, Numbers> &states,
                                                           int64_t directions) {
  return unit->checkDerivatives(entry, arguments, states, directions);
}
Part Compilation::part(const std::string &entry, const std::string &result, const std::vector<std::string> &inside) { return unit->part(entry, result, inside); }
Trace Compilation::trace(const std::string &entry) { return unit->trace(entry); }
const std::vector<Diagnostic> &Compilation::diagnostics() const { return unit->found; }

} // namespace mf::compiler
