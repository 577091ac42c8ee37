// The sections of the page below the overview: curves, comparisons, runs.
#include "training/UserError.h"
#include "training/report/Chart.h"
#include "training/report/Numbers.h"
#include "training/report/Page.h"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace mf::report {
namespace {

std::vector<std::pair<double, double>> pointsOf(const RunRecord &run) {
  std::vector<std::pair<double, double>> points;
  for (const CurvePoint &p : run.curve)
    points.emplace_back(double(p.step), p.rawMse);
  return points;
}

std::vector<std::pair<double, double>> smoothed(const RunRecord &run) { return runningMean(pointsOf(run), std::max<size_t>(5, run.curve.size() / 30)); }

int indexOf(const std::vector<std::string> &list, const std::string &value) { return int(std::find(list.begin(), list.end(), value) - list.begin()); }

Markup figure(const Markup &content, const std::string &caption) { return element("figure", content + element("figcaption", text(caption))); }

/// Colours are methods, dashes tokenizations.
Markup overlay(const SweepReport &report, const std::string &dataset, const std::string &architecture) {
  std::vector<std::string> methods = valuesOf(report.runs, Facet::method), tokenizations = valuesOf(report.runs, Facet::tokenization);
  Chart chart{fmt::format("Raw MSE over steps, {} on {}", architecture, dataset), "step", "raw MSE", 560, 300, {}};
  for (const RunRecord &run : report.runs)
    if (run.dataset == dataset && run.architecture == architecture && !run.curve.empty())
      chart.series.push_back({run.method + ", " + run.tokenization, indexOf(methods, run.method), indexOf(tokenizations, run.tokenization) > 0, false, smoothed(run)});
  return chart.series.empty() ? Markup() : figure(drawChart(chart), fmt::format("{} on {}: raw MSE, running mean", architecture, dataset));
}

const char *nameOf(Facet facet) {
  return facet == Facet::method ? "Method" : facet == Facet::architecture ? "Architecture" : facet == Facet::dataset ? "Data set" : "Tokenization";
}

Markup comparisonHead(const Comparison &c, const std::vector<Facet> &rowFacets) {
  Markup row;
  for (Facet facet : rowFacets)
    row += element("th", {{"scope", "col"}}, text(nameOf(facet)));
  if (!c.rows.empty() && c.rows[0].labels.size() > rowFacets.size())
    row += element("th", {{"scope", "col"}}, text("Evaluations"));
  for (const std::string &column : c.columns)
    row += element("th", {{"scope", "col"}}, text(column));
  return element("tr", row);
}

Markup comparisonRow(const Comparison::Row &row) {
  Markup cells;
  for (const std::string &label : row.labels)
    cells += element("th", {{"scope", "row"}}, text(label));
  for (size_t i = 0; i < row.values.size(); ++i) {
    const auto &value = row.values[i], &base = row.values[0];
    Markup cell = text(formatNumber(value));
    if (i > 0 && value && base)
      cell += text(" ") + element("small", text("(" + formatDifference(*value - *base) + ")"));
    cells += element("td", {{"class", "n"}}, cell);
  }
  return element("tr", cells);
}

/// The table behind a line that opens it; nothing where there is nothing to compare.
Markup comparisonTable(const std::string &title, const std::vector<RunRecord> &runs, const Measure &measure, const std::vector<Facet> &rowFacets, Facet across) {
  Comparison c = compare(runs, measure, rowFacets, across);
  if (!c.comparable())
    return {};
  std::sort(c.rows.begin(), c.rows.end(), [&](const auto &a, const auto &b) { // evaluations of one configuration below each other, in their order
    return std::lexicographical_compare(a.labels.begin(), a.labels.begin() + ptrdiff_t(rowFacets.size()), b.labels.begin(), b.labels.begin() + ptrdiff_t(rowFacets.size()));
  });
  Markup body;
  for (const Comparison::Row &row : c.rows)
    body += comparisonRow(row);
  std::string counts;
  std::vector<int64_t> best = c.best();
  for (size_t i = 0; i < best.size(); ++i)
    counts += fmt::format("{}{} {}", i ? ", " : "", c.columns[i], best[i]);
  Markup table = tableBox("comparison", fmt::format("{}. In brackets: the difference to {}", title, c.columns[0]), comparisonHead(c, rowFacets), body);
  return element("details", element("summary", text(fmt::format("{} (best: {})", title, counts))) + table);
}

std::vector<Measure> measuresOf(const std::vector<RunRecord> &runs) {
  std::vector<Measure> measures = commonMeasures();
  for (Measure &m : metricMeasures(runs)) {
    m.name = titleOf(m.name);
    measures.push_back(std::move(m));
  }
  return measures;
}

std::vector<RunRecord> of(const std::vector<RunRecord> &runs, const std::string &dataset) {
  std::vector<RunRecord> result;
  std::copy_if(runs.begin(), runs.end(), std::back_inserter(result), [&](const RunRecord &run) { return run.dataset == dataset; });
  return result;
}

Markup comparedWithin(const SweepReport &report, const std::vector<Facet> &rowFacets, Facet across) {
  Markup out;
  for (const std::string &dataset : valuesOf(report.runs, Facet::dataset)) {
    std::vector<RunRecord> runs = of(report.runs, dataset);
    Markup tables;
    for (const Measure &measure : measuresOf(runs))
      tables += comparisonTable(fmt::format("{}, {}", measure.name, dataset), runs, measure, rowFacets, across);
    if (!tables.html.empty())
      out += element("h4", text(dataset)) + tables;
  }
  return out;
}

Markup comparedDatasets(const SweepReport &report) {
  Markup out;
  for (const Measure &measure : measuresOf(report.runs))
    out += comparisonTable(measure.name, report.runs, measure, {Facet::method, Facet::architecture, Facet::tokenization}, Facet::dataset);
  return out;
}

Markup picture(const std::string &path, const std::string &description) {
  return empty("img", {{"src", dataUri(path)}, {"alt", description}});
}

Markup exhibit(const RunRecord &run, const Exhibit &e) {
  std::string who = fmt::format("{} ({}, {}, {})", e.caption, run.method, run.architecture, run.tokenization);
  try {
    Markup content = picture(e.picture, e.sound.empty() ? who : "Spectrogram: " + who);
    if (!e.sound.empty())
      content += element("audio", {{"controls", ""}, {"preload", "none"}, {"aria-label", who}, {"src", dataUri(e.sound)}}, {});
    return figure(content, e.caption);
  } catch (const UserError &error) {
    return element("p", {{"class", "bad"}}, text(error.what()));
  }
}

Markup factList(const RunRecord &run) {
  auto pair = [](const char *name, const std::string &value) { return value.empty() ? Markup() : element("dt", text(name)) + element("dd", text(value)); };
  auto l = learned(run.curve);
  std::string mse = l ? fmt::format("{} at step 10, {} at the end", formatNumber(l->early), formatNumber(l->late)) : "";
  std::string tokens = run.tokens ? fmt::format("{} × {}", run.tokens, run.tokenWidth) : "";
  std::string seconds = run.trainSeconds > 0 ? fmt::format("{:.1f} s to train", run.trainSeconds) : "";
  if (run.evalSeconds > 0)
    seconds += fmt::format(", {:.1f} s to evaluate", run.evalSeconds);
  return element("dl", pair("Condition", run.condition) + pair("Parameters", run.parameters ? formatCount(run.parameters) : "") + pair("Tokens × width", tokens) + pair("Raw MSE", mse) +
                           pair("Time", seconds) + pair("Peak memory", formatBytes(run.peakBytes)) + pair("Run folder", run.folder) + pair("Configuration", run.config));
}

Markup article(const RunRecord &run) {
  Markup out = element("h3", {{"id", anchorOf(run)}}, text(run.name));
  if (run.status == Status::failed)
    out += element("p", {{"class", "bad"}}, text(run.problem));
  out += factList(run);
  if (!run.curve.empty()) {
    Chart chart{"Raw MSE over steps", "step", "raw MSE", 560, 220, {{"each step", 0, false, true, pointsOf(run)}, {"running mean", 0, false, false, smoothed(run)}}};
    out += figure(drawChart(chart), "Raw MSE: each logged step pale, the running mean strong");
  }
  for (const Exhibit &e : run.exhibits)
    out += exhibit(run, e);
  if (!run.log.empty())
    out += element("details", {{"open", ""}}, element("summary", text("The end of its output")) + element("pre", text(run.log)));
  if (!run.text.empty())
    out += element("details", element("summary", text("All keys")) + element("pre", text(run.text)));
  return element("article", out);
}

} // namespace

