#!/usr/bin/env python3
"""Fails when a pass asks an op of the dialect mf by name. Usage: scripts/check_op_names.py [root]

Passes ask ops through interfaces (dialect/mf/MfInterfaces.td), so that a new op needs no word in passes/. What is left are
the ops that a file is about: NAMES says which, and why. An entry that is not used any more is a fault as well.
"""
import pathlib
import re
import sys

CONTROL = "control flow: regions and their ends have no values to ask"
STATE = "state has names, and places of its own"
KIND = "the op that the kind is for"
PARTS = "an array whose parts are computed where they lie in it"
BLOCK = "the update whose points are those of a block"
FUSED = "a region that is one kernel: what is in it is left alone, its arguments are values from outside"
BOUNDS = "numbers of which the analysis knows the bounds; of others it says that it does not, which is never wrong"
NAMES = {
    # file -> {ops: why}
    "passes/ExpandDerivatives.cpp": {"JvpOp GradOp": "what the pass expands", "ForOp YieldOp CheckpointOp": CONTROL},
    "passes/derivatives/Linearize.cpp": {"ForOp YieldOp CheckpointOp": CONTROL},
    "passes/derivatives/ForwardLoop.cpp": {"YieldOp": CONTROL},
    "passes/derivatives/LinearLoop.cpp": {"ForOp YieldOp": CONTROL},
    "passes/derivatives/Path.cpp": {"ForOp YieldOp CheckpointOp": CONTROL},
    "passes/derivatives/Rows.cpp": {"ForOp CheckpointOp": CONTROL},
    "passes/derivatives/Saved.cpp": {"YieldOp": CONTROL},
    "passes/derivatives/Transpose.cpp": {"ForOp": CONTROL},
    "passes/GroupUpdates.cpp": {"EntryOp": CONTROL, "StateOp ReadOp WriteOp ReadGroupOp WriteGroupOp": STATE, "BroadcastInDimOp ConstantOp": "a number that is everywhere the same",
                                "ReduceOp AddOp": "the sum of squares that a norm is made of"},
    "passes/Decompose.cpp": {"FusedOp": FUSED},
    "passes/FactorProducts.cpp": {"DivOp BroadcastInDimOp ExpOp": "the quotient that comes out of a product"},
    "passes/FuseProducts.cpp": {"EntryOp ForOp": CONTROL},
    "passes/fuse/Masks.cpp": {"SelectOp NegOp ConvertOp SubOp AddOp ExpOp MulOp DivOp": BOUNDS, "IotaOp MaxOp MinOp CompareOp AndOp OrOp XorOp": BOUNDS},
    "passes/fuse/Slices.cpp": {"SliceOp": "the rows of a jvp: a slice is moved above what it cuts"},
    "passes/fuse/Space.cpp": {"ExpOp": "what tells weights from hidden features"},
    "passes/Rematerialize.cpp": {"EntryOp": CONTROL, "SliceOp": "the rows of a jvp: a slice is moved above what it cuts",
                                  "BroadcastInDimOp": "a value that is repeated is as cheap as it was"},
    "passes/SplitReductions.cpp": {"ReduceOp": "what the pass splits", "FusedOp": FUSED},
    "passes/SplitContractions.cpp": {"DotGeneralOp": "what the pass splits", "FusedOp": FUSED},
    "passes/Interleave.cpp": {"EntryOp": CONTROL, "StateOp WriteOp WriteGroupOp": STATE},
    "passes/Precision.cpp": {"DotGeneralOp": "the op that has a precision"},
    "passes/RoundOperands.cpp": {"DotGeneralOp": "the op that has a precision"},
    "passes/DropTangents.cpp": {"JvpOp": "what the pass replaces"},
    "passes/WarnIneffective.cpp": {"JvpOp GradOp": "what the pass looks at", "EntryOp": CONTROL, "StateOp ReadOp WriteOp": STATE},
    "passes/partition/Partition.cpp": {"ForOp ReturnOp EntryOp": CONTROL, "StateOp": STATE},
    "passes/partition/Places.cpp": {"ForOp ReturnOp EntryOp": CONTROL, "ReadOp WriteOp ReadGroupOp WriteGroupOp": STATE, "ConcatenateOp": PARTS},
    "passes/partition/Separate.cpp": {"ForOp YieldOp ReturnOp": CONTROL, "ReadOp WriteOp ReadGroupOp WriteGroupOp": STATE},
    "passes/partition/InPlace.cpp": {"ForOp": CONTROL, "ReadOp WriteOp ReadGroupOp": STATE, "DynamicUpdateSliceOp": BLOCK},
    "passes/partition/Access.cpp": {"FusedOp": FUSED},
    "passes/partition/Contractions.cpp": {"FusedOp": FUSED},
    "passes/partition/Views.cpp": {"FusedOp": FUSED},
    "passes/partition/Kernels.cpp": {"DynamicUpdateSliceOp": BLOCK},
    "passes/partition/Cluster.cpp": {"ForOp": CONTROL, "ReadOp ReadGroupOp WriteOp WriteGroupOp": STATE},
    "passes/partition/Empty.cpp": {"ForOp": CONTROL},
    "passes/partition/kinds/Update.cpp": {"DynamicUpdateSliceOp": KIND, "DynamicSliceOp": "the block that an update overwrites, read before"},
    "passes/partition/kinds/Copy.cpp": {"IdentityOp": KIND},
}
CAST = re.compile(r"\b(?:isa|isa_and_nonnull|isa_and_present|cast|cast_or_null|dyn_cast|dyn_cast_or_null|dyn_cast_if_present|getDefiningOp|getOps|"
                  r"getParentOfType|Case|replaceOpWithNewOp)\s*<([^<>;]*)>")
