// Transposes of every rank, materialized and as operands.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @p10 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<33x70xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<33x70xf32> -> tensor<70x33xf32>
  mf.return %v0 : tensor<70x33xf32>
}
mf.entry @operand10 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<33x70xf32>, %a1: tensor<70x33xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<33x70xf32> -> tensor<70x33xf32>
  %v1 = mf.mul %v0, %a1 : tensor<70x33xf32>
  mf.return %v1 : tensor<70x33xf32>
}
mf.entry @p021 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.transpose %a0 [0, 2, 1] : tensor<3x5x4xf32> -> tensor<3x4x5xf32>
  mf.return %v0 : tensor<3x4x5xf32>
}
mf.entry @operand021 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>, %a1: tensor<3x4x5xf32>):
  %v0 = mf.transpose %a0 [0, 2, 1] : tensor<3x5x4xf32> -> tensor<3x4x5xf32>
  %v1 = mf.mul %v0, %a1 : tensor<3x4x5xf32>
  mf.return %v1 : tensor<3x4x5xf32>
}
mf.entry @p210 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.transpose %a0 [2, 1, 0] : tensor<3x5x4xf32> -> tensor<4x5x3xf32>
  mf.return %v0 : tensor<4x5x3xf32>
}
mf.entry @operand210 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>, %a1: tensor<4x5x3xf32>):
  %v0 = mf.transpose %a0 [2, 1, 0] : tensor<3x5x4xf32> -> tensor<4x5x3xf32>
  %v1 = mf.mul %v0, %a1 : tensor<4x5x3xf32>
  mf.return %v1 : tensor<4x5x3xf32>
}
mf.entry @p120 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.transpose %a0 [1, 2, 0] : tensor<3x5x4xf32> -> tensor<5x4x3xf32>
  mf.return %v0 : tensor<5x4x3xf32>
}
mf.entry @operand120 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>, %a1: tensor<5x4x3xf32>):
  %v0 = mf.transpose %a0 [1, 2, 0] : tensor<3x5x4xf32> -> tensor<5x4x3xf32>
  %v1 = mf.mul %v0, %a1 : tensor<5x4x3xf32>
  mf.return %v1 : tensor<5x4x3xf32>
}
mf.entry @p012 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.transpose %a0 [0, 1, 2] : tensor<3x5x4xf32> -> tensor<3x5x4xf32>
  mf.return %v0 : tensor<3x5x4xf32>
}
mf.entry @operand012 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>, %a1: tensor<3x5x4xf32>):
  %v0 = mf.transpose %a0 [0, 1, 2] : tensor<3x5x4xf32> -> tensor<3x5x4xf32>
  %v1 = mf.mul %v0, %a1 : tensor<3x5x4xf32>
  mf.return %v1 : tensor<3x5x4xf32>
}
mf.entry @p3102 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4x2xf32>):
  %v0 = mf.transpose %a0 [3, 1, 0, 2] : tensor<3x5x4x2xf32> -> tensor<2x5x3x4xf32>
  mf.return %v0 : tensor<2x5x3x4xf32>
}
mf.entry @operand3102 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x5x4x2xf32>, %a1: tensor<2x5x3x4xf32>):
  %v0 = mf.transpose %a0 [3, 1, 0, 2] : tensor<3x5x4x2xf32> -> tensor<2x5x3x4xf32>
  %v1 = mf.mul %v0, %a1 : tensor<2x5x3x4xf32>
  mf.return %v1 : tensor<2x5x3x4xf32>
}
mf.entry @p0213 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4x2xf32>):
  %v0 = mf.transpose %a0 [0, 2, 1, 3] : tensor<3x5x4x2xf32> -> tensor<3x4x5x2xf32>
  mf.return %v0 : tensor<3x4x5x2xf32>
}
mf.entry @operand0213 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x5x4x2xf32>, %a1: tensor<3x4x5x2xf32>):
  %v0 = mf.transpose %a0 [0, 2, 1, 3] : tensor<3x5x4x2xf32> -> tensor<3x4x5x2xf32>
  %v1 = mf.mul %v0, %a1 : tensor<3x4x5x2xf32>
  mf.return %v1 : tensor<3x4x5x2xf32>
}
mf.entry @back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<3x5xf32> -> tensor<5x3xf32>
  %v1 = mf.tanh %v0 : tensor<5x3xf32>
  %v2 = mf.transpose %v1 [1, 0] : tensor<5x3xf32> -> tensor<3x5xf32>
  %v3 = mf.exp %v2 : tensor<3x5xf32>
  mf.return %v3 : tensor<3x5xf32>
}
mf.entry @i32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5xi32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<3x5xi32> -> tensor<5x3xi32>
  mf.return %v0 : tensor<5x3xi32>
}
