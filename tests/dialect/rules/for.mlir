// mf.for: jvp carries the tangents beside the values, and only those that move; grad makes a loop that saves and one that runs backwards.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --wrt=x,w,x+w
// RUN: %mf-rulecheck %s --entry=nested
// RUN: %mf-rulecheck %s --entry=captured
// RUN: %mf-rulecheck %s --entry=captured_deep
// RUN: %mf-rulecheck %s --entry=swapped
// RUN: %mf-rulecheck %s --entry=no_trips
// RUN: %mf-rulecheck %s --entry=inside_checkpoint
// RUN: %mf-rulecheck %s --entry=derivative_inside --at=0.3,1
// RUN: %mf-rulecheck %s --entry=rowwise --rows=1,3
// RUN: %mf-rulecheck %s --entry=recurrent
// RUN: %mf-rulecheck %s --entry=stacked
// RUN: %mf-rulecheck %s --entry=indexed
// RUN: %mf-rulecheck %s --entry=bounded --wrt=x --set=n=3
// RUN: %mf-rulecheck %s --entry=bounded --wrt=x --set=n=0
// RUN: %mf-rulecheck %s --entry=bounded --wrt=x --set=n=9
// RUN: %mf-rulecheck %s --entry=unbounded --wrt=x,w --set=n=5
// RUN: %mf-rulecheck %s --entry=parts
// RUN: %mf-rulecheck %s --entry=checkpoint_in_body
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward
// RUN: %mf-rulecheck %s --entry=gradient
// RUN: %mf-rulecheck %s --entry=counted --evaluate --set=n=3 --set=x=2 --set=dx=1 | FileCheck %s --check-prefix=COUNTED
mf.entry @f arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<3xf64>, %w: tensor<3xf64>):
  %y = mf.for init(%x : tensor<3xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<3xf64>):
    %p = mf.mul %c, %w : tensor<3xf64>
    %n = mf.sin %p : tensor<3xf64>
    mf.yield %n : tensor<3xf64>
  } -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// The tangents are carried in one loop with the values.
