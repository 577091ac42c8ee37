// The derivative rule of mf.reduce. sum is linear; prod multiplies in pairs, exact at zeros; max and min share among ties.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3
// RUN: %mf-rulecheck %s --entry=inner --rows=1,3
// RUN: %mf-rulecheck %s --entry=prod --at=1,-2,0.5,3,-1,1,0,2,-3,4,0,1,0,2,3 --rows=1,3
// RUN: %mf-rulecheck %s --entry=prod_all --at=1,-2,0.5,0,-1,2
// RUN: %mf-rulecheck %s --entry=max --at=1,-2,3,2,-1,-2,-3,-4,0,5,6,7 --rows=1,3
// RUN: %mf-rulecheck %s --entry=min --at=1,-2,3,2,-1,-3,-3,-4,0,5,6,7
// RUN: %mf-rulecheck %s --entry=nothing
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=prod_grad --at=1,-2,0.5,3,-1,2 --wrt=x,ct
// RUN: %mf-rulecheck %s --entry=ties --evaluate --set=x=5,1,5,5 --set=dx=1,10,2,6 | FileCheck %s --check-prefix=TIES
// TIES: ties.y = 3
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4x2xf64>):
  %y = mf.reduce sum %x dims [1, 2] : tensor<3x4x2xf64> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3x4x2xf64>, %dx: tensor<3x4x2xf64>):
  %y = mf.reduce sum %x dims [1, 2] : tensor<3x4x2xf64> -> tensor<3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3xf64>) (tensor<3x4x2xf64>) (tensor<3x4x2xf64>) -> tensor<3xf64>
  mf.return %dy : tensor<3xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4x2xf64>, %[[DX:.+]]: tensor<3x4x2xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.reduce  sum %[[DX]] dims [1, 2] : tensor<3x4x2xf64> -> tensor<3xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<3xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3x4x2xf64>, %ct: tensor<3xf64>):
  %y = mf.reduce sum %x dims [1, 2] : tensor<3x4x2xf64> -> tensor<3xf64>
  %p = mf.mul %ct, %y : tensor<3xf64>
  %s = mf.reduce sum %p dims [0] : tensor<3xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3x4x2xf64>) -> tensor<3x4x2xf64>
  mf.return %dx : tensor<3x4x2xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<3x4x2xf64>, %[[CT:.+]]: tensor<3xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.broadcast_in_dim %[[CT]] dims [0] : tensor<3xf64> -> tensor<3x4x2xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<3x4x2xf64>
mf.entry @inner arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4x2xf64>):
  %y = mf.reduce sum %x dims [1] : tensor<3x4x2xf64> -> tensor<3x2xf64>
  mf.return %y : tensor<3x2xf64>
}
mf.entry @prod arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x5xf64>):
  %y = mf.reduce prod %x dims [1] : tensor<3x5xf64> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @prod_all arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3xf64>):
  %y = mf.reduce prod %x dims [0, 1] : tensor<2x3xf64> -> tensor<f64>
  mf.return %y : tensor<f64>
}
mf.entry @max arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %y = mf.reduce max %x dims [1] : tensor<3x4xf64> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @min arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %y = mf.reduce min %x dims [0] : tensor<3x4xf64> -> tensor<4xf64>
  mf.return %y : tensor<4xf64>
}
mf.entry @nothing arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %n = mf.slice %x from [0, 0] to [3, 0] by [1, 1] : tensor<3x4xf64> -> tensor<3x0xf64>
  %p = mf.reduce prod %n dims [1] : tensor<3x0xf64> -> tensor<3xf64>
  %m = mf.reduce min %n dims [1] : tensor<3x0xf64> -> tensor<3xf64>
  %q = mf.div %p, %m : tensor<3xf64>
  %s = mf.reduce sum %x dims [1] : tensor<3x4xf64> -> tensor<3xf64>
  %y = mf.add %q, %s : tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @ties arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<4xf64>, %dx: tensor<4xf64>):
  %m = mf.reduce max %x dims [0] : tensor<4xf64> -> tensor<f64>
  %y = mf.jvp of %m at %x along %dx : (tensor<f64>) (tensor<4xf64>) (tensor<4xf64>) -> tensor<f64>
  mf.return %y : tensor<f64>
}
mf.entry @prod_grad arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<2x3xf64>, %ct: tensor<2xf64>):
  %y = mf.reduce prod %x dims [1] : tensor<2x3xf64> -> tensor<2xf64>
  %p = mf.mul %ct, %y : tensor<2xf64>
  %s = mf.reduce sum %p dims [0] : tensor<2xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<2x3xf64>) -> tensor<2x3xf64>
  mf.return %dx : tensor<2x3xf64>
}
