// mf.compare: every direction and type; conditions as results.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @eq arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<37xf32>, %a1: tensor<37xf32>):
  %v0 = mf.round %a0 : tensor<37xf32>
  %v1 = mf.round %a1 : tensor<37xf32>
  %v2 = mf.compare eq %v0, %v1 : tensor<37xf32> -> tensor<37xi1>
  mf.return %v2 : tensor<37xi1>
}
mf.entry @eq_i32 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi32>, %a1: tensor<37xi32>):
  %v0 = mf.compare eq %a0, %a1 : tensor<37xi32> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @eq_i64 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi64>, %a1: tensor<37xi64>):
  %v0 = mf.compare eq %a0, %a1 : tensor<37xi64> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @eq_bf16 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xbf16>, %a1: tensor<37xbf16>):
  %v0 = mf.compare eq %a0, %a1 : tensor<37xbf16> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @eq_nan arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<5xf32>
  %v1 = mf.div %v0, %v0 : tensor<5xf32>
  %v2 = mf.compare eq %a0, %v1 : tensor<5xf32> -> tensor<5xi1>
  %v3 = mf.compare eq %v1, %v1 : tensor<5xf32> -> tensor<5xi1>
  mf.return %v2, %v3 : tensor<5xi1>, tensor<5xi1>
}
mf.entry @ne arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<37xf32>, %a1: tensor<37xf32>):
  %v0 = mf.round %a0 : tensor<37xf32>
  %v1 = mf.round %a1 : tensor<37xf32>
  %v2 = mf.compare ne %v0, %v1 : tensor<37xf32> -> tensor<37xi1>
  mf.return %v2 : tensor<37xi1>
}
mf.entry @ne_i32 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi32>, %a1: tensor<37xi32>):
  %v0 = mf.compare ne %a0, %a1 : tensor<37xi32> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @ne_i64 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi64>, %a1: tensor<37xi64>):
  %v0 = mf.compare ne %a0, %a1 : tensor<37xi64> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @ne_bf16 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xbf16>, %a1: tensor<37xbf16>):
  %v0 = mf.compare ne %a0, %a1 : tensor<37xbf16> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @ne_nan arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<5xf32>
  %v1 = mf.div %v0, %v0 : tensor<5xf32>
  %v2 = mf.compare ne %a0, %v1 : tensor<5xf32> -> tensor<5xi1>
  %v3 = mf.compare ne %v1, %v1 : tensor<5xf32> -> tensor<5xi1>
  mf.return %v2, %v3 : tensor<5xi1>, tensor<5xi1>
}
mf.entry @lt arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<37xf32>, %a1: tensor<37xf32>):
  %v0 = mf.round %a0 : tensor<37xf32>
  %v1 = mf.round %a1 : tensor<37xf32>
  %v2 = mf.compare lt %v0, %v1 : tensor<37xf32> -> tensor<37xi1>
  mf.return %v2 : tensor<37xi1>
}
mf.entry @lt_i32 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi32>, %a1: tensor<37xi32>):
  %v0 = mf.compare lt %a0, %a1 : tensor<37xi32> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @lt_i64 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi64>, %a1: tensor<37xi64>):
  %v0 = mf.compare lt %a0, %a1 : tensor<37xi64> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @lt_bf16 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xbf16>, %a1: tensor<37xbf16>):
  %v0 = mf.compare lt %a0, %a1 : tensor<37xbf16> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @lt_nan arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<5xf32>
  %v1 = mf.div %v0, %v0 : tensor<5xf32>
  %v2 = mf.compare lt %a0, %v1 : tensor<5xf32> -> tensor<5xi1>
  %v3 = mf.compare lt %v1, %v1 : tensor<5xf32> -> tensor<5xi1>
  mf.return %v2, %v3 : tensor<5xi1>, tensor<5xi1>
}
mf.entry @le arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<37xf32>, %a1: tensor<37xf32>):
  %v0 = mf.round %a0 : tensor<37xf32>
  %v1 = mf.round %a1 : tensor<37xf32>
  %v2 = mf.compare le %v0, %v1 : tensor<37xf32> -> tensor<37xi1>
  mf.return %v2 : tensor<37xi1>
}
mf.entry @le_i32 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi32>, %a1: tensor<37xi32>):
  %v0 = mf.compare le %a0, %a1 : tensor<37xi32> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @le_i64 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi64>, %a1: tensor<37xi64>):
  %v0 = mf.compare le %a0, %a1 : tensor<37xi64> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @le_bf16 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xbf16>, %a1: tensor<37xbf16>):
  %v0 = mf.compare le %a0, %a1 : tensor<37xbf16> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @le_nan arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<5xf32>
  %v1 = mf.div %v0, %v0 : tensor<5xf32>
  %v2 = mf.compare le %a0, %v1 : tensor<5xf32> -> tensor<5xi1>
  %v3 = mf.compare le %v1, %v1 : tensor<5xf32> -> tensor<5xi1>
  mf.return %v2, %v3 : tensor<5xi1>, tensor<5xi1>
}
mf.entry @gt arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<37xf32>, %a1: tensor<37xf32>):
  %v0 = mf.round %a0 : tensor<37xf32>
  %v1 = mf.round %a1 : tensor<37xf32>
  %v2 = mf.compare gt %v0, %v1 : tensor<37xf32> -> tensor<37xi1>
  mf.return %v2 : tensor<37xi1>
}
mf.entry @gt_i32 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi32>, %a1: tensor<37xi32>):
  %v0 = mf.compare gt %a0, %a1 : tensor<37xi32> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @gt_i64 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi64>, %a1: tensor<37xi64>):
  %v0 = mf.compare gt %a0, %a1 : tensor<37xi64> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @gt_bf16 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xbf16>, %a1: tensor<37xbf16>):
  %v0 = mf.compare gt %a0, %a1 : tensor<37xbf16> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @gt_nan arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<5xf32>
  %v1 = mf.div %v0, %v0 : tensor<5xf32>
  %v2 = mf.compare gt %a0, %v1 : tensor<5xf32> -> tensor<5xi1>
  %v3 = mf.compare gt %v1, %v1 : tensor<5xf32> -> tensor<5xi1>
  mf.return %v2, %v3 : tensor<5xi1>, tensor<5xi1>
}
mf.entry @ge arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<37xf32>, %a1: tensor<37xf32>):
  %v0 = mf.round %a0 : tensor<37xf32>
  %v1 = mf.round %a1 : tensor<37xf32>
  %v2 = mf.compare ge %v0, %v1 : tensor<37xf32> -> tensor<37xi1>
  mf.return %v2 : tensor<37xi1>
}
mf.entry @ge_i32 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi32>, %a1: tensor<37xi32>):
  %v0 = mf.compare ge %a0, %a1 : tensor<37xi32> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @ge_i64 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xi64>, %a1: tensor<37xi64>):
  %v0 = mf.compare ge %a0, %a1 : tensor<37xi64> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @ge_bf16 arguments ["a0", "a1"] results ["r0"] attributes {range = {a0 = [0, 3], a1 = [0, 3]}} {
^bb0(%a0: tensor<37xbf16>, %a1: tensor<37xbf16>):
  %v0 = mf.compare ge %a0, %a1 : tensor<37xbf16> -> tensor<37xi1>
  mf.return %v0 : tensor<37xi1>
}
mf.entry @ge_nan arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<5xf32>
  %v1 = mf.div %v0, %v0 : tensor<5xf32>
  %v2 = mf.compare ge %a0, %v1 : tensor<5xf32> -> tensor<5xi1>
  %v3 = mf.compare ge %v1, %v1 : tensor<5xf32> -> tensor<5xi1>
  mf.return %v2, %v3 : tensor<5xi1>, tensor<5xi1>
}
