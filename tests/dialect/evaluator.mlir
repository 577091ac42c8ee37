// What the evaluator (dialect/mf/eval) gives, against numbers made with NumPy 2.4 (loops for convolutions,
// np.correlate for one of them). The numbers were not made by this project's code.
// RUN: %mf-rulecheck %s --entry=broadcast --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-BROADCAST
// RUN: %mf-rulecheck %s --entry=reshape --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-RESHAPE
// RUN: %mf-rulecheck %s --entry=transpose --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-TRANSPOSE
// RUN: %mf-rulecheck %s --entry=slice --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-SLICE
// RUN: %mf-rulecheck %s --entry=pad --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-PAD
// RUN: %mf-rulecheck %s --entry=crop --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-CROP
// RUN: %mf-rulecheck %s --entry=concatenate --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-CONCATENATE
// RUN: %mf-rulecheck %s --entry=reverse --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-REVERSE
// RUN: %mf-rulecheck %s --entry=gather --evaluate --at=1,-2,3,0.5,-1,4,-3,2 --set=i=2,9,-1 | FileCheck %s --check-prefix=CHECK-GATHER
// RUN: %mf-rulecheck %s --entry=gather_batch --evaluate --at=1,-2,3,0.5,-1,4,-3,2 --set=i=2,0,3,3 | FileCheck %s --check-prefix=CHECK-GATHER-BATCH
// RUN: %mf-rulecheck %s --entry=scatter_add --evaluate --at=1,-2,3,0.5,-1,4,-3,2 --set=i=2,0,2 | FileCheck %s --check-prefix=CHECK-SCATTER-ADD
// RUN: %mf-rulecheck %s --entry=dynamic_slice --evaluate --at=1,-2,3,0.5,-1,4,-3,2 --set=i=5,-4 | FileCheck %s --check-prefix=CHECK-DYNAMIC-SLICE
// RUN: %mf-rulecheck %s --entry=dynamic_update_slice --evaluate --at=1,-2,3,0.5,-1,4,-3,2 --set=i=1,1 | FileCheck %s --check-prefix=CHECK-DYNAMIC-UPDATE-SLICE
// RUN: %mf-rulecheck %s --entry=reduce --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-REDUCE
// RUN: %mf-rulecheck %s --entry=cumsum --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-CUMSUM
// RUN: %mf-rulecheck %s --entry=sort --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-SORT
// RUN: %mf-rulecheck %s --entry=dot_general --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-DOT-GENERAL
// RUN: %mf-rulecheck %s --entry=convolution --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-CONVOLUTION
// RUN: %mf-rulecheck %s --entry=correlate --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-CORRELATE
// RUN: %mf-rulecheck %s --entry=convolution_input --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-CONVOLUTION-INPUT
// RUN: %mf-rulecheck %s --entry=convolution_kernel --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-CONVOLUTION-KERNEL
// RUN: %mf-rulecheck %s --entry=rfft --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-RFFT
// RUN: %mf-rulecheck %s --entry=irfft --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-IRFFT
// RUN: %mf-rulecheck %s --entry=composites --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-COMPOSITES
// RUN: %mf-rulecheck %s --entry=unary --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-UNARY
// RUN: %mf-rulecheck %s --entry=positive --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-POSITIVE
// RUN: %mf-rulecheck %s --entry=binary --evaluate --at=1,-2,3,0.5,-1,4,-3,2 | FileCheck %s --check-prefix=CHECK-BINARY
// RUN: %mf-rulecheck %s --entry=integers --evaluate --at=1,-2,3,0.5,-1,4,-3,2 --set=a=7,-7,2147483647,-2147483648 --set=b=2,2,65537,-1 | FileCheck %s --check-prefix=CHECK-INTEGERS
// CHECK-BROADCAST: broadcast.y = 1 1 -2 -2 1 1 -2 -2 1 1 -2 -2
mf.entry @broadcast arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x1xf64>):
  %y = mf.broadcast_in_dim %x dims [1, 2] : tensor<2x1xf64> -> tensor<3x2x2xf64>
  mf.return %y : tensor<3x2x2xf64>
}
// CHECK-RESHAPE: reshape.y = 1 -2 3 0.5 -1 4
mf.entry @reshape arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3xf64>):
  %y = mf.reshape %x  : tensor<2x3xf64> -> tensor<3x2xf64>
  mf.return %y : tensor<3x2xf64>
}
// CHECK-TRANSPOSE: transpose.y = 1 -3 -2 2 3 1 0.5 -2 -1 3 4 0.5
mf.entry @transpose arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3x2xf64>):
  %y = mf.transpose %x [1, 2, 0] : tensor<2x3x2xf64> -> tensor<3x2x2xf64>
  mf.return %y : tensor<3x2x2xf64>
}
// CHECK-SLICE: slice.y = 4 1 3 4
mf.entry @slice arguments ["x"] results ["y"] {
^bb0(%x: tensor<3x5xf64>):
  %y = mf.slice %x from [1, 0] to [3, 4] by [1, 3] : tensor<3x5xf64> -> tensor<2x2xf64>
  mf.return %y : tensor<2x2xf64>
}
// CHECK-PAD: pad.y = 9 1 9 9 -2 9 9 3 9 9
mf.entry @pad arguments ["x"] results ["y"] {
^bb0(%x: tensor<4xf64>):
  %y = mf.pad %x low [1] high [-1] interior [2] {value = 9.0} : tensor<4xf64> -> tensor<10xf64>
  mf.return %y : tensor<10xf64>
}
// CHECK-CROP: crop.y = 3 0.5 9
mf.entry @crop arguments ["x"] results ["y"] {
^bb0(%x: tensor<4xf64>):
  %y = mf.pad %x low [-2] high [1] interior [0] {value = 9.0} : tensor<4xf64> -> tensor<3xf64>
  mf.return %y : tensor<3xf64>
}
// CHECK-CONCATENATE: concatenate.y = 1 -2 -1 3 0.5 4
mf.entry @concatenate arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x2xf64>, %b: tensor<2x1xf64>):
  %y = mf.concatenate %a, %b along 1 : tensor<2x2xf64>, tensor<2x1xf64> -> tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
