// mf.convolution_kernel: 1 to 3 spatial dimensions, strides, padding, cropping, dilation, groups, depthwise.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x9x3xf32>, %a1: tensor<2x9x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1] low [1] high [1] dilation [1] : tensor<2x9x3xf32>, tensor<2x9x4xf32> -> tensor<3x3x4xf32>
  mf.return %v0 : tensor<3x3x4xf32>
}
mf.entry @fused0 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x9x3xf32>, %a1: tensor<2x9x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x9x3xf32>
  %v1 = mf.sin %a1 : tensor<2x9x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1] low [1] high [1] dilation [1] : tensor<2x9x3xf32>, tensor<2x9x4xf32> -> tensor<3x3x4xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<4xf32> -> tensor<3x3x4xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x4xf32>
  %v5 = mf.silu %v4 : tensor<3x3x4xf32>
  mf.return %v5, %v2 : tensor<3x3x4xf32>, tensor<3x3x4xf32>
}
mf.entry @case1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x9x3xf32>, %a1: tensor<2x4x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [2] low [0] high [0] dilation [1] : tensor<2x9x3xf32>, tensor<2x4x4xf32> -> tensor<3x3x4xf32>
  mf.return %v0 : tensor<3x3x4xf32>
}
mf.entry @fused1 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x9x3xf32>, %a1: tensor<2x4x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x9x3xf32>
  %v1 = mf.sin %a1 : tensor<2x4x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [2] low [0] high [0] dilation [1] : tensor<2x9x3xf32>, tensor<2x4x4xf32> -> tensor<3x3x4xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<4xf32> -> tensor<3x3x4xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x4xf32>
  %v5 = mf.silu %v4 : tensor<3x3x4xf32>
  mf.return %v5, %v2 : tensor<3x3x4xf32>, tensor<3x3x4xf32>
}
mf.entry @case2 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x10x2xf32>, %a1: tensor<1x3x2xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [3] low [2] high [1] dilation [2] : tensor<1x10x2xf32>, tensor<1x3x2xf32> -> tensor<3x2x2xf32>
  mf.return %v0 : tensor<3x2x2xf32>
}
mf.entry @fused2 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x10x2xf32>, %a1: tensor<1x3x2xf32>, %a2: tensor<2xf32>):
  %v0 = mf.tanh %a0 : tensor<1x10x2xf32>
  %v1 = mf.sin %a1 : tensor<1x3x2xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [3] low [2] high [1] dilation [2] : tensor<1x10x2xf32>, tensor<1x3x2xf32> -> tensor<3x2x2xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<2xf32> -> tensor<3x2x2xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x2x2xf32>
  %v5 = mf.silu %v4 : tensor<3x2x2xf32>
  mf.return %v5, %v2 : tensor<3x2x2xf32>, tensor<3x2x2xf32>
}
mf.entry @case3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x8x4xf32>, %a1: tensor<2x8x6xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1] low [1] high [1] dilation [1] {groups = 2 : i64} : tensor<2x8x4xf32>, tensor<2x8x6xf32> -> tensor<3x2x6xf32>
  mf.return %v0 : tensor<3x2x6xf32>
}
mf.entry @fused3 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x8x4xf32>, %a1: tensor<2x8x6xf32>, %a2: tensor<6xf32>):
  %v0 = mf.tanh %a0 : tensor<2x8x4xf32>
  %v1 = mf.sin %a1 : tensor<2x8x6xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1] low [1] high [1] dilation [1] {groups = 2 : i64} : tensor<2x8x4xf32>, tensor<2x8x6xf32> -> tensor<3x2x6xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<6xf32> -> tensor<3x2x6xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x2x6xf32>
  %v5 = mf.silu %v4 : tensor<3x2x6xf32>
  mf.return %v5, %v2 : tensor<3x2x6xf32>, tensor<3x2x6xf32>
}
mf.entry @case4 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x8x4xf32>, %a1: tensor<2x8x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1] low [1] high [1] dilation [1] {groups = 4 : i64} : tensor<2x8x4xf32>, tensor<2x8x4xf32> -> tensor<3x1x4xf32>
  mf.return %v0 : tensor<3x1x4xf32>
}
mf.entry @fused4 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x8x4xf32>, %a1: tensor<2x8x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x8x4xf32>
  %v1 = mf.sin %a1 : tensor<2x8x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1] low [1] high [1] dilation [1] {groups = 4 : i64} : tensor<2x8x4xf32>, tensor<2x8x4xf32> -> tensor<3x1x4xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<4xf32> -> tensor<3x1x4xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x1x4xf32>
  %v5 = mf.silu %v4 : tensor<3x1x4xf32>
  mf.return %v5, %v2 : tensor<3x1x4xf32>, tensor<3x1x4xf32>
}
mf.entry @case5 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x8x4xf32>, %a1: tensor<2x4x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [2] low [1] high [2] dilation [1] {groups = 4 : i64} : tensor<2x8x4xf32>, tensor<2x4x4xf32> -> tensor<4x1x4xf32>
  mf.return %v0 : tensor<4x1x4xf32>
}
mf.entry @fused5 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x8x4xf32>, %a1: tensor<2x4x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x8x4xf32>
  %v1 = mf.sin %a1 : tensor<2x4x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [2] low [1] high [2] dilation [1] {groups = 4 : i64} : tensor<2x8x4xf32>, tensor<2x4x4xf32> -> tensor<4x1x4xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<4xf32> -> tensor<4x1x4xf32>
  %v4 = mf.add %v2, %v3 : tensor<4x1x4xf32>
  %v5 = mf.silu %v4 : tensor<4x1x4xf32>
  mf.return %v5, %v2 : tensor<4x1x4xf32>, tensor<4x1x4xf32>
}
mf.entry @case6 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x7x3xf32>, %a1: tensor<1x7x1xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1] low [0] high [0] dilation [1] : tensor<1x7x3xf32>, tensor<1x7x1xf32> -> tensor<1x3x1xf32>
  mf.return %v0 : tensor<1x3x1xf32>
}
mf.entry @fused6 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x7x3xf32>, %a1: tensor<1x7x1xf32>, %a2: tensor<1xf32>):
  %v0 = mf.tanh %a0 : tensor<1x7x3xf32>
  %v1 = mf.sin %a1 : tensor<1x7x1xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1] low [0] high [0] dilation [1] : tensor<1x7x3xf32>, tensor<1x7x1xf32> -> tensor<1x3x1xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<1xf32> -> tensor<1x3x1xf32>
  %v4 = mf.add %v2, %v3 : tensor<1x3x1xf32>
  %v5 = mf.silu %v4 : tensor<1x3x1xf32>
  mf.return %v5, %v2 : tensor<1x3x1xf32>, tensor<1x3x1xf32>
}
mf.entry @case7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x8x3xf32>, %a1: tensor<2x3x2xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1] low [-1] high [-2] dilation [1] : tensor<2x8x3xf32>, tensor<2x3x2xf32> -> tensor<3x3x2xf32>
  mf.return %v0 : tensor<3x3x2xf32>
}
mf.entry @fused7 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x8x3xf32>, %a1: tensor<2x3x2xf32>, %a2: tensor<2xf32>):
  %v0 = mf.tanh %a0 : tensor<2x8x3xf32>
  %v1 = mf.sin %a1 : tensor<2x3x2xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1] low [-1] high [-2] dilation [1] : tensor<2x8x3xf32>, tensor<2x3x2xf32> -> tensor<3x3x2xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<2xf32> -> tensor<3x3x2xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x2xf32>
  %v5 = mf.silu %v4 : tensor<3x3x2xf32>
  mf.return %v5, %v2 : tensor<3x3x2xf32>, tensor<3x3x2xf32>
}
mf.entry @case8 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x6x7x3xf32>, %a1: tensor<2x6x7x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] : tensor<2x6x7x3xf32>, tensor<2x6x7x4xf32> -> tensor<3x3x3x4xf32>
  mf.return %v0 : tensor<3x3x3x4xf32>
}
mf.entry @fused8 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x6x7x3xf32>, %a1: tensor<2x6x7x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x6x7x3xf32>
  %v1 = mf.sin %a1 : tensor<2x6x7x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] : tensor<2x6x7x3xf32>, tensor<2x6x7x4xf32> -> tensor<3x3x3x4xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [3] : tensor<4xf32> -> tensor<3x3x3x4xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x3x4xf32>
  %v5 = mf.silu %v4 : tensor<3x3x3x4xf32>
  mf.return %v5, %v2 : tensor<3x3x3x4xf32>, tensor<3x3x3x4xf32>
}
mf.entry @case9 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x6x7x3xf32>, %a1: tensor<2x3x3x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [2, 3] low [0, 1] high [1, 0] dilation [1, 1] : tensor<2x6x7x3xf32>, tensor<2x3x3x4xf32> -> tensor<3x2x3x4xf32>
  mf.return %v0 : tensor<3x2x3x4xf32>
}
mf.entry @fused9 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x6x7x3xf32>, %a1: tensor<2x3x3x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x6x7x3xf32>
  %v1 = mf.sin %a1 : tensor<2x3x3x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [2, 3] low [0, 1] high [1, 0] dilation [1, 1] : tensor<2x6x7x3xf32>, tensor<2x3x3x4xf32> -> tensor<3x2x3x4xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [3] : tensor<4xf32> -> tensor<3x2x3x4xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x2x3x4xf32>
  %v5 = mf.silu %v4 : tensor<3x2x3x4xf32>
  mf.return %v5, %v2 : tensor<3x2x3x4xf32>, tensor<3x2x3x4xf32>
}
mf.entry @case10 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x7x7x2xf32>, %a1: tensor<1x7x7x3xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1, 1] low [2, 2] high [2, 2] dilation [2, 2] : tensor<1x7x7x2xf32>, tensor<1x7x7x3xf32> -> tensor<3x3x2x3xf32>
  mf.return %v0 : tensor<3x3x2x3xf32>
}
mf.entry @fused10 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x7x7x2xf32>, %a1: tensor<1x7x7x3xf32>, %a2: tensor<3xf32>):
  %v0 = mf.tanh %a0 : tensor<1x7x7x2xf32>
  %v1 = mf.sin %a1 : tensor<1x7x7x3xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1, 1] low [2, 2] high [2, 2] dilation [2, 2] : tensor<1x7x7x2xf32>, tensor<1x7x7x3xf32> -> tensor<3x3x2x3xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [3] : tensor<3xf32> -> tensor<3x3x2x3xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x2x3xf32>
  %v5 = mf.silu %v4 : tensor<3x3x2x3xf32>
  mf.return %v5, %v2 : tensor<3x3x2x3xf32>, tensor<3x3x2x3xf32>
}
mf.entry @case11 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x6x5x4xf32>, %a1: tensor<2x6x5x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 4 : i64} : tensor<2x6x5x4xf32>, tensor<2x6x5x4xf32> -> tensor<3x3x1x4xf32>
  mf.return %v0 : tensor<3x3x1x4xf32>
}
mf.entry @fused11 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x6x5x4xf32>, %a1: tensor<2x6x5x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x6x5x4xf32>
  %v1 = mf.sin %a1 : tensor<2x6x5x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 4 : i64} : tensor<2x6x5x4xf32>, tensor<2x6x5x4xf32> -> tensor<3x3x1x4xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [3] : tensor<4xf32> -> tensor<3x3x1x4xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x1x4xf32>
  %v5 = mf.silu %v4 : tensor<3x3x1x4xf32>
  mf.return %v5, %v2 : tensor<3x3x1x4xf32>, tensor<3x3x1x4xf32>
}
mf.entry @case12 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x7x5x4xf32>, %a1: tensor<2x3x2x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [2, 2] low [1, 0] high [0, 1] dilation [1, 1] {groups = 4 : i64} : tensor<2x7x5x4xf32>, tensor<2x3x2x4xf32> -> tensor<3x3x1x4xf32>
  mf.return %v0 : tensor<3x3x1x4xf32>
}
mf.entry @fused12 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x7x5x4xf32>, %a1: tensor<2x3x2x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.tanh %a0 : tensor<2x7x5x4xf32>
  %v1 = mf.sin %a1 : tensor<2x3x2x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [2, 2] low [1, 0] high [0, 1] dilation [1, 1] {groups = 4 : i64} : tensor<2x7x5x4xf32>, tensor<2x3x2x4xf32> -> tensor<3x3x1x4xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [3] : tensor<4xf32> -> tensor<3x3x1x4xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x1x4xf32>
  %v5 = mf.silu %v4 : tensor<3x3x1x4xf32>
  mf.return %v5, %v2 : tensor<3x3x1x4xf32>, tensor<3x3x1x4xf32>
}
mf.entry @case13 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x8x8x3xf32>, %a1: tensor<2x2x2x5xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [4, 4] low [0, 0] high [0, 0] dilation [1, 1] : tensor<2x8x8x3xf32>, tensor<2x2x2x5xf32> -> tensor<4x4x3x5xf32>
  mf.return %v0 : tensor<4x4x3x5xf32>
}
mf.entry @fused13 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x8x8x3xf32>, %a1: tensor<2x2x2x5xf32>, %a2: tensor<5xf32>):
  %v0 = mf.tanh %a0 : tensor<2x8x8x3xf32>
  %v1 = mf.sin %a1 : tensor<2x2x2x5xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [4, 4] low [0, 0] high [0, 0] dilation [1, 1] : tensor<2x8x8x3xf32>, tensor<2x2x2x5xf32> -> tensor<4x4x3x5xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [3] : tensor<5xf32> -> tensor<4x4x3x5xf32>
  %v4 = mf.add %v2, %v3 : tensor<4x4x3x5xf32>
  %v5 = mf.silu %v4 : tensor<4x4x3x5xf32>
  mf.return %v5, %v2 : tensor<4x4x3x5xf32>, tensor<4x4x3x5xf32>
}
mf.entry @case14 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x4x5x4xf32>, %a1: tensor<1x4x5x6xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 2 : i64} : tensor<1x4x5x4xf32>, tensor<1x4x5x6xf32> -> tensor<3x3x2x6xf32>
  mf.return %v0 : tensor<3x3x2x6xf32>
}
mf.entry @fused14 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x4x5x4xf32>, %a1: tensor<1x4x5x6xf32>, %a2: tensor<6xf32>):
  %v0 = mf.tanh %a0 : tensor<1x4x5x4xf32>
  %v1 = mf.sin %a1 : tensor<1x4x5x6xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 2 : i64} : tensor<1x4x5x4xf32>, tensor<1x4x5x6xf32> -> tensor<3x3x2x6xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [3] : tensor<6xf32> -> tensor<3x3x2x6xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x2x6xf32>
  %v5 = mf.silu %v4 : tensor<3x3x2x6xf32>
  mf.return %v5, %v2 : tensor<3x3x2x6xf32>, tensor<3x3x2x6xf32>
}
mf.entry @case15 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x5x5x1xf32>, %a1: tensor<1x3x3x3xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1, 1] low [0, 0] high [0, 0] dilation [1, 1] : tensor<1x5x5x1xf32>, tensor<1x3x3x3xf32> -> tensor<3x3x1x3xf32>
  mf.return %v0 : tensor<3x3x1x3xf32>
}
mf.entry @fused15 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x5x5x1xf32>, %a1: tensor<1x3x3x3xf32>, %a2: tensor<3xf32>):
  %v0 = mf.tanh %a0 : tensor<1x5x5x1xf32>
  %v1 = mf.sin %a1 : tensor<1x3x3x3xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1, 1] low [0, 0] high [0, 0] dilation [1, 1] : tensor<1x5x5x1xf32>, tensor<1x3x3x3xf32> -> tensor<3x3x1x3xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [3] : tensor<3xf32> -> tensor<3x3x1x3xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x3x1x3xf32>
  %v5 = mf.silu %v4 : tensor<3x3x1x3xf32>
  mf.return %v5, %v2 : tensor<3x3x1x3xf32>, tensor<3x3x1x3xf32>
}
mf.entry @case16 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x4x3x5x2xf32>, %a1: tensor<1x4x3x3x3xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1, 1, 2] low [0, 1, 0] high [1, 1, 1] dilation [1, 1, 1] : tensor<1x4x3x5x2xf32>, tensor<1x4x3x3x3xf32> -> tensor<2x3x2x2x3xf32>
  mf.return %v0 : tensor<2x3x2x2x3xf32>
}
mf.entry @fused16 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x4x3x5x2xf32>, %a1: tensor<1x4x3x3x3xf32>, %a2: tensor<3xf32>):
  %v0 = mf.tanh %a0 : tensor<1x4x3x5x2xf32>
  %v1 = mf.sin %a1 : tensor<1x4x3x3x3xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1, 1, 2] low [0, 1, 0] high [1, 1, 1] dilation [1, 1, 1] : tensor<1x4x3x5x2xf32>, tensor<1x4x3x3x3xf32> -> tensor<2x3x2x2x3xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [4] : tensor<3xf32> -> tensor<2x3x2x2x3xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x3x2x2x3xf32>
  %v5 = mf.silu %v4 : tensor<2x3x2x2x3xf32>
  mf.return %v5, %v2 : tensor<2x3x2x2x3xf32>, tensor<2x3x2x2x3xf32>
}
mf.entry @case17 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x4x4x4x3xf32>, %a1: tensor<1x2x2x3x3xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [2, 1, 1] low [0, 0, 0] high [0, 0, 0] dilation [1, 2, 1] {groups = 3 : i64} : tensor<1x4x4x4x3xf32>, tensor<1x2x2x3x3xf32> -> tensor<2x2x2x1x3xf32>
  mf.return %v0 : tensor<2x2x2x1x3xf32>
}
mf.entry @fused17 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x4x4x4x3xf32>, %a1: tensor<1x2x2x3x3xf32>, %a2: tensor<3xf32>):
  %v0 = mf.tanh %a0 : tensor<1x4x4x4x3xf32>
  %v1 = mf.sin %a1 : tensor<1x2x2x3x3xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [2, 1, 1] low [0, 0, 0] high [0, 0, 0] dilation [1, 2, 1] {groups = 3 : i64} : tensor<1x4x4x4x3xf32>, tensor<1x2x2x3x3xf32> -> tensor<2x2x2x1x3xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [4] : tensor<3xf32> -> tensor<2x2x2x1x3xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x2x2x1x3xf32>
  %v5 = mf.silu %v4 : tensor<2x2x2x1x3xf32>
  mf.return %v5, %v2 : tensor<2x2x2x1x3xf32>, tensor<2x2x2x1x3xf32>
}
mf.entry @case18 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x5x3xf32>, %a1: tensor<1x4x9xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1] low [0] high [0] dilation [1] {groups = 3 : i64} : tensor<1x5x3xf32>, tensor<1x4x9xf32> -> tensor<2x1x9xf32>
  mf.return %v0 : tensor<2x1x9xf32>
}
mf.entry @fused18 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x5x3xf32>, %a1: tensor<1x4x9xf32>, %a2: tensor<9xf32>):
  %v0 = mf.tanh %a0 : tensor<1x5x3xf32>
  %v1 = mf.sin %a1 : tensor<1x4x9xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1] low [0] high [0] dilation [1] {groups = 3 : i64} : tensor<1x5x3xf32>, tensor<1x4x9xf32> -> tensor<2x1x9xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<9xf32> -> tensor<2x1x9xf32>
  %v4 = mf.add %v2, %v3 : tensor<2x1x9xf32>
  %v5 = mf.silu %v4 : tensor<2x1x9xf32>
  mf.return %v5, %v2 : tensor<2x1x9xf32>, tensor<2x1x9xf32>
}
mf.entry @case19 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x6x3xf32>, %a1: tensor<1x4x3xf32>):
  %v0 = mf.convolution_kernel %a0, %a1 strides [1] low [-1] high [1] dilation [1] {groups = 3 : i64} : tensor<1x6x3xf32>, tensor<1x4x3xf32> -> tensor<3x1x3xf32>
  mf.return %v0 : tensor<3x1x3xf32>
}
mf.entry @fused19 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x6x3xf32>, %a1: tensor<1x4x3xf32>, %a2: tensor<3xf32>):
  %v0 = mf.tanh %a0 : tensor<1x6x3xf32>
  %v1 = mf.sin %a1 : tensor<1x4x3xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1] low [-1] high [1] dilation [1] {groups = 3 : i64} : tensor<1x6x3xf32>, tensor<1x4x3xf32> -> tensor<3x1x3xf32>
  %v3 = mf.broadcast_in_dim %a2 dims [2] : tensor<3xf32> -> tensor<3x1x3xf32>
  %v4 = mf.add %v2, %v3 : tensor<3x1x3xf32>
  %v5 = mf.silu %v4 : tensor<3x1x3xf32>
  mf.return %v5, %v2 : tensor<3x1x3xf32>, tensor<3x1x3xf32>
}
mf.entry @of_views arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2x6x7xf32>, %a1: tensor<2x6x7x4xf32>):
  %v0 = mf.transpose %a0 [1, 2, 3, 0] : tensor<3x2x6x7xf32> -> tensor<2x6x7x3xf32>
  %v1 = mf.reverse %a1 dims [0, 1] : tensor<2x6x7x4xf32>
  %v2 = mf.convolution_kernel %v0, %v1 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] : tensor<2x6x7x3xf32>, tensor<2x6x7x4xf32> -> tensor<3x3x3x4xf32>
  %v3 = mf.transpose %v2 [3, 1, 2, 0] : tensor<3x3x3x4xf32> -> tensor<4x3x3x3xf32>
  mf.return %v3 : tensor<4x3x3x3xf32>
}
mf.entry @twice arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x6x7x3xf32>, %a1: tensor<2x6x7x3xf32>, %a2: tensor<2x6x7x4xf32>):
  %v0 = mf.convolution_kernel %a0, %a2 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] : tensor<2x6x7x3xf32>, tensor<2x6x7x4xf32> -> tensor<3x3x3x4xf32>
  %v1 = mf.convolution_kernel %a1, %a2 strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] : tensor<2x6x7x3xf32>, tensor<2x6x7x4xf32> -> tensor<3x3x3x4xf32>
  %v2 = mf.tanh %v1 : tensor<3x3x3x4xf32>
  mf.return %v0, %v2 : tensor<3x3x3x4xf32>, tensor<3x3x3x4xf32>
}
