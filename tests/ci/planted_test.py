#!/usr/bin/env python3
"""Plants one fault of each kind in a small tree and expects the checks to name it. Usage: planted_test.py SCRIPTS"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SCRIPTS = pathlib.Path(sys.argv[1])


def run(script, root):
    done = subprocess.run([str(SCRIPTS / script), str(root)], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def expect(script, files, *words):
    """The script must fail on this tree and say all of the words; without words it must pass."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        if script == "check_paths.sh":
            (root / "scripts").mkdir(exist_ok=True)
            shutil.copy(SCRIPTS / "check_paths.allow", root / "scripts")
        code, output = run(script, root)
    good = code == (1 if words else 0) and all(word in output for word in words)
    if not good:
        sys.exit(f"{script} on {files}: expected {words or 'no fault'}, got code {code}:\n{output}")


def include(name):
    return f'#pragma once\n#include "{name}"\n'


LAYERS = "check_layers.py"
expect(LAYERS, {"passes/A.h": include("dialect/mf/Mf.h"), "codegen/cpu/A.h": include("runtime/abi/mf_abi.h")})
expect(LAYERS, {"dialect/mf/A.h": include("passes/Passes.h")}, "dialect/mf/A.h:2", "dialect/mf may include only")
expect(LAYERS, {"codegen/cpu/A.h": include("codegen/cuda/Cuda.h")}, "codegen/cpu may include only")
expect(LAYERS, {"runtime/core/a.c": include("codegen/api/Compile.h")}, "runtime/core may include only")
expect(LAYERS, {"runtime/core/a.c": "#include <mlir/IR/Value.h>\n"}, "runtime must not know of it")
expect(LAYERS, {"runtime/core/a.c": "#include <vector>\n"}, "runtime must not know of it")
expect(LAYERS, {"models/layers/a.cpp": include("mlir/IR/Value.h")}, "models must not know of it")
expect(LAYERS, {"models/layers/a.cpp": include("training/Trainer.h")}, "models may include only")
expect(LAYERS, {"dsl/include/mf/mf.h": include("dialect/mf/Mf.h")}, "dsl/include may include only")
expect(LAYERS, {"training/a.cpp": include("dialect/mf/Mf.h")}, "training may include only")
expect(LAYERS, {"tools/mfcc/a.cpp": include("tests/runtime/Fixture.h")}, "tools/mfcc/a.cpp")
expect(LAYERS, {"tools/mfcc/a.cpp": include("compiler/Unit.h")}, "tools/mfcc may include only")
expect(LAYERS, {"compiler/api/A.h": include("compiler/Unit.h")}, "compiler/api may include only")
expect(LAYERS, {"compiler/api/A.h": include("mlir/IR/Value.h")}, "compiler/api must not know of it")
expect(LAYERS, {"compiler/A.cpp": include("training/UserError.h") + include("training/config/Config.h")})
expect(LAYERS, {"compiler/A.cpp": include("training/Trainer.h")}, "compiler may include only")
expect(LAYERS, {"passes/a.cpp": include("B.h"), "passes/B.h": ""}, "write the path from the root")
expect(LAYERS, {"dialect/mf/A.td": 'include "passes/A.td"\n'}, "dialect/mf may include only")

SIZES = "check_sizes.py"
body = "".join(f"  x += {i};\n" for i in range(90))
expect(SIZES, {"passes/A.cpp": "void f() {\n  int x = 0;\n}\n"})
expect(SIZES, {"passes/A.cpp": "// long\n" * 801}, "passes/A.cpp: 801 lines")
expect(SIZES, {"passes/A.cpp": f"namespace a {{\nstruct S {{\n  void longer(int x) const {{\n{body}  }}\n}};\n}}\n"}, "longer: 92 lines", "A.cpp:3")
expect(SIZES, {"scripts/a.py": f"def longer(x):\n{body.replace(';', '').replace('  ', '    ')}"}, "longer: 91 lines")
expect(SIZES, {"passes/A.cpp": f"// {{ in a comment\nconst char *s = \"{{\";\nvoid f() {{}}\n{body}"})

