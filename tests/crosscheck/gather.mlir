// Gathers: every rank of indices, batch dimensions, indices out of range (they are clamped).
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<3xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7xf32>, tensor<3xi32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @computed0 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<3xi64>):
  %v0 = mf.tanh %a0 : tensor<7xf32>
  %v1 = mf.gather %v0 [%a1] axis 0 : tensor<7xf32>, tensor<3xi64> -> tensor<3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<3xf32>
  mf.return %v2, %v0 : tensor<3xf32>, tensor<7xf32>
}
mf.entry @case1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7xf32>, tensor<i32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @computed1 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i64>):
  %v0 = mf.tanh %a0 : tensor<7xf32>
  %v1 = mf.gather %v0 [%a1] axis 0 : tensor<7xf32>, tensor<i64> -> tensor<f32>
  %v2 = mf.mul %v1, %v1 : tensor<f32>
  mf.return %v2, %v0 : tensor<f32>, tensor<7xf32>
}
mf.entry @case2 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<3xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7x4xf32>, tensor<3xi32> -> tensor<3x4xf32>
  mf.return %v0 : tensor<3x4xf32>
}
mf.entry @computed2 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<3xi64>):
  %v0 = mf.tanh %a0 : tensor<7x4xf32>
  %v1 = mf.gather %v0 [%a1] axis 0 : tensor<7x4xf32>, tensor<3xi64> -> tensor<3x4xf32>
  %v2 = mf.mul %v1, %v1 : tensor<3x4xf32>
  mf.return %v2, %v0 : tensor<3x4xf32>, tensor<7x4xf32>
}
mf.entry @case3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<3xi32>):
  %v0 = mf.gather %a0 [%a1] axis 1 : tensor<4x7xf32>, tensor<3xi32> -> tensor<4x3xf32>
  mf.return %v0 : tensor<4x3xf32>
}
mf.entry @computed3 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<3xi64>):
  %v0 = mf.tanh %a0 : tensor<4x7xf32>
  %v1 = mf.gather %v0 [%a1] axis 1 : tensor<4x7xf32>, tensor<3xi64> -> tensor<4x3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<4x3xf32>
  mf.return %v2, %v0 : tensor<4x3xf32>, tensor<4x7xf32>
}
mf.entry @case4 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<2x3xi32>):
  %v0 = mf.gather %a0 [%a1] axis 1 : tensor<4x7xf32>, tensor<2x3xi32> -> tensor<4x2x3xf32>
  mf.return %v0 : tensor<4x2x3xf32>
}
mf.entry @computed4 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<2x3xi64>):
  %v0 = mf.tanh %a0 : tensor<4x7xf32>
  %v1 = mf.gather %v0 [%a1] axis 1 : tensor<4x7xf32>, tensor<2x3xi64> -> tensor<4x2x3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<4x2x3xf32>
  mf.return %v2, %v0 : tensor<4x2x3xf32>, tensor<4x7xf32>
}
mf.entry @case5 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<2x3xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7x4xf32>, tensor<2x3xi32> -> tensor<2x3x4xf32>
  mf.return %v0 : tensor<2x3x4xf32>
}
mf.entry @computed5 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<2x3xi64>):
  %v0 = mf.tanh %a0 : tensor<7x4xf32>
  %v1 = mf.gather %v0 [%a1] axis 0 : tensor<7x4xf32>, tensor<2x3xi64> -> tensor<2x3x4xf32>
  %v2 = mf.mul %v1, %v1 : tensor<2x3x4xf32>
  mf.return %v2, %v0 : tensor<2x3x4xf32>, tensor<7x4xf32>
}
mf.entry @case6 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3x2xi32>):
  %v0 = mf.gather %a0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<3x7xf32>, tensor<3x2xi32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @computed6 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3x2xi64>):
  %v0 = mf.tanh %a0 : tensor<3x7xf32>
  %v1 = mf.gather %v0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<3x7xf32>, tensor<3x2xi64> -> tensor<3x2xf32>
  %v2 = mf.mul %v1, %v1 : tensor<3x2xf32>
  mf.return %v2, %v0 : tensor<3x2xf32>, tensor<3x7xf32>
}
mf.entry @case7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3xi32>):
  %v0 = mf.gather %a0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<3x7xf32>, tensor<3xi32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @computed7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3xi64>):
  %v0 = mf.tanh %a0 : tensor<3x7xf32>
  %v1 = mf.gather %v0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<3x7xf32>, tensor<3xi64> -> tensor<3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<3xf32>
  mf.return %v2, %v0 : tensor<3xf32>, tensor<3x7xf32>
}
mf.entry @case8 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x7x4xf32>, %a1: tensor<3x2xi32>):
  %v0 = mf.gather %a0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<3x7x4xf32>, tensor<3x2xi32> -> tensor<3x2x4xf32>
  mf.return %v0 : tensor<3x2x4xf32>
}
mf.entry @computed8 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x7x4xf32>, %a1: tensor<3x2xi64>):
  %v0 = mf.tanh %a0 : tensor<3x7x4xf32>
  %v1 = mf.gather %v0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<3x7x4xf32>, tensor<3x2xi64> -> tensor<3x2x4xf32>
  %v2 = mf.mul %v1, %v1 : tensor<3x2x4xf32>
  mf.return %v2, %v0 : tensor<3x2x4xf32>, tensor<3x7x4xf32>
}
mf.entry @case9 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x7xf32>, %a1: tensor<2x3x5xi32>):
  %v0 = mf.gather %a0 [%a1] axis 2 {batch_dims = 2 : i64} : tensor<2x3x7xf32>, tensor<2x3x5xi32> -> tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @computed9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x7xf32>, %a1: tensor<2x3x5xi64>):
  %v0 = mf.tanh %a0 : tensor<2x3x7xf32>
  %v1 = mf.gather %v0 [%a1] axis 2 {batch_dims = 2 : i64} : tensor<2x3x7xf32>, tensor<2x3x5xi64> -> tensor<2x3x5xf32>
  %v2 = mf.mul %v1, %v1 : tensor<2x3x5xf32>
  mf.return %v2, %v0 : tensor<2x3x5xf32>, tensor<2x3x7xf32>
}
mf.entry @case10 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x5x7xf32>, %a1: tensor<2x3xi32>):
  %v0 = mf.gather %a0 [%a1] axis 2 {batch_dims = 1 : i64} : tensor<2x5x7xf32>, tensor<2x3xi32> -> tensor<2x5x3xf32>
  mf.return %v0 : tensor<2x5x3xf32>
}
mf.entry @computed10 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x5x7xf32>, %a1: tensor<2x3xi64>):
  %v0 = mf.tanh %a0 : tensor<2x5x7xf32>
  %v1 = mf.gather %v0 [%a1] axis 2 {batch_dims = 1 : i64} : tensor<2x5x7xf32>, tensor<2x3xi64> -> tensor<2x5x3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<2x5x3xf32>
  mf.return %v2, %v0 : tensor<2x5x3xf32>, tensor<2x5x7xf32>
}
mf.entry @case11 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x5x7xf32>, %a1: tensor<2xi32>):
  %v0 = mf.gather %a0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<2x5x7xf32>, tensor<2xi32> -> tensor<2x7xf32>
  mf.return %v0 : tensor<2x7xf32>
}
mf.entry @computed11 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x5x7xf32>, %a1: tensor<2xi64>):
  %v0 = mf.tanh %a0 : tensor<2x5x7xf32>
  %v1 = mf.gather %v0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<2x5x7xf32>, tensor<2xi64> -> tensor<2x7xf32>
  %v2 = mf.mul %v1, %v1 : tensor<2x7xf32>
  mf.return %v2, %v0 : tensor<2x7xf32>, tensor<2x5x7xf32>
}
mf.entry @case12 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<2x2xi32>):
  %v0 = mf.gather %a0 [%a1] axis 2 {batch_dims = 1 : i64} : tensor<2x3x4x5xf32>, tensor<2x2xi32> -> tensor<2x3x2x5xf32>
  mf.return %v0 : tensor<2x3x2x5xf32>
}
mf.entry @computed12 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<2x2xi64>):
  %v0 = mf.tanh %a0 : tensor<2x3x4x5xf32>
  %v1 = mf.gather %v0 [%a1] axis 2 {batch_dims = 1 : i64} : tensor<2x3x4x5xf32>, tensor<2x2xi64> -> tensor<2x3x2x5xf32>
  %v2 = mf.mul %v1, %v1 : tensor<2x3x2x5xf32>
  mf.return %v2, %v0 : tensor<2x3x2x5xf32>, tensor<2x3x4x5xf32>
}
mf.entry @extremes arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<[-2147483648, 2147483647, 0, 6]> : tensor<4xi32>}} {
^bb0(%a0: tensor<7x2xf32>, %a1: tensor<4xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7x2xf32>, tensor<4xi32> -> tensor<4x2xf32>
  mf.return %v0 : tensor<4x2xf32>
}
mf.entry @extremes64 arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<[-9223372036854775808, 4294967296, -4294967295, 6]> : tensor<4xi64>}} {
^bb0(%a0: tensor<7x2xf32>, %a1: tensor<4xi64>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7x2xf32>, tensor<4xi64> -> tensor<4x2xf32>
  mf.return %v0 : tensor<4x2xf32>
}
mf.entry @computed_indices arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x3xf32>, %a1: tensor<4x6xf32>):
  %v0 = mf.argmax %a1 along 1 : tensor<4x6xf32> -> tensor<4xi32>
  %v1 = mf.gather %a0 [%v0] axis 0 : tensor<7x3xf32>, tensor<4xi32> -> tensor<4x3xf32>
  mf.return %v1 : tensor<4x3xf32>
}
mf.entry @of_gather arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<9xf32>, %a1: tensor<5xi32>, %a2: tensor<4xi32>):
  %v0 = mf.gather %a1 [%a2] axis 0 : tensor<5xi32>, tensor<4xi32> -> tensor<4xi32>
  %v1 = mf.gather %a0 [%v0] axis 0 : tensor<9xf32>, tensor<4xi32> -> tensor<4xf32>
  mf.return %v1 : tensor<4xf32>
}
mf.entry @embedding arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<10x6xf32>, %a1: tensor<3x4xi32>, %a2: tensor<4x6xf32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<10x6xf32>, tensor<3x4xi32> -> tensor<3x4x6xf32>
  %v1 = mf.broadcast_in_dim %a2 dims [1, 2] : tensor<4x6xf32> -> tensor<3x4x6xf32>
  %v2 = mf.add %v0, %v1 : tensor<3x4x6xf32>
  mf.return %v2 : tensor<3x4x6xf32>
}
mf.entry @i32 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x2xi32>, %a1: tensor<4xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7x2xi32>, tensor<4xi32> -> tensor<4x2xi32>
  mf.return %v0 : tensor<4x2xi32>
}
mf.entry @i1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x2xi1>, %a1: tensor<4xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7x2xi1>, tensor<4xi32> -> tensor<4x2xi1>
  mf.return %v0 : tensor<4x2xi1>
}
mf.entry @bf16 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x2xbf16>, %a1: tensor<4xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7x2xbf16>, tensor<4xi32> -> tensor<4x2xbf16>
  mf.return %v0 : tensor<4x2xbf16>
}
