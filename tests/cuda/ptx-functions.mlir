// Fact under test: functions are arithmetic: the PTX calls nothing, holds no approximate instruction, looks for no library
// and flushes subnormals in f32 alone.
// RUN: env MF_LIBDEVICE=/nowhere CUDA_HOME=/nowhere HOME=/nowhere %mf-simt %s --emit=ptx --chip=sm_75 > %t.ptx
// RUN: FileCheck %s < %t.ptx
// RUN: FileCheck %s --check-prefix=NARROW < %t.ptx
// RUN: FileCheck %s --check-prefix=WIDE < %t.ptx
// CHECK-NOT: {{\.extern|__nv_|\.approx|\.full\.|ex2\.|lg2\.|contract}}
// NARROW-LABEL: .entry narrow(
// NARROW: fma.rn.ftz.f32
// NARROW-NOT: {{(add|sub|mul|fma|div|sqrt)\.(rn\.)?f32}}
// NARROW: .entry wide(
// WIDE-LABEL: .entry wide(
// WIDE-NOT: ftz
// WIDE: fma.rn.f64
// WIDE-NOT: ftz
mft.kernel @narrow grid [1] kind "loop" {
^bb0(%x: memref<64xf32>, %z: memref<64xf32>, %b: index):
  mft.tile [64] {
  ^bb0(%j: index):
    %a = mft.load %x at affine_map<(j) -> (j)>(%j) : memref<64xf32> -> f32
    %c = math.exp %a : f32
    %d = math.tanh %c : f32
    %e = math.log1p %d : f32
    %f = math.sin %e : f32
    %g = math.erf %f : f32
    %h = math.powf %g, %a : f32
    %i = math.atan2 %h, %a : f32
    %k = arith.remf %i, %a : f32
    %l = math.sqrt %k : f32
    %m = math.rsqrt %l : f32
    mft.store %m, %z at affine_map<(j) -> (j)>(%j) : f32, memref<64xf32>
  }
}
mft.kernel @wide grid [1] kind "loop" {
^bb0(%x: memref<64xf64>, %z: memref<64xf64>, %b: index):
  mft.tile [64] {
  ^bb0(%j: index):
    %a = mft.load %x at affine_map<(j) -> (j)>(%j) : memref<64xf64> -> f64
    %c = math.exp %a : f64
    %d = math.tanh %c : f64
    %e = math.log1p %d : f64
    %f = math.sin %e : f64
    %g = math.erf %f : f64
    %h = math.powf %g, %a : f64
    %i = math.atan2 %h, %a : f64
    %k = arith.remf %i, %a : f64
    %l = math.sqrt %k : f64
    mft.store %l, %z at affine_map<(j) -> (j)>(%j) : f64, memref<64xf64>
  }
}
