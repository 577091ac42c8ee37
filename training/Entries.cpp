#include "training/Entries.h"
#include "options/Nearest.h"
#include "training/States.h"
#include "training/UserError.h"
#include "training/data/Random.h"
#include "training/io/Describe.h"
#include <algorithm>
#include <cmath>

namespace mf {
namespace {

bool isInteger(const mf_array_desc &array, const char *name) { return std::string(array.name) == name && array.dtype == MF_I32 && !array.rank; }

const mf_array_desc *findArray(const mf_array_desc *arrays, int32_t count, const std::string &name) {
  for (int32_t i = 0; i < count; ++i)
    if (arrays[i].name == name)
      return &arrays[i];
  return nullptr;
}

/// The checks of one training. Texts begin with the line of the entry that they are about.
class Checks {
public:
  explicit Checks(const EntryContext &context) : c(context), held(context.validation ? context.validation : context.data) {}

  std::vector<std::string> run() {
    trainStep();
    evalLoss();
    sampler();
    reconstruct();
    nearlyKnown();
    return std::move(warnings);
  }

private:
  std::string at(const std::string &entry, const char *severity) const {
    std::string place = c.program.place(entry);
    return (place.empty() ? "" : place + ": " + severity + ": ") + entry;
  }
  void warn(const std::string &entry, const std::string &text) { warnings.push_back(at(entry, "warning") + text); }
  [[noreturn]] void refuse(const std::string &entry, const std::string &text) const { throw UserError(at(entry, "error") + text); }

  /// The same with the line of the entry.
  void checkData(const std::string &entry, const Dataset &data, const std::vector<mf_array_desc> &arrays) const {
    try {
      mf::checkData(c.program, data, arrays);
    } catch (const UserError &e) {
      refuse(entry, std::string(": ") + e.what());
    }
  }

  void trainStep() const {
    const mf_entry_desc &entry = c.program.entry("train_step");
    const mf_array_desc *loss = findArray(entry.results, entry.num_results, "loss");
    if (!loss || loss->rank)
      refuse("train_step", ": expected a scalar result 'loss', got " + (loss ? typeOf(*loss) : "none"));
    std::vector<mf_array_desc> wanted = dataArguments(entry);
    if (!wanted.empty() && !c.data)
      refuse("train_step", " takes '" + std::string(wanted[0].name) + "': expected a data set, got none; give one with --data FILE.npz or --dataset NAME");
    if (!wanted.empty())
      checkData("train_step", *c.data, wanted);
  }

  void evalLoss() {
    if (!c.program.has("eval_loss"))
      return;
    const mf_entry_desc &entry = c.program.entry("eval_loss");
    std::vector<mf_array_desc> wanted = dataArguments(entry);
    if (!wanted.empty() && !held)
      return warn("eval_loss", " takes '" + std::string(wanted[0].name) + "' and there are no data: it is never called; give it no arguments but 'seed', or data with --data or --dataset");
    if (!wanted.empty())
      checkData("eval_loss", *held, wanted);
    if (std::none_of(entry.results, entry.results + entry.num_results, [](const mf_array_desc &r) { return r.rank == 0; }))
      warn("eval_loss", ": expected a scalar result, as 'loss', got none: nothing of it is logged");
  }

  void sampler() {
    for (const char *name : {"sample_heun", "sample_midpoint", "sample_guided", "sample_heun_guided", "sample_midpoint_guided", "sample_at"})
      if (name != c.samples.entry && c.program.has(name))
        if (std::string fault = samplerFault(c.program.entry(name)); !fault.empty())
          warn(name, ": " + fault + ": mfcc sample cannot show it");
    if (!c.program.has(c.samples.entry))
      return;
    const mf_entry_desc &entry = c.program.entry(c.samples.entry);
    if (std::string fault = samplerFault(entry); !fault.empty())
      refuse(c.samples.entry, ": " + fault);
    for (const std::string &assignment : c.samples.assign)
      readArgument(entry, assignment); // throws what is wrong with it
    for (int32_t i = 0; i < entry.num_arguments; ++i)
      if (!samplerFills(entry.arguments[i].name) && !given(entry.arguments[i].name))
        warn(c.samples.entry, ": nobody fills its argument '" + std::string(entry.arguments[i].name) + "' " + typeOf(entry.arguments[i]) +
                                  ": samples.png is drawn with zeros there; give it with --arg " + entry.arguments[i].name + "=VALUE");
    picture(*findArray(entry.results, entry.num_results, "x"));
  }

