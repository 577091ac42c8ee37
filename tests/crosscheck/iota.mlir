// mf.iota along every dimension and in every type.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @f32_0 arguments [] results ["r0"] {
  %v0 = mf.iota 0 : tensor<4x3x5xf32>
  mf.return %v0 : tensor<4x3x5xf32>
}
mf.entry @f32_1 arguments [] results ["r0"] {
  %v0 = mf.iota 1 : tensor<4x3x5xf32>
  mf.return %v0 : tensor<4x3x5xf32>
}
mf.entry @f32_2 arguments [] results ["r0"] {
  %v0 = mf.iota 2 : tensor<4x3x5xf32>
  mf.return %v0 : tensor<4x3x5xf32>
}
mf.entry @bf16_0 arguments [] results ["r0"] {
  %v0 = mf.iota 0 : tensor<4x3x5xbf16>
  mf.return %v0 : tensor<4x3x5xbf16>
}
mf.entry @bf16_1 arguments [] results ["r0"] {
  %v0 = mf.iota 1 : tensor<4x3x5xbf16>
  mf.return %v0 : tensor<4x3x5xbf16>
}
mf.entry @bf16_2 arguments [] results ["r0"] {
  %v0 = mf.iota 2 : tensor<4x3x5xbf16>
  mf.return %v0 : tensor<4x3x5xbf16>
}
mf.entry @i32_0 arguments [] results ["r0"] {
  %v0 = mf.iota 0 : tensor<4x3x5xi32>
  mf.return %v0 : tensor<4x3x5xi32>
}
mf.entry @i32_1 arguments [] results ["r0"] {
  %v0 = mf.iota 1 : tensor<4x3x5xi32>
  mf.return %v0 : tensor<4x3x5xi32>
}
mf.entry @i32_2 arguments [] results ["r0"] {
  %v0 = mf.iota 2 : tensor<4x3x5xi32>
  mf.return %v0 : tensor<4x3x5xi32>
}
mf.entry @i64_0 arguments [] results ["r0"] {
  %v0 = mf.iota 0 : tensor<4x3x5xi64>
  mf.return %v0 : tensor<4x3x5xi64>
}
mf.entry @i64_1 arguments [] results ["r0"] {
  %v0 = mf.iota 1 : tensor<4x3x5xi64>
  mf.return %v0 : tensor<4x3x5xi64>
}
mf.entry @i64_2 arguments [] results ["r0"] {
  %v0 = mf.iota 2 : tensor<4x3x5xi64>
  mf.return %v0 : tensor<4x3x5xi64>
}
mf.entry @used arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x9xf32>):
  %v0 = mf.iota 1 : tensor<4x9xf32>
  %v1 = mf.mul %a0, %v0 : tensor<4x9xf32>
  mf.return %v1 : tensor<4x9xf32>
}
mf.entry @flat arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.iota 0 : tensor<9xf32>
  %v1 = mf.mul %a0, %v0 : tensor<9xf32>
  mf.return %v1 : tensor<9xf32>
}
mf.entry @below_views arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<12xf32>):
  %v0 = mf.iota 1 : tensor<3x4xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x4xf32> -> tensor<4x3xf32>
  %v2 = mf.reshape %v1 : tensor<4x3xf32> -> tensor<12xf32>
  %v3 = mf.add %a0, %v2 : tensor<12xf32>
  mf.return %v3 : tensor<12xf32>
}
mf.entry @below_identity arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<12xf32>):
  %v0 = mf.iota 0 : tensor<12xf32>
  %v1 = mf.stop_gradient %v0 : tensor<12xf32>
  %v2 = mf.add %a0, %v1 : tensor<12xf32>
  mf.return %v2 : tensor<12xf32>
}
