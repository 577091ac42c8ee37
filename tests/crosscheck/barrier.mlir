// mf.barrier keeps the value.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @simple arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<3xf32>):
  %v0 = mf.barrier %a0 after %a1 : tensor<7xf32>, tensor<3xf32>
  %v1 = mf.add %v0, %v0 : tensor<7xf32>
  mf.return %v1 : tensor<7xf32>
}
mf.entry @later arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.exp %a0 : tensor<7xf32>
  %v1 = mf.sin %a1 : tensor<7xf32>
  %v2 = mf.barrier %v0 after %v1 : tensor<7xf32>, tensor<7xf32>
  %v3 = mf.tanh %v2 : tensor<7xf32>
  %v4 = mf.mul %v3, %v1 : tensor<7xf32>
  mf.return %v4 : tensor<7xf32>
}
mf.entry @returned arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<3xf32>):
  %v0 = mf.barrier %a0 after %a1 : tensor<7xf32>, tensor<3xf32>
  mf.return %v0 : tensor<7xf32>
}
