// The derivative rule of mf.slice. Its transpose pads with zeros.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --rows=1,3
// RUN: %mf-rulecheck %s --entry=uneven
// RUN: %mf-rulecheck %s --entry=empty
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<5x7xf64>):
  %y = mf.slice %x from [0, 1] to [5, 6] by [1, 2] : tensor<5x7xf64> -> tensor<5x3xf64>
  mf.return %y : tensor<5x3xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<5x7xf64>, %dx: tensor<5x7xf64>):
  %y = mf.slice %x from [0, 1] to [5, 6] by [1, 2] : tensor<5x7xf64> -> tensor<5x3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<5x3xf64>) (tensor<5x7xf64>) (tensor<5x7xf64>) -> tensor<5x3xf64>
  mf.return %dy : tensor<5x3xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<5x7xf64>, %[[DX:.+]]: tensor<5x7xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.slice %[[DX]] from [0, 1] to [5, 6] by [1, 2] : tensor<5x7xf64> -> tensor<5x3xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<5x3xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<5x7xf64>, %ct: tensor<5x3xf64>):
  %y = mf.slice %x from [0, 1] to [5, 6] by [1, 2] : tensor<5x7xf64> -> tensor<5x3xf64>
  %p = mf.mul %ct, %y : tensor<5x3xf64>
  %s = mf.reduce sum %p dims [0, 1] : tensor<5x3xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<5x7xf64>) -> tensor<5x7xf64>
  mf.return %dx : tensor<5x7xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<5x7xf64>, %[[CT:.+]]: tensor<5x3xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.pad %[[CT]] low [0, 1] high [0, 1] interior [0, 1] : tensor<5x3xf64> -> tensor<5x7xf64>
// CHECK-NEXT: mf.return %[[V2]] : tensor<5x7xf64>
mf.entry @uneven arguments ["x"] results ["y"] {
^bb0(%x: tensor<8xf64>):
  %y = mf.slice %x from [1] to [8] by [3] : tensor<8xf64> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @empty arguments ["x"] results ["y"] {
^bb0(%x: tensor<8xf64>):
  %n = mf.slice %x from [2] to [2] by [1] : tensor<8xf64> -> tensor<0xf64>
  %y = mf.concatenate %x, %n along 0 : tensor<8xf64>, tensor<0xf64> -> tensor<8xf64>
  mf.return %y : tensor<8xf64>
}