NAMES = "check_op_names.py"
ops = {"dialect/mf/A.td": "def Mf_TanhOp : Op;\ndef Mf_ForOp : Op;\n"}
expect(NAMES, ops | {"passes/A.cpp": "bool f(Operation *op) { return isa<Elementwise>(op) || isa<tile::LoopOp, tile::TanhOp>(op); }  // isa<TanhOp>\n"})
expect(NAMES, ops | {"passes/A.cpp": "\nbool f(Operation *op) { return isa<Elementwise, TanhOp>(op); }\n"}, "passes/A.cpp:2: asks for TanhOp by name")
expect(NAMES, ops | {"passes/p/A.h": "auto f(Value v) { return v.getDefiningOp<ir::TanhOp>(); }\n"}, "asks for TanhOp by name")
expect(NAMES, ops | {"passes/A.cpp": "void f(Operation *op) { op->walk([&](TanhOp tanh) {}); }\n"}, "asks for TanhOp by name")
kind = "  bool takes(Operation *op) const override { return isa<TanhOp>(op); }\nauto f(Operation *op) { return cast<%s>(op); }\n"
expect(NAMES, ops | {"passes/partition/kinds/Tanh.cpp": kind % "TanhOp"})
expect(NAMES, ops | {"passes/partition/kinds/Tanh.cpp": kind % "ForOp"}, "kinds/Tanh.cpp:2: asks for ForOp by name")
expect(NAMES, ops | {"passes/partition/Empty.cpp": "int x;\n"}, "passes/partition/Empty.cpp does not ask for ForOp any more")

REGISTRIES = "check_registry_names.py"
entries = {"models/architectures/gru.cpp": 'auto x = "gru";\n', "models/methods/drift.cpp": "", "training/config/datasets/birds.cpp": ""}
expect(REGISTRIES, entries | {"tools/mfcc/A.cpp": '// "gru", Method::drift\nauto x = "gru cell";\n', "training/data/sets/birds.cpp": 'auto x = "birds";\n'})
expect(REGISTRIES, entries | {"tools/mfcc/A.cpp": '\nbool f(std::string s) { return s == "gru"; }\n'}, 'tools/mfcc/A.cpp:2: "gru": ask the registry of models/architectures')
expect(REGISTRIES, entries | {"models/program/A.cpp": "bool f(Method m) { return m == Method::drift; }\n"}, "Method::drift")
expect(REGISTRIES, entries | {"training/data/A.cpp": 'auto x = {"birds"};\n'}, '"birds": ask the registry of training/config/datasets')
expect(REGISTRIES, entries | {"training/data/Digits.h": "int x;\n"}, "training/data/Digits.h does not name digits any more")

PATHS = "check_paths.sh"
expect(PATHS, {"docs/a.md": "See passes/A.cpp.\n", "passes/A.cpp": ""})
expect(PATHS, {"docs/a.md": "See passes/B.cpp.\n"}, "docs/a.md:1: there is no passes/B.cpp")
expect(PATHS, {"passes/A.cpp": "int x;\n// tests/passes/gone.mlir\n"}, "passes/A.cpp:2")
expect(PATHS, {"docs/a.md": "[text](b.md)\n"}, "there is no b.md")
expect(PATHS, {"docs/a.md": "tests/dialect/rules/<op>.mlir and dialect/mf/*.td\n"})
# the list of faults is about its own tree: a copy of it in another finds no file and no test there
MUTATE = "mutate.py"
with tempfile.TemporaryDirectory() as name:
    (pathlib.Path(name) / "scripts").mkdir()
    copy = shutil.copy(SCRIPTS / MUTATE, pathlib.Path(name) / "scripts")
    done = subprocess.run([sys.executable, copy, "--check"], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for words in ["epoch-seed: training/data/Batches.cpp: no such file", "epoch-seed: no test case 'every epoch", "sort-nan: no test fits lit's filter crosscheck/sort"]:
        if done.returncode != 1 or words not in done.stdout:
            sys.exit(f"{MUTATE} in an empty tree: expected '{words}', got code {done.returncode}:\n{done.stdout}")
print("planted_test: every planted fault was found")
