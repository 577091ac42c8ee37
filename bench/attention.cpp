// attention.cpp: attention alone, as mfcc bench times it.
//
//   mfcc bench bench/attention.cpp --entry jvp --set length=4096
//
// Its peer is bench/peers/jax_attention.py. Sums are returned, so that no time goes into copying results.
#include "mf/mf.h"
using namespace mf;

MF_PROGRAM(program) {
  int64_t batch = program.option("batch", 1), length = program.option("length", 1024), heads = program.option("heads", 8), width = program.option("width", 64);
  AttentionOptions options{.causal = program.option("causal", false)};
  Shape shape{batch, length, heads, width};
  std::vector<Argument> inputs{{"q", shape}, {"k", shape}, {"v", shape}}, all = inputs;
  for (const char *name : {"dq", "dk", "dv"})
    all.push_back({name, shape});
  auto f = [&](const Tensor &q, const Tensor &k, const Tensor &v) { return attention(q, k, v, options); };
  program.entry("value", inputs, [&](const Arguments &a) -> Results { return {{"y", sum(f(a["q"], a["k"], a["v"]))}}; });
  program.entry("jvp", all, [&](const Arguments &a) -> Results {
    Tensor q = a["q"], k = a["k"], v = a["v"];
    auto [y, dy] = jvp(f, q.along(a["dq"]), k.along(a["dk"]), v.along(a["dv"]));
    return {{"y", sum(y)}, {"dy", sum(dy)}};
  });
  program.entry("grad", inputs, [&](const Arguments &a) -> Results {
    Tensor q = a["q"], k = a["k"], v = a["v"], y = f(q, k, v);
    Tensors g = grad(sum(y * y), Tensors{q, k, v});
    return {{"gq", sum(g[0])}, {"gk", sum(g[1])}, {"gv", sum(g[2])}};
  });
}
