// mf.clamp with both bounds, floats and integers.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @s1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1xf32>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<1xf32>
  mf.return %v0 : tensor<1xf32>
}
mf.entry @s7 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @s5x3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @s2x3x17 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x17xf32>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<2x3x17xf32>
  mf.return %v0 : tensor<2x3x17xf32>
}
mf.entry @s2x3x1x5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x1x5xf32>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<2x3x1x5xf32>
  mf.return %v0 : tensor<2x3x1x5xf32>
}
mf.entry @s1030 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1030xf32>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<1030xf32>
  mf.return %v0 : tensor<1030xf32>
}
mf.entry @s33x65 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<33x65xf32>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<33x65xf32>
  mf.return %v0 : tensor<33x65xf32>
}
mf.entry @equal_bounds arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.clamp %a0 in [1.000000e+00, 1.000000e+00] : tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @i32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<11xi32>):
  %v0 = mf.clamp %a0 in [0.000000e+00, 4.000000e+00] : tensor<11xi32>
  mf.return %v0 : tensor<11xi32>
}
mf.entry @i64 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<11xi64>):
  %v0 = mf.clamp %a0 in [-1.000000e+00, 4.000000e+00] : tensor<11xi64>
  mf.return %v0 : tensor<11xi64>
}
mf.entry @bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<11xbf16>):
  %v0 = mf.clamp %a0 in [-5.000000e-01, 1.000000e+00] : tensor<11xbf16>
  mf.return %v0 : tensor<11xbf16>
}
