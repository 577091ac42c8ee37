// mf.jvp nests in program order: of a jvp, of a grad, and with respect to values inside the program.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=twice
// RUN: %mf-rulecheck %s --entry=of_grad
// RUN: %mf-rulecheck %s --entry=of_grad_of_jvp
// RUN: %mf-rulecheck %s --entry=mean_flow
// RUN: %mf-rulecheck %s --entry=inputs_in_line --evaluate --set=x=2 --set=dx=1 --set=dh=1 | FileCheck %s --check-prefix=LINE
// RUN: %mf-rulecheck %s --entry=unrelated --evaluate --at=2 | FileCheck %s --check-prefix=UNRELATED
// RUN: %mf-rulecheck %s --entry=rows --evaluate --at=0,1,2,3 --set=dx=1 | FileCheck %s --check-prefix=ROWS
// d^2/dx^2 of sin: one cosine, one sine.
// CHECK-LABEL: mf.entry @twice
// CHECK: %[[SIN:.+]] = mf.sin
// CHECK: %[[MINUS:.+]] = mf.neg %[[SIN]]
mf.entry @twice arguments ["x", "v", "w"] results ["ddy"] {
^bb0(%x: tensor<2xf64>, %v: tensor<2xf64>, %w: tensor<2xf64>):
  %y = mf.sin %x : tensor<2xf64>
  %dy = mf.jvp of %y at %x along %v : (tensor<2xf64>) (tensor<2xf64>) (tensor<2xf64>) -> tensor<2xf64>
  %ddy = mf.jvp of %dy at %x along %w : (tensor<2xf64>) (tensor<2xf64>) (tensor<2xf64>) -> tensor<2xf64>
  mf.return %ddy : tensor<2xf64>
}
// A Hessian times a vector, forward over reverse.
mf.entry @of_grad arguments ["x", "v"] results ["hv"] {
^bb0(%x: tensor<3xf64>, %v: tensor<3xf64>):
  %p = mf.softmax %x : tensor<3xf64>
  %q = mf.mul %p, %p : tensor<3xf64>
  %s = mf.reduce sum %q dims [0] : tensor<3xf64> -> tensor<f64>
  %g = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  %hv = mf.jvp of %g at %x along %v : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %hv : tensor<3xf64>
}
mf.entry @of_grad_of_jvp arguments ["x", "v"] results ["z"] {
^bb0(%x: tensor<3xf64>, %v: tensor<3xf64>):
  %y = mf.tanh %x : tensor<3xf64>
  %dy = mf.jvp of %y at %x along %v : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  %s = mf.reduce sum %dy dims [0] : tensor<3xf64> -> tensor<f64>
  %g = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  %z = mf.jvp of %g at %x along %v : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %z : tensor<3xf64>
}
// The shape of a mean flow loss: a stopped tangent inside the loss has no backward pass.
// CHECK-LABEL: mf.entry @mean_flow
// CHECK-COUNT-1: mf.tanh
// CHECK-NOT: mf.tanh
// CHECK: mf.return
mf.entry @mean_flow arguments ["w", "z", "v"] results ["dw"] {
^bb0(%w: tensor<3x3xf64>, %z: tensor<2x3xf64>, %v: tensor<2x3xf64>):
  %zi = mf.identity %z : tensor<2x3xf64>
  %h = mf.dot_general %zi, %w batch [] x [] contracting [1] x [0] : tensor<2x3xf64>, tensor<3x3xf64> -> tensor<2x3xf64>
  %u = mf.tanh %h : tensor<2x3xf64>
  %du = mf.jvp of %u at %zi along %v : (tensor<2x3xf64>) (tensor<2x3xf64>) (tensor<2x3xf64>) -> tensor<2x3xf64>
  %t = mf.sub %v, %du : tensor<2x3xf64>
  %target = mf.identity %t : tensor<2x3xf64>
  %e = mf.sub %u, %target : tensor<2x3xf64>
  %ee = mf.mul %e, %e : tensor<2x3xf64>
  %loss = mf.reduce sum %ee dims [0, 1] : tensor<2x3xf64> -> tensor<f64>
  %dw = mf.grad of %loss at %w : tensor<f64> (tensor<3x3xf64>) -> tensor<3x3xf64>
  mf.return %dw : tensor<3x3xf64>
}
// h = x^2 is an input of its own: it moves along dh, not along 2 x dx. d(x h) = h dx + x dh = 4 + 2.
// LINE: inputs_in_line.dy = 6
// LINE: inputs_in_line.gx = 4
// LINE: inputs_in_line.gh = 2
mf.entry @inputs_in_line arguments ["x", "dx", "dh"] results ["dy", "gx", "gh"] {
^bb0(%x: tensor<f64>, %dx: tensor<f64>, %dh: tensor<f64>):
  %h = mf.mul %x, %x : tensor<f64>
  %y = mf.mul %x, %h : tensor<f64>
  %dy = mf.jvp of %y at %x, %h along %dx, %dh : (tensor<f64>) (tensor<f64>, tensor<f64>) (tensor<f64>, tensor<f64>) -> tensor<f64>
  %gx, %gh = mf.grad of %y at %x, %h : tensor<f64> (tensor<f64>, tensor<f64>) -> tensor<f64>, tensor<f64>
  mf.return %dy, %gx, %gh : tensor<f64>, tensor<f64>, tensor<f64>
}
// An input that is the value itself, and one that the value does not depend on.
// UNRELATED: unrelated.dx = 2
// UNRELATED: unrelated.dy = 0
// UNRELATED: unrelated.gx = 1
// UNRELATED: unrelated.gy = 0
mf.entry @unrelated arguments ["x", "y", "v"] results ["dx", "dy", "gx", "gy"] {
^bb0(%x: tensor<f64>, %y: tensor<f64>, %v: tensor<f64>):
  %dx, %dy = mf.jvp of %x, %y at %x along %v : (tensor<f64>, tensor<f64>) (tensor<f64>) (tensor<f64>) -> tensor<f64>, tensor<f64>
  %gx, %gy = mf.grad of %x at %x, %y : tensor<f64> (tensor<f64>, tensor<f64>) -> tensor<f64>, tensor<f64>
  mf.return %dx, %dy, %gx, %gy : tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>
}
// ROWS: rows.dy = 0 2 4 0
// The slope is taken of the two moving rows only.
// CHECK-LABEL: mf.entry @rows
// CHECK: mf.mul {{.*}} : tensor<2x1xf64>
// CHECK: mf.pad {{.*}} low [1, 0] high [1, 0] interior [0, 0]
mf.entry @rows arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4x1xf64>, %dx: tensor<4x1xf64>):
  %y = mf.mul %x, %x : tensor<4x1xf64>
  %dy = mf.jvp of %y at %x along %dx rows [1, 3] : (tensor<4x1xf64>) (tensor<4x1xf64>) (tensor<4x1xf64>) -> tensor<4x1xf64>
  mf.return %dy : tensor<4x1xf64>
}
