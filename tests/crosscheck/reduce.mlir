// Every set of dimensions, every kind; what is reduced is a view, computed, or both.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=3 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @sum_s7_over_none arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.reduce sum %a0 dims [] : tensor<7xf32> -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @max_s7_over_none arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.reduce max %a0 dims [] : tensor<7xf32> -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @sum_s7_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<7xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @max_s7_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<7xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @sum_s5x3_over_none arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.reduce sum %a0 dims [] : tensor<5x3xf32> -> tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @max_s5x3_over_none arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.reduce max %a0 dims [] : tensor<5x3xf32> -> tensor<5x3xf32>
  mf.return %v0 : tensor<5x3xf32>
}
mf.entry @sum_s5x3_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<5x3xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @max_s5x3_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<5x3xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @sum_s5x3_over_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<5x3xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @max_s5x3_over_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.reduce max %a0 dims [1] : tensor<5x3xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @sum_s5x3_over_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<5x3xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @max_s5x3_over_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.reduce max %a0 dims [0, 1] : tensor<5x3xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @sum_s4x3x5_over_none arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce sum %a0 dims [] : tensor<4x3x5xf32> -> tensor<4x3x5xf32>
  mf.return %v0 : tensor<4x3x5xf32>
}
mf.entry @max_s4x3x5_over_none arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce max %a0 dims [] : tensor<4x3x5xf32> -> tensor<4x3x5xf32>
  mf.return %v0 : tensor<4x3x5xf32>
}
mf.entry @sum_s4x3x5_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<4x3x5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @max_s4x3x5_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<4x3x5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @sum_s4x3x5_over_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<4x3x5xf32> -> tensor<4x5xf32>
  mf.return %v0 : tensor<4x5xf32>
}
mf.entry @max_s4x3x5_over_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce max %a0 dims [1] : tensor<4x3x5xf32> -> tensor<4x5xf32>
  mf.return %v0 : tensor<4x5xf32>
}
mf.entry @sum_s4x3x5_over_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce sum %a0 dims [2] : tensor<4x3x5xf32> -> tensor<4x3xf32>
  mf.return %v0 : tensor<4x3xf32>
}
mf.entry @max_s4x3x5_over_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce max %a0 dims [2] : tensor<4x3x5xf32> -> tensor<4x3xf32>
  mf.return %v0 : tensor<4x3xf32>
}
mf.entry @sum_s4x3x5_over_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<4x3x5xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @max_s4x3x5_over_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 1] : tensor<4x3x5xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @sum_s4x3x5_over_02 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 2] : tensor<4x3x5xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @max_s4x3x5_over_02 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 2] : tensor<4x3x5xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @sum_s4x3x5_over_12 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1, 2] : tensor<4x3x5xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @max_s4x3x5_over_12 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce max %a0 dims [1, 2] : tensor<4x3x5xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @sum_s4x3x5_over_012 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1, 2] : tensor<4x3x5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @max_s4x3x5_over_012 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 1, 2] : tensor<4x3x5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @sum_s2x3x2x5_over_none arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [] : tensor<2x3x2x5xf32> -> tensor<2x3x2x5xf32>
  mf.return %v0 : tensor<2x3x2x5xf32>
}
mf.entry @max_s2x3x2x5_over_none arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [] : tensor<2x3x2x5xf32> -> tensor<2x3x2x5xf32>
  mf.return %v0 : tensor<2x3x2x5xf32>
}
mf.entry @sum_s2x3x2x5_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<2x3x2x5xf32> -> tensor<3x2x5xf32>
  mf.return %v0 : tensor<3x2x5xf32>
}
mf.entry @max_s2x3x2x5_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<2x3x2x5xf32> -> tensor<3x2x5xf32>
  mf.return %v0 : tensor<3x2x5xf32>
}
mf.entry @sum_s2x3x2x5_over_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<2x3x2x5xf32> -> tensor<2x2x5xf32>
  mf.return %v0 : tensor<2x2x5xf32>
}
mf.entry @max_s2x3x2x5_over_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [1] : tensor<2x3x2x5xf32> -> tensor<2x2x5xf32>
  mf.return %v0 : tensor<2x2x5xf32>
}
mf.entry @sum_s2x3x2x5_over_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [2] : tensor<2x3x2x5xf32> -> tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @max_s2x3x2x5_over_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [2] : tensor<2x3x2x5xf32> -> tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @sum_s2x3x2x5_over_3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [3] : tensor<2x3x2x5xf32> -> tensor<2x3x2xf32>
  mf.return %v0 : tensor<2x3x2xf32>
}
mf.entry @max_s2x3x2x5_over_3 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [3] : tensor<2x3x2x5xf32> -> tensor<2x3x2xf32>
  mf.return %v0 : tensor<2x3x2xf32>
}
mf.entry @sum_s2x3x2x5_over_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<2x3x2x5xf32> -> tensor<2x5xf32>
  mf.return %v0 : tensor<2x5xf32>
}
mf.entry @max_s2x3x2x5_over_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 1] : tensor<2x3x2x5xf32> -> tensor<2x5xf32>
  mf.return %v0 : tensor<2x5xf32>
}
mf.entry @sum_s2x3x2x5_over_02 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 2] : tensor<2x3x2x5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @max_s2x3x2x5_over_02 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 2] : tensor<2x3x2x5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @sum_s2x3x2x5_over_03 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 3] : tensor<2x3x2x5xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @max_s2x3x2x5_over_03 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 3] : tensor<2x3x2x5xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @sum_s2x3x2x5_over_12 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1, 2] : tensor<2x3x2x5xf32> -> tensor<2x5xf32>
  mf.return %v0 : tensor<2x5xf32>
}
mf.entry @max_s2x3x2x5_over_12 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [1, 2] : tensor<2x3x2x5xf32> -> tensor<2x5xf32>
  mf.return %v0 : tensor<2x5xf32>
}
mf.entry @sum_s2x3x2x5_over_13 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1, 3] : tensor<2x3x2x5xf32> -> tensor<2x2xf32>
  mf.return %v0 : tensor<2x2xf32>
}
mf.entry @max_s2x3x2x5_over_13 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [1, 3] : tensor<2x3x2x5xf32> -> tensor<2x2xf32>
  mf.return %v0 : tensor<2x2xf32>
}
mf.entry @sum_s2x3x2x5_over_23 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [2, 3] : tensor<2x3x2x5xf32> -> tensor<2x3xf32>
  mf.return %v0 : tensor<2x3xf32>
}
mf.entry @max_s2x3x2x5_over_23 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [2, 3] : tensor<2x3x2x5xf32> -> tensor<2x3xf32>
  mf.return %v0 : tensor<2x3xf32>
}
mf.entry @sum_s2x3x2x5_over_012 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1, 2] : tensor<2x3x2x5xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @max_s2x3x2x5_over_012 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 1, 2] : tensor<2x3x2x5xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @sum_s2x3x2x5_over_013 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1, 3] : tensor<2x3x2x5xf32> -> tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @max_s2x3x2x5_over_013 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 1, 3] : tensor<2x3x2x5xf32> -> tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @sum_s2x3x2x5_over_023 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 2, 3] : tensor<2x3x2x5xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @max_s2x3x2x5_over_023 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 2, 3] : tensor<2x3x2x5xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @sum_s2x3x2x5_over_123 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1, 2, 3] : tensor<2x3x2x5xf32> -> tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @max_s2x3x2x5_over_123 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [1, 2, 3] : tensor<2x3x2x5xf32> -> tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @sum_s2x3x2x5_over_0123 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1, 2, 3] : tensor<2x3x2x5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @max_s2x3x2x5_over_0123 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x5xf32>):
  %v0 = mf.reduce max %a0 dims [0, 1, 2, 3] : tensor<2x3x2x5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @min_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce min %a0 dims [0] : tensor<4x3x5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @min_over_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce min %a0 dims [1] : tensor<4x3x5xf32> -> tensor<4x5xf32>
  mf.return %v0 : tensor<4x5xf32>
}
mf.entry @min_over_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce min %a0 dims [2] : tensor<4x3x5xf32> -> tensor<4x3xf32>
  mf.return %v0 : tensor<4x3xf32>
}
mf.entry @min_over_02 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce min %a0 dims [0, 2] : tensor<4x3x5xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @min_over_012 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce min %a0 dims [0, 1, 2] : tensor<4x3x5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @prod_over_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce prod %a0 dims [0] : tensor<4x3x5xf32> -> tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @prod_over_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce prod %a0 dims [1] : tensor<4x3x5xf32> -> tensor<4x5xf32>
  mf.return %v0 : tensor<4x5xf32>
}
mf.entry @prod_over_2 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce prod %a0 dims [2] : tensor<4x3x5xf32> -> tensor<4x3xf32>
  mf.return %v0 : tensor<4x3xf32>
}
mf.entry @prod_over_02 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce prod %a0 dims [0, 2] : tensor<4x3x5xf32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @prod_over_012 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x3x5xf32>):
  %v0 = mf.reduce prod %a0 dims [0, 1, 2] : tensor<4x3x5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @i32_sum_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<4x5xi32> -> tensor<5xi32>
  mf.return %v0 : tensor<5xi32>
}
mf.entry @i32_sum_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<4x5xi32> -> tensor<4xi32>
  mf.return %v0 : tensor<4xi32>
}
mf.entry @i32_sum_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<4x5xi32> -> tensor<i32>
  mf.return %v0 : tensor<i32>
}
mf.entry @i32_max_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<4x5xi32> -> tensor<5xi32>
  mf.return %v0 : tensor<5xi32>
}
mf.entry @i32_max_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce max %a0 dims [1] : tensor<4x5xi32> -> tensor<4xi32>
  mf.return %v0 : tensor<4xi32>
}
mf.entry @i32_max_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce max %a0 dims [0, 1] : tensor<4x5xi32> -> tensor<i32>
  mf.return %v0 : tensor<i32>
}
mf.entry @i32_min_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce min %a0 dims [0] : tensor<4x5xi32> -> tensor<5xi32>
  mf.return %v0 : tensor<5xi32>
}
mf.entry @i32_min_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce min %a0 dims [1] : tensor<4x5xi32> -> tensor<4xi32>
  mf.return %v0 : tensor<4xi32>
}
mf.entry @i32_min_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce min %a0 dims [0, 1] : tensor<4x5xi32> -> tensor<i32>
  mf.return %v0 : tensor<i32>
}
mf.entry @i32_prod_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce prod %a0 dims [0] : tensor<4x5xi32> -> tensor<5xi32>
  mf.return %v0 : tensor<5xi32>
}
mf.entry @i32_prod_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce prod %a0 dims [1] : tensor<4x5xi32> -> tensor<4xi32>
  mf.return %v0 : tensor<4xi32>
}
mf.entry @i32_prod_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi32>):
  %v0 = mf.reduce prod %a0 dims [0, 1] : tensor<4x5xi32> -> tensor<i32>
  mf.return %v0 : tensor<i32>
}
mf.entry @i64_sum_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<4x5xi64> -> tensor<5xi64>
  mf.return %v0 : tensor<5xi64>
}
mf.entry @i64_sum_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<4x5xi64> -> tensor<4xi64>
  mf.return %v0 : tensor<4xi64>
}
mf.entry @i64_sum_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<4x5xi64> -> tensor<i64>
  mf.return %v0 : tensor<i64>
}
mf.entry @i64_max_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<4x5xi64> -> tensor<5xi64>
  mf.return %v0 : tensor<5xi64>
}
mf.entry @i64_max_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce max %a0 dims [1] : tensor<4x5xi64> -> tensor<4xi64>
  mf.return %v0 : tensor<4xi64>
}
mf.entry @i64_max_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce max %a0 dims [0, 1] : tensor<4x5xi64> -> tensor<i64>
  mf.return %v0 : tensor<i64>
}
mf.entry @i64_min_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce min %a0 dims [0] : tensor<4x5xi64> -> tensor<5xi64>
  mf.return %v0 : tensor<5xi64>
}
mf.entry @i64_min_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce min %a0 dims [1] : tensor<4x5xi64> -> tensor<4xi64>
  mf.return %v0 : tensor<4xi64>
}
mf.entry @i64_min_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce min %a0 dims [0, 1] : tensor<4x5xi64> -> tensor<i64>
  mf.return %v0 : tensor<i64>
}
mf.entry @i64_prod_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce prod %a0 dims [0] : tensor<4x5xi64> -> tensor<5xi64>
  mf.return %v0 : tensor<5xi64>
}
mf.entry @i64_prod_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce prod %a0 dims [1] : tensor<4x5xi64> -> tensor<4xi64>
  mf.return %v0 : tensor<4xi64>
}
mf.entry @i64_prod_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xi64>):
  %v0 = mf.reduce prod %a0 dims [0, 1] : tensor<4x5xi64> -> tensor<i64>
  mf.return %v0 : tensor<i64>
}
mf.entry @bf16_sum_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<4x5xbf16> -> tensor<5xbf16>
  mf.return %v0 : tensor<5xbf16>
}
mf.entry @bf16_sum_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<4x5xbf16> -> tensor<4xbf16>
  mf.return %v0 : tensor<4xbf16>
}
mf.entry @bf16_sum_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<4x5xbf16> -> tensor<bf16>
  mf.return %v0 : tensor<bf16>
}
mf.entry @bf16_max_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<4x5xbf16> -> tensor<5xbf16>
  mf.return %v0 : tensor<5xbf16>
}
mf.entry @bf16_max_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce max %a0 dims [1] : tensor<4x5xbf16> -> tensor<4xbf16>
  mf.return %v0 : tensor<4xbf16>
}
mf.entry @bf16_max_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce max %a0 dims [0, 1] : tensor<4x5xbf16> -> tensor<bf16>
  mf.return %v0 : tensor<bf16>
}
mf.entry @bf16_min_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce min %a0 dims [0] : tensor<4x5xbf16> -> tensor<5xbf16>
  mf.return %v0 : tensor<5xbf16>
}
mf.entry @bf16_min_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce min %a0 dims [1] : tensor<4x5xbf16> -> tensor<4xbf16>
  mf.return %v0 : tensor<4xbf16>
}
mf.entry @bf16_min_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce min %a0 dims [0, 1] : tensor<4x5xbf16> -> tensor<bf16>
  mf.return %v0 : tensor<bf16>
}
mf.entry @bf16_prod_0 arguments ["a0"] results ["r0"] attributes {range = {a0 = [5.000000e-01 : f64, 1.500000e+00 : f64]}} {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce prod %a0 dims [0] : tensor<4x5xbf16> -> tensor<5xbf16>
  mf.return %v0 : tensor<5xbf16>
}
mf.entry @bf16_prod_1 arguments ["a0"] results ["r0"] attributes {range = {a0 = [5.000000e-01 : f64, 1.500000e+00 : f64]}} {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce prod %a0 dims [1] : tensor<4x5xbf16> -> tensor<4xbf16>
  mf.return %v0 : tensor<4xbf16>
}
mf.entry @bf16_prod_01 arguments ["a0"] results ["r0"] attributes {range = {a0 = [5.000000e-01 : f64, 1.500000e+00 : f64]}} {
^bb0(%a0: tensor<4x5xbf16>):
  %v0 = mf.reduce prod %a0 dims [0, 1] : tensor<4x5xbf16> -> tensor<bf16>
  mf.return %v0 : tensor<bf16>
}
mf.entry @scalar arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<f32>):
  %v0 = mf.reduce sum %a0 dims [] : tensor<f32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @of_transpose_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.reduce sum %v0 dims [0] : tensor<5x6xf32> -> tensor<6xf32>
  mf.return %v1 : tensor<6xf32>
}
mf.entry @of_product_0 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.broadcast_in_dim %a1 dims [1] : tensor<5xf32> -> tensor<6x5xf32>
  %v1 = mf.mul %a0, %v0 : tensor<6x5xf32>
  %v2 = mf.reduce sum %v1 dims [0] : tensor<6x5xf32> -> tensor<5xf32>
  mf.return %v2, %v1 : tensor<5xf32>, tensor<6x5xf32>
}
mf.entry @of_pad_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.pad %a0 low [1, 0] high [0, 2] interior [0, 0] : tensor<6x5xf32> -> tensor<7x7xf32>
  %v1 = mf.reduce max %v0 dims [0] : tensor<7x7xf32> -> tensor<7xf32>
  mf.return %v1 : tensor<7xf32>
}
mf.entry @centred_0 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<6x5xf32> -> tensor<5xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [1] : tensor<5xf32> -> tensor<6x5xf32>
  %v2 = mf.sub %a0, %v1 : tensor<6x5xf32>
  %v3 = mf.mul %v2, %v2 : tensor<6x5xf32>
  %v4 = mf.reduce sum %v3 dims [0] : tensor<6x5xf32> -> tensor<5xf32>
  mf.return %v2, %v4 : tensor<6x5xf32>, tensor<5xf32>
}
mf.entry @units_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<1x5xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @units2_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x1xf32>):
  %v0 = mf.reduce max %a0 dims [0] : tensor<5x1xf32> -> tensor<1xf32>
  mf.return %v0 : tensor<1xf32>
}
mf.entry @long_0 arguments ["a0"] results ["r0"] attributes {scale = 2.000000e+01 : f64} {
^bb0(%a0: tensor<300x200xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<300x200xf32> -> tensor<200xf32>
  mf.return %v0 : tensor<200xf32>
}
mf.entry @long_max_0 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<300x200xf32>):
  %v0 = mf.tanh %a0 : tensor<300x200xf32>
  %v1 = mf.reduce max %v0 dims [0] : tensor<300x200xf32> -> tensor<200xf32>
  mf.return %v1 : tensor<200xf32>
}
mf.entry @of_transpose_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.reduce sum %v0 dims [1] : tensor<5x6xf32> -> tensor<5xf32>
  mf.return %v1 : tensor<5xf32>
}
mf.entry @of_product_1 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.broadcast_in_dim %a1 dims [1] : tensor<5xf32> -> tensor<6x5xf32>
  %v1 = mf.mul %a0, %v0 : tensor<6x5xf32>
  %v2 = mf.reduce sum %v1 dims [1] : tensor<6x5xf32> -> tensor<6xf32>
  mf.return %v2, %v1 : tensor<6xf32>, tensor<6x5xf32>
}
mf.entry @of_pad_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.pad %a0 low [1, 0] high [0, 2] interior [0, 0] : tensor<6x5xf32> -> tensor<7x7xf32>
  %v1 = mf.reduce max %v0 dims [1] : tensor<7x7xf32> -> tensor<7xf32>
  mf.return %v1 : tensor<7xf32>
}
mf.entry @centred_1 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<6x5xf32> -> tensor<6xf32>
  %v1 = mf.broadcast_in_dim %v0 dims [0] : tensor<6xf32> -> tensor<6x5xf32>
  %v2 = mf.sub %a0, %v1 : tensor<6x5xf32>
  %v3 = mf.mul %v2, %v2 : tensor<6x5xf32>
  %v4 = mf.reduce sum %v3 dims [1] : tensor<6x5xf32> -> tensor<6xf32>
  mf.return %v2, %v4 : tensor<6x5xf32>, tensor<6xf32>
}
mf.entry @units_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<1x5xf32> -> tensor<1xf32>
  mf.return %v0 : tensor<1xf32>
}
mf.entry @units2_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x1xf32>):
  %v0 = mf.reduce max %a0 dims [1] : tensor<5x1xf32> -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @long_1 arguments ["a0"] results ["r0"] attributes {scale = 2.000000e+01 : f64} {
^bb0(%a0: tensor<300x200xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<300x200xf32> -> tensor<300xf32>
  mf.return %v0 : tensor<300xf32>
}
mf.entry @long_max_1 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<300x200xf32>):
  %v0 = mf.tanh %a0 : tensor<300x200xf32>
  %v1 = mf.reduce max %v0 dims [1] : tensor<300x200xf32> -> tensor<300xf32>
  mf.return %v1 : tensor<300xf32>
}
mf.entry @of_transpose_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.reduce sum %v0 dims [0, 1] : tensor<5x6xf32> -> tensor<f32>
  mf.return %v1 : tensor<f32>
}
mf.entry @of_product_01 arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.broadcast_in_dim %a1 dims [1] : tensor<5xf32> -> tensor<6x5xf32>
  %v1 = mf.mul %a0, %v0 : tensor<6x5xf32>
  %v2 = mf.reduce sum %v1 dims [0, 1] : tensor<6x5xf32> -> tensor<f32>
  mf.return %v2, %v1 : tensor<f32>, tensor<6x5xf32>
}
mf.entry @of_pad_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.pad %a0 low [1, 0] high [0, 2] interior [0, 0] : tensor<6x5xf32> -> tensor<7x7xf32>
  %v1 = mf.reduce max %v0 dims [0, 1] : tensor<7x7xf32> -> tensor<f32>
  mf.return %v1 : tensor<f32>
}
mf.entry @centred_01 arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<6x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<6x5xf32> -> tensor<f32>
  %v1 = mf.broadcast_in_dim %v0 dims [] : tensor<f32> -> tensor<6x5xf32>
  %v2 = mf.sub %a0, %v1 : tensor<6x5xf32>
  %v3 = mf.mul %v2, %v2 : tensor<6x5xf32>
  %v4 = mf.reduce sum %v3 dims [0, 1] : tensor<6x5xf32> -> tensor<f32>
  mf.return %v2, %v4 : tensor<6x5xf32>, tensor<f32>
}
mf.entry @units_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<1x5xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<1x5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @units2_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x1xf32>):
  %v0 = mf.reduce max %a0 dims [0, 1] : tensor<5x1xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @long_01 arguments ["a0"] results ["r0"] attributes {scale = 2.000000e+01 : f64} {
^bb0(%a0: tensor<300x200xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1] : tensor<300x200xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @long_max_01 arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<300x200xf32>):
  %v0 = mf.tanh %a0 : tensor<300x200xf32>
  %v1 = mf.reduce max %v0 dims [0, 1] : tensor<300x200xf32> -> tensor<f32>
  mf.return %v1 : tensor<f32>
}
mf.entry @split arguments ["a0"] results ["r0", "r1", "r2", "r3"] attributes {scale = 1.000000e+02 : f64} {
^bb0(%a0: tensor<512x3x64xf32>):
  %v0 = mf.reduce sum %a0 dims [0, 1, 2] : tensor<512x3x64xf32> -> tensor<f32>
  %v1 = mf.reduce sum %a0 dims [0, 2] : tensor<512x3x64xf32> -> tensor<3xf32>
  %v2 = mf.reduce sum %a0 dims [0, 1] : tensor<512x3x64xf32> -> tensor<64xf32>
  %v3 = mf.reduce max %a0 dims [0] : tensor<512x3x64xf32> -> tensor<3x64xf32>
  mf.return %v0, %v1, %v2, %v3 : tensor<f32>, tensor<3xf32>, tensor<64xf32>, tensor<3x64xf32>
}
mf.entry @wide_columns arguments ["a0"] results ["r0", "r1", "r2"] attributes {scale = 1.000000e+01 : f64} {
^bb0(%a0: tensor<9x700xf32>):
  %v0 = mf.sin %a0 : tensor<9x700xf32>
  %v1 = mf.reduce sum %v0 dims [0] : tensor<9x700xf32> -> tensor<700xf32>
  %v2 = mf.exp %v1 : tensor<700xf32>
  mf.return %v1, %v0, %v2 : tensor<700xf32>, tensor<9x700xf32>, tensor<700xf32>
}
mf.entry @middle_wide arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2x9x130xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<2x9x130xf32> -> tensor<2x130xf32>
  mf.return %v0 : tensor<2x130xf32>
}
mf.entry @prime_columns arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9x131xf32>):
  %v0 = mf.reduce sum %a0 dims [0] : tensor<9x131xf32> -> tensor<131xf32>
  mf.return %v0 : tensor<131xf32>
}
mf.entry @unit_middle arguments ["a0"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<4x1x5xf32>):
  %v0 = mf.reduce sum %a0 dims [1] : tensor<4x1x5xf32> -> tensor<4x5xf32>
  %v1 = mf.reduce sum %a0 dims [0, 1] : tensor<4x1x5xf32> -> tensor<5xf32>
  %v2 = mf.reduce max %a0 dims [1, 2] : tensor<4x1x5xf32> -> tensor<4xf32>
  mf.return %v0, %v1, %v2 : tensor<4x5xf32>, tensor<5xf32>, tensor<4xf32>
}
