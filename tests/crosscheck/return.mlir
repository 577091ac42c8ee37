// Results: the same value twice, arguments, constants, nothing; unused arguments; empty tensors.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @nothing arguments ["a0"] results [] {
^bb0(%a0: tensor<3xf32>):
  mf.return
}
mf.entry @argument arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3xf32>):
  mf.return %a0 : tensor<3xf32>
}
mf.entry @argument_twice arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3xf32>):
  mf.return %a0, %a0 : tensor<3xf32>, tensor<3xf32>
}
mf.entry @twice arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3xf32>):
  %v0 = mf.sin %a0 : tensor<3xf32>
  mf.return %v0, %v0 : tensor<3xf32>, tensor<3xf32>
}
mf.entry @through_identity arguments ["a0"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<3xf32>):
  %v0 = mf.sin %a0 : tensor<3xf32>
  %v1 = mf.identity %v0 : tensor<3xf32>
  %v2 = mf.stop_gradient %v0 : tensor<3xf32>
  mf.return %v0, %v1, %v2 : tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
}
mf.entry @reshaped arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<6xf32>):
  %v0 = mf.sin %a0 : tensor<6xf32>
  %v1 = mf.reshape %v0 : tensor<6xf32> -> tensor<2x3xf32>
  mf.return %v0, %v1 : tensor<6xf32>, tensor<2x3xf32>
}
mf.entry @view_of_result arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<6xf32>):
  %v0 = mf.sin %a0 : tensor<6xf32>
  %v1 = mf.slice %v0 from [1] to [3] by [1] : tensor<6xf32> -> tensor<2xf32>
  mf.return %v0, %v1 : tensor<6xf32>, tensor<2xf32>
}
mf.entry @used_after arguments ["a0"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<6xf32>):
  %v0 = mf.sin %a0 : tensor<6xf32>
  %v1 = mf.exp %v0 : tensor<6xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<6xf32> -> tensor<f32>
  %v3 = mf.dot_general %v0, %v0 batch [] x [] contracting [0] x [0] : tensor<6xf32>, tensor<6xf32> -> tensor<f32>
  mf.return %v0, %v2, %v3 : tensor<6xf32>, tensor<f32>, tensor<f32>
}
mf.entry @unused arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<2xf32>, %a2: tensor<4xi1>):
  %v0 = mf.sin %a1 : tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @i1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3xi1>):
  mf.return %a0 : tensor<3xi1>
}
mf.entry @empty arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<0xf32>):
  %v0 = mf.sin %a0 : tensor<0xf32>
  mf.return %v0 : tensor<0xf32>
}
mf.entry @empty_rows arguments ["a0"] results ["r0", "r1", "r2", "r3"] {
^bb0(%a0: tensor<3x0xf32>):
  %v0 = mf.add %a0, %a0 : tensor<3x0xf32>
  %v1 = mf.reduce sum %a0 dims [1] : tensor<3x0xf32> -> tensor<3xf32>
  %v2 = mf.reduce sum %a0 dims [0] : tensor<3x0xf32> -> tensor<0xf32>
  %v3 = mf.reduce sum %a0 dims [0, 1] : tensor<3x0xf32> -> tensor<f32>
  mf.return %v0, %v1, %v2, %v3 : tensor<3x0xf32>, tensor<3xf32>, tensor<0xf32>, tensor<f32>
}
mf.entry @empty_max arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x0xf32>):
  %v0 = mf.reduce max %a0 dims [1] : tensor<3x0xf32> -> tensor<3xf32>
  %v1 = mf.reduce prod %a0 dims [1] : tensor<3x0xf32> -> tensor<3xf32>
  mf.return %v0, %v1 : tensor<3xf32>, tensor<3xf32>
}
mf.entry @empty_concatenate arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x0xf32>, %a1: tensor<3x2xf32>):
  %v0 = mf.concatenate %a0, %a1 along 1 : tensor<3x0xf32>, tensor<3x2xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @empty_slice arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.slice %a0 from [1, 2] to [1, 4] by [1, 1] : tensor<3x4xf32> -> tensor<0x2xf32>
  mf.return %v0 : tensor<0x2xf32>
}
mf.entry @empty_pad arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<0xf32>):
  %v0 = mf.pad %a0 low [2] high [1] interior [0] {value = 4.000000e+00 : f64} : tensor<0xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @empty_reshape arguments ["a0"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<0x3xf32>):
  %v0 = mf.reshape %a0 : tensor<0x3xf32> -> tensor<3x0xf32>
  %v1 = mf.reshape %a0 : tensor<0x3xf32> -> tensor<0xf32>
  %v2 = mf.transpose %a0 [1, 0] : tensor<0x3xf32> -> tensor<3x0xf32>
  mf.return %v0, %v1, %v2 : tensor<3x0xf32>, tensor<0xf32>, tensor<3x0xf32>
}
mf.entry @empty_argument_used arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<0x2xf32>, %a1: tensor<2xf32>):
  %v0 = mf.broadcast_in_dim %a1 dims [1] : tensor<2xf32> -> tensor<0x2xf32>
  %v1 = mf.mul %a0, %v0 : tensor<0x2xf32>
  mf.return %v1, %a1 : tensor<0x2xf32>, tensor<2xf32>
}
mf.entry @empty_gather arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5x2xf32>, %a1: tensor<0xi32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<5x2xf32>, tensor<0xi32> -> tensor<0x2xf32>
  mf.return %v0 : tensor<0x2xf32>
}
mf.entry @empty_softmax_rows arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<0x4xf32>):
  %v0 = mf.softmax %a0 : tensor<0x4xf32>
  mf.return %v0 : tensor<0x4xf32>
}
mf.entry @empty_cumsum arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<0x4xf32>):
  %v0 = mf.cumsum %a0 along 0 : tensor<0x4xf32>
  %v1 = mf.cumsum %a0 along 1 : tensor<0x4xf32>
  mf.return %v0, %v1 : tensor<0x4xf32>, tensor<0x4xf32>
}
mf.entry @empty_sort arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x0xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<2x0xf32> -> tensor<2x0xf32>, tensor<2x0xi32>
  mf.return %v0, %v1 : tensor<2x0xf32>, tensor<2x0xi32>
}
mf.entry @empty_loop arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<0xf32>):
  %v0 = mf.for init(%a0 : tensor<0xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<0xf32>):
    %v3 = mf.sin %v2 : tensor<0xf32>
    mf.yield %v3 : tensor<0xf32>
  } -> tensor<0xf32>
  mf.return %v0 : tensor<0xf32>
}
mf.entry @empty_convolution arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<0x5x2xf32>, %a1: tensor<3x2x4xf32>):
  %v0 = mf.convolution %a0, %a1 strides [1] low [0] high [0] dilation [1] : tensor<0x5x2xf32>, tensor<3x2x4xf32> -> tensor<0x3x4xf32>
  mf.return %v0 : tensor<0x3x4xf32>
}
mf.entry @empty_batch arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<0x3x4xf32>, %a1: tensor<0x4x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [2] x [1] : tensor<0x3x4xf32>, tensor<0x4x2xf32> -> tensor<0x3x2xf32>
  mf.return %v0 : tensor<0x3x2xf32>
}
mf.entry @empty_scatter arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<5x2xf32>, %a1: tensor<0xi32>, %a2: tensor<0x2xf32>):
  %v0 = mf.scatter_add %a0 [%a1] axis 0 add %a2 : tensor<0xi32>, tensor<0x2xf32> -> tensor<5x2xf32>
  mf.return %v0 : tensor<5x2xf32>
}
