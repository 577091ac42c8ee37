// The passes: flag, summary, what comes in and what goes out. Of each record come the base class of the pass, its factory create<Name>(), its
// registration, and its section of docs/generated/passes.md (scripts/make_pass_reference.py). Their order is in passes/Register.cpp.
#ifndef MF_PASSES
#define MF_PASSES
include "mlir/Pass/PassBase.td"

def TargetOption : Option<"targetName", "target", "std::string", "\"cpu\"", "what kernels are cut for: cpu or cuda">;

def DecomposePass : Pass<"mf-decompose", "::mlir::ModuleOp"> {
  let summary = "replace composite ops by the expressions that define them";
  let description = [{
    In: any graph. Out: no op with the interface Composite is left. Differentiation and partitioning know only the ops below; fusion finds softmax and the
    norms again as row kernels.
  }];
}

def WarnIneffectivePass : Pass<"mf-warn-ineffective", "::mlir::ModuleOp"> {
  let summary = "warn of gradients, parameters and averages that come to nothing";
  let description = [{
    In: any graph, before its derivatives are expanded. Out: the same. Warnings at the user's line, each once: a value that a gradient is taken in and that
    the loss does not depend on (a parameter: at the line that declares it, and only where no gradient at all reaches it); a jvp of values that depend on no
    input that moves; an entry `train_step` that writes no parameter; a state of role `ema` that is read and never written.
  }];
}

def DropTangentsPass : Pass<"mf-drop-tangents", "::mlir::ModuleOp"> {
  let summary = "replace the results of mf.jvp by zeros, to see what tangents cost";
  let description = [{
    In: any graph. Out: every `mf.jvp` gives zeros; the rest is as it was. Part of the pipeline only where a compilation leaves tangents out. The results are
    not those of the program.
  }];
}

def FactorProductsPass : Pass<"mf-factor-products", "::mlir::ModuleOp"> {
  let summary = "divide after a product what would be divided before it";
  let description = [{
    In: graphs before their derivatives are expanded. Out: `softmax(s) v` is `exp(s - max) v`, divided by the sums of the rows: the divisor repeats along what
    the product sums over.
  }];
}

def ExpandDerivativesPass : Pass<"mf-expand-derivatives", "::mlir::ModuleOp"> {
  let summary = "expand mf.jvp and mf.grad into ordinary ops, in program order";
  let description = [{
    In: graphs without composite ops. Out: no `mf.jvp`, `mf.grad` or `mf.checkpoint` region on a gradient's path is left. Errors at the user's line: an op
    without a derivative rule; a jvp with `rows` whose function mixes rows; a gradient through a loop of unknown count without a bound that has to keep
    something; a derivative in a region of values outside of it, or that what a loop carries is also part of.
  }];
}

def PrecisionPass : Pass<"mf-precision", "::mlir::ModuleOp"> {
  let summary = "let the program's products read their operands in bf16";
  let description = [{
    In: a program before its derivatives are expanded. Out: every f32 `mf.dot_general` in it has precision bf16. What derivatives add has full precision by
    rule; convolutions, and products inside composites, are left in f32.
  }];
}

def MergeEqualPass : Pass<"mf-merge-equal", "::mlir::ModuleOp"> {
  let summary = "merge equal ops, whatever their roles";
  let description = [{
    In: any graph. Out: of ops without effects that are equal but for `mf.role`, the first stays, with the least of their roles; dead ops are gone. All other
    attributes tell ops apart, a product's precision among them.
  }];
  let options = [Option<"forgetRoles", "forget-roles", "bool", "false", "leave the ops without roles, for a reader">];
}

def RoundOperandsPass : Pass<"mf-round-operands", "::mlir::ModuleOp"> {
  let summary = "round the operands of products with precision bf16";
  let description = [{
    In: expanded graphs, after equal ops have been merged. Out: the f32 operands of an `mf.dot_general` with precision bf16 are converted to bf16, once a value;
    the sum is in f32.
  }];
}

