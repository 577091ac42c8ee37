// Reversals of every set of dimensions.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @d arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x5xf32>):
  %v0 = mf.reverse %a0 dims [] : tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @d0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x5xf32>):
  %v0 = mf.reverse %a0 dims [0] : tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @d1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x5xf32>):
  %v0 = mf.reverse %a0 dims [1] : tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @d2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x5xf32>):
  %v0 = mf.reverse %a0 dims [2] : tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @d01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x5xf32>):
  %v0 = mf.reverse %a0 dims [0, 1] : tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @d02 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x5xf32>):
  %v0 = mf.reverse %a0 dims [0, 2] : tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @d012 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x5xf32>):
  %v0 = mf.reverse %a0 dims [0, 1, 2] : tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @computed arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<19xf32>):
  %v0 = mf.sin %a0 : tensor<19xf32>
  %v1 = mf.reverse %v0 dims [0] : tensor<19xf32>
  %v2 = mf.mul %v0, %v1 : tensor<19xf32>
  mf.return %v2 : tensor<19xf32>
}
mf.entry @of_slice arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<19xf32>):
  %v0 = mf.slice %a0 from [1] to [18] by [4] : tensor<19xf32> -> tensor<5xf32>
  %v1 = mf.reverse %v0 dims [0] : tensor<5xf32>
  mf.return %v1 : tensor<5xf32>
}
