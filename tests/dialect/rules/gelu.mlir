// The derivative rule of mf.gelu. Through its decomposition; the primal of mf-rulecheck is the direct formula.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --at=-5,-1,-0.5,0,0.5,1,5 --rows=1,3
// RUN: %mf-rulecheck %s --entry=approximate --at=-5,-1,-0.5,0,0.5,1,5 --rows=1,3
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward --at=-5,-1,-0.5,0,0.5,1,5
// RUN: %mf-rulecheck %s --entry=gradient --at=-5,-1,-0.5,0,0.5,1,5
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<7xf64>):
  %y = mf.gelu %x : tensor<7xf64>
  mf.return %y : tensor<7xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["y"] {
^bb0(%x: tensor<7xf64>, %dx: tensor<7xf64>):
  %y = mf.gelu %x : tensor<7xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<7xf64>) (tensor<7xf64>) (tensor<7xf64>) -> tensor<7xf64>
  mf.return %dy : tensor<7xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<7xf64>, %[[DX:.+]]: tensor<7xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<-1.1283791670955126> : tensor<7xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<5.000000e-01> : tensor<7xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<-0.70710678118654757> : tensor<7xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.mul %[[X]], %[[V4]] : tensor<7xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.erfc %[[V5]] : tensor<7xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.mul %[[V6]], %[[V3]] : tensor<7xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.mul %[[DX]], %[[V4]] : tensor<7xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.mul %[[V5]], %[[V5]] : tensor<7xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.neg %[[V9]] : tensor<7xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.exp %[[V10]] : tensor<7xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.mul %[[V11]], %[[V2]] : tensor<7xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.mul %[[V12]], %[[V8]] : tensor<7xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.mul %[[V13]], %[[V3]] : tensor<7xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.mul %[[DX]], %[[V7]] : tensor<7xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.mul %[[X]], %[[V14]] : tensor<7xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.add %[[V15]], %[[V16]] : tensor<7xf64>
// CHECK-NEXT: mf.return %[[V17]] : tensor<7xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<7xf64>, %ct: tensor<7xf64>):
  %y = mf.gelu %x : tensor<7xf64>
  %p = mf.mul %ct, %y : tensor<7xf64>
  %s = mf.reduce sum %p dims [0] : tensor<7xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<7xf64>) -> tensor<7xf64>
  mf.return %dx : tensor<7xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<7xf64>, %[[CT:.+]]: tensor<7xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<-1.1283791670955126> : tensor<7xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.constant dense<5.000000e-01> : tensor<7xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.constant dense<-0.70710678118654757> : tensor<7xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.mul %[[X]], %[[V4]] : tensor<7xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.erfc %[[V5]] : tensor<7xf64>
// CHECK-NEXT: %[[V7:.+]] = mf.mul %[[V6]], %[[V3]] : tensor<7xf64>
// CHECK-NEXT: %[[V8:.+]] = mf.mul %[[X]], %[[CT]] : tensor<7xf64>
// CHECK-NEXT: %[[V9:.+]] = mf.mul %[[V8]], %[[V3]] : tensor<7xf64>
// CHECK-NEXT: %[[V10:.+]] = mf.mul %[[V5]], %[[V5]] : tensor<7xf64>
// CHECK-NEXT: %[[V11:.+]] = mf.neg %[[V10]] : tensor<7xf64>
// CHECK-NEXT: %[[V12:.+]] = mf.exp %[[V11]] : tensor<7xf64>
// CHECK-NEXT: %[[V13:.+]] = mf.mul %[[V12]], %[[V2]] : tensor<7xf64>
// CHECK-NEXT: %[[V14:.+]] = mf.mul %[[V13]], %[[V9]] : tensor<7xf64>
// CHECK-NEXT: %[[V15:.+]] = mf.mul %[[V14]], %[[V4]] : tensor<7xf64>
// CHECK-NEXT: %[[V16:.+]] = mf.mul %[[CT]], %[[V7]] : tensor<7xf64>
// CHECK-NEXT: %[[V17:.+]] = mf.add %[[V16]], %[[V15]] : tensor<7xf64>
// CHECK-NEXT: mf.return %[[V17]] : tensor<7xf64>
mf.entry @approximate arguments ["x"] results ["y"] {
^bb0(%x: tensor<7xf64>):
  %y = mf.gelu %x {approximate = true} : tensor<7xf64>
  mf.return %y : tensor<7xf64>
}
