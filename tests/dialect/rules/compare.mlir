// mf.compare has no derivative: what depends on its result alone does not move.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --zero --set=a=-1,0,2 --set=b=1,-3,1
// RUN: %mf-rulecheck %s --entry=directions --evaluate --set=a=1,2,3,nan --set=b=2,2,2,2 | FileCheck %s --check-prefix=VALUES
mf.entry @f arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<3xf64>, %b: tensor<3xf64>):
  %c = mf.compare lt %a, %b : tensor<3xf64> -> tensor<3xi1>
  %y = mf.convert %c : tensor<3xi1> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// CHECK-LABEL: mf.entry @gradient
// CHECK: %[[ZERO:.+]] = mf.constant dense<0.0
// CHECK-NEXT: mf.return %[[ZERO]]
mf.entry @gradient arguments ["a"] results ["da"] {
^bb0(%a: tensor<f64>):
  %c = mf.compare lt %a, %a : tensor<f64> -> tensor<i1>
  %y = mf.convert %c : tensor<i1> -> tensor<f64>
  %da = mf.grad of %y at %a : tensor<f64> (tensor<f64>) -> tensor<f64>
  mf.return %da : tensor<f64>
}
// Comparisons with NaN are false, except ne.
// VALUES: directions.eq = 0 1 0 0
// VALUES: directions.ne = 1 0 1 1
// VALUES: directions.lt = 1 0 0 0
// VALUES: directions.le = 1 1 0 0
// VALUES: directions.gt = 0 0 1 0
// VALUES: directions.ge = 0 1 1 0
mf.entry @directions arguments ["a", "b"] results ["eq", "ne", "lt", "le", "gt", "ge"] {
^bb0(%a: tensor<4xf64>, %b: tensor<4xf64>):
  %eq = mf.compare eq %a, %b : tensor<4xf64> -> tensor<4xi1>
  %ne = mf.compare ne %a, %b : tensor<4xf64> -> tensor<4xi1>
  %lt = mf.compare lt %a, %b : tensor<4xf64> -> tensor<4xi1>
  %le = mf.compare le %a, %b : tensor<4xf64> -> tensor<4xi1>
  %gt = mf.compare gt %a, %b : tensor<4xf64> -> tensor<4xi1>
  %ge = mf.compare ge %a, %b : tensor<4xf64> -> tensor<4xi1>
  mf.return %eq, %ne, %lt, %le, %gt, %ge : tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>
}
