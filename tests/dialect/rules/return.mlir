// mf.return: one value may be returned twice, an argument returned as it is.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// CHECK-LABEL: mf.entry @f
// CHECK: mf.return %[[X:.+]], %[[S:.+]], %[[S]]
mf.entry @f arguments ["x"] results ["x", "a", "b"] {
^bb0(%x: tensor<2xf64>):
  %s = mf.sin %x : tensor<2xf64>
  mf.return %x, %s, %s : tensor<2xf64>, tensor<2xf64>, tensor<2xf64>
}
