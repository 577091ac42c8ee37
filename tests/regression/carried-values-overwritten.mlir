// The copy to the next trip joined kernels that other kernels of the body, or other points, still read from.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
mf.entry @swap arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0, %v1 = mf.for init(%a0, %a1 : tensor<7xf32>, tensor<7xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<7xf32>, %v4: tensor<7xf32>):
    mf.yield %v4, %v3 : tensor<7xf32>, tensor<7xf32>
  } -> tensor<7xf32>, tensor<7xf32>
  mf.return %v0, %v1 : tensor<7xf32>, tensor<7xf32>
}
mf.entry @turned arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x4xf32>):
  %v0 = mf.for init(%a0 : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<4x4xf32>):
    %v3 = mf.transpose %v2 [1, 0] : tensor<4x4xf32> -> tensor<4x4xf32>
    mf.yield %v3 : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %v0 : tensor<4x4xf32>
}
mf.entry @read_after arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.constant dense<0.0> : tensor<f32>
  %v1, %v2 = mf.for init(%a0, %v0 : tensor<9xf32>, tensor<f32>) attributes {trips = 3 : i64} {
  ^bb0(%v3: tensor<i32>, %v4: tensor<9xf32>, %v5: tensor<f32>):
    %v6 = mf.sin %v4 : tensor<9xf32>
    %v7 = mf.reverse %v4 dims [0] : tensor<9xf32>
    %v8 = mf.reduce sum %v7 dims [0] : tensor<9xf32> -> tensor<f32>
    %v9 = mf.add %v5, %v8 : tensor<f32>
    mf.yield %v6, %v9 : tensor<9xf32>, tensor<f32>
  } -> tensor<9xf32>, tensor<f32>
  mf.return %v1, %v2 : tensor<9xf32>, tensor<f32>
}
