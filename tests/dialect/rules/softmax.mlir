// The derivative rule of mf.softmax. Through its decomposition; the primal of mf-rulecheck is the direct formula.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --at=-9,-0.5,0,0.5,9,1,2 --rows=1,3
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward
// RUN: %mf-rulecheck %s --entry=gradient
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %y = mf.softmax %x : tensor<3x4xf64>
  mf.return %y : tensor<3x4xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3x4xf64>, %dx: tensor<3x4xf64>):
  %y = mf.softmax %x : tensor<3x4xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3x4xf64>) (tensor<3x4xf64>) (tensor<3x4xf64>) -> tensor<3x4xf64>
  mf.return %dy : tensor<3x4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[DX:.+]]: tensor<3x4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.reduce  max %[[X]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.stop_gradient %[[V2]] : tensor<3xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.broadcast_in_dim %[[V3]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.sub %[[X]], %[[V4]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.exp %[[V5]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.reduce  sum %[[V6]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.broadcast_in_dim %[[V7]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.div %[[V6]], %[[V8]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.mul %[[V6]], %[[DX]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.reduce  sum %[[V10]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.broadcast_in_dim %[[V11]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.mul %[[V9]], %[[V12]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.sub %[[V10]], %[[V13]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.div %[[V14]], %[[V8]] : tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V15]] : tensor<3x4xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3x4xf64>, %ct: tensor<3x4xf64>):
  %y = mf.softmax %x : tensor<3x4xf64>
  %p = mf.mul %ct, %y : tensor<3x4xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<3x4xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3x4xf64>) -> tensor<3x4xf64>
  mf.return %dx : tensor<3x4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[CT:.+]]: tensor<3x4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.reduce  max %[[X]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.stop_gradient %[[V2]] : tensor<3xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.broadcast_in_dim %[[V3]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.sub %[[X]], %[[V4]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.exp %[[V5]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.reduce  sum %[[V6]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.broadcast_in_dim %[[V7]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.div %[[V6]], %[[V8]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.div %[[CT]], %[[V8]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.neg %[[V10]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.mul %[[V9]], %[[V11]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.reduce  sum %[[V12]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.broadcast_in_dim %[[V13]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.add %[[V10]], %[[V14]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.mul %[[V6]], %[[V15]] : tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V16]] : tensor<3x4xf64>
