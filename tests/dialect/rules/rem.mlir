// The derivative rule of mf.rem. y = a - b trunc(a / b): linear in a; the points stay off the jumps.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --wrt=a,b,a+b --rows=1,3 --set=a=-7,7.5,3,-0.5 --set=b=2,-2,5,0.3 --set=da=1,-1,0.5,2 --set=db=-1,0.3,1,0.7 --set=ct=1,0.5,-2,-1
// CHECKED: forward, gradient
mf.entry @f arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>):
  %y = mf.rem %a, %b : tensor<4xf64>
  mf.return %y : tensor<4xf64>
}
mf.entry @forward arguments ["a", "b", "da", "db"] results ["dy"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>, %da: tensor<4xf64>, %db: tensor<4xf64>):
  %y = mf.rem %a, %b : tensor<4xf64>
  %dy = mf.jvp of %y at %a, %b along %da, %db : (tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[DA:.+]]: tensor<4xf64>, %[[DB:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.rem %[[A]], %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.sub %[[A]], %[[V4]] : tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.div %[[V5]], %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.round %[[V6]] : tensor<4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.mul %[[V7]], %[[DB]] : tensor<4xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.sub %[[DA]], %[[V8]] : tensor<4xf64>
// CHECK-NEXT: mf.return %[[V9]] : tensor<4xf64>
mf.entry @gradient arguments ["a", "b", "ct"] results ["da", "db"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>, %ct: tensor<4xf64>):
  %y = mf.rem %a, %b : tensor<4xf64>
  %p = mf.mul %ct, %y : tensor<4xf64>
  %s = mf.reduce sum %p dims [0] : tensor<4xf64> -> tensor<f64>
  %da, %db = mf.grad of %s at %a, %b : tensor<f64> (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>, tensor<4xf64>
  mf.return %da, %db : tensor<4xf64>, tensor<4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[A:.+]]: tensor<4xf64>, %[[B:.+]]: tensor<4xf64>, %[[CT:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.rem %[[A]], %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.neg %[[CT]] : tensor<4xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.sub %[[A]], %[[V3]] : tensor<4xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.div %[[V5]], %[[B]] : tensor<4xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.round %[[V6]] : tensor<4xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.mul %[[V7]], %[[V4]] : tensor<4xf64>
// CHECK-NEXT: mf.return %[[CT]], %[[V8]] : tensor<4xf64>, tensor<4xf64>
