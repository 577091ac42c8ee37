// --mf-precision: the primal's products read bf16 and sum in f32; tangents and gradients stay in f32.
// RUN: %mf-opt %s --mf-precision --mf-expand-derivatives --canonicalize --mf-merge-equal --mf-round-operands | FileCheck %s

// CHECK-LABEL: mf.entry @primal
// CHECK: ^bb0(%[[X:.+]]: tensor<16x32xf32>, %[[W:.+]]: tensor<32x8xf32>):
// CHECK-DAG: %[[XB:.+]] = mf.convert %[[X]] : tensor<16x32xf32> -> tensor<16x32xbf16>
// CHECK-DAG: %[[WB:.+]] = mf.convert %[[W]] : tensor<32x8xf32> -> tensor<32x8xbf16>
// CHECK: mf.dot_general %[[XB]], %[[WB]] {{.*}} : tensor<16x32xbf16>, tensor<32x8xbf16> -> tensor<16x8xf32>
// CHECK: mf.tanh %{{.+}} : tensor<16x8xf32>
mf.entry @primal arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<16x32xf32>, %w: tensor<32x8xf32>):
  %y = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<16x32xf32>, tensor<32x8xf32> -> tensor<16x8xf32>
  %t = mf.tanh %y : tensor<16x8xf32>
  mf.return %t : tensor<16x8xf32>
}

// CHECK-LABEL: mf.entry @derivatives
// CHECK: ^bb0(%[[X:.+]]: tensor<16x32xf32>, %[[DX:.+]]: tensor<16x32xf32>, %[[W:.+]]: tensor<32x8xf32>):
// CHECK: mf.dot_general {{.*}} : tensor<16x32xbf16>, tensor<32x8xbf16> -> tensor<16x8xf32>
// CHECK: mf.dot_general %[[DX]], %[[W]] {{.*}} : tensor<16x32xf32>, tensor<32x8xf32> -> tensor<16x8xf32>
// CHECK: mf.dot_general %[[X]], {{.*}} : tensor<16x32xf32>, tensor<16x8xf32> -> tensor<32x8xf32>
// CHECK-NOT: bf16
// CHECK: mf.return
mf.entry @derivatives arguments ["x", "dx", "w"] results ["dy", "dw"] {
^bb0(%x: tensor<16x32xf32>, %dx: tensor<16x32xf32>, %w: tensor<32x8xf32>):
  %y = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<16x32xf32>, tensor<32x8xf32> -> tensor<16x8xf32>
  %dy = mf.jvp of %y at %x along %dx : (tensor<16x8xf32>) (tensor<16x32xf32>) (tensor<16x32xf32>) -> tensor<16x8xf32>
  %y2 = mf.mul %y, %y : tensor<16x8xf32>
  %l = mf.reduce sum %y2 dims [0, 1] : tensor<16x8xf32> -> tensor<f32>
  %dw = mf.grad of %l at %w : tensor<f32> (tensor<32x8xf32>) -> tensor<32x8xf32>
  mf.return %dy, %dw : tensor<16x8xf32>, tensor<32x8xf32>
}

// A value of several products is rounded once, outside of the loop that reads it.
// CHECK-LABEL: mf.entry @loop
// CHECK-COUNT-1: mf.convert %{{.+}} : tensor<8x8xf32> -> tensor<8x8xbf16>
// CHECK: mf.for
// CHECK-COUNT-1: mf.convert
// CHECK-NOT: mf.convert
// CHECK: mf.return
mf.entry @loop arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<8x8xf32>, %w: tensor<8x8xf32>):
  %y = mf.for init(%x : tensor<8x8xf32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %v: tensor<8x8xf32>):
    %a = mf.dot_general %v, %w batch [] x [] contracting [1] x [0] : tensor<8x8xf32>, tensor<8x8xf32> -> tensor<8x8xf32>
    %b = mf.dot_general %v, %w batch [] x [] contracting [0] x [0] : tensor<8x8xf32>, tensor<8x8xf32> -> tensor<8x8xf32>
    %c = mf.add %a, %b : tensor<8x8xf32>
    mf.yield %c : tensor<8x8xf32>
  } -> tensor<8x8xf32>
  mf.return %y : tensor<8x8xf32>
}

// CHECK-LABEL: mf.entry @f64
// CHECK-NOT: mf.convert
mf.entry @f64 arguments ["x"] results ["y"] {
^bb0(%x: tensor<8x8xf64>):
  %y = mf.dot_general %x, %x batch [] x [] contracting [1] x [0] : tensor<8x8xf64>, tensor<8x8xf64> -> tensor<8x8xf64>
  mf.return %y : tensor<8x8xf64>
}
