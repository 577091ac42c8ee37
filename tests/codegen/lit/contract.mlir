// Facts under test: both left sides of a pair use one packed panel; register tiles are functions that kernels share;
// equal kernels share their code.
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64-v4 | FileCheck %s

// CHECK:       llvm.func internal @mf_gemm_f32_12x32of32_along272(
// CHECK-COUNT-24: llvm.intr.fmuladd
// CHECK-LABEL: llvm.func @mfk_pair(
// CHECK:         %[[PANEL:.*]] = llvm.getelementptr %arg3
// CHECK:         llvm.call @mf_gemm_f32_12x32of32_along272(%{{[^,]*}}, %[[P:[^,]*]],
// CHECK:         llvm.call @mf_gemm_f32_12x32of32_along272(%{{[^,]*}}, %[[P]],
// CHECK:         arith.addf {{.*}} : vector<16xf32>
// CHECK:         llvm.return
// CHECK-NOT:   llvm.func @mfk_other
mft.kernel @pair grid [] kind "contraction" {
^bb0(%x: memref<24x40xf32>, %dx: memref<24x40xf32>, %w: memref<40x64xf32>, %y: memref<24x64xf32>):
  mft.contract lhs(%x, %dx : memref<24x40xf32>, memref<24x40xf32>) rhs(%w : memref<40x64xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 24>, nSizes = array<i64: 64>, kSizes = array<i64: 40>, partSides = array<i64: 2>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32, %da: f32):
    %s = arith.addf %a, %da : f32
    mft.store %s, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<24x64xf32>
    mft.yield
  }
}
mft.kernel @other grid [] kind "contraction" {
^bb0(%x: memref<24x40xf32>, %dx: memref<24x40xf32>, %w: memref<40x64xf32>, %y: memref<24x64xf32>):
  mft.contract lhs(%x, %dx : memref<24x40xf32>, memref<24x40xf32>) rhs(%w : memref<40x64xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 24>, nSizes = array<i64: 64>, kSizes = array<i64: 40>, partSides = array<i64: 2>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32, %da: f32):
    %s = arith.addf %a, %da : f32
    mft.store %s, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<24x64xf32>
    mft.yield
  }
}
