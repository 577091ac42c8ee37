// Ascending and stable, with ties; values and indices.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @s1 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<1xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<1xf32> -> tensor<1xf32>, tensor<1xi32>
  mf.return %v0, %v1 : tensor<1xf32>, tensor<1xi32>
}
mf.entry @ties_s1 arguments ["a0"] results ["r0", "r1"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<1xi32>):
  %v0, %v1 = mf.sort %a0 : tensor<1xi32> -> tensor<1xi32>, tensor<1xi64>
  mf.return %v0, %v1 : tensor<1xi32>, tensor<1xi64>
}
mf.entry @s9 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<9xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<9xf32> -> tensor<9xf32>, tensor<9xi32>
  mf.return %v0, %v1 : tensor<9xf32>, tensor<9xi32>
}
mf.entry @ties_s9 arguments ["a0"] results ["r0", "r1"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<9xi32>):
  %v0, %v1 = mf.sort %a0 : tensor<9xi32> -> tensor<9xi32>, tensor<9xi64>
  mf.return %v0, %v1 : tensor<9xi32>, tensor<9xi64>
}
mf.entry @s5x3 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<5x3xf32> -> tensor<5x3xf32>, tensor<5x3xi32>
  mf.return %v0, %v1 : tensor<5x3xf32>, tensor<5x3xi32>
}
mf.entry @ties_s5x3 arguments ["a0"] results ["r0", "r1"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<5x3xi32>):
  %v0, %v1 = mf.sort %a0 : tensor<5x3xi32> -> tensor<5x3xi32>, tensor<5x3xi64>
  mf.return %v0, %v1 : tensor<5x3xi32>, tensor<5x3xi64>
}
mf.entry @s2x3x17 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x17xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<2x3x17xf32> -> tensor<2x3x17xf32>, tensor<2x3x17xi32>
  mf.return %v0, %v1 : tensor<2x3x17xf32>, tensor<2x3x17xi32>
}
mf.entry @ties_s2x3x17 arguments ["a0"] results ["r0", "r1"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<2x3x17xi32>):
  %v0, %v1 = mf.sort %a0 : tensor<2x3x17xi32> -> tensor<2x3x17xi32>, tensor<2x3x17xi64>
  mf.return %v0, %v1 : tensor<2x3x17xi32>, tensor<2x3x17xi64>
}
mf.entry @s3x70 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x70xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<3x70xf32> -> tensor<3x70xf32>, tensor<3x70xi32>
  mf.return %v0, %v1 : tensor<3x70xf32>, tensor<3x70xi32>
}
mf.entry @ties_s3x70 arguments ["a0"] results ["r0", "r1"] attributes {range = {a0 = [0, 3]}} {
^bb0(%a0: tensor<3x70xi32>):
  %v0, %v1 = mf.sort %a0 : tensor<3x70xi32> -> tensor<3x70xi32>, tensor<3x70xi64>
  mf.return %v0, %v1 : tensor<3x70xi32>, tensor<3x70xi64>
}
mf.entry @rounded arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x21xf32>):
  %v0 = mf.round %a0 : tensor<4x21xf32>
  %v1, %v2 = mf.sort %v0 : tensor<4x21xf32> -> tensor<4x21xf32>, tensor<4x21xi32>
  mf.return %v1, %v2 : tensor<4x21xf32>, tensor<4x21xi32>
}
mf.entry @only_values arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x21xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<4x21xf32> -> tensor<4x21xf32>, tensor<4x21xi32>
  mf.return %v0 : tensor<4x21xf32>
}
mf.entry @only_indices arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x21xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<4x21xf32> -> tensor<4x21xf32>, tensor<4x21xi32>
  mf.return %v1 : tensor<4x21xi32>
}
mf.entry @of_transpose arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<9x4xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<9x4xf32> -> tensor<4x9xf32>
  %v1, %v2 = mf.sort %v0 : tensor<4x9xf32> -> tensor<4x9xf32>, tensor<4x9xi32>
  %v3 = mf.mul %v1, %v1 : tensor<4x9xf32>
  mf.return %v3, %v2 : tensor<4x9xf32>, tensor<4x9xi32>
}
mf.entry @back arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x8xf32>, %a1: tensor<3x8xf32>):
  %v0, %v1 = mf.sort %a0 : tensor<3x8xf32> -> tensor<3x8xf32>, tensor<3x8xi32>
  %v2 = mf.gather %a1 [%v1] axis 1 {batch_dims = 1 : i64} : tensor<3x8xf32>, tensor<3x8xi32> -> tensor<3x8xf32>
  mf.return %v2 : tensor<3x8xf32>
}
mf.entry @bf16 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<9xbf16>):
  %v0, %v1 = mf.sort %a0 : tensor<9xbf16> -> tensor<9xbf16>, tensor<9xi32>
  mf.return %v0, %v1 : tensor<9xbf16>, tensor<9xi32>
}
// Longer rows are merged: an even and an odd number of passes, lengths that no run divides, views, ties.
mf.entry @merged65 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<65xf32>):
  %v0:2 = mf.sort %a0 : tensor<65xf32> -> tensor<65xf32>, tensor<65xi32>
  mf.return %v0#0, %v0#1 : tensor<65xf32>, tensor<65xi32>
}
mf.entry @merged200 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x200xf32>):
  %v0:2 = mf.sort %a0 : tensor<2x3x200xf32> -> tensor<2x3x200xf32>, tensor<2x3x200xi64>
  mf.return %v0#0, %v0#1 : tensor<2x3x200xf32>, tensor<2x3x200xi64>
}
mf.entry @merged_view arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<130x3xf32>):
  %t = mf.transpose %a0 [1, 0] : tensor<130x3xf32> -> tensor<3x130xf32>
  %n = mf.neg %t : tensor<3x130xf32>
  %v0:2 = mf.sort %n : tensor<3x130xf32> -> tensor<3x130xf32>, tensor<3x130xi32>
  mf.return %v0#0, %v0#1 : tensor<3x130xf32>, tensor<3x130xi32>
}
mf.entry @merged_ties arguments ["a0", "a1"] results ["r0", "r1", "r2", "r3"] {
^bb0(%a0: tensor<2x300xi32>, %a1: tensor<70xi64>):
  %v0:2 = mf.sort %a0 : tensor<2x300xi32> -> tensor<2x300xi32>, tensor<2x300xi32>
  %v1:2 = mf.sort %a1 : tensor<70xi64> -> tensor<70xi64>, tensor<70xi32>
  mf.return %v0#0, %v0#1, %v1#0, %v1#1 : tensor<2x300xi32>, tensor<2x300xi32>, tensor<70xi64>, tensor<70xi32>
}
mf.entry @merged_gradient arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x100xf32>, %a1: tensor<2x100xf32>):
  %v0:2 = mf.sort %a0 : tensor<2x100xf32> -> tensor<2x100xf32>, tensor<2x100xi32>
  %v1 = mf.mul %v0#0, %a1 : tensor<2x100xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1] : tensor<2x100xf32> -> tensor<f32>
  %v3 = mf.grad of %v2 at %a0 : tensor<f32> (tensor<2x100xf32>) -> tensor<2x100xf32>
  mf.return %v3 : tensor<2x100xf32>
}
