// mf.fused: derivatives are those of what it computes, put in its place; its value is what the region gives.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// RUN: %mf-rulecheck %s --entry=gradient
mf.entry @f arguments ["q", "k", "v"] results ["y"] {
^bb0(%q: tensor<3x2xf64>, %k: tensor<4x2xf64>, %v: tensor<4x2xf64>):
  %y:2 = mf.fused(%q, %k, %v : tensor<3x2xf64>, tensor<4x2xf64>, tensor<4x2xf64>) over [3, 4] keeps 0 along [1] {
  ^bb0(%a: tensor<3x2xf64>, %b: tensor<4x2xf64>, %c: tensor<4x2xf64>):
    %s = mf.dot_general %a, %b batch [] x [] contracting [1] x [1] {mf.in_tiles} : tensor<3x2xf64>, tensor<4x2xf64> -> tensor<3x4xf64>
    %e = mf.exp %s {mf.in_tiles} : tensor<3x4xf64>
    %l = mf.reduce sum %e dims [1] : tensor<3x4xf64> -> tensor<3xf64>
    %o = mf.dot_general %e, %c batch [] x [] contracting [1] x [0] : tensor<3x4xf64>, tensor<4x2xf64> -> tensor<3x2xf64>
    mf.yield %o, %l : tensor<3x2xf64>, tensor<3xf64>
  } -> tensor<3x2xf64>, tensor<3xf64>
  mf.return %y#0 : tensor<3x2xf64>
}
// CHECK-LABEL: mf.entry @gradient
// CHECK-NOT: mf.fused
// CHECK-NOT: mf.in_tiles
// CHECK: mf.dot_general
// CHECK: mf.exp
// CHECK: mf.return
mf.entry @gradient arguments ["q", "k", "v"] results ["gq", "gk", "gv"] {
^bb0(%q: tensor<3x2xf64>, %k: tensor<4x2xf64>, %v: tensor<4x2xf64>):
  %y = mf.fused(%q, %k, %v : tensor<3x2xf64>, tensor<4x2xf64>, tensor<4x2xf64>) over [3, 4] keeps 0 along [1] {
  ^bb0(%a: tensor<3x2xf64>, %b: tensor<4x2xf64>, %c: tensor<4x2xf64>):
    %s = mf.dot_general %a, %b batch [] x [] contracting [1] x [1] {mf.in_tiles} : tensor<3x2xf64>, tensor<4x2xf64> -> tensor<3x4xf64>
    %e = mf.exp %s {mf.in_tiles} : tensor<3x4xf64>
    %o = mf.dot_general %e, %c batch [] x [] contracting [1] x [0] : tensor<3x4xf64>, tensor<4x2xf64> -> tensor<3x2xf64>
    mf.yield %o : tensor<3x2xf64>
  } -> tensor<3x2xf64>
  %n = mf.reduce sum %y dims [0, 1] : tensor<3x2xf64> -> tensor<f64>
  %g:3 = mf.grad of %n at %q, %k, %v : tensor<f64> (tensor<3x2xf64>, tensor<4x2xf64>, tensor<4x2xf64>) -> tensor<3x2xf64>, tensor<4x2xf64>, tensor<4x2xf64>
  mf.return %g#0, %g#1, %g#2 : tensor<3x2xf64>, tensor<4x2xf64>, tensor<4x2xf64>
}
