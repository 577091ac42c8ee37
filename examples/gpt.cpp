// gpt.cpp: a decoder-only transformer on characters, complete: it learns a text and goes on where a prompt ends.
//
//   mfcc train examples/gpt.cpp --data shakespeare.txt --steps 2000 --run runs/gpt
//   mfcc generate runs/gpt --prompt "ROMEO:" --n 500 --temperature 0.8
//
// Blocks as in LLaMA (Touvron et al., arXiv 2302.13971): RMS norms before the layers, rotary positions, SwiGLU. docs/howto/generate.md tells
// what `mfcc generate` needs of it.
#include "mf/mf.h"
#include "models/layers/transformer.h"
#include "models/optimizers/optimizers.h"
#include "models/program/generation.h"
using namespace mf;

struct Sizes {
  int64_t layers, width, heads, context, batch, characters;
};

// tokens i32 [B, T] -> logits of what follows each [B, T, V]. The same network for training, which has no past (nn::Cache()), and for
// one token more.
Tensor gpt(Scope net, const Sizes &z, const Tensor &tokens, nn::Cache &cache) {
  nn::SelfAttentionOptions attention;
  attention.heads = z.heads;
  attention.positions = cache.positions(tokens.dim(1));
  attention.attend = [&](const Tensor &q, const Tensor &k, const Tensor &v) { return cache.attend(q, k, v); };
  attention.out = Init::random_normal(0.02);
  Tensor x = nn::embedding(net / "token", tokens, z.characters, z.width, Init::random_normal(0.5)); // [B, T, W]
  for (int64_t i = 0; i < z.layers; ++i)
    x = nn::decoder_block(net / "block" / i, x, 5 * z.width / 2, attention); // as many weights as an MLP of nearly 4 W
  return nn::dense(net / "head", nn::affine_rms_norm(net / "norm", x), z.characters, {Init::random_normal(0.02), false});
}

// text i32 [B, T + 1] -> the mean over all places of -log p(the next character), in nats
Tensor loss_of(Scope net, const Sizes &z, const Tensor &text) {
  nn::Cache none;
  Tensor logits = gpt(net, z, slice(text, 1, 0, z.context), none);
  return mean(nn::cross_entropy(logits, slice(text, 1, 1, z.context + 1)));
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
  generation.cache = {.layers = z.layers, .batch = program.option("rows", 1), .size = z.context, .heads = z.heads, .features = z.width / z.heads,
                      .ring = program.option("ring", true)};
  generation_entries(program, generation, [&](const Tensor &tokens, nn::Cache &cache) { return gpt(net, z, tokens, cache); });
}
