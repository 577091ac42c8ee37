//===- Program.td - state, entries, derivatives and loops ---------------------------------------===//
#ifndef MF_PROGRAM
#define MF_PROGRAM
include "dialect/mf/MfBase.td"

def Mf_StateOp : Mf_Op<"state"> {
  let summary = "a named array that outlives calls";
  let description = [{
    role: parameter, optimizer, ema, counter, key or session. Session state (a cache) belongs to a session and is in no
    checkpoint. States are a name space of their own: an entry may have the name of a state.
  }];
  let arguments = (ins SymbolNameAttr:$name, StrAttr:$role, TypeAttrOf<Mf_Tensor>:$type);
  let extraClassDeclaration = "::llvm::StringRef getSymName() { return getName(); }";
  let assemblyFormat = "$name `role` $role `:` $type attr-dict";
  let hasVerifier = 1;
}
def Mf_ReadOp : Mf_Op<"read", [Pure]> {
  let summary = "the state's value before the entry's writes";
  let arguments = (ins FlatSymbolRefAttr:$state);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$state attr-dict `:` type($y)";
}
def Mf_WriteOp : Mf_Op<"write", [HasParent<"EntryOp">]> {
  let summary = "the state's value after the entry; once an entry and state";
  let arguments = (ins FlatSymbolRefAttr:$state, Mf_Tensor:$value);
  let assemblyFormat = "$state `,` $value attr-dict `:` type($value)";
}
def Mf_ReadGroupOp : Mf_Op<"read_group", [Pure]> {
  let summary = "the elements of several states one after the other, as mf.read gives each";
  let description = "What --mf-group-updates makes of reads of states that lie one after the other in memory.";
  let arguments = (ins FlatSymbolRefArrayAttr:$states);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$states attr-dict `:` type($y)";
}
def Mf_WriteGroupOp : Mf_Op<"write_group", [HasParent<"EntryOp">]> {
  let summary = "the values of several states after the entry, one after the other";
  let arguments = (ins FlatSymbolRefArrayAttr:$states, Mf_Tensor:$value);
  let assemblyFormat = "$states `,` $value attr-dict `:` type($value)";
}
def Mf_EntryOp : Mf_Op<"entry", [IsolatedFromAbove, Symbol, SingleBlock]> {
  let summary = "what a program can be asked to do: train_step, sample ...";
  let arguments = (ins SymbolNameAttr:$sym_name, StrArrayAttr:$argument_names, StrArrayAttr:$result_names);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name `arguments` $argument_names `results` $result_names attr-dict-with-keyword $body";
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}
def Mf_ReturnOp : Mf_Op<"return", [Pure, Terminator, ReturnLike, HasParent<"EntryOp">]> {
  let summary = "ends an entry with its results";
  let arguments = (ins Variadic<Mf_Tensor>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
}
def Mf_YieldOp : Mf_Op<"yield", [Pure, Terminator, ReturnLike]> {
  let summary = "ends a region with its values";
  let arguments = (ins Variadic<Mf_Tensor>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
}
def Mf_JvpOp : Mf_Op<"jvp", [Pure, AttrSizedOperandSegments]> {
  let summary = "tangents of `values` as the `inputs` move along `tangents`";
  let description = [{
    The derivative is taken of what lies between: of the ops that lead from the inputs (usually mf.identity
    ops, so that only that path counts) to the values. Everything else is constant. Derivative ops are
    expanded in program order, so that they nest: a jvp of a value made by jvp or grad, a grad of a jvp.

    With `rows = [begin, end)`, inputs move in those rows of their first dimension only. Tangents are computed
    where these rows come to stand, and are zero elsewhere. The ops between must keep rows apart.
  }];
  let arguments = (ins Variadic<Mf_Float>:$values, Variadic<Mf_Float>:$inputs, Variadic<Mf_Float>:$tangents,
                       OptionalAttr<DenseI64ArrayAttr>:$rows);
  let results = (outs Variadic<Mf_Float>:$results);
  let assemblyFormat = [{ `of` $values `at` $inputs `along` $tangents (`rows` $rows^)? attr-dict
                          `:` `(` type($values) `)` `(` type($inputs) `)` `(` type($tangents) `)` `->` type($results) }];
  let hasVerifier = 1;
}
def Mf_GradOp : Mf_Op<"grad", [Pure]> {
  let summary = "the gradient of a scalar `value` with respect to each of `inputs`";
  let description = "As mf.jvp, of the ops that lead from the inputs to the value.";
  let arguments = (ins Mf_Float:$value, Variadic<Mf_Float>:$inputs);
  let results = (outs Variadic<Mf_Float>:$results);
  let assemblyFormat = "`of` $value `at` $inputs attr-dict `:` type($value) `(` type($inputs) `)` `->` type($results)";
  let hasVerifier = 1;
}
def Mf_ForOp : Mf_Op<"for", [SingleBlock, RecursiveMemoryEffects, AttrSizedOperandSegments]> {
  let summary = "a counted loop with carried values";
  let description = [{
    The region's arguments are the trip's number (i32 scalar, from 0), then the carried values; mf.yield
    gives their next values. `trips` is the count, or -1: then `count` (i32 scalar) holds it at run time.
    With both, `count` trips are run, and never more than `trips`: a bound, which a gradient needs.
    The region may use values from outside.
  }];
  let arguments = (ins DefaultValuedAttr<I64Attr, "-1">:$trips, Variadic<Mf_Tensor>:$inits, Optional<Mf_Tensor>:$count);
  let results = (outs Variadic<Mf_Tensor>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{ `init` `(` ($inits^ `:` type($inits))? `)` (`count` `(` $count^ `:` type($count) `)`)? attr-dict-with-keyword
                          $body (`->` type($results)^)? }];
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}
def Mf_CheckpointOp : Mf_Op<"checkpoint", [SingleBlock, RecursiveMemoryEffects]> {
  let summary = "a region whose inner values the backward pass computes again instead of keeping";
  let arguments = (ins);
  let results = (outs Variadic<Mf_Tensor>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "attr-dict-with-keyword $body `->` type($results)";
  let hasVerifier = 1;
}
def Mf_BarrierOp : Mf_RuleOp<"barrier", [Pure, AllTypesMatch<["x", "y"]>, DeclareOpInterfaceMethods<Mf_RowWise>, Mf_View,
                                         DeclareOpInterfaceMethods<Mf_ByElement>, Mf_Orders]> {
  let summary = "y = x, but not before `after` is known, and never merged with x: holds recomputation back";
  let arguments = (ins Mf_Tensor:$x, Mf_Tensor:$after);
  let results = (outs Mf_Tensor:$y);
  let assemblyFormat = "$x `after` $after attr-dict `:` type($x) `,` type($after)";
  let extraClassDeclaration = "bool isAlias() { return true; }";
  let moreDefinitions =
      "::mlir::Value $cppClass::emitElement(ElementScope &scope, ::llvm::ArrayRef<::mlir::AffineExpr> index, ::mlir::Value mask) {\n"
      "  return emitViewed(*this, scope, index, mask); }\n";
  // order is no matter of values: `after` has no derivative
  let jvp = [{ return {dx[0]}; }];
  let transpose = [{ return i == 0 ? ct : ::mlir::Value(); }];
}
#endif
