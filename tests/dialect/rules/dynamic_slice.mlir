// The derivative rule of mf.dynamic_slice. Its transpose is dynamic_update_slice into zeros. The start is clamped.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --set=i=0,1 --rows=1,3
// RUN: %mf-rulecheck %s --entry=clamped --set=i=9,-2
// CHECKED: forward, gradient
mf.entry @f arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<4x5xf64>, %i: tensor<2xi32>):
  %y = mf.dynamic_slice %x[%i] : tensor<4x5xf64>, tensor<2xi32> -> tensor<4x3xf64>
  mf.return %y : tensor<4x3xf64>
}
mf.entry @forward arguments ["x", "i", "dx"] results ["y"] {
^bb0(%x: tensor<4x5xf64>, %i: tensor<2xi32>, %dx: tensor<4x5xf64>):
  %y = mf.dynamic_slice %x[%i] : tensor<4x5xf64>, tensor<2xi32> -> tensor<4x3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<4x3xf64>) (tensor<4x5xf64>) (tensor<4x5xf64>) -> tensor<4x3xf64>
  mf.return %dy : tensor<4x3xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<4x5xf64>, %[[I:.+]]: tensor<2xi32>, %[[DX:.+]]: tensor<4x5xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.dynamic_slice %[[DX]][%[[I]]{{\]}} : tensor<4x5xf64>, tensor<2xi32> -> tensor<4x3xf64>
// CHECK-NEXT: mf.return %[[V3]] : tensor<4x3xf64>
mf.entry @gradient arguments ["x", "i", "ct"] results ["dx"] {
^bb0(%x: tensor<4x5xf64>, %i: tensor<2xi32>, %ct: tensor<4x3xf64>):
  %y = mf.dynamic_slice %x[%i] : tensor<4x5xf64>, tensor<2xi32> -> tensor<4x3xf64>
  %p = mf.mul %ct, %y : tensor<4x3xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<4x3xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<4x5xf64>) -> tensor<4x5xf64>
  mf.return %dx : tensor<4x5xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<4x5xf64>, %[[I:.+]]: tensor<2xi32>, %[[CT:.+]]: tensor<4x3xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<0.000000e+00> : tensor<4x5xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.dynamic_update_slice %[[V3]][%[[I]]{{\]}} = %[[CT]] : tensor<4x3xf64>, tensor<2xi32> -> tensor<4x5xf64>
// CHECK-NEXT: mf.return %[[V4]] : tensor<4x5xf64>
mf.entry @clamped arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<4x5xf64>, %i: tensor<2xi32>):
  %y = mf.dynamic_slice %x[%i] : tensor<4x5xf64>, tensor<2xi32> -> tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
