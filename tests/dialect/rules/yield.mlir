// mf.yield: regions may give values from outside, and one value twice.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// RUN: %mf-rulecheck %s --entry=outside
// CHECK-LABEL: mf.entry @f
// CHECK: mf.yield %[[S:.+]], %[[S]]
mf.entry @f arguments ["x"] results ["a", "b"] {
^bb0(%x: tensor<2xf64>):
  %a, %b = mf.for init(%x, %x : tensor<2xf64>, tensor<2xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>, %d: tensor<2xf64>):
    %p = mf.mul %c, %d : tensor<2xf64>
    %s = mf.sin %p : tensor<2xf64>
    mf.yield %s, %s : tensor<2xf64>, tensor<2xf64>
  } -> tensor<2xf64>, tensor<2xf64>
  mf.return %a, %b : tensor<2xf64>, tensor<2xf64>
}
mf.entry @outside arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<2xf64>):
  %k = mf.constant dense<1.0> : tensor<2xf64>
  %y = mf.for init(%k : tensor<2xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    mf.yield %x : tensor<2xf64>
  } -> tensor<2xf64>
  %z = mf.checkpoint {
    mf.yield %x : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y, %z : tensor<2xf64>, tensor<2xf64>
}
