//===- GroupUpdates.cpp - the optimizer over all parameters at once ----------------------------------===//
// --mf-group-updates. In: expanded graphs. Many parameters are updated by the same expression of their own states, their
// gradient and shared scalars; each would be a launch. Out: one expression over the states laid end to end:
//
//   write @p_i, f(read @p_i, read @m_i, g_i, rate)   ->   write_group [@p...], f(read_group [@p...], read_group [@m...], [g...], rate)
//
// The states of a group lie one after the other in memory (mf.offset on mf.state), and the gradients are written into one
// array (a concatenation marked mf.assembled: each operand is computed where it lies in it), so that nothing is copied. A
// sum of full reductions over those gradients (the gradient norm) becomes two steps over that array.
// Left alone: updates that no other one resembles, and groups that another entry has laid out in another order.
// Which updates resemble each other follows from the graph alone: roles and names play no part, but for a state's role.
//===------------------------------------------------------------------------------------------------===//
#include "dialect/mf/Emit.h"
#include "dialect/mft/Mft.h"
#include "dialect/mf/Role.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "passes/Passes.h"
#include "passes/partition/Access.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace mf::passes {
#define GEN_PASS_DEF_GROUPUPDATESPASS
#include "passes/Passes.h.inc"
} // namespace mf::passes

using namespace mlir;
using namespace mf::ir;
using namespace mf::passes;

/// Elements that one block of the norm's first step adds up.
static constexpr int64_t kChunk = 4096;

