// --mf-merge-equal: equal ops become one, whatever their roles; the one that stays has the least of them.
// RUN: %mf-opt %s --mf-expand-derivatives --canonicalize --mf-merge-equal | FileCheck %s
// RUN: %mf-opt %s --mf-expand-derivatives --canonicalize --mf-merge-equal=forget-roles | FileCheck %s --check-prefix=FORGET
// FORGET-NOT: mf.role

// The tangent d w is a value of the program as well: it is primal, wherever the program says it.
// CHECK-LABEL: mf.entry @after
// CHECK-COUNT-1: mf.mul %{{.+}}, %{{.+}} : tensor<64xf32>
// CHECK-NOT: mf.mul
// CHECK: mf.return
mf.entry @after arguments ["x", "d", "w"] results ["t", "p"] {
^bb0(%x: tensor<64xf32>, %d: tensor<64xf32>, %w: tensor<64xf32>):
  %y = mf.mul %x, %w : tensor<64xf32>
  %t = mf.jvp of %y at %x along %d : (tensor<64xf32>) (tensor<64xf32>) (tensor<64xf32>) -> tensor<64xf32>
  %p = mf.mul %d, %w : tensor<64xf32>
  mf.return %t, %p : tensor<64xf32>, tensor<64xf32>
}
// CHECK-LABEL: mf.entry @before
// CHECK-COUNT-1: mf.mul %{{.+}}, %{{.+}} : tensor<64xf32>
// CHECK-NOT: mf.mul
// CHECK: mf.return
mf.entry @before arguments ["x", "d", "w"] results ["t", "p"] {
^bb0(%x: tensor<64xf32>, %d: tensor<64xf32>, %w: tensor<64xf32>):
  %p = mf.mul %d, %w : tensor<64xf32>
  %y = mf.mul %x, %w : tensor<64xf32>
  %t = mf.jvp of %y at %x along %d : (tensor<64xf32>) (tensor<64xf32>) (tensor<64xf32>) -> tensor<64xf32>
  mf.return %t, %p : tensor<64xf32>, tensor<64xf32>
}

// A derivative of a derivative belongs to the outer one where that is a gradient; in a loop, so does what is in it.
// CHECK-LABEL: mf.entry @nested
// CHECK: mf.mul %{{.+}}, %{{.+}} {mf.role = #mf.role<tangent>}
// CHECK: mf.mul %{{.+}}, %{{.+}} {mf.role = #mf.role<gradient>}
// CHECK: mf.return
mf.entry @nested arguments ["x", "d", "w"] results ["t", "g"] {
^bb0(%x: tensor<64xf32>, %d: tensor<64xf32>, %w: tensor<64xf32>):
  %y = mf.mul %x, %w : tensor<64xf32>
  %t = mf.jvp of %y at %x along %d : (tensor<64xf32>) (tensor<64xf32>) (tensor<64xf32>) -> tensor<64xf32>
  %s = mf.reduce sum %t dims [0] : tensor<64xf32> -> tensor<f32>
  %c = mf.mul %s, %s : tensor<f32>
  %g = mf.grad of %c at %w : tensor<f32> (tensor<64xf32>) -> tensor<64xf32>
  mf.return %t, %g : tensor<64xf32>, tensor<64xf32>
}
// CHECK-LABEL: mf.entry @loop
// CHECK: mf.for {{.*}}mf.role = #mf.role<tangent>
// CHECK: mf.mul {{.*}} {mf.role = #mf.role<tangent>}
// CHECK: mf.yield
mf.entry @loop arguments ["x", "d", "w"] results ["t"] {
^bb0(%x: tensor<64xf32>, %d: tensor<64xf32>, %w: tensor<64xf32>):
  %y = mf.for init(%x : tensor<64xf32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %v: tensor<64xf32>):
    %n = mf.mul %v, %w : tensor<64xf32>
    mf.yield %n : tensor<64xf32>
  } -> tensor<64xf32>
  %t = mf.jvp of %y at %x along %d : (tensor<64xf32>) (tensor<64xf32>) (tensor<64xf32>) -> tensor<64xf32>
  mf.return %t : tensor<64xf32>
}

// Products of different precision are different ops.
// CHECK-LABEL: mf.entry @precision
// CHECK: mf.dot_general {{.*}} {precision = #mf.precision<bf16>}
// CHECK: mf.dot_general
// CHECK: mf.return
mf.entry @precision arguments ["x", "w"] results ["y", "z"] {
^bb0(%x: tensor<4x8xf32>, %w: tensor<8x4xf32>):
  %y = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] {precision = #mf.precision<bf16>} : tensor<4x8xf32>, tensor<8x4xf32> -> tensor<4x4xf32>
  %z = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<4x8xf32>, tensor<8x4xf32> -> tensor<4x4xf32>
  mf.return %y, %z : tensor<4x4xf32>, tensor<4x4xf32>
}
