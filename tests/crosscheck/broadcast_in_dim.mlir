// Broadcasts of every kind: materialized, and as operands.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0_scalar_to_s3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.broadcast_in_dim %a0 dims [] : tensor<f32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @operand0 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<3xf32>):
  %v0 = mf.tanh %a0 : tensor<f32>
  %v1 = mf.broadcast_in_dim %v0 dims [] : tensor<f32> -> tensor<3xf32>
  %v2 = mf.add %a1, %v1 : tensor<3xf32>
  mf.return %v2 : tensor<3xf32>
}
mf.entry @case1_scalar_to_s2x3x4 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.broadcast_in_dim %a0 dims [] : tensor<f32> -> tensor<2x3x4xf32>
  mf.return %v0 : tensor<2x3x4xf32>
}
mf.entry @operand1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<2x3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<f32>
  %v1 = mf.broadcast_in_dim %v0 dims [] : tensor<f32> -> tensor<2x3x4xf32>
  %v2 = mf.add %a1, %v1 : tensor<2x3x4xf32>
  mf.return %v2 : tensor<2x3x4xf32>
}
mf.entry @case2_s3_to_s3x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0] : tensor<3xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @operand2 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<3x5xf32>):
  %v0 = mf.tanh %a0 : tensor<3xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0] : tensor<3xf32> -> tensor<3x5xf32>
  %v2 = mf.add %a1, %v1 : tensor<3x5xf32>
  mf.return %v2 : tensor<3x5xf32>
}
mf.entry @case3_s5_to_s3x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [1] : tensor<5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @operand3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<3x5xf32>):
  %v0 = mf.tanh %a0 : tensor<5xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [1] : tensor<5xf32> -> tensor<3x5xf32>
  %v2 = mf.add %a1, %v1 : tensor<3x5xf32>
  mf.return %v2 : tensor<3x5xf32>
}
mf.entry @case4_s1_to_s7 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0] : tensor<1xf32> -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @operand4 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1xf32>, %a1: tensor<7xf32>):
  %v0 = mf.tanh %a0 : tensor<1xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0] : tensor<1xf32> -> tensor<7xf32>
  %v2 = mf.add %a1, %v1 : tensor<7xf32>
  mf.return %v2 : tensor<7xf32>
}
mf.entry @case5_s3x1_to_s3x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x1xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 1] : tensor<3x1xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @operand5 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x1xf32>, %a1: tensor<3x5xf32>):
  %v0 = mf.tanh %a0 : tensor<3x1xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0, 1] : tensor<3x1xf32> -> tensor<3x5xf32>
  %v2 = mf.add %a1, %v1 : tensor<3x5xf32>
  mf.return %v2 : tensor<3x5xf32>
}
mf.entry @case6_s1x5_to_s3x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x5xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 1] : tensor<1x5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @operand6 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x5xf32>, %a1: tensor<3x5xf32>):
  %v0 = mf.tanh %a0 : tensor<1x5xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0, 1] : tensor<1x5xf32> -> tensor<3x5xf32>
  %v2 = mf.add %a1, %v1 : tensor<3x5xf32>
  mf.return %v2 : tensor<3x5xf32>
}
mf.entry @case7_s1x1_to_s3x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x1xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 1] : tensor<1x1xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @operand7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x1xf32>, %a1: tensor<3x5xf32>):
  %v0 = mf.tanh %a0 : tensor<1x1xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0, 1] : tensor<1x1xf32> -> tensor<3x5xf32>
  %v2 = mf.add %a1, %v1 : tensor<3x5xf32>
  mf.return %v2 : tensor<3x5xf32>
}
mf.entry @case8_s2x4_to_s2x3x4 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x4xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 2] : tensor<2x4xf32> -> tensor<2x3x4xf32>
  mf.return %v0 : tensor<2x3x4xf32>
}
mf.entry @operand8 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x4xf32>, %a1: tensor<2x3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x4xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0, 2] : tensor<2x4xf32> -> tensor<2x3x4xf32>
  %v2 = mf.add %a1, %v1 : tensor<2x3x4xf32>
  mf.return %v2 : tensor<2x3x4xf32>
}
mf.entry @case9_s3_to_s2x3x4 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [1] : tensor<3xf32> -> tensor<2x3x4xf32>
  mf.return %v0 : tensor<2x3x4xf32>
}
mf.entry @operand9 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<2x3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<3xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [1] : tensor<3xf32> -> tensor<2x3x4xf32>
  %v2 = mf.add %a1, %v1 : tensor<2x3x4xf32>
  mf.return %v2 : tensor<2x3x4xf32>
}
mf.entry @case10_s2x1x4_to_s2x3x4 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x1x4xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 1, 2] : tensor<2x1x4xf32> -> tensor<2x3x4xf32>
  mf.return %v0 : tensor<2x3x4xf32>
}
mf.entry @operand10 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x1x4xf32>, %a1: tensor<2x3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x1x4xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0, 1, 2] : tensor<2x1x4xf32> -> tensor<2x3x4xf32>
  %v2 = mf.add %a1, %v1 : tensor<2x3x4xf32>
  mf.return %v2 : tensor<2x3x4xf32>
}
mf.entry @case11_s2x3_to_s2x3x4x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 1] : tensor<2x3xf32> -> tensor<2x3x4x5xf32>
  mf.return %v0 : tensor<2x3x4x5xf32>
}
mf.entry @operand11 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3xf32>, %a1: tensor<2x3x4x5xf32>):
  %v0 = mf.tanh %a0 : tensor<2x3xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0, 1] : tensor<2x3xf32> -> tensor<2x3x4x5xf32>
  %v2 = mf.add %a1, %v1 : tensor<2x3x4x5xf32>
  mf.return %v2 : tensor<2x3x4x5xf32>
}
mf.entry @case12_s4x5_to_s2x3x4x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [2, 3] : tensor<4x5xf32> -> tensor<2x3x4x5xf32>
  mf.return %v0 : tensor<2x3x4x5xf32>
}
mf.entry @operand12 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x5xf32>, %a1: tensor<2x3x4x5xf32>):
  %v0 = mf.tanh %a0 : tensor<4x5xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [2, 3] : tensor<4x5xf32> -> tensor<2x3x4x5xf32>
  %v2 = mf.add %a1, %v1 : tensor<2x3x4x5xf32>
  mf.return %v2 : tensor<2x3x4x5xf32>
}
mf.entry @case13_s3x4_to_s3x4 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 1] : tensor<3x4xf32> -> tensor<3x4xf32>
  mf.return %v0 : tensor<3x4xf32>
}
mf.entry @operand13 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<3x4xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0, 1] : tensor<3x4xf32> -> tensor<3x4xf32>
  %v2 = mf.add %a1, %v1 : tensor<3x4xf32>
  mf.return %v2 : tensor<3x4xf32>
}
mf.entry @case14_s2x1_to_s5x2x3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x1xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [1, 2] : tensor<2x1xf32> -> tensor<5x2x3xf32>
  mf.return %v0 : tensor<5x2x3xf32>
}
mf.entry @operand14 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x1xf32>, %a1: tensor<5x2x3xf32>):
  %v0 = mf.tanh %a0 : tensor<2x1xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [1, 2] : tensor<2x1xf32> -> tensor<5x2x3xf32>
  %v2 = mf.add %a1, %v1 : tensor<5x2x3xf32>
  mf.return %v2 : tensor<5x2x3xf32>
}
mf.entry @case15_s1x3_to_s1x1x3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x3xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 2] : tensor<1x3xf32> -> tensor<1x1x3xf32>
  mf.return %v0 : tensor<1x1x3xf32>
}
mf.entry @operand15 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x3xf32>, %a1: tensor<1x1x3xf32>):
  %v0 = mf.tanh %a0 : tensor<1x3xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0, 2] : tensor<1x3xf32> -> tensor<1x1x3xf32>
  %v2 = mf.add %a1, %v1 : tensor<1x1x3xf32>
  mf.return %v2 : tensor<1x1x3xf32>
}
mf.entry @i32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3xi32>):
  %v0 = mf.broadcast_in_dim %a0 dims [1] : tensor<3xi32> -> tensor<2x3x2xi32>
  mf.return %v0 : tensor<2x3x2xi32>
}
mf.entry @i1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3xi1>):
  %v0 = mf.broadcast_in_dim %a0 dims [1] : tensor<3xi1> -> tensor<2x3x2xi1>
  mf.return %v0 : tensor<2x3x2xi1>
}
mf.entry @bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3xbf16>):
  %v0 = mf.broadcast_in_dim %a0 dims [1] : tensor<3xbf16> -> tensor<2x3x2xbf16>
  mf.return %v0 : tensor<2x3x2xbf16>
}
