// Facts under test: --mf-group-updates makes one expression of updates that are alike, lays their states end to end, lets their
// gradients be computed where they lie in one array, and takes the gradient norm in two steps over that array.
// RUN: %mf-opt %s --mf-group-updates --split-input-file | FileCheck %s

// Offsets: slots and parameters without gaps; other states at multiples of 64 bytes.
// CHECK-DAG: mf.state @p0 role "parameter" : tensor<8x16xf32> {mf.offset = [[P:[0-9]+]] : i64}
// CHECK-DAG: mf.state @m0 role "optimizer" : tensor<8x16xf32> {mf.offset = 0 : i64}
// CHECK-DAG: mf.state @m1 role "optimizer" : tensor<5xf32> {mf.offset = 512 : i64}
// CHECK-DAG: mf.state @p1 role "parameter" : tensor<5xf32> {mf.offset = 1088 : i64}
mf.state @p0 role "parameter" : tensor<8x16xf32>
mf.state @p1 role "parameter" : tensor<5xf32>
mf.state @m0 role "optimizer" : tensor<8x16xf32>
mf.state @m1 role "optimizer" : tensor<5xf32>
// CHECK-LABEL: mf.entry @clipped
// CHECK:         %[[G0:.*]] = mf.cumsum
// CHECK:         %[[G1:.*]] = mf.cumsum
// CHECK:         %[[F0:.*]] = mf.reshape %[[G0]] : tensor<8x16xf32> -> tensor<128xf32>
// CHECK:         %[[G:.*]] = mf.concatenate %[[F0]], %[[G1]] along 0 {mf.assembled}
// The norm: a square over the array in rows of 4096, filled up with zeros, and two sums.
// CHECK:         %[[PAD:.*]] = mf.pad %[[G]] low [0] high [3963]
// CHECK:         %[[ROWS:.*]] = mf.reshape %[[PAD]] : tensor<4096xf32> -> tensor<1x4096xf32>
// CHECK:         %[[SQ:.*]] = mf.mul %[[ROWS]], %[[ROWS]]
// CHECK:         %[[PART:.*]] = mf.reduce sum %[[SQ]] dims [1]
// CHECK:         %[[SUM:.*]] = mf.reduce sum %[[PART]] dims [0]
// CHECK:         %[[FACTOR:.*]] = mf.div %{{.*}}, %[[SUM]]
// CHECK-NOT:     mf.write @
// CHECK:         %[[M:.*]] = mf.read_group [@m0, @m1] : tensor<133xf32>
// CHECK:         %[[B:.*]] = mf.broadcast_in_dim %[[FACTOR]]
// CHECK:         %[[C:.*]] = mf.mul %[[G]], %[[B]] : tensor<133xf32>
// CHECK:         %[[M1:.*]] = mf.add %[[M]], %[[C]]
// CHECK:         %[[P0:.*]] = mf.read_group [@p0, @p1]
// CHECK:         %[[P1:.*]] = mf.sub %[[P0]], %[[M1]]
// CHECK:         mf.write_group [@m0, @m1], %[[M1]]
// CHECK:         mf.write_group [@p0, @p1], %[[P1]]
// CHECK:         mf.return %[[SUM]]
mf.entry @clipped arguments ["x", "y", "r"] results ["norm"] {
^bb0(%x: tensor<8x16xf32>, %y: tensor<5xf32>, %r: tensor<f32>):
  %p0 = mf.read @p0 : tensor<8x16xf32>
  %p1 = mf.read @p1 : tensor<5xf32>
  %m0 = mf.read @m0 : tensor<8x16xf32>
  %m1 = mf.read @m1 : tensor<5xf32>
  %g0 = mf.cumsum %x along 0 : tensor<8x16xf32>
  %g1 = mf.cumsum %y along 0 : tensor<5xf32>
  %q0 = mf.mul %g0, %g0 : tensor<8x16xf32>
  %q1 = mf.mul %g1, %g1 : tensor<5xf32>
  %s0 = mf.reduce sum %q0 dims [0, 1] : tensor<8x16xf32> -> tensor<f32>
  %s1 = mf.reduce sum %q1 dims [0] : tensor<5xf32> -> tensor<f32>
  %norm = mf.add %s0, %s1 : tensor<f32>
  %f = mf.div %r, %norm : tensor<f32>
  %f0 = mf.broadcast_in_dim %f dims [] : tensor<f32> -> tensor<8x16xf32>
  %f1 = mf.broadcast_in_dim %f dims [] : tensor<f32> -> tensor<5xf32>
  %c0 = mf.mul %g0, %f0 : tensor<8x16xf32>
  %c1 = mf.mul %g1, %f1 : tensor<5xf32>
  %a0 = mf.add %m0, %c0 : tensor<8x16xf32>
  %a1 = mf.add %m1, %c1 : tensor<5xf32>
  %n0 = mf.sub %p0, %a0 : tensor<8x16xf32>
  %n1 = mf.sub %p1, %a1 : tensor<5xf32>
  mf.write @m0, %a0 : tensor<8x16xf32>
  mf.write @p1, %n1 : tensor<5xf32>
  mf.write @p0, %n0 : tensor<8x16xf32>
  mf.write @m1, %a1 : tensor<5xf32>
  mf.return %norm : tensor<f32>
}

// The same states updated in an entry of another order: it takes the order that is there.
// CHECK-LABEL: mf.entry @other
// CHECK:         mf.write_group [@p0, @p1]
mf.entry @other arguments ["x", "y"] results [] {
^bb0(%x: tensor<8x16xf32>, %y: tensor<5xf32>):
  %p1 = mf.read @p1 : tensor<5xf32>
  %n1 = mf.sub %p1, %y : tensor<5xf32>
  mf.write @p1, %n1 : tensor<5xf32>
  %p0 = mf.read @p0 : tensor<8x16xf32>
  %n0 = mf.sub %p0, %x : tensor<8x16xf32>
  mf.write @p0, %n0 : tensor<8x16xf32>
  mf.return
}

