// Verifier errors of dialect/mf/Shape.td.
// RUN: %mf-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// iota: dimension
mf.entry @e arguments [] results [] {
  // expected-error@+1 {{'mf.iota' op expected a dimension in [0, 2), got 2}}
  %y = mf.iota 2 : tensor<2x3xf32>
  mf.return
}

// -----

// iota: negative dimension
mf.entry @e arguments [] results [] {
  // expected-error@+1 {{'mf.iota' op expected a dimension in [0, 2), got -1}}
  %y = mf.iota -1 : tensor<2x3xf32>
  mf.return
}

// -----

// broadcast_in_dim: a number a dimension
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.broadcast_in_dim' op expected 2 numbers in dims, got 1}}
  %y = mf.broadcast_in_dim %x dims [0] : tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// broadcast_in_dim: dimensions of the result
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.broadcast_in_dim' op expected a dimension in [0, 2), got 2}}
  %y = mf.broadcast_in_dim %x dims [2] : tensor<2xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// broadcast_in_dim: order
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<3x2xf32>):
  // expected-error@+1 {{'mf.broadcast_in_dim' op expected increasing dimensions, got [1, 0]}}
  %y = mf.broadcast_in_dim %x dims [1, 0] : tensor<3x2xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// broadcast_in_dim: sizes
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.broadcast_in_dim' op expected dimension 0 of [2] to be 1 or equal dimension 1 of [2, 3]}}
  %y = mf.broadcast_in_dim %x dims [1] : tensor<2xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// reshape: count
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.reshape' op expected as many elements as [2, 3] has, got [7]}}
  %y = mf.reshape %x : tensor<2x3xf32> -> tensor<7xf32>
  mf.return
}

// -----

// transpose: not a permutation
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.transpose' op expected a permutation of 2 dimensions, got [1, 1]}}
  %y = mf.transpose %x [1, 1] : tensor<2x3xf32> -> tensor<3x2xf32>
  mf.return
}

// -----

// transpose: too short
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.transpose' op expected a permutation of 2 dimensions, got []}}
  %y = mf.transpose %x [] : tensor<2x3xf32> -> tensor<f32>
  mf.return
}

// -----

// transpose: result
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.transpose' op expected a result of shape [3, 2], got [2, 3]}}
  %y = mf.transpose %x [1, 0] : tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// slice: numbers
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.slice' op expected 2 numbers in from, got 1}}
  %y = mf.slice %x from [0] to [2, 3] by [1, 1] : tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// slice: numbers
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.slice' op expected 2 numbers in to, got 1}}
  %y = mf.slice %x from [0, 0] to [2] by [1, 1] : tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// slice: numbers
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.slice' op expected 2 numbers in by, got 0}}
  %y = mf.slice %x from [0, 0] to [2, 3] by [] : tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// slice: range
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<5xf32>):
  // expected-error@+1 {{'mf.slice' op expected 0 <= from <= to <= 5 and by >= 1 in dimension 0, got from 2 to 6 by 1}}
  %y = mf.slice %x from [2] to [6] by [1] : tensor<5xf32> -> tensor<4xf32>
  mf.return
}

// -----

// slice: stride
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<5xf32>):
  // expected-error@+1 {{'mf.slice' op expected 0 <= from <= to <= 5 and by >= 1 in dimension 0, got from 0 to 5 by 0}}
  %y = mf.slice %x from [0] to [5] by [0] : tensor<5xf32> -> tensor<5xf32>
  mf.return
}

// -----

// slice: result
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<5xf32>):
  // expected-error@+1 {{'mf.slice' op expected a result of shape [3], got [2]}}
  %y = mf.slice %x from [0] to [5] by [2] : tensor<5xf32> -> tensor<2xf32>
  mf.return
}

// -----

// pad: numbers
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<5xf32>):
  // expected-error@+1 {{'mf.pad' op expected 1 numbers in low, got 0}}
  %y = mf.pad %x low [] high [0] interior [0] : tensor<5xf32> -> tensor<5xf32>
  mf.return
}

// -----

// pad: interior
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<5xf32>):
  // expected-error@+1 {{'mf.pad' op expected interior >= 0, got -1 in dimension 0}}
  %y = mf.pad %x low [0] high [0] interior [-1] : tensor<5xf32> -> tensor<1xf32>
  mf.return
}

