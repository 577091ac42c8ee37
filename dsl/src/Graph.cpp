//===- Graph.cpp - the program under construction, places and errors ----------------------------===//
#include "dsl/src/Graph.h"
#include <algorithm>

using namespace mlir;
using namespace mf;

namespace {
thread_local Graph *graphs = nullptr;
thread_local bool haveCallSite = false;
thread_local Where callSite;
} // namespace

mf::CallSite::CallSite(Where where) : outermost(!haveCallSite) {
  if (!outermost)
    return;
  haveCallSite = true;
  callSite = where;
}
mf::CallSite::~CallSite() {
  if (outermost)
    haveCallSite = false;
}

Where mf::reported(Where where) { return haveCallSite ? callSite : where; }

std::string mf::place(Where where) { return std::string(where.file) + ":" + std::to_string(where.line); }

void mf::fail(Where where, const std::string &text) { throw Error(place(reported(where)) + ": error: " + text); }

Graph::Graph(std::string name, Dtype dtype) : builder(&context), name(std::move(name)), dtype(dtype) {
  if (graphs)
    throw Error("one program is built at a time in a thread; '" + graphs->name + "' is not finished");
  context.loadDialect<ir::MfDialect>();
  context.disableMultithreading();
  module = ModuleOp::create(UnknownLoc::get(&context));
  builder.setInsertionPointToEnd(module->getBody());
  graphs = this;
}
Graph::~Graph() { graphs = nullptr; }

Graph &Graph::current() {
  if (!graphs)
    throw Error("no program is under construction: build tensors inside MF_PROGRAM or after making a mf::Program");
  return *graphs;
}

Location Graph::location(Where where) {
  where = reported(where);
  return FileLineColLoc::get(&context, where.file, where.line, 0);
}

Type Graph::element(Dtype dtype) {
  switch (dtype) {
  case Dtype::f32: return builder.getF32Type();
  case Dtype::f64: return builder.getF64Type();
  case Dtype::bf16: return builder.getBF16Type();
  case Dtype::i32: return builder.getI32Type();
  case Dtype::i64: return builder.getI64Type();
  case Dtype::i1: return builder.getI1Type();
  }
  return {};
}

Dtype mf::dtypeOf(Type element) {
  if (element.isF32())
    return Dtype::f32;
  if (element.isF64())
    return Dtype::f64;
  if (element.isBF16())
    return Dtype::bf16;
  unsigned width = element.getIntOrFloatBitWidth();
  return width == 1 ? Dtype::i1 : width == 32 ? Dtype::i32 : Dtype::i64;
}
const char *mf::nameOf(Dtype dtype) {
  static const char *names[] = {"f32", "f64", "bf16", "i32", "i64", "i1"};
  return names[(int)dtype];
}

RankedTensorType mf::shaped(const Shape &shape, Dtype dtype, Where where) {
  for (int64_t size : shape)
    if (size < 0)
      fail(where, "expected sizes of at least 0, got " + text(ArrayRef<int64_t>(shape)));
  return RankedTensorType::get(shape, Graph::current().element(dtype));
}

Value mf::value(const Tensor &t, Where where) {
  if (!t)
    fail(where, "expected a tensor, got an empty handle");
  return Value::getFromOpaquePointer(t.handle);
}
Tensor mf::tensor(Value v) {
  Tensor t;
  t.handle = v.getAsOpaquePointer();
  return t;
}
std::string mf::text(ArrayRef<int64_t> shape) {
  std::string s = "[";
  for (size_t i = 0; i < shape.size(); ++i)
    s += (i ? ", " : "") + std::to_string(shape[i]);
  return s + "]";
}
std::string mf::text(Value v) {
  auto type = ir::tensorType(v);
  return std::string(nameOf(dtypeOf(type.getElementType()))) + " " + text(type.getShape());
}

int64_t mf::axis(int64_t a, int64_t rank, Where where) {
  if (a < -rank || a >= rank)
    fail(where, "expected an axis in [" + std::to_string(-rank) + ", " + std::to_string(rank) + "), got " + std::to_string(a));
  return a < 0 ? a + rank : a;
}
SmallVector<int64_t> mf::axes(const Dims &dims, int64_t rank, Where where) {
  SmallVector<int64_t> result;
  for (int64_t d : dims)
    result.push_back(axis(d, rank, where));
  llvm::sort(result);
  if (std::adjacent_find(result.begin(), result.end()) != result.end())
    fail(where, "expected each axis once, got " + text(ArrayRef<int64_t>(dims)));
  return result;
}
Value mf::number(const Operand &x, const char *function) {
  Value v = value(x);
  if (ir::tensorType(v).getElementType().isInteger(1))
    fail(x.where, std::string(function) + ": expected numbers, got " + text(v));
  return v;
}
Value mf::floating(const Operand &x, const char *function) {
  Value v = value(x);
  if (!ir::isFloat(v))
    fail(x.where, std::string(function) + ": expected floating-point numbers, got " + text(v) + "; use convert()");
  return v;
}

Shape Tensor::shape() const {
  auto s = ir::tensorType(value(*this, Where())).getShape();
  return Shape(s.begin(), s.end());
}
int64_t Tensor::dim(int64_t a, Where where) const { return shape()[axis(a, rank(), where)]; }
int64_t Tensor::size() const { return ir::tensorType(value(*this, Where())).getNumElements(); }
Dtype Tensor::dtype() const { return dtypeOf(ir::tensorType(value(*this, Where())).getElementType()); }
