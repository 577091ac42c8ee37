// The derivative rule of mf.atan2. All four quadrants.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --wrt=a,b,a+b --rows=1,3 --set=a=-2,-1,3,0.5 --set=b=-1,2,0.5,-4 --set=da=1,-1,0.5,2 --set=db=-1,0.3,1,0.7 --set=ct=1,0.5,-2,-1
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward --set=a=-2,-1,3,0.5 --set=b=-1,2,0.5,-4 --set=da=1,-1,0.5,2 --set=db=-1,0.3,1,0.7 --set=ct=1,0.5,-2,-1 --wrt=a+b,da,db
// RUN: %mf-rulecheck %s --entry=gradient --set=a=-2,-1,3,0.5 --set=b=-1,2,0.5,-4 --set=da=1,-1,0.5,2 --set=db=-1,0.3,1,0.7 --set=ct=1,0.5,-2,-1 --wrt=a+b,ct
// CHECKED: forward, gradient
mf.entry @f arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>):
  %y = mf.atan2 %a, %b : tensor<4xf64>
  mf.return %y : tensor<4xf64>
}
mf.entry @forward arguments ["a", "b", "da", "db"] results ["dy"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>, %da: tensor<4xf64>, %db: tensor<4xf64>):
  %y = mf.atan2 %a, %b : tensor<4xf64>
  %dy = mf.jvp of %y at %a, %b along %da, %db : (tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[DA:.+]]: tensor<4xf64>, %[[DB:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.mul %[[A]], %[[A]] : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.mul %[[B]], %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.add %[[V4]], %[[V5]] : tensor<4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.mul %[[B]], %[[DA]] : tensor<4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.mul %[[A]], %[[DB]] : tensor<4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.sub %[[V7]], %[[V8]] : tensor<4xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.div %[[V9]], %[[V6]] : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V10]] : tensor<4xf64>
mf.entry @gradient arguments ["a", "b", "ct"] results ["da", "db"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>, %ct: tensor<4xf64>):
  %y = mf.atan2 %a, %b : tensor<4xf64>
  %p = mf.mul %ct, %y : tensor<4xf64>
  %s = mf.reduce sum %p dims [0] : tensor<4xf64> -> tensor<f64>
  %da, %db = mf.grad of %s at %a, %b : tensor<f64> (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>, tensor<4xf64>
  mf.return %da, %db : tensor<4xf64>, tensor<4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[CT:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.mul %[[B]], %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.mul %[[A]], %[[A]] : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.add %[[V4]], %[[V3]] : tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.div %[[CT]], %[[V5]] : tensor<4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.mul %[[B]], %[[V6]] : tensor<4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.neg %[[V6]] : tensor<4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.mul %[[A]], %[[V8]] : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V7]], %[[V9]] : tensor<4xf64>, tensor<4xf64>
