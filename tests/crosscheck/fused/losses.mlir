// Losses and schedules as they are written in training programs.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=3 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @cross_entropy arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x5xf32>, %a1: tensor<6xi32>):
  %v0 = mf.log_softmax %a0 : tensor<6x5xf32>
  %v1 = mf.gather %v0 [%a1] axis 1 {batch_dims = 1 : i64} : tensor<6x5xf32>, tensor<6xi32> -> tensor<6xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<6xf32> -> tensor<f32>
  %v3 = mf.neg %v2 : tensor<f32>
  %v4 = mf.grad of %v3 at %a0 : tensor<f32> (tensor<6x5xf32>) -> tensor<6x5xf32>
  mf.return %v3, %v4 : tensor<f32>, tensor<6x5xf32>
}
mf.entry @huber arguments ["a0", "a1"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<6x5xf32>, %a1: tensor<6x5xf32>):
  %v0 = mf.sub %a0, %a1 : tensor<6x5xf32>
  %v1 = mf.abs %v0 : tensor<6x5xf32>
  %v2 = mf.constant dense<1.0> : tensor<6x5xf32>
  %v3 = mf.constant dense<0.5> : tensor<6x5xf32>
  %v4 = mf.compare lt %v1, %v2 : tensor<6x5xf32> -> tensor<6x5xi1>
  %v5 = mf.mul %v0, %v0 : tensor<6x5xf32>
  %v6 = mf.mul %v3, %v5 : tensor<6x5xf32>
  %v7 = mf.sub %v1, %v3 : tensor<6x5xf32>
  %v8 = mf.select %v4, %v6, %v7 : tensor<6x5xi1>, tensor<6x5xf32>
  %v9 = mf.reduce sum %v8 dims [0, 1] : tensor<6x5xf32> -> tensor<f32>
  %v10, %v11 = mf.grad of %v9 at %a0, %a1 : tensor<f32> (tensor<6x5xf32>, tensor<6x5xf32>) -> tensor<6x5xf32>, tensor<6x5xf32>
  mf.return %v9, %v10, %v11 : tensor<f32>, tensor<6x5xf32>, tensor<6x5xf32>
}
mf.entry @adaptive_weight arguments ["a0", "a1"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<6x5xf32>, %a1: tensor<6x5xf32>):
  %v0 = mf.sub %a0, %a1 : tensor<6x5xf32>
  %v1 = mf.mul %v0, %v0 : tensor<6x5xf32>
  %v2 = mf.reduce sum %v1 dims [1] : tensor<6x5xf32> -> tensor<6xf32>
  %v3 = mf.constant dense<0.001> : tensor<6xf32>
  %v4 = mf.add %v2, %v3 : tensor<6xf32>
  %v5 = mf.constant dense<-0.75> : tensor<6xf32>
  %v6 = mf.pow %v4, %v5 : tensor<6xf32>
  %v7 = mf.stop_gradient %v6 : tensor<6xf32>
  %v8 = mf.mul %v7, %v2 : tensor<6xf32>
  %v9 = mf.reduce sum %v8 dims [0] : tensor<6xf32> -> tensor<f32>
  %v10 = mf.grad of %v9 at %a0 : tensor<f32> (tensor<6x5xf32>) -> tensor<6x5xf32>
  mf.return %v9, %v7, %v10 : tensor<f32>, tensor<6xf32>, tensor<6x5xf32>
}
mf.entry @embedding_gradient arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<9x4xf32>, %a1: tensor<5xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<9x4xf32>, tensor<5xi32> -> tensor<5x4xf32>
  %v1 = mf.tanh %v0 : tensor<5x4xf32>
  %v2 = mf.mul %v1, %v1 : tensor<5x4xf32>
  %v3 = mf.reduce sum %v2 dims [0, 1] : tensor<5x4xf32> -> tensor<f32>
  %v4 = mf.grad of %v3 at %a0 : tensor<f32> (tensor<9x4xf32>) -> tensor<9x4xf32>
  mf.return %v3, %v4 : tensor<f32>, tensor<9x4xf32>
}
mf.entry @clipped arguments ["a0"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<40x9xf32>):
  %v0 = mf.mul %a0, %a0 : tensor<40x9xf32>
  %v1 = mf.reduce sum %v0 dims [0, 1] : tensor<40x9xf32> -> tensor<f32>
  %v2 = mf.sqrt %v1 : tensor<f32>
  %v3 = mf.constant dense<1.0> : tensor<f32>
  %v4 = mf.constant dense<1.0> : tensor<f32>
  %v5 = mf.div %v4, %v2 : tensor<f32>
  %v6 = mf.min %v3, %v5 : tensor<f32>
  %v7 = mf.broadcast_in_dim %v6 dims [] : tensor<f32> -> tensor<40x9xf32>
  %v8 = mf.mul %a0, %v7 : tensor<40x9xf32>
  mf.return %v8, %v2 : tensor<40x9xf32>, tensor<f32>
}
mf.entry @time_features arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6xf32>):
  %v0 = mf.iota 0 : tensor<8xf32>
  %v1 = mf.constant dense<-0.5> : tensor<8xf32>
  %v2 = mf.mul %v0, %v1 : tensor<8xf32>
  %v3 = mf.exp %v2 : tensor<8xf32>
  %v4 = mf.dot_general %a0, %v3 batch [] x [] contracting [] x [] : tensor<6xf32>, tensor<8xf32> -> tensor<6x8xf32>
  %v5 = mf.sin %v4 : tensor<6x8xf32>
  %v6 = mf.cos %v4 : tensor<6x8xf32>
  %v7 = mf.concatenate %v5, %v6 along 1 : tensor<6x8xf32>, tensor<6x8xf32> -> tensor<6x16xf32>
  mf.return %v7 : tensor<6x16xf32>
}
mf.entry @spectral arguments ["a0"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<3x12xf32>):
  %v0 = mf.rfft %a0 : tensor<3x12xf32> -> tensor<3x7x2xf32>
  %v1 = mf.mul %v0, %v0 : tensor<3x7x2xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1, 2] : tensor<3x7x2xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<3x12xf32>) -> tensor<3x12xf32>
  mf.return %v2, %v3 : tensor<f32>, tensor<3x12xf32>
}
mf.entry @sorted_distance arguments ["a0", "a1"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x9xf32>, %a1: tensor<4x9xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<4x9xf32> -> tensor<4x9xf32>, tensor<4x9xi32>
  %v2, %v3 = mf.sort %a1 : tensor<4x9xf32> -> tensor<4x9xf32>, tensor<4x9xi32>
  %v4 = mf.sub %v0, %v2 : tensor<4x9xf32>
  %v5 = mf.mul %v4, %v4 : tensor<4x9xf32>
  %v6 = mf.reduce sum %v5 dims [0, 1] : tensor<4x9xf32> -> tensor<f32>
  %v7 = mf.grad of %v6 at %a0 : tensor<f32> (tensor<4x9xf32>) -> tensor<4x9xf32>
  mf.return %v6, %v7 : tensor<f32>, tensor<4x9xf32>
}
mf.entry @cumulative arguments ["a0"] results ["r0", "r1"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<4x9xf32>):
  %v0 = mf.exp %a0 : tensor<4x9xf32>
  %v1 = mf.cumsum %v0 along 1 : tensor<4x9xf32>
  %v2 = mf.log %v1 : tensor<4x9xf32>
  %v3 = mf.mul %v2, %v2 : tensor<4x9xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<4x9xf32> -> tensor<f32>
  %v5 = mf.grad of %v4 at %a0 : tensor<f32> (tensor<4x9xf32>) -> tensor<4x9xf32>
  mf.return %v4, %v5 : tensor<f32>, tensor<4x9xf32>
}
mf.entry @maxima arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x9xf32>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<4x9xf32> -> tensor<9xf32>
  %v1 = mf.reduce sum %v0 dims [0] : tensor<9xf32> -> tensor<f32>
  %v2 = mf.reduce min %a0 dims [1] : tensor<4x9xf32> -> tensor<4xf32>
  %v3 = mf.reduce sum %v2 dims [0] : tensor<4xf32> -> tensor<f32>
  %v4 = mf.add %v1, %v3 : tensor<f32>
  %v5 = mf.grad of %v4 at %a0 : tensor<f32> (tensor<4x9xf32>) -> tensor<4x9xf32>
  mf.return %v5 : tensor<4x9xf32>
}
