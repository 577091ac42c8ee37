//===- Diagnostics.cpp - errors as data ---------------------------------------------------------------===//
#include "compiler/Diagnostics.h"
#include <algorithm>
#include <array>

namespace mf::compiler {

const char *nameOf(Severity severity) {
  switch (severity) {
  case Severity::note: return "note";
  case Severity::remark: return "remark";
  case Severity::warning: return "warning";
  case Severity::error: return "error";
  }
  return "";
}

std::string textOf(const Diagnostic &d) {
  std::string place = d.file.empty() ? "" : d.line ? d.file + ":" + std::to_string(d.line) + ": " : d.file + ": ";
  return place + nameOf(d.severity) + ": " + d.message;
}

CompileError::CompileError(Fault fault, const std::string &what, std::vector<Diagnostic> diagnostics, std::string log)
    : std::runtime_error(what), whose(fault), found(std::move(diagnostics)), said(std::move(log)) {}
CompileError::CompileError(const Diagnostic &diagnostic, Fault fault) : CompileError(fault, textOf(diagnostic), {diagnostic}) {}
CompileError::~CompileError() = default;

bool CompileError::saysItAll() const {
  return found.size() == 1 && found[0].notes.empty() && std::string_view(what()).find(found[0].message) != std::string_view::npos;
}

void refuse(const std::string &name, const std::string &message, std::vector<Diagnostic> before) {
  before.push_back({Severity::error, name, 0, 0, message});
  throw CompileError(Fault::user, name + ": " + message, std::move(before));
}

namespace {
/// A positive number at the beginning of the text that is followed by ':'; it is taken away with it. Else 0.
int64_t takeNumber(std::string_view &text) {
  size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > 9 || digits == text.size() || text[digits] != ':')
    return 0;
  int64_t number = std::stoll(std::string(text.substr(0, digits)));
  text.remove_prefix(digits + 1);
  return number;
}

/// Takes "error: " and the like from the front; false where none is there.
bool takeSeverity(std::string_view &text, Severity &severity) {
  static constexpr std::array<std::pair<std::string_view, Severity>, 5> words{{{"fatal error: ", Severity::error},
                                                                              {"error: ", Severity::error},
                                                                              {"warning: ", Severity::warning},
                                                                              {"note: ", Severity::note},
                                                                              {"remark: ", Severity::remark}}};
  for (auto [word, meaning] : words)
    if (text.starts_with(word)) {
      text.remove_prefix(word.size());
      severity = meaning;
      return true;
    }
  return false;
}

/// Takes "file:line: " or "file:line:column: " from the front. A file's name may hold a colon, but none that a space follows.
void takePlace(std::string_view &text, Diagnostic &d) {
  size_t end = text.find(": ");
  for (size_t colon = text.find(':'); colon < end && end != std::string_view::npos; colon = text.find(':', colon + 1)) {
    std::string_view rest = text.substr(colon + 1);
    int64_t line = takeNumber(rest), column = takeNumber(rest);
    if (!line || colon == 0 || !rest.starts_with(' '))
      continue;
    d.file = text.substr(0, colon);
    d.line = line;
    d.column = column;
    text = rest;
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return;
  }
}
} // namespace

std::string inEditorsForm(std::string_view message, const std::string &name) {
  std::string_view rest = message;
  Diagnostic d;
  takePlace(rest, d);
  if (d.file.empty())
    return name + ": " + std::string(message);
  std::string place(message.substr(0, message.size() - rest.size()));
  return place + (takeSeverity(rest, d.severity) ? "" : "error: ") + std::string(message.substr(place.size()));
}

Diagnostic parseDiagnostic(std::string_view text) {
  Diagnostic d;
  takePlace(text, d);
  takeSeverity(text, d.severity);
  d.message = text;
  return d;
}

std::vector<Diagnostic> parseCompilerLog(std::string_view log) {
  std::vector<Diagnostic> result;
  while (!log.empty()) {
    std::string_view line = log.substr(0, log.find('\n'));
    log.remove_prefix(std::min(line.size() + 1, log.size()));
    Diagnostic d;
    takePlace(line, d);
    if (d.file.empty() || !takeSeverity(line, d.severity))
      continue;
    d.message = line;
    if (d.severity == Severity::note && !result.empty())
      result.back().notes.push_back(std::move(d));
    else
      result.push_back(std::move(d));
  }
  return result;
}

std::string withoutInstantiations(std::string_view log, const std::string &folder) {
  std::string kept;
  bool drops = false;
  while (!log.empty()) {
    std::string_view line = log.substr(0, log.find('\n')), rest = line;
    log.remove_prefix(std::min(line.size() + 1, log.size()));
    bool continues = line.starts_with(' ');
    if (!continues) {
      Diagnostic d;
      takePlace(rest, d);
      bool says = takeSeverity(rest, d.severity) && d.severity != Severity::note;
      drops = line.starts_with(folder) && !says && rest != "declared here";
      drops |= !says && (rest.find("required from") != std::string_view::npos || rest.find("specialization 'mf::") != std::string_view::npos);
    }
    if (!drops)
      kept += std::string(line) + "\n";
  }
  return kept;
}

} // namespace mf::compiler