// CHECK-LABEL: mf.entry @forward
// CHECK: %[[LOOP:.+]]:2 = mf.for init(%[[X:.+]], %[[DX:.+]] : tensor<3xf64>, tensor<3xf64>) attributes {trips = 3 : i64} {
// CHECK-NEXT: ^bb0(%{{.+}}: tensor<i32>, %[[C:.+]]: tensor<3xf64>, %[[DC:.+]]: tensor<3xf64>):
// CHECK-NEXT: %[[P:.+]] = mf.mul %[[C]], %[[W:.+]] :
// CHECK-NEXT: %[[DP:.+]] = mf.mul %[[DC]], %[[W]] :
// CHECK-NEXT: %[[N:.+]] = mf.sin %[[P]]
// CHECK-NEXT: %[[COS:.+]] = mf.cos %[[P]]
// CHECK-NEXT: %[[DN:.+]] = mf.mul %[[COS]], %[[DP]]
// CHECK-NEXT: mf.yield %[[N]], %[[DN]]
// CHECK: mf.return %[[LOOP]]#1
mf.entry @forward arguments ["x", "w", "dx"] results ["dy"] {
^bb0(%x: tensor<3xf64>, %w: tensor<3xf64>, %dx: tensor<3xf64>):
  %y = mf.for init(%x : tensor<3xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<3xf64>):
    %p = mf.mul %c, %w : tensor<3xf64>
    %n = mf.sin %p : tensor<3xf64>
    mf.yield %n : tensor<3xf64>
  } -> tensor<3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dy : tensor<3xf64>
}
// The first loop keeps c of each trip; the second goes from the last trip to the first, computes the cosine there, and sums up what w gets.
// CHECK-LABEL: mf.entry @gradient
// CHECK: ^bb0(%[[X:.+]]: tensor<3xf64>, %[[W:.+]]: tensor<3xf64>, %[[CT:.+]]: tensor<3xf64>):
// CHECK: %[[SAVED:.+]]:2 = mf.for init(%[[X]], %{{.+}} : tensor<3xf64>, tensor<3x3xf64>) attributes {trips = 3 : i64} {
// CHECK-NEXT: ^bb0(%[[I:.+]]: tensor<i32>, %[[C:.+]]: tensor<3xf64>, %[[KEPT:.+]]: tensor<3x3xf64>):
// CHECK-NEXT: %[[P:.+]] = mf.mul %[[C]], %[[W]] :
// CHECK-NEXT: %[[N:.+]] = mf.sin %[[P]]
// CHECK: %[[ROW:.+]] = mf.reshape %[[C]]
// CHECK: %[[MORE:.+]] = mf.dynamic_update_slice %[[KEPT]][%{{.+}}] = %[[ROW]]
// CHECK-NEXT: mf.yield %[[N]], %[[MORE]]
// CHECK: %[[BACK:.+]]:2 = mf.for init(%[[CT]], %{{.+}} : tensor<3xf64>, tensor<3xf64>) attributes {trips = 3 : i64} {
// CHECK-NEXT: ^bb0(%[[R:.+]]: tensor<i32>, %[[CTN:.+]]: tensor<3xf64>, %[[DW:.+]]: tensor<3xf64>):
// CHECK-NEXT: %[[T:.+]] = mf.sub %{{.+}}, %[[R]]
// CHECK: mf.dynamic_slice %[[SAVED]]#1
// CHECK-NEXT: %[[AGAIN:.+]] = mf.reshape
// CHECK-NEXT: %[[Q:.+]] = mf.mul %[[AGAIN]], %[[W]]
// CHECK-NEXT: %[[COS:.+]] = mf.cos %[[Q]]
// CHECK-NOT: mf.sin
// CHECK: mf.yield
// CHECK: mf.return %[[BACK]]#0, %[[BACK]]#1
mf.entry @gradient arguments ["x", "w", "ct"] results ["dx", "dw"] {
^bb0(%x: tensor<3xf64>, %w: tensor<3xf64>, %ct: tensor<3xf64>):
  %y = mf.for init(%x : tensor<3xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<3xf64>):
    %p = mf.mul %c, %w : tensor<3xf64>
    %n = mf.sin %p : tensor<3xf64>
    mf.yield %n : tensor<3xf64>
  } -> tensor<3xf64>
  %p = mf.mul %ct, %y : tensor<3xf64>
  %s = mf.reduce sum %p dims [0] : tensor<3xf64> -> tensor<f64>
  %dx, %dw = mf.grad of %s at %x, %w : tensor<f64> (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>, tensor<3xf64>
  mf.return %dx, %dw : tensor<3xf64>, tensor<3xf64>
}
mf.entry @nested arguments ["x", "w"] results ["y", "z"] {
^bb0(%x: tensor<2xf64>, %w: tensor<2xf64>):
  %k = mf.constant dense<0.5> : tensor<2xf64>
  %y, %z = mf.for init(%x, %k : tensor<2xf64>, tensor<2xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<2xf64>, %b: tensor<2xf64>):
    %inner = mf.for init(%b : tensor<2xf64>) attributes {trips = 3 : i64} {
    ^bb0(%j: tensor<i32>, %c: tensor<2xf64>):
      %j32 = mf.convert %j : tensor<i32> -> tensor<f64>
      %jj = mf.broadcast_in_dim %j32 dims [] : tensor<f64> -> tensor<2xf64>
      %p = mf.mul %c, %a : tensor<2xf64>
      %q = mf.add %p, %jj : tensor<2xf64>
      %n = mf.tanh %q : tensor<2xf64>
      mf.yield %n : tensor<2xf64>
    } -> tensor<2xf64>
    %m = mf.mul %inner, %w : tensor<2xf64>
    %s = mf.sin %a : tensor<2xf64>
    mf.yield %s, %m : tensor<2xf64>, tensor<2xf64>
  } -> tensor<2xf64>, tensor<2xf64>
  mf.return %y, %z : tensor<2xf64>, tensor<2xf64>
}
// Nothing that is carried in moves; what the body takes from outside does.
mf.entry @captured arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xf64>):
  %w = mf.exp %x : tensor<2xf64>
  %k = mf.constant dense<0.5> : tensor<2xf64>
  %y = mf.for init(%k : tensor<2xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    %p = mf.mul %c, %w : tensor<2xf64>
    mf.yield %p : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
// The same through a loop in the loop.
mf.entry @captured_deep arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xf64>):
  %k = mf.constant dense<0.5> : tensor<2xf64>
  %y = mf.for init(%k : tensor<2xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    %inner = mf.for init(%c : tensor<2xf64>) attributes {trips = 2 : i64} {
    ^bb0(%j: tensor<i32>, %d: tensor<2xf64>):
      %q = mf.mul %d, %x : tensor<2xf64>
      mf.yield %q : tensor<2xf64>
    } -> tensor<2xf64>
    mf.yield %inner : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
// A carried value that begins to move in the second trip, and an integer beside it.
mf.entry @swapped arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<2xf64>):
  %k = mf.constant dense<0.5> : tensor<2xf64>
  %n = mf.constant dense<0> : tensor<i32>
  %y, %z, %m = mf.for init(%x, %k, %n : tensor<2xf64>, tensor<2xf64>, tensor<i32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<2xf64>, %b: tensor<2xf64>, %c: tensor<i32>):
    %d = mf.add %c, %i : tensor<i32>
    %s = mf.sin %a : tensor<2xf64>
    mf.yield %b, %s, %d : tensor<2xf64>, tensor<2xf64>, tensor<i32>
  } -> tensor<2xf64>, tensor<2xf64>, tensor<i32>
  mf.return %y, %z : tensor<2xf64>, tensor<2xf64>
}
mf.entry @no_trips arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xf64>):
  %y = mf.for init(%x : tensor<2xf64>) attributes {trips = 0 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    %p = mf.sin %c : tensor<2xf64>
    mf.yield %p : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
mf.entry @inside_checkpoint arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xf64>):
  %y = mf.checkpoint {
    %l = mf.for init(%x : tensor<2xf64>) attributes {trips = 2 : i64} {
    ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
      %p = mf.mul %c, %x : tensor<2xf64>
      mf.yield %p : tensor<2xf64>
    } -> tensor<2xf64>
    %s = mf.sin %l : tensor<2xf64>
    mf.yield %s : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
// Gradient descent on sum(sin(c)): the derivative of the trained value. (At the minimum it would vanish.)
mf.entry @derivative_inside arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xf64>):
  %y = mf.for init(%x : tensor<2xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    %s = mf.sin %c : tensor<2xf64>
    %loss = mf.reduce sum %s dims [0] : tensor<2xf64> -> tensor<f64>
    %g = mf.grad of %loss at %c : tensor<f64> (tensor<2xf64>) -> tensor<2xf64>
    %n = mf.sub %c, %g : tensor<2xf64>
    mf.yield %n : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
// A count that is known at run time: the value and its tangent, 2^3 x and its factor.
// COUNTED: counted.y = 16
// COUNTED: counted.dy = 8
mf.entry @counted arguments ["n", "x", "dx"] results ["y", "dy"] {
^bb0(%n: tensor<i32>, %x: tensor<f64>, %dx: tensor<f64>):
  %y = mf.for init(%x : tensor<f64>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %c: tensor<f64>):
    %d = mf.add %c, %c : tensor<f64>
    mf.yield %d : tensor<f64>
  } -> tensor<f64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<f64>) (tensor<f64>) (tensor<f64>) -> tensor<f64>
  mf.return %y, %dy : tensor<f64>, tensor<f64>
}
// With rows: carried values of other batch axes, one that begins without a tangent, one that never gets any, a value from outside.
mf.entry @rowwise arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<4x3xf64>):
  %turned = mf.transpose %x [1, 0] : tensor<4x3xf64> -> tensor<3x4xf64>
  %zero = mf.constant dense<0.0> : tensor<4x3xf64>
  %one = mf.constant dense<1.0> : tensor<f64>
  %y:4 = mf.for init(%x, %turned, %zero, %one : tensor<4x3xf64>, tensor<3x4xf64>, tensor<4x3xf64>, tensor<f64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4x3xf64>, %b: tensor<3x4xf64>, %c: tensor<4x3xf64>, %d: tensor<f64>):
    %s = mf.sin %a : tensor<4x3xf64>
    %t = mf.transpose %b [1, 0] : tensor<3x4xf64> -> tensor<4x3xf64>
    %p = mf.mul %s, %t : tensor<4x3xf64>
    %q = mf.transpose %p [1, 0] : tensor<4x3xf64> -> tensor<3x4xf64>
    %n = mf.add %c, %x : tensor<4x3xf64>
    %w = mf.broadcast_in_dim %d dims [] : tensor<f64> -> tensor<4x3xf64>
    %m = mf.mul %n, %w : tensor<4x3xf64>
    %e = mf.add %d, %d : tensor<f64>
    mf.yield %p, %q, %m, %e : tensor<4x3xf64>, tensor<3x4xf64>, tensor<4x3xf64>, tensor<f64>
  } -> tensor<4x3xf64>, tensor<3x4xf64>, tensor<4x3xf64>, tensor<f64>
  %r = mf.add %y#0, %y#2 : tensor<4x3xf64>
  mf.return %r, %y#1 : tensor<4x3xf64>, tensor<3x4xf64>
}
// A recurrent net: the weights' gradients are sums over the trips, the inputs are elements of an array.
mf.entry @recurrent arguments ["x", "h", "w", "b"] results ["y"] {
^bb0(%x: tensor<4x2x3xf64>, %h: tensor<2x3xf64>, %w: tensor<3x3xf64>, %b: tensor<3xf64>):
  %y = mf.for init(%h : tensor<2x3xf64>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2x3xf64>):
    %first = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %rest = mf.constant dense<0> : tensor<2xi32>
    %start = mf.concatenate %first, %rest along 0 : tensor<1xi32>, tensor<2xi32> -> tensor<3xi32>
    %part = mf.dynamic_slice %x [%start] : tensor<4x2x3xf64>, tensor<3xi32> -> tensor<1x2x3xf64>
    %now = mf.reshape %part : tensor<1x2x3xf64> -> tensor<2x3xf64>
    %p = mf.dot_general %c, %w batch [] x [] contracting [1] x [0] : tensor<2x3xf64>, tensor<3x3xf64> -> tensor<2x3xf64>
    %q = mf.add %p, %now : tensor<2x3xf64>
    %bias = mf.broadcast_in_dim %b dims [1] : tensor<3xf64> -> tensor<2x3xf64>
    %r = mf.add %q, %bias : tensor<2x3xf64>
    %n = mf.tanh %r : tensor<2x3xf64>
    mf.yield %n : tensor<2x3xf64>
  } -> tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