namespace {
using Tuple = SmallVector<Value>;

/// The value that a tensor repeats everywhere, as a scalar value or a constant: what members of a group share.
const void *uniformOf(Value value) {
  value = stripAliases(value);
  Operation *op = value.getDefiningOp();
  if (auto broadcast = dyn_cast_or_null<BroadcastInDimOp>(op))
    return broadcast.getX().getType().getNumElements() == 1 ? stripAliases(broadcast.getX()).getAsOpaquePointer() : uniformOf(broadcast.getX());
  if (auto constant = dyn_cast_or_null<ConstantOp>(op))
    if (auto dense = dyn_cast<DenseElementsAttr>(constant.getValue()); dense && dense.isSplat())
      return dense.getSplatValue<Attribute>().getAsOpaquePointer();
  return nullptr;
}

/// Numbers update expressions so that equal numbers are equal expressions, up to which states and which data they read.
class Signatures {
public:
  explicit Signatures(ModuleOp module) {
    for (auto state : module.getOps<StateOp>())
      roles[state.getName()] = state.getRoleAttr();
  }
  /// Whether an elementwise expression over the value's own shape reads a state.
  bool readsState(Value value) {
    value = stripAliases(value);
    if (auto it = reading.find(value); it != reading.end())
      return it->second;
    Operation *op = value.getDefiningOp();
    bool reads = isa_and_nonnull<ReadOp>(op);
    if (isa_and_nonnull<Elementwise>(op))
      reads = llvm::any_of(op->getOperands(), [&](Value v) { return readsState(v); });
    return reading[value] = reads;
  }
  unsigned of(Value value) {
    value = stripAliases(value);
    if (auto it = numbers.find(value); it != numbers.end())
      return it->second;
    Key key{nullptr, nullptr, tensorType(value).getElementType().getAsOpaquePointer(), {}};
    Operation *op = value.getDefiningOp();
    if (const void *uniform = uniformOf(value)) {
      std::get<0>(key) = uniform;
    } else if (auto read = dyn_cast_or_null<ReadOp>(op)) {
      std::get<0>(key) = roles.lookup(read.getState()).getAsOpaquePointer();
    } else if (readsState(value)) {
      std::get<0>(key) = op->getName().getAsOpaquePointer();
      std::get<1>(key) = meaningOf(op).getAsOpaquePointer();
      for (Value operand : op->getOperands())
        std::get<3>(key).push_back(of(operand));
    }
    return numbers[value] = known.try_emplace(key, known.size()).first->second;
  }

private:
  using Key = std::tuple<const void *, const void *, const void *, std::vector<unsigned>>;
  llvm::StringMap<StringAttr> roles;
  llvm::DenseMap<Value, bool> reading;
  llvm::DenseMap<Value, unsigned> numbers;
  std::map<Key, unsigned> known;
};

/// The writes that belong together: those of one parameter, its slots and its average.
struct Family {
  SmallVector<WriteOp> writes; ///< in the order of their signatures
  int64_t elements() const { return tensorType(WriteOp(writes[0]).getValue()).getNumElements(); }
};

/// The states of an entry's writes by what they share: an op or a state that both expressions read.
std::vector<Family> familiesOf(Block &block, Signatures &signatures) {
  llvm::EquivalenceClasses<const void *> classes;
  SmallVector<WriteOp> writes;
  for (auto write : block.getOps<WriteOp>()) {
    Value value = write.getValue();
    if (!isFloat(value) || tensorType(value).getRank() == 0 || !signatures.readsState(value) || isa_and_nonnull<ReadOp>(stripAliases(value).getDefiningOp()))
      continue;
    writes.push_back(write);
    const void *own = write.getStateAttr().getAsOpaquePointer();
    classes.insert(own);
    SmallVector<Value> work{stripAliases(value)};
    llvm::DenseSet<Value> seen;
    while (!work.empty()) {
      Value v = work.pop_back_val();
      if (!signatures.readsState(v) || !seen.insert(v).second)
        continue;
      auto read = v.getDefiningOp<ReadOp>();
      classes.unionSets(own, read ? read.getStateAttr().getAsOpaquePointer() : v.getAsOpaquePointer());
      if (!read)
        for (Value operand : v.getDefiningOp()->getOperands())
          work.push_back(stripAliases(operand));
    }
  }
  std::map<const void *, unsigned> number; // by leader, in order of appearance
  std::vector<Family> families;
  for (WriteOp write : writes) {
    auto [it, fresh] = number.try_emplace(classes.getLeaderValue(write.getStateAttr().getAsOpaquePointer()), families.size());
    if (fresh)
      families.emplace_back();
    families[it->second].writes.push_back(write);
  }
  for (Family &family : families)
    llvm::stable_sort(family.writes, [&](WriteOp a, WriteOp b) { return signatures.of(a.getValue()) < signatures.of(b.getValue()); });
  return families;
}

/// Where states lie: runs of states one after the other, in the order in which groups asked for them.
class Layout {
public:
  explicit Layout(ModuleOp module) : module(module) {
    for (auto state : module.getOps<StateOp>()) {
      types[state.getName()] = cast<RankedTensorType>(state.getType());
      if (state.getRole() == "session")
        sessions.insert(state.getName());
    }
  }
  /// The position at which a state lies already, or -1.
  int64_t positionOf(StringRef state) const {
    auto it = places.find(state);
    return it == places.end() ? -1 : it->second;
  }
  /// Whether the states lie one after the other in this order, or can be made to.
  bool allows(ArrayRef<StringRef> states) const {
    llvm::StringSet<> once;
    for (StringRef state : states)
      if (!once.insert(state).second || sessions.contains(state) != sessions.contains(states[0]))
        return false;
    int64_t first = positionOf(states[0]);
    for (auto [i, state] : llvm::enumerate(states))
      if (positionOf(state) != (first < 0 ? -1 : first + (int64_t)i))
        return false;
    return first < 0 || llvm::all_of(states.drop_front(), [&](StringRef s) { return !begins.contains(positionOf(s)); });
  }
  void add(ArrayRef<StringRef> states) {
    if (positionOf(states[0]) >= 0)
      return;
    begins.insert(order.size());
    for (StringRef state : states) {
      places[state] = order.size();
      order.push_back(state);
    }
  }
  /// Writes every state's offset: runs without gaps, everything else at multiples of 64 bytes.
  void write() {
    if (order.empty())
      return;
    int64_t ends[2] = {0, 0}; // of the states of sessions, which have memory of their own, and of all others
    llvm::StringMap<int64_t> offsets;
    auto place = [&](StringRef state, bool begins) {
      int64_t &offset = ends[sessions.contains(state)];
      offset = begins ? llvm::alignTo(offset, 64) : offset;
      offsets[state] = offset;
      offset += mf::tile::byteSize(types.lookup(state));
    };
    for (auto [i, state] : llvm::enumerate(order))
      place(state, begins.contains(i));
    for (auto state : module.getOps<StateOp>())
      if (positionOf(state.getName()) < 0)
        place(state.getName(), true);
    Builder b(module.getContext());
    for (auto state : module.getOps<StateOp>())
      state->setAttr(kStateOffset, b.getI64IntegerAttr(offsets.lookup(state.getName())));
  }

private:
  ModuleOp module;
  llvm::StringMap<RankedTensorType> types;
  llvm::StringSet<> sessions;
  llvm::StringMap<int64_t> places;
  std::vector<StringRef> order;
  llvm::DenseSet<int64_t> begins;
};

/// Expressions over tuples of values, one a member of a group, as expressions over flat arrays.
class Flattener {
public:
  explicit Flattener(Signatures &signatures) : signatures(signatures) {}
  /// The members' elements one after the other. New ops stand at the builder's insertion point.
  Value flat(OpBuilder &b, const Tuple &members) {
    Tuple tuple = llvm::map_to_vector(members, [](Value v) { return stripAliases(v); });
    std::vector<const void *> key;
    for (Value v : tuple)
      key.push_back(v.getAsOpaquePointer());
    if (auto it = memo.find(key); it != memo.end())
      return it->second;
    Value result = build(b, tuple);
    memo[key] = result;
    return result;
  }
  /// The data that an expression of one operand is made of: below it, no two members differ but in data.
  Tuple dataBelow(Tuple tuple) {
    tuple = llvm::map_to_vector(tuple, [](Value v) { return stripAliases(v); });
    while (std::optional<Tuple> below = operandBelow(tuple))
      tuple = *below;
    return tuple;
  }
  /// Every value that the expression of one operand could be taken to be over: itself, its operand, the operand's operand ...
  Tuple everyDataBelow(Value value) {
    Tuple found{stripAliases(value)};
    while (std::optional<Tuple> below = operandBelow({found.back()}))
      found.push_back(stripAliases(below->front()));
    return found;
  }
  /// The expression `value` over `data` alone, with `replacement` for the data.
  Value over(OpBuilder &b, Value value, Value data, Value replacement) const {
    value = stripAliases(value);
    if (value == data)
      return replacement;
    Operation *op = value.getDefiningOp();
    RankedTensorType type = tensorType(replacement).clone(tensorType(value).getElementType());
    if (uniformOf(value))
      return uniform(b, value, type);
    OperationState state(op->getLoc(), op->getName(), {}, {type}, op->getAttrs());
    llvm::DenseMap<Value, Value> built; // x x has one operand
    for (Value operand : op->getOperands()) {
      Value &known = built[operand];
      if (!known)
        known = over(b, operand, data, replacement);
      state.operands.push_back(known);
    }
    return b.create(state)->getResult(0);
  }
  /// What the expression `value` over `data` gives where the data is zero; NaN where a shared scalar is not constant.
  double valueAtZero(Value value, Value data) const {
    value = stripAliases(value);
    if (value == data)
      return 0;
    Operation *op = value.getDefiningOp();
    if (uniformOf(value)) {
      auto constant = dyn_cast<ConstantOp>(op);
      auto dense = constant ? dyn_cast<DenseFPElementsAttr>(constant.getValue()) : DenseFPElementsAttr();
      if (!dense)
        return NAN;
      APFloat number = dense.getSplatValue<APFloat>();
      bool inexact;
      number.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &inexact);
      return number.convertToDouble();
    }
    SmallVector<double> x;
    for (Value operand : op->getOperands())
      x.push_back(valueAtZero(operand, data));
    return cast<Elementwise>(op).evaluate(x);
  }

private:
  static bool sameOp(const Tuple &tuple) {
    Operation *first = tuple[0].getDefiningOp();
    return isa_and_nonnull<Elementwise>(first) && llvm::all_of(tuple, [&](Value v) {
             Operation *op = v.getDefiningOp();
             return op && op->getName() == first->getName() && meaningOf(op) == meaningOf(first) &&
                    op->getNumOperands() == first->getNumOperands() && tensorType(v).getElementType() == tensorType(tuple[0]).getElementType();
           });
  }
  static Tuple operands(const Tuple &tuple, unsigned i) {
    return llvm::map_to_vector(tuple, [&](Value v) { return stripAliases(v.getDefiningOp()->getOperand(i)); });
  }
  static const void *sharedUniform(const Tuple &tuple) {
    const void *first = uniformOf(tuple[0]);
    return llvm::all_of(tuple, [&](Value v) { return uniformOf(v) == first; }) ? first : nullptr;
  }
  /// The one operand that differs between elements, where the members are the same op of it and of shared scalars.
  std::optional<Tuple> operandBelow(const Tuple &tuple) const {
    if (!sameOp(tuple))
      return std::nullopt;
    std::optional<Tuple> below;
    for (unsigned i = 0; i < tuple[0].getDefiningOp()->getNumOperands(); ++i) {
      Tuple next = operands(tuple, i);
      if (sharedUniform(next))
        continue;
      if (below && *below != next)
        return std::nullopt;
      below = next;
    }
    return below;
  }
  static RankedTensorType flatType(const Tuple &tuple) {
    int64_t n = 0;
    for (Value v : tuple)
      n += tensorType(v).getNumElements();
    return RankedTensorType::get({n}, tensorType(tuple[0]).getElementType());
  }
  Value build(OpBuilder &b, const Tuple &tuple) {
    RankedTensorType type = flatType(tuple);
    Location loc = tuple[0].getLoc();
    Operation *first = tuple[0].getDefiningOp();
    Emit e{b, loc};
    if (sharedUniform(tuple))
      return uniform(b, tuple[0], type);
    if (llvm::all_of(tuple, [](Value v) { return v.getDefiningOp<ReadOp>(); })) {
      SmallVector<Attribute> states;
      for (Value v : tuple)
        states.push_back(v.getDefiningOp<ReadOp>().getStateAttr());
      return b.create<ReadGroupOp>(loc, type, b.getArrayAttr(states));
    }
    if (signatures.readsState(tuple[0]) || operandBelow(tuple)) {
      OperationState state(loc, first->getName(), {}, {type}, first->getAttrs());
      for (unsigned i = 0; i < first->getNumOperands(); ++i) {
        Tuple below = operands(tuple, i);
        Value operand = flat(b, below);
        state.operands.push_back(operand);
      }
      return b.create(state)->getResult(0);
    }
    SmallVector<Value> parts;
    SmallVector<Type> types;
    for (Value v : tuple) {
      parts.push_back(e.reshape(v, {tensorType(v).getNumElements()}));
      types.push_back(parts.back().getType());
    }
    Value all = b.create<ConcatenateOp>(loc, type, parts, 0);
    all.getDefiningOp()->setAttr(kAssembled, b.getUnitAttr());
    return all;
  }
  static Value uniform(OpBuilder &b, Value member, RankedTensorType type) {
    Operation *op = member.getDefiningOp();
    if (auto constant = dyn_cast<ConstantOp>(op)) {
      auto dense = cast<DenseElementsAttr>(constant.getValue());
      return b.create<ConstantOp>(op->getLoc(), cast<ElementsAttr>(DenseElementsAttr::get(type, dense.getSplatValue<Attribute>())));
    }
    Value scalar = member;
    while (auto broadcast = stripAliases(scalar).getDefiningOp<BroadcastInDimOp>())
      scalar = broadcast.getX();
    if (uniformOf(scalar) && scalar.getDefiningOp<ConstantOp>())
      return uniform(b, scalar, type);
    Emit e{b, op->getLoc()};
    Value single = e.reshape(scalar, {});
    return e.broadcast(single, type.getShape(), {});
  }
  Signatures &signatures;
  std::map<std::vector<const void *>, Value> memo;
};

