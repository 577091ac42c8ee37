// mf.write: one step of gradient descent, w - (1/4) d/dw sum(w w) = w / 2. Writing has no derivative.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=step --evaluate | FileCheck %s --check-prefix=VALUES
// RUN: %mf-rulecheck %s --entry=step --zero
mf.state @w role "parameter" : tensor<2xi32>
mf.state @v role "parameter" : tensor<f64>
// CHECK-LABEL: mf.entry @step
// CHECK: mf.write @v
// CHECK-NOT: mf.grad
// VALUES: step.y = [[V:.+]]
// VALUES: step.half = [[HALF:.+]]
// VALUES: @v = [[HALF]]
mf.entry @step arguments ["x"] results ["y", "half"] {
^bb0(%x: tensor<f64>):
  %v = mf.read @v : tensor<f64>
  %vv = mf.mul %v, %v : tensor<f64>
  %g = mf.grad of %vv at %v : tensor<f64> (tensor<f64>) -> tensor<f64>
  %quarter = mf.constant dense<0.25> : tensor<f64>
  %d = mf.mul %g, %quarter : tensor<f64>
  %next = mf.sub %v, %d : tensor<f64>
  mf.write @v, %next : tensor<f64>
  %two = mf.constant dense<0.5> : tensor<f64>
  %half = mf.mul %v, %two : tensor<f64>
  mf.return %v, %half : tensor<f64>, tensor<f64>
}
