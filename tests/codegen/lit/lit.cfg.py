# lit configuration of the FileCheck tests of codegen/cpu; the build passes -D build=... and -D llvm=...
import os

import lit.formats

config.name = "mfcc-codegen"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir"]
config.test_source_root = os.path.dirname(__file__)
build = lit_config.params["build"]
config.test_exec_root = os.path.join(build, "tests", "codegen", "lit")
config.substitutions += [
    ("%mf-opt", os.path.join(build, "bin", "mf-opt")),
    ("%mlir-translate", os.path.join(lit_config.params["llvm"], "mlir-translate")),
    ("%llc", os.path.join(lit_config.params["llvm"], "llc")),
    (r"\bFileCheck\b", os.path.join(lit_config.params["llvm"], "FileCheck") + " --dump-input-filter=error"),
]
