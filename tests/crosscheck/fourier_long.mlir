// Long transforms: cut in parts (300 = 15 x 20, 1024), a prime by its matrix (257), a long prime by a convolution (1031), both (2062); derivatives.
// The evaluator's direct sum is what they are compared with: values of up to 100, which f32 holds to 1e-5.
// RUN: %mf-crosscheck %s --types=f32 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
// RUN: %mf-opt %s --mf-decompose | FileCheck %s
mf.entry @parts arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x300xf32>):
  %v0 = mf.rfft %a0 : tensor<2x3x300xf32> -> tensor<2x3x151x2xf32>
  mf.return %v0 : tensor<2x3x151x2xf32>
}
// CHECK-LABEL: mf.entry @parts
// CHECK: mf.dot_general {{.*}} : tensor<6x1x15x20xf32>, tensor<1x15x2x15xf32> -> tensor<6x20x2x15xf32>
// CHECK: mf.dot_general {{.*}} : tensor<90x2x20xf32>, tensor<2x20x2x20xf32> -> tensor<90x2x20xf32>
mf.entry @parts_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x151x2xf32>):
  %v0 = mf.irfft %a0 : tensor<3x151x2xf32> -> tensor<3x300xf32>
  mf.return %v0 : tensor<3x300xf32>
}
mf.entry @power arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x1024xf32>):
  %v0 = mf.rfft %a0 : tensor<2x1024xf32> -> tensor<2x513x2xf32>
  mf.return %v0 : tensor<2x513x2xf32>
}
mf.entry @odd arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<315xf32>):
  %v0 = mf.rfft %a0 : tensor<315xf32> -> tensor<158x2xf32>
  mf.return %v0 : tensor<158x2xf32>
}
mf.entry @odd_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<158x2xf32>):
  %v0 = mf.irfft %a0 : tensor<158x2xf32> -> tensor<315xf32>
  mf.return %v0 : tensor<315xf32>
}
mf.entry @prime arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<257xf32>):
  %v0 = mf.rfft %a0 : tensor<257xf32> -> tensor<129x2xf32>
  mf.return %v0 : tensor<129x2xf32>
}
mf.entry @chirp arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2x1031xf32>):
  %v0 = mf.rfft %a0 : tensor<2x1031xf32> -> tensor<2x516x2xf32>
  mf.return %v0 : tensor<2x516x2xf32>
}
mf.entry @chirp_back arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<516x2xf32>):
  %v0 = mf.irfft %a0 : tensor<516x2xf32> -> tensor<1031xf32>
  mf.return %v0 : tensor<1031xf32>
}
mf.entry @both arguments ["a0"] results ["r0"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<2062xf32>):
  %v0 = mf.rfft %a0 : tensor<2062xf32> -> tensor<1032x2xf32>
  mf.return %v0 : tensor<1032x2xf32>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%x: tensor<2x300xf32>, %dx: tensor<2x300xf32>):
  %y = mf.rfft %x : tensor<2x300xf32> -> tensor<2x151x2xf32>
  %p = mf.mul %y, %y : tensor<2x151x2xf32>
  %dy = mf.jvp of %p at %x along %dx : (tensor<2x151x2xf32>) (tensor<2x300xf32>) (tensor<2x300xf32>) -> tensor<2x151x2xf32>
  mf.return %dy : tensor<2x151x2xf32>
}
mf.entry @gradient arguments ["x", "ct"] results ["dx"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%x: tensor<2x1031xf32>, %ct: tensor<2x516x2xf32>):
  %y = mf.rfft %x : tensor<2x1031xf32> -> tensor<2x516x2xf32>
  %p = mf.mul %ct, %y : tensor<2x516x2xf32>
  %s = mf.reduce sum %p dims [0, 1, 2] : tensor<2x516x2xf32> -> tensor<f32>
  %dx = mf.grad of %s at %x : tensor<f32> (tensor<2x1031xf32>) -> tensor<2x1031xf32>
  mf.return %dx : tensor<2x1031xf32>
}
