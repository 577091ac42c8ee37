// States as operands and as results.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.state @p role "parameter" : tensor<3x4xf32>
mf.state @q role "parameter" : tensor<3x4xf32>
mf.state @sq role "parameter" : tensor<4x4xf32>
mf.state @v role "optimizer" : tensor<7xf32>
mf.state @n role "counter" : tensor<i32>
mf.state @flag role "counter" : tensor<3xi1>
mf.entry @returned arguments [] results ["r0"] {
  %v0 = mf.read @p : tensor<3x4xf32>
  mf.return %v0 : tensor<3x4xf32>
}
mf.entry @used arguments [] results ["r0", "r1"] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.read @q : tensor<3x4xf32>
  %v2 = mf.mul %v0, %v1 : tensor<3x4xf32>
  %v3 = mf.transpose %v0 [1, 0] : tensor<3x4xf32> -> tensor<4x3xf32>
  mf.return %v2, %v3 : tensor<3x4xf32>, tensor<4x3xf32>
}
mf.entry @twice arguments [] results ["r0", "r1"] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.read @p : tensor<3x4xf32>
  mf.return %v0, %v1 : tensor<3x4xf32>, tensor<3x4xf32>
}
mf.entry @product arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.dot_general %a0, %v0 batch [] x [] contracting [1] x [0] : tensor<5x3xf32>, tensor<3x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @flags arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3xf32>):
  %v0 = mf.read @flag : tensor<3xi1>
  %v1 = mf.neg %a0 : tensor<3xf32>
  %v2 = mf.select %v0, %a0, %v1 : tensor<3xi1>, tensor<3xf32>
  mf.return %v2, %v0 : tensor<3xf32>, tensor<3xi1>
}
