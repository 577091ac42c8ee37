//===- Elementwise.td - one record an op: meaning, scalar code, derivative ----------------------===//
// A new elementwise op is one record here and one test in tests/dialect/rules.
//===--------------------------------------------------------------------------------------------===//
#ifndef MF_ELEMENTWISE
#define MF_ELEMENTWISE
include "dialect/mf/MfBase.td"

// `scalar`: `s` builds arith/math on scalars x[0], x[1] ...   `meaning`: a C++ expression of double x[0] ...
// `work`: vector instructions of the CPU's code (codegen/common) for an element, an addition being 1; what holds up the
// others (a division, a root) counts as many as it takes the time of. Nothing but decisions of cost hangs on it.
class Mf_ElementwiseOp<string mnemonic, list<Trait> traits = []>
    : Mf_RuleOp<mnemonic, traits # [Pure, SameOperandsAndResultShape, DeclareOpInterfaceMethods<Mf_Elementwise>,
                                    DeclareOpInterfaceMethods<Mf_RowWise>, DeclareOpInterfaceMethods<Mf_ByElement>,
                                    DeclareOpInterfaceMethods<Mf_Cost, ["work"]>]> {
  code scalar = ?;
  code meaning = ?;
  string work = "1";
  let transpose = NotLinear.body;
  let moreDefinitions =
      "::mlir::Value $cppClass::emitScalar(::mlir::OpBuilder &b, ::mlir::ValueRange x) {\n"
      "  Scalar s{b, getLoc()}; (void)s;\n return " # scalar # ";}\n"
      "double $cppClass::evaluate(::llvm::ArrayRef<double> x) { return " # meaning # "; }\n"
      "::std::optional<RowBlock> $cppClass::rowBlock(::llvm::MutableArrayRef<RowBlock> rows) { return keepRows(rows, alignRows); }\n"
      "::mlir::Value $cppClass::emitElement(ElementScope &scope, ::llvm::ArrayRef<::mlir::AffineExpr> index, ::mlir::Value mask) {\n"
      "  return emitPoint(*this, scope, index, mask); }\n"
      "int64_t $cppClass::work() { return " # work # "; }\n";
}

class Mf_Unary<string mnemonic, TypeConstraint type, string text, list<Trait> traits = []>
    : Mf_ElementwiseOp<mnemonic, traits # [SameOperandsAndResultType]> {
  let summary = text;
  let arguments = (ins type:$x);
  let results = (outs type:$y);
  let assemblyFormat = "$x attr-dict `:` type($y)";
}
class Mf_Binary<string mnemonic, TypeConstraint type, string text> : Mf_ElementwiseOp<mnemonic, [SameOperandsAndResultType]> {
  let summary = text;
  let arguments = (ins type:$a, type:$b);
  let results = (outs type:$y);
  let assemblyFormat = "$a `,` $b attr-dict `:` type($y)";
}

