//===- Reduction.td - reductions, scans and sorts ----------------------------------------------===//
#ifndef MF_REDUCTION
#define MF_REDUCTION
include "dialect/mf/MfBase.td"

def Mf_ReduceKind : I32EnumAttr<"ReduceKind", "reduction", [
    I32EnumAttrCase<"sum", 0>, I32EnumAttrCase<"prod", 1>, I32EnumAttrCase<"max", 2>, I32EnumAttrCase<"min", 3>]> {
  let cppNamespace = "::mf::ir";
  let genSpecializedAttr = 0;
}
def Mf_ReduceKindAttr : EnumAttr<Mf_Dialect, Mf_ReduceKind, "reduction"> { let assemblyFormat = "$value"; }

class Mf_ReductionOp<string mnemonic, list<Trait> traits = []>
    : Mf_RuleOp<mnemonic, traits # [Pure, DeclareOpInterfaceMethods<Mf_RowWise>]>;

def Mf_ReduceOp : Mf_ReductionOp<"reduce", [AllElementTypesMatch<["x", "y"]>, Mf_Reducing, Mf_Cost]> {
  let summary = "sum, product, maximum or minimum over dimensions, which go";
  let description = [{
    dims is strictly increasing. The derivative of max and min is shared evenly between ties.
  }];
  let arguments = (ins Mf_ReduceKindAttr:$kind, Mf_Number:$x, DenseI64ArrayAttr:$dims);
  let results = (outs Mf_Number:$y);
  let assemblyFormat = "$kind $x `dims` $dims attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let extraClassDeclaration = [{
    int64_t flops() { return getX().getType().getNumElements(); }
    int64_t work() { return flops() / std::max<int64_t>(1, getY().getType().getNumElements()); }
  }];
  let jvp = [{ return {reduceJvp(e, *this, dx[0])}; }];
  let transpose = [{ return getKind() == ::mf::ir::ReduceKind::sum ? e.reduceTranspose(ct, getX().getType(), getDims()) : ::mlir::Value(); }];
}
def Mf_ArgmaxOp : Mf_Op<"argmax", [Pure, DeclareOpInterfaceMethods<Mf_ByElement>, DeclareOpInterfaceMethods<Mf_Cost, ["work"]>]> {
  let summary = "the index of the largest element along a dimension, the first one at a tie";
  let arguments = (ins Mf_Number:$x, I64Attr:$dimension);
  let results = (outs Mf_Integer:$y);
  let assemblyFormat = "$x `along` $dimension attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
}
def Mf_CumsumOp : Mf_ReductionOp<"cumsum", [SameOperandsAndResultType, Mf_Cost]> {
  let summary = "running sums along a dimension, from its end where `reverse`";
  let arguments = (ins Mf_Number:$x, I64Attr:$dimension, DefaultValuedAttr<BoolAttr, "false">:$reverse);
  let results = (outs Mf_Number:$y);
  let assemblyFormat = "$x `along` $dimension attr-dict `:` type($y)";
  let hasVerifier = 1;
  let jvp = [{ return {e.cumsum(dx[0], getDimension(), getReverse())}; }];
  let transpose = [{ return e.cumsum(ct, getDimension(), !getReverse()); }];
}
def Mf_SortOp : Mf_ReductionOp<"sort", [AllTypesMatch<["x", "y"]>, Mf_Cost]> {
  let summary = "ascending along the last dimension, stable, and where each element came from";
  let arguments = (ins Mf_Number:$x);
  let results = (outs Mf_Number:$y, Mf_Integer:$indices);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y) `,` type($indices)";
  let hasVerifier = 1;
  let jvp = [{ int64_t last = getX().getType().getRank() - 1;
    return {e.gather(dx[0], getIndices(), last, last), ::mlir::Value()}; }];
  let transpose = NotLinear.body;
}
#endif
