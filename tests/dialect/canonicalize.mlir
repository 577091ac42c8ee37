// Folders and canonical forms (dialect/mf/Folders.cpp).
// RUN: %mf-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: mf.entry @identities
// CHECK: ^bb0(%[[X:.+]]: tensor<2xf32>):
// CHECK-NEXT: mf.return %[[X]], %[[X]], %[[X]], %[[X]], %[[X]], %[[X]] :
mf.entry @identities arguments ["x"] results ["a", "b", "c", "d", "e", "f"] {
^bb0(%x: tensor<2xf32>):
  %zero = mf.constant dense<0.0> : tensor<2xf32>
  %one = mf.constant dense<1.0> : tensor<2xf32>
  %a = mf.add %x, %zero : tensor<2xf32>
  %b = mf.add %zero, %a : tensor<2xf32>
  %c = mf.sub %b, %zero : tensor<2xf32>
  %d = mf.mul %one, %c : tensor<2xf32>
  %e = mf.div %d, %one : tensor<2xf32>
  %n = mf.neg %e : tensor<2xf32>
  %f = mf.neg %n : tensor<2xf32>
  mf.return %a, %b, %c, %d, %e, %f : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// NaN times zero is NaN, and zero minus x is no identity.
// CHECK-LABEL: mf.entry @not_identities
// CHECK: mf.mul
// CHECK: mf.sub
mf.entry @not_identities arguments ["x"] results ["a", "b"] {
^bb0(%x: tensor<2xf32>):
  %zero = mf.constant dense<0.0> : tensor<2xf32>
  %a = mf.mul %x, %zero : tensor<2xf32>
  %b = mf.sub %zero, %x : tensor<2xf32>
  mf.return %a, %b : tensor<2xf32>, tensor<2xf32>
}

// Splats fold to splats, rounded to the type; 1/10 + 2/10 is 0.3 in f32 and not in f64.
// CHECK-LABEL: mf.entry @splats
// CHECK-DAG: mf.constant dense<3.000000e-01> : tensor<2xf32>
// CHECK-DAG: mf.constant dense<0.30000000000000004> : tensor<2xf64>
// CHECK-DAG: mf.constant dense<-5.000000e-01> : tensor<2xf32>
// CHECK-NOT: mf.add
// CHECK: mf.return
mf.entry @splats arguments [] results ["a", "b", "c"] {
  %a0 = mf.constant dense<0.1> : tensor<2xf32>
  %a1 = mf.constant dense<0.2> : tensor<2xf32>
  %b0 = mf.constant dense<0.1> : tensor<2xf64>
  %b1 = mf.constant dense<0.2> : tensor<2xf64>
  %a = mf.add %a0, %a1 : tensor<2xf32>
  %b = mf.add %b0, %b1 : tensor<2xf64>
  %c0 = mf.div %a0, %a1 : tensor<2xf32>
  %c = mf.neg %c0 : tensor<2xf32>
  mf.return %a, %b, %c : tensor<2xf32>, tensor<2xf64>, tensor<2xf32>
}

// Integers wrap, and keep every bit.
// CHECK-LABEL: mf.entry @integers
// CHECK-DAG: mf.constant dense<-2147483648> : tensor<i32>
// CHECK-DAG: mf.constant dense<1> : tensor<i32>
// CHECK-DAG: mf.constant dense<9007199254740993> : tensor<i64>
// CHECK: mf.return
mf.entry @integers arguments [] results ["a", "b", "c"] {
  %max = mf.constant dense<2147483647> : tensor<i32>
  %one = mf.constant dense<1> : tensor<i32>
  %a = mf.add %max, %one : tensor<i32>
  %b = mf.mul %max, %max : tensor<i32>
  %big = mf.constant dense<9007199254740992> : tensor<i64>
  %unit = mf.constant dense<1> : tensor<i64>
  %c = mf.add %big, %unit : tensor<i64>
  mf.return %a, %b, %c : tensor<i32>, tensor<i32>, tensor<i64>
}

// Integer division keeps its meaning: no folding to a float quotient.
// CHECK-LABEL: mf.entry @integer_division
// CHECK: mf.div
mf.entry @integer_division arguments [] results ["a"] {
  %seven = mf.constant dense<7> : tensor<i32>
  %two = mf.constant dense<2> : tensor<i32>
  %a = mf.div %seven, %two : tensor<i32>
  mf.return %a : tensor<i32>
}

// CHECK-LABEL: mf.entry @select
// CHECK: ^bb0(%[[A:.+]]: tensor<2xf32>, %[[B:.+]]: tensor<2xf32>, %{{.+}}: tensor<2xi1>):
// CHECK-NEXT: mf.return %[[A]], %[[B]], %[[A]] :
mf.entry @select arguments ["a", "b", "c"] results ["x", "y", "z"] {
^bb0(%a: tensor<2xf32>, %b: tensor<2xf32>, %c: tensor<2xi1>):
  %true = mf.constant dense<true> : tensor<2xi1>
  %false = mf.constant dense<false> : tensor<2xi1>
  %x = mf.select %true, %a, %b : tensor<2xi1>, tensor<2xf32>
  %y = mf.select %false, %a, %b : tensor<2xi1>, tensor<2xf32>
  %z = mf.select %c, %a, %a : tensor<2xi1>, tensor<2xf32>
  mf.return %x, %y, %z : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// CHECK-LABEL: mf.entry @convert
// CHECK-DAG: mf.constant dense<1.015630e-01> : tensor<2xbf16>
// CHECK-DAG: mf.constant dense<1.000000e+00> : tensor<2xf32>
// CHECK-DAG: mf.convert {{.*}} -> tensor<f32>
// CHECK: mf.return %[[X:.+]], %{{.+}}
mf.entry @convert arguments ["x"] results ["x", "a", "b", "c"] {
^bb0(%x: tensor<2xf32>):
  %same = mf.convert %x : tensor<2xf32> -> tensor<2xf32>
  %tenth = mf.constant dense<0.1015625> : tensor<2xf32>
  %a = mf.convert %tenth : tensor<2xf32> -> tensor<2xbf16>
  %true = mf.constant dense<true> : tensor<2xi1>
  %b = mf.convert %true : tensor<2xi1> -> tensor<2xf32>
  %big = mf.constant dense<9007199791611905> : tensor<i64>
  %c = mf.convert %big : tensor<i64> -> tensor<f32>
  mf.return %same, %a, %b, %c : tensor<2xf32>, tensor<2xbf16>, tensor<2xf32>, tensor<f32>
}

// CHECK-LABEL: mf.entry @broadcast
// CHECK: ^bb0(%[[X:.+]]: tensor<3xf32>, %[[U:.+]]: tensor<1xf32>):
// CHECK-DAG: %[[A:.+]] = mf.broadcast_in_dim %[[X]] dims [2] : tensor<3xf32> -> tensor<5x2x3xf32>
// CHECK-DAG: %[[C:.+]] = mf.constant dense<2.000000e+00> : tensor<4x2xf32>
// CHECK-DAG: %[[M:.+]] = mf.broadcast_in_dim %[[U]] dims [0] : tensor<1xf32> -> tensor<3xf32>
// CHECK-DAG: %[[W:.+]] = mf.broadcast_in_dim %[[M]] dims [1] : tensor<3xf32> -> tensor<2x3xf32>
// CHECK: mf.return %[[X]], %[[A]], %[[C]], %[[W]]
mf.entry @broadcast arguments ["x", "u"] results ["same", "a", "c", "w"] {
^bb0(%x: tensor<3xf32>, %u: tensor<1xf32>):
  %same = mf.broadcast_in_dim %x dims [0] : tensor<3xf32> -> tensor<3xf32>
  %a0 = mf.broadcast_in_dim %x dims [1] : tensor<3xf32> -> tensor<2x3xf32>
  %a = mf.broadcast_in_dim %a0 dims [1, 2] : tensor<2x3xf32> -> tensor<5x2x3xf32>
  %two = mf.constant dense<2.0> : tensor<2xf32>
  %c = mf.broadcast_in_dim %two dims [1] : tensor<2xf32> -> tensor<4x2xf32>
  %m = mf.broadcast_in_dim %u dims [0] : tensor<1xf32> -> tensor<3xf32>
  %w = mf.broadcast_in_dim %m dims [1] : tensor<3xf32> -> tensor<2x3xf32>
  mf.return %same, %a, %c, %w : tensor<3xf32>, tensor<5x2x3xf32>, tensor<4x2xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: mf.entry @reshape
// CHECK: ^bb0(%[[X:.+]]: tensor<2x3xf32>):
// CHECK-DAG: %[[C:.+]] = mf.constant dense<{{\[}}[1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00]]> : tensor<2x2xf32>
// CHECK-DAG: %[[R:.+]] = mf.reshape %[[X]] : tensor<2x3xf32> -> tensor<3x2xf32>
// CHECK: mf.return %[[X]], %[[R]], %[[C]]
mf.entry @reshape arguments ["x"] results ["same", "r", "c"] {
^bb0(%x: tensor<2x3xf32>):
  %flat = mf.reshape %x : tensor<2x3xf32> -> tensor<6xf32>
  %same = mf.reshape %flat : tensor<6xf32> -> tensor<2x3xf32>
  %r = mf.reshape %flat : tensor<6xf32> -> tensor<3x2xf32>
  %k = mf.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %c = mf.reshape %k : tensor<4xf32> -> tensor<2x2xf32>
  mf.return %same, %r, %c : tensor<2x3xf32>, tensor<3x2xf32>, tensor<2x2xf32>
}

// y = x[.., ..] with dimension i of y from dimension p[i] of x: two in a row compose in that order.
// CHECK-LABEL: mf.entry @transpose
// CHECK: ^bb0(%[[X:.+]]: tensor<2x3x4xf32>):
// CHECK-DAG: %[[T:.+]] = mf.transpose %[[X]] [2, 1, 0] : tensor<2x3x4xf32> -> tensor<4x3x2xf32>
// CHECK-DAG: %[[C:.+]] = mf.constant dense<1.000000e+00> : tensor<3x2xf32>
// CHECK: mf.return %[[X]], %[[T]], %[[C]]
mf.entry @transpose arguments ["x"] results ["same", "t", "c"] {
^bb0(%x: tensor<2x3x4xf32>):
  %a = mf.transpose %x [1, 2, 0] : tensor<2x3x4xf32> -> tensor<3x4x2xf32>
  %same = mf.transpose %a [2, 0, 1] : tensor<3x4x2xf32> -> tensor<2x3x4xf32>
  %t = mf.transpose %a [1, 0, 2] : tensor<3x4x2xf32> -> tensor<4x3x2xf32>
  %one = mf.constant dense<1.0> : tensor<2x3xf32>
  %c = mf.transpose %one [1, 0] : tensor<2x3xf32> -> tensor<3x2xf32>
  mf.return %same, %t, %c : tensor<2x3x4xf32>, tensor<4x3x2xf32>, tensor<3x2xf32>
}

// CHECK-LABEL: mf.entry @nothing_to_do
// CHECK: ^bb0(%[[X:.+]]: tensor<2x3xf32>):
// CHECK-NEXT: mf.return %[[X]], %[[X]], %[[X]] :
mf.entry @nothing_to_do arguments ["x"] results ["a", "b", "c"] {
^bb0(%x: tensor<2x3xf32>):
  %a = mf.slice %x from [0, 0] to [2, 3] by [1, 1] : tensor<2x3xf32> -> tensor<2x3xf32>
  %b = mf.pad %x low [0, 0] high [0, 0] interior [0, 0] : tensor<2x3xf32> -> tensor<2x3xf32>
  %c = mf.reduce sum %x dims [] : tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return %a, %b, %c : tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>
}

// Loops and checkpoints that nobody asks for go.
// CHECK-LABEL: mf.entry @dead
// CHECK-NEXT: ^bb0
// CHECK-NEXT: mf.return
mf.entry @dead arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  %l = mf.for init(%x : tensor<2xf32>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    mf.yield %c : tensor<2xf32>
  } -> tensor<2xf32>
  %k = mf.checkpoint {
    %s = mf.sin %l : tensor<2xf32>
    mf.yield %s : tensor<2xf32>
  } -> tensor<2xf32>
  %b = mf.barrier %k after %x : tensor<2xf32>, tensor<2xf32>
  mf.return
}

// Carried values: b leads to the result that is used, through a trip more; c to nothing; d is handed on as it is.
// CHECK-LABEL: mf.entry @carried
// CHECK: ^bb0(%[[X:.+]]: tensor<2xf32>, %[[D:.+]]: tensor<2xf32>):
// CHECK-NEXT: %[[R:.+]]:2 = mf.for init(%[[X]], %[[X]] : tensor<2xf32>, tensor<2xf32>) attributes {trips = 3 : i64} {
// CHECK-NEXT: ^bb0(%{{.+}}: tensor<i32>, %[[A:.+]]: tensor<2xf32>, %[[B:.+]]: tensor<2xf32>):
// CHECK-NEXT: %[[S:.+]] = mf.add %[[A]], %[[B]]
// CHECK-NEXT: %[[T:.+]] = mf.mul %[[B]], %[[D]]
// CHECK-NEXT: mf.yield %[[S]], %[[T]]
// CHECK: mf.return %[[R]]#0, %[[D]]
mf.entry @carried arguments ["x", "d"] results ["a", "d"] {
^bb0(%x: tensor<2xf32>, %d: tensor<2xf32>):
  %r:4 = mf.for init(%x, %x, %x, %d : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) attributes {trips = 3 : i64} {
  ^bb0(%i: tensor<i32>, %a: tensor<2xf32>, %b: tensor<2xf32>, %c: tensor<2xf32>, %e: tensor<2xf32>):
    %s = mf.add %a, %b : tensor<2xf32>
    %t = mf.mul %b, %e : tensor<2xf32>
    %u = mf.sin %c : tensor<2xf32>
    mf.yield %s, %t, %u, %e : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  } -> tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  mf.return %r#0, %r#3 : tensor<2xf32>, tensor<2xf32>
}
