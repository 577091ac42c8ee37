// Fact under test: the PTX of a contraction of a value and its tangent (codegen/cuda/Contract.cpp).
// RUN: %mf-simt %s --emit=ptx | FileCheck %s
// RUN: %mf-simt %s --emit=geometry | FileCheck %s --check-prefix=GEOMETRY
// Two sums tiles of 64 x 68 floats.
// GEOMETRY: gemm: 128 blocks of 256 threads, shared 34816 + 0 bytes, 5 buffers

// CHECK:     .visible .entry gemm(
// CHECK:     .reqntid 256, 1, 1
// Two left tiles and the right tile that they share.
// CHECK-COUNT-3: ld.global.f32
// CHECK:     bar.sync 0;
// One vector of the right tile and one of each left tile for 4 x 4 x 2 sums, four steps of k a trip.
// CHECK-COUNT-3: ld.shared.v4.f32
// CHECK-COUNT-32: fma.rn.ftz.f32
// CHECK:     bar.sync 0;
// The sums of each thread, four neighbours at a time.
// CHECK-COUNT-8: st.shared.v4.f32
// CHECK:     bar.sync 0;
// CHECK-COUNT-2: st.global.f32
// CHECK-NOT: bar.sync
mft.kernel @gemm grid [] kind "contraction" {
^bb0(%x: memref<512x256xf32>, %dx: memref<512x256xf32>, %w: memref<256x1024xf32>, %y: memref<512x1024xf32>, %dy: memref<512x1024xf32>):
  mft.contract lhs(%x, %dx : memref<512x256xf32>, memref<512x256xf32>) rhs(%w : memref<256x1024xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 512>, nSizes = array<i64: 1024>, kSizes = array<i64: 256>, partSides = array<i64: 2>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32, %da: f32):
    mft.store %a, %y at affine_map<(m, n) -> (m, n)>(%m, %n) : f32, memref<512x1024xf32>
    mft.store %da, %dy at affine_map<(m, n) -> (m, n)>(%m, %n) : f32, memref<512x1024xf32>
    mft.yield
  }
}
