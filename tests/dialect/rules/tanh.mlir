// The derivative rule of mf.tanh. The slope reads x: nothing is left of 1 - y far out.
// RUN: %mf-opt %s %expand | FileCheck %s
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --at=-9,-0.5,0,0.5,9
// RUN: %mf-rulecheck %s --entry=f --at=-9,-0.5,0,0.5,9 --rows=1,3 | FileCheck %s --check-prefix=EXECUTE
// EXECUTE: f wrt x: jvp {{.*}} adjoint {{.*}} rows {{.*}} ok
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<5xf64>):
  %y = mf.tanh %x : tensor<5xf64>
  mf.return %y : tensor<5xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<5xf64>, %dx: tensor<5xf64>):
  %y = mf.tanh %x : tensor<5xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<5xf64>) (tensor<5xf64>) (tensor<5xf64>) -> tensor<5xf64>
  mf.return %dy : tensor<5xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<5xf64>, %[[DX:.+]]: tensor<5xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<4.000000e+00> : tensor<5xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<2.000000e+00> : tensor<5xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.mul %[[X]], %[[V3]] : tensor<5xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.neg %[[V4]] : tensor<5xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.logistic %[[V4]] : tensor<5xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.logistic %[[V5]] : tensor<5xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.mul %[[V6]], %[[V7]] : tensor<5xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.mul %[[V8]], %[[V2]] : tensor<5xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.mul %[[V9]], %[[DX]] : tensor<5xf64>
// CHECK-NEXT: mf.return %[[V10]] : tensor<5xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<5xf64>, %ct: tensor<5xf64>):
  %y = mf.tanh %x : tensor<5xf64>
  %p = mf.mul %ct, %y : tensor<5xf64>
  %s = mf.reduce sum %p dims [0] : tensor<5xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<5xf64>) -> tensor<5xf64>
  mf.return %dx : tensor<5xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<5xf64>, %[[CT:.+]]: tensor<5xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<2.000000e+00> : tensor<5xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<4.000000e+00> : tensor<5xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.mul %[[X]], %[[V2]] : tensor<5xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.neg %[[V4]] : tensor<5xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.logistic %[[V5]] : tensor<5xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.logistic %[[V4]] : tensor<5xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.mul %[[V7]], %[[V6]] : tensor<5xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.mul %[[V8]], %[[V3]] : tensor<5xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.mul %[[V9]], %[[CT]] : tensor<5xf64>
// CHECK-NEXT: mf.return %[[V10]] : tensor<5xf64>
