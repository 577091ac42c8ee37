// The derivative rule of mf.clamp. The points stay off the bounds; at a bound the derivative is 1.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --at=-9,-0.5,0.5,9 --rows=1,3
// CHECKED: forward, gradient
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<4xf64>):
  %y = mf.clamp %x in [-1.0, 2.0] : tensor<4xf64>
  mf.return %y : tensor<4xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<4xf64>, %dx: tensor<4xf64>):
  %y = mf.clamp %x in [-1.0, 2.0] : tensor<4xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<4xf64>) (tensor<4xf64>) (tensor<4xf64>) -> tensor<4xf64>
  mf.return %dy : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[X:.+]]: tensor<4xf64>, %[[DX:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<0.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.clamp %[[X]] in[-1.000000e+00, 2.000000e+00] : tensor<4xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.compare  eq %[[X]], %[[V3]] : tensor<4xf64> -> tensor<4xi1>
// CHECK-NEXT: %[[V5:.+]] = mf.select %[[V4]], %[[DX]], %[[V2]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: mf.return %[[V5]] : tensor<4xf64>
mf.entry @gradient arguments ["x", "ct"] results ["dx"] {
^bb0(%x: tensor<4xf64>, %ct: tensor<4xf64>):
  %y = mf.clamp %x in [-1.0, 2.0] : tensor<4xf64>
  %p = mf.mul %ct, %y : tensor<4xf64>
  %s = mf.reduce sum %p dims [0] : tensor<4xf64> -> tensor<f64>
  %dx = mf.grad of %s at %x : tensor<f64> (tensor<4xf64>) -> tensor<4xf64>
  mf.return %dx : tensor<4xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[X:.+]]: tensor<4xf64>, %[[CT:.+]]: tensor<4xf64>):
// CHECK-NEXT: %[[V2:.+]] = mf.constant dense<0.000000e+00> : tensor<4xf64>
// CHECK-NEXT: %[[V3:.+]] = mf.clamp %[[X]] in[-1.000000e+00, 2.000000e+00] : tensor<4xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.compare  eq %[[X]], %[[V3]] : tensor<4xf64> -> tensor<4xi1>
// CHECK-NEXT: %[[V5:.+]] = mf.select %[[V4]], %[[CT]], %[[V2]] : tensor<4xi1>, tensor<4xf64>
// CHECK-NEXT: mf.return %[[V5]] : tensor<4xf64>
// RUN: %mf-rulecheck %s --entry=forward --evaluate --set=x=-1,2,-1.5,2.5 --set=dx=1 | FileCheck %s --check-prefix=BOUNDS
// BOUNDS: forward.dy = 1 1 0 0
