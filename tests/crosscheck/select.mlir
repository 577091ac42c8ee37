// mf.select of every type; the condition as argument, computed and broadcast.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @argument_f32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>, %a1: tensor<3x7xf32>, %a2: tensor<3x7xf32>):
  %v0 = mf.select %a0, %a1, %a2 : tensor<3x7xi1>, tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @argument_i32 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>, %a1: tensor<3x7xi32>, %a2: tensor<3x7xi32>):
  %v0 = mf.select %a0, %a1, %a2 : tensor<3x7xi1>, tensor<3x7xi32>
  mf.return %v0 : tensor<3x7xi32>
}
mf.entry @argument_i64 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>, %a1: tensor<3x7xi64>, %a2: tensor<3x7xi64>):
  %v0 = mf.select %a0, %a1, %a2 : tensor<3x7xi1>, tensor<3x7xi64>
  mf.return %v0 : tensor<3x7xi64>
}
mf.entry @argument_i1 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>, %a1: tensor<3x7xi1>, %a2: tensor<3x7xi1>):
  %v0 = mf.select %a0, %a1, %a2 : tensor<3x7xi1>, tensor<3x7xi1>
  mf.return %v0 : tensor<3x7xi1>
}
mf.entry @argument_bf16 arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>, %a1: tensor<3x7xbf16>, %a2: tensor<3x7xbf16>):
  %v0 = mf.select %a0, %a1, %a2 : tensor<3x7xi1>, tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
mf.entry @broadcast arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x1xi1>, %a1: tensor<3x7xf32>, %a2: tensor<7xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 1] : tensor<3x1xi1> -> tensor<3x7xi1>
  %v1 = mf.broadcast_in_dim %a2 dims [1] : tensor<7xf32> -> tensor<3x7xf32>
  %v2 = mf.select %v0, %a1, %v1 : tensor<3x7xi1>, tensor<3x7xf32>
  mf.return %v2 : tensor<3x7xf32>
}
mf.entry @scalar arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<i1>, %a1: tensor<f32>, %a2: tensor<f32>):
  %v0 = mf.select %a0, %a1, %a2 : tensor<i1>, tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @nan_guard arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.constant dense<0.0> : tensor<9xf32>
  %v1 = mf.compare gt %a0, %v0 : tensor<9xf32> -> tensor<9xi1>
  %v2 = mf.constant dense<1.0> : tensor<9xf32>
  %v3 = mf.select %v1, %a0, %v2 : tensor<9xi1>, tensor<9xf32>
  %v4 = mf.log %v3 : tensor<9xf32>
  %v5 = mf.select %v1, %v4, %v0 : tensor<9xi1>, tensor<9xf32>
  mf.return %v5 : tensor<9xf32>
}
