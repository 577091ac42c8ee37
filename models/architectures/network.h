// network.h: the three architectures behind one interface. docs/models.md sections 3 to 6 define them parameter by parameter.
#pragma once
#include "models/layers/layers.h"
#include <memory>

namespace mf {

enum class Architecture { mlp, mlp_mixer, convnet };

/// Sizes of one network. `defaults(architecture)` gives the benchmark models of docs/models.md section 10.
struct NetworkOptions {
  Architecture architecture = Architecture::mlp;
  SignalShape image{28, 28, 1};
  int64_t num_classes = 10;    ///< labels 0 .. num_classes - 1; num_classes itself is the null label; 0: unconditional
  int64_t blocks = 8;
  int64_t cond = 128;          ///< width of the conditioning vector
  int64_t latent = 256;        ///< mlp: width of the class latent, or of the autoencoder's code
  int64_t hidden = 0;          ///< mlp: hidden width of a block; 0 = latent + pixels
  int64_t patch = 4;           ///< mlp_mixer, convnet: side of a patch in pixels
  int64_t width = 256;         ///< mlp_mixer, convnet: features of a token
  int64_t token_hidden = 128;  ///< mlp_mixer
  int64_t channel_hidden = 768; ///< mlp_mixer
  int64_t frequencies = 256;   ///< mlp_mixer, convnet: size of the sinusoids
  int64_t latent_channels = 4; ///< mlp_mixer, convnet autoencoder: code numbers a token
  static NetworkOptions defaults(Architecture architecture);
};

/// A network. Its functions may be called any number of times in an entry; each call is one use of the parameters under `net`.
class Network {
public:
  explicit Network(const NetworkOptions &o) : o(o) {}
  virtual ~Network() = default;
  /// The velocity field. z [B, pixels], t [B] (empty: the network has no t), h = t - r [B], label i32 [B] -> [B, pixels].
  virtual Tensor velocity(Scope net, const Tensor &z, const Tensor &t, const Tensor &h, const Tensor &label) const = 0;
  /// The autoencoder: x [B, pixels] -> [B, code_size()] -> [B, pixels].
  virtual Tensor encode(Scope net, const Tensor &x) const = 0;
  virtual Tensor decode(Scope net, const Tensor &code) const = 0;
  virtual int64_t code_size() const = 0;

  const NetworkOptions o;
};

/// Throws mf::Error where the sizes do not fit (patch and image).
std::unique_ptr<Network> make_network(const NetworkOptions &o);

} // namespace mf
