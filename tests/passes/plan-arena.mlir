// --mf-plan-arena: which buffers share memory, how much there is, and the notes for mfcc explain.
// RUN: %mf-opt %s --mf-pipeline | FileCheck %s

// Of a chain only two are alive at a time. The peak names the first two.
// CHECK-LABEL: mft.plan @reuse
// CHECK-SAME: arenaBytes = 32768
// CHECK: mft.buffer arena {mf.peak = 16384 : i64, offset = 0 : i64}
// CHECK-NEXT: mft.buffer arena {mf.peak = 16384 : i64, offset = 16384 : i64}
// CHECK-NEXT: mft.buffer arena {offset = 0 : i64}
// CHECK-NEXT: mft.buffer result
mf.entry @reuse arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<64x64xf32>, %w: tensor<64x64xf32>):
  %a = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  %b = mf.dot_general %a, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  %c = mf.dot_general %b, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  %d = mf.dot_general %c, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  mf.return %d : tensor<64x64xf32>
}

// Offsets are multiples of 64 bytes, also for 60 bytes of data.
// CHECK-LABEL: mft.plan @aligned
// CHECK-SAME: arenaBytes = 128
// CHECK: mft.buffer arena {{.*}}offset = 0 : i64} : memref<5x3xf32>
// CHECK-NEXT: mft.buffer arena {{.*}}offset = 64 : i64} : memref<5x3xf32>
mf.entry @aligned arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<5x3xf32>, %w: tensor<3x3xf32>):
  %a = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<5x3xf32>, tensor<3x3xf32> -> tensor<5x3xf32>
  %b = mf.dot_general %a, %w batch [] x [] contracting [1] x [0] : tensor<5x3xf32>, tensor<3x3xf32> -> tensor<5x3xf32>
  %c = mf.dot_general %b, %w batch [] x [] contracting [1] x [0] : tensor<5x3xf32>, tensor<3x3xf32> -> tensor<5x3xf32>
  mf.return %c : tensor<5x3xf32>
}

// What every trip reads must outlive the trips: %before keeps a place of its own, as do the counter and the loop's
// value, into which a trip writes the next one: 3 matrices and 64 bytes.
// CHECK-LABEL: mft.plan @loop
// CHECK-SAME: arenaBytes = 49216
// CHECK: mft.buffer arena {{.*}}offset = 49152 : i64} : memref<i32>
mf.entry @loop arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<64x64xf32>, %w: tensor<64x64xf32>):
  %before = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  %r = mf.for init(%x : tensor<64x64xf32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %v: tensor<64x64xf32>):
    %a = mf.dot_general %v, %before batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
    %b = mf.dot_general %a, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
    mf.yield %b : tensor<64x64xf32>
  } -> tensor<64x64xf32>
  %y = mf.dot_general %r, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  mf.return %y : tensor<64x64xf32>
}

// tanh's value and its slope wait for the backward pass: counted as saved. The ones that the gradient begins with are not, nor is what the
// backward pass leaves for what comes after it.
// CHECK-LABEL: mft.plan @saved
// CHECK-SAME: mf.savedBytes = 32768
mf.entry @saved arguments ["x", "w"] results ["g"] {
^bb0(%x: tensor<64x64xf32>, %w: tensor<64x64xf32>):
  %a = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  %t = mf.tanh %a : tensor<64x64xf32>
  %c = mf.dot_general %t, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  %l = mf.reduce sum %c dims [0, 1] : tensor<64x64xf32> -> tensor<f32>
  %g = mf.grad of %l at %w : tensor<f32> (tensor<64x64xf32>) -> tensor<64x64xf32>
  mf.return %g : tensor<64x64xf32>
}

// An argument and a result only: no arena at all.
// CHECK-LABEL: mft.plan @nothing
// CHECK-NOT: arenaBytes
// CHECK-NOT: mft.buffer arena
// CHECK: mft.launch
mf.entry @nothing arguments ["x"] results ["y"] {
^bb0(%x: tensor<64x64xf32>):
  %y = mf.tanh %x : tensor<64x64xf32>
  mf.return %y : tensor<64x64xf32>
}
