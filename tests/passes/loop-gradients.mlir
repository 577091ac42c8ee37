// --mf-expand-derivatives: what a loop keeps for its backward pass, and how that adds up what comes from outside.
// RUN: %mf-opt %s --mf-decompose --mf-expand-derivatives --canonicalize --mf-merge-equal=forget-roles | FileCheck %s

// Not kept: the trip's number, what is made of it, of values from outside and of random draws, and what is cheap to make of what is kept.
// The product is kept, not the eight ops after it; the mask as bits.
// CHECK-LABEL: mf.entry @kept
// CHECK: %{{.+}}:3 = mf.for init(%{{.+}}, %{{.+}}, %{{.+}} : tensor<8x4xf32>, tensor<5x8x4xf32>, tensor<5x8x4xi1>) attributes {trips = 5 : i64} {
// CHECK: %[[P:.+]] = mf.dot_general
// CHECK: %[[MASK:.+]] = mf.compare
// CHECK: mf.reshape %[[P]]
// CHECK: mf.dynamic_update_slice
// CHECK: mf.reshape %[[MASK]]
// CHECK: mf.dynamic_update_slice
// CHECK-NOT: mf.dynamic_update_slice
// CHECK: mf.for
// CHECK: mf.random_normal %{{.+}} stream 3 trip
mf.entry @kept arguments ["x", "w", "key"] results ["dx"] {
^bb0(%x: tensor<8x4xf32>, %w: tensor<4x4xf32>, %key: tensor<2xi32>):
  %y = mf.for init(%x : tensor<8x4xf32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<8x4xf32>):
    %p = mf.dot_general %c, %w batch [] x [] contracting [1] x [0] : tensor<8x4xf32>, tensor<4x4xf32> -> tensor<8x4xf32>
    %draw = mf.random_normal %key stream 3 trip %i : tensor<2xi32>, tensor<i32> -> tensor<8x4xf32>
    %f = mf.convert %i : tensor<i32> -> tensor<f32>
    %g = mf.broadcast_in_dim %f dims [] : tensor<f32> -> tensor<8x4xf32>
    %a = mf.add %p, %g : tensor<8x4xf32>
    %q = mf.mul %a, %a : tensor<8x4xf32>
    %r = mf.mul %q, %draw : tensor<8x4xf32>
    %o = mf.add %r, %a : tensor<8x4xf32>
    %zero = mf.constant dense<0.0> : tensor<8x4xf32>
    %e = mf.exp %o : tensor<8x4xf32>
    %big = mf.compare gt %e, %zero : tensor<8x4xf32> -> tensor<8x4xi1>
    %n = mf.select %big, %o, %zero : tensor<8x4xi1>, tensor<8x4xf32>
    mf.yield %n : tensor<8x4xf32>
  } -> tensor<8x4xf32>
  %s = mf.reduce sum %y dims [0, 1] : tensor<8x4xf32> -> tensor<f32>
  %dx = mf.grad of %s at %x : tensor<f32> (tensor<8x4xf32>) -> tensor<8x4xf32>
  mf.return %dx : tensor<8x4xf32>
}

// What the loop carries is kept once: as a trip finds it and as it leaves it are neighbours of one array of six.
// CHECK-LABEL: mf.entry @one_array
// CHECK: mf.pad %{{.+}} low [0, 0, 0] high [5, 0, 0]
// CHECK: %[[SAVED:.+]]:2 = mf.for init(%{{.+}}, %{{.+}} : tensor<8x4xf32>, tensor<6x8x4xf32>) attributes {trips = 5 : i64} {
// CHECK: mf.for init(%{{.+}}, %{{.+}} : tensor<8x4xf32>, tensor<4x4xf32>) attributes {trips = 5 : i64} {
// CHECK-COUNT-2: mf.dynamic_slice %[[SAVED]]#1
// CHECK-NOT: mf.exp
mf.entry @one_array arguments ["x", "w"] results ["dx", "dw"] {
^bb0(%x: tensor<8x4xf32>, %w: tensor<4x4xf32>):
  %y = mf.for init(%x : tensor<8x4xf32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<8x4xf32>):
    %p = mf.dot_general %c, %w batch [] x [] contracting [1] x [0] : tensor<8x4xf32>, tensor<4x4xf32> -> tensor<8x4xf32>
    %n = mf.exp %p : tensor<8x4xf32>
    mf.yield %n : tensor<8x4xf32>
  } -> tensor<8x4xf32>
  %s = mf.reduce sum %y dims [0, 1] : tensor<8x4xf32> -> tensor<f32>
  %dx, %dw = mf.grad of %s at %x, %w : tensor<f32> (tensor<8x4xf32>, tensor<4x4xf32>) -> tensor<8x4xf32>, tensor<4x4xf32>
  mf.return %dx, %dw : tensor<8x4xf32>, tensor<4x4xf32>
}

