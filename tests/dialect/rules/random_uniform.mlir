// mf.random_uniform: (word 0 >> 9, plus one half) * 2^-23. A constant to derivatives.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f
// RUN: %mf-rulecheck %s --entry=values --evaluate --set=k=0,0 | FileCheck %s --check-prefix=VALUES
// RUN: %mf-rulecheck %s --entry=moments --evaluate --set=k=3,5 | FileCheck %s --check-prefix=MOMENTS
mf.entry @f arguments ["x", "k"] results ["y"] {
^bb0(%x: tensor<3xf64>, %k: tensor<2xi32>):
  %r = mf.random_uniform %k stream 0 : tensor<2xi32> -> tensor<3xf64>
  %y = mf.mul %r, %x : tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// CHECK-LABEL: mf.entry @forward
// CHECK: %[[R:.+]] = mf.random_uniform
// CHECK-NEXT: %[[DY:.+]] = mf.mul %[[R]], %{{.+}}
// CHECK-NEXT: mf.return %[[DY]]
mf.entry @forward arguments ["x", "dx", "k"] results ["dy"] {
^bb0(%x: tensor<3xf64>, %dx: tensor<3xf64>, %k: tensor<2xi32>):
  %r = mf.random_uniform %k stream 0 : tensor<2xi32> -> tensor<3xf64>
  %y = mf.mul %r, %x : tensor<3xf64>
  %dy = mf.jvp of %y at %x along %dx : (tensor<3xf64>) (tensor<3xf64>) (tensor<3xf64>) -> tensor<3xf64>
  mf.return %dy : tensor<3xf64>
}
// (0x6627e8d5 >> 9, plus one half) * 2^-23 = 0.39904648
// VALUES: values.y = 0.39904648
mf.entry @values arguments ["k"] results ["y"] {
^bb0(%k: tensor<2xi32>):
  %y = mf.random_uniform %k stream 0 : tensor<2xi32> -> tensor<1xf32>
  mf.return %y : tensor<1xf32>
}
// Mean 1/2 and mean square 1/3, each to three standard errors of 4096 numbers; inside of (0, 1).
// MOMENTS: moments.mean = 0.{{49[^,]|50}}
// MOMENTS: moments.square = 0.3{{2|3|4}}
// MOMENTS: moments.least = {{.*}}e-0
// MOMENTS: moments.largest = 0.999
mf.entry @moments arguments ["k"] results ["mean", "square", "least", "largest"] {
^bb0(%k: tensor<2xi32>):
  %r = mf.random_uniform %k stream 2 : tensor<2xi32> -> tensor<4096xf64>
  %n = mf.constant dense<4096.0> : tensor<f64>
  %s = mf.reduce sum %r dims [0] : tensor<4096xf64> -> tensor<f64>
  %mean = mf.div %s, %n : tensor<f64>
  %rr = mf.mul %r, %r : tensor<4096xf64>
  %ss = mf.reduce sum %rr dims [0] : tensor<4096xf64> -> tensor<f64>
  %square = mf.div %ss, %n : tensor<f64>
  %least = mf.reduce min %r dims [0] : tensor<4096xf64> -> tensor<f64>
  %largest = mf.reduce max %r dims [0] : tensor<4096xf64> -> tensor<f64>
  mf.return %mean, %square, %least, %largest : tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>
}
