//===- Completion.cpp - mfcc completion: scripts for shells, from the table of commands ---------------===//
#include "tools/mfcc/Commands.h"
#include "training/UserError.h"
#include <cstdio>
#include <fmt/format.h>

namespace mf::tool {

namespace {
/// Names of all options of a command, and a case of the values of those that take one of a list.
std::string caseOf(const Command &command) {
  std::string words, values;
  for (const auto &option : command.options()) {
    if (option->isPositional())
      continue;
    for (const std::string &name : option->names)
      words += name + " ";
    if (!option->checked.values.empty())
      values += fmt::format("        {}) COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return ;;\n", fmt::join(option->names, "|"), fmt::join(option->checked.values, " "));
    else if (!option->takes.empty() && option->takes != "TEXT") // a number: nothing to offer
      values += fmt::format("        {}) return ;;\n", fmt::join(option->names, "|"));
    else if (!option->takes.empty())
      values += fmt::format("        {}) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n", fmt::join(option->names, "|"));
  }
  return fmt::format("    {})\n      case \"$prev\" in\n{}      esac\n      words='{}--help' ;;\n", command.name, values, words);
}

std::string scriptFor(const CommandLine &app, bool zsh) {
  std::string names, cases;
  for (const auto &command : app.commands()) {
    names += command->name + " ";
    cases += caseOf(*command);
  }
  std::string head = zsh ? "#compdef mfcc\nautoload -U +X bashcompinit && bashcompinit\n" : "";
  return head + "# completion of mfcc for " + (zsh ? "zsh" : "bash") + ", made by `mfcc completion`\n" +
         fmt::format("_mfcc() {{\n  local cur=\"${{COMP_WORDS[COMP_CWORD]}}\" prev=\"${{COMP_WORDS[COMP_CWORD-1]}}\" words=''\n  COMPREPLY=()\n"
                     "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W '{}help --help --version' -- \"$cur\"))\n    return\n  fi\n"
                     "  case \"${{COMP_WORDS[1]}}\" in\n{}    help) words='{}' ;;\n  esac\n"
                     "  case \"$cur\" in\n    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
                     "    *) if [ \"${{COMP_WORDS[1]}}\" = help ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")); else COMPREPLY=($(compgen -f -- \"$cur\")); fi ;;\n"
                     "  esac\n}}\ncomplete -o filenames -F _mfcc mfcc\n",
                     names, cases, names);
}
} // namespace

void addCompletion(CommandLine &app) {
  auto *command = app.add_subcommand("completion", "write the completion script of a shell: source <(mfcc completion bash)");
  auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash or zsh")->required()->check(oneOf({"bash", "zsh"}));
  command->callback([&app, shell] { std::fputs(scriptFor(app, *shell == "zsh").c_str(), stdout); });
}

} // namespace mf::tool
