// mf.xor: conditions as arguments, inside and as results.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @scalar arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<i1>, %a1: tensor<i1>):
  %v0 = mf.xor %a0, %a1 : tensor<i1>
  mf.return %v0 : tensor<i1>
}
mf.entry @s7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xi1>, %a1: tensor<7xi1>):
  %v0 = mf.xor %a0, %a1 : tensor<7xi1>
  mf.return %v0 : tensor<7xi1>
}
mf.entry @s5x3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5x3xi1>, %a1: tensor<5x3xi1>):
  %v0 = mf.xor %a0, %a1 : tensor<5x3xi1>
  mf.return %v0 : tensor<5x3xi1>
}
mf.entry @s2x3x17 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x17xi1>, %a1: tensor<2x3x17xi1>):
  %v0 = mf.xor %a0, %a1 : tensor<2x3x17xi1>
  mf.return %v0 : tensor<2x3x17xi1>
}
mf.entry @inside arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<9xf32>, %a1: tensor<9xf32>):
  %v0 = mf.constant dense<0.0> : tensor<9xf32>
  %v1 = mf.compare gt %a0, %v0 : tensor<9xf32> -> tensor<9xi1>
  %v2 = mf.compare lt %a1, %v0 : tensor<9xf32> -> tensor<9xi1>
  %v3 = mf.xor %v1, %v2 : tensor<9xi1>
  %v4 = mf.select %v3, %a0, %a1 : tensor<9xi1>, tensor<9xf32>
  mf.return %v4, %v3 : tensor<9xf32>, tensor<9xi1>
}
mf.entry @views arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xi1>, %a1: tensor<1x3xi1>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<3x4xi1> -> tensor<4x3xi1>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<1x3xi1> -> tensor<4x3xi1>
  %v2 = mf.xor %v0, %v1 : tensor<4x3xi1>
  mf.return %v2 : tensor<4x3xi1>
}
