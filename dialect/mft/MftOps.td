//===- MftOps.td - the kernel level: block programs on tiles ----------------------------------===//
// A kernel says what ONE block computes. It names no thread, no vector width and no target; the
// targets map a tile to vector lanes (CPU) or to threads (CUDA). Everything is statically shaped;
// buffers are row-major contiguous memrefs (i1 values are stored as i8).
//===--------------------------------------------------------------------------------------------===//
#ifndef MFT_OPS
#define MFT_OPS

include "dialect/mft/MftBase.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"

//===-- kernels ---------------------------------------------------------------------------------===//

def Mft_KernelOp : Mft_Op<"kernel", [IsolatedFromAbove, Symbol, SingleBlock, NoTerminator]> {
  let summary = "one kernel: what one block of the grid computes";
  let description = [{
    The entry block's arguments are the buffers (memrefs) followed by one `index` a grid dimension.
    Blocks are independent and may run in any order or at once. Buffers that the kernel stores to do
    not alias any other buffer of the same launch, except exact in-place aliasing where each point
    loads what it overwrites before it stores it.

    A kernel whose body holds a `mft.contract` has an empty grid: the target chooses the blocking of
    a contraction (see there).

    `kind` is a label for reports: loop, row, column, contraction, fused.
    `cost` = [flops primal, flops tangent, flops gradient, bytes read, bytes written] of a launch.

    A kernel holds mft.tile (phases), mft.fold, mft.load, mft.store, mft.contract, or phases over local arrays (mft.local,
    mft.repeat, mft.stage, mft.dot), and scalar ops of arith and math on f32, f64, bf16, i1, i8, i32, i64 and index. Stores stand in a tile or an epilogue. An access that certainly
    leaves its buffer is an error; one that depends on data is guarded by the targets.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, DenseI64ArrayAttr:$grid, StrAttr:$kind,
                       OptionalAttr<DenseI64ArrayAttr>:$cost);
  let regions = (region SizedRegion<1>:$body);
  let extraClassDeclaration = [{
    unsigned getNumBuffers() { return getBody().getNumArguments() - getGrid().size(); }
    ::mlir::BlockArgument getBuffer(unsigned i) { return getBody().getArgument(i); }
    ::mlir::BlockArgument getBlockId(unsigned d) { return getBody().getArgument(getNumBuffers() + d); }
    int64_t getNumBlocks() { int64_t n = 1; for (int64_t g : getGrid()) n *= g; return n; }
    /// The mft.contract of a contraction kernel, or null.
    ::mlir::Operation *getContraction();
    /// How the kernel uses each buffer: bits of Access.
    ::llvm::SmallVector<unsigned> getAccesses();
  }];
  let assemblyFormat = "$sym_name `grid` $grid `kind` $kind (`cost` $cost^)? $body attr-dict";
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
}

def Mft_TileOp : Mft_Op<"tile", [SingleBlockImplicitTerminator<"YieldOp">]> {
  let summary = "a data-parallel phase over the points of a tile";
  let description = [{
    The region is the scalar body of one point; its arguments are the point's coordinates (`index`,
    one a size). Points are independent: lanes or threads may run them in any order, so that a body
    never reads what another point of the same mft.tile writes. The last dimension is the one that
    targets spread over lanes. A tile of no dimensions is a single point.

    With `reduce`, the values of mft.yield are combined over all points of the tile, one combiner
    each, and the results are uniform over the block: later phases may use them. The order of the
    combination is fixed by the target but does not depend on the number of threads of the machine.

    Phases of a kernel run one after the other: a phase sees what earlier phases of the same block
    stored (targets put a barrier between them where they need one).
  }];
  let arguments = (ins DenseI64ArrayAttr:$sizes, OptionalAttr<Mft_CombinerArray>:$combiners);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sizes (`reduce` $combiners^)? $body attr-dict (`:` type($results)^)?";
  let hasVerifier = 1;
}

def Mft_FoldOp : Mft_Op<"fold", [SingleBlockImplicitTerminator<"YieldOp">]> {
  let summary = "a sequential loop within one point, with carried values";
  let description = [{
    Block arguments: one `index` a size (the last varies fastest), then the carried values. The body
    yields their next values. Stands inside a mft.tile (every lane runs its own), a contraction's
    epilogue or another fold. Stores are allowed: a point sees its own earlier stores.
  }];
  let arguments = (ins DenseI64ArrayAttr:$sizes, Variadic<AnyType>:$inits);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sizes (`init` `(` $inits^ `:` type($inits) `)`)? $body attr-dict (`:` type($results)^)?";
  let hasVerifier = 1;
}

