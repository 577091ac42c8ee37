// mf.random_bits: word 0 of philox4x32-10 at counter (i, i >> 32, stream, 0). Integers have no derivative.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --zero
// RUN: %mf-rulecheck %s --entry=values --evaluate --set=k=0,0 | FileCheck %s --check-prefix=VALUES
// RUN: %mf-rulecheck %s --entry=values --evaluate --set=k=7,1 | FileCheck %s --check-prefix=OTHER
// CHECK-LABEL: mf.entry @f
// CHECK: mf.random_bits
mf.entry @f arguments ["x", "k"] results ["y"] {
^bb0(%x: tensor<2xf64>, %k: tensor<2xi32>):
  %r = mf.random_bits %k stream 0 : tensor<2xi32> -> tensor<2xi32>
  %y = mf.convert %r : tensor<2xi32> -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
// 0x6627e8d5, the known answer at counter 0 and key 0.
// VALUES: values.a = 1713891541 [[SECOND:.+]]
// OTHER-NOT: values.a = 1713891541
// Another stream has other numbers, the same stream the same.
// VALUES-NOT: values.b = 1713891541
// VALUES: values.c = 1713891541 [[SECOND]]
mf.entry @values arguments ["k"] results ["a", "b", "c"] {
^bb0(%k: tensor<2xi32>):
  %a = mf.random_bits %k stream 0 : tensor<2xi32> -> tensor<2xi32>
  %b = mf.random_bits %k stream 1 : tensor<2xi32> -> tensor<2xi32>
  %c = mf.random_bits %k stream 0 : tensor<2xi32> -> tensor<2x1xi32>
  mf.return %a, %b, %c : tensor<2xi32>, tensor<2xi32>, tensor<2x1xi32>
}
