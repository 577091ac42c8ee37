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
include "dialect/mf/MfInterfaces.td"

def Mf_Dialect : Dialect {
  let name = "mf";
  let cppNamespace = "::mf::ir";
  let summary = "models, losses, optimizers and samplers as graphs of static-shape tensors";
  let usePropertiesForAttributes = 1;
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let hasOperationAttrVerify = 1;
}

// The attribute mf.role of any op: what part of a program it belongs to, set where derivatives are expanded; primal where
// absent. Reports count by it, and it says what is worth computing again in a backward pass; no value depends on it.
def Mf_Role : I32EnumAttr<"Role", "the part of a program", [
    I32EnumAttrCase<"primal", 0>, I32EnumAttrCase<"tangent", 1>, I32EnumAttrCase<"gradient", 2>]> {
  let cppNamespace = "::mf::ir";
  let genSpecializedAttr = 0;
}
def Mf_RoleAttr : EnumAttr<Mf_Dialect, Mf_Role, "role"> { let assemblyFormat = "`<` $value `>`"; }

// f32 and f64 compute; bf16 is a storage and contraction-input type; i1 is the type of conditions.
def Mf_Tensor : StaticShapeTensorOf<[F32, F64, BF16, I32, I64, I1]>;
def Mf_Float : StaticShapeTensorOf<[F32, F64, BF16]>;
def Mf_Number : StaticShapeTensorOf<[F32, F64, BF16, I32, I64]>;
def Mf_Integer : StaticShapeTensorOf<[I32, I64]>;
def Mf_Bool : StaticShapeTensorOf<[I1]>;

class Mf_Op<string mnemonic, list<Trait> traits = []> : Op<Mf_Dialect, mnemonic, traits>;

// Bodies for ops without a linear part, and for ops whose derivative is zero everywhere.
def NotLinear { code body = "return {};"; }
def ZeroTangent { code body = "return {::mlir::Value()};"; }

// An op with derivative rules. `jvp` and `transpose` are C++ bodies; `e` builds ops and passes null
// Values on, so that rules need no `if`. dx[i] is the tangent of operand i, ct the cotangent of the result, sum a
// cotangent of operand i that is there already.
class Mf_RuleOp<string mnemonic, list<Trait> traits = []>
    : Mf_Op<mnemonic, traits # [DeclareOpInterfaceMethods<Mf_Differentiable>]> {
  code jvp = ?;
  code transpose = ?;
  code accumulate = "return {};";
  code moreDefinitions = "";
  let extraClassDefinition =
      "::llvm::SmallVector<::mlir::Value> $cppClass::jvp(::mlir::OpBuilder &b, ::llvm::ArrayRef<::mlir::Value> dx) {\n"
      "  Emit e{b, getLoc()}; (void)e;\n" # jvp # "}\n"
      "::mlir::Value $cppClass::transpose(::mlir::OpBuilder &b, unsigned i, ::mlir::Value ct) {\n"
      "  Emit e{b, getLoc()}; (void)e;\n" # transpose # "}\n"
      "::mlir::Value $cppClass::accumulate(::mlir::OpBuilder &b, unsigned i, ::mlir::Value ct, ::mlir::Value sum) {\n"
      "  Emit e{b, getLoc()}; (void)e;\n" # accumulate # "}\n"
      "bool $cppClass::endsPath() { return " # !if(!eq(jvp, ZeroTangent.body), "true", "false") # "; }\n" # moreDefinitions;
}

// A named composition: differentiated and compiled through its decomposition.
class Mf_CompositeOp<string mnemonic, list<Trait> traits = []>
    : Mf_Op<mnemonic, traits # [Pure, DeclareOpInterfaceMethods<Mf_Composite>]>;

#endif
