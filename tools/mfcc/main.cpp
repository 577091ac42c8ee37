//===- main.cpp - mfcc: compiles, trains and runs models ------------------------------------------===//
// Exit codes: 0 done, 1 the user's input is wrong (one clear line), 2 usage, 3 our own fault.
//===----------------------------------------------------------------------------------------------===//
#include "compiler/api/Session.h"
#include "tools/mfcc/Commands.h"
#include "training/UserError.h"
#include <cstdio>

int main(int argc, char **argv) {
  CLI::App app{"mfcc: a compiler for flow-based generative models", "mfcc"};
  app.set_version_flag("--version", std::string("mfcc ") + mf::compiler::Session::version());
  app.require_subcommand(1);
  mf::tool::addCompile(app);
  mf::tool::addTrain(app);
  mf::tool::addSample(app);
  mf::tool::addEval(app);
  mf::tool::addEncode(app);
  mf::tool::addDecode(app);
  mf::tool::addRun(app);
  mf::tool::addInspect(app);
  mf::tool::addExplain(app);
  mf::tool::addBench(app);
  mf::tool::addConfigs(app);
  mf::tool::addSweep(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError &e) {
    return app.exit(e) == 0 ? 0 : 2;
  } catch (const mf::UserError &e) {
    std::fprintf(stderr, "mfcc: %s\n", e.what());
    return 1;
  } catch (const mf::compiler::CompileError &e) {
    std::fprintf(stderr, "mfcc: %s\n", e.what());
    return e.fault() == mf::compiler::Fault::user ? 1 : 3;
  } catch (const std::exception &e) {
    std::fprintf(stderr, "mfcc: internal error: %s; please report it with the program that shows it\n", e.what());
    return 3;
  }
}
