#include "training/Progress.h"
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace mf {

using Clock = std::chrono::steady_clock;

Progress::Progress(std::FILE *out, int64_t first, int64_t last, int64_t perStep, std::string unit, int64_t plainEvery)
    : out(out), first(first), last(last), perStep(perStep), plainEvery(std::max<int64_t>(1, plainEvery)),
      unit(std::move(unit)), start(Clock::now()) {
  const char *noColor = std::getenv("NO_COLOR");
  terminal = out && isatty(fileno(out)) && !(noColor && *noColor);
}

std::string Progress::duration(double seconds) {
  char text[64];
  int64_t s = int64_t(std::llround(std::clamp(seconds, 0.0, 1e9)));
  if (s < 60)
    std::snprintf(text, sizeof text, "%lld s", (long long)s);
  else if (s < 3600)
    std::snprintf(text, sizeof text, "%lld:%02lld", (long long)s / 60, (long long)s % 60);
  else
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", (long long)s / 3600, (long long)s / 60 % 60, (long long)s % 60);
  return text;
}

std::string Progress::text(const ProgressLine &line, bool bar) const {
  double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  double rate = double(line.step - first) / std::max(seconds, 1e-9);
  std::string result;
  if (bar) {
    constexpr int width = 24;
    int full = int(line.step * width / std::max<int64_t>(1, last));
    result = "[" + std::string(size_t(full), '=') + std::string(size_t(width - full), ' ') + "] ";
  }
  char numbers[200];
  char raw[40] = "";
  if (line.rawMse)
    std::snprintf(raw, sizeof raw, "  raw mse %.4g", *line.rawMse);
  std::snprintf(numbers, sizeof numbers, "step %lld/%lld  loss %.4g%s  %.4g %s/s  %s left", (long long)line.step, (long long)last, line.loss, raw, rate * double(perStep), unit.c_str(),
                duration(double(last - line.step) / std::max(rate, 1e-9)).c_str());
  return result + numbers;
}

void Progress::update(const ProgressLine &line) {
  latest = line;
  if (!out)
    return;
  if (!terminal) {
    if (line.step % plainEvery == 0 || line.step == last || line.step == first + 1)
      say(text(line, false));
    return;
  }
  auto now = Clock::now();
  if (drawn && now - shown < std::chrono::milliseconds(100) && line.step != last)
    return;
  shown = now;
  drawn = true;
  // a line that wraps could not be wiped again
  winsize window{};
  std::string whole = text(line, true);
  if (!ioctl(fileno(out), TIOCGWINSZ, &window) && window.ws_col > 1 && whole.size() >= window.ws_col)
    whole = text(line, false).substr(0, window.ws_col - 1u);
  std::fprintf(out, "\r%s\x1b[K", whole.c_str());
  std::fflush(out);
}

void Progress::say(const std::string &text) {
  if (!out)
    return;
  std::fprintf(out, "%s%s\n", terminal && drawn ? "\r\x1b[K" : "", text.c_str());
  std::fflush(out);
  drawn = false;
}

void Progress::finish() {
  if (out && terminal && drawn)
    say(text(latest, true));
}

} // namespace mf
