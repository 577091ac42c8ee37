#!/usr/bin/env python3
"""Runs the code of the pages. Usage: scripts/check_docs.py --mfcc build/bin/mfcc [PAGE ...] [--keep FOLDER]

Blocks of a page (default: README.md, docs/tutorial.md, docs/artifact.md) are taken in order, in one folder of their own:

  ```cpp       first line `// NAME.cpp` or `// NAME.h`: the file of that name; `// from PATH`: an excerpt, which must stand in PATH
  ```c         must compile as C11, with the headers of the repository
  ```sh        commands; run with mfcc on PATH, must end with 0 (`sh fails`: with 1; `sh no-run`: not run)
  ```text      directly after a block that ran: each line must be a line of its output; ... stands for anything

In that folder, `examples` and `configs` are those of the repository. A page that starts with `make` or installs
something marks these blocks no-run.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```\s*$", re.M | re.S)
SECONDS = 300  # a block; the longest takes a few seconds


class Fault(Exception):
    pass


def write_file(code, folder):
    """The file that a cpp block holds, or the check that it is a true excerpt."""
    first, _, rest = code.partition("\n")
    excerpt = re.fullmatch(r"// from (\S+)", first)
    named = re.fullmatch(r"// (\w+\.(?:cpp|h|c))", first)
    if excerpt:
        lines = [line.strip() for line in (ROOT / excerpt[1]).read_text().split("\n")]
        for line in rest.split("\n"):
            if line.strip() and line.strip() != "// ..." and line.strip() not in lines:
                raise Fault(f"{excerpt[1]} has no line '{line.strip()}'")
    elif named:
        (folder / named[1]).write_text(code)  # with its first line, so that line numbers are those of the page
    else:
        raise Fault(f"a cpp block begins with `// NAME.cpp` or `// from PATH`, got '{first}'")


def run_shell(code, expected, folder, mfcc):
    environment = dict(os.environ, PATH=f"{mfcc.parent}:{os.environ['PATH']}", NO_COLOR="1")
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", code], cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS)
    if done.returncode != expected:
        raise Fault(f"exit code {done.returncode}, expected {expected}\n{code}--- it printed\n{done.stdout}")
    return done.stdout


def compile_c(code):
    done = subprocess.run(["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{ROOT}", "-x", "c", "-"], input=code, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise Fault(f"does not compile\n{done.stdout}")


def compare(text, output):
    printed = output.split("\n")
    for line in text.rstrip("\n").split("\n"):
        words = re.escape(" ".join(line.split())).replace(r"\.\.\.", ".*").replace(r"\ ", r"\s+")
        if words.strip() and not any(re.search(words, " ".join(p.split())) for p in printed):
            raise Fault(f"expected a line '{line.strip()}', got\n{output}")


def check_page(page, folder, mfcc):
    """Runs the blocks of a page; returns how many."""
    text, output, count = page.read_text(), None, 0
    for match in BLOCK.finditer(text):
        language, mark, code = match[1], match[2].strip(), match[3]
        try:
            if language == "cpp":
                write_file(code, folder)
            elif language == "c":
                compile_c(code)
            elif language == "sh" and mark in ("", "fails"):
                output = run_shell(code, 1 if mark else 0, folder, mfcc)
            elif language == "text" and output is not None:
                compare(code, output)
            else:
                if language == "sh" and mark != "no-run":
                    raise Fault(f"unknown mark '{mark}', expected fails or no-run")
                output = None
                continue
        except (Fault, subprocess.TimeoutExpired, OSError) as fault:
            line = text.count("\n", 0, match.start()) + 1
            print(f"{page}:{line}: {fault}")
            sys.exit(1)
        if language != "sh":
            output = None
        count += 1
    return count


def check_reference():
    """Every public function of mf.h is named in docs/dsl.md."""
    header = (ROOT / "dsl/include/mf/mf.h").read_text()
    header = re.sub(r"namespace detail \{.*?\n\} // namespace detail", "", header, flags=re.S)
    page = (ROOT / "docs/dsl.md").read_text()
    names = set(re.findall(r"^(?:template <[^>]*> )?(?:inline )?(?:Tensor|Rng|Rows|auto|Dtype|bool|void|std::\S+(?: \S+>)?) (\w+)\(", header, re.M))
    missing = sorted(name for name in names if not re.search(rf"\b{name}\b", page))
    if missing:
        sys.exit(f"docs/dsl.md: says nothing of {', '.join(missing)} (dsl/include/mf/mf.h)")
    print(f"docs/dsl.md: {len(names)} functions")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", nargs="*", default=[ROOT / "README.md", ROOT / "docs/tutorial.md", ROOT / "docs/artifact.md"])
    parser.add_argument("--mfcc", default=ROOT / "build/bin/mfcc")
    parser.add_argument("--keep", help="work in this folder and leave it")
    options = parser.parse_args()
    mfcc = pathlib.Path(options.mfcc).resolve()
    if not mfcc.exists():
        sys.exit(f"{mfcc}: expected the built mfcc, got no file")
    check_reference()
    for page in map(pathlib.Path, options.pages):
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(options.keep or temporary)
            folder.mkdir(exist_ok=True)
            for name in ["examples", "configs"]:
                if not (folder / name).exists():
                    (folder / name).symlink_to(ROOT / name)
            print(f"{page}: {check_page(page, folder, mfcc)} blocks")


main()
