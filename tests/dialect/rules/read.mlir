// mf.read gives a state's value before the entry's writes; derivatives are taken at it as at any value.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// RUN: %mf-rulecheck %s --entry=step --evaluate --set=x=1,2 --seed=3 | FileCheck %s --check-prefix=VALUES
mf.state @w role "parameter" : tensor<2xf64>
mf.state @n role "counter" : tensor<2xi32>
mf.entry @f arguments ["x"] results ["y", "g"] {
^bb0(%x: tensor<2xf64>):
  %w = mf.read @w : tensor<2xf64>
  %y = mf.mul %w, %x : tensor<2xf64>
  %q = mf.mul %y, %y : tensor<2xf64>
  %s = mf.reduce sum %q dims [0] : tensor<2xf64> -> tensor<f64>
  %g = mf.grad of %s at %w : tensor<f64> (tensor<2xf64>) -> tensor<2xf64>
  mf.return %y, %g : tensor<2xf64>, tensor<2xf64>
}
// Two reads of one state are one value.
// CHECK-LABEL: mf.entry @step
// CHECK: mf.read @n
// CHECK-NOT: mf.read @n
// CHECK: mf.write @n
// VALUES: step.before = 0 1
// VALUES: step.again = 0 1
// VALUES: @n = 5 6
mf.entry @step arguments ["x"] results ["before", "again"] {
^bb0(%x: tensor<2xf64>):
  %n = mf.read @n : tensor<2xi32>
  %five = mf.constant dense<5> : tensor<2xi32>
  %next = mf.add %n, %five : tensor<2xi32>
  mf.write @n, %next : tensor<2xi32>
  %again = mf.read @n : tensor<2xi32>
  mf.return %n, %again : tensor<2xi32>, tensor<2xi32>
}
