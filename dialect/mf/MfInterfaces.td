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
    Which rows of the batch move (dialect/mf/Rows.h). The op applied to these parts of its operands gives that part of its results;
    passes ask `rowBlockOf`, which also knows of values that are one row.
  }];
  let methods = [
    InterfaceMethod<[{The part of the result that moves where `rows[i]` of operand i does. The method widens `rows` to the parts that the
      result's part is made of, also of operands that do not move. Nothing: the op mixes rows.}],
      "::std::optional<::mf::ir::RowBlock>", "rowBlock", (ins "::llvm::MutableArrayRef<::mf::ir::RowBlock>":$rows)>,
    InterfaceMethod<"Adjusts attributes after operands and results have been cut to such parts.",
      "void", "setRows", (ins "::llvm::ArrayRef<::mf::ir::RowBlock>":$rows, "const ::mf::ir::RowBlock &":$result), "",
      [{ (void)rows, (void)result; }]>,
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

def Mf_ByElement : OpInterface<"ByElement"> {
  let cppNamespace = "::mf::ir";
  let description = [{
    Ops whose result a kernel can compute one element at a time, where it needs it: all that is neither a
    reduction into other places nor control flow. A kernel asks for the code, and knows no op.
  }];
  let methods = [
    InterfaceMethod<"The code of element `index` of the result; operands are read only where `mask` (null: everywhere) holds.",
      "::mlir::Value", "emitElement",
      (ins "::mf::ir::ElementScope &":$scope, "::llvm::ArrayRef<::mlir::AffineExpr>":$index, "::mlir::Value":$mask)>,
    InterfaceMethod<"Whether the element follows from the index alone, at less than a load.", "bool", "isFree", (ins), "", [{ return false; }]>,
  ];
}

def Mf_View : OpInterface<"View"> {
  let cppNamespace = "::mf::ir";
  let description = [{
    Ops that move elements and compute nothing: each element of the result is an element of an operand, or `fill`.
    Unless told otherwise, it is the same element of the first operand.
  }];
  let methods = [
    InterfaceMethod<"What element `index` of the result may be, tried in order; where none applies, it is `fill`.",
      "::llvm::SmallVector<::mf::ir::ViewSource>", "sources", (ins "::llvm::ArrayRef<::mlir::AffineExpr>":$index), "",
      [{ ::mf::ir::ViewSource same{0, ::mf::ir::Exprs(index)}; return {same}; }]>,
    InterfaceMethod<"The number where no source applies.", "double", "fill", (ins), "", [{ return 0.0; }]>,
    InterfaceMethod<"Whether the result is the first operand itself.", "bool", "isAlias", (ins), "", [{ return false; }]>,
    InterfaceMethod<"Whether the elements stand in the first operand's order, so that its memory holds the result.",
      "bool", "keepsOrder", (ins), "", [{ return $_op.isAlias(); }]>,
  ];
}

def Mf_Contracting : OpInterface<"Contracting"> {
  let cppNamespace = "::mf::ir";
  let description = [{
    Products that are summed: result(b, m, n) = sum over k of lhs(b, m, k) rhs(b, k, n), where lhs and rhs are the
    two operands. A window that slides over lhs leaves it at the borders: the form is either that of an lhs which
    `padded` has made large enough, or that of lhs as it is, with bounds.
  }];
  let methods = [
    InterfaceMethod<"How the op contracts, with lhs padded or as it is.", "::mf::ir::ContractionForm", "form", (ins "bool":$padded)>,
    InterfaceMethod<"lhs with zeros where a window leaves it; null where it does not.",
      "::mlir::Value", "padded", (ins "::mlir::OpBuilder &":$b), "", [{ (void)b; return {}; }]>,
    InterfaceMethod<"Whether each channel is apart from the others, so that there are no rows and columns to block.",
      "bool", "isChannelwise", (ins), "", [{ return false; }]>,
  ];
}

def Mf_Reducing : OpInterface<"Reducing"> {
  let cppNamespace = "::mf::ir";
  let description = "Ops that combine the elements of their operand along dimensions, which go.";
  let methods = [
    InterfaceMethod<"The dimensions, strictly increasing.", "::llvm::ArrayRef<int64_t>", "getDims">,
    InterfaceMethod<"What combines two elements.", "::mf::ir::ReduceKind", "getKind">,
  ];
}

def Mf_Cost : OpInterface<"Cost"> {
  let cppNamespace = "::mf::ir";
  let description = "What an op costs. An addition of two elements is the unit.";
  let methods = [
    InterfaceMethod<"Floating-point operations of the whole op, for reports.", "int64_t", "flops", (ins), "",
      [{ return ::llvm::cast<::mlir::ShapedType>($_op->getResult(0).getType()).getNumElements(); }]>,
    InterfaceMethod<[{Instructions for an element of the result, a division counting as many as it holds the others up.
      Passes compare it with the cost of moving an element to memory and back (passes/Costs.h).}],
      "int64_t", "work", (ins), "", [{ return 1; }]>,
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
    InterfaceMethod<"The operand that says how elements change: without elements, none does.", "::mlir::Value", "getChange">,
  ];
}

// What follows such an op in the program does not move before it.
def Mf_Orders : NativeOpTrait<"Orders"> { let cppNamespace = "::mf::ir"; }
// Numbers that follow from a counter: drawn again, they are the same.
def Mf_Draws : NativeOpTrait<"Draws"> { let cppNamespace = "::mf::ir"; }

#endif
