#!/usr/bin/env python3
"""Compares the ops of the dialect mf with the files of tests/dialect/rules. Usage: check_op_list.py ROOT"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "scripts"))
import dialect_records  # noqa: E402

ops = {op.name for op in dialect_records.ops()}
files = {path.stem for path in (root / "tests/dialect/rules").glob("*.mlir")}
bad = [f"mf.{name} has no tests/dialect/rules/{name}.mlir" for name in sorted(ops - files)]
bad += [f"tests/dialect/rules/{name}.mlir is of no op" for name in sorted(files - ops)]
for name in sorted(ops & files):
    text = (root / f"tests/dialect/rules/{name}.mlir").read_text()
    for what, pattern in {"FileCheck": r"RUN:.*FileCheck", "mf-rulecheck": r"RUN:.*mf-rulecheck", "the op": rf"^[^/]*\bmf\.{name}\b"}.items():
        if not re.search(pattern, text, re.M):
            bad.append(f"tests/dialect/rules/{name}.mlir does not run {what}")
print("\n".join(bad) or f"{len(ops)} ops, {len(files)} tests")
sys.exit(bool(bad))
