// mf.checkpoint: the same values, with and without gradients.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @value arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x4xf32>):
  %v2 = mf.checkpoint {
    %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
    %v1 = mf.tanh %v0 : tensor<3x4xf32>
    mf.yield %v1 : tensor<3x4xf32>
  } -> tensor<3x4xf32>
  mf.return %v2 : tensor<3x4xf32>
}
mf.entry @gradient arguments ["a0", "a1"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x4xf32>):
  %v3 = mf.checkpoint {
    %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
    %v1 = mf.tanh %v0 : tensor<3x4xf32>
    %v2 = mf.silu %v1 : tensor<3x4xf32>
    mf.yield %v2 : tensor<3x4xf32>
  } -> tensor<3x4xf32>
  %v4 = mf.mul %v3, %v3 : tensor<3x4xf32>
  %v5 = mf.reduce sum %v4 dims [0, 1] : tensor<3x4xf32> -> tensor<f32>
  %v6, %v7 = mf.grad of %v5 at %a0, %a1 : tensor<f32> (tensor<3x4xf32>, tensor<4x4xf32>) -> tensor<3x4xf32>, tensor<4x4xf32>
  mf.return %v6, %v7, %v5 : tensor<3x4xf32>, tensor<4x4xf32>, tensor<f32>
}
mf.entry @chain arguments ["a0", "a1"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x4xf32>):
  %v3 = mf.checkpoint {
    %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
    %v1 = mf.tanh %v0 : tensor<3x4xf32>
    %v2 = mf.add %a0, %v1 : tensor<3x4xf32>
    mf.yield %v2 : tensor<3x4xf32>
  } -> tensor<3x4xf32>
  %v7 = mf.checkpoint {
    %v4 = mf.dot_general %v3, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
    %v5 = mf.tanh %v4 : tensor<3x4xf32>
    %v6 = mf.add %v3, %v5 : tensor<3x4xf32>
    mf.yield %v6 : tensor<3x4xf32>
  } -> tensor<3x4xf32>
  %v11 = mf.checkpoint {
    %v8 = mf.dot_general %v7, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
    %v9 = mf.tanh %v8 : tensor<3x4xf32>
    %v10 = mf.add %v7, %v9 : tensor<3x4xf32>
    mf.yield %v10 : tensor<3x4xf32>
  } -> tensor<3x4xf32>
  %v12 = mf.mul %v11, %v11 : tensor<3x4xf32>
  %v13 = mf.reduce sum %v12 dims [0, 1] : tensor<3x4xf32> -> tensor<f32>
  %v14, %v15 = mf.grad of %v13 at %a0, %a1 : tensor<f32> (tensor<3x4xf32>, tensor<4x4xf32>) -> tensor<3x4xf32>, tensor<4x4xf32>
  mf.return %v14, %v15, %v13 : tensor<3x4xf32>, tensor<4x4xf32>, tensor<f32>
}
