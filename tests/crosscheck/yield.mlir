// mf.yield of carried, captured and repeated values.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @carried arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4xf32>, %a1: tensor<4xf32>):
  %v0, %v1 = mf.for init(%a0, %a1 : tensor<4xf32>, tensor<4xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<4xf32>, %v4: tensor<4xf32>):
    mf.yield %v3, %v3 : tensor<4xf32>, tensor<4xf32>
  } -> tensor<4xf32>, tensor<4xf32>
  mf.return %v0, %v1 : tensor<4xf32>, tensor<4xf32>
}
mf.entry @captured arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4xf32>, %a1: tensor<4xf32>):
  %v0 = mf.for init(%a0 : tensor<4xf32>) attributes {trips = 1 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<4xf32>):
    mf.yield %a1 : tensor<4xf32>
  } -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
