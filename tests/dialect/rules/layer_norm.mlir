// The derivative rule of mf.layer_norm. Through its decomposition; the primal of mf-rulecheck is the direct formula.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3
// RUN: %mf-rulecheck %s --entry=epsilon --at=0,0,0,1,2,3
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward
// RUN: %mf-rulecheck %s --entry=gradient
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %y = mf.layer_norm %x : tensor<3x4xf64>
  mf.return %y : tensor<3x4xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3x4xf64>, %dx: tensor<3x4xf64>):
  %y = mf.layer_norm %x : tensor<3x4xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3x4xf64>) (tensor<3x4xf64>) (tensor<3x4xf64>) -> tensor<3x4xf64>
  mf.return %dy : tensor<3x4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[DX:.+]]: tensor<3x4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<-5.000000e-01> : tensor<3xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<9.9999999999999995E-7> : tensor<3xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<2.500000e-01> : tensor<3xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.reduce  sum %[[X]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.mul %[[V5]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.broadcast_in_dim %[[V6]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.sub %[[X]], %[[V7]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.mul %[[V8]], %[[V8]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.reduce  sum %[[V9]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.mul %[[V10]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.add %[[V11]], %[[V3]] : tensor<3xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.rsqrt %[[V12]] : tensor<3xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.broadcast_in_dim %[[V13]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.reduce  sum %[[DX]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.mul %[[V15]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.broadcast_in_dim %[[V16]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V18:.+]] = mf.sub %[[DX]], %[[V17]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V19:.+]] = mf.mul %[[V18]], %[[V8]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V20:.+]] = mf.mul %[[V8]], %[[V18]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V21:.+]] = mf.add %[[V19]], %[[V20]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V22:.+]] = mf.reduce  sum %[[V21]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V23:.+]] = mf.mul %[[V22]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V24:.+]] = mf.div %[[V13]], %[[V12]] : tensor<3xf64>
// CHECK-NEXT: %[[V25:.+]] = mf.mul %[[V24]], %[[V2]] : tensor<3xf64>
// CHECK-NEXT: %[[V26:.+]] = mf.mul %[[V25]], %[[V23]] : tensor<3xf64>
// CHECK-NEXT: %[[V27:.+]] = mf.broadcast_in_dim %[[V26]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V28:.+]] = mf.mul %[[V18]], %[[V14]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V29:.+]] = mf.mul %[[V8]], %[[V27]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V30:.+]] = mf.add %[[V28]], %[[V29]] : tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V30]] : tensor<3x4xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3x4xf64>, %ct: tensor<3x4xf64>):
  %y = mf.layer_norm %x : tensor<3x4xf64>
  %p = mf.mul %ct, %y : tensor<3x4xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<3x4xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3x4xf64>) -> tensor<3x4xf64>
  mf.return %dx : tensor<3x4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[CT:.+]]: tensor<3x4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<-5.000000e-01> : tensor<3xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<9.9999999999999995E-7> : tensor<3xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<2.500000e-01> : tensor<3xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.reduce  sum %[[X]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.mul %[[V5]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.broadcast_in_dim %[[V6]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.sub %[[X]], %[[V7]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.mul %[[V8]], %[[V8]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.reduce  sum %[[V9]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.mul %[[V10]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.add %[[V11]], %[[V3]] : tensor<3xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.rsqrt %[[V12]] : tensor<3xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.broadcast_in_dim %[[V13]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.mul %[[CT]], %[[V14]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.mul %[[V8]], %[[CT]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.reduce  sum %[[V16]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V18:.+]] = mf.div %[[V13]], %[[V12]] : tensor<3xf64>
// CHECK-NEXT: %[[V19:.+]] = mf.mul %[[V18]], %[[V2]] : tensor<3xf64>
// CHECK-NEXT: %[[V20:.+]] = mf.mul %[[V19]], %[[V17]] : tensor<3xf64>
// CHECK-NEXT: %[[V21:.+]] = mf.mul %[[V20]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V22:.+]] = mf.broadcast_in_dim %[[V21]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V23:.+]] = mf.mul %[[V22]], %[[V8]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V24:.+]] = mf.mul %[[V8]], %[[V22]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V25:.+]] = mf.add %[[V15]], %[[V24]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V26:.+]] = mf.add %[[V25]], %[[V23]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V27:.+]] = mf.neg %[[V26]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V28:.+]] = mf.reduce  sum %[[V27]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V29:.+]] = mf.mul %[[V28]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V30:.+]] = mf.broadcast_in_dim %[[V29]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V31:.+]] = mf.add %[[V26]], %[[V30]] : tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V31]] : tensor<3x4xf64>
mf.entry @epsilon arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3xf64>):
  %y = mf.layer_norm %x {epsilon = 0.5} : tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
