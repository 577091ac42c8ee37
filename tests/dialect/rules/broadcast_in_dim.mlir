// The derivative rule of mf.broadcast_in_dim. Its transpose sums over the repeated dimensions, those of size 1 included.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,2
// RUN: %mf-rulecheck %s --entry=scalar
// RUN: %mf-rulecheck %s --entry=leading --rows=1,3
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x1xf64>):
  %y = mf.broadcast_in_dim %x dims [1, 3] : tensor<2x1xf64> -> tensor<3x2x2x4xf64>
  mf.return %y : tensor<3x2x2x4xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<2x1xf64>, %dx: tensor<2x1xf64>):
  %y = mf.broadcast_in_dim %x dims [1, 3] : tensor<2x1xf64> -> tensor<3x2x2x4xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3x2x2x4xf64>) (tensor<2x1xf64>) (tensor<2x1xf64>) -> tensor<3x2x2x4xf64>
  mf.return %dy : tensor<3x2x2x4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<2x1xf64>, %[[DX:.+]]: tensor<2x1xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.broadcast_in_dim %[[DX]] dims [1, 3] : tensor<2x1xf64> -> tensor<3x2x2x4xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<3x2x2x4xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<2x1xf64>, %ct: tensor<3x2x2x4xf64>):
  %y = mf.broadcast_in_dim %x dims [1, 3] : tensor<2x1xf64> -> tensor<3x2x2x4xf64>
  %p = mf.mul %ct, %y : tensor<3x2x2x4xf64>
  %s = mf.reduce sum %p dims [0, 1, 2, 3] : tensor<3x2x2x4xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<2x1xf64>) -> tensor<2x1xf64>
  mf.return %dx : tensor<2x1xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<2x1xf64>, %[[CT:.+]]: tensor<3x2x2x4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.reduce  sum %[[CT]] dims [0, 2, 3] : tensor<3x2x2x4xf64> -> tensor<2xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.reshape %[[V2]] : tensor<2xf64> -> tensor<2x1xf64>
// CHECK-NEXT: mf.return %[[V3]] : tensor<2x1xf64>
mf.entry @scalar arguments ["x"] results ["y"] {
^bb0(%x: tensor<f64>):
  %y = mf.broadcast_in_dim %x dims [] : tensor<f64> -> tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
mf.entry @leading arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x3xf64>):
  %y = mf.broadcast_in_dim %x dims [0, 2] : tensor<4x3xf64> -> tensor<4x2x3xf64>
  mf.return %y : tensor<4x2x3xf64>
}
