#!/usr/bin/env python3
"""Writes the CHECK lines of a .mlir test anew, from what its first RUN line prints.

Usage: tests/tools/update_checks.py BUILD FILE...   then read the difference: the tool asserts what IS.
An entry gets CHECK lines below it where its name is in the line `// CHECKED: name, name`.
"""
import pathlib
import re
import subprocess
import sys

EXPAND = "--mf-decompose --mf-expand-derivatives --canonicalize --mf-merge-equal=forget-roles"


def output(build, path, text):
    run = re.search(r"// RUN: %mf-opt (.*?) \| FileCheck", text)[1]
    command = run.replace("%s", str(path)).replace("%expand", EXPAND)
    return subprocess.run([f"{build}/bin/mf-opt", *command.split()], check=True, capture_output=True, text=True).stdout


def entry(printed, name):
    """The lines of one entry, from its head to its closing brace."""
    lines = printed.splitlines()
    begin = next(i for i, line in enumerate(lines) if line.strip().startswith(f"mf.entry @{name} "))
    end = next(i for i in range(begin, len(lines)) if lines[i] == "  }")
    return [line.strip() for line in lines[begin : end + 1]]


def checks(lines, arguments):
    """CHECK lines: values are named where they are made."""
    names, out = {}, []

    def use(match):
        value = match[0]
        return f"%[[{names[value]}]]" if value in names else value

    def define(value, wanted):
        names[value] = wanted
        return f"%[[{wanted}:.+]]"

    out.append(f"// CHECK-LABEL: {lines[0].split(' arguments')[0]} ")
    counter = 0
    for line in lines[1:-1]:
        if line.startswith("^bb0"):
            for value in re.findall(r"%\w+(?=:)", line):
                fresh = arguments.pop(0) if arguments else f"B{counter}"
                counter += 1
                line = re.sub(re.escape(value) + r"(?=:)", define(value, fresh), line)
            out.append("// CHECK: " + line)
            continue
        left, equals, right = line.partition(" = ")
        if not (equals and left.startswith("%")):
            left, right = "", line
        right = re.sub(r"dense<\[\[.*\]>", "dense<{{.*}}>", right)  # tables say nothing to a reader
        right = re.sub(r"%[\w#]+", use, right).replace("[[[", "{{\\[}}[[").replace("]]]", "]]{{\\]}}")
        if left:
            fresh = []
            for value in re.findall(r"%\w+", left):
                fresh.append(define(value, f"V{counter}"))
                counter += 1
            right = ", ".join(fresh) + (left[left.index(":"):] if ":" in left else "") + " = " + right
        out.append("// CHECK-NEXT: " + right)
    return out


def update(build, path):
    text = re.sub(r"^// CHECK(-LABEL|-NEXT|-NOT)?: .*\n", "", path.read_text(), flags=re.M)
    printed = output(build, path, text)
    for name in re.search(r"^// CHECKED: (.*)$", text, re.M)[1].split(", "):
        head = re.search(rf"^mf\.entry @{name} arguments \[(.*?)\]", text, re.M)
        end = text.index("\n}\n", head.start()) + 3
        arguments = [a.strip().strip('"').upper() for a in head[1].split(",") if a.strip()]
        text = text[:end] + "\n".join(checks(entry(printed, name), arguments)) + "\n" + text[end:]
    path.write_text(text)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for name in sys.argv[2:]:
        update(sys.argv[1], pathlib.Path(name))
