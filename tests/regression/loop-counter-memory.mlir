// A loop counter that the body does not read had no lifetime in the loop: it shared memory with what did.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
mf.entry @unused_counter arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0, %v1 = mf.for init(%a0, %a1 : tensor<5xf32>, tensor<5xf32>) attributes {trips = 4 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<5xf32>, %v4: tensor<5xf32>):
    %v5 = mf.add %v3, %v4 : tensor<5xf32>
    %v6 = mf.sin %v5 : tensor<5xf32>
    %v7 = mf.reverse %v3 dims [0] : tensor<5xf32>
    %v8 = mf.tanh %v7 : tensor<5xf32>
    mf.yield %v6, %v8 : tensor<5xf32>, tensor<5xf32>
  } -> tensor<5xf32>, tensor<5xf32>
  mf.return %v0, %v1 : tensor<5xf32>, tensor<5xf32>
}
