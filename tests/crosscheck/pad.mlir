// Pads: positive, negative, interior, with a value; of computed values and of views.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.pad %a0 low [2] high [1] interior [0] : tensor<5xf32> -> tensor<8xf32>
  mf.return %v0 : tensor<8xf32>
}
mf.entry @operand0 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.exp %a0 : tensor<5xf32>
  %v1 = mf.pad %v0 low [2] high [1] interior [0] : tensor<5xf32> -> tensor<8xf32>
  %v2 = mf.add %v1, %v1 : tensor<8xf32>
  mf.return %v2, %v0 : tensor<8xf32>, tensor<5xf32>
}
mf.entry @case1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.pad %a0 low [0] high [0] interior [2] {value = 1.500000e+00 : f64} : tensor<5xf32> -> tensor<13xf32>
  mf.return %v0 : tensor<13xf32>
}
mf.entry @operand1 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.exp %a0 : tensor<5xf32>
  %v1 = mf.pad %v0 low [0] high [0] interior [2] {value = 1.500000e+00 : f64} : tensor<5xf32> -> tensor<13xf32>
  %v2 = mf.add %v1, %v1 : tensor<13xf32>
  mf.return %v2, %v0 : tensor<13xf32>, tensor<5xf32>
}
mf.entry @case2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.pad %a0 low [-1] high [-2] interior [0] : tensor<5xf32> -> tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @operand2 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.exp %a0 : tensor<5xf32>
  %v1 = mf.pad %v0 low [-1] high [-2] interior [0] : tensor<5xf32> -> tensor<2xf32>
  %v2 = mf.add %v1, %v1 : tensor<2xf32>
  mf.return %v2, %v0 : tensor<2xf32>, tensor<5xf32>
}
mf.entry @case3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.pad %a0 low [1] high [-1] interior [1] {value = 2.000000e+00 : f64} : tensor<5xf32> -> tensor<9xf32>
  mf.return %v0 : tensor<9xf32>
}
mf.entry @operand3 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.exp %a0 : tensor<5xf32>
  %v1 = mf.pad %v0 low [1] high [-1] interior [1] {value = 2.000000e+00 : f64} : tensor<5xf32> -> tensor<9xf32>
  %v2 = mf.add %v1, %v1 : tensor<9xf32>
  mf.return %v2, %v0 : tensor<9xf32>, tensor<5xf32>
}
mf.entry @case4 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.pad %a0 low [1, 0] high [0, 2] interior [0, 1] : tensor<3x4xf32> -> tensor<4x9xf32>
  mf.return %v0 : tensor<4x9xf32>
}
mf.entry @operand4 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.exp %a0 : tensor<3x4xf32>
  %v1 = mf.pad %v0 low [1, 0] high [0, 2] interior [0, 1] : tensor<3x4xf32> -> tensor<4x9xf32>
  %v2 = mf.add %v1, %v1 : tensor<4x9xf32>
  mf.return %v2, %v0 : tensor<4x9xf32>, tensor<3x4xf32>
}
mf.entry @case5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.pad %a0 low [-1, 2] high [1, -1] interior [0, 0] {value = -1.000000e+00 : f64} : tensor<3x4xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @operand5 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.exp %a0 : tensor<3x4xf32>
  %v1 = mf.pad %v0 low [-1, 2] high [1, -1] interior [0, 0] {value = -1.000000e+00 : f64} : tensor<3x4xf32> -> tensor<3x5xf32>
  %v2 = mf.add %v1, %v1 : tensor<3x5xf32>
  mf.return %v2, %v0 : tensor<3x5xf32>, tensor<3x4xf32>
}
mf.entry @case6 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>):
  %v0 = mf.pad %a0 low [0, 1, 1] high [1, 0, 1] interior [1, 0, 2] {value = 5.000000e-01 : f64} : tensor<2x3x4xf32> -> tensor<4x4x12xf32>
  mf.return %v0 : tensor<4x4x12xf32>
}
mf.entry @operand6 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4xf32>):
  %v0 = mf.exp %a0 : tensor<2x3x4xf32>
  %v1 = mf.pad %v0 low [0, 1, 1] high [1, 0, 1] interior [1, 0, 2] {value = 5.000000e-01 : f64} : tensor<2x3x4xf32> -> tensor<4x4x12xf32>
  %v2 = mf.add %v1, %v1 : tensor<4x4x12xf32>
  mf.return %v2, %v0 : tensor<4x4x12xf32>, tensor<2x3x4xf32>
}
mf.entry @case7 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x5xf32>):
  %v0 = mf.pad %a0 low [2, 0] high [0, 0] interior [3, 0] : tensor<1x5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @operand7 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x5xf32>):
  %v0 = mf.exp %a0 : tensor<1x5xf32>
  %v1 = mf.pad %v0 low [2, 0] high [0, 0] interior [3, 0] : tensor<1x5xf32> -> tensor<3x5xf32>
  %v2 = mf.add %v1, %v1 : tensor<3x5xf32>
  mf.return %v2, %v0 : tensor<3x5xf32>, tensor<1x5xf32>
}
mf.entry @case8 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.pad %a0 low [-2] high [-1] interior [1] {value = 3.000000e+00 : f64} : tensor<7xf32> -> tensor<10xf32>
  mf.return %v0 : tensor<10xf32>
}
mf.entry @operand8 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.exp %a0 : tensor<7xf32>
  %v1 = mf.pad %v0 low [-2] high [-1] interior [1] {value = 3.000000e+00 : f64} : tensor<7xf32> -> tensor<10xf32>
  %v2 = mf.add %v1, %v1 : tensor<10xf32>
  mf.return %v2, %v0 : tensor<10xf32>, tensor<7xf32>
}
mf.entry @case9 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.pad %a0 low [] high [] interior [] : tensor<f32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @operand9 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.exp %a0 : tensor<f32>
  %v1 = mf.pad %v0 low [] high [] interior [] : tensor<f32> -> tensor<f32>
  %v2 = mf.add %v1, %v1 : tensor<f32>
  mf.return %v2, %v0 : tensor<f32>, tensor<f32>
}
mf.entry @of_pad arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4xf32>):
  %v0 = mf.pad %a0 low [1] high [1] interior [0] {value = 5.000000e+00 : f64} : tensor<4xf32> -> tensor<6xf32>
  %v1 = mf.pad %v0 low [1] high [0] interior [1] {value = 7.000000e+00 : f64} : tensor<6xf32> -> tensor<12xf32>
  mf.return %v1 : tensor<12xf32>
}
mf.entry @of_transpose arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<4x3xf32> -> tensor<3x4xf32>
  %v1 = mf.pad %v0 low [1, 1] high [1, 1] interior [0, 0] : tensor<3x4xf32> -> tensor<5x6xf32>
  mf.return %v1 : tensor<5x6xf32>
}
mf.entry @of_log arguments ["a0"] results ["r0"] attributes {range = {a0 = [5.000000e-01 : f64, 2.000000e+00 : f64]}} {
^bb0(%a0: tensor<4xf32>):
  %v0 = mf.log %a0 : tensor<4xf32>
  %v1 = mf.pad %v0 low [2] high [3] interior [0] : tensor<4xf32> -> tensor<9xf32>
  mf.return %v1 : tensor<9xf32>
}
mf.entry @all_outside arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4xf32>):
  %v0 = mf.pad %a0 low [6] high [-4] interior [0] {value = 2.000000e+00 : f64} : tensor<4xf32> -> tensor<6xf32>
  mf.return %v0 : tensor<6xf32>
}
mf.entry @i32 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4xi32>):
  %v0 = mf.pad %a0 low [2] high [1] interior [0] : tensor<4xi32> -> tensor<7xi32>
  mf.return %v0 : tensor<7xi32>
}
mf.entry @i1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4xi1>):
  %v0 = mf.pad %a0 low [2] high [1] interior [0] : tensor<4xi1> -> tensor<7xi1>
  mf.return %v0 : tensor<7xi1>
}
mf.entry @bf16 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4xbf16>):
  %v0 = mf.pad %a0 low [2] high [1] interior [0] : tensor<4xbf16> -> tensor<7xbf16>
  mf.return %v0 : tensor<7xbf16>
}
mf.entry @minus_infinity arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4xf32>):
  %v0 = mf.pad %a0 low [1] high [1] interior [0] {value = 0xFFF0000000000000 : f64} : tensor<4xf32> -> tensor<6xf32>
  mf.return %v0 : tensor<6xf32>
}
