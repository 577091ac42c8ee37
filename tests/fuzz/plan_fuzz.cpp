// Plans and kernels that are almost right: each mutant of a kernel-level module is compiled as a file of a user's, loaded and run in a process of
// its own. It is refused with a text or runs: never a signal, an internal error, or a byte beside its arrays.
// Usage: plan-fuzz [--count N] [--first I] [--seconds S] [--keep FOLDER] FILE.mlir ...     (graphs are lowered; each plan is mutated alone)
//        plan-fuzz --again FILE.mlir                                             (the file as it is, for a GPU too)
// A mutant that is still running after S seconds of CPU is a loop with many trips: counted, no finding.
#include "compiler/api/Session.h"
#include "dialect/mf/Mf.h"
#include "dialect/plan/Plan.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Parser/Parser.h"
#include "runtime/api/mfrt.h"
#include "tests/fuzz/Mutator.h"
#include "llvm/ADT/StringSet.h"
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <new>
#include <sstream>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mlir;

namespace {

enum Outcome { ran, refused, notLoaded, notRun, tooLarge, fine = tooLarge, internal, silent };
const char *const outcomeNames[] = {"ran", "refused by the compiler", "refused by the loader", "refused by the null device", "too large", "internal errors", "refused without a text"};

//===-- one mutant ------------------------------------------------------------------------------===//

/// An array of an entry whose last byte is the last of a page, with nothing behind it; its bytes are valid numbers of every type.
mf_array guarded(const mf_array_desc &d) {
  size_t page = size_t(sysconf(_SC_PAGESIZE)), size = (size_t(d.bytes) + page - 1) / page * page;
  char *memory = static_cast<char *>(mmap(nullptr, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  if (memory == MAP_FAILED)
    throw std::bad_alloc();
  mprotect(memory + size, page, PROT_NONE);
  char *data = memory + size - d.bytes;
  for (int64_t i = 0; i < d.bytes; ++i)
    data[i] = char(i % 5 == 4 ? i / 5 : i % 5);
  return {data, d.dtype, d.rank, d.shape, d.bytes};
}

bool runAll(mf_program *program) {
  bool good = true;
  for (int32_t e = 0; e < mf_entry_count(program); ++e) {
    const mf_entry_desc *entry = mf_entry_info(program, e);
    std::vector<mf_array> arguments, results;
    for (int32_t i = 0; i < entry->num_arguments; ++i)
      arguments.push_back(guarded(entry->arguments[i]));
    for (int32_t i = 0; i < entry->num_results; ++i)
      results.push_back(guarded(entry->results[i]));
    good &= mf_entry_call(program, e, arguments.data(), int32_t(arguments.size()), results.data(), int32_t(results.size())) == MF_OK;
  }
  return good;
}

Outcome load(const std::string &path) {
  Outcome outcome = ran;
  for (const char *device : {"null", "cpu"}) {
    mf_program *program = nullptr;
    mf_status status = mf_program_load(path.c_str(), device, &program);
    if (status)
      return !*mf_last_error() ? silent : status == MF_ERROR_MEMORY ? tooLarge : notLoaded;
    mf_program_set_threads(program, 2);
    if (!runAll(program))
      outcome = notRun;
    mf_program_free(program);
  }
  return outcome;
}

/// `gpu`: for a GPU as well.
Outcome tryPlan(const std::string &text, const std::string &path, bool gpu) {
  using namespace mf::compiler;
  try {
    Session().compile(Source::ir(text, "plan.mlir"), {.target = gpu ? "cpu,cuda:sm_90" : "cpu"}).write(Emit::artifact, path);
  } catch (const CompileError &e) {
    std::fprintf(stderr, "%s\n", e.what());
    for (const mf::compiler::Diagnostic &d : e.diagnostics())
      std::fprintf(stderr, "%s\n", textOf(d).c_str());
    return e.fault() == Fault::internal ? internal : e.diagnostics().empty() && !*e.what() ? silent : refused;
  }
  Outcome outcome = load(path);
  if (outcome != ran)
    std::fprintf(stderr, "%s\n", mf_last_error());
  return outcome;
}

/// The status of a process that tries the plan; what it says goes to a file.
int tryApart(const std::string &text, const std::string &path, bool gpu, rlim_t limit) {
  pid_t child = fork();
  if (child == 0) {
    if (!std::freopen((path + ".log").c_str(), "w", stderr))
      _exit(silent);
    rlimit seconds{limit, limit + 1}, memory{rlim_t(6) << 30, rlim_t(6) << 30}, none{0, 0};
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_CORE, &none);
    int outcome;
    try {
      outcome = tryPlan(text, path, gpu);
    } catch (const std::bad_alloc &) {
      outcome = tooLarge;
    }
    std::fflush(stderr);
    _exit(outcome);
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::filesystem::remove(path);
  return status;
}

//===-- the corpus ------------------------------------------------------------------------------===//

struct Plan {
  OwningOpRef<ModuleOp> module;
  std::string text;
};

/// The module with one of its plans and what that uses.
OwningOpRef<ModuleOp> alone(ModuleOp whole, StringRef plan) {
  OwningOpRef<ModuleOp> module(whole.clone());
  llvm::StringSet<> used;
  for (auto op : llvm::make_early_inc_range(module->getOps<mf::tile::PlanOp>()))
    if (op.getName() != plan)
      op.erase();
  module->walk([&](Operation *op) {
    if (auto launch = dyn_cast<mf::tile::LaunchOp>(op))
      used.insert(launch.getKernel());
    if (auto buffer = dyn_cast<mf::tile::BufferOp>(op); buffer && buffer.getSymbol())
      used.insert(*buffer.getSymbol());
  });
  for (Operation &op : llvm::make_early_inc_range(*module->getBody())) {
    auto name = op.getAttrOfType<StringAttr>(isa<mf::tile::KernelOp>(op) ? "sym_name" : "name");
    if (!isa<mf::tile::PlanOp>(op) && (!name || !used.contains(name)))
      op.erase();
  }
  return module;
}

std::string printed(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream out(text);
  module->print(out, OpPrintingFlags().useLocalScope());
  return text + "\n";
}

void read(MLIRContext &context, const std::string &path, std::vector<Plan> &corpus) {
  std::string text;
  try {
    text = mf::compiler::Session().compile(mf::compiler::Source::file(path)).bytes(mf::compiler::Emit::kernels);
  } catch (const mf::compiler::CompileError &) {
    return; // a test of what is refused
  }
  auto whole = parseSourceString<ModuleOp>(text, ParserConfig(&context));
  if (!whole)
    return;
  for (auto plan : whole->getOps<mf::tile::PlanOp>()) {
    Plan found{alone(*whole, plan.getName()), ""};
    found.text = printed(*found.module);
    // large ones are mutated where it matters too rarely
    if (found.text.size() < 12'000)
      corpus.push_back(std::move(found));
  }
}

void loadContext(MLIRContext &context) {
  context.disableMultithreading();
  context.loadDialect<mf::ir::MfDialect, mf::tile::MftDialect, arith::ArithDialect, math::MathDialect, memref::MemRefDialect, affine::AffineDialect>();
  context.getDiagEngine().registerHandler([](Diagnostic &) { return success(); });
}

//===-- all mutants -----------------------------------------------------------------------------===//

struct Options {
  int64_t count = 300, first = 0, seconds = 10;
  std::string keep = ".", again;
  std::vector<std::string> files;

  Options(int argc, char **argv) {
    for (int i = 1; i < argc; ++i) {
      std::string option = argv[i];
      if (option.rfind("--", 0) != 0 || i + 1 == argc)
        files.push_back(option);
      else if (option == "--keep" || option == "--again")
        (option == "--keep" ? keep : again) = argv[++i];
      else
        (option == "--count" ? count : option == "--seconds" ? seconds : first) = std::atoll(argv[++i]);
    }
  }
};

std::string mutant(const std::vector<Plan> &corpus, int64_t number) {
  mf::fuzz::Random random{uint64_t(number)};
  const Plan &plan = corpus[size_t(number) % corpus.size()];
  return random.oneIn(3) ? mf::fuzz::mutateText(plan.text, random) : mf::fuzz::mutateOps(*plan.module, random);
}

class Tally {
public:
  explicit Tally(std::string keep) : keep(std::move(keep)) {}
  int64_t findings = 0;

  void add(int64_t number, const std::string &text, int status, const std::string &log) {
    bool outOfTime = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    std::string what = outOfTime ? "ran out of time" : WIFSIGNALED(status) ? "signals" : WEXITSTATUS(status) <= silent ? outcomeNames[WEXITSTATUS(status)] : "unknown exit codes";
    ++counts[what];
    bool good = outOfTime || (WIFEXITED(status) && WEXITSTATUS(status) <= fine);
    findings += !good;
    if (good && !outOfTime && WEXITSTATUS(status) != notLoaded)
      return;
    std::string path = keep + "/plan-" + std::to_string(number);
    std::ofstream(path + ".mlir") << text;
    std::error_code ignored;
    std::filesystem::copy_file(log, path + ".log", std::filesystem::copy_options::overwrite_existing, ignored);
    std::printf("%s.mlir: %s%s\n", path.c_str(), what.c_str(), WIFSIGNALED(status) ? (" " + std::to_string(WTERMSIG(status))).c_str() : "");
  }
  void print() const {
    for (const auto &[outcome, times] : counts)
      std::printf(" %lld %s,", (long long)times, outcome.c_str());
    std::printf(" %lld findings\n", (long long)findings);
  }

private:
  std::string keep;
  std::map<std::string, int64_t> counts;
};

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  std::setvbuf(stdout, nullptr, _IOLBF, 0); // a long run is looked at while it runs
  std::string artifact = std::filesystem::temp_directory_path() / ("plan-fuzz-" + std::to_string(getpid()) + ".mfa");
  if (!options.again.empty()) {
    std::stringstream text;
    text << std::ifstream(options.again).rdbuf();
    std::printf("%s\n", outcomeNames[tryPlan(text.str(), artifact, true)]);
    return 0;
  }
  MLIRContext context;
  loadContext(context);
  std::vector<Plan> corpus;
  for (const std::string &file : options.files)
    read(context, file, corpus);
  if (corpus.empty()) {
    std::fprintf(stderr, "plan-fuzz: no program in the files\n");
    return 2;
  }
  Tally tally(options.keep);
  for (int64_t number = options.first; number < options.first + options.count; ++number) {
    std::string text = mutant(corpus, number);
    tally.add(number, text, tryApart(text, artifact, number % 4 == 0, rlim_t(options.seconds)), artifact + ".log");
  }
  std::filesystem::remove(artifact + ".log");
  std::printf("%lld mutants of %zu plans:", (long long)options.count, corpus.size());
  tally.print();
  return tally.findings != 0;
}