// Each trip writes a row of an array that it carries, and reads the row before; the array begins with values that move.
mf.entry @stacked arguments ["x", "a"] results ["y", "z"] {
^bb0(%x: tensor<3xf64>, %a: tensor<4x3xf64>):
  %y, %z = mf.for init(%x, %a : tensor<3xf64>, tensor<4x3xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<3xf64>, %s: tensor<4x3xf64>):
    %zero = mf.constant dense<0> : tensor<1xi32>
    %one = mf.constant dense<1> : tensor<i32>
    %here = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %at = mf.concatenate %here, %zero along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %old = mf.dynamic_slice %s [%at] : tensor<4x3xf64>, tensor<2xi32> -> tensor<1x3xf64>
    %row = mf.reshape %old : tensor<1x3xf64> -> tensor<3xf64>
    %p = mf.mul %row, %c : tensor<3xf64>
    %n = mf.sin %p : tensor<3xf64>
    %k = mf.add %i, %one : tensor<i32>
    %next = mf.reshape %k : tensor<i32> -> tensor<1xi32>
    %to = mf.concatenate %next, %zero along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %fresh = mf.reshape %n : tensor<3xf64> -> tensor<1x3xf64>
    %t = mf.dynamic_update_slice %s [%to] = %fresh : tensor<1x3xf64>, tensor<2xi32> -> tensor<4x3xf64>
    mf.yield %n, %t : tensor<3xf64>, tensor<4x3xf64>
  } -> tensor<3xf64>, tensor<4x3xf64>
  mf.return %y, %z : tensor<3xf64>, tensor<4x3xf64>
}
// Rows by an index that the loop carries; the same table from outside, twice a trip, in a loop in the loop.
mf.entry @indexed arguments ["table", "x"] results ["y"] {
^bb0(%table: tensor<5x2xf64>, %x: tensor<2xf64>):
  %zero = mf.constant dense<0> : tensor<i32>
  %two = mf.constant dense<2> : tensor<i32>
  %y, %k = mf.for init(%x, %zero : tensor<2xf64>, tensor<i32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>, %n: tensor<i32>):
    %row = mf.gather %table[%n] axis 0 : tensor<5x2xf64>, tensor<i32> -> tensor<2xf64>
    %p = mf.mul %row, %c : tensor<2xf64>
    %q = mf.for init(%p : tensor<2xf64>) attributes {trips = 2 : i64} {
    ^bb1(%j: tensor<i32>, %d: tensor<2xf64>):
      %m = mf.add %n, %j : tensor<i32>
      %other = mf.gather %table[%m] axis 0 : tensor<5x2xf64>, tensor<i32> -> tensor<2xf64>
      %t = mf.mul %other, %d : tensor<2xf64>
      %s = mf.sin %t : tensor<2xf64>
      mf.yield %s : tensor<2xf64>
    } -> tensor<2xf64>
    %next = mf.add %n, %two : tensor<i32>
    mf.yield %q, %next : tensor<2xf64>, tensor<i32>
  } -> tensor<2xf64>, tensor<i32>
  mf.return %y : tensor<2xf64>
}
// A count known at run time, at most 4.
mf.entry @bounded arguments ["n", "x"] results ["y"] {
^bb0(%n: tensor<i32>, %x: tensor<2xf64>):
  %y = mf.for init(%x : tensor<2xf64>) count(%n : tensor<i32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    %p = mf.mul %c, %x : tensor<2xf64>
    %s = mf.sin %p : tensor<2xf64>
    mf.yield %s : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
// Nothing of a trip is needed by the backward pass: no bound is.
mf.entry @unbounded arguments ["n", "x", "w"] results ["y"] {
^bb0(%n: tensor<i32>, %x: tensor<2xf64>, %w: tensor<2xf64>):
  %y = mf.for init(%x : tensor<2xf64>) count(%n : tensor<i32>) {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    %f = mf.convert %i : tensor<i32> -> tensor<f64>
    %g = mf.broadcast_in_dim %f dims [] : tensor<f64> -> tensor<2xf64>
    %q = mf.mul %g, %w : tensor<2xf64>
    %d = mf.add %c, %q : tensor<2xf64>
    mf.yield %d : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
// Three parts of up to two trips, five in all: kept is what each part begins with.
mf.entry @parts arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<2xf64>, %w: tensor<2xf64>):
  %two = mf.constant dense<2> : tensor<i32>
  %five = mf.constant dense<5> : tensor<i32>
  %y = mf.for init(%x : tensor<2xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    %part = mf.checkpoint {
      %first = mf.mul %i, %two : tensor<i32>
      %rest = mf.sub %five, %first : tensor<i32>
      %inner = mf.for init(%c : tensor<2xf64>) count(%rest : tensor<i32>) attributes {trips = 2 : i64} {
      ^bb1(%j: tensor<i32>, %d: tensor<2xf64>):
        %p = mf.mul %d, %w : tensor<2xf64>
        %s = mf.sin %p : tensor<2xf64>
        mf.yield %s : tensor<2xf64>
      } -> tensor<2xf64>
      mf.yield %inner : tensor<2xf64>
    } -> tensor<2xf64>
    mf.yield %part : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
mf.entry @checkpoint_in_body arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<2xf64>, %w: tensor<2xf64>):
  %y = mf.for init(%x : tensor<2xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf64>):
    %n = mf.checkpoint {
      %e = mf.exp %c : tensor<2xf64>
      %p = mf.mul %e, %w : tensor<2xf64>
      %s = mf.sin %p : tensor<2xf64>
      mf.yield %s : tensor<2xf64>
    } -> tensor<2xf64>
    %t = mf.tanh %n : tensor<2xf64>
    mf.yield %t : tensor<2xf64>
  } -> tensor<2xf64>
  mf.return %y : tensor<2xf64>
}
