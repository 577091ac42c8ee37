// --mf-rematerialize: the backward pass computes cheap forward values again instead of reading them from memory.
// RUN: %mf-opt %s --mf-expand-derivatives --canonicalize --mf-merge-equal --mf-rematerialize | FileCheck %s

// 2 x is a product of what is in memory anyway: the backward pass has its own. tanh is dear: it is read.
// CHECK-LABEL: mf.entry @cheap
// CHECK: ^bb0(%[[X:.+]]: tensor<32x64xf32>):
// CHECK: %[[TWO:.+]] = mf.constant dense<2.0
// CHECK: %[[A:.+]] = mf.mul %[[X]], %[[TWO]]
// CHECK: %[[T:.+]] = mf.tanh %[[A]]
// CHECK: mf.reduce sum
// CHECK: %[[AGAIN:.+]] = mf.mul %[[X]], %[[TWO]]
// CHECK-NOT: mf.tanh
// CHECK: mf.mul %{{.+}}, %[[AGAIN]]
// CHECK: mf.add %[[T]],
// CHECK: mf.return
mf.entry @cheap arguments ["x"] results ["l", "g"] {
^bb0(%x: tensor<32x64xf32>):
  %two = mf.constant dense<2.0> : tensor<32x64xf32>
  %a = mf.mul %x, %two : tensor<32x64xf32>
  %t = mf.tanh %a : tensor<32x64xf32>
  %y = mf.mul %t, %a : tensor<32x64xf32>
  %l = mf.reduce sum %y dims [0, 1] : tensor<32x64xf32> -> tensor<f32>
  %g = mf.grad of %l at %x : tensor<f32> (tensor<32x64xf32>) -> tensor<32x64xf32>
  mf.return %l, %g : tensor<f32>, tensor<32x64xf32>
}

// A value of 16 elements costs nothing to keep.
// CHECK-LABEL: mf.entry @small
// CHECK: %[[A:.+]] = mf.mul %{{.+}}, %[[TWO:.+]] :
// CHECK-NEXT: %[[T:.+]] = mf.tanh %[[A]]
// CHECK: mf.reduce sum
// CHECK: mf.mul %{{.+}}, %[[A]]
// CHECK: mf.return
mf.entry @small arguments ["x"] results ["l", "g"] {
^bb0(%x: tensor<4x4xf32>):
  %two = mf.constant dense<2.0> : tensor<4x4xf32>
  %a = mf.mul %x, %two : tensor<4x4xf32>
  %t = mf.tanh %a : tensor<4x4xf32>
  %y = mf.mul %t, %a : tensor<4x4xf32>
  %l = mf.reduce sum %y dims [0, 1] : tensor<4x4xf32> -> tensor<f32>
  %g = mf.grad of %l at %x : tensor<f32> (tensor<4x4xf32>) -> tensor<4x4xf32>
  mf.return %l, %g : tensor<f32>, tensor<4x4xf32>
}

// What a contraction reads is in memory anyway.
// CHECK-LABEL: mf.entry @stored
// CHECK: %[[A:.+]] = mf.mul
// CHECK: mf.dot_general %[[A]]
// CHECK-NOT: mf.mul
// CHECK: mf.dot_general %[[A]]
// CHECK: mf.return
mf.entry @stored arguments ["x", "w"] results ["y", "g"] {
^bb0(%x: tensor<32x64xf32>, %w: tensor<64x64xf32>):
  %two = mf.constant dense<2.0> : tensor<32x64xf32>
  %a = mf.mul %x, %two : tensor<32x64xf32>
  %y = mf.dot_general %a, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %l = mf.reduce sum %y dims [0, 1] : tensor<32x64xf32> -> tensor<f32>
  %g = mf.grad of %l at %w : tensor<f32> (tensor<64x64xf32>) -> tensor<64x64xf32>
  mf.return %y, %g : tensor<32x64xf32>, tensor<64x64xf32>
}

// A tangent along few rows of the batch computes those rows of a cheap value: y^2 has no slice, y is made again from rows of x.
// CHECK-LABEL: mf.entry @rows
// CHECK: ^bb0(%[[X:.+]]: tensor<64x32xf32>, %[[DX:.+]]: tensor<64x32xf32>):
// CHECK: %[[PART:.+]] = mf.slice %[[X]] from [48, 0]
// CHECK-NOT: mf.slice
// CHECK: mf.mul %[[PART]], %{{.+}} : tensor<16x32xf32>
// CHECK: mf.return
mf.entry @rows arguments ["x", "dx"] results ["z", "dz"] {
^bb0(%x: tensor<64x32xf32>, %dx: tensor<64x32xf32>):
  %two = mf.constant dense<2.0> : tensor<64x32xf32>
  %y = mf.mul %x, %two : tensor<64x32xf32>
  %z = mf.mul %y, %y : tensor<64x32xf32>
  %dz = mf.jvp of %z at %x along %dx rows [48, 64] : (tensor<64x32xf32>) (tensor<64x32xf32>) (tensor<64x32xf32>) -> tensor<64x32xf32>
  mf.return %z, %dz : tensor<64x32xf32>, tensor<64x32xf32>
}
