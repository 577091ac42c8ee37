// gpt.cpp: a decoder-only transformer on characters, complete: it learns a text and goes on where a prompt ends.
//
//   mfcc train examples/gpt.cpp --data shakespeare.txt --steps 2000 --run runs/gpt
//   mfcc generate runs/gpt --prompt "ROMEO:" --n 500 --temperature 0.8
//
// Vaswani et al., "Attention Is All You Need", arXiv 1706.03762, with norms before the layers (Xiong et al., arXiv 2002.04745) and rotary
// positions (Su et al., arXiv 2104.09864). docs/howto/generate.md tells what `mfcc generate` needs of it.
#include "mf/mf.h"
#include "models/layers/layers.h"
#include "models/optimizers/optimizers.h"
#include "models/program/generation.h"
#include <cmath>
using namespace mf;

struct Sizes {
  int64_t layers, width, heads, context, batch, characters;
  int64_t features() const { return width / heads; }
};

// Turns the pairs (x_i, x_{i + D/2}) by angle position / 10000^(2 i / D): only distances count.  x [B, T, H, D], angle [T, D / 2]
Tensor rotary(const Tensor &x, const Tensor &angle) {
  Tensors half = split(x, 2, -1);                                          // [B, T, H, D / 2] each
  Tensor c = broadcast_in_dim(cos(angle), half[0].shape(), {1, 3}), s = broadcast_in_dim(sin(angle), half[0].shape(), {1, 3});
  return concatenate({half[0] * c - half[1] * s, half[0] * s + half[1] * c}, 3);
}

// position i32 [T] -> [T, D / 2]
Tensor angles(const Tensor &position, int64_t features) {
  std::vector<double> frequency;
  for (int64_t i = 0; i < features / 2; ++i)
    frequency.push_back(std::pow(10000.0, -2.0 * (double)i / (double)features));
  Tensor f = constant(frequency, {1, features / 2}, default_dtype());
  return reshape(convert(position, default_dtype()), {position.dim(0), 1}) * f;
}

// tokens i32 [B, T] -> logits of what follows each [B, T, V]. The same network for training, which has no past (Cache()), and for
// one token more.
Tensor gpt(Scope net, const Sizes &z, const Tensor &tokens, nn::Cache &cache) {
  int64_t rows = tokens.dim(0), length = tokens.dim(1);
  nn::DenseOptions plain{Init::random_normal(0.02), false}, into{Init::random_normal(0.02 / std::sqrt(2.0 * (double)z.layers)), false};
  Tensor x = nn::embedding(net / "token", tokens, z.characters, z.width, Init::random_normal(0.02)); // [B, T, W]
  Tensor angle = angles(cache.positions(length), z.features());
  auto heads = [&](const Tensor &part) { return reshape(part, {rows, length, z.heads, z.features()}); };
  for (int64_t i = 0; i < z.layers; ++i) {
    Scope block = net / "block" / i;
    Tensors qkv = split(nn::dense(block / "qkv", nn::affine_layer_norm(block / "norm_a", x), 3 * z.width, plain), 3, -1);
    Tensor seen = cache.attend(rotary(heads(qkv[0]), angle), rotary(heads(qkv[1]), angle), heads(qkv[2])); // [B, T, H, D]
    x = x + nn::dense(block / "out", reshape(seen, x.shape()), z.width, into);
    Tensor hidden = gelu(nn::dense(block / "up", nn::affine_layer_norm(block / "norm_m", x), 4 * z.width, plain), true);
    x = x + nn::dense(block / "down", hidden, z.width, into);
  }
  return nn::dense(net / "head", nn::affine_layer_norm(net / "norm", x), z.characters, plain);
}

// text i32 [B, T + 1] -> the mean over all places of -log p(the next character), in nats
Tensor loss_of(Scope net, const Sizes &z, const Tensor &text) {
  int64_t length = text.dim(1) - 1, places = text.dim(0) * length;
  nn::Cache none;
  Tensor logits = gpt(net, z, slice(text, 1, 0, length), none);
  Tensor next = reshape(slice(text, 1, 1, length + 1), {places, 1});
  return -mean(gather(log_softmax(reshape(logits, {places, z.characters})), next, 1, 1));
}

MF_PROGRAM(program) {
  program.set_name("gpt");
  Sizes z{program.option("layers", 4),    program.option("width", 128), program.option("heads", 4),
          program.option("context", 64), program.option("batch", 12),  set_alphabet(program, program.option("alphabet", printable_ascii()))};
  OptimizerOptions adam;
  adam.rule = UpdateRule::adamw;
  adam.learning_rate = program.option("lr", 2e-3);
  adam.beta2 = 0.99;
  adam.weight_decay = 0.1;
  adam.clip_norm = 1;
  adam.schedule = Schedule::cosine;
  adam.warmup_steps = 100;
  adam.total_steps = program.option("steps", 2000);
  adam.final_fraction = 0.1;
  adam.ema_decay = 0;

  Scope net("net");
  Argument text{"text", {z.batch, z.context + 1}, Dtype::i32}; // windows of the text, one character longer than what is seen
  program.entry("train_step", {text}, [&](const Arguments &a) -> Results {
    Tensor loss = loss_of(net, z, a["text"]);
    optimize(adam, net, loss);
    return {{"loss", loss}};
  });
  program.entry("eval_loss", {text}, [&](const Arguments &a) -> Results { return {{"loss", loss_of(net, z, a["text"])}}; });

  GenerationOptions generation;
  generation.cache = {.layers = z.layers, .batch = program.option("rows", 1), .size = z.context, .heads = z.heads, .features = z.features(),
                      .ring = program.option("ring", true)};
  generation_entries(program, generation, [&](const Tensor &tokens, nn::Cache &cache) { return gpt(net, z, tokens, cache); });
}
