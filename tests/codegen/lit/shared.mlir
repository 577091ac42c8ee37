// Facts under test: kernels that differ in scalar constants only share one body; what differs are its arguments.
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64-v4 | FileCheck %s

// Only what differs is an argument: 2.0 stays where it is.
// CHECK: llvm.func internal @mfs_first(%{{.+}}: !llvm.ptr, %{{.+}}: i64, %{{.+}}: i64, %{{.+}}: !llvm.ptr, %[[C:.+]]: f32)
// CHECK-NOT: arith.constant 3.0
// CHECK: vector.splat %[[C]]
// CHECK: llvm.func @mfk_first
// CHECK: %[[A:.+]] = arith.constant 3.0
// CHECK: llvm.call @mfs_first(%{{.+}}, %{{.+}}, %{{.+}}, %{{.+}}, %[[A]])
mft.kernel @first grid [1] kind "loop" {
^bb0(%x: memref<64xf32>, %y: memref<64xf32>, %b: index):
  mft.tile [64] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0) -> (d0)>(%j) : memref<64xf32> -> f32
    %two = arith.constant 2.0 : f32
    %c = arith.constant 3.0 : f32
    %m = arith.mulf %v, %two : f32
    %p = arith.addf %m, %c : f32
    mft.store %p, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<64xf32>
  }
}
// CHECK: llvm.func @mfk_second
// CHECK: arith.constant 5.0
// CHECK: llvm.call @mfs_first(
mft.kernel @second grid [1] kind "loop" {
^bb0(%x: memref<64xf32>, %y: memref<64xf32>, %b: index):
  mft.tile [64] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0) -> (d0)>(%j) : memref<64xf32> -> f32
    %two = arith.constant 2.0 : f32
    %c = arith.constant 5.0 : f32
    %m = arith.mulf %v, %two : f32
    %p = arith.addf %m, %c : f32
    mft.store %p, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<64xf32>
  }
}
// Equal in everything: the first one's function.
// CHECK-NOT: @mfk_third
mft.kernel @third grid [1] kind "loop" {
^bb0(%x: memref<64xf32>, %y: memref<64xf32>, %b: index):
  mft.tile [64] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0) -> (d0)>(%j) : memref<64xf32> -> f32
    %two = arith.constant 2.0 : f32
    %c = arith.constant 3.0 : f32
    %m = arith.mulf %v, %two : f32
    %p = arith.addf %m, %c : f32
    mft.store %p, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<64xf32>
  }
}
