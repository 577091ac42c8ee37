// The derivative rule of mf.max. The points stay off ties, where a has the derivative.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --wrt=a,b,a+b --rows=1,3 --set=a=-2,0,3,0.5 --set=b=1,-1,5,0.25 --set=da=1,-1,0.5,2 --set=db=-1,0.3,1,0.7 --set=ct=1,0.5,-2,-1
// CHECKED: forward, gradient
mf.entry @f arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>):
  %y = mf.max %a, %b : tensor<4xf64>
  mf.return %y : tensor<4xf64>
}
mf.entry @forward arguments ["a", "b", "da", "db"] results ["dy"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>, %da: tensor<4xf64>, %db: tensor<4xf64>):
  %y = mf.max %a, %b : tensor<4xf64>
  %dy = mf.jvp of %y at %a, %b along %da, %db : (tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[DA:.+]]: tensor<4xf64>, %[[DB:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.compare  ge %[[A]], %[[B]] : tensor<4xf64> -> tensor<4xi1>
// CHECK-NEXT: %[[V5:.+]] = mf.select %[[V4]], %[[DA]], %[[DB]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: mf.return %[[V5]] : tensor<4xf64>
mf.entry @gradient arguments ["a", "b", "ct"] results ["da", "db"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>, %ct: tensor<4xf64>):
  %y = mf.max %a, %b : tensor<4xf64>
  %p = mf.mul %ct, %y : tensor<4xf64>
  %s = mf.reduce sum %p dims [0] : tensor<4xf64> -> tensor<f64>
  %da, %db = mf.grad of %s at %a, %b : tensor<f64> (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>, tensor<4xf64>
  mf.return %da, %db : tensor<4xf64>, tensor<4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[CT:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<0.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.compare  ge %[[A]], %[[B]] : tensor<4xf64> -> tensor<4xi1>
// CHECK-NEXT: %[[V5:.+]] = mf.select %[[V4]], %[[CT]], %[[V3]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.select %[[V4]], %[[V3]], %[[CT]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: mf.return %[[V5]], %[[V6]] : tensor<4xf64>, tensor<4xf64>
// RUN: %mf-rulecheck %s --entry=forward --evaluate --at=1 --set=da=3 --set=db=5 | FileCheck %s --check-prefix=TIES
// TIES: forward.dy = 3 3 3 3
