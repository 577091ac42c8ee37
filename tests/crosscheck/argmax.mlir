// The first largest element, with ties, along every dimension.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @s9_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.argmax %a0 along 0 : tensor<9xf32> -> tensor<i32>
  mf.return %v0 : tensor<i32>
}
mf.entry @ties_s9_0 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<9xi32>):
  %v0 = mf.argmax %a0 along 0 : tensor<9xi32> -> tensor<i64>
  mf.return %v0 : tensor<i64>
}
mf.entry @s5x3_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.argmax %a0 along 0 : tensor<5x3xf32> -> tensor<3xi32>
  mf.return %v0 : tensor<3xi32>
}
mf.entry @ties_s5x3_0 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<5x3xi32>):
  %v0 = mf.argmax %a0 along 0 : tensor<5x3xi32> -> tensor<3xi64>
  mf.return %v0 : tensor<3xi64>
}
mf.entry @s5x3_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.argmax %a0 along 1 : tensor<5x3xf32> -> tensor<5xi32>
  mf.return %v0 : tensor<5xi32>
}
mf.entry @ties_s5x3_1 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<5x3xi32>):
  %v0 = mf.argmax %a0 along 1 : tensor<5x3xi32> -> tensor<5xi64>
  mf.return %v0 : tensor<5xi64>
}
mf.entry @s3x5x4_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.argmax %a0 along 0 : tensor<3x5x4xf32> -> tensor<5x4xi32>
  mf.return %v0 : tensor<5x4xi32>
}
mf.entry @ties_s3x5x4_0 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<3x5x4xi32>):
  %v0 = mf.argmax %a0 along 0 : tensor<3x5x4xi32> -> tensor<5x4xi64>
  mf.return %v0 : tensor<5x4xi64>
}
mf.entry @s3x5x4_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.argmax %a0 along 1 : tensor<3x5x4xf32> -> tensor<3x4xi32>
  mf.return %v0 : tensor<3x4xi32>
}
mf.entry @ties_s3x5x4_1 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<3x5x4xi32>):
  %v0 = mf.argmax %a0 along 1 : tensor<3x5x4xi32> -> tensor<3x4xi64>
  mf.return %v0 : tensor<3x4xi64>
}
mf.entry @s3x5x4_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x4xf32>):
  %v0 = mf.argmax %a0 along 2 : tensor<3x5x4xf32> -> tensor<3x5xi32>
  mf.return %v0 : tensor<3x5xi32>
}
mf.entry @ties_s3x5x4_2 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<3x5x4xi32>):
  %v0 = mf.argmax %a0 along 2 : tensor<3x5x4xi32> -> tensor<3x5xi64>
  mf.return %v0 : tensor<3x5xi64>
}
mf.entry @rounded arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x21xf32>):
  %v0 = mf.round %a0 : tensor<4x21xf32>
  %v1 = mf.argmax %v0 along 1 : tensor<4x21xf32> -> tensor<4xi32>
  mf.return %v1, %v0 : tensor<4xi32>, tensor<4x21xf32>
}
mf.entry @of_transpose arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x21xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<4x21xf32> -> tensor<21x4xf32>
  %v1 = mf.argmax %v0 along 0 : tensor<21x4xf32> -> tensor<4xi32>
  mf.return %v1 : tensor<4xi32>
}
mf.entry @after_rows arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x21xf32>):
  %v0 = mf.softmax %a0 : tensor<4x21xf32>
  %v1 = mf.argmax %v0 along 1 : tensor<4x21xf32> -> tensor<4xi32>
  mf.return %v1 : tensor<4xi32>
}
mf.entry @bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x21xbf16>):
  %v0 = mf.argmax %a0 along 1 : tensor<4x21xbf16> -> tensor<4xi32>
  mf.return %v0 : tensor<4xi32>
}
