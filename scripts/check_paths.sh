#!/usr/bin/env bash
# Fails where a page or a comment names a file of this repository that does not exist, and where a link of a page
# leads nowhere. Usage: scripts/check_paths.sh [root]. A placeholder is written <op>, not a made-up name.
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"
list=$(git ls-files 2>/dev/null || true)
if [ -z "$list" ]; then list=$(find . -type f -not -path './build*' | sed 's#^\./##'); fi
python3 - <<PYTHON
import pathlib, re, sys
files = """$list""".split("\n")
tops = "bench|cmake|codegen|compiler|configs|dialect|docs|dsl|examples|models|passes|runtime|scripts|tests|tools|training"
endings = "td|h|c|cpp|mlir|md|toml|py|sh|json|txt|png|safetensors|npz"
named = re.compile(r"(?<![\w/.=<>*{-])((?:%s)/[\w./=-]*\.(?:%s))(?![\w*{<]|\.\w)" % (tops, endings))
link = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
# made by a command or by the build, or an example of a name that a reader would choose
absent = {line.split("#")[0].strip() for line in open("scripts/check_paths.allow")}
faults, seen = [], 0
for name in files:
    path = pathlib.Path(name)
    if name == "tests/ci/planted_test.py" or path.suffix not in {".md", ".h", ".c", ".cpp", ".td", ".py", ".sh", ".txt", ".mlir", ".test"} or not path.is_file():
        continue
    for number, line in enumerate(path.read_text(errors="replace").split("\n"), 1):
        found = [(m, pathlib.Path(m)) for m in named.findall(line)]
        if path.suffix == ".md":
            found += [(m, path.parent / m) for m in link.findall(line)]
        for text, target in found:
            seen += 1
            if target.stem in {"OP", "NAME", "FILE"}:  # stands for any name
                continue
            if not target.exists() and text not in absent:
                faults.append(f"{name}:{number}: there is no {text}")
if faults:
    print("\n".join(sorted(set(faults))))
    sys.exit(1)
print(f"check_paths: {seen} names of files, all there")
PYTHON
