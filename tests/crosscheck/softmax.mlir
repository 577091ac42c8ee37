// mf.softmax along the last dimension.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @s1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1xf32>):
  %v0 = mf.softmax %a0 : tensor<1xf32>
  mf.return %v0 : tensor<1xf32>
}
mf.entry @s7 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.softmax %a0 : tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @s5x3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.softmax %a0 : tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @s2x3x17 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x17xf32>):
  %v0 = mf.softmax %a0 : tensor<2x3x17xf32>
  mf.return %v0 : tensor<2x3x17xf32>
}
mf.entry @s2x2x1x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x1x5xf32>):
  %v0 = mf.softmax %a0 : tensor<2x2x1x5xf32>
  mf.return %v0 : tensor<2x2x1x5xf32>
}
mf.entry @s3x1030 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x1030xf32>):
  %v0 = mf.softmax %a0 : tensor<3x1030xf32>
  mf.return %v0 : tensor<3x1030xf32>
}
mf.entry @s4x1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x1xf32>):
  %v0 = mf.softmax %a0 : tensor<4x1xf32>
  mf.return %v0 : tensor<4x1xf32>
}
mf.entry @large arguments ["a0"] results ["r0"] attributes {range = {a0 = [-2.000000e+02 : f64, 2.000000e+02 : f64]}, scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x33xf32>):
  %v0 = mf.softmax %a0 : tensor<4x33xf32>
  mf.return %v0 : tensor<4x33xf32>
}
mf.entry @of_views arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x5xf32>, %a1: tensor<6xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [1] : tensor<6xf32> -> tensor<5x6xf32>
  %v2 = mf.add %v0, %v1 : tensor<5x6xf32>
  %v3 = mf.softmax %v2 : tensor<5x6xf32>
  mf.return %v3, %v2 : tensor<5x6xf32>, tensor<5x6xf32>
}
mf.entry @of_reshape arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x20xf32>):
  %v0 = mf.reshape %a0 : tensor<6x20xf32> -> tensor<6x4x5xf32>
  %v1 = mf.softmax %v0 : tensor<6x4x5xf32>
  %v2 = mf.reshape %v1 : tensor<6x4x5xf32> -> tensor<6x20xf32>
  mf.return %v2 : tensor<6x20xf32>
}
// A row that a mask fills with one large number: equal shares.
mf.entry @filled arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>):
  %row = mf.iota 0 : tensor<3x4xi32>
  %column = mf.iota 1 : tensor<3x4xi32>
  %sees = mf.compare gt %column, %row : tensor<3x4xi32> -> tensor<3x4xi1>
  %low = mf.constant dense<-1.0e+30> : tensor<3x4xf32>
  %none = mf.constant dense<-1.0e+30> : tensor<3x4xf32>
  %x = mf.select %sees, %a0, %low : tensor<3x4xi1>, tensor<3x4xf32>
  %v0 = mf.softmax %x : tensor<3x4xf32>
  %v1 = mf.softmax %none : tensor<3x4xf32>
  mf.return %v0, %v1 : tensor<3x4xf32>, tensor<3x4xf32>
}
