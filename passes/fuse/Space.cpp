//===- Space.cpp - what lies between two products ----------------------------------------------------===//
#include "passes/fuse/Space.h"

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

//===-- products --------------------------------------------------------------------------------------===//

static bool isPlain(ArrayRef<AffineExpr> index) {
  return llvm::all_of(index, [](AffineExpr e) { return isa<AffineDimExpr>(e); });
}
static unsigned coordinateOf(AffineExpr e) { return cast<AffineDimExpr>(e).getPosition(); }

/// The form of a product without windows.
static std::optional<ContractionForm> plainForm(Operation *op) {
  auto contracting = dyn_cast<Contracting>(op);
  if (!contracting || contracting.isChannelwise())
    return std::nullopt;
  ContractionForm form = contracting.form(true);
  if (!form.bounds.empty() || !isPlain(form.lhsIndex) || !isPlain(form.rhsIndex) || !isPlain(form.resultIndex))
    return std::nullopt;
  return form;
}

std::optional<SpaceProduct> mf::passes::producing(Operation *op) {
  std::optional<ContractionForm> form = plainForm(op);
  if (!form || form->k.size() != 1)
    return std::nullopt;
  SpaceProduct product{*form, {}};
  for (AffineExpr e : form->resultIndex)
    product.coordinates.push_back(coordinateOf(e));
  return product;
}

std::optional<SpaceProduct> mf::passes::summing(Operation *op, unsigned side) {
  std::optional<ContractionForm> form = plainForm(op);
  if (!form || (side == 0 ? form->n : form->m).size() > 1)
    return std::nullopt;
  SpaceProduct product{*form, {}};
  for (AffineExpr e : side == 0 ? form->lhsIndex : form->rhsIndex)
    product.coordinates.push_back(coordinateOf(e));
  return product;
}

//===-- spaces ----------------------------------------------------------------------------------------===//

namespace {
/// Finds a space from one of its values.
class SpaceFinder {
public:
  SpaceFinder(Block &block, Value start) : block(block) { space.shape.assign(tensorType(start).getShape().begin(), tensorType(start).getShape().end()); }

  /// The space, or nothing where there are no products around it.
  std::optional<Space> find(Value start) {
    reach(start);
    while (!pending.empty())
      expand(pending.pop_back_val());
    // a product of what is in the space comes after the kernels that sum it up
    space.ops.remove_if([&](Operation *op) {
      return !isa<Elementwise>(op) && llvm::any_of(op->getOperands(), [&](Value operand) { return space.contains(operand); });
    });
    space.columns = space.shape.size() - 1;
    if (!findRows() || readsAcross() || !findRoots())
      return std::nullopt;
    return space;
  }

private:
  bool isOfSpace(Value value) const { return tensorType(value).getShape() == Shape(space.shape); }
  bool computes(Operation *op) const { return isa<Elementwise>(op) || op->hasTrait<Draws>() || producing(op); }

  void reach(Value value) {
    value = stripAliases(value);
    Operation *op = value.getDefiningOp();
    if (op && op->getBlock() == &block && isOfSpace(value) && !isVirtual(value) && !isConstant(op) && computes(op) && space.ops.insert(op))
      pending.push_back(op);
  }

  void expand(Operation *op) {
    if (isa<Elementwise>(op))
      for (Value operand : op->getOperands())
        reach(operand);
    forEachUse(op->getResult(0), [&](OpOperand &use) {
      if (isa<Elementwise>(use.getOwner()))
        reach(use.getOwner()->getResult(0));
    });
  }

  /// The uses of a value, those of its aliases included.
  static void forEachUse(Value value, llvm::function_ref<void(OpOperand &)> visit) {
    for (OpOperand &use : value.getUses()) {
      Operation *user = use.getOwner();
      auto view = dyn_cast<View>(user);
      if (view && view.isAlias() && use.getOperandNumber() == 0 && isVirtual(user->getResult(0)))
        forEachUse(user->getResult(0), visit);
      else
        visit(use);
    }
  }

  /// The rows: the largest dimension that comes from the other side than the columns, in each product that makes values.
  bool findRows() {
    SmallVector<bool> possible(space.shape.size(), true);
    bool any = false;
    for (Operation *op : space.ops) {
      std::optional<SpaceProduct> product = producing(op);
      if (!product)
        continue;
      any = true;
      const ContractionForm &f = product->form;
      bool right = llvm::is_contained(f.n, product->coordinates.back());
      if (!right && !llvm::is_contained(f.m, product->coordinates.back()))
        return false;
      for (auto [d, c] : llvm::enumerate(product->coordinates))
        possible[d] = possible[d] && llvm::is_contained(right ? f.m : f.n, c);
    }
    int64_t most = 0;
    for (unsigned d = 0; d < space.columns; ++d)
      if (possible[d] && space.shape[d] > most)
        space.rows = d, most = space.shape[d];
    return any && most > 0;
  }

