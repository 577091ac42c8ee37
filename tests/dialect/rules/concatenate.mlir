// The derivative rule of mf.concatenate. Its transpose slices. A missing tangent is zeros.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,2 --wrt=a,b,a+c,a+b+c
// RUN: %mf-rulecheck %s --entry=twice
// CHECKED: forward, gradient
mf.entry @f arguments ["a", "b", "c"] results ["y"] {
^bb0(%a: tensor<2x3xf64>, %b: tensor<2x1xf64>, %c: tensor<2x2xf64>):
  %y = mf.concatenate %a, %b, %c along 1 : tensor<2x3xf64>, tensor<2x1xf64>, tensor<2x2xf64> -> tensor<2x6xf64>
  mf.return %y : tensor<2x6xf64>
}
mf.entry @forward arguments ["a", "b", "c", "da", "dc"] results ["y"] {
^bb0(%a: tensor<2x3xf64>, %b: tensor<2x1xf64>, %c: tensor<2x2xf64>, %da: tensor<2x3xf64>, %dc: tensor<2x2xf64>):
  %y = mf.concatenate %a, %b, %c along 1 : tensor<2x3xf64>, tensor<2x1xf64>, tensor<2x2xf64> -> tensor<2x6xf64>
  %dy = mf.jvp of %y at %a, %c along %da, %dc : (tensor<2x6xf64>) (tensor<2x3xf64>, tensor<2x2xf64>) (tensor<2x3xf64>, tensor<2x2xf64>) -> tensor<2x6xf64>
  mf.return %dy : tensor<2x6xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[A:.+]]: tensor<2x3xf64>, %[[B:.+]]: tensor<2x1xf64>, %[[C:.+]]: tensor<2x2xf64>, %[[DA:.+]]: tensor<2x3xf64>, %[[DC:.+]]: tensor<2x2xf64>):
// CHECK-NEXT: %[[V5:.+]] = mf.constant dense<0.000000e+00> : tensor<2x1xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.concatenate %[[DA]], %[[V5]], %[[DC]] along 1 : tensor<2x3xf64>, tensor<2x1xf64>, tensor<2x2xf64> -> tensor<2x6xf64>
// CHECK-NEXT: mf.return %[[V6]] : tensor<2x6xf64>
mf.entry @gradient arguments ["a", "b", "c", "ct"] results ["da", "dc"] {
^bb0(%a: tensor<2x3xf64>, %b: tensor<2x1xf64>, %c: tensor<2x2xf64>, %ct: tensor<2x6xf64>):
  %y = mf.concatenate %a, %b, %c along 1 : tensor<2x3xf64>, tensor<2x1xf64>, tensor<2x2xf64> -> tensor<2x6xf64>
  %p = mf.mul %ct, %y : tensor<2x6xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<2x6xf64> -> tensor<f64>
  %da, %dc = mf.grad of %s at %a, %c : tensor<f64> (tensor<2x3xf64>, tensor<2x2xf64>) -> tensor<2x3xf64>, tensor<2x2xf64>
  mf.return %da, %dc : tensor<2x3xf64>, tensor<2x2xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[A:.+]]: tensor<2x3xf64>, %[[B:.+]]: tensor<2x1xf64>, %[[C:.+]]: tensor<2x2xf64>, %[[CT:.+]]: tensor<2x6xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.slice %[[CT]] from [0, 0] to [2, 3] by [1, 1] : tensor<2x6xf64> -> tensor<2x3xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.slice %[[CT]] from [0, 4] to [2, 6] by [1, 1] : tensor<2x6xf64> -> tensor<2x2xf64>
// CHECK-NEXT: mf.return %[[V4]], %[[V5]] : tensor<2x3xf64>, tensor<2x2xf64>
mf.entry @twice arguments ["a"] results ["y"] {
^bb0(%a: tensor<2x3xf64>):
  %y = mf.concatenate %a, %a along 0 : tensor<2x3xf64>, tensor<2x3xf64> -> tensor<4x3xf64>
  mf.return %y : tensor<4x3xf64>
}
