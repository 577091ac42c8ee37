// Facts under test: an index that may leave its buffer is clamped; one that cannot costs nothing: masks, clamps, remainders
// and loops of known sizes are seen through.
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64-v4 | FileCheck %s

// CHECK-LABEL: llvm.func @mfk_unclamped(
// CHECK:         arith.maxsi
// CHECK:         arith.minsi
// CHECK:         llvm.intr.masked.gather
mft.kernel @unclamped grid [1] kind "loop" {
^bb0(%t: memref<10xf32>, %i: memref<32xi32>, %y: memref<32xf32>, %b: index):
  mft.tile [32] {
  ^bb0(%j: index):
    %n = mft.load %i at affine_map<(d0) -> (d0)>(%j) : memref<32xi32> -> i32
    %k = arith.index_cast %n : i32 to index
    %v = mft.load %t at affine_map<(d0) -> (d0)>(%k) : memref<10xf32> -> f32
    mft.store %v, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<32xf32>
  }
}

// What the producer clamps, wherever it starts: one pair of comparisons, the kernel's own.
// CHECK-LABEL: llvm.func @mfk_clamped(
// CHECK-COUNT-1: arith.maxsi
// CHECK-NOT:     arith.maxsi
// CHECK:         llvm.return
mft.kernel @clamped grid [4] kind "loop" {
^bb0(%t: memref<40xf32>, %i: memref<1xi32>, %y: memref<4x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %zero = arith.constant 0 : index
    %last = arith.constant 32 : index
    %n = mft.load %i at affine_map<() -> (0)>() : memref<1xi32> -> i32
    %k = arith.index_cast %n : i32 to index
    %above = arith.maxsi %k, %zero : index
    %start = arith.minsi %above, %last : index
    %v = mft.load %t at affine_map<(d0, d1) -> (d0 + d1)>(%start, %j) : memref<40xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<4x8xf32>
  }
}

// A pad with gaps: 0 <= j - 3 < 19 and every third.
// CHECK-LABEL: llvm.func @mfk_padded(
// CHECK-NOT:     arith.maxsi
// CHECK:         llvm.return
mft.kernel @padded grid [1] kind "loop" {
^bb0(%x: memref<7xf32>, %y: memref<30xf32>, %b: index):
  mft.tile [30] {
  ^bb0(%j: index):
    %zero = arith.constant 0 : index
    %low = arith.constant 3 : index
    %end = arith.constant 22 : index
    %other = arith.constant 0.0 : f32
    %first = arith.cmpi sge, %j, %low : index
    %behind = arith.cmpi slt, %j, %end : index
    %rest = arith.subi %j, %low : index
    %gap = arith.remsi %rest, %low : index
    %meets = arith.cmpi eq, %gap, %zero : index
    %within = arith.andi %first, %behind : i1
    %mask = arith.andi %within, %meets : i1
    %v = mft.load %x at affine_map<(d0) -> ((d0 - 3) floordiv 3)>(%j) mask %mask else %other : memref<7xf32> -> f32, f32
    mft.store %v, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<30xf32>
  }
}

// A window that runs over both ends: 0 <= 2 o + t - 1 < 8.
// CHECK-LABEL: llvm.func @mfk_window(
// CHECK-NOT:     arith.maxsi
// CHECK:         llvm.return
mft.kernel @window grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<4xf32>, %b: index):
  mft.tile [4] {
  ^bb0(%o: index):
    %zero = arith.constant 0.0 : f32
    %s = mft.fold [4] init(%zero : f32) {
    ^bb0(%t: index, %a: f32):
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %c8 = arith.constant 8 : index
      %two = arith.muli %o, %c2 : index
      %sum = arith.addi %two, %t : index
      %at = arith.subi %sum, %c1 : index
      %first = arith.cmpi sge, %at, %c0 : index
      %behind = arith.cmpi slt, %at, %c8 : index
      %mask = arith.andi %first, %behind : i1
      %v = mft.load %x at affine_map<(d0, d1) -> (d0 * 2 + d1 - 1)>(%o, %t) mask %mask else %zero : memref<8xf32> -> f32, f32
      %n = arith.addf %a, %v : f32
      mft.yield %n : f32
    } : f32
    mft.store %s, %y at affine_map<(d0) -> (d0)>(%o) : f32, memref<4xf32>
  }
}

// A mask that says too little is no help.
// CHECK-LABEL: llvm.func @mfk_half_masked(
// CHECK:         arith.maxsi
// CHECK:         llvm.return
mft.kernel @half_masked grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<16xf32>, %b: index):
  mft.tile [16] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %three = arith.constant 3 : index
    %mask = arith.cmpi sge, %j, %three : index
    %v = mft.load %x at affine_map<(d0) -> (d0 - 3)>(%j) mask %mask else %zero : memref<8xf32> -> f32, f32
    mft.store %v, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<16xf32>
  }
}

