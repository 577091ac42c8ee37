//===- main.cpp - mfcc: compiles, trains and runs models ------------------------------------------===//
// Exit codes: 0 done, 1 the user's input is wrong or the machine cannot do it (one clear line), 2 usage, 3 our own fault, 128 + N ended by signal N.
//===----------------------------------------------------------------------------------------------===//
#include "compiler/api/Session.h"
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Standard.h"
#include "tools/mfcc/Version.h"
#include "training/UserError.h"
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

/// How long the place "file:line: " or "file:line:column: " is with which the text begins; 0: it begins with none.
static size_t placeOf(const std::string &text) {
  size_t colon = text.find(':'), end = 0;
  for (int numbers = 0; numbers < 2 && colon != std::string::npos && colon > 0; ++numbers) {
    size_t digits = text.find_first_not_of("0123456789", colon + 1);
    if (digits == std::string::npos || digits == colon + 1 || text[digits] != ':')
      break;
    colon = digits;
    end = digits + 1;
  }
  return end && end < text.size() && text[end] == ' ' ? end + 1 : 0;
}

/// A message with a place has the form that editors jump by, file:line: error: text; others begin with the program's name.
static int say(const std::string &text, int code) {
  std::fflush(stdout); // what was printed before stands before
  size_t place = placeOf(text);
  bool named = text.compare(place, 7, "error: ") == 0;
  std::string line = !place ? "mfcc: " + text : text.substr(0, place) + (named ? "" : "error: ") + text.substr(place);
  std::fprintf(stderr, "%s\n", line.c_str());
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

int main(int argc, char **argv) {
  mf::tool::openStandard();
  int code = mf::tool::run(argc, argv);
  return mf::tool::closeStandard() || code ? code : 1;
}
