// The derivative rule of mf.logistic. 1 - y is the function at -x, so that the tail above 0 is right.
// RUN: %mf-opt %s %expand | FileCheck %s
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --at=-30,-9,-0.5,0,0.5,9
// RUN: %mf-rulecheck %s --entry=f --at=-30,-9,-0.5,0,0.5,9 --rows=1,3 | FileCheck %s --check-prefix=EXECUTE
// EXECUTE: f wrt x: jvp {{.*}} adjoint {{.*}} rows {{.*}} ok
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<6xf64>):
  %y = mf.logistic %x : tensor<6xf64>
  mf.return %y : tensor<6xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<6xf64>, %dx: tensor<6xf64>):
  %y = mf.logistic %x : tensor<6xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<6xf64>) (tensor<6xf64>) (tensor<6xf64>) -> tensor<6xf64>
  mf.return %dy : tensor<6xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<6xf64>, %[[DX:.+]]: tensor<6xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.logistic %[[X]] : tensor<6xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.neg %[[X]] : tensor<6xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.logistic %[[V3]] : tensor<6xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.mul %[[V2]], %[[V4]] : tensor<6xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.mul %[[V5]], %[[DX]] : tensor<6xf64>
// CHECK-NEXT: mf.return %[[V6]] : tensor<6xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<6xf64>, %ct: tensor<6xf64>):
  %y = mf.logistic %x : tensor<6xf64>
  %p = mf.mul %ct, %y : tensor<6xf64>
  %s = mf.reduce sum %p dims [0] : tensor<6xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<6xf64>) -> tensor<6xf64>
  mf.return %dx : tensor<6xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<6xf64>, %[[CT:.+]]: tensor<6xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.logistic %[[X]] : tensor<6xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.neg %[[X]] : tensor<6xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.logistic %[[V3]] : tensor<6xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.mul %[[V2]], %[[V4]] : tensor<6xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.mul %[[V5]], %[[CT]] : tensor<6xf64>
// CHECK-NEXT: mf.return %[[V6]] : tensor<6xf64>
