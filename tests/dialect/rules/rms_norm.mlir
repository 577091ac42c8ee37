// The derivative rule of mf.rms_norm. Through its decomposition; the primal of mf-rulecheck is the direct formula.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3
// RUN: %mf-rulecheck %s --entry=epsilon --at=0,0,0,1,2,3
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward
// RUN: %mf-rulecheck %s --entry=gradient
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %y = mf.rms_norm %x : tensor<3x4xf64>
  mf.return %y : tensor<3x4xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3x4xf64>, %dx: tensor<3x4xf64>):
  %y = mf.rms_norm %x : tensor<3x4xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3x4xf64>) (tensor<3x4xf64>) (tensor<3x4xf64>) -> tensor<3x4xf64>
  mf.return %dy : tensor<3x4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[DX:.+]]: tensor<3x4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<-5.000000e-01> : tensor<3xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<9.9999999999999995E-7> : tensor<3xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<2.500000e-01> : tensor<3xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.mul %[[X]], %[[X]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.reduce  sum %[[V5]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.mul %[[V6]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.add %[[V7]], %[[V3]] : tensor<3xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.rsqrt %[[V8]] : tensor<3xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.broadcast_in_dim %[[V9]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.mul %[[DX]], %[[X]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.mul %[[X]], %[[DX]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.add %[[V11]], %[[V12]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.reduce  sum %[[V13]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.mul %[[V14]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.div %[[V9]], %[[V8]] : tensor<3xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.mul %[[V16]], %[[V2]] : tensor<3xf64>
// CHECK-NEXT: %[[V18:.+]] = mf.mul %[[V17]], %[[V15]] : tensor<3xf64>
// CHECK-NEXT: %[[V19:.+]] = mf.broadcast_in_dim %[[V18]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V20:.+]] = mf.mul %[[DX]], %[[V10]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V21:.+]] = mf.mul %[[X]], %[[V19]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V22:.+]] = mf.add %[[V20]], %[[V21]] : tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V22]] : tensor<3x4xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3x4xf64>, %ct: tensor<3x4xf64>):
  %y = mf.rms_norm %x : tensor<3x4xf64>
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
// CHECK-NEXT: %[[V5:.+]] = mf.mul %[[X]], %[[X]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.reduce  sum %[[V5]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.mul %[[V6]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.add %[[V7]], %[[V3]] : tensor<3xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.rsqrt %[[V8]] : tensor<3xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.broadcast_in_dim %[[V9]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.mul %[[CT]], %[[V10]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.mul %[[X]], %[[CT]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.reduce  sum %[[V12]] dims [1] : tensor<3x4xf64> -> tensor<3xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.div %[[V9]], %[[V8]] : tensor<3xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.mul %[[V14]], %[[V2]] : tensor<3xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.mul %[[V15]], %[[V13]] : tensor<3xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.mul %[[V16]], %[[V4]] : tensor<3xf64>
// CHECK-NEXT: %[[V18:.+]] = mf.broadcast_in_dim %[[V17]] dims [0] : tensor<3xf64> -> tensor<3x4xf64>
// CHECK-NEXT: %[[V19:.+]] = mf.mul %[[V18]], %[[X]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V20:.+]] = mf.mul %[[X]], %[[V18]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V21:.+]] = mf.add %[[V11]], %[[V20]] : tensor<3x4xf64>
// CHECK-NEXT: %[[V22:.+]] = mf.add %[[V21]], %[[V19]] : tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V22]] : tensor<3x4xf64>
mf.entry @epsilon arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3xf64>):
  %y = mf.rms_norm %x {epsilon = 0.5} : tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
