// From the options of a reference file to a program with draws as arguments.
#include "tests/models/reference_program.h"
#include "models/architectures/registry.h"
#include "models/methods/registry.h"
#include "models/tokenization/registry.h"

namespace mf::test {
namespace {

/// The enum's value, which is the place in its registry.
template <typename Kind, typename List> Kind chosen(const List &list, const std::string &name) {
  for (size_t i = 0; i < list.size(); ++i)
    if (list[i].entry.name == name)
      return (Kind)i;
  throw Error("reference file: unknown name " + name);
}

/// The options as values of keys; what is no key is left out.
opt::Values values(const nlohmann::json &options) {
  opt::Values list;
  for (const auto &[name, value] : options.items())
    if (value.is_number_integer())
      list[name] = value.get<int64_t>();
    else if (value.is_number())
      list[name] = value.get<double>();
    else if (value.is_string())
      list[name] = value.get<std::string>();
  return list;
}

template <typename T> T named(const std::vector<std::pair<const char *, T>> &table, const std::string &name) {
  for (const auto &[key, value] : table)
    if (name == key)
      return value;
  throw Error("reference file: unknown name " + name);
}

TokenizationOptions tokenization_options(const nlohmann::json &t) {
  return read_tokenization_options(chosen<TokenizationKind>(tokenizations(), t["name"]), values(t));
}

NetworkOptions network_options(const nlohmann::json &a) {
  opt::Values sizes = values(a);
  sizes["width"] = a["features"].get<int64_t>();
  if (a.contains("own")) // keys of an architecture whose reference is a file of networks/
    sizes.merge(values(a["own"]));
  NetworkOptions o = read_network_options(chosen<Architecture>(architectures(), a["architecture"]), sizes);
  o.tokens = {a["tokens"], a["token_width"], a["grid"].get<Shape>()};
  o.num_classes = a["num_classes"];
  o.code_size = a["code_size"];
  o.guidance_input = a["guidance_input"];
  return o;
}

MethodOptions method_options(const nlohmann::json &j) {
  MethodOptions m = read_method_options(chosen<Method>(methods(), j["method"]), values(j));
  m.levels = j["levels"].get<std::vector<int64_t>>();
  return m;
}

/// Arguments of an entry by name; `take` gives an empty tensor for a name that is not there.
struct Inputs {
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
  const MethodEntry &method = method_entry(o.method.method);
  bool classes = o.network.num_classes > 0, codes = o.network.code_size > 0, quantized = codes && !o.method.levels.empty();
  Shape rows{o.batch}, signals{o.batch, o.signal.size()}, tokens{o.batch, o.network.tokens.count, o.network.tokens.width};
  Shape code{o.batch, network->vectors(), o.network.code_size};

  Inputs loss_arguments() const {
    Inputs a;
    a.add("input/x", signals);
    if (classes)
      a.add("input/label", rows, Dtype::i32);
    if (!method.flow())
      return a;
    a.add("draw/eps", tokens);
    a.add("draw/normal_t", rows);
    if (method.two_times)
      a.add("draw/normal_r", rows);
    if (classes || codes)
      a.add("draw/dropout", rows);
    if (o.network.guidance_input)
      a.add("draw/guidance", {o.batch, 3});
    return a;
  }

  void gradients() {
    Inputs a = loss_arguments();
    program.entry("gradients", a.list, [&](const Arguments &values) -> Results {
      a.values = &values;
      Draws d{a.take("draw/eps"), a.take("draw/normal_t"), a.take("draw/normal_r"), a.take("draw/dropout"), a.take("draw/guidance")};
      Loss l = loss(*network, net, tokenization->tokenize(a.take("input/x")), a.take("input/label"), d, o.method);
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

  void encoder() {
    program.entry("encode", {{"input/x", signals}}, [&](const Arguments &a) -> Results {
      return {{"check/digits", nn::fsq(network->encode(net, tokenization->tokenize(a[0])), o.method.levels).digits}};
    });
  }

  /// The condition of a sampler: the class, or the code as `decode` gets it; `s` may ask for guidance that the network is told.
  Condition condition(const Inputs &a, const nlohmann::json &s) const {
    Condition c{a.take("input/label"), a.take("check/latent"), {}};
    if (quantized)
      c.code = nn::fsq_value(a.take("check/digits"), o.method.levels);
    if (o.network.guidance_input) {
      double share = 1 - 1 / s["guidance"].get<double>();
      c.guidance = broadcast_in_dim(constant({share, s["begin"], s["end"]}, {3}, default_dtype()), {o.batch, 3}, {1});
    }
    return c;
  }

  using Sampler = Tensor (*)(const Network &, const Scope &, const Tensor &, const Condition &, const Trajectory &, const SamplerOptions &);

  void sample(const std::string &name, const nlohmann::json &s) {
    static const std::vector<std::pair<const char *, Sampler>> rules = {
        {"mean", sample_mean}, {"euler", sample_euler}, {"heun", sample_heun}, {"midpoint", sample_midpoint}};
    Sampler sampler = named(rules, s["rule"].get<std::string>());
    Inputs a;
    a.add("draw/eps", tokens);
    if (classes)
      a.add("input/label", rows, Dtype::i32);
    if (codes)
      a.add(quantized ? "check/digits" : "check/latent", code, quantized ? Dtype::i32 : Dtype::f32);
    program.entry("sample/" + name, a.list, [&](const Arguments &values) -> Results {
      a.values = &values;
      SamplerOptions options;
      options.has_t = method.has_t;
      options.guided = s.contains("guidance") && !o.network.guidance_input;
      if (options.guided)
        options.scale = full({}, s["guidance"], default_dtype());
      Trajectory path{full({}, s["steps"].get<int>(), Dtype::i32), {}};
      if (s.contains("times"))
        path.times = constant(s["times"].get<std::vector<double>>(), {(int64_t)s["times"].size()}, default_dtype());
      return {{"sample/" + name, tokenization->detokenize(sampler(*network, net, a.take("draw/eps"), condition(a, s), path, options))}};
    });
  }

  void reconstruction() {
    program.entry("sample/reconstruction", {{"input/x", signals}}, [&](const Arguments &a) -> Results {
      Tensor code = encode(*network, net, tokenization->tokenize(a[0]), o.method);
      return {{"sample/reconstruction", tokenization->detokenize(network->decode(net, code))}};
    });
  }
};

} // namespace

ProgramOptions reference_options(const nlohmann::json &options) {
  ProgramOptions o;
  const nlohmann::json &t = options["tokenization"];
  o.signal = {t["height"], t["width"], t["channels"]};
  o.tokenization = tokenization_options(t);
  o.network = network_options(options["architecture"]);
  o.method = method_options(options["method"]);
  o.batch = options["batch"];
  return o;
}

void build_reference_program(Program &program, const nlohmann::json &options) {
  ProgramOptions o = reference_options(options);
  Builder b{program, o};
  b.gradients();
  if (b.quantized)
    b.encoder();
  if (!b.method.flow())
    b.reconstruction();
  for (const auto &[name, s] : options["samples"].items())
    b.sample(name, s);
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
  program.entry("update", arguments, [&](const Arguments &gradients) -> Results {
    Scope net("net");
    for (const auto &[name, shape] : parameters)
      net.parameter(name, shape, Init::zeros());
    StepReport report = apply_gradients(o, net, gradients);
    return {{"lr", report.learning_rate}, {"norm", report.gradient_norm}};
  });
}

} // namespace mf::test
