// Dense layers, embeddings, convolutions.
#include "models/layers/layers.h"

namespace mf::nn {

Tensor gelu_tanh(const Tensor &x) { return gelu(x, /*approximate=*/true); }
Tensor swish(const Tensor &x) { return silu(x); }

static Tensor add_bias(const Scope &s, const Tensor &x, int64_t features) {
  return x + trailing(s.parameter("bias", {features}, Init::zeros()), x);
}

Tensor dense(const Scope &s, const Tensor &x, int64_t features, const DenseOptions &o, Where where) {
  CallSite site(where);
  Tensor y = matmul(x, s.parameter("weight", {x.dim(-1), features}, o.weight));
  return o.bias ? add_bias(s, y, features) : y;
}

Tensor mlp(const Scope &s, const Tensor &x, int64_t hidden, int64_t features, Function activation, Where where) {
  CallSite site(where);
  return dense(s / "dense_out", activation(dense(s / "dense_in", x, hidden)), features);
}

Tensor embedding(const Scope &s, const Tensor &index, int64_t count, int64_t features, const Init &init, Where where) {
  CallSite site(where);
  return gather(s.parameter("weight", {count, features}, init), index, 0);
}

Tensor conv(const Scope &s, const Tensor &x, int64_t features, int64_t size, int64_t stride, int64_t groups, Where where) {
  CallSite site(where);
  int64_t spatial = x.rank() - 2;
  Shape kernel(spatial, size);
  kernel.push_back(x.dim(-1) / groups);
  kernel.push_back(features);
  Convolution o;
  o.strides = Shape(spatial, stride);
  o.same = true;
  o.groups = groups;
  return add_bias(s, convolution(x, s.parameter("weight", kernel, Init::lecun_normal()), o), features);
}

Tensor depthwise_conv(const Scope &s, const Tensor &x, int64_t size, Where where) {
  CallSite site(where);
  return conv(s, x, x.dim(-1), size, 1, x.dim(-1));
}

} // namespace mf::nn
