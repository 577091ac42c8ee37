//===- Isolated.cpp - a user's code in a process of its own -----------------------------------------------===//
// The child writes what it has found to a pipe: the text, or the error, field by field, each with its length.
//===----------------------------------------------------------------------------------------------------===//
#include "compiler/Isolated.h"
#include "compiler/Diagnostics.h"
#include "llvm/DebugInfo/Symbolize/Symbolize.h"
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <filesystem>
#include <sstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <ucontext.h>
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

// What the handler of a crash needs: nothing may be looked for then.
int crashPipe;
const char *crashObject;

/// Writes the places in the user's object that the crash has passed, innermost first: "crash ADDRESS ADDRESS ...".
void tellCrash(int signal, siginfo_t *, void *context) {
  void *frames[64] = {reinterpret_cast<void *>(static_cast<ucontext_t *>(context)->uc_mcontext.gregs[REG_RIP] + 1)};
  int count = 1 + backtrace(frames + 1, 63);
  std::string_view words = "crash";
  (void)!write(crashPipe, words.data(), words.size());
  for (int i = 0; i < count; ++i) {
    Dl_info info;
    if (!dladdr(frames[i], &info) || std::strcmp(info.dli_fname, crashObject) != 0)
      continue;
    char text[20];
    int size = std::snprintf(text, sizeof text, " %zx", size_t(static_cast<char *>(frames[i]) - static_cast<char *>(info.dli_fbase) - 1)); // of the call, not behind it
    (void)!write(crashPipe, text, size_t(size));
  }
  raise(signal); // its own action is back
}

/// A crash is told to the parent; what asks a process to end does what it did to a process without handlers.
void prepareSignals(int pipe, const std::string &object) {
  void *first;
  backtrace(&first, 1); // loads what it needs
  crashPipe = pipe;
  crashObject = object.c_str();
  static char stack[1 << 16]; // that of the program may be what has run out
  stack_t alternative{};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  sigaltstack(&alternative, nullptr);
  struct sigaction action {};
  action.sa_sigaction = tellCrash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP})
    sigaction(signal, &action, nullptr);
  for (int signal : {SIGINT, SIGTERM, SIGHUP})
    if (std::signal(signal, SIG_DFL) == SIG_IGN)
      std::signal(signal, SIG_IGN);
}

[[noreturn]] void runChild(int pipe, const std::string &object, const std::function<std::string()> &build) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prepareSignals(pipe, object);
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

/// The user's line that a crash has passed last: of the first address that stands in one of the files. Line 0: none is known.
Diagnostic placeOfCrash(const std::string &told, const std::string &object, const std::vector<std::string> &files) {
  llvm::symbolize::LLVMSymbolizer symbolizer;
  std::istringstream words(told);
  std::string word;
  if (!(words >> word) || word != "crash")
    return {};
  while (words >> word) {
    auto frames = symbolizer.symbolizeInlinedCode(object, {std::stoull(word, nullptr, 16), llvm::object::SectionedAddress::UndefSection});
    if (!frames) {
      consumeError(frames.takeError());
      continue;
    }
    for (uint32_t i = 0; i < frames->getNumberOfFrames(); ++i) {
      const llvm::DILineInfo &frame = frames->getFrame(i);
      for (const std::string &file : files)
        if (std::error_code none; frame.Line && std::filesystem::equivalent(frame.FileName, file, none))
          return {Severity::error, file, frame.Line, 0, ""};
    }
  }
  return {};
}

/// What to say of a child that did not come to its end.
[[noreturn]] void refuseEnd(int status, const std::string &told, const UserProgram &program) {
  if (!WIFSIGNALED(status))
    refuse(program.path, "its program ended the process with exit code " + std::to_string(WEXITSTATUS(status)) + "; expected that it returns");
  std::string what = std::string("its program crashed: ") + strsignal(WTERMSIG(status)) + " (signal " + std::to_string(WTERMSIG(status)) + ")";
  Diagnostic place = placeOfCrash(told, program.object, program.files);
  if (!place.line)
    refuse(program.path, what + "; a debugger shows where: gdb --args mfcc compile ..., with `set follow-fork-mode child`");
  place.message = what;
  throw CompileError(place);
}

} // namespace

std::string isolated(const UserProgram &program, const std::function<std::string()> &build) {
  int ends[2];
  std::fflush(nullptr); // or the child would print it again
  if (pipe(ends))
    refuse(program.path, std::string("no pipe can be made: ") + std::strerror(errno));
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    runChild(ends[1], program.object, build);
  }
  close(ends[1]);
  std::string text = child > 0 ? readAll(ends[0]) : "";
  close(ends[0]);
  if (child < 0)
    refuse(program.path, std::string("no process can be made: ") + std::strerror(errno));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!text.ends_with("3:end"))
    refuseEnd(status, text, program);
  Fields fields{text};
  if (fields.next() == "text")
    return fields.next();
  Fault fault = Fault(fields.number());
  std::string what = fields.next(), log = fields.next();
  throw CompileError(fault, what, fields.diagnostics(), log);
}

} // namespace mf::compiler
