// State of every type survives an entry that does not touch it.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.state @p role "parameter" : tensor<3x4xf32>
mf.state @q role "parameter" : tensor<3x4xf32>
mf.state @sq role "parameter" : tensor<4x4xf32>
mf.state @v role "optimizer" : tensor<7xf32>
mf.state @n role "counter" : tensor<i32>
mf.state @flag role "counter" : tensor<3xi1>
mf.state @h role "ema" : tensor<5xbf16>
mf.state @k role "key" : tensor<2xi32>
mf.state @l role "counter" : tensor<2xi64>
mf.state @scalar role "parameter" : tensor<f32>
mf.entry @untouched arguments [] results [] {
  mf.return
}
mf.entry @all_types arguments [] results ["r0"] {
  %v0 = mf.read @h : tensor<5xbf16>
  %v1 = mf.read @k : tensor<2xi32>
  %v2 = mf.read @l : tensor<2xi64>
  %v3 = mf.read @scalar : tensor<f32>
  %v4 = mf.add %v0, %v0 : tensor<5xbf16>
  mf.write @h, %v4 : tensor<5xbf16>
  %v5 = mf.constant dense<[0, 1]> : tensor<2xi32>
  %v6 = mf.add %v1, %v5 : tensor<2xi32>
  mf.write @k, %v6 : tensor<2xi32>
  %v7 = mf.mul %v2, %v2 : tensor<2xi64>
  mf.write @l, %v7 : tensor<2xi64>
  %v8 = mf.sin %v3 : tensor<f32>
  mf.write @scalar, %v8 : tensor<f32>
  mf.return %v3 : tensor<f32>
}
