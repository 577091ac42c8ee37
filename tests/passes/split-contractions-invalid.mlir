// RUN: not %mf-opt %s --mf-split-contractions=target=abacus 2>&1 | FileCheck %s
// CHECK: error: expected the target cpu or cuda, got 'abacus'
mf.entry @f arguments ["x"] results ["x"] {
^bb0(%x: tensor<2xf32>):
  mf.return %x : tensor<2xf32>
}
