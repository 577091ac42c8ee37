// Verifier errors of dialect/mf/Contraction.td.
// RUN: %mf-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// dot_general: types
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<3x2xf64>):
  // expected-error@+1 {{'mf.dot_general' op expected operands of one element type, got 'f32' and 'f64'}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] : tensor<2x3xf32>, tensor<3x2xf64> -> tensor<2x2xf32>
  mf.return
}

// -----

// dot_general: type of the result
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xbf16>, %b: tensor<3x2xbf16>):
  // expected-error@+1 {{'mf.dot_general' op expected a result of type 'f32', got 'bf16'}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] : tensor<2x3xbf16>, tensor<3x2xbf16> -> tensor<2x2xbf16>
  mf.return
}

// -----

// dot_general: batch dimensions
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<3x2xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected as many batch dimensions on both sides, got 1 and 0}}
  %y = mf.dot_general %a, %b batch [0] x [] contracting [1] x [0] : tensor<2x3xf32>, tensor<3x2xf32> -> tensor<2x2xf32>
  mf.return
}

// -----

// dot_general: contracting dimensions
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<3x2xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected as many contracting dimensions on both sides, got 1 and 2}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0, 1] : tensor<2x3xf32>, tensor<3x2xf32> -> tensor<2x2xf32>
  mf.return
}

// -----

// dot_general: a dimension of lhs
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<3x2xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected a dimension in [0, 2), got 2}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [2] x [0] : tensor<2x3xf32>, tensor<3x2xf32> -> tensor<2x2xf32>
  mf.return
}

// -----

// dot_general: a dimension of rhs
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<3x2xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected a dimension in [0, 2), got -1}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [-1] : tensor<2x3xf32>, tensor<3x2xf32> -> tensor<2x2xf32>
  mf.return
}

// -----

// dot_general: sizes
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<4x2xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected contracting dimension 1 of lhs [2, 3] to equal dimension 0 of rhs [4, 2]}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] : tensor<2x3xf32>, tensor<4x2xf32> -> tensor<2x2xf32>
  mf.return
}

// -----

// dot_general: sizes of the batch
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<4x3xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected batch dimension 0 of lhs [2, 3] to equal dimension 0 of rhs [4, 3]}}
  %y = mf.dot_general %a, %b batch [0] x [0] contracting [1] x [1] : tensor<2x3xf32>, tensor<4x3xf32> -> tensor<2xf32>
  mf.return
}

// -----

// dot_general: a dimension twice
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected each dimension of lhs at most once, got batch and contracting [0, 0]}}
  %y = mf.dot_general %a, %b batch [0] x [0] contracting [0] x [0] : tensor<2x3xf32>, tensor<2x3xf32> -> tensor<2x3x3xf32>
  mf.return
}

// -----

// dot_general: a dimension twice on the right
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<3x3xf32>, %b: tensor<3x2xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected each dimension of rhs at most once, got batch and contracting [0, 0]}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [0, 1] x [0, 0] : tensor<3x3xf32>, tensor<3x2xf32> -> tensor<2xf32>
  mf.return
}

// -----

// dot_general: result
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>):
  // expected-error@+1 {{'mf.dot_general' op expected a result of shape [2, 4], got [4, 2]}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] : tensor<2x3xf32>, tensor<3x4xf32> -> tensor<4x2xf32>
  mf.return
}

// -----

