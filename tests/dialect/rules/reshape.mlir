// The derivative rule of mf.reshape.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3
// RUN: %mf-rulecheck %s --entry=unit --rows=2,4
// RUN: %mf-rulecheck %s --entry=scalar
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x6xf64>):
  %y = mf.reshape %x : tensor<4x6xf64> -> tensor<4x2x3xf64>
  mf.return %y : tensor<4x2x3xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<4x6xf64>, %dx: tensor<4x6xf64>):
  %y = mf.reshape %x : tensor<4x6xf64> -> tensor<4x2x3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<4x2x3xf64>) (tensor<4x6xf64>) (tensor<4x6xf64>) -> tensor<4x2x3xf64>
  mf.return %dy : tensor<4x2x3xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<4x6xf64>, %[[DX:.+]]: tensor<4x6xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.reshape %[[DX]] : tensor<4x6xf64> -> tensor<4x2x3xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<4x2x3xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<4x6xf64>, %ct: tensor<4x2x3xf64>):
  %y = mf.reshape %x : tensor<4x6xf64> -> tensor<4x2x3xf64>
  %p = mf.mul %ct, %y : tensor<4x2x3xf64>
  %s = mf.reduce sum %p dims [0, 1, 2] : tensor<4x2x3xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<4x6xf64>) -> tensor<4x6xf64>
  mf.return %dx : tensor<4x6xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<4x6xf64>, %[[CT:.+]]: tensor<4x2x3xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.reshape %[[CT]] : tensor<4x2x3xf64> -> tensor<4x6xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<4x6xf64>
mf.entry @unit arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x1xf64>):
  %y = mf.reshape %x : tensor<4x1xf64> -> tensor<1x4xf64>
  mf.return %y : tensor<1x4xf64>
}
mf.entry @scalar arguments ["x"] results ["y"] {
^bb0(%x: tensor<1x1xf64>):
  %y = mf.reshape %x : tensor<1x1xf64> -> tensor<f64>
  mf.return %y : tensor<f64>
}