// States of two runs cannot be one: these updates stay as they are.
// CHECK-LABEL: mf.entry @across
// CHECK-DAG:     mf.write @m1,
// CHECK-DAG:     mf.write @p0,
// CHECK-NOT:     write_group
mf.entry @across arguments ["x", "y"] results [] {
^bb0(%x: tensor<8x16xf32>, %y: tensor<5xf32>):
  %m1 = mf.read @m1 : tensor<5xf32>
  %n1 = mf.sub %m1, %y : tensor<5xf32>
  mf.write @m1, %n1 : tensor<5xf32>
  %p0 = mf.read @p0 : tensor<8x16xf32>
  %n0 = mf.sub %p0, %x : tensor<8x16xf32>
  mf.write @p0, %n0 : tensor<8x16xf32>
  mf.return
}

// -----

// Updates of other constants are another group; one that is alone stays as it is.
// CHECK-LABEL: mf.entry @decay
// CHECK:         mf.write @lonely,
// CHECK:         mf.write_group [@a, @c],
// CHECK-NOT:     mf.write
mf.state @a role "parameter" : tensor<16xf32>
mf.state @lonely role "parameter" : tensor<16xf32>
mf.state @c role "parameter" : tensor<32xf32>
mf.entry @decay arguments ["x", "y"] results [] {
^bb0(%x: tensor<16xf32>, %y: tensor<32xf32>):
  %half = mf.constant dense<0.5> : tensor<16xf32>
  %tenth = mf.constant dense<0.1> : tensor<16xf32>
  %half32 = mf.constant dense<0.5> : tensor<32xf32>
  %a = mf.read @a : tensor<16xf32>
  %l = mf.read @lonely : tensor<16xf32>
  %c = mf.read @c : tensor<32xf32>
  %a1 = mf.mul %a, %half : tensor<16xf32>
  %l1 = mf.mul %l, %tenth : tensor<16xf32>
  %c1 = mf.mul %c, %half32 : tensor<32xf32>
  %a2 = mf.sub %a1, %x : tensor<16xf32>
  %l2 = mf.sub %l1, %x : tensor<16xf32>
  %c2 = mf.sub %c1, %y : tensor<32xf32>
  mf.write @a, %a2 : tensor<16xf32>
  mf.write @lonely, %l2 : tensor<16xf32>
  mf.write @c, %c2 : tensor<32xf32>
  mf.return
}

// -----

// exp(0) is not 0: such a sum cannot be filled up, and stays a sum of sums.
// CHECK-LABEL: mf.entry @not_zero
// CHECK-COUNT-2: mf.exp
// CHECK:         mf.write_group
mf.state @a role "parameter" : tensor<16xf32>
mf.state @c role "parameter" : tensor<32xf32>
mf.entry @not_zero arguments ["x", "y"] results ["s"] {
^bb0(%x: tensor<16xf32>, %y: tensor<32xf32>):
  %a = mf.read @a : tensor<16xf32>
  %c = mf.read @c : tensor<32xf32>
  %ex = mf.exp %x : tensor<16xf32>
  %ey = mf.exp %y : tensor<32xf32>
  %s0 = mf.reduce sum %ex dims [0] : tensor<16xf32> -> tensor<f32>
  %s1 = mf.reduce sum %ey dims [0] : tensor<32xf32> -> tensor<f32>
  %s = mf.add %s0, %s1 : tensor<f32>
  %a2 = mf.sub %a, %x : tensor<16xf32>
  %c2 = mf.sub %c, %y : tensor<32xf32>
  mf.write @a, %a2 : tensor<16xf32>
  mf.write @c, %c2 : tensor<32xf32>
  mf.return %s : tensor<f32>
}

// -----

// Two biases that are added to each other have one gradient: its term is added twice, and the array holds it twice. A term
// that is added more often than the array holds it keeps the rest.
mf.state @a role "parameter" : tensor<5xf32>
mf.state @b role "parameter" : tensor<5xf32>
// CHECK-LABEL: mf.entry @equal_gradients
// CHECK:         %[[TERM:.*]] = mf.reduce sum %{{.*}} dims [0] : tensor<5xf32>
// CHECK:         mf.concatenate %[[G:.*]], %[[G]] along 0 {mf.assembled}
// CHECK:         mf.reduce sum %{{.*}} dims [1] : tensor<1x4096xf32>
// CHECK:         %[[SUM:.*]] = mf.reduce sum %{{.*}} dims [0] : tensor<1xf32>
// CHECK:         %[[ALL:.*]] = mf.add %[[SUM]], %[[TERM]]
// CHECK-NOT:     mf.add {{.*}} tensor<f32>
// CHECK:         mf.return %[[ALL]]
mf.entry @equal_gradients arguments ["x"] results ["norm"] {
^bb0(%x: tensor<5xf32>):
  %a = mf.read @a : tensor<5xf32>
  %b = mf.read @b : tensor<5xf32>
  %g = mf.cumsum %x along 0 : tensor<5xf32>
  %q = mf.mul %g, %g : tensor<5xf32>
  %s = mf.reduce sum %q dims [0] : tensor<5xf32> -> tensor<f32>
  %twice = mf.add %s, %s : tensor<f32>
  %norm = mf.add %twice, %s : tensor<f32>
  %na = mf.sub %a, %g : tensor<5xf32>
  %nb = mf.sub %b, %g : tensor<5xf32>
  mf.write @a, %na : tensor<5xf32>
  mf.write @b, %nb : tensor<5xf32>
  mf.return %norm : tensor<f32>
}
