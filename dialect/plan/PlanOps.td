//===- PlanOps.td - the plan level: what an entry runs, on which memory ---------------------------===//
// A plan is verified whole: each launch against its kernel, each buffer against what it names. What passes can be
// written into an artifact and run; nothing behind it checks again.
//===--------------------------------------------------------------------------------------------===//
#ifndef MFT_PLAN_OPS
#define MFT_PLAN_OPS

include "dialect/mft/MftBase.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

/// Names of plans, states and constants are name spaces of their own: these ops are no symbols, and only the plans'
/// verifier looks their names up.
class Mft_Named<string mnemonic, list<Trait> traits = []> : Mft_Op<mnemonic, traits> {
  code nameAccess = [{
    ::llvm::StringRef getSymName() { return getName(); }
  }];
}

def Mft_PlanOp : Mft_Named<"plan", [IsolatedFromAbove, SingleBlock, NoTerminator, NoRegionArguments]> {
  let summary = "an entry as a sequence of launches over buffers";
  let description = [{
    `arguments` and `results` describe the entry's data: arrays of dictionaries {name, type (tensor
    type), role}. A role is a word in lower case: arguments are `data` unless they say otherwise, results `value`.
    arenaBytes is set by the arena pass. The body holds mft.buffer, mft.launch and mft.loop alone.
  }];
  let arguments = (ins SymbolNameAttr:$name, ArrayAttr:$arguments, ArrayAttr:$results,
                       DefaultValuedAttr<I64Attr, "0">:$arenaBytes);
  let regions = (region SizedRegion<1>:$body);
  let extraClassDeclaration = nameAccess;
  let assemblyFormat = "$name attr-dict-with-keyword $body";
  let hasRegionVerifier = 1;
}

def Mft_BufferOp : Mft_Op<"buffer", [MemoryEffects<[MemAlloc]>]> {
  let summary = "a buffer of a plan";
  let description = [{
    space = argument or result: `index` is its position; state or constant: `symbol` names the
    mf.state or mft.constant. `offset` is in bytes from the start of that array (-1: at its start), or of the arena
    (-1: the arena pass has not run). Offsets are multiples of an element's size.

    A buffer lies within what it names and has its element type (i1 is stored as i8). All states of a region lie in one
    piece of memory (see mft.state): a buffer that begins in one state may reach over those that follow it there.
    `label` says for reports what it holds and `location` is the op's.
  }];
  let arguments = (ins Mft_SpaceAttr:$space, DefaultValuedAttr<I64Attr, "0">:$index, DefaultValuedAttr<I64Attr, "-1">:$offset,
                       OptionalAttr<FlatSymbolRefAttr>:$symbol, OptionalAttr<StrAttr>:$label);
  let results = (outs AnyMemRef:$buffer);
  let assemblyFormat = "$space attr-dict `:` type($buffer)";
}

def Mft_LaunchOp : Mft_Op<"launch"> {
  let summary = "runs a kernel on buffers, after everything before it";
  let description = [{
    Buffers are the kernel's, in order and of its types. A buffer that the kernel writes is no argument or constant, and
    shares no memory with another buffer of the launch unless the two are exactly the same memory (see mft.kernel).
    `cost` is the kernel's, by what this launch is for.
  }];
  let arguments = (ins FlatSymbolRefAttr:$kernel, Variadic<AnyMemRef>:$buffers);
  let assemblyFormat = "$kernel `(` $buffers `)` attr-dict `:` type($buffers)";
}

def Mft_LoopOp : Mft_Op<"loop", [SingleBlock, NoTerminator, NoRegionArguments]> {
  let summary = "repeats launches";
  let description = [{
    Runs the body `trips` times, or as often as element 0 of the `count` buffer (i32, read when the
    loop starts) says where it is given. Before each trip the runtime writes the trip's number (from
    0) into the `counter` buffer (i32).
  }];
  let arguments = (ins DefaultValuedAttr<I64Attr, "-1">:$trips, AnyMemRef:$counter, Optional<AnyMemRef>:$count);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "`counter` `(` $counter `:` type($counter) `)` (`count` `(` $count^ `:` type($count) `)`)? attr-dict-with-keyword $body";
}

def Mft_ConstantOp : Mft_Named<"constant"> {
  let summary = "read-only data of the artifact";
  let arguments = (ins SymbolNameAttr:$name, ElementsAttr:$value);
  let extraClassDeclaration = nameAccess;
  let assemblyFormat = "$name $value attr-dict";
  let hasVerifier = 1;
}

def Mft_StateOp : Mft_Named<"state"> {
  let summary = "a named array that outlives calls: a parameter, an optimizer slot, a counter";
  let description = [{
    role: parameter, optimizer, ema, counter, key or session. Buffers of space `state` name it.
    The states of role session lie in one region of memory, all others in another. `offset` places a state in its region,
    in bytes; without it, it follows all states before it there, at the next multiple of 64. States do not overlap.
  }];
  let arguments = (ins SymbolNameAttr:$name, StrAttr:$role, TypeAttr:$type, OptionalAttr<I64Attr>:$offset);
  let extraClassDeclaration = nameAccess;
  let assemblyFormat = "$name `role` $role `:` $type attr-dict";
  let hasVerifier = 1;
}

#endif // MFT_PLAN_OPS
