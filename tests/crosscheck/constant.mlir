// Literals: splats, tables, as results and as operands.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @table arguments [] results ["r0"] {
  %v0 = mf.constant dense<[[1.0, -2.0, 3.5], [0.25, 5.0, 6.0]]> : tensor<2x3xf32>
  mf.return %v0 : tensor<2x3xf32>
}
mf.entry @splat arguments [] results ["r0"] {
  %v0 = mf.constant dense<2.5> : tensor<3x5xf32>
  mf.return %v0 : tensor<3x5xf32>
}
mf.entry @scalar arguments [] results ["r0"] {
  %v0 = mf.constant dense<2.5> : tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @twice arguments [] results ["r0", "r1"] {
  %v0 = mf.constant dense<[1.0, 2.0]> : tensor<2xf32>
  mf.return %v0, %v0 : tensor<2xf32>, tensor<2xf32>
}
mf.entry @table_i32 arguments [] results ["r0"] {
  %v0 = mf.constant dense<[1, -2, 3]> : tensor<3xi32>
  mf.return %v0 : tensor<3xi32>
}
mf.entry @table_i64 arguments [] results ["r0"] {
  %v0 = mf.constant dense<[1, -2, 300000000000]> : tensor<3xi64>
  mf.return %v0 : tensor<3xi64>
}
mf.entry @table_i1 arguments [] results ["r0"] {
  %v0 = mf.constant dense<[true, false, true]> : tensor<3xi1>
  mf.return %v0 : tensor<3xi1>
}
mf.entry @table_bf16 arguments [] results ["r0"] {
  %v0 = mf.constant dense<[1.0, -2.0, 0.5]> : tensor<3xbf16>
  mf.return %v0 : tensor<3xbf16>
}
mf.entry @splat_i32 arguments [] results ["r0"] {
  %v0 = mf.constant dense<-7> : tensor<3xi32>
  mf.return %v0 : tensor<3xi32>
}
mf.entry @splat_i64 arguments [] results ["r0"] {
  %v0 = mf.constant dense<7> : tensor<3xi64>
  mf.return %v0 : tensor<3xi64>
}
mf.entry @splat_i1 arguments [] results ["r0"] {
  %v0 = mf.constant dense<true> : tensor<3xi1>
  mf.return %v0 : tensor<3xi1>
}
mf.entry @splat_bf16 arguments [] results ["r0"] {
  %v0 = mf.constant dense<0.5> : tensor<3xbf16>
  mf.return %v0 : tensor<3xbf16>
}
mf.entry @used arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3xf32>):
  %v0 = mf.constant dense<[[1.0, -2.0, 3.5], [0.25, 5.0, 6.0]]> : tensor<2x3xf32>
  %v1 = mf.mul %a0, %v0 : tensor<2x3xf32>
  %v2 = mf.constant dense<1.5> : tensor<2x3xf32>
  %v3 = mf.add %a0, %v2 : tensor<2x3xf32>
  mf.return %v1, %v3 : tensor<2x3xf32>, tensor<2x3xf32>
}
mf.entry @i1_used arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<3xf32>):
  %v0 = mf.constant dense<[true, false, true]> : tensor<3xi1>
  %v1 = mf.select %v0, %a0, %a1 : tensor<3xi1>, tensor<3xf32>
  mf.return %v1 : tensor<3xf32>
}
