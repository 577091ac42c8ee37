#!/usr/bin/env python3
"""docs/generated/ops.md: every op of the dialect mf, from its record. --check: exit 1 where it has drifted."""
import sys

import dialect_records

PAGE = dialect_records.ROOT / "docs/generated/ops.md"
COMMAND = "scripts/make_op_reference.py"
TITLES = {
    "Elementwise": "Elementwise", "Shape": "Moving elements", "Reduction": "Reductions, scans and sorts",
    "Contraction": "Contractions, convolutions and Fourier transforms", "Random": "Random numbers",
    "Composite": "Composites", "Fused": "Kernels of several products", "Program": "State, entries, loops and derivatives",
}


def rules(op):
    """How the op is differentiated, as a sentence."""
    jvp, transpose = op.jvp(), op.transpose()
    if jvp == "decomposed":
        return "Derivatives: through its decomposition."
    if jvp == "zero":
        return "Derivative: zero."
    if jvp == "rule":
        linear = {"rule": "Linear or multilinear: it has a transpose rule.", "decomposed": "Transposed through its decomposition."}
        return linear.get(transpose, "Not linear: its tangent is made of other ops.")
    if jvp == "-":
        return ""
    return f"Derivatives: forward {jvp}, backward {transpose}."


def section(op):
    lines = [f"### mf.{op.name}", "", op.summary, ""]
    description = " ".join(op.description.split())
    if description:
        lines += [description, ""]
    if op.syntax:
        lines += ["```", f"mf.{op.name} {op.syntax}", "```", ""]
    rows = [(name, what, "attribute" if attribute else "operand") for name, what, attribute in op.arguments()]
    rows += [(name, what, "result") for name, what in op.results()]
    if rows:
        lines += ["| name | | |", "|---|---|---|"] + [f"| `{name}` | {kind} | {what} |" for name, what, kind in rows] + [""]
    if op.is_elementwise:
        lines += [f"Meaning, in C++ on doubles: `{' '.join(op.record['meaning'].split())}`", ""]
    sentence = rules(op)
    if sentence:
        lines += [sentence, ""]
    return lines


def page():
    lines = ["<!-- Written by scripts/make_op_reference.py from dialect/mf/*.td: change those. -->", "# The dialect mf, op by op", ""]
    lines += ["Tensors have static shapes; bf16 is a storage and contraction-input type. Which checks stand behind each op: [op-table.md](op-table.md).",
              "How derivatives are made of the rules: [derivatives.md](../derivatives.md).", ""]
    family = None
    for op in dialect_records.ops():
        if op.family != family:
            family = op.family
            lines += [f"## {TITLES[family]}", "", f"Defined in `dialect/mf/{op.file}`.", ""]
        lines += section(op)
    return "\n".join(lines).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.exit(dialect_records.write_or_check(PAGE, page(), "--check" in sys.argv, COMMAND))
