// Fact under test: a data-parallel kernel is a line of points, without barriers or shared memory.
// RUN: %mf-simt %s --emit=ptx --chip=sm_75 | FileCheck %s
// CHECK:     .target sm_75
// CHECK:     .visible .entry scale(
// CHECK-NOT: bar.
// CHECK-NOT: .shared
// CHECK:     ld.global.f32
// CHECK:     sqrt.rn.ftz.f32
// CHECK:     div.rn.ftz.f32
// CHECK-NOT: bra
// CHECK:     st.global.f32
mft.kernel @scale grid [16] kind "loop" {
^bb0(%x: memref<16x1000xf32>, %y: memref<16x1000xf32>, %b: index):
  mft.tile [1000] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(b, j) -> (b, j)>(%b, %j) : memref<16x1000xf32> -> f32
    %one = arith.constant 1.0 : f32
    %a = arith.addf %v, %one : f32
    %r = math.sqrt %a : f32
    %q = arith.divf %v, %r : f32
    mft.store %q, %y at affine_map<(b, j) -> (b, j)>(%b, %j) : f32, memref<16x1000xf32>
  }
}
