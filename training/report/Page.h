// The parts of the page, for Page.cpp.
#pragma once
#include "training/report/Comparison.h"
#include "training/report/Markup.h"
#include "training/report/Report.h"

namespace mf::report {

/// The tables of all runs: what they are and how they went, and one table of metrics for each data set.
Markup overviewTables(const SweepReport &report);
/// Loss curves of all runs, a chart for each data set and architecture.
Markup curveSection(const SweepReport &report);
/// Methods at each architecture, tokenizations, data sets.
Markup comparisonSection(const SweepReport &report);
/// One article a run.
Markup runSection(const SweepReport &report);

/// The id of a run's article: its name in letters that an address may have.
std::string anchorOf(const RunRecord &run);

/// A table that may be wider than the page: in a box that scrolls, also by keyboard.
Markup tableBox(const std::string &classes, const std::string &caption, const Markup &head, const Markup &body);

} // namespace mf::report
