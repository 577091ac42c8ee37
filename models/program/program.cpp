// The entries of a configured model.
#include "models/program/program.h"

namespace mf {
namespace {

/// Builds one program; parameters are declared by its first entry.
struct Builder {
  Program &program;
  const ProgramOptions &o;
  std::unique_ptr<Network> network = make_network(o.network);
  Scope net{"net"};

  bool classes() const { return o.network.num_classes > 0 && o.method.method != Method::autoencoder; }
  bool ema() const { return o.optimizer.ema_decay > 0; }
  Scope averaged() const { return ema() ? net.ema() : net; }
  Argument images(int64_t rows) const { return {"x", {rows, o.network.image.size()}, Dtype::f32}; }
  Argument labels(int64_t rows) const { return {"label", {rows}, Dtype::i32}; }
  static Argument scalar(const char *name, Dtype dtype) { return {name, {}, dtype}; }

  std::vector<Argument> batch() const {
    std::vector<Argument> a{images(o.batch)};
    if (classes())
      a.push_back(labels(o.batch));
    return a;
  }

  void train_step() {
    program.entry("train_step", batch(), [&](const std::vector<Tensor> &a) -> Results {
      Draws draws = o.method.method == Method::autoencoder ? Draws() : draw(step_rng(), o.method, o.network, o.batch);
      Loss l = loss(*network, net, a[0], classes() ? a[1] : Tensor(), draws, o.method);
      StepReport report = optimize(o.optimizer, net, l.value, l.raw_mse);
      return {{"loss", l.value}, {"raw_mse", l.raw_mse}, {"learning_rate", report.learning_rate}, {"gradient_norm", report.gradient_norm}};
    });
  }

  void eval_loss() {
    std::vector<Argument> arguments = batch();
    arguments.push_back(scalar("seed", Dtype::i32));
    program.entry("eval_loss", arguments, [&](const std::vector<Tensor> &a) -> Results {
      Draws draws = draw(Rng(random_key(a.back(), 0)), o.method, o.network, o.batch);
      Loss l = loss(*network, averaged(), a[0], classes() ? a[1] : Tensor(), draws, o.method);
      return {{"loss", l.value}, {"raw_mse", l.raw_mse}};
    });
  }

  using Sampler = Tensor (*)(const Network &, const Scope &, const Tensor &, const Tensor &, const Tensor &, const SamplerOptions &);

  void sampler(const char *name, Sampler sample, bool guided = false) {
    std::vector<Argument> arguments{scalar("seed", Dtype::i32)};
    if (classes())
      arguments.push_back(labels(o.sample_batch));
    arguments.push_back(scalar("nfe", Dtype::i32));
    if (guided)
      arguments.push_back(scalar("guidance", Dtype::f32));
    program.entry(name, arguments, [&](const std::vector<Tensor> &a) -> Results {
      Tensor eps = Rng(random_key(a[0], 0)).normal({o.sample_batch, o.network.image.size()});
      SamplerOptions s;
      s.has_t = o.method.method != Method::improved_mean_flow;
      s.guided = guided;
      if (guided)
        s.scale = a.back();
      Tensor nfe = a[classes() ? 2 : 1];
      Tensor steps = maximum(sample == sample_heun ? nfe / 2 : nfe, 1);
      return {{"x", sample(*network, averaged(), eps, classes() ? a[1] : Tensor(), steps, s)}};
    });
  }

  void samplers() {
    if (o.method.method != Method::flow_matching)
      return sampler("sample", sample_mean);
    sampler("sample", sample_euler);
    sampler("sample_heun", sample_heun);
    if (!classes())
      return;
    sampler("sample_guided", sample_euler, true);
    sampler("sample_heun_guided", sample_heun, true);
  }

  void codec() {
    Argument code{"code", {o.sample_batch, network->code_size()}, Dtype::f32};
    program.entry("encode", {images(o.sample_batch)}, [&](const std::vector<Tensor> &a) -> Results { return {{"code", network->encode(averaged(), a[0])}}; });
    program.entry("decode", {code}, [&](const std::vector<Tensor> &a) -> Results { return {{"x", network->decode(averaged(), a[0])}}; });
    program.entry("reconstruct", {images(o.sample_batch)}, [&](const std::vector<Tensor> &a) -> Results {
      return {{"x", network->decode(averaged(), network->encode(averaged(), a[0]))}};
    });
  }
};

} // namespace

void build_program(Program &program, const ProgramOptions &o) {
  Builder b{program, o};
  b.train_step();
  b.eval_loss();
  o.method.method == Method::autoencoder ? b.codec() : b.samplers();
}

} // namespace mf
