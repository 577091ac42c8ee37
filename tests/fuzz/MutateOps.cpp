// Mutation of ops in memory: what comes out parses, so that verifiers and all behind them see it.
#include "tests/fuzz/Mutator.h"
#include "mlir/IR/AffineMap.h"
#include "mlir/IR/Builders.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace mf::fuzz {

namespace {
class OpMutator {
public:
  OpMutator(ModuleOp module, Random &random) : module(module), random(random) {
    module.walk([&](Operation *op) {
      if (op == module)
        return;
      ops.push_back(op);
      llvm::append_range(values, op->getResults());
      for (Region &region : op->getRegions())
        for (Block &block : region)
          llvm::append_range(values, block.getArguments());
    });
  }

  bool mutate() {
    if (ops.empty())
      return false;
    Operation *op = random.any(ops);
    switch (random.below(10)) {
    case 0:
    case 1: return changeOperand(op);
    case 2: return swapOperands(op);
    case 3:
    case 4:
    case 5:
    case 6: return changeAttribute(op);
    case 7: return changeType();
    case 8: return changePlace(op);
    default: return remove(op);
    }
  }

private:
  /// Mostly one that fits: another type is refused at once.
  Value otherValue(Value old) {
    SmallVector<Value> same;
    for (Value v : values)
      if (v.getType() == old.getType() && v != old)
        same.push_back(v);
    return same.empty() || random.oneIn(8) ? random.any(values) : random.any(same);
  }

  bool changeOperand(Operation *op) {
    if (!op->getNumOperands())
      return false;
    OpOperand &operand = op->getOpOperand(unsigned(random.below(op->getNumOperands())));
    operand.set(otherValue(operand.get()));
    return true;
  }

  bool swapOperands(Operation *op) {
    if (op->getNumOperands() < 2)
      return false;
    unsigned a = unsigned(random.below(op->getNumOperands())), b = unsigned(random.below(op->getNumOperands()));
    Value first = op->getOperand(a);
    op->setOperand(a, op->getOperand(b));
    op->setOperand(b, first);
    return a != b;
  }

  Type otherType(Type type) {
    MLIRContext *context = type.getContext();
    Builder b(context);
    Type elements[] = {b.getF32Type(), b.getF64Type(), b.getBF16Type(), b.getI1Type(), b.getIntegerType(8), b.getI32Type(), b.getI64Type(), b.getIndexType(), b.getF16Type()};
    auto shaped = dyn_cast<ShapedType>(type);
    if (!shaped)
      return random.any(elements);
    SmallVector<int64_t> shape(shaped.getShape());
    Type element = shaped.getElementType();
    uint64_t what = random.below(shape.empty() ? 2 : 6);
    if (what == 0)
      element = random.any(elements);
    else if (what == 1)
      shape.push_back(1 + int64_t(random.below(3)));
    else if (what == 2)
      shape.pop_back();
    else
      shape[random.below(shape.size())] = std::max<int64_t>(ShapedType::kDynamic, random.number(random.any(shape)));
    if (llvm::any_of(shape, [](int64_t size) { return size < 0 && size != ShapedType::kDynamic; }))
      return type;
    auto elementFits = element.isIntOrIndexOrFloat();
    return elementFits ? Type(shaped.cloneWith(shape, element)) : type;
  }

  bool changeType() {
    if (values.empty())
      return false;
    Value value = random.any(values);
    Type type = otherType(value.getType());
    // together with those who use it, often: alone it is refused at once
    if (random.oneIn(2))
      for (Value v : values)
        if (v.getType() == value.getType() && v != value && random.oneIn(2))
          v.setType(type);
    value.setType(type);
    return true;
  }

  AffineMap otherMap(AffineMap map) {
    SmallVector<AffineExpr> results(map.getResults());
    MLIRContext *context = map.getContext();
    AffineExpr d = map.getNumDims() ? getAffineDimExpr(unsigned(random.below(map.getNumDims())), context) : getAffineConstantExpr(0, context);
    int64_t n = random.number(1 + int64_t(random.below(8)));
    if (results.empty())
      return AffineMap::get(map.getNumDims(), 0, d);
    AffineExpr &e = random.any(results);
    switch (random.below(8)) {
    case 0: e = e + n; break;
    case 1: e = e * n; break;
    case 2: e = n ? e.floorDiv(n) : d; break;
    case 3: e = n > 0 ? e % n : -e; break;
    case 4: e = d; break;
    case 5: e = e + d; break;
    case 6: std::swap(e, random.any(results)); break;
    default: random.oneIn(2) ? results.pop_back() : results.push_back(d);
    }
    return AffineMap::get(map.getNumDims(), map.getNumSymbols(), results, context);
  }

  /// Another symbol of the module, mostly.
  Attribute otherSymbol(FlatSymbolRefAttr symbol) {
    SmallVector<StringAttr> names;
    for (Operation &op : *module.getBody())
      for (NamedAttribute attribute : op.getAttrs())
        if (auto name = dyn_cast<StringAttr>(attribute.getValue()))
          names.push_back(name);
    return names.empty() ? Attribute(symbol) : FlatSymbolRefAttr::get(random.any(names));
  }

