// Loops whose carried arrays stay where they are: updated in place, replaced by a fresh value, exchanged, kept in states.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --cuda-every=2 --quiet
mf.state @cache role "counter" : tensor<9x4xf32>
mf.state @other role "counter" : tensor<9x4xf32>
mf.state @sq role "counter" : tensor<4x4xf32>

mf.entry @rows arguments ["x"] results ["h", "ys"] {
^bb0(%x: tensor<4xf32>):
  %z = mf.constant dense<0.0> : tensor<9x4xf32>
  %o = mf.constant dense<0> : tensor<1xi32>
  %h, %ys = mf.for init(%x, %z : tensor<4xf32>, tensor<9x4xf32>) attributes {trips = 7 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4xf32>, %b: tensor<9x4xf32>):
    %n = mf.sin %a : tensor<4xf32>
    %j = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %s = mf.concatenate %j, %o along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %r = mf.reshape %n : tensor<4xf32> -> tensor<1x4xf32>
    %m = mf.dynamic_update_slice %b [%s] = %r : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
    mf.yield %n, %m : tensor<4xf32>, tensor<9x4xf32>
  } -> tensor<4xf32>, tensor<9x4xf32>
  mf.return %h, %ys : tensor<4xf32>, tensor<9x4xf32>
}
// The row before is read, then the next one written.
mf.entry @recurrent_rows arguments ["x"] results ["ys"] {
^bb0(%x: tensor<9x4xf32>):
  %o = mf.constant dense<0> : tensor<1xi32>
  %one = mf.constant dense<1> : tensor<i32>
  %ys = mf.for init(%x : tensor<9x4xf32>) attributes {trips = 7 : i64} {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %k = mf.add %i, %one : tensor<i32>
    %j = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %l = mf.reshape %k : tensor<i32> -> tensor<1xi32>
    %s = mf.concatenate %j, %o along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %t = mf.concatenate %l, %o along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %r = mf.dynamic_slice %b [%s] : tensor<9x4xf32>, tensor<2xi32> -> tensor<1x4xf32>
    %n = mf.sin %r : tensor<1x4xf32>
    %m = mf.dynamic_update_slice %b [%t] = %n : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
    mf.yield %m : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.return %ys : tensor<9x4xf32>
}
mf.entry @accumulated_rows arguments ["x"] results ["ys"] {
^bb0(%x: tensor<9x4xf32>):
  %o = mf.constant dense<0> : tensor<1xi32>
  %ys = mf.for init(%x : tensor<9x4xf32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %j = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %s = mf.concatenate %j, %o along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %r = mf.dynamic_slice %b [%s] : tensor<9x4xf32>, tensor<2xi32> -> tensor<2x4xf32>
    %u = mf.slice %x from [2, 0] to [4, 4] by [1, 1] : tensor<9x4xf32> -> tensor<2x4xf32>
    %n = mf.add %r, %u : tensor<2x4xf32>
    %m = mf.dynamic_update_slice %b [%s] = %n : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
    mf.yield %m : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.return %ys : tensor<9x4xf32>
}
mf.entry @in_state arguments ["x", "n"] results ["y"] attributes {range = {n = [0, 7]}} {
^bb0(%x: tensor<1x4xf32>, %n: tensor<i32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %o = mf.constant dense<0> : tensor<1xi32>
  %r = mf.for init(%c : tensor<9x4xf32>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %j = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %s = mf.concatenate %j, %o along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %e = mf.exp %x : tensor<1x4xf32>
    %m = mf.dynamic_update_slice %b [%s] = %e : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
    mf.yield %m : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.write @cache, %r : tensor<9x4xf32>
  %y = mf.reduce sum %c dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  mf.return %y : tensor<4xf32>
}
mf.entry @state_and_result arguments ["x"] results ["y"] {
^bb0(%x: tensor<9x4xf32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %r = mf.for init(%c : tensor<9x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %m = mf.mul %b, %x : tensor<9x4xf32>
    mf.yield %m : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.write @cache, %r : tensor<9x4xf32>
  mf.return %r : tensor<9x4xf32>
}
mf.entry @fresh_into_state arguments ["x"] results ["y"] {
^bb0(%x: tensor<9x4xf32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %y = mf.reduce sum %c dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  %z = mf.constant dense<1.0> : tensor<9x4xf32>
  %r = mf.for init(%z : tensor<9x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %m = mf.mul %b, %x : tensor<9x4xf32>
    mf.yield %m : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.write @cache, %r : tensor<9x4xf32>
  mf.return %y : tensor<4xf32>
}
mf.entry @fresh_into_state_read_inside arguments ["x"] results [] {
^bb0(%x: tensor<9x4xf32>):
  %z = mf.constant dense<1.0> : tensor<9x4xf32>
  %r = mf.for init(%z : tensor<9x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %c = mf.read @cache : tensor<9x4xf32>
    %m = mf.mul %b, %c : tensor<9x4xf32>
    mf.yield %m : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.write @cache, %r : tensor<9x4xf32>
  mf.return
}
mf.entry @states_exchanged arguments ["x"] results [] {
^bb0(%x: tensor<9x4xf32>):
  %p = mf.read @cache : tensor<9x4xf32>
  %q = mf.read @other : tensor<9x4xf32>
  %r, %s = mf.for init(%p, %q : tensor<9x4xf32>, tensor<9x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<9x4xf32>, %b: tensor<9x4xf32>):
    %m = mf.add %b, %x : tensor<9x4xf32>
    mf.yield %m, %a : tensor<9x4xf32>, tensor<9x4xf32>
  } -> tensor<9x4xf32>, tensor<9x4xf32>
  mf.write @other, %r : tensor<9x4xf32>
  mf.write @cache, %s : tensor<9x4xf32>
  mf.return
}

//===-- each element of the next value needs others of the old one ----------------------------------===//

mf.entry @product_odd arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %r = mf.for init(%x : tensor<4x4xf32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %t = mf.tanh %p : tensor<4x4xf32>
    mf.yield %t : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %r : tensor<4x4xf32>
}
mf.entry @product_even arguments ["x", "w"] results ["y", "z"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %e = mf.sin %x : tensor<4x4xf32>
  %r = mf.for init(%e : tensor<4x4xf32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %t = mf.tanh %p : tensor<4x4xf32>
    mf.yield %t : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  %z = mf.reduce sum %r dims [1] : tensor<4x4xf32> -> tensor<4xf32>
  mf.return %r, %z : tensor<4x4xf32>, tensor<4xf32>
}
mf.entry @product_once arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %r = mf.for init(%x : tensor<4x4xf32>) attributes {trips = 1 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    mf.yield %p : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %r : tensor<4x4xf32>
}
mf.entry @product_never arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %r = mf.for init(%x : tensor<4x4xf32>) attributes {trips = 0 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    mf.yield %p : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %r : tensor<4x4xf32>
}
mf.entry @product_counted arguments ["x", "w", "n"] results ["y"] attributes {range = {n = [0, 6]}} {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>, %n: tensor<i32>):
  %r = mf.for init(%x : tensor<4x4xf32>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %t = mf.tanh %p : tensor<4x4xf32>
    mf.yield %t : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %r : tensor<4x4xf32>
}
mf.entry @product_counted_below_zero arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %n = mf.constant dense<-3> : tensor<i32>
  %r = mf.for init(%x : tensor<4x4xf32>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    mf.yield %p : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %r : tensor<4x4xf32>
}
mf.entry @product_in_state arguments ["w"] results [] {
^bb0(%w: tensor<4x4xf32>):
  %x = mf.read @sq : tensor<4x4xf32>
  %r = mf.for init(%x : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %t = mf.tanh %p : tensor<4x4xf32>
    mf.yield %t : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.write @sq, %r : tensor<4x4xf32>
  mf.return
}
mf.entry @product_into_state arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %c = mf.read @sq : tensor<4x4xf32>
  %y = mf.reduce sum %c dims [1] : tensor<4x4xf32> -> tensor<4xf32>
  %r = mf.for init(%x : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %t = mf.tanh %p : tensor<4x4xf32>
    mf.yield %t : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.write @sq, %r : tensor<4x4xf32>
  mf.return %y : tensor<4xf32>
}
mf.entry @two_products arguments ["x", "w"] results ["y", "z"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %r, %q = mf.for init(%x, %w : tensor<4x4xf32>, tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>, %g: tensor<4x4xf32>):
    %p = mf.dot_general %h, %g batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %t = mf.tanh %p : tensor<4x4xf32>
    %s = mf.dot_general %g, %t batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %u = mf.sin %s : tensor<4x4xf32>
    mf.yield %t, %u : tensor<4x4xf32>, tensor<4x4xf32>
  } -> tensor<4x4xf32>, tensor<4x4xf32>
  mf.return %r, %q : tensor<4x4xf32>, tensor<4x4xf32>
}
mf.entry @recurrent arguments ["xs", "w", "h0"] results ["hs", "h"] {
^bb0(%xs: tensor<6x3x4xf32>, %w: tensor<4x4xf32>, %h0: tensor<3x4xf32>):
  %o = mf.constant dense<0> : tensor<2xi32>
  %z = mf.constant dense<0.0> : tensor<6x3x4xf32>
  %h, %hs = mf.for init(%h0, %z : tensor<3x4xf32>, tensor<6x3x4xf32>) attributes {trips = 6 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<3x4xf32>, %b: tensor<6x3x4xf32>):
    %j = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %s = mf.concatenate %j, %o along 0 : tensor<1xi32>, tensor<2xi32> -> tensor<3xi32>
    %x = mf.dynamic_slice %xs [%s] : tensor<6x3x4xf32>, tensor<3xi32> -> tensor<1x3x4xf32>
    %y = mf.reshape %x : tensor<1x3x4xf32> -> tensor<3x4xf32>
    %p = mf.dot_general %a, %w batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
    %q = mf.add %p, %y : tensor<3x4xf32>
    %t = mf.tanh %q : tensor<3x4xf32>
    %r = mf.reshape %t : tensor<3x4xf32> -> tensor<1x3x4xf32>
    %m = mf.dynamic_update_slice %b [%s] = %r : tensor<1x3x4xf32>, tensor<3xi32> -> tensor<6x3x4xf32>
    mf.yield %t, %m : tensor<3x4xf32>, tensor<6x3x4xf32>
  } -> tensor<3x4xf32>, tensor<6x3x4xf32>
  mf.return %hs, %h : tensor<6x3x4xf32>, tensor<3x4xf32>
}
mf.entry @old_read_after_new arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<9xf32>):
  %o = mf.constant dense<0.0> : tensor<f32>
  %r, %s = mf.for init(%x, %o : tensor<9xf32>, tensor<f32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<9xf32>, %b: tensor<f32>):
    %n = mf.cumsum %a along 0 : tensor<9xf32>
    %t = mf.sin %n : tensor<9xf32>
    %d = mf.mul %t, %a : tensor<9xf32>
    %u = mf.cumsum %d along 0 {reverse = true} : tensor<9xf32>
    %e = mf.reduce sum %u dims [0] : tensor<9xf32> -> tensor<f32>
    %f = mf.add %b, %e : tensor<f32>
    mf.yield %t, %f : tensor<9xf32>, tensor<f32>
  } -> tensor<9xf32>, tensor<f32>
  mf.return %r, %s : tensor<9xf32>, tensor<f32>
}
mf.entry @shift_register arguments ["x"] results ["a", "b", "c"] {
^bb0(%x: tensor<4x4xf32>):
  %p, %q, %r = mf.for init(%x, %x, %x : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4x4xf32>, %b: tensor<4x4xf32>, %c: tensor<4x4xf32>):
    %t = mf.transpose %a [1, 0] : tensor<4x4xf32> -> tensor<4x4xf32>
    %u = mf.add %t, %c : tensor<4x4xf32>
    %v = mf.sin %u : tensor<4x4xf32>
    mf.yield %v, %a, %b : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
  } -> tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
  mf.return %p, %q, %r : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
}

//===-- loops in loops ------------------------------------------------------------------------------===//

mf.entry @nested_products arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %r = mf.for init(%x : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %s = mf.for init(%h : tensor<4x4xf32>) attributes {trips = 3 : i64} {
    ^bb0(%k: tensor<i32>, %g: tensor<4x4xf32>):
      %p = mf.dot_general %g, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
      %t = mf.tanh %p : tensor<4x4xf32>
      mf.yield %t : tensor<4x4xf32>
    } -> tensor<4x4xf32>
    %u = mf.sin %s : tensor<4x4xf32>
    mf.yield %u : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %r : tensor<4x4xf32>
}
mf.entry @nested_products_yielded arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %r = mf.for init(%x : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %s = mf.for init(%h : tensor<4x4xf32>) attributes {trips = 3 : i64} {
    ^bb0(%k: tensor<i32>, %g: tensor<4x4xf32>):
      %p = mf.dot_general %g, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
      %t = mf.tanh %p : tensor<4x4xf32>
      mf.yield %t : tensor<4x4xf32>
    } -> tensor<4x4xf32>
    mf.yield %s : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %r : tensor<4x4xf32>
}
mf.entry @nested_counted arguments ["x", "w", "n", "m"] results ["y"] attributes {range = {n = [0, 4], m = [0, 4]}} {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>, %n: tensor<i32>, %m: tensor<i32>):
  %r = mf.for init(%x : tensor<4x4xf32>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %s = mf.for init(%h : tensor<4x4xf32>) count(%m : tensor<i32>) {
    ^bb0(%k: tensor<i32>, %g: tensor<4x4xf32>):
      %p = mf.dot_general %g, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
      %t = mf.tanh %p : tensor<4x4xf32>
      mf.yield %t : tensor<4x4xf32>
    } -> tensor<4x4xf32>
    %q = mf.dot_general %s, %w batch [] x [] contracting [1] x [1] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %u = mf.sin %q : tensor<4x4xf32>
    mf.yield %u : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %r : tensor<4x4xf32>
}
mf.entry @nested_rows arguments ["x"] results ["ys"] {
^bb0(%x: tensor<4xf32>):
  %z = mf.constant dense<0.0> : tensor<3x3x4xf32>
  %o = mf.constant dense<0> : tensor<1xi32>
  %h, %ys = mf.for init(%x, %z : tensor<4xf32>, tensor<3x3x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4xf32>, %b: tensor<3x3x4xf32>):
    %g, %zs = mf.for init(%a, %b : tensor<4xf32>, tensor<3x3x4xf32>) attributes {trips = 3 : i64} {
    ^bb0(%k: tensor<i32>, %c: tensor<4xf32>, %d: tensor<3x3x4xf32>):
      %n = mf.sin %c : tensor<4xf32>
      %j = mf.reshape %i : tensor<i32> -> tensor<1xi32>
      %l = mf.reshape %k : tensor<i32> -> tensor<1xi32>
      %s = mf.concatenate %j, %l, %o along 0 : tensor<1xi32>, tensor<1xi32>, tensor<1xi32> -> tensor<3xi32>
      %r = mf.reshape %n : tensor<4xf32> -> tensor<1x1x4xf32>
      %m = mf.dynamic_update_slice %d [%s] = %r : tensor<1x1x4xf32>, tensor<3xi32> -> tensor<3x3x4xf32>
      mf.yield %n, %m : tensor<4xf32>, tensor<3x3x4xf32>
    } -> tensor<4xf32>, tensor<3x3x4xf32>
    mf.yield %g, %zs : tensor<4xf32>, tensor<3x3x4xf32>
  } -> tensor<4xf32>, tensor<3x3x4xf32>
  mf.return %ys : tensor<3x3x4xf32>
}

//===-- initial values ------------------------------------------------------------------------------===//

mf.entry @init_read_inside arguments ["x"] results ["y"] {
^bb0(%x: tensor<9x4xf32>):
  %e = mf.exp %x : tensor<9x4xf32>
  %r = mf.for init(%e : tensor<9x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %m = mf.sub %b, %e : tensor<9x4xf32>
    mf.yield %m : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.return %r : tensor<9x4xf32>
}
mf.entry @init_read_later arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<9x4xf32>):
  %e = mf.exp %x : tensor<9x4xf32>
  %r = mf.for init(%e : tensor<9x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %m = mf.sin %b : tensor<9x4xf32>
    mf.yield %m : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  %z = mf.reduce sum %e dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  %u = mf.sub %r, %e : tensor<9x4xf32>
  mf.return %u, %z : tensor<9x4xf32>, tensor<4xf32>
}
mf.entry @init_twice_and_view arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<4x4xf32>):
  %e = mf.exp %x : tensor<4x4xf32>
  %t = mf.transpose %e [1, 0] : tensor<4x4xf32> -> tensor<4x4xf32>
  %r, %s, %q = mf.for init(%e, %e, %t : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4x4xf32>, %b: tensor<4x4xf32>, %c: tensor<4x4xf32>):
    %m = mf.sin %a : tensor<4x4xf32>
    %n = mf.mul %m, %c : tensor<4x4xf32>
    mf.yield %m, %n, %b : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
  } -> tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>
  %u = mf.add %s, %q : tensor<4x4xf32>
  mf.return %r, %u : tensor<4x4xf32>, tensor<4x4xf32>
}
mf.entry @init_is_count arguments ["n", "x"] results ["y", "k"] attributes {range = {n = [0, 3]}} {
^bb0(%n: tensor<i32>, %x: tensor<5xf32>):
  %m = mf.add %n, %n : tensor<i32>
  %y, %k = mf.for init(%x, %m : tensor<5xf32>, tensor<i32>) count(%m : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %a: tensor<5xf32>, %b: tensor<i32>):
    %s = mf.sin %a : tensor<5xf32>
    %c = mf.sub %b, %i : tensor<i32>
    mf.yield %s, %c : tensor<5xf32>, tensor<i32>
  } -> tensor<5xf32>, tensor<i32>
  mf.return %y, %k : tensor<5xf32>, tensor<i32>
}
mf.entry @unchanged arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<5xf32>):
  %e = mf.exp %x : tensor<5xf32>
  %y, %z = mf.for init(%x, %e : tensor<5xf32>, tensor<5xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<5xf32>, %b: tensor<5xf32>):
    %s = mf.mul %a, %b : tensor<5xf32>
    mf.yield %s, %b : tensor<5xf32>, tensor<5xf32>
  } -> tensor<5xf32>, tensor<5xf32>
  mf.return %y, %z : tensor<5xf32>, tensor<5xf32>
}
mf.entry @captured_updated arguments ["x", "u"] results ["y"] {
^bb0(%x: tensor<9x4xf32>, %u: tensor<1x4xf32>):
  %e = mf.exp %x : tensor<9x4xf32>
  %o = mf.constant dense<0> : tensor<1xi32>
  %z = mf.constant dense<0.0> : tensor<9x4xf32>
  %r = mf.for init(%z : tensor<9x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %b: tensor<9x4xf32>):
    %j = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %s = mf.concatenate %j, %o along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %m = mf.dynamic_update_slice %e [%s] = %u : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
    %n = mf.add %b, %m : tensor<9x4xf32>
    mf.yield %n : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.return %r : tensor<9x4xf32>
}
mf.entry @one_after_another arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>):
  %r = mf.for init(%x : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %h, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %t = mf.tanh %p : tensor<4x4xf32>
    mf.yield %t : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  %s = mf.for init(%r : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %h: tensor<4x4xf32>):
    %p = mf.dot_general %w, %h batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %t = mf.sin %p : tensor<4x4xf32>
    mf.yield %t : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %s : tensor<4x4xf32>
}
mf.entry @table arguments ["i", "u"] results ["y"] {
^bb0(%i: tensor<5xi32>, %u: tensor<5x4xf32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %r = mf.for init(%c : tensor<9x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%k: tensor<i32>, %b: tensor<9x4xf32>):
    %g = mf.gather %b [%i] axis 0 : tensor<9x4xf32>, tensor<5xi32> -> tensor<5x4xf32>
    %v = mf.mul %g, %u : tensor<5x4xf32>
    %n = mf.scatter_add %b [%i] axis 0 add %v : tensor<5xi32>, tensor<5x4xf32> -> tensor<9x4xf32>
    mf.yield %n : tensor<9x4xf32>
  } -> tensor<9x4xf32>
  mf.write @cache, %r : tensor<9x4xf32>
  %y = mf.reduce sum %r dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  mf.return %y : tensor<4xf32>
}
