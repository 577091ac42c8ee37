// Plans and kernels that are almost right: mutates the text of kernel-level modules and, for each mutant, verifies, compiles,
// loads and runs it in a process of its own. A mutant is refused or run, never a signal.
// Usage: plan-fuzz [--count N] [--seed S] [--keep FOLDER] FILE.mlir ...     (graphs are lowered first)
#include "codegen/api/Compile.h"
#include "dialect/mf/Mf.h"
#include "dialect/plan/Plan.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "passes/Passes.h"
#include "runtime/api/mfrt.h"
#include "llvm/Support/ErrorHandling.h"
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <new>
#include <random>
#include <regex>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mlir;

namespace {

enum Outcome { ran = 0, refused = 1, notLoaded = 2, notRun = 3 };
const char *const outcomeNames[] = {"ran", "refused by the compiler", "refused by the loader", "refused by the null device"};

//===-- mutation --------------------------------------------------------------------------------===//

class Mutator {
public:
  Mutator(std::string text, uint64_t seed) : text(std::move(text)), random(seed) {}

  std::string mutate() {
    int count = 1 + int(random() % 4);
    for (int i = 0; i < count; ++i)
      random() % 5 ? replaceToken() : changeLines();
    return text;
  }

private:
  using Pool = std::vector<std::string>;
  template <typename List> const std::string &any(const List &list) { return list[random() % list.size()]; }

  std::string otherNumber(const std::string &number) {
    static const Pool pool = {"0", "1", "2", "3", "7", "16", "63", "64", "65", "-1", "-2", "1024", "2147483647", "2147483648", "4294967296", "9223372036854775807", "-9223372036854775808"};
    int64_t value = std::strtoll(number.c_str(), nullptr, 10);
    switch (random() % 4) {
    case 0: return std::to_string(uint64_t(value) + 1);
    case 1: return std::to_string(value - (value > INT64_MIN));
    case 2: return std::to_string(uint64_t(value) * 2);
    default: return any(pool);
    }
  }

  /// A token of the same kind: from a list of known words, or any other of the text.
  std::string other(const std::string &token, const Pool &tokens) {
    static const std::vector<Pool> kinds = {
        {"f32", "f64", "bf16", "i1", "i8", "i32", "i64", "index", "f16", "i7"},
        {"arena", "argument", "result", "state", "constant"},
        {"eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge", "olt", "oeq", "une"},
        {"sum", "prod", "max", "min"},
        {"arith.addi", "arith.subi", "arith.muli", "arith.divsi", "arith.divui", "arith.remsi", "arith.remui", "arith.shli", "arith.andi", "arith.maxsi", "arith.minui", "arith.xori"},
        {"arith.addf", "arith.mulf", "arith.divf", "arith.remf", "arith.maximumf", "arith.minnumf", "math.powf", "math.atan2", "math.copysign"},
        {"math.exp", "math.tanh", "math.erf", "math.sqrt", "math.floor", "math.sin", "math.cbrt", "math.roundeven", "arith.negf", "math.absf"},
        {"arith.index_cast", "arith.extsi", "arith.extui", "arith.trunci", "arith.sitofp", "arith.fptosi", "arith.extf", "arith.truncf", "arith.bitcast"},
        {"mft.tile", "mft.fold", "mft.load", "mft.store", "mft.yield", "mft.launch", "mft.loop", "mft.buffer", "mft.contract"},
        {"floordiv", "mod", "ceildiv", "+", "-", "*"},
        {"trips", "offset", "index", "symbol", "count", "mask", "else", "reduce", "init"}};
    if (std::isdigit((unsigned char)token[0]) || (token[0] == '-' && token.size() > 1))
      return otherNumber(token);
    for (const Pool &kind : kinds)
      if (std::find(kind.begin(), kind.end(), token) != kind.end())
        return any(kind);
    Pool same;
    for (const std::string &t : tokens)
      if (t[0] == token[0] && t != token)
        same.push_back(t);
    return same.empty() ? "" : any(same);
  }

