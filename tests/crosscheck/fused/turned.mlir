// A value's and its tangent's products that share the left side: one kernel over the shared side as the right one, which
// stores what it makes transposed, with lanes along the rows. Several blocks of rows; rows and columns that fill no vector.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
// RUN: %mf-crosscheck %s --types=f32 --cpu=x86-64-v3 --quiet
// RUN: %mf-crosscheck %s --types=f32 --cpu=x86-64 --quiet
// RUN: %mfcc compile %s --emit kernels | FileCheck %s

// CHECK-LABEL: mft.plan @whole
// CHECK-COUNT-1: mft.launch
// CHECK-NOT: mft.launch
mf.entry @whole arguments ["h", "dh", "w", "r"] results ["y", "dy"] attributes {scale = 10.0 : f64} {
^bb0(%h: tensor<5x37x24xf32>, %dh: tensor<5x37x24xf32>, %w: tensor<24x19xf32>, %r: tensor<5x19x37xf32>):
  %p = mf.dot_general %h, %w batch [] x [] contracting [2] x [0] : tensor<5x37x24xf32>, tensor<24x19xf32> -> tensor<5x37x19xf32>
  %t = mf.transpose %p [0, 2, 1] : tensor<5x37x19xf32> -> tensor<5x19x37xf32>
  %dp = mf.dot_general %dh, %w batch [] x [] contracting [2] x [0] {mf.role = #mf.role<tangent>} : tensor<5x37x24xf32>, tensor<24x19xf32> -> tensor<5x37x19xf32>
  %dt = mf.transpose %dp [0, 2, 1] {mf.role = #mf.role<tangent>} : tensor<5x37x19xf32> -> tensor<5x19x37xf32>
  %y = mf.add %t, %r : tensor<5x19x37xf32>
  %dy = mf.mul %t, %dt {mf.role = #mf.role<tangent>} : tensor<5x19x37xf32>
  mf.return %y, %dy : tensor<5x19x37xf32>, tensor<5x19x37xf32>
}

// Some rows move: two parts.
// CHECK-LABEL: mft.plan @moving
// CHECK-COUNT-1: mft.launch
// CHECK-NOT: mft.launch
mf.entry @moving arguments ["h", "dh", "w", "r"] results ["y", "dy"] attributes {scale = 10.0 : f64} {
^bb0(%h: tensor<8x64x40xf32>, %dh: tensor<3x64x40xf32>, %w: tensor<40x49xf32>, %r: tensor<8x49x64xf32>):
  %p = mf.dot_general %h, %w batch [] x [] contracting [2] x [0] : tensor<8x64x40xf32>, tensor<40x49xf32> -> tensor<8x64x49xf32>
  %t = mf.transpose %p [0, 2, 1] : tensor<8x64x49xf32> -> tensor<8x49x64xf32>
  %dp = mf.dot_general %dh, %w batch [] x [] contracting [2] x [0] {mf.role = #mf.role<tangent>} : tensor<3x64x40xf32>, tensor<40x49xf32> -> tensor<3x64x49xf32>
  %dt = mf.transpose %dp [0, 2, 1] {mf.role = #mf.role<tangent>} : tensor<3x64x49xf32> -> tensor<3x49x64xf32>
  %y = mf.add %t, %r : tensor<8x49x64xf32>
  %rows = mf.slice %t from [4, 0, 0] to [7, 49, 64] by [1, 1, 1] : tensor<8x49x64xf32> -> tensor<3x49x64xf32>
  %dy = mf.mul %rows, %dt {mf.role = #mf.role<tangent>} : tensor<3x49x64xf32>
  mf.return %y, %dy : tensor<8x49x64xf32>, tensor<3x49x64xf32>
}

// A sum longer than a chunk, and batches.
// CHECK-LABEL: mft.plan @batched
// CHECK-COUNT-1: mft.launch
// CHECK-NOT: mft.launch
mf.entry @batched arguments ["h", "dh", "w"] results ["y", "dy"] attributes {scale = 10.0 : f64} {
^bb0(%h: tensor<2x70x300xf32>, %dh: tensor<2x70x300xf32>, %w: tensor<2x300x33xf32>):
  %p = mf.dot_general %h, %w batch [0] x [0] contracting [2] x [1] : tensor<2x70x300xf32>, tensor<2x300x33xf32> -> tensor<2x70x33xf32>
  %t = mf.transpose %p [0, 2, 1] : tensor<2x70x33xf32> -> tensor<2x33x70xf32>
  %dp = mf.dot_general %dh, %w batch [0] x [0] contracting [2] x [1] {mf.role = #mf.role<tangent>} : tensor<2x70x300xf32>, tensor<2x300x33xf32> -> tensor<2x70x33xf32>
  %dt = mf.transpose %dp [0, 2, 1] {mf.role = #mf.role<tangent>} : tensor<2x70x33xf32> -> tensor<2x33x70xf32>
  mf.return %t, %dt : tensor<2x33x70xf32>, tensor<2x33x70xf32>
}
