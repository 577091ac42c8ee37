// Fact under test: mf-simt runs a plan with random inputs, repeatably, and dumps raw bytes.
// RUN: rm -rf %t && %mf-simt %S/../codegen/example.mlir --seed=3 --dump=%t > %t.first
// RUN: %mf-simt %S/../codegen/example.mlir --seed=3 --reverse --no-checks > %t.second
// RUN: cmp %t.first %t.second
// RUN: FileCheck %s < %t.first
// CHECK: result y: 160 bytes, hash 0x{{[0-9a-f]+}}, as f32: {{.*}}
// RUN: wc -c < %t/y.bin | FileCheck %s --check-prefix=BYTES
// BYTES: 160
// RUN: not %mf-simt %S/../codegen/example.mlir --chip=sm_60 --emit=ptx 2>&1 | FileCheck %s --check-prefix=CHIP
// CHIP: error: unknown CUDA chip 'sm_60', expected one of sm_75, sm_80, sm_86, sm_87, sm_89, sm_90, sm_90a
// RUN: not %mf-simt %S/../codegen/example.mlir --plan=none 2>&1 | FileCheck %s --check-prefix=PLAN
// PLAN: error: no plan 'none', the module has: step