# a callback that takes an op: walk([](ReduceOp op) ...)
CALLBACK = re.compile(r"(?:\.|->)walk(?:<[^>]*>)?\(\[[^\]]*\]\s*\(([\w:]+)")
NAME = re.compile(r"(?:\b(\w+)::)?\b([A-Z]\w*Op)\b")
DEFINED = re.compile(r"^def Mf_(\w+Op)\b", re.M)
TAKES = re.compile(r"^  bool takes\(Operation \*op\) const override \{.*$", re.M)
BLANK = re.compile(r"//[^\n]*")


def ops(root):
    """The C++ names of the ops of dialect/mf."""
    return {name for path in sorted((root / "dialect/mf").glob("*.td")) for name in DEFINED.findall(path.read_text())}


def taken(text, known):
    """The ops that a kernel kind says it takes: what it is for."""
    return {name for line in TAKES.findall(text) for name, _ in asked(line, known)}


def asked(text, known):
    """(op, line) of each op of the dialect that the text asks for by name."""
    text = BLANK.sub("", text)
    for pattern in (CAST, CALLBACK):
        for match in pattern.finditer(text):
            for namespace, name in NAME.findall(match[1]):
                if name in known and namespace != "tile":
                    yield name, text.count("\n", 0, match.start()) + 1


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    known, faults, used, count = ops(root), [], set(), 0
    for path in sorted((root / "passes").rglob("*")):
        if path.suffix not in {".cpp", ".h"}:
            continue
        relative = path.relative_to(root).as_posix()
        text = path.read_text()
        allowed = {op for names in NAMES.get(relative, {}) for op in names.split()} | taken(text, known)
        for op, line in asked(text, known):
            count += 1
            used.add((relative, op))
            if op not in allowed:
                faults.append(f"{relative}:{line}: asks for {op} by name; ask through an interface of dialect/mf/MfInterfaces.td, "
                              "or give the reason in scripts/check_op_names.py")
    for relative, reasons in NAMES.items():
        for op in {op for names in reasons for op in names.split()}:
            if (root / relative).exists() and (relative, op) not in used:
                faults.append(f"scripts/check_op_names.py: {relative} does not ask for {op} any more")
    if faults:
        print("\n".join(faults))
        return 1
    print(f"check_op_names: {count} places ask ops by name, each for a reason")
    return 0


sys.exit(main())
