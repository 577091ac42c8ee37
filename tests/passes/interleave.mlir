// --mf-interleave: the order of ops follows from the graph; products over one side stand together.
// RUN: %mf-opt %s --mf-interleave | FileCheck %s
// RUN: %mf-opt %s --mf-interleave --mf-partition | FileCheck %s --check-prefix=KERNELS
mf.state @w role "parameter" : tensor<64x64xf32>
mf.state @average role "ema" : tensor<64x64xf32>

// The tangent stands after the whole primal: h1 waits for what its tangent's product reads, a norm of its own.
// CHECK-LABEL: mf.entry @after
// CHECK: %[[H0:.+]] = mf.dot_general %{{.+}}, %arg2
// CHECK-NEXT: %[[K0:.+]] = mf.dot_general %{{.+}}, %arg2
// CHECK: mf.dot_general %{{.+}}, %arg3
// CHECK-NEXT: mf.dot_general %{{.+}}, %arg3
// KERNELS-LABEL: mft.plan @after
// KERNELS-COUNT-2: kind "contraction"
// KERNELS-NOT: kind "contraction"
mf.entry @after arguments ["x", "dx", "v", "w"] results ["y", "dy"] {
^bb0(%x: tensor<32x64xf32>, %dx: tensor<32x64xf32>, %v: tensor<64x64xf32>, %w: tensor<64x64xf32>):
  %h0 = mf.dot_general %x, %v batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %r0 = mf.tanh %h0 : tensor<32x64xf32>
  %h1 = mf.dot_general %r0, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %k0 = mf.dot_general %dx, %v batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %q = mf.mul %r0, %k0 : tensor<32x64xf32>
  %z = mf.reduce sum %q dims [1] : tensor<32x64xf32> -> tensor<32xf32>
  %b = mf.broadcast_in_dim %z dims [0] : tensor<32xf32> -> tensor<32x64xf32>
  %n = mf.mul %r0, %b : tensor<32x64xf32>
  %k1 = mf.dot_general %n, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  mf.return %h1, %k1 : tensor<32x64xf32>, tensor<32x64xf32>
}

// A recurrent net: uses of one weight that depend on each other are no pairs, those of one step are.
// CHECK-LABEL: mf.entry @recurrent
// CHECK: mf.dot_general %arg0, %arg2
// CHECK-NEXT: mf.dot_general %arg1, %arg2
// CHECK: mf.dot_general %{{.+}}, %arg2
// CHECK-NEXT: mf.dot_general %{{.+}}, %arg2
// KERNELS-LABEL: mft.plan @recurrent
// KERNELS-COUNT-2: mft.launch
// KERNELS-NOT: mft.launch
mf.entry @recurrent arguments ["x", "dx", "w"] results ["y", "dy"] {
^bb0(%x: tensor<32x64xf32>, %dx: tensor<32x64xf32>, %w: tensor<64x64xf32>):
  %h0 = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %h1 = mf.dot_general %h0, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %k0 = mf.dot_general %dx, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %k1 = mf.dot_general %k0, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  mf.return %h1, %k1 : tensor<32x64xf32>, tensor<32x64xf32>
}

// Two pairs that each wait for the other: one of them is given up.
// CHECK-LABEL: mf.entry @crossed
// CHECK-COUNT-4: mf.dot_general
// CHECK: mf.return
// KERNELS-LABEL: mft.plan @crossed
// KERNELS-COUNT-3: mft.launch
// KERNELS-NOT: mft.launch
mf.entry @crossed arguments ["x", "y", "v", "w"] results ["a", "b"] {
^bb0(%x: tensor<32x64xf32>, %y: tensor<32x64xf32>, %v: tensor<64x64xf32>, %w: tensor<64x64xf32>):
  %a0 = mf.dot_general %x, %v batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %a1 = mf.dot_general %a0, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %b0 = mf.dot_general %y, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  %b1 = mf.dot_general %b0, %v batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  mf.return %a1, %b1 : tensor<32x64xf32>, tensor<32x64xf32>
}

// The old value of a state is read before it is overwritten; its average follows the new value at once.
// CHECK-LABEL: mf.entry @update
// CHECK: %[[W:.+]] = mf.read @w
// CHECK: mf.dot_general %arg0, %[[W]]
// CHECK: %[[N:.+]] = mf.sub %[[W]], %arg1
// CHECK: mf.add %{{.+}}, %[[N]]
// CHECK: mf.return
// KERNELS-LABEL: mft.plan @update
// KERNELS-COUNT-2: mft.launch
// KERNELS-NOT: mft.launch
mf.entry @update arguments ["x", "g"] results ["y"] {
^bb0(%x: tensor<32x64xf32>, %g: tensor<64x64xf32>):
  %w = mf.read @w : tensor<64x64xf32>
  %n = mf.sub %w, %g : tensor<64x64xf32>
  %average = mf.read @average : tensor<64x64xf32>
  %m = mf.add %average, %n : tensor<64x64xf32>
  mf.write @average, %m : tensor<64x64xf32>
  mf.write @w, %n : tensor<64x64xf32>
  %y = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<32x64xf32>, tensor<64x64xf32> -> tensor<32x64xf32>
  mf.return %y : tensor<32x64xf32>
}

// A value's and its tangent's product share the left side, the one along which nothing lies in memory: both are turned.
// Two products of one value do so too, but none is a tangent: they stay as they are.
// CHECK-LABEL: mf.entry @shared_left
// CHECK: mf.dot_general %arg2, %arg0 {{.*}}{mf.turned}
// CHECK-NEXT: mf.dot_general %arg2, %arg1 {{.*}}{mf.role = #mf.role<tangent>, mf.turned}
// CHECK: mf.dot_general %arg0, %arg3
// CHECK-NOT: mf.turned
// CHECK: mf.return
// KERNELS-LABEL: mft.plan @shared_left
// KERNELS-COUNT-1: mft.launch {{.*}}contractions = array<i64: 1, 1, 0>
mf.entry @shared_left arguments ["x", "dx", "w", "v", "u"] results ["y", "dy", "a", "b"] {
^bb0(%x: tensor<16x24xf32>, %dx: tensor<16x24xf32>, %w: tensor<8x16xf32>, %v: tensor<24x32xf32>, %u: tensor<24x32xf32>):
  %y = mf.dot_general %w, %x batch [] x [] contracting [1] x [0] : tensor<8x16xf32>, tensor<16x24xf32> -> tensor<8x24xf32>
  %dy = mf.dot_general %w, %dx batch [] x [] contracting [1] x [0] {mf.role = #mf.role<tangent>} : tensor<8x16xf32>, tensor<16x24xf32> -> tensor<8x24xf32>
  %a = mf.dot_general %x, %v batch [] x [] contracting [1] x [0] : tensor<16x24xf32>, tensor<24x32xf32> -> tensor<16x32xf32>
  %b = mf.dot_general %x, %u batch [] x [] contracting [1] x [0] : tensor<16x24xf32>, tensor<24x32xf32> -> tensor<16x32xf32>
  mf.return %y, %dy, %a, %b : tensor<8x24xf32>, tensor<8x24xf32>, tensor<16x32xf32>, tensor<16x32xf32>
}
