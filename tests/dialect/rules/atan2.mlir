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
// CHECK-NEXT: %[[V4:.+]] = mf.abs %[[A]] : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.abs %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.max %[[V4]], %[[V5]] : tensor<4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.stop_gradient %[[V6]] : tensor<4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.div %[[A]], %[[V7]] : tensor<4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.div %[[B]], %[[V7]] : tensor<4xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.mul %[[V8]], %[[V8]] : tensor<4xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.mul %[[V9]], %[[V9]] : tensor<4xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.add %[[V10]], %[[V11]] : tensor<4xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.mul %[[V9]], %[[DA]] : tensor<4xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.mul %[[V8]], %[[DB]] : tensor<4xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.sub %[[V13]], %[[V14]] : tensor<4xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.div %[[V15]], %[[V12]] : tensor<4xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.div %[[V16]], %[[V7]] : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V17]] : tensor<4xf64>
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
// CHECK-NEXT: %[[V3:.+]] = mf.abs %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.abs %[[A]] : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.max %[[V4]], %[[V3]] : tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.stop_gradient %[[V5]] : tensor<4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.div %[[CT]], %[[V6]] : tensor<4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.div %[[B]], %[[V6]] : tensor<4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.mul %[[V8]], %[[V8]] : tensor<4xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.div %[[A]], %[[V6]] : tensor<4xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.mul %[[V10]], %[[V10]] : tensor<4xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.add %[[V11]], %[[V9]] : tensor<4xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.div %[[V7]], %[[V12]] : tensor<4xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.mul %[[V8]], %[[V13]] : tensor<4xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.neg %[[V13]] : tensor<4xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.mul %[[V10]], %[[V15]] : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V14]], %[[V16]] : tensor<4xf64>, tensor<4xf64>
