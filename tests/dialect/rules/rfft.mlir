// The derivative rule of mf.rfft. Linear; decomposed into a product with the DFT matrix, the primal of mf-rulecheck is the direct sum.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3
// RUN: %mf-rulecheck %s --entry=odd
// RUN: %mf-rulecheck %s --entry=one
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x6xf64>):
  %y = mf.rfft %x : tensor<3x6xf64> -> tensor<3x4x2xf64>
  mf.return %y : tensor<3x4x2xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3x6xf64>, %dx: tensor<3x6xf64>):
  %y = mf.rfft %x : tensor<3x6xf64> -> tensor<3x4x2xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3x4x2xf64>) (tensor<3x6xf64>) (tensor<3x6xf64>) -> tensor<3x4x2xf64>
  mf.return %dy : tensor<3x4x2xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x6xf64>, %[[DX:.+]]: tensor<3x6xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<{{.*}}> : tensor<6x8xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.dot_general %[[DX]], %[[V2]] batch [] x [] contracting [1] x [0] : tensor<3x6xf64>, tensor<6x8xf64> -> tensor<3x8xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.reshape %[[V3]] : tensor<3x8xf64> -> tensor<3x4x2xf64>
// CHECK-NEXT: mf.return %[[V4]] : tensor<3x4x2xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3x6xf64>, %ct: tensor<3x4x2xf64>):
  %y = mf.rfft %x : tensor<3x6xf64> -> tensor<3x4x2xf64>
  %p = mf.mul %ct, %y : tensor<3x4x2xf64>
  %s = mf.reduce sum %p dims [0, 1, 2] : tensor<3x4x2xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3x6xf64>) -> tensor<3x6xf64>
  mf.return %dx : tensor<3x6xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x6xf64>, %[[CT:.+]]: tensor<3x4x2xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<{{.*}}> : tensor<6x8xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.reshape %[[CT]] : tensor<3x4x2xf64> -> tensor<3x8xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.dot_general %[[V3]], %[[V2]] batch [] x [] contracting [1] x [1] : tensor<3x8xf64>, tensor<6x8xf64> -> tensor<3x6xf64>
// CHECK-NEXT: mf.return %[[V4]] : tensor<3x6xf64>
mf.entry @odd arguments ["x"] results ["y"] {
^bb0(%x: tensor<7xf64>):
  %y = mf.rfft %x : tensor<7xf64> -> tensor<4x2xf64>
  mf.return %y : tensor<4x2xf64>
}
mf.entry @one arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x1xf64>):
  %y = mf.rfft %x : tensor<2x1xf64> -> tensor<2x1x2xf64>
  mf.return %y : tensor<2x1x2xf64>
}
