// Dense layers with their epilogues, derivatives and losses.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=4 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @forward_n1_3_5_2 arguments ["a0", "w0", "b0", "w1", "b1"] results ["r0"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<1x3xf32>, %w0: tensor<3x5xf32>, %b0: tensor<5xf32>, %w1: tensor<5x2xf32>, %b1: tensor<2xf32>):
  %v0 = mf.dot_general %a0, %w0 batch [] x [] contracting [1] x [0] : tensor<1x3xf32>, tensor<3x5xf32> -> tensor<1x5xf32>
  %v1 = mf.broadcast_in_dim %b0 dims [1] : tensor<5xf32> -> tensor<1x5xf32>
  %v2 = mf.add %v0, %v1 : tensor<1x5xf32>
  %v3 = mf.silu %v2 : tensor<1x5xf32>
  %v4 = mf.dot_general %v3, %w1 batch [] x [] contracting [1] x [0] : tensor<1x5xf32>, tensor<5x2xf32> -> tensor<1x2xf32>
  %v5 = mf.broadcast_in_dim %b1 dims [1] : tensor<2xf32> -> tensor<1x2xf32>
  %v6 = mf.add %v4, %v5 : tensor<1x2xf32>
  mf.return %v6 : tensor<1x2xf32>
}
mf.entry @jvp_n1_3_5_2 arguments ["a0", "a1", "w0", "b0", "w1", "b1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<1x3xf32>, %a1: tensor<1x3xf32>, %w0: tensor<3x5xf32>, %b0: tensor<5xf32>, %w1: tensor<5x2xf32>, %b1: tensor<2xf32>):
  %v0 = mf.identity %a0 : tensor<1x3xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<1x3xf32>, tensor<3x5xf32> -> tensor<1x5xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<5xf32> -> tensor<1x5xf32>
  %v3 = mf.add %v1, %v2 : tensor<1x5xf32>
  %v4 = mf.silu %v3 : tensor<1x5xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<1x5xf32>, tensor<5x2xf32> -> tensor<1x2xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<2xf32> -> tensor<1x2xf32>
  %v7 = mf.add %v5, %v6 : tensor<1x2xf32>
  %v8 = mf.jvp of %v7 at %v0 along %a1 : (tensor<1x2xf32>) (tensor<1x3xf32>) (tensor<1x3xf32>) -> tensor<1x2xf32>
  mf.return %v7, %v8 : tensor<1x2xf32>, tensor<1x2xf32>
}
mf.entry @grad_n1_3_5_2 arguments ["a0", "a1", "w0", "b0", "w1", "b1"] results ["r0", "r1", "r2", "r3", "r4"] attributes {scale = 5.000000e+02 : f64} {
^bb0(%a0: tensor<1x3xf32>, %a1: tensor<1x2xf32>, %w0: tensor<3x5xf32>, %b0: tensor<5xf32>, %w1: tensor<5x2xf32>, %b1: tensor<2xf32>):
  %v0 = mf.dot_general %a0, %w0 batch [] x [] contracting [1] x [0] : tensor<1x3xf32>, tensor<3x5xf32> -> tensor<1x5xf32>
  %v1 = mf.broadcast_in_dim %b0 dims [1] : tensor<5xf32> -> tensor<1x5xf32>
  %v2 = mf.add %v0, %v1 : tensor<1x5xf32>
  %v3 = mf.silu %v2 : tensor<1x5xf32>
  %v4 = mf.dot_general %v3, %w1 batch [] x [] contracting [1] x [0] : tensor<1x5xf32>, tensor<5x2xf32> -> tensor<1x2xf32>
  %v5 = mf.broadcast_in_dim %b1 dims [1] : tensor<2xf32> -> tensor<1x2xf32>
  %v6 = mf.add %v4, %v5 : tensor<1x2xf32>
  %v7 = mf.sub %v6, %a1 : tensor<1x2xf32>
  %v8 = mf.mul %v7, %v7 : tensor<1x2xf32>
  %v9 = mf.reduce sum %v8 dims [0, 1] : tensor<1x2xf32> -> tensor<f32>
  %v10, %v11, %v12, %v13 = mf.grad of %v9 at %w0, %b0, %w1, %b1 : tensor<f32> (tensor<3x5xf32>, tensor<5xf32>, tensor<5x2xf32>, tensor<2xf32>) -> tensor<3x5xf32>, tensor<5xf32>, tensor<5x2xf32>, tensor<2xf32>
  mf.return %v9, %v10, %v11, %v12, %v13 : tensor<f32>, tensor<3x5xf32>, tensor<5xf32>, tensor<5x2xf32>, tensor<2xf32>
}
mf.entry @gradient_penalty_n1_3_5_2 arguments ["a0", "w0", "b0", "w1", "b1"] results ["r0", "r1", "r2", "r3", "r4"] attributes {scale = 1.000000e+03 : f64} {
^bb0(%a0: tensor<1x3xf32>, %w0: tensor<3x5xf32>, %b0: tensor<5xf32>, %w1: tensor<5x2xf32>, %b1: tensor<2xf32>):
  %v0 = mf.identity %a0 : tensor<1x3xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<1x3xf32>, tensor<3x5xf32> -> tensor<1x5xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<5xf32> -> tensor<1x5xf32>
  %v3 = mf.add %v1, %v2 : tensor<1x5xf32>
  %v4 = mf.silu %v3 : tensor<1x5xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<1x5xf32>, tensor<5x2xf32> -> tensor<1x2xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<2xf32> -> tensor<1x2xf32>
  %v7 = mf.add %v5, %v6 : tensor<1x2xf32>
  %v8 = mf.reduce sum %v7 dims [0, 1] : tensor<1x2xf32> -> tensor<f32>
  %v9 = mf.grad of %v8 at %v0 : tensor<f32> (tensor<1x3xf32>) -> tensor<1x3xf32>
  %v10 = mf.mul %v9, %v9 : tensor<1x3xf32>
  %v11 = mf.reduce sum %v10 dims [0, 1] : tensor<1x3xf32> -> tensor<f32>
  %v12, %v13, %v14, %v15 = mf.grad of %v11 at %w0, %b0, %w1, %b1 : tensor<f32> (tensor<3x5xf32>, tensor<5xf32>, tensor<5x2xf32>, tensor<2xf32>) -> tensor<3x5xf32>, tensor<5xf32>, tensor<5x2xf32>, tensor<2xf32>
  mf.return %v11, %v12, %v13, %v14, %v15 : tensor<f32>, tensor<3x5xf32>, tensor<5xf32>, tensor<5x2xf32>, tensor<2xf32>
}
mf.entry @forward_n7_4_9_9_3 arguments ["a0", "w0", "b0", "w1", "b1", "w2", "b2"] results ["r0"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<7x4xf32>, %w0: tensor<4x9xf32>, %b0: tensor<9xf32>, %w1: tensor<9x9xf32>, %b1: tensor<9xf32>, %w2: tensor<9x3xf32>, %b2: tensor<3xf32>):
  %v0 = mf.dot_general %a0, %w0 batch [] x [] contracting [1] x [0] : tensor<7x4xf32>, tensor<4x9xf32> -> tensor<7x9xf32>
  %v1 = mf.broadcast_in_dim %b0 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v2 = mf.add %v0, %v1 : tensor<7x9xf32>
  %v3 = mf.silu %v2 : tensor<7x9xf32>
  %v4 = mf.dot_general %v3, %w1 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x9xf32> -> tensor<7x9xf32>
  %v5 = mf.broadcast_in_dim %b1 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v6 = mf.add %v4, %v5 : tensor<7x9xf32>
  %v7 = mf.silu %v6 : tensor<7x9xf32>
  %v8 = mf.dot_general %v7, %w2 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x3xf32> -> tensor<7x3xf32>
  %v9 = mf.broadcast_in_dim %b2 dims [1] : tensor<3xf32> -> tensor<7x3xf32>
  %v10 = mf.add %v8, %v9 : tensor<7x3xf32>
  mf.return %v10 : tensor<7x3xf32>
}
mf.entry @jvp_n7_4_9_9_3 arguments ["a0", "a1", "w0", "b0", "w1", "b1", "w2", "b2"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<7x4xf32>, %w0: tensor<4x9xf32>, %b0: tensor<9xf32>, %w1: tensor<9x9xf32>, %b1: tensor<9xf32>, %w2: tensor<9x3xf32>, %b2: tensor<3xf32>):
  %v0 = mf.identity %a0 : tensor<7x4xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<7x4xf32>, tensor<4x9xf32> -> tensor<7x9xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v3 = mf.add %v1, %v2 : tensor<7x9xf32>
  %v4 = mf.silu %v3 : tensor<7x9xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x9xf32> -> tensor<7x9xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v7 = mf.add %v5, %v6 : tensor<7x9xf32>
  %v8 = mf.silu %v7 : tensor<7x9xf32>
  %v9 = mf.dot_general %v8, %w2 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x3xf32> -> tensor<7x3xf32>
  %v10 = mf.broadcast_in_dim %b2 dims [1] : tensor<3xf32> -> tensor<7x3xf32>
  %v11 = mf.add %v9, %v10 : tensor<7x3xf32>
  %v12 = mf.jvp of %v11 at %v0 along %a1 : (tensor<7x3xf32>) (tensor<7x4xf32>) (tensor<7x4xf32>) -> tensor<7x3xf32>
  mf.return %v11, %v12 : tensor<7x3xf32>, tensor<7x3xf32>
}
mf.entry @grad_n7_4_9_9_3 arguments ["a0", "a1", "w0", "b0", "w1", "b1", "w2", "b2"] results ["r0", "r1", "r2", "r3", "r4", "r5", "r6"] attributes {scale = 5.000000e+02 : f64} {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<7x3xf32>, %w0: tensor<4x9xf32>, %b0: tensor<9xf32>, %w1: tensor<9x9xf32>, %b1: tensor<9xf32>, %w2: tensor<9x3xf32>, %b2: tensor<3xf32>):
  %v0 = mf.dot_general %a0, %w0 batch [] x [] contracting [1] x [0] : tensor<7x4xf32>, tensor<4x9xf32> -> tensor<7x9xf32>
  %v1 = mf.broadcast_in_dim %b0 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v2 = mf.add %v0, %v1 : tensor<7x9xf32>
  %v3 = mf.silu %v2 : tensor<7x9xf32>
  %v4 = mf.dot_general %v3, %w1 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x9xf32> -> tensor<7x9xf32>
  %v5 = mf.broadcast_in_dim %b1 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v6 = mf.add %v4, %v5 : tensor<7x9xf32>
  %v7 = mf.silu %v6 : tensor<7x9xf32>
  %v8 = mf.dot_general %v7, %w2 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x3xf32> -> tensor<7x3xf32>
  %v9 = mf.broadcast_in_dim %b2 dims [1] : tensor<3xf32> -> tensor<7x3xf32>
  %v10 = mf.add %v8, %v9 : tensor<7x3xf32>
  %v11 = mf.sub %v10, %a1 : tensor<7x3xf32>
  %v12 = mf.mul %v11, %v11 : tensor<7x3xf32>
  %v13 = mf.reduce sum %v12 dims [0, 1] : tensor<7x3xf32> -> tensor<f32>
  %v14, %v15, %v16, %v17, %v18, %v19 = mf.grad of %v13 at %w0, %b0, %w1, %b1, %w2, %b2 : tensor<f32> (tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>) -> tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>
  mf.return %v13, %v14, %v15, %v16, %v17, %v18, %v19 : tensor<f32>, tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>
}
mf.entry @jvp_rows_n7_4_9_9_3 arguments ["a0", "a1", "w0", "b0", "w1", "b1", "w2", "b2"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<7x4xf32>, %w0: tensor<4x9xf32>, %b0: tensor<9xf32>, %w1: tensor<9x9xf32>, %b1: tensor<9xf32>, %w2: tensor<9x3xf32>, %b2: tensor<3xf32>):
  %v0 = mf.identity %a0 : tensor<7x4xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<7x4xf32>, tensor<4x9xf32> -> tensor<7x9xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v3 = mf.add %v1, %v2 : tensor<7x9xf32>
  %v4 = mf.silu %v3 : tensor<7x9xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x9xf32> -> tensor<7x9xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v7 = mf.add %v5, %v6 : tensor<7x9xf32>
  %v8 = mf.silu %v7 : tensor<7x9xf32>
  %v9 = mf.dot_general %v8, %w2 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x3xf32> -> tensor<7x3xf32>
  %v10 = mf.broadcast_in_dim %b2 dims [1] : tensor<3xf32> -> tensor<7x3xf32>
  %v11 = mf.add %v9, %v10 : tensor<7x3xf32>
  %v12 = mf.jvp of %v11 at %v0 along %a1 rows [2, 6] : (tensor<7x3xf32>) (tensor<7x4xf32>) (tensor<7x4xf32>) -> tensor<7x3xf32>
  mf.return %v11, %v12 : tensor<7x3xf32>, tensor<7x3xf32>
}
mf.entry @grad_of_jvp_rows_n7_4_9_9_3 arguments ["a0", "a1", "w0", "b0", "w1", "b1", "w2", "b2"] results ["r0", "r1", "r2", "r3", "r4", "r5", "r6"] attributes {scale = 5.000000e+02 : f64} {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<7x4xf32>, %w0: tensor<4x9xf32>, %b0: tensor<9xf32>, %w1: tensor<9x9xf32>, %b1: tensor<9xf32>, %w2: tensor<9x3xf32>, %b2: tensor<3xf32>):
  %v0 = mf.identity %a0 : tensor<7x4xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<7x4xf32>, tensor<4x9xf32> -> tensor<7x9xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v3 = mf.add %v1, %v2 : tensor<7x9xf32>
  %v4 = mf.silu %v3 : tensor<7x9xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x9xf32> -> tensor<7x9xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v7 = mf.add %v5, %v6 : tensor<7x9xf32>
  %v8 = mf.silu %v7 : tensor<7x9xf32>
  %v9 = mf.dot_general %v8, %w2 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x3xf32> -> tensor<7x3xf32>
  %v10 = mf.broadcast_in_dim %b2 dims [1] : tensor<3xf32> -> tensor<7x3xf32>
  %v11 = mf.add %v9, %v10 : tensor<7x3xf32>
  %v12 = mf.jvp of %v11 at %v0 along %a1 rows [2, 6] : (tensor<7x3xf32>) (tensor<7x4xf32>) (tensor<7x4xf32>) -> tensor<7x3xf32>
  %v13 = mf.mul %v12, %v12 : tensor<7x3xf32>
  %v14 = mf.reduce sum %v13 dims [0, 1] : tensor<7x3xf32> -> tensor<f32>
  %v15 = mf.mul %v11, %v11 : tensor<7x3xf32>
  %v16 = mf.reduce sum %v15 dims [0, 1] : tensor<7x3xf32> -> tensor<f32>
  %v17 = mf.add %v14, %v16 : tensor<f32>
  %v18, %v19, %v20, %v21, %v22, %v23 = mf.grad of %v17 at %w0, %b0, %w1, %b1, %w2, %b2 : tensor<f32> (tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>) -> tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>
  mf.return %v17, %v18, %v19, %v20, %v21, %v22, %v23 : tensor<f32>, tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>
}
mf.entry @gradient_penalty_n7_4_9_9_3 arguments ["a0", "w0", "b0", "w1", "b1", "w2", "b2"] results ["r0", "r1", "r2", "r3", "r4", "r5", "r6"] attributes {scale = 1.000000e+03 : f64} {
^bb0(%a0: tensor<7x4xf32>, %w0: tensor<4x9xf32>, %b0: tensor<9xf32>, %w1: tensor<9x9xf32>, %b1: tensor<9xf32>, %w2: tensor<9x3xf32>, %b2: tensor<3xf32>):
  %v0 = mf.identity %a0 : tensor<7x4xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<7x4xf32>, tensor<4x9xf32> -> tensor<7x9xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v3 = mf.add %v1, %v2 : tensor<7x9xf32>
  %v4 = mf.silu %v3 : tensor<7x9xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x9xf32> -> tensor<7x9xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<9xf32> -> tensor<7x9xf32>
  %v7 = mf.add %v5, %v6 : tensor<7x9xf32>
  %v8 = mf.silu %v7 : tensor<7x9xf32>
  %v9 = mf.dot_general %v8, %w2 batch [] x [] contracting [1] x [0] : tensor<7x9xf32>, tensor<9x3xf32> -> tensor<7x3xf32>
  %v10 = mf.broadcast_in_dim %b2 dims [1] : tensor<3xf32> -> tensor<7x3xf32>
  %v11 = mf.add %v9, %v10 : tensor<7x3xf32>
  %v12 = mf.reduce sum %v11 dims [0, 1] : tensor<7x3xf32> -> tensor<f32>
  %v13 = mf.grad of %v12 at %v0 : tensor<f32> (tensor<7x4xf32>) -> tensor<7x4xf32>
  %v14 = mf.mul %v13, %v13 : tensor<7x4xf32>
  %v15 = mf.reduce sum %v14 dims [0, 1] : tensor<7x4xf32> -> tensor<f32>
  %v16, %v17, %v18, %v19, %v20, %v21 = mf.grad of %v15 at %w0, %b0, %w1, %b1, %w2, %b2 : tensor<f32> (tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>) -> tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>
  mf.return %v15, %v16, %v17, %v18, %v19, %v20, %v21 : tensor<f32>, tensor<4x9xf32>, tensor<9xf32>, tensor<9x9xf32>, tensor<9xf32>, tensor<9x3xf32>, tensor<3xf32>
}
mf.entry @forward_n33_17_40_16 arguments ["a0", "w0", "b0", "w1", "b1"] results ["r0"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<33x17xf32>, %w0: tensor<17x40xf32>, %b0: tensor<40xf32>, %w1: tensor<40x16xf32>, %b1: tensor<16xf32>):
  %v0 = mf.dot_general %a0, %w0 batch [] x [] contracting [1] x [0] : tensor<33x17xf32>, tensor<17x40xf32> -> tensor<33x40xf32>
  %v1 = mf.broadcast_in_dim %b0 dims [1] : tensor<40xf32> -> tensor<33x40xf32>
  %v2 = mf.add %v0, %v1 : tensor<33x40xf32>
  %v3 = mf.silu %v2 : tensor<33x40xf32>
  %v4 = mf.dot_general %v3, %w1 batch [] x [] contracting [1] x [0] : tensor<33x40xf32>, tensor<40x16xf32> -> tensor<33x16xf32>
  %v5 = mf.broadcast_in_dim %b1 dims [1] : tensor<16xf32> -> tensor<33x16xf32>
  %v6 = mf.add %v4, %v5 : tensor<33x16xf32>
  mf.return %v6 : tensor<33x16xf32>
}
mf.entry @jvp_n33_17_40_16 arguments ["a0", "a1", "w0", "b0", "w1", "b1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<33x17xf32>, %a1: tensor<33x17xf32>, %w0: tensor<17x40xf32>, %b0: tensor<40xf32>, %w1: tensor<40x16xf32>, %b1: tensor<16xf32>):
  %v0 = mf.identity %a0 : tensor<33x17xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<33x17xf32>, tensor<17x40xf32> -> tensor<33x40xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<40xf32> -> tensor<33x40xf32>
  %v3 = mf.add %v1, %v2 : tensor<33x40xf32>
  %v4 = mf.silu %v3 : tensor<33x40xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<33x40xf32>, tensor<40x16xf32> -> tensor<33x16xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<16xf32> -> tensor<33x16xf32>
  %v7 = mf.add %v5, %v6 : tensor<33x16xf32>
  %v8 = mf.jvp of %v7 at %v0 along %a1 : (tensor<33x16xf32>) (tensor<33x17xf32>) (tensor<33x17xf32>) -> tensor<33x16xf32>
  mf.return %v7, %v8 : tensor<33x16xf32>, tensor<33x16xf32>
}
mf.entry @grad_n33_17_40_16 arguments ["a0", "a1", "w0", "b0", "w1", "b1"] results ["r0", "r1", "r2", "r3", "r4"] attributes {scale = 5.000000e+02 : f64} {
^bb0(%a0: tensor<33x17xf32>, %a1: tensor<33x16xf32>, %w0: tensor<17x40xf32>, %b0: tensor<40xf32>, %w1: tensor<40x16xf32>, %b1: tensor<16xf32>):
  %v0 = mf.dot_general %a0, %w0 batch [] x [] contracting [1] x [0] : tensor<33x17xf32>, tensor<17x40xf32> -> tensor<33x40xf32>
  %v1 = mf.broadcast_in_dim %b0 dims [1] : tensor<40xf32> -> tensor<33x40xf32>
  %v2 = mf.add %v0, %v1 : tensor<33x40xf32>
  %v3 = mf.silu %v2 : tensor<33x40xf32>
  %v4 = mf.dot_general %v3, %w1 batch [] x [] contracting [1] x [0] : tensor<33x40xf32>, tensor<40x16xf32> -> tensor<33x16xf32>
  %v5 = mf.broadcast_in_dim %b1 dims [1] : tensor<16xf32> -> tensor<33x16xf32>
  %v6 = mf.add %v4, %v5 : tensor<33x16xf32>
  %v7 = mf.sub %v6, %a1 : tensor<33x16xf32>
  %v8 = mf.mul %v7, %v7 : tensor<33x16xf32>
  %v9 = mf.reduce sum %v8 dims [0, 1] : tensor<33x16xf32> -> tensor<f32>
  %v10, %v11, %v12, %v13 = mf.grad of %v9 at %w0, %b0, %w1, %b1 : tensor<f32> (tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>) -> tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>
  mf.return %v9, %v10, %v11, %v12, %v13 : tensor<f32>, tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>
}
mf.entry @jvp_rows_n33_17_40_16 arguments ["a0", "a1", "w0", "b0", "w1", "b1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<33x17xf32>, %a1: tensor<33x17xf32>, %w0: tensor<17x40xf32>, %b0: tensor<40xf32>, %w1: tensor<40x16xf32>, %b1: tensor<16xf32>):
  %v0 = mf.identity %a0 : tensor<33x17xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<33x17xf32>, tensor<17x40xf32> -> tensor<33x40xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<40xf32> -> tensor<33x40xf32>
  %v3 = mf.add %v1, %v2 : tensor<33x40xf32>
  %v4 = mf.silu %v3 : tensor<33x40xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<33x40xf32>, tensor<40x16xf32> -> tensor<33x16xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<16xf32> -> tensor<33x16xf32>
  %v7 = mf.add %v5, %v6 : tensor<33x16xf32>
  %v8 = mf.jvp of %v7 at %v0 along %a1 rows [11, 32] : (tensor<33x16xf32>) (tensor<33x17xf32>) (tensor<33x17xf32>) -> tensor<33x16xf32>
  mf.return %v7, %v8 : tensor<33x16xf32>, tensor<33x16xf32>
}
mf.entry @grad_of_jvp_rows_n33_17_40_16 arguments ["a0", "a1", "w0", "b0", "w1", "b1"] results ["r0", "r1", "r2", "r3", "r4"] attributes {scale = 5.000000e+02 : f64} {
^bb0(%a0: tensor<33x17xf32>, %a1: tensor<33x17xf32>, %w0: tensor<17x40xf32>, %b0: tensor<40xf32>, %w1: tensor<40x16xf32>, %b1: tensor<16xf32>):
  %v0 = mf.identity %a0 : tensor<33x17xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<33x17xf32>, tensor<17x40xf32> -> tensor<33x40xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<40xf32> -> tensor<33x40xf32>
  %v3 = mf.add %v1, %v2 : tensor<33x40xf32>
  %v4 = mf.silu %v3 : tensor<33x40xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<33x40xf32>, tensor<40x16xf32> -> tensor<33x16xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<16xf32> -> tensor<33x16xf32>
  %v7 = mf.add %v5, %v6 : tensor<33x16xf32>
  %v8 = mf.jvp of %v7 at %v0 along %a1 rows [11, 32] : (tensor<33x16xf32>) (tensor<33x17xf32>) (tensor<33x17xf32>) -> tensor<33x16xf32>
  %v9 = mf.mul %v8, %v8 : tensor<33x16xf32>
  %v10 = mf.reduce sum %v9 dims [0, 1] : tensor<33x16xf32> -> tensor<f32>
  %v11 = mf.mul %v7, %v7 : tensor<33x16xf32>
  %v12 = mf.reduce sum %v11 dims [0, 1] : tensor<33x16xf32> -> tensor<f32>
  %v13 = mf.add %v10, %v12 : tensor<f32>
  %v14, %v15, %v16, %v17 = mf.grad of %v13 at %w0, %b0, %w1, %b1 : tensor<f32> (tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>) -> tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>
  mf.return %v13, %v14, %v15, %v16, %v17 : tensor<f32>, tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>
}
mf.entry @gradient_penalty_n33_17_40_16 arguments ["a0", "w0", "b0", "w1", "b1"] results ["r0", "r1", "r2", "r3", "r4"] attributes {scale = 1.000000e+03 : f64} {
^bb0(%a0: tensor<33x17xf32>, %w0: tensor<17x40xf32>, %b0: tensor<40xf32>, %w1: tensor<40x16xf32>, %b1: tensor<16xf32>):
  %v0 = mf.identity %a0 : tensor<33x17xf32>
  %v1 = mf.dot_general %v0, %w0 batch [] x [] contracting [1] x [0] : tensor<33x17xf32>, tensor<17x40xf32> -> tensor<33x40xf32>
  %v2 = mf.broadcast_in_dim %b0 dims [1] : tensor<40xf32> -> tensor<33x40xf32>
  %v3 = mf.add %v1, %v2 : tensor<33x40xf32>
  %v4 = mf.silu %v3 : tensor<33x40xf32>
  %v5 = mf.dot_general %v4, %w1 batch [] x [] contracting [1] x [0] : tensor<33x40xf32>, tensor<40x16xf32> -> tensor<33x16xf32>
  %v6 = mf.broadcast_in_dim %b1 dims [1] : tensor<16xf32> -> tensor<33x16xf32>
  %v7 = mf.add %v5, %v6 : tensor<33x16xf32>
  %v8 = mf.reduce sum %v7 dims [0, 1] : tensor<33x16xf32> -> tensor<f32>
  %v9 = mf.grad of %v8 at %v0 : tensor<f32> (tensor<33x17xf32>) -> tensor<33x17xf32>
  %v10 = mf.mul %v9, %v9 : tensor<33x17xf32>
  %v11 = mf.reduce sum %v10 dims [0, 1] : tensor<33x17xf32> -> tensor<f32>
  %v12, %v13, %v14, %v15 = mf.grad of %v11 at %w0, %b0, %w1, %b1 : tensor<f32> (tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>) -> tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>
  mf.return %v11, %v12, %v13, %v14, %v15 : tensor<f32>, tensor<17x40xf32>, tensor<40xf32>, tensor<40x16xf32>, tensor<16xf32>
}