/// One entry.
class Grouper {
public:
  Grouper(EntryOp entry, Layout &layout, ModuleOp module)
      : block(entry.getBody().front()), layout(layout), signatures(module), flattener(signatures) {}
  void run() {
    std::map<std::vector<unsigned>, std::vector<Family>> alike;
    for (Family &family : familiesOf(block, signatures)) {
      std::vector<unsigned> key;
      for (WriteOp write : family.writes)
        key.push_back(signatures.of(write.getValue()));
      alike[key].push_back(family);
    }
    for (auto &[key, families] : alike)
      if (families.size() > 1)
        choose(families);
    for (std::vector<Family> &group : groups)
      data.push_back(dataOf(group));
    groupNorms();
    for (std::vector<Family> &group : groups)
      rewrite(group);
    if (!groups.empty())
      eraseDead();
  }

private:
  static Tuple slot(const std::vector<Family> &group, unsigned i) {
    Tuple tuple;
    for (const Family &family : group)
      tuple.push_back(WriteOp(family.writes[i]).getValue());
    return tuple;
  }
  /// Takes the families as a group where the states can lie one after the other. Sizes of whole vectors come first, so
  /// that most members begin at a vector's boundary.
  void choose(std::vector<Family> families) {
    auto key = [&](const Family &f) {
      WriteOp write = f.writes[0];
      int64_t position = layout.positionOf(write.getState());
      return std::pair<int64_t, int64_t>(position < 0 ? INT64_MAX : position, f.elements() % 16 != 0);
    };
    llvm::stable_sort(families, [&](const Family &a, const Family &b) { return key(a) < key(b); });
    SmallVector<SmallVector<StringRef>> runs;
    for (unsigned i = 0; i < families[0].writes.size(); ++i) {
      runs.emplace_back();
      for (Family &family : families)
        runs.back().push_back(family.writes[i].getState());
    }
    if (!llvm::all_of(runs, [&](auto &run) { return layout.allows(run); }))
      return;
    for (auto &run : runs)
      layout.add(run);
    groups.push_back(std::move(families));
  }
  /// The tuples of data that a group's expressions read: its gradients.
  std::vector<Tuple> dataOf(const std::vector<Family> &group) {
    std::vector<Tuple> found;
    llvm::DenseSet<Value> seen;
    std::function<void(Tuple)> visit = [&](Tuple tuple) {
      tuple = llvm::map_to_vector(tuple, [](Value v) { return stripAliases(v); });
      if (uniformOf(tuple[0]) || tuple[0].getDefiningOp<ReadOp>() || !seen.insert(tuple[0]).second)
        return;
      if (!signatures.readsState(tuple[0]))
        return found.push_back(flattener.dataBelow(tuple));
      for (unsigned i = 0; i < tuple[0].getDefiningOp()->getNumOperands(); ++i)
        visit(llvm::map_to_vector(tuple, [&](Value v) { return v.getDefiningOp()->getOperand(i); }));
    };
    for (unsigned i = 0; i < group[0].writes.size(); ++i)
      visit(slot(group, i));
    return found;
  }
  void rewrite(const std::vector<Family> &group) {
    OpBuilder b(block.getTerminator());
    SmallVector<std::pair<SmallVector<Attribute>, Value>> writes;
    for (unsigned i = 0; i < group[0].writes.size(); ++i) {
      SmallVector<Attribute> states;
      for (const Family &family : group)
        states.push_back(WriteOp(family.writes[i]).getStateAttr());
      writes.push_back({states, flattener.flat(b, slot(group, i))});
    }
    for (auto &[states, value] : writes)
      b.create<WriteGroupOp>(value.getLoc(), b.getArrayAttr(states), value);
    for (const Family &family : group)
      for (WriteOp write : family.writes)
        write.erase();
  }

