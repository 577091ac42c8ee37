// Facts under test: sums run in several vectors at once and end in halves on halves; folds of columns, too.
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64-v4 | FileCheck %s

// 200 = 3 * 64 + 8
// CHECK-LABEL: llvm.func @mfk_sum(
// CHECK:         %[[WIDE:.*]]:2 = scf.for {{.*}} -> (vector<64xf32>, vector<16xf32>)
// CHECK:         llvm.intr.masked.load {{.*}} -> vector<16xf32>
// CHECK:         arith.addf {{.*}} : vector<32xf32>
// CHECK:         arith.addf {{.*}} : vector<16xf32>
// CHECK:         arith.addf {{.*}} : vector<2xf32>
// CHECK:         arith.addf {{.*}} : f32
mft.kernel @sum grid [5] kind "row" {
^bb0(%x: memref<5x200xf32>, %y: memref<5xf32>, %b: index):
  %s = mft.tile [200] reduce [#mft.combiner<sum>] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<5x200xf32> -> f32
    mft.yield %v : f32
  } : f32
  mft.tile [] {
    mft.store %s, %y at affine_map<(d0) -> (d0)>(%b) : f32, memref<5xf32>
  }
}

// A count that no lane changes stays a scalar beside a vector sum.
// CHECK-LABEL: llvm.func @mfk_columns(
// CHECK:         scf.for {{.*}} iter_args({{.*}}) -> (vector<64xf32>, f32)
mft.kernel @columns grid [1] kind "column" {
^bb0(%x: memref<9x64xf32>, %y: memref<64xf32>, %b: index):
  mft.tile [64] {
  ^bb0(%j: index):
    %z = arith.constant 0.0 : f32
    %one = arith.constant 1.0 : f32
    %s, %c = mft.fold [9] init(%z, %z : f32, f32) {
    ^bb0(%r: index, %a: f32, %n: f32):
      %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%r, %j) : memref<9x64xf32> -> f32
      %t = arith.addf %a, %v : f32
      %m = arith.addf %n, %one : f32
      mft.yield %t, %m : f32, f32
    } : f32, f32
    %q = arith.divf %s, %c : f32
    mft.store %q, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<64xf32>
  }
}
