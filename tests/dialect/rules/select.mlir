// The derivative rule of mf.select. Each side's tangent where it is taken; a missing one is zero.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3 --wrt=a,b,a+b
// CHECKED: forward, gradient
mf.entry @f arguments ["c", "a", "b"] results ["y"] {
^bb0(%c: tensor<4xi1>, %a: tensor<4xf64>, %b: tensor<4xf64>):
  %y = mf.select %c, %a, %b : tensor<4xi1>, tensor<4xf64>
  mf.return %y : tensor<4xf64>
}
mf.entry @forward arguments ["c", "a", "b", "da", "db"] results ["y"] {
^bb0(%c: tensor<4xi1>, %a: tensor<4xf64>, %b: tensor<4xf64>, %da: tensor<4xf64>, %db: tensor<4xf64>):
  %y = mf.select %c, %a, %b : tensor<4xi1>, tensor<4xf64>
  %dy = mf.jvp of %y at %a, %b along %da, %db : (tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[C:.+]]: tensor<4xi1>, %[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[DA:.+]]: tensor<4xf64>, %[[DB:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V5:.+]] = mf.select %[[C]], %[[DA]], %[[DB]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: mf.return %[[V5]] : tensor<4xf64>
mf.entry @gradient arguments ["c", "a", "b", "ct"] results ["da", "db"] {
^bb0(%c: tensor<4xi1>, %a: tensor<4xf64>, %b: tensor<4xf64>, %ct: tensor<4xf64>):
  %y = mf.select %c, %a, %b : tensor<4xi1>, tensor<4xf64>
  %p = mf.mul %ct, %y : tensor<4xf64>
  %s = mf.reduce sum %p dims [0] : tensor<4xf64> -> tensor<f64>
  %da, %db = mf.grad of %s at %a, %b : tensor<f64> (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>, tensor<4xf64>
  mf.return %da, %db : tensor<4xf64>, tensor<4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[C:.+]]: tensor<4xi1>, %[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[CT:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<0.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.select %[[C]], %[[CT]], %[[V4]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.select %[[C]], %[[V4]], %[[CT]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: mf.return %[[V5]], %[[V6]] : tensor<4xf64>, tensor<4xf64>
