// What --mf-expand-derivatives refuses, at the op that is to blame.
// RUN: %mf-opt %s --mf-expand-derivatives --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// An op without derivative rule: composites have one after --mf-decompose.
mf.entry @no_rule arguments ["x"] results ["dx"] {
^bb0(%x: tensor<3xf64>):
  // expected-error@+1 {{'mf.softmax' has no derivative rule; pass its operand through stop_gradient if none is meant}}
  %p = mf.softmax %x : tensor<3xf64>
  %s = mf.reduce sum %p dims [0] : tensor<3xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dx : tensor<3xf64>
}

// -----

// Linear, but transposed through its decomposition only.
mf.entry @no_transpose_rule arguments ["x"] results ["dx"] {
^bb0(%x: tensor<3xf64>):
  // expected-error@+1 {{'mf.rfft' has no transpose rule for operand 0}}
  %p = mf.rfft %x : tensor<3xf64> -> tensor<2x2xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<2x2xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dx : tensor<3xf64>
}

// -----

mf.entry @gradient_of_dynamic_loop arguments ["x", "n"] results ["dx"] {
^bb0(%x: tensor<f64>, %n: tensor<i32>):
  // expected-error@+1 {{a gradient through a loop needs a number of trips that is known when the program is built, or a bound of it, for what its backward pass reads of each trip}}
  %y = mf.for init(%x : tensor<f64>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %c: tensor<f64>):
    %d = mf.mul %c, %c : tensor<f64>
    mf.yield %d : tensor<f64>
  } -> tensor<f64>
  %dx = mf.grad of %y at %x : tensor<f64> (tensor<f64>) -> tensor<f64>
  mf.return %dx : tensor<f64>
}

// -----

mf.entry @rows_of_a_sum_over_the_batch arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4x2xf64>, %dx: tensor<4x2xf64>):
  // expected-error@+1 {{a jvp with rows needs a function that keeps rows apart, but 'mf.reduce' mixes them: they are axis 0 of operand 0; take the jvp without rows, or pass what mixes them through stop_gradient}}
  %m = mf.reduce sum %x dims [0] : tensor<4x2xf64> -> tensor<2xf64>
  %b = mf.broadcast_in_dim %m dims [1] : tensor<2xf64> -> tensor<4x2xf64>
  %y = mf.mul %x, %b : tensor<4x2xf64>
  %dy = mf.jvp of %y at %x along %dx rows [0, 2] : (tensor<4x2xf64>) (tensor<4x2xf64>) (tensor<4x2xf64>) -> tensor<4x2xf64>
  mf.return %dy : tensor<4x2xf64>
}

// -----

mf.entry @rows_against_their_transpose arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4x4xf64>, %dx: tensor<4x4xf64>):
  %t = mf.transpose %x [1, 0] : tensor<4x4xf64> -> tensor<4x4xf64>
  // expected-error@+1 {{a jvp with rows needs a function that keeps rows apart, but 'mf.mul' mixes them: they are axis 0 of operand 0, axis 1 of operand 1; take the jvp without rows, or pass what mixes them through stop_gradient}}
  %y = mf.mul %x, %t : tensor<4x4xf64>
  %dy = mf.jvp of %y at %x along %dx rows [0, 2] : (tensor<4x4xf64>) (tensor<4x4xf64>) (tensor<4x4xf64>) -> tensor<4x4xf64>
  mf.return %dy : tensor<4x4xf64>
}

// -----

mf.entry @rows_with_the_first_row arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4x2xf64>, %dx: tensor<4x2xf64>):
  %first = mf.slice %x from [0, 0] to [1, 2] by [1, 1] : tensor<4x2xf64> -> tensor<1x2xf64>
  %b = mf.broadcast_in_dim %first dims [0, 1] : tensor<1x2xf64> -> tensor<4x2xf64>
  // expected-error@+1 {{but 'mf.sub' mixes them: they are axis 0 of operand 0, one row in operand 1; take the jvp without rows}}
  %y = mf.sub %x, %b : tensor<4x2xf64>
  %dy = mf.jvp of %y at %x along %dx rows [0, 2] : (tensor<4x2xf64>) (tensor<4x2xf64>) (tensor<4x2xf64>) -> tensor<4x2xf64>
  mf.return %dy : tensor<4x2xf64>
}

// -----

