// --mf-partition: which ops become one kernel, of which kind, and where results and states live.
// RUN: %mf-opt %s --mf-expand-derivatives --canonicalize --mf-partition | FileCheck %s
mf.state @s role "parameter" : tensor<8x128xf32>

// A chain of elementwise ops is one kernel over a flat domain; every input is loaded once.
// CHECK-LABEL: mft.plan @chain
// CHECK-COUNT-1: mft.launch
// CHECK-NOT: mft.launch
// CHECK: mft.kernel @{{.+}} grid [2] kind "loop"
// CHECK: mft.tile [8192]
// CHECK-COUNT-2: mft.load
// CHECK-NOT: mft.load
// CHECK: arith.addf
// CHECK-NEXT: arith.mulf
// CHECK-NEXT: math.tanh
// CHECK-NEXT: mft.store
mf.entry @chain arguments ["x", "y"] results ["z"] {
^bb0(%x: tensor<64x256xf32>, %y: tensor<64x256xf32>):
  %a = mf.add %x, %y : tensor<64x256xf32>
  %b = mf.mul %a, %x : tensor<64x256xf32>
  %c = mf.tanh %b : tensor<64x256xf32>
  mf.return %c : tensor<64x256xf32>
}

// A value and what is made of it leave one kernel; exp is computed once.
// CHECK-LABEL: mft.plan @two_results
// CHECK: kind "loop"
// CHECK: %[[Y:.+]] = math.exp
// CHECK-NEXT: %[[Z:.+]] = arith.mulf %[[Y]]
// CHECK-NEXT: mft.store %[[Y]],
// CHECK-NEXT: mft.store %[[Z]],
mf.entry @two_results arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<8x16xf32>):
  %y = mf.exp %x : tensor<8x16xf32>
  %z = mf.mul %y, %x : tensor<8x16xf32>
  mf.return %y, %z : tensor<8x16xf32>, tensor<8x16xf32>
}

// A row's sum and what is made of it and of the row: a block a row, two phases.
// CHECK-LABEL: mft.plan @row
// CHECK: mft.kernel @{{.+}} grid [8] kind "row"
// CHECK: %[[SUM:.+]] = mft.tile [128] reduce [#mft.combiner<sum>]
// CHECK: mft.tile [128]
// CHECK: arith.subf %{{.+}}, %[[SUM]]
mf.entry @row arguments ["x"] results ["y"] {
^bb0(%x: tensor<8x128xf32>):
  %s = mf.reduce sum %x dims [1] : tensor<8x128xf32> -> tensor<8xf32>
  %w = mf.broadcast_in_dim %s dims [0] : tensor<8xf32> -> tensor<8x128xf32>
  %y = mf.sub %x, %w : tensor<8x128xf32>
  mf.return %y : tensor<8x128xf32>
}

// Lanes run over the columns, a fold over the rows.
// CHECK-LABEL: mft.plan @column
// CHECK: mft.kernel @{{.+}} grid [16] kind "column"
// CHECK: mft.tile [16]
// CHECK: mft.fold [64]
mf.entry @column arguments ["x"] results ["y"] {
^bb0(%x: tensor<64x256xf32>):
  %s = mf.reduce sum %x dims [0] : tensor<64x256xf32> -> tensor<256xf32>
  mf.return %s : tensor<256xf32>
}

// A value and its tangent share one contraction, and with it the weights.
// CHECK-LABEL: mft.plan @paired
// CHECK-COUNT-1: mft.launch
// CHECK-NOT: mft.launch
// CHECK: kind "contraction" cost [8192, 8192, 0,
// CHECK: mft.contract lhs(%{{.+}}, %{{.+}} : memref<16x32xf32>, memref<16x32xf32>) rhs(%{{.+}} : memref<32x8xf32>)
// CHECK-SAME: partSides = array<i64: 2>
// CHECK-COUNT-2: mft.store
mf.entry @paired arguments ["x", "dx", "w"] results ["y", "dy"] {
^bb0(%x: tensor<16x32xf32>, %dx: tensor<16x32xf32>, %w: tensor<32x8xf32>):
  %y = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<16x32xf32>, tensor<32x8xf32> -> tensor<16x8xf32>
  %d = mf.jvp of %y at %x along %dx : (tensor<16x8xf32>) (tensor<16x32xf32>) (tensor<16x32xf32>) -> tensor<16x8xf32>
  mf.return %y, %d : tensor<16x8xf32>, tensor<16x8xf32>
}

