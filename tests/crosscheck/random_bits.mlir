// mf.random_bits: a function of key, stream and index.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @scalar arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 1000]}, scale = 0.000000e+00 : f64} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_bits %a0 stream 3 : tensor<2xi32> -> tensor<i32>
  mf.return %v0 : tensor<i32>
}
mf.entry @s7 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 1000]}, scale = 0.000000e+00 : f64} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_bits %a0 stream 3 : tensor<2xi32> -> tensor<7xi32>
  mf.return %v0 : tensor<7xi32>
}
mf.entry @s5x3 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 1000]}, scale = 0.000000e+00 : f64} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_bits %a0 stream 3 : tensor<2xi32> -> tensor<5x3xi32>
  mf.return %v0 : tensor<5x3xi32>
}
mf.entry @s2x3x17 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 1000]}, scale = 0.000000e+00 : f64} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_bits %a0 stream 3 : tensor<2xi32> -> tensor<2x3x17xi32>
  mf.return %v0 : tensor<2x3x17xi32>
}
mf.entry @s1030 arguments ["a0"] results ["r0"] attributes {range = {a0 = [0, 1000]}, scale = 0.000000e+00 : f64} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_bits %a0 stream 3 : tensor<2xi32> -> tensor<1030xi32>
  mf.return %v0 : tensor<1030xi32>
}
mf.entry @streams arguments ["a0"] results ["r0", "r1"] attributes {values = {a0 = dense<[-5, 2147483647]> : tensor<2xi32>}} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_bits %a0 stream 0 : tensor<2xi32> -> tensor<9xi32>
  %v1 = mf.random_bits %a0 stream 4294967295 : tensor<2xi32> -> tensor<9xi32>
  mf.return %v0, %v1 : tensor<9xi32>, tensor<9xi32>
}
mf.entry @of_computed_key arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.constant dense<[0, 1]> : tensor<2xi32>
  %v1 = mf.add %a0, %v0 : tensor<2xi32>
  %v2 = mf.random_bits %v1 stream 1 : tensor<2xi32> -> tensor<3x5xi32>
  mf.return %v2 : tensor<3x5xi32>
}
mf.entry @below_views arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_bits %a0 stream 1 : tensor<2xi32> -> tensor<4x5xi32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<4x5xi32> -> tensor<5x4xi32>
  %v2 = mf.slice %v0 from [1, 1] to [3, 4] by [1, 1] : tensor<4x5xi32> -> tensor<2x3xi32>
  mf.return %v1, %v2 : tensor<5x4xi32>, tensor<2x3xi32>
}
mf.entry @large arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.random_bits %a0 stream 1 : tensor<2xi32> -> tensor<9001xi32>
  mf.return %v0 : tensor<9001xi32>
}
// Each trip draws anew; in a loop in a loop by a number made of both.
mf.entry @trips arguments ["a0"] results ["r0", "r1"] attributes {range = {a0 = [0, 1000]}} {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.constant dense<0> : tensor<5x3xi32>
  %v1 = mf.constant dense<3> : tensor<i32>
  %v2, %v3 = mf.for init(%v0, %v0 : tensor<5x3xi32>, tensor<5x3xi32>) attributes {trips = 4 : i64} {
  ^bb0(%v4: tensor<i32>, %v5: tensor<5x3xi32>, %v6: tensor<5x3xi32>):
    %v7 = mf.random_bits %a0 stream 1 trip %v4 : tensor<2xi32>, tensor<i32> -> tensor<5x3xi32>
    %v8 = mf.for init(%v6 : tensor<5x3xi32>) attributes {trips = 3 : i64} {
    ^bb1(%v9: tensor<i32>, %v10: tensor<5x3xi32>):
      %v11 = mf.mul %v4, %v1 : tensor<i32>
      %v12 = mf.add %v11, %v9 : tensor<i32>
      %v13 = mf.random_bits %a0 stream 2 trip %v12 : tensor<2xi32>, tensor<i32> -> tensor<5x3xi32>
      %v14 = mf.sub %v13, %v10 : tensor<5x3xi32>
      mf.yield %v14 : tensor<5x3xi32>
    } -> tensor<5x3xi32>
    mf.yield %v7, %v8 : tensor<5x3xi32>, tensor<5x3xi32>
  } -> tensor<5x3xi32>, tensor<5x3xi32>
  mf.return %v2, %v3 : tensor<5x3xi32>, tensor<5x3xi32>
}
