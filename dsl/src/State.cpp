//===- State.cpp - parameters and other named state of the DSL -----------------------------------===//
#include "dsl/src/Graph.h"

using namespace mlir;
using namespace mf;

struct mf::Scope::Use {
  mlir::Operation *entry = nullptr; ///< in which the names were used
  std::map<std::string, Where> names;
};

void Graph::declare(const std::string &state, StateInfo info) {
  auto it = states.find(state);
  if (it == states.end()) {
    checkName("a state", state, info.where);
    states.emplace(state, std::move(info));
    return;
  }
  const StateInfo &old = it->second;
  if (old.type == info.type && old.role == info.role)
    return;
  fail(info.where, "state '" + state + "' is " + text(old.type.getShape()) + " of role " + old.role + " since " + place(old.where) + ", got " +
                       text(info.type.getShape()) + " of role " + info.role);
}

Value Graph::readState(const std::string &state, Where where) {
  auto info = states.find(state);
  if (info == states.end())
    fail(where, "state '" + state + "' is read before it exists; declare it with state() or Scope::parameter()");
  if (!entry)
    fail(where, "state '" + state + "' can be read only while an entry is built");
  Value &cached = reads[state];
  if (cached)
    return cached;
  // reads stand at the entry's start, so that they are seen from every loop body
  OpBuilder::InsertionGuard guard(builder);
  if (last_read)
    builder.setInsertionPointAfter(last_read);
  else
    builder.setInsertionPointToStart(&entry.getBody().front());
  auto read = builder.create<ir::ReadOp>(location(where), info->second.type, state);
  last_read = read;
  return cached = read;
}

namespace mf {

Scope::Scope(std::string name, std::string statePrefix)
    : path(std::move(name)), prefix(std::move(statePrefix)), use(std::make_shared<Use>()) {}

Scope::Scope(const Scope &other) : path(other.path), prefix(other.prefix), root(other.root), use(other.use) {
  if (root && use)
    use = std::make_shared<Use>(); // a copy of a root scope is a new use of the model
}
Scope Scope::operator/(const std::string &child) const {
  Scope s(*this);
  s.use = use;
  s.root = false;
  s.path = path.empty() ? child : path + "." + child;
  return s;
}
Scope Scope::shared() const {
  Scope s(*this);
  s.use = nullptr;
  return s;
}
Scope Scope::ema() const {
  Scope s(*this);
  s.prefix = "ema.";
  return s;
}

Tensor Scope::parameter(const std::string &name, const Shape &shape, const Init &init, Where where) const {
  Graph &g = Graph::current();
  std::string full = path.empty() ? name : path + "." + name;
  if (use) {
    if (use->entry != g.entry.getOperation()) { // every entry may use the model once
      use->entry = g.entry.getOperation();
      use->names.clear();
    }
    auto [it, fresh] = use->names.emplace(full, reported(where));
    if (!fresh)
      fail(where, "parameter name '" + full + "' is used twice, first at " + place(it->second) + "; give one a scope of its own, or tie weights with scope.shared()");
  }
  auto type = shaped(shape, g.dtype, where);
  g.declare(full, {"parameter", type, init, "", reported(where)});
  if (!prefix.empty() && !g.states.count(prefix + full))
    g.declare(prefix + full, {"ema", type, init, full, reported(where)});
  return tensor(g.readState(prefix + full, where));
}

std::vector<Parameter> Scope::parameters() const {
  Graph &g = Graph::current();
  std::vector<Parameter> result;
  for (const auto &[state, info] : g.states)
    if (info.role == "parameter" && (path.empty() || state.rfind(path + ".", 0) == 0))
      result.push_back({state, tensor(g.readState(prefix + state, info.where))});
  return result;
}

Tensor state(const std::string &name, const std::string &role, const Shape &shape, Dtype dtype, const Init &init, Where where) {
  Graph &g = Graph::current();
  static const std::string roles[] = {"parameter", "optimizer", "ema", "counter", "key", "session"};
  if (std::find(std::begin(roles), std::end(roles), role) == std::end(roles))
    fail(where, "expected a role of parameter, optimizer, ema, counter, key or session, got '" + role + "'");
  std::string copyOf = role == "ema" && name.rfind("ema.", 0) == 0 && g.states.count(name.substr(4)) ? name.substr(4) : "";
  g.declare(name, {role, shaped(shape, dtype, where), init, copyOf, reported(where)});
  return tensor(g.readState(name, where));
}
Tensor read(const std::string &name, Where where) { return tensor(Graph::current().readState(name, where)); }
bool has_state(const std::string &name) { return Graph::current().states.count(name) != 0; }

void write(const std::string &name, Operand x) {
  Graph &g = Graph::current();
  Value v = value(x);
  auto info = g.states.find(name);
  if (info == g.states.end())
    fail(x.where, "state '" + name + "' is written before it exists; declare it with state() or Scope::parameter()");
  if (v.getType() != info->second.type)
    fail(x.where, "state '" + name + "' is " + text(info->second.type.getShape()) + ", got " + text(v));
  if (!g.writes.emplace(name, v).second)
    fail(x.where, "state '" + name + "' is written twice in this entry, first at " + place(g.written_at[name]));
  g.written_at[name] = reported(x.where);
}

} // namespace mf