  void replaceToken() {
    static const std::regex pattern(R"([%@^#][\w.]+|"[^"]*"|-?\d+|[a-z_][\w.]*|[-+*(){}\[\],:<>=])");
    Pool tokens;
    std::vector<size_t> places;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
      tokens.push_back(it->str());
      places.push_back(size_t(it->position()));
    }
    if (tokens.empty())
      return;
    size_t at = random() % tokens.size();
    if (!std::isalnum((unsigned char)tokens[at][0]) && !std::strchr("%@-", tokens[at][0]))
      at = random() % tokens.size(); // punctuation more rarely: it all but never parses
    text.replace(places[at], tokens[at].size(), random() % 20 ? other(tokens[at], tokens) : "");
  }

  void changeLines() {
    Pool lines;
    std::stringstream in(text);
    for (std::string line; std::getline(in, line);)
      lines.push_back(line);
    if (lines.size() < 2)
      return;
    size_t a = random() % lines.size(), b = random() % lines.size();
    switch (random() % 3) {
    case 0: lines.erase(lines.begin() + long(a)); break;
    case 1: lines.insert(lines.begin() + long(b), std::string(lines[a])); break;
    default: std::swap(lines[a], lines[b]);
    }
    text.clear();
    for (const std::string &line : lines)
      text += line + "\n";
  }

