// Verifier errors of dialect/mf/Elementwise.td.
// RUN: %mf-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// clamp: bounds
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.clamp' op expected low <= high, got 1.000000e+00 and -1.000000e+00}}
  %y = mf.clamp %x in [1.0, -1.0] : tensor<2xf32>
  mf.return
}
