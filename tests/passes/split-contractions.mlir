// --mf-split-contractions: products with long sums and few results become products over parts of the sum.
// RUN: %mf-opt %s --mf-split-contractions | FileCheck %s
// RUN: %mf-opt %s --mf-split-contractions=target=cuda | FileCheck %s --check-prefix=CUDA

// CHECK-LABEL: mf.entry @weight_gradient
// CHECK: %[[X:.+]] = mf.reshape %arg0 : tensor<12544x384xf32> -> tensor<4x3136x384xf32>
// CHECK-NEXT: %[[G:.+]] = mf.reshape %arg1 : tensor<12544x96xf32> -> tensor<4x3136x96xf32>
// CHECK-NEXT: %[[P:.+]] = mf.dot_general %[[X]], %[[G]] batch [0] x [0] contracting [1] x [1]
// CHECK-SAME: -> tensor<4x384x96xf32>
// CHECK-NEXT: mf.reduce sum %[[P]] dims [0] : tensor<4x384x96xf32> -> tensor<384x96xf32>
// CUDA-LABEL: mf.entry @weight_gradient
// CUDA: mf.reduce sum %{{.+}} dims [0] : tensor<8x384x96xf32> -> tensor<384x96xf32>
mf.entry @weight_gradient arguments ["x", "g"] results ["w"] {
^bb0(%x: tensor<12544x384xf32>, %g: tensor<12544x96xf32>):
  %w = mf.dot_general %x, %g batch [] x [] contracting [0] x [0] : tensor<12544x384xf32>, tensor<12544x96xf32> -> tensor<384x96xf32>
  mf.return %w : tensor<384x96xf32>
}

// Several contracted dimensions, batches: the first contracted one is cut, the parts come first.
// CHECK-LABEL: mf.entry @batched
// CHECK: mf.reshape %arg0 : tensor<2x64x196x96xf32> -> tensor<2x4x16x196x96xf32>
// CHECK: mf.dot_general %{{.+}}, %{{.+}} batch [1, 0] x [1, 0] contracting [2, 3] x [2, 3]
// CHECK-SAME: -> tensor<4x2x96x128xf32>
// CHECK-NEXT: mf.reduce sum %{{.+}} dims [0] : tensor<4x2x96x128xf32> -> tensor<2x96x128xf32>
mf.entry @batched arguments ["x", "g"] results ["w"] {
^bb0(%x: tensor<2x64x196x96xf32>, %g: tensor<2x64x196x128xf32>):
  %w = mf.dot_general %x, %g batch [0] x [0] contracting [1, 2] x [1, 2] : tensor<2x64x196x96xf32>, tensor<2x64x196x128xf32> -> tensor<2x96x128xf32>
  mf.return %w : tensor<2x96x128xf32>
}

// Many results, a short sum, little work, a prime number of rows: left alone.
// CHECK-LABEL: mf.entry @left_alone
// CHECK-NOT: mf.reduce
// CHECK: mf.return
mf.entry @left_alone arguments ["a", "b", "c", "d", "e", "f", "g", "h"] results ["w", "x", "y", "z"] {
^bb0(%a: tensor<12544x512xf32>, %b: tensor<12544x512xf32>, %c: tensor<512x256xf32>, %d: tensor<512x256xf32>, %e: tensor<1024x64xf32>, %f: tensor<1024x64xf32>, %g: tensor<12547x96xf32>, %h: tensor<12547x96xf32>):
  %w = mf.dot_general %a, %b batch [] x [] contracting [0] x [0] : tensor<12544x512xf32>, tensor<12544x512xf32> -> tensor<512x512xf32>
  %x = mf.dot_general %c, %d batch [] x [] contracting [0] x [0] : tensor<512x256xf32>, tensor<512x256xf32> -> tensor<256x256xf32>
  %y = mf.dot_general %e, %f batch [] x [] contracting [0] x [0] : tensor<1024x64xf32>, tensor<1024x64xf32> -> tensor<64x64xf32>
  %z = mf.dot_general %g, %h batch [] x [] contracting [0] x [0] : tensor<12547x96xf32>, tensor<12547x96xf32> -> tensor<96x96xf32>
  mf.return %w, %x, %y, %z : tensor<512x512xf32>, tensor<256x256xf32>, tensor<64x64xf32>, tensor<96x96xf32>
}