// convolution: rank
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.convolution' op expected 1 to 3 spatial dimensions and equal ranks, got input [2, 3], kernel [2, 3] and output [2, 3]}}
  %y = mf.convolution %a, %b strides [] low [] high [] dilation [] : tensor<2x3xf32>, tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// convolution: ranks
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<2x3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected 1 to 3 spatial dimensions and equal ranks, got input [2, 5, 3], kernel [2, 3, 3, 1] and output [2, 3, 1]}}
  %y = mf.convolution %a, %b strides [1] low [0] high [0] dilation [1] : tensor<2x5x3xf32>, tensor<2x3x3x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: strides
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected 1 numbers in strides, got 2}}
  %y = mf.convolution %a, %b strides [1, 1] low [0] high [0] dilation [1] : tensor<2x5x3xf32>, tensor<3x3x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: low
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected 1 numbers in low, got 0}}
  %y = mf.convolution %a, %b strides [1] low [] high [0] dilation [1] : tensor<2x5x3xf32>, tensor<3x3x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: high
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected 1 numbers in high, got 0}}
  %y = mf.convolution %a, %b strides [1] low [0] high [] dilation [1] : tensor<2x5x3xf32>, tensor<3x3x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: dilation
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected 1 numbers in dilation, got 0}}
  %y = mf.convolution %a, %b strides [1] low [0] high [0] dilation [] : tensor<2x5x3xf32>, tensor<3x3x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: channels
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x2x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected a kernel of 3 input channels (3 in 1 groups) and features divisible by the groups, got [3, 2, 1]}}
  %y = mf.convolution %a, %b strides [1] low [0] high [0] dilation [1] : tensor<2x5x3xf32>, tensor<3x2x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: groups
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x4xf32>, %b: tensor<3x2x3xf32>):
  // expected-error@+1 {{'mf.convolution' op expected a kernel of 2 input channels (4 in 2 groups) and features divisible by the groups, got [3, 2, 3]}}
  %y = mf.convolution %a, %b strides [1] low [0] high [0] dilation [1] {groups = 2 : i64} : tensor<2x5x4xf32>, tensor<3x2x3xf32> -> tensor<2x3x3xf32>
  mf.return
}

// -----

// convolution: no groups
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x4xf32>, %b: tensor<3x4x3xf32>):
  // expected-error@+1 {{'mf.convolution' op expected a kernel of 0 input channels (4 in 0 groups) and features divisible by the groups, got [3, 4, 3]}}
  %y = mf.convolution %a, %b strides [1] low [0] high [0] dilation [1] {groups = 0 : i64} : tensor<2x5x4xf32>, tensor<3x4x3xf32> -> tensor<2x3x3xf32>
  mf.return
}

// -----

// convolution: stride 0
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected strides and dilation of at least 1 in spatial dimension 0}}
  %y = mf.convolution %a, %b strides [0] low [0] high [0] dilation [1] : tensor<2x5x3xf32>, tensor<3x3x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: dilation 0
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected strides and dilation of at least 1 in spatial dimension 0}}
  %y = mf.convolution %a, %b strides [1] low [0] high [0] dilation [0] : tensor<2x5x3xf32>, tensor<3x3x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: empty kernel
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<0x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected a kernel with elements in spatial dimension 0, got [0, 3, 1]}}
  %y = mf.convolution %a, %b strides [1] low [0] high [0] dilation [1] : tensor<2x5x3xf32>, tensor<0x3x1xf32> -> tensor<2x6x1xf32>
  mf.return
}

// -----

// convolution: window
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected a window of at most 6 in spatial dimension 0, got 7}}
  %y = mf.convolution %a, %b strides [1] low [1] high [0] dilation [3] : tensor<2x5x3xf32>, tensor<3x3x1xf32> -> tensor<2x3x1xf32>
  mf.return
}

// -----

// convolution: output
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution' op expected an output of shape [2, 3, 1] for input [2, 5, 3] and kernel [3, 3, 1], got [2, 4, 1]}}
  %y = mf.convolution %a, %b strides [1] low [0] high [0] dilation [1] : tensor<2x5x3xf32>, tensor<3x3x1xf32> -> tensor<2x4x1xf32>
  mf.return
}

// -----

// convolution_input: output
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x4x1xf32>, %b: tensor<3x3x1xf32>):
  // expected-error@+1 {{'mf.convolution_input' op expected an output of shape [2, 3, 1] for input [2, 5, 3] and kernel [3, 3, 1], got [2, 4, 1]}}
  %y = mf.convolution_input %a, %b strides [1] low [0] high [0] dilation [1] : tensor<2x4x1xf32>, tensor<3x3x1xf32> -> tensor<2x5x3xf32>
  mf.return
}

