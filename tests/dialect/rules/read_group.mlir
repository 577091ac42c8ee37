// mf.read_group gives the elements of several states one after the other; derivatives are taken at it as at any value.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// RUN: %mf-rulecheck %s --entry=step --evaluate --set=x=1 --seed=3 | FileCheck %s --check-prefix=VALUES
mf.state @w role "parameter" : tensor<2xf64>
mf.state @v role "parameter" : tensor<1x1xf64>
mf.state @n role "counter" : tensor<2xi32>
mf.state @m role "counter" : tensor<i32>
mf.entry @f arguments ["x"] results ["y", "g"] {
^bb0(%x: tensor<3xf64>):
  %w = mf.read_group [@w, @v] : tensor<3xf64>
  %y = mf.mul %w, %x : tensor<3xf64>
  %q = mf.mul %y, %y : tensor<3xf64>
  %s = mf.reduce sum %q dims [0] : tensor<3xf64> -> tensor<f64>
  %g = mf.grad of %s at %w : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %y, %g : tensor<3xf64>, tensor<3xf64>
}
// CHECK-LABEL: mf.entry @step
// CHECK: mf.read_group [@n, @m]
// CHECK-NOT: mf.read_group
// VALUES: step.all = [[A:[^ ]+]] [[B:[^ ]+]] [[C:[^ ]+]]
// VALUES: step.first = [[A]] [[B]]
mf.entry @step arguments ["x"] results ["all", "first"] {
^bb0(%x: tensor<f64>):
  %all = mf.read_group [@n, @m] : tensor<3xi32>
  %first = mf.read @n : tensor<2xi32>
  mf.return %all, %first : tensor<3xi32>, tensor<2xi32>
}