// A checkpoint in the body: only c is kept, the exponential is computed again.
// CHECK-LABEL: mf.entry @recomputed
// CHECK: mf.for init(%{{.+}}, %{{.+}} : tensor<8xf32>, tensor<5x8xf32>) attributes {trips = 5 : i64} {
// CHECK: mf.for init
// CHECK: mf.exp
// CHECK: mf.exp
// CHECK-NOT: mf.recompute
// CHECK: mf.return
mf.entry @recomputed arguments ["x"] results ["dx"] {
^bb0(%x: tensor<8xf32>):
  %y = mf.for init(%x : tensor<8xf32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<8xf32>):
    %n = mf.checkpoint {
      %a = mf.exp %c : tensor<8xf32>
      %b = mf.exp %a : tensor<8xf32>
      %m = mf.tanh %b : tensor<8xf32>
      mf.yield %m : tensor<8xf32>
    } -> tensor<8xf32>
    mf.yield %n : tensor<8xf32>
  } -> tensor<8xf32>
  %s = mf.reduce sum %y dims [0] : tensor<8xf32> -> tensor<f32>
  %dx = mf.grad of %s at %x : tensor<f32> (tensor<8xf32>) -> tensor<8xf32>
  mf.return %dx : tensor<8xf32>
}

// A checkpoint around a loop in a loop: kept is what each part begins with; the array that collects the outputs is not, nor is it filled again.
// CHECK-LABEL: mf.entry @parts
// CHECK: %{{.+}}:3 = mf.for init(%{{.+}}, %{{.+}}, %{{.+}} : tensor<8xf32>, tensor<12x8xf32>, tensor<3x8xf32>) attributes {trips = 3 : i64} {
// CHECK: mf.for init(%{{.+}}, %{{.+}} : tensor<8xf32>, tensor<12x8xf32>) attributes {trips = 4 : i64} {
// CHECK: mf.for init(%{{.+}}, %{{.+}} : tensor<8xf32>, tensor<12x8xf32>) attributes {trips = 3 : i64} {
// CHECK: mf.for init(%{{.+}}, %{{.+}} : tensor<8xf32>, tensor<4x8xf32>) attributes {trips = 4 : i64} {
// CHECK: mf.for init(%{{.+}}, %{{.+}} : tensor<8xf32>, tensor<12x8xf32>) attributes {trips = 4 : i64} {
// CHECK: mf.return
mf.entry @parts arguments ["x", "all"] results ["dx"] {
^bb0(%x: tensor<8xf32>, %all: tensor<12x8xf32>):
  %four = mf.constant dense<4> : tensor<i32>
  %zero = mf.constant dense<0> : tensor<1xi32>
  %y:2 = mf.for init(%x, %all : tensor<8xf32>, tensor<12x8xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<8xf32>, %s: tensor<12x8xf32>):
    %part:2 = mf.checkpoint {
      %first = mf.mul %i, %four : tensor<i32>
      %inner:2 = mf.for init(%c, %s : tensor<8xf32>, tensor<12x8xf32>) attributes {trips = 4 : i64} {
      ^bb1(%j: tensor<i32>, %d: tensor<8xf32>, %t: tensor<12x8xf32>):
        %trip = mf.add %first, %j : tensor<i32>
        %n = mf.sin %d : tensor<8xf32>
        %r = mf.reshape %n : tensor<8xf32> -> tensor<1x8xf32>
        %h = mf.reshape %trip : tensor<i32> -> tensor<1xi32>
        %at = mf.concatenate %h, %zero along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
        %u = mf.dynamic_update_slice %t [%at] = %r : tensor<1x8xf32>, tensor<2xi32> -> tensor<12x8xf32>
        mf.yield %n, %u : tensor<8xf32>, tensor<12x8xf32>
      } -> tensor<8xf32>, tensor<12x8xf32>
      mf.yield %inner#0, %inner#1 : tensor<8xf32>, tensor<12x8xf32>
    } -> tensor<8xf32>, tensor<12x8xf32>
    mf.yield %part#0, %part#1 : tensor<8xf32>, tensor<12x8xf32>
  } -> tensor<8xf32>, tensor<12x8xf32>
  %p = mf.mul %y#1, %y#1 : tensor<12x8xf32>
  %l = mf.reduce sum %p dims [0, 1] : tensor<12x8xf32> -> tensor<f32>
  %dx = mf.grad of %l at %x : tensor<f32> (tensor<8xf32>) -> tensor<8xf32>
  mf.return %dx : tensor<8xf32>
}

