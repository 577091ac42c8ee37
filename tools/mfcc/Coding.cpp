#include "tools/mfcc/Coding.h"
#include "training/UserError.h"
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <unistd.h>

namespace mf::tool {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

void addCodingOptions(Command &command, CodingOptions &o, const char *input, const char *output) {
  command.add_option("run", o.run, "a run folder")->required();
  command.add_option("input", o.input, input)->required();
  command.add_option("-o,--output", o.output, output);
  command.add_option("--checkpoint", o.checkpoint, "last, best or a step number")->capture_default_str();
  command.add_option("--threads", o.threads, "CPU threads; 0 is all cores")->capture_default_str();
}

std::string outputOf(const CodingOptions &o, const std::string &ending) {
  std::string path = o.output.empty() ? fs::path(o.input).replace_extension(ending).string() : o.output;
  std::error_code none;
  if (fs::equivalent(path, o.input, none))
    throw UserError(path + ": expected another file to write than the one to read");
  return path;
}

void codeAndReport(const std::string &output, const std::function<CodecReport(const CodecProgress &)> &code) {
  Clock::time_point start = Clock::now(), shown = start;
  auto since = [](Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); };
  bool terminal = isatty(STDERR_FILENO), drawn = false;
  CodecProgress progress = [&](int64_t done, int64_t total) {
    if (!terminal || total <= 0 || since(shown) < 0.5)
      return;
    shown = Clock::now();
    drawn = true;
    std::fprintf(stderr, "\r%3.0f %%  %.0f s", 100 * double(done) / double(total), since(start));
  };
  auto wipe = [&] {
    if (drawn)
      std::fprintf(stderr, "\r\x1b[K");
  };
  CodecReport report;
  try {
    report = code(progress);
  } catch (...) {
    wipe();
    throw;
  }
  wipe();
  double took = since(start);
  std::printf("%s: %lld pieces, %lld bytes, %.0f bits/s; %.2f s of sound in %.2f s, %.1f times real time\n", output.c_str(),
              (long long)report.pieces, (long long)report.bytes, report.bitsPerSecond(), report.seconds(), took, report.seconds() / took);
}

} // namespace mf::tool
