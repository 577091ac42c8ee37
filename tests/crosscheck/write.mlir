// States written: in place where that is right, and where it would be wrong.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.state @p role "parameter" : tensor<3x4xf32>
mf.state @q role "parameter" : tensor<3x4xf32>
mf.state @sq role "parameter" : tensor<4x4xf32>
mf.state @v role "optimizer" : tensor<7xf32>
mf.state @n role "counter" : tensor<i32>
mf.state @flag role "counter" : tensor<3xi1>
mf.entry @constant arguments [] results [] {
  %v0 = mf.constant dense<1.5> : tensor<3x4xf32>
  mf.write @p, %v0 : tensor<3x4xf32>
  mf.return
}
mf.entry @argument arguments ["a0"] results [] {
^bb0(%a0: tensor<3x4xf32>):
  mf.write @p, %a0 : tensor<3x4xf32>
  mf.return
}
mf.entry @argument_and_result arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  mf.write @p, %a0 : tensor<3x4xf32>
  mf.return %a0 : tensor<3x4xf32>
}
mf.entry @step arguments ["a0"] results [] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.sub %v0, %a0 : tensor<3x4xf32>
  mf.write @p, %v1 : tensor<3x4xf32>
  mf.return
}
mf.entry @step_returned arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.sub %v0, %a0 : tensor<3x4xf32>
  mf.write @p, %v1 : tensor<3x4xf32>
  mf.return %v1, %v0 : tensor<3x4xf32>, tensor<3x4xf32>
}
mf.entry @old_returned arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.sub %v0, %a0 : tensor<3x4xf32>
  mf.write @p, %v1 : tensor<3x4xf32>
  mf.return %v0 : tensor<3x4xf32>
}
mf.entry @swap arguments [] results [] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.read @q : tensor<3x4xf32>
  mf.write @p, %v1 : tensor<3x4xf32>
  mf.write @q, %v0 : tensor<3x4xf32>
  mf.return
}
mf.entry @swap_computed arguments [] results [] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.read @q : tensor<3x4xf32>
  %v2 = mf.sin %v1 : tensor<3x4xf32>
  mf.write @p, %v2 : tensor<3x4xf32>
  %v3 = mf.cos %v0 : tensor<3x4xf32>
  mf.write @q, %v3 : tensor<3x4xf32>
  mf.return
}
mf.entry @sum_and_difference arguments [] results [] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.read @q : tensor<3x4xf32>
  %v2 = mf.add %v0, %v1 : tensor<3x4xf32>
  mf.write @p, %v2 : tensor<3x4xf32>
  %v3 = mf.sub %v0, %v1 : tensor<3x4xf32>
  mf.write @q, %v3 : tensor<3x4xf32>
  mf.return
}
mf.entry @turned arguments [] results [] {
  %v0 = mf.read @sq : tensor<4x4xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<4x4xf32> -> tensor<4x4xf32>
  mf.write @sq, %v1 : tensor<4x4xf32>
  mf.return
}
mf.entry @turned_computed arguments [] results [] {
  %v0 = mf.read @sq : tensor<4x4xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<4x4xf32> -> tensor<4x4xf32>
  %v2 = mf.sin %v1 : tensor<4x4xf32>
  mf.write @sq, %v2 : tensor<4x4xf32>
  mf.return
}
mf.entry @shifted arguments [] results [] {
  %v0 = mf.read @v : tensor<7xf32>
  %v1 = mf.constant dense<0.0> : tensor<1xf32>
  %v2 = mf.slice %v0 from [0] to [6] by [1] : tensor<7xf32> -> tensor<6xf32>
  %v3 = mf.concatenate %v1, %v2 along 0 : tensor<1xf32>, tensor<6xf32> -> tensor<7xf32>
  mf.write @v, %v3 : tensor<7xf32>
  mf.return
}
mf.entry @reversed_sum arguments [] results [] {
  %v0 = mf.read @v : tensor<7xf32>
  %v1 = mf.reverse %v0 dims [0] : tensor<7xf32>
  %v2 = mf.add %v0, %v1 : tensor<7xf32>
  mf.write @v, %v2 : tensor<7xf32>
  mf.return
}
mf.entry @cumsum arguments [] results [] {
  %v0 = mf.read @v : tensor<7xf32>
  %v1 = mf.cumsum %v0 along 0 {reverse = true} : tensor<7xf32>
  mf.write @v, %v1 : tensor<7xf32>
  mf.return
}
mf.entry @sorted arguments [] results ["r0"] {
  %v0 = mf.read @v : tensor<7xf32>
  %v1, %v2 = mf.sort %v0 : tensor<7xf32> -> tensor<7xf32>, tensor<7xi32>
  mf.write @v, %v1 : tensor<7xf32>
  mf.return %v2 : tensor<7xi32>
}
mf.entry @softmax arguments [] results [] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.softmax %v0 : tensor<3x4xf32>
  mf.write @p, %v1 : tensor<3x4xf32>
  mf.return
}
mf.entry @centred_columns arguments [] results ["r0"] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.reduce sum %v0 dims [0] : tensor<3x4xf32> -> tensor<4xf32>
  %v2 = mf.broadcast_in_dim %v1 dims [1] : tensor<4xf32> -> tensor<3x4xf32>
  %v3 = mf.sub %v0, %v2 : tensor<3x4xf32>
  mf.write @p, %v3 : tensor<3x4xf32>
  mf.return %v1 : tensor<4xf32>
}
mf.entry @matrix arguments ["a0"] results [] {
^bb0(%a0: tensor<4x4xf32>):
  %v0 = mf.read @sq : tensor<4x4xf32>
  %v1 = mf.dot_general %v0, %a0 batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
  mf.write @sq, %v1 : tensor<4x4xf32>
  mf.return
}
mf.entry @matrix_epilogue arguments ["a0", "a1"] results [] {
^bb0(%a0: tensor<4x4xf32>, %a1: tensor<4x4xf32>):
  %v0 = mf.read @sq : tensor<4x4xf32>
  %v1 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
  %v2 = mf.sub %v0, %v1 : tensor<4x4xf32>
  mf.write @sq, %v2 : tensor<4x4xf32>
  mf.return
}
mf.entry @matrix_square arguments [] results [] {
  %v0 = mf.read @sq : tensor<4x4xf32>
  %v1 = mf.dot_general %v0, %v0 batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
  mf.write @sq, %v1 : tensor<4x4xf32>
  mf.return
}
mf.entry @matrix_turned_epilogue arguments ["a0", "a1"] results [] {
^bb0(%a0: tensor<4x4xf32>, %a1: tensor<4x4xf32>):
  %v0 = mf.read @sq : tensor<4x4xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<4x4xf32> -> tensor<4x4xf32>
  %v2 = mf.dot_general %a0, %a1 batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
  %v3 = mf.sub %v1, %v2 : tensor<4x4xf32>
  mf.write @sq, %v3 : tensor<4x4xf32>
  mf.return
}
mf.entry @read_later arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.read @v : tensor<7xf32>
  %v1 = mf.add %v0, %a0 : tensor<7xf32>
  mf.write @v, %v1 : tensor<7xf32>
  %v2 = mf.for init(%a0 : tensor<7xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v3: tensor<i32>, %v4: tensor<7xf32>):
    %v5 = mf.mul %v4, %v0 : tensor<7xf32>
    mf.yield %v5 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v2 : tensor<7xf32>
}
mf.entry @loop_reads arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.read @v : tensor<7xf32>
  %v1 = mf.for init(%v0 : tensor<7xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<7xf32>):
    %v4 = mf.add %v3, %a0 : tensor<7xf32>
    mf.yield %v4 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.write @v, %v1 : tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @counter arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.read @n : tensor<i32>
  %v1 = mf.constant dense<1> : tensor<i32>
  %v2 = mf.add %v0, %v1 : tensor<i32>
  mf.write @n, %v2 : tensor<i32>
  %v3 = mf.read @p : tensor<3x4xf32>
  %v4 = mf.constant dense<2.0> : tensor<3x4xf32>
  %v5 = mf.convert %v2 : tensor<i32> -> tensor<f32>
  %v6 = mf.broadcast_in_dim %v5 dims [] : tensor<f32> -> tensor<3x4xf32>
  %v7 = mf.abs %v6 : tensor<3x4xf32>
  %v8 = mf.add %v4, %v7 : tensor<3x4xf32>
  %v9 = mf.div %v3, %v8 : tensor<3x4xf32>
  mf.write @p, %v9 : tensor<3x4xf32>
  mf.return %v2 : tensor<i32>
}
mf.entry @flags arguments [] results ["r0"] {
  %v0 = mf.read @flag : tensor<3xi1>
  %v1 = mf.convert %v0 : tensor<3xi1> -> tensor<3xi32>
  %v2 = mf.constant dense<1> : tensor<3xi32>
  %v3 = mf.compare ne %v1, %v2 : tensor<3xi32> -> tensor<3xi1>
  mf.write @flag, %v3 : tensor<3xi1>
  mf.return %v0 : tensor<3xi1>
}
mf.entry @one_to_two arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.sin %a0 : tensor<3x4xf32>
  mf.write @p, %v0 : tensor<3x4xf32>
  mf.write @q, %v0 : tensor<3x4xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x4xf32> -> tensor<4x3xf32>
  mf.return %v0, %v1 : tensor<3x4xf32>, tensor<4x3xf32>
}
mf.entry @reduced arguments [] results ["r0"] {
  %v0 = mf.read @v : tensor<7xf32>
  %v1 = mf.reduce sum %v0 dims [0] : tensor<7xf32> -> tensor<f32>
  %v2 = mf.broadcast_in_dim %v1 dims [] : tensor<f32> -> tensor<7xf32>
  %v3 = mf.div %v0, %v2 : tensor<7xf32>
  mf.write @v, %v3 : tensor<7xf32>
  mf.return %v1 : tensor<f32>
}
mf.entry @reshaped arguments [] results [] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.reshape %v0 : tensor<3x4xf32> -> tensor<4x3xf32>
  %v2 = mf.sin %v1 : tensor<4x3xf32>
  %v3 = mf.reshape %v2 : tensor<4x3xf32> -> tensor<3x4xf32>
  mf.write @p, %v3 : tensor<3x4xf32>
  mf.return
}
mf.entry @reshaped_turned arguments [] results [] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.transpose %v0 [1, 0] : tensor<3x4xf32> -> tensor<4x3xf32>
  %v2 = mf.sin %v1 : tensor<4x3xf32>
  %v3 = mf.reshape %v2 : tensor<4x3xf32> -> tensor<3x4xf32>
  mf.write @p, %v3 : tensor<3x4xf32>
  mf.return
}
mf.entry @broadcast_row arguments [] results [] {
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.slice %v0 from [0, 0] to [1, 4] by [1, 1] : tensor<3x4xf32> -> tensor<1x4xf32>
  %v2 = mf.reshape %v1 : tensor<1x4xf32> -> tensor<4xf32>
  %v3 = mf.broadcast_in_dim %v2 dims [1] : tensor<4xf32> -> tensor<3x4xf32>
  %v4 = mf.add %v0, %v3 : tensor<3x4xf32>
  mf.write @p, %v4 : tensor<3x4xf32>
  mf.return
}
mf.entry @adam arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>):
  %v0 = mf.read @p : tensor<3x4xf32>
  %v1 = mf.read @q : tensor<3x4xf32>
  %v2 = mf.constant dense<0.9> : tensor<3x4xf32>
  %v3 = mf.mul %v2, %v1 : tensor<3x4xf32>
  %v4 = mf.constant dense<0.1> : tensor<3x4xf32>
  %v5 = mf.mul %v4, %a0 : tensor<3x4xf32>
  %v6 = mf.add %v3, %v5 : tensor<3x4xf32>
  mf.write @q, %v6 : tensor<3x4xf32>
  %v7 = mf.constant dense<0.01> : tensor<3x4xf32>
  %v8 = mf.mul %v7, %v6 : tensor<3x4xf32>
  %v9 = mf.sub %v0, %v8 : tensor<3x4xf32>
  mf.write @p, %v9 : tensor<3x4xf32>
  %v10 = mf.mul %a0, %a0 : tensor<3x4xf32>
  %v11 = mf.reduce sum %v10 dims [0, 1] : tensor<3x4xf32> -> tensor<f32>
  mf.return %v11 : tensor<f32>
}
