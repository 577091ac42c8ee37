//===- Derivatives.cpp - jvp and grad of the DSL ---------------------------------------------------===//
#include "dsl/src/Graph.h"

using namespace mlir;
using namespace mf;
using ir::Emit;
using ir::tensorType;

namespace mf {

Attached Tensor::along(Operand tangent) const {
  Where where = tangent.where;
  Operand self(*this, where);
  Value v = floating(self, "along");
  if (!tangent.tensor)
    return {*this, full_like(self, literal(tangent, "along")), where};
  if (value(tangent).getType() != v.getType())
    fail(where, "along: expected a tangent like its value, " + text(v) + ", got " + text(value(tangent)));
  return {*this, *tangent.tensor, where};
}

Tensor detail::Tangents::add(const Attached &x) {
  Value v = value(x.value, x.where);
  Emit e = emit(x.where);
  // a value of its own, so that only the path through f counts
  Tensor own = tensor(e.b.create<ir::IdentityOp>(e.loc, v.getType(), v));
  inputs.push_back(own);
  tangents.push_back(x.tangent);
  where = x.where;
  return own;
}

Tensors detail::push_forward(const Tangents &t, const std::vector<Tensor> &values) {
  SmallVector<Value> of, at, along;
  SmallVector<Type> types;
  for (auto [i, y] : llvm::enumerate(values)) {
    Value v = value(y, t.where);
    if (!ir::isFloat(v))
      fail(t.where, "jvp: result " + std::to_string(i) + " of the function is " + text(v) + ", which has no derivative; compute it outside of the jvp, or convert() it");
    of.push_back(v);
    types.push_back(v.getType());
  }
  for (size_t i = 0; i < t.inputs.size(); ++i) {
    at.push_back(value(t.inputs[i], t.where));
    along.push_back(value(t.tangents[i], t.where));
    if (t.restricted && (tensorType(at.back()).getRank() == 0 || tensorType(at.back()).getDimSize(0) < t.rows.end || t.rows.begin < 0 || t.rows.begin > t.rows.end))
      fail(t.where, "jvp: rows [" + std::to_string(t.rows.begin) + ", " + std::to_string(t.rows.end) + ") are not rows of " + text(at.back()));
  }
  Emit e = emit(t.where);
  DenseI64ArrayAttr rows;
  if (t.restricted)
    rows = e.b.getDenseI64ArrayAttr({t.rows.begin, t.rows.end});
  auto op = e.b.create<ir::JvpOp>(e.loc, types, of, at, along, rows);
  Tensors result;
  for (Value v : op.getResults())
    result.push_back(tensor(v));
  return result;
}

Tensors grad(Operand loss, const std::vector<Tensor> &inputs) {
  Value v = floating(loss, "grad");
  if (tensorType(v).getRank() != 0)
    fail(loss.where, "grad: expected a scalar, got " + text(v) + "; reduce it with sum() or mean()");
  SmallVector<Value> at;
  SmallVector<Type> types;
  for (const Tensor &x : inputs) {
    at.push_back(floating(Operand(x, loss.where), "grad"));
    types.push_back(at.back().getType());
  }
  Emit e = emit(loss.where);
  auto op = e.b.create<ir::GradOp>(e.loc, types, v, at);
  Tensors result;
  for (Value g : op.getResults())
    result.push_back(tensor(g));
  return result;
}

} // namespace mf
