# lit tests of the CUDA code generator and of mf-simt. Run: ninja -C build check-cuda
import os
import shutil

import lit.formats

config.name = "cuda"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir"]
config.test_source_root = os.path.dirname(__file__)
build = lit_config.params["build"]
config.test_exec_root = os.path.join(build, "tests", "cuda")
llvm_tools = lit_config.params["llvm_tools"]
config.environment["PATH"] = os.pathsep.join([os.path.join(build, "bin"), llvm_tools, "/usr/local/cuda/bin", os.environ["PATH"]])
for name in ["CUDA_HOME", "MF_LIBDEVICE", "HOME"]:
    if name in os.environ:
        config.environment[name] = os.environ[name]

if shutil.which("ptxas", path=config.environment["PATH"]):
    config.available_features.add("ptxas")
else:
    lit_config.note("no ptxas found: the PTX is not assembled")
