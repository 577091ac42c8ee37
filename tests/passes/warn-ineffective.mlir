// What comes to nothing is said at its line, once: parameters without a path to a loss (also through what stops a gradient), gradients and jvps of what does not
// depend on them, a training entry that writes no parameter, averages that nobody writes. What does depend, through loops and checkpoints too, is silent.
// RUN: %mf-opt %s --mf-warn-ineffective -o /dev/null 2>&1 | FileCheck %s
// RUN: %mf-opt %s --mf-warn-ineffective -o /dev/null 2>&1 | grep -c "warning:" | FileCheck %s --check-prefix=COUNT
// COUNT: {{^6$}}
mf.state @alone role "parameter" : tensor<4xf32>
mf.state @stopped role "parameter" : tensor<4xf32>
mf.state @looped role "parameter" : tensor<4xf32>
mf.state @kept role "parameter" : tensor<4xf32>
mf.state @later role "parameter" : tensor<4xf32>
mf.state @ema.looped role "ema" : tensor<4xf32>
mf.state @ema.kept role "ema" : tensor<4xf32>
// CHECK-DAG: :32:10: warning: grad: the value does not depend on input 5, made at {{.*}}warn-ineffective.mlir:15: its gradient is zero
mf.entry @train_step arguments ["x", "unused"] results ["loss", "g"] {
^bb0(%x: tensor<4xf32>, %unused: tensor<4xf32>):
  %a = mf.read @alone : tensor<4xf32>
  %s = mf.read @stopped : tensor<4xf32>
  %l = mf.read @looped : tensor<4xf32>
  %k = mf.read @kept : tensor<4xf32>
  %p = mf.read @later : tensor<4xf32>
  %still = mf.stop_gradient %s : tensor<4xf32>
  %y = mf.for init(%still : tensor<4xf32>) attributes {trips = 3 : i64} {
  ^bb1(%i: tensor<i32>, %c: tensor<4xf32>):
    %n = mf.mul %c, %l : tensor<4xf32>
    mf.yield %n : tensor<4xf32>
  } -> tensor<4xf32>
  %z = mf.checkpoint {
    %q = mf.add %y, %k : tensor<4xf32>
    mf.yield %q : tensor<4xf32>
  } -> tensor<4xf32>
  %loss = mf.reduce sum %z dims [0] : tensor<4xf32> -> tensor<f32>
  %g:6 = mf.grad of %loss at %a, %s, %l, %k, %p, %unused : tensor<f32> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  mf.return %loss, %g#0 : tensor<f32>, tensor<4xf32>
}
// a parameter that another gradient reaches is none in vain; a jvp along what the value does not depend on
mf.entry @second arguments ["dx"] results ["dp", "dy"] {
^bb0(%dx: tensor<4xf32>):
  %p = mf.read @later : tensor<4xf32>
  %e = mf.read @ema.looped : tensor<4xf32>
  %sum = mf.reduce sum %p dims [0] : tensor<4xf32> -> tensor<f32>
  %dp = mf.grad of %sum at %p : tensor<f32> (tensor<4xf32>) -> tensor<4xf32>
  %y = mf.sin %e : tensor<4xf32>
  %dy = mf.jvp of %y at %p along %dx : (tensor<4xf32>) (tensor<4xf32>) (tensor<4xf32>) -> tensor<4xf32>
  mf.return %dp, %dy : tensor<4xf32>, tensor<4xf32>
}
mf.entry @update arguments ["x"] results [] {
^bb0(%x: tensor<4xf32>):
  %old = mf.read @ema.kept : tensor<4xf32>
  %new = mf.add %old, %x : tensor<4xf32>
  mf.write @ema.kept, %new : tensor<4xf32>
  mf.return
}
// CHECK-DAG: :6:1: warning: parameter 'alone': no loss depends on it, so its gradient is zero; use what is made of it, or leave it out
// CHECK-DAG: :7:1: warning: parameter 'stopped': no loss depends on it
// CHECK-DAG: :11:1: warning: average 'ema.looped': read, and no entry writes it: it stays as init made it; give the optimizer an ema_decay above 0, or read the parameters themselves
// CHECK-DAG: :14:1: warning: entry 'train_step' writes no parameter, so nothing is learned; call optimize(), or write() the new values
// CHECK-DAG: :43:9: warning: jvp: the function's value does not depend on an input that moves: its derivative is zero
