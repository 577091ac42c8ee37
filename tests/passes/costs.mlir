// What an op says of its cost decides what is kept and what is computed again, not a list of names in a pass.
// RUN: %mf-opt %s --mf-pipeline --split-input-file | FileCheck %s

// rem is dear: its value is kept for the backward pass.
// CHECK-LABEL: mft.plan @dear
// CHECK: arith.remf
// CHECK-NOT: arith.remf
mf.entry @dear arguments ["x", "c"] results ["y", "dx"] {
^bb0(%x: tensor<4096xf32>, %c: tensor<4096xf32>):
  %y = mf.rem %x, %c : tensor<4096xf32>
  %z = mf.mul %y, %y : tensor<4096xf32>
  %z2 = mf.mul %z, %y : tensor<4096xf32>
  %s = mf.reduce sum %z2 dims [0] : tensor<4096xf32> -> tensor<f32>
  %dx = mf.grad of %s at %x : tensor<f32> (tensor<4096xf32>) -> tensor<4096xf32>
  mf.return %s, %dx : tensor<f32>, tensor<4096xf32>
}

// -----
// A row kernel needs the value in two phases: rem is stored in the first, max is computed twice.
// CHECK-LABEL: mft.plan @rows
// CHECK: kind "row"
// CHECK: arith.remf
// CHECK-NOT: arith.remf
// CHECK: mft.store
// CHECK-NOT: arith.remf
// CHECK: kind "row"
// CHECK: arith.maximumf
// CHECK-NOT: mft.store
// CHECK: arith.maximumf
mf.entry @rows arguments ["x", "c", "y", "d"] results ["a", "b"] {
^bb0(%x: tensor<64x128xf32>, %c: tensor<64x128xf32>, %y: tensor<64x128xf32>, %d: tensor<64x128xf32>):
  %r = mf.rem %x, %c : tensor<64x128xf32>
  %s = mf.reduce sum %r dims [1] : tensor<64x128xf32> -> tensor<64xf32>
  %w = mf.broadcast_in_dim %s dims [0] : tensor<64xf32> -> tensor<64x128xf32>
  %a = mf.mul %r, %w : tensor<64x128xf32>
  %m = mf.max %y, %d : tensor<64x128xf32>
  %t = mf.reduce sum %m dims [1] : tensor<64x128xf32> -> tensor<64xf32>
  %v = mf.broadcast_in_dim %t dims [0] : tensor<64xf32> -> tensor<64x128xf32>
  %b = mf.mul %m, %v : tensor<64x128xf32>
  mf.return %a, %b : tensor<64x128xf32>, tensor<64x128xf32>
}

// -----
// A depthwise convolution counts its products: 2 x 8 x 4 elements of 3 taps each, 2 operations a tap.
// CHECK-LABEL: mft.plan @channelwise
// CHECK: mft.kernel {{.*}} kind "loop" cost [384, 0, 0,
mf.entry @channelwise arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<2x8x4xf32>, %w: tensor<3x1x4xf32>):
  %y = mf.convolution %x, %w strides [1] low [1] high [1] dilation [1] {groups = 4 : i64} : tensor<2x8x4xf32>, tensor<3x1x4xf32> -> tensor<2x8x4xf32>
  mf.return %y : tensor<2x8x4xf32>
}

// -----
// One element at a place that data say is read at that place: its index may be computed in the same kernel.
// CHECK-LABEL: mft.plan @place
// CHECK-COUNT-1: mft.launch
// CHECK-NOT: mft.launch
// CHECK: mft.kernel
mf.entry @place arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<64xf32>, %i: tensor<1xi32>):
  %two = mf.constant dense<2> : tensor<1xi32>
  %j = mf.mul %i, %two : tensor<1xi32>
  %e = mf.dynamic_slice %x[%j] : tensor<64xf32>, tensor<1xi32> -> tensor<1xf32>
  %y = mf.add %e, %e : tensor<1xf32>
  mf.return %y : tensor<1xf32>
}