  std::string text;
  std::mt19937_64 random;
};

//===-- one mutant ------------------------------------------------------------------------------===//

/// Memory for an array of an entry; some bytes that are valid numbers of every type.
mf_array make(std::vector<std::vector<char>> &storage, const mf_array_desc &d) {
  storage.emplace_back(size_t(d.bytes) + 64);
  for (size_t i = 0; i < storage.back().size(); ++i)
    storage.back()[i] = char(i % 5);
  char *aligned = storage.back().data() + (64 - uintptr_t(storage.back().data()) % 64) % 64;
  return {aligned, d.dtype, d.rank, d.shape, d.bytes};
}

bool runAll(mf_program *program) {
  bool good = true;
  for (int32_t e = 0; e < mf_entry_count(program); ++e) {
    const mf_entry_desc *entry = mf_entry_info(program, e);
    std::vector<std::vector<char>> storage;
    std::vector<mf_array> arguments, results;
    for (int32_t i = 0; i < entry->num_arguments; ++i)
      arguments.push_back(make(storage, entry->arguments[i]));
    for (int32_t i = 0; i < entry->num_results; ++i)
      results.push_back(make(storage, entry->results[i]));
    good &= mf_entry_call(program, e, arguments.data(), int32_t(arguments.size()), results.data(), int32_t(results.size())) == MF_OK;
  }
  return good;
}

Outcome tryPlan(MLIRContext &context, const std::string &text, const std::string &path) {
  auto module = parseSourceString<ModuleOp>(text, ParserConfig(&context), "plan.mlir");
  if (!module)
    return refused;
  PassManager manager(&context);
  manager.addPass(mf::passes::createPlanArenaPass());
  if (failed(manager.run(*module)))
    return refused;
  if (!mf::codegen::writeArtifact(*module, path, {}).empty())
    return refused;
  Outcome outcome = ran;
  for (const char *device : {"null", "cpu"}) {
    mf_program *program = nullptr;
    if (mf_program_load(path.c_str(), device, &program) != MF_OK)
      return notLoaded;
    if (!runAll(program))
      outcome = notRun;
    mf_program_free(program);
  }
  return outcome;
}

/// The status of a process that tries the plan.
int tryApart(MLIRContext &context, const std::string &text, const std::string &path) {
  pid_t child = fork();
  if (child == 0) {
    std::freopen("/dev/null", "w", stdout);
    std::freopen("/dev/null", "w", stderr);
    rlimit seconds{20, 20}, memory{rlim_t(6) << 30, rlim_t(6) << 30};
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_AS, &memory);
    // arrays beyond the limit: the compiler's own way is an exception
    llvm::install_bad_alloc_error_handler([](void *, const char *, bool) { _exit(refused); });
    try {
      _exit(tryPlan(context, text, path));
    } catch (const std::bad_alloc &) {
      _exit(refused);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::filesystem::remove(path);
  return status;
}

//===-- the corpus ------------------------------------------------------------------------------===//

/// The kernel-level text of a file: graphs are lowered. The parts between `// -----` are files of their own.
void load(MLIRContext &context, const std::string &path, std::vector<std::string> &corpus) {
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  std::string text = all.str(), mark = "// -----";
  for (size_t begin = 0; begin <= text.size();) {
    size_t end = std::min(text.find(mark, begin), text.size());
    auto module = parseSourceString<ModuleOp>(text.substr(begin, end - begin), ParserConfig(&context));
    begin = end + mark.size();
    if (!module)
      continue;
    if (!module->getOps<mf::ir::EntryOp>().empty()) {
      PassManager manager(&context);
      mf::passes::buildPipeline(manager);
      if (failed(manager.run(*module)))
        continue;
    }
    std::string printed;
    llvm::raw_string_ostream out(printed);
    module->print(out, OpPrintingFlags().useLocalScope());
    // large programs are mutated where it matters too rarely
    if (printed.size() < 20'000)
      corpus.push_back(printed + "\n");
  }
}

void loadContext(MLIRContext &context) {
  context.disableMultithreading();
  context.printOpOnDiagnostic(false);
  context.loadDialect<mf::ir::MfDialect, mf::tile::MftDialect, arith::ArithDialect, math::MathDialect, memref::MemRefDialect, affine::AffineDialect>();
  context.getDiagEngine().registerHandler([](Diagnostic &) { return success(); });
}

} // namespace

int main(int argc, char **argv) {
  int64_t count = 300;
  uint64_t seed = 1;
  std::string keep = ".";
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    std::string option = argv[i];
    if (option.rfind("--", 0) != 0 || i + 1 == argc)
      files.push_back(option);
    else if (option == "--count")
      count = std::atoll(argv[++i]);
    else if (option == "--seed")
      seed = std::strtoull(argv[++i], nullptr, 10);
    else if (option == "--keep")
      keep = argv[++i];
  }
  MLIRContext context;
  loadContext(context);
  std::vector<std::string> corpus;
  for (const std::string &file : files)
    load(context, file, corpus);
  if (corpus.empty()) {
    std::fprintf(stderr, "plan-fuzz: no program in the files\n");
    return 2;
  }
  std::string artifact = std::filesystem::temp_directory_path() / ("plan-fuzz-" + std::to_string(getpid()) + ".mfa");
  std::map<std::string, int64_t> tally;
  int64_t signals = 0;
  for (int64_t i = 0; i < count; ++i) {
    uint64_t number = seed * 1'000'000 + uint64_t(i);
    std::string text = Mutator(corpus[size_t(i) % corpus.size()], number).mutate();
    int status = tryApart(context, text, artifact);
    if (WIFEXITED(status) && WEXITSTATUS(status) <= notRun) {
      ++tally[outcomeNames[WEXITSTATUS(status)]];
    } else if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) {
      ++tally["ran out of time"];
    } else {
      ++signals;
      std::string path = keep + "/plan-" + std::to_string(number) + ".mlir";
      std::ofstream(path) << text;
      std::printf("%s: %s %d\n", path.c_str(), WIFSIGNALED(status) ? "signal" : "exit code", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    }
  }
  std::printf("%lld mutants of %zu plans:", (long long)count, corpus.size());
  for (const auto &[outcome, times] : tally)
    std::printf(" %lld %s,", (long long)times, outcome.c_str());
  std::printf(" %lld signals\n", (long long)signals);
  return signals != 0;
}
