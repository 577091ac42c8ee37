// mf-rulecheck refuses what would check nothing, and says which argument it does not know.
// RUN: not %mf-rulecheck %s --entry=f --wrt=t 2>&1 | FileCheck %s --check-prefix=NAME
// NAME: mf-rulecheck: @f has no float argument named 't'
// RUN: not %mf-rulecheck %s --entry=f --set=x=0 2>&1 | FileCheck %s --check-prefix=ZERO
// ZERO: mf-rulecheck: @f: the derivative is zero here, which checks nothing: move the point, or give --zero
// ZERO: f wrt x: FAILED
// RUN: not %mf-rulecheck %s --entry=f --set=x=1 --zero 2>&1 | FileCheck %s --check-prefix=NONZERO
// NONZERO: mf-rulecheck: @f: expected a zero derivative, got jvp of 2.0e+00 and gradient of 2.0e+00
// RUN: not %mf-rulecheck %s --entry=narrow 2>&1 | FileCheck %s --check-prefix=NARROW
// NARROW: mf-rulecheck: @narrow: expected results of f64: differences of narrower numbers say little
// RUN: not %mf-rulecheck %s --entry=integers 2>&1 | FileCheck %s --check-prefix=INTEGERS
// INTEGERS: mf-rulecheck: @integers has no float argument
// RUN: not %mf-rulecheck %s --entry=g 2>&1 | FileCheck %s --check-prefix=ENTRY
// ENTRY: mf-rulecheck: no entry to check
// RUN: not %mf-rulecheck %s --entry=f --set=x=one 2>&1 | FileCheck %s --check-prefix=NUMBER
// NUMBER: mf-rulecheck: expected a number, got 'one'
// A kink is seen: central differences give half of the derivative there.
// RUN: not %mf-rulecheck %s --entry=kink --set=x=1 2>&1 | FileCheck %s --check-prefix=KINK
// KINK: mf-rulecheck: @kink: the rule is wrong: jvp 5.0e-01 adjoint 0.0e+00
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<f64>):
  %y = mf.mul %x, %x : tensor<f64>
  mf.return %y : tensor<f64>
}
mf.entry @narrow arguments ["x"] results ["y"] {
^bb0(%x: tensor<f32>):
  mf.return %x : tensor<f32>
}
mf.entry @integers arguments ["x"] results ["y"] {
^bb0(%x: tensor<i32>):
  mf.return %x : tensor<i32>
}
mf.entry @kink arguments ["x"] results ["y"] {
^bb0(%x: tensor<f64>):
  %y = mf.clamp %x in [0.0, 1.0] : tensor<f64>
  mf.return %y : tensor<f64>
}
