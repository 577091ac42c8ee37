// --mf-split-reductions: large reductions with few results run in two steps; chunks depend on shape and target alone.
// RUN: %mf-opt %s --mf-split-reductions | FileCheck %s

// CHECK-LABEL: mf.entry @everything
// CHECK: %[[C:.+]] = mf.reshape %{{.+}} : tensor<1024x64xf32> -> tensor<32x32x64xf32>
// CHECK-NEXT: %[[P:.+]] = mf.reduce sum %[[C]] dims [1, 2] : tensor<32x32x64xf32> -> tensor<32xf32>
// CHECK-NEXT: %[[Y:.+]] = mf.reduce sum %[[P]] dims [0] : tensor<32xf32> -> tensor<f32>
// CHECK-NEXT: mf.return %[[Y]]
mf.entry @everything arguments ["x"] results ["y"] {
^bb0(%x: tensor<1024x64xf32>):
  %y = mf.reduce sum %x dims [0, 1] : tensor<1024x64xf32> -> tensor<f32>
  mf.return %y : tensor<f32>
}

// Both steps fold in the same way.
// CHECK-LABEL: mf.entry @columns
// CHECK: mf.reduce max %{{.+}} dims [1] : tensor<32x128x16xf32> -> tensor<32x16xf32>
// CHECK-NEXT: mf.reduce max %{{.+}} dims [0] : tensor<32x16xf32> -> tensor<16xf32>
mf.entry @columns arguments ["x"] results ["y"] {
^bb0(%x: tensor<4096x16xf32>):
  %y = mf.reduce max %x dims [0] : tensor<4096x16xf32> -> tensor<16xf32>
  mf.return %y : tensor<16xf32>
}

// The chunks stand where the reduced dimension stood.
// CHECK-LABEL: mf.entry @middle
// CHECK: mf.reduce sum %{{.+}} dims [2] : tensor<4x8x2048x8xf32> -> tensor<4x8x8xf32>
// CHECK-NEXT: mf.reduce sum %{{.+}} dims [1] : tensor<4x8x8xf32> -> tensor<4x8xf32>
mf.entry @middle arguments ["x"] results ["y"] {
^bb0(%x: tensor<4x16384x8xf32>):
  %y = mf.reduce sum %x dims [1] : tensor<4x16384x8xf32> -> tensor<4x8xf32>
  mf.return %y : tensor<4x8xf32>
}

// Rows keep every core busy; little data is no work, nor is much of it in enough blocks; a prime number has no chunks.
// CHECK-LABEL: mf.entry @left_alone
// CHECK-COUNT-4: mf.reduce
// CHECK-NOT: mf.reduce
// CHECK: mf.return
mf.entry @left_alone arguments ["v", "x", "y", "z"] results ["d", "a", "b", "c"] {
^bb0(%v: tensor<256x784xf32>, %x: tensor<4096x16xf32>, %y: tensor<512x16xf32>, %z: tensor<65537xf32>):
  %d = mf.reduce sum %v dims [0] : tensor<256x784xf32> -> tensor<784xf32>
  %a = mf.reduce sum %x dims [1] : tensor<4096x16xf32> -> tensor<4096xf32>
  %b = mf.reduce sum %y dims [0, 1] : tensor<512x16xf32> -> tensor<f32>
  %c = mf.reduce sum %z dims [0] : tensor<65537xf32> -> tensor<f32>
  mf.return %d, %a, %b, %c : tensor<784xf32>, tensor<4096xf32>, tensor<f32>, tensor<f32>
}
