// mf.grad: linearize, then transpose; grad of jvp, grad of grad.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=of_jvp
// RUN: %mf-rulecheck %s --entry=of_grad
// RUN: %mf-rulecheck %s --entry=shared
// RUN: %mf-rulecheck %s --entry=off_the_path --evaluate --at=1,2,3 | FileCheck %s --check-prefix=OFF
mf.entry @of_jvp arguments ["x", "v"] results ["g"] {
^bb0(%x: tensor<3xf64>, %v: tensor<3xf64>):
  %y = mf.tanh %x : tensor<3xf64>
  %dy = mf.jvp of %y at %x along %v : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  %dd = mf.mul %dy, %dy : tensor<3xf64>
  %s = mf.reduce sum %dd dims [0] : tensor<3xf64> -> tensor<f64>
  %g = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %g : tensor<3xf64>
}
mf.entry @of_grad arguments ["x"] results ["h"] {
^bb0(%x: tensor<3xf64>):
  %n = mf.layer_norm %x : tensor<3xf64>
  %e = mf.exp %n : tensor<3xf64>
  %s = mf.reduce sum %e dims [0] : tensor<3xf64> -> tensor<f64>
  %g = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  %gg = mf.mul %g, %g : tensor<3xf64>
  %t = mf.reduce sum %gg dims [0] : tensor<3xf64> -> tensor<f64>
  %h = mf.grad of %t at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %h : tensor<3xf64>
}
// A value that is used three times: its cotangents add up.
// CHECK-LABEL: mf.entry @shared
// CHECK: mf.return
mf.entry @shared arguments ["x"] results ["g"] {
^bb0(%x: tensor<f64>):
  %s = mf.sin %x : tensor<f64>
  %a = mf.mul %s, %s : tensor<f64>
  %b = mf.mul %a, %s : tensor<f64>
  %c = mf.add %b, %s : tensor<f64>
  %g = mf.grad of %c at %x : tensor<f64> (tensor<f64>) -> tensor<f64>
  mf.return %g : tensor<f64>
}
// Ops that use the input but do not lead to the value need no rule: this loop has no known count.
// OFF: off_the_path.g = 2 4 6
mf.entry @off_the_path arguments ["x", "n"] results ["g"] {
^bb0(%x: tensor<3xf64>, %n: tensor<i32>):
  %other = mf.for init(%x : tensor<3xf64>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %c: tensor<3xf64>):
    mf.yield %c : tensor<3xf64>
  } -> tensor<3xf64>
  %y = mf.mul %x, %x : tensor<3xf64>
  %s = mf.reduce sum %y dims [0] : tensor<3xf64> -> tensor<f64>
  %g = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %g : tensor<3xf64>
}
