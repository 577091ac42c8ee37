// mf.state declares; it computes nothing and has no derivative. Two entries share it.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=sum
// RUN: %mf-rulecheck %s --entry=sum --evaluate --set=x=0 --seed=5 | FileCheck %s --check-prefix=VALUES
// CHECK: mf.state @a role "parameter" : tensor<2xf64>
// CHECK: mf.state @b role "ema" : tensor<2xf64>
mf.state @a role "parameter" : tensor<2xf64>
mf.state @b role "ema" : tensor<2xf64>
// VALUES: sum.y = [[FIRST:.+]]
mf.entry @sum arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xf64>):
  %a = mf.read @a : tensor<2xf64>
  %y = mf.add %a, %x : tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
mf.entry @copy arguments [] results [] {
  %a = mf.read @a : tensor<2xf64>
  mf.write @b, %a : tensor<2xf64>
  mf.return
}
