// mf.irfft of even, odd and unit lengths.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @n1_scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x2xf32>):
  %v0 = mf.irfft %a0 : tensor<1x2xf32> -> tensor<1xf32>
  mf.return %v0 : tensor<1xf32>
}
mf.entry @n1_s3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x1x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x1x2xf32> -> tensor<3x1xf32>
  mf.return %v0 : tensor<3x1xf32>
}
mf.entry @n2_scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2xf32>):
  %v0 = mf.irfft %a0 : tensor<2x2xf32> -> tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @n2_s3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x2x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x2x2xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @n3_scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2xf32>):
  %v0 = mf.irfft %a0 : tensor<2x2xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @n3_s3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x2x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x2x2xf32> -> tensor<3x3xf32>
  mf.return %v0 : tensor<3x3xf32>
}
mf.entry @n8_scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x2xf32>):
  %v0 = mf.irfft %a0 : tensor<5x2xf32> -> tensor<8xf32>
  mf.return %v0 : tensor<8xf32>
}
mf.entry @n8_s3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x5x2xf32> -> tensor<3x8xf32>
  mf.return %v0 : tensor<3x8xf32>
}
mf.entry @n9_scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x2xf32>):
  %v0 = mf.irfft %a0 : tensor<5x2xf32> -> tensor<9xf32>
  mf.return %v0 : tensor<9xf32>
}
mf.entry @n9_s3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x5x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x5x2xf32> -> tensor<3x9xf32>
  mf.return %v0 : tensor<3x9xf32>
}
mf.entry @n9_s2x2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x2x5x2xf32>):
  %v0 = mf.irfft %a0 : tensor<2x2x5x2xf32> -> tensor<2x2x9xf32>
  mf.return %v0 : tensor<2x2x9xf32>
}
mf.entry @n16_scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9x2xf32>):
  %v0 = mf.irfft %a0 : tensor<9x2xf32> -> tensor<16xf32>
  mf.return %v0 : tensor<16xf32>
}
mf.entry @n16_s3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x9x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x9x2xf32> -> tensor<3x16xf32>
  mf.return %v0 : tensor<3x16xf32>
}
mf.entry @n31_scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<16x2xf32>):
  %v0 = mf.irfft %a0 : tensor<16x2xf32> -> tensor<31xf32>
  mf.return %v0 : tensor<31xf32>
}
mf.entry @n31_s3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x16x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x16x2xf32> -> tensor<3x31xf32>
  mf.return %v0 : tensor<3x31xf32>
}
mf.entry @fused arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x7x2xf32> -> tensor<3x12xf32>
  %v1 = mf.exp %v0 : tensor<3x12xf32>
  mf.return %v1 : tensor<3x12xf32>
}
