// What a jvp with rows computes: the tangents of the rows that move, wherever these stand, and of no others.
// RUN: %mf-opt %s --mf-expand-derivatives --canonicalize --mf-merge-equal=forget-roles | FileCheck %s

// Two of four sequences of three tokens are six of twelve rows; zeros come last, once.
// CHECK-LABEL: mf.entry @flattened
// CHECK: %[[DX:.+]] = mf.slice %{{.+}} from [1, 0, 0] to [3, 3, 2] by [1, 1, 1]
// CHECK-NEXT: %[[DR:.+]] = mf.reshape %[[DX]] : tensor<2x3x2xf64> -> tensor<6x2xf64>
// CHECK-NEXT: %[[DD:.+]] = mf.dot_general %[[DR]], %{{.+}} : tensor<6x2xf64>, tensor<2x5xf64> -> tensor<6x5xf64>
// CHECK-NEXT: %[[D:.+]] = mf.slice %{{.+}} from [3, 0] to [9, 5] by [1, 1]
// CHECK-NEXT: %[[C:.+]] = mf.cos %[[D]]
// CHECK-NEXT: %[[DS:.+]] = mf.mul %[[C]], %[[DD]] : tensor<6x5xf64>
// CHECK-NEXT: %[[DY:.+]] = mf.reshape %[[DS]] : tensor<6x5xf64> -> tensor<2x3x5xf64>
// CHECK-NEXT: mf.pad %[[DY]] low [1, 0, 0] high [1, 0, 0] interior [0, 0, 0]
// CHECK-NEXT: mf.return
mf.entry @flattened arguments ["x", "w", "dx"] results ["dy"] {
^bb0(%x: tensor<4x3x2xf64>, %w: tensor<2x5xf64>, %dx: tensor<4x3x2xf64>):
  %r = mf.reshape %x : tensor<4x3x2xf64> -> tensor<12x2xf64>
  %d = mf.dot_general %r, %w batch [] x [] contracting [1] x [0] : tensor<12x2xf64>, tensor<2x5xf64> -> tensor<12x5xf64>
  %s = mf.sin %d : tensor<12x5xf64>
  %y = mf.reshape %s : tensor<12x5xf64> -> tensor<4x3x5xf64>
  %dy = mf.jvp of %y at %x along %dx rows [1, 3] : (tensor<4x3x5xf64>) (tensor<4x3x2xf64>) (tensor<4x3x2xf64>) -> tensor<4x3x5xf64>
  mf.return %dy : tensor<4x3x5xf64>
}

// With the batch behind the steps, they are two of each four.
// CHECK-LABEL: mf.entry @time_major
// CHECK: mf.dot_general %{{.+}}, %{{.+}} : tensor<6x2xf64>, tensor<2x2xf64> -> tensor<6x2xf64>
// CHECK-NEXT: %[[STEPS:.+]] = mf.reshape %{{.+}} : tensor<12x2xf64> -> tensor<3x4x2xf64>
// CHECK-NEXT: %[[MOVE:.+]] = mf.slice %[[STEPS]] from [0, 1, 0] to [3, 3, 2] by [1, 1, 1]
// CHECK-NEXT: %[[ROWS:.+]] = mf.reshape %[[MOVE]] : tensor<3x2x2xf64> -> tensor<6x2xf64>
// CHECK-NEXT: mf.cos %[[ROWS]] : tensor<6x2xf64>
// CHECK: mf.pad %{{.+}} low [0, 1, 0] high [0, 1, 0]
mf.entry @time_major arguments ["x", "w", "dx"] results ["dy"] {
^bb0(%x: tensor<4x3x2xf64>, %w: tensor<2x2xf64>, %dx: tensor<4x3x2xf64>):
  %t = mf.transpose %x [1, 0, 2] : tensor<4x3x2xf64> -> tensor<3x4x2xf64>
  %r = mf.reshape %t : tensor<3x4x2xf64> -> tensor<12x2xf64>
  %d = mf.dot_general %r, %w batch [] x [] contracting [1] x [0] : tensor<12x2xf64>, tensor<2x2xf64> -> tensor<12x2xf64>
  %y = mf.sin %d : tensor<12x2xf64>
  %dy = mf.jvp of %y at %x along %dx rows [1, 3] : (tensor<12x2xf64>) (tensor<4x3x2xf64>) (tensor<4x3x2xf64>) -> tensor<12x2xf64>
  mf.return %dy : tensor<12x2xf64>
}

// The last row of one half and the first of the other; where none of a half moves, its slope is not computed.
// CHECK-LABEL: mf.entry @split_and_joined
// CHECK: mf.cos %{{.+}} : tensor<1x2xf64>
// CHECK: %[[DS:.+]] = mf.mul %{{.+}}, %{{.+}} : tensor<1x2xf64>
// CHECK: %[[DE:.+]] = mf.mul %{{.+}}, %{{.+}} : tensor<1x2xf64>
// CHECK-NEXT: %[[BOTH:.+]] = mf.concatenate %[[DS]], %[[DE]] along 0 : tensor<1x2xf64>, tensor<1x2xf64> -> tensor<2x2xf64>
// CHECK: %[[DY:.+]] = mf.pad %[[BOTH]] low [1, 0] high [1, 0]
// CHECK-NOT: mf.cos
// CHECK: %[[LAST:.+]] = mf.mul %{{.+}}, %{{.+}} : tensor<1x2xf64>
// CHECK-NEXT: %[[DZ:.+]] = mf.pad %[[LAST]] low [3, 0] high [0, 0]
// CHECK-NEXT: mf.return %[[DY]], %[[DZ]]
mf.entry @split_and_joined arguments ["x", "dx"] results ["dy", "dz"] {
^bb0(%x: tensor<4x2xf64>, %dx: tensor<4x2xf64>):
  %a = mf.slice %x from [0, 0] to [2, 2] by [1, 1] : tensor<4x2xf64> -> tensor<2x2xf64>
  %b = mf.slice %x from [2, 0] to [4, 2] by [1, 1] : tensor<4x2xf64> -> tensor<2x2xf64>
  %s = mf.sin %a : tensor<2x2xf64>
  %e = mf.exp %b : tensor<2x2xf64>
  %y = mf.concatenate %s, %e along 0 : tensor<2x2xf64>, tensor<2x2xf64> -> tensor<4x2xf64>
  %dy = mf.jvp of %y at %x along %dx rows [1, 3] : (tensor<4x2xf64>) (tensor<4x2xf64>) (tensor<4x2xf64>) -> tensor<4x2xf64>
  %dz = mf.jvp of %y at %x along %dx rows [3, 4] : (tensor<4x2xf64>) (tensor<4x2xf64>) (tensor<4x2xf64>) -> tensor<4x2xf64>
  mf.return %dy, %dz : tensor<4x2xf64>, tensor<4x2xf64>
}

