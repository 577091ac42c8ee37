// mf.constant has no tangent: nothing is emitted for it.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// RUN: %mf-rulecheck %s --entry=values --evaluate | FileCheck %s --check-prefix=VALUES
// CHECK-LABEL: mf.entry @forward
// CHECK: %[[C:.+]] = mf.constant dense<[1.000000e+00, -2.000000e+00, 3.000000e+00]>
// CHECK-NEXT: %[[DY:.+]] = mf.mul %[[C]], %{{.+}}
// CHECK-NEXT: mf.return %[[DY]]
mf.entry @f arguments ["x"] results ["y"] {
^bb0(%x: tensor<3xf64>):
  %c = mf.constant dense<[1.0, -2.0, 3.0]> : tensor<3xf64>
  %y = mf.mul %c, %x : tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
mf.entry @forward arguments ["x", "dx"] results ["dy"] {
^bb0(%x: tensor<3xf64>, %dx: tensor<3xf64>):
  %c = mf.constant dense<[1.0, -2.0, 3.0]> : tensor<3xf64>
  %y = mf.mul %c, %x : tensor<3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dy : tensor<3xf64>
}
// Every element type, splats, empty tensors and raw resources.
// VALUES: values.f32 = 0.1000000015
// VALUES: values.bf16 = 0.1000976562 -3
// VALUES: values.i64 = -9007199254740991
// VALUES: values.i1 = 1 0
// VALUES: values.splat = 7 7
// VALUES: values.empty =
// VALUES: values.resource = 1 -2
mf.entry @values arguments [] results ["f32", "bf16", "i64", "i1", "splat", "empty", "resource"] {
  %f32 = mf.constant dense<0.1> : tensor<f32>
  %bf16 = mf.constant dense<[0.1, -3.0]> : tensor<2xbf16>
  %i64 = mf.constant dense<-9007199254740991> : tensor<i64>
  %i1 = mf.constant dense<[true, false]> : tensor<2xi1>
  %splat = mf.constant dense<7> : tensor<2xi32>
  %empty = mf.constant dense<> : tensor<0xf64>
  %resource = mf.constant dense_resource<two> : tensor<2xf32>
  mf.return %f32, %bf16, %i64, %i1, %splat, %empty, %resource : tensor<f32>, tensor<2xbf16>, tensor<i64>, tensor<2xi1>, tensor<2xi32>, tensor<0xf64>, tensor<2xf32>
}
{-#
  dialect_resources: { builtin: { two: "0x040000000000803F000000C0" } }
#-}
