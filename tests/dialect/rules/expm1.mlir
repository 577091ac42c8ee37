// The derivative rule of mf.expm1. The slope is exp(x), not y + 1, of which nothing is left far below 0.
// RUN: %mf-opt %s %expand | FileCheck %s
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --at=-9,-0.5,0,0.5,9
// RUN: %mf-rulecheck %s --entry=f --at=-9,-0.5,0,0.5,9 --rows=1,3 | FileCheck %s --check-prefix=EXECUTE
// EXECUTE: f wrt x: jvp {{.*}} adjoint {{.*}} rows {{.*}} ok
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<5xf64>):
  %y = mf.expm1 %x : tensor<5xf64>
  mf.return %y : tensor<5xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<5xf64>, %dx: tensor<5xf64>):
  %y = mf.expm1 %x : tensor<5xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<5xf64>) (tensor<5xf64>) (tensor<5xf64>) -> tensor<5xf64>
  mf.return %dy : tensor<5xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<5xf64>, %[[DX:.+]]: tensor<5xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.exp %[[X]] : tensor<5xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.mul %[[V2]], %[[DX]] : tensor<5xf64>
// CHECK-NEXT: mf.return %[[V3]] : tensor<5xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<5xf64>, %ct: tensor<5xf64>):
  %y = mf.expm1 %x : tensor<5xf64>
  %p = mf.mul %ct, %y : tensor<5xf64>
  %s = mf.reduce sum %p dims [0] : tensor<5xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<5xf64>) -> tensor<5xf64>
  mf.return %dx : tensor<5xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<5xf64>, %[[CT:.+]]: tensor<5xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.exp %[[X]] : tensor<5xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.mul %[[V2]], %[[CT]] : tensor<5xf64>
// CHECK-NEXT: mf.return %[[V3]] : tensor<5xf64>
