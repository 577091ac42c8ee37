# lit configuration of all .mlir tests. Run one file: lit -v build/tests --filter tanh
import os

import lit.formats

config.name = "mfcc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.mfcc_build, "tests")
# the other folders of tests/ have their own programs; their .mlir files are inputs without RUN lines
folders = {"commands", "crosscheck", "cuda", "dialect", "passes", "tools", "regression"}
config.excludes = sorted(set(os.listdir(config.test_source_root)) - folders) + ["simt", "Inputs"]

config.substitutions += [
    ("%mfcc", os.path.join(config.mfcc_build, "bin", "mfcc")),
    ("%mf-opt", os.path.join(config.mfcc_build, "bin", "mf-opt")),
    ("%mf-crosscheck", os.path.join(config.mfcc_build, "bin", "mf-crosscheck")),
    ("%mf-rulecheck", os.path.join(config.mfcc_build, "bin", "mf-rulecheck")),
    ("%mlir-tblgen", os.path.join(config.llvm_bin, "mlir-tblgen")),
    ("%root", config.mfcc_root),
    ("%python", config.python),
    # options of FileCheck that every test wants
    (r"\bFileCheck\b", os.path.join(config.llvm_bin, "FileCheck") + " --enable-var-scope --dump-input-filter=error"),
    (r"\bnot\b", os.path.join(config.llvm_bin, "not")),
    (r"\bsplit-file\b", os.path.join(config.llvm_bin, "split-file")),
    # the derivative passes and the clean-up that makes their output short enough to check
    ("%expand", "--mf-decompose --mf-factor-products --mf-expand-derivatives --canonicalize --mf-merge-equal=forget-roles"),
]