// No rows move in this call; those of another one would.
mf.entry @rows_of_a_share_of_none arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4x2xf64>, %dx: tensor<4x2xf64>):
  // expected-error@+1 {{but 'mf.cumsum' mixes them}}
  %y = mf.cumsum %x along 0 : tensor<4x2xf64>
  %dy = mf.jvp of %y at %x along %dx rows [4, 4] : (tensor<4x2xf64>) (tensor<4x2xf64>) (tensor<4x2xf64>) -> tensor<4x2xf64>
  mf.return %dy : tensor<4x2xf64>
}

// -----

// In a flattened batch, and where it stands behind the steps.
mf.entry @rows_that_are_flattened arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4x3x2xf64>, %dx: tensor<4x3x2xf64>):
  %t = mf.transpose %x [1, 0, 2] : tensor<4x3x2xf64> -> tensor<3x4x2xf64>
  %r = mf.reshape %t : tensor<3x4x2xf64> -> tensor<12x2xf64>
  %s = mf.sin %r : tensor<12x2xf64>
  %b = mf.reshape %s : tensor<12x2xf64> -> tensor<3x4x2xf64>
  // expected-error@+1 {{but 'mf.reduce' mixes them: they are axis 1 of operand 0;}}
  %y = mf.reduce max %b dims [1] : tensor<3x4x2xf64> -> tensor<3x2xf64>
  %dy = mf.jvp of %y at %x along %dx rows [0, 2] : (tensor<3x2xf64>) (tensor<4x3x2xf64>) (tensor<4x3x2xf64>) -> tensor<3x2xf64>
  mf.return %dy : tensor<3x2xf64>
}

// -----

mf.entry @rows_turned_in_a_loop arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4x4xf64>, %dx: tensor<4x4xf64>):
  // expected-error@+1 {{a jvp with rows needs a function that keeps rows apart, but a trip of mf.for moves the batch of value 0 to another axis: carry it as it is, or take the jvp without rows}}
  %y = mf.for init(%x : tensor<4x4xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<4x4xf64>):
    %t = mf.transpose %c [1, 0] : tensor<4x4xf64> -> tensor<4x4xf64>
    mf.yield %t : tensor<4x4xf64>
  } -> tensor<4x4xf64>
  %dy = mf.jvp of %y at %x along %dx rows [0, 2] : (tensor<4x4xf64>) (tensor<4x4xf64>) (tensor<4x4xf64>) -> tensor<4x4xf64>
  mf.return %dy : tensor<4x4xf64>
}

// -----

// By the second trip only; the loop's first trip mixes nothing.
mf.entry @rows_of_a_sum_in_a_loop arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4xf64>, %dx: tensor<4xf64>):
  %zero = mf.constant dense<0.0> : tensor<4xf64>
  %y:2 = mf.for init(%x, %zero : tensor<4xf64>, tensor<4xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4xf64>, %c: tensor<4xf64>):
    %o = mf.checkpoint {
      // expected-error@+1 {{but 'mf.cumsum' mixes them: they are axis 0 of operand 0;}}
      %s = mf.cumsum %c along 0 : tensor<4xf64>
      mf.yield %s : tensor<4xf64>
    } -> tensor<4xf64>
    mf.yield %o, %a : tensor<4xf64>, tensor<4xf64>
  } -> tensor<4xf64>, tensor<4xf64>
  %dy = mf.jvp of %y#0 at %x along %dx rows [0, 2] : (tensor<4xf64>) (tensor<4xf64>) (tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}

// -----

// A derivative inside a region cannot see ops outside of it.
mf.entry @value_outside arguments ["x"] results ["y"] {
^bb0(%x: tensor<f64>):
  %s = mf.sin %x : tensor<f64>
  %y = mf.checkpoint {
    // expected-error@+1 {{'mf.grad' op expected values that are computed in its own region}}
    %g = mf.grad of %s at %x : tensor<f64> (tensor<f64>) -> tensor<f64>
    mf.yield %g : tensor<f64>
  } -> tensor<f64>
  mf.return %y : tensor<f64>
}

// -----

mf.entry @path_outside arguments ["x"] results ["y"] {
^bb0(%x: tensor<f64>):
  %s = mf.sin %x : tensor<f64>
  %y = mf.checkpoint {
    %p = mf.mul %s, %x : tensor<f64>
    // expected-error@+1 {{'mf.jvp' op expected a path from inputs to values in its own region; put an mf.identity of the input there}}
    %g = mf.jvp of %p at %x along %x : (tensor<f64>) (tensor<f64>) (tensor<f64>) -> tensor<f64>
    mf.yield %g : tensor<f64>
  } -> tensor<f64>
  mf.return %y : tensor<f64>
}

