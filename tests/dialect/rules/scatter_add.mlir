// The derivative rule of mf.scatter_add. Its transposes: the cotangent itself, and gather.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --set=i=1,1,-3,99 --wrt=x,u,x+u
// RUN: %mf-rulecheck %s --entry=batch --set=i=0,2,1,1,0,2,2 --rows=1,2 --wrt=x,u,x+u
// RUN: %mf-rulecheck %s --entry=middle --set=i=0,2,1,1 --rows=1,2 --wrt=x,u,x+u
// RUN: %mf-rulecheck %s --entry=rows_behind --set=i=3,3 --rows=1,3 --wrt=x,u,x+u
// CHECKED: forward, gradient
mf.entry @f arguments ["x", "i", "u"] results ["y"] {
^bb0(%x: tensor<5x3xf64>, %i: tensor<4xi32>, %u: tensor<4x3xf64>):
  %y = mf.scatter_add %x[%i] axis 0 add %u : tensor<4xi32>, tensor<4x3xf64> -> tensor<5x3xf64>
  mf.return %y : tensor<5x3xf64>
}
mf.entry @forward arguments ["x", "i", "u", "dx", "du"] results ["y"] {
^bb0(%x: tensor<5x3xf64>, %i: tensor<4xi32>, %u: tensor<4x3xf64>, %dx: tensor<5x3xf64>, %du: tensor<4x3xf64>):
  %y = mf.scatter_add %x[%i] axis 0 add %u : tensor<4xi32>, tensor<4x3xf64> -> tensor<5x3xf64>
  %dy = mf.jvp of %y at %x, %u along %dx, %du : (tensor<5x3xf64>) (tensor<5x3xf64>, tensor<4x3xf64>) (tensor<5x3xf64>, tensor<4x3xf64>) -> tensor<5x3xf64>
  mf.return %dy : tensor<5x3xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<5x3xf64>, %[[I:.+]]: tensor<4xi32>, %[[U:.+]]: tensor<4x3xf64>, %[[DX:.+]]: tensor<5x3xf64>, %[[DU:.+]]: tensor<4x3xf64>):
// CHECK-NEXT: %[[V5:.+]] = mf.scatter_add %[[DX]][%[[I]]{{\]}} axis 0 add %[[DU]] : tensor<4xi32>, tensor<4x3xf64> -> tensor<5x3xf64>
// CHECK-NEXT: mf.return %[[V5]] : tensor<5x3xf64>
mf.entry @gradient arguments ["x", "i", "u", "ct"] results ["dx", "du"] {
^bb0(%x: tensor<5x3xf64>, %i: tensor<4xi32>, %u: tensor<4x3xf64>, %ct: tensor<5x3xf64>):
  %y = mf.scatter_add %x[%i] axis 0 add %u : tensor<4xi32>, tensor<4x3xf64> -> tensor<5x3xf64>
  %p = mf.mul %ct, %y : tensor<5x3xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<5x3xf64> -> tensor<f64>
  %dx, %du = mf.grad of %s at %x, %u : tensor<f64> (tensor<5x3xf64>, tensor<4x3xf64>) -> tensor<5x3xf64>, tensor<4x3xf64>
  mf.return %dx, %du : tensor<5x3xf64>, tensor<4x3xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<5x3xf64>, %[[I:.+]]: tensor<4xi32>, %[[U:.+]]: tensor<4x3xf64>, %[[CT:.+]]: tensor<5x3xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.gather %[[CT]][%[[I]]{{\]}} axis 0 : tensor<5x3xf64>, tensor<4xi32> -> tensor<4x3xf64>
// CHECK-NEXT: mf.return %[[CT]], %[[V4]] : tensor<5x3xf64>, tensor<4x3xf64>
mf.entry @batch arguments ["x", "i", "u"] results ["y"] {
^bb0(%x: tensor<2x3x4xf64>, %i: tensor<2x2x3xi32>, %u: tensor<2x2x3x4xf64>):
  %y = mf.scatter_add %x[%i] axis 1 add %u {batch_dims = 1 : i64} : tensor<2x2x3xi32>, tensor<2x2x3x4xf64> -> tensor<2x3x4xf64>
  mf.return %y : tensor<2x3x4xf64>
}
mf.entry @middle arguments ["x", "i", "u"] results ["y"] {
^bb0(%x: tensor<2x4x3xf64>, %i: tensor<2x2xi32>, %u: tensor<2x2x2x3xf64>):
  %y = mf.scatter_add %x[%i] axis 1 add %u : tensor<2x2xi32>, tensor<2x2x2x3xf64> -> tensor<2x4x3xf64>
  mf.return %y : tensor<2x4x3xf64>
}
mf.entry @rows_behind arguments ["x", "i", "u"] results ["y"] {
^bb0(%x: tensor<3x4xf64>, %i: tensor<2xi32>, %u: tensor<3x2xf64>):
  %xt = mf.transpose %x [1, 0] : tensor<3x4xf64> -> tensor<4x3xf64>
  %ut = mf.transpose %u [1, 0] : tensor<3x2xf64> -> tensor<2x3xf64>
  %y = mf.scatter_add %xt[%i] axis 0 add %ut : tensor<2xi32>, tensor<2x3xf64> -> tensor<4x3xf64>
  mf.return %y : tensor<4x3xf64>
}
