// mf.entry: arguments and results by name, unchanged by the passes.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=swap
// RUN: %mf-rulecheck %s --entry=swap --evaluate --set=a=1 --set=b=2 | FileCheck %s --check-prefix=VALUES
// CHECK: mf.entry @swap arguments ["a", "b"] results ["first", "second"] {
// VALUES: swap.first = 2
// VALUES: swap.second = 1
mf.entry @swap arguments ["a", "b"] results ["first", "second"] {
^bb0(%a: tensor<f64>, %b: tensor<f64>):
  mf.return %b, %a : tensor<f64>, tensor<f64>
}
// CHECK: mf.entry @nothing arguments [] results [] {
// CHECK-NEXT: mf.return
mf.entry @nothing arguments [] results [] {
  mf.return
}
