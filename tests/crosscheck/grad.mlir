// Gradients of scalars.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @square arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.mul %a0, %a0 : tensor<5xf32>
  %v1 = mf.reduce sum %v0 dims [0] : tensor<5xf32> -> tensor<f32>
  %v2 = mf.grad of %v1 at %a0 : tensor<f32> (tensor<5xf32>) -> tensor<5xf32>
  mf.return %v2, %v1 : tensor<5xf32>, tensor<f32>
}
mf.entry @dense arguments ["a0", "a1", "a2"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x5xf32>, %a2: tensor<5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.broadcast_in_dim %a2 dims [1] : tensor<5xf32> -> tensor<3x5xf32>
  %v2 = mf.add %v0, %v1 : tensor<3x5xf32>
  %v3 = mf.gelu %v2 : tensor<3x5xf32>
  %v4 = mf.mul %v3, %v3 : tensor<3x5xf32>
  %v5 = mf.reduce sum %v4 dims [0, 1] : tensor<3x5xf32> -> tensor<f32>
  %v6, %v7, %v8 = mf.grad of %v5 at %a0, %a1, %a2 : tensor<f32> (tensor<3x4xf32>, tensor<4x5xf32>, tensor<5xf32>) -> tensor<3x4xf32>, tensor<4x5xf32>, tensor<5xf32>
  mf.return %v6, %v7, %v8 : tensor<3x4xf32>, tensor<4x5xf32>, tensor<5xf32>
}
mf.entry @of_jvp arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<3x4xf32>, %a2: tensor<4x4xf32>):
  %v0 = mf.identity %a0 : tensor<3x4xf32>
  %v1 = mf.dot_general %v0, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
  %v2 = mf.tanh %v1 : tensor<3x4xf32>
  %v3 = mf.jvp of %v2 at %v0 along %a1 : (tensor<3x4xf32>) (tensor<3x4xf32>) (tensor<3x4xf32>) -> tensor<3x4xf32>
  %v4 = mf.mul %v3, %v3 : tensor<3x4xf32>
  %v5 = mf.reduce sum %v4 dims [0, 1] : tensor<3x4xf32> -> tensor<f32>
  %v6 = mf.grad of %v5 at %a2 : tensor<f32> (tensor<4x4xf32>) -> tensor<4x4xf32>
  mf.return %v6, %v5 : tensor<4x4xf32>, tensor<f32>
}
mf.entry @unconnected arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<4xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<5xf32> -> tensor<f32>
  %v1, %v2 = mf.grad of %v0 at %a0, %a1 : tensor<f32> (tensor<5xf32>, tensor<4xf32>) -> tensor<5xf32>, tensor<4xf32>
  mf.return %v1, %v2 : tensor<5xf32>, tensor<4xf32>
}
mf.entry @entry_loop arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.for init(%a0 : tensor<5xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<5xf32>):
    %v3 = mf.mul %v2, %a1 : tensor<5xf32>
    %v4 = mf.sin %v3 : tensor<5xf32>
    mf.yield %v4 : tensor<5xf32>
  } -> tensor<5xf32>
  %v5 = mf.reduce sum %v0 dims [0] : tensor<5xf32> -> tensor<f32>
  %v6, %v7 = mf.grad of %v5 at %a0, %a1 : tensor<f32> (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>, tensor<5xf32>
  mf.return %v6, %v7 : tensor<5xf32>, tensor<5xf32>
}
