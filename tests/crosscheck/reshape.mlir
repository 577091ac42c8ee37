// Reshapes: units, merges, splits, regroupings; materialized and as operands.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<12xf32>):
  %v0 = mf.reshape %a0 : tensor<12xf32> -> tensor<3x4xf32>
  mf.return %v0 : tensor<3x4xf32>
}
mf.entry @operand0 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<12xf32>, %a1: tensor<3x4xf32>):
  %v0 = mf.reshape %a0 : tensor<12xf32> -> tensor<3x4xf32>
  %v1 = mf.add %a1, %v0 : tensor<3x4xf32>
  mf.return %v1 : tensor<3x4xf32>
}
mf.entry @computed0 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<12xf32>):
  %v0 = mf.tanh %a0 : tensor<12xf32>
  %v1 = mf.reshape %v0 : tensor<12xf32> -> tensor<3x4xf32>
  %v2 = mf.exp %v1 : tensor<3x4xf32>
  mf.return %v2, %v0 : tensor<3x4xf32>, tensor<12xf32>
}
mf.entry @case1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.reshape %a0 : tensor<3x4xf32> -> tensor<12xf32>
  mf.return %v0 : tensor<12xf32>
}
mf.entry @operand1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<12xf32>):
  %v0 = mf.reshape %a0 : tensor<3x4xf32> -> tensor<12xf32>
  %v1 = mf.add %a1, %v0 : tensor<12xf32>
  mf.return %v1 : tensor<12xf32>
}
mf.entry @computed1 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<3x4xf32>
  %v1 = mf.reshape %v0 : tensor<3x4xf32> -> tensor<12xf32>
  %v2 = mf.exp %v1 : tensor<12xf32>
  mf.return %v2, %v0 : tensor<12xf32>, tensor<3x4xf32>
}
mf.entry @case2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.reshape %a0 : tensor<3x4xf32> -> tensor<4x3xf32>
  mf.return %v0 : tensor<4x3xf32>
}
mf.entry @operand2 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x3xf32>):
  %v0 = mf.reshape %a0 : tensor<3x4xf32> -> tensor<4x3xf32>
  %v1 = mf.add %a1, %v0 : tensor<4x3xf32>
  mf.return %v1 : tensor<4x3xf32>
}
mf.entry @computed2 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<3x4xf32>
  %v1 = mf.reshape %v0 : tensor<3x4xf32> -> tensor<4x3xf32>
  %v2 = mf.exp %v1 : tensor<4x3xf32>
  mf.return %v2, %v0 : tensor<4x3xf32>, tensor<3x4xf32>
}
mf.entry @case3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>):
  %v0 = mf.reshape %a0 : tensor<2x3x4xf32> -> tensor<6x4xf32>
  mf.return %v0 : tensor<6x4xf32>
}
mf.entry @operand3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<6x4xf32>):
  %v0 = mf.reshape %a0 : tensor<2x3x4xf32> -> tensor<6x4xf32>
  %v1 = mf.add %a1, %v0 : tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @computed3 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x3x4xf32>
  %v1 = mf.reshape %v0 : tensor<2x3x4xf32> -> tensor<6x4xf32>
  %v2 = mf.exp %v1 : tensor<6x4xf32>
  mf.return %v2, %v0 : tensor<6x4xf32>, tensor<2x3x4xf32>
}
mf.entry @case4 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>):
  %v0 = mf.reshape %a0 : tensor<2x3x4xf32> -> tensor<2x12xf32>
  mf.return %v0 : tensor<2x12xf32>
}
mf.entry @operand4 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<2x12xf32>):
  %v0 = mf.reshape %a0 : tensor<2x3x4xf32> -> tensor<2x12xf32>
  %v1 = mf.add %a1, %v0 : tensor<2x12xf32>
  mf.return %v1 : tensor<2x12xf32>
}
mf.entry @computed4 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x3x4xf32>
  %v1 = mf.reshape %v0 : tensor<2x3x4xf32> -> tensor<2x12xf32>
  %v2 = mf.exp %v1 : tensor<2x12xf32>
  mf.return %v2, %v0 : tensor<2x12xf32>, tensor<2x3x4xf32>
}
mf.entry @case5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>):
  %v0 = mf.reshape %a0 : tensor<2x3x4xf32> -> tensor<4x3x2xf32>
  mf.return %v0 : tensor<4x3x2xf32>
}
mf.entry @operand5 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<4x3x2xf32>):
  %v0 = mf.reshape %a0 : tensor<2x3x4xf32> -> tensor<4x3x2xf32>
  %v1 = mf.add %a1, %v0 : tensor<4x3x2xf32>
  mf.return %v1 : tensor<4x3x2xf32>
}
mf.entry @computed5 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x3x4xf32>
  %v1 = mf.reshape %v0 : tensor<2x3x4xf32> -> tensor<4x3x2xf32>
  %v2 = mf.exp %v1 : tensor<4x3x2xf32>
  mf.return %v2, %v0 : tensor<4x3x2xf32>, tensor<2x3x4xf32>
}
mf.entry @case6 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x5xf32>):
  %v0 = mf.reshape %a0 : tensor<1x5xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @operand6 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.reshape %a0 : tensor<1x5xf32> -> tensor<5xf32>
  %v1 = mf.add %a1, %v0 : tensor<5xf32>
  mf.return %v1 : tensor<5xf32>
}
mf.entry @computed6 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x5xf32>):
  %v0 = mf.tanh %a0 : tensor<1x5xf32>
  %v1 = mf.reshape %v0 : tensor<1x5xf32> -> tensor<5xf32>
  %v2 = mf.exp %v1 : tensor<5xf32>
  mf.return %v2, %v0 : tensor<5xf32>, tensor<1x5xf32>
}
mf.entry @case7 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.reshape %a0 : tensor<5xf32> -> tensor<1x5x1xf32>
  mf.return %v0 : tensor<1x5x1xf32>
}
mf.entry @operand7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<1x5x1xf32>):
  %v0 = mf.reshape %a0 : tensor<5xf32> -> tensor<1x5x1xf32>
  %v1 = mf.add %a1, %v0 : tensor<1x5x1xf32>
  mf.return %v1 : tensor<1x5x1xf32>
}
mf.entry @computed7 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.tanh %a0 : tensor<5xf32>
  %v1 = mf.reshape %v0 : tensor<5xf32> -> tensor<1x5x1xf32>
  %v2 = mf.exp %v1 : tensor<1x5x1xf32>
  mf.return %v2, %v0 : tensor<1x5x1xf32>, tensor<5xf32>
}
mf.entry @case8 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.reshape %a0 : tensor<f32> -> tensor<1xf32>
  mf.return %v0 : tensor<1xf32>
}
mf.entry @operand8 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<1xf32>):
  %v0 = mf.reshape %a0 : tensor<f32> -> tensor<1xf32>
  %v1 = mf.add %a1, %v0 : tensor<1xf32>
  mf.return %v1 : tensor<1xf32>
}
mf.entry @computed8 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.tanh %a0 : tensor<f32>
  %v1 = mf.reshape %v0 : tensor<f32> -> tensor<1xf32>
  %v2 = mf.exp %v1 : tensor<1xf32>
  mf.return %v2, %v0 : tensor<1xf32>, tensor<f32>
}
mf.entry @case9 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x1xf32>):
  %v0 = mf.reshape %a0 : tensor<1x1xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @operand9 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x1xf32>, %a1: tensor<f32>):
  %v0 = mf.reshape %a0 : tensor<1x1xf32> -> tensor<f32>
  %v1 = mf.add %a1, %v0 : tensor<f32>
  mf.return %v1 : tensor<f32>
}
mf.entry @computed9 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x1xf32>):
  %v0 = mf.tanh %a0 : tensor<1x1xf32>
  %v1 = mf.reshape %v0 : tensor<1x1xf32> -> tensor<f32>
  %v2 = mf.exp %v1 : tensor<f32>
  mf.return %v2, %v0 : tensor<f32>, tensor<1x1xf32>
}
mf.entry @case10 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x4xf32>):
  %v0 = mf.reshape %a0 : tensor<6x4xf32> -> tensor<2x3x4xf32>
  mf.return %v0 : tensor<2x3x4xf32>
}
mf.entry @operand10 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<6x4xf32>, %a1: tensor<2x3x4xf32>):
  %v0 = mf.reshape %a0 : tensor<6x4xf32> -> tensor<2x3x4xf32>
  %v1 = mf.add %a1, %v0 : tensor<2x3x4xf32>
  mf.return %v1 : tensor<2x3x4xf32>
}
mf.entry @computed10 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x4xf32>):
  %v0 = mf.tanh %a0 : tensor<6x4xf32>
  %v1 = mf.reshape %v0 : tensor<6x4xf32> -> tensor<2x3x4xf32>
  %v2 = mf.exp %v1 : tensor<2x3x4xf32>
  mf.return %v2, %v0 : tensor<2x3x4xf32>, tensor<6x4xf32>
}
mf.entry @case11 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.reshape %a0 : tensor<4x6xf32> -> tensor<3x8xf32>
  mf.return %v0 : tensor<3x8xf32>
}
mf.entry @operand11 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x6xf32>, %a1: tensor<3x8xf32>):
  %v0 = mf.reshape %a0 : tensor<4x6xf32> -> tensor<3x8xf32>
  %v1 = mf.add %a1, %v0 : tensor<3x8xf32>
  mf.return %v1 : tensor<3x8xf32>
}
mf.entry @computed11 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.tanh %a0 : tensor<4x6xf32>
  %v1 = mf.reshape %v0 : tensor<4x6xf32> -> tensor<3x8xf32>
  %v2 = mf.exp %v1 : tensor<3x8xf32>
  mf.return %v2, %v0 : tensor<3x8xf32>, tensor<4x6xf32>
}
mf.entry @case12 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>):
  %v0 = mf.reshape %a0 : tensor<2x3x4x5xf32> -> tensor<6x20xf32>
  mf.return %v0 : tensor<6x20xf32>
}
mf.entry @operand12 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<6x20xf32>):
  %v0 = mf.reshape %a0 : tensor<2x3x4x5xf32> -> tensor<6x20xf32>
  %v1 = mf.add %a1, %v0 : tensor<6x20xf32>
  mf.return %v1 : tensor<6x20xf32>
}
mf.entry @computed12 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4x5xf32>):
  %v0 = mf.tanh %a0 : tensor<2x3x4x5xf32>
  %v1 = mf.reshape %v0 : tensor<2x3x4x5xf32> -> tensor<6x20xf32>
  %v2 = mf.exp %v1 : tensor<6x20xf32>
  mf.return %v2, %v0 : tensor<6x20xf32>, tensor<2x3x4x5xf32>
}
mf.entry @case13 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x15x4xf32>):
  %v0 = mf.reshape %a0 : tensor<2x15x4xf32> -> tensor<2x3x5x2x2xf32>
  mf.return %v0 : tensor<2x3x5x2x2xf32>
}
mf.entry @operand13 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x15x4xf32>, %a1: tensor<2x3x5x2x2xf32>):
  %v0 = mf.reshape %a0 : tensor<2x15x4xf32> -> tensor<2x3x5x2x2xf32>
  %v1 = mf.add %a1, %v0 : tensor<2x3x5x2x2xf32>
  mf.return %v1 : tensor<2x3x5x2x2xf32>
}
mf.entry @computed13 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x15x4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x15x4xf32>
  %v1 = mf.reshape %v0 : tensor<2x15x4xf32> -> tensor<2x3x5x2x2xf32>
  %v2 = mf.exp %v1 : tensor<2x3x5x2x2xf32>
  mf.return %v2, %v0 : tensor<2x3x5x2x2xf32>, tensor<2x15x4xf32>
}
mf.entry @case14 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x1x4xf32>):
  %v0 = mf.reshape %a0 : tensor<6x1x4xf32> -> tensor<3x2x4x1xf32>
  mf.return %v0 : tensor<3x2x4x1xf32>
}
mf.entry @operand14 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<6x1x4xf32>, %a1: tensor<3x2x4x1xf32>):
  %v0 = mf.reshape %a0 : tensor<6x1x4xf32> -> tensor<3x2x4x1xf32>
  %v1 = mf.add %a1, %v0 : tensor<3x2x4x1xf32>
  mf.return %v1 : tensor<3x2x4x1xf32>
}
mf.entry @computed14 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x1x4xf32>):
  %v0 = mf.tanh %a0 : tensor<6x1x4xf32>
  %v1 = mf.reshape %v0 : tensor<6x1x4xf32> -> tensor<3x2x4x1xf32>
  %v2 = mf.exp %v1 : tensor<3x2x4x1xf32>
  mf.return %v2, %v0 : tensor<3x2x4x1xf32>, tensor<6x1x4xf32>
}
mf.entry @of_transpose arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<4x6xf32> -> tensor<6x4xf32>
  %v1 = mf.reshape %v0 : tensor<6x4xf32> -> tensor<8x3xf32>
  mf.return %v1 : tensor<8x3xf32>
}
mf.entry @of_broadcast arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [1] : tensor<4xf32> -> tensor<3x4xf32>
  %v1 = mf.reshape %v0 : tensor<3x4xf32> -> tensor<2x6xf32>
  mf.return %v1 : tensor<2x6xf32>
}
mf.entry @twice arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.reshape %a0 : tensor<4x6xf32> -> tensor<8x3xf32>
  %v1 = mf.reshape %v0 : tensor<8x3xf32> -> tensor<2x12xf32>
  mf.return %v1 : tensor<2x12xf32>
}
mf.entry @i1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x6xi1>):
  %v0 = mf.reshape %a0 : tensor<4x6xi1> -> tensor<3x8xi1>
  mf.return %v0 : tensor<3x8xi1>
}
