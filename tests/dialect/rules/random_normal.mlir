// mf.random_normal: Box-Muller on words 0 and 1. A constant to derivatives: the reparametrization trick.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// RUN: %mf-rulecheck %s --entry=values --evaluate --set=k=0,0 | FileCheck %s --check-prefix=VALUES
// RUN: %mf-rulecheck %s --entry=moments --evaluate --set=k=3,5 | FileCheck %s --check-prefix=MOMENTS
mf.entry @f arguments ["mean", "scale", "k"] results ["y"] {
^bb0(%mean: tensor<3xf64>, %scale: tensor<3xf64>, %k: tensor<2xi32>):
  %r = mf.random_normal %k stream 0 : tensor<2xi32> -> tensor<3xf64>
  %s = mf.mul %r, %scale : tensor<3xf64>
  %y = mf.add %mean, %s : tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// CHECK-LABEL: mf.entry @forward
// CHECK: %[[R:.+]] = mf.random_normal
// CHECK-NEXT: %[[DY:.+]] = mf.mul %[[R]], %{{.+}}
// CHECK-NEXT: mf.return %[[DY]]
mf.entry @forward arguments ["x", "dx", "k"] results ["dy"] {
^bb0(%x: tensor<3xf64>, %dx: tensor<3xf64>, %k: tensor<2xi32>):
  %r = mf.random_normal %k stream 0 : tensor<2xi32> -> tensor<3xf64>
  %y = mf.mul %r, %x : tensor<3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dy : tensor<3xf64>
}
// sqrt(-2 log 0.39904648) cos(2 pi 0.88052016), from words 0x6627e8d5 and 0xe169c58d
// VALUES: values.y = 0.9911374751
mf.entry @values arguments ["k"] results ["y"] {
^bb0(%k: tensor<2xi32>):
  %y = mf.random_normal %k stream 0 : tensor<2xi32> -> tensor<1xf64>
  mf.return %y : tensor<1xf64>
}
// Mean 0, mean square 1 and mean fourth power 3, each to about three standard errors of 4096 numbers.
// MOMENTS: moments.mean = {{-?}}0.0{{[0-4]}}
// MOMENTS: moments.square = {{0.9[3-9]|1.0[0-6]}}
// MOMENTS: moments.fourth = {{2.[5-9]|3.[0-4]}}
mf.entry @moments arguments ["k"] results ["mean", "square", "fourth"] {
^bb0(%k: tensor<2xi32>):
  %r = mf.random_normal %k stream 2 : tensor<2xi32> -> tensor<4096xf64>
  %n = mf.constant dense<4096.0> : tensor<f64>
  %s = mf.reduce sum %r dims [0] : tensor<4096xf64> -> tensor<f64>
  %mean = mf.div %s, %n : tensor<f64>
  %r2 = mf.mul %r, %r : tensor<4096xf64>
  %s2 = mf.reduce sum %r2 dims [0] : tensor<4096xf64> -> tensor<f64>
  %square = mf.div %s2, %n : tensor<f64>
  %r4 = mf.mul %r2, %r2 : tensor<4096xf64>
  %s4 = mf.reduce sum %r4 dims [0] : tensor<4096xf64> -> tensor<f64>
  %fourth = mf.div %s4, %n : tensor<f64>
  mf.return %mean, %square, %fourth : tensor<f64>, tensor<f64>, tensor<f64>
}