def Mf_NegOp : Mf_Unary<"neg", Mf_Number, "y = -x"> {
  let hasFolder = 1;
  let scalar = [{ s.neg(x[0]) }];
  let meaning = [{ -x[0] }];
  let jvp = [{ return {e.neg(dx[0])}; }];
  let transpose = [{ return e.neg(ct); }];
}
def Mf_AbsOp : Mf_Unary<"abs", Mf_Number, "y = |x|; derivative sign(x), 0 at 0"> {
  let scalar = [{ s.abs(x[0]) }];
  let meaning = [{ std::fabs(x[0]) }];
  let jvp = [{ if (!dx[0]) return {::mlir::Value()}; auto sign = e.sign(getX()); return {e.mul(sign, dx[0])}; }];
}
def Mf_SignOp : Mf_Unary<"sign", Mf_Number, "y = -1, 0 or 1; derivative 0"> {
  let work = "3";
  let scalar = [{ s.sign(x[0]) }];
  let meaning = [{ x[0] > 0 ? 1.0 : x[0] < 0 ? -1.0 : x[0] }];
  let jvp = ZeroTangent.body;
}
def Mf_ExpOp : Mf_Unary<"exp", Mf_Float, "y = e^x"> {
  let work = "28";
  let scalar = [{ s.unary<::mlir::math::ExpOp>(x[0]) }];
  let meaning = [{ std::exp(x[0]) }];
  let jvp = [{ return {e.mul(getY(), dx[0])}; }];
}
def Mf_Expm1Op : Mf_Unary<"expm1", Mf_Float, "y = e^x - 1, exact for small x"> {
  let work = "24";
  let scalar = [{ s.unary<::mlir::math::ExpM1Op>(x[0]) }];
  let meaning = [{ std::expm1(x[0]) }];
  // not y + 1, of which nothing is left far below 0
  let jvp = [{ if (!dx[0]) return {::mlir::Value()}; auto slope = e.exp(getX()); return {e.mul(slope, dx[0])}; }];
}
def Mf_LogOp : Mf_Unary<"log", Mf_Float, "natural logarithm"> {
  let work = "36";
  let scalar = [{ s.unary<::mlir::math::LogOp>(x[0]) }];
  let meaning = [{ std::log(x[0]) }];
  let jvp = [{ return {e.div(dx[0], getX())}; }];
}
def Mf_Log1pOp : Mf_Unary<"log1p", Mf_Float, "log(1 + x), exact for small x"> {
  let work = "44";
  let scalar = [{ s.unary<::mlir::math::Log1pOp>(x[0]) }];
  let meaning = [{ std::log1p(x[0]) }];
  let jvp = [{ if (!dx[0]) return {::mlir::Value()}; auto d = e.shift(getX(), 1.0); return {e.div(dx[0], d)}; }];
}
def Mf_SqrtOp : Mf_Unary<"sqrt", Mf_Float, "square root"> {
  let work = "8";
  let scalar = [{ s.unary<::mlir::math::SqrtOp>(x[0]) }];
  let meaning = [{ std::sqrt(x[0]) }];
  let jvp = [{ auto half = e.scale(dx[0], 0.5); return {e.div(half, getY())}; }];
}
def Mf_RsqrtOp : Mf_Unary<"rsqrt", Mf_Float, "1 / sqrt(x)"> {
  let work = "12";
  let scalar = [{ s.rsqrt(x[0]) }];
  let meaning = [{ 1.0 / std::sqrt(x[0]) }];
  // dy = -y / (2 x) dx
  let jvp = [{ if (!dx[0]) return {::mlir::Value()};
    auto slope = e.div(getY(), getX()); auto half = e.scale(slope, -0.5); return {e.mul(half, dx[0])}; }];
}
def Mf_TanhOp : Mf_Unary<"tanh", Mf_Float, "hyperbolic tangent"> {
  let work = "32";
  let scalar = [{ s.unary<::mlir::math::TanhOp>(x[0]) }];
  let meaning = [{ std::tanh(x[0]) }];
  // (1 + y) (1 - y), with both factors as they are far out, where nothing is left of 1 - y
  let jvp = [{ if (!dx[0]) return {::mlir::Value()};
    auto twice = e.scale(getX(), 2.0); auto minus = e.neg(twice); auto above = e.logistic(twice); auto below = e.logistic(minus);
    auto product = e.mul(above, below); auto slope = e.scale(product, 4.0); return {e.mul(slope, dx[0])}; }];
}
def Mf_ErfOp : Mf_Unary<"erf", Mf_Float, "error function"> {
  let work = "50";
  let scalar = [{ s.unary<::mlir::math::ErfOp>(x[0]) }];
  let meaning = [{ std::erf(x[0]) }];
  // dy = 2 / sqrt(pi) exp(-x^2) dx
  let jvp = [{ if (!dx[0]) return {::mlir::Value()};
    auto xx = e.mul(getX(), getX()); auto minus = e.neg(xx); auto bell = e.exp(minus);
    auto slope = e.scale(bell, 1.1283791670955125739); return {e.mul(slope, dx[0])}; }];
}
def Mf_ErfcOp : Mf_Unary<"erfc", Mf_Float, "1 - erf(x), exact where erf(x) is near 1"> {
  let work = "54";
  let scalar = [{ s.unary<::mf::tile::ErfcOp>(x[0]) }];
  let meaning = [{ std::erfc(x[0]) }];
  // dy = -2 / sqrt(pi) exp(-x^2) dx
  let jvp = [{ if (!dx[0]) return {::mlir::Value()};
    auto xx = e.mul(getX(), getX()); auto minus = e.neg(xx); auto bell = e.exp(minus);
    auto slope = e.scale(bell, -1.1283791670955125739); return {e.mul(slope, dx[0])}; }];
}
def Mf_SinOp : Mf_Unary<"sin", Mf_Float, "sine, x in radians"> {
  let work = "26";
  let scalar = [{ s.unary<::mlir::math::SinOp>(x[0]) }];
  let meaning = [{ std::sin(x[0]) }];
  let jvp = [{ if (!dx[0]) return {::mlir::Value()}; auto slope = e.cos(getX()); return {e.mul(slope, dx[0])}; }];
}
def Mf_CosOp : Mf_Unary<"cos", Mf_Float, "cosine, x in radians"> {
  let work = "24";
  let scalar = [{ s.unary<::mlir::math::CosOp>(x[0]) }];
  let meaning = [{ std::cos(x[0]) }];
  let jvp = [{ if (!dx[0]) return {::mlir::Value()};
    auto sine = e.sin(getX()); auto slope = e.neg(sine); return {e.mul(slope, dx[0])}; }];
}
def Mf_LogisticOp : Mf_Unary<"logistic", Mf_Float, "1 / (1 + e^-x)"> {
  let work = "34";
  let scalar = [{ s.logistic(x[0]) }];
  let meaning = [{ 1.0 / (1.0 + std::exp(-x[0])) }];
  // 1 - y is the function at -x; as a difference, nothing of it would be left far above 0
  let jvp = [{ if (!dx[0]) return {::mlir::Value()};
    auto minus = e.neg(getX()); auto rest = e.logistic(minus); auto slope = e.mul(getY(), rest); return {e.mul(slope, dx[0])}; }];
}
def Mf_FloorOp : Mf_Unary<"floor", Mf_Float, "largest integer not above x; derivative 0"> {
  let scalar = [{ s.unary<::mlir::math::FloorOp>(x[0]) }];
  let meaning = [{ std::floor(x[0]) }];
  let jvp = ZeroTangent.body;
}
def Mf_RoundOp : Mf_Unary<"round", Mf_Float, "nearest integer, ties to even; derivative 0"> {
  let scalar = [{ s.unary<::mlir::math::RoundEvenOp>(x[0]) }];
  let meaning = [{ std::nearbyint(x[0]) }];
  let jvp = ZeroTangent.body;
}
def Mf_StopGradientOp : Mf_Unary<"stop_gradient", Mf_Tensor, "y = x, with no derivative", [Mf_View]> {
  let extraClassDeclaration = "bool isAlias() { return true; }";
  let scalar = [{ x[0] }];
  let meaning = [{ x[0] }];
  let jvp = ZeroTangent.body;
}
def Mf_IdentityOp : Mf_Unary<"identity", Mf_Tensor, "y = x, a value of its own: what jvp and grad are taken with respect to", [Mf_View]> {
  let extraClassDeclaration = "bool isAlias() { return true; }";
  let scalar = [{ x[0] }];
  let meaning = [{ x[0] }];
  let jvp = [{ return {dx[0]}; }];
  let transpose = [{ return ct; }];
}
def Mf_ClampOp : Mf_ElementwiseOp<"clamp", [SameOperandsAndResultType]> {
  let summary = "y = min(max(x, low), high); derivative 1 inside the range, bounds included, 0 outside";
  let arguments = (ins Mf_Number:$x, F64Attr:$low, F64Attr:$high);
  let results = (outs Mf_Number:$y);
  let assemblyFormat = "$x `in` `[` $low `,` $high `]` attr-dict `:` type($y)";
  let hasVerifier = 1;
  let work = "2";
  let scalar = [{ s.clamp(x[0], getLow().convertToDouble(), getHigh().convertToDouble()) }];
  let meaning = [{ std::fmin(std::fmax(x[0], getLow().convertToDouble()), getHigh().convertToDouble()) }];
  let jvp = [{ if (!dx[0]) return {::mlir::Value()};
    auto inside = e.compare(::mf::ir::Direction::eq, getX(), getY()); return {e.select(inside, dx[0], {})}; }];
}

