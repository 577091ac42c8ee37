// The derivative rule of mf.convert. Between floats the tangent is converted; integers and conditions end it.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,2
// RUN: %mf-rulecheck %s --entry=integer --zero --at=-1.5,0.25,2.5
// RUN: %mf-rulecheck %s --entry=condition --zero --at=-1.5,0,2.5
// RUN: %mf-rulecheck %s --entry=integer --evaluate --set=x=-1.5,1.5,2.5 | FileCheck %s --check-prefix=TRUNCATE
// TRUNCATE: integer.y = -1 1 2
// RUN: %mf-rulecheck %s --entry=condition --evaluate --set=x=-1.5,0,0.25 | FileCheck %s --check-prefix=TEST
// TEST: condition.y = 1 0 1
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %n = mf.convert %x : tensor<3xf64> -> tensor<3xf64>
  %y = mf.sin %n : tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<3xf64>, %dx: tensor<3xf64>):
  %n = mf.convert %x : tensor<3xf64> -> tensor<3xf64>
  %y = mf.sin %n : tensor<3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dy : tensor<3xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<3xf64>, %[[DX:.+]]: tensor<3xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.cos %[[X]] : tensor<3xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.mul %[[V2]], %[[DX]] : tensor<3xf64>
// CHECK-NEXT: mf.return %[[V3]] : tensor<3xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<3xf64>, %ct: tensor<3xf64>):
  %n = mf.convert %x : tensor<3xf64> -> tensor<3xf64>
  %y = mf.sin %n : tensor<3xf64>
  %p = mf.mul %ct, %y : tensor<3xf64>
  %s = mf.reduce sum %p dims [0] : tensor<3xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dx : tensor<3xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<3xf64>, %[[CT:.+]]: tensor<3xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.cos %[[X]] : tensor<3xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.mul %[[V2]], %[[CT]] : tensor<3xf64>
// CHECK-NEXT: mf.return %[[V3]] : tensor<3xf64>
mf.entry @integer arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %i = mf.convert %x : tensor<3xf64> -> tensor<3xi32>
  %y = mf.convert %i : tensor<3xi32> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @condition arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %i = mf.convert %x : tensor<3xf64> -> tensor<3xi1>
  %y = mf.convert %i : tensor<3xi1> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// bf16 and f32: the tangent has the value's type.
mf.entry @narrow arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<3xf32>, %dx: tensor<3xf32>):
  %n = mf.convert %x : tensor<3xf32> -> tensor<3xbf16>
  %y = mf.convert %n : tensor<3xbf16> -> tensor<3xf64>
  %dn, %dy = mf.jvp of %n, %y at %x along %dx : (tensor<3xbf16>, tensor<3xf64>) (tensor<3xf32>) (tensor<3xf32>) -> tensor<3xbf16>, tensor<3xf64>
  mf.return %dy : tensor<3xf64>
}
