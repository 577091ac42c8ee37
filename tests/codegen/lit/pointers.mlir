// Buffers are addressed by the width of the target's pointers: 4 bytes each where pointers have 32 bits.
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64 --mf-cpu-to-llvm | FileCheck %s --check-prefix=IR
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64 --mf-cpu-to-llvm | %mlir-translate --mlir-to-llvmir | %llc -mtriple=i686-unknown-linux-gnu -mattr=+sse2 | FileCheck %s --check-prefix=X86
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64 --mf-cpu-to-llvm | %mlir-translate --mlir-to-llvmir | %llc -mtriple=wasm32 -mattr=+simd128 | FileCheck %s --check-prefix=WASM
// RUN: %mf-opt %s --mf-cpu-lower-kernels=cpu=x86-64 --mf-cpu-to-llvm | %mlir-translate --mlir-to-llvmir | %llc -mtriple=x86_64-unknown-linux-gnu | FileCheck %s --check-prefix=WIDE

mft.kernel @add grid [1] kind "loop" {
^bb0(%x: memref<64xi32>, %y: memref<64xi32>, %z: memref<64xi32>, %b: index):
  mft.tile [64] {
  ^bb0(%j: index):
    %u = mft.load %x at affine_map<(d0) -> (d0)>(%j) : memref<64xi32> -> i32
    %v = mft.load %y at affine_map<(d0) -> (d0)>(%j) : memref<64xi32> -> i32
    %w = arith.addi %u, %v : i32
    mft.store %w, %z at affine_map<(d0) -> (d0)>(%j) : i32, memref<64xi32>
  }
}

// Nothing is promised of the table's alignment but what the target asks for.
// IR-LABEL: llvm.func @mfk_add
// IR: %[[SLOT:.*]] = llvm.getelementptr %arg0[1] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
// IR: llvm.load %[[SLOT]] invariant : !llvm.ptr -> !llvm.ptr
// IR: llvm.getelementptr %arg0[2] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr

// X86-LABEL: mfk_add:
// X86: movl ([[LIST:%e[a-d]x]]), %e
// X86: movl 4([[LIST]]), %e
// X86: movl 8([[LIST]]), %e

// WASM-LABEL: mfk_add:
// WASM: local.get 0
// WASM-NEXT: i32.const 8
// WASM-NEXT: i32.add
// WASM-NEXT: i32.load 0
// WASM: local.get 0
// WASM-NEXT: i32.const 4
// WASM-NEXT: i32.add
// WASM-NEXT: i32.load 0

// WIDE-LABEL: mfk_add:
// WIDE: movq (%rdi), %r
// WIDE: movq 8(%rdi), %r
// WIDE: movq 16(%rdi), %r
