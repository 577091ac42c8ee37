// Heads: products with batches and transposes, softmax, and their derivatives.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=4 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @forward2_5_6_2 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<2x5x6xf32>, %w0: tensor<6x6xf32>, %w1: tensor<6x6xf32>, %w2: tensor<6x6xf32>, %w3: tensor<6x6xf32>):
  %v0 = mf.dot_general %x, %w0 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v1 = mf.reshape %v0 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v2 = mf.dot_general %x, %w1 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v3 = mf.reshape %v2 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v4 = mf.dot_general %x, %w2 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v5 = mf.reshape %v4 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v6 = mf.dot_general %v1, %v3 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<2x5x2x3xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x5xf32>
  %v7 = mf.constant dense<0.5> : tensor<2x2x5x5xf32>
  %v8 = mf.mul %v6, %v7 : tensor<2x2x5x5xf32>
  %v9 = mf.softmax %v8 : tensor<2x2x5x5xf32>
  %v10 = mf.dot_general %v9, %v5 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<2x2x5x5xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x3xf32>
  %v11 = mf.transpose %v10 [0, 2, 1, 3] : tensor<2x2x5x3xf32> -> tensor<2x5x2x3xf32>
  %v12 = mf.reshape %v11 : tensor<2x5x2x3xf32> -> tensor<2x5x6xf32>
  %v13 = mf.dot_general %v12, %w3 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  mf.return %v13 : tensor<2x5x6xf32>
}
mf.entry @residual_norm2_5_6_2 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0", "r1"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<2x5x6xf32>, %w0: tensor<6x6xf32>, %w1: tensor<6x6xf32>, %w2: tensor<6x6xf32>, %w3: tensor<6x6xf32>):
  %v0 = mf.layer_norm %x : tensor<2x5x6xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v2 = mf.reshape %v1 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v4 = mf.reshape %v3 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v6 = mf.reshape %v5 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<2x5x2x3xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x5xf32>
  %v8 = mf.constant dense<0.5> : tensor<2x2x5x5xf32>
  %v9 = mf.mul %v7, %v8 : tensor<2x2x5x5xf32>
  %v10 = mf.softmax %v9 : tensor<2x2x5x5xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<2x2x5x5xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x3xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<2x2x5x3xf32> -> tensor<2x5x2x3xf32>
  %v13 = mf.reshape %v12 : tensor<2x5x2x3xf32> -> tensor<2x5x6xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v15 = mf.add %x, %v14 : tensor<2x5x6xf32>
  %v16 = mf.rms_norm %v15 : tensor<2x5x6xf32>
  mf.return %v15, %v16 : tensor<2x5x6xf32>, tensor<2x5x6xf32>
}
mf.entry @jvp2_5_6_2 arguments ["x", "w0", "w1", "w2", "w3", "d"] results ["r0", "r1"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<2x5x6xf32>, %w0: tensor<6x6xf32>, %w1: tensor<6x6xf32>, %w2: tensor<6x6xf32>, %w3: tensor<6x6xf32>, %d: tensor<2x5x6xf32>):
  %v0 = mf.identity %x : tensor<2x5x6xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v2 = mf.reshape %v1 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v4 = mf.reshape %v3 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v6 = mf.reshape %v5 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<2x5x2x3xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x5xf32>
  %v8 = mf.constant dense<0.5> : tensor<2x2x5x5xf32>
  %v9 = mf.mul %v7, %v8 : tensor<2x2x5x5xf32>
  %v10 = mf.softmax %v9 : tensor<2x2x5x5xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<2x2x5x5xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x3xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<2x2x5x3xf32> -> tensor<2x5x2x3xf32>
  %v13 = mf.reshape %v12 : tensor<2x5x2x3xf32> -> tensor<2x5x6xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v15 = mf.jvp of %v14 at %v0 along %d : (tensor<2x5x6xf32>) (tensor<2x5x6xf32>) (tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
  mf.return %v14, %v15 : tensor<2x5x6xf32>, tensor<2x5x6xf32>
}
mf.entry @grad2_5_6_2 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0", "r1", "r2", "r3", "r4", "r5"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+02 : f64} {
^bb0(%x: tensor<2x5x6xf32>, %w0: tensor<6x6xf32>, %w1: tensor<6x6xf32>, %w2: tensor<6x6xf32>, %w3: tensor<6x6xf32>):
  %v0 = mf.layer_norm %x : tensor<2x5x6xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v2 = mf.reshape %v1 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v4 = mf.reshape %v3 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v6 = mf.reshape %v5 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<2x5x2x3xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x5xf32>
  %v8 = mf.constant dense<0.5> : tensor<2x2x5x5xf32>
  %v9 = mf.mul %v7, %v8 : tensor<2x2x5x5xf32>
  %v10 = mf.softmax %v9 : tensor<2x2x5x5xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<2x2x5x5xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x3xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<2x2x5x3xf32> -> tensor<2x5x2x3xf32>
  %v13 = mf.reshape %v12 : tensor<2x5x2x3xf32> -> tensor<2x5x6xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v15 = mf.mul %v14, %v14 : tensor<2x5x6xf32>
  %v16 = mf.reduce sum %v15 dims [0, 1, 2] : tensor<2x5x6xf32> -> tensor<f32>
  %v17, %v18, %v19, %v20, %v21 = mf.grad of %v16 at %x, %w0, %w1, %w2, %w3 : tensor<f32> (tensor<2x5x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>) -> tensor<2x5x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>
  mf.return %v16, %v17, %v18, %v19, %v20, %v21 : tensor<f32>, tensor<2x5x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>
}
mf.entry @grad_of_jvp2_5_6_2 arguments ["x", "w0", "w1", "w2", "w3", "d"] results ["r0", "r1", "r2", "r3", "r4"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 5.000000e+02 : f64} {
^bb0(%x: tensor<2x5x6xf32>, %w0: tensor<6x6xf32>, %w1: tensor<6x6xf32>, %w2: tensor<6x6xf32>, %w3: tensor<6x6xf32>, %d: tensor<2x5x6xf32>):
  %v0 = mf.identity %x : tensor<2x5x6xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v2 = mf.reshape %v1 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v4 = mf.reshape %v3 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v6 = mf.reshape %v5 : tensor<2x5x6xf32> -> tensor<2x5x2x3xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<2x5x2x3xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x5xf32>
  %v8 = mf.constant dense<0.5> : tensor<2x2x5x5xf32>
  %v9 = mf.mul %v7, %v8 : tensor<2x2x5x5xf32>
  %v10 = mf.softmax %v9 : tensor<2x2x5x5xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<2x2x5x5xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x3xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<2x2x5x3xf32> -> tensor<2x5x2x3xf32>
  %v13 = mf.reshape %v12 : tensor<2x5x2x3xf32> -> tensor<2x5x6xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<2x5x6xf32>, tensor<6x6xf32> -> tensor<2x5x6xf32>
  %v15 = mf.jvp of %v14 at %v0 along %d : (tensor<2x5x6xf32>) (tensor<2x5x6xf32>) (tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
  %v16 = mf.stop_gradient %v15 : tensor<2x5x6xf32>
  %v17 = mf.sub %v14, %v16 : tensor<2x5x6xf32>
  %v18 = mf.mul %v17, %v17 : tensor<2x5x6xf32>
  %v19 = mf.reduce sum %v18 dims [0, 1, 2] : tensor<2x5x6xf32> -> tensor<f32>
  %v20 = mf.mul %v15, %v15 : tensor<2x5x6xf32>
  %v21 = mf.reduce sum %v20 dims [0, 1, 2] : tensor<2x5x6xf32> -> tensor<f32>
  %v22 = mf.add %v19, %v21 : tensor<f32>
  %v23, %v24, %v25, %v26 = mf.grad of %v22 at %w0, %w1, %w2, %w3 : tensor<f32> (tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>) -> tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>
  mf.return %v22, %v23, %v24, %v25, %v26 : tensor<f32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>, tensor<6x6xf32>
}
mf.entry @forward1_7_4_1 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<1x7x4xf32>, %w0: tensor<4x4xf32>, %w1: tensor<4x4xf32>, %w2: tensor<4x4xf32>, %w3: tensor<4x4xf32>):
  %v0 = mf.dot_general %x, %w0 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v1 = mf.reshape %v0 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v2 = mf.dot_general %x, %w1 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v3 = mf.reshape %v2 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v4 = mf.dot_general %x, %w2 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v5 = mf.reshape %v4 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v6 = mf.dot_general %v1, %v3 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<1x7x1x4xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x7xf32>
  %v7 = mf.constant dense<0.5> : tensor<1x1x7x7xf32>
  %v8 = mf.mul %v6, %v7 : tensor<1x1x7x7xf32>
  %v9 = mf.softmax %v8 : tensor<1x1x7x7xf32>
  %v10 = mf.dot_general %v9, %v5 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<1x1x7x7xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x4xf32>
  %v11 = mf.transpose %v10 [0, 2, 1, 3] : tensor<1x1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v12 = mf.reshape %v11 : tensor<1x7x1x4xf32> -> tensor<1x7x4xf32>
  %v13 = mf.dot_general %v12, %w3 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  mf.return %v13 : tensor<1x7x4xf32>
}
mf.entry @residual_norm1_7_4_1 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0", "r1"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<1x7x4xf32>, %w0: tensor<4x4xf32>, %w1: tensor<4x4xf32>, %w2: tensor<4x4xf32>, %w3: tensor<4x4xf32>):
  %v0 = mf.layer_norm %x : tensor<1x7x4xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v2 = mf.reshape %v1 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v4 = mf.reshape %v3 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v6 = mf.reshape %v5 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<1x7x1x4xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x7xf32>
  %v8 = mf.constant dense<0.5> : tensor<1x1x7x7xf32>
  %v9 = mf.mul %v7, %v8 : tensor<1x1x7x7xf32>
  %v10 = mf.softmax %v9 : tensor<1x1x7x7xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<1x1x7x7xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x4xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<1x1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v13 = mf.reshape %v12 : tensor<1x7x1x4xf32> -> tensor<1x7x4xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v15 = mf.add %x, %v14 : tensor<1x7x4xf32>
  %v16 = mf.rms_norm %v15 : tensor<1x7x4xf32>
  mf.return %v15, %v16 : tensor<1x7x4xf32>, tensor<1x7x4xf32>
}
mf.entry @jvp1_7_4_1 arguments ["x", "w0", "w1", "w2", "w3", "d"] results ["r0", "r1"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<1x7x4xf32>, %w0: tensor<4x4xf32>, %w1: tensor<4x4xf32>, %w2: tensor<4x4xf32>, %w3: tensor<4x4xf32>, %d: tensor<1x7x4xf32>):
  %v0 = mf.identity %x : tensor<1x7x4xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v2 = mf.reshape %v1 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v4 = mf.reshape %v3 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v6 = mf.reshape %v5 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<1x7x1x4xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x7xf32>
  %v8 = mf.constant dense<0.5> : tensor<1x1x7x7xf32>
  %v9 = mf.mul %v7, %v8 : tensor<1x1x7x7xf32>
  %v10 = mf.softmax %v9 : tensor<1x1x7x7xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<1x1x7x7xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x4xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<1x1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v13 = mf.reshape %v12 : tensor<1x7x1x4xf32> -> tensor<1x7x4xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v15 = mf.jvp of %v14 at %v0 along %d : (tensor<1x7x4xf32>) (tensor<1x7x4xf32>) (tensor<1x7x4xf32>) -> tensor<1x7x4xf32>
  mf.return %v14, %v15 : tensor<1x7x4xf32>, tensor<1x7x4xf32>
}
mf.entry @grad1_7_4_1 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0", "r1", "r2", "r3", "r4", "r5"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+02 : f64} {
^bb0(%x: tensor<1x7x4xf32>, %w0: tensor<4x4xf32>, %w1: tensor<4x4xf32>, %w2: tensor<4x4xf32>, %w3: tensor<4x4xf32>):
  %v0 = mf.layer_norm %x : tensor<1x7x4xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v2 = mf.reshape %v1 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v4 = mf.reshape %v3 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v6 = mf.reshape %v5 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<1x7x1x4xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x7xf32>
  %v8 = mf.constant dense<0.5> : tensor<1x1x7x7xf32>
  %v9 = mf.mul %v7, %v8 : tensor<1x1x7x7xf32>
  %v10 = mf.softmax %v9 : tensor<1x1x7x7xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<1x1x7x7xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x4xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<1x1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v13 = mf.reshape %v12 : tensor<1x7x1x4xf32> -> tensor<1x7x4xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v15 = mf.mul %v14, %v14 : tensor<1x7x4xf32>
  %v16 = mf.reduce sum %v15 dims [0, 1, 2] : tensor<1x7x4xf32> -> tensor<f32>
  %v17, %v18, %v19, %v20, %v21 = mf.grad of %v16 at %x, %w0, %w1, %w2, %w3 : tensor<f32> (tensor<1x7x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<1x7x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
  mf.return %v16, %v17, %v18, %v19, %v20, %v21 : tensor<f32>, tensor<1x7x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
}
mf.entry @grad_of_jvp1_7_4_1 arguments ["x", "w0", "w1", "w2", "w3", "d"] results ["r0", "r1", "r2", "r3", "r4"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 5.000000e+02 : f64} {
^bb0(%x: tensor<1x7x4xf32>, %w0: tensor<4x4xf32>, %w1: tensor<4x4xf32>, %w2: tensor<4x4xf32>, %w3: tensor<4x4xf32>, %d: tensor<1x7x4xf32>):
  %v0 = mf.identity %x : tensor<1x7x4xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v2 = mf.reshape %v1 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v4 = mf.reshape %v3 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v6 = mf.reshape %v5 : tensor<1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<1x7x1x4xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x7xf32>
  %v8 = mf.constant dense<0.5> : tensor<1x1x7x7xf32>
  %v9 = mf.mul %v7, %v8 : tensor<1x1x7x7xf32>
  %v10 = mf.softmax %v9 : tensor<1x1x7x7xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<1x1x7x7xf32>, tensor<1x7x1x4xf32> -> tensor<1x1x7x4xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<1x1x7x4xf32> -> tensor<1x7x1x4xf32>
  %v13 = mf.reshape %v12 : tensor<1x7x1x4xf32> -> tensor<1x7x4xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<1x7x4xf32>, tensor<4x4xf32> -> tensor<1x7x4xf32>
  %v15 = mf.jvp of %v14 at %v0 along %d : (tensor<1x7x4xf32>) (tensor<1x7x4xf32>) (tensor<1x7x4xf32>) -> tensor<1x7x4xf32>
  %v16 = mf.stop_gradient %v15 : tensor<1x7x4xf32>
  %v17 = mf.sub %v14, %v16 : tensor<1x7x4xf32>
  %v18 = mf.mul %v17, %v17 : tensor<1x7x4xf32>
  %v19 = mf.reduce sum %v18 dims [0, 1, 2] : tensor<1x7x4xf32> -> tensor<f32>
  %v20 = mf.mul %v15, %v15 : tensor<1x7x4xf32>
  %v21 = mf.reduce sum %v20 dims [0, 1, 2] : tensor<1x7x4xf32> -> tensor<f32>
  %v22 = mf.add %v19, %v21 : tensor<f32>
  %v23, %v24, %v25, %v26 = mf.grad of %v22 at %w0, %w1, %w2, %w3 : tensor<f32> (tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
  mf.return %v22, %v23, %v24, %v25, %v26 : tensor<f32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
}
mf.entry @forward3_4_8_4 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<3x4x8xf32>, %w0: tensor<8x8xf32>, %w1: tensor<8x8xf32>, %w2: tensor<8x8xf32>, %w3: tensor<8x8xf32>):
  %v0 = mf.dot_general %x, %w0 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v1 = mf.reshape %v0 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v2 = mf.dot_general %x, %w1 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v3 = mf.reshape %v2 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v4 = mf.dot_general %x, %w2 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v5 = mf.reshape %v4 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v6 = mf.dot_general %v1, %v3 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<3x4x4x2xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x4xf32>
  %v7 = mf.constant dense<0.5> : tensor<3x4x4x4xf32>
  %v8 = mf.mul %v6, %v7 : tensor<3x4x4x4xf32>
  %v9 = mf.softmax %v8 : tensor<3x4x4x4xf32>
  %v10 = mf.dot_general %v9, %v5 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<3x4x4x4xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v11 = mf.transpose %v10 [0, 2, 1, 3] : tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v12 = mf.reshape %v11 : tensor<3x4x4x2xf32> -> tensor<3x4x8xf32>
  %v13 = mf.dot_general %v12, %w3 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  mf.return %v13 : tensor<3x4x8xf32>
}
mf.entry @residual_norm3_4_8_4 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0", "r1"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<3x4x8xf32>, %w0: tensor<8x8xf32>, %w1: tensor<8x8xf32>, %w2: tensor<8x8xf32>, %w3: tensor<8x8xf32>):
  %v0 = mf.layer_norm %x : tensor<3x4x8xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v2 = mf.reshape %v1 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v4 = mf.reshape %v3 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v6 = mf.reshape %v5 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<3x4x4x2xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x4xf32>
  %v8 = mf.constant dense<0.5> : tensor<3x4x4x4xf32>
  %v9 = mf.mul %v7, %v8 : tensor<3x4x4x4xf32>
  %v10 = mf.softmax %v9 : tensor<3x4x4x4xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<3x4x4x4xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v13 = mf.reshape %v12 : tensor<3x4x4x2xf32> -> tensor<3x4x8xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v15 = mf.add %x, %v14 : tensor<3x4x8xf32>
  %v16 = mf.rms_norm %v15 : tensor<3x4x8xf32>
  mf.return %v15, %v16 : tensor<3x4x8xf32>, tensor<3x4x8xf32>
}
mf.entry @jvp3_4_8_4 arguments ["x", "w0", "w1", "w2", "w3", "d"] results ["r0", "r1"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+01 : f64} {
^bb0(%x: tensor<3x4x8xf32>, %w0: tensor<8x8xf32>, %w1: tensor<8x8xf32>, %w2: tensor<8x8xf32>, %w3: tensor<8x8xf32>, %d: tensor<3x4x8xf32>):
  %v0 = mf.identity %x : tensor<3x4x8xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v2 = mf.reshape %v1 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v4 = mf.reshape %v3 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v6 = mf.reshape %v5 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<3x4x4x2xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x4xf32>
  %v8 = mf.constant dense<0.5> : tensor<3x4x4x4xf32>
  %v9 = mf.mul %v7, %v8 : tensor<3x4x4x4xf32>
  %v10 = mf.softmax %v9 : tensor<3x4x4x4xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<3x4x4x4xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v13 = mf.reshape %v12 : tensor<3x4x4x2xf32> -> tensor<3x4x8xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v15 = mf.jvp of %v14 at %v0 along %d : (tensor<3x4x8xf32>) (tensor<3x4x8xf32>) (tensor<3x4x8xf32>) -> tensor<3x4x8xf32>
  mf.return %v14, %v15 : tensor<3x4x8xf32>, tensor<3x4x8xf32>
}
mf.entry @grad3_4_8_4 arguments ["x", "w0", "w1", "w2", "w3"] results ["r0", "r1", "r2", "r3", "r4", "r5"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 2.000000e+02 : f64} {
^bb0(%x: tensor<3x4x8xf32>, %w0: tensor<8x8xf32>, %w1: tensor<8x8xf32>, %w2: tensor<8x8xf32>, %w3: tensor<8x8xf32>):
  %v0 = mf.layer_norm %x : tensor<3x4x8xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v2 = mf.reshape %v1 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v4 = mf.reshape %v3 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v6 = mf.reshape %v5 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<3x4x4x2xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x4xf32>
  %v8 = mf.constant dense<0.5> : tensor<3x4x4x4xf32>
  %v9 = mf.mul %v7, %v8 : tensor<3x4x4x4xf32>
  %v10 = mf.softmax %v9 : tensor<3x4x4x4xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<3x4x4x4xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v13 = mf.reshape %v12 : tensor<3x4x4x2xf32> -> tensor<3x4x8xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v15 = mf.mul %v14, %v14 : tensor<3x4x8xf32>
  %v16 = mf.reduce sum %v15 dims [0, 1, 2] : tensor<3x4x8xf32> -> tensor<f32>
  %v17, %v18, %v19, %v20, %v21 = mf.grad of %v16 at %x, %w0, %w1, %w2, %w3 : tensor<f32> (tensor<3x4x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<3x4x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>
  mf.return %v16, %v17, %v18, %v19, %v20, %v21 : tensor<f32>, tensor<3x4x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>
}
mf.entry @grad_of_jvp3_4_8_4 arguments ["x", "w0", "w1", "w2", "w3", "d"] results ["r0", "r1", "r2", "r3", "r4"] attributes {range = {w0 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w1 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w2 = [-7.000000e-01 : f64, 7.000000e-01 : f64], w3 = [-7.000000e-01 : f64, 7.000000e-01 : f64]}, scale = 5.000000e+02 : f64} {
^bb0(%x: tensor<3x4x8xf32>, %w0: tensor<8x8xf32>, %w1: tensor<8x8xf32>, %w2: tensor<8x8xf32>, %w3: tensor<8x8xf32>, %d: tensor<3x4x8xf32>):
  %v0 = mf.identity %x : tensor<3x4x8xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v2 = mf.reshape %v1 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v3 = mf.dot_general %v0, %w1 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v4 = mf.reshape %v3 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v5 = mf.dot_general %v0, %w2 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v6 = mf.reshape %v5 : tensor<3x4x8xf32> -> tensor<3x4x4x2xf32>
  %v7 = mf.dot_general %v2, %v4 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<3x4x4x2xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x4xf32>
  %v8 = mf.constant dense<0.5> : tensor<3x4x4x4xf32>
  %v9 = mf.mul %v7, %v8 : tensor<3x4x4x4xf32>
  %v10 = mf.softmax %v9 : tensor<3x4x4x4xf32>
  %v11 = mf.dot_general %v10, %v6 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<3x4x4x4xf32>, tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v12 = mf.transpose %v11 [0, 2, 1, 3] : tensor<3x4x4x2xf32> -> tensor<3x4x4x2xf32>
  %v13 = mf.reshape %v12 : tensor<3x4x4x2xf32> -> tensor<3x4x8xf32>
  %v14 = mf.dot_general %v13, %w3 batch [] x [] contracting [2] x [0] : tensor<3x4x8xf32>, tensor<8x8xf32> -> tensor<3x4x8xf32>
  %v15 = mf.jvp of %v14 at %v0 along %d : (tensor<3x4x8xf32>) (tensor<3x4x8xf32>) (tensor<3x4x8xf32>) -> tensor<3x4x8xf32>
  %v16 = mf.stop_gradient %v15 : tensor<3x4x8xf32>
  %v17 = mf.sub %v14, %v16 : tensor<3x4x8xf32>
  %v18 = mf.mul %v17, %v17 : tensor<3x4x8xf32>
  %v19 = mf.reduce sum %v18 dims [0, 1, 2] : tensor<3x4x8xf32> -> tensor<f32>
  %v20 = mf.mul %v15, %v15 : tensor<3x4x8xf32>
  %v21 = mf.reduce sum %v20 dims [0, 1, 2] : tensor<3x4x8xf32> -> tensor<f32>
  %v22 = mf.add %v19, %v21 : tensor<f32>
  %v23, %v24, %v25, %v26 = mf.grad of %v22 at %w0, %w1, %w2, %w3 : tensor<f32> (tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>
  mf.return %v22, %v23, %v24, %v25, %v26 : tensor<f32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>
}