  /// Whether an op reads a value of the space elsewhere than at its own point.
  bool readsAcross() const {
    bool found = false;
    for (Operation *op : space.ops)
      for (Value operand : op->getOperands()) {
        if (space.contains(operand))
          continue;
        forEachLeaf(operand, identityIndex(op->getContext(), tensorType(operand).getRank()), [&](const Leaf &leaf) { found |= space.contains(leaf.value); });
      }
    return found;
  }

  /// Whether sums over these dimensions are those of kernels that keep the rows, or of such that keep the columns.
  std::optional<Root> rootOver(OpOperand &use, ArrayRef<int64_t> dims) const {
    bool overColumns = llvm::is_contained(dims, space.columns), overRows = llvm::is_contained(dims, space.rows);
    if (overColumns == overRows || (overColumns && dims.size() > 1))
      return std::nullopt;
    Root root{use.getOwner(), stripAliases(use.get()), overColumns ? space.rows : space.columns, {}};
    for (int64_t d : dims)
      if (d != space.rows)
        root.streamed.push_back(d);
    if (overRows)
      root.streamed.push_back(space.rows);
    return root;
  }

  std::optional<Root> rootOf(OpOperand &use) const {
    Operation *op = use.getOwner();
    if (op->getBlock() != &block)
      return std::nullopt;
    if (auto reduce = dyn_cast<Reducing>(op))
      return rootOver(use, reduce.getDims());
    std::optional<SpaceProduct> product = summing(op, use.getOperandNumber());
    if (!product || space.contains(op->getOperand(1 - use.getOperandNumber())))
      return std::nullopt;
    SmallVector<int64_t> dims;
    for (auto [d, c] : llvm::enumerate(product->coordinates))
      if (llvm::is_contained(product->form.k, c))
        dims.push_back(d);
    return rootOver(use, dims);
  }

  /// Whether a value is made of weights, not of a network's hidden features: those are dear to compute again.
  bool holdsExponential(Value value) const {
    llvm::SetVector<Operation *> ops;
    ops.insert(value.getDefiningOp());
    for (size_t i = 0; i < ops.size(); ++i) {
      if (isa<ExpOp>(ops[i]))
        return true;
      for (Value operand : ops[i]->getOperands())
        if (isa<Elementwise>(ops[i]) && space.contains(operand))
          ops.insert(stripAliases(operand).getDefiningOp());
    }
    return false;
  }

  /// What is none of that needs the value in memory: it is stored, once.
  bool findRoots() {
    bool sumsProducts = false;
    for (Operation *op : space.ops) {
      bool stored = false;
      forEachUse(op->getResult(0), [&](OpOperand &use) {
        if (space.ops.contains(use.getOwner()))
          return;
        if (std::optional<Root> root = rootOf(use)) {
          sumsProducts |= isa<Contracting>(root->op) && root->kept == space.rows && holdsExponential(root->value);
          space.roots.push_back(*root);
        } else {
          stored = true;
        }
      });
      if (stored)
        space.roots.push_back({op, op->getResult(0), space.rows, {space.columns}});
    }
    llvm::stable_sort(space.roots, [](const Root &x, const Root &y) { return x.op != y.op && x.op->isBeforeInBlock(y.op); });
    return sumsProducts;
  }

  Block &block;
  Space space;
  SmallVector<Operation *> pending;
};
} // namespace

SmallVector<Space> mf::passes::findSpaces(Block &block, ArrayRef<Value> seeds) {
  SmallVector<Space> spaces;
  auto add = [&](Value x) {
    x = stripAliases(x);
    if (llvm::any_of(spaces, [&](const Space &s) { return s.contains(x); }))
      return;
    if (std::optional<Space> space = SpaceFinder(block, x).find(x))
      spaces.push_back(std::move(*space));
  };
  for (Operation &op : block)
    if (auto reduce = dyn_cast<Reducing>(op); reduce && reduce.getKind() == ReduceKind::max) {
      int64_t last = tensorType(op.getOperand(0)).getRank() - 1;
      if (reduce.getDims() == ArrayRef<int64_t>{last})
        add(op.getOperand(0));
    }
  llvm::for_each(seeds, add);
  return spaces;
}