// A block of an array from outside: its cotangent is added in its place. No op of the second loop has the whole array but the update.
// CHECK-LABEL: mf.entry @blocks
// CHECK: mf.for init
// CHECK: mf.for init
// CHECK-NEXT: ^bb0(%{{.+}}: tensor<i32>, %{{.+}}: tensor<8xf32>, %[[SUM:.+]]: tensor<100x8xf32>):
// CHECK-NOT: mf.add {{.*}} tensor<100x8xf32>
// CHECK: mf.dynamic_slice %[[SUM]][%{{.+}}] : tensor<100x8xf32>
// CHECK: mf.add %{{.+}}, %{{.+}} : tensor<1x8xf32>
// CHECK: mf.dynamic_update_slice %[[SUM]]
// CHECK-NOT: mf.add {{.*}} tensor<100x8xf32>
// CHECK: mf.yield
mf.entry @blocks arguments ["x", "all"] results ["dall"] {
^bb0(%x: tensor<8xf32>, %all: tensor<100x8xf32>):
  %zero = mf.constant dense<0> : tensor<1xi32>
  %y = mf.for init(%x : tensor<8xf32>) attributes {trips = 100 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<8xf32>):
    %h = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %at = mf.concatenate %h, %zero along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %r = mf.dynamic_slice %all [%at] : tensor<100x8xf32>, tensor<2xi32> -> tensor<1x8xf32>
    %n = mf.reshape %r : tensor<1x8xf32> -> tensor<8xf32>
    %p = mf.mul %n, %c : tensor<8xf32>
    %s = mf.sin %p : tensor<8xf32>
    mf.yield %s : tensor<8xf32>
  } -> tensor<8xf32>
  %s = mf.reduce sum %y dims [0] : tensor<8xf32> -> tensor<f32>
  %dall = mf.grad of %s at %all : tensor<f32> (tensor<100x8xf32>) -> tensor<100x8xf32>
  mf.return %dall : tensor<100x8xf32>
}

// A sum over many trips would come to rest in bf16: it is in f32.
// CHECK-LABEL: mf.entry @narrow
// CHECK: mf.for init(%{{.+}} : tensor<2xf32>) attributes {trips = 1000 : i64} {
// CHECK: mf.convert %{{.+}} : tensor<2xbf16> -> tensor<2xf32>
// CHECK: mf.yield
// CHECK: mf.convert %{{.+}} : tensor<2xf32> -> tensor<2xbf16>
mf.entry @narrow arguments ["x"] results ["dx"] {
^bb0(%x: tensor<2xbf16>):
  %zero = mf.constant dense<0.0> : tensor<2xf32>
  %y = mf.for init(%zero : tensor<2xf32>) attributes {trips = 1000 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    %n = mf.convert %i : tensor<i32> -> tensor<bf16>
    %m = mf.broadcast_in_dim %n dims [] : tensor<bf16> -> tensor<2xbf16>
    %p = mf.mul %m, %x : tensor<2xbf16>
    %q = mf.convert %p : tensor<2xbf16> -> tensor<2xf32>
    %s = mf.add %c, %q : tensor<2xf32>
    mf.yield %s : tensor<2xf32>
  } -> tensor<2xf32>
  %l = mf.reduce sum %y dims [0] : tensor<2xf32> -> tensor<f32>
  %dx = mf.grad of %l at %x : tensor<f32> (tensor<2xbf16>) -> tensor<2xbf16>
  mf.return %dx : tensor<2xbf16>
}

