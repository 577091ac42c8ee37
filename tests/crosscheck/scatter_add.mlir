// Scatters with repeated and out-of-range indices, batch dimensions, every rank.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<3xi32>, %a2: tensor<3xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<3xi32>, tensor<3xf32> -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @case0_i64 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<3xi64>, %a2: tensor<3xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<3xi64>, tensor<3xf32> -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @fused0 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<3xi32>, %a2: tensor<3xf32>):
  %v0 = mf.constant dense<0.0> : tensor<7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<3xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 0 add %v1 : tensor<3xi32>, tensor<3xf32> -> tensor<7xf32>
  %v3 = mf.add %v2, %a0 : tensor<7xf32>
  mf.return %v3 : tensor<7xf32>
}
mf.entry @case1_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>, %a2: tensor<f32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<i32>, tensor<f32> -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @fused1 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>, %a2: tensor<f32>):
  %v0 = mf.constant dense<0.0> : tensor<7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<f32>
  %v2 = mf.scatter_add %v0 [%a1] axis 0 add %v1 : tensor<i32>, tensor<f32> -> tensor<7xf32>
  %v3 = mf.add %v2, %a0 : tensor<7xf32>
  mf.return %v3 : tensor<7xf32>
}
mf.entry @case2_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<3xi32>, %a2: tensor<3x4xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<3xi32>, tensor<3x4xf32> -> tensor<7x4xf32>
  mf.return %v0 : tensor<7x4xf32>
}
mf.entry @fused2 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<3xi32>, %a2: tensor<3x4xf32>):
  %v0 = mf.constant dense<0.0> : tensor<7x4xf32>
  %v1 = mf.mul %a2, %a2 : tensor<3x4xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 0 add %v1 : tensor<3xi32>, tensor<3x4xf32> -> tensor<7x4xf32>
  %v3 = mf.add %v2, %a0 : tensor<7x4xf32>
  mf.return %v3 : tensor<7x4xf32>
}
mf.entry @case3_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<3xi32>, %a2: tensor<4x3xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 1 add %a2 : tensor<3xi32>, tensor<4x3xf32> -> tensor<4x7xf32>
  mf.return %v0 : tensor<4x7xf32>
}
mf.entry @case3_i64 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<3xi64>, %a2: tensor<4x3xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 1 add %a2 : tensor<3xi64>, tensor<4x3xf32> -> tensor<4x7xf32>
  mf.return %v0 : tensor<4x7xf32>
}
mf.entry @fused3 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<3xi32>, %a2: tensor<4x3xf32>):
  %v0 = mf.constant dense<0.0> : tensor<4x7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<4x3xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 1 add %v1 : tensor<3xi32>, tensor<4x3xf32> -> tensor<4x7xf32>
  %v3 = mf.add %v2, %a0 : tensor<4x7xf32>
  mf.return %v3 : tensor<4x7xf32>
}
mf.entry @case4_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<2x3xi32>, %a2: tensor<4x2x3xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 1 add %a2 : tensor<2x3xi32>, tensor<4x2x3xf32> -> tensor<4x7xf32>
  mf.return %v0 : tensor<4x7xf32>
}
mf.entry @fused4 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<2x3xi32>, %a2: tensor<4x2x3xf32>):
  %v0 = mf.constant dense<0.0> : tensor<4x7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<4x2x3xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 1 add %v1 : tensor<2x3xi32>, tensor<4x2x3xf32> -> tensor<4x7xf32>
  %v3 = mf.add %v2, %a0 : tensor<4x7xf32>
  mf.return %v3 : tensor<4x7xf32>
}
mf.entry @case5_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<2x3xi32>, %a2: tensor<2x3x4xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<2x3xi32>, tensor<2x3x4xf32> -> tensor<7x4xf32>
  mf.return %v0 : tensor<7x4xf32>
}
mf.entry @fused5 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<7x4xf32>, %a1: tensor<2x3xi32>, %a2: tensor<2x3x4xf32>):
  %v0 = mf.constant dense<0.0> : tensor<7x4xf32>
  %v1 = mf.mul %a2, %a2 : tensor<2x3x4xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 0 add %v1 : tensor<2x3xi32>, tensor<2x3x4xf32> -> tensor<7x4xf32>
  %v3 = mf.add %v2, %a0 : tensor<7x4xf32>
  mf.return %v3 : tensor<7x4xf32>
}
mf.entry @case6_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3x2xi32>, %a2: tensor<3x2xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 1 add %a2 {batch_dims = 1 : i64} : tensor<3x2xi32>, tensor<3x2xf32> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @case6_i64 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3x2xi64>, %a2: tensor<3x2xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 1 add %a2 {batch_dims = 1 : i64} : tensor<3x2xi64>, tensor<3x2xf32> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @fused6 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3x2xi32>, %a2: tensor<3x2xf32>):
  %v0 = mf.constant dense<0.0> : tensor<3x7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<3x2xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 1 add %v1 {batch_dims = 1 : i64} : tensor<3x2xi32>, tensor<3x2xf32> -> tensor<3x7xf32>
  %v3 = mf.add %v2, %a0 : tensor<3x7xf32>
  mf.return %v3 : tensor<3x7xf32>
}
mf.entry @case7_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3xi32>, %a2: tensor<3xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 1 add %a2 {batch_dims = 1 : i64} : tensor<3xi32>, tensor<3xf32> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @fused7 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xf32>, %a1: tensor<3xi32>, %a2: tensor<3xf32>):
  %v0 = mf.constant dense<0.0> : tensor<3x7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<3xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 1 add %v1 {batch_dims = 1 : i64} : tensor<3xi32>, tensor<3xf32> -> tensor<3x7xf32>
  %v3 = mf.add %v2, %a0 : tensor<3x7xf32>
  mf.return %v3 : tensor<3x7xf32>
}
mf.entry @case8_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7x4xf32>, %a1: tensor<3x2xi32>, %a2: tensor<3x2x4xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 1 add %a2 {batch_dims = 1 : i64} : tensor<3x2xi32>, tensor<3x2x4xf32> -> tensor<3x7x4xf32>
  mf.return %v0 : tensor<3x7x4xf32>
}
mf.entry @fused8 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7x4xf32>, %a1: tensor<3x2xi32>, %a2: tensor<3x2x4xf32>):
  %v0 = mf.constant dense<0.0> : tensor<3x7x4xf32>
  %v1 = mf.mul %a2, %a2 : tensor<3x2x4xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 1 add %v1 {batch_dims = 1 : i64} : tensor<3x2xi32>, tensor<3x2x4xf32> -> tensor<3x7x4xf32>
  %v3 = mf.add %v2, %a0 : tensor<3x7x4xf32>
  mf.return %v3 : tensor<3x7x4xf32>
}
mf.entry @case9_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3x7xf32>, %a1: tensor<2x3x5xi32>, %a2: tensor<2x3x5xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 2 add %a2 {batch_dims = 2 : i64} : tensor<2x3x5xi32>, tensor<2x3x5xf32> -> tensor<2x3x7xf32>
  mf.return %v0 : tensor<2x3x7xf32>
}
mf.entry @case9_i64 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3x7xf32>, %a1: tensor<2x3x5xi64>, %a2: tensor<2x3x5xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 2 add %a2 {batch_dims = 2 : i64} : tensor<2x3x5xi64>, tensor<2x3x5xf32> -> tensor<2x3x7xf32>
  mf.return %v0 : tensor<2x3x7xf32>
}
mf.entry @fused9 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3x7xf32>, %a1: tensor<2x3x5xi32>, %a2: tensor<2x3x5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<2x3x7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<2x3x5xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 2 add %v1 {batch_dims = 2 : i64} : tensor<2x3x5xi32>, tensor<2x3x5xf32> -> tensor<2x3x7xf32>
  %v3 = mf.add %v2, %a0 : tensor<2x3x7xf32>
  mf.return %v3 : tensor<2x3x7xf32>
}
mf.entry @case10_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x5x7xf32>, %a1: tensor<2x3xi32>, %a2: tensor<2x5x3xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 2 add %a2 {batch_dims = 1 : i64} : tensor<2x3xi32>, tensor<2x5x3xf32> -> tensor<2x5x7xf32>
  mf.return %v0 : tensor<2x5x7xf32>
}
mf.entry @fused10 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x5x7xf32>, %a1: tensor<2x3xi32>, %a2: tensor<2x5x3xf32>):
  %v0 = mf.constant dense<0.0> : tensor<2x5x7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<2x5x3xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 2 add %v1 {batch_dims = 1 : i64} : tensor<2x3xi32>, tensor<2x5x3xf32> -> tensor<2x5x7xf32>
  %v3 = mf.add %v2, %a0 : tensor<2x5x7xf32>
  mf.return %v3 : tensor<2x5x7xf32>
}
mf.entry @case11_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x5x7xf32>, %a1: tensor<2xi32>, %a2: tensor<2x7xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 1 add %a2 {batch_dims = 1 : i64} : tensor<2xi32>, tensor<2x7xf32> -> tensor<2x5x7xf32>
  mf.return %v0 : tensor<2x5x7xf32>
}
mf.entry @fused11 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x5x7xf32>, %a1: tensor<2xi32>, %a2: tensor<2x7xf32>):
  %v0 = mf.constant dense<0.0> : tensor<2x5x7xf32>
  %v1 = mf.mul %a2, %a2 : tensor<2x7xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 1 add %v1 {batch_dims = 1 : i64} : tensor<2xi32>, tensor<2x7xf32> -> tensor<2x5x7xf32>
  %v3 = mf.add %v2, %a0 : tensor<2x5x7xf32>
  mf.return %v3 : tensor<2x5x7xf32>
}
mf.entry @case12_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<2x2xi32>, %a2: tensor<2x3x2x5xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 2 add %a2 {batch_dims = 1 : i64} : tensor<2x2xi32>, tensor<2x3x2x5xf32> -> tensor<2x3x4x5xf32>
  mf.return %v0 : tensor<2x3x4x5xf32>
}
mf.entry @case12_i64 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<2x2xi64>, %a2: tensor<2x3x2x5xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 2 add %a2 {batch_dims = 1 : i64} : tensor<2x2xi64>, tensor<2x3x2x5xf32> -> tensor<2x3x4x5xf32>
  mf.return %v0 : tensor<2x3x4x5xf32>
}
mf.entry @fused12 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<2x2xi32>, %a2: tensor<2x3x2x5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<2x3x4x5xf32>
  %v1 = mf.mul %a2, %a2 : tensor<2x3x2x5xf32>
  %v2 = mf.scatter_add %v0 [%a1] axis 2 add %v1 {batch_dims = 1 : i64} : tensor<2x2xi32>, tensor<2x3x2x5xf32> -> tensor<2x3x4x5xf32>
  %v3 = mf.add %v2, %a0 : tensor<2x3x4x5xf32>
  mf.return %v3 : tensor<2x3x4x5xf32>
}
mf.entry @i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<5x2xi32>, %a1: tensor<6xi32>, %a2: tensor<6x2xi32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<6xi32>, tensor<6x2xi32> -> tensor<5x2xi32>
  mf.return %v0 : tensor<5x2xi32>
}
mf.entry @bf16 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<5x2xbf16>, %a1: tensor<3xi32>, %a2: tensor<3x2xbf16>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<3xi32>, tensor<3x2xbf16> -> tensor<5x2xbf16>
  mf.return %v0 : tensor<5x2xbf16>
}
mf.entry @many_rows arguments ["a0", "a1", "a2"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<6x70xf32>, %a1: tensor<300xi32>, %a2: tensor<300x70xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<300xi32>, tensor<300x70xf32> -> tensor<6x70xf32>
  mf.return %v0 : tensor<6x70xf32>
}
