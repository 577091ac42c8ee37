// --mf-expand-derivatives: the fact under test stands above each entry.
// RUN: %mf-opt %s --mf-expand-derivatives --canonicalize --mf-merge-equal=forget-roles | FileCheck %s

// Structural zeros: only x moves, so that w's product rule emits one product and no zeros.
// CHECK-LABEL: mf.entry @structural_zeros
// CHECK: ^bb0(%[[X:.+]]: tensor<2xf64>, %[[W:.+]]: tensor<2xf64>, %[[DX:.+]]: tensor<2xf64>):
// CHECK-NEXT: %[[DY:.+]] = mf.mul %[[DX]], %[[W]] :
// CHECK-NEXT: mf.return %[[DY]]
mf.entry @structural_zeros arguments ["x", "w", "dx"] results ["dy"] {
^bb0(%x: tensor<2xf64>, %w: tensor<2xf64>, %dx: tensor<2xf64>):
  %p = mf.mul %x, %w : tensor<2xf64>
  %q = mf.exp %w : tensor<2xf64>
  %y = mf.add %p, %q : tensor<2xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<2xf64>) (tensor<2xf64>) (tensor<2xf64>) -> tensor<2xf64>
  mf.return %dy : tensor<2xf64>
}

// What is stopped has no backward pass: the gradient is the exponential, and nothing passes through it.
// CHECK-LABEL: mf.entry @stopped
// CHECK: ^bb0(%[[X:.+]]: tensor<f64>):
// CHECK-NEXT: %[[E:.+]] = mf.exp %[[X]]
// CHECK-NEXT: %[[S:.+]] = mf.stop_gradient %[[E]]
// CHECK-NEXT: mf.return %[[S]]
mf.entry @stopped arguments ["x"] results ["dx"] {
^bb0(%x: tensor<f64>):
  %e = mf.exp %x : tensor<f64>
  %s = mf.stop_gradient %e : tensor<f64>
  %y = mf.mul %x, %s : tensor<f64>
  %dx = mf.grad of %y at %x : tensor<f64> (tensor<f64>) -> tensor<f64>
  mf.return %dx : tensor<f64>
}

// Of a path that begins at an identity, only that path counts: the other use of x is constant.
// CHECK-LABEL: mf.entry @attached
// CHECK: ^bb0(%[[X:.+]]: tensor<f64>, %[[V:.+]]: tensor<f64>):
// CHECK: %[[DY:.+]] = mf.mul %[[V]], %[[X]]
// CHECK-NEXT: mf.return %[[DY]]
mf.entry @attached arguments ["x", "v"] results ["dy"] {
^bb0(%x: tensor<f64>, %v: tensor<f64>):
  %z = mf.identity %x : tensor<f64>
  %y = mf.mul %z, %x : tensor<f64>
  %dy = mf.jvp of %y at %z along %v : (tensor<f64>) (tensor<f64>) (tensor<f64>) -> tensor<f64>
  mf.return %dy : tensor<f64>
}

// Coefficients of the backward pass are computed where they are first used, not all at its begin.
// CHECK-LABEL: mf.entry @coefficients
// CHECK: mf.cos
// CHECK-NEXT: mf.cos
// CHECK-NEXT: mf.mul
// CHECK-NEXT: mf.return
mf.entry @coefficients arguments ["x"] results ["dx"] {
^bb0(%x: tensor<f64>):
  %a = mf.sin %x : tensor<f64>
  %b = mf.sin %a : tensor<f64>
  %dx = mf.grad of %b at %x : tensor<f64> (tensor<f64>) -> tensor<f64>
  mf.return %dx : tensor<f64>
}

// With rows, the weights are used whole and the rows cut; the result is zero elsewhere.
// CHECK-LABEL: mf.entry @rows
// CHECK: ^bb0(%[[X:.+]]: tensor<8x4xf64>, %[[W:.+]]: tensor<4x4xf64>, %[[DX:.+]]: tensor<8x4xf64>):
// CHECK-DAG: %[[DXR:.+]] = mf.slice %[[DX]] from [2, 0] to [4, 4]
// CHECK-DAG: %[[DH:.+]] = mf.dot_general %[[DXR]], %[[W]] {{.*}} -> tensor<2x4xf64>
// CHECK-DAG: %[[TR:.+]] = mf.slice %{{.+}} from [2, 0] to [4, 4]
// CHECK: %[[DY:.+]] = mf.mul %{{.+}}, %[[DH]] : tensor<2x4xf64>
// CHECK: mf.pad %[[DY]] low [2, 0] high [4, 0] interior [0, 0] : tensor<2x4xf64> -> tensor<8x4xf64>
mf.entry @rows arguments ["x", "w", "dx"] results ["dy"] {
^bb0(%x: tensor<8x4xf64>, %w: tensor<4x4xf64>, %dx: tensor<8x4xf64>):
  %h = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<8x4xf64>, tensor<4x4xf64> -> tensor<8x4xf64>
  %y = mf.tanh %h : tensor<8x4xf64>
  %dy = mf.jvp of %y at %x along %dx rows [2, 4] : (tensor<8x4xf64>) (tensor<8x4xf64>) (tensor<8x4xf64>) -> tensor<8x4xf64>
  mf.return %dy : tensor<8x4xf64>
}

