// mf.convert among all types.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
mf.entry @f32_to_f32 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf32>):
  %v0 = mf.convert %a0 : tensor<3x7xf32> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @f32_to_f64 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf32>):
  %v0 = mf.convert %a0 : tensor<3x7xf32> -> tensor<3x7xf64>
  mf.return %v0 : tensor<3x7xf64>
}
mf.entry @f32_to_bf16 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf32>):
  %v0 = mf.convert %a0 : tensor<3x7xf32> -> tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
mf.entry @f32_to_i32 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf32>):
  %v0 = mf.convert %a0 : tensor<3x7xf32> -> tensor<3x7xi32>
  mf.return %v0 : tensor<3x7xi32>
}
mf.entry @f32_to_i64 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf32>):
  %v0 = mf.convert %a0 : tensor<3x7xf32> -> tensor<3x7xi64>
  mf.return %v0 : tensor<3x7xi64>
}
mf.entry @f32_to_i1 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf32>):
  %v0 = mf.convert %a0 : tensor<3x7xf32> -> tensor<3x7xi1>
  mf.return %v0 : tensor<3x7xi1>
}
mf.entry @f64_to_f32 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf64>):
  %v0 = mf.convert %a0 : tensor<3x7xf64> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @f64_to_f64 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf64>):
  %v0 = mf.convert %a0 : tensor<3x7xf64> -> tensor<3x7xf64>
  mf.return %v0 : tensor<3x7xf64>
}
mf.entry @f64_to_bf16 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf64>):
  %v0 = mf.convert %a0 : tensor<3x7xf64> -> tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
mf.entry @f64_to_i32 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf64>):
  %v0 = mf.convert %a0 : tensor<3x7xf64> -> tensor<3x7xi32>
  mf.return %v0 : tensor<3x7xi32>
}
mf.entry @f64_to_i64 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf64>):
  %v0 = mf.convert %a0 : tensor<3x7xf64> -> tensor<3x7xi64>
  mf.return %v0 : tensor<3x7xi64>
}
mf.entry @f64_to_i1 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xf64>):
  %v0 = mf.convert %a0 : tensor<3x7xf64> -> tensor<3x7xi1>
  mf.return %v0 : tensor<3x7xi1>
}
mf.entry @bf16_to_f32 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xbf16>):
  %v0 = mf.convert %a0 : tensor<3x7xbf16> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @bf16_to_f64 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xbf16>):
  %v0 = mf.convert %a0 : tensor<3x7xbf16> -> tensor<3x7xf64>
  mf.return %v0 : tensor<3x7xf64>
}
mf.entry @bf16_to_bf16 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xbf16>):
  %v0 = mf.convert %a0 : tensor<3x7xbf16> -> tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
mf.entry @bf16_to_i32 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xbf16>):
  %v0 = mf.convert %a0 : tensor<3x7xbf16> -> tensor<3x7xi32>
  mf.return %v0 : tensor<3x7xi32>
}
mf.entry @bf16_to_i64 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xbf16>):
  %v0 = mf.convert %a0 : tensor<3x7xbf16> -> tensor<3x7xi64>
  mf.return %v0 : tensor<3x7xi64>
}
mf.entry @bf16_to_i1 arguments ["a0"] results ["r0"] attributes {range = {a0 = [-1.000000e+02 : f64, 1.000000e+02 : f64]}} {
^bb0(%a0: tensor<3x7xbf16>):
  %v0 = mf.convert %a0 : tensor<3x7xbf16> -> tensor<3x7xi1>
  mf.return %v0 : tensor<3x7xi1>
}
mf.entry @i32_to_f32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi32>):
  %v0 = mf.convert %a0 : tensor<3x7xi32> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @i32_to_f64 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi32>):
  %v0 = mf.convert %a0 : tensor<3x7xi32> -> tensor<3x7xf64>
  mf.return %v0 : tensor<3x7xf64>
}
mf.entry @i32_to_bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi32>):
  %v0 = mf.convert %a0 : tensor<3x7xi32> -> tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
