#!/usr/bin/env python3
"""Fails when an include crosses the folders' dependency rule. Usage: scripts/check_layers.py [root]

Includes are written from the root ("dialect/mf/Mf.h"), so the first path components are the layer. The one
exception is the public header of the DSL, which users write as "mf/mf.h" (dsl/include/mf/mf.h).
To allow a new edge, add it to MAY below and to target_link_libraries, and say why in docs/architecture.md.
"""
import graphlib
import pathlib
import re
import sys

# folder -> what it may include beside itself; the longest prefix of a file's path counts
MAY = {
    "dialect/mf": ["dialect/mft/Mft.h"],  # a scalar function that the math dialect lacks is kernels' own
    "dialect/mft": [],
    "dialect/plan": ["dialect/mft"],
    "dsl": ["dialect", "mf"],
    "dsl/include": ["mf"],  # seen by users: nothing else of the project, nothing of MLIR
    "passes": ["dialect", "codegen/target/Target.h"],
    "codegen/common": ["dialect", "runtime/abi"],
    "codegen/target": ["dialect", "runtime/abi"],
    "codegen/cpu": ["codegen/common", "codegen/target", "dialect", "runtime/abi"],
    "codegen/cuda": ["codegen/common", "codegen/target", "dialect", "runtime/abi"],
    "codegen/artifact": ["codegen/target", "dialect", "runtime/abi"],
    "codegen/api": ["codegen/artifact", "codegen/cpu", "codegen/cuda", "codegen/target", "dialect", "runtime/abi"],
    "runtime/abi": [],
    "runtime/api": ["runtime/abi"],
    "runtime/core": ["runtime/abi", "runtime/api"],
    "runtime/cpu": ["runtime/abi", "runtime/api", "runtime/core"],
    "runtime/null": ["runtime/abi", "runtime/api", "runtime/core"],
    "options": [],
    "models": ["mf", "options"],
    "training": ["options", "runtime/api", "runtime/abi"],
    "compiler": ["dialect", "mf", "options", "passes", "codegen", "models", "training/config", "training/UserError.h"],
    "compiler/api": ["mf"],  # seen by users: nothing of MLIR
    "compiler/standalone": ["runtime/api"],  # compiled where an executable is linked
    "examples": ["mf", "models", "runtime/api", "compiler/api"],
    "tools/mfcc": ["compiler/api", "compiler/config", "mf", "models", "options", "runtime/api", "runtime/abi", "training"],
    "tools/mf-opt": ["dialect", "passes", "codegen"],
    "bench": ["models", "mf/mf.h", "dsl", "dialect", "passes", "codegen", "compiler/api", "runtime/api", "runtime/abi", "runtime/cpu"],
    "tests": ["dialect", "dsl", "mf", "options", "passes", "codegen", "runtime", "models", "training", "compiler", "tools"],
}
TOPS = {"mf"} | {key.split("/")[0] for key in MAY}
OUTSIDE = {"mlir", "mlir-c", "llvm", "llvm-c", "CLI", "nlohmann", "toml++", "fmt", "spdlog", "catch2", "cblas.h"}
# what a layer must not know of, as patterns of includes in quotes or angle brackets
BAN = {
    "dsl/include": r"^(mlir|llvm)/",
    "runtime": r"^(mlir|llvm|fmt|toml\+\+|nlohmann|CLI)\b|^(c[a-z]+|string|vector|memory|map|iostream)$",
    "models": r"^(mlir|llvm)/|^filesystem$|^fstream$",
    "compiler": r"^(nlohmann|CLI)/",
    "compiler/api": r"^(mlir|llvm)/",
    "tools/mfcc": r"^(mlir|llvm)/",
    "training": r"^(mlir|llvm)/",
    "examples": r"^(mlir|llvm)/",
    "dialect": r"^(toml\+\+|nlohmann|CLI)/",
    "passes": r"^(toml\+\+|nlohmann|CLI)/",
    "codegen": r"^(toml\+\+|nlohmann|CLI)/",
}
INCLUDE = re.compile(r'^\s*#?\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.M)
SUFFIXES = {".h", ".c", ".cpp", ".td"}


def check_rule():
    """The rule itself must be free of cycles: raises graphlib.CycleError."""
    graph = {}
    for source, targets in MAY.items():
        top = source.split("/")[0]
        for target in targets:
            other = "dsl" if target == "mf" else target.split("/")[0]
            if other != top:
                graph.setdefault(top, set()).add(other)
    list(graphlib.TopologicalSorter(graph).static_order())


def layer_of(path):
    return max((key for key in MAY if path.startswith(key + "/")), key=len, default=None)


def fault(layer, relative, name, quoted, root):
    """Why this include is wrong, or ''."""
    for prefix, pattern in BAN.items():
        if (layer + "/").startswith(prefix + "/") and re.search(pattern, name):
            return f"{prefix} must not know of it"
    top = name.split("/")[0]
    if top in TOPS:
        allowed = [layer, *MAY[layer]]
        if not any(name == prefix or name.startswith(prefix + "/") for prefix in allowed):
            return f"{layer} may include only {', '.join(allowed)}"
        return ""
    if quoted and top not in OUTSIDE and (root / relative).parent.joinpath(name).exists():
        return "write the path from the root"
    return ""


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    check_rule()
    faults, seen = [], 0
    for layer in sorted({key.split("/")[0] for key in MAY}):
        for path in sorted((root / layer).rglob("*")):
            relative = path.relative_to(root).as_posix()
            if path.suffix not in SUFFIXES or layer_of(relative) is None:
                continue
            text = path.read_text(errors="replace")
            for match in INCLUDE.finditer(text):
                seen += 1
                why = fault(layer_of(relative), relative, match[1] or match[2], match[1] is not None, root)
                if why:
                    line = text.count("\n", 0, match.start(1 if match[1] else 2)) + 1
                    faults.append(f"{relative}:{line}: {match[1] or match[2]}: {why}")
    if faults:
        print("\n".join(faults))
        return 1
    print(f"check_layers: {seen} includes, none crosses")
    return 0


sys.exit(main())