// -----

// pad: size
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.pad' op expected a size of at least 0 in dimension 0, got -1}}
  %y = mf.pad %x low [-3] high [0] interior [0] : tensor<2xf32> -> tensor<1xf32>
  mf.return
}

// -----

// pad: result
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.pad' op expected a result of shape [4], got [3]}}
  %y = mf.pad %x low [1] high [0] interior [1] : tensor<2xf32> -> tensor<3xf32>
  mf.return
}

// -----

// concatenate: nothing
mf.entry @e arguments [] results [] {
  // expected-error@+1 {{'mf.concatenate' op expected at least one operand, got none}}
  %y = "mf.concatenate"() <{dimension = 0 : i64}> : () -> tensor<0xf32>
  mf.return
}

// -----

// concatenate: dimension
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.concatenate' op expected a dimension in [0, 1), got 1}}
  %y = mf.concatenate %x along 1 : tensor<2xf32> -> tensor<2xf32>
  mf.return
}

// -----

// concatenate: types
mf.entry @e arguments ["x", "z"] results [] {
^bb0(%x: tensor<2xf32>, %z: tensor<2xf64>):
  // expected-error@+1 {{'mf.concatenate' op expected operands of type 'f32', got 'f64'}}
  %y = mf.concatenate %x, %z along 0 : tensor<2xf32>, tensor<2xf64> -> tensor<4xf32>
  mf.return
}

// -----

// concatenate: shapes
mf.entry @e arguments ["x", "z"] results [] {
^bb0(%x: tensor<2x3xf32>, %z: tensor<2x4xf32>):
  // expected-error@+1 {{'mf.concatenate' op expected operands that differ in dimension 0 only, got [2, 3] and [2, 4]}}
  %y = mf.concatenate %x, %z along 0 : tensor<2x3xf32>, tensor<2x4xf32> -> tensor<4x3xf32>
  mf.return
}

// -----

// concatenate: ranks
mf.entry @e arguments ["x", "z"] results [] {
^bb0(%x: tensor<2x3xf32>, %z: tensor<3xf32>):
  // expected-error@+1 {{'mf.concatenate' op expected operands that differ in dimension 0 only, got [2, 3] and [3]}}
  %y = mf.concatenate %x, %z along 0 : tensor<2x3xf32>, tensor<3xf32> -> tensor<3x3xf32>
  mf.return
}

// -----

// concatenate: result
mf.entry @e arguments ["x", "z"] results [] {
^bb0(%x: tensor<2x3xf32>, %z: tensor<1x3xf32>):
  // expected-error@+1 {{'mf.concatenate' op expected a result of shape [3, 3], got [2, 3]}}
  %y = mf.concatenate %x, %z along 0 : tensor<2x3xf32>, tensor<1x3xf32> -> tensor<2x3xf32>
  mf.return
}

// -----

// reverse: dimension
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.reverse' op expected a dimension in [0, 1), got 1}}
  %y = mf.reverse %x dims [1] : tensor<2xf32>
  mf.return
}

// -----

// gather: axis
mf.entry @e arguments ["x", "i"] results [] {
^bb0(%x: tensor<2xf32>, %i: tensor<3xi32>):
  // expected-error@+1 {{'mf.gather' op expected a dimension in [0, 1), got 1}}
  %y = mf.gather %x[%i] axis 1 : tensor<2xf32>, tensor<3xi32> -> tensor<3xf32>
  mf.return
}

// -----

// gather: batch_dims
mf.entry @e arguments ["x", "i"] results [] {
^bb0(%x: tensor<2x3xf32>, %i: tensor<2xi32>):
  // expected-error@+1 {{'mf.gather' op expected batch_dims in [0, 1], got 2}}
  %y = mf.gather %x[%i] axis 1 {batch_dims = 2 : i64} : tensor<2x3xf32>, tensor<2xi32> -> tensor<2xf32>
  mf.return
}

// -----

// gather: batch dimensions
mf.entry @e arguments ["x", "i"] results [] {
^bb0(%x: tensor<2x3xf32>, %i: tensor<4xi32>):
  // expected-error@+1 {{'mf.gather' op expected batch dimension 0 of [2, 3] and of indices [4] to be equal}}
  %y = mf.gather %x[%i] axis 1 {batch_dims = 1 : i64} : tensor<2x3xf32>, tensor<4xi32> -> tensor<2xf32>
  mf.return
}

