//===- Explain.cpp - mfcc explain: what each kernel costs -------------------------------------------===//
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Source.h"
#include "training/UserError.h"
#include "training/io/Json.h"
#include <cstdio>
#include <nlohmann/json.hpp>
#include <numeric>

namespace mf::tool {

using Json = nlohmann::ordered_json;
using compiler::BufferCost, compiler::EntryCost, compiler::LaunchCost;

namespace {
struct Options {
  std::string source, entry;
  std::vector<std::string> set;
  bool json = false;
};

struct Total {
  int64_t flops[3] = {0, 0, 0}, read = 0, written = 0;
  int64_t all() const { return flops[0] + flops[1] + flops[2]; }
};
Total totalOf(const EntryCost &cost) {
  Total t;
  for (const LaunchCost &l : cost.launches) {
    for (int i = 0; i < 3; ++i)
      t.flops[i] += l.flops[i];
    t.read += l.read;
    t.written += l.written;
  }
  return t;
}
double ratio(int64_t a, int64_t b) { return b ? (double)a / (double)b : 0.0; }

Json describe(const EntryCost &cost, const EntryCost *without) {
  Total t = totalOf(cost);
  Json launches = Json::array(), peak = Json::array();
  for (const LaunchCost &l : cost.launches)
    launches.push_back({{"kernel", l.kernel}, {"kind", l.kind}, {"source", l.source},
                        {"flops", {{"primal", l.flops[0]}, {"tangent", l.flops[1]}, {"gradient", l.flops[2]}}},
                        {"contractions", {{"primal", l.contractions[0]}, {"tangent", l.contractions[1]}, {"gradient", l.contractions[2]}}},
                        {"optimizer", l.optimizer}, {"bytes_read", l.read}, {"bytes_written", l.written}});
  for (size_t i = 0; i < std::min<size_t>(3, cost.contributors.size()); ++i)
    peak.push_back({{"source", cost.contributors[i].source}, {"type", cost.contributors[i].type}, {"kernel", cost.contributors[i].kernel},
                    {"launch", cost.contributors[i].launch}, {"buffer", cost.contributors[i].position}, {"bytes", cost.contributors[i].bytes}});
  Json result = {{"entry", cost.name},
                 {"launches", cost.launches.size()},
                 {"paired", {{"contractions_with_tangent", cost.tangentContractions}, {"paired", cost.pairedContractions}}},
                 {"optimizer_launches", cost.optimizerLaunches},
                 {"flops", {{"primal", t.flops[0]}, {"tangent", t.flops[1]}, {"gradient", t.flops[2]}, {"total", t.all()}}},
                 {"tangent_share", ratio(t.flops[1], t.all())}, {"tangent_to_primal", ratio(t.flops[1], t.flops[0])},
                 {"bytes_read", t.read}, {"bytes_written", t.written},
                 {"arena_bytes", cost.arenaBytes}, {"arena_peak", peak}, {"saved_for_backward_bytes", cost.savedBytes}, {"kernels", launches}};
  if (without) {
    Total w = totalOf(*without);
    result["without_jvp"] = {{"flops", w.all()}, {"bytes_read", w.read}, {"bytes_written", w.written}, {"arena_bytes", without->arenaBytes},
                             {"flops_ratio", ratio(t.all(), w.all())}};
  }
  return result;
}

void print(const EntryCost &cost, const EntryCost *without) {
  Total t = totalOf(cost);
  std::printf("entry %s: %zu launches\n", cost.name.c_str(), cost.launches.size());
  std::printf("  %-22s %-12s %12s %12s %12s %10s %10s  %s\n", "kernel", "kind", "primal MF", "tangent MF", "gradient MF", "read MB", "write MB", "source");
  for (const LaunchCost &l : cost.launches)
    std::printf("  %-22s %-12s %12.3f %12.3f %12.3f %10.3f %10.3f  %s\n", l.kernel.c_str(), l.kind.c_str(), l.flops[0] * 1e-6, l.flops[1] * 1e-6,
                l.flops[2] * 1e-6, l.read * 1e-6, l.written * 1e-6, l.source.c_str());
  std::printf("  total %.3f MFLOP: primal %.3f, tangent %.3f, gradient %.3f; tangent share %.1f %%, tangent to primal %.1f %%\n", t.all() * 1e-6,
              t.flops[0] * 1e-6, t.flops[1] * 1e-6, t.flops[2] * 1e-6, 100 * ratio(t.flops[1], t.all()), 100 * ratio(t.flops[1], t.flops[0]));
  if (int64_t tangents = cost.tangentContractions)
    std::printf("  paired: %lld of %lld contractions with a tangent are one kernel with it\n", (long long)cost.pairedContractions, (long long)tangents);
  if (int64_t optimizer = cost.optimizerLaunches)
    std::printf("  optimizer and norms: %lld of %zu launches\n", (long long)optimizer, cost.launches.size());
  std::printf("  read %.3f MB, written %.3f MB; arena %.3f MB, saved for the backward pass %.3f MB\n", t.read * 1e-6, t.written * 1e-6,
              cost.arenaBytes * 1e-6, cost.savedBytes * 1e-6);
  for (size_t i = 0; i < std::min<size_t>(3, cost.contributors.size()); ++i) {
    const BufferCost &b = cost.contributors[i];
    std::printf("  arena peak: %.3f MB, %s, buffer %lld of launch %lld (%s), from %s\n", b.bytes * 1e-6, b.type.c_str(), (long long)b.position,
                (long long)b.launch, b.kernel.c_str(), b.source.c_str());
  }
  if (without) {
    Total w = totalOf(*without);
    std::printf("  without the JVP: %.3f MFLOP (the program takes %.3f times that), arena %.3f MB\n", w.all() * 1e-6, ratio(t.all(), w.all()),
                without->arenaBytes * 1e-6);
  }
}

void run(const Options &o) {
  compiler::Model model = loadSource(o.source, o.set);
  auto costs = costsOf(model, true), plain = costsOf(model, false);
  Json all = Json::array();
  bool found = false;
  for (size_t i = 0; i < costs.size(); ++i) {
    if (!o.entry.empty() && costs[i].name != o.entry)
      continue;
    found = true;
    const EntryCost *without = totalOf(costs[i]).flops[1] > 0 ? &plain[i] : nullptr;
    if (o.json)
      all.push_back(describe(costs[i], without));
    else
      print(costs[i], without);
  }
  if (!found)
    throw UserError(o.source + ": no entry '" + o.entry + "'; its entries are" +
                    std::accumulate(costs.begin(), costs.end(), std::string(), [](std::string s, const EntryCost &c) { return s + " " + c.name; }));
  if (o.json)
    std::printf("%s\n", textOf(all, 2).c_str());
}
} // namespace

void addExplain(CommandLine &app) {
  auto *command = app.add_subcommand("explain", "report what each kernel costs: FLOPs, bytes, memory, the derivative's share");
  auto o = std::make_shared<Options>();
  command->add_option("source", o->source, "a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)")->required();
  command->add_option("--entry", o->entry, "only this entry");
  command->add_option("--set", o->set, "key=value: a key of the configuration, or an option of the DSL file");
  command->add_flag("--json", o->json, "as JSON");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