// Each checkpoint is computed again where its own backward pass begins, after its cotangent; a weight's gradient does not
// wait for the pass to end, nor for the ops that use it.
// CHECK-LABEL: mf.entry @checkpoints
// CHECK: ^bb0(%[[X:.+]]: tensor<4x4xf32>, %[[U:.+]]: tensor<4x4xf32>, %[[W:.+]]: tensor<4x4xf32>, %[[CT:.+]]: tensor<4x4xf32>):
// CHECK: mf.dot_general %[[X]], %[[U]]
// CHECK: %[[Y:.+]] = mf.exp
// CHECK: mf.dot_general %[[Y]], %[[W]]
// CHECK: mf.exp
// CHECK: %[[Y2:.+]] = mf.barrier %[[Y]] after %[[CT]]
// CHECK-NEXT: %[[W2:.+]] = mf.barrier %[[W]] after %[[CT]]
// CHECK-NEXT: mf.dot_general %[[Y2]], %[[W2]]
// CHECK-NEXT: mf.exp
// CHECK: %[[CT2:.+]] = mf.mul
// CHECK-NEXT: %[[DW:.+]] = mf.dot_general %[[Y]], %[[CT2]]
// CHECK-NEXT: %[[DY:.+]] = mf.dot_general %[[CT2]], %[[W]]
// CHECK-NEXT: %[[X1:.+]] = mf.barrier %[[X]] after %[[DY]]
// CHECK-NEXT: %[[U1:.+]] = mf.barrier %[[U]] after %[[DY]]
// CHECK-NEXT: mf.dot_general %[[X1]], %[[U1]]
// CHECK-NEXT: mf.exp
// CHECK: %[[DU:.+]] = mf.dot_general %[[X]]
// CHECK-NEXT: mf.sin %[[DW]]
mf.entry @checkpoints arguments ["x", "u", "w", "ct"] results ["l", "a", "b"] {
^bb0(%x: tensor<4x4xf32>, %u: tensor<4x4xf32>, %w: tensor<4x4xf32>, %ct: tensor<4x4xf32>):
  %y = mf.checkpoint {
    %a = mf.dot_general %x, %u batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %b = mf.exp %a : tensor<4x4xf32>
    mf.yield %b : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  %z = mf.checkpoint {
    %a = mf.dot_general %y, %w batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %b = mf.exp %a : tensor<4x4xf32>
    mf.yield %b : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  %p = mf.mul %ct, %z : tensor<4x4xf32>
  %l = mf.reduce sum %p dims [0, 1] : tensor<4x4xf32> -> tensor<f32>
  %du, %dw = mf.grad of %l at %u, %w : tensor<f32> (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>, tensor<4x4xf32>
  %a = mf.sin %dw : tensor<4x4xf32>
  %b = mf.sin %du : tensor<4x4xf32>
  mf.return %l, %a, %b : tensor<f32>, tensor<4x4xf32>, tensor<4x4xf32>
}

// What a region in a checkpoint reads from outside is held back too: its sum is not the one of the forward pass.
// CHECK-LABEL: mf.entry @captured
// CHECK: ^bb0(%[[X:.+]]: tensor<4xf32>, %[[W:.+]]: tensor<4xf32>):
// CHECK: mf.cumsum %[[W]]
// CHECK: %[[HELD:.+]] = mf.barrier %[[W]] after
// CHECK: mf.cumsum %[[HELD]]
mf.entry @captured arguments ["x", "w"] results ["l", "dx"] {
^bb0(%x: tensor<4xf32>, %w: tensor<4xf32>):
  %y = mf.checkpoint {
    %i = mf.checkpoint {
      %s = mf.cumsum %w along 0 : tensor<4xf32>
      %r = mf.mul %s, %w : tensor<4xf32>
      mf.yield %r : tensor<4xf32>
    } -> tensor<4xf32>
    %b = mf.mul %x, %i : tensor<4xf32>
    %c = mf.sin %b : tensor<4xf32>
    mf.yield %c : tensor<4xf32>
  } -> tensor<4xf32>
  %l = mf.reduce sum %y dims [0] : tensor<4xf32> -> tensor<f32>
  %dx = mf.grad of %l at %x : tensor<f32> (tensor<4xf32>) -> tensor<4xf32>
  mf.return %l, %dx : tensor<f32>, tensor<4xf32>
}
