//===- Composite.td - named compositions, defined by their decomposition ------------------------===//
#ifndef MF_COMPOSITE
#define MF_COMPOSITE
include "dialect/mf/MfBase.td"

class Mf_UnaryComposite<string mnemonic, string text> : Mf_CompositeOp<mnemonic, [SameOperandsAndResultType]> {
  let summary = text;
  let arguments = (ins Mf_Float:$x);
  let results = (outs Mf_Float:$y);
  let assemblyFormat = "$x attr-dict `:` type($y)";
}
class Mf_LastAxisComposite<string mnemonic, string text> : Mf_UnaryComposite<mnemonic, text> {
  let hasVerifier = 1;
}
def Mf_SoftmaxOp : Mf_LastAxisComposite<"softmax", "e^x over its sum along the last dimension, with the maximum subtracted first">;
def Mf_LogSoftmaxOp : Mf_LastAxisComposite<"log_softmax", "log of softmax along the last dimension, without overflow">;
def Mf_LayerNormOp : Mf_LastAxisComposite<"layer_norm", "(x - mean) / sqrt(variance + epsilon) along the last dimension"> {
  let arguments = (ins Mf_Float:$x, DefaultValuedAttr<F64Attr, "1e-6">:$epsilon);
}
def Mf_RmsNormOp : Mf_LastAxisComposite<"rms_norm", "x / sqrt(mean(x^2) + epsilon) along the last dimension"> {
  let arguments = (ins Mf_Float:$x, DefaultValuedAttr<F64Attr, "1e-6">:$epsilon);
}
def Mf_GeluOp : Mf_UnaryComposite<"gelu", "x Phi(x): by erf, or with `approximate` by tanh (Hendrycks and Gimpel, arXiv 1606.08415)"> {
  let arguments = (ins Mf_Float:$x, DefaultValuedAttr<BoolAttr, "false">:$approximate);
}
def Mf_SiluOp : Mf_UnaryComposite<"silu", "x logistic(x)">;
#endif
