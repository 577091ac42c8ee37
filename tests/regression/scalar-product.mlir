// A contraction to a scalar scattered lanes to one address: LLVM refused the intrinsic.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
mf.entry @inner arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<5xf32>, tensor<5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @fused arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3xf32>, %a1: tensor<2x3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0, 1] x [0, 1] : tensor<2x3xf32>, tensor<2x3xf32> -> tensor<f32>
  %v1 = mf.tanh %v0 : tensor<f32>
  mf.return %v1, %v0 : tensor<f32>, tensor<f32>
}
