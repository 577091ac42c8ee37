// cache.h: the keys and values that a session has seen, so that one more token costs its own work.
#pragma once
#include "mf/mf.h"

namespace mf::nn {

struct CacheOptions {
  int64_t layers = 1; ///< calls of attend() in a forward
  int64_t batch = 1;
  int64_t size = 0;   ///< places: positions that a query can see
  int64_t heads = 1;  ///< of keys and values
  int64_t features = 0; ///< of a head
  bool ring = false;  ///< a place is used again once `size` newer ones are there: a window that slides. Else the cache is full then, and stays so until `reset`
};

/// Attention of a forward that may have a past. Without one (Cache()) it is that over a whole sequence; with one it begins at the
/// position that the session has come to. The network is written once, for both:
///
///   Tensor y = cache.attend(q, k, v);     // in each layer, always in the same order
///   cache.advance();                      // once, after the last
///
/// A cache is an object of one forward's course: hand it over by reference.
class Cache {
public:
  /// No past: positions are 0, 1, ..., and every place sees those up to its own.
  Cache() = default;
  /// The past in session states `<name>.length` i32 [], `<name>.<layer>.keys` [batch, heads, features, size] and `.values`
  /// [batch, heads, size, features]. Only in an entry; they get what was appended by store(). Throws mf::Error for sizes below 1.
  explicit Cache(std::string name, const CacheOptions &o, Where where = Where::current());

  /// The positions of `count` places that are to be appended: i32 [count].
  Tensor positions(int64_t count) const;
  /// Appends k and v [B, T, heads, features] in this layer, and lets q [B, T, H, features] see, causally, all there is. -> q's shape.
  /// A ring takes one place at a time (T = 1). Throws mf::Error where that, the shapes or the number of layers do not fit.
  Tensor attend(const Tensor &q, const Tensor &k, const Tensor &v, AttentionOptions options = {}, Where where = Where::current());
  /// Ends a forward: the places that its layers have appended count from now on.
  void advance();

  /// Places that are in use: i32 []. In a ring it goes on counting.
  Tensor length() const { return used; }
  /// How many more can be appended: i32 []; empty for a ring, which is never full.
  Tensor room() const;
  /// Whether everything that was appended since the cache was made had its place: i1 []. Where it is not, the cache is full, and what attend()
  /// gave since then has no meaning.
  Tensor fits() const { return good; }

  /// What a loop carries, and the cache as a trip finds it.
  Tensors carried() const;
  void carry(const Tensors &values);
  /// Writes the states: once an entry.
  void store() const;

private:
  std::string name;
  CacheOptions o;
  Tensors keys, values;       ///< one a layer
  Tensor used, good;
  int64_t layer = 0, fresh = 0; ///< of the forward that is going on: layers so far, places that they append
};

} // namespace mf::nn