def Mft_YieldOp : Mft_Op<"yield", [Pure, Terminator, ReturnLike]> {
  let summary = "ends a region with its values";
  let arguments = (ins Variadic<AnyType>:$values);
  let builders = [OpBuilder<(ins), [{ build($_builder, $_state, ::mlir::ValueRange()); }]>];
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
}

def Mft_LoadOp : Mft_Op<"load", [AttrSizedOperandSegments]> {
  let summary = "reads one element";
  let description = [{
    Element `map(indices)` of the buffer. The map has one dimension an index operand (no symbols) and
    one result a dimension of the buffer; it may hold floordiv and mod. Indices are block ids, tile
    or fold coordinates, or data-dependent values (arith.index_cast of a loaded integer, clamped by
    the producer).
    With `mask`, the element is read only where the i1 is true and is `other` elsewhere; the index
    may then be out of bounds where the mask is false.
  }];
  let arguments = (ins Arg<AnyMemRef, "", [MemRead]>:$buffer, Variadic<Index>:$indices, AffineMapAttr:$map,
                       Optional<I1>:$mask, Optional<AnyType>:$other);
  let results = (outs AnyType:$value);
  let assemblyFormat = [{ $buffer `at` $map `(` $indices `)` (`mask` $mask^ `else` $other)? attr-dict
                          `:` type($buffer) `->` type($value) (`,` type($other)^)? }];
  let hasVerifier = 1;
}

def Mft_StoreOp : Mft_Op<"store", [AttrSizedOperandSegments]> {
  let summary = "writes one element";
  let description = "Element `map(indices)` of the buffer becomes `value`, where `mask` (if any) is true.";
  let arguments = (ins AnyType:$value, Arg<AnyMemRef, "", [MemWrite]>:$buffer, Variadic<Index>:$indices,
                       AffineMapAttr:$map, Optional<I1>:$mask);
  let assemblyFormat = [{ $value `,` $buffer `at` $map `(` $indices `)` (`mask` $mask^)? attr-dict
                          `:` type($value) `,` type($buffer) }];
  let hasVerifier = 1;
}

def Mft_ErfcOp : Mft_Op<"erfc", [Pure, SameOperandsAndResultType, Elementwise]> {
  let summary = "1 - erf(x), which the math dialect lacks";
  let arguments = (ins AnyFloat:$x);
  let results = (outs AnyFloat:$y);
  let assemblyFormat = "$x attr-dict `:` type($x)";
}

def Mft_ContractOp : Mft_Op<"contract", [NoTerminator]> {
  let summary = "sum over k of lhs(b, m, k) * rhs(b, k, n), with fused epilogues";
  let description = [{
    Several left sides may share the right side: it is packed and streamed once for all of them (a
    value and its tangent, `[x; dx] W`). Left sides are grouped into parts; the sides of a part have
    the same m sizes, and the part's region is their epilogue, run once for each (b, m, n) with the
    accumulated sums: arguments are the b, m and n coordinates (`index`), then one accumulator a
    left side of the part. The epilogue stores; it ends in `mft.yield` without values.

    lhs map of side i: (b..., m..., k...) -> element of the buffer; rhs map: (b..., k..., n...) ->
    element of the buffer. Maps are linear expressions without floordiv or mod (a convolution's
    window is `oh * stride + kh * dilation`), always in bounds.
    Accumulation type: f32 for f32 and bf16 inputs, f64 for f64. The order over k is fixed.

    partSides[p] = number of left sides of part p; mSizes holds the m sizes of part 0, then of part 1
    ... (mRank entries each).
  }];
  let arguments = (ins Variadic<AnyMemRef>:$lhs, AnyMemRef:$rhs, DenseI64ArrayAttr:$bSizes, DenseI64ArrayAttr:$nSizes,
                       DenseI64ArrayAttr:$kSizes, I64Attr:$mRank, DenseI64ArrayAttr:$mSizes,
                       DenseI64ArrayAttr:$partSides, AffineMapArrayAttr:$lhsMaps, AffineMapAttr:$rhsMap);
  let regions = (region VariadicRegion<SizedRegion<1>>:$epilogues);
  let extraClassDeclaration = [{
    unsigned getNumParts() { return getPartSides().size(); }
    ::llvm::ArrayRef<int64_t> getPartMSizes(unsigned p) { return getMSizes().slice(p * getMRank(), getMRank()); }
    /// Index of the first left side of part p.
    unsigned getPartBegin(unsigned p) { unsigned s = 0; for (unsigned i = 0; i < p; ++i) s += getPartSides()[i]; return s; }
  }];
  let assemblyFormat = [{ `lhs` `(` $lhs `:` type($lhs) `)` `rhs` `(` $rhs `:` type($rhs) `)` attr-dict-with-keyword $epilogues }];
  let hasVerifier = 1;
}