// -----

// The loop carries w on: its part of the derivative is not in the body.
mf.entry @carried arguments ["w"] results ["y"] {
^bb0(%w: tensor<f64>):
  %y = mf.for init(%w : tensor<f64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<f64>):
    %l = mf.mul %c, %w : tensor<f64>
    // expected-error@+1 {{'mf.grad' op expected inputs that reach the value in the loop's own trip, but it is also made of carried value 0, which an input from outside of the loop has gone into; take the derivative in the carried value, or pass that through stop_gradient}}
    %g = mf.grad of %l at %w : tensor<f64> (tensor<f64>) -> tensor<f64>
    mf.yield %g : tensor<f64>
  } -> tensor<f64>
  mf.return %y : tensor<f64>
}

// -----

// It begins without w, and is made of it by the trip before.
mf.entry @carried_by_the_trip_before arguments ["w", "x"] results ["y", "z"] {
^bb0(%w: tensor<f64>, %x: tensor<f64>):
  %y, %z = mf.for init(%x, %x : tensor<f64>, tensor<f64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<f64>, %c: tensor<f64>):
    %l = mf.mul %c, %w : tensor<f64>
    // expected-error@+1 {{but it is also made of carried value 1}}
    %g = mf.jvp of %l at %w along %x : (tensor<f64>) (tensor<f64>) (tensor<f64>) -> tensor<f64>
    %s = mf.sin %w : tensor<f64>
    mf.yield %g, %s : tensor<f64>, tensor<f64>
  } -> tensor<f64>, tensor<f64>
  mf.return %y, %z : tensor<f64>, tensor<f64>
}

// -----

// Carried by the loop around; in a checkpoint of the loop in it.
mf.entry @carried_by_the_loop_around arguments ["w"] results ["y"] {
^bb0(%w: tensor<f64>):
  %y = mf.for init(%w : tensor<f64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<f64>):
    %n = mf.for init(%c : tensor<f64>) attributes {trips = 2 : i64} {
    ^bb1(%j: tensor<i32>, %d: tensor<f64>):
      %p = mf.checkpoint {
        %l = mf.mul %c, %w : tensor<f64>
        // expected-error@+1 {{but it is also made of carried value 0}}
        %g = mf.grad of %l at %w : tensor<f64> (tensor<f64>) -> tensor<f64>
        mf.yield %g : tensor<f64>
      } -> tensor<f64>
      mf.yield %p : tensor<f64>
    } -> tensor<f64>
    mf.yield %n : tensor<f64>
  } -> tensor<f64>
  mf.return %y : tensor<f64>
}

// -----

// What stops a derivative is no path: stop_gradient, an integer, a carried value that w never goes into, another input.
mf.entry @no_path_through_the_loop arguments ["w", "x"] results ["y", "z", "n"] {
^bb0(%w: tensor<f64>, %x: tensor<f64>):
  %zero = mf.constant dense<0> : tensor<i32>
  %y, %z, %n, %m = mf.for init(%x, %w, %zero, %w : tensor<f64>, tensor<f64>, tensor<i32>, tensor<f64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<f64>, %b: tensor<f64>, %c: tensor<i32>, %d: tensor<f64>):
    %s = mf.stop_gradient %b : tensor<f64>
    %k = mf.convert %c : tensor<i32> -> tensor<f64>
    %l0 = mf.mul %a, %w : tensor<f64>
    %l1 = mf.mul %l0, %s : tensor<f64>
    %l2 = mf.add %l1, %k : tensor<f64>
    %l3 = mf.mul %l2, %d : tensor<f64>
    %g, %h = mf.grad of %l3 at %w, %d : tensor<f64> (tensor<f64>, tensor<f64>) -> tensor<f64>, tensor<f64>
    %u = mf.convert %w : tensor<f64> -> tensor<i32>
    %ax = mf.sin %x : tensor<f64>
    mf.yield %ax, %g, %u, %h : tensor<f64>, tensor<f64>, tensor<i32>, tensor<f64>
  } -> tensor<f64>, tensor<f64>, tensor<i32>, tensor<f64>
  mf.return %y, %z, %n : tensor<f64>, tensor<f64>, tensor<i32>
}
