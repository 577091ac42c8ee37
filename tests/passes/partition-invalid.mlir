// --mf-partition: what no kernel can compute is an error at its line.
// RUN: %mf-opt %s --mf-partition --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// expected-error@+1 {{expected tensors of less than 2^31 elements, got 'tensor<65536x32768xf32>'}}
mf.entry @argument arguments ["x"] results ["y"] {
^bb0(%x: tensor<65536x32768xf32>):
  %y = mf.reduce sum %x dims [0, 1] : tensor<65536x32768xf32> -> tensor<f32>
  mf.return %y : tensor<f32>
}

// -----

mf.entry @product arguments ["x"] results ["y"] {
^bb0(%x: tensor<65536xf32>):
  // expected-error@+1 {{expected tensors of less than 2^31 elements, got 'tensor<65536x65536x65536x65536x65536xf32>'}}
  %w = mf.broadcast_in_dim %x dims [0] : tensor<65536xf32> -> tensor<65536x65536x65536x65536x65536xf32>
  %y = mf.slice %w from [0, 0, 0, 0, 0] to [1, 1, 1, 1, 1] by [1, 1, 1, 1, 1] : tensor<65536x65536x65536x65536x65536xf32> -> tensor<1x1x1x1x1xf32>
  mf.return %y : tensor<1x1x1x1x1xf32>
}

// -----

mf.entry @largest arguments ["x"] results ["y"] {
^bb0(%x: tensor<2147483647xf32>):
  %y = mf.reduce sum %x dims [0] : tensor<2147483647xf32> -> tensor<f32>
  mf.return %y : tensor<f32>
}
