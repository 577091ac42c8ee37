// The derivative rule of mf.pad. Negative padding crops; interior padding spreads. Its transpose slices.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3
// RUN: %mf-rulecheck %s --entry=crop_low
// RUN: %mf-rulecheck %s --entry=crop_high
// RUN: %mf-rulecheck %s --entry=crop_both
// RUN: %mf-rulecheck %s --entry=crop_into_padding
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %y = mf.pad %x low [0, 1] high [0, -1] interior [0, 2] {value = 7.0} : tensor<3x4xf64> -> tensor<3x10xf64>
  mf.return %y : tensor<3x10xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3x4xf64>, %dx: tensor<3x4xf64>):
  %y = mf.pad %x low [0, 1] high [0, -1] interior [0, 2] {value = 7.0} : tensor<3x4xf64> -> tensor<3x10xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3x10xf64>) (tensor<3x4xf64>) (tensor<3x4xf64>) -> tensor<3x10xf64>
  mf.return %dy : tensor<3x10xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[DX:.+]]: tensor<3x4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.pad %[[DX]] low [0, 1] high [0, -1] interior [0, 2] : tensor<3x4xf64> -> tensor<3x10xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<3x10xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3x4xf64>, %ct: tensor<3x10xf64>):
  %y = mf.pad %x low [0, 1] high [0, -1] interior [0, 2] {value = 7.0} : tensor<3x4xf64> -> tensor<3x10xf64>
  %p = mf.mul %ct, %y : tensor<3x10xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<3x10xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3x4xf64>) -> tensor<3x4xf64>
  mf.return %dx : tensor<3x4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[CT:.+]]: tensor<3x10xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.pad %[[CT]] low [0, 0] high [0, 1] interior [0, 0] : tensor<3x10xf64> -> tensor<3x11xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.slice %[[V2]] from [0, 1] to [3, 11] by [1, 3] : tensor<3x11xf64> -> tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V3]] : tensor<3x4xf64>
mf.entry @crop_low arguments ["x"] results ["y"] {
^bb0(%x: tensor<4xf64>):
  %y = mf.pad %x low [-1] high [2] interior [0] : tensor<4xf64> -> tensor<5xf64>
  mf.return %y : tensor<5xf64>
}
mf.entry @crop_high arguments ["x"] results ["y"] {
^bb0(%x: tensor<4xf64>):
  %y = mf.pad %x low [1] high [-2] interior [1] : tensor<4xf64> -> tensor<6xf64>
  mf.return %y : tensor<6xf64>
}
mf.entry @crop_both arguments ["x"] results ["y"] {
^bb0(%x: tensor<4xf64>):
  %y = mf.pad %x low [-2] high [-2] interior [2] : tensor<4xf64> -> tensor<6xf64>
  mf.return %y : tensor<6xf64>
}
mf.entry @crop_into_padding arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %z = mf.pad %x low [-5] high [4] interior [0] : tensor<3xf64> -> tensor<2xf64>
  %s = mf.slice %x from [0] to [2] by [1] : tensor<3xf64> -> tensor<2xf64>
  %y = mf.add %z, %s : tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