// -----

// convolution_kernel: output
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x5x3xf32>, %b: tensor<2x4x1xf32>):
  // expected-error@+1 {{'mf.convolution_kernel' op expected an output of shape [2, 3, 1] for input [2, 5, 3] and kernel [3, 3, 1], got [2, 4, 1]}}
  %y = mf.convolution_kernel %a, %b strides [1] low [0] high [0] dilation [1] : tensor<2x5x3xf32>, tensor<2x4x1xf32> -> tensor<3x3x1xf32>
  mf.return
}

// -----

// rfft: a scalar
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<f32>):
  // expected-error@+1 {{'mf.rfft' op expected at least one element along the last dimension, got []}}
  %y = mf.rfft %x : tensor<f32> -> tensor<1x2xf32>
  mf.return
}

// -----

// rfft: result
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<6xf32>):
  // expected-error@+1 {{'mf.rfft' op expected a result of shape [4, 2], got [3, 2]}}
  %y = mf.rfft %x : tensor<6xf32> -> tensor<3x2xf32>
  mf.return
}

// -----

// irfft: an empty result
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<1x2xf32>):
  // expected-error@+1 {{'mf.irfft' op expected at least one element along the last dimension of the result, got [0]}}
  %y = mf.irfft %x : tensor<1x2xf32> -> tensor<0xf32>
  mf.return
}

// -----

// irfft: operand
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<3x2xf32>):
  // expected-error@+1 {{'mf.irfft' op expected an operand of shape [4, 2], got [3, 2]}}
  %y = mf.irfft %x : tensor<3x2xf32> -> tensor<6xf32>
  mf.return
}

// -----

// random_bits: type
mf.entry @e arguments ["k"] results [] {
^bb0(%k: tensor<2xi32>):
  // expected-error@+1 {{'mf.random_bits' op expected a result of i32, got 'i64'}}
  %y = mf.random_bits %k stream 0 : tensor<2xi32> -> tensor<2xi64>
  mf.return
}

// -----

// random_bits: key
mf.entry @e arguments ["k"] results [] {
^bb0(%k: tensor<3xi32>):
  // expected-error@+1 {{'mf.random_bits' op expected a key of type tensor<2xi32>, got 'tensor<3xi32>'}}
  %y = mf.random_bits %k stream 0 : tensor<3xi32> -> tensor<2xi32>
  mf.return
}

// -----

// random_uniform: key
mf.entry @e arguments ["k"] results [] {
^bb0(%k: tensor<2xi64>):
  // expected-error@+1 {{'mf.random_uniform' op expected a key of type tensor<2xi32>, got 'tensor<2xi64>'}}
  %y = mf.random_uniform %k stream 0 : tensor<2xi64> -> tensor<2xf32>
  mf.return
}

// -----

// random_normal: trip
mf.entry @e arguments ["k", "t"] results [] {
^bb0(%k: tensor<2xi32>, %t: tensor<1xi32>):
  // expected-error@+1 {{'mf.random_normal' op expected a trip of type tensor<i32>, got 'tensor<1xi32>'}}
  %y = mf.random_normal %k stream 0 trip %t : tensor<2xi32>, tensor<1xi32> -> tensor<2xf32>
  mf.return
}

// -----

// random_normal: key
mf.entry @e arguments ["k"] results [] {
^bb0(%k: tensor<i32>):
  // expected-error@+1 {{'mf.random_normal' op expected a key of type tensor<2xi32>, got 'tensor<i32>'}}
  %y = mf.random_normal %k stream 0 : tensor<i32> -> tensor<2xf32>
  mf.return
}

// -----

// dot_general: precision
mf.entry @e arguments ["a", "b"] results [] {
^bb0(%a: tensor<2x3xf64>, %b: tensor<3x2xf64>):
  // expected-error@+1 {{'mf.dot_general' op expected f32 operands with precision bf16, got 'f64'}}
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] {precision = #mf.precision<bf16>} : tensor<2x3xf64>, tensor<3x2xf64> -> tensor<2x2xf64>
  mf.return
}