  void groupNorms();
  Value inRows(OpBuilder &b, const Tuple &members, const Tuple &tuple);
  void groupNorm(AddOp root, SmallVector<ReduceOp> terms);
  void eraseDead() {
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
      if (!op.hasTrait<OpTrait::IsTerminator>() && isOpTriviallyDead(&op))
        op.erase();
  }

  Block &block;
  Layout &layout;
  Signatures signatures;
  Flattener flattener;
  std::vector<std::vector<Family>> groups;
  std::vector<std::vector<Tuple>> data; ///< of each group
};

/// A sum of several full reductions: the terms of a tree of additions of scalars that nothing else reads. Two parameters of
/// equal gradients (biases that are added to each other) give one term twice.
SmallVector<ReduceOp> termsOf(AddOp root) {
  SmallVector<ReduceOp> terms;
  SmallVector<Value> work{root.getB(), root.getA()};
  while (!work.empty()) {
    Value v = stripAliases(work.pop_back_val());
    auto reduce = v.getDefiningOp<ReduceOp>();
    auto add = v.getDefiningOp<AddOp>();
    if (add && add->hasOneUse()) {
      work.push_back(add.getB());
      work.push_back(add.getA());
    } else if (reduce && reduce.getKind() == ReduceKind::sum && tensorType(v).getRank() == 0) {
      terms.push_back(reduce);
    } else {
      return {};
    }
  }
  bool readElsewhere = llvm::any_of(terms, [&](ReduceOp term) { return (size_t)std::distance(term.getY().use_begin(), term.getY().use_end()) != (size_t)llvm::count(terms, term); });
  return readElsewhere ? SmallVector<ReduceOp>() : terms;
}

