// Gradients of loops: recurrent nets, arrays that are read and written a row a trip, counts known at run time, loops in loops, checkpoints,
// a loop's gradient in a loop, second derivatives.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --cuda-every=3 --quiet
mf.entry @recurrent arguments ["x", "h", "w", "b"] results ["l", "dx", "dh", "dw", "db"] {
^bb0(%x: tensor<4x2x3xf32>, %h: tensor<2x3xf32>, %w: tensor<3x3xf32>, %b: tensor<3xf32>):
  %y = mf.for init(%h : tensor<2x3xf32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2x3xf32>):
    %first = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %rest = mf.constant dense<0> : tensor<2xi32>
    %start = mf.concatenate %first, %rest along 0 : tensor<1xi32>, tensor<2xi32> -> tensor<3xi32>
    %part = mf.dynamic_slice %x [%start] : tensor<4x2x3xf32>, tensor<3xi32> -> tensor<1x2x3xf32>
    %now = mf.reshape %part : tensor<1x2x3xf32> -> tensor<2x3xf32>
    %p = mf.dot_general %c, %w batch [] x [] contracting [1] x [0] : tensor<2x3xf32>, tensor<3x3xf32> -> tensor<2x3xf32>
    %q = mf.add %p, %now : tensor<2x3xf32>
    %bias = mf.broadcast_in_dim %b dims [1] : tensor<3xf32> -> tensor<2x3xf32>
    %r = mf.add %q, %bias : tensor<2x3xf32>
    %n = mf.tanh %r : tensor<2x3xf32>
    mf.yield %n : tensor<2x3xf32>
  } -> tensor<2x3xf32>
  %sq0 = mf.mul %y, %y : tensor<2x3xf32>
  %l0 = mf.reduce sum %sq0 dims [0, 1] : tensor<2x3xf32> -> tensor<f32>
  %g_x, %g_h, %g_w, %g_b = mf.grad of %l0 at %x, %h, %w, %b : tensor<f32> (tensor<4x2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>, tensor<3xf32>) -> tensor<4x2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>, tensor<3xf32>
  mf.return %l0, %g_x, %g_h, %g_w, %g_b : tensor<f32>, tensor<4x2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>, tensor<3xf32>
}
mf.entry @stacked arguments ["x", "a"] results ["l", "dx", "da"] {
^bb0(%x: tensor<3xf32>, %a: tensor<4x3xf32>):
  %y, %z = mf.for init(%x, %a : tensor<3xf32>, tensor<4x3xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<3xf32>, %s: tensor<4x3xf32>):
    %zero = mf.constant dense<0> : tensor<1xi32>
    %one = mf.constant dense<1> : tensor<i32>
    %here = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %at = mf.concatenate %here, %zero along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %old = mf.dynamic_slice %s [%at] : tensor<4x3xf32>, tensor<2xi32> -> tensor<1x3xf32>
    %row = mf.reshape %old : tensor<1x3xf32> -> tensor<3xf32>
    %p = mf.mul %row, %c : tensor<3xf32>
    %n = mf.sin %p : tensor<3xf32>
    %k = mf.add %i, %one : tensor<i32>
    %next = mf.reshape %k : tensor<i32> -> tensor<1xi32>
    %to = mf.concatenate %next, %zero along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %fresh = mf.reshape %n : tensor<3xf32> -> tensor<1x3xf32>
    %t = mf.dynamic_update_slice %s [%to] = %fresh : tensor<1x3xf32>, tensor<2xi32> -> tensor<4x3xf32>
    mf.yield %n, %t : tensor<3xf32>, tensor<4x3xf32>
  } -> tensor<3xf32>, tensor<4x3xf32>
  %sq0 = mf.mul %y, %y : tensor<3xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<3xf32> -> tensor<f32>
  %sq1 = mf.mul %z, %z : tensor<4x3xf32>
  %l1 = mf.reduce sum %sq1 dims [0, 1] : tensor<4x3xf32> -> tensor<f32>
  %t1 = mf.add %l0, %l1 : tensor<f32>
  %g_x, %g_a = mf.grad of %t1 at %x, %a : tensor<f32> (tensor<3xf32>, tensor<4x3xf32>) -> tensor<3xf32>, tensor<4x3xf32>
  mf.return %t1, %g_x, %g_a : tensor<f32>, tensor<3xf32>, tensor<4x3xf32>
}
mf.entry @indexed arguments ["table", "x"] results ["l", "dtable", "dx"] {
^bb0(%table: tensor<5x2xf32>, %x: tensor<2xf32>):
  %zero = mf.constant dense<0> : tensor<i32>
  %two = mf.constant dense<2> : tensor<i32>
  %y, %k = mf.for init(%x, %zero : tensor<2xf32>, tensor<i32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>, %n: tensor<i32>):
    %row = mf.gather %table[%n] axis 0 : tensor<5x2xf32>, tensor<i32> -> tensor<2xf32>
    %p = mf.mul %row, %c : tensor<2xf32>
    %q = mf.for init(%p : tensor<2xf32>) attributes {trips = 2 : i64} {
    ^bb1(%j: tensor<i32>, %d: tensor<2xf32>):
      %m = mf.add %n, %j : tensor<i32>
      %other = mf.gather %table[%m] axis 0 : tensor<5x2xf32>, tensor<i32> -> tensor<2xf32>
      %t = mf.mul %other, %d : tensor<2xf32>
      %s = mf.sin %t : tensor<2xf32>
      mf.yield %s : tensor<2xf32>
    } -> tensor<2xf32>
    %next = mf.add %n, %two : tensor<i32>
    mf.yield %q, %next : tensor<2xf32>, tensor<i32>
  } -> tensor<2xf32>, tensor<i32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %g_table, %g_x = mf.grad of %l0 at %table, %x : tensor<f32> (tensor<5x2xf32>, tensor<2xf32>) -> tensor<5x2xf32>, tensor<2xf32>
  mf.return %l0, %g_table, %g_x : tensor<f32>, tensor<5x2xf32>, tensor<2xf32>
}
mf.entry @bounded arguments ["n", "x"] results ["l", "dx"] attributes {values = {n = dense<3> : tensor<i32>}} {
^bb0(%n: tensor<i32>, %x: tensor<2xf32>):
  %y = mf.for init(%x : tensor<2xf32>) count(%n : tensor<i32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    %p = mf.mul %c, %x : tensor<2xf32>
    %s = mf.sin %p : tensor<2xf32>
    mf.yield %s : tensor<2xf32>
  } -> tensor<2xf32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %g_x = mf.grad of %l0 at %x : tensor<f32> (tensor<2xf32>) -> tensor<2xf32>
  mf.return %l0, %g_x : tensor<f32>, tensor<2xf32>
}
mf.entry @unbounded arguments ["n", "x", "w"] results ["l", "dx", "dw"] attributes {values = {n = dense<3> : tensor<i32>}} {
^bb0(%n: tensor<i32>, %x: tensor<2xf32>, %w: tensor<2xf32>):
  %y = mf.for init(%x : tensor<2xf32>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    %f = mf.convert %i : tensor<i32> -> tensor<f32>
    %g = mf.broadcast_in_dim %f dims [] : tensor<f32> -> tensor<2xf32>
    %q = mf.mul %g, %w : tensor<2xf32>
    %d = mf.add %c, %q : tensor<2xf32>
    mf.yield %d : tensor<2xf32>
  } -> tensor<2xf32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %g_x, %g_w = mf.grad of %l0 at %x, %w : tensor<f32> (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>, tensor<2xf32>
  mf.return %l0, %g_x, %g_w : tensor<f32>, tensor<2xf32>, tensor<2xf32>
}
mf.entry @parts arguments ["x", "w"] results ["l", "dx", "dw"] {
^bb0(%x: tensor<2xf32>, %w: tensor<2xf32>):
  %two = mf.constant dense<2> : tensor<i32>
  %five = mf.constant dense<5> : tensor<i32>
  %y = mf.for init(%x : tensor<2xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    %part = mf.checkpoint {
      %first = mf.mul %i, %two : tensor<i32>
      %rest = mf.sub %five, %first : tensor<i32>
      %inner = mf.for init(%c : tensor<2xf32>) count(%rest : tensor<i32>) attributes {trips = 2 : i64} {
      ^bb1(%j: tensor<i32>, %d: tensor<2xf32>):
        %p = mf.mul %d, %w : tensor<2xf32>
        %s = mf.sin %p : tensor<2xf32>
        mf.yield %s : tensor<2xf32>
      } -> tensor<2xf32>
      mf.yield %inner : tensor<2xf32>
    } -> tensor<2xf32>
    mf.yield %part : tensor<2xf32>
  } -> tensor<2xf32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %g_x, %g_w = mf.grad of %l0 at %x, %w : tensor<f32> (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>, tensor<2xf32>
  mf.return %l0, %g_x, %g_w : tensor<f32>, tensor<2xf32>, tensor<2xf32>
}
mf.entry @checkpoint_in_body arguments ["x", "w"] results ["l", "dx", "dw"] {
^bb0(%x: tensor<2xf32>, %w: tensor<2xf32>):
  %y = mf.for init(%x : tensor<2xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    %n = mf.checkpoint {
      %e = mf.exp %c : tensor<2xf32>
      %p = mf.mul %e, %w : tensor<2xf32>
      %s = mf.sin %p : tensor<2xf32>
      mf.yield %s : tensor<2xf32>
    } -> tensor<2xf32>
    %t = mf.tanh %n : tensor<2xf32>
    mf.yield %t : tensor<2xf32>
  } -> tensor<2xf32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %g_x, %g_w = mf.grad of %l0 at %x, %w : tensor<f32> (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>, tensor<2xf32>
  mf.return %l0, %g_x, %g_w : tensor<f32>, tensor<2xf32>, tensor<2xf32>
}
mf.entry @nested arguments ["x", "w"] results ["l", "dx", "dw"] {
^bb0(%x: tensor<2xf32>, %w: tensor<2xf32>):
  %k = mf.constant dense<0.5> : tensor<2xf32>
  %y, %z = mf.for init(%x, %k : tensor<2xf32>, tensor<2xf32>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<2xf32>, %b: tensor<2xf32>):
    %inner = mf.for init(%b : tensor<2xf32>) attributes {trips = 3 : i64} {
    ^bb0(%j: tensor<i32>, %c: tensor<2xf32>):
      %j32 = mf.convert %j : tensor<i32> -> tensor<f32>
      %jj = mf.broadcast_in_dim %j32 dims [] : tensor<f32> -> tensor<2xf32>
      %p = mf.mul %c, %a : tensor<2xf32>
      %q = mf.add %p, %jj : tensor<2xf32>
      %n = mf.tanh %q : tensor<2xf32>
      mf.yield %n : tensor<2xf32>
    } -> tensor<2xf32>
    %m = mf.mul %inner, %w : tensor<2xf32>
    %s = mf.sin %a : tensor<2xf32>
    mf.yield %s, %m : tensor<2xf32>, tensor<2xf32>
  } -> tensor<2xf32>, tensor<2xf32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %sq1 = mf.mul %z, %z : tensor<2xf32>
  %l1 = mf.reduce sum %sq1 dims [0] : tensor<2xf32> -> tensor<f32>
  %t1 = mf.add %l0, %l1 : tensor<f32>
  %g_x, %g_w = mf.grad of %t1 at %x, %w : tensor<f32> (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>, tensor<2xf32>
  mf.return %t1, %g_x, %g_w : tensor<f32>, tensor<2xf32>, tensor<2xf32>
}
mf.entry @swapped arguments ["x"] results ["l", "dx"] {
^bb0(%x: tensor<2xf32>):
  %k = mf.constant dense<0.5> : tensor<2xf32>
  %n = mf.constant dense<0> : tensor<i32>
  %y, %z, %m = mf.for init(%x, %k, %n : tensor<2xf32>, tensor<2xf32>, tensor<i32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<2xf32>, %b: tensor<2xf32>, %c: tensor<i32>):
    %d = mf.add %c, %i : tensor<i32>
    %s = mf.sin %a : tensor<2xf32>
    mf.yield %b, %s, %d : tensor<2xf32>, tensor<2xf32>, tensor<i32>
  } -> tensor<2xf32>, tensor<2xf32>, tensor<i32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %sq1 = mf.mul %z, %z : tensor<2xf32>
  %l1 = mf.reduce sum %sq1 dims [0] : tensor<2xf32> -> tensor<f32>
  %t1 = mf.add %l0, %l1 : tensor<f32>
  %g_x = mf.grad of %t1 at %x : tensor<f32> (tensor<2xf32>) -> tensor<2xf32>
  mf.return %t1, %g_x : tensor<f32>, tensor<2xf32>
}
mf.entry @derivative_inside arguments ["x"] results ["l", "dx"] {
^bb0(%x: tensor<2xf32>):
  %y = mf.for init(%x : tensor<2xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    %s = mf.sin %c : tensor<2xf32>
    %loss = mf.reduce sum %s dims [0] : tensor<2xf32> -> tensor<f32>
    %g = mf.grad of %loss at %c : tensor<f32> (tensor<2xf32>) -> tensor<2xf32>
    %n = mf.sub %c, %g : tensor<2xf32>
    mf.yield %n : tensor<2xf32>
  } -> tensor<2xf32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %g_x = mf.grad of %l0 at %x : tensor<f32> (tensor<2xf32>) -> tensor<2xf32>
  mf.return %l0, %g_x : tensor<f32>, tensor<2xf32>
}
mf.entry @inside_checkpoint arguments ["x"] results ["l", "dx"] {
^bb0(%x: tensor<2xf32>):
  %y = mf.checkpoint {
    %l = mf.for init(%x : tensor<2xf32>) attributes {trips = 2 : i64} {
    ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
      %p = mf.mul %c, %x : tensor<2xf32>
      mf.yield %p : tensor<2xf32>
    } -> tensor<2xf32>
    %s = mf.sin %l : tensor<2xf32>
    mf.yield %s : tensor<2xf32>
  } -> tensor<2xf32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %g_x = mf.grad of %l0 at %x : tensor<f32> (tensor<2xf32>) -> tensor<2xf32>
  mf.return %l0, %g_x : tensor<f32>, tensor<2xf32>
}
// its sums cancel: in f32 any order of operations is off by up to 2e-5
mf.entry @recurrent_twice arguments ["x", "h", "w", "b"] results ["l", "dx", "dh", "dw", "db"] attributes {scale = 4.000000e+00 : f64} {
^bb0(%x: tensor<4x2x3xf32>, %h: tensor<2x3xf32>, %w: tensor<3x3xf32>, %b: tensor<3xf32>):
  %y = mf.for init(%h : tensor<2x3xf32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2x3xf32>):
    %first = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %rest = mf.constant dense<0> : tensor<2xi32>
    %start = mf.concatenate %first, %rest along 0 : tensor<1xi32>, tensor<2xi32> -> tensor<3xi32>
    %part = mf.dynamic_slice %x [%start] : tensor<4x2x3xf32>, tensor<3xi32> -> tensor<1x2x3xf32>
    %now = mf.reshape %part : tensor<1x2x3xf32> -> tensor<2x3xf32>
    %p = mf.dot_general %c, %w batch [] x [] contracting [1] x [0] : tensor<2x3xf32>, tensor<3x3xf32> -> tensor<2x3xf32>
    %q = mf.add %p, %now : tensor<2x3xf32>
    %bias = mf.broadcast_in_dim %b dims [1] : tensor<3xf32> -> tensor<2x3xf32>
    %r = mf.add %q, %bias : tensor<2x3xf32>
    %n = mf.tanh %r : tensor<2x3xf32>
    mf.yield %n : tensor<2x3xf32>
  } -> tensor<2x3xf32>
  %sq0 = mf.mul %y, %y : tensor<2x3xf32>
  %l0 = mf.reduce sum %sq0 dims [0, 1] : tensor<2x3xf32> -> tensor<f32>
  %g_x, %g_h, %g_w, %g_b = mf.grad of %l0 at %x, %h, %w, %b : tensor<f32> (tensor<4x2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>, tensor<3xf32>) -> tensor<4x2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>, tensor<3xf32>
  %gg = mf.mul %g_x, %g_x : tensor<4x2x3xf32>
  %gs = mf.reduce sum %gg dims [0, 1, 2] : tensor<4x2x3xf32> -> tensor<f32>
  %h_x, %h_h, %h_w, %h_b = mf.grad of %gs at %x, %h, %w, %b : tensor<f32> (tensor<4x2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>, tensor<3xf32>) -> tensor<4x2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>, tensor<3xf32>
  mf.return %l0, %h_x, %h_h, %h_w, %h_b : tensor<f32>, tensor<4x2x3xf32>, tensor<2x3xf32>, tensor<3x3xf32>, tensor<3xf32>
}
mf.entry @parts_twice arguments ["x", "w"] results ["l", "dx", "dw"] {
^bb0(%x: tensor<2xf32>, %w: tensor<2xf32>):
  %two = mf.constant dense<2> : tensor<i32>
  %five = mf.constant dense<5> : tensor<i32>
  %y = mf.for init(%x : tensor<2xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    %part = mf.checkpoint {
      %first = mf.mul %i, %two : tensor<i32>
      %rest = mf.sub %five, %first : tensor<i32>
      %inner = mf.for init(%c : tensor<2xf32>) count(%rest : tensor<i32>) attributes {trips = 2 : i64} {
      ^bb1(%j: tensor<i32>, %d: tensor<2xf32>):
        %p = mf.mul %d, %w : tensor<2xf32>
        %s = mf.sin %p : tensor<2xf32>
        mf.yield %s : tensor<2xf32>
      } -> tensor<2xf32>
      mf.yield %inner : tensor<2xf32>
    } -> tensor<2xf32>
    mf.yield %part : tensor<2xf32>
  } -> tensor<2xf32>
  %sq0 = mf.mul %y, %y : tensor<2xf32>
  %l0 = mf.reduce sum %sq0 dims [0] : tensor<2xf32> -> tensor<f32>
  %g_x, %g_w = mf.grad of %l0 at %x, %w : tensor<f32> (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>, tensor<2xf32>
  %gg = mf.mul %g_x, %g_x : tensor<2xf32>
  %gs = mf.reduce sum %gg dims [0] : tensor<2xf32> -> tensor<f32>
  %h_x, %h_w = mf.grad of %gs at %x, %w : tensor<f32> (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>, tensor<2xf32>
  mf.return %l0, %h_x, %h_w : tensor<f32>, tensor<2xf32>, tensor<2xf32>
}
