#!/usr/bin/env python3
"""Looks for a test of every message in the verifiers of dialect/ and in passes/. Usage: check_error_list.py ROOT

A message is compared by its literal pieces, in order: the values between them are any text.
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sources = [root / "dialect/mf/Verifiers.cpp", *sorted(p for d in ("dialect/mft", "dialect/plan", "passes") for p in (root / d).rglob("*.cpp"))]
tests = "".join(p.read_text() for p in sorted((root / "tests").rglob("*.mlir")))
expected = re.findall(r"expected-error@[^{]*\{\{(.*?)\}\}\s*$", tests, re.M) + re.findall(r"error: (.*)", tests)
bad, count = [], 0
for source in sources:
    text = source.read_text()
    for match in re.finditer(r"emit(?:Op)?Error\((.*?);", text, re.S):
        pieces = re.findall(r'"((?:[^"\\]|\\.)*)"', match[1])
        pieces = [piece for piece in pieces if piece]
        count += 1
        pattern = ".*".join(re.escape(piece) for piece in pieces)
        if not any(re.search(pattern, message) for message in expected):
            line = text.count("\n", 0, match.start()) + 1
            bad.append(f"{source.relative_to(root)}:{line}: no test expects '{' .. '.join(pieces)}'")
print("\n".join(bad) or f"{count} messages, each expected by a test")
sys.exit(bool(bad))
