// Products of bf16 accumulate in f32.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
mf.entry @bf16 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5x9xbf16>, %a1: tensor<9x7xbf16>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<5x9xbf16>, tensor<9x7xbf16> -> tensor<5x7xf32>
  mf.return %v0 : tensor<5x7xf32>
}
mf.entry @bf16_of_convert arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<5x9xf32>, %a1: tensor<9x7xf32>):
  %v0 = mf.convert %a0 : tensor<5x9xf32> -> tensor<5x9xbf16>
  %v1 = mf.convert %a1 : tensor<9x7xf32> -> tensor<9x7xbf16>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [0] : tensor<5x9xbf16>, tensor<9x7xbf16> -> tensor<5x7xf32>
  %v3 = mf.convert %v2 : tensor<5x7xf32> -> tensor<5x7xbf16>
  mf.return %v2, %v3 : tensor<5x7xf32>, tensor<5x7xbf16>
}
mf.entry @bf16_turned arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<9x5xbf16>, %a1: tensor<7x9xbf16>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [1] : tensor<9x5xbf16>, tensor<7x9xbf16> -> tensor<5x7xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<5x7xf32> -> tensor<7x5xf32>
  mf.return %v1 : tensor<7x5xf32>
}
