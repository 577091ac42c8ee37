// network.h: the architectures behind one interface. docs/models.md sections 3 to 6 define them parameter by parameter.
// Each is one file of this folder, which registers itself: docs/howto/add-an-architecture.md.
#pragma once
#include "models/layers/layers.h"
#include "options/Option.h"
#include <memory>

namespace mf {

/// One for each file x.cpp of this folder.
enum class Architecture {
#define MF_ENTRY(name) name,
#include "generated/architectures.inc"
#undef MF_ENTRY
};

/// What a network works on: `count` tokens of `width` numbers, laid out as `grid` ({count}, or {rows, columns}).
struct TokenShape {
  int64_t count = 49, width = 16;
  Shape grid = {7, 7};
};

/// Sizes of one network. `defaults(architecture)` gives the benchmark models of docs/models.md section 10.
struct NetworkOptions {
  Architecture architecture = Architecture::mlp;
  TokenShape tokens;
  int64_t num_classes = 10;    ///< labels 0 .. num_classes - 1; num_classes itself is the null label; 0: no classes
  int64_t code_size = 0;       ///< numbers of one latent vector; 0: no latent
  bool guidance_input = false; ///< the velocity is told the guidance (improved mean flow with its interval)
  int64_t blocks = 8;
  int64_t cond = 128;          ///< width of the conditioning vector
  int64_t width = 256;         ///< features of a token, in networks that have such
  std::any own = {};           ///< the architecture's own struct, as MlpOptions; empty: its defaults
  static NetworkOptions defaults(Architecture architecture);
};

/// What a velocity is conditioned on. An empty tensor is a condition that the network has not.
struct Condition {
  Tensor label;    ///< i32 [B]
  Tensor code;     ///< [B, vectors(), code_size], in [-1, 1]; zeros are the null latent
  Tensor guidance; ///< [B, 3]: 1 - 1/omega, and the interval of t in which the guidance holds
};

/// A network over tokens. Its functions may be called any number of times in an entry; each call is one use of the parameters under `net`.
class Network {
public:
  explicit Network(const NetworkOptions &o) : o(o) {}
  virtual ~Network() = default;
  /// The velocity field. z [B, T, P], t [B] (empty: the network has no t), h = t - r [B] -> [B, T, P].
  virtual Tensor velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Condition &c) const = 0;
  /// The encoder: x [B, T, P] -> [B, vectors(), code_size], unbounded. Under net.encoder.
  virtual Tensor encode(Scope net, const Tensor &x) const = 0;
  /// The autoencoder's other half: code [B, vectors(), code_size] -> [B, T, P]. Under net.decoder.
  virtual Tensor decode(Scope net, const Tensor &code) const = 0;
  /// Latent vectors of one example.
  virtual int64_t vectors() const = 0;

  const NetworkOptions o;

protected:
  /// The guidance that an improved mean flow is told, as a part of the conditioning vector: [B, 3] -> [B, cond].
  Tensor embed_guidance(const Scope &net, const Tensor &guidance) const;
};

/// The network of `o.architecture`. Throws mf::Error where the sizes do not fit.
std::unique_ptr<Network> make_network(const NetworkOptions &o);

} // namespace mf
