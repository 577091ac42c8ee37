// Both states were written in place by one kernel, which stored the first before it had read it for the second.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet
mf.state @p role "parameter" : tensor<3x4xf32>
mf.state @q role "parameter" : tensor<3x4xf32>
mf.entry @swap arguments [] results [] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.read @q : tensor<3x4xf32>
  %v2 = mf.sin %v1 : tensor<3x4xf32>
  mf.write @p, %v2 : tensor<3x4xf32>
  %v3 = mf.cos %v0 : tensor<3x4xf32>
  mf.write @q, %v3 : tensor<3x4xf32>
  mf.return
}
