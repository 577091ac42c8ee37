// The page as a whole.
#include "training/report/Page.h"
#include "training/Progress.h"
#include "training/report/Numbers.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace mf::report {

extern const char *const kStyle;  // page.css
extern const char *const kScript; // page.js

namespace {

std::string joined(const std::vector<std::string> &list) { return fmt::format("{}", fmt::join(list, ", ")); }

std::string seedsOf(const SweepReport &report) {
  std::set<int64_t> seeds;
  for (const RunRecord &run : report.runs)
    seeds.insert(run.seed);
  return fmt::format("{}", fmt::join(seeds, ", "));
}

Markup facts(const SweepReport &r) {
  auto pair = [](const char *name, const std::string &value) { return value.empty() ? Markup() : element("dt", text(name)) + element("dd", text(value)); };
  std::string evaluation = r.samples ? fmt::format("{} samples at {} evaluations of the network", r.samples, fmt::join(r.nfe, ", ")) : "none";
  std::string machine = fmt::format("{}, {} cores, {} of memory", r.cpu, r.cores, formatBytes(r.memoryBytes));
  return element("dl", pair("Configurations", fmt::format("{} of {}", r.runs.size(), r.folder)) + pair("Only", joined(r.filters)) + pair("Overridden keys", joined(r.overrides)) +
                           pair("Steps", formatCount(r.steps)) + pair("Seed", seedsOf(r)) + pair("Evaluation", evaluation) +
                           pair("At once", fmt::format("{}, {} threads each", r.jobs, r.threads)) + pair("Machine", machine) +
                           pair("Time", Progress::duration(r.seconds) + " of training and evaluation") + pair("Date", r.date) + pair("Version", r.version) + pair("Command", r.command));
}

Markup summary(const SweepReport &r) {
  Criterion c = criterionOf(r.runs);
  std::string text1 = fmt::format("{} of {} configurations were trained", r.count(Status::done), r.runs.size());
  if (int64_t failed = r.count(Status::failed))
    text1 += fmt::format(", {} failed", failed);
  if (int64_t waiting = r.count(Status::waiting))
    text1 += fmt::format(", {} were not run", waiting);
  std::string text2 = c.judged ? fmt::format("The raw MSE at the end is below that at step 10 in {} of {}.", c.fell, c.judged) : "Too few steps to compare the raw MSE at the end with that at step 10.";
  return element("p", {{"class", "summary"}}, text(text1 + ". " + text2));
}

Markup navigation() {
  Markup items;
  for (auto [id, name] : {std::pair("runs", "All configurations"), {"curves", "Loss curves"}, {"comparisons", "Comparisons"}, {"each", "Each configuration"}})
    items += element("li", element("a", {{"href", std::string("#") + id}}, text(name)));
  return element("nav", {{"aria-label", "Sections"}}, element("ul", items));
}

} // namespace

std::string formatPage(const SweepReport &report) {
  Markup head = empty("meta", {{"charset", "utf-8"}}) + empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}) +
                element("title", text("mfcc sweep: " + report.folder)) + element("style", Markup{kStyle});
  Markup main = element("h1", text("Comparison of configurations")) + summary(report) + facts(report) + navigation() + overviewTables(report) + curveSection(report) +
                comparisonSection(report) + runSection(report);
  Markup body = element("main", main) + element("script", Markup{kScript});
  return "<!DOCTYPE html>\n" + element("html", {{"lang", "en"}}, element("head", head) + element("body", body)).html + "\n";
}

} // namespace mf::report
