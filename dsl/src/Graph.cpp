//===- Graph.cpp - the program under construction, places and errors ----------------------------===//
#include "dsl/src/Graph.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>
#include <atomic>

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

static std::atomic<uint64_t> programs = 0;

Graph::Graph(std::string name, Dtype dtype) : builder(&context), name(std::move(name)), dtype(dtype), serial(++programs) {
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

std::string Graph::origin(Value value) const {
  Operation *owner = value.getParentBlock()->getParentOp();
  std::string made = value.getDefiningOp() ? "made" : "handed over";
  auto at = dyn_cast<FileLineColLoc>(value.getLoc());
  if (at)
    made += " at " + at.getFilename().str() + ":" + std::to_string(at.getLine());
  auto holder = dyn_cast_or_null<ir::EntryOp>(owner);
  if (!holder)
    return made + " in the body of a loop, a scan or a checkpoint, which has ended: return it from that body, as a carried value or an output, and use what comes out";
  return made + " in entry '" + holder.getSymName().str() + "': each entry is a call of its own, so compute it in this one again, or keep it in a state: write() there, read() here";
}

Value mf::value(const Tensor &t, Where where) {
  if (!t.defined())
    fail(where, "expected a tensor, got an empty Tensor(); give it a value first, and ask with defined() where it may be absent");
  Graph &g = Graph::current();
  if (t.program != g.serial)
    fail(where, "expected a tensor of program '" + g.name + "', got one of another program");
  Value v = Value::getFromOpaquePointer(t.handle);
  if (!llvm::is_contained(g.open, v.getParentBlock()))
    fail(where, "this value of type " + text(v) + " cannot be used here: it was " + g.origin(v));
  return v;
}
Value mf::value(const Operand &x) {
  if (!x.tensor)
    fail(x.where, "expected a tensor, got the number " + llvm::formatv("{0}", x.number).str() + "; make it one with full(shape, value, dtype)");
  return value(*x.tensor, x.where);
}
double mf::literal(const Operand &x, const char *function) {
  if (!x.exact)
    fail(x.where, std::string(function) + ": expected an integer that a double holds exactly (up to 2^53), got about " + llvm::formatv("{0:f0}", x.number).str());
  return x.number;
}
Tensor mf::tensor(Value v) {
  Tensor t;
  t.handle = v.getAsOpaquePointer();
  t.program = Graph::current().serial;
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
void mf::expectConditions(Value v, Where where, const char *function) {
  if (!ir::tensorType(v).getElementType().isInteger(1))
    fail(where, std::string(function) + ": expected conditions, got " + text(v));
}
Value mf::floating(const Operand &x, const char *function) {
  Value v = value(x);
  if (!ir::isFloat(v))
    fail(x.where, std::string(function) + ": expected floating-point numbers, got " + text(v) + "; use convert()");
  return v;
}

Shape Tensor::shape(Where where) const {
  auto s = ir::tensorType(value(*this, where)).getShape();
  return Shape(s.begin(), s.end());
}
int64_t Tensor::dim(int64_t a, Where where) const { return shape(where)[axis(a, rank(where), where)]; }
int64_t Tensor::size(Where where) const { return ir::tensorType(value(*this, where)).getNumElements(); }
Dtype Tensor::dtype(Where where) const { return dtypeOf(ir::tensorType(value(*this, where)).getElementType()); }

size_t Tensors::place(const Subscript &subscript) const {
  if (subscript.named)
    fail(subscript.where, "this list has no names, got \"" + subscript.name + "\"; expected a number in [0, " + std::to_string(size()) + ")");
  if (subscript.number < 0 || subscript.number >= (int64_t)size())
    fail(subscript.where, size() ? "expected a number in [0, " + std::to_string(size()) + "), got " + std::to_string(subscript.number)
                           : "the list is empty, got " + std::to_string(subscript.number));
  return (size_t)subscript.number;
}

static std::string listed(const std::vector<std::string> &names) {
  std::string list;
  for (const std::string &name : names)
    list += (list.empty() ? "'" : ", '") + name + "'";
  return list.empty() ? "none" : list;
}

const Tensor &Arguments::operator[](Subscript subscript) const {
  auto found = std::find(names.begin(), names.end(), subscript.name);
  if (subscript.named && found == names.end())
    fail(subscript.where, "the entry has no argument '" + subscript.name + "'; it has " + listed(names));
  if (subscript.named)
    return std::vector<Tensor>::operator[](found - names.begin());
  if (subscript.number < 0 || subscript.number >= (int64_t)size())
    fail(subscript.where, "expected an argument's number in [0, " + std::to_string(size()) + "), got " + std::to_string(subscript.number) + "; the entry has " + listed(names));
  return std::vector<Tensor>::operator[](subscript.number);
}
