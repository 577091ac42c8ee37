// Batch, contracting and free dimensions in odd orders; operands that are views; transposed results.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=6 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @case0 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<5xf32>, tensor<5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @turned0 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<5xf32>, tensor<5xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @epilogue0 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>, %a2: tensor<f32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<5xf32>, tensor<5xf32> -> tensor<f32>
  %v1 = mf.add %v0, %a2 : tensor<f32>
  %v2 = mf.tanh %v1 : tensor<f32>
  mf.return %v2, %v0 : tensor<f32>, tensor<f32>
}
mf.entry @computed0 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.sin %a0 : tensor<5xf32>
  %v1 = mf.tanh %a1 : tensor<5xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [0] x [0] : tensor<5xf32>, tensor<5xf32> -> tensor<f32>
  mf.return %v2 : tensor<f32>
}
mf.entry @case1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x2xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @turned1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x2xf32> -> tensor<3x2xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x2xf32> -> tensor<2x3xf32>
  mf.return %v1 : tensor<2x3xf32>
}
mf.entry @epilogue1 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x2xf32>, %a2: tensor<3x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x2xf32> -> tensor<3x2xf32>
  %v1 = mf.add %v0, %a2 : tensor<3x2xf32>
  %v2 = mf.tanh %v1 : tensor<3x2xf32>
  mf.return %v2, %v0 : tensor<3x2xf32>, tensor<3x2xf32>
}
mf.entry @computed1 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x2xf32>):
  %v0 = mf.sin %a0 : tensor<3x4xf32>
  %v1 = mf.tanh %a1 : tensor<4x2xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x2xf32> -> tensor<3x2xf32>
  mf.return %v2 : tensor<3x2xf32>
}
mf.entry @case2 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<4x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<4x3xf32>, tensor<4x2xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @turned2 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<4x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<4x3xf32>, tensor<4x2xf32> -> tensor<3x2xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x2xf32> -> tensor<2x3xf32>
  mf.return %v1 : tensor<2x3xf32>
}
mf.entry @epilogue2 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<4x2xf32>, %a2: tensor<3x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<4x3xf32>, tensor<4x2xf32> -> tensor<3x2xf32>
  %v1 = mf.add %v0, %a2 : tensor<3x2xf32>
  %v2 = mf.tanh %v1 : tensor<3x2xf32>
  mf.return %v2, %v0 : tensor<3x2xf32>, tensor<3x2xf32>
}
mf.entry @computed2 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<4x2xf32>):
  %v0 = mf.sin %a0 : tensor<4x3xf32>
  %v1 = mf.tanh %a1 : tensor<4x2xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [0] x [0] : tensor<4x3xf32>, tensor<4x2xf32> -> tensor<3x2xf32>
  mf.return %v2 : tensor<3x2xf32>
}
mf.entry @case3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<2x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [1] : tensor<3x4xf32>, tensor<2x4xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @turned3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<2x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [1] : tensor<3x4xf32>, tensor<2x4xf32> -> tensor<3x2xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x2xf32> -> tensor<2x3xf32>
  mf.return %v1 : tensor<2x3xf32>
}
mf.entry @epilogue3 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<2x4xf32>, %a2: tensor<3x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [1] : tensor<3x4xf32>, tensor<2x4xf32> -> tensor<3x2xf32>
  %v1 = mf.add %v0, %a2 : tensor<3x2xf32>
  %v2 = mf.tanh %v1 : tensor<3x2xf32>
  mf.return %v2, %v0 : tensor<3x2xf32>, tensor<3x2xf32>
}
mf.entry @computed3 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<2x4xf32>):
  %v0 = mf.sin %a0 : tensor<3x4xf32>
  %v1 = mf.tanh %a1 : tensor<2x4xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [1] : tensor<3x4xf32>, tensor<2x4xf32> -> tensor<3x2xf32>
  mf.return %v2 : tensor<3x2xf32>
}
mf.entry @case4 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<2x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [1] : tensor<4x3xf32>, tensor<2x4xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @turned4 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<2x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [1] : tensor<4x3xf32>, tensor<2x4xf32> -> tensor<3x2xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x2xf32> -> tensor<2x3xf32>
  mf.return %v1 : tensor<2x3xf32>
}
mf.entry @epilogue4 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<2x4xf32>, %a2: tensor<3x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [1] : tensor<4x3xf32>, tensor<2x4xf32> -> tensor<3x2xf32>
  %v1 = mf.add %v0, %a2 : tensor<3x2xf32>
  %v2 = mf.tanh %v1 : tensor<3x2xf32>
  mf.return %v2, %v0 : tensor<3x2xf32>, tensor<3x2xf32>
}
mf.entry @computed4 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<2x4xf32>):
  %v0 = mf.sin %a0 : tensor<4x3xf32>
  %v1 = mf.tanh %a1 : tensor<2x4xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [0] x [1] : tensor<4x3xf32>, tensor<2x4xf32> -> tensor<3x2xf32>
  mf.return %v2 : tensor<3x2xf32>
}
mf.entry @case5 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<2x4x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [2] x [1] : tensor<2x3x4xf32>, tensor<2x4x5xf32> -> tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @turned5 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<2x4x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [2] x [1] : tensor<2x3x4xf32>, tensor<2x4x5xf32> -> tensor<2x3x5xf32>
  %v1 = mf.transpose %v0 [1, 2, 0] : tensor<2x3x5xf32> -> tensor<3x5x2xf32>
  mf.return %v1 : tensor<3x5x2xf32>
}
mf.entry @epilogue5 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<2x4x5xf32>, %a2: tensor<2x3x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [2] x [1] : tensor<2x3x4xf32>, tensor<2x4x5xf32> -> tensor<2x3x5xf32>
  %v1 = mf.add %v0, %a2 : tensor<2x3x5xf32>
  %v2 = mf.tanh %v1 : tensor<2x3x5xf32>
  mf.return %v2, %v0 : tensor<2x3x5xf32>, tensor<2x3x5xf32>
}
mf.entry @computed5 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<2x4x5xf32>):
  %v0 = mf.sin %a0 : tensor<2x3x4xf32>
  %v1 = mf.tanh %a1 : tensor<2x4x5xf32>
  %v2 = mf.dot_general %v0, %v1 batch [0] x [0] contracting [2] x [1] : tensor<2x3x4xf32>, tensor<2x4x5xf32> -> tensor<2x3x5xf32>
  mf.return %v2 : tensor<2x3x5xf32>
}
mf.entry @case6 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2x4xf32>, %a1: tensor<4x2x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [1] x [1] contracting [2] x [0] : tensor<3x2x4xf32>, tensor<4x2x5xf32> -> tensor<2x3x5xf32>
  mf.return %v0 : tensor<2x3x5xf32>
}
mf.entry @turned6 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2x4xf32>, %a1: tensor<4x2x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [1] x [1] contracting [2] x [0] : tensor<3x2x4xf32>, tensor<4x2x5xf32> -> tensor<2x3x5xf32>
  %v1 = mf.transpose %v0 [1, 2, 0] : tensor<2x3x5xf32> -> tensor<3x5x2xf32>
  mf.return %v1 : tensor<3x5x2xf32>
}
mf.entry @epilogue6 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x2x4xf32>, %a1: tensor<4x2x5xf32>, %a2: tensor<2x3x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [1] x [1] contracting [2] x [0] : tensor<3x2x4xf32>, tensor<4x2x5xf32> -> tensor<2x3x5xf32>
  %v1 = mf.add %v0, %a2 : tensor<2x3x5xf32>
  %v2 = mf.tanh %v1 : tensor<2x3x5xf32>
  mf.return %v2, %v0 : tensor<2x3x5xf32>, tensor<2x3x5xf32>
}
mf.entry @computed6 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2x4xf32>, %a1: tensor<4x2x5xf32>):
  %v0 = mf.sin %a0 : tensor<3x2x4xf32>
  %v1 = mf.tanh %a1 : tensor<4x2x5xf32>
  %v2 = mf.dot_general %v0, %v1 batch [1] x [1] contracting [2] x [0] : tensor<3x2x4xf32>, tensor<4x2x5xf32> -> tensor<2x3x5xf32>
  mf.return %v2 : tensor<2x3x5xf32>
}
mf.entry @case7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x2x3xf32>, %a1: tensor<2x3x3x2x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [1, 3] x [2, 0] contracting [4, 0] x [1, 3] : tensor<2x3x2x2x3xf32>, tensor<2x3x3x2x2xf32> -> tensor<3x2x2x2xf32>
  mf.return %v0 : tensor<3x2x2x2xf32>
}
mf.entry @turned7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x2x3xf32>, %a1: tensor<2x3x3x2x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [1, 3] x [2, 0] contracting [4, 0] x [1, 3] : tensor<2x3x2x2x3xf32>, tensor<2x3x3x2x2xf32> -> tensor<3x2x2x2xf32>
  %v1 = mf.transpose %v0 [1, 2, 3, 0] : tensor<3x2x2x2xf32> -> tensor<2x2x2x3xf32>
  mf.return %v1 : tensor<2x2x2x3xf32>
}
mf.entry @epilogue7 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x2x2x3xf32>, %a1: tensor<2x3x3x2x2xf32>, %a2: tensor<3x2x2x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [1, 3] x [2, 0] contracting [4, 0] x [1, 3] : tensor<2x3x2x2x3xf32>, tensor<2x3x3x2x2xf32> -> tensor<3x2x2x2xf32>
  %v1 = mf.add %v0, %a2 : tensor<3x2x2x2xf32>
  %v2 = mf.tanh %v1 : tensor<3x2x2x2xf32>
  mf.return %v2, %v0 : tensor<3x2x2x2xf32>, tensor<3x2x2x2xf32>
}
mf.entry @computed7 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x2x2x3xf32>, %a1: tensor<2x3x3x2x2xf32>):
  %v0 = mf.sin %a0 : tensor<2x3x2x2x3xf32>
  %v1 = mf.tanh %a1 : tensor<2x3x3x2x2xf32>
  %v2 = mf.dot_general %v0, %v1 batch [1, 3] x [2, 0] contracting [4, 0] x [1, 3] : tensor<2x3x2x2x3xf32>, tensor<2x3x3x2x2xf32> -> tensor<3x2x2x2xf32>
  mf.return %v2 : tensor<3x2x2x2xf32>
}
mf.entry @case8 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<3xf32>, tensor<2xf32> -> tensor<3x2xf32>
  mf.return %v0 : tensor<3x2xf32>
}
mf.entry @turned8 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<3xf32>, tensor<2xf32> -> tensor<3x2xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x2xf32> -> tensor<2x3xf32>
  mf.return %v1 : tensor<2x3xf32>
}
mf.entry @epilogue8 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<2xf32>, %a2: tensor<3x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<3xf32>, tensor<2xf32> -> tensor<3x2xf32>
  %v1 = mf.add %v0, %a2 : tensor<3x2xf32>
  %v2 = mf.tanh %v1 : tensor<3x2xf32>
  mf.return %v2, %v0 : tensor<3x2xf32>, tensor<3x2xf32>
}
mf.entry @computed8 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<2xf32>):
  %v0 = mf.sin %a0 : tensor<3xf32>
  %v1 = mf.tanh %a1 : tensor<2xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [] x [] : tensor<3xf32>, tensor<2xf32> -> tensor<3x2xf32>
  mf.return %v2 : tensor<3x2xf32>
}
mf.entry @case9 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2xf32>, %a1: tensor<2x3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0, 1] x [1, 0] : tensor<3x2xf32>, tensor<2x3xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @turned9 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2xf32>, %a1: tensor<2x3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0, 1] x [1, 0] : tensor<3x2xf32>, tensor<2x3xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @epilogue9 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x2xf32>, %a1: tensor<2x3xf32>, %a2: tensor<f32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0, 1] x [1, 0] : tensor<3x2xf32>, tensor<2x3xf32> -> tensor<f32>
  %v1 = mf.add %v0, %a2 : tensor<f32>
  %v2 = mf.tanh %v1 : tensor<f32>
  mf.return %v2, %v0 : tensor<f32>, tensor<f32>
}
mf.entry @computed9 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2xf32>, %a1: tensor<2x3xf32>):
  %v0 = mf.sin %a0 : tensor<3x2xf32>
  %v1 = mf.tanh %a1 : tensor<2x3xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [0, 1] x [1, 0] : tensor<3x2xf32>, tensor<2x3xf32> -> tensor<f32>
  mf.return %v2 : tensor<f32>
}
mf.entry @case10 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<f32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<f32>, tensor<f32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @turned10 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<f32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<f32>, tensor<f32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @epilogue10 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<f32>, %a1: tensor<f32>, %a2: tensor<f32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<f32>, tensor<f32> -> tensor<f32>
  %v1 = mf.add %v0, %a2 : tensor<f32>
  %v2 = mf.tanh %v1 : tensor<f32>
  mf.return %v2, %v0 : tensor<f32>, tensor<f32>
}
mf.entry @computed10 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<f32>):
  %v0 = mf.sin %a0 : tensor<f32>
  %v1 = mf.tanh %a1 : tensor<f32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [] x [] : tensor<f32>, tensor<f32> -> tensor<f32>
  mf.return %v2 : tensor<f32>
}
mf.entry @case11 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<f32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<3xf32>, tensor<f32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @turned11 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<f32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<3xf32>, tensor<f32> -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @epilogue11 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<f32>, %a2: tensor<3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<3xf32>, tensor<f32> -> tensor<3xf32>
  %v1 = mf.add %v0, %a2 : tensor<3xf32>
  %v2 = mf.tanh %v1 : tensor<3xf32>
  mf.return %v2, %v0 : tensor<3xf32>, tensor<3xf32>
}
mf.entry @computed11 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3xf32>, %a1: tensor<f32>):
  %v0 = mf.sin %a0 : tensor<3xf32>
  %v1 = mf.tanh %a1 : tensor<f32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [] x [] : tensor<3xf32>, tensor<f32> -> tensor<3xf32>
  mf.return %v2 : tensor<3xf32>
}
mf.entry @case12 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<2x3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<f32>, tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return %v0 : tensor<2x3xf32>
}
mf.entry @turned12 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<2x3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<f32>, tensor<2x3xf32> -> tensor<2x3xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<2x3xf32> -> tensor<3x2xf32>
  mf.return %v1 : tensor<3x2xf32>
}
mf.entry @epilogue12 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<f32>, %a1: tensor<2x3xf32>, %a2: tensor<2x3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [] x [] : tensor<f32>, tensor<2x3xf32> -> tensor<2x3xf32>
  %v1 = mf.add %v0, %a2 : tensor<2x3xf32>
  %v2 = mf.tanh %v1 : tensor<2x3xf32>
  mf.return %v2, %v0 : tensor<2x3xf32>, tensor<2x3xf32>
}
mf.entry @computed12 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<f32>, %a1: tensor<2x3xf32>):
  %v0 = mf.sin %a0 : tensor<f32>
  %v1 = mf.tanh %a1 : tensor<2x3xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [] x [] : tensor<f32>, tensor<2x3xf32> -> tensor<2x3xf32>
  mf.return %v2 : tensor<2x3xf32>
}
mf.entry @case13 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4xf32>, %a1: tensor<4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [] x [] : tensor<4xf32>, tensor<4xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @turned13 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4xf32>, %a1: tensor<4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [] x [] : tensor<4xf32>, tensor<4xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @epilogue13 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<4xf32>, %a1: tensor<4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [] x [] : tensor<4xf32>, tensor<4xf32> -> tensor<4xf32>
  %v1 = mf.add %v0, %a2 : tensor<4xf32>
  %v2 = mf.tanh %v1 : tensor<4xf32>
  mf.return %v2, %v0 : tensor<4xf32>, tensor<4xf32>
}
mf.entry @computed13 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4xf32>, %a1: tensor<4xf32>):
  %v0 = mf.sin %a0 : tensor<4xf32>
  %v1 = mf.tanh %a1 : tensor<4xf32>
  %v2 = mf.dot_general %v0, %v1 batch [0] x [0] contracting [] x [] : tensor<4xf32>, tensor<4xf32> -> tensor<4xf32>
  mf.return %v2 : tensor<4xf32>
}
mf.entry @case14 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x5xf32>, %a1: tensor<2x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [1] x [1] : tensor<2x5xf32>, tensor<2x5xf32> -> tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @turned14 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x5xf32>, %a1: tensor<2x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [1] x [1] : tensor<2x5xf32>, tensor<2x5xf32> -> tensor<2xf32>
  mf.return %v0 : tensor<2xf32>
}
mf.entry @epilogue14 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x5xf32>, %a1: tensor<2x5xf32>, %a2: tensor<2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [1] x [1] : tensor<2x5xf32>, tensor<2x5xf32> -> tensor<2xf32>
  %v1 = mf.add %v0, %a2 : tensor<2xf32>
  %v2 = mf.tanh %v1 : tensor<2xf32>
  mf.return %v2, %v0 : tensor<2xf32>, tensor<2xf32>
}
mf.entry @computed14 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x5xf32>, %a1: tensor<2x5xf32>):
  %v0 = mf.sin %a0 : tensor<2x5xf32>
  %v1 = mf.tanh %a1 : tensor<2x5xf32>
  %v2 = mf.dot_general %v0, %v1 batch [0] x [0] contracting [1] x [1] : tensor<2x5xf32>, tensor<2x5xf32> -> tensor<2xf32>
  mf.return %v2 : tensor<2xf32>
}
mf.entry @case15 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<17x33xf32>, %a1: tensor<33x19xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<17x33xf32>, tensor<33x19xf32> -> tensor<17x19xf32>
  mf.return %v0 : tensor<17x19xf32>
}
mf.entry @turned15 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<17x33xf32>, %a1: tensor<33x19xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<17x33xf32>, tensor<33x19xf32> -> tensor<17x19xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<17x19xf32> -> tensor<19x17xf32>
  mf.return %v1 : tensor<19x17xf32>
}
mf.entry @epilogue15 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<17x33xf32>, %a1: tensor<33x19xf32>, %a2: tensor<17x19xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<17x33xf32>, tensor<33x19xf32> -> tensor<17x19xf32>
  %v1 = mf.add %v0, %a2 : tensor<17x19xf32>
  %v2 = mf.tanh %v1 : tensor<17x19xf32>
  mf.return %v2, %v0 : tensor<17x19xf32>, tensor<17x19xf32>
}
mf.entry @computed15 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<17x33xf32>, %a1: tensor<33x19xf32>):
  %v0 = mf.sin %a0 : tensor<17x33xf32>
  %v1 = mf.tanh %a1 : tensor<33x19xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [0] : tensor<17x33xf32>, tensor<33x19xf32> -> tensor<17x19xf32>
  mf.return %v2 : tensor<17x19xf32>
}
mf.entry @case16 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<65x70xf32>, %a1: tensor<70x130xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<65x70xf32>, tensor<70x130xf32> -> tensor<65x130xf32>
  mf.return %v0 : tensor<65x130xf32>
}
mf.entry @turned16 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<65x70xf32>, %a1: tensor<70x130xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<65x70xf32>, tensor<70x130xf32> -> tensor<65x130xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<65x130xf32> -> tensor<130x65xf32>
  mf.return %v1 : tensor<130x65xf32>
}
mf.entry @epilogue16 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<65x70xf32>, %a1: tensor<70x130xf32>, %a2: tensor<65x130xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<65x70xf32>, tensor<70x130xf32> -> tensor<65x130xf32>
  %v1 = mf.add %v0, %a2 : tensor<65x130xf32>
  %v2 = mf.tanh %v1 : tensor<65x130xf32>
  mf.return %v2, %v0 : tensor<65x130xf32>, tensor<65x130xf32>
}
mf.entry @computed16 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<65x70xf32>, %a1: tensor<70x130xf32>):
  %v0 = mf.sin %a0 : tensor<65x70xf32>
  %v1 = mf.tanh %a1 : tensor<70x130xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [0] : tensor<65x70xf32>, tensor<70x130xf32> -> tensor<65x130xf32>
  mf.return %v2 : tensor<65x130xf32>
}
mf.entry @case17 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<5x4x6xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [3, 2] x [0, 1] : tensor<2x3x4x5xf32>, tensor<5x4x6xf32> -> tensor<2x3x6xf32>
  mf.return %v0 : tensor<2x3x6xf32>
}
mf.entry @turned17 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<5x4x6xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [3, 2] x [0, 1] : tensor<2x3x4x5xf32>, tensor<5x4x6xf32> -> tensor<2x3x6xf32>
  %v1 = mf.transpose %v0 [1, 2, 0] : tensor<2x3x6xf32> -> tensor<3x6x2xf32>
  mf.return %v1 : tensor<3x6x2xf32>
}
mf.entry @epilogue17 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<5x4x6xf32>, %a2: tensor<2x3x6xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [3, 2] x [0, 1] : tensor<2x3x4x5xf32>, tensor<5x4x6xf32> -> tensor<2x3x6xf32>
  %v1 = mf.add %v0, %a2 : tensor<2x3x6xf32>
  %v2 = mf.tanh %v1 : tensor<2x3x6xf32>
  mf.return %v2, %v0 : tensor<2x3x6xf32>, tensor<2x3x6xf32>
}
mf.entry @computed17 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<5x4x6xf32>):
  %v0 = mf.sin %a0 : tensor<2x3x4x5xf32>
  %v1 = mf.tanh %a1 : tensor<5x4x6xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [3, 2] x [0, 1] : tensor<2x3x4x5xf32>, tensor<5x4x6xf32> -> tensor<2x3x6xf32>
  mf.return %v2 : tensor<2x3x6xf32>
}
mf.entry @case18 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<4x3x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [2, 1, 0] x [0, 1, 2] : tensor<2x3x4xf32>, tensor<4x3x2xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @turned18 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<4x3x2xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [2, 1, 0] x [0, 1, 2] : tensor<2x3x4xf32>, tensor<4x3x2xf32> -> tensor<f32>
  mf.return %v0 : tensor<f32>
}
mf.entry @epilogue18 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<4x3x2xf32>, %a2: tensor<f32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [2, 1, 0] x [0, 1, 2] : tensor<2x3x4xf32>, tensor<4x3x2xf32> -> tensor<f32>
  %v1 = mf.add %v0, %a2 : tensor<f32>
  %v2 = mf.tanh %v1 : tensor<f32>
  mf.return %v2, %v0 : tensor<f32>, tensor<f32>
}
mf.entry @computed18 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<4x3x2xf32>):
  %v0 = mf.sin %a0 : tensor<2x3x4xf32>
  %v1 = mf.tanh %a1 : tensor<4x3x2xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [2, 1, 0] x [0, 1, 2] : tensor<2x3x4xf32>, tensor<4x3x2xf32> -> tensor<f32>
  mf.return %v2 : tensor<f32>
}
mf.entry @case19 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x7xf32>, %a1: tensor<7x1xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<1x7xf32>, tensor<7x1xf32> -> tensor<1x1xf32>
  mf.return %v0 : tensor<1x1xf32>
}
mf.entry @turned19 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x7xf32>, %a1: tensor<7x1xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<1x7xf32>, tensor<7x1xf32> -> tensor<1x1xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<1x1xf32> -> tensor<1x1xf32>
  mf.return %v1 : tensor<1x1xf32>
}
mf.entry @epilogue19 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<1x7xf32>, %a1: tensor<7x1xf32>, %a2: tensor<1x1xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<1x7xf32>, tensor<7x1xf32> -> tensor<1x1xf32>
  %v1 = mf.add %v0, %a2 : tensor<1x1xf32>
  %v2 = mf.tanh %v1 : tensor<1x1xf32>
  mf.return %v2, %v0 : tensor<1x1xf32>, tensor<1x1xf32>
}
mf.entry @computed19 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<1x7xf32>, %a1: tensor<7x1xf32>):
  %v0 = mf.sin %a0 : tensor<1x7xf32>
  %v1 = mf.tanh %a1 : tensor<7x1xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [0] : tensor<1x7xf32>, tensor<7x1xf32> -> tensor<1x1xf32>
  mf.return %v2 : tensor<1x1xf32>
}
mf.entry @case20 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x1xf32>, %a1: tensor<1x7xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<7x1xf32>, tensor<1x7xf32> -> tensor<7x7xf32>
  mf.return %v0 : tensor<7x7xf32>
}
mf.entry @turned20 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x1xf32>, %a1: tensor<1x7xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<7x1xf32>, tensor<1x7xf32> -> tensor<7x7xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<7x7xf32> -> tensor<7x7xf32>
  mf.return %v1 : tensor<7x7xf32>
}
mf.entry @epilogue20 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<7x1xf32>, %a1: tensor<1x7xf32>, %a2: tensor<7x7xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<7x1xf32>, tensor<1x7xf32> -> tensor<7x7xf32>
  %v1 = mf.add %v0, %a2 : tensor<7x7xf32>
  %v2 = mf.tanh %v1 : tensor<7x7xf32>
  mf.return %v2, %v0 : tensor<7x7xf32>, tensor<7x7xf32>
}
mf.entry @computed20 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7x1xf32>, %a1: tensor<1x7xf32>):
  %v0 = mf.sin %a0 : tensor<7x1xf32>
  %v1 = mf.tanh %a1 : tensor<1x7xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [0] : tensor<7x1xf32>, tensor<1x7xf32> -> tensor<7x7xf32>
  mf.return %v2 : tensor<7x7xf32>
}
mf.entry @case21 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x2x5x6xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0, 1] x [1, 0] contracting [3] x [2] : tensor<2x3x4x5xf32>, tensor<3x2x5x6xf32> -> tensor<2x3x4x6xf32>
  mf.return %v0 : tensor<2x3x4x6xf32>
}
mf.entry @turned21 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x2x5x6xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0, 1] x [1, 0] contracting [3] x [2] : tensor<2x3x4x5xf32>, tensor<3x2x5x6xf32> -> tensor<2x3x4x6xf32>
  %v1 = mf.transpose %v0 [1, 2, 3, 0] : tensor<2x3x4x6xf32> -> tensor<3x4x6x2xf32>
  mf.return %v1 : tensor<3x4x6x2xf32>
}
mf.entry @epilogue21 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x2x5x6xf32>, %a2: tensor<2x3x4x6xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0, 1] x [1, 0] contracting [3] x [2] : tensor<2x3x4x5xf32>, tensor<3x2x5x6xf32> -> tensor<2x3x4x6xf32>
  %v1 = mf.add %v0, %a2 : tensor<2x3x4x6xf32>
  %v2 = mf.tanh %v1 : tensor<2x3x4x6xf32>
  mf.return %v2, %v0 : tensor<2x3x4x6xf32>, tensor<2x3x4x6xf32>
}
mf.entry @computed21 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<2x3x4x5xf32>, %a1: tensor<3x2x5x6xf32>):
  %v0 = mf.sin %a0 : tensor<2x3x4x5xf32>
  %v1 = mf.tanh %a1 : tensor<3x2x5x6xf32>
  %v2 = mf.dot_general %v0, %v1 batch [0, 1] x [1, 0] contracting [3] x [2] : tensor<2x3x4x5xf32>, tensor<3x2x5x6xf32> -> tensor<2x3x4x6xf32>
  mf.return %v2 : tensor<2x3x4x6xf32>
}
mf.entry @case22 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<130x3xf32>, %a1: tensor<3x130xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<130x3xf32>, tensor<3x130xf32> -> tensor<130x130xf32>
  mf.return %v0 : tensor<130x130xf32>
}
mf.entry @turned22 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<130x3xf32>, %a1: tensor<3x130xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<130x3xf32>, tensor<3x130xf32> -> tensor<130x130xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<130x130xf32> -> tensor<130x130xf32>
  mf.return %v1 : tensor<130x130xf32>
}
mf.entry @epilogue22 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<130x3xf32>, %a1: tensor<3x130xf32>, %a2: tensor<130x130xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<130x3xf32>, tensor<3x130xf32> -> tensor<130x130xf32>
  %v1 = mf.add %v0, %a2 : tensor<130x130xf32>
  %v2 = mf.tanh %v1 : tensor<130x130xf32>
  mf.return %v2, %v0 : tensor<130x130xf32>, tensor<130x130xf32>
}
mf.entry @computed22 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<130x3xf32>, %a1: tensor<3x130xf32>):
  %v0 = mf.sin %a0 : tensor<130x3xf32>
  %v1 = mf.tanh %a1 : tensor<3x130xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [0] : tensor<130x3xf32>, tensor<3x130xf32> -> tensor<130x130xf32>
  mf.return %v2 : tensor<130x130xf32>
}
mf.entry @case23 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x7xf32>, tensor<7xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @turned23 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x7xf32>, tensor<7xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @epilogue23 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<7xf32>, %a2: tensor<4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x7xf32>, tensor<7xf32> -> tensor<4xf32>
  %v1 = mf.add %v0, %a2 : tensor<4xf32>
  %v2 = mf.tanh %v1 : tensor<4xf32>
  mf.return %v2, %v0 : tensor<4xf32>, tensor<4xf32>
}
mf.entry @computed23 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.sin %a0 : tensor<4x7xf32>
  %v1 = mf.tanh %a1 : tensor<7xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [1] x [0] : tensor<4x7xf32>, tensor<7xf32> -> tensor<4xf32>
  mf.return %v2 : tensor<4xf32>
}
mf.entry @case24 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<7xf32>, tensor<7x4xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @turned24 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<7xf32>, tensor<7x4xf32> -> tensor<4xf32>
  mf.return %v0 : tensor<4xf32>
}
mf.entry @epilogue24 arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7x4xf32>, %a2: tensor<4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [0] x [0] : tensor<7xf32>, tensor<7x4xf32> -> tensor<4xf32>
  %v1 = mf.add %v0, %a2 : tensor<4xf32>
  %v2 = mf.tanh %v1 : tensor<4xf32>
  mf.return %v2, %v0 : tensor<4xf32>, tensor<4xf32>
}
mf.entry @computed24 arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7x4xf32>):
  %v0 = mf.sin %a0 : tensor<7xf32>
  %v1 = mf.tanh %a1 : tensor<7x4xf32>
  %v2 = mf.dot_general %v0, %v1 batch [] x [] contracting [0] x [0] : tensor<7xf32>, tensor<7x4xf32> -> tensor<4xf32>
  mf.return %v2 : tensor<4xf32>
}
mf.entry @left_transpose arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<6x5xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.transpose %a0 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_transpose arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<6x5xf32>):
  %v0 = mf.transpose %a1 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_transpose arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<6x5xf32>):
  %v0 = mf.transpose %a1 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_reshape arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<3x10xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.reshape %a0 : tensor<3x10xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_reshape arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<3x10xf32>):
  %v0 = mf.reshape %a1 : tensor<3x10xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_reshape arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<3x10xf32>):
  %v0 = mf.reshape %a1 : tensor<3x10xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_regroup arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<6x5xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.reshape %a0 : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_regroup arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<6x5xf32>):
  %v0 = mf.reshape %a1 : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_regroup arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<6x5xf32>):
  %v0 = mf.reshape %a1 : tensor<6x5xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_merge arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<5x2x3xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.reshape %a0 : tensor<5x2x3xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_merge arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<5x2x3xf32>):
  %v0 = mf.reshape %a1 : tensor<5x2x3xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_merge arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<5x2x3xf32>):
  %v0 = mf.reshape %a1 : tensor<5x2x3xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_slice arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<9x8xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.slice %a0 from [1, 1] to [6, 7] by [1, 1] : tensor<9x8xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_slice arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<9x8xf32>):
  %v0 = mf.slice %a1 from [1, 1] to [6, 7] by [1, 1] : tensor<9x8xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_slice arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<9x8xf32>):
  %v0 = mf.slice %a1 from [1, 1] to [6, 7] by [1, 1] : tensor<9x8xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_strided arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<10x18xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.slice %a0 from [1, 0] to [10, 18] by [2, 3] : tensor<10x18xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_strided arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<10x18xf32>):
  %v0 = mf.slice %a1 from [1, 0] to [10, 18] by [2, 3] : tensor<10x18xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_strided arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<10x18xf32>):
  %v0 = mf.slice %a1 from [1, 0] to [10, 18] by [2, 3] : tensor<10x18xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_broadcast arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<6xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [1] : tensor<6xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_broadcast arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<6xf32>):
  %v0 = mf.broadcast_in_dim %a1 dims [1] : tensor<6xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_broadcast arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<6xf32>):
  %v0 = mf.broadcast_in_dim %a1 dims [1] : tensor<6xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_broadcast_rows arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<5x1xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.broadcast_in_dim %a0 dims [0, 1] : tensor<5x1xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_broadcast_rows arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<5x1xf32>):
  %v0 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<5x1xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_broadcast_rows arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<5x1xf32>):
  %v0 = mf.broadcast_in_dim %a1 dims [0, 1] : tensor<5x1xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_splat arguments ["b"] results ["r0"] {
^bb0(%b: tensor<6x4xf32>):
  %v0 = mf.constant dense<0.5> : tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_splat arguments ["b"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>):
  %v0 = mf.constant dense<0.5> : tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_splat arguments ["b"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>):
  %v0 = mf.constant dense<0.5> : tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_table arguments ["b"] results ["r0"] {
^bb0(%b: tensor<6x4xf32>):
  %v0 = mf.constant dense<[0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0, 1.125, 1.25, 1.375, 1.5, 1.625, 1.75, 1.875, 2.0, 2.125, 2.25, 2.375, 2.5, 2.625, 2.75, 2.875, 3.0, 3.125, 3.25, 3.375, 3.5, 3.625]> : tensor<30xf32>
  %v1 = mf.reshape %v0 : tensor<30xf32> -> tensor<5x6xf32>
  %v2 = mf.dot_general %v1, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v2 : tensor<5x4xf32>
}
mf.entry @right_table arguments ["b"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>):
  %v0 = mf.constant dense<[0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0, 1.125, 1.25, 1.375, 1.5, 1.625, 1.75, 1.875, 2.0, 2.125, 2.25, 2.375, 2.5, 2.625, 2.75, 2.875, 3.0, 3.125, 3.25, 3.375, 3.5, 3.625]> : tensor<30xf32>
  %v1 = mf.reshape %v0 : tensor<30xf32> -> tensor<5x6xf32>
  %v2 = mf.dot_general %b, %v1 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v2 : tensor<4x6xf32>
}
mf.entry @inner_table arguments ["b"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>):
  %v0 = mf.constant dense<[0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0, 1.125, 1.25, 1.375, 1.5, 1.625, 1.75, 1.875, 2.0, 2.125, 2.25, 2.375, 2.5, 2.625, 2.75, 2.875, 3.0, 3.125, 3.25, 3.375, 3.5, 3.625]> : tensor<30xf32>
  %v1 = mf.reshape %v0 : tensor<30xf32> -> tensor<5x6xf32>
  %v2 = mf.dot_general %v1, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v2 : tensor<6x4xf32>
}
mf.entry @left_iota arguments ["b"] results ["r0"] {
^bb0(%b: tensor<6x4xf32>):
  %v0 = mf.iota 1 : tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_iota arguments ["b"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>):
  %v0 = mf.iota 1 : tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_iota arguments ["b"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>):
  %v0 = mf.iota 1 : tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_pad arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.pad %a0 low [1, 1] high [1, 1] interior [0, 0] : tensor<3x4xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_pad arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<3x4xf32>):
  %v0 = mf.pad %a1 low [1, 1] high [1, 1] interior [0, 0] : tensor<3x4xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_pad arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<3x4xf32>):
  %v0 = mf.pad %a1 low [1, 1] high [1, 1] interior [0, 0] : tensor<3x4xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_crop arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<7x8xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.pad %a0 low [-1, -1] high [-1, -1] interior [0, 0] : tensor<7x8xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_crop arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<7x8xf32>):
  %v0 = mf.pad %a1 low [-1, -1] high [-1, -1] interior [0, 0] : tensor<7x8xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_crop arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<7x8xf32>):
  %v0 = mf.pad %a1 low [-1, -1] high [-1, -1] interior [0, 0] : tensor<7x8xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_concatenate arguments ["a0", "a1", "b"] results ["r0"] {
^bb0(%a0: tensor<2x6xf32>, %a1: tensor<3x6xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.concatenate %a0, %a1 along 0 : tensor<2x6xf32>, tensor<3x6xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_concatenate arguments ["b", "a1", "a2"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<2x6xf32>, %a2: tensor<3x6xf32>):
  %v0 = mf.concatenate %a1, %a2 along 0 : tensor<2x6xf32>, tensor<3x6xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_concatenate arguments ["b", "a1", "a2"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<2x6xf32>, %a2: tensor<3x6xf32>):
  %v0 = mf.concatenate %a1, %a2 along 0 : tensor<2x6xf32>, tensor<3x6xf32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_reverse arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<5x6xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.reverse %a0 dims [1] : tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_reverse arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<5x6xf32>):
  %v0 = mf.reverse %a1 dims [1] : tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_reverse arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<5x6xf32>):
  %v0 = mf.reverse %a1 dims [1] : tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_gather arguments ["a0", "a1", "b"] results ["r0"] {
^bb0(%a0: tensor<7x6xf32>, %a1: tensor<5xi32>, %b: tensor<6x4xf32>):
  %v0 = mf.gather %a0 [%a1] axis 0 : tensor<7x6xf32>, tensor<5xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_gather arguments ["b", "a1", "a2"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<7x6xf32>, %a2: tensor<5xi32>):
  %v0 = mf.gather %a1 [%a2] axis 0 : tensor<7x6xf32>, tensor<5xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_gather arguments ["b", "a1", "a2"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<7x6xf32>, %a2: tensor<5xi32>):
  %v0 = mf.gather %a1 [%a2] axis 0 : tensor<7x6xf32>, tensor<5xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_dynamic arguments ["a0", "a1", "b"] results ["r0"] {
^bb0(%a0: tensor<7x6xf32>, %a1: tensor<2xi32>, %b: tensor<6x4xf32>):
  %v0 = mf.dynamic_slice %a0 [%a1] : tensor<7x6xf32>, tensor<2xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_dynamic arguments ["b", "a1", "a2"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<7x6xf32>, %a2: tensor<2xi32>):
  %v0 = mf.dynamic_slice %a1 [%a2] : tensor<7x6xf32>, tensor<2xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_dynamic arguments ["b", "a1", "a2"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<7x6xf32>, %a2: tensor<2xi32>):
  %v0 = mf.dynamic_slice %a1 [%a2] : tensor<7x6xf32>, tensor<2xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_identity arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<5x6xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.stop_gradient %a0 : tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_identity arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<5x6xf32>):
  %v0 = mf.stop_gradient %a1 : tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_identity arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<5x6xf32>):
  %v0 = mf.stop_gradient %a1 : tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @left_transposed_slice arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<8x9xf32>, %b: tensor<6x4xf32>):
  %v0 = mf.slice %a0 from [1, 1] to [7, 6] by [1, 1] : tensor<8x9xf32> -> tensor<6x5xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v2 = mf.dot_general %v1, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v2 : tensor<5x4xf32>
}
mf.entry @right_transposed_slice arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<8x9xf32>):
  %v0 = mf.slice %a1 from [1, 1] to [7, 6] by [1, 1] : tensor<8x9xf32> -> tensor<6x5xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v2 = mf.dot_general %b, %v1 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v2 : tensor<4x6xf32>
}
mf.entry @inner_transposed_slice arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<8x9xf32>):
  %v0 = mf.slice %a1 from [1, 1] to [7, 6] by [1, 1] : tensor<8x9xf32> -> tensor<6x5xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<6x5xf32> -> tensor<5x6xf32>
  %v2 = mf.dot_general %v1, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v2 : tensor<6x4xf32>
}
mf.entry @left_random arguments ["a0", "b"] results ["r0"] {
^bb0(%a0: tensor<2xi32>, %b: tensor<6x4xf32>):
  %v0 = mf.random_normal %a0 stream 1 : tensor<2xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [1] x [0] : tensor<5x6xf32>, tensor<6x4xf32> -> tensor<5x4xf32>
  mf.return %v1 : tensor<5x4xf32>
}
mf.entry @right_random arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<4x5xf32>, %a1: tensor<2xi32>):
  %v0 = mf.random_normal %a1 stream 1 : tensor<2xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %b, %v0 batch [] x [] contracting [1] x [0] : tensor<4x5xf32>, tensor<5x6xf32> -> tensor<4x6xf32>
  mf.return %v1 : tensor<4x6xf32>
}
mf.entry @inner_random arguments ["b", "a1"] results ["r0"] {
^bb0(%b: tensor<5x4xf32>, %a1: tensor<2xi32>):
  %v0 = mf.random_normal %a1 stream 1 : tensor<2xi32> -> tensor<5x6xf32>
  %v1 = mf.dot_general %v0, %b batch [] x [] contracting [0] x [0] : tensor<5x6xf32>, tensor<5x4xf32> -> tensor<6x4xf32>
  mf.return %v1 : tensor<6x4xf32>
}
mf.entry @square arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x6xf32>):
  %v0 = mf.dot_general %a0, %a0 batch [] x [] contracting [1] x [0] : tensor<6x6xf32>, tensor<6x6xf32> -> tensor<6x6xf32>
  mf.return %v0 : tensor<6x6xf32>
}
mf.entry @gram arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<6x4xf32>):
  %v0 = mf.dot_general %a0, %a0 batch [] x [] contracting [0] x [0] : tensor<6x4xf32>, tensor<6x4xf32> -> tensor<4x4xf32>
  mf.return %v0 : tensor<4x4xf32>
}
mf.entry @shared_right arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<3x4xf32>, %a2: tensor<4x5xf32>):
  %v0 = mf.dot_general %a0, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.dot_general %a1, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  mf.return %v0, %v1 : tensor<3x5xf32>, tensor<3x5xf32>
}
mf.entry @shared_other_rows arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<7x4xf32>, %a2: tensor<4x5xf32>):
  %v0 = mf.dot_general %a0, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.tanh %v0 : tensor<3x5xf32>
  %v2 = mf.dot_general %a1, %a2 batch [] x [] contracting [1] x [0] : tensor<7x4xf32>, tensor<4x5xf32> -> tensor<7x5xf32>
  mf.return %v1, %v2 : tensor<3x5xf32>, tensor<7x5xf32>
}
mf.entry @shared_product arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<3x4xf32>, %a2: tensor<4x5xf32>):
  %v0 = mf.dot_general %a0, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.dot_general %a1, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v2 = mf.mul %v0, %v1 : tensor<3x5xf32>
  mf.return %v2 : tensor<3x5xf32>
}
mf.entry @shared_five arguments ["a0", "a1", "a2", "a3", "a4", "a5"] results ["r0", "r1", "r2", "r3", "r4"] {
^bb0(%a0: tensor<4x5xf32>, %a1: tensor<3x4xf32>, %a2: tensor<3x4xf32>, %a3: tensor<3x4xf32>, %a4: tensor<3x4xf32>, %a5: tensor<3x4xf32>):
  %v0 = mf.dot_general %a1, %a0 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.dot_general %a2, %a0 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v2 = mf.dot_general %a3, %a0 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v3 = mf.dot_general %a4, %a0 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v4 = mf.dot_general %a5, %a0 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  mf.return %v0, %v1, %v2, %v3, %v4 : tensor<3x5xf32>, tensor<3x5xf32>, tensor<3x5xf32>, tensor<3x5xf32>, tensor<3x5xf32>
}
mf.entry @chain arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<4x4xf32>, %a1: tensor<4x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
  %v1 = mf.dot_general %v0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
  mf.return %v1, %v0 : tensor<4x4xf32>, tensor<4x4xf32>
}
mf.entry @shared_turned arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<3x4xf32>, %a2: tensor<4x5xf32>):
  %v0 = mf.dot_general %a0, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x5xf32> -> tensor<5x3xf32>
  %v2 = mf.dot_general %a1, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  mf.return %v1, %v2 : tensor<5x3xf32>, tensor<3x5xf32>
}
mf.entry @turned_used_twice arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x5xf32> -> tensor<5x3xf32>
  %v2 = mf.mul %v0, %v0 : tensor<3x5xf32>
  mf.return %v1, %v2 : tensor<5x3xf32>, tensor<3x5xf32>
}
mf.entry @turned_in_sum arguments ["a0", "a1", "a2"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x5xf32>, %a2: tensor<5x3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x5xf32> -> tensor<5x3xf32>
  %v2 = mf.add %v1, %a2 : tensor<5x3xf32>
  %v3 = mf.reduce sum %v1 dims [0] : tensor<5x3xf32> -> tensor<3xf32>
  mf.return %v2, %v3 : tensor<5x3xf32>, tensor<3xf32>
}
mf.entry @bias arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x5xf32>, %a2: tensor<5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x5xf32> -> tensor<3x5xf32>
  %v1 = mf.broadcast_in_dim %a2 dims [1] : tensor<5xf32> -> tensor<3x5xf32>
  %v2 = mf.add %v0, %v1 : tensor<3x5xf32>
  %v3 = mf.silu %v2 : tensor<3x5xf32>
  mf.return %v3 : tensor<3x5xf32>
}
mf.entry @two_d_bias arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x3x4xf32>, %a1: tensor<4x5xf32>, %a2: tensor<2x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [2] x [0] : tensor<2x3x4xf32>, tensor<4x5xf32> -> tensor<2x3x5xf32>
  %v1 = mf.broadcast_in_dim %a2 dims [0, 2] : tensor<2x5xf32> -> tensor<2x3x5xf32>
  %v2 = mf.mul %v0, %v1 : tensor<2x3x5xf32>
  mf.return %v2 : tensor<2x3x5xf32>
}
mf.entry @reshaped_after arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<6x4xf32>, %a1: tensor<4x6xf32>, %a2: tensor<2x3x6xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<6x4xf32>, tensor<4x6xf32> -> tensor<6x6xf32>
  %v1 = mf.reshape %v0 : tensor<6x6xf32> -> tensor<2x3x6xf32>
  %v2 = mf.add %v1, %a2 : tensor<2x3x6xf32>
  mf.return %v2 : tensor<2x3x6xf32>
}
mf.entry @heads arguments ["a0", "a1", "a2"] results ["r0"] {
^bb0(%a0: tensor<2x5x2x3xf32>, %a1: tensor<2x5x2x3xf32>, %a2: tensor<2x5x2x3xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0, 2] x [0, 2] contracting [3] x [3] : tensor<2x5x2x3xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x5xf32>
  %v1 = mf.softmax %v0 : tensor<2x2x5x5xf32>
  %v2 = mf.dot_general %v1, %a2 batch [0, 1] x [0, 2] contracting [3] x [1] : tensor<2x2x5x5xf32>, tensor<2x5x2x3xf32> -> tensor<2x2x5x3xf32>
  %v3 = mf.transpose %v2 [0, 2, 1, 3] : tensor<2x2x5x3xf32> -> tensor<2x5x2x3xf32>
  %v4 = mf.reshape %v3 : tensor<2x5x2x3xf32> -> tensor<2x5x6xf32>
  mf.return %v4 : tensor<2x5x6xf32>
}
mf.entry @batch_turned arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2x4xf32>, %a1: tensor<3x4x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [2] x [1] : tensor<3x2x4xf32>, tensor<3x4x5xf32> -> tensor<3x2x5xf32>
  %v1 = mf.transpose %v0 [1, 2, 0] : tensor<3x2x5xf32> -> tensor<2x5x3xf32>
  mf.return %v1 : tensor<2x5x3xf32>
}
mf.entry @batch_inner arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x2x4xf32>, %a1: tensor<3x4x5xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [0] x [0] contracting [2] x [1] : tensor<3x2x4xf32>, tensor<3x4x5xf32> -> tensor<3x2x5xf32>
  %v1 = mf.transpose %v0 [1, 0, 2] : tensor<3x2x5xf32> -> tensor<2x3x5xf32>
  mf.return %v1 : tensor<2x3x5xf32>
}
mf.entry @empty_sum arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x0xf32>, %a1: tensor<0x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<3x0xf32>, tensor<0x4xf32> -> tensor<3x4xf32>
  mf.return %v0 : tensor<3x4xf32>
}
mf.entry @empty_result arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<0x3xf32>, %a1: tensor<3x4xf32>):
  %v0 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<0x3xf32>, tensor<3x4xf32> -> tensor<0x4xf32>
  mf.return %v0 : tensor<0x4xf32>
}