//===-- tiles of a block ------------------------------------------------------------------------===//
// What a block keeps for itself: arrays that are filled from buffers, multiplied, and worked on by mft.tile. Sizes are
// those of the arrays; where they lie, how they are laid out and which units multiply them is a target's choice.

def Mft_LocalOp : Mft_Op<"local"> {
  let summary = "an array [rows, columns] of the block, undefined until it is written";
  let description = "Only the block that makes it sees it. mft.load and mft.store reach its elements as those of a buffer.";
  let results = (outs AnyMemRef:$array);
  let assemblyFormat = "attr-dict `:` type($array)";
  let hasVerifier = 1;
}

def Mft_RepeatOp : Mft_Op<"repeat", [NoTerminator, SingleBlock, AttrSizedOperandSegments]> {
  let summary = "runs its phases again and again, one trip after the other";
  let description = [{
    The region's argument is the trip, from `from` (0) on and below `to` and `trips`. A trip sees what earlier ones wrote.
  }];
  let arguments = (ins I64Attr:$trips, Optional<Index>:$begin, Optional<Index>:$end);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$trips (`from` $begin^)? (`to` $end^)? $body attr-dict";
  let hasVerifier = 1;
}

def Mft_StageOp : Mft_Op<"stage"> {
  let summary = "fills a local array with a rectangle of a buffer";
  let description = [{
    local[i, j] = buffer[map(indices..., row + i, column + j)] for row + i < extents[0] and column + j < extents[1]; other
    elements are undefined. bf16 becomes f32. The map is linear (no floordiv, no mod) and in bounds for rows and columns
    below the extents.
  }];
  let arguments = (ins Arg<AnyMemRef, "", [MemRead]>:$buffer, Variadic<Index>:$indices, Index:$row, Index:$column, AffineMapAttr:$map,
                       DenseI64ArrayAttr:$extents, Arg<AnyMemRef, "", [MemWrite]>:$local);
  let assemblyFormat = [{ $buffer `at` $map `(` $indices `)` `from` `(` $row `,` $column `)` `of` $extents `into` $local attr-dict
                          `:` type($buffer) `->` type($local) }];
  let hasVerifier = 1;
}

def Mft_DotOp : Mft_Op<"dot"> {
  let summary = "acc[m, n] = sum over k of lhs[m, k] rhs[k, n], on local arrays";
  let description = [{
    With `transposed` lhs is [k, m]; with `accumulate` the sum is added to what acc holds. `depth` says how many k count
    (all without it). The order over k is fixed. All arrays are f32, or all f64.
  }];
  let arguments = (ins AnyMemRef:$lhs, AnyMemRef:$rhs, AnyMemRef:$acc, Optional<Index>:$depth, UnitAttr:$transposed, UnitAttr:$accumulate);
  let assemblyFormat = [{ $lhs `,` $rhs `into` $acc (`depth` $depth^)? (`transposed` $transposed^)? (`accumulate` $accumulate^)? attr-dict
                          `:` type($lhs) `,` type($rhs) `->` type($acc) }];
  let extraClassDeclaration = [{
    int64_t getM() { return ::llvm::cast<::mlir::MemRefType>(getAcc().getType()).getDimSize(0); }
    int64_t getN() { return ::llvm::cast<::mlir::MemRefType>(getAcc().getType()).getDimSize(1); }
    int64_t getK() { return ::llvm::cast<::mlir::MemRefType>(getRhs().getType()).getDimSize(0); }
  }];
  let hasVerifier = 1;
}

#endif // MFT_OPS