  /// Whether the argument of the sampler got a value by --arg.
  bool given(const std::string &name) const {
    return std::any_of(c.samples.assign.begin(), c.samples.assign.end(), [&](const auto &text) { return text.starts_with(name + "="); });
  }

  /// Whether samples.png can show what x is.
  void picture(const mf_array_desc &x) {
    int64_t elements = 1;
    for (int32_t i = 1; i < x.rank; ++i)
      elements *= x.shape[i];
    Signal own = imageOf({x.shape + 1, size_t(x.rank - 1)}), given = c.signal;
    if (elements == 2)
      return; // a scatter
    if (given.size() > 1 && given.size() != elements)
      refuse(c.samples.entry, ": x is " + typeOf(x) + ", but an example of the data set has " + std::to_string(given.size()) + " numbers (" +
                                  std::to_string(given.height) + " x " + std::to_string(given.width) + " x " + std::to_string(given.channels) + ")");
    if (own.channels == 3 && given.channels == 3 && own.planar != given.planar)
      warn(c.samples.entry, ": x is " + typeOf(x) + " with channels " + (own.planar ? "first" : "last") + ", the examples of the data set have them " +
                                (given.planar ? "first" : "last") + ": transpose() one of them, or the model learns one order and is shown in the other");
    if (x.rank > 2 && own.size() == 1 && given.size() == 1)
      warn(c.samples.entry, ": x " + typeOf(x) + " is no picture: expected [n, height, width], or 1 or 3 channels beside them, last or first: samples.png shows it as strips of values");
  }

  void reconstruct() {
    if (c.program.has(c.samples.entry) || !c.program.has("reconstruct"))
      return;
    const mf_entry_desc &entry = c.program.entry("reconstruct");
    const mf_array_desc *in = findArray(entry.arguments, entry.num_arguments, "x"), *out = findArray(entry.results, entry.num_results, "x");
    std::string got = std::string(in ? typeOf(*in) : "no argument 'x'") + " and " + (out ? typeOf(*out) : "no result 'x'");
    if (!in || !out || in->dtype != MF_F32 || out->dtype != MF_F32 || in->bytes != out->bytes || !in->rank)
      return warn("reconstruct", ": expected an argument and a result 'x' of f32 [n, ...], got " + got + ": samples.png is not drawn");
    if (!held)
      return warn("reconstruct", ": there are no data to reconstruct: samples.png is not drawn; give some with --data or --dataset");
    checkData("reconstruct", *held, dataArguments(entry));
  }

  /// Entries whose name differs from that of a known one, which is not there, by a letter or two.
  void nearlyKnown() {
    static const std::vector<std::string> known = {"init",        "reset",         "train_step",         "eval_loss", "sample", "sample_heun", "sample_midpoint",
                                                   "sample_guided", "sample_heun_guided", "sample_at", "reconstruct", "encode", "decode",    "data", "tokenize", "detokenize", "generate"};
    for (const std::string &name : c.program.entries()) {
      std::string best = opt::nearest(name, known);
      if (name != best && !c.program.has(best) && opt::distance(name, best) <= (best.size() < 8 ? 1 : 2))
        warn(name, ": an entry of this name is never called; is '" + best + "' meant, which the tools call");
    }
  }

