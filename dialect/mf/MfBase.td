//===- MfBase.td - the dialect, its types, and what every op says of itself --------------------===//
#ifndef MF_BASE
#define MF_BASE

include "mlir/IR/OpBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"

def Mf_Dialect : Dialect {
  let name = "mf";
  let cppNamespace = "::mf::ir";
  let summary = "models, losses, optimizers and samplers as graphs of static-shape tensors";
  let usePropertiesForAttributes = 1;
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
}

// f32 and f64 compute; bf16 is a storage and contraction-input type; i1 is the type of conditions.
def Mf_Tensor : StaticShapeTensorOf<[F32, F64, BF16, I32, I64, I1]>;
def Mf_Float : StaticShapeTensorOf<[F32, F64, BF16]>;
def Mf_Number : StaticShapeTensorOf<[F32, F64, BF16, I32, I64]>;
def Mf_Integer : StaticShapeTensorOf<[I32, I64]>;
def Mf_Bool : StaticShapeTensorOf<[I1]>;

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
      "void", "setRows", (ins "int":$axis, "int64_t":$size), [{}], [{}]>,
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

class Mf_Op<string mnemonic, list<Trait> traits = []> : Op<Mf_Dialect, mnemonic, traits>;

// An op with derivative rules. `jvp` and `transpose` are C++ bodies; `e` builds ops and passes null
// Values on, so that rules need no `if`. Operands are `x0()`, `x1()` ...; `y()` is the result.
class Mf_RuleOp<string mnemonic, list<Trait> traits = []>
    : Mf_Op<mnemonic, traits # [DeclareOpInterfaceMethods<Mf_Differentiable>]> {
  code jvp = ?;
  code transpose = ?;
  code moreDefinitions = "";
  let extraClassDefinition =
      "::llvm::SmallVector<::mlir::Value> $cppClass::jvp(::mlir::OpBuilder &b, ::llvm::ArrayRef<::mlir::Value> dx) {\n"
      "  Emit e{b, getLoc()}; (void)e;\n" # jvp # "}\n"
      "::mlir::Value $cppClass::transpose(::mlir::OpBuilder &b, unsigned i, ::mlir::Value ct) {\n"
      "  Emit e{b, getLoc()}; (void)e;\n" # transpose # "}\n" # moreDefinitions;
}

// Bodies for ops without a linear part, and for ops whose derivative is zero everywhere.
def NotLinear { code body = "return {};"; }
def ZeroTangent { code body = "return {::mlir::Value()};"; }

// A named composition: differentiated and compiled through its decomposition.
class Mf_CompositeOp<string mnemonic, list<Trait> traits = []>
    : Mf_Op<mnemonic, traits # [Pure, DeclareOpInterfaceMethods<Mf_Composite>]>;

#endif
