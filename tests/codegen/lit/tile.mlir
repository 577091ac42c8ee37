// Facts under test: how points become lanes: main loop and masked tail, broadcasts, gathers, flattened tiles.
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64-v4 | FileCheck %s
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64-v3 | FileCheck %s --check-prefix=V3

// CHECK-LABEL: llvm.func @mfk_tail(
// CHECK-SAME:    attributes {mf.blocks = 3 : i64, mf.scratch = 0 : i64, passthrough = {{.*}}"denormal-fp-math-f32", "preserve-sign,preserve-sign"
// CHECK:         scf.for
// CHECK:           scf.for
// CHECK:             %[[V:.*]] = llvm.load {{.*}} -> vector<16xf32>
// CHECK:             %[[S:.*]] = llvm.load {{.*}} -> f32
// CHECK:             %[[B:.*]] = vector.splat %[[S]] : vector<16xf32>
// CHECK:             %[[P:.*]] = arith.mulf %[[V]], %[[B]] : vector<16xf32>
// CHECK:             llvm.store %[[P]]
// CHECK:           llvm.intr.masked.load
// CHECK:           llvm.intr.masked.store
// V3-LABEL: llvm.func @mfk_tail(
// V3:         llvm.load {{.*}} -> vector<8xf32>
mft.kernel @tail grid [3] kind "loop" {
^bb0(%x: memref<3x37xf32>, %s: memref<3xf32>, %y: memref<3x37xf32>, %b: index):
  mft.tile [37] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<3x37xf32> -> f32
    %c = mft.load %s at affine_map<(d0) -> (d0)>(%b) : memref<3xf32> -> f32
    %p = arith.mulf %v, %c : f32
    mft.store %p, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<3x37xf32>
  }
}

// A tile with a small last dimension runs flattened: 84 = 5 * 16 + 4 points.
// CHECK-LABEL: llvm.func @mfk_flattened(
// CHECK:         %[[END:.*]] = arith.constant 80 : i64
// CHECK:         scf.for {{.*}} to %[[END]]
// CHECK-NOT:     gather
// CHECK:         llvm.intr.masked.store
mft.kernel @flattened grid [1] kind "loop" {
^bb0(%x: memref<4x7x3xf32>, %y: memref<4x7x3xf32>, %b: index):
  mft.tile [4, 7, 3] {
  ^bb0(%i: index, %j: index, %k: index):
    %v = mft.load %x at affine_map<(d0, d1, d2) -> (d0, d1, d2)>(%i, %j, %k) : memref<4x7x3xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1, d2) -> (d0, d1, d2)>(%i, %j, %k) : f32, memref<4x7x3xf32>
  }
}

// A quotient by a multiple of the lanes is uniform, its remainder contiguous.
// CHECK-LABEL: llvm.func @mfk_quotient(
// CHECK-NOT:     gather
// CHECK:         llvm.load {{.*}} -> f32
// CHECK:         llvm.load {{.*}} -> vector<16xf32>
// CHECK-NOT:     gather
// CHECK:         llvm.return
mft.kernel @quotient grid [1] kind "loop" {
^bb0(%x: memref<4xf32>, %w: memref<32xf32>, %y: memref<128xf32>, %b: index):
  mft.tile [128] {
  ^bb0(%f: index):
    %v = mft.load %x at affine_map<(d0) -> (d0 floordiv 32)>(%f) : memref<4xf32> -> f32
    %u = mft.load %w at affine_map<(d0) -> (d0 mod 32)>(%f) : memref<32xf32> -> f32
    %s = arith.addf %u, %v : f32
    mft.store %s, %y at affine_map<(d0) -> (d0)>(%f) : f32, memref<128xf32>
  }
}

// CHECK-LABEL: llvm.func @mfk_lookup(
// CHECK:         %[[I:.*]] = llvm.load {{.*}} -> vector<16xi32>
// CHECK:         llvm.intr.masked.gather {{.*}} -> vector<16xf32>
mft.kernel @lookup grid [1] kind "loop" {
^bb0(%t: memref<10xf32>, %i: memref<32xi32>, %y: memref<32xf32>, %b: index):
  mft.tile [32] {
  ^bb0(%j: index):
    %n = mft.load %i at affine_map<(d0) -> (d0)>(%j) : memref<32xi32> -> i32
    %k = arith.index_cast %n : i32 to index
    %v = mft.load %t at affine_map<(d0) -> (d0)>(%k) : memref<10xf32> -> f32
    mft.store %v, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<32xf32>
  }
}
