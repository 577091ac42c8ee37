// From the options of a reference file to a program with draws as arguments.
#include "tests/models/reference_program.h"

namespace mf::test {
namespace {

const std::vector<std::pair<const char *, Architecture>> architectures = {
    {"mlp", Architecture::mlp}, {"mlp_mixer", Architecture::mlp_mixer}, {"convnet", Architecture::convnet}};
const std::vector<std::pair<const char *, Method>> methods = {{"autoencoder", Method::autoencoder},
                                                              {"flow_matching", Method::flow_matching},
                                                              {"mean_flow", Method::mean_flow},
                                                              {"improved_mean_flow", Method::improved_mean_flow}};

template <typename T> T named(const std::vector<std::pair<const char *, T>> &table, const std::string &name) {
  for (const auto &[key, value] : table)
    if (name == key)
      return value;
  throw Error("reference file: unknown name " + name);
}

NetworkOptions network_options(const nlohmann::json &a) {
  NetworkOptions o;
  o.architecture = named(architectures, a["architecture"].get<std::string>());
  o.num_classes = a["num_classes"];
  o.blocks = a["blocks"];
  o.cond = a["cond"];
  o.latent = a["latent"];
  o.hidden = a["hidden"];
  o.width = a["features"];
  o.token_hidden = a["token_hidden"];
  o.channel_hidden = a["channel_hidden"];
  o.frequencies = a["frequencies"];
  if (a["autoencoder"])
    o.code_size = o.architecture == Architecture::mlp ? a["latent"] : a["latent_channels"];
  return o;
}

MethodOptions method_options(const nlohmann::json &j) {
  MethodOptions m;
  m.method = named(methods, j["method"].get<std::string>());
  m.time_mean = j["time_mean"];
  m.time_std = j["time_std"];
  m.equal_share = j["equal_share"];
  m.adaptive_c = j["adaptive_c"];
  m.adaptive_p = j["adaptive_p"];
  m.condition_dropout = j["class_dropout"];
  m.levels.clear();
  m.omega = j["omega"];
  m.kappa = j["kappa"];
  return m;
}

/// Arguments of an entry by name; `take` gives an empty tensor for a name that is not there.
struct Arguments {
  std::vector<Argument> list;
  const std::vector<Tensor> *values = nullptr;
  void add(const std::string &name, const Shape &shape, Dtype dtype = Dtype::f32) { list.push_back({name, shape, dtype}); }
  Tensor take(const std::string &name) const {
    for (size_t i = 0; i < list.size(); ++i)
      if (list[i].name == name)
        return (*values)[i];
    return {};
  }
};

struct Builder {
  Program &program;
  const ProgramOptions &o;
  std::unique_ptr<Tokenization> tokenization = make_tokenization(o.tokenization, o.signal);
  std::unique_ptr<Network> network = make_network(o.network);
  Scope net{"net"};
  Method method = o.method.method;
  bool classes = o.network.num_classes > 0 && method != Method::autoencoder;
  Shape rows{o.batch}, images{o.batch, o.signal.size()};

  Tensor tokens(const Tensor &x) const { return x ? tokenization->tokenize(x) : x; }

  Arguments loss_arguments() const {
    Arguments a;
    a.add("input/x", images);
    if (method == Method::autoencoder)
      return a;
    if (classes)
      a.add("input/label", rows, Dtype::i32);
    a.add("draw/eps", images);
    a.add("draw/normal_t", rows);
    if (method != Method::flow_matching)
      a.add("draw/normal_r", rows);
    if (classes)
      a.add("draw/dropout", rows);
    return a;
  }

  void gradients() {
    Arguments a = loss_arguments();
    program.entry("gradients", a.list, [&](const std::vector<Tensor> &values) -> Results {
      a.values = &values;
      Draws d{tokens(a.take("draw/eps")), a.take("draw/normal_t"), a.take("draw/normal_r"), a.take("draw/dropout"), {}};
      Loss l = loss(*network, net, tokens(a.take("input/x")), a.take("input/label"), d, o.method);
      Results results{{"loss", l.value}, {"raw_mse", l.raw_mse}};
      std::vector<Tensor> at;
      for (const Parameter &p : net.parameters())
        at.push_back(p.value);
      std::vector<Tensor> g = grad(l.value, at);
      size_t i = 0;
      for (const Parameter &p : net.parameters())
        results.push_back({"grad/" + p.name, g[i++]});
      return results;
    });
  }

