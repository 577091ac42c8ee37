// mf.argmax gives integers: it has no derivative, and what depends on it alone does not move.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --zero
// RUN: %mf-rulecheck %s --entry=values --evaluate --at=1,5,5,-2,-7,-2 | FileCheck %s --check-prefix=VALUES
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x4xf64>):
  %i = mf.argmax %x along 1 : tensor<3x4xf64> -> tensor<3xi32>
  %y = mf.convert %i : tensor<3xi32> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// CHECK-LABEL: mf.entry @gradient
// CHECK: %[[ZERO:.+]] = mf.constant dense<0.0
// CHECK: mf.return %[[ZERO]]
mf.entry @gradient arguments ["x"] results ["dx"] {
^bb0(%x: tensor<3xf64>):
  %i = mf.argmax %x along 0 : tensor<3xf64> -> tensor<i32>
  %y = mf.convert %i : tensor<i32> -> tensor<f64>
  %dx = mf.grad of %y at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dx : tensor<3xf64>
}
// The first one at a tie.
// VALUES: values.rows = 1 0
// VALUES: values.columns = 0 0 0
mf.entry @values arguments ["x"] results ["rows", "columns"] {
^bb0(%x: tensor<2x3xf64>):
  %rows = mf.argmax %x along 1 : tensor<2x3xf64> -> tensor<2xi32>
  %columns = mf.argmax %x along 0 : tensor<2x3xf64> -> tensor<3xi64>
  mf.return %rows, %columns : tensor<2xi32>, tensor<3xi64>
}
