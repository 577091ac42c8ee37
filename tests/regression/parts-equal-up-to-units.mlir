// Two left sides whose results differ in unit dimensions alone: the epilogue of one part took the sums of the other.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
mf.entry @units arguments ["a0", "a1", "a2"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<1x3x4xf32>, %a1: tensor<3x1x4xf32>, %a2: tensor<4x5xf32>):
  %v0 = mf.dot_general %a0, %a2 batch [] x [] contracting [2] x [0] : tensor<1x3x4xf32>, tensor<4x5xf32> -> tensor<1x3x5xf32>
  %v1 = mf.dot_general %a1, %a2 batch [] x [] contracting [2] x [0] : tensor<3x1x4xf32>, tensor<4x5xf32> -> tensor<3x1x5xf32>
  %v2 = mf.tanh %v1 : tensor<3x1x5xf32>
  %v3 = mf.sin %v0 : tensor<1x3x5xf32>
  mf.return %v2, %v0, %v3 : tensor<3x1x5xf32>, tensor<1x3x5xf32>, tensor<1x3x5xf32>
}