mf.entry @i32_to_i32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi32>):
  %v0 = mf.convert %a0 : tensor<3x7xi32> -> tensor<3x7xi32>
  mf.return %v0 : tensor<3x7xi32>
}
mf.entry @i32_to_i64 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi32>):
  %v0 = mf.convert %a0 : tensor<3x7xi32> -> tensor<3x7xi64>
  mf.return %v0 : tensor<3x7xi64>
}
mf.entry @i32_to_i1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi32>):
  %v0 = mf.convert %a0 : tensor<3x7xi32> -> tensor<3x7xi1>
  mf.return %v0 : tensor<3x7xi1>
}
mf.entry @i64_to_f32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi64>):
  %v0 = mf.convert %a0 : tensor<3x7xi64> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @i64_to_f64 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi64>):
  %v0 = mf.convert %a0 : tensor<3x7xi64> -> tensor<3x7xf64>
  mf.return %v0 : tensor<3x7xf64>
}
mf.entry @i64_to_bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi64>):
  %v0 = mf.convert %a0 : tensor<3x7xi64> -> tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
mf.entry @i64_to_i32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi64>):
  %v0 = mf.convert %a0 : tensor<3x7xi64> -> tensor<3x7xi32>
  mf.return %v0 : tensor<3x7xi32>
}
mf.entry @i64_to_i64 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi64>):
  %v0 = mf.convert %a0 : tensor<3x7xi64> -> tensor<3x7xi64>
  mf.return %v0 : tensor<3x7xi64>
}
mf.entry @i64_to_i1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi64>):
  %v0 = mf.convert %a0 : tensor<3x7xi64> -> tensor<3x7xi1>
  mf.return %v0 : tensor<3x7xi1>
}
mf.entry @i1_to_f32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>):
  %v0 = mf.convert %a0 : tensor<3x7xi1> -> tensor<3x7xf32>
  mf.return %v0 : tensor<3x7xf32>
}
mf.entry @i1_to_f64 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>):
  %v0 = mf.convert %a0 : tensor<3x7xi1> -> tensor<3x7xf64>
  mf.return %v0 : tensor<3x7xf64>
}
mf.entry @i1_to_bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>):
  %v0 = mf.convert %a0 : tensor<3x7xi1> -> tensor<3x7xbf16>
  mf.return %v0 : tensor<3x7xbf16>
}
mf.entry @i1_to_i32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>):
  %v0 = mf.convert %a0 : tensor<3x7xi1> -> tensor<3x7xi32>
  mf.return %v0 : tensor<3x7xi32>
}
mf.entry @i1_to_i64 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>):
  %v0 = mf.convert %a0 : tensor<3x7xi1> -> tensor<3x7xi64>
  mf.return %v0 : tensor<3x7xi64>
}
mf.entry @i1_to_i1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x7xi1>):
  %v0 = mf.convert %a0 : tensor<3x7xi1> -> tensor<3x7xi1>
  mf.return %v0 : tensor<3x7xi1>
}
mf.entry @rank0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<i32>):
  %v0 = mf.convert %a0 : tensor<i32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @chain arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<17xf32>):
  %v0 = mf.add %a0, %a0 : tensor<17xf32>
  %v1 = mf.convert %v0 : tensor<17xf32> -> tensor<17xbf16>
  %v2 = mf.convert %v1 : tensor<17xbf16> -> tensor<17xf32>
  %v3 = mf.convert %v2 : tensor<17xf32> -> tensor<17xi32>
  mf.return %v3 : tensor<17xi32>
}
mf.entry @bf16_kept arguments ["a0"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<17xf32>):
  %v0 = mf.convert %a0 : tensor<17xf32> -> tensor<17xbf16>
  %v1 = mf.convert %v0 : tensor<17xbf16> -> tensor<17xf32>
  %v2 = mf.mul %v0, %v0 : tensor<17xbf16>
  mf.return %v1, %v0, %v2 : tensor<17xf32>, tensor<17xbf16>, tensor<17xbf16>
}