std::string anchorOf(const RunRecord &run) {
  std::string anchor = run.name;
  for (char &c : anchor)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '=' && c != '.')
      c = '_';
  return "run-" + anchor;
}

/// A heading and what stands below it.
static Markup part(const char *heading, const Markup &content) {
  return element("h3", text(heading)) + (content.html.empty() ? element("p", text("Nothing here has a counterpart to compare with.")) : content);
}

Markup curveSection(const SweepReport &report) {
  Markup figures;
  for (const std::string &dataset : valuesOf(report.runs, Facet::dataset))
    for (const std::string &architecture : valuesOf(report.runs, Facet::architecture))
      figures += overlay(report, dataset, architecture);
  return element("h2", {{"id", "curves"}}, text("Loss curves")) + element("p", text("Colours are methods, line styles tokenizations. The axis is logarithmic.")) +
         element("div", {{"class", "grid-of-figures"}}, figures);
}

Markup comparisonSection(const SweepReport &report) {
  return element("h2", {{"id", "comparisons"}}, text("Comparisons")) +
         element("p", text("Each line opens a table; in brackets stands how often a column is the best of its row. Raw MSE is measured on tokens, so that it compares "
                           "methods only with care. An autoencoder has no number of evaluations: its value stands beside all of them.")) +
         part("Methods at each architecture", comparedWithin(report, {Facet::architecture, Facet::tokenization}, Facet::method)) +
         part("Impact of the tokenization", comparedWithin(report, {Facet::method, Facet::architecture}, Facet::tokenization)) +
         part("From one data set to the other", comparedDatasets(report));
}

Markup runSection(const SweepReport &report) {
  Markup out = element("h2", {{"id", "each"}}, text("Each configuration"));
  for (const RunRecord &run : report.runs)
    out += article(run);
  return out;
}

} // namespace mf::report
