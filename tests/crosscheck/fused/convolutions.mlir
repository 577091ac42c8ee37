// Convolution blocks: depthwise, strided, transposed, with derivatives.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=4 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @convnext arguments ["x", "wd", "w1", "b1", "w2", "b2"] results ["r0"] attributes {scale = 1.000000e+02 : f64, range = {wd = [-5.000000e-01 : f64, 5.000000e-01 : f64], w1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], w2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%x: tensor<2x5x4x3xf32>, %wd: tensor<3x3x1x3xf32>, %w1: tensor<3x6xf32>, %b1: tensor<6xf32>, %w2: tensor<6x3xf32>, %b2: tensor<3xf32>):
  %v0 = mf.convolution %x, %wd strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 3 : i64} : tensor<2x5x4x3xf32>, tensor<3x3x1x3xf32> -> tensor<2x5x4x3xf32>
  %v1 = mf.layer_norm %v0 : tensor<2x5x4x3xf32>
  %v2 = mf.dot_general %v1, %w1 batch [] x [] contracting [3] x [0] : tensor<2x5x4x3xf32>, tensor<3x6xf32> -> tensor<2x5x4x6xf32>
  %v3 = mf.broadcast_in_dim %b1 dims [3] : tensor<6xf32> -> tensor<2x5x4x6xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x5x4x6xf32>
  %v5 = mf.gelu %v4 : tensor<2x5x4x6xf32>
  %v6 = mf.dot_general %v5, %w2 batch [] x [] contracting [3] x [0] : tensor<2x5x4x6xf32>, tensor<6x3xf32> -> tensor<2x5x4x3xf32>
  %v7 = mf.broadcast_in_dim %b2 dims [3] : tensor<3xf32> -> tensor<2x5x4x3xf32>
  %v8 = mf.add %v6, %v7 : tensor<2x5x4x3xf32>
  %v9 = mf.add %x, %v8 : tensor<2x5x4x3xf32>
  mf.return %v9 : tensor<2x5x4x3xf32>
}
mf.entry @convnext_jvp arguments ["x", "wd", "w1", "b1", "w2", "b2", "d"] results ["r0", "r1"] attributes {scale = 1.000000e+02 : f64, range = {wd = [-5.000000e-01 : f64, 5.000000e-01 : f64], w1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], w2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%x: tensor<2x5x4x3xf32>, %wd: tensor<3x3x1x3xf32>, %w1: tensor<3x6xf32>, %b1: tensor<6xf32>, %w2: tensor<6x3xf32>, %b2: tensor<3xf32>, %d: tensor<2x5x4x3xf32>):
  %v0 = mf.identity %x : tensor<2x5x4x3xf32>
  %v1 = mf.convolution %v0, %wd strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 3 : i64} : tensor<2x5x4x3xf32>, tensor<3x3x1x3xf32> -> tensor<2x5x4x3xf32>
  %v2 = mf.layer_norm %v1 : tensor<2x5x4x3xf32>
  %v3 = mf.dot_general %v2, %w1 batch [] x [] contracting [3] x [0] : tensor<2x5x4x3xf32>, tensor<3x6xf32> -> tensor<2x5x4x6xf32>
  %v4 = mf.broadcast_in_dim %b1 dims [3] : tensor<6xf32> -> tensor<2x5x4x6xf32>
  %v5 = mf.add %v3, %v4 : tensor<2x5x4x6xf32>
  %v6 = mf.gelu %v5 : tensor<2x5x4x6xf32>
  %v7 = mf.dot_general %v6, %w2 batch [] x [] contracting [3] x [0] : tensor<2x5x4x6xf32>, tensor<6x3xf32> -> tensor<2x5x4x3xf32>
  %v8 = mf.broadcast_in_dim %b2 dims [3] : tensor<3xf32> -> tensor<2x5x4x3xf32>
  %v9 = mf.add %v7, %v8 : tensor<2x5x4x3xf32>
  %v10 = mf.add %v0, %v9 : tensor<2x5x4x3xf32>
  %v11 = mf.jvp of %v10 at %v0 along %d : (tensor<2x5x4x3xf32>) (tensor<2x5x4x3xf32>) (tensor<2x5x4x3xf32>) -> tensor<2x5x4x3xf32>
  mf.return %v10, %v11 : tensor<2x5x4x3xf32>, tensor<2x5x4x3xf32>
}
mf.entry @convnext_jvp_rows arguments ["x", "wd", "w1", "b1", "w2", "b2", "d"] results ["r0", "r1"] attributes {scale = 1.000000e+02 : f64, range = {wd = [-5.000000e-01 : f64, 5.000000e-01 : f64], w1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], w2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%x: tensor<2x5x4x3xf32>, %wd: tensor<3x3x1x3xf32>, %w1: tensor<3x6xf32>, %b1: tensor<6xf32>, %w2: tensor<6x3xf32>, %b2: tensor<3xf32>, %d: tensor<2x5x4x3xf32>):
  %v0 = mf.identity %x : tensor<2x5x4x3xf32>
  %v1 = mf.convolution %v0, %wd strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 3 : i64} : tensor<2x5x4x3xf32>, tensor<3x3x1x3xf32> -> tensor<2x5x4x3xf32>
  %v2 = mf.layer_norm %v1 : tensor<2x5x4x3xf32>
  %v3 = mf.dot_general %v2, %w1 batch [] x [] contracting [3] x [0] : tensor<2x5x4x3xf32>, tensor<3x6xf32> -> tensor<2x5x4x6xf32>
  %v4 = mf.broadcast_in_dim %b1 dims [3] : tensor<6xf32> -> tensor<2x5x4x6xf32>
  %v5 = mf.add %v3, %v4 : tensor<2x5x4x6xf32>
  %v6 = mf.gelu %v5 : tensor<2x5x4x6xf32>
  %v7 = mf.dot_general %v6, %w2 batch [] x [] contracting [3] x [0] : tensor<2x5x4x6xf32>, tensor<6x3xf32> -> tensor<2x5x4x3xf32>
  %v8 = mf.broadcast_in_dim %b2 dims [3] : tensor<3xf32> -> tensor<2x5x4x3xf32>
  %v9 = mf.add %v7, %v8 : tensor<2x5x4x3xf32>
  %v10 = mf.add %v0, %v9 : tensor<2x5x4x3xf32>
  %v11 = mf.jvp of %v10 at %v0 along %d rows [1, 2] : (tensor<2x5x4x3xf32>) (tensor<2x5x4x3xf32>) (tensor<2x5x4x3xf32>) -> tensor<2x5x4x3xf32>
  mf.return %v10, %v11 : tensor<2x5x4x3xf32>, tensor<2x5x4x3xf32>
}
mf.entry @convnext_grad arguments ["x", "wd", "w1", "b1", "w2", "b2"] results ["r0", "r1", "r2", "r3", "r4", "r5", "r6"] attributes {scale = 5.000000e+02 : f64, range = {wd = [-5.000000e-01 : f64, 5.000000e-01 : f64], w1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], w2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%x: tensor<2x5x4x3xf32>, %wd: tensor<3x3x1x3xf32>, %w1: tensor<3x6xf32>, %b1: tensor<6xf32>, %w2: tensor<6x3xf32>, %b2: tensor<3xf32>):
  %v0 = mf.convolution %x, %wd strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 3 : i64} : tensor<2x5x4x3xf32>, tensor<3x3x1x3xf32> -> tensor<2x5x4x3xf32>
  %v1 = mf.layer_norm %v0 : tensor<2x5x4x3xf32>
  %v2 = mf.dot_general %v1, %w1 batch [] x [] contracting [3] x [0] : tensor<2x5x4x3xf32>, tensor<3x6xf32> -> tensor<2x5x4x6xf32>
  %v3 = mf.broadcast_in_dim %b1 dims [3] : tensor<6xf32> -> tensor<2x5x4x6xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x5x4x6xf32>
  %v5 = mf.gelu %v4 : tensor<2x5x4x6xf32>
  %v6 = mf.dot_general %v5, %w2 batch [] x [] contracting [3] x [0] : tensor<2x5x4x6xf32>, tensor<6x3xf32> -> tensor<2x5x4x3xf32>
  %v7 = mf.broadcast_in_dim %b2 dims [3] : tensor<3xf32> -> tensor<2x5x4x3xf32>
  %v8 = mf.add %v6, %v7 : tensor<2x5x4x3xf32>
  %v9 = mf.add %x, %v8 : tensor<2x5x4x3xf32>
  %v10 = mf.mul %v9, %v9 : tensor<2x5x4x3xf32>
  %v11 = mf.reduce sum %v10 dims [0, 1, 2, 3] : tensor<2x5x4x3xf32> -> tensor<f32>
  %v12, %v13, %v14, %v15, %v16, %v17 = mf.grad of %v11 at %x, %wd, %w1, %b1, %w2, %b2 : tensor<f32> (tensor<2x5x4x3xf32>, tensor<3x3x1x3xf32>, tensor<3x6xf32>, tensor<6xf32>, tensor<6x3xf32>, tensor<3xf32>) -> tensor<2x5x4x3xf32>, tensor<3x3x1x3xf32>, tensor<3x6xf32>, tensor<6xf32>, tensor<6x3xf32>, tensor<3xf32>
  mf.return %v11, %v12, %v13, %v14, %v15, %v16, %v17 : tensor<f32>, tensor<2x5x4x3xf32>, tensor<3x3x1x3xf32>, tensor<3x6xf32>, tensor<6xf32>, tensor<6x3xf32>, tensor<3xf32>
}
mf.entry @convnext_grad_of_jvp arguments ["x", "wd", "w1", "b1", "w2", "b2", "d"] results ["r0", "r1", "r2", "r3", "r4", "r5"] attributes {scale = 1.000000e+03 : f64, range = {wd = [-5.000000e-01 : f64, 5.000000e-01 : f64], w1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], w2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%x: tensor<2x5x4x3xf32>, %wd: tensor<3x3x1x3xf32>, %w1: tensor<3x6xf32>, %b1: tensor<6xf32>, %w2: tensor<6x3xf32>, %b2: tensor<3xf32>, %d: tensor<2x5x4x3xf32>):
  %v0 = mf.identity %x : tensor<2x5x4x3xf32>
  %v1 = mf.convolution %v0, %wd strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 3 : i64} : tensor<2x5x4x3xf32>, tensor<3x3x1x3xf32> -> tensor<2x5x4x3xf32>
  %v2 = mf.layer_norm %v1 : tensor<2x5x4x3xf32>
  %v3 = mf.dot_general %v2, %w1 batch [] x [] contracting [3] x [0] : tensor<2x5x4x3xf32>, tensor<3x6xf32> -> tensor<2x5x4x6xf32>
  %v4 = mf.broadcast_in_dim %b1 dims [3] : tensor<6xf32> -> tensor<2x5x4x6xf32>
  %v5 = mf.add %v3, %v4 : tensor<2x5x4x6xf32>
  %v6 = mf.gelu %v5 : tensor<2x5x4x6xf32>
  %v7 = mf.dot_general %v6, %w2 batch [] x [] contracting [3] x [0] : tensor<2x5x4x6xf32>, tensor<6x3xf32> -> tensor<2x5x4x3xf32>
  %v8 = mf.broadcast_in_dim %b2 dims [3] : tensor<3xf32> -> tensor<2x5x4x3xf32>
  %v9 = mf.add %v7, %v8 : tensor<2x5x4x3xf32>
  %v10 = mf.add %v0, %v9 : tensor<2x5x4x3xf32>
  %v11 = mf.jvp of %v10 at %v0 along %d : (tensor<2x5x4x3xf32>) (tensor<2x5x4x3xf32>) (tensor<2x5x4x3xf32>) -> tensor<2x5x4x3xf32>
  %v12 = mf.mul %v11, %v11 : tensor<2x5x4x3xf32>
  %v13 = mf.reduce sum %v12 dims [0, 1, 2, 3] : tensor<2x5x4x3xf32> -> tensor<f32>
  %v14, %v15, %v16, %v17, %v18 = mf.grad of %v13 at %wd, %w1, %b1, %w2, %b2 : tensor<f32> (tensor<3x3x1x3xf32>, tensor<3x6xf32>, tensor<6xf32>, tensor<6x3xf32>, tensor<3xf32>) -> tensor<3x3x1x3xf32>, tensor<3x6xf32>, tensor<6xf32>, tensor<6x3xf32>, tensor<3xf32>
  mf.return %v13, %v14, %v15, %v16, %v17, %v18 : tensor<f32>, tensor<3x3x1x3xf32>, tensor<3x6xf32>, tensor<6xf32>, tensor<6x3xf32>, tensor<3xf32>
}
mf.entry @down_up_forward arguments ["a0", "a1", "a2"] results ["r0"] attributes {scale = 2.000000e+02 : f64, range = {a1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], a2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%a0: tensor<2x6x6x2xf32>, %a1: tensor<3x3x2x4xf32>, %a2: tensor<3x3x2x4xf32>):
  %v0 = mf.convolution %a0, %a1 strides [2, 2] low [1, 1] high [0, 0] dilation [1, 1] : tensor<2x6x6x2xf32>, tensor<3x3x2x4xf32> -> tensor<2x3x3x4xf32>
  %v1 = mf.silu %v0 : tensor<2x3x3x4xf32>
  %v2 = mf.convolution_input %v1, %a2 strides [2, 2] low [1, 1] high [0, 0] dilation [1, 1] : tensor<2x3x3x4xf32>, tensor<3x3x2x4xf32> -> tensor<2x6x6x2xf32>
  %v3 = mf.add %a0, %v2 : tensor<2x6x6x2xf32>
  mf.return %v3 : tensor<2x6x6x2xf32>
}
mf.entry @down_up_jvp arguments ["a0", "a1", "a2", "a3"] results ["r0", "r1"] attributes {scale = 2.000000e+02 : f64, range = {a1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], a2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%a0: tensor<2x6x6x2xf32>, %a1: tensor<3x3x2x4xf32>, %a2: tensor<3x3x2x4xf32>, %a3: tensor<2x6x6x2xf32>):
  %v0 = mf.identity %a0 : tensor<2x6x6x2xf32>
  %v1 = mf.convolution %v0, %a1 strides [2, 2] low [1, 1] high [0, 0] dilation [1, 1] : tensor<2x6x6x2xf32>, tensor<3x3x2x4xf32> -> tensor<2x3x3x4xf32>
  %v2 = mf.silu %v1 : tensor<2x3x3x4xf32>
  %v3 = mf.convolution_input %v2, %a2 strides [2, 2] low [1, 1] high [0, 0] dilation [1, 1] : tensor<2x3x3x4xf32>, tensor<3x3x2x4xf32> -> tensor<2x6x6x2xf32>
  %v4 = mf.add %v0, %v3 : tensor<2x6x6x2xf32>
  %v5 = mf.jvp of %v4 at %v0 along %a3 : (tensor<2x6x6x2xf32>) (tensor<2x6x6x2xf32>) (tensor<2x6x6x2xf32>) -> tensor<2x6x6x2xf32>
  mf.return %v4, %v5 : tensor<2x6x6x2xf32>, tensor<2x6x6x2xf32>
}
mf.entry @down_up_grad arguments ["a0", "a1", "a2"] results ["r0", "r1", "r2", "r3"] attributes {scale = 2.000000e+02 : f64, range = {a1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], a2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%a0: tensor<2x6x6x2xf32>, %a1: tensor<3x3x2x4xf32>, %a2: tensor<3x3x2x4xf32>):
  %v0 = mf.convolution %a0, %a1 strides [2, 2] low [1, 1] high [0, 0] dilation [1, 1] : tensor<2x6x6x2xf32>, tensor<3x3x2x4xf32> -> tensor<2x3x3x4xf32>
  %v1 = mf.silu %v0 : tensor<2x3x3x4xf32>
  %v2 = mf.convolution_input %v1, %a2 strides [2, 2] low [1, 1] high [0, 0] dilation [1, 1] : tensor<2x3x3x4xf32>, tensor<3x3x2x4xf32> -> tensor<2x6x6x2xf32>
  %v3 = mf.add %a0, %v2 : tensor<2x6x6x2xf32>
  %v4 = mf.mul %v3, %v3 : tensor<2x6x6x2xf32>
  %v5 = mf.reduce sum %v4 dims [0, 1, 2, 3] : tensor<2x6x6x2xf32> -> tensor<f32>
  %v6, %v7, %v8 = mf.grad of %v5 at %a0, %a1, %a2 : tensor<f32> (tensor<2x6x6x2xf32>, tensor<3x3x2x4xf32>, tensor<3x3x2x4xf32>) -> tensor<2x6x6x2xf32>, tensor<3x3x2x4xf32>, tensor<3x3x2x4xf32>
  mf.return %v5, %v6, %v7, %v8 : tensor<f32>, tensor<2x6x6x2xf32>, tensor<3x3x2x4xf32>, tensor<3x3x2x4xf32>
}
mf.entry @down_up_grad_of_jvp arguments ["a0", "a1", "a2", "a3"] results ["r0", "r1", "r2"] attributes {scale = 2.000000e+02 : f64, range = {a1 = [-5.000000e-01 : f64, 5.000000e-01 : f64], a2 = [-5.000000e-01 : f64, 5.000000e-01 : f64]}} {
^bb0(%a0: tensor<2x6x6x2xf32>, %a1: tensor<3x3x2x4xf32>, %a2: tensor<3x3x2x4xf32>, %a3: tensor<2x6x6x2xf32>):
  %v0 = mf.identity %a0 : tensor<2x6x6x2xf32>
  %v1 = mf.convolution %v0, %a1 strides [2, 2] low [1, 1] high [0, 0] dilation [1, 1] : tensor<2x6x6x2xf32>, tensor<3x3x2x4xf32> -> tensor<2x3x3x4xf32>
  %v2 = mf.silu %v1 : tensor<2x3x3x4xf32>
  %v3 = mf.convolution_input %v2, %a2 strides [2, 2] low [1, 1] high [0, 0] dilation [1, 1] : tensor<2x3x3x4xf32>, tensor<3x3x2x4xf32> -> tensor<2x6x6x2xf32>
  %v4 = mf.add %v0, %v3 : tensor<2x6x6x2xf32>
  %v5 = mf.jvp of %v4 at %v0 along %a3 : (tensor<2x6x6x2xf32>) (tensor<2x6x6x2xf32>) (tensor<2x6x6x2xf32>) -> tensor<2x6x6x2xf32>
  %v6 = mf.mul %v5, %v5 : tensor<2x6x6x2xf32>
  %v7 = mf.reduce sum %v6 dims [0, 1, 2, 3] : tensor<2x6x6x2xf32> -> tensor<f32>
  %v8, %v9 = mf.grad of %v7 at %a1, %a2 : tensor<f32> (tensor<3x3x2x4xf32>, tensor<3x3x2x4xf32>) -> tensor<3x3x2x4xf32>, tensor<3x3x2x4xf32>
  mf.return %v7, %v8, %v9 : tensor<f32>, tensor<3x3x2x4xf32>, tensor<3x3x2x4xf32>
}
mf.entry @patches arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 2.000000e+01 : f64} {
^bb0(%a0: tensor<2x8x8x3xf32>, %a1: tensor<4x4x3x5xf32>):
  %v0 = mf.convolution %a0, %a1 strides [4, 4] low [0, 0] high [0, 0] dilation [1, 1] : tensor<2x8x8x3xf32>, tensor<4x4x3x5xf32> -> tensor<2x2x2x5xf32>
  %v1 = mf.reshape %v0 : tensor<2x2x2x5xf32> -> tensor<2x4x5xf32>
  %v2 = mf.layer_norm %v1 : tensor<2x4x5xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x4x5xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x4x5xf32> -> tensor<f32>
  %v5 = mf.grad of %v4 at %a1 : tensor<f32> (tensor<4x4x3x5xf32>) -> tensor<4x4x3x5xf32>
  mf.return %v1, %v5 : tensor<2x4x5xf32>, tensor<4x4x3x5xf32>
}
