// Running sums along every dimension, both ways.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @s9_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.cumsum %a0 along 0 : tensor<9xf32>
  mf.return %v0 : tensor<9xf32>
}
mf.entry @s9_0_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.cumsum %a0 along 0 {reverse = true} : tensor<9xf32>
  mf.return %v0 : tensor<9xf32>
}
mf.entry @s5x3_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.cumsum %a0 along 0 : tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @s5x3_0_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.cumsum %a0 along 0 {reverse = true} : tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @s5x3_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.cumsum %a0 along 1 : tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @s5x3_1_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.cumsum %a0 along 1 {reverse = true} : tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @s3x5x4_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.cumsum %a0 along 0 : tensor<3x5x4xf32>
  mf.return %v0 : tensor<3x5x4xf32>
}
mf.entry @s3x5x4_0_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.cumsum %a0 along 0 {reverse = true} : tensor<3x5x4xf32>
  mf.return %v0 : tensor<3x5x4xf32>
}
mf.entry @s3x5x4_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.cumsum %a0 along 1 : tensor<3x5x4xf32>
  mf.return %v0 : tensor<3x5x4xf32>
}
mf.entry @s3x5x4_1_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.cumsum %a0 along 1 {reverse = true} : tensor<3x5x4xf32>
  mf.return %v0 : tensor<3x5x4xf32>
}
mf.entry @s3x5x4_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.cumsum %a0 along 2 : tensor<3x5x4xf32>
  mf.return %v0 : tensor<3x5x4xf32>
}
mf.entry @s3x5x4_2_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.cumsum %a0 along 2 {reverse = true} : tensor<3x5x4xf32>
  mf.return %v0 : tensor<3x5x4xf32>
}
mf.entry @s2x2x3x3_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x3x3xf32>):
  %v0 = mf.cumsum %a0 along 0 : tensor<2x2x3x3xf32>
  mf.return %v0 : tensor<2x2x3x3xf32>
}
mf.entry @s2x2x3x3_0_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x3x3xf32>):
  %v0 = mf.cumsum %a0 along 0 {reverse = true} : tensor<2x2x3x3xf32>
  mf.return %v0 : tensor<2x2x3x3xf32>
}
mf.entry @s2x2x3x3_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x3x3xf32>):
  %v0 = mf.cumsum %a0 along 1 : tensor<2x2x3x3xf32>
  mf.return %v0 : tensor<2x2x3x3xf32>
}
mf.entry @s2x2x3x3_1_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x3x3xf32>):
  %v0 = mf.cumsum %a0 along 1 {reverse = true} : tensor<2x2x3x3xf32>
  mf.return %v0 : tensor<2x2x3x3xf32>
}
mf.entry @s2x2x3x3_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x3x3xf32>):
  %v0 = mf.cumsum %a0 along 2 : tensor<2x2x3x3xf32>
  mf.return %v0 : tensor<2x2x3x3xf32>
}
mf.entry @s2x2x3x3_2_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x3x3xf32>):
  %v0 = mf.cumsum %a0 along 2 {reverse = true} : tensor<2x2x3x3xf32>
  mf.return %v0 : tensor<2x2x3x3xf32>
}
mf.entry @s2x2x3x3_3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x3x3xf32>):
  %v0 = mf.cumsum %a0 along 3 : tensor<2x2x3x3xf32>
  mf.return %v0 : tensor<2x2x3x3xf32>
}
mf.entry @s2x2x3x3_3_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x3x3xf32>):
  %v0 = mf.cumsum %a0 along 3 {reverse = true} : tensor<2x2x3x3xf32>
  mf.return %v0 : tensor<2x2x3x3xf32>
}
mf.entry @computed arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x9xf32>):
  %v0 = mf.exp %a0 : tensor<4x9xf32>
  %v1 = mf.cumsum %v0 along 1 : tensor<4x9xf32>
  %v2 = mf.mul %v1, %v0 : tensor<4x9xf32>
  mf.return %v2 : tensor<4x9xf32>
}
mf.entry @of_transpose arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x9xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<4x9xf32> -> tensor<9x4xf32>
  %v1 = mf.cumsum %v0 along 1 : tensor<9x4xf32>
  mf.return %v1 : tensor<9x4xf32>
}
mf.entry @i32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xi32>):
  %v0 = mf.cumsum %a0 along 1 : tensor<3x4xi32>
  mf.return %v0 : tensor<3x4xi32>
}
mf.entry @i64 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xi64>):
  %v0 = mf.cumsum %a0 along 1 : tensor<3x4xi64>
  mf.return %v0 : tensor<3x4xi64>
}
mf.entry @bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xbf16>):
  %v0 = mf.cumsum %a0 along 1 : tensor<3x4xbf16>
  mf.return %v0 : tensor<3x4xbf16>
}
