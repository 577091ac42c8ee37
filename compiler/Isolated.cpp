//===- Isolated.cpp - a user's code in a process of its own -----------------------------------------------===//
// The child writes what it has found to a pipe: the text, or the error, field by field, each with its length.
//===----------------------------------------------------------------------------------------------------===//
#include "compiler/Isolated.h"
#include "compiler/Diagnostics.h"
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mf::compiler {

namespace {

// -- Fields --------------------------------------------------------------------------------------------

void put(std::string &out, const std::string &field) { out += std::to_string(field.size()) + ":" + field; }
void put(std::string &out, int64_t number) { put(out, std::to_string(number)); }
void put(std::string &out, const std::vector<Diagnostic> &list) {
  put(out, int64_t(list.size()));
  for (const Diagnostic &d : list) {
    put(out, int64_t(d.severity));
    put(out, d.file);
    put(out, d.line);
    put(out, d.column);
    put(out, d.message);
    put(out, d.notes);
  }
}

/// Reads what put() wrote, which is whole.
struct Fields {
  const std::string &text;
  size_t at = 0;

  std::string next() {
    size_t colon = text.find(':', at), size = std::stoul(text.substr(at, colon - at));
    at = colon + 1 + size;
    return text.substr(colon + 1, size);
  }
  int64_t number() { return std::stoll(next()); }
  std::vector<Diagnostic> diagnostics() {
    std::vector<Diagnostic> list(static_cast<size_t>(number()));
    for (Diagnostic &d : list) {
      d.severity = Severity(number());
      d.file = next();
      d.line = number();
      d.column = number();
      d.message = next();
      d.notes = diagnostics();
    }
    return list;
  }
};

// -- The child -----------------------------------------------------------------------------------------

std::string outcomeOf(const std::function<std::string()> &build) {
  std::string out;
  try {
    std::string text = build();
    put(out, "text");
    put(out, text);
  } catch (const CompileError &e) {
    put(out, "error");
    put(out, int64_t(e.fault()));
    put(out, std::string(e.what()));
    put(out, e.log());
    put(out, e.diagnostics());
  }
  put(out, "end");
  return out;
}

[[noreturn]] void runChild(int pipe, const std::function<std::string()> &build) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::string out = outcomeOf(build);
  for (size_t at = 0; at < out.size();) {
    ssize_t done = write(pipe, out.data() + at, out.size() - at);
    if (done < 0 && errno != EINTR)
      break;
    at += done > 0 ? size_t(done) : 0;
  }
  std::fflush(nullptr); // what the user's code printed
  _exit(0);             // nothing of the parent's is closed or flushed twice
}

// -- The parent ----------------------------------------------------------------------------------------

std::string readAll(int pipe) {
  std::string text;
  char piece[1 << 16];
  for (ssize_t done = 1; done > 0 || (done < 0 && errno == EINTR);)
    if ((done = read(pipe, piece, sizeof piece)) > 0)
      text.append(piece, size_t(done));
  return text;
}

std::string endOf(int status) {
  if (WIFSIGNALED(status))
    return std::string("its program crashed: ") + strsignal(WTERMSIG(status)) + " (signal " + std::to_string(WTERMSIG(status)) +
           "); a debugger shows where: gdb --args mfcc compile ..., with `set follow-fork-mode child`";
  return "its program ended the process with exit code " + std::to_string(WEXITSTATUS(status)) + "; expected that it returns";
}

} // namespace

std::string isolated(const std::string &path, const std::function<std::string()> &build) {
  int ends[2];
  std::fflush(nullptr); // or the child would print it again
  if (pipe(ends))
    refuse(path, std::string("no pipe can be made: ") + std::strerror(errno));
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    runChild(ends[1], build);
  }
  close(ends[1]);
  std::string text = child > 0 ? readAll(ends[0]) : "";
  close(ends[0]);
  if (child < 0)
    refuse(path, std::string("no process can be made: ") + std::strerror(errno));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!text.ends_with("3:end"))
    refuse(path, endOf(status));
  Fields fields{text};
  if (fields.next() == "text")
    return fields.next();
  Fault fault = Fault(fields.number());
  std::string what = fields.next(), log = fields.next();
  throw CompileError(fault, what, fields.diagnostics(), log);
}

} // namespace mf::compiler
