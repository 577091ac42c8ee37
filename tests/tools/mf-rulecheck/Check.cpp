//===- Check.cpp - differences against the JVP, the JVP against the transpose -------------------===//
// Neither check replaces the other: a wrong slope satisfies the adjoint identity, and a wrong transpose
// is not seen by differences. Every program is run as expanded and again canonicalized, so that the
// folders are under test too.
#include "tests/tools/mf-rulecheck/Check.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::rulecheck;
using mf::eval::Tensor;

namespace {
using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

/// Small problems are checked along every axis, large ones along random directions.
constexpr size_t allAxes = 96, randomDirections = 4;

Matrix directions(size_t size, Source &random) {
  Matrix all(size <= allAxes ? size : randomDirections, Vector(size));
  for (size_t i = 0; i < all.size(); ++i)
    for (size_t k = 0; k < size; ++k)
      all[i][k] = size > allAxes ? random.next() : i == k ? 1.0 : 0.0;
  return all;
}

double largest(const Matrix &m) {
  double peak = 0.0;
  for (const Vector &row : m)
    for (double x : row)
      peak = std::isnan(x) ? INFINITY : std::max(peak, std::fabs(x));
  return peak;
}

/// Element by element, relative to the element; below a thousandth of the largest one, relative to that.
double distance(const Matrix &a, const Matrix &b) {
  double floor = 1e-3 * std::max(largest(a), largest(b)), worst = 0.0;
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t k = 0; k < a[i].size(); ++k) {
      if (a[i][k] == b[i][k])
        continue;
      double error = std::fabs(a[i][k] - b[i][k]) / std::max({std::fabs(a[i][k]), std::fabs(b[i][k]), floor});
      worst = std::isnan(error) ? INFINITY : std::max(worst, error);
    }
  return worst;
}

Matrix products(const Matrix &a, const Matrix &b) {
  Matrix out(a.size(), Vector(b.size()));
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t k = 0; k < b.size(); ++k)
      for (size_t j = 0; j < a[i].size(); ++j)
        out[i][k] += a[i][j] * b[k][j];
  return out;
}

/// One entry at one point, moved in some of its arguments.
class Checker {
public:
  Checker(EntryOp entry, const Point &point, ArrayRef<unsigned> wrt, const Settings &settings)
      : entry(entry), point(point), wrt(wrt), settings(settings) {}
  bool run();

private:
  FailureOr<Vector> evaluate(EntryOp program, std::vector<Tensor> arguments);
  FailureOr<Vector> primal(const Vector &direction, double amount);
  FailureOr<Matrix> differences(const Matrix &along);
  FailureOr<Matrix> apply(const Program &program, ArrayRef<Type> types, const Matrix &extra);
  LogicalResult prepare();
  FailureOr<std::string> compare(bool simplify);
  FailureOr<std::string> compareRows(const Program &full);
  LogicalResult fail(const Twine &why) {
    llvm::errs() << "mf-rulecheck: @" << entry.getSymName() << ": " << why << "\n";
    return failure();
  }

  EntryOp entry;
  const Point &point;
  ArrayRef<unsigned> wrt;
  const Settings &settings;
  Program plain; // the entry without derivative ops
  SmallVector<Type> inputTypes, outputTypes;
  size_t inputs = 0, outputs = 0;
  Matrix along, against;
};

/// The float results, one after the other.
FailureOr<Vector> Checker::evaluate(EntryOp program, std::vector<Tensor> arguments) {
  auto states = point.states;
  auto results = mf::eval::evaluate(program, arguments, states);
  if (failed(results))
    return failure();
  Vector flat;
  for (Tensor &result : *results)
    if (isa<FloatType>(result.type.getElementType()))
      llvm::append_range(flat, result.data);
  return flat;
}

FailureOr<Vector> Checker::primal(const Vector &direction, double amount) {
  auto moved = point.arguments;
  size_t k = 0;
  for (unsigned i : wrt)
    for (double &x : moved[i].data)
      x += amount * direction[k++];
  return evaluate(plain.entry(), moved);
}

/// Central differences of fourth order: the error is near 1e-12 at step 1e-3.
FailureOr<Matrix> Checker::differences(const Matrix &along) {
  double h = settings.step;
  Matrix out;
  for (const Vector &direction : along) {
    auto a = primal(direction, h), b = primal(direction, -h), c = primal(direction, 2 * h), d = primal(direction, -2 * h);
    if (failed(a) || failed(b) || failed(c) || failed(d))
      return failure();
    Vector slope(a->size());
    for (size_t i = 0; i < slope.size(); ++i)
      slope[i] = (8.0 * ((*a)[i] - (*b)[i]) - ((*c)[i] - (*d)[i])) / (12.0 * h);
    out.push_back(slope);
  }
  return out;
}

