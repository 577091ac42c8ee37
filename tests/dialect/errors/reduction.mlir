// Verifier errors of dialect/mf/Reduction.td and dialect/mf/Composite.td.
// RUN: %mf-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// reduce: dimension
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.reduce' op expected a dimension in [0, 2), got 2}}
  %y = mf.reduce sum %x dims [2] : tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// reduce: order
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.reduce' op expected increasing dimensions, got [1, 1]}}
  %y = mf.reduce sum %x dims [1, 1] : tensor<2x3xf32> -> tensor<2xf32>
  mf.return
}

// -----

// reduce: result
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.reduce' op expected a result of shape [3], got [2]}}
  %y = mf.reduce sum %x dims [0] : tensor<2x3xf32> -> tensor<2xf32>
  mf.return
}

// -----

// argmax: dimension
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.argmax' op expected a dimension in [0, 2), got 2}}
  %y = mf.argmax %x along 2 : tensor<2x3xf32> -> tensor<2xi32>
  mf.return
}

// -----

// argmax: of nothing
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x0xf32>):
  // expected-error@+1 {{'mf.argmax' op expected elements along dimension 1, got none}}
  %y = mf.argmax %x along 1 : tensor<2x0xf32> -> tensor<2xi32>
  mf.return
}

// -----

// argmax: result
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.argmax' op expected a result of shape [2], got [3]}}
  %y = mf.argmax %x along 1 : tensor<2x3xf32> -> tensor<3xi32>
  mf.return
}

// -----

// cumsum: dimension
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.cumsum' op expected a dimension in [0, 2), got 2}}
  %y = mf.cumsum %x along 2 : tensor<2x3xf32>
  mf.return
}

// -----

// sort: a scalar
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<f32>):
  // expected-error@+1 {{'mf.sort' op expected a tensor of rank 1 or more, got a scalar}}
  %y, %i = mf.sort %x : tensor<f32> -> tensor<f32>, tensor<i32>
  mf.return
}

// -----

// sort: indices
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.sort' op expected a result of shape [2], got [3]}}
  %y, %i = mf.sort %x : tensor<2xf32> -> tensor<2xf32>, tensor<3xi32>
  mf.return
}

// -----

// softmax: a scalar
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<f32>):
  // expected-error@+1 {{'mf.softmax' op expected at least one element along the last dimension, got []}}
  %y = mf.softmax %x : tensor<f32>
  mf.return
}

// -----

// log_softmax: empty rows
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x0xf32>):
  // expected-error@+1 {{'mf.log_softmax' op expected at least one element along the last dimension, got [2, 0]}}
  %y = mf.log_softmax %x : tensor<2x0xf32>
  mf.return
}

// -----

// layer_norm: a scalar
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<f32>):
  // expected-error@+1 {{'mf.layer_norm' op expected at least one element along the last dimension, got []}}
  %y = mf.layer_norm %x : tensor<f32>
  mf.return
}

// -----

// rms_norm: empty rows
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x0xf32>):
  // expected-error@+1 {{'mf.rms_norm' op expected at least one element along the last dimension, got [2, 0]}}
  %y = mf.rms_norm %x : tensor<2x0xf32>
  mf.return
}
