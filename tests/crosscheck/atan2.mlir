// mf.atan2 at every rank, with operands that are views.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @scalar arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<f32>):
  %v0 = mf.atan2 %a0, %a1 : tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @s1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1xf32>, %a1: tensor<1xf32>):
  %v0 = mf.atan2 %a0, %a1 : tensor<1xf32>
  mf.return %v0 : tensor<1xf32>
}
mf.entry @s7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.atan2 %a0, %a1 : tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @s5x3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>, %a1: tensor<5x3xf32>):
  %v0 = mf.atan2 %a0, %a1 : tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @s2x3x17 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x17xf32>, %a1: tensor<2x3x17xf32>):
  %v0 = mf.atan2 %a0, %a1 : tensor<2x3x17xf32>
  mf.return %v0 : tensor<2x3x17xf32>
}
mf.entry @s2x3x1x5 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x1x5xf32>, %a1: tensor<2x3x1x5xf32>):
  %v0 = mf.atan2 %a0, %a1 : tensor<2x3x1x5xf32>
  mf.return %v0 : tensor<2x3x1x5xf32>
}
mf.entry @s1030 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1030xf32>, %a1: tensor<1030xf32>):
  %v0 = mf.atan2 %a0, %a1 : tensor<1030xf32>
  mf.return %v0 : tensor<1030xf32>
}
mf.entry @s33x65 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<33x65xf32>, %a1: tensor<33x65xf32>):
  %v0 = mf.atan2 %a0, %a1 : tensor<33x65xf32>
  mf.return %v0 : tensor<33x65xf32>
}
mf.entry @views arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5x4xf32>, %a1: tensor<4x1xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<5x4xf32> -> tensor<4x5xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<4x1xf32> -> tensor<4x5xf32>
  %v2 = mf.atan2 %v0, %v1 : tensor<4x5xf32>
  mf.return %v2 : tensor<4x5xf32>
}
mf.entry @self arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.atan2 %a0, %a0 : tensor<9xf32>
  mf.return %v0 : tensor<9xf32>
}
mf.entry @bf16 arguments ["a0", "a1"] results ["r0"] attributes {range = {a1 = [5.000000e-01 : f64, 3.000000e+00 : f64]}} {
^bb0(%a0: tensor<3x7xbf16>, %a1: tensor<3x7xbf16>):
  %v0 = mf.atan2 %a0, %a1 : tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
