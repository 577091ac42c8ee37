// --mf-decompose: composites become the expressions that define them. Values: tests/dialect/rules, whose
// mf-rulecheck compares the decomposed program with the direct formulas of the evaluator.
// RUN: %mf-opt %s --mf-decompose | FileCheck %s

// The maximum is subtracted, and no derivative passes through it.
// CHECK-LABEL: mf.entry @softmax
// CHECK: ^bb0(%[[X:.+]]: tensor<2x3xf32>):
// CHECK-NEXT: %[[MAX:.+]] = mf.reduce max %[[X]] dims [1] : tensor<2x3xf32> -> tensor<2xf32>
// CHECK-NEXT: %[[STOP:.+]] = mf.stop_gradient %[[MAX]]
// CHECK-NEXT: %[[WIDE:.+]] = mf.broadcast_in_dim %[[STOP]] dims [0]
// CHECK-NEXT: %[[C:.+]] = mf.sub %[[X]], %[[WIDE]]
// CHECK-NEXT: %[[E:.+]] = mf.exp %[[C]]
// CHECK-NEXT: %[[S:.+]] = mf.reduce sum %[[E]] dims [1]
// CHECK-NEXT: %[[T:.+]] = mf.broadcast_in_dim %[[S]] dims [0]
// CHECK-NEXT: %[[Y:.+]] = mf.div %[[E]], %[[T]]
// CHECK-NEXT: mf.return %[[Y]]
mf.entry @softmax arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3xf32>):
  %y = mf.softmax %x : tensor<2x3xf32>
  mf.return %y : tensor<2x3xf32>
}

// CHECK-LABEL: mf.entry @log_softmax
// CHECK: %[[C:.+]] = mf.sub
// CHECK: %[[LOG:.+]] = mf.log
// CHECK: mf.sub %[[C]], %{{.+}}
// CHECK-NOT: mf.log_softmax
mf.entry @log_softmax arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3xf32>):
  %y = mf.log_softmax %x : tensor<2x3xf32>
  mf.return %y : tensor<2x3xf32>
}

// CHECK-LABEL: mf.entry @norms
// CHECK: mf.constant dense<9.99999997E-7> : tensor<2xf32>
// CHECK: mf.rsqrt
// CHECK: mf.constant dense<2.500000e-01> : tensor<2xf32>
// CHECK: mf.rsqrt
// CHECK-NOT: _norm
// CHECK: mf.return
mf.entry @norms arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3xf32>):
  %a = mf.layer_norm %x : tensor<2x3xf32>
  %y = mf.rms_norm %a {epsilon = 0.25} : tensor<2x3xf32>
  mf.return %y : tensor<2x3xf32>
}

// CHECK-LABEL: mf.entry @activations
// CHECK: mf.erfc
// CHECK: mf.logistic
// CHECK: mf.logistic
// CHECK-NOT: {{mf.gelu|mf.silu}}
// CHECK: mf.return
mf.entry @activations arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xf32>):
  %a = mf.gelu %x : tensor<2xf32>
  %b = mf.gelu %a {approximate = true} : tensor<2xf32>
  %y = mf.silu %b : tensor<2xf32>
  mf.return %y : tensor<2xf32>
}

// Inside of regions too. A table is rounded to the element type.
// CHECK-LABEL: mf.entry @inside
// CHECK: mf.checkpoint
// CHECK: mf.constant dense<{{\[}}[1.000000e+00, -0.000000e+00, 1.000000e+00, -0.000000e+00], [1.000000e+00, -0.000000e+00, -1.000000e+00, -1.22464685E-16]]> : tensor<2x4xf32>
// CHECK: mf.dot_general
mf.entry @inside arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xf32>):
  %y = mf.checkpoint {
    %f = mf.rfft %x : tensor<2xf32> -> tensor<2x2xf32>
    mf.yield %f : tensor<2x2xf32>
  } -> tensor<2x2xf32>
  mf.return %y : tensor<2x2xf32>
}