// The bias is added where the sum is ready.
// CHECK-LABEL: mft.plan @epilogue
// CHECK-COUNT-1: mft.launch
// CHECK: mft.contract
// CHECK: ^bb0(%{{.+}}: index, %{{.+}}: index, %[[SUM:.+]]: f32):
// CHECK: %[[B:.+]] = mft.load
// CHECK: %[[Y:.+]] = arith.addf %[[SUM]], %[[B]]
// CHECK: mft.store %[[Y]]
mf.entry @epilogue arguments ["x", "w", "b"] results ["y"] {
^bb0(%x: tensor<16x32xf32>, %w: tensor<32x8xf32>, %b: tensor<8xf32>):
  %y = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<16x32xf32>, tensor<32x8xf32> -> tensor<16x8xf32>
  %c = mf.broadcast_in_dim %b dims [1] : tensor<8xf32> -> tensor<16x8xf32>
  %z = mf.add %y, %c : tensor<16x8xf32>
  mf.return %z : tensor<16x8xf32>
}

// One channel a group is no contraction: a fold over the window, masked at the border.
// CHECK-LABEL: mft.plan @depthwise
// CHECK: kind "loop"
// CHECK: mft.fold [3]
// CHECK: mft.load %{{.+}} mask
mf.entry @depthwise arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<2x8x4xf32>, %w: tensor<3x1x4xf32>):
  %y = mf.convolution %x, %w strides [1] low [1] high [1] dilation [1] {groups = 4 : i64} : tensor<2x8x4xf32>, tensor<3x1x4xf32> -> tensor<2x8x4xf32>
  mf.return %y : tensor<2x8x4xf32>
}

// A view is index arithmetic of its reader.
// CHECK-LABEL: mft.plan @view
// CHECK-COUNT-1: mft.launch
// CHECK-NOT: mft.launch
// CHECK: mft.kernel
mf.entry @view arguments ["x"] results ["y"] {
^bb0(%x: tensor<8x16xf32>):
  %t = mf.transpose %x [1, 0] : tensor<8x16xf32> -> tensor<16x8xf32>
  %r = mf.reverse %t dims [0] : tensor<16x8xf32>
  %y = mf.exp %r : tensor<16x8xf32>
  mf.return %y : tensor<16x8xf32>
}

// Each element of the new value needs its own old one only: in place.
// CHECK-LABEL: mft.plan @in_place
// CHECK: %[[S:.+]] = mft.buffer state {symbol = @s}
// CHECK-NOT: mft.buffer arena
// CHECK: mft.launch @{{.+}}(%[[S]], %{{.+}}, %[[S]])
mf.entry @in_place arguments ["g"] results [] {
^bb0(%g: tensor<8x128xf32>):
  %s = mf.read @s : tensor<8x128xf32>
  %n = mf.sub %s, %g : tensor<8x128xf32>
  mf.write @s, %n : tensor<8x128xf32>
  mf.return
}

// Elements of the new value need other old ones: through the arena.
// CHECK-LABEL: mft.plan @through_arena
// CHECK: %[[S:.+]] = mft.buffer state {symbol = @s}
// CHECK: %[[T:.+]] = mft.buffer arena
// CHECK: mft.launch @{{.+}}(%[[S]], %[[T]])
// CHECK: mft.launch @{{.+}}(%[[T]], %[[S]])
mf.entry @through_arena arguments [] results [] {
  %s = mf.read @s : tensor<8x128xf32>
  %r = mf.reverse %s dims [0] : tensor<8x128xf32>
  %n = mf.sub %s, %r : tensor<8x128xf32>
  mf.write @s, %n : tensor<8x128xf32>
  mf.return
}

// Equal kernels are there once.
// CHECK-LABEL: mft.plan @equal
// CHECK: mft.launch @[[K:.+]](%{{.+}}, %{{.+}}, %{{.+}}) {
// CHECK: mft.launch @[[K]](
// CHECK: mft.kernel @[[K]]
// CHECK-NOT: mft.kernel
mf.entry @equal arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<64x64xf32>, %w: tensor<64x64xf32>):
  %a = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  %y = mf.dot_general %a, %w batch [] x [] contracting [1] x [0] : tensor<64x64xf32>, tensor<64x64xf32> -> tensor<64x64xf32>
  mf.return %y : tensor<64x64xf32>
}
