// Tangents beside values.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @one arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<3x4xf32>):
  %v0 = mf.identity %a0 : tensor<3x4xf32>
  %v1 = mf.mul %v0, %v0 : tensor<3x4xf32>
  %v2 = mf.tanh %v1 : tensor<3x4xf32>
  %v3 = mf.jvp of %v2 at %v0 along %a1 : (tensor<3x4xf32>) (tensor<3x4xf32>) (tensor<3x4xf32>) -> tensor<3x4xf32>
  mf.return %v2, %v3 : tensor<3x4xf32>, tensor<3x4xf32>
}
mf.entry @dense arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<3x4xf32>, %a2: tensor<4x5xf32>):
  %v0 = mf.identity %a0 : tensor<3x4xf32>
  %v1 = mf.dot_general %v0, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v2 = mf.silu %v1 : tensor<3x5xf32>
  %v3 = mf.jvp of %v2 at %v0 along %a1 : (tensor<3x5xf32>) (tensor<3x4xf32>) (tensor<3x4xf32>) -> tensor<3x5xf32>
  mf.return %v2, %v3 : tensor<3x5xf32>, tensor<3x5xf32>
}
mf.entry @rows arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x4xf32>, %a1: tensor<6x4xf32>, %a2: tensor<4x5xf32>):
  %v0 = mf.identity %a0 : tensor<6x4xf32>
  %v1 = mf.dot_general %v0, %a2 batch [] x [] contracting [1] x [0] : tensor<6x4xf32>, tensor<4x5xf32> -> tensor<6x5xf32>
  %v2 = mf.silu %v1 : tensor<6x5xf32>
  %v3 = mf.jvp of %v2 at %v0 along %a1 rows [2, 5] : (tensor<6x5xf32>) (tensor<6x4xf32>) (tensor<6x4xf32>) -> tensor<6x5xf32>
  mf.return %v2, %v3 : tensor<6x5xf32>, tensor<6x5xf32>
}
mf.entry @two arguments ["a0", "a1", "a2", "a3"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>, %a2: tensor<5xf32>, %a3: tensor<5xf32>):
  %v0 = mf.identity %a0 : tensor<5xf32>
  %v1 = mf.identity %a1 : tensor<5xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5xf32>
  %v3 = mf.exp %v2 : tensor<5xf32>
  %v4, %v5 = mf.jvp of %v2, %v3 at %v0, %v1 along %a2, %a3 : (tensor<5xf32>, tensor<5xf32>) (tensor<5xf32>, tensor<5xf32>) (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>, tensor<5xf32>
  mf.return %v4, %v5 : tensor<5xf32>, tensor<5xf32>
}
mf.entry @second arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.identity %a0 : tensor<5xf32>
  %v1 = mf.sin %v0 : tensor<5xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5xf32>) (tensor<5xf32>) (tensor<5xf32>) -> tensor<5xf32>
  %v3 = mf.jvp of %v2 at %v0 along %a1 : (tensor<5xf32>) (tensor<5xf32>) (tensor<5xf32>) -> tensor<5xf32>
  mf.return %v3 : tensor<5xf32>
}
