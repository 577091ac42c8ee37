//===- IndexSpace.cpp - how an address runs along the lanes -------------------------------------===//
#include "codegen/common/IndexSpace.h"
#include "mlir/IR/MLIRContext.h"
#include <numeric>

using namespace mlir;
using namespace mf::codegen;

bool IndexSpace::varies(AffineExpr expr) const {
  bool found = false;
  expr.walk([&](AffineExpr e) {
    if (auto dim = dyn_cast<AffineDimExpr>(e))
      found |= dims[dim.getPosition()].kind != Kind::uniform;
  });
  return found;
}

/// expr = base floordiv divisor (divisor 1 for any other expression)
static std::pair<AffineExpr, int64_t> asQuotient(AffineExpr expr) {
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (binary && binary.getKind() == AffineExprKind::FloorDiv)
    if (auto divisor = dyn_cast<AffineConstantExpr>(binary.getRHS()))
      return {binary.getLHS(), divisor.getValue()};
  return {expr, 1};
}

/// x floordiv b - s (x floordiv (b s)): a coordinate as `delinearize` writes it.
static bool isCoordinate(AffineBinaryOpExpr sum) {
  auto product = dyn_cast<AffineBinaryOpExpr>(sum.getRHS());
  auto factor = product && product.getKind() == AffineExprKind::Mul ? dyn_cast<AffineConstantExpr>(product.getRHS()) : AffineConstantExpr();
  if (sum.getKind() != AffineExprKind::Add || !factor)
    return false;
  auto [base, below] = asQuotient(sum.getLHS());
  auto [same, above] = asQuotient(product.getLHS());
  return base == same && above == -factor.getValue() * below;
}

SmallVector<AffineExpr> mf::codegen::delinearize(AffineExpr flat, ArrayRef<int64_t> sizes) {
  SmallVector<AffineExpr> coordinates(sizes.size());
  int64_t below = 1;
  for (unsigned d = sizes.size(); d-- > 0;) {
    AffineExpr quotient = flat.floorDiv(below);
    below *= sizes[d];
    coordinates[d] = d == 0 ? quotient : quotient - flat.floorDiv(below) * sizes[d];
  }
  return coordinates;
}

bool IndexSpace::isNonNegative(AffineExpr expr) const {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dims[dim.getPosition()].nonNegative;
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return constant.getValue() >= 0;
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return false;
  return binary.getKind() == AffineExprKind::Mod || isCoordinate(binary) || (isNonNegative(binary.getLHS()) && isNonNegative(binary.getRHS()));
}

/// A divisor of the expression's value in lane 0.
int64_t IndexSpace::knownDivisor(AffineExpr expr, unsigned lanes) const {
  SmallVector<AffineExpr> scaled;
  for (unsigned i = 0; i < dims.size(); ++i) {
    AffineExpr dim = getAffineDimExpr(i, context);
    scaled.push_back(dims[i].kind == Kind::lane ? dim * int64_t(lanes) : dim);
  }
  return expr.replaceDims(scaled).getLargestKnownDivisor();
}

std::optional<int64_t> IndexSpace::laneStride(AffineExpr expr, unsigned lanes) const {
  if (auto dim = dyn_cast<AffineDimExpr>(expr)) {
    Kind kind = dims[dim.getPosition()].kind;
    return kind == Kind::data ? std::nullopt : std::optional<int64_t>(kind == Kind::lane ? 1 : 0);
  }
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return 0;
  std::optional<int64_t> left = laneStride(binary.getLHS(), lanes), right = laneStride(binary.getRHS(), lanes);
  if (!left || !right)
    return std::nullopt;
  if (*left == 0 && *right == 0)
    return 0;
  auto constant = dyn_cast<AffineConstantExpr>(binary.getRHS());
  switch (binary.getKind()) {
  case AffineExprKind::Add:
    return *left + *right;
  case AffineExprKind::Mul:
    return constant ? std::optional<int64_t>(*left * constant.getValue()) : std::nullopt;
  case AffineExprKind::Mod:
  case AffineExprKind::FloorDiv: {
    if (!constant || constant.getValue() <= 0 || *left <= 0)
      return std::nullopt;
    // all lanes fall between two multiples of the divisor: the quotient is uniform, the remainder runs along
    int64_t common = std::gcd(knownDivisor(binary.getLHS(), lanes), constant.getValue());
    if (*left * (lanes - 1) >= common)
      return std::nullopt;
    return binary.getKind() == AffineExprKind::Mod ? *left : 0;
  }
  default:
    return std::nullopt;
  }
}

AffineExpr mf::codegen::linearize(MemRefType buffer, ArrayRef<AffineExpr> indices, unsigned numDims) {
  AffineExpr linear = getAffineConstantExpr(0, buffer.getContext());
  for (auto [size, index] : llvm::zip(buffer.getShape(), indices))
    linear = linear * size + index;
  return simplifyAffineExpr(linear, numDims, 0);
}
