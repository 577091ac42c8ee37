// --mf-factor-products: the divisor of a row comes out of the product that sums over the row.
// RUN: %mf-opt %s --mf-decompose --mf-factor-products | FileCheck %s

// CHECK-LABEL: mf.entry @softmax
// CHECK: %[[E:.+]] = mf.exp
// CHECK: %[[L:.+]] = mf.reduce sum %[[E]] dims [1]
// CHECK: %[[Y:.+]] = mf.dot_general %[[E]], %arg1
// CHECK-NEXT: %[[W:.+]] = mf.broadcast_in_dim %[[L]] dims [0] : tensor<5xf32> -> tensor<5x3xf32>
// CHECK-NEXT: %[[D:.+]] = mf.div %[[Y]], %[[W]]
// CHECK-NEXT: mf.return %[[D]]
mf.entry @softmax arguments ["s", "v"] results ["y"] {
^bb0(%s: tensor<5x7xf32>, %v: tensor<7x3xf32>):
  %p = mf.softmax %s : tensor<5x7xf32>
  %y = mf.dot_general %p, %v batch [] x [] contracting [1] x [0] : tensor<5x7xf32>, tensor<7x3xf32> -> tensor<5x3xf32>
  mf.return %y : tensor<5x3xf32>
}

// The product sums over the rows that are divided; the quotient is read twice; no exponential: left alone.
// CHECK-LABEL: mf.entry @left_alone
// CHECK: mf.div
// CHECK: mf.div
// CHECK: mf.div
// CHECK: mf.dot_general
// CHECK-NOT: mf.div
// CHECK: mf.return
mf.entry @left_alone arguments ["s", "v", "w"] results ["y", "z", "p", "u"] {
^bb0(%s: tensor<5x7xf32>, %v: tensor<7x3xf32>, %w: tensor<5x3xf32>):
  %o = mf.softmax %s : tensor<5x7xf32>
  %p = mf.softmax %s : tensor<5x7xf32>
  %n = mf.reduce sum %s dims [1] : tensor<5x7xf32> -> tensor<5xf32>
  %r = mf.broadcast_in_dim %n dims [0] : tensor<5xf32> -> tensor<5x7xf32>
  %q = mf.div %s, %r : tensor<5x7xf32>
  %y = mf.dot_general %o, %w batch [] x [] contracting [0] x [0] : tensor<5x7xf32>, tensor<5x3xf32> -> tensor<7x3xf32>
  %z = mf.dot_general %p, %v batch [] x [] contracting [1] x [0] : tensor<5x7xf32>, tensor<7x3xf32> -> tensor<5x3xf32>
  %u = mf.dot_general %q, %v batch [] x [] contracting [1] x [0] : tensor<5x7xf32>, tensor<7x3xf32> -> tensor<5x3xf32>
  mf.return %y, %z, %p, %u : tensor<7x3xf32>, tensor<5x3xf32>, tensor<5x7xf32>, tensor<5x3xf32>
}
