// The derivative rule of mf.sort. The tangents move along with their elements; the indices have none.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --at=1,-2,3,0,-5,8,7,6,4,9,-9,2 --rows=1,3
// RUN: %mf-rulecheck %s --entry=vector --at=1,-2,3,0,-5
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %y, %i = mf.sort %x : tensor<3x4xf64> -> tensor<3x4xf64>, tensor<3x4xi32>
  mf.return %y : tensor<3x4xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3x4xf64>, %dx: tensor<3x4xf64>):
  %y, %i = mf.sort %x : tensor<3x4xf64> -> tensor<3x4xf64>, tensor<3x4xi32>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3x4xf64>) (tensor<3x4xf64>) (tensor<3x4xf64>) -> tensor<3x4xf64>
  mf.return %dy : tensor<3x4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[DX:.+]]: tensor<3x4xf64>):
// CHECK-NEXT: %[[V2:.+]], %[[V3:.+]] = mf.sort %[[X]] : tensor<3x4xf64> -> tensor<3x4xf64>, tensor<3x4xi32>
// CHECK-NEXT: %[[V4:.+]] = mf.gather %[[DX]][%[[V3]]{{\]}} axis 1 {batch_dims = 1 : i64} : tensor<3x4xf64>, tensor<3x4xi32> -> tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V4]] : tensor<3x4xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3x4xf64>, %ct: tensor<3x4xf64>):
  %y, %i = mf.sort %x : tensor<3x4xf64> -> tensor<3x4xf64>, tensor<3x4xi32>
  %p = mf.mul %ct, %y : tensor<3x4xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<3x4xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3x4xf64>) -> tensor<3x4xf64>
  mf.return %dx : tensor<3x4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4xf64>, %[[CT:.+]]: tensor<3x4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<0.000000e+00> : tensor<3x4xf64>
// CHECK-NEXT: %[[V3:.+]], %[[V4:.+]] = mf.sort %[[X]] : tensor<3x4xf64> -> tensor<3x4xf64>, tensor<3x4xi32>
// CHECK-NEXT: %[[V5:.+]] = mf.scatter_add %[[V2]][%[[V4]]{{\]}} axis 1 add %[[CT]] {batch_dims = 1 : i64} : tensor<3x4xi32>, tensor<3x4xf64> -> tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V5]] : tensor<3x4xf64>
mf.entry @vector arguments ["x"] results ["y"] {
^bb0(%x: tensor<5xf64>):
  %y, %i = mf.sort %x : tensor<5xf64> -> tensor<5xf64>, tensor<5xi64>
  mf.return %y : tensor<5xf64>
}
