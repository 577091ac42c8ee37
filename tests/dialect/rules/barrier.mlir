// The derivative rule of mf.barrier. The identity in x; `after` only orders.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3 --wrt=x
// RUN: %mf-rulecheck %s --entry=f --wrt=a --zero
// CHECKED: forward, gradient
mf.entry @f arguments ["x", "a"] results ["y"] {
^bb0(%x: tensor<4xf64>, %a: tensor<f64>):
  %y = mf.barrier %x after %a : tensor<4xf64>, tensor<f64>
  mf.return %y : tensor<4xf64>
}
mf.entry @forward arguments ["x", "a", "dx"] results ["y"] {
^bb0(%x: tensor<4xf64>, %a: tensor<f64>, %dx: tensor<4xf64>):
  %y = mf.barrier %x after %a : tensor<4xf64>, tensor<f64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<4xf64>) (tensor<4xf64>) (tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<4xf64>, %[[A:.+]]: tensor<f64>, %[[DX:.+]]: tensor<4xf64>):
// CHECK-NEXT: mf.return %[[DX]] : tensor<4xf64>
mf.entry @gradient arguments ["x", "a", "ct"] results ["dx"] {
^bb0(%x: tensor<4xf64>, %a: tensor<f64>, %ct: tensor<4xf64>):
  %y = mf.barrier %x after %a : tensor<4xf64>, tensor<f64>
  %p = mf.mul %ct, %y : tensor<4xf64>
  %s = mf.reduce sum %p dims [0] : tensor<4xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<4xf64>) -> tensor<4xf64>
  mf.return %dx : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<4xf64>, %[[A:.+]]: tensor<f64>, %[[CT:.+]]: tensor<4xf64>):
// CHECK-NEXT: mf.return %[[CT]] : tensor<4xf64>
