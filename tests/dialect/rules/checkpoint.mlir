// mf.checkpoint: the same gradient, with the region's values computed again behind a barrier.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,2
// RUN: %mf-rulecheck %s --entry=nested
// RUN: %mf-rulecheck %s --entry=constant_inside
// The tangent and the gradient are checked in turn: second derivatives, also through the barrier.
// RUN: %mf-rulecheck %s --entry=forward
// RUN: %mf-rulecheck %s --entry=gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %y = mf.checkpoint {
    %e = mf.exp %x : tensor<3xf64>
    %s = mf.sin %e : tensor<3xf64>
    mf.yield %s : tensor<3xf64>
  } -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// A tangent needs no recomputation: the region is inlined, and its values are computed once.
// CHECK-LABEL: mf.entry @forward
// CHECK-NOT: mf.barrier
// CHECK-COUNT-1: mf.exp
// CHECK-NOT: mf.exp
// CHECK-NOT: mf.recompute
// CHECK: mf.return
mf.entry @forward arguments ["x", "dx"] results ["y", "dy"] {
^bb0(%x: tensor<3xf64>, %dx: tensor<3xf64>):
  %y = mf.checkpoint {
    %e = mf.exp %x : tensor<3xf64>
    %s = mf.sin %e : tensor<3xf64>
    mf.yield %s : tensor<3xf64>
  } -> tensor<3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %y, %dy : tensor<3xf64>, tensor<3xf64>
}
// The exponential is computed twice: for the value, and again for the gradient.
// CHECK-LABEL: mf.entry @gradient
// CHECK: ^bb0(%[[X:.+]]: tensor<3xf64>, %[[CT:.+]]: tensor<3xf64>):
// CHECK: %[[E:.+]] = mf.exp %[[X]]
// CHECK: %[[S:.+]] = mf.sin %[[E]]
// CHECK: %[[HELD:.+]] = mf.barrier %[[X]] after
// CHECK-NEXT: %[[AGAIN:.+]] = mf.exp %[[HELD]] : tensor<3xf64>
// CHECK-NEXT: %[[COS:.+]] = mf.cos %[[AGAIN]]
// CHECK-NEXT: %[[CS:.+]] = mf.mul %[[COS]], %[[CT]]
// CHECK-NEXT: %[[DX:.+]] = mf.mul %[[AGAIN]], %[[CS]]
// CHECK-NEXT: mf.return %[[S]], %[[DX]]
mf.entry @gradient arguments ["x", "ct"] results ["y", "dx"] {
^bb0(%x: tensor<3xf64>, %ct: tensor<3xf64>):
  %y = mf.checkpoint {
    %e = mf.exp %x : tensor<3xf64>
    %s = mf.sin %e : tensor<3xf64>
    mf.yield %s : tensor<3xf64>
  } -> tensor<3xf64>
  %p = mf.mul %ct, %y : tensor<3xf64>
  %s = mf.reduce sum %p dims [0] : tensor<3xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %y, %dx : tensor<3xf64>, tensor<3xf64>
}
mf.entry @nested arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %y = mf.checkpoint {
    %e = mf.exp %x : tensor<3xf64>
    %i = mf.checkpoint {
      %t = mf.tanh %e : tensor<3xf64>
      %u = mf.mul %t, %x : tensor<3xf64>
      mf.yield %u : tensor<3xf64>
    } -> tensor<3xf64>
    %s = mf.sin %i : tensor<3xf64>
    mf.yield %s : tensor<3xf64>
  } -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// One region off the path, and results of which one does not move.
mf.entry @constant_inside arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %c = mf.checkpoint {
    %i = mf.iota 0 : tensor<3xf64>
    mf.yield %i : tensor<3xf64>
  } -> tensor<3xf64>
  %a, %b = mf.checkpoint {
    %s = mf.sin %x : tensor<3xf64>
    mf.yield %s, %c : tensor<3xf64>, tensor<3xf64>
  } -> tensor<3xf64>, tensor<3xf64>
  %y = mf.mul %a, %b : tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
