//===- Shape.td - ops that move elements and compute nothing ------------------------------------===//
#ifndef MF_SHAPE
#define MF_SHAPE
include "dialect/mf/MfBase.td"

class Mf_ShapeOp<string mnemonic, list<Trait> traits = []>
    : Mf_RuleOp<mnemonic, traits # [Pure, DeclareOpInterfaceMethods<Mf_RowWise>]>;

// What it is a view of stands in dialect/mf/Views.cpp.
class Mf_ViewOp<string mnemonic, list<Trait> traits = []>
    : Mf_ShapeOp<mnemonic, traits # [DeclareOpInterfaceMethods<Mf_View, ["sources"]>, DeclareOpInterfaceMethods<Mf_ByElement>]> {
  let moreDefinitions =
      "::mlir::Value $cppClass::emitElement(ElementScope &scope, ::llvm::ArrayRef<::mlir::AffineExpr> index, ::mlir::Value mask) {\n"
      "  return emitViewed(*this, scope, index, mask); }\n";
}

def Mf_ConstantOp : Mf_Op<"constant", [Pure, ConstantLike, AllTypesMatch<["value", "y"]>,
                                       DeclareOpInterfaceMethods<Mf_ByElement, ["isFree"]>]> {
  let summary = "a literal";
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "attr-dict $value";
  let hasFolder = 1;
}
def Mf_IotaOp : Mf_Op<"iota", [Pure, DeclareOpInterfaceMethods<Mf_ByElement>]> {
  let extraClassDeclaration = "bool isFree() { return true; }";
  let summary = "y[..., i, ...] = i along the dimension";
  let arguments = (ins I64Attr:$dimension);
  let results = (outs Mf_Number:$y);
  let assemblyFormat = "$dimension attr-dict `:` type($y)";
  let hasVerifier = 1;
}
def Mf_BroadcastInDimOp : Mf_ViewOp<"broadcast_in_dim", [AllElementTypesMatch<["x", "y"]>]> {
  let summary = "operand dimension i becomes result dimension dims[i]; the others repeat";
  let description = "An operand dimension of size 1 may also be repeated. dims is strictly increasing.";
  let arguments = (ins Mf_Tensor:$x, DenseI64ArrayAttr:$dims);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `dims` $dims attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let jvp = [{ return {e.broadcast(dx[0], getY().getType().getShape(), getDims())}; }];
  let transpose = [{ return e.broadcastTranspose(ct, getX().getType(), getDims()); }];
}
def Mf_ReshapeOp : Mf_ViewOp<"reshape", [AllElementTypesMatch<["x", "y"]>]> {
  let summary = "the same elements in row-major order, in another shape";
  let arguments = (ins Mf_Tensor:$x);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let extraClassDeclaration = "bool keepsOrder() { return true; }";
  let jvp = [{ return {e.reshape(dx[0], getY().getType().getShape())}; }];
  let transpose = [{ return e.reshape(ct, getX().getType().getShape()); }];
}
def Mf_TransposeOp : Mf_ViewOp<"transpose", [AllElementTypesMatch<["x", "y"]>]> {
  let summary = "result dimension i is operand dimension permutation[i]";
  let arguments = (ins Mf_Tensor:$x, DenseI64ArrayAttr:$permutation);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x $permutation attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let jvp = [{ return {e.transpose(dx[0], getPermutation())}; }];
  let transpose = [{ return e.transpose(ct, inversePermutation(getPermutation())); }];
}
def Mf_SliceOp : Mf_ViewOp<"slice", [AllElementTypesMatch<["x", "y"]>]> {
  let summary = "elements start, start + stride, ... below limit of each dimension";
  let arguments = (ins Mf_Tensor:$x, DenseI64ArrayAttr:$start, DenseI64ArrayAttr:$limit, DenseI64ArrayAttr:$stride);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `from` $start `to` $limit `by` $stride attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let extraClassDeclaration = "void setRows(::llvm::ArrayRef<RowBlock> rows, const RowBlock &result);";
  let jvp = [{ return {e.slice(dx[0], getStart(), getLimit(), getStride())}; }];
  let transpose = [{ return e.sliceTranspose(ct, getX().getType(), getStart(), getStride()); }];
}
def Mf_PadOp : Mf_ViewOp<"pad", [AllElementTypesMatch<["x", "y"]>]> {
  let summary = "adds `low` elements before, `high` after and `interior` between elements of each dimension";
  let description = "Negative low and high crop. The new elements are `value`.";
  let arguments = (ins Mf_Tensor:$x, DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high, DenseI64ArrayAttr:$interior,
                       DefaultValuedAttr<F64Attr, "0.0">:$value);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `low` $low `high` $high `interior` $interior attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let extraClassDeclaration = [{
    double fill() { return getValue().convertToDouble(); }
    void setRows(::llvm::ArrayRef<RowBlock> rows, const RowBlock &result);
  }];
  let jvp = [{ return {e.pad(dx[0], getLow(), getHigh(), getInterior())}; }];
  let transpose = [{ return e.padTranspose(ct, getX().getType(), getLow(), getInterior()); }];
}
def Mf_ConcatenateOp : Mf_ViewOp<"concatenate", []> {
  let summary = "operands one after the other along a dimension";
  let arguments = (ins Variadic<Mf_Tensor>:$x, I64Attr:$dimension);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `along` $dimension attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
  let jvp = [{ return {e.concatenate(dx, getX().getTypes(), getDimension())}; }];
  let transpose = [{ return concatenateTranspose(e, *this, i, ct); }];
}
def Mf_ReverseOp : Mf_ViewOp<"reverse", [SameOperandsAndResultType]> {
  let summary = "the named dimensions backwards";
  let arguments = (ins Mf_Tensor:$x, DenseI64ArrayAttr:$dims);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `dims` $dims attr-dict `:` type($y)";
  let hasVerifier = 1;
  let jvp = [{ return {e.reverse(dx[0], getDims())}; }];
  let transpose = [{ return e.reverse(ct, getDims()); }];
}
def Mf_GatherOp : Mf_ViewOp<"gather", [AllElementTypesMatch<["x", "y"]>]> {
  let summary = "y = x[batch..., middle..., indices[batch..., i...], trailing...]";
  let description = [{
    `axis` of x is replaced by the non-batch dimensions of `indices`; the first `batch_dims` dimensions
    of both run together (batch_dims <= axis). Indices are clamped into the axis.
  }];
  let arguments = (ins Mf_Tensor:$x, Mf_Integer:$indices, I64Attr:$axis, DefaultValuedAttr<I64Attr, "0">:$batch_dims);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `[` $indices `]` `axis` $axis attr-dict `:` type($x) `,` type($indices) `->` type($y)";
  let hasVerifier = 1;
  let jvp = [{ return {e.gather(dx[0], getIndices(), getAxis(), getBatchDims())}; }];
  let transpose = [{ auto zero = e.splat(getX().getType(), 0.0); return e.scatterAdd(zero, getIndices(), ct, getAxis(), getBatchDims()); }];
  let accumulate = [{ return e.scatterAdd(sum, getIndices(), ct, getAxis(), getBatchDims()); }];
}
def Mf_ScatterAddOp : Mf_ShapeOp<"scatter_add", [AllTypesMatch<["x", "y"]>, AllElementTypesMatch<["x", "updates"]>, Mf_Cost, Mf_InPlace]> {
  let summary = "y = x, plus each update at the place where a gather with the same attributes reads it";
  let description = "Updates to one place are added in row-major order: the same bits on every run.";
  let arguments = (ins Mf_Tensor:$x, Mf_Integer:$indices, Mf_Tensor:$updates, I64Attr:$axis, DefaultValuedAttr<I64Attr, "0">:$batch_dims);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `[` $indices `]` `axis` $axis `add` $updates attr-dict `:` type($indices) `,` type($updates) `->` type($y)";
  let hasVerifier = 1;
  let extraClassDeclaration = "::mlir::Value getChange() { return getUpdates(); }";
  let jvp = [{ if (!dx[0] && !dx[2]) return {::mlir::Value()};
    auto x = e.orZero(dx[0], getX().getType()); if (!dx[2]) return {x};
    return {e.scatterAdd(x, getIndices(), dx[2], getAxis(), getBatchDims())}; }];
  let transpose = [{ return i == 0 ? ct : e.gather(ct, getIndices(), getAxis(), getBatchDims()); }];
}
def Mf_DynamicSliceOp : Mf_ViewOp<"dynamic_slice", [AllElementTypesMatch<["x", "y"]>]> {
  let summary = "a block of the result's shape that begins at indices known at run time";
  let description = "start: i32 [rank]; clamped so that the block lies inside.";
  let arguments = (ins Mf_Tensor:$x, Mf_Integer:$start);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `[` $start `]` attr-dict `:` type($x) `,` type($start) `->` type($y)";
  let hasVerifier = 1;
  let jvp = [{ return {e.dynamicSlice(dx[0], getStart(), getY().getType().getShape())}; }];
  let transpose = [{ auto zero = e.splat(getX().getType(), 0.0); return e.dynamicUpdateSlice(zero, ct, getStart()); }];
  let accumulate = [{ auto block = e.dynamicSlice(sum, getStart(), getY().getType().getShape());
    auto total = e.add(block, ct); return e.dynamicUpdateSlice(sum, total, getStart()); }];
}
def Mf_DynamicUpdateSliceOp : Mf_ShapeOp<"dynamic_update_slice",
    [AllTypesMatch<["x", "y"]>, AllElementTypesMatch<["x", "update"]>, DeclareOpInterfaceMethods<Mf_ByElement>, Mf_Cost, Mf_InPlace]> {
  let summary = "x with a block replaced, where the block begins at indices known at run time";
  let arguments = (ins Mf_Tensor:$x, Mf_Tensor:$update, Mf_Integer:$start);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `[` $start `]` `=` $update attr-dict `:` type($update) `,` type($start) `->` type($y)";
  let hasVerifier = 1;
  let extraClassDeclaration = "::mlir::Value getChange() { return getUpdate(); }";
  let jvp = [{ if (!dx[0] && !dx[1]) return {::mlir::Value()};
    auto x = e.orZero(dx[0], getX().getType()); auto update = e.orZero(dx[1], getUpdate().getType());
    return {e.dynamicUpdateSlice(x, update, getStart())}; }];
  let transpose = [{
    if (i == 1) return e.dynamicSlice(ct, getStart(), getUpdate().getType().getShape());
    auto zero = e.splat(getUpdate().getType(), 0.0); return e.dynamicUpdateSlice(ct, zero, getStart()); }];
}
#endif
