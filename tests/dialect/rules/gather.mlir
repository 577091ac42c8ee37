// The derivative rule of mf.gather. Its transpose is scatter_add: repeated and clamped indices add up.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --set=i=1,1,-3,99
// RUN: %mf-rulecheck %s --entry=batch --set=i=0,2,1,1,0,2,2 --rows=1,2
// RUN: %mf-rulecheck %s --entry=middle --set=i=3,0,1,1 --rows=0,1
// RUN: %mf-rulecheck %s --entry=scalar_index --set=i=4 --rows=1,3
// RUN: %mf-rulecheck %s --entry=rows_behind --set=i=4,0,0,1 --rows=1,3
// CHECKED: forward, gradient
mf.entry @f arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<5x3xf64>, %i: tensor<4xi32>):
  %y = mf.gather %x[%i] axis 0 : tensor<5x3xf64>, tensor<4xi32> -> tensor<4x3xf64>
  mf.return %y : tensor<4x3xf64>
}
mf.entry @forward arguments ["x", "i", "dx"] results ["y"] {
^bb0(%x: tensor<5x3xf64>, %i: tensor<4xi32>, %dx: tensor<5x3xf64>):
  %y = mf.gather %x[%i] axis 0 : tensor<5x3xf64>, tensor<4xi32> -> tensor<4x3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<4x3xf64>) (tensor<5x3xf64>) (tensor<5x3xf64>) -> tensor<4x3xf64>
  mf.return %dy : tensor<4x3xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<5x3xf64>, %[[I:.+]]: tensor<4xi32>, %[[DX:.+]]: tensor<5x3xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.gather %[[DX]][%[[I]]{{\]}} axis 0 : tensor<5x3xf64>, tensor<4xi32> -> tensor<4x3xf64>
// CHECK-NEXT: mf.return %[[V3]] : tensor<4x3xf64>
mf.entry @gradient arguments ["x", "i", "ct"] results ["dx"] {
^bb0(%x: tensor<5x3xf64>, %i: tensor<4xi32>, %ct: tensor<4x3xf64>):
  %y = mf.gather %x[%i] axis 0 : tensor<5x3xf64>, tensor<4xi32> -> tensor<4x3xf64>
  %p = mf.mul %ct, %y : tensor<4x3xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<4x3xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<5x3xf64>) -> tensor<5x3xf64>
  mf.return %dx : tensor<5x3xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<5x3xf64>, %[[I:.+]]: tensor<4xi32>, %[[CT:.+]]: tensor<4x3xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<0.000000e+00> : tensor<5x3xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.scatter_add %[[V3]][%[[I]]{{\]}} axis 0 add %[[CT]] : tensor<4xi32>, tensor<4x3xf64> -> tensor<5x3xf64>
// CHECK-NEXT: mf.return %[[V4]] : tensor<5x3xf64>
mf.entry @batch arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<2x3x4xf64>, %i: tensor<2x2x3xi32>):
  %y = mf.gather %x[%i] axis 1 {batch_dims = 1 : i64} : tensor<2x3x4xf64>, tensor<2x2x3xi32> -> tensor<2x2x3x4xf64>
  mf.return %y : tensor<2x2x3x4xf64>
}
mf.entry @middle arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<2x3x4x2xf64>, %i: tensor<2x2xi32>):
  %y = mf.gather %x[%i] axis 2 {batch_dims = 1 : i64} : tensor<2x3x4x2xf64>, tensor<2x2xi32> -> tensor<2x3x2x2xf64>
  mf.return %y : tensor<2x3x2x2xf64>
}
mf.entry @scalar_index arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<3x5xf64>, %i: tensor<i32>):
  %y = mf.gather %x[%i] axis 1 : tensor<3x5xf64>, tensor<i32> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @rows_behind arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<3x5xf64>, %i: tensor<2x2xi32>):
  %t = mf.transpose %x [1, 0] : tensor<3x5xf64> -> tensor<5x3xf64>
  %y = mf.gather %t[%i] axis 0 : tensor<5x3xf64>, tensor<2x2xi32> -> tensor<2x2x3xf64>
  mf.return %y : tensor<2x2x3xf64>
}
