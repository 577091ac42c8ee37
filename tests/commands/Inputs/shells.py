"""The completion of bash, and that the page of options has all of them. usage: shells.py MFCC ROOT"""
import re
import subprocess
import sys

mfcc, root = sys.argv[1:]
script = subprocess.run([mfcc, "completion", "bash"], stdout=subprocess.PIPE, text=True, check=True).stdout


def complete(*words):
    line = " ".join(f"'{word}'" for word in words)
    result = subprocess.run(["bash", "-c", f'{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _mfcc; echo "${{COMPREPLY[@]}}"'],
                            stdout=subprocess.PIPE, text=True, check=True)
    return result.stdout.split()


assert complete("mfcc", "tr") == ["train"]
assert complete("mfcc", "help", "ins") == ["inspect"]
assert complete("mfcc", "train", "--st") == ["--steps"]
assert complete("mfcc", "sample", "run", "--solver", "") == ["euler", "heun", "midpoint"]
assert complete("mfcc", "train", root + "/examples/dig") == [root + "/examples/digits.toml"]
assert complete("mfcc", "train", "--steps", "") == []
assert subprocess.run([mfcc, "completion", "zsh"], stdout=subprocess.PIPE, text=True, check=True).stdout.startswith("#compdef mfcc\n")

page = open(root + "/docs/command-line.md", encoding="utf-8").read()
sections = {}
for section in page.split("\n## ")[1:]:
    head, text = section.split("\n", 1)
    for command in re.findall(r"mfcc (\w+)", head):
        sections[command] = text
commands = re.search(r"compgen -W '([^']*)help --help --version'", script)[1].split()
for command in commands:
    assert command in sections, f"docs/command-line.md: no section for mfcc {command}"
    words = re.search(rf"\n    {command}\)\n.*?words='([^']*)'", script, re.S)[1].split()
    for word in words:
        if word.startswith("--") and word not in ("--help", "--output"):
            assert word in sections[command], f"docs/command-line.md: mfcc {command}: nothing about {word}"
