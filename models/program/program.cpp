// The entries of a configured model.
#include "models/program/program.h"
#include "models/methods/registry.h"
#include "options/Needs.h"

namespace mf {

//===-- keys ------------------------------------------------------------------------------------===//

const opt::Rows<ConditionOptions> &ConditionOptions::rows() {
  static const opt::Rows<ConditionOptions> all = {
      opt::row("condition", &ConditionOptions::condition, {{"none", Conditioning::none}, {"class", Conditioning::label}, {"latent", Conditioning::code}},
               "What the flow is told of an example: nothing, its class, or its code (a codec's decoder; the encoder is trained with it).",
               {.needs = {opt::needs::flow()}, .otherwise = "latent"}), // the other methods have an encoder and a decoder
  };
  return all;
}

const opt::Rows<LatentOptions> &LatentOptions::rows() {
  using L = LatentOptions;
  static const opt::Rows<L> all = {
      opt::row("quantizer", &L::quantizer, {{"fsq", L::Quantizer::fsq}, {"none", L::Quantizer::none}}, "fsq: the code is whole numbers, and mfcc encode writes bit streams.",
               {.needs = {opt::needs::latent()}}),
      opt::row("levels", &L::levels, {1, 4096}, "Levels of the dimensions of a latent vector; a short list is repeated.",
               {.needs = {opt::needs::latent(), {.key = "latent.quantizer", .values = {"fsq"}}}}),
      opt::row("size", &L::size, {1, 65536}, "Numbers of a latent vector. There is one vector a token (MLP: one a row).", {.needs = {opt::needs::latent()}}),
  };
  return all;
}

const opt::Rows<ProgramOptions> &ProgramOptions::rows() {
  static const opt::Rows<ProgramOptions> all = {
      opt::row("batch", &ProgramOptions::batch, {1, 1e6}, "Examples a step.", {.place = 20}),
      opt::row("sample_batch", &ProgramOptions::sample_batch, {1, 1e6}, "Rows of one call of a sampler.", {.place = 40}),
  };
  return all;
}

//===-- entries ---------------------------------------------------------------------------------===//

namespace {

NetworkOptions network_options(const ProgramOptions &o, const Tokenization &tokenization) {
  NetworkOptions n = o.network;
  n.tokens = {tokenization.tokens(), tokenization.width(), tokenization.grid()};
  return n;
}

/// Builds one program; parameters are declared by its first entry.
struct Builder {
  Program &program;
  const ProgramOptions &o;
  const MakeNetwork &make;
  std::unique_ptr<Tokenization> tokenization = make_tokenization(o.tokenization, o.signal);
  std::unique_ptr<Network> network = make(network_options(o, *tokenization));
  Scope net{"net"};

  const MethodEntry &method = method_entry(o.method.method);
  bool autoencoder() const { return !method.flow(); }
  bool latent() const { return o.network.code_size > 0; }
  bool classes() const { return o.network.num_classes > 0 && !autoencoder(); }
  bool quantized() const { return !o.method.levels.empty(); }
  Scope averaged() const { return o.optimizer.ema_decay > 0 ? net.ema() : net; }
  Shape token_shape(int64_t rows) const { return {rows, tokenization->tokens(), tokenization->width()}; }
  Argument signals(int64_t rows) const { return {"x", {rows, o.signal.size()}, Dtype::f32}; }
  Argument labels(int64_t rows) const { return {"label", {rows}, Dtype::i32}; }
  Argument codes() const { return {"code", {o.sample_batch, network->vectors() * o.network.code_size}, quantized() ? Dtype::i32 : Dtype::f32}; }
  static Argument scalar(const char *name, Dtype dtype) { return {name, {}, dtype}; }

  //===-- training ----------------------------------------------------------------------------===//

  std::vector<Argument> batch() const {
    std::vector<Argument> a{signals(o.batch)};
    if (classes())
      a.push_back(labels(o.batch));
    return a;
  }

  Loss loss_of(const Scope &scope, const std::vector<Tensor> &a, Rng rng) {
    Draws draws = draw(rng, o.method, network->o, o.batch);
    return loss(*network, scope, tokenization->tokenize(a[0]), classes() ? a[1] : Tensor(), draws, o.method);
  }

  void train_step() {
    program.entry("train_step", batch(), [&](const Arguments &a) -> Results {
      Loss l = loss_of(net, a, autoencoder() ? Rng(Tensor()) : step_rng());
      StepReport report = optimize(o.optimizer, net, l.value, l.raw_mse);
      return {{"loss", l.value}, {"raw_mse", l.raw_mse}, {"learning_rate", report.learning_rate}, {"gradient_norm", report.gradient_norm}};
    });
  }

  void eval_loss() {
    std::vector<Argument> arguments = batch();
    arguments.push_back(scalar("seed", Dtype::i32));
    program.entry("eval_loss", arguments, [&](const Arguments &a) -> Results {
      Loss l = loss_of(averaged(), a, Rng(random_key(a.back(), 0)));
      return {{"loss", l.value}, {"raw_mse", l.raw_mse}};
    });
  }

  //===-- tokens and codes --------------------------------------------------------------------===//

  void tokens() {
    program.entry("tokenize", {signals(o.sample_batch)}, [&](const Arguments &a) -> Results { return {{"tokens", tokenization->tokenize(a[0])}}; });
    Argument tokens{"tokens", token_shape(o.sample_batch), Dtype::f32};
    program.entry("detokenize", {tokens}, [&](const Arguments &a) -> Results { return {{"x", tokenization->detokenize(a[0])}}; });
  }