/// The program's results for each vector of extra arguments of the given types.
FailureOr<Matrix> Checker::apply(const Program &program, ArrayRef<Type> types, const Matrix &extra) {
  Matrix out;
  for (const Vector &values : extra) {
    auto arguments = point.arguments;
    size_t k = 0;
    for (Type type : types) {
      auto tensor = cast<RankedTensorType>(type);
      size_t n = tensor.getNumElements();
      arguments.push_back({tensor, Vector(values.begin() + k, values.begin() + k + n)});
      k += n;
    }
    auto result = evaluate(program.entry(), arguments);
    if (failed(result))
      return failure();
    out.push_back(*result);
  }
  return out;
}

LogicalResult Checker::prepare() {
  plain = only(entry->getParentOfType<ModuleOp>(), entry.getSymName());
  if (hasDerivatives(entry) && failed(compile(plain, false)))
    return failure();
  for (unsigned i : wrt) {
    inputTypes.push_back(point.arguments[i].type);
    inputs += point.arguments[i].data.size();
  }
  for (Type type : entry.getBody().front().getTerminator()->getOperandTypes()) {
    auto tensor = cast<RankedTensorType>(type);
    if (!isa<FloatType>(tensor.getElementType()))
      continue;
    if (!tensor.getElementType().isF64())
      return fail("expected results of f64: differences of narrower numbers say little");
    outputTypes.push_back(type);
    outputs += tensor.getNumElements();
  }
  if (outputs == 0)
    return fail("expected a result of floats: nothing else has a derivative");
  Source random(settings.seed + 1);
  along = directions(inputs, random);
  against = directions(outputs, random);
  return success();
}

std::string text(const char *what, double error) {
  std::string line;
  llvm::raw_string_ostream(line) << " " << what << llvm::format(" %.1e", error);
  return line;
}

FailureOr<std::string> Checker::compareRows(const Program &full) {
  Program cut = tangents(entry, wrt, settings.rows);
  if (failed(compile(cut, false)))
    return failure();
  Matrix masked = along;
  for (Vector &direction : masked) {
    size_t k = 0;
    for (Type type : inputTypes) {
      auto tensor = cast<RankedTensorType>(type);
      int64_t row = tensor.getNumElements() / std::max<int64_t>(1, tensor.getDimSize(0));
      for (int64_t i = 0; i < tensor.getNumElements(); ++i, ++k)
        if (i / row < settings.rows->first || i / row >= settings.rows->second)
          direction[k] = 0.0;
    }
  }
  auto expected = apply(full, inputTypes, masked), got = apply(cut, inputTypes, along);
  if (failed(expected) || failed(got))
    return failure();
  double error = distance(*expected, *got);
  if (!(error < 1e-12))
    return fail("the jvp with rows differs from the full one:" + text("rows", error));
  return text("rows", error);
}

FailureOr<std::string> Checker::compare(bool simplify) {
  Program forward = tangents(entry, wrt, {}), backward = cotangents(entry, wrt), same = only(entry->getParentOfType<ModuleOp>(), entry.getSymName());
  if (failed(compile(forward, simplify)) || failed(compile(backward, simplify)) || failed(compile(same, simplify)))
    return failure();
  auto direct = evaluate(plain.entry(), point.arguments), compiled = evaluate(same.entry(), point.arguments);
  auto jacobian = apply(forward, inputTypes, along), adjoint = apply(backward, outputTypes, against);
  if (failed(direct) || failed(compiled) || failed(jacobian) || failed(adjoint))
    return failure();
  if (double error = distance({*direct}, {*compiled}); !(error < 1e-11))
    return fail("the passes change the value:" + text("value", error));
  double size = largest(*jacobian), back = largest(*adjoint);
  if (settings.zero) {
    if (size != 0.0 || back != 0.0)
      return fail("expected a zero derivative, got jvp" + text("of", size) + " and gradient" + text("of", back));
    return std::string(" zero");
  }
  if (size == 0.0)
    return fail("the derivative is zero here, which checks nothing: move the point, or give --zero");
  auto numeric = differences(along);
  if (failed(numeric))
    return failure();
  double jvp = distance(*jacobian, *numeric);
  double transpose = distance(products(against, *jacobian), products(*adjoint, along));
  std::string line = text("jvp", jvp) + text("adjoint", transpose);
  if (!(jvp < settings.tolerance) || !(transpose < 1e-9))
    return fail("the rule is wrong" + Twine(simplify ? " after simplification" : "") + ":" + line);
  if (settings.rows) {
    auto rows = compareRows(forward);
    if (failed(rows))
      return failure();
    line += *rows;
  }
  return line;
}

bool Checker::run() {
  std::string name;
  for (unsigned i : wrt)
    name += (name.empty() ? "" : "+") + cast<StringAttr>(entry.getArgumentNames()[i]).getValue().str();
  FailureOr<std::string> line = failure();
  if (succeeded(prepare()))
    line = compare(false);
  bool ok = succeeded(line) && succeeded(compare(true));
  llvm::outs() << entry.getSymName() << " wrt " << name << ":" << (succeeded(line) ? *line : "") << (ok ? " ok\n" : " FAILED\n");
  return ok;
}
} // namespace

bool mf::rulecheck::check(EntryOp entry, const Point &point, ArrayRef<unsigned> wrt, const Settings &settings) {
  return Checker(entry, point, wrt, settings).run();
}
