//===- Fused.td - what is computed tile by tile and never stored -------------------------------===//
#ifndef MF_FUSED
#define MF_FUSED
include "dialect/mf/MfBase.td"

def Mf_FusedOp : Mf_Op<"fused", [Pure, IsolatedFromAbove, SingleBlock]> {
  let summary = "products and what lies between them, as one kernel that stores none of it";
  let description = [{
    The region's arguments are the operands; mf.yield gives the results. `space` is the shape of the values that are never
    stored: scores of queries (rows) and keys (columns, the last dimension). A block of the kernel keeps some of dimension
    `kept` and goes along the dimensions `streamed`, the last of them in steps; each is the rows or the columns, and the
    other dimensions of `streamed` are summed over too. The remaining dimensions are the kernel's grid.

    In the region:
      - products of an operand of rows and one of columns, whose result is of shape `space`;
      - elementwise ops on such values, and on operands that are repeated along dimensions of `space`;
      - sums and maxima over `streamed`, and products with an operand that are summed over it;
      - elementwise ops on the results of these.
    --mf-fuse-products makes it, after derivatives have been expanded.
  }];
  let arguments = (ins Variadic<Mf_Tensor>:$inputs, DenseI64ArrayAttr:$space, I64Attr:$kept, DenseI64ArrayAttr:$streamed);
  let results = (outs Variadic<Mf_Tensor>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "`(` ($inputs^ `:` type($inputs))? `)` `over` $space `keeps` $kept `along` $streamed attr-dict-with-keyword $body `->` type($results)";
  let hasVerifier = 1;
}
#endif
