//===- Verify.cpp - mfcc verify: the compiled program beside its meaning -----------------------------===//
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Comparison.h"
#include "training/UserError.h"
#include "training/io/File.h"
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace mf::tool {

namespace {
/// False where a value is off by more than what its numbers' format explains.
bool reportValues(const VerifyOptions &o, const Comparison &c) {
  size_t faults = 0, cancelled = 0;
  for (const ValueDifference &v : c.values) {
    if (v.compiled <= o.tolerance)
      continue;
    bool fault = v.isFault(o.tolerance);
    (fault ? faults : cancelled) += 1;
    fmt::print("{}: {} by {:.2g} of its largest number; rounding each op alone {}by {:.2g}\n", v.what,
               fault ? "error: differs" : "warning: depends on cancellation, differs", v.compiled, fault ? "" : "differs ", v.rounded);
  }
  auto worst = std::max_element(c.values.begin(), c.values.end(), [](const auto &a, const auto &b) { return a.compiled < b.compiled; });
  fmt::print("{}: {} values beside their meaning in f64; the largest difference is {:.2g} of the largest number, {}\n", c.entry, c.values.size(),
             worst == c.values.end() ? 0 : worst->compiled, worst == c.values.end() ? "nowhere" : worst->what);
  if (cancelled)
    fmt::print("{}: {} values depend on cancellation\n", c.entry, cancelled);
  return faults == 0;
}

/// False where a derivative is not what differences say.
bool reportDerivatives(const VerifyOptions &o, const Comparison &c, const std::vector<compiler::DerivativeCheck> &checks) {
  size_t compared = 0, faults = 0, kinks = 0;
  const compiler::DerivativeCheck *worst = nullptr;
  for (const compiler::DerivativeCheck &check : checks) {
    kinks += !check.smooth && !check.costly;
    if (!check.smooth)
      continue;
    ++compared;
    if (!worst || check.distance > worst->distance)
      worst = &check;
    if (check.distance <= o.tolerance)
      continue;
    ++faults;
    fmt::print("{}:{}: {}: error: differs by {:.2g} from differences\n", check.file, check.line, check.what, check.distance);
  }
  if (worst)
    fmt::print("{}: {} derivatives beside differences; the largest difference is {:.2g}, {}:{}: {}\n", c.entry, compared, worst->distance, worst->file, worst->line,
               worst->what);
  if (kinks)
    fmt::print("{}: {} derivatives stand at a kink or jump, where differences say nothing\n", c.entry, kinks);
  if (checks.size() > compared + kinks)
    fmt::print("{}: {} derivatives of gradients were not compared: too many differences of differences\n", c.entry, checks.size() - compared - kinks);
  return faults == 0;
}

/// Writes the part of the entry that makes its first wrong value, and its arguments.
void writeShrunk(const VerifyOptions &o, const Comparison &c) {
  auto fault = std::find_if(c.values.begin(), c.values.end(), [&](const auto &v) { return v.isFault(o.tolerance); });
  if (fault == c.values.end())
    return;
  std::optional<Piece> piece = shrink(o, c, *fault);
  if (!piece) {
    fmt::print("{}: it could not be made smaller: no part of it gives this value as wrong when it stands alone\n", c.entry);
    return;
  }
  std::string arrays = o.shrink.substr(0, o.shrink.size() - std::string_view(".mlir").size()) + ".npz";
  writeAtomic(o.shrink, piece->model.ir);
  writeNpz(arrays, piece->arguments);
  fmt::print("{}: {} of {} values make the first difference: mfcc verify {} --in {}{}\n", o.shrink, piece->values, c.trace.values.size(), o.shrink, arrays,
             o.compile.precision == "f32" ? "" : " --precision " + o.compile.precision);
}

/// False where something differs.
bool verifyEntry(const VerifyOptions &o, const compiler::Model &model, const std::string &entry) {
  Comparison c = compareEntry(o, model, entry);
  if (c.isTooLarge()) {
    std::string cure = entry + ": too large to be evaluated op by op (more than 1 GFLOP); make it smaller with --set" +
                       (model.config ? ", as --set training.batch=2 --set training.sample_batch=2" : "");
    if (!o.entry.empty())
      throw UserError(cure);
    fmt::print("{}\n", cure);
    return true;
  }
  bool good = reportValues(o, c);
  if (!good && !o.shrink.empty())
    writeShrunk(o, c);
  good &= reportDerivatives(o, c, compareDerivatives(c, model));
  std::fflush(stdout);
  return good;
}

int run(const VerifyOptions &o) {
  if (!(o.tolerance > 0))
    throw UserError(fmt::format("--tolerance: expected a number above 0, got {}", o.tolerance));
  if (!o.shrink.empty() && !o.shrink.ends_with(".mlir"))
    throw UserError(fmt::format("--shrink {}: expected a name that ends in .mlir, as a program is written", o.shrink));
  compiler::Model model = loadSource(o.source, o.set);
  std::vector<std::string> entries;
  for (const compiler::EntryCost &cost : costsOf(model, true))
    if (o.entry.empty() ? cost.name != "init" && cost.name != "reset" : cost.name == o.entry)
      entries.push_back(cost.name);
  if (entries.empty())
    traceOf(model, o.entry); // says which entries there are
  size_t wrong = 0;
  for (const std::string &entry : entries)
    wrong += !verifyEntry(o, model, entry);
  if (wrong)
    throw UserError(fmt::format("{} of {} entries differ from their meaning by more than {:g}", wrong, entries.size(), o.tolerance));
  return 0;
}
} // namespace

void addVerify(CommandLine &app) {
  auto *command = app.add_subcommand("verify", "compare a compiled program, value by value, with what its ops mean in f64");
  auto o = std::make_shared<VerifyOptions>();
  command->add_option("source", o->source, "a DSL file (.cpp), an IR file (.mlir) or a configuration (.toml)")->required();
  command->add_option("--entry", o->entry, "only this entry");
  command->add_option("--in", o->in, "arguments by name (.npz); those that are not there are drawn");
  command->add_option("--state", o->state, "weights (.safetensors); without it those of init");
  command->add_option("--set", o->set, "key=value: a key of the configuration, or an option of the DSL file; for small sizes");
  command->add_option("--tolerance", o->tolerance, "the largest difference, as a share of the largest number of a value")->capture_default_str();
  command->add_option("--shrink", o->shrink, "FILE.mlir: where a value is wrong, write the fewest ops that still give it so, and FILE.npz with their arguments");
  command->add_option("--precision", o->compile.precision, "f32, or bf16: how far the program is off with it")->capture_default_str();
  command->add_option("--seed", o->seed, "of init and of what is drawn")->capture_default_str();
  command->add_option("--threads", o->threads, "CPU threads; 0 is all cores")->capture_default_str();
  command->callback([o] { return run(*o); });
}

} // namespace mf::tool
