// Fact under test: ptxas accepts the PTX of every chip, without spills.
// REQUIRES: ptxas
// RUN: %mf-simt %S/../codegen/example.mlir --emit=ptx --chip=sm_75 > %t.75 && ptxas -arch=sm_75 -v %t.75 -o %t.out 2>&1 | FileCheck %s
// RUN: %mf-simt %S/../codegen/example.mlir --emit=ptx --chip=sm_80 > %t.80 && ptxas -arch=sm_80 -v %t.80 -o %t.out 2>&1 | FileCheck %s
// RUN: %mf-simt %S/../codegen/example.mlir --emit=ptx --chip=sm_86 > %t.86 && ptxas -arch=sm_86 -v %t.86 -o %t.out 2>&1 | FileCheck %s
// RUN: %mf-simt %S/../codegen/example.mlir --emit=ptx --chip=sm_89 > %t.89 && ptxas -arch=sm_89 -v %t.89 -o %t.out 2>&1 | FileCheck %s
// RUN: %mf-simt %S/../codegen/example.mlir --emit=ptx --chip=sm_90 > %t.90 && ptxas -arch=sm_90 -v %t.90 -o %t.out 2>&1 | FileCheck %s
// RUN: %mf-simt %S/../codegen/example.mlir --emit=ptx --chip=sm_90a > %t.90a && ptxas -arch=sm_90a -v %t.90a -o %t.out 2>&1 | FileCheck %s
// CHECK-COUNT-3: 0 bytes spill stores, 0 bytes spill loads
