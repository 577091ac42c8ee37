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
  auto array = [&](int64_t layer, const char *what) {
    return state(this->name + "." + std::to_string(layer) + what, "session", {o.batch, o.size, o.heads, o.features}, default_dtype(), Init::zeros());
  };
  for (int64_t i = 0; i < o.layers; ++i) {
    keys.push_back(array(i, ".keys"));
    values.push_back(array(i, ".values"));
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
  return last - select(back < 0, back + size, back);
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
  Tensor zero = full({1}, 0, Dtype::i32), place = o.ring ? rem(used, o.size) : used;
  Tensor start = concatenate({zero, reshape(place, {1}), zero, zero}, 0);
  keys[layer] = dynamic_update_slice(keys[layer], k, start);
  values[layer] = dynamic_update_slice(values[layer], v, start);
  options.first = used;
  options.length = minimum(used + fresh, o.size); // the first places are in use, in a ring too: work follows their number
  if (o.ring)
    options.key_positions = ring_positions(used, o.size);
  Tensor y = attention(q, keys[layer], values[layer], options);
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
