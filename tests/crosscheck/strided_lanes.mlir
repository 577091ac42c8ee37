// Lanes that lie two apart, or backwards, or both, with a tail; under one condition for all lanes (parts of a concatenation along
// another dimension) and under one for each. Results that are other shapes of a computed buffer.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
mf.entry @backwards arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x77xf32>):
  %r = mf.reverse %x dims [1] : tensor<3x77xf32>
  %y = mf.add %r, %x : tensor<3x77xf32>
  mf.return %y : tensor<3x77xf32>
}
mf.entry @two_apart arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<2x128xf32>):
  %even = mf.slice %x from [0, 0] to [2, 128] by [1, 2] : tensor<2x128xf32> -> tensor<2x64xf32>
  %r = mf.reverse %x dims [1] : tensor<2x128xf32>
  %odd = mf.slice %r from [0, 0] to [2, 128] by [1, 2] : tensor<2x128xf32> -> tensor<2x64xf32>
  %y = mf.sub %even, %odd : tensor<2x64xf32>
  %z = mf.reshape %y : tensor<2x64xf32> -> tensor<4x32xf32>
  mf.return %y, %z : tensor<2x64xf32>, tensor<4x32xf32>
}
mf.entry @parts arguments ["a", "b"] results ["y", "z"] {
^bb0(%a: tensor<3x1x64xf32>, %b: tensor<3x1x64xf32>):
  %r = mf.reverse %b dims [2] : tensor<3x1x64xf32>
  %c = mf.concatenate %a, %r along 1 : tensor<3x1x64xf32>, tensor<3x1x64xf32> -> tensor<3x2x64xf32>
  %y = mf.tanh %c : tensor<3x2x64xf32>
  %d = mf.concatenate %a, %r along 2 : tensor<3x1x64xf32>, tensor<3x1x64xf32> -> tensor<3x1x128xf32>
  %t = mf.tanh %d : tensor<3x1x128xf32>
  %z = mf.reshape %t : tensor<3x1x128xf32> -> tensor<384xf32>
  mf.return %y, %z : tensor<3x2x64xf32>, tensor<384xf32>
}
