// mf.iota has no operands: it is a constant, whose derivative is zero.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// RUN: %mf-rulecheck %s --entry=values --evaluate | FileCheck %s --check-prefix=VALUES
// CHECK-LABEL: mf.entry @f
// CHECK: mf.iota 0 : tensor<3xf64>
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %i = mf.iota 0 : tensor<3xf64>
  %y = mf.mul %i, %x : tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// One product only: the factor has no tangent.
// CHECK-LABEL: mf.entry @forward
// CHECK: %[[I:.+]] = mf.iota
// CHECK-NEXT: %[[DY:.+]] = mf.mul %[[I]], %{{.+}}
// CHECK-NEXT: mf.return %[[DY]]
mf.entry @forward arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<3xf64>, %dx: tensor<3xf64>):
  %i = mf.iota 0 : tensor<3xf64>
  %y = mf.mul %i, %x : tensor<3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dy : tensor<3xf64>
}
// VALUES: values.a = 0 0 0 1 1 1
// VALUES: values.b = 0 1 2 0 1 2
mf.entry @values arguments [] results ["a", "b"] {
  %a = mf.iota 0 : tensor<2x3xi32>
  %b = mf.iota 1 : tensor<2x3xf32>
  mf.return %a, %b : tensor<2x3xi32>, tensor<2x3xf32>
}