// CHECK-REVERSE: reverse.y = 3 -2 1 4 -1 0.5
mf.entry @reverse arguments ["x"] results ["y"] {
^bb0(%x: tensor<2x3xf64>):
  %y = mf.reverse %x dims [1] : tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
// CHECK-GATHER: gather.y = 3 0.5 1 -3 2 -1
mf.entry @gather arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<2x4xf64>, %i: tensor<3xi32>):
  %y = mf.gather %x[%i] axis 1 : tensor<2x4xf64>, tensor<3xi32> -> tensor<2x3xf64>
  mf.return %y : tensor<2x3xf64>
}
// CHECK-GATHER-BATCH: gather_batch.y = 3 1 2 2
mf.entry @gather_batch arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<2x4xf64>, %i: tensor<2x2xi32>):
  %y = mf.gather %x[%i] axis 1 {batch_dims = 1 : i64} : tensor<2x4xf64>, tensor<2x2xi32> -> tensor<2x2xf64>
  mf.return %y : tensor<2x2xf64>
}
// CHECK-SCATTER-ADD: scatter_add.y = 4 -1.5 3 0.5 -1 6 -3 2
mf.entry @scatter_add arguments ["x", "i", "u"] results ["y"] {
^bb0(%x: tensor<4x2xf64>, %i: tensor<3xi32>, %u: tensor<3x2xf64>):
  %y = mf.scatter_add %x[%i] axis 0 add %u : tensor<3xi32>, tensor<3x2xf64> -> tensor<4x2xf64>
  mf.return %y : tensor<4x2xf64>
}
// CHECK-DYNAMIC-SLICE: dynamic_slice.y = -1 4 1 -2
mf.entry @dynamic_slice arguments ["x", "i"] results ["y"] {
^bb0(%x: tensor<3x4xf64>, %i: tensor<2xi32>):
  %y = mf.dynamic_slice %x[%i] : tensor<3x4xf64>, tensor<2xi32> -> tensor<2x2xf64>
  mf.return %y : tensor<2x2xf64>
}
// CHECK-DYNAMIC-UPDATE-SLICE: dynamic_update_slice.y = 1 -2 3 0.5 -2 4 -3 3 1
mf.entry @dynamic_update_slice arguments ["x", "u", "i"] results ["y"] {
^bb0(%x: tensor<3x3xf64>, %u: tensor<2x1xf64>, %i: tensor<2xi32>):
  %y = mf.dynamic_update_slice %x[%i] = %u : tensor<2x1xf64>, tensor<2xi32> -> tensor<3x3xf64>
  mf.return %y : tensor<3x3xf64>
}
// CHECK-REDUCE: reduce.s = -2 2.5 6.5
// CHECK-REDUCE: reduce.p = -3 -4 -9 -2
// CHECK-REDUCE: reduce.a = 1 3 4 2 1 3
// CHECK-REDUCE: reduce.b = -3
mf.entry @reduce arguments ["x"] results ["s", "p", "a", "b"] {
^bb0(%x: tensor<2x3x2xf64>):
  %s = mf.reduce sum %x dims [0, 2] : tensor<2x3x2xf64> -> tensor<3xf64>
  %p = mf.reduce prod %x dims [1] : tensor<2x3x2xf64> -> tensor<2x2xf64>
  %a = mf.reduce max %x dims [2] : tensor<2x3x2xf64> -> tensor<2x3xf64>
  %b = mf.reduce min %x dims [0, 1, 2] : tensor<2x3x2xf64> -> tensor<f64>
  mf.return %s, %p, %a, %b : tensor<3xf64>, tensor<2x2xf64>, tensor<2x3xf64>, tensor<f64>
}
// CHECK-CUMSUM: cumsum.y = 1 -1 2 0.5 -0.5 3.5
// CHECK-CUMSUM: cumsum.r = 1.5 -3 7 0.5 -1 4
mf.entry @cumsum arguments ["x"] results ["y", "r"] {
^bb0(%x: tensor<2x3xf64>):
  %y = mf.cumsum %x along 1 : tensor<2x3xf64>
  %r = mf.cumsum %x along 0 {reverse = true} : tensor<2x3xf64>
  mf.return %y, %r : tensor<2x3xf64>, tensor<2x3xf64>
}
// CHECK-SORT: sort.y = -2 0.5 1 3 -3 -1 2 4
// CHECK-SORT: sort.i = 1 3 0 2 2 0 3 1
mf.entry @sort arguments ["x"] results ["y", "i"] {
^bb0(%x: tensor<2x4xf64>):
  %y, %i = mf.sort %x : tensor<2x4xf64> -> tensor<2x4xf64>, tensor<2x4xi32>
  mf.return %y, %i : tensor<2x4xf64>, tensor<2x4xi32>
}
// CHECK-DOT-GENERAL: dot_general.y = 3 -6 1 -2 -4.5 4.25 -13.5 4
mf.entry @dot_general arguments ["a", "b"] results ["y"] {
^bb0(%a: tensor<2x3x2xf64>, %b: tensor<3x2x2xf64>):
  %y = mf.dot_general %a, %b batch [2] x [1] contracting [1] x [0] : tensor<2x3x2xf64>, tensor<3x2x2xf64> -> tensor<2x2x2xf64>
  mf.return %y : tensor<2x2x2xf64>
}
// CHECK-CONVOLUTION: convolution.y = -4 10 12 -3 3 -6 1.5 0.25 0 0 -1.5 6 0 0 6 1 0 0 1.5 5.25 0 0 7.5 1.25
mf.entry @convolution arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<1x4x3x2xf64>, %w: tensor<2x2x1x4xf64>):
  %y = mf.convolution %x, %w strides [1, 2] low [1, 0] high [0, 1] dilation [2, 1] {groups = 2 : i64} : tensor<1x4x3x2xf64>, tensor<2x2x1x4xf64> -> tensor<1x3x2x4xf64>
  mf.return %y : tensor<1x3x2x4xf64>
}
// CHECK-CORRELATE: correlate.y = -4 12.5 -9 0.5
mf.entry @correlate arguments ["x", "w"] results ["y"] {
^bb0(%x: tensor<1x6x1xf64>, %w: tensor<3x1x1xf64>):
  %y = mf.convolution %x, %w strides [1] low [0] high [0] dilation [1] : tensor<1x6x1xf64>, tensor<3x1x1xf64> -> tensor<1x4x1xf64>
  mf.return %y : tensor<1x4x1xf64>
}
// CHECK-CONVOLUTION-INPUT: convolution_input.x = -18 -6 -0.5 14 -16.5 -8 -3 13 0 0
mf.entry @convolution_input arguments ["y", "w"] results ["x"] {
^bb0(%y: tensor<1x2x3xf64>, %w: tensor<3x2x3xf64>):
  %x = mf.convolution_input %y, %w strides [2] low [1] high [0] dilation [1] : tensor<1x2x3xf64>, tensor<3x2x3xf64> -> tensor<1x5x2xf64>
  mf.return %x : tensor<1x5x2xf64>
}
// CHECK-CONVOLUTION-KERNEL: convolution_kernel.w = 12 -9 6 2 -1.5 1 -1 3.5 -3 10 -13 10 -3 10.5 -9 9.5 -5.75 3.5
mf.entry @convolution_kernel arguments ["x", "y"] results ["w"] {
^bb0(%x: tensor<1x5x2xf64>, %y: tensor<1x2x3xf64>):
  %w = mf.convolution_kernel %x, %y strides [2] low [1] high [0] dilation [1] : tensor<1x5x2xf64>, tensor<1x2x3xf64> -> tensor<3x2x3xf64>
  mf.return %w : tensor<3x2x3xf64>
}
// CHECK-RFFT: rfft.r = 2560 0 -2048 2560 5632 0 2048 0 2048 -2048 -10240 0
mf.entry @rfft arguments ["x"] results ["r"] {
^bb0(%x: tensor<2x4xf64>):
  %y = mf.rfft %x : tensor<2x4xf64> -> tensor<2x3x2xf64>
  %k = mf.constant dense<1024.0> : tensor<2x3x2xf64>
  %s = mf.mul %y, %k : tensor<2x3x2xf64>
  %r = mf.round %s : tensor<2x3x2xf64>
  mf.return %r : tensor<2x3x2xf64>
}
// CHECK-IRFFT: irfft.y = 1.5 0.25 -1.5 0.75
// CHECK-IRFFT: irfft.z = 1 -0.2362405159 0.5097061846 -2.298560567 2.025094898
mf.entry @irfft arguments ["x"] results ["y", "z"] {
^bb0(%x: tensor<3x2xf64>):
  %y = mf.irfft %x : tensor<3x2xf64> -> tensor<4xf64>
  %z = mf.irfft %x : tensor<3x2xf64> -> tensor<5xf64>
  mf.return %y, %z : tensor<4xf64>, tensor<5xf64>
}
// CHECK-COMPOSITES: composites.a = 0.1184996545 0.005899750402 0.8756005951 0.02912176154 0.006497943316 0.9643802951
// CHECK-COMPOSITES: composites.b = -2.132845234 -5.132845234 -0.1328452337 -3.536269565 -5.036269565 -0.03626956512
// CHECK-COMPOSITES: composites.c = 0.1576220812 -1.26097665 1.103354569 -0.309529293 -1.005970202 1.315499495
// CHECK-COMPOSITES: composites.d = 0.4509876168 -0.9019752336 1.35296285 0.2041241452 -0.4082482905 1.632993162
// CHECK-COMPOSITES: composites.e = 0.8413447461 -0.0455002639 2.995950306 0.3457312306 -0.1586552539 3.999873315
// CHECK-COMPOSITES: composites.f = 0.8411919906 -0.04540230591 2.996362608 0.3457140098 -0.1588080094 3.999929754
// CHECK-COMPOSITES: composites.g = 0.7310585786 -0.238405844 2.85772238 0.3112296656 -0.2689414214 3.92805516
mf.entry @composites arguments ["x"] results ["a", "b", "c", "d", "e", "f", "g"] {
^bb0(%x: tensor<2x3xf64>):
  %a = mf.softmax %x : tensor<2x3xf64>
  %b = mf.log_softmax %x : tensor<2x3xf64>
  %c = mf.layer_norm %x {epsilon = 0.25} : tensor<2x3xf64>
  %d = mf.rms_norm %x {epsilon = 0.25} : tensor<2x3xf64>
  %e = mf.gelu %x : tensor<2x3xf64>
  %f = mf.gelu %x {approximate = true} : tensor<2x3xf64>
  %g = mf.silu %x : tensor<2x3xf64>
  mf.return %a, %b, %c, %d, %e, %f, %g : tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3xf64>, tensor<2x3xf64>
}
// CHECK-UNARY: unary.neg = -1 2 -3 -0.5 1
// CHECK-UNARY: unary.abs = 1 2 3 0.5 1
// CHECK-UNARY: unary.sign = 1 -1 1 1 -1
// CHECK-UNARY: unary.exp = 2.718281828 0.1353352832 20.08553692 1.648721271 0.3678794412
// CHECK-UNARY: unary.expm1 = 1.718281828 -0.8646647168 19.08553692 0.6487212707 -0.6321205588
// CHECK-UNARY: unary.tanh = 0.761594156 -0.9640275801 0.9950547537 0.4621171573 -0.761594156
// CHECK-UNARY: unary.erf = 0.8427007929 -0.995322265 0.9999779095 0.5204998778 -0.8427007929
// CHECK-UNARY: unary.sin = 0.8414709848 -0.9092974268 0.1411200081 0.4794255386 -0.8414709848
// CHECK-UNARY: unary.cos = 0.5403023059 -0.4161468365 -0.9899924966 0.8775825619 0.5403023059
// CHECK-UNARY: unary.logistic = 0.7310585786 0.119202922 0.9525741268 0.6224593312 0.2689414214
// CHECK-UNARY: unary.floor = 1 -2 3 0 -1
// CHECK-UNARY: unary.round = 1 -2 3 0 -1
// CHECK-UNARY: unary.stop_gradient = 1 -2 3 0.5 -1
// CHECK-UNARY: unary.identity = 1 -2 3 0.5 -1
// CHECK-UNARY: unary.clamp = 1 -1.5 2 0.5 -1
mf.entry @unary arguments ["x"] results ["neg", "abs", "sign", "exp", "expm1", "tanh", "erf", "sin", "cos", "logistic", "floor", "round", "stop_gradient", "identity", "clamp"] {
^bb0(%x: tensor<5xf64>):
  %neg = mf.neg %x : tensor<5xf64>
  %abs = mf.abs %x : tensor<5xf64>
  %sign = mf.sign %x : tensor<5xf64>
  %exp = mf.exp %x : tensor<5xf64>
  %expm1 = mf.expm1 %x : tensor<5xf64>
  %tanh = mf.tanh %x : tensor<5xf64>
  %erf = mf.erf %x : tensor<5xf64>
  %sin = mf.sin %x : tensor<5xf64>
  %cos = mf.cos %x : tensor<5xf64>
  %logistic = mf.logistic %x : tensor<5xf64>
  %floor = mf.floor %x : tensor<5xf64>
  %round = mf.round %x : tensor<5xf64>
  %stop_gradient = mf.stop_gradient %x : tensor<5xf64>
  %identity = mf.identity %x : tensor<5xf64>
  %clamp = mf.clamp %x in [-1.5, 2.0] : tensor<5xf64>
  mf.return %neg, %abs, %sign, %exp, %expm1, %tanh, %erf, %sin, %cos, %logistic, %floor, %round, %stop_gradient, %identity, %clamp : tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>
}
// CHECK-POSITIVE: positive.log = 0 0.6931471806 1.098612289 -0.6931471806 0
// CHECK-POSITIVE: positive.log1p = 0.6931471806 1.098612289 1.386294361 0.4054651081 0.6931471806
// CHECK-POSITIVE: positive.sqrt = 1 1.414213562 1.732050808 0.7071067812 1
// CHECK-POSITIVE: positive.rsqrt = 1 0.7071067812 0.5773502692 1.414213562 1
mf.entry @positive arguments ["x"] results ["log", "log1p", "sqrt", "rsqrt"] {
^bb0(%x: tensor<5xf64>):
  %z = mf.abs %x : tensor<5xf64>
  %log = mf.log %z : tensor<5xf64>
  %log1p = mf.log1p %z : tensor<5xf64>
  %sqrt = mf.sqrt %z : tensor<5xf64>
  %rsqrt = mf.rsqrt %z : tensor<5xf64>
  mf.return %log, %log1p, %sqrt, %rsqrt : tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>
}
// CHECK-BINARY: binary.add = 5 -5 5 1.5 -3
// CHECK-BINARY: binary.sub = -3 1 1 -0.5 1
// CHECK-BINARY: binary.mul = 4 6 6 0.5 2
// CHECK-BINARY: binary.div = 0.25 0.6666666667 1.5 0.5 0.5
// CHECK-BINARY: binary.max = 4 -2 3 1 -1
// CHECK-BINARY: binary.min = 1 -3 2 0.5 -2
// CHECK-BINARY: binary.rem = 1 -2 1 0.5 -1
// CHECK-BINARY: binary.atan2 = 0.2449786631 -2.55359005 0.9827937232 0.463647609 -2.677945045
// CHECK-BINARY: binary.pow = 1 0.125 9 0.5 1
mf.entry @binary arguments ["a", "b"] results ["add", "sub", "mul", "div", "max", "min", "rem", "atan2", "pow"] {
^bb0(%a: tensor<5xf64>, %b: tensor<5xf64>):
  %add = mf.add %a, %b : tensor<5xf64>
  %sub = mf.sub %a, %b : tensor<5xf64>
  %mul = mf.mul %a, %b : tensor<5xf64>
  %div = mf.div %a, %b : tensor<5xf64>
  %max = mf.max %a, %b : tensor<5xf64>
  %min = mf.min %a, %b : tensor<5xf64>
  %rem = mf.rem %a, %b : tensor<5xf64>
  %atan2 = mf.atan2 %a, %b : tensor<5xf64>
  %c = mf.abs %a : tensor<5xf64>
  %pow = mf.pow %c, %b : tensor<5xf64>
  mf.return %add, %sub, %mul, %div, %max, %min, %rem, %atan2, %pow : tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>, tensor<5xf64>
}
// CHECK-INTEGERS: integers.add = 9 -5 -2147418112 2147483647
// CHECK-INTEGERS: integers.sub = 5 -9 2147418110 -2147483647
// CHECK-INTEGERS: integers.mul = 14 -14 2147418111 -2147483648
// CHECK-INTEGERS: integers.max = 7 2 2147483647 -1
// CHECK-INTEGERS: integers.sum = -1
// CHECK-INTEGERS: integers.prod = -262148
// CHECK-INTEGERS: integers.div = 3 -3 306783378 -306783378
// CHECK-INTEGERS: integers.rem = 1 -1 1 -2
mf.entry @integers arguments ["a", "b"] results ["add", "sub", "mul", "max", "sum", "prod", "div", "rem"] {
^bb0(%a: tensor<4xi32>, %b: tensor<4xi32>):
  %add = mf.add %a, %b : tensor<4xi32>
  %sub = mf.sub %a, %b : tensor<4xi32>
  %mul = mf.mul %a, %b : tensor<4xi32>
  %max = mf.max %a, %b : tensor<4xi32>
  %sum = mf.reduce sum %a dims [0] : tensor<4xi32> -> tensor<i32>
  %prod = mf.reduce prod %b dims [0] : tensor<4xi32> -> tensor<i32>
  %k = mf.constant dense<[2, 2, 7, 7]> : tensor<4xi32>
  %div = mf.div %a, %k : tensor<4xi32>
  %rem = mf.rem %a, %k : tensor<4xi32>
  mf.return %add, %sub, %mul, %max, %sum, %prod, %div, %rem : tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<i32>, tensor<i32>, tensor<4xi32>, tensor<4xi32>
}
// f32 and bf16 results are rounded once an op: 2^24 + 1 is no f32, and 257 no bf16.
// RUN: %mf-rulecheck %s --entry=rounding --evaluate | FileCheck %s --check-prefix=CHECK-ROUNDING
// CHECK-ROUNDING: rounding.a = 16777216
// CHECK-ROUNDING: rounding.b = 256
// CHECK-ROUNDING: rounding.c = 16777217
// CHECK-ROUNDING: rounding.d = 0.1000976562
mf.entry @rounding arguments [] results ["a", "b", "c", "d"] {
  %big = mf.constant dense<16777216.0> : tensor<f32>
  %one = mf.constant dense<1.0> : tensor<f32>
  %a = mf.add %big, %one : tensor<f32>
  %small = mf.constant dense<256.0> : tensor<bf16>
  %unit = mf.constant dense<1.0> : tensor<bf16>
  %b = mf.add %small, %unit : tensor<bf16>
  %wide = mf.convert %big : tensor<f32> -> tensor<f64>
  %wide1 = mf.convert %one : tensor<f32> -> tensor<f64>
  %c = mf.add %wide, %wide1 : tensor<f64>
  %tenth = mf.constant dense<0.1> : tensor<f32>
  %narrow = mf.convert %tenth : tensor<f32> -> tensor<bf16>
  %d = mf.convert %narrow : tensor<bf16> -> tensor<f64>
  mf.return %a, %b, %c, %d : tensor<f32>, tensor<bf16>, tensor<f64>, tensor<f64>
}
// bf16 operands of a contraction, an f32 result: 256 * 256 + 1 * 1 needs more than bf16 holds.
// RUN: %mf-rulecheck %s --entry=mixed --evaluate --set=a=256,1 | FileCheck %s --check-prefix=CHECK-MIXED
// RUN: %mf-rulecheck %s --entry=trips --evaluate --set=key=7,3 | FileCheck %s --check-prefix=CHECK-TRIPS
// RUN: %mf-rulecheck %s --entry=bounded --evaluate --at=1 --set=n=2 | FileCheck %s --check-prefix=CHECK-BELOW
// RUN: %mf-rulecheck %s --entry=bounded --evaluate --at=1 --set=n=9 | FileCheck %s --check-prefix=CHECK-ABOVE
// CHECK-MIXED: mixed.y = 65537
mf.entry @mixed arguments ["a"] results ["y"] {
^bb0(%a: tensor<2xbf16>):
  %y = mf.dot_general %a, %a batch [] x [] contracting [0] x [0] : tensor<2xbf16>, tensor<2xbf16> -> tensor<f32>
  mf.return %y : tensor<f32>
}
// Word 3 of the counter is the trip; the words by a Philox in Python that gives the known answers of Random123.
// CHECK-TRIPS: trips.a = 295058 1713888502 18225727
// CHECK-TRIPS: trips.b = -769438377 -974511546 747811049
// CHECK-TRIPS: trips.c = -398753001 41334517 -1487589954
mf.entry @trips arguments ["key"] results ["a", "b", "c"] {
^bb0(%key: tensor<2xi32>):
  %one = mf.constant dense<1> : tensor<i32>
  %last = mf.constant dense<-1> : tensor<i32>
  %a = mf.random_bits %key stream 5 : tensor<2xi32> -> tensor<3xi32>
  %b = mf.random_bits %key stream 5 trip %one : tensor<2xi32>, tensor<i32> -> tensor<3xi32>
  %c = mf.random_bits %key stream 5 trip %last : tensor<2xi32>, tensor<i32> -> tensor<3xi32>
  mf.return %a, %b, %c : tensor<3xi32>, tensor<3xi32>, tensor<3xi32>
}
// A count with a bound: 2^2, and 2^4 rather than 2^9.
// CHECK-BELOW: bounded.y = 4
// CHECK-ABOVE: bounded.y = 16
mf.entry @bounded arguments ["n", "x"] results ["y"] {
^bb0(%n: tensor<i32>, %x: tensor<f64>):
  %y = mf.for init(%x : tensor<f64>) count(%n : tensor<i32>) attributes {trips = 4 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<f64>):
    %d = mf.add %c, %c : tensor<f64>
    mf.yield %d : tensor<f64>
  } -> tensor<f64>
  mf.return %y : tensor<f64>
}
