// mf.xor is true where one of two conditions holds, which have no derivative.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --zero --set=a=-1,0,2
// RUN: %mf-rulecheck %s --entry=values --evaluate --set=a=1,1,0,0 --set=b=1,0,1,0 | FileCheck %s --check-prefix=VALUES
// CHECK-LABEL: mf.entry @f
// CHECK: mf.xor
mf.entry @f arguments ["a"] results ["y"] {
^bb0(%a: tensor<3xf64>):
  %c = mf.compare lt %a, %a : tensor<3xf64> -> tensor<3xi1>
  %d = mf.convert %a : tensor<3xf64> -> tensor<3xi1>
  %b = mf.xor %c, %d : tensor<3xi1>
  %y = mf.convert %b : tensor<3xi1> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// CHECK-LABEL: mf.entry @gradient
// CHECK: %[[ZERO:.+]] = mf.constant dense<0.0
// CHECK: mf.return %[[ZERO]]
mf.entry @gradient arguments ["a"] results ["da"] {
^bb0(%a: tensor<f64>):
  %c = mf.convert %a : tensor<f64> -> tensor<i1>
  %b = mf.xor %c, %c : tensor<i1>
  %y = mf.convert %b : tensor<i1> -> tensor<f64>
  %da = mf.grad of %y at %a : tensor<f64> (tensor<f64>) -> tensor<f64>
  mf.return %da : tensor<f64>
}
// VALUES: values.y = 0 1 1 0
mf.entry @values arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<4xi1>, %b: tensor<4xi1>):
  %y = mf.xor %a, %b : tensor<4xi1>
  mf.return %y : tensor<4xi1>
}
