// --mf-fuse-products: what lies between the products of an attention, derivatives included, stands in one op a kernel.
// RUN: %mf-opt %s %expand --mf-fuse-products --split-input-file | FileCheck %s
// RUN: %mf-opt %s %expand --mf-fuse-products=target=cuda --split-input-file | FileCheck %s --check-prefix=CUDA
// Nothing of rows x columns is in a plan.
// RUN: %mf-opt %s --mf-pipeline --split-input-file | FileCheck %s --check-prefix=PLAN

// A value and its tangent share one kernel: six products, the sums of both divided after them.
// CHECK-LABEL: mf.entry @attention
// CHECK: %[[Y:.+]]:2 = mf.fused({{.*}}) over [8, 256, 256] keeps 1 along [2]
// CHECK-COUNT-3: mf.dot_general {{.*}}in_tiles
// CHECK: mf.div
// CHECK: mf.yield
// CHECK-NEXT: } -> tensor<8x256x64xf32>, tensor<8x256x64xf32>
// CHECK-NEXT: mf.return %[[Y]]#0, %[[Y]]#1
// CUDA-LABEL: mf.entry @attention
// CUDA-NOT: mf.fused
// CUDA: mf.return
// PLAN-LABEL: mft.plan @attention
// PLAN-NOT: x256x256x
// PLAN: mft.launch @k0_fused
// PLAN-NOT: mft.launch
// PLAN: mft.kernel @k0_fused grid [8, 4] kind "fused"
// PLAN-COUNT-6: mft.dot
// PLAN-NOT: mft.dot
mf.entry @attention arguments ["q", "k", "v", "tq", "tk", "tv"] results ["o", "to"] {
^bb0(%q: tensor<8x256x64xf32>, %k: tensor<8x256x64xf32>, %v: tensor<8x256x64xf32>, %tq: tensor<8x256x64xf32>, %tk: tensor<8x256x64xf32>, %tv: tensor<8x256x64xf32>):
  %s = mf.dot_general %q, %k batch [0] x [0] contracting [2] x [2] : tensor<8x256x64xf32>, tensor<8x256x64xf32> -> tensor<8x256x256xf32>
  %p = mf.softmax %s : tensor<8x256x256xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<8x256x256xf32>, tensor<8x256x64xf32> -> tensor<8x256x64xf32>
  %to = mf.jvp of %o at %q, %k, %v along %tq, %tk, %tv : (tensor<8x256x64xf32>) (tensor<8x256x64xf32>, tensor<8x256x64xf32>, tensor<8x256x64xf32>) (tensor<8x256x64xf32>, tensor<8x256x64xf32>, tensor<8x256x64xf32>) -> tensor<8x256x64xf32>
  mf.return %o, %to : tensor<8x256x64xf32>, tensor<8x256x64xf32>
}

// -----

// The gradient: the value's kernel, one that keeps rows (queries), one that keeps columns (keys and values).
// CHECK-LABEL: mf.entry @gradient
// CHECK: mf.fused({{.*}}) over [2, 5, 7] keeps 1 along [2]
// CHECK-DAG: mf.fused({{.*}}) over [2, 5, 7] keeps 1 along [2]
// CHECK-DAG: mf.fused({{.*}}) over [2, 5, 7] keeps 2 along [1]
// CHECK-NOT: mf.fused
// CHECK: mf.return
// PLAN-LABEL: mft.plan @gradient
// PLAN-NOT: x5x7x
// PLAN: mft.kernel
mf.entry @gradient arguments ["q", "k", "v"] results ["gq", "gk", "gv"] {
^bb0(%q: tensor<2x5x3xf32>, %k: tensor<2x7x3xf32>, %v: tensor<2x7x3xf32>):
  %s = mf.dot_general %q, %k batch [0] x [0] contracting [2] x [2] : tensor<2x5x3xf32>, tensor<2x7x3xf32> -> tensor<2x5x7xf32>
  %p = mf.softmax %s : tensor<2x5x7xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<2x5x7xf32>, tensor<2x7x3xf32> -> tensor<2x5x3xf32>
  %n = mf.mul %o, %o : tensor<2x5x3xf32>
  %l = mf.reduce sum %n dims [0, 1, 2] : tensor<2x5x3xf32> -> tensor<f32>
  %g:3 = mf.grad of %l at %q, %k, %v : tensor<f32> (tensor<2x5x3xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>) -> tensor<2x5x3xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>
  mf.return %g#0, %g#1, %g#2 : tensor<2x5x3xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>
}