void Grouper::groupNorms() {
  SmallVector<AddOp> roots;
  for (auto add : block.getOps<AddOp>())
    if (tensorType(add.getY()).getRank() == 0 && isFloat(add.getY()) &&
        !(add->hasOneUse() && isa<AddOp>(*add->user_begin())))
      roots.push_back(add);
  for (AddOp root : roots)
    groupNorm(root, termsOf(root));
}

/// An expression over a group's data in rows of kChunk elements, filled up with zeros; null where it is not zero there.
Value Grouper::inRows(OpBuilder &b, const Tuple &members, const Tuple &tuple) {
  Value all = flattener.flat(b, tuple);
  Emit e{b, all.getLoc()};
  int64_t n = tensorType(all).getNumElements(), chunks = llvm::divideCeil(n, kChunk);
  if (chunks * kChunk != n) {
    if (flattener.valueAtZero(members[0], tuple[0]) != 0.0)
      return {};
    all = e.pad(all, {0}, {chunks * kChunk - n}, {0});
  }
  Value rows = e.reshape(all, {chunks, kChunk});
  return flattener.over(b, members[0], tuple[0], rows);
}

void Grouper::groupNorm(AddOp root, SmallVector<ReduceOp> terms) {
  llvm::DenseMap<Value, ReduceOp> byData;
  llvm::DenseMap<Operation *, unsigned> left; // how often each is still to be added
  for (ReduceOp term : terms)
    for (Value data : flattener.everyDataBelow(term.getX()))
      byData[data] = term;
  for (ReduceOp term : terms)
    ++left[term];
  OpBuilder b(root);
  Emit e{b, root.getLoc()};
  SmallVector<Value> partials;
  for (auto &tuples : data)
    for (Tuple &tuple : tuples) {
      Tuple members;
      llvm::DenseMap<Operation *, unsigned> rest = left;
      for (Value v : tuple)
        if (ReduceOp term = byData.lookup(v); term && rest[term]-- > 0)
          members.push_back(term.getX());
      if (members.size() != tuple.size() || flattener.dataBelow(members) != tuple)
        continue;
      Value rows = inRows(b, members, tuple);
      if (!rows)
        continue;
      partials.push_back(e.sum(rows, {1}));
      left = rest;
    }
  if (partials.empty())
    return;
  Value sum;
  for (Value partial : partials) {
    Value term = e.sum(partial, {0});
    sum = sum ? e.add(sum, term) : term;
  }
  for (ReduceOp term : terms)
    if (left[term] > 0) {
      sum = e.add(sum, term.getY());
      --left[term];
    }
  root.getY().replaceAllUsesWith(sum);
}

struct GroupUpdatesPass : mf::passes::impl::GroupUpdatesPassBase<GroupUpdatesPass> {
  /// The groups that a program says itself come first.
  LogicalResult keepGroups(Layout &layout) {
    auto result = getOperation().walk([&](Operation *op) {
      auto read = dyn_cast<ReadGroupOp>(op);
      auto write = dyn_cast<WriteGroupOp>(op);
      if (!read && !write)
        return WalkResult::advance();
      SmallVector<StringRef> names;
      for (auto name : (read ? read.getStates() : write.getStates()).getAsRange<FlatSymbolRefAttr>())
        names.push_back(name.getValue());
      if (!layout.allows(names)) {
        op->emitOpError("expected states that can lie one after the other, but another group has one of them in another place");
        return WalkResult::interrupt();
      }
      layout.add(names);
      return WalkResult::advance();
    });
    return failure(result.wasInterrupted());
  }
  void runOnOperation() override {
    Layout layout(getOperation());
    if (failed(keepGroups(layout)))
      return signalPassFailure();
    for (auto entry : getOperation().getOps<EntryOp>())
      Grouper(entry, layout, getOperation()).run();
    layout.write();
  }
};
} // namespace
