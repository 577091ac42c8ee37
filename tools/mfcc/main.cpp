//===- main.cpp - mfcc: compiles, trains and runs models ------------------------------------------===//
// Exit codes: 0 done, 1 the user's input is wrong or the machine cannot do it (one clear line), 2 usage, 3 our own fault, 128 + N ended by signal N.
//===----------------------------------------------------------------------------------------------===//
#include "compiler/api/Session.h"
#include "compiler/api/TemporaryFile.h"
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Standard.h"
#include "tools/mfcc/Version.h"
#include "training/UserError.h"
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <new>
#include <system_error>

namespace mf::tool {

static void addCommands(CommandLine &app) {
  addCompile(app);
  addTrain(app);
  addSample(app);
  addGenerate(app);
  addEval(app);
  addEncode(app);
  addDecode(app);
  addRun(app);
  addVerify(app);
  addInspect(app);
  addExplain(app);
  addBench(app);
  addConfigs(app);
  addSweep(app);
  addDoctor(app);
  addCompletion(app);
}

static int say(const std::string &text, int code) {
  std::fflush(stdout); // what was printed before stands before
  std::fprintf(stderr, "%s\n", compiler::inEditorsForm(text, "mfcc").c_str());
  return code;
}

static int sayOurs(const std::exception &e) { return say(std::string("internal error: ") + e.what() + "; please report it with the program that shows it", 3); }

static int run(int argc, char **argv) {
  CommandLine app("mfcc", "a compiler for flow-based generative models", versionText());
  addCommands(app);
  try {
    return app.run(argc, argv);
  } catch (const UsageError &e) {
    return say(e.what(), 2);
  } catch (const Interrupted &e) {
    return say(e.what(), 128 + e.signal);
  } catch (const UserError &e) {
    return say(e.what(), 1);
  } catch (const compiler::CompileError &e) {
    return e.fault() == compiler::Fault::user ? say(e.what(), 1) : sayOurs(e);
  } catch (const std::filesystem::filesystem_error &e) { // a name that is too long, a folder that may not be read
    return say((e.path1().empty() ? "" : e.path1().string() + ": ") + e.code().message(), 1);
  } catch (const std::system_error &e) { // a limit of the machine: no thread can be made
    return say(e.what(), 1);
  } catch (const std::bad_alloc &) {
    return say("not enough memory", 1);
  } catch (const std::exception &e) {
    return sayOurs(e);
  }
}

} // namespace mf::tool

extern "C" void endCleanly(int signal) {
  mf::compiler::removeTemporaryFiles();
  raise(signal); // its own action is back
}

int main(int argc, char **argv) {
  for (int signal : {SIGINT, SIGTERM, SIGHUP})
    if (std::signal(signal, SIG_IGN) != SIG_IGN) { // nohup
      struct sigaction action {};
      action.sa_handler = endCleanly;
      action.sa_flags = SA_RESETHAND | SA_NODEFER;
      sigaction(signal, &action, nullptr);
    }
  mf::tool::openStandard();
  int code = mf::tool::run(argc, argv);
  return mf::tool::closeStandard() || code ? code : 1;
}
