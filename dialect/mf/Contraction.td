//===- Contraction.td - matrix products, convolutions, Fourier transforms ----------------------===//
#ifndef MF_CONTRACTION
#define MF_CONTRACTION
include "dialect/mf/MfBase.td"

class Mf_ContractionOp<string mnemonic, list<Trait> traits = []>
    : Mf_RuleOp<mnemonic, traits # [Pure, DeclareOpInterfaceMethods<Mf_RowWise>]>;
// How it contracts stands in dialect/mf/Contractions.cpp.
class Mf_ProductOp<string mnemonic, list<string> methods, list<Trait> traits = []>
    : Mf_ContractionOp<mnemonic, traits # [DeclareOpInterfaceMethods<Mf_Contracting, methods>, DeclareOpInterfaceMethods<Mf_Cost, ["flops", "work"]>]> {
  let moreDefinitions =
      "int64_t $cppClass::flops() { return productFlops(*this); }\n"
      "int64_t $cppClass::work() { return productWork(*this); }\n";
}

def Mf_Precision : I32EnumAttr<"Precision", "how a product reads its operands", [
    I32EnumAttrCase<"full", 0>, I32EnumAttrCase<"bf16", 1>]> {
  let cppNamespace = "::mf::ir";
  let genSpecializedAttr = 0;
}
def Mf_PrecisionAttr : EnumAttr<Mf_Dialect, Mf_Precision, "precision"> { let assemblyFormat = "`<` $value `>`"; }

def Mf_DotGeneralOp : Mf_ProductOp<"dot_general", []> {
  let summary = "sum over the contracting dimensions of lhs * rhs";
  let description = [{
    Result dimensions: batch, the other dimensions of lhs, the other dimensions of rhs, each in order.
    bf16 operands accumulate in f32 and give an f32 result. With precision bf16, f32 operands are rounded to
    bf16 first. The products of a derivative are of full precision, whatever that of the op: a tangent is a
    small difference of large values, and a gradient is summed over many steps.
  }];
  let arguments = (ins Mf_Float:$lhs, Mf_Float:$rhs, DenseI64ArrayAttr:$lhs_batch, DenseI64ArrayAttr:$rhs_batch,
                       DenseI64ArrayAttr:$lhs_contracting, DenseI64ArrayAttr:$rhs_contracting,
                       DefaultValuedAttr<Mf_PrecisionAttr, "::mf::ir::Precision::full">:$precision);
  let results = (outs Mf_Float:$y);
  let assemblyFormat = [{ $lhs `,` $rhs `batch` $lhs_batch `x` $rhs_batch `contracting` $lhs_contracting `x` $rhs_contracting
                          attr-dict `:` type($lhs) `,` type($rhs) `->` type($y) }];
  let hasVerifier = 1;
  let jvp = [{ auto left = dotLike(e, *this, dx[0], getRhs()); auto right = dotLike(e, *this, getLhs(), dx[1]); return {e.add(left, right)}; }];
  let transpose = [{ return dotTranspose(e, *this, i, ct); }];
}

// The three bilinear faces of one trilinear form <y, conv(x, w)>: each one's transposes are the others.
// Layouts: x [N, spatial..., C], w [spatial..., C / groups, O], y [N, spatial..., O].
class Mf_ConvolutionLike<string mnemonic, string text>
    : Mf_ProductOp<mnemonic, ["padded", "isChannelwise"], [AllElementTypesMatch<["a", "b", "y"]>, DeclareOpInterfaceMethods<Mf_ByElement>]> {
  let summary = text;
  let arguments = (ins Mf_Float:$a, Mf_Float:$b, DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high,
                       DenseI64ArrayAttr:$dilation, DefaultValuedAttr<I64Attr, "1">:$groups);
  let results = (outs Mf_Float:$y);
  let assemblyFormat = [{ $a `,` $b `strides` $strides `low` $low `high` $high `dilation` $dilation attr-dict
                          `:` type($a) `,` type($b) `->` type($y) }];
  let hasVerifier = 1;
  let jvp = [{ auto left = convolutionLike(e, *this, dx[0], getB()); auto right = convolutionLike(e, *this, getA(), dx[1]); return {e.add(left, right)}; }];
  let transpose = [{ return convolutionTranspose(e, *this, i, ct); }];
}
def Mf_ConvolutionOp : Mf_ConvolutionLike<"convolution",
    "y[n, o, f] = sum over k, c of x[n, o stride + k dilation - low, c] w[k, c, f]; zero outside x">;
def Mf_ConvolutionInputOp : Mf_ConvolutionLike<"convolution_input",
    "transposed convolution: the transpose of mf.convolution in its input (a = y, b = w)">;
def Mf_ConvolutionKernelOp : Mf_ConvolutionLike<"convolution_kernel",
    "the transpose of mf.convolution in its kernel (a = x, b = y)">;

class Mf_FourierOp<string mnemonic, string text> : Mf_ContractionOp<mnemonic, [AllElementTypesMatch<["x", "y"]>, DeclareOpInterfaceMethods<Mf_Composite>]> {
  let summary = text;
  let arguments = (ins Mf_Float:$x);
  let results = (outs Mf_Float:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasVerifier = 1;
  // linear; compiled and transposed through the decomposition into a product with the DFT matrix
  let transpose = NotLinear.body;
}
def Mf_RfftOp : Mf_FourierOp<"rfft", "real Fourier transform of the last dimension: [..., n] -> [..., n / 2 + 1, (re, im)]"> {
  let jvp = [{ if (!dx[0]) return {::mlir::Value()}; return {b.create<RfftOp>(getLoc(), getY().getType(), dx[0]).getY()}; }];
}
def Mf_IrfftOp : Mf_FourierOp<"irfft", "its inverse: [..., n / 2 + 1, (re, im)] -> [..., n]; imaginary parts of the ends are ignored"> {
  let jvp = [{ if (!dx[0]) return {::mlir::Value()}; return {b.create<IrfftOp>(getLoc(), getY().getType(), dx[0]).getY()}; }];
}
#endif
