// The derivative rule of mf.dot_general. Its transposes contract the cotangent with the other operand and put the dimensions back.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=rows_left --wrt=a --rows=1,3
// RUN: %mf-rulecheck %s --entry=rows_right --wrt=b --rows=1,2
// RUN: %mf-rulecheck %s --entry=odd --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=crossed --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=rows_batch --wrt=a,b,a+b --rows=1,3
// RUN: %mf-rulecheck %s --entry=outer --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=all --wrt=a,b,a+b
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward --wrt=a+b,da,db
// RUN: %mf-rulecheck %s --entry=gradient --wrt=a+b,ct
// CHECKED: forward, gradient
mf.entry @f arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<3x4xf64>, %b: tensor<4x2xf64>):
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] : tensor<3x4xf64>, tensor<4x2xf64> -> tensor<3x2xf64>
  mf.return %y : tensor<3x2xf64>
}
mf.entry @forward arguments ["a", "b", "da", "db"] results ["y"] {
^bb0(%a: tensor<3x4xf64>, %b: tensor<4x2xf64>, %da: tensor<3x4xf64>, %db: tensor<4x2xf64>):
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] : tensor<3x4xf64>, tensor<4x2xf64> -> tensor<3x2xf64>
  %dy = mf.jvp of %y at %a, %b along %da, %db : (tensor<3x2xf64>) (tensor<3x4xf64>, tensor<4x2xf64>) (tensor<3x4xf64>, tensor<4x2xf64>) -> tensor<3x2xf64>
  mf.return %dy : tensor<3x2xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[A:.+]]: tensor<3x4xf64>, %[[B:.+]]: tensor<4x2xf64>, %[[DA:.+]]: tensor<3x4xf64>, %[[DB:.+]]: tensor<4x2xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.dot_general %[[DA]], %[[B]] batch [] x [] contracting [1] x [0] : tensor<3x4xf64>, tensor<4x2xf64> -> tensor<3x2xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.dot_general %[[A]], %[[DB]] batch [] x [] contracting [1] x [0] : tensor<3x4xf64>, tensor<4x2xf64> -> tensor<3x2xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.add %[[V4]], %[[V5]] : tensor<3x2xf64>
// CHECK-NEXT: mf.return %[[V6]] : tensor<3x2xf64>
mf.entry @gradient arguments ["a", "b", "ct"] results ["da", "db"] {
^bb0(%a: tensor<3x4xf64>, %b: tensor<4x2xf64>, %ct: tensor<3x2xf64>):
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] : tensor<3x4xf64>, tensor<4x2xf64> -> tensor<3x2xf64>
  %p = mf.mul %ct, %y : tensor<3x2xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<3x2xf64> -> tensor<f64>
  %da, %db = mf.grad of %s at %a, %b : tensor<f64> (tensor<3x4xf64>, tensor<4x2xf64>) -> tensor<3x4xf64>, tensor<4x2xf64>
  mf.return %da, %db : tensor<3x4xf64>, tensor<4x2xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[A:.+]]: tensor<3x4xf64>, %[[B:.+]]: tensor<4x2xf64>, %[[CT:.+]]: tensor<3x2xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.dot_general %[[A]], %[[CT]] batch [] x [] contracting [0] x [0] : tensor<3x4xf64>, tensor<3x2xf64> -> tensor<4x2xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.dot_general %[[CT]], %[[B]] batch [] x [] contracting [1] x [1] : tensor<3x2xf64>, tensor<4x2xf64> -> tensor<3x4xf64>
// CHECK-NEXT: mf.return %[[V4]], %[[V3]] : tensor<3x4xf64>, tensor<4x2xf64>
mf.entry @rows_left arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<3x4xf64>, %b: tensor<4x2xf64>):
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [0] : tensor<3x4xf64>, tensor<4x2xf64> -> tensor<3x2xf64>
  mf.return %y : tensor<3x2xf64>
}
mf.entry @rows_right arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<3x4xf64>, %b: tensor<2x4xf64>):
  %y = mf.dot_general %a, %b batch [] x [] contracting [1] x [1] : tensor<3x4xf64>, tensor<2x4xf64> -> tensor<3x2xf64>
  mf.return %y : tensor<3x2xf64>
}
mf.entry @odd arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x3x2x2x3xf64>, %b: tensor<2x3x3x2x2xf64>):
  %y = mf.dot_general %a, %b batch [1, 3] x [2, 0] contracting [4, 0] x [1, 3] : tensor<2x3x2x2x3xf64>, tensor<2x3x3x2x2xf64> -> tensor<3x2x2x2xf64>
  mf.return %y : tensor<3x2x2x2xf64>
}
mf.entry @crossed arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x3x4xf64>, %b: tensor<4x2x5xf64>):
  %y = mf.dot_general %a, %b batch [] x [] contracting [2, 0] x [0, 1] : tensor<2x3x4xf64>, tensor<4x2x5xf64> -> tensor<3x5xf64>
  mf.return %y : tensor<3x5xf64>
}
mf.entry @rows_batch arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<3x2x4xf64>, %b: tensor<3x4x2xf64>):
  %y = mf.dot_general %a, %b batch [0] x [0] contracting [2] x [1] : tensor<3x2x4xf64>, tensor<3x4x2xf64> -> tensor<3x2x2xf64>
  mf.return %y : tensor<3x2x2xf64>
}
mf.entry @outer arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<3xf64>, %b: tensor<2xf64>):
  %y = mf.dot_general %a, %b batch [] x [] contracting [] x [] : tensor<3xf64>, tensor<2xf64> -> tensor<3x2xf64>
  mf.return %y : tensor<3x2xf64>
}
mf.entry @all arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<3x2xf64>, %b: tensor<2x3xf64>):
  %y = mf.dot_general %a, %b batch [] x [] contracting [0, 1] x [1, 0] : tensor<3x2xf64>, tensor<2x3xf64> -> tensor<f64>
  mf.return %y : tensor<f64>
}
