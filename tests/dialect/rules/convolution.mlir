// The derivative rule of mf.convolution. 1-D to 3-D; strides, padding, dilation, groups, depthwise. Its transposes are the two other faces.
// RUN: %mf-opt %s %expand | FileCheck %s
// RUN: %mf-rulecheck %s --entry=f --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=dilated --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=uneven --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=cropped --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=square --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=square_dilated --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=grouped --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=depthwise --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=depthwise_strided --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=patches --wrt=a,b,a+b
// RUN: %mf-rulecheck %s --entry=cube --wrt=a,b,a+b
// The tangent and the gradient are checked in turn: second derivatives.
// RUN: %mf-rulecheck %s --entry=forward --wrt=a+b,da,db
// RUN: %mf-rulecheck %s --entry=gradient --wrt=a+b,ct
// RUN: %mf-rulecheck %s --entry=f --wrt=a --rows=1,2
// RUN: %mf-rulecheck %s --entry=dilated --wrt=a --rows=1,2
// RUN: %mf-rulecheck %s --entry=depthwise --wrt=a --rows=1,2
// RUN: %mf-rulecheck %s --entry=patches --wrt=a --rows=1,2
// CHECKED: forward, gradient
mf.entry @f arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x6x2xf64>, %b: tensor<3x2x3xf64>):
  %y = mf.convolution %a, %b strides [2] low [1] high [1] dilation [1] : tensor<2x6x2xf64>, tensor<3x2x3xf64> -> tensor<2x3x3xf64>
  mf.return %y : tensor<2x3x3xf64>
}
mf.entry @forward arguments ["a", "b", "da", "db"] results ["y"] {
^bb0(%a: tensor<2x6x2xf64>, %b: tensor<3x2x3xf64>, %da: tensor<2x6x2xf64>, %db: tensor<3x2x3xf64>):
  %y = mf.convolution %a, %b strides [2] low [1] high [1] dilation [1] : tensor<2x6x2xf64>, tensor<3x2x3xf64> -> tensor<2x3x3xf64>
  %dy = mf.jvp of %y at %a, %b along %da, %db : (tensor<2x3x3xf64>) (tensor<2x6x2xf64>, tensor<3x2x3xf64>) (tensor<2x6x2xf64>, tensor<3x2x3xf64>) -> tensor<2x3x3xf64>
  mf.return %dy : tensor<2x3x3xf64>
}
// CHECK-LABEL: mf.entry @forward 
// CHECK: ^bb0(%[[A:.+]]: tensor<2x6x2xf64>, %[[B:.+]]: tensor<3x2x3xf64>, %[[DA:.+]]: tensor<2x6x2xf64>, %[[DB:.+]]: tensor<3x2x3xf64>):
// CHECK-NEXT: %[[V4:.+]] = mf.convolution %[[DA]], %[[B]] strides [2] low [1] high [1] dilation [1] : tensor<2x6x2xf64>, tensor<3x2x3xf64> -> tensor<2x3x3xf64>
// CHECK-NEXT: %[[V5:.+]] = mf.convolution %[[A]], %[[DB]] strides [2] low [1] high [1] dilation [1] : tensor<2x6x2xf64>, tensor<3x2x3xf64> -> tensor<2x3x3xf64>
// CHECK-NEXT: %[[V6:.+]] = mf.add %[[V4]], %[[V5]] : tensor<2x3x3xf64>
// CHECK-NEXT: mf.return %[[V6]] : tensor<2x3x3xf64>
mf.entry @gradient arguments ["a", "b", "ct"] results ["da", "db"] {
^bb0(%a: tensor<2x6x2xf64>, %b: tensor<3x2x3xf64>, %ct: tensor<2x3x3xf64>):
  %y = mf.convolution %a, %b strides [2] low [1] high [1] dilation [1] : tensor<2x6x2xf64>, tensor<3x2x3xf64> -> tensor<2x3x3xf64>
  %p = mf.mul %ct, %y : tensor<2x3x3xf64>
  %s = mf.reduce sum %p dims [0, 1, 2] : tensor<2x3x3xf64> -> tensor<f64>
  %da, %db = mf.grad of %s at %a, %b : tensor<f64> (tensor<2x6x2xf64>, tensor<3x2x3xf64>) -> tensor<2x6x2xf64>, tensor<3x2x3xf64>
  mf.return %da, %db : tensor<2x6x2xf64>, tensor<3x2x3xf64>
}
// CHECK-LABEL: mf.entry @gradient 
// CHECK: ^bb0(%[[A:.+]]: tensor<2x6x2xf64>, %[[B:.+]]: tensor<3x2x3xf64>, %[[CT:.+]]: tensor<2x3x3xf64>):
// CHECK-NEXT: %[[V3:.+]] = mf.convolution_kernel %[[A]], %[[CT]] strides [2] low [1] high [1] dilation [1] : tensor<2x6x2xf64>, tensor<2x3x3xf64> -> tensor<3x2x3xf64>
// CHECK-NEXT: %[[V4:.+]] = mf.convolution_input %[[CT]], %[[B]] strides [2] low [1] high [1] dilation [1] : tensor<2x3x3xf64>, tensor<3x2x3xf64> -> tensor<2x6x2xf64>
// CHECK-NEXT: mf.return %[[V4]], %[[V3]] : tensor<2x6x2xf64>, tensor<3x2x3xf64>
mf.entry @dilated arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x7x1xf64>, %b: tensor<3x1x2xf64>):
  %y = mf.convolution %a, %b strides [1] low [1] high [1] dilation [2] : tensor<2x7x1xf64>, tensor<3x1x2xf64> -> tensor<2x5x2xf64>
  mf.return %y : tensor<2x5x2xf64>
}
mf.entry @uneven arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x7x2xf64>, %b: tensor<2x2x1xf64>):
  %y = mf.convolution %a, %b strides [3] low [0] high [0] dilation [1] : tensor<2x7x2xf64>, tensor<2x2x1xf64> -> tensor<2x2x1xf64>
  mf.return %y : tensor<2x2x1xf64>
}
mf.entry @cropped arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<1x6x1xf64>, %b: tensor<2x1x1xf64>):
  %y = mf.convolution %a, %b strides [1] low [-1] high [-1] dilation [1] : tensor<1x6x1xf64>, tensor<2x1x1xf64> -> tensor<1x3x1xf64>
  mf.return %y : tensor<1x3x1xf64>
}
mf.entry @square arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<1x4x5x2xf64>, %b: tensor<3x2x2x2xf64>):
  %y = mf.convolution %a, %b strides [2, 1] low [1, 0] high [1, 0] dilation [1, 1] : tensor<1x4x5x2xf64>, tensor<3x2x2x2xf64> -> tensor<1x2x4x2xf64>
  mf.return %y : tensor<1x2x4x2xf64>
}
mf.entry @square_dilated arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<1x5x4x1xf64>, %b: tensor<2x2x1x2xf64>):
  %y = mf.convolution %a, %b strides [2, 1] low [0, 1] high [0, 1] dilation [2, 2] : tensor<1x5x4x1xf64>, tensor<2x2x1x2xf64> -> tensor<1x2x4x2xf64>
  mf.return %y : tensor<1x2x4x2xf64>
}
mf.entry @grouped arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<1x4x3x4xf64>, %b: tensor<2x2x2x6xf64>):
  %y = mf.convolution %a, %b strides [1, 1] low [0, 0] high [0, 0] dilation [1, 1] {groups = 2 : i64} : tensor<1x4x3x4xf64>, tensor<2x2x2x6xf64> -> tensor<1x3x2x6xf64>
  mf.return %y : tensor<1x3x2x6xf64>
}
mf.entry @depthwise arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x4x4x3xf64>, %b: tensor<3x3x1x3xf64>):
  %y = mf.convolution %a, %b strides [1, 1] low [1, 1] high [1, 1] dilation [1, 1] {groups = 3 : i64} : tensor<2x4x4x3xf64>, tensor<3x3x1x3xf64> -> tensor<2x4x4x3xf64>
  mf.return %y : tensor<2x4x4x3xf64>
}
mf.entry @depthwise_strided arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<1x5x5x2xf64>, %b: tensor<3x3x1x4xf64>):
  %y = mf.convolution %a, %b strides [2, 2] low [1, 1] high [1, 1] dilation [1, 1] {groups = 2 : i64} : tensor<1x5x5x2xf64>, tensor<3x3x1x4xf64> -> tensor<1x3x3x4xf64>
  mf.return %y : tensor<1x3x3x4xf64>
}
mf.entry @patches arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x4x4x1xf64>, %b: tensor<2x2x1x3xf64>):
  %y = mf.convolution %a, %b strides [2, 2] low [0, 0] high [0, 0] dilation [1, 1] : tensor<2x4x4x1xf64>, tensor<2x2x1x3xf64> -> tensor<2x2x2x3xf64>
  mf.return %y : tensor<2x2x2x3xf64>
}
mf.entry @cube arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<1x3x3x4x1xf64>, %b: tensor<2x2x2x1x2xf64>):
  %y = mf.convolution %a, %b strides [1, 1, 2] low [0, 1, 0] high [0, 0, 0] dilation [1, 1, 1] : tensor<1x3x3x4x1xf64>, tensor<2x2x2x1x2xf64> -> tensor<1x2x3x2x2xf64>
  mf.return %y : tensor<1x2x3x2x2xf64>
}
