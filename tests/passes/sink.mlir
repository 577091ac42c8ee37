// --mf-partition: a value that one later kernel alone reads is made there, of what is stored anyway.
// RUN: %mf-opt %s --mf-partition | FileCheck %s
// RUN: %mf-crosscheck %s --types=f32 --cuda --quiet

// The square of an activation, for a sum over columns: the product's kernel stores the activation alone.
// CHECK-LABEL: mft.plan @square
// CHECK: mft.kernel @{{.*}} kind "contraction"
// CHECK-COUNT-1: mft.store
// CHECK-NOT: mft.store
// CHECK: mft.kernel @{{.*}} kind "column"
// CHECK: mft.fold
// CHECK: mft.load
// CHECK: arith.mulf
// CHECK: arith.addf
mf.entry @square arguments ["x", "w"] results ["y", "s"] {
^bb0(%x: tensor<64x24xf32>, %w: tensor<24x48xf32>):
  %h = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<64x24xf32>, tensor<24x48xf32> -> tensor<64x48xf32>
  %y = mf.tanh %h : tensor<64x48xf32>
  %q = mf.mul %y, %y : tensor<64x48xf32>
  %s = mf.reduce sum %q dims [0] : tensor<64x48xf32> -> tensor<48xf32>
  mf.return %y, %s : tensor<64x48xf32>, tensor<48xf32>
}

// Nothing else needs the activation, or it is dear to make again, or two kernels read it: it is stored as it was.
// CHECK-LABEL: mft.plan @stays
// CHECK-COUNT-3: mft.launch
// CHECK: mft.kernel @{{.*}} kind "contraction"
// CHECK-COUNT-3: mft.store
// CHECK-NOT: mft.store
// CHECK: mft.kernel @{{.*}} kind
mf.entry @stays arguments ["x", "w"] results ["y", "s", "t"] attributes {scale = 10.0 : f64} {
^bb0(%x: tensor<64x24xf32>, %w: tensor<24x48xf32>):
  %h = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<64x24xf32>, tensor<24x48xf32> -> tensor<64x48xf32>
  %y = mf.tanh %h : tensor<64x48xf32>
  %e = mf.exp %y : tensor<64x48xf32>
  %q = mf.mul %y, %y : tensor<64x48xf32>
  %s = mf.reduce sum %e dims [0] : tensor<64x48xf32> -> tensor<48xf32>
  %b = mf.broadcast_in_dim %s dims [1] : tensor<48xf32> -> tensor<64x48xf32>
  %u = mf.mul %q, %b : tensor<64x48xf32>
  %t = mf.reduce sum %q dims [0] : tensor<64x48xf32> -> tensor<48xf32>
  %r = mf.add %u, %y : tensor<64x48xf32>
  mf.return %r, %s, %t : tensor<64x48xf32>, tensor<48xf32>, tensor<48xf32>
}
