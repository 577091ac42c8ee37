"""The records of TableGen, and the ops of the dialect mf among them: what the generated pages and the op list test read."""
import json
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
LLVM = pathlib.Path("/usr/lib/llvm-19")
# record of a type constraint -> what a reader calls it
TYPES = {
    "Mf_Tensor": "tensor of any element type",
    "Mf_Float": "tensor of f32, f64 or bf16",
    "Mf_Number": "tensor of f32, f64, bf16, i32 or i64",
    "Mf_Integer": "tensor of i32 or i64",
    "Mf_Bool": "tensor of i1",
}
ATTRIBUTES = {
    "I64Attr": "integer", "F64Attr": "number", "BoolAttr": "true or false", "StrAttr": "string",
    "DenseI64ArrayAttr": "list of integers", "ElementsAttr": "elements", "StrArrayAttr": "list of strings",
    "SymbolNameAttr": "name", "FlatSymbolRefAttr": "name of a state", "TypeAttr": "type",
    "Mf_DirectionAttr": "eq, ne, lt, le, gt or ge", "Mf_ReduceKindAttr": "sum, prod, max or min", "Mf_PrecisionAttr": "full or bf16",
}


def records(file="dialect/mf/MfOps.td"):
    tool = shutil.which(str(LLVM / "bin/llvm-tblgen")) or "llvm-tblgen-19"
    command = [tool, "--dump-json", f"-I{ROOT}", f"-I{LLVM}/include", str(ROOT / file)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


class Op:
    """One record, with the questions that pages ask of it."""

    def __init__(self, all_records, record):
        self.all, self.record = all_records, record
        self.name = record["opName"]
        self.cpp = record["!name"].removeprefix("Mf_")
        self.file = record["!locs"][-1].split(":")[0]
        self.family = self.file.removesuffix(".td")
        self.summary, self.description = record["summary"], record["description"] or ""
        self.syntax = " ".join((record["assemblyFormat"] or "").split())
        checks_names = any(self.trait_interface(t) == "SymbolUserOpInterface" for t in record["traits"])
        self.has_verifier = bool(record["hasVerifier"]) or checks_names
        self.is_rule = "Mf_RuleOp" in record["!superclasses"]
        self.is_composite = any(self.trait_interface(t) == "Composite" for t in record["traits"])
        self.is_elementwise = "Mf_ElementwiseOp" in record["!superclasses"]

    def trait_interface(self, trait):
        return self.all[trait["def"]].get("cppInterfaceName")

    def describe(self, constraint):
        record = self.all[constraint]
        supers = record["!superclasses"]
        if constraint in TYPES or constraint in ATTRIBUTES:
            return TYPES.get(constraint) or ATTRIBUTES[constraint]
        if "Variadic" in supers:
            return "any number of: " + self.describe(record["baseType"]["def"])
        if "Optional" in supers:
            return "optional " + self.describe(record["baseType"]["def"])
        if "DefaultValuedAttr" in supers:
            value = str(record["defaultValue"]).split("::")[-1]
            return self.describe(record["baseAttr"]["def"]) + f", {value} where absent"
        if "OptionalAttr" in supers:
            return "optional " + self.describe(record["baseAttr"]["def"])
        if "TypeAttrBase" in supers or "TypeAttrOf" in supers:
            return "type of a tensor"
        return record.get("summary") or constraint

    def arguments(self):
        """(name, what it is, whether it is an attribute), operands and attributes in order."""
        for constraint, name in self.record["arguments"]["args"]:
            yield name, self.describe(constraint["def"]), "Attr" in self.all[constraint["def"]]["!superclasses"]

    def results(self):
        for constraint, name in self.record["results"]["args"]:
            yield name, self.describe(constraint["def"])

    def jvp(self):
        """rule, zero, decomposed, or - where no operand or result is a float."""
        if self.is_composite and not self.is_rule:
            return "decomposed"
        if self.is_rule:
            return "zero" if self.record["jvp"].strip() == "return {::mlir::Value()};" else "rule"
        return {"for": "carried", "checkpoint": "inlined", "jvp": "expanded", "grad": "expanded"}.get(self.name, "-")

    def transpose(self):
        if self.is_composite:
            return "decomposed"
        if self.jvp() == "zero":
            return "-"
        if self.is_rule:
            return "not linear" if self.record["transpose"].strip() == "return {};" else "rule"
        return {"for": "a loop backwards", "checkpoint": "recomputed", "jvp": "expanded", "grad": "expanded"}.get(self.name, "-")


def ops():
    """All ops, by family in the order of MfOps.td, then in the order of the file."""
    everything = records()
    includes = (ROOT / "dialect/mf/MfOps.td").read_text()
    found = [Op(everything, everything[name]) for name in everything["!instanceof"]["Mf_Op"]]
    line = {op.name: int(op.record["!locs"][-1].split(":")[1]) for op in found}
    return sorted(found, key=lambda op: (includes.index(f"/{op.file}"), line[op.name]))


def write_or_check(path, text, check, command):
    """Writes a generated page, or says whether it is as it would be written: the exit code."""
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return 0
    if path.exists() and path.read_text() == text:
        return 0
    print(f"{path.relative_to(ROOT)} is not what the sources say; to mend it: {command}")
    return 1