def FuseProductsPass : Pass<"mf-fuse-products", "::mlir::ModuleOp"> {
  let summary = "compute what lies between the products of an attention tile by tile";
  let description = [{
    In: expanded graphs. Out: where a softmax lies between two products, the values of its shape, those of all derivatives included, stand in `mf.fused` ops, a
    kernel each, that keep them in tiles: none is stored. Left alone: values that something else needs whole, which are stored once; targets that do not keep tiles.
  }];
  let options = [TargetOption, Option<"tiles", "tiles", "bool", "true", "whether kernels may keep tiles: false for those that other targets get too">];
}

def RematerializePass : Pass<"mf-rematerialize", "::mlir::ModuleOp"> {
  let summary = "compute cheap forward values again in derivatives";
  let description = [{
    In: expanded graphs after common subexpressions have been merged. Out: where the backward pass reads a cheap elementwise value of the forward pass, it reads
    a clone of it, made of what is in memory anyway.
  }];
}

def GroupUpdatesPass : Pass<"mf-group-updates", "::mlir::ModuleOp"> {
  let summary = "update states that are updated alike as one array";
  let description = [{
    In: expanded graphs. Out: states that are updated by the same expression of their own states, their gradient and shared scalars lie end to end and are
    updated as one array; their gradients are written into one array. Left alone: updates that no other one resembles, and groups that another entry has laid
    out in another order.
  }];
}

def SplitReductionsPass : Pass<"mf-split-reductions", "::mlir::ModuleOp"> {
  let summary = "cut large reductions with few results into fixed chunks";
  let description = [{
    In: expanded graphs. Out: a large reduction that would be few blocks of much work is two: over chunks, then over the chunks' results. The number of chunks
    depends on the shape and the target's description alone, so that the bits do not depend on threads.
  }];
  let options = [TargetOption];
}

def SplitContractionsPass : Pass<"mf-split-contractions", "::mlir::ModuleOp"> {
  let summary = "cut products with long sums and few results into parts";
  let description = [{
    In: expanded graphs. Out: an `mf.dot_general` with too few results to keep a target busy, and a long sum (the gradient of a weight over many rows), is
    products over parts of the sum and the sum of these. The number of parts depends on the shape and the target's description alone. Left alone: a product
    that shares a side with its tangent's, and convolutions.
  }];
  let options = [TargetOption];
}

def InterleavePass : Pass<"mf-interleave", "::mlir::ModuleOp"> {
  let summary = "order ops by the graph, tangents beside their primal";
  let description = [{
    In: graphs of plain ops, in any order. Out: the same ops in an order that follows from the graph alone. Products that read one side and do not depend on
    each other stand side by side, so that a value and its tangent become one kernel. Otherwise an op stands before the first one that needs it, but for
    reductions, which come as soon as what they read is there; what depends on a state's new value comes last.
  }];
}

def PartitionPass : Pass<"mf-partition", "::mlir::ModuleOp"> {
  let summary = "turn entries into plans of kernel launches";
  let description = [{
    In: entries of plain ops. Out: the kernel level: `mft.state`, `mft.constant`, `mft.kernel` (equal ones once) and one `mft.plan` an entry.
  }];
  let dependentDialects = ["::mf::tile::MftDialect", "::mlir::arith::ArithDialect", "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect",
                           "::mlir::affine::AffineDialect"];
  let options = [TargetOption];
}

def PlanArenaPass : Pass<"mf-plan-arena", "::mlir::ModuleOp"> {
  let summary = "give arena buffers offsets from their lifetimes";
  let description = [{
    In: plans whose arena buffers have no place. Out: offsets, multiples of 64 bytes, and the size of the arena. Two buffers share memory where no launch lies
    in both lifetimes; what a loop uses lives through the whole loop.
  }];
}

#endif
