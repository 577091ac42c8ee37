// Fact under test: the PTX of a row reduction (codegen/cuda/Phases.cpp).
// RUN: %mf-simt %s --emit=ptx --chip=sm_80 | FileCheck %s
// RUN: %mf-simt %s --emit=geometry | FileCheck %s --check-prefix=GEOMETRY
// GEOMETRY: center: 6 blocks of 128 threads, shared 16 + 0 bytes, 2 buffers

// CHECK:     .target sm_80
// CHECK-NOT: .extern .func
// CHECK:     .visible .entry center(
// CHECK-NEXT: .param .u64 center_param_0,
// CHECK-NEXT: .param .u64 center_param_1
// CHECK:     .reqntid 128, 1, 1
// Each thread sums its points, the lanes of a warp meet in five shuffles, the warps in shared memory.
// CHECK:     ld.global.f32
// CHECK:     add.rn.ftz.f32
// CHECK-COUNT-5: shfl.sync.bfly.b32
// CHECK-NOT: shfl.sync
// CHECK:     st.shared.f32
// CHECK:     bar.sync 0;
// Every thread reads the sums of the four warps, as one vector.
// CHECK:     ld.shared.v4.f32
// The reduction's barrier serves the next phase too.
// CHECK-NOT: bar.sync
// CHECK:     st.global.f32
mft.kernel @center grid [6] kind "row" {
^bb0(%x: memref<6x700xf32>, %y: memref<6x700xf32>, %b: index):
  %s = mft.tile [700] reduce [#mft.combiner<sum>] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<6x700xf32> -> f32
    mft.yield %v : f32
  } : f32
  mft.tile [700] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<6x700xf32> -> f32
    %d = arith.subf %v, %s : f32
    mft.store %d, %y at affine_map<(b, j) -> (b, j)>(%b, %j) : f32, memref<6x700xf32>
  }
}
