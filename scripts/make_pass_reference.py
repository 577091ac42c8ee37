#!/usr/bin/env python3
"""docs/generated/passes.md: every pass from its record. --check: exit 1 where it has drifted.

The file of a pass is the one that defines its base class, its test the one in tests/ that runs its flag and is named after it.
"""
import re
import sys
import textwrap

import dialect_records
from dialect_records import ROOT

PAGE = ROOT / "docs/generated/passes.md"
COMMAND = "scripts/make_pass_reference.py"
RECORDS = ["passes/Passes.td", "codegen/cpu/Passes.td"]
HEAD = """<!-- Written by scripts/make_pass_reference.py from the records of the passes: change those. -->
# Passes, one by one

Flags of `mf-opt`. Their order, and one example through all of them: [passes.md](../passes.md). How to add one: [CONTRIBUTING.md](../../CONTRIBUTING.md#add-a-pass).
"""


def passes(file):
    """The records of a file, in its order."""
    everything = dialect_records.records(file)
    found = [everything[name] for name in everything["!instanceof"]["Pass"]]
    return [(record, everything) for record in sorted(found, key=lambda r: int(r["!locs"][-1].split(":")[1]))]


def source_of(record, folder):
    """The file that holds the pass."""
    wanted = f"#define GEN_PASS_DEF_{record['!name'].upper()}"
    for path in sorted((ROOT / folder).rglob("*.cpp")):
        if re.search(wanted + r"$", path.read_text(), re.M):
            return path.relative_to(ROOT).as_posix()
    raise SystemExit(f"{record['argument']}: no file below {folder} says {wanted}")


def tests_of(flag):
    name = flag.removeprefix("mf-")
    found = [ROOT / f"tests/passes/{name}{ending}.mlir" for ending in ("", "-invalid")]
    return [path.relative_to(ROOT).as_posix() for path in found if path.exists()]


def cpp_names(dialects):
    return ", ".join(f"`{name.split('::')[-1].removesuffix('Dialect').lower()}`" for name in dialects)


def section(record, everything, folder):
    lines = [f"## --{record['argument']}", "", record["summary"][0].upper() + record["summary"][1:] + f". `{source_of(record, folder)}`.", "",
             " ".join(textwrap.dedent(record["description"]).split()), ""]
    for option in record["options"]:
        option = everything[option["def"]]
        default = option["defaultValue"].strip('"')
        lines += [f"Option `{option['argument']}`: {option['description']}; default `{default}`.", ""]
    if record["dependentDialects"]:
        lines += [f"Brings in the dialects {cpp_names(record['dependentDialects'])}.", ""]
    if tests := tests_of(record["argument"]):
        lines += ["Tests: " + ", ".join(f"`{test}`" for test in tests) + ".", ""]
    return "\n".join(lines)


def page():
    return HEAD + "".join("\n" + section(record, everything, file.rsplit("/", 1)[0]) for file in RECORDS for record, everything in passes(file))


if __name__ == "__main__":
    sys.exit(dialect_records.write_or_check(PAGE, page(), "--check" in sys.argv, COMMAND))
