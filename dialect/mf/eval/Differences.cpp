//===- Differences.cpp - derivatives beside differences ------------------------------------------===//
// The derivative of f along v is (8 (f(x + hv) - f(x - hv)) - (f(x + 2hv) - f(x - 2hv))) / 12h: in f64 with a step of 2e-5 of the inputs it is
// right to about 1e-10, in a difference of differences to 1e-7. Where it says something else than the rules, a step of an eighth shows whether f
// is smooth there.
//===----------------------------------------------------------------------------------------------===//
#include "dialect/mf/eval/Differences.h"
#include "dialect/mf/Loops.h"
#include "dialect/mf/eval/Philox.h"
#include "dialect/mf/eval/Run.h"
#include "llvm/ADT/SetVector.h"
#include <cmath>

using namespace mlir;
using namespace mf::ir;
using namespace mf::eval;
using llvm::SmallVector;

namespace {
using Vector = std::vector<double>;
constexpr double kStep = 2e-5, kInnerStep = 1e-4; ///< as shares of the inputs
constexpr double kRounding = 1e-14;               ///< of a value: what its own arithmetic leaves
constexpr double kDoubt = 1e-6;                   ///< a distance above this is looked at again
constexpr int64_t kMostDirections = 64;           ///< of a gradient that has to be made of differences

ValueRange valuesOf(Operation *op) {
  if (auto jvp = dyn_cast<JvpOp>(op))
    return jvp.getValues();
  return op->getOperands().take_front(1);
}
ValueRange inputsOf(Operation *op) {
  if (auto jvp = dyn_cast<JvpOp>(op))
    return jvp.getInputs();
  return cast<GradOp>(op).getInputs();
}

/// The ops between the inputs and the values, in order.
SmallVector<Operation *> pathOf(Operation *derivative) {
  llvm::DenseSet<Value> moving, wanted, inputs;
  for (Value input : inputsOf(derivative))
    inputs.insert(input);
  moving = inputs;
  SmallVector<Operation *> reached, path;
  for (Operation &op : *derivative->getBlock()) {
    if (&op == derivative)
      break;
    bool isInput = llvm::any_of(op.getResults(), [&](Value v) { return inputs.contains(v); });
    if (isInput || llvm::none_of(readFromOutside(&op), [&](Value v) { return moving.contains(v); }))
      continue;
    reached.push_back(&op);
    moving.insert(op.result_begin(), op.result_end());
  }
  for (Value value : valuesOf(derivative))
    wanted.insert(value);
  for (Operation *op : llvm::reverse(reached)) {
    if (llvm::none_of(op->getResults(), [&](Value v) { return wanted.contains(v); }))
      continue;
    path.push_back(op);
    for (Value v : readFromOutside(op))
      wanted.insert(v);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

double largest(const Vector &x) {
  double peak = 0;
  for (double v : x)
    peak = std::max(peak, std::fabs(v)); // a NaN is not larger than anything
  return peak;
}

Vector apart(const Vector &a, const Vector &b) {
  Vector out(a.size());
  for (size_t i = 0; i < a.size(); ++i)
    out[i] = a[i] - b[i];
  return out;
}

/// "state 'w' f32 [3, 2]", "argument 'x' f32 [4]"; a value in between by its type alone.
std::string nameOf(Value input) {
  std::string type;
  llvm::raw_string_ostream out(type);
  RankedTensorType t = tensorType(input);
  out << t.getElementType() << " [";
  llvm::interleaveComma(t.getShape(), out);
  out << "]";
  Value from = input;
  while (auto same = from.getDefiningOp<IdentityOp>())
    from = same.getX();
  if (auto read = from.getDefiningOp<ReadOp>())
    return "state '" + read.getState().str() + "' " + type;
  auto argument = dyn_cast<BlockArgument>(from);
  if (auto entry = argument ? dyn_cast<EntryOp>(argument.getOwner()->getParentOp()) : EntryOp())
    return "argument '" + cast<StringAttr>(entry.getArgumentNames()[argument.getArgNumber()]).getValue().str() + "' " + type;
  return type;
}

/// Elements in `rows` of the first dimension, where there are any, and zeros elsewhere.
void keepRows(Vector &x, RankedTensorType type, ArrayRef<int64_t> rows) {
  int64_t row = type.getNumElements() / std::max<int64_t>(1, type.getDimSize(0));
  for (int64_t i = 0; i < (int64_t)x.size(); ++i)
    if (i / row < rows[0] || i / row >= rows[1])
      x[i] = 0;
}

class Checker : public Derivatives {
public:
  Checker(ArrayRef<Operation *> ops, ArrayRef<std::vector<Tensor>> given, int64_t directions) : directions(directions) {
    for (auto [op, tensors] : llvm::zip_equal(ops, given))
      known[op] = &tensors;
  }
  LogicalResult visit(Run &run, Operation *op) override;
  std::vector<Difference> found;

private:
  /// What is moved of each input; an empty one is not.
  using Moves = std::vector<Vector>;

  FailureOr<std::vector<Vector>> moved(Run &run, Operation *op, const Moves &moves, double amount);
  FailureOr<std::vector<Vector>> slopes(Run &run, Operation *op, const Moves &moves, double step);
  LogicalResult compute(Run &run, Operation *op);
  LogicalResult check(Run &run, Operation *op, const Moves &moves, const std::vector<Vector> &expected, const std::string &what);
  FailureOr<bool> isSmooth(Run &run, Operation *op, const Moves &moves, double step, const std::vector<Vector> &first, double doubt);
  LogicalResult checkJvp(Run &run, JvpOp op);
  LogicalResult checkGrad(Run &run, GradOp op);

  llvm::DenseMap<Operation *, const std::vector<Tensor> *> known;
  int64_t directions;
  bool costly = false; ///< a value would take too many differences: nothing that is made of it says anything
};

/// The values where the inputs stand elsewhere; the run is left as it was.
FailureOr<std::vector<Vector>> Checker::moved(Run &run, Operation *op, const Moves &moves, double amount) {
  SmallVector<Operation *> path = pathOf(op);
  llvm::SetVector<Value> changed(inputsOf(op).begin(), inputsOf(op).end());
  for (Operation *on : path)
    changed.insert(on->result_begin(), on->result_end());
  std::vector<Tensor> before;
  for (Value value : changed)
    before.push_back(run.get(value));
  bool wasMoved = std::exchange(run.moved, true);
  for (auto [input, move] : llvm::zip_equal(inputsOf(op), moves)) {
    Tensor at = run.get(input);
    for (size_t i = 0; i < move.size(); ++i)
      at.data[i] += amount * move[i];
    run.set(input, std::move(at));
  }
  for (Operation *on : path)
    if (failed(run.visit(on)))
      return failure();
  std::vector<Vector> values;
  for (Value value : valuesOf(op))
    values.push_back(run.get(value).data);
  run.moved = wasMoved;
  for (auto [value, tensor] : llvm::zip_equal(changed, before))
    run.set(value, std::move(tensor));
  return values;
}

FailureOr<std::vector<Vector>> Checker::slopes(Run &run, Operation *op, const Moves &moves, double step) {
  auto a = moved(run, op, moves, step), b = moved(run, op, moves, -step), c = moved(run, op, moves, 2 * step), d = moved(run, op, moves, -2 * step);
  if (failed(a) || failed(b) || failed(c) || failed(d))
    return failure();
  std::vector<Vector> out;
  for (size_t k = 0; k < a->size(); ++k) {
    out.emplace_back((*a)[k].size());
    for (size_t i = 0; i < out[k].size(); ++i)
      out[k][i] = (8 * ((*a)[k][i] - (*b)[k][i]) - ((*c)[k][i] - (*d)[k][i])) / (12 * step);
  }
  return out;
}

/// Of size 1 or as large as the input.
double scaleOf(const Tensor &x) {
  double size = largest(x.data);
  return size > 0 && std::isfinite(size) ? size : 1;
}

/// The step that moves no input by more than `share` of its numbers.
double stepOf(Run &run, Operation *op, const std::vector<Vector> &moves, double share) {
  double most = 0;
  for (auto [input, move] : llvm::zip_equal(inputsOf(op), moves))
    most = std::max(most, largest(move) / scaleOf(run.get(input)));
  return most > 0 ? share / most : share;
}

std::vector<Vector> tangentsOf(Run &run, JvpOp op) {
  std::vector<Vector> moves;
  for (Value tangent : op.getTangents()) {
    moves.push_back(run.get(tangent).data);
    if (auto rows = op.getRows())
      keepRows(moves.back(), tensorType(tangent), *rows);
  }
  return moves;
}

/// The derivative op's results, made of differences.
LogicalResult Checker::compute(Run &run, Operation *op) {
  std::vector<Tensor> results;
  for (Value result : op->getResults())
    results.push_back({tensorType(result), Vector(tensorType(result).getNumElements())});
  if (auto jvp = dyn_cast<JvpOp>(op)) {
    Moves moves = tangentsOf(run, jvp);
    auto slope = slopes(run, op, moves, stepOf(run, op, moves, kInnerStep));
    if (failed(slope))
      return failure();
    for (size_t k = 0; k < results.size(); ++k)
      results[k].data = (*slope)[k];
  } else {
    int64_t numbers = 0;
    for (const Tensor &result : results)
      numbers += (int64_t)result.data.size();
    costly |= numbers > kMostDirections;
    for (size_t k = 0; k < results.size() && !costly; ++k)
      for (size_t i = 0; i < results[k].data.size(); ++i) {
        Moves moves(results.size());
        moves[k].assign(results[k].data.size(), 0);
        moves[k][i] = 1;
        auto slope = slopes(run, op, moves, stepOf(run, op, moves, kInnerStep));
        if (failed(slope))
          return failure();
        results[k].data[i] = (*slope)[0][0];
      }
  }
  for (auto [value, tensor] : llvm::zip_equal(op->getResults(), results))
    run.set(value, std::move(tensor));
  return success();
}

/// Whether differences mean something: they do not depend on the step, and what both sides say comes together as it shrinks.
FailureOr<bool> Checker::isSmooth(Run &run, Operation *op, const Moves &moves, double step, const std::vector<Vector> &first, double doubt) {
  double small = step / 8, wide = 0, narrow = 0, change = 0;
  auto second = slopes(run, op, moves, small);
  auto here = moved(run, op, moves, 0);
  if (failed(second) || failed(here))
    return failure();
  for (auto [amount, gap] : {std::pair<double, double *>{step, &wide}, {small, &narrow}}) {
    auto up = moved(run, op, moves, amount), down = moved(run, op, moves, -amount);
    if (failed(up) || failed(down))
      return failure();
    for (size_t k = 0; k < here->size(); ++k)
      *gap = std::max(*gap, largest(apart(apart((*up)[k], (*here)[k]), apart((*here)[k], (*down)[k]))) / amount);
  }
  for (size_t k = 0; k < first.size(); ++k)
    change = std::max(change, largest(apart(first[k], (*second)[k])));
  return change < doubt / 2 && (narrow < doubt / 2 || narrow < wide / 4);
}

LogicalResult Checker::check(Run &run, Operation *op, const Moves &moves, const std::vector<Vector> &expected, const std::string &what) {
  Difference result{op, what};
  double step = stepOf(run, op, moves, kStep);
  auto slope = slopes(run, op, moves, step);
  if (failed(slope))
    return failure();
  double worst = 0;
  for (auto [value, numeric, rule] : llvm::zip_equal(valuesOf(op), *slope, expected)) {
    // what rounding alone makes of a slope counts as little
    double off = largest(apart(numeric, rule)), noise = kRounding * largest(run.get(value).data) / step / kDoubt;
    double size = std::max({largest(numeric), largest(rule), noise});
    if (off > result.distance * size) {
      result.distance = off / size;
      worst = off;
    }
  }
  if (result.distance > kDoubt) {
    auto smooth = isSmooth(run, op, moves, step, *slope, worst);
    if (failed(smooth))
      return failure();
    result.kind = *smooth ? Difference::Kind::smooth : Difference::Kind::kink;
  }
  if (costly)
    result.kind = Difference::Kind::costly;
  found.push_back(std::move(result));
  return success();
}

LogicalResult Checker::checkJvp(Run &run, JvpOp op) {
  std::vector<Vector> expected;
  for (const Tensor &tensor : *known[op])
    expected.push_back(tensor.data);
  return check(run, op, tangentsOf(run, op), expected, "mf.jvp at " + llvm::join(llvm::map_range(op.getInputs(), nameOf), ", "));
}

LogicalResult Checker::checkGrad(Run &run, GradOp op) {
  const std::vector<Tensor> &gradients = *known[op];
  auto inputs = (int64_t)op.getInputs().size(), groups = std::clamp<int64_t>(directions, 1, inputs);
  for (int64_t g = 0; g < groups; ++g) {
    int64_t begin = g * inputs / groups, end = (g + 1) * inputs / groups;
    Moves moves(inputs);
    double expected = 0;
    for (int64_t i = begin; i < end; ++i) {
      double size = scaleOf(run.get(op.getInputs()[i]));
      moves[i].resize(gradients[i].data.size());
      for (size_t k = 0; k < moves[i].size(); ++k) {
        moves[i][k] = size * (philox({(uint32_t)k, (uint32_t)i, 0, 0}, {0, 0})[0] * 0x1p-31 - 1);
        expected += gradients[i].data[k] * moves[i][k];
      }
    }
    std::string what = "mf.grad at " + nameOf(op.getInputs()[begin]) + (end - begin > 1 ? " and " + std::to_string(end - begin - 1) + " more" : "");
    if (failed(check(run, op, moves, {{expected}}, what)))
      return failure();
  }
  return success();
}

LogicalResult Checker::visit(Run &run, Operation *op) {
  auto given = known.find(op);
  if (run.moved || given == known.end())
    return compute(run, op);
  for (auto [value, tensor] : llvm::zip_equal(op->getResults(), *given->second))
    run.set(value, tensor);
  bool before = costly; // what this op alone cannot be checked for is known all the same
  LogicalResult done = isa<JvpOp>(op) ? checkJvp(run, cast<JvpOp>(op)) : checkGrad(run, cast<GradOp>(op));
  costly = before;
  return done;
}
} // namespace

SmallVector<Operation *> mf::eval::derivativesOf(EntryOp entry) {
  SmallVector<Operation *> ops;
  for (Operation &op : entry.getBody().front())
    if (isa<JvpOp, GradOp>(op))
      ops.push_back(&op);
  return ops;
}

FailureOr<std::vector<Difference>> mf::eval::compareWithDifferences(EntryOp entry, ArrayRef<Tensor> arguments, const States &states,
                                                                    ArrayRef<std::vector<Tensor>> given, int64_t directions) {
  Checker checker(derivativesOf(entry), given, directions);
  Run run(states, {false}, &checker);
  for (auto [argument, value] : llvm::zip_equal(entry.getBody().getArguments(), arguments))
    run.set(argument, value);
  if (failed(run.block(entry.getBody().front())))
    return failure();
  return std::move(checker.found);
}
