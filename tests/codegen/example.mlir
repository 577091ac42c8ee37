mft.constant @table dense<[1.0, 2.0]> : tensor<2xf32>
// row: y = x - max(x) over each row
mft.kernel @row grid [4] kind "row" {
^bb0(%x: memref<4x10xf32>, %y: memref<4x10xf32>, %b: index):
  %m = mft.tile [10] reduce [#mft.combiner<max>] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<4x10xf32> -> f32
    mft.yield %v : f32
  } : f32
  mft.tile [10] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<4x10xf32> -> f32
    %d = arith.subf %v, %m : f32
    mft.store %d, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<4x10xf32>
  }
}
mft.kernel @column grid [1] kind "column" {
^bb0(%x: memref<4x10xf32>, %y: memref<10xf32>, %b: index):
  mft.tile [10] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %s = mft.fold [4] init(%zero : f32) {
    ^bb0(%r: index, %acc: f32):
      %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%r, %j) : memref<4x10xf32> -> f32
      %n = arith.addf %acc, %v : f32
      mft.yield %n : f32
    } : f32
    mft.store %s, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<10xf32>
  }
}
mft.kernel @gemm grid [] kind "contraction" {
^bb0(%x: memref<5x7xf32>, %dx: memref<5x7xf32>, %w: memref<7x10xf32>, %bias: memref<10xf32>, %y: memref<5x10xf32>, %dy: memref<5x10xf32>):
  mft.contract lhs(%x, %dx : memref<5x7xf32>, memref<5x7xf32>) rhs(%w : memref<7x10xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 5>, nSizes = array<i64: 10>, kSizes = array<i64: 7>, partSides = array<i64: 2>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32, %da: f32):
    %c = mft.load %bias at affine_map<(d0) -> (d0)>(%n) : memref<10xf32> -> f32
    %s = arith.addf %a, %c : f32
    mft.store %s, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<5x10xf32>
    mft.store %da, %dy at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<5x10xf32>
    mft.yield
  }
}
mft.plan @step attributes {arguments = [{name = "x", type = tensor<4x10xf32>, role = "data"}], results = [{name = "y", type = tensor<4x10xf32>}], arenaBytes = 192 : i64} {
  %x = mft.buffer argument : memref<4x10xf32>
  %y = mft.buffer result : memref<4x10xf32>
  %t = mft.buffer arena {offset = 0 : i64, label = "tmp"} : memref<4x10xf32>
  mft.launch @row(%x, %t) : memref<4x10xf32>, memref<4x10xf32>
  mft.launch @row(%t, %y) : memref<4x10xf32>, memref<4x10xf32>
}