// -----

// gather: nothing to read
mf.entry @e arguments ["x", "i"] results [] {
^bb0(%x: tensor<0x3xf32>, %i: tensor<4xi32>):
  // expected-error@+1 {{'mf.gather' op expected elements along dimension 0, got [0, 3]}}
  %y = mf.gather %x[%i] axis 0 : tensor<0x3xf32>, tensor<4xi32> -> tensor<4x3xf32>
  mf.return
}

// -----

// gather: result
mf.entry @e arguments ["x", "i"] results [] {
^bb0(%x: tensor<2x3xf32>, %i: tensor<4xi32>):
  // expected-error@+1 {{'mf.gather' op expected a result of shape [4, 3], got [3, 4]}}
  %y = mf.gather %x[%i] axis 0 : tensor<2x3xf32>, tensor<4xi32> -> tensor<3x4xf32>
  mf.return
}

// -----

// scatter_add: axis
mf.entry @e arguments ["x", "i", "u"] results [] {
^bb0(%x: tensor<2xf32>, %i: tensor<3xi32>, %u: tensor<3xf32>):
  // expected-error@+1 {{'mf.scatter_add' op expected a dimension in [0, 1), got 1}}
  %y = mf.scatter_add %x[%i] axis 1 add %u : tensor<3xi32>, tensor<3xf32> -> tensor<2xf32>
  mf.return
}

// -----

// scatter_add: updates
mf.entry @e arguments ["x", "i", "u"] results [] {
^bb0(%x: tensor<2xf32>, %i: tensor<3xi32>, %u: tensor<4xf32>):
  // expected-error@+1 {{'mf.scatter_add' op expected updates of shape [3], got [4]}}
  %y = mf.scatter_add %x[%i] axis 0 add %u : tensor<3xi32>, tensor<4xf32> -> tensor<2xf32>
  mf.return
}

// -----

// dynamic_slice: start
mf.entry @e arguments ["x", "i"] results [] {
^bb0(%x: tensor<2x3xf32>, %i: tensor<1xi32>):
  // expected-error@+1 {{'mf.dynamic_slice' op expected a start of shape [2], got [1]}}
  %y = mf.dynamic_slice %x[%i] : tensor<2x3xf32>, tensor<1xi32> -> tensor<1x1xf32>
  mf.return
}

// -----

// dynamic_slice: size
mf.entry @e arguments ["x", "i"] results [] {
^bb0(%x: tensor<2x3xf32>, %i: tensor<2xi32>):
  // expected-error@+1 {{'mf.dynamic_slice' op expected a block that fits into [2, 3], got [1, 4]}}
  %y = mf.dynamic_slice %x[%i] : tensor<2x3xf32>, tensor<2xi32> -> tensor<1x4xf32>
  mf.return
}

// -----

// dynamic_slice: rank
mf.entry @e arguments ["x", "i"] results [] {
^bb0(%x: tensor<2x3xf32>, %i: tensor<2xi32>):
  // expected-error@+1 {{'mf.dynamic_slice' op expected a block that fits into [2, 3], got [1]}}
  %y = mf.dynamic_slice %x[%i] : tensor<2x3xf32>, tensor<2xi32> -> tensor<1xf32>
  mf.return
}

// -----

// dynamic_update_slice: start
mf.entry @e arguments ["x", "u", "i"] results [] {
^bb0(%x: tensor<2x3xf32>, %u: tensor<1x1xf32>, %i: tensor<i32>):
  // expected-error@+1 {{'mf.dynamic_update_slice' op expected a start of shape [2], got []}}
  %y = mf.dynamic_update_slice %x[%i] = %u : tensor<1x1xf32>, tensor<i32> -> tensor<2x3xf32>
  mf.return
}

// -----

// dynamic_update_slice: size
mf.entry @e arguments ["x", "u", "i"] results [] {
^bb0(%x: tensor<2x3xf32>, %u: tensor<3x1xf32>, %i: tensor<2xi32>):
  // expected-error@+1 {{'mf.dynamic_update_slice' op expected a block that fits into [2, 3], got [3, 1]}}
  %y = mf.dynamic_update_slice %x[%i] = %u : tensor<3x1xf32>, tensor<2xi32> -> tensor<2x3xf32>
  mf.return
}
