//===- Child.cpp - child processes of mfcc ----------------------------------------------------------===//
#include "tools/mfcc/Child.h"
#include "training/UserError.h"
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace mf::tool {
namespace {

// lock-free: read by the signal handler
std::atomic<int> stop; // the signal
std::array<std::atomic<pid_t>, kMostChildren> running;

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
struct sigaction before[3];

void onSignal(int signal) {
  stop = signal;
  for (const auto &pid : running)
    if (pid_t child = pid)
      kill(child, SIGTERM);
}

std::atomic<pid_t> &placeFor(pid_t child) {
  for (auto &place : running) {
    pid_t none = 0;
    if (place.compare_exchange_strong(none, child))
      return place;
  }
  throw UserError(fmt::format("more than {} processes at once", kMostChildren));
}

std::vector<std::string> environmentFor(int threads) {
  std::vector<std::string> result;
  for (char **variable = environ; *variable; ++variable)
    if (std::string text = *variable; !text.starts_with("OMP_NUM_THREADS="))
      result.push_back(text);
  result.push_back(fmt::format("OMP_NUM_THREADS={}", threads));
  return result;
}

std::vector<char *> pointersTo(std::vector<std::string> &texts) {
  std::vector<char *> pointers;
  for (std::string &text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// In the child: becomes mfcc. Calls nothing that could wait for a lock another thread held at the fork.
[[noreturn]] void become(char **arguments, char **environment, int output, int nothing) {
  setpgid(0, 0); // the terminal's Ctrl-C reaches the parent alone, which hands it on
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  dup2(nothing, 0);
  dup2(output, 1);
  dup2(output, 2);
  execve("/proc/self/exe", arguments, environment);
  _exit(127);
}

/// A file that is closed with the object.
struct Descriptor {
  int number;
  Descriptor(const char *path, int flags) : number(open(path, flags | O_CLOEXEC, 0666)) {
    if (number < 0)
      throw UserError(fmt::format("{}: cannot be opened: {}", path, std::strerror(errno)));
  }
  ~Descriptor() { close(number); }
  Descriptor(const Descriptor &) = delete;
};

std::string lastLine(const std::string &text) {
  size_t end = text.find_last_not_of(" \n\r\t");
  if (end == std::string::npos)
    return "";
  size_t begin = text.find_last_of("\n\r", end);
  return text.substr(begin + 1, end - begin);
}

} // namespace

std::string ChildResult::problem(const std::string &output) const {
  if (good())
    return "";
  if (signal)
    return fmt::format("ended by signal {} ({}){}", signal, strsignal(signal), signal == SIGKILL ? "; was there enough memory?" : "");
  std::string line = lastLine(output);
  if (line.starts_with("mfcc: "))
    line = line.substr(6);
  return line.empty() ? fmt::format("exit code {}", exitCode) : line;
}

Interrupts::Interrupts() {
  stop = 0;
  struct sigaction action {};
  action.sa_handler = onSignal;
  for (size_t i = 0; i < std::size(kSignals); ++i) {
    sigaction(kSignals[i], &action, &before[i]);
    if (before[i].sa_handler == SIG_IGN) // nohup
      sigaction(kSignals[i], &before[i], nullptr);
  }
}

Interrupts::~Interrupts() {
  for (size_t i = 0; i < std::size(kSignals); ++i)
    sigaction(kSignals[i], &before[i], nullptr);
}

int Interrupts::interrupted() { return stop; }

ChildResult runChild(const std::vector<std::string> &arguments, int threads, const std::string &output) {
  std::vector<std::string> words{"mfcc"}, variables = environmentFor(threads);
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char *> argv = pointersTo(words), envp = pointersTo(variables);
  Descriptor file(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC), nothing("/dev/null", O_RDONLY);
  auto began = std::chrono::steady_clock::now();
  pid_t child = fork();
  if (child == 0)
    become(argv.data(), envp.data(), file.number, nothing.number);
  if (child < 0)
    throw UserError(fmt::format("no process can be made: {}", std::strerror(errno)));
  auto &place = placeFor(child);
  if (stop) // the signal came before the place was taken
    kill(child, SIGTERM);
  siginfo_t info;
  while (waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) && errno == EINTR) {
  }
  place = 0; // before the number can belong to another process
  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  ChildResult result;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  result.peakBytes = int64_t(usage.ru_maxrss) * 1024;
  result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return result;
}

} // namespace mf::tool