  template <typename List> SmallVector<int64_t> otherNumbers(List list) {
    SmallVector<int64_t> numbers(list.begin(), list.end());
    if (numbers.empty() || random.oneIn(6))
      numbers.push_back(1 + int64_t(random.below(4)));
    else if (random.oneIn(6))
      numbers.erase(&random.any(numbers));
    else if (random.oneIn(4))
      std::swap(random.any(numbers), random.any(numbers));
    else {
      int64_t &n = random.any(numbers);
      n = random.number(n);
    }
    return numbers;
  }

  Attribute otherList(ArrayAttr list) {
    SmallVector<Attribute> items(list.begin(), list.end());
    if (items.empty())
      return list;
    if (random.oneIn(8))
      items.pop_back();
    else if (random.oneIn(8))
      items.push_back(random.any(items));
    else if (random.oneIn(4))
      std::swap(random.any(items), random.any(items));
    else {
      Attribute &item = random.any(items);
      item = other(item);
    }
    return ArrayAttr::get(list.getContext(), items);
  }

  Attribute otherFields(DictionaryAttr fields) {
    NamedAttrList list(fields);
    if (list.empty())
      return fields;
    NamedAttribute field = random.any(fields.getValue());
    if (random.oneIn(8))
      list.erase(field.getName());
    else
      list.set(field.getName(), other(field.getValue()));
    return list.getDictionary(fields.getContext());
  }

  Attribute otherWord(StringAttr word) {
    const char *const words[] = {"", "seed", "data", "value", "parameter", "session", "counter", "a b", "sum", "arena", "result", "argument", "state", "constant"};
    return StringAttr::get(word.getContext(), random.any(words));
  }

  Attribute other(Attribute attribute) {
    if (auto integer = dyn_cast<IntegerAttr>(attribute)) {
      unsigned width = integer.getValue().getBitWidth();
      return IntegerAttr::get(integer.getType(), APInt(64, uint64_t(random.number(integer.getValue().sextOrTrunc(64).getSExtValue()))).sextOrTrunc(width));
    }
    if (auto numbers = dyn_cast<DenseI64ArrayAttr>(attribute))
      return DenseI64ArrayAttr::get(attribute.getContext(), otherNumbers(numbers.asArrayRef()));
    if (auto numbers = dyn_cast<DenseI32ArrayAttr>(attribute)) {
      SmallVector<int32_t> narrow;
      for (int64_t n : otherNumbers(numbers.asArrayRef()))
        narrow.push_back(int32_t(n));
      return DenseI32ArrayAttr::get(attribute.getContext(), narrow);
    }
    if (auto map = dyn_cast<AffineMapAttr>(attribute))
      return AffineMapAttr::get(otherMap(map.getValue()));
    if (auto symbol = dyn_cast<FlatSymbolRefAttr>(attribute))
      return otherSymbol(symbol);
    if (auto type = dyn_cast<TypeAttr>(attribute))
      return TypeAttr::get(otherType(type.getValue()));
    if (auto list = dyn_cast<ArrayAttr>(attribute))
      return otherList(list);
    if (auto fields = dyn_cast<DictionaryAttr>(attribute))
      return otherFields(fields);
    if (auto word = dyn_cast<StringAttr>(attribute))
      return otherWord(word);
    return attribute;
  }

  bool changeAttribute(Operation *op) {
    ArrayRef<NamedAttribute> attributes = op->getAttrDictionary().getValue();
    if (attributes.empty())
      return false;
    NamedAttribute attribute = random.any(attributes);
    if (random.oneIn(16))
      op->removeAttr(attribute.getName());
    else
      op->setAttr(attribute.getName(), other(attribute.getValue()));
    return true;
  }

  bool changePlace(Operation *op) {
    Operation *place = random.any(ops);
    if (op->isProperAncestor(place) || op == place)
      return false;
    if (random.oneIn(3)) {
      OpBuilder(place).clone(*op);
      return true;
    }
    op->moveBefore(place);
    return true;
  }

  /// Whoever used what the op or its regions define uses something else.
  bool remove(Operation *op) {
    auto isWithin = [&](Value v) {
      Operation *owner = v.getDefiningOp() ? v.getDefiningOp() : cast<BlockArgument>(v).getOwner()->getParentOp();
      return op->isAncestor(owner);
    };
    std::vector<Value> within, outside;
    for (Value v : values)
      (isWithin(v) ? within : outside).push_back(v);
    for (Value v : within)
      for (OpOperand &use : llvm::make_early_inc_range(v.getUses())) {
        if (op->isAncestor(use.getOwner()))
          continue;
        std::vector<Value> same;
        llvm::copy_if(outside, std::back_inserter(same), [&](Value o) { return o.getType() == v.getType(); });
        if (outside.empty())
          return false;
        use.set(same.empty() ? random.any(outside) : random.any(same));
      }
    op->erase();
    return true;
  }

  ModuleOp module;
  Random &random;
  std::vector<Operation *> ops;
  std::vector<Value> values;
};
} // namespace

std::string mutateOps(ModuleOp original, Random &random) {
  OwningOpRef<ModuleOp> module(original.clone());
  for (uint64_t i = 0, count = 1 + random.below(3); i < count; ++i)
    for (int tries = 0; tries < 8 && !OpMutator(*module, random).mutate(); ++tries) {
    }
  std::string text;
  llvm::raw_string_ostream out(text);
  module->print(out, OpPrintingFlags().printGenericOpForm().useLocalScope());
  return text + "\n";
}

} // namespace mf::fuzz
