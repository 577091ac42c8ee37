// The derivative rule of mf.reverse. Its own transpose.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4x2xf64>):
  %y = mf.reverse %x dims [1, 2] : tensor<3x4x2xf64>
  mf.return %y : tensor<3x4x2xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3x4x2xf64>, %dx: tensor<3x4x2xf64>):
  %y = mf.reverse %x dims [1, 2] : tensor<3x4x2xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3x4x2xf64>) (tensor<3x4x2xf64>) (tensor<3x4x2xf64>) -> tensor<3x4x2xf64>
  mf.return %dy : tensor<3x4x2xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4x2xf64>, %[[DX:.+]]: tensor<3x4x2xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.reverse %[[DX]] dims [1, 2] : tensor<3x4x2xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<3x4x2xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3x4x2xf64>, %ct: tensor<3x4x2xf64>):
  %y = mf.reverse %x dims [1, 2] : tensor<3x4x2xf64>
  %p = mf.mul %ct, %y : tensor<3x4x2xf64>
  %s = mf.reduce sum %p dims [0, 1, 2] : tensor<3x4x2xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3x4x2xf64>) -> tensor<3x4x2xf64>
  mf.return %dx : tensor<3x4x2xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4x2xf64>, %[[CT:.+]]: tensor<3x4x2xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.reverse %[[CT]] dims [1, 2] : tensor<3x4x2xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<3x4x2xf64>
