// A count that is a constant or a view of something had no buffer for the runtime to read.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
mf.entry @constant_count arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.constant dense<3> : tensor<i32>
  %v1 = mf.for init(%a0 : tensor<5xf32>) count(%v0 : tensor<i32>) {
  ^bb0(%v2: tensor<i32>, %v3: tensor<5xf32>):
    %v4 = mf.sin %v3 : tensor<5xf32>
    mf.yield %v4 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v1 : tensor<5xf32>
}
mf.entry @view_count arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<[4, 2]> : tensor<2xi32>}} {
^bb0(%a0: tensor<5xf32>, %a1: tensor<2xi32>):
  %v0 = mf.slice %a1 from [1] to [2] by [1] : tensor<2xi32> -> tensor<1xi32>
  %v1 = mf.reshape %v0 : tensor<1xi32> -> tensor<i32>
  %v2 = mf.for init(%a0 : tensor<5xf32>) count(%v1 : tensor<i32>) {
  ^bb0(%v3: tensor<i32>, %v4: tensor<5xf32>):
    %v5 = mf.sin %v4 : tensor<5xf32>
    mf.yield %v5 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v2 : tensor<5xf32>
}
