// Slices with strides, empty ones aside.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.slice %a0 from [2] to [7] by [1] : tensor<9xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @operand0 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.sin %a0 : tensor<9xf32>
  %v1 = mf.slice %v0 from [2] to [7] by [1] : tensor<9xf32> -> tensor<5xf32>
  %v2 = mf.mul %v1, %v1 : tensor<5xf32>
  mf.return %v2, %v0 : tensor<5xf32>, tensor<9xf32>
}
mf.entry @case1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.slice %a0 from [0] to [9] by [2] : tensor<9xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @operand1 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.sin %a0 : tensor<9xf32>
  %v1 = mf.slice %v0 from [0] to [9] by [2] : tensor<9xf32> -> tensor<5xf32>
  %v2 = mf.mul %v1, %v1 : tensor<5xf32>
  mf.return %v2, %v0 : tensor<5xf32>, tensor<9xf32>
}
mf.entry @case2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.slice %a0 from [1] to [9] by [3] : tensor<9xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @operand2 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.sin %a0 : tensor<9xf32>
  %v1 = mf.slice %v0 from [1] to [9] by [3] : tensor<9xf32> -> tensor<3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<3xf32>
  mf.return %v2, %v0 : tensor<3xf32>, tensor<9xf32>
}
mf.entry @case3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x7xf32>):
  %v0 = mf.slice %a0 from [1, 2] to [4, 7] by [1, 2] : tensor<5x7xf32> -> tensor<3x3xf32>
  mf.return %v0 : tensor<3x3xf32>
}
mf.entry @operand3 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>):
  %v0 = mf.sin %a0 : tensor<5x7xf32>
  %v1 = mf.slice %v0 from [1, 2] to [4, 7] by [1, 2] : tensor<5x7xf32> -> tensor<3x3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<3x3xf32>
  mf.return %v2, %v0 : tensor<3x3xf32>, tensor<5x7xf32>
}
mf.entry @case4 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x7xf32>):
  %v0 = mf.slice %a0 from [0, 0] to [5, 1] by [1, 1] : tensor<5x7xf32> -> tensor<5x1xf32>
  mf.return %v0 : tensor<5x1xf32>
}
mf.entry @operand4 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x7xf32>):
  %v0 = mf.sin %a0 : tensor<5x7xf32>
  %v1 = mf.slice %v0 from [0, 0] to [5, 1] by [1, 1] : tensor<5x7xf32> -> tensor<5x1xf32>
  %v2 = mf.mul %v1, %v1 : tensor<5x1xf32>
  mf.return %v2, %v0 : tensor<5x1xf32>, tensor<5x7xf32>
}
mf.entry @case5 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x17xf32>):
  %v0 = mf.slice %a0 from [1, 0, 3] to [2, 3, 17] by [1, 2, 5] : tensor<2x3x17xf32> -> tensor<1x2x3xf32>
  mf.return %v0 : tensor<1x2x3xf32>
}
mf.entry @operand5 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x17xf32>):
  %v0 = mf.sin %a0 : tensor<2x3x17xf32>
  %v1 = mf.slice %v0 from [1, 0, 3] to [2, 3, 17] by [1, 2, 5] : tensor<2x3x17xf32> -> tensor<1x2x3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<1x2x3xf32>
  mf.return %v2, %v0 : tensor<1x2x3xf32>, tensor<2x3x17xf32>
}
mf.entry @case6 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>):
  %v0 = mf.slice %a0 from [0, 1, 0, 2] to [2, 2, 4, 5] by [1, 1, 3, 1] : tensor<2x3x4x5xf32> -> tensor<2x1x2x3xf32>
  mf.return %v0 : tensor<2x1x2x3xf32>
}
mf.entry @operand6 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4x5xf32>):
  %v0 = mf.sin %a0 : tensor<2x3x4x5xf32>
  %v1 = mf.slice %v0 from [0, 1, 0, 2] to [2, 2, 4, 5] by [1, 1, 3, 1] : tensor<2x3x4x5xf32> -> tensor<2x1x2x3xf32>
  %v2 = mf.mul %v1, %v1 : tensor<2x1x2x3xf32>
  mf.return %v2, %v0 : tensor<2x1x2x3xf32>, tensor<2x3x4x5xf32>
}
mf.entry @halves arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x10xf32>):
  %v0 = mf.slice %a0 from [0, 0] to [4, 5] by [1, 1] : tensor<4x10xf32> -> tensor<4x5xf32>
  %v1 = mf.slice %a0 from [0, 5] to [4, 10] by [1, 1] : tensor<4x10xf32> -> tensor<4x5xf32>
  %v2 = mf.mul %v0, %v1 : tensor<4x5xf32>
  mf.return %v2 : tensor<4x5xf32>
}
mf.entry @of_slice arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<20xf32>):
  %v0 = mf.slice %a0 from [1] to [19] by [2] : tensor<20xf32> -> tensor<9xf32>
  %v1 = mf.slice %v0 from [1] to [8] by [3] : tensor<9xf32> -> tensor<3xf32>
  mf.return %v1 : tensor<3xf32>
}
mf.entry @one_element arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<20xf32>):
  %v0 = mf.slice %a0 from [13] to [14] by [1] : tensor<20xf32> -> tensor<1xf32>
  %v1 = mf.reshape %v0 : tensor<1xf32> -> tensor<f32>
  mf.return %v1 : tensor<f32>
}