def Mf_AddOp : Mf_Binary<"add", Mf_Number, "y = a + b"> {
  let hasFolder = 1;
  let scalar = [{ s.add(x[0], x[1]) }];
  let meaning = [{ x[0] + x[1] }];
  let jvp = [{ return {e.add(dx[0], dx[1])}; }];
  let transpose = [{ return ct; }];
}
def Mf_SubOp : Mf_Binary<"sub", Mf_Number, "y = a - b"> {
  let hasFolder = 1;
  let scalar = [{ s.sub(x[0], x[1]) }];
  let meaning = [{ x[0] - x[1] }];
  let jvp = [{ return {e.sub(dx[0], dx[1])}; }];
  let transpose = [{ return i == 0 ? ct : e.neg(ct); }];
}
def Mf_MulOp : Mf_Binary<"mul", Mf_Number, "y = a b"> {
  let hasFolder = 1;
  let scalar = [{ s.mul(x[0], x[1]) }];
  let meaning = [{ x[0] * x[1] }];
  let jvp = [{ auto left = e.mul(dx[0], getB()); auto right = e.mul(getA(), dx[1]); return {e.add(left, right)}; }];
  let transpose = [{ return i == 0 ? e.mul(ct, getB()) : e.mul(getA(), ct); }];
}
def Mf_DivOp : Mf_Binary<"div", Mf_Number, "y = a / b; integers truncate"> {
  let hasFolder = 1;
  let work = "8";
  let scalar = [{ s.div(x[0], x[1]) }];
  let meaning = [{ ::llvm::isa<::mlir::IntegerType>(getY().getType().getElementType()) ? std::trunc(x[0] / x[1]) : x[0] / x[1] }];
  // dy = (da - y db) / b
  let jvp = [{ auto back = e.mul(getY(), dx[1]); auto top = e.sub(dx[0], back); return {e.div(top, getB())}; }];
  let transpose = [{ return i == 0 ? e.div(ct, getB()) : ::mlir::Value(); }];
}
def Mf_MaxOp : Mf_Binary<"max", Mf_Number, "the larger one; a's derivative at a tie"> {
  let scalar = [{ s.max(x[0], x[1]) }];
  let meaning = [{ std::isnan(x[0]) || std::isnan(x[1]) ? NAN : std::fmax(x[0], x[1]) }];
  let jvp = [{ if (!dx[0] && !dx[1]) return {::mlir::Value()};
    auto first = e.compare(::mf::ir::Direction::ge, getA(), getB()); return {e.select(first, dx[0], dx[1])}; }];
}
def Mf_MinOp : Mf_Binary<"min", Mf_Number, "the smaller one; a's derivative at a tie"> {
  let scalar = [{ s.min(x[0], x[1]) }];
  let meaning = [{ std::isnan(x[0]) || std::isnan(x[1]) ? NAN : std::fmin(x[0], x[1]) }];
  let jvp = [{ if (!dx[0] && !dx[1]) return {::mlir::Value()};
    auto first = e.compare(::mf::ir::Direction::le, getA(), getB()); return {e.select(first, dx[0], dx[1])}; }];
}
def Mf_PowOp : Mf_Binary<"pow", Mf_Float, "y = a^b"> {
  let work = "60";
  let scalar = [{ s.binary<::mlir::math::PowFOp>(x[0], x[1]) }];
  let meaning = [{ std::pow(x[0], x[1]) }];
  // dy = b a^(b-1) da + y log(a) db; the second term is 0 where a is 0, as its limit for b > 0
  let jvp = [{
    ::mlir::Value left, right;
    if (dx[0]) { // b a^(b - 1) is 0, not 0 times infinity, where a and b are 0
      auto zero = e.splat(getA().getType(), 0.0); auto flat = e.compare(::mf::ir::Direction::eq, getB(), zero);
      auto isZero = e.compare(::mf::ir::Direction::eq, getA(), zero); auto less = e.shift(getB(), -1.0);
      auto guarded = e.select(isZero, {}, less); auto exponent = e.select(flat, guarded, less); auto power = e.pow(getA(), exponent);
      auto slope = e.mul(getB(), power); left = e.mul(slope, dx[0]); }
    if (dx[1]) { auto zero = e.splat(getA().getType(), 0.0); auto one = e.splat(getA().getType(), 1.0);
      auto isZero = e.compare(::mf::ir::Direction::eq, getA(), zero); auto safe = e.select(isZero, one, getA());
      auto log = e.log(safe); auto slope = e.mul(getY(), log); right = e.mul(slope, dx[1]); }
    return {e.add(left, right)}; }];
}
def Mf_RemOp : Mf_Binary<"rem", Mf_Number, "a - b trunc(a / b), with the sign of a"> {
  let work = "40";
  let scalar = [{ s.rem(x[0], x[1]) }];
  let meaning = [{ std::fmod(x[0], x[1]) }];
  // dy = da - trunc(a / b) db, and trunc(a / b) = (a - y) / b rounded
  let jvp = [{
    ::mlir::Value back;
    if (dx[1]) { auto whole = e.sub(getA(), getY()); auto ratio = e.div(whole, getB());
      auto turns = e.round(ratio); back = e.mul(turns, dx[1]); }
    return {e.sub(dx[0], back)}; }];
}
def Mf_Atan2Op : Mf_Binary<"atan2", Mf_Float, "the angle of the point (b, a), in (-pi, pi]"> {
  let work = "40";
  let scalar = [{ s.binary<::mlir::math::Atan2Op>(x[0], x[1]) }];
  let meaning = [{ std::atan2(x[0], x[1]) }];
  // dy = (b da - a db) / (a^2 + b^2), with both coordinates in units of the larger one: the squares of small or large ones
  // have no number. The unit is a constant for further derivatives: the quotient does not depend on it
  let jvp = [{
    if (!dx[0] && !dx[1]) return {::mlir::Value()};
    auto tall = e.abs(getA()); auto wide = e.abs(getB()); auto larger = e.max(tall, wide);
    ::mlir::Value unit = e.b.create<StopGradientOp>(e.loc, larger.getType(), larger);
    auto y = e.div(getA(), unit); auto x = e.div(getB(), unit);
    auto yy = e.mul(y, y); auto xx = e.mul(x, x); auto square = e.add(yy, xx);
    auto left = e.mul(x, dx[0]); auto right = e.mul(y, dx[1]); auto top = e.sub(left, right);
    auto turn = e.div(top, square); return {e.div(turn, unit)}; }];
}
def Mf_AndOp : Mf_Binary<"and", Mf_Bool, "both"> {
  let scalar = [{ s.binary<::mlir::arith::AndIOp>(x[0], x[1]) }];
  let meaning = [{ x[0] != 0 && x[1] != 0 ? 1.0 : 0.0 }];
  let jvp = ZeroTangent.body;
}
def Mf_XorOp : Mf_Binary<"xor", Mf_Bool, "one of them alone"> {
  let scalar = [{ s.binary<::mlir::arith::XOrIOp>(x[0], x[1]) }];
  let meaning = [{ (x[0] != 0) != (x[1] != 0) ? 1.0 : 0.0 }];
  let jvp = ZeroTangent.body;
}
def Mf_OrOp : Mf_Binary<"or", Mf_Bool, "either"> {
  let scalar = [{ s.binary<::mlir::arith::OrIOp>(x[0], x[1]) }];
  let meaning = [{ x[0] != 0 || x[1] != 0 ? 1.0 : 0.0 }];
  let jvp = ZeroTangent.body;
}

