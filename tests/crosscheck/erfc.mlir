// mf.erfc at every rank, with tails.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.erfc %a0 : tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @s1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1xf32>):
  %v0 = mf.erfc %a0 : tensor<1xf32>
  mf.return %v0 : tensor<1xf32>
}
mf.entry @s7 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.erfc %a0 : tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @s5x3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.erfc %a0 : tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @s2x3x17 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x17xf32>):
  %v0 = mf.erfc %a0 : tensor<2x3x17xf32>
  mf.return %v0 : tensor<2x3x17xf32>
}
mf.entry @s2x3x1x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x1x5xf32>):
  %v0 = mf.erfc %a0 : tensor<2x3x1x5xf32>
  mf.return %v0 : tensor<2x3x1x5xf32>
}
mf.entry @s1030 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1030xf32>):
  %v0 = mf.erfc %a0 : tensor<1030xf32>
  mf.return %v0 : tensor<1030xf32>
}
mf.entry @s33x65 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<33x65xf32>):
  %v0 = mf.erfc %a0 : tensor<33x65xf32>
  mf.return %v0 : tensor<33x65xf32>
}
mf.entry @wide arguments ["a0"] results ["r0"] attributes {range = {a0 = [-2.000000e+01 : f64, 2.000000e+01 : f64]}} {
^bb0(%a0: tensor<101xf32>):
  %v0 = mf.erfc %a0 : tensor<101xf32>
  mf.return %v0 : tensor<101xf32>
}
mf.entry @bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xbf16>):
  %v0 = mf.erfc %a0 : tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
mf.entry @of_view arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x6xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<5x6xf32> -> tensor<6x5xf32>
  %v1 = mf.erfc %v0 : tensor<6x5xf32>
  mf.return %v1 : tensor<6x5xf32>
}
