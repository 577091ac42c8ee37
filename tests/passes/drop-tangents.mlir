// The results of a jvp become zeros; the rest stays.
// RUN: %mf-opt %s --mf-drop-tangents | FileCheck %s
mf.entry @f arguments ["x", "dx"] results ["y", "dy"] {
^bb0(%x: tensor<8x16xf32>, %dx: tensor<8x16xf32>):
  %y = mf.silu %x : tensor<8x16xf32>
  %dy = mf.jvp of %y at %x along %dx : (tensor<8x16xf32>) (tensor<8x16xf32>) (tensor<8x16xf32>) -> tensor<8x16xf32>
  mf.return %y, %dy : tensor<8x16xf32>, tensor<8x16xf32>
}
// CHECK: %[[Y:.*]] = mf.silu
// CHECK: %[[ZERO:.*]] = mf.constant dense<0.000000e+00> : tensor<8x16xf32>
// CHECK-NOT: mf.jvp
// CHECK: mf.return %[[Y]], %[[ZERO]]