// -----

// A tangent along few rows of the batch computes these rows' scores again: a space of its own.
// CHECK-LABEL: mf.entry @rows
// CHECK-DAG: mf.fused({{.*}}) over [4, 5, 7] keeps 1 along [2]
// CHECK-DAG: mf.fused({{.*}}) over [1, 5, 7] keeps 1 along [2]
// CHECK: mf.return
// PLAN-LABEL: mft.plan @rows
// PLAN-NOT: x5x7x
// PLAN: mft.kernel
mf.entry @rows arguments ["q", "k", "v", "tq"] results ["o", "to"] {
^bb0(%q: tensor<4x5x3xf32>, %k: tensor<4x7x3xf32>, %v: tensor<4x7x3xf32>, %tq: tensor<4x5x3xf32>):
  %s = mf.dot_general %q, %k batch [0] x [0] contracting [2] x [2] : tensor<4x5x3xf32>, tensor<4x7x3xf32> -> tensor<4x5x7xf32>
  %p = mf.softmax %s : tensor<4x5x7xf32>
  %o = mf.dot_general %p, %v batch [0] x [0] contracting [2] x [1] : tensor<4x5x7xf32>, tensor<4x7x3xf32> -> tensor<4x5x3xf32>
  %to = mf.jvp of %o at %q along %tq rows [0, 1] : (tensor<4x5x3xf32>) (tensor<4x5x3xf32>) (tensor<4x5x3xf32>) -> tensor<4x5x3xf32>
  mf.return %o, %to : tensor<4x5x3xf32>, tensor<4x5x3xf32>
}

// -----

// What the program asks for whole is stored, once, by the kernel that needs its rows' sums anyway.
// CHECK-LABEL: mf.entry @weights
// CHECK: %[[Y:.+]]:{{[0-9]}} = mf.fused({{.*}}) over [2, 5, 7] keeps 1 along [2]
// CHECK: mf.return
// PLAN-LABEL: mft.plan @weights
// PLAN-COUNT-1: memref<2x5x7xf32>
// PLAN: mft.launch
mf.entry @weights arguments ["q", "k", "v"] results ["o", "e"] {
^bb0(%q: tensor<2x5x3xf32>, %k: tensor<2x7x3xf32>, %v: tensor<2x7x3xf32>):
  %s = mf.dot_general %q, %k batch [0] x [0] contracting [2] x [2] : tensor<2x5x3xf32>, tensor<2x7x3xf32> -> tensor<2x5x7xf32>
  %m = mf.reduce max %s dims [2] : tensor<2x5x7xf32> -> tensor<2x5xf32>
  %w = mf.broadcast_in_dim %m dims [0, 1] : tensor<2x5xf32> -> tensor<2x5x7xf32>
  %c = mf.sub %s, %w : tensor<2x5x7xf32>
  %e = mf.exp %c : tensor<2x5x7xf32>
  %o = mf.dot_general %e, %v batch [0] x [0] contracting [2] x [1] : tensor<2x5x7xf32>, tensor<2x7x3xf32> -> tensor<2x5x3xf32>
  mf.return %o, %e : tensor<2x5x3xf32>, tensor<2x5x7xf32>
}

// -----

// No softmax between the products, or none after it: left alone.
// CHECK-LABEL: mf.entry @left_alone
// CHECK-NOT: mf.fused
// CHECK: mf.return
mf.entry @left_alone arguments ["x", "a", "b"] results ["y", "p"] {
^bb0(%x: tensor<9x3xf32>, %a: tensor<3x7xf32>, %b: tensor<7x3xf32>):
  %h = mf.dot_general %x, %a batch [] x [] contracting [1] x [0] : tensor<9x3xf32>, tensor<3x7xf32> -> tensor<9x7xf32>
  %r = mf.tanh %h : tensor<9x7xf32>
  %y = mf.dot_general %r, %b batch [] x [] contracting [1] x [0] : tensor<9x7xf32>, tensor<7x3xf32> -> tensor<9x3xf32>
  %p = mf.softmax %h : tensor<9x7xf32>
  mf.return %y, %p : tensor<9x3xf32>, tensor<9x7xf32>
}