// Masks of every kind that reach exactly to the end of the buffer.
// CHECK-LABEL: llvm.func @mfk_to_the_end(
// CHECK-NOT:     arith.maxsi
// CHECK:         llvm.return
mft.kernel @to_the_end grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<11xf32>, %b: index):
  mft.tile [11] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %b0 = arith.constant 7 : index
    %m0 = arith.cmpi sle, %j, %b0 : index
    %v0 = mft.load %x at affine_map<(d0) -> (d0)>(%j) mask %m0 else %zero : memref<8xf32> -> f32, f32
    %b1 = arith.constant 7 : index
    %m1 = arith.cmpi ule, %j, %b1 : index
    %v1 = mft.load %x at affine_map<(d0) -> (d0)>(%j) mask %m1 else %zero : memref<8xf32> -> f32, f32
    %b2 = arith.constant 8 : index
    %m2 = arith.cmpi ult, %j, %b2 : index
    %v2 = mft.load %x at affine_map<(d0) -> (d0)>(%j) mask %m2 else %zero : memref<8xf32> -> f32, f32
    %b3 = arith.constant 8 : index
    %m3 = arith.cmpi slt, %j, %b3 : index
    %v3 = mft.load %x at affine_map<(d0) -> (d0)>(%j) mask %m3 else %zero : memref<8xf32> -> f32, f32
    %b4 = arith.constant 2 : index
    %m4 = arith.cmpi sgt, %j, %b4 : index
    %v4 = mft.load %x at affine_map<(d0) -> (d0 - 3)>(%j) mask %m4 else %zero : memref<8xf32> -> f32, f32
    %b5 = arith.constant 3 : index
    %m5 = arith.cmpi sge, %j, %b5 : index
    %v5 = mft.load %x at affine_map<(d0) -> (d0 - 3)>(%j) mask %m5 else %zero : memref<8xf32> -> f32, f32
    %s1 = arith.addf %v0, %v1 : f32
    %s2 = arith.addf %s1, %v2 : f32
    %s3 = arith.addf %s2, %v3 : f32
    %s4 = arith.addf %s3, %v4 : f32
    %s5 = arith.addf %s4, %v5 : f32
    mft.store %s5, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<11xf32>
  }
}

// The same, one further.
// CHECK-LABEL: llvm.func @mfk_one_more_sle(
// CHECK:         arith.maxsi
// CHECK:         llvm.return
mft.kernel @one_more_sle grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<11xf32>, %b: index):
  mft.tile [11] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %b0 = arith.constant 8 : index
    %m0 = arith.cmpi sle, %j, %b0 : index
    %v0 = mft.load %x at affine_map<(d0) -> (d0)>(%j) mask %m0 else %zero : memref<8xf32> -> f32, f32
    mft.store %v0, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<11xf32>
  }
}
// CHECK-LABEL: llvm.func @mfk_one_more_ule(
// CHECK:         arith.maxsi
// CHECK:         llvm.return
mft.kernel @one_more_ule grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<11xf32>, %b: index):
  mft.tile [11] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %b0 = arith.constant 8 : index
    %m0 = arith.cmpi ule, %j, %b0 : index
    %v0 = mft.load %x at affine_map<(d0) -> (d0)>(%j) mask %m0 else %zero : memref<8xf32> -> f32, f32
    mft.store %v0, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<11xf32>
  }
}
// CHECK-LABEL: llvm.func @mfk_one_more_ult(
// CHECK:         arith.maxsi
// CHECK:         llvm.return
mft.kernel @one_more_ult grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<11xf32>, %b: index):
  mft.tile [11] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %b0 = arith.constant 9 : index
    %m0 = arith.cmpi ult, %j, %b0 : index
    %v0 = mft.load %x at affine_map<(d0) -> (d0)>(%j) mask %m0 else %zero : memref<8xf32> -> f32, f32
    mft.store %v0, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<11xf32>
  }
}
// CHECK-LABEL: llvm.func @mfk_one_more_slt(
// CHECK:         arith.maxsi
// CHECK:         llvm.return
mft.kernel @one_more_slt grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<11xf32>, %b: index):
  mft.tile [11] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %b0 = arith.constant 9 : index
    %m0 = arith.cmpi slt, %j, %b0 : index
    %v0 = mft.load %x at affine_map<(d0) -> (d0)>(%j) mask %m0 else %zero : memref<8xf32> -> f32, f32
    mft.store %v0, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<11xf32>
  }
}
// CHECK-LABEL: llvm.func @mfk_one_more_sgt(
// CHECK:         arith.maxsi
// CHECK:         llvm.return
mft.kernel @one_more_sgt grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<11xf32>, %b: index):
  mft.tile [11] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %b0 = arith.constant 1 : index
    %m0 = arith.cmpi sgt, %j, %b0 : index
    %v0 = mft.load %x at affine_map<(d0) -> (d0 - 3)>(%j) mask %m0 else %zero : memref<8xf32> -> f32, f32
    mft.store %v0, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<11xf32>
  }
}
// CHECK-LABEL: llvm.func @mfk_one_more_sge(
// CHECK:         arith.maxsi
// CHECK:         llvm.return
mft.kernel @one_more_sge grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<11xf32>, %b: index):
  mft.tile [11] {
  ^bb0(%j: index):
    %zero = arith.constant 0.0 : f32
    %b0 = arith.constant 2 : index
    %m0 = arith.cmpi sge, %j, %b0 : index
    %v0 = mft.load %x at affine_map<(d0) -> (d0 - 3)>(%j) mask %m0 else %zero : memref<8xf32> -> f32, f32
    mft.store %v0, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<11xf32>
  }
}