  void encoder() {
    program.entry("encode", {signals(o.sample_batch)}, [&](const Arguments &a) -> Results {
      Tensor code = network->encode(averaged(), tokenization->tokenize(a[0]));
      return {{"code", reshape(quantized() ? nn::fsq(code, o.method.levels).digits : code, codes().shape)}};
    });
  }

  /// The argument `code` as the decoder sees it: [B, vectors, code_size].
  Tensor code_value(const Tensor &code) const {
    Tensor vectors = reshape(code, {o.sample_batch, network->vectors(), o.network.code_size});
    return quantized() ? nn::fsq_value(vectors, o.method.levels) : vectors;
  }

  //===-- samplers ----------------------------------------------------------------------------===//

  struct Named {
    std::string name;
    const NamedSampler &sampler;
    bool guided = false, at = false;
  };

  /// Arguments by name, so that an entry may have them or not.
  struct Call {
    std::vector<Argument> list;
    const std::vector<Tensor> *values = nullptr;
    Tensor operator[](const char *name) const {
      for (size_t i = 0; i < list.size(); ++i)
        if (list[i].name == name)
          return (*values)[i];
      return {};
    }
  };

  Call arguments_of(const Named &n, const Argument *first) const {
    Call c;
    if (first)
      c.list.push_back(*first);
    c.list.push_back(scalar("seed", Dtype::i32));
    if (classes())
      c.list.push_back(labels(o.sample_batch));
    c.list.push_back(scalar("nfe", Dtype::i32));
    if (n.at)
      c.list.push_back({"times", {max_times}, Dtype::f32});
    if (n.guided)
      c.list.push_back(scalar("guidance", Dtype::f32));
    if (n.guided && o.network.guidance_input)
      for (const char *end : {"guidance_begin", "guidance_end"})
        c.list.push_back(scalar(end, Dtype::f32));
    return c;
  }

  Condition condition_of(const Call &a, const Tensor &code) const {
    Condition c{a["label"], code, {}};
    if (!o.network.guidance_input)
      return c;
    if (!a["guidance"].defined()) {
      c.guidance = no_guidance(o.sample_batch);
      return c;
    }
    auto column = [&](const Tensor &x) { return broadcast_in_dim(x, {o.sample_batch, 1}, {}); };
    c.guidance = concatenate({column(1.0 - 1.0 / maximum(a["guidance"], 1.0)), column(a["guidance_begin"]), column(a["guidance_end"])}, 1);
    return c;
  }

  Tensor run(const Named &n, const Call &a, const Tensor &code) {
    SamplerOptions s;
    s.has_t = method.has_t;
    s.guided = n.guided && !o.network.guidance_input;
    s.scale = a["guidance"];
    Trajectory path{maximum(n.sampler.evaluations > 1 ? a["nfe"] / n.sampler.evaluations : a["nfe"], 1), a["times"]};
    Tensor eps = Rng(random_key(a["seed"], 0)).normal(token_shape(o.sample_batch));
    return tokenization->detokenize(n.sampler.sample(*network, averaged(), eps, condition_of(a, code), path, s));
  }

  void sampler(const Named &n) {
    Argument code = codes();
    Call call = arguments_of(n, latent() ? &code : nullptr);
    program.entry((latent() ? "decode" : "sample") + n.name, call.list, [&](const Arguments &values) -> Results {
      call.values = &values;
      return {{"x", run(n, call, latent() ? code_value(call["code"]) : Tensor())}};
    });
  }

  void reconstruct(const Named &n) {
    Argument x = signals(o.sample_batch);
    Call call = arguments_of(n, &x);
    program.entry("reconstruct", call.list, [&](const Arguments &values) -> Results {
      call.values = &values;
      return {{"x", run(n, call, mf::encode(*network, averaged(), tokenization->tokenize(call["x"]), o.method))}};
    });
  }

  void samplers() {
    const NamedSampler &first = method.samplers.front();
    if (latent()) {
      encoder();
      reconstruct({first.name, first});
    }
    sampler({first.name, first});
    sampler({first.name + "_at", first, false, true});
    for (size_t i = 1; i < method.samplers.size(); ++i)
      sampler({method.samplers[i].name, method.samplers[i]});
    for (const NamedSampler &s : method.samplers)
      if (s.guided && (classes() || latent()) && (method.guides || o.network.guidance_input))
        sampler({s.name + "_guided", s, true});
  }

  void autoencoder_entries() {
    encoder();
    auto decode = [&](const Tensor &code) { return tokenization->detokenize(network->decode(averaged(), code)); };
    program.entry("decode", {codes()}, [&](const Arguments &a) -> Results { return {{"x", decode(code_value(a[0]))}}; });
    program.entry("reconstruct", {signals(o.sample_batch)}, [&](const Arguments &a) -> Results {
      return {{"x", decode(mf::encode(*network, averaged(), tokenization->tokenize(a[0]), o.method))}};
    });
  }
};

} // namespace

ProgramShape program_shape(const ProgramOptions &o) {
  auto tokenization = make_tokenization(o.tokenization, o.signal);
  return {tokenization->tokens(), tokenization->width(), make_network(network_options(o, *tokenization))->vectors()};
}

void build_program(Program &program, const ProgramOptions &o, const MakeNetwork &network) {
  if (!method_entry(o.method.method).flow() && o.network.code_size < 1)
    throw Error("an autoencoder needs a latent of at least one number");
  Builder b{program, o, network};
  b.train_step();
  b.eval_loss();
  b.tokens();
  b.autoencoder() ? b.autoencoder_entries() : b.samplers();
}

} // namespace mf
