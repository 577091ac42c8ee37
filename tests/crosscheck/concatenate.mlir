// Concatenations of one to three parts along every dimension.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<4xf32>, %a2: tensor<2xf32>):
  %v0 = mf.concatenate %a0, %a1, %a2 along 0 : tensor<3xf32>, tensor<4xf32>, tensor<2xf32> -> tensor<9xf32>
  mf.return %v0 : tensor<9xf32>
}
mf.entry @computed0 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<4xf32>, %a2: tensor<2xf32>):
  %v0 = mf.tanh %a0 : tensor<3xf32>
  %v1 = mf.tanh %a1 : tensor<4xf32>
  %v2 = mf.tanh %a2 : tensor<2xf32>
  %v3 = mf.concatenate %v0, %v1, %v2 along 0 : tensor<3xf32>, tensor<4xf32>, tensor<2xf32> -> tensor<9xf32>
  %v4 = mf.mul %v3, %v3 : tensor<9xf32>
  mf.return %v4, %v0 : tensor<9xf32>, tensor<3xf32>
}
mf.entry @case1 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3xf32>, %a1: tensor<5x3xf32>, %a2: tensor<1x3xf32>):
  %v0 = mf.concatenate %a0, %a1, %a2 along 0 : tensor<2x3xf32>, tensor<5x3xf32>, tensor<1x3xf32> -> tensor<8x3xf32>
  mf.return %v0 : tensor<8x3xf32>
}
mf.entry @computed1 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3xf32>, %a1: tensor<5x3xf32>, %a2: tensor<1x3xf32>):
  %v0 = mf.tanh %a0 : tensor<2x3xf32>
  %v1 = mf.tanh %a1 : tensor<5x3xf32>
  %v2 = mf.tanh %a2 : tensor<1x3xf32>
  %v3 = mf.concatenate %v0, %v1, %v2 along 0 : tensor<2x3xf32>, tensor<5x3xf32>, tensor<1x3xf32> -> tensor<8x3xf32>
  %v4 = mf.mul %v3, %v3 : tensor<8x3xf32>
  mf.return %v4, %v0 : tensor<8x3xf32>, tensor<2x3xf32>
}
mf.entry @case2 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x2xf32>, %a1: tensor<3x5xf32>, %a2: tensor<3x1xf32>):
  %v0 = mf.concatenate %a0, %a1, %a2 along 1 : tensor<3x2xf32>, tensor<3x5xf32>, tensor<3x1xf32> -> tensor<3x8xf32>
  mf.return %v0 : tensor<3x8xf32>
}
mf.entry @computed2 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x2xf32>, %a1: tensor<3x5xf32>, %a2: tensor<3x1xf32>):
  %v0 = mf.tanh %a0 : tensor<3x2xf32>
  %v1 = mf.tanh %a1 : tensor<3x5xf32>
  %v2 = mf.tanh %a2 : tensor<3x1xf32>
  %v3 = mf.concatenate %v0, %v1, %v2 along 1 : tensor<3x2xf32>, tensor<3x5xf32>, tensor<3x1xf32> -> tensor<3x8xf32>
  %v4 = mf.mul %v3, %v3 : tensor<3x8xf32>
  mf.return %v4, %v0 : tensor<3x8xf32>, tensor<3x2xf32>
}
mf.entry @case3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<2x1x4xf32>):
  %v0 = mf.concatenate %a0, %a1 along 1 : tensor<2x3x4xf32>, tensor<2x1x4xf32> -> tensor<2x4x4xf32>
  mf.return %v0 : tensor<2x4x4xf32>
}
mf.entry @computed3 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<2x1x4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x3x4xf32>
  %v1 = mf.tanh %a1 : tensor<2x1x4xf32>
  %v2 = mf.concatenate %v0, %v1 along 1 : tensor<2x3x4xf32>, tensor<2x1x4xf32> -> tensor<2x4x4xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x4x4xf32>
  mf.return %v3, %v0 : tensor<2x4x4xf32>, tensor<2x3x4xf32>
}
mf.entry @case4 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3x1xf32>, %a1: tensor<2x3x16xf32>, %a2: tensor<2x3x2xf32>):
  %v0 = mf.concatenate %a0, %a1, %a2 along 2 : tensor<2x3x1xf32>, tensor<2x3x16xf32>, tensor<2x3x2xf32> -> tensor<2x3x19xf32>
  mf.return %v0 : tensor<2x3x19xf32>
}
mf.entry @computed4 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x1xf32>, %a1: tensor<2x3x16xf32>, %a2: tensor<2x3x2xf32>):
  %v0 = mf.tanh %a0 : tensor<2x3x1xf32>
  %v1 = mf.tanh %a1 : tensor<2x3x16xf32>
  %v2 = mf.tanh %a2 : tensor<2x3x2xf32>
  %v3 = mf.concatenate %v0, %v1, %v2 along 2 : tensor<2x3x1xf32>, tensor<2x3x16xf32>, tensor<2x3x2xf32> -> tensor<2x3x19xf32>
  %v4 = mf.mul %v3, %v3 : tensor<2x3x19xf32>
  mf.return %v4, %v0 : tensor<2x3x19xf32>, tensor<2x3x1xf32>
}
mf.entry @case5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4xf32>):
  %v0 = mf.concatenate %a0 along 0 : tensor<4xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @computed5 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<4xf32>
  %v1 = mf.concatenate %v0 along 0 : tensor<4xf32> -> tensor<4xf32>
  %v2 = mf.mul %v1, %v1 : tensor<4xf32>
  mf.return %v2, %v0 : tensor<4xf32>, tensor<4xf32>
}
mf.entry @case6 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x2x2x3xf32>, %a1: tensor<2x2x2x2xf32>):
  %v0 = mf.concatenate %a0, %a1 along 3 : tensor<2x2x2x3xf32>, tensor<2x2x2x2xf32> -> tensor<2x2x2x5xf32>
  mf.return %v0 : tensor<2x2x2x5xf32>
}
mf.entry @computed6 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x2x2x3xf32>, %a1: tensor<2x2x2x2xf32>):
  %v0 = mf.tanh %a0 : tensor<2x2x2x3xf32>
  %v1 = mf.tanh %a1 : tensor<2x2x2x2xf32>
  %v2 = mf.concatenate %v0, %v1 along 3 : tensor<2x2x2x3xf32>, tensor<2x2x2x2xf32> -> tensor<2x2x2x5xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x2x2x5xf32>
  mf.return %v3, %v0 : tensor<2x2x2x5xf32>, tensor<2x2x2x3xf32>
}
mf.entry @with_itself arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.neg %a0 : tensor<3x4xf32>
  %v1 = mf.concatenate %a0, %v0, %a0 along 1 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32> -> tensor<3x12xf32>
  mf.return %v1 : tensor<3x12xf32>
}
mf.entry @of_views arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<4xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<4x3xf32> -> tensor<3x4xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [1] : tensor<4xf32> -> tensor<2x4xf32>
  %v2 = mf.reshape %a0 : tensor<4x3xf32> -> tensor<3x4xf32>
  %v3 = mf.slice %v2 from [0, 0] to [3, 4] by [2, 1] : tensor<3x4xf32> -> tensor<2x4xf32>
  %v4 = mf.concatenate %v0, %v1, %v3 along 0 : tensor<3x4xf32>, tensor<2x4xf32>, tensor<2x4xf32> -> tensor<7x4xf32>
  mf.return %v4 : tensor<7x4xf32>
}
mf.entry @nested arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4xf32>, %a1: tensor<3xf32>):
  %v0 = mf.concatenate %a0, %a1 along 0 : tensor<4xf32>, tensor<3xf32> -> tensor<7xf32>
  %v1 = mf.concatenate %v0, %a0, %v0 along 0 : tensor<7xf32>, tensor<4xf32>, tensor<7xf32> -> tensor<18xf32>
  mf.return %v1 : tensor<18xf32>
}
mf.entry @i32 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3xi32>, %a1: tensor<2x2xi32>):
  %v0 = mf.concatenate %a0, %a1 along 1 : tensor<2x3xi32>, tensor<2x2xi32> -> tensor<2x5xi32>
  mf.return %v0 : tensor<2x5xi32>
}
mf.entry @i1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3xi1>, %a1: tensor<2x2xi1>):
  %v0 = mf.concatenate %a0, %a1 along 1 : tensor<2x3xi1>, tensor<2x2xi1> -> tensor<2x5xi1>
  mf.return %v0 : tensor<2x5xi1>
}
mf.entry @bf16 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3xbf16>, %a1: tensor<2x2xbf16>):
  %v0 = mf.concatenate %a0, %a1 along 1 : tensor<2x3xbf16>, tensor<2x2xbf16> -> tensor<2x5xbf16>
  mf.return %v0 : tensor<2x5xbf16>
}
