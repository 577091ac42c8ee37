// mf.write_group: each state takes its own elements of the flat value. Writing has no derivative.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=step --evaluate --set=x=1,2,3 | FileCheck %s --check-prefix=VALUES
mf.state @a role "counter" : tensor<2x1xi32>
mf.state @b role "counter" : tensor<i32>
// CHECK-LABEL: mf.entry @step
// CHECK: mf.write_group [@a, @b]
// VALUES-DAG: @a = 4 5
// VALUES-DAG: @b = 6
mf.entry @step arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %next = mf.constant dense<[4, 5, 6]> : tensor<3xi32>
  mf.write_group [@a, @b], %next : tensor<3xi32>
  mf.return %x : tensor<3xf64>
}