// What does not depend on the trip is computed once, and its derivative too: in front of the loop and behind it.
// CHECK-LABEL: mf.entry @invariant
// CHECK: mf.exp
// CHECK: mf.for init
// CHECK-NOT: mf.exp
// CHECK: mf.return
mf.entry @invariant arguments ["x", "w"] results ["dw"] {
^bb0(%x: tensor<8xf32>, %w: tensor<8xf32>):
  %y = mf.for init(%x : tensor<8xf32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<8xf32>):
    %e = mf.exp %w : tensor<8xf32>
    %p = mf.mul %c, %e : tensor<8xf32>
    mf.yield %p : tensor<8xf32>
  } -> tensor<8xf32>
  %s = mf.reduce sum %y dims [0] : tensor<8xf32> -> tensor<f32>
  %dw = mf.grad of %s at %w : tensor<f32> (tensor<8xf32>) -> tensor<8xf32>
  mf.return %dw : tensor<8xf32>
}

// One trip is no loop.
// CHECK-LABEL: mf.entry @one_trip
// CHECK-NOT: mf.for
// CHECK: mf.return
mf.entry @one_trip arguments ["x"] results ["dx"] {
^bb0(%x: tensor<f32>):
  %y = mf.for init(%x : tensor<f32>) attributes {trips = 1 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<f32>):
    %p = mf.sin %c : tensor<f32>
    mf.yield %p : tensor<f32>
  } -> tensor<f32>
  %dx = mf.grad of %y at %x : tensor<f32> (tensor<f32>) -> tensor<f32>
  mf.return %dx : tensor<f32>
}

// A value and its tangent: one loop carries both, also of a loop in the loop; what reads the value reads it there.
// CHECK-LABEL: mf.entry @value_and_tangent
// CHECK: %[[BOTH:.+]]:2 = mf.for
// CHECK: mf.for
// CHECK-NOT: mf.for
// CHECK: mf.sin %[[BOTH]]#0
// CHECK: mf.return
mf.entry @value_and_tangent arguments ["x", "dx"] results ["y", "z", "dz"] {
^bb0(%x: tensor<8xf32>, %dx: tensor<8xf32>):
  %y = mf.for init(%x : tensor<8xf32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<8xf32>):
    %n = mf.for init(%c : tensor<8xf32>) attributes {trips = 2 : i64} {
    ^bb1(%j: tensor<i32>, %d: tensor<8xf32>):
      %p = mf.mul %d, %x : tensor<8xf32>
      mf.yield %p : tensor<8xf32>
    } -> tensor<8xf32>
    mf.yield %n : tensor<8xf32>
  } -> tensor<8xf32>
  %z = mf.sin %y : tensor<8xf32>
  %dz = mf.jvp of %z at %x along %dx : (tensor<8xf32>) (tensor<8xf32>) (tensor<8xf32>) -> tensor<8xf32>
  mf.return %y, %z, %dz : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}

// Along a function of the loop's own value, the loop has to come first.
// CHECK-LABEL: mf.entry @along_its_own_value
// CHECK: mf.for
// CHECK: mf.for
// CHECK: mf.return
mf.entry @along_its_own_value arguments ["x"] results ["y", "dy"] {
^bb0(%x: tensor<8xf32>):
  %y = mf.for init(%x : tensor<8xf32>) attributes {trips = 5 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<8xf32>):
    %p = mf.sin %c : tensor<8xf32>
    mf.yield %p : tensor<8xf32>
  } -> tensor<8xf32>
  %v = mf.tanh %y : tensor<8xf32>
  %dy = mf.jvp of %y at %x along %v : (tensor<8xf32>) (tensor<8xf32>) (tensor<8xf32>) -> tensor<8xf32>
  mf.return %y, %dy : tensor<8xf32>, tensor<8xf32>
}
