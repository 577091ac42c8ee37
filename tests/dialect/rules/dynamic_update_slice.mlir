// The derivative rule of mf.dynamic_update_slice. Its transposes: the cotangent without the block, and the block. The start is clamped.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --set=i=0,1 --rows=1,3 --wrt=x,u,x+u
// RUN: %mf-rulecheck %s --entry=clamped --set=i=9,-2 --wrt=x,u,x+u
// CHECKED: forward, gradient
mf.entry @f arguments ["x", "u", "i"] results ["y"] {
^bb0(%x: tensor<4x5xf64>, %u: tensor<4x3xf64>, %i: tensor<2xi32>):
  %y = mf.dynamic_update_slice %x[%i] = %u : tensor<4x3xf64>, tensor<2xi32> -> tensor<4x5xf64>
  mf.return %y : tensor<4x5xf64>
}
mf.entry @forward arguments ["x", "u", "i", "dx", "du"] results ["y"] {
^bb0(%x: tensor<4x5xf64>, %u: tensor<4x3xf64>, %i: tensor<2xi32>, %dx: tensor<4x5xf64>, %du: tensor<4x3xf64>):
  %y = mf.dynamic_update_slice %x[%i] = %u : tensor<4x3xf64>, tensor<2xi32> -> tensor<4x5xf64>
  %dy = mf.jvp of %y at %x, %u along %dx, %du : (tensor<4x5xf64>) (tensor<4x5xf64>, tensor<4x3xf64>) (tensor<4x5xf64>, tensor<4x3xf64>) -> tensor<4x5xf64>
  mf.return %dy : tensor<4x5xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<4x5xf64>, %[[U:.+]]: tensor<4x3xf64>, %[[I:.+]]: tensor<2xi32>, %[[DX:.+]]: tensor<4x5xf64>, %[[DU:.+]]: tensor<4x3xf64>):
// CHECK-NEXT: %[[V5:.+]] = mf.dynamic_update_slice %[[DX]][%[[I]]{{\]}} = %[[DU]] : tensor<4x3xf64>, tensor<2xi32> -> tensor<4x5xf64>
// CHECK-NEXT: mf.return %[[V5]] : tensor<4x5xf64>
mf.entry @gradient arguments ["x", "u", "i", "ct"] results ["dx", "du"] {
^bb0(%x: tensor<4x5xf64>, %u: tensor<4x3xf64>, %i: tensor<2xi32>, %ct: tensor<4x5xf64>):
  %y = mf.dynamic_update_slice %x[%i] = %u : tensor<4x3xf64>, tensor<2xi32> -> tensor<4x5xf64>
  %p = mf.mul %ct, %y : tensor<4x5xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<4x5xf64> -> tensor<f64>
  %dx, %du = mf.grad of %s at %x, %u : tensor<f64> (tensor<4x5xf64>, tensor<4x3xf64>) -> tensor<4x5xf64>, tensor<4x3xf64>
  mf.return %dx, %du : tensor<4x5xf64>, tensor<4x3xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<4x5xf64>, %[[U:.+]]: tensor<4x3xf64>, %[[I:.+]]: tensor<2xi32>, %[[CT:.+]]: tensor<4x5xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<0.000000e+00> : tensor<4x3xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.dynamic_update_slice %[[CT]][%[[I]]{{\]}} = %[[V4]] : tensor<4x3xf64>, tensor<2xi32> -> tensor<4x5xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.dynamic_slice %[[CT]][%[[I]]{{\]}} : tensor<4x5xf64>, tensor<2xi32> -> tensor<4x3xf64>
// CHECK-NEXT: mf.return %[[V5]], %[[V6]] : tensor<4x5xf64>, tensor<4x3xf64>
mf.entry @clamped arguments ["x", "u", "i"] results ["y"] {
^bb0(%x: tensor<4x5xf64>, %u: tensor<2x3xf64>, %i: tensor<2xi32>):
  %y = mf.dynamic_update_slice %x[%i] = %u : tensor<2x3xf64>, tensor<2xi32> -> tensor<4x5xf64>
  mf.return %y : tensor<4x5xf64>
}
