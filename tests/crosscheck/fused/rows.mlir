// Row ops with their neighbours, tangents and gradients.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=6 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @softmax_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.softmax %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @softmax_jvp_rows_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.softmax %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @softmax_grad_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.softmax %a0 : tensor<5x7xf32>
  %v1 = mf.mul %a1, %v0 : tensor<5x7xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v3, %v0 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @softmax_grad_of_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.softmax %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @softmax_affine_5x7 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<7xf32>, %a2: tensor<7xf32>):
  %v0 = mf.softmax %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v4 = mf.add %v2, %v3 : tensor<5x7xf32>
  %v5 = mf.tanh %v4 : tensor<5x7xf32>
  mf.return %v4, %v5 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @softmax_modulated_5x7 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.softmax %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<5x7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v2, %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @softmax_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.softmax %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @softmax_jvp_rows_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.softmax %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @softmax_grad_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.softmax %a0 : tensor<2x3x9xf32>
  %v1 = mf.mul %a1, %v0 : tensor<2x3x9xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v3, %v0 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @softmax_grad_of_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.softmax %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x3x9xf32>) -> tensor<2x3x9xf32>, tensor<2x3x9xf32>
  mf.return %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @softmax_affine_2x3x9 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<9xf32>, %a2: tensor<9xf32>):
  %v0 = mf.softmax %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x3x9xf32>
  %v5 = mf.tanh %v4 : tensor<2x3x9xf32>
  mf.return %v4, %v5 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @softmax_modulated_2x3x9 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x9xf32>):
  %v0 = mf.softmax %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 2] : tensor<2x9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x9xf32>) -> tensor<2x3x9xf32>, tensor<2x9xf32>
  mf.return %v2, %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>, tensor<2x9xf32>
}
mf.entry @softmax_twice arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x65xf32>):
  %v0 = mf.softmax %a0 : tensor<4x65xf32>
  %v1 = mf.softmax %v0 : tensor<4x65xf32>
  mf.return %v1 : tensor<4x65xf32>
}
mf.entry @softmax_of_product arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>, %a1: tensor<6x9xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x6xf32>, tensor<6x9xf32> -> tensor<4x9xf32>
  %v1 = mf.softmax %v0 : tensor<4x9xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<4x9xf32> -> tensor<9xf32>
  mf.return %v1, %v2 : tensor<4x9xf32>, tensor<9xf32>
}
mf.entry @softmax_residual arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.softmax %a0 : tensor<4x6xf32>
  %v1 = mf.add %a0, %v0 : tensor<4x6xf32>
  %v2 = mf.softmax %v1 : tensor<4x6xf32>
  mf.return %v2, %v1 : tensor<4x6xf32>, tensor<4x6xf32>
}
mf.entry @log_softmax_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.log_softmax %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @log_softmax_jvp_rows_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.log_softmax %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @log_softmax_grad_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.log_softmax %a0 : tensor<5x7xf32>
  %v1 = mf.mul %a1, %v0 : tensor<5x7xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v3, %v0 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @log_softmax_grad_of_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.log_softmax %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @log_softmax_affine_5x7 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<7xf32>, %a2: tensor<7xf32>):
  %v0 = mf.log_softmax %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v4 = mf.add %v2, %v3 : tensor<5x7xf32>
  %v5 = mf.tanh %v4 : tensor<5x7xf32>
  mf.return %v4, %v5 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @log_softmax_modulated_5x7 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.log_softmax %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<5x7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v2, %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @log_softmax_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.log_softmax %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @log_softmax_jvp_rows_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.log_softmax %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @log_softmax_grad_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.log_softmax %a0 : tensor<2x3x9xf32>
  %v1 = mf.mul %a1, %v0 : tensor<2x3x9xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v3, %v0 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @log_softmax_grad_of_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.log_softmax %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x3x9xf32>) -> tensor<2x3x9xf32>, tensor<2x3x9xf32>
  mf.return %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @log_softmax_affine_2x3x9 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<9xf32>, %a2: tensor<9xf32>):
  %v0 = mf.log_softmax %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x3x9xf32>
  %v5 = mf.tanh %v4 : tensor<2x3x9xf32>
  mf.return %v4, %v5 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @log_softmax_modulated_2x3x9 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x9xf32>):
  %v0 = mf.log_softmax %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 2] : tensor<2x9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x9xf32>) -> tensor<2x3x9xf32>, tensor<2x9xf32>
  mf.return %v2, %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>, tensor<2x9xf32>
}
mf.entry @log_softmax_twice arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x65xf32>):
  %v0 = mf.log_softmax %a0 : tensor<4x65xf32>
  %v1 = mf.log_softmax %v0 : tensor<4x65xf32>
  mf.return %v1 : tensor<4x65xf32>
}
mf.entry @log_softmax_of_product arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>, %a1: tensor<6x9xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x6xf32>, tensor<6x9xf32> -> tensor<4x9xf32>
  %v1 = mf.log_softmax %v0 : tensor<4x9xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<4x9xf32> -> tensor<9xf32>
  mf.return %v1, %v2 : tensor<4x9xf32>, tensor<9xf32>
}
mf.entry @log_softmax_residual arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.log_softmax %a0 : tensor<4x6xf32>
  %v1 = mf.add %a0, %v0 : tensor<4x6xf32>
  %v2 = mf.log_softmax %v1 : tensor<4x6xf32>
  mf.return %v2, %v1 : tensor<4x6xf32>, tensor<4x6xf32>
}
mf.entry @layer_norm_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.layer_norm %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @layer_norm_jvp_rows_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.layer_norm %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @layer_norm_grad_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.layer_norm %a0 : tensor<5x7xf32>
  %v1 = mf.mul %a1, %v0 : tensor<5x7xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v3, %v0 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @layer_norm_grad_of_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.layer_norm %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @layer_norm_affine_5x7 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<7xf32>, %a2: tensor<7xf32>):
  %v0 = mf.layer_norm %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v4 = mf.add %v2, %v3 : tensor<5x7xf32>
  %v5 = mf.tanh %v4 : tensor<5x7xf32>
  mf.return %v4, %v5 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @layer_norm_modulated_5x7 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.layer_norm %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<5x7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v2, %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @layer_norm_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.layer_norm %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @layer_norm_jvp_rows_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.layer_norm %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @layer_norm_grad_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.layer_norm %a0 : tensor<2x3x9xf32>
  %v1 = mf.mul %a1, %v0 : tensor<2x3x9xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v3, %v0 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @layer_norm_grad_of_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.layer_norm %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x3x9xf32>) -> tensor<2x3x9xf32>, tensor<2x3x9xf32>
  mf.return %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @layer_norm_affine_2x3x9 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<9xf32>, %a2: tensor<9xf32>):
  %v0 = mf.layer_norm %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x3x9xf32>
  %v5 = mf.tanh %v4 : tensor<2x3x9xf32>
  mf.return %v4, %v5 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @layer_norm_modulated_2x3x9 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x9xf32>):
  %v0 = mf.layer_norm %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 2] : tensor<2x9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x9xf32>) -> tensor<2x3x9xf32>, tensor<2x9xf32>
  mf.return %v2, %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>, tensor<2x9xf32>
}
mf.entry @layer_norm_twice arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x65xf32>):
  %v0 = mf.layer_norm %a0 : tensor<4x65xf32>
  %v1 = mf.layer_norm %v0 : tensor<4x65xf32>
  mf.return %v1 : tensor<4x65xf32>
}
mf.entry @layer_norm_of_product arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>, %a1: tensor<6x9xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x6xf32>, tensor<6x9xf32> -> tensor<4x9xf32>
  %v1 = mf.layer_norm %v0 : tensor<4x9xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<4x9xf32> -> tensor<9xf32>
  mf.return %v1, %v2 : tensor<4x9xf32>, tensor<9xf32>
}
mf.entry @layer_norm_residual arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.layer_norm %a0 : tensor<4x6xf32>
  %v1 = mf.add %a0, %v0 : tensor<4x6xf32>
  %v2 = mf.layer_norm %v1 : tensor<4x6xf32>
  mf.return %v2, %v1 : tensor<4x6xf32>, tensor<4x6xf32>
}
mf.entry @rms_norm_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.rms_norm %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @rms_norm_jvp_rows_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.rms_norm %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @rms_norm_grad_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.rms_norm %a0 : tensor<5x7xf32>
  %v1 = mf.mul %a1, %v0 : tensor<5x7xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v3, %v0 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @rms_norm_grad_of_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.rms_norm %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @rms_norm_affine_5x7 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<7xf32>, %a2: tensor<7xf32>):
  %v0 = mf.rms_norm %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v4 = mf.add %v2, %v3 : tensor<5x7xf32>
  %v5 = mf.tanh %v4 : tensor<5x7xf32>
  mf.return %v4, %v5 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @rms_norm_modulated_5x7 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.rms_norm %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<5x7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v2, %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @rms_norm_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.rms_norm %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @rms_norm_jvp_rows_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.rms_norm %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @rms_norm_grad_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.rms_norm %a0 : tensor<2x3x9xf32>
  %v1 = mf.mul %a1, %v0 : tensor<2x3x9xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v3, %v0 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @rms_norm_grad_of_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.rms_norm %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x3x9xf32>) -> tensor<2x3x9xf32>, tensor<2x3x9xf32>
  mf.return %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @rms_norm_affine_2x3x9 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<9xf32>, %a2: tensor<9xf32>):
  %v0 = mf.rms_norm %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x3x9xf32>
  %v5 = mf.tanh %v4 : tensor<2x3x9xf32>
  mf.return %v4, %v5 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @rms_norm_modulated_2x3x9 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x9xf32>):
  %v0 = mf.rms_norm %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 2] : tensor<2x9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x9xf32>) -> tensor<2x3x9xf32>, tensor<2x9xf32>
  mf.return %v2, %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>, tensor<2x9xf32>
}
mf.entry @rms_norm_twice arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x65xf32>):
  %v0 = mf.rms_norm %a0 : tensor<4x65xf32>
  %v1 = mf.rms_norm %v0 : tensor<4x65xf32>
  mf.return %v1 : tensor<4x65xf32>
}
mf.entry @rms_norm_of_product arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>, %a1: tensor<6x9xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x6xf32>, tensor<6x9xf32> -> tensor<4x9xf32>
  %v1 = mf.rms_norm %v0 : tensor<4x9xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<4x9xf32> -> tensor<9xf32>
  mf.return %v1, %v2 : tensor<4x9xf32>, tensor<9xf32>
}
mf.entry @rms_norm_residual arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.rms_norm %a0 : tensor<4x6xf32>
  %v1 = mf.add %a0, %v0 : tensor<4x6xf32>
  %v2 = mf.rms_norm %v1 : tensor<4x6xf32>
  mf.return %v2, %v1 : tensor<4x6xf32>, tensor<4x6xf32>
}
mf.entry @gelu_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.gelu %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @gelu_jvp_rows_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.gelu %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @gelu_grad_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.gelu %a0 : tensor<5x7xf32>
  %v1 = mf.mul %a1, %v0 : tensor<5x7xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v3, %v0 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @gelu_grad_of_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.gelu %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @gelu_affine_5x7 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<7xf32>, %a2: tensor<7xf32>):
  %v0 = mf.gelu %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v4 = mf.add %v2, %v3 : tensor<5x7xf32>
  %v5 = mf.tanh %v4 : tensor<5x7xf32>
  mf.return %v4, %v5 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @gelu_modulated_5x7 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.gelu %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<5x7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v2, %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @gelu_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.gelu %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @gelu_jvp_rows_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.gelu %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @gelu_grad_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.gelu %a0 : tensor<2x3x9xf32>
  %v1 = mf.mul %a1, %v0 : tensor<2x3x9xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v3, %v0 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @gelu_grad_of_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.gelu %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x3x9xf32>) -> tensor<2x3x9xf32>, tensor<2x3x9xf32>
  mf.return %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @gelu_affine_2x3x9 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<9xf32>, %a2: tensor<9xf32>):
  %v0 = mf.gelu %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x3x9xf32>
  %v5 = mf.tanh %v4 : tensor<2x3x9xf32>
  mf.return %v4, %v5 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @gelu_modulated_2x3x9 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x9xf32>):
  %v0 = mf.gelu %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 2] : tensor<2x9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x9xf32>) -> tensor<2x3x9xf32>, tensor<2x9xf32>
  mf.return %v2, %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>, tensor<2x9xf32>
}
mf.entry @gelu_twice arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x65xf32>):
  %v0 = mf.gelu %a0 : tensor<4x65xf32>
  %v1 = mf.gelu %v0 : tensor<4x65xf32>
  mf.return %v1 : tensor<4x65xf32>
}
mf.entry @gelu_of_product arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>, %a1: tensor<6x9xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x6xf32>, tensor<6x9xf32> -> tensor<4x9xf32>
  %v1 = mf.gelu %v0 : tensor<4x9xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<4x9xf32> -> tensor<9xf32>
  mf.return %v1, %v2 : tensor<4x9xf32>, tensor<9xf32>
}
mf.entry @gelu_residual arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.gelu %a0 : tensor<4x6xf32>
  %v1 = mf.add %a0, %v0 : tensor<4x6xf32>
  %v2 = mf.gelu %v1 : tensor<4x6xf32>
  mf.return %v2, %v1 : tensor<4x6xf32>, tensor<4x6xf32>
}
mf.entry @silu_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.silu %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @silu_jvp_rows_5x7 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.silu %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v1, %v2 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @silu_grad_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.silu %a0 : tensor<5x7xf32>
  %v1 = mf.mul %a1, %v0 : tensor<5x7xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<5x7xf32>) -> tensor<5x7xf32>
  mf.return %v3, %v0 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @silu_grad_of_jvp_5x7 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.identity %a0 : tensor<5x7xf32>
  %v1 = mf.silu %v0 : tensor<5x7xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<5x7xf32>) (tensor<5x7xf32>) (tensor<5x7xf32>) -> tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @silu_affine_5x7 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<7xf32>, %a2: tensor<7xf32>):
  %v0 = mf.silu %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [1] : tensor<7xf32> -> tensor<5x7xf32>
  %v4 = mf.add %v2, %v3 : tensor<5x7xf32>
  %v5 = mf.tanh %v4 : tensor<5x7xf32>
  mf.return %v4, %v5 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @silu_modulated_5x7 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<5x7xf32>):
  %v0 = mf.silu %a0 : tensor<5x7xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<5x7xf32> -> tensor<5x7xf32>
  %v2 = mf.mul %v0, %v1 : tensor<5x7xf32>
  %v3 = mf.mul %v2, %v2 : tensor<5x7xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<5x7xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<5x7xf32>, tensor<5x7xf32>) -> tensor<5x7xf32>, tensor<5x7xf32>
  mf.return %v2, %v5, %v6 : tensor<5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @silu_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.silu %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @silu_jvp_rows_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.silu %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 rows [1, 2] : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v1, %v2 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @silu_grad_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.silu %a0 : tensor<2x3x9xf32>
  %v1 = mf.mul %a1, %v0 : tensor<2x3x9xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  mf.return %v3, %v0 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @silu_grad_of_jvp_2x3x9 arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 5.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x3x9xf32>):
  %v0 = mf.identity %a0 : tensor<2x3x9xf32>
  %v1 = mf.silu %v0 : tensor<2x3x9xf32>
  %v2 = mf.jvp of %v1 at %v0 along %a1 : (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) (tensor<2x3x9xf32>) -> tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x3x9xf32>) -> tensor<2x3x9xf32>, tensor<2x3x9xf32>
  mf.return %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @silu_affine_2x3x9 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<9xf32>, %a2: tensor<9xf32>):
  %v0 = mf.silu %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<9xf32> -> tensor<2x3x9xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x3x9xf32>
  %v5 = mf.tanh %v4 : tensor<2x3x9xf32>
  mf.return %v4, %v5 : tensor<2x3x9xf32>, tensor<2x3x9xf32>
}
mf.entry @silu_modulated_2x3x9 arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x3x9xf32>, %a1: tensor<2x9xf32>):
  %v0 = mf.silu %a0 : tensor<2x3x9xf32>
  %v1 = mf.broadcast_in_dim %a1 dims [0, 2] : tensor<2x9xf32> -> tensor<2x3x9xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<2x3x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1, 2] : tensor<2x3x9xf32> -> tensor<f32>
  %v5, %v6 = mf.grad of %v4 at %a0, %a1 : tensor<f32> (tensor<2x3x9xf32>, tensor<2x9xf32>) -> tensor<2x3x9xf32>, tensor<2x9xf32>
  mf.return %v2, %v5, %v6 : tensor<2x3x9xf32>, tensor<2x3x9xf32>, tensor<2x9xf32>
}
mf.entry @silu_twice arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x65xf32>):
  %v0 = mf.silu %a0 : tensor<4x65xf32>
  %v1 = mf.silu %v0 : tensor<4x65xf32>
  mf.return %v1 : tensor<4x65xf32>
}
mf.entry @silu_of_product arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>, %a1: tensor<6x9xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x6xf32>, tensor<6x9xf32> -> tensor<4x9xf32>
  %v1 = mf.silu %v0 : tensor<4x9xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<4x9xf32> -> tensor<9xf32>
  mf.return %v1, %v2 : tensor<4x9xf32>, tensor<9xf32>
}
mf.entry @silu_residual arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x6xf32>):
  %v0 = mf.silu %a0 : tensor<4x6xf32>
  %v1 = mf.add %a0, %v0 : tensor<4x6xf32>
  %v2 = mf.silu %v1 : tensor<4x6xf32>
  mf.return %v2, %v1 : tensor<4x6xf32>, tensor<4x6xf32>
}
mf.entry @argmax_of_softmax arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x9xf32>):
  %v0 = mf.softmax %a0 : tensor<4x9xf32>
  %v1 = mf.argmax %v0 along 1 : tensor<4x9xf32> -> tensor<4xi32>
  %v2 = mf.reduce max %v0 dims [1] : tensor<4x9xf32> -> tensor<4xf32>
  mf.return %v1, %v2 : tensor<4xi32>, tensor<4xf32>
}
mf.entry @two_statistics arguments ["a0"] results ["r0", "r1", "r2", "r3"] {
^bb0(%a0: tensor<4x9xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<4x9xf32> -> tensor<4xf32>
  %v1 = mf.reduce max %a0 dims [1] : tensor<4x9xf32> -> tensor<4xf32>
  %v2 = mf.exp %a0 : tensor<4x9xf32>
  %v3 = mf.reduce min %v2 dims [1] : tensor<4x9xf32> -> tensor<4xf32>
  %v4 = mf.tanh %a0 : tensor<4x9xf32>
  %v5 = mf.reduce prod %v4 dims [1] : tensor<4x9xf32> -> tensor<4xf32>
  mf.return %v0, %v1, %v3, %v5 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
mf.entry @rows_and_columns arguments ["a0"] results ["r0", "r1", "r2", "r3"] {
^bb0(%a0: tensor<40x9xf32>):
  %v0 = mf.sin %a0 : tensor<40x9xf32>
  %v1 = mf.reduce sum %v0 dims [1] : tensor<40x9xf32> -> tensor<40xf32>
  %v2 = mf.reduce sum %v0 dims [0] : tensor<40x9xf32> -> tensor<9xf32>
  %v3 = mf.reduce sum %v0 dims [0, 1] : tensor<40x9xf32> -> tensor<f32>
  mf.return %v1, %v2, %v3, %v0 : tensor<40xf32>, tensor<9xf32>, tensor<f32>, tensor<40x9xf32>
}
mf.entry @standardized_columns arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<40x9xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<40x9xf32> -> tensor<9xf32>
  %v1 = mf.constant dense<40.0> : tensor<9xf32>
  %v2 = mf.div %v0, %v1 : tensor<9xf32>
  %v3 = mf.broadcast_in_dim %v2 dims [1] : tensor<9xf32> -> tensor<40x9xf32>
  %v4 = mf.sub %a0, %v3 : tensor<40x9xf32>
  %v5 = mf.mul %v4, %v4 : tensor<40x9xf32>
  %v6 = mf.reduce sum %v5 dims [0] : tensor<40x9xf32> -> tensor<9xf32>
  %v7 = mf.rsqrt %v6 : tensor<9xf32>
  %v8 = mf.broadcast_in_dim %v7 dims [1] : tensor<9xf32> -> tensor<40x9xf32>
  %v9 = mf.mul %v4, %v8 : tensor<40x9xf32>
  mf.return %v9 : tensor<40x9xf32>
}
