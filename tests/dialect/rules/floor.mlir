// The derivative rule of mf.floor. Its derivative is zero, and no op is made for it.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --zero --at=-1.5,-0.5,0.25,9.75
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<4xf64>):
  %y = mf.floor %x : tensor<4xf64>
  mf.return %y : tensor<4xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4xf64>, %dx: tensor<4xf64>):
  %y = mf.floor %x : tensor<4xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<4xf64>) (tensor<4xf64>) (tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<4xf64>, %[[DX:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<0.000000e+00> : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<4xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<4xf64>, %ct: tensor<4xf64>):
  %y = mf.floor %x : tensor<4xf64>
  %p = mf.mul %ct, %y : tensor<4xf64>
  %s = mf.reduce sum %p dims [0] : tensor<4xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<4xf64>) -> tensor<4xf64>
  mf.return %dx : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<4xf64>, %[[CT:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<0.000000e+00> : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<4xf64>
