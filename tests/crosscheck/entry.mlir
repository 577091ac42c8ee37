// Several entries over the same kernels; names of arguments and results.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @one arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.add %a0, %a1 : tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @two arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.add %a1, %a0 : tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @same arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.add %a0, %a1 : tensor<7xf32>
  %v1 = mf.add %a1, %a0 : tensor<7xf32>
  mf.return %v0, %v1 : tensor<7xf32>, tensor<7xf32>
}
