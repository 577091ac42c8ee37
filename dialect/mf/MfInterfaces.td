//===- MfInterfaces.td - what passes may ask of an op, so that they name none ------------------===//
#ifndef MF_INTERFACES
#define MF_INTERFACES
include "mlir/IR/OpBase.td"

def Mf_Differentiable : OpInterface<"Differentiable"> {
  let cppNamespace = "::mf::ir";
  let description = [{
    The two derivative facts of an op. A null Value is a structural zero: nothing is computed for it.
    Reverse mode is linearize (jvp) and transpose: it has no rules of its own.
  }];
  let methods = [
    InterfaceMethod<"Tangents of the results from those of the operands (null: zero).",
      "::llvm::SmallVector<::mlir::Value>", "jvp", (ins "::mlir::OpBuilder &":$b, "::llvm::ArrayRef<::mlir::Value>":$dx)>,
    InterfaceMethod<"Cotangent of operand i, in which the op is linear, from the result's; null where it is not linear in i.",
      "::mlir::Value", "transpose", (ins "::mlir::OpBuilder &":$b, "unsigned":$i, "::mlir::Value":$ct)>,
    InterfaceMethod<"`sum` plus the cotangent of operand i, for ops whose transpose touches a part of it alone: the part is added in place. Null: there is no such way.",
      "::mlir::Value", "accumulate", (ins "::mlir::OpBuilder &":$b, "unsigned":$i, "::mlir::Value":$ct, "::mlir::Value":$sum)>,
    InterfaceMethod<"Whether the derivative is zero everywhere, so that a path ends here (stop_gradient, floor).", "bool", "endsPath">,
  ];
}

def Mf_RowWise : OpInterface<"RowWise"> {
  let cppNamespace = "::mf::ir";
  let description = [{
    Which operand and result axes are the batch axis. `rows[i]` is the batch axis of operand i, or -1
    where nothing is known of it. The method fills in the axes that the other operands then have (-1: no
    batch axis) and returns the result's, or -1 where the op mixes rows.
  }];
  let methods = [
    InterfaceMethod<"The batch axis of the result.", "int", "rowAxis", (ins "::llvm::MutableArrayRef<int>":$rows)>,
    InterfaceMethod<"Adjusts attributes after the batch axis of the result has been cut to `size` rows.",
      "void", "setRows", (ins "int":$axis, "int64_t":$size), "", [{ (void)axis, (void)size; }]>,
  ];
}

def Mf_Elementwise : OpInterface<"Elementwise"> {
  let cppNamespace = "::mf::ir";
  let description = "Ops that compute each element of the result from the same element of the operands.";
  let methods = [
    InterfaceMethod<"The op on scalars, in arith and math.", "::mlir::Value", "emitScalar",
      (ins "::mlir::OpBuilder &":$b, "::mlir::ValueRange":$x)>,
    InterfaceMethod<"The op's meaning, in f64.", "double", "evaluate", (ins "::llvm::ArrayRef<double>":$x)>,
  ];
}

def Mf_Composite : OpInterface<"Composite"> {
  let cppNamespace = "::mf::ir";
  let description = "Ops that are defined by an expression of other ops; --mf-decompose replaces them by it.";
  let methods = [
    InterfaceMethod<"The same value by other ops.", "::mlir::Value", "decompose", (ins "::mlir::OpBuilder &":$b)>,
  ];
}

def Mf_InPlace : OpInterface<"InPlace"> {
  let cppNamespace = "::mf::ir";
  let description = [{
    Ops whose result is one operand, the base, with some elements changed. Where nothing reads the base
    afterwards, the result takes over the base's buffer and only the changed elements are written.
  }];
  let methods = [
    InterfaceMethod<"The operand that the result begins as.", "::mlir::OpOperand &", "getBaseMutable", (ins), "",
      [{ return $_op->getOpOperand(0); }]>,
  ];
}

#endif
