//===- Random.td - counter-based random numbers (Philox4x32-10) ---------------------------------===//
// Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011. A number is a function of
// (key, stream, index, trip) alone: the same on every target, thread count and after a resume.
#ifndef MF_RANDOM
#define MF_RANDOM
include "dialect/mf/MfBase.td"

class Mf_RandomOp<string mnemonic, TypeConstraint type, string text, string instructions>
    : Mf_Op<mnemonic, [Pure, DeclareOpInterfaceMethods<Mf_ByElement>, Mf_Cost, Mf_Draws]> {
  let summary = text;
  let description = [{
    key: i32 [2] = (seed, step). Element i (row-major) is made of Philox words at counter
    (i, i >> 32, stream, trip) with that key. trip: an i32 scalar, the number of the trip in a loop's
    body, so that each trip draws anew; 0 where it is not given, as outside of loops.
  }];
  let arguments = (ins Mf_Integer:$key, I64Attr:$stream, Optional<Mf_Integer>:$trip);
  let results = (outs type:$y);
  let assemblyFormat = "$key `stream` $stream (`trip` $trip^)? attr-dict `:` type($key) (`,` type($trip)^)? `->` type($y)";
  let hasVerifier = 1;
  // ten rounds of a dozen instructions, on 32-bit words
  let extraClassDeclaration = "int64_t work() { return " # instructions # "; }";
}
def Mf_RandomBitsOp : Mf_RandomOp<"random_bits", Mf_Integer, "32 random bits (i32): word 0", "120">;
def Mf_RandomUniformOp : Mf_RandomOp<"random_uniform", Mf_Float, "uniform in (0, 1): (word 0 >> 9, plus one half) * 2^-23, which is exact in f32", "124">;
def Mf_RandomNormalOp : Mf_RandomOp<"random_normal", Mf_Float,
    "standard normal: Box-Muller, sqrt(-2 log u0) cos(2 pi u1), of words 0 and 1 as uniforms", "200">;
#endif
