// Caches of keys and values as session state.
#include "models/layers/cache.h"

namespace mf::nn {

[[noreturn]] static void refuse(Where where, const std::string &text) {
  throw Error(std::string(where.file) + ":" + std::to_string(where.line) + ": error: cache: " + text);
}

Cache::Cache(std::string name, const CacheOptions &o, Where where) : name(std::move(name)), o(o) {
  CallSite site(where);
  for (auto [size, what] : {std::pair{o.layers, "layers"}, {o.batch, "batch"}, {o.size, "size"}, {o.heads, "heads"}, {o.features, "features"}})
    if (size < 1)
      refuse(where, std::string("expected ") + what + " of at least 1, got " + std::to_string(size));
  auto array = [&](int64_t layer, const char *what, const Shape &shape) {
    return state(this->name + "." + std::to_string(layer) + what, "session", shape, default_dtype(), Init::zeros());
  };
  for (int64_t i = 0; i < o.layers; ++i) { // as one query reads them: its products with keys lie side by side, and a head's places in a row
    keys.push_back(array(i, ".keys", {o.batch, o.heads, o.features, o.size}));
    values.push_back(array(i, ".values", {o.batch, o.heads, o.size, o.features}));
  }
  used = state(this->name + ".length", "session", {}, Dtype::i32, Init::zeros());
  good = used == used;
}

Tensor Cache::positions(int64_t count) const {
  Tensor steps = iota({count}, 0, Dtype::i32);
  return used.defined() ? steps + used : steps;
}

/// The position that each place of a ring holds, i32 [size], when the newest one is `last`; below 0 where it holds none yet.
static Tensor ring_positions(const Tensor &last, int64_t size) {
  Tensor place = iota({size}, 0, Dtype::i32), back = rem(last - place, size);
  Tensor negative = back < 0, wrapped = back + size;
  return last - select(negative, wrapped, back);
}

Tensor Cache::attend(const Tensor &q, const Tensor &k, const Tensor &v, AttentionOptions options, Where where) {
  CallSite site(where);
  options.causal = true;
  if (!used.defined())
    return attention(q, k, v, options);
  if (layer >= o.layers)
    refuse(where, "expected attend() in " + std::to_string(o.layers) + " layers before advance(), got one more");
  fresh = k.dim(1);
  if (fresh > o.size || (o.ring && fresh > 1))
    refuse(where, "expected at most " + std::to_string(o.ring ? 1 : o.size) + " places at a time" + (o.ring ? " in a ring" : "") + ", got " + std::to_string(fresh));
  Tensor zero = full({1}, 0, Dtype::i32), place = reshape(o.ring ? rem(used, o.size) : used, {1});
  Tensor new_keys = transpose(k, {0, 2, 3, 1}), at_keys = concatenate({zero, zero, zero, place}, 0);
  Tensor new_values = transpose(v, {0, 2, 1, 3}), at_values = concatenate({zero, zero, place, zero}, 0);
  keys[layer] = dynamic_update_slice(keys[layer], new_keys, at_keys);
  values[layer] = dynamic_update_slice(values[layer], new_values, at_values);
  options.first = used;
  options.length = minimum(used + fresh, o.size); // the first places are in use, in a ring too: work follows their number
  if (o.ring)
    options.key_positions = ring_positions(used, o.size);
  Tensor all_keys = transpose(keys[layer], {0, 3, 1, 2}), all_values = transpose(values[layer], {0, 2, 1, 3});
  Tensor y = attention(q, all_keys, all_values, options);
  ++layer;
  return y;
}

void Cache::advance() {
  layer = 0;
  if (!used.defined())
    return;
  Tensor next = used + fresh;
  if (!o.ring) {
    good = good && next <= o.size;
    next = minimum(next, o.size); // what has not fitted leaves it full
  }
  used = next;
}

Tensor Cache::room() const { return o.ring ? Tensor() : o.size - used; }

Tensors Cache::carried() const {
  Tensors all = keys;
  all.insert(all.end(), values.begin(), values.end());
  all.push_back(used);
  all.push_back(good);
  return all;
}

void Cache::carry(const Tensors &all) {
  auto layers = (ptrdiff_t)keys.size();
  keys.assign(all.begin(), all.begin() + layers);
  values.assign(all.begin() + layers, all.begin() + 2 * layers);
  used = all[2 * layers];
  good = all[2 * layers + 1];
}

void Cache::store() const {
  for (size_t i = 0; i < keys.size(); ++i) {
    write(name + "." + std::to_string(i) + ".keys", keys[i]);
    write(name + "." + std::to_string(i) + ".values", values[i]);
  }
  write(name + ".length", used);
}

} // namespace mf::nn
