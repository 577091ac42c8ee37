// Tensors without elements and reductions over none divided by zero in the compiler.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
mf.entry @rank0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.reduce sum %a0 dims [] : tensor<f32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @nothing arguments ["a0"] results ["r0", "r1", "r2", "r3"] {
^bb0(%a0: tensor<3x0xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<3x0xf32> -> tensor<3xf32>
  %v1 = mf.reduce max %a0 dims [0, 1] : tensor<3x0xf32> -> tensor<f32>
  %v2 = mf.reduce prod %a0 dims [1] : tensor<3x0xf32> -> tensor<3xf32>
  %v3 = mf.add %a0, %a0 : tensor<3x0xf32>
  mf.return %v0, %v1, %v2, %v3 : tensor<3xf32>, tensor<f32>, tensor<3xf32>, tensor<3x0xf32>
}
mf.entry @no_terms arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x0xf32>, %a1: tensor<0x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x0xf32>, tensor<0x4xf32> -> tensor<3x4xf32>
  mf.return %v0 : tensor<3x4xf32>
}
mf.entry @convolution arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<0x5x2xf32>, %a1: tensor<3x2x4xf32>):
  %v0 = mf.convolution %a0, %a1 strides [1] low [0] high [0] dilation [1] : tensor<0x5x2xf32>, tensor<3x2x4xf32> -> tensor<0x3x4xf32>
  mf.return %v0 : tensor<0x3x4xf32>
}
