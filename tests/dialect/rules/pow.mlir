// The derivative rule of mf.pow. At a = b = 0 both slopes are 0 (@origin), not NaN.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --wrt=a,b,a+b --rows=1,3 --set=a=0.5,2,3,1.5 --set=b=3,-2,0,0.5 --set=da=1,-1,0.5,2 --set=db=-1,0.3,1,0.7 --set=ct=1,0.5,-2,-1
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward --set=a=0.5,2,3,1.5 --set=b=3,-2,0,0.5 --set=da=1,-1,0.5,2 --set=db=-1,0.3,1,0.7 --set=ct=1,0.5,-2,-1 --wrt=a+b,da,db
// RUN: %mf-rulecheck %s --entry=gradient --set=a=0.5,2,3,1.5 --set=b=3,-2,0,0.5 --set=da=1,-1,0.5,2 --set=db=-1,0.3,1,0.7 --set=ct=1,0.5,-2,-1 --wrt=a+b,ct
// CHECKED: forward, gradient
mf.entry @f arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>):
  %y = mf.pow %a, %b : tensor<4xf64>
  mf.return %y : tensor<4xf64>
}
mf.entry @forward arguments ["a", "b", "da", "db"] results ["dy"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>, %da: tensor<4xf64>, %db: tensor<4xf64>):
  %y = mf.pow %a, %b : tensor<4xf64>
  %dy = mf.jvp of %y at %a, %b along %da, %db : (tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[DA:.+]]: tensor<4xf64>, %[[DB:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<1.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.constant dense<-1.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.constant dense<0.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.pow %[[A]], %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.compare  eq %[[B]], %[[V6]] : tensor<4xf64> -> tensor<4xi1>
// CHECK-NEXT: %[[V9:.+]] = mf.compare  eq %[[A]], %[[V6]] : tensor<4xf64> -> tensor<4xi1>
// CHECK-NEXT: %[[V10:.+]] = mf.add %[[B]], %[[V5]] : tensor<4xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.select %[[V9]], %[[V6]], %[[V10]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.select %[[V8]], %[[V11]], %[[V10]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.pow %[[A]], %[[V12]] : tensor<4xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.mul %[[B]], %[[V13]] : tensor<4xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.mul %[[V14]], %[[DA]] : tensor<4xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.select %[[V9]], %[[V4]], %[[A]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.log %[[V16]] : tensor<4xf64>
// CHECK-NEXT: %[[V18:.+]] = mf.mul %[[V7]], %[[V17]] : tensor<4xf64>
// CHECK-NEXT: %[[V19:.+]] = mf.mul %[[V18]], %[[DB]] : tensor<4xf64>
// CHECK-NEXT: %[[V20:.+]] = mf.add %[[V15]], %[[V19]] : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V20]] : tensor<4xf64>
mf.entry @gradient arguments ["a", "b", "ct"] results ["da", "db"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>, %ct: tensor<4xf64>):
  %y = mf.pow %a, %b : tensor<4xf64>
  %p = mf.mul %ct, %y : tensor<4xf64>
  %s = mf.reduce sum %p dims [0] : tensor<4xf64> -> tensor<f64>
  %da, %db = mf.grad of %s at %a, %b : tensor<f64> (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>, tensor<4xf64>
  mf.return %da, %db : tensor<4xf64>, tensor<4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[CT:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<1.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<-1.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.constant dense<0.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.pow %[[A]], %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.add %[[B]], %[[V4]] : tensor<4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.compare  eq %[[A]], %[[V5]] : tensor<4xf64> -> tensor<4xi1>
// CHECK-NEXT: %[[V9:.+]] = mf.select %[[V8]], %[[V5]], %[[V7]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.compare  eq %[[B]], %[[V5]] : tensor<4xf64> -> tensor<4xi1>
// CHECK-NEXT: %[[V11:.+]] = mf.select %[[V10]], %[[V9]], %[[V7]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.pow %[[A]], %[[V11]] : tensor<4xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.mul %[[B]], %[[V12]] : tensor<4xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.mul %[[V13]], %[[CT]] : tensor<4xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.select %[[V8]], %[[V3]], %[[A]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.log %[[V15]] : tensor<4xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.mul %[[V6]], %[[V16]] : tensor<4xf64>
// CHECK-NEXT: %[[V18:.+]] = mf.mul %[[V17]], %[[CT]] : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V14]], %[[V18]] : tensor<4xf64>, tensor<4xf64>
// RUN: %mf-rulecheck %s --entry=origin --evaluate --at=0,0,1,1 | FileCheck %s --check-prefix=ORIGIN
// ORIGIN: origin.dy = 0
mf.entry @origin arguments ["a", "b", "da", "db"] results ["dy"] {
^bb0(%a: tensor<f64>, %b: tensor<f64>, %da: tensor<f64>, %db: tensor<f64>):
  %y = mf.pow %a, %b : tensor<f64>
  %dy = mf.jvp of %y at %a, %b along %da, %db : (tensor<f64>) (tensor<f64>, tensor<f64>) (tensor<f64>, tensor<f64>) -> tensor<f64>
  mf.return %dy : tensor<f64>
}