  using Sampler = Tensor (*)(const Network &, const Scope &, const Tensor &, const Condition &, const Trajectory &, const SamplerOptions &);

  void sample(const std::string &name, Sampler sampler, int steps, double scale = 1) {
    Arguments a;
    a.add("draw/eps", images);
    if (classes)
      a.add("input/label", rows, Dtype::i32);
    program.entry("sample/" + name, a.list, [&](const std::vector<Tensor> &values) -> Results {
      a.values = &values;
      SamplerOptions s;
      s.has_t = method != Method::improved_mean_flow;
      s.guided = scale != 1;
      s.scale = full({}, scale, default_dtype());
      Trajectory path{full({}, steps, Dtype::i32), {}};
      Tensor z = sampler(*network, net, tokens(a.take("draw/eps")), {a.take("input/label"), {}, {}}, path, s);
      return {{"sample/" + name, tokenization->detokenize(z)}};
    });
  }

  void reconstruction() {
    program.entry("sample/reconstruction", {{"input/x", images}}, [&](const std::vector<Tensor> &a) -> Results {
      return {{"sample/reconstruction", tokenization->detokenize(network->decode(net, encode(*network, net, tokens(a[0]), o.method)))}};
    });
  }
};

} // namespace

ProgramOptions reference_options(const nlohmann::json &options) {
  ProgramOptions o;
  const nlohmann::json &a = options["architecture"];
  o.signal = {a["height"], a["width"], a["channels"]};
  // the MLP flattens its tokens: one patch is the image row by row
  o.tokenization.patch = a["architecture"] == "mlp" ? a["height"] : a["patch"];
  auto tokenization = make_tokenization(o.tokenization, o.signal);
  o.network = network_options(a);
  o.network.tokens = {tokenization->tokens(), tokenization->width(), tokenization->grid()};
  o.method = method_options(options["method"]);
  o.batch = options["batch"];
  return o;
}

void build_reference_program(Program &program, const ProgramOptions &o) {
  Builder b{program, o};
  b.gradients();
  if (b.method == Method::autoencoder)
    return b.reconstruction();
  if (b.method == Method::flow_matching) {
    b.sample("euler_3", sample_euler, 3);
    b.sample("heun_2", sample_heun, 2);
    return b.sample("euler_3_guided_2", sample_euler, 3, 2.0);
  }
  b.sample("mean_1", sample_mean, 1);
  b.sample("mean_2", sample_mean, 2);
}

void build_optimizer_program(Program &program, const nlohmann::json &options) {
  OptimizerOptions o;
  std::string kind = options["kind"];
  o.rule = kind == "sgd" ? UpdateRule::sgd : kind == "adam" ? UpdateRule::adam : UpdateRule::adamw;
  o.schedule = options["schedule"] == "cosine" ? Schedule::cosine : Schedule::constant;
  o.learning_rate = options["peak"];
  o.warmup_steps = options["warmup"];
  o.total_steps = options["total"];
  o.final_fraction = options["final_fraction"];
  o.clip_norm = options["clip_norm"];
  o.weight_decay = options["weight_decay"];
  o.ema_decay = options["ema_decay"];
  // in the order of names, as Scope::parameters() gives them
  const std::vector<std::pair<std::string, Shape>> parameters = {{"dense.bias", {3}}, {"dense.weight", {4, 3}}, {"grn.gamma", {5}}, {"label.weight", {3, 4}}};
  std::vector<Argument> arguments;
  for (const auto &[name, shape] : parameters)
    arguments.push_back({"grad/net." + name, shape});
  program.entry("update", arguments, [&](const std::vector<Tensor> &gradients) -> Results {
    Scope net("net");
    for (const auto &[name, shape] : parameters)
      net.parameter(name, shape, Init::zeros());
    StepReport report = apply_gradients(o, net, gradients);
    return {{"lr", report.learning_rate}, {"norm", report.gradient_norm}};
  });
}

} // namespace mf::test
