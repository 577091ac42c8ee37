#!/usr/bin/env python3
"""Fails where the name of an architecture, a method, a tokenization or a data set stands outside of its own files. Usage: scripts/check_registry_names.py [root]

The files of a registry's folder are its list (cmake/Registry.cmake): nobody else has one. What is looked for are texts that are such a name and
nothing more ("mlp"), and enum values (Method::mean_flow). Comments do not count.
"""
import pathlib
import re
import sys

# registry's folder -> its enum in C++ ('' where it has none)
REGISTRIES = {"models/architectures": "Architecture", "models/methods": "Method", "models/tokenization": "TokenizationKind", "training/config/datasets": ""}
FOLDERS = ["cmake", "codegen", "compiler", "dsl", "models", "options", "passes", "runtime", "scripts", "tools", "training"]
SUFFIXES = {".h", ".c", ".cpp", ".py", ".sh", ".cmake", ".js", ".txt"}
# file: name -> why it may stand there
ALLOWED = {
    ("models/architectures/network.h", "mlp"): "the default, in the struct",
    ("models/methods/methods.h", "mean_flow"): "the default, in the struct",
    ("models/tokenization/tokenization.h", "reshape"): "the default, in the struct",
    ("training/data/Digits.h", "digits"): "the class says what it is",
    ("training/data/Mnist.h", "mnist"): "the class says what it is",
    ("training/data/Audio.h", "audio"): "the class says what it is",
    ("training/metrics/Evaluation.cpp", "mdct"): "a metric of this name",
    ("training/report/Comparison.cpp", "mdct"): "a metric of this name",
    ("tools/mfcc/Eval.cpp", "mdct"): "a metric of this name",
    ("training/report/Sections.cpp", "audio"): "an element of HTML",
    ("training/config/datasets/mnist.cpp", "digits"): "a word of a message",
    ("training/data/Mnist.cpp", "images"): "a word in the names of files",
    ("training/Trainer.cpp", "images"): "a word of a message",
}
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)


def code_of(path):
    text = path.read_text(errors="replace")
    if path.suffix in {".h", ".c", ".cpp", ".js"}:
        return COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    return text


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    names = {path.stem: (folder, enum) for folder, enum in REGISTRIES.items() for path in sorted((root / folder).glob("*.cpp"))}
    files = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*")) if path.suffix in SUFFIXES and path.name != pathlib.Path(__file__).name]
    faults, used = [], set()
    for path in files:
        relative, code = path.relative_to(root).as_posix(), code_of(path)
        for name, (folder, enum) in names.items():
            own = relative.startswith((f"{folder}/{name}.", f"training/data/sets/{name}."))
            if own:
                continue
            pattern = rf'"{name}"' + (rf"|\b{enum}::{name}\b" if enum else "")
            for match in re.finditer(pattern, code):
                if (relative, name) in ALLOWED:
                    used.add((relative, name))
                    continue
                line = code.count("\n", 0, match.start()) + 1
                faults.append(f"{relative}:{line}: {match[0]}: ask the registry of {folder} instead: an entry's trait, a row, a field")
    faults += [f"{file} does not name {name} any more: take it out of ALLOWED" for file, name in ALLOWED if (root / file).exists() and (file, name) not in used]
    if faults:
        print("\n".join(faults))
        return 1
    print(f"check_registry_names: {len(names)} names in {len(REGISTRIES)} registries, none stands elsewhere")
    return 0


sys.exit(main())