def Mf_Direction : I32EnumAttr<"Direction", "comparison", [
    I32EnumAttrCase<"eq", 0>, I32EnumAttrCase<"ne", 1>, I32EnumAttrCase<"lt", 2>,
    I32EnumAttrCase<"le", 3>, I32EnumAttrCase<"gt", 4>, I32EnumAttrCase<"ge", 5>]> {
  let cppNamespace = "::mf::ir";
  let genSpecializedAttr = 0;
}
def Mf_DirectionAttr : EnumAttr<Mf_Dialect, Mf_Direction, "direction"> { let assemblyFormat = "$value"; }

def Mf_CompareOp : Mf_ElementwiseOp<"compare", [SameTypeOperands]> {
  let summary = "a condition; comparisons with NaN are false, except ne";
  let arguments = (ins Mf_DirectionAttr:$direction, Mf_Number:$a, Mf_Number:$b);
  let results = (outs Mf_Bool:$y);
  let assemblyFormat = "$direction $a `,` $b attr-dict `:` type($a) `->` type($y)";
  let scalar = [{ s.compare(getDirection(), x[0], x[1]) }];
  let meaning = [{ compareValues(getDirection(), x[0], x[1]) ? 1.0 : 0.0 }];
  let jvp = ZeroTangent.body;
}
def Mf_SelectOp : Mf_ElementwiseOp<"select", [AllTypesMatch<["a", "b", "y"]>]> {
  let summary = "y = a where the condition holds, else b";
  let arguments = (ins Mf_Bool:$condition, Mf_Tensor:$a, Mf_Tensor:$b);
  let results = (outs Mf_Tensor:$y);
  let hasFolder = 1;
  let assemblyFormat = "$condition `,` $a `,` $b attr-dict `:` type($condition) `,` type($y)";
  let scalar = [{ s.select(x[0], x[1], x[2]) }];
  let meaning = [{ x[0] != 0 ? x[1] : x[2] }];
  let jvp = [{ return {e.select(getCondition(), dx[1], dx[2])}; }];
  let transpose = [{ return i == 1 ? e.select(getCondition(), ct, {}) : e.select(getCondition(), {}, ct); }];
}
def Mf_ConvertOp : Mf_ElementwiseOp<"convert", []> {
  let summary = "y = x in another element type; floats to integers truncate, to i1 tests against 0";
  let arguments = (ins Mf_Tensor:$x);
  let results = (outs Mf_Tensor:$y);
  let hasFolder = 1;
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let scalar = [{ s.convertStored(x[0], getY().getType().getElementType()) }];
  let meaning = [{ convertValue(x[0], getY().getType().getElementType()) }];
  let jvp = [{ return {isFloat(getX()) && isFloat(getY()) ? e.convert(dx[0], getY().getType().getElementType()) : ::mlir::Value()}; }];
  let transpose = [{ return e.convert(ct, getX().getType().getElementType()); }];
}
#endif
