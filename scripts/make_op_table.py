#!/usr/bin/env python3
"""docs/generated/op-table.md: op x what stands behind it. --check: exit 1 where it has drifted.

Cells come from what is there: records (verifier, JVP, transpose), dialect/mf/eval (evaluator), the files
tests/dialect/rules/<op>.mlir, and for the kernels tests/crosscheck/<op>.mlir and the options it is run with.
"""
import re
import sys

import dialect_records
from dialect_records import ROOT

PAGE = ROOT / "docs/generated/op-table.md"
COMMAND = "scripts/make_op_table.py"
HEAD = """<!-- Written by scripts/make_op_table.py from what is there: change that. -->
# What stands behind each op

- verifier: `yes` an own one (each message has a test in tests/dialect/errors), `types` what the record says of types suffices.
- JVP, transpose: `rule`; `zero` the derivative is zero; `decomposed` through the op's decomposition; `not linear` no transpose is
  needed, as the tangent is made of other ops; `-` nothing to transpose or to differentiate. Loops and regions: see [derivatives.md](../derivatives.md).
- evaluator: `meaning` the expression in the record, `eval` a function in dialect/mf/eval, `structure` part of the program, computes nothing.
- CPU, PTX: tests in tests/crosscheck that compare a generated kernel with the evaluator; empty: none yet.
- test: `yes` tests/dialect/rules/OP.mlir; rules are compared with differences and by the adjoint identity there.

| op | verifier | JVP | transpose | evaluator | CPU kernel | PTX kernel | test |
|---|---|---|---|---|---|---|---|
"""
STRUCTURE = {"state", "entry", "return", "yield", "jvp", "grad"}


def crosschecked(op, option=""):
    """Whether a file of the op compares generated code with the evaluator, in a run with the option."""
    file = ROOT / f"tests/crosscheck/{op}.mlir"
    runs = re.findall(r"// RUN: (%mf-crosscheck .*)", file.read_text()) if file.exists() else []
    return "yes" if any(option in run for run in runs) else ""


def row(op, evaluator):
    known = re.search(rf"\b{op.cpp}\b", evaluator)
    meaning = "meaning" if op.is_elementwise else "structure" if op.name in STRUCTURE else "eval" if known else ""
    tested = (ROOT / f"tests/dialect/rules/{op.name}.mlir").exists()
    return [f"mf.{op.name}", "yes" if op.has_verifier else "types", op.jvp(), op.transpose(), meaning,
            crosschecked(op.name), crosschecked(op.name, "--cuda"), "yes" if tested else ""]


def page():
    evaluator = "".join(p.read_text() for p in sorted((ROOT / "dialect/mf/eval").glob("*.cpp")))
    rows = [row(op, evaluator) for op in dialect_records.ops()]
    return HEAD + "".join("| " + " | ".join(cells) + " |\n" for cells in rows)


if __name__ == "__main__":
    sys.exit(dialect_records.write_or_check(PAGE, page(), "--check" in sys.argv, COMMAND))
