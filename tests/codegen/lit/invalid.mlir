// Facts under test: what the CPU target cannot do is an error at the kernel's own line.
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64-v4 --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

mft.kernel @bad_op grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{the CPU target does not support 'memref.load' in a kernel}}
    %v = memref.load %x[%j] : memref<8xf32>
    mft.store %v, %x at affine_map<(d0) -> (d0)>(%j) : f32, memref<8xf32>
  }
}

// -----

mft.kernel @bad_map grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x4xf32>, %y: memref<4x4xf32>):
  // expected-error@+1 {{the CPU target expects linear maps in a contraction, got affine_map<(d0, d1) -> (d0, d1 mod 4)>}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x4xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 4>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k mod 4)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x4xf32>
    mft.yield
  }
}
