// The tables of all runs.
#include "training/report/Numbers.h"
#include "training/report/Page.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>

namespace mf::report {
namespace {

struct Cell {
  Markup shown;
  std::string key = {};     // what is sorted by, where it is not what is shown
  std::string classes = {}; // "n": a number
};

struct Column {
  std::string heading, note; // the note stands below, smaller
  std::function<Cell(const RunRecord &)> cell;
};

Cell number(const std::optional<double> &value) { return {text(formatNumber(value)), value && std::isfinite(*value) ? fmt::format("{:.9g}", *value) : "", "n"}; }

template <typename F> Column textColumn(const std::string &heading, F value) {
  return {heading, "", [value](const RunRecord &run) { return Cell{text(value(run))}; }};
}
template <typename F> Column numberColumn(const std::string &heading, const std::string &note, F value) {
  return {heading, note, [value](const RunRecord &run) { return number(value(run)); }};
}

Cell statusCell(const RunRecord &run) {
  if (run.status == Status::failed)
    return {text("failed"), "", "bad"};
  return {text(run.status == Status::done ? "done" : "not run")};
}

Cell fellCell(const RunRecord &run) {
  auto l = learned(run.curve);
  if (!l)
    return {};
  return l->fell() ? Cell{text("yes"), "1", "good"} : Cell{text("no"), "0", "bad"};
}

std::vector<Column> generalColumns() {
  auto early = [](const RunRecord &run) {
    auto l = learned(run.curve);
    return l ? std::optional(l->early) : std::nullopt;
  };
  auto late = [](const RunRecord &run) { return run.curve.empty() ? std::nullopt : smoothedAt(run.curve, run.curve.back().step); };
  auto bytes = [](int64_t size) { return Cell{text(formatBytes(size)), size ? std::to_string(size) : "", "n"}; };
  return {{"Result", "", statusCell},
          textColumn("Method", [](const RunRecord &run) { return run.method; }),
          textColumn("Architecture", [](const RunRecord &run) { return run.architecture; }),
          textColumn("Data set", [](const RunRecord &run) { return run.dataset; }),
          textColumn("Tokenization", [](const RunRecord &run) { return run.tokenization; }),
          {"Parameters", "", [](const RunRecord &run) { return Cell{text(run.parameters ? formatCount(run.parameters) : ""), std::to_string(run.parameters), "n"}; }},
          {"Tokens × width", "", [](const RunRecord &run) {
             return Cell{text(run.tokens ? fmt::format("{} × {}", run.tokens, run.tokenWidth) : ""), std::to_string(run.tokens), "n"};
           }},
          numberColumn("Raw MSE", "step 10", early), numberColumn("Raw MSE", "end", late), {"Fell", "below step 10", fellCell},
          numberColumn("Time a step", "ms, median", [](const RunRecord &run) { return stepMilliseconds(run.curve); }),
          {"Memory", "peak, process", [bytes](const RunRecord &run) { return bytes(run.peakBytes); }},
          {"Arena", "train step", [bytes](const RunRecord &run) { return bytes(run.arenaBytes); }}};
}

std::vector<Column> metricColumns(const std::vector<RunRecord> &runs) {
  std::vector<Column> columns{textColumn("Method", [](const RunRecord &run) { return run.method; }),
                              textColumn("Architecture", [](const RunRecord &run) { return run.architecture; }),
                              textColumn("Tokenization", [](const RunRecord &run) { return run.tokenization; })};
  for (const Measure &measure : metricMeasures(runs))
    for (const std::string &place : measure.places) {
      std::string note = place.empty() ? "" : place + (place == "1" ? " evaluation" : " evaluations");
      columns.push_back(numberColumn(titleOf(measure.name), note, [measure, place](const RunRecord &run) { return measure.value(run, place); }));
    }
  return columns;
}

Markup headOf(const std::vector<Column> &columns) {
  Markup row = element("th", {{"scope", "col"}}, text("Configuration"));
  for (const Column &c : columns)
    row += element("th", {{"scope", "col"}}, text(c.heading) + (c.note.empty() ? Markup() : empty("br") + element("small", text(c.note))));
  return element("tr", row);
}

Markup rowOf(const RunRecord &run, const std::vector<Column> &columns) {
  // the benchmark's names say what the columns say
  bool told = !run.method.empty() && run.name.find('=') != std::string::npos;
  Markup row = element("th", {{"scope", "row"}, {"?data-key", told ? run.name : ""}},
                       element("a", {{"href", "#" + anchorOf(run)}, {"title", run.name}, {"?aria-label", told ? run.name : ""}}, text(told ? "details" : run.name)));
  for (const Column &c : columns) {
    Cell cell = c.cell(run);
    row += element("td", {{"?class", cell.classes}, {"?data-key", cell.key}}, cell.shown);
  }
  return element("tr", {{"?class", run.status == Status::failed ? "failed" : ""}}, row);
}

Markup tableOf(const std::string &caption, const std::vector<RunRecord> &runs, const std::vector<Column> &columns) {
  Markup body;
  for (const RunRecord &run : runs)
    body += rowOf(run, columns);
  return tableBox("runs sortable", caption, headOf(columns), body);
}

} // namespace

Markup tableBox(const std::string &classes, const std::string &caption, const Markup &head, const Markup &body) {
  return element("div", {{"class", "box"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}},
                 element("table", {{"class", classes}}, element("caption", text(caption)) + element("thead", head) + element("tbody", body)));
}

Markup overviewTables(const SweepReport &report) {
  Markup filter = element("p", {{"class", "needs-js"}, {"hidden", ""}},
                          element("label", text("Show rows that hold all of these words: ") + empty("input", {{"type", "search"}, {"id", "filter"}})));
  Markup out = element("h2", {{"id", "runs"}}, text("All configurations")) + filter +
               tableOf("What was trained, and how it went. Raw MSE is the mean over five logged steps.", report.runs, generalColumns());
  for (const std::string &dataset : valuesOf(report.runs, Facet::dataset)) {
    std::vector<RunRecord> runs;
    std::copy_if(report.runs.begin(), report.runs.end(), std::back_inserter(runs), [&](const RunRecord &run) { return run.dataset == dataset && !run.metrics.empty(); });
    if (!runs.empty())
      out += tableOf(fmt::format("Metrics on {}, by the number of network evaluations a sample", dataset), runs, metricColumns(runs));
  }
  return out;
}

} // namespace mf::report
