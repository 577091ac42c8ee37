#!/usr/bin/env python3
"""The C++ of the how-tos that have whole files compiles as it stands there. Usage: howto_test.py SOURCE BUILD CXX"""
import pathlib
import re
import subprocess
import sys
import textwrap

SOURCE, BUILD, CXX = sys.argv[1:4]
PAGES = ["add-an-architecture.md", "add-a-method.md", "add-a-tokenization.md", "add-a-data-set.md", "own-network.md", "attention.md", "from-pytorch.md"]

for page in PAGES:
    text = (pathlib.Path(SOURCE) / "docs/howto" / page).read_text()
    blocks = re.findall(r"^( *)```cpp\n(.*?)^\1```$", text, re.M | re.S)
    if not blocks:
        sys.exit(f"{page}: no C++ in it")
    for _, code in blocks:
        done = subprocess.run([CXX, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror", f"-I{SOURCE}", f"-I{SOURCE}/dsl/include", f"-I{BUILD}", "-x", "c++", "-"],
                              input=textwrap.dedent(code), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            sys.exit(f"{page}:\n{done.stdout}")
print(f"howto_test: {len(PAGES)} pages compile")