// What is stopped has no tangent, so that it may mix rows; the value stays that of all rows.
// CHECK-LABEL: mf.entry @stopped_mean
// CHECK: mf.reduce sum %{{.+}} dims [0] : tensor<4x3xf64> -> tensor<3xf64>
// CHECK-NOT: mf.reduce
// CHECK: mf.mul %{{.+}}, %{{.+}} : tensor<2x3xf64>
// CHECK-NOT: mf.reduce
// CHECK: mf.return
mf.entry @stopped_mean arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4x3xf64>, %dx: tensor<4x3xf64>):
  %s = mf.reduce sum %x dims [0] : tensor<4x3xf64> -> tensor<3xf64>
  %m = mf.broadcast_in_dim %s dims [1] : tensor<3xf64> -> tensor<4x3xf64>
  %stop = mf.stop_gradient %m : tensor<4x3xf64>
  %d = mf.sub %x, %stop : tensor<4x3xf64>
  %y = mf.mul %d, %d : tensor<4x3xf64>
  %dy = mf.jvp of %y at %x along %dx rows [1, 3] : (tensor<4x3xf64>) (tensor<4x3xf64>) (tensor<4x3xf64>) -> tensor<4x3xf64>
  mf.return %dy : tensor<4x3xf64>
}

// Rows in rows: the second derivative is of the row that is in both.
// CHECK-LABEL: mf.entry @rows_in_rows
// CHECK: %[[ZERO:.+]] = mf.constant dense<0.000000e+00> : tensor<5x2xf64>
// CHECK: %[[ROW:.+]] = mf.slice %{{.+}} from [2, 0] to [3, 2] by [1, 1] : tensor<3x2xf64> -> tensor<1x2xf64>
// CHECK: mf.sin %[[ROW]] : tensor<1x2xf64>
// CHECK: %[[DDY:.+]] = mf.pad %{{.+}} low [2, 0] high [2, 0]
// CHECK-NEXT: mf.return %[[DDY]], %[[ZERO]]
mf.entry @rows_in_rows arguments ["x", "dx"] results ["ddy", "zero"] {
^bb0(%x: tensor<5x2xf64>, %dx: tensor<5x2xf64>):
  %y = mf.sin %x : tensor<5x2xf64>
  %dy = mf.jvp of %y at %x along %dx rows [0, 3] : (tensor<5x2xf64>) (tensor<5x2xf64>) (tensor<5x2xf64>) -> tensor<5x2xf64>
  %ddy = mf.jvp of %dy at %x along %dx rows [2, 5] : (tensor<5x2xf64>) (tensor<5x2xf64>) (tensor<5x2xf64>) -> tensor<5x2xf64>
  %zero = mf.jvp of %dy at %x along %dx rows [3, 5] : (tensor<5x2xf64>) (tensor<5x2xf64>) (tensor<5x2xf64>) -> tensor<5x2xf64>
  mf.return %ddy, %zero : tensor<5x2xf64>, tensor<5x2xf64>
}

// A loop carries the tangents of the rows that move, of a mean that is stopped none.
// CHECK-LABEL: mf.entry @carried
// CHECK: mf.for init(%{{.+}}, %{{.+}}, %{{.+}} : tensor<4x3xf64>, tensor<3xf64>, tensor<2x3xf64>)
// CHECK-NOT: mf.reduce {{.*}} tensor<2x3xf64>
mf.entry @carried arguments ["x", "dx"] results ["y", "dy"] {
^bb0(%x: tensor<4x3xf64>, %dx: tensor<4x3xf64>):
  %zero = mf.constant dense<0.0> : tensor<3xf64>
  %y:2 = mf.for init(%x, %zero : tensor<4x3xf64>, tensor<3xf64>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<4x3xf64>, %m: tensor<3xf64>):
    %stop = mf.stop_gradient %m : tensor<3xf64>
    %b = mf.broadcast_in_dim %stop dims [1] : tensor<3xf64> -> tensor<4x3xf64>
    %d = mf.sub %c, %b : tensor<4x3xf64>
    %n = mf.sin %d : tensor<4x3xf64>
    %s = mf.reduce sum %n dims [0] : tensor<4x3xf64> -> tensor<3xf64>
    mf.yield %n, %s : tensor<4x3xf64>, tensor<3xf64>
  } -> tensor<4x3xf64>, tensor<3xf64>
  %dy = mf.jvp of %y#0 at %x along %dx rows [1, 3] : (tensor<4x3xf64>) (tensor<4x3xf64>) (tensor<4x3xf64>) -> tensor<4x3xf64>
  mf.return %y#0, %dy : tensor<4x3xf64>, tensor<4x3xf64>
}