  const EntryContext &c;
  const Dataset *held;
  std::vector<std::string> warnings;
};

} // namespace

std::vector<mf_array_desc> dataArguments(const mf_entry_desc &entry) {
  std::vector<mf_array_desc> arrays;
  for (int32_t i = 0; i < entry.num_arguments; ++i)
    if (!isInteger(entry.arguments[i], "seed") && !isInteger(entry.arguments[i], "nfe"))
      arrays.push_back(entry.arguments[i]);
  return arrays;
}

void setArguments(Call &call, Batch batch, int64_t seed, int64_t step) {
  size_t next = 0;
  for (int32_t i = 0; i < call.info.num_arguments; ++i) {
    if (isInteger(call.info.arguments[i], "seed"))
      *call.arguments[size_t(i)].as<int32_t>() = int32_t(mix64(uint64_t(seed), uint64_t(step)) >> 33);
    else if (isInteger(call.info.arguments[i], "nfe"))
      *call.arguments[size_t(i)].as<int32_t>() = 1;
    else
      call.arguments[size_t(i)] = std::move(batch[next++]);
  }
}

Scalars scalarsOf(const Call &call) {
  Scalars scalars;
  for (int32_t i = 0; i < call.info.num_results; ++i)
    if (call.info.results[i].rank == 0 && !isPrint(call.info.results[i].name))
      scalars.emplace_back(call.info.results[i].name, scalarOf(call.results[size_t(i)]));
  return scalars;
}

Histograms histogramsOf(const Call &call) {
  Histograms histograms;
  for (int32_t i = 0; i < call.info.num_results; ++i)
    if (call.info.results[i].rank > 0 && !isPrint(call.info.results[i].name))
      histograms.emplace_back(call.info.results[i].name, numbersOf(call.results[size_t(i)]));
  return histograms;
}

std::vector<std::string> printsOf(const NamedArrays &results) {
  std::vector<std::string> lines;
  for (const auto &[name, array] : results)
    if (isPrint(name))
      lines.push_back(name.substr(kPrint.size()) + ": " + describe(array));
  return lines;
}

std::vector<std::string> printsOf(const Call &call) {
  NamedArrays results;
  for (int32_t i = 0; i < call.info.num_results; ++i)
    if (isPrint(call.info.results[i].name))
      results.emplace_back(call.info.results[i].name, call.results[size_t(i)]);
  return printsOf(results);
}

Scalars evaluateLoss(LoadedProgram &program, const Dataset *data, int64_t batches) {
  Call call(program, "eval_loss");
  std::vector<mf_array_desc> arrays = dataArguments(call.info);
  Scalars mean;
  if (!arrays.empty() && !data)
    return mean;
  Undisturbed keep(program);
  for (int64_t i = 0; i < batches; ++i) {
    setArguments(call, arrays.empty() ? Batch{} : makeBatch(*data, arrays, 1, i), 1, i);
    call.run();
    for (const auto &[name, value] : scalarsOf(call)) {
      std::string key = name.starts_with("eval_") ? name : "eval_" + name;
      auto at = std::find_if(mean.begin(), mean.end(), [&](const auto &m) { return m.first == key; });
      if (at == mean.end())
        mean.emplace_back(key, value / double(batches));
      else
        at->second += value / double(batches);
    }
  }
  return mean;
}

void checkData(const LoadedProgram &program, const Dataset &data, const std::vector<mf_array_desc> &arrays) {
  checkBatch(data, arrays);
  for (size_t f = 0; f < data.fields().size(); ++f) {
    const std::string &name = data.fields()[f].name;
    bool taken = std::any_of(arrays.begin(), arrays.end(), [&](const mf_array_desc &array) { return name == array.name; });
    int64_t bound = taken ? program.bound(name) : 0;
    if (const Array *column = bound ? data.column(f) : nullptr)
      checkBound("data set '" + data.name() + "'", name, *column, bound);
    if (bound && name == "label" && data.classes() > bound)
      throw UserError("data set '" + data.name() + "': it has " + std::to_string(data.classes()) + " classes, the program has rows for " + std::to_string(bound));
  }
}

std::vector<std::string> checkEntries(const EntryContext &context) { return Checks(context).run(); }

Signal sampleSignal(const EntryContext &context) {
  Signal signal = context.signal;
  if (signal.sampleRate || !context.program.has(context.samples.entry))
    return signal;
  const mf_entry_desc &entry = context.program.entry(context.samples.entry);
  const mf_array_desc *x = findArray(entry.results, entry.num_results, "x");
  Signal own = x && x->rank > 2 ? imageOf({x->shape + 1, size_t(x->rank - 1)}) : Signal();
  // the data set knows best what its numbers are, but not in which order the sampler gives its channels
  bool order = own.channels == 3 && own.planar != signal.planar;
  return own.size() > 1 && (signal.size() == 1 || order) ? own : signal;
}

} // namespace mf
