// Attention: scores, softmax, product, with its tangent and the gradient of both: sizes of one step, of several, with rests.
// RUN: %mf-crosscheck %s --types=f32 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @one arguments ["q", "k", "v", "bias", "tq", "tk", "tv"] results ["o", "to", "gq", "gk", "gv"] {
^bb0(%q: tensor<1x1x1xf32>, %k: tensor<1x1x1xf32>, %v: tensor<1x1x1xf32>, %bias: tensor<1x1xf32>, %tq: tensor<1x1x1xf32>, %tk: tensor<1x1x1xf32>, %tv: tensor<1x1x1xf32>):
  %quarter = mf.constant dense<2.500000e-01> : tensor<1x1x1xf32>
  %scaled = mf.mul %q, %quarter : tensor<1x1x1xf32>
  %s = mf.dot_general %scaled, %k batch [0] x [0] contracting [2] x [2] : tensor<1x1x1xf32>, tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %wide = mf.broadcast_in_dim %bias dims [1, 2] : tensor<1x1xf32> -> tensor<1x1x1xf32>
  %biased = mf.add %s, %wide : tensor<1x1x1xf32>
  %p = mf.softmax %biased : tensor<1x1x1xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<1x1x1xf32>, tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %to = mf.jvp of %o at %q, %k, %v along %tq, %tk, %tv : (tensor<1x1x1xf32>) (tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>) (tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>) -> tensor<1x1x1xf32>
  %both = mf.mul %o, %to : tensor<1x1x1xf32>
  %loss = mf.reduce sum %both dims [0, 1, 2] : tensor<1x1x1xf32> -> tensor<f32>
  %g:3 = mf.grad of %loss at %q, %k, %v : tensor<f32> (tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>) -> tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>
  mf.return %o, %to, %g#0, %g#1, %g#2 : tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>
}
mf.entry @small arguments ["q", "k", "v", "bias", "tq", "tk", "tv"] results ["o", "to", "gq", "gk", "gv"] {
^bb0(%q: tensor<2x5x3xf32>, %k: tensor<2x7x3xf32>, %v: tensor<2x7x3xf32>, %bias: tensor<5x7xf32>, %tq: tensor<2x5x3xf32>, %tk: tensor<2x7x3xf32>, %tv: tensor<2x7x3xf32>):
  %quarter = mf.constant dense<2.500000e-01> : tensor<2x5x3xf32>
  %scaled = mf.mul %q, %quarter : tensor<2x5x3xf32>
  %s = mf.dot_general %scaled, %k batch [0] x [0] contracting [2] x [2] : tensor<2x5x3xf32>, tensor<2x7x3xf32> -> tensor<2x5x7xf32>
  %wide = mf.broadcast_in_dim %bias dims [1, 2] : tensor<5x7xf32> -> tensor<2x5x7xf32>
  %biased = mf.add %s, %wide : tensor<2x5x7xf32>
  %p = mf.softmax %biased : tensor<2x5x7xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<2x5x7xf32>, tensor<2x7x3xf32> -> tensor<2x5x3xf32>
  %to = mf.jvp of %o at %q, %k, %v along %tq, %tk, %tv : (tensor<2x5x3xf32>) (tensor<2x5x3xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>) (tensor<2x5x3xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>) -> tensor<2x5x3xf32>
  %both = mf.mul %o, %to : tensor<2x5x3xf32>
  %loss = mf.reduce sum %both dims [0, 1, 2] : tensor<2x5x3xf32> -> tensor<f32>
  %g:3 = mf.grad of %loss at %q, %k, %v : tensor<f32> (tensor<2x5x3xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>) -> tensor<2x5x3xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>
  mf.return %o, %to, %g#0, %g#1, %g#2 : tensor<2x5x3xf32>, tensor<2x5x3xf32>, tensor<2x5x3xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>
}
mf.entry @causal arguments ["q", "k", "v", "bias", "tq", "tk", "tv"] results ["o", "to", "gq", "gk", "gv"] {
^bb0(%q: tensor<2x9x4xf32>, %k: tensor<2x9x4xf32>, %v: tensor<2x9x4xf32>, %bias: tensor<9x9xf32>, %tq: tensor<2x9x4xf32>, %tk: tensor<2x9x4xf32>, %tv: tensor<2x9x4xf32>):
  %quarter = mf.constant dense<2.500000e-01> : tensor<2x9x4xf32>
  %scaled = mf.mul %q, %quarter : tensor<2x9x4xf32>
  %s = mf.dot_general %scaled, %k batch [0] x [0] contracting [2] x [2] : tensor<2x9x4xf32>, tensor<2x9x4xf32> -> tensor<2x9x9xf32>
  %wide = mf.broadcast_in_dim %bias dims [1, 2] : tensor<9x9xf32> -> tensor<2x9x9xf32>
  %biased = mf.add %s, %wide : tensor<2x9x9xf32>
  %row = mf.iota 0 : tensor<9x9xi32>
  %column = mf.iota 1 : tensor<9x9xi32>
  %sees = mf.compare le %column, %row : tensor<9x9xi32> -> tensor<9x9xi1>
  %all = mf.broadcast_in_dim %sees dims [1, 2] : tensor<9x9xi1> -> tensor<2x9x9xi1>
  %none = mf.constant dense<0xFF800000> : tensor<2x9x9xf32>
  %masked = mf.select %all, %biased, %none : tensor<2x9x9xi1>, tensor<2x9x9xf32>
  %p = mf.softmax %masked : tensor<2x9x9xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<2x9x9xf32>, tensor<2x9x4xf32> -> tensor<2x9x4xf32>
  %to = mf.jvp of %o at %q, %k, %v along %tq, %tk, %tv : (tensor<2x9x4xf32>) (tensor<2x9x4xf32>, tensor<2x9x4xf32>, tensor<2x9x4xf32>) (tensor<2x9x4xf32>, tensor<2x9x4xf32>, tensor<2x9x4xf32>) -> tensor<2x9x4xf32>
  %both = mf.mul %o, %to : tensor<2x9x4xf32>
  %loss = mf.reduce sum %both dims [0, 1, 2] : tensor<2x9x4xf32> -> tensor<f32>
  %g:3 = mf.grad of %loss at %q, %k, %v : tensor<f32> (tensor<2x9x4xf32>, tensor<2x9x4xf32>, tensor<2x9x4xf32>) -> tensor<2x9x4xf32>, tensor<2x9x4xf32>, tensor<2x9x4xf32>
  mf.return %o, %to, %g#0, %g#1, %g#2 : tensor<2x9x4xf32>, tensor<2x9x4xf32>, tensor<2x9x4xf32>, tensor<2x9x4xf32>, tensor<2x9x4xf32>
}
mf.entry @rest_of_rows arguments ["q", "k", "v", "bias", "tq", "tk", "tv"] results ["o", "to", "gq", "gk", "gv"] {
^bb0(%q: tensor<1x67x8xf32>, %k: tensor<1x20x8xf32>, %v: tensor<1x20x8xf32>, %bias: tensor<67x20xf32>, %tq: tensor<1x67x8xf32>, %tk: tensor<1x20x8xf32>, %tv: tensor<1x20x8xf32>):
  %quarter = mf.constant dense<2.500000e-01> : tensor<1x67x8xf32>
  %scaled = mf.mul %q, %quarter : tensor<1x67x8xf32>
  %s = mf.dot_general %scaled, %k batch [0] x [0] contracting [2] x [2] : tensor<1x67x8xf32>, tensor<1x20x8xf32> -> tensor<1x67x20xf32>
  %wide = mf.broadcast_in_dim %bias dims [1, 2] : tensor<67x20xf32> -> tensor<1x67x20xf32>
  %biased = mf.add %s, %wide : tensor<1x67x20xf32>
  %p = mf.softmax %biased : tensor<1x67x20xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<1x67x20xf32>, tensor<1x20x8xf32> -> tensor<1x67x8xf32>
  %to = mf.jvp of %o at %q, %k, %v along %tq, %tk, %tv : (tensor<1x67x8xf32>) (tensor<1x67x8xf32>, tensor<1x20x8xf32>, tensor<1x20x8xf32>) (tensor<1x67x8xf32>, tensor<1x20x8xf32>, tensor<1x20x8xf32>) -> tensor<1x67x8xf32>
  %both = mf.mul %o, %to : tensor<1x67x8xf32>
  %loss = mf.reduce sum %both dims [0, 1, 2] : tensor<1x67x8xf32> -> tensor<f32>
  %g:3 = mf.grad of %loss at %q, %k, %v : tensor<f32> (tensor<1x67x8xf32>, tensor<1x20x8xf32>, tensor<1x20x8xf32>) -> tensor<1x67x8xf32>, tensor<1x20x8xf32>, tensor<1x20x8xf32>
  mf.return %o, %to, %g#0, %g#1, %g#2 : tensor<1x67x8xf32>, tensor<1x67x8xf32>, tensor<1x67x8xf32>, tensor<1x20x8xf32>, tensor<1x20x8xf32>
}
mf.entry @steps arguments ["q", "k", "v", "bias", "tq", "tk", "tv"] results ["o", "to", "gq", "gk", "gv"] {
^bb0(%q: tensor<1x7x5xf32>, %k: tensor<1x300x5xf32>, %v: tensor<1x300x5xf32>, %bias: tensor<7x300xf32>, %tq: tensor<1x7x5xf32>, %tk: tensor<1x300x5xf32>, %tv: tensor<1x300x5xf32>):
  %quarter = mf.constant dense<2.500000e-01> : tensor<1x7x5xf32>
  %scaled = mf.mul %q, %quarter : tensor<1x7x5xf32>
  %s = mf.dot_general %scaled, %k batch [0] x [0] contracting [2] x [2] : tensor<1x7x5xf32>, tensor<1x300x5xf32> -> tensor<1x7x300xf32>
  %wide = mf.broadcast_in_dim %bias dims [1, 2] : tensor<7x300xf32> -> tensor<1x7x300xf32>
  %biased = mf.add %s, %wide : tensor<1x7x300xf32>
  %p = mf.softmax %biased : tensor<1x7x300xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<1x7x300xf32>, tensor<1x300x5xf32> -> tensor<1x7x5xf32>
  %to = mf.jvp of %o at %q, %k, %v along %tq, %tk, %tv : (tensor<1x7x5xf32>) (tensor<1x7x5xf32>, tensor<1x300x5xf32>, tensor<1x300x5xf32>) (tensor<1x7x5xf32>, tensor<1x300x5xf32>, tensor<1x300x5xf32>) -> tensor<1x7x5xf32>
  %both = mf.mul %o, %to : tensor<1x7x5xf32>
  %loss = mf.reduce sum %both dims [0, 1, 2] : tensor<1x7x5xf32> -> tensor<f32>
  %g:3 = mf.grad of %loss at %q, %k, %v : tensor<f32> (tensor<1x7x5xf32>, tensor<1x300x5xf32>, tensor<1x300x5xf32>) -> tensor<1x7x5xf32>, tensor<1x300x5xf32>, tensor<1x300x5xf32>
  mf.return %o, %to, %g#0, %g#1, %g#2 : tensor<1x7x5xf32>, tensor<1x7x5xf32>, tensor<1x7x5xf32>, tensor<1x300x5xf32>, tensor<1x300x5xf32>
}
mf.entry @rests_of_both arguments ["q", "k", "v", "bias", "tq", "tk", "tv"] results ["o", "to", "gq", "gk", "gv"] {
^bb0(%q: tensor<1x67x4xf32>, %k: tensor<1x263x4xf32>, %v: tensor<1x263x4xf32>, %bias: tensor<67x263xf32>, %tq: tensor<1x67x4xf32>, %tk: tensor<1x263x4xf32>, %tv: tensor<1x263x4xf32>):
  %quarter = mf.constant dense<2.500000e-01> : tensor<1x67x4xf32>
  %scaled = mf.mul %q, %quarter : tensor<1x67x4xf32>
  %s = mf.dot_general %scaled, %k batch [0] x [0] contracting [2] x [2] : tensor<1x67x4xf32>, tensor<1x263x4xf32> -> tensor<1x67x263xf32>
  %wide = mf.broadcast_in_dim %bias dims [1, 2] : tensor<67x263xf32> -> tensor<1x67x263xf32>
  %biased = mf.add %s, %wide : tensor<1x67x263xf32>
  %row = mf.iota 0 : tensor<67x263xi32>
  %column = mf.iota 1 : tensor<67x263xi32>
  %sees = mf.compare le %column, %row : tensor<67x263xi32> -> tensor<67x263xi1>
  %all = mf.broadcast_in_dim %sees dims [1, 2] : tensor<67x263xi1> -> tensor<1x67x263xi1>
  %none = mf.constant dense<0xFF800000> : tensor<1x67x263xf32>
  %masked = mf.select %all, %biased, %none : tensor<1x67x263xi1>, tensor<1x67x263xf32>
  %p = mf.softmax %masked : tensor<1x67x263xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<1x67x263xf32>, tensor<1x263x4xf32> -> tensor<1x67x4xf32>
  %to = mf.jvp of %o at %q, %k, %v along %tq, %tk, %tv : (tensor<1x67x4xf32>) (tensor<1x67x4xf32>, tensor<1x263x4xf32>, tensor<1x263x4xf32>) (tensor<1x67x4xf32>, tensor<1x263x4xf32>, tensor<1x263x4xf32>) -> tensor<1x67x4xf32>
  %both = mf.mul %o, %to : tensor<1x67x4xf32>
  %loss = mf.reduce sum %both dims [0, 1, 2] : tensor<1x67x4xf32> -> tensor<f32>
  %g:3 = mf.grad of %loss at %q, %k, %v : tensor<f32> (tensor<1x67x4xf32>, tensor<1x263x4xf32>, tensor<1x263x4xf32>) -> tensor<1x67x4xf32>, tensor<1x263x4xf32>, tensor<1x263x4xf32>
  mf.return %o, %to, %g#0, %g#1, %g#2 : tensor<1x67x4xf32>, tensor<1x67x4xf32>, tensor<1x67x4xf32>, tensor<1x263x4xf32>, tensor<1x263x4xf32>
}
