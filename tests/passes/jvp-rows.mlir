// A jvp with rows is the full one along a direction that is zero in the other rows, wherever a function moves its rows to.
// RUN: %mf-rulecheck %s --wrt=x --rows=1,3
// RUN: %mf-rulecheck %s --wrt=x --rows=0,1
// RUN: %mf-rulecheck %s --wrt=x --rows=2,4
// RUN: %mf-rulecheck %s --wrt=x --rows=0,4
// RUN: %mf-rulecheck %s --wrt=x --rows=2,2
mf.entry @flattened arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x3x2xf64>, %w: tensor<2x5xf64>):
  %r = mf.reshape %x : tensor<4x3x2xf64> -> tensor<12x2xf64>
  %d = mf.dot_general %r, %w batch [] x [] contracting [1] x [0] : tensor<12x2xf64>, tensor<2x5xf64> -> tensor<12x5xf64>
  %t = mf.tanh %d : tensor<12x5xf64>
  %y = mf.reshape %t : tensor<12x5xf64> -> tensor<4x3x5xf64>
  mf.return %y : tensor<4x3x5xf64>
}
// All heads of all sequences are one batch.
mf.entry @heads arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x3x4xf64>):
  %s = mf.reshape %x : tensor<4x3x4xf64> -> tensor<4x3x2x2xf64>
  %h = mf.transpose %s [0, 2, 1, 3] : tensor<4x3x2x2xf64> -> tensor<4x2x3x2xf64>
  %q = mf.reshape %h : tensor<4x2x3x2xf64> -> tensor<8x3x2xf64>
  %a = mf.dot_general %q, %q batch [0] x [0] contracting [2] x [2] : tensor<8x3x2xf64>, tensor<8x3x2xf64> -> tensor<8x3x3xf64>
  %p = mf.softmax %a : tensor<8x3x3xf64>
  %o = mf.dot_general %p, %q batch [0] x [0] contracting [2] x [1] : tensor<8x3x3xf64>, tensor<8x3x2xf64> -> tensor<8x3x2xf64>
  %b = mf.reshape %o : tensor<8x3x2xf64> -> tensor<4x2x3x2xf64>
  %t = mf.transpose %b [0, 2, 1, 3] : tensor<4x2x3x2xf64> -> tensor<4x3x2x2xf64>
  %y = mf.reshape %t : tensor<4x3x2x2xf64> -> tensor<4x3x4xf64>
  mf.return %y : tensor<4x3x4xf64>
}
// The batch is in the middle of a flattened axis, and meets the batch beside it.
mf.entry @time_major arguments ["x", "w"] results ["y", "z"] {
^bb0(%x: tensor<4x3x2xf64>, %w: tensor<2x2xf64>):
  %t = mf.transpose %x [1, 0, 2] : tensor<4x3x2xf64> -> tensor<3x4x2xf64>
  %r = mf.reshape %t : tensor<3x4x2xf64> -> tensor<12x2xf64>
  %d = mf.dot_general %r, %w batch [] x [] contracting [1] x [0] : tensor<12x2xf64>, tensor<2x2xf64> -> tensor<12x2xf64>
  %s = mf.sin %d : tensor<12x2xf64>
  %b = mf.reshape %s : tensor<12x2xf64> -> tensor<3x4x2xf64>
  %c = mf.cumsum %b along 0 : tensor<3x4x2xf64>
  %y = mf.mul %c, %t : tensor<3x4x2xf64>
  %two = mf.slice %s from [4, 0] to [12, 2] by [1, 1] : tensor<12x2xf64> -> tensor<8x2xf64>
  %pad = mf.pad %two low [4, 0] high [-4, 0] interior [0, 0] : tensor<8x2xf64> -> tensor<8x2xf64>
  %one = mf.pad %pad low [-4, 0] high [0, 0] interior [0, 0] : tensor<8x2xf64> -> tensor<4x2xf64>
  %back = mf.reverse %one dims [0] : tensor<4x2xf64>
  %turned = mf.reverse %s dims [0] : tensor<12x2xf64>
  %parts = mf.concatenate %s, %turned, %back along 0 : tensor<12x2xf64>, tensor<12x2xf64>, tensor<4x2xf64> -> tensor<28x2xf64>
  %odd = mf.slice %parts from [3, 0] to [24, 2] by [3, 1] : tensor<28x2xf64> -> tensor<7x2xf64>
  %z = mf.mul %odd, %odd : tensor<7x2xf64>
  mf.return %y, %z : tensor<3x4x2xf64>, tensor<7x2xf64>
}
// Steps of a sequence are put one after the other, and meet the batch again.
mf.entry @steps arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<4x2xf64>):
  %s = mf.sin %x : tensor<4x2xf64>
  %e = mf.exp %x : tensor<4x2xf64>
  %k = mf.constant dense<1.5> : tensor<4x2xf64>
  %c = mf.concatenate %s, %k, %e along 0 : tensor<4x2xf64>, tensor<4x2xf64>, tensor<4x2xf64> -> tensor<12x2xf64>
  %y = mf.mul %c, %c : tensor<12x2xf64>
  %r = mf.reshape %c : tensor<12x2xf64> -> tensor<3x4x2xf64>
  %b = mf.broadcast_in_dim %x dims [1, 2] : tensor<4x2xf64> -> tensor<3x4x2xf64>
  %z = mf.mul %r, %b : tensor<3x4x2xf64>
  mf.return %y, %z : tensor<12x2xf64>, tensor<3x4x2xf64>
}
mf.entry @split_and_joined arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x2xf64>):
  %a = mf.slice %x from [0, 0] to [2, 2] by [1, 1] : tensor<4x2xf64> -> tensor<2x2xf64>
  %b = mf.slice %x from [2, 0] to [4, 2] by [1, 1] : tensor<4x2xf64> -> tensor<2x2xf64>
  %s = mf.sin %a : tensor<2x2xf64>
  %e = mf.exp %b : tensor<2x2xf64>
  %c = mf.concatenate %s, %e along 0 : tensor<2x2xf64>, tensor<2x2xf64> -> tensor<4x2xf64>
  %y = mf.mul %c, %x : tensor<4x2xf64>
  mf.return %y : tensor<4x2xf64>
}
// Parts of one size, which do not follow one another; a constant between.
mf.entry @split_and_swapped arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x2xf64>):
  %a = mf.slice %x from [0, 0] to [2, 2] by [1, 1] : tensor<4x2xf64> -> tensor<2x2xf64>
  %b = mf.slice %x from [2, 0] to [4, 2] by [1, 1] : tensor<4x2xf64> -> tensor<2x2xf64>
  %k = mf.constant dense<2.0> : tensor<1x2xf64>
  %s = mf.sin %a : tensor<2x2xf64>
  %c = mf.concatenate %b, %k, %s along 0 : tensor<2x2xf64>, tensor<1x2xf64>, tensor<2x2xf64> -> tensor<5x2xf64>
  %y = mf.mul %c, %c : tensor<5x2xf64>
  mf.return %y : tensor<5x2xf64>
}
mf.entry @moved arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<4x2xf64>):
  %r = mf.reverse %x dims [0, 1] : tensor<4x2xf64>
  %p = mf.pad %r low [2, 0] high [-1, 1] interior [1, 0] {value = 3.0 : f64} : tensor<4x2xf64> -> tensor<8x3xf64>
  %s = mf.sin %p : tensor<8x3xf64>
  %q = mf.pad %s low [-3, 0] high [2, 0] interior [2, 0] : tensor<8x3xf64> -> tensor<21x3xf64>
  %y = mf.slice %q from [1, 0] to [20, 3] by [2, 2] : tensor<21x3xf64> -> tensor<10x2xf64>
  %t = mf.slice %x from [1, 0] to [4, 2] by [2, 1] : tensor<4x2xf64> -> tensor<2x2xf64>
  %z = mf.mul %t, %t : tensor<2x2xf64>
  mf.return %y, %z : tensor<10x2xf64>, tensor<2x2xf64>
}
// Values whose rows are not those of the other: both are taken where one of them moves.
mf.entry @two_places arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x2xf64>):
  %r = mf.reverse %x dims [0] : tensor<4x2xf64>
  %p = mf.pad %x low [1, 0] high [-1, 0] interior [0, 0] : tensor<4x2xf64> -> tensor<4x2xf64>
  %m = mf.mul %r, %p : tensor<4x2xf64>
  %y = mf.mul %m, %x : tensor<4x2xf64>
  mf.return %y : tensor<4x2xf64>
}
mf.entry @stopped_mean arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x3xf64>):
  %e = mf.exp %x : tensor<4x3xf64>
  %s = mf.reduce sum %e dims [0] : tensor<4x3xf64> -> tensor<3xf64>
  %stop = mf.round %s : tensor<3xf64>
  %m = mf.broadcast_in_dim %stop dims [1] : tensor<3xf64> -> tensor<4x3xf64>
  %d = mf.sub %x, %m : tensor<4x3xf64>
  %most = mf.reduce max %x dims [0] : tensor<4x3xf64> -> tensor<3xf64>
  %top = mf.broadcast_in_dim %most dims [1] : tensor<3xf64> -> tensor<4x3xf64>
  %is = mf.compare eq %x, %top : tensor<4x3xf64> -> tensor<4x3xi1>
  %y0 = mf.mul %d, %d : tensor<4x3xf64>
  %y = mf.select %is, %y0, %d : tensor<4x3xi1>, tensor<4x3xf64>
  mf.return %y : tensor<4x3xf64>
}
// Two rows share a row of the new shape; groups of the batch; one row of all.
mf.entry @regrouped arguments ["x"] results ["y", "z", "a"] {
^bb0(%x: tensor<4x3xf64>):
  %p = mf.reshape %x : tensor<4x3xf64> -> tensor<6x2xf64>
  %s = mf.sin %p : tensor<6x2xf64>
  %y = mf.reshape %s : tensor<6x2xf64> -> tensor<1x4x3x1xf64>
  %g = mf.reshape %x : tensor<4x3xf64> -> tensor<2x2x3xf64>
  %e = mf.exp %g : tensor<2x2x3xf64>
  %z = mf.reshape %e : tensor<2x2x3xf64> -> tensor<4x3xf64>
  %f = mf.reshape %z : tensor<4x3xf64> -> tensor<12xf64>
  %a = mf.mul %f, %f : tensor<12xf64>
  mf.return %y, %z, %a : tensor<1x4x3x1xf64>, tensor<4x3xf64>, tensor<12xf64>
}
// Runs of the new shape that fit no axis.
mf.entry @scattered arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x3xf64>):
  %t = mf.transpose %x [1, 0] : tensor<4x3xf64> -> tensor<3x4xf64>
  %r = mf.reshape %t : tensor<3x4xf64> -> tensor<2x6xf64>
  %s = mf.sin %r : tensor<2x6xf64>
  %y = mf.reshape %s : tensor<2x6xf64> -> tensor<3x4xf64>
  mf.return %y : tensor<3x4xf64>
}
// Each row by itself, as a vector; the last one is added up.
mf.entry @one_by_one arguments ["x", "w"] results ["y", "l"] {
^bb0(%x: tensor<4x3xf64>, %w: tensor<3x2xf64>):
  %a = mf.slice %x from [1, 0] to [2, 3] by [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
  %b = mf.slice %x from [2, 0] to [3, 3] by [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
  %va = mf.reshape %a : tensor<1x3xf64> -> tensor<3xf64>
  %vb = mf.reshape %b : tensor<1x3xf64> -> tensor<3xf64>
  %da = mf.dot_general %va, %w batch [] x [] contracting [0] x [0] : tensor<3xf64>, tensor<3x2xf64> -> tensor<2xf64>
  %db = mf.dot_general %vb, %w batch [] x [] contracting [0] x [0] : tensor<3xf64>, tensor<3x2xf64> -> tensor<2xf64>
  %sa = mf.softmax %da : tensor<2xf64>
  %ra = mf.reshape %sa : tensor<2xf64> -> tensor<1x2xf64>
  %rb = mf.reshape %db : tensor<2xf64> -> tensor<1x2xf64>
  %rest = mf.slice %x from [0, 0] to [4, 2] by [2, 1] : tensor<4x3xf64> -> tensor<2x2xf64>
  %c = mf.concatenate %ra, %rb, %rest along 0 : tensor<1x2xf64>, tensor<1x2xf64>, tensor<2x2xf64> -> tensor<4x2xf64>
  %y = mf.sin %c : tensor<4x2xf64>
  %q = mf.mul %vb, %vb : tensor<3xf64>
  %l = mf.reduce sum %q dims [0] : tensor<3xf64> -> tensor<f64>
  mf.return %y, %l : tensor<4x2xf64>, tensor<f64>
}
// Data say where rows come to stand.
mf.entry @shuffled arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<4x3xf64>):
  %order = mf.constant dense<[2, 0, 3, 1, 1]> : tensor<5xi32>
  %s = mf.gather %x[%order] axis 0 : tensor<4x3xf64>, tensor<5xi32> -> tensor<5x3xf64>
  %y = mf.softmax %s : tensor<5x3xf64>
  %one = mf.constant dense<1> : tensor<i32>
  %r = mf.gather %x[%one] axis 0 : tensor<4x3xf64>, tensor<i32> -> tensor<3xf64>
  %z = mf.softmax %r : tensor<3xf64>
  mf.return %y, %z : tensor<5x3xf64>, tensor<3xf64>
}
// A loop over the rows: reads one, writes one.
mf.entry @row_by_row arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x3xf64>):
  %zero = mf.constant dense<0.0> : tensor<4x3xf64>
  %y = mf.for init(%zero : tensor<4x3xf64>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<4x3xf64>):
    %first = mf.reshape %i : tensor<i32> -> tensor<1xi32>
    %rest = mf.constant dense<0> : tensor<1xi32>
    %at = mf.concatenate %first, %rest along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %part = mf.dynamic_slice %x[%at] : tensor<4x3xf64>, tensor<2xi32> -> tensor<1x3xf64>
    %v = mf.reshape %part : tensor<1x3xf64> -> tensor<3xf64>
    %e = mf.softmax %v : tensor<3xf64>
    %r = mf.reshape %e : tensor<3xf64> -> tensor<1x3xf64>
    %n = mf.dynamic_update_slice %c[%at] = %r : tensor<1x3xf64>, tensor<2xi32> -> tensor<4x3xf64>
    mf.yield %n : tensor<4x3xf64>
  } -> tensor<4x3xf64>
  mf.return %y : tensor<4x3xf64>
}
// What a loop carries: flattened in between; of a larger part each trip; begun without a tangent, with the batch in the middle; a mean
// that is stopped, and nothing that leads on.
mf.entry @in_a_loop arguments ["x", "w"] results ["y", "z", "a"] {
^bb0(%x: tensor<4x3x2xf64>, %w: tensor<2x2xf64>):
  %turned = mf.transpose %x [1, 0, 2] : tensor<4x3x2xf64> -> tensor<3x4x2xf64>
  %zero = mf.constant dense<0.0> : tensor<3x4x2xf64>
  %none = mf.constant dense<0.0> : tensor<3x2xf64>
  %y:4 = mf.for init(%x, %x, %zero, %none : tensor<4x3x2xf64>, tensor<4x3x2xf64>, tensor<3x4x2xf64>, tensor<3x2xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4x3x2xf64>, %b: tensor<4x3x2xf64>, %c: tensor<3x4x2xf64>, %m: tensor<3x2xf64>):
    %f = mf.reshape %a : tensor<4x3x2xf64> -> tensor<12x2xf64>
    %d = mf.dot_general %f, %w batch [] x [] contracting [1] x [0] : tensor<12x2xf64>, tensor<2x2xf64> -> tensor<12x2xf64>
    %s = mf.sin %d : tensor<12x2xf64>
    %t = mf.reshape %s : tensor<12x2xf64> -> tensor<4x3x2xf64>
    %stop = mf.round %m : tensor<3x2xf64>
    %mean = mf.broadcast_in_dim %stop dims [1, 2] : tensor<3x2xf64> -> tensor<4x3x2xf64>
    %next = mf.sub %t, %mean : tensor<4x3x2xf64>
    %first = mf.slice %b from [0, 0, 0] to [1, 3, 2] by [1, 1, 1] : tensor<4x3x2xf64> -> tensor<1x3x2xf64>
    %others = mf.slice %b from [1, 0, 0] to [4, 3, 2] by [1, 1, 1] : tensor<4x3x2xf64> -> tensor<3x3x2xf64>
    %q = mf.mul %others, %others : tensor<3x3x2xf64>
    %rolled = mf.concatenate %q, %first along 0 : tensor<3x3x2xf64>, tensor<1x3x2xf64> -> tensor<4x3x2xf64>
    %sum = mf.add %c, %turned : tensor<3x4x2xf64>
    %flat = mf.reshape %sum : tensor<3x4x2xf64> -> tensor<12x2xf64>
    %e = mf.sin %flat : tensor<12x2xf64>
    %third = mf.reshape %e : tensor<12x2xf64> -> tensor<3x4x2xf64>
    %over = mf.reduce sum %a dims [0] : tensor<4x3x2xf64> -> tensor<3x2xf64>
    mf.yield %next, %rolled, %third, %over : tensor<4x3x2xf64>, tensor<4x3x2xf64>, tensor<3x4x2xf64>, tensor<3x2xf64>
  } -> tensor<4x3x2xf64>, tensor<4x3x2xf64>, tensor<3x4x2xf64>, tensor<3x2xf64>
  mf.return %y#0, %y#1, %y#2 : tensor<4x3x2xf64>, tensor<4x3x2xf64>, tensor<3x4x2xf64>
}
// Loops in loops, with a checkpoint in each.
mf.entry @in_checkpoints arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x3x2xf64>, %w: tensor<2x2xf64>):
  %y = mf.for init(%x : tensor<4x3x2xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4x3x2xf64>):
    %o = mf.checkpoint {
      %n = mf.for init(%a : tensor<4x3x2xf64>) attributes {trips = 2 : i64} {
      ^bb1(%j: tensor<i32>, %b: tensor<4x3x2xf64>):
        %p = mf.checkpoint {
          %t = mf.transpose %b [1, 0, 2] : tensor<4x3x2xf64> -> tensor<3x4x2xf64>
          %f = mf.reshape %t : tensor<3x4x2xf64> -> tensor<12x2xf64>
          %d = mf.dot_general %f, %w batch [] x [] contracting [1] x [0] : tensor<12x2xf64>, tensor<2x2xf64> -> tensor<12x2xf64>
          %s = mf.sin %d : tensor<12x2xf64>
          %g = mf.reshape %s : tensor<12x2xf64> -> tensor<3x4x2xf64>
          %u = mf.transpose %g [1, 0, 2] : tensor<3x4x2xf64> -> tensor<4x3x2xf64>
          mf.yield %u : tensor<4x3x2xf64>
        } -> tensor<4x3x2xf64>
        mf.yield %p : tensor<4x3x2xf64>
      } -> tensor<4x3x2xf64>
      %m = mf.reduce sum %n dims [0] : tensor<4x3x2xf64> -> tensor<3x2xf64>
      %stop = mf.round %m : tensor<3x2xf64>
      %mean = mf.broadcast_in_dim %stop dims [1, 2] : tensor<3x2xf64> -> tensor<4x3x2xf64>
      %r = mf.mul %n, %mean : tensor<4x3x2xf64>
      mf.yield %r : tensor<4x3x2xf64>
    } -> tensor<4x3x2xf64>
    mf.yield %o : tensor<4x3x2xf64>
  } -> tensor<4x3x2xf64>
  mf.return %y : tensor<4x3x2xf64>
}
// Rows in rows: of an inner jvp the block is another one, and none of it moves where both have nothing in common.
mf.entry @in_rows arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<4x3xf64>):
  %one = mf.constant dense<1.0> : tensor<4x3xf64>
  %u = mf.identity %x : tensor<4x3xf64>
  %s = mf.sin %u : tensor<4x3xf64>
  %p = mf.mul %s, %u : tensor<4x3xf64>
  %y = mf.jvp of %p at %u along %one rows [0, 2] : (tensor<4x3xf64>) (tensor<4x3xf64>) (tensor<4x3xf64>) -> tensor<4x3xf64>
  %v = mf.identity %x : tensor<4x3xf64>
  %r = mf.reshape %v : tensor<4x3xf64> -> tensor<12xf64>
  %e = mf.exp %r : tensor<12xf64>
  %b = mf.reshape %e : tensor<12xf64> -> tensor<4x3xf64>
  %dv = mf.jvp of %b at %v along %x rows [2, 4] : (tensor<4x3xf64>) (tensor<4x3xf64>) (tensor<4x3xf64>) -> tensor<4x3xf64>
  %z = mf.mul %dv, %y : tensor<4x3xf64>
  mf.return %y, %z : tensor<4x3xf64>, tensor<4x3xf64>
}
// The block of the inner jvp is one row: what is flattened is all of that row, until it stands among the others again.
mf.entry @one_row_in_rows arguments ["x", "w"] results ["y", "z"] {
^bb0(%x: tensor<4x3x2xf64>, %w: tensor<2x2xf64>):
  %u = mf.identity %x : tensor<4x3x2xf64>
  %r = mf.reshape %u : tensor<4x3x2xf64> -> tensor<12x2xf64>
  %d = mf.dot_general %r, %w batch [] x [] contracting [1] x [0] : tensor<12x2xf64>, tensor<2x2xf64> -> tensor<12x2xf64>
  %t = mf.tanh %d : tensor<12x2xf64>
  %m = mf.mul %t, %r : tensor<12x2xf64>
  %b = mf.reshape %m : tensor<12x2xf64> -> tensor<4x3x2xf64>
  %c = mf.cumsum %b along 1 : tensor<4x3x2xf64>
  %dy = mf.jvp of %c at %u along %x rows [1, 2] : (tensor<4x3x2xf64>) (tensor<4x3x2xf64>) (tensor<4x3x2xf64>) -> tensor<4x3x2xf64>
  %df = mf.jvp of %m at %u along %x rows [1, 2] : (tensor<12x2xf64>) (tensor<4x3x2xf64>) (tensor<4x3x2xf64>) -> tensor<12x2xf64>
  %y = mf.mul %dy, %x : tensor<4x3x2xf64>
  %z = mf.mul %df, %r : tensor<12x2xf64>
  mf.return %y, %z : tensor<4x3x2xf64>, tensor<12x2xf64>
}
// A jvp with rows in what is differentiated: in a loop and in a checkpoint of it, of heads and of a part of the batch.
mf.entry @in_a_body arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x3x2xf64>, %w: tensor<2x2xf64>):
  %one = mf.constant dense<1.0> : tensor<4x3x2xf64>
  %y = mf.for init(%x : tensor<4x3x2xf64>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<4x3x2xf64>):
    %o = mf.checkpoint {
      %u = mf.identity %a : tensor<4x3x2xf64>
      %t = mf.transpose %u [1, 0, 2] : tensor<4x3x2xf64> -> tensor<3x4x2xf64>
      %r = mf.reshape %t : tensor<3x4x2xf64> -> tensor<12x2xf64>
      %d = mf.dot_general %r, %w batch [] x [] contracting [1] x [0] : tensor<12x2xf64>, tensor<2x2xf64> -> tensor<12x2xf64>
      %s = mf.sin %d : tensor<12x2xf64>
      %b = mf.reshape %s : tensor<12x2xf64> -> tensor<3x4x2xf64>
      %back = mf.transpose %b [1, 0, 2] : tensor<3x4x2xf64> -> tensor<4x3x2xf64>
      %du = mf.jvp of %back at %u along %one rows [0, 3] : (tensor<4x3x2xf64>) (tensor<4x3x2xf64>) (tensor<4x3x2xf64>) -> tensor<4x3x2xf64>
      %n = mf.mul %du, %u : tensor<4x3x2xf64>
      mf.yield %n : tensor<4x3x2xf64>
    } -> tensor<4x3x2xf64>
    mf.yield %o : tensor<4x3x2xf64>
  } -> tensor<4x3x2xf64>
  mf.return %y : tensor<4x3x2xf64>
}
// Tokens that are put together out of other rows: a class token before each sequence, positions that are the same for all.
mf.entry @tokens arguments ["x", "token"] results ["y"] {
^bb0(%x: tensor<4x2x3xf64>, %token: tensor<3xf64>):
  %class = mf.broadcast_in_dim %token dims [2] : tensor<3xf64> -> tensor<4x1x3xf64>
  %all = mf.concatenate %class, %x along 1 : tensor<4x1x3xf64>, tensor<4x2x3xf64> -> tensor<4x3x3xf64>
  %f = mf.reshape %all : tensor<4x3x3xf64> -> tensor<12x3xf64>
  %n = mf.softmax %f : tensor<12x3xf64>
  %b = mf.reshape %n : tensor<12x3xf64> -> tensor<4x3x3xf64>
  %y = mf.slice %b from [0, 0, 0] to [4, 1, 3] by [1, 1, 1] : tensor<4x3x3xf64> -> tensor<4x1x3xf64>
  %m = mf.reduce sum %b dims [1] : tensor<4x3x3xf64> -> tensor<4x3xf64>
  %r = mf.reshape %m : tensor<4x3xf64> -> tensor<4x1x3xf64>
  %z = mf.mul %r, %y : tensor<4x1x3xf64>
  mf.return %z : tensor<4x1x3xf64>
}
// A row that a loop carries: as a matrix of one row at first, made of a vector by each trip.
mf.entry @one_row_carried arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<4x3xf64>, %w: tensor<3x3xf64>):
  %a = mf.slice %x from [0, 0] to [1, 3] by [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
  %b = mf.slice %x from [2, 0] to [3, 3] by [1, 1] : tensor<4x3xf64> -> tensor<1x3xf64>
  %n:2 = mf.for init(%a, %b : tensor<1x3xf64>, tensor<1x3xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<1x3xf64>, %d: tensor<1x3xf64>):
    %v = mf.reshape %c : tensor<1x3xf64> -> tensor<3xf64>
    %p = mf.dot_general %v, %w batch [] x [] contracting [0] x [0] : tensor<3xf64>, tensor<3x3xf64> -> tensor<3xf64>
    %s = mf.sin %p : tensor<3xf64>
    %r = mf.reshape %s : tensor<3xf64> -> tensor<1x3xf64>
    %e = mf.mul %d, %d : tensor<1x3xf64>
    mf.yield %r, %e : tensor<1x3xf64>, tensor<1x3xf64>
  } -> tensor<1x3xf64>, tensor<1x3xf64>
  %c = mf.concatenate %n#0, %n#1 along 0 : tensor<1x3xf64>, tensor<1x3xf64> -> tensor<2x3xf64>
  %y = mf.mul %c, %c : tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
