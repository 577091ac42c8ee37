// Blocks at run-time places, clamped so that they lie inside.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0 arguments ["a0", "a1"] results ["r0"] attributes {range = {a1 = [0, 3]}} {
^bb0(%a0: tensor<9xf32>, %a1: tensor<1xi32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<9xf32>, tensor<1xi32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @outside0 arguments ["a0", "a1"] results ["r0", "r1"] attributes {range = {a1 = [-9, 30]}} {
^bb0(%a0: tensor<9xf32>, %a1: tensor<1xi64>):
  %v0 = mf.tanh %a0 : tensor<9xf32>
  %v1 = mf.dynamic_slice %v0 [%a1] : tensor<9xf32>, tensor<1xi64> -> tensor<4xf32>
  %v2 = mf.mul %v1, %v1 : tensor<4xf32>
  mf.return %v2, %v0 : tensor<4xf32>, tensor<9xf32>
}
mf.entry @case1 arguments ["a0", "a1"] results ["r0"] attributes {range = {a1 = [0, 3]}} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<2xi32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<5x7xf32>, tensor<2xi32> -> tensor<2x3xf32>
  mf.return %v0 : tensor<2x3xf32>
}
mf.entry @outside1 arguments ["a0", "a1"] results ["r0", "r1"] attributes {range = {a1 = [-9, 30]}} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<2xi64>):
  %v0 = mf.tanh %a0 : tensor<5x7xf32>
  %v1 = mf.dynamic_slice %v0 [%a1] : tensor<5x7xf32>, tensor<2xi64> -> tensor<2x3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<2x3xf32>
  mf.return %v2, %v0 : tensor<2x3xf32>, tensor<5x7xf32>
}
mf.entry @case2 arguments ["a0", "a1"] results ["r0"] attributes {range = {a1 = [0, 3]}} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<2xi32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<5x7xf32>, tensor<2xi32> -> tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @outside2 arguments ["a0", "a1"] results ["r0", "r1"] attributes {range = {a1 = [-9, 30]}} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<2xi64>):
  %v0 = mf.tanh %a0 : tensor<5x7xf32>
  %v1 = mf.dynamic_slice %v0 [%a1] : tensor<5x7xf32>, tensor<2xi64> -> tensor<5x3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<5x3xf32>
  mf.return %v2, %v0 : tensor<5x3xf32>, tensor<5x7xf32>
}
mf.entry @case3 arguments ["a0", "a1"] results ["r0"] attributes {range = {a1 = [0, 3]}} {
^bb0(%a0: tensor<2x3x17xf32>, %a1: tensor<3xi32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<2x3x17xf32>, tensor<3xi32> -> tensor<1x2x5xf32>
  mf.return %v0 : tensor<1x2x5xf32>
}
mf.entry @outside3 arguments ["a0", "a1"] results ["r0", "r1"] attributes {range = {a1 = [-9, 30]}} {
^bb0(%a0: tensor<2x3x17xf32>, %a1: tensor<3xi64>):
  %v0 = mf.tanh %a0 : tensor<2x3x17xf32>
  %v1 = mf.dynamic_slice %v0 [%a1] : tensor<2x3x17xf32>, tensor<3xi64> -> tensor<1x2x5xf32>
  %v2 = mf.mul %v1, %v1 : tensor<1x2x5xf32>
  mf.return %v2, %v0 : tensor<1x2x5xf32>, tensor<2x3x17xf32>
}
mf.entry @case4 arguments ["a0", "a1"] results ["r0"] attributes {range = {a1 = [0, 3]}} {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<4xi32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<2x3x4x5xf32>, tensor<4xi32> -> tensor<1x1x4x2xf32>
  mf.return %v0 : tensor<1x1x4x2xf32>
}
mf.entry @outside4 arguments ["a0", "a1"] results ["r0", "r1"] attributes {range = {a1 = [-9, 30]}} {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<4xi64>):
  %v0 = mf.tanh %a0 : tensor<2x3x4x5xf32>
  %v1 = mf.dynamic_slice %v0 [%a1] : tensor<2x3x4x5xf32>, tensor<4xi64> -> tensor<1x1x4x2xf32>
  %v2 = mf.mul %v1, %v1 : tensor<1x1x4x2xf32>
  mf.return %v2, %v0 : tensor<1x1x4x2xf32>, tensor<2x3x4x5xf32>
}
mf.entry @case5 arguments ["a0", "a1"] results ["r0"] attributes {range = {a1 = [0, 3]}} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<2xi32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<5x7xf32>, tensor<2xi32> -> tensor<5x7xf32>
  mf.return %v0 : tensor<5x7xf32>
}
mf.entry @outside5 arguments ["a0", "a1"] results ["r0", "r1"] attributes {range = {a1 = [-9, 30]}} {
^bb0(%a0: tensor<5x7xf32>, %a1: tensor<2xi64>):
  %v0 = mf.tanh %a0 : tensor<5x7xf32>
  %v1 = mf.dynamic_slice %v0 [%a1] : tensor<5x7xf32>, tensor<2xi64> -> tensor<5x7xf32>
  %v2 = mf.mul %v1, %v1 : tensor<5x7xf32>
  mf.return %v2, %v0 : tensor<5x7xf32>, tensor<5x7xf32>
}
mf.entry @scalar arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<0xi32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<f32>, tensor<0xi32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @computed_start arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<9x3xf32>, %a1: tensor<2x6xf32>):
  %v0 = mf.argmax %a1 along 1 : tensor<2x6xf32> -> tensor<2xi32>
  %v1 = mf.dynamic_slice %a0 [%v0] : tensor<9x3xf32>, tensor<2xi32> -> tensor<4x2xf32>
  mf.return %v1 : tensor<4x2xf32>
}
mf.entry @i32 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<9xi32>, %a1: tensor<1xi32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<9xi32>, tensor<1xi32> -> tensor<3xi32>
  mf.return %v0 : tensor<3xi32>
}
