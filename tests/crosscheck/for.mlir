// Loops: static, dynamic, bounded and zero counts, nested, swapped carries, captured values, unchanged carries.
// RUN: %mf-crosscheck %s --types=f32 --cuda --cuda-every=2 --quiet
// RUN: %mf-crosscheck %s --types=f64 --quiet
mf.entry @static arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) attributes {trips = 4 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.tanh %v2 : tensor<7xf32>
    %v4 = mf.add %v3, %a1 : tensor<7xf32>
    mf.yield %v4 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @dynamic0 arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<0> : tensor<i32>}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) count(%a1 : tensor<i32>) {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @dynamic1 arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<1> : tensor<i32>}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) count(%a1 : tensor<i32>) {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @dynamic5 arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<5> : tensor<i32>}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) count(%a1 : tensor<i32>) {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @negative arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<-3> : tensor<i32>}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) count(%a1 : tensor<i32>) {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @computed_count arguments ["a0", "a1"] results ["r0"] attributes {range = {a1 = [1, 4]}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.add %a1, %a1 : tensor<i32>
  %v1 = mf.for init(%a0 : tensor<7xf32>) count(%v0 : tensor<i32>) {
  ^bb0(%v2: tensor<i32>, %v3: tensor<7xf32>):
    %v4 = mf.sin %v3 : tensor<7xf32>
    mf.yield %v4 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v1 : tensor<7xf32>
}
mf.entry @zero arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<7xf32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) attributes {trips = 0 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @swap arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0, %v1 = mf.for init(%a0, %a1 : tensor<7xf32>, tensor<7xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<7xf32>, %v4: tensor<7xf32>):
    mf.yield %v4, %v3 : tensor<7xf32>, tensor<7xf32>
  } -> tensor<7xf32>, tensor<7xf32>
  mf.return %v0, %v1 : tensor<7xf32>, tensor<7xf32>
}
mf.entry @rotate arguments ["a0", "a1", "a2"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>, %a2: tensor<7xf32>):
  %v0, %v1, %v2 = mf.for init(%a0, %a1, %a2 : tensor<7xf32>, tensor<7xf32>, tensor<7xf32>) attributes {trips = 4 : i64} {
  ^bb0(%v3: tensor<i32>, %v4: tensor<7xf32>, %v5: tensor<7xf32>, %v6: tensor<7xf32>):
    %v7 = mf.add %v4, %v5 : tensor<7xf32>
    mf.yield %v5, %v6, %v7 : tensor<7xf32>, tensor<7xf32>, tensor<7xf32>
  } -> tensor<7xf32>, tensor<7xf32>, tensor<7xf32>
  mf.return %v0, %v1, %v2 : tensor<7xf32>, tensor<7xf32>, tensor<7xf32>
}
mf.entry @turned arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x4xf32>):
  %v0 = mf.for init(%a0 : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<4x4xf32>):
    %v3 = mf.transpose %v2 [1, 0] : tensor<4x4xf32> -> tensor<4x4xf32>
    mf.yield %v3 : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %v0 : tensor<4x4xf32>
}
mf.entry @reversed arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<9xf32>):
  %v0 = mf.for init(%a0 : tensor<9xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<9xf32>):
    %v3 = mf.reverse %v2 dims [0] : tensor<9xf32>
    %v4 = mf.add %v2, %v3 : tensor<9xf32>
    mf.yield %v4 : tensor<9xf32>
  } -> tensor<9xf32>
  mf.return %v0 : tensor<9xf32>
}
mf.entry @same_twice arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>):
  %v0, %v1 = mf.for init(%a0, %a0 : tensor<7xf32>, tensor<7xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<7xf32>, %v4: tensor<7xf32>):
    %v5 = mf.mul %v3, %v4 : tensor<7xf32>
    mf.yield %v5, %v5 : tensor<7xf32>, tensor<7xf32>
  } -> tensor<7xf32>, tensor<7xf32>
  mf.return %v0, %v1 : tensor<7xf32>, tensor<7xf32>
}
mf.entry @unchanged arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0, %v1 = mf.for init(%a0, %a1 : tensor<7xf32>, tensor<7xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<7xf32>, %v4: tensor<7xf32>):
    %v5 = mf.add %v3, %v4 : tensor<7xf32>
    mf.yield %v5, %v4 : tensor<7xf32>, tensor<7xf32>
  } -> tensor<7xf32>, tensor<7xf32>
  mf.return %v0, %v1 : tensor<7xf32>, tensor<7xf32>
}
mf.entry @from_outside arguments ["a0", "a1"] results ["r0", "r1"] {
^bb0(%a0: tensor<7xf32>, %a1: tensor<7xf32>):
  %v0 = mf.exp %a1 : tensor<7xf32>
  %v1 = mf.for init(%a0 : tensor<7xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<7xf32>):
    mf.yield %v0 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v1, %v0 : tensor<7xf32>, tensor<7xf32>
}
mf.entry @captured_view arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<4x3xf32>, %a1: tensor<3x4xf32>):
  %v0 = mf.transpose %a1 [1, 0] : tensor<3x4xf32> -> tensor<4x3xf32>
  %v1 = mf.for init(%a0 : tensor<4x3xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<4x3xf32>):
    %v4 = mf.sub %v0, %v3 : tensor<4x3xf32>
    mf.yield %v4 : tensor<4x3xf32>
  } -> tensor<4x3xf32>
  mf.return %v1 : tensor<4x3xf32>
}
mf.entry @number arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.for init(%a0 : tensor<5xf32>) attributes {trips = 5 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<5xf32>):
    %v3 = mf.convert %v1 : tensor<i32> -> tensor<f32>
    %v4 = mf.broadcast_in_dim %v3 dims [] : tensor<f32> -> tensor<5xf32>
    %v5 = mf.add %v2, %v4 : tensor<5xf32>
    mf.yield %v5 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @carried_number arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<i32>) attributes {trips = 5 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<i32>):
    %v3 = mf.add %v2, %v1 : tensor<i32>
    mf.yield %v3 : tensor<i32>
  } -> tensor<i32>
  mf.return %v0 : tensor<i32>
}
mf.entry @yields_trip arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<i32>) attributes {trips = 5 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<i32>):
    mf.yield %v1 : tensor<i32>
  } -> tensor<i32>
  mf.return %v0 : tensor<i32>
}
mf.entry @constant_start arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.constant dense<0.0> : tensor<5xf32>
  %v1 = mf.for init(%v0 : tensor<5xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<5xf32>):
    %v4 = mf.add %v3, %a0 : tensor<5xf32>
    mf.yield %v4 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v1 : tensor<5xf32>
}
mf.entry @yields_constant arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3xf32>):
  %v0 = mf.for init(%a0 : tensor<3xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<3xf32>):
    %v3 = mf.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
    mf.yield %v3 : tensor<3xf32>
  } -> tensor<3xf32>
  mf.return %v0 : tensor<3xf32>
}
mf.entry @index_rows arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<5x3xf32>):
  %v0 = mf.constant dense<0.0> : tensor<3xf32>
  %v1 = mf.for init(%v0 : tensor<3xf32>) attributes {trips = 5 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<3xf32>):
    %v4 = mf.reshape %v2 : tensor<i32> -> tensor<1xi32>
    %v5 = mf.constant dense<0> : tensor<1xi32>
    %v6 = mf.concatenate %v4, %v5 along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %v7 = mf.tanh %v3 : tensor<3xf32>
    %v8 = mf.dynamic_slice %a0 [%v6] : tensor<5x3xf32>, tensor<2xi32> -> tensor<1x3xf32>
    %v9 = mf.reshape %v8 : tensor<1x3xf32> -> tensor<3xf32>
    %v10 = mf.add %v7, %v9 : tensor<3xf32>
    mf.yield %v10 : tensor<3xf32>
  } -> tensor<3xf32>
  mf.return %v1 : tensor<3xf32>
}
mf.entry @collect arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3xf32>):
  %v0 = mf.constant dense<0.0> : tensor<4x3xf32>
  %v1, %v2 = mf.for init(%a0, %v0 : tensor<3xf32>, tensor<4x3xf32>) attributes {trips = 4 : i64} {
  ^bb0(%v3: tensor<i32>, %v4: tensor<3xf32>, %v5: tensor<4x3xf32>):
    %v6 = mf.sin %v4 : tensor<3xf32>
    %v7 = mf.reshape %v3 : tensor<i32> -> tensor<1xi32>
    %v8 = mf.constant dense<0> : tensor<1xi32>
    %v9 = mf.concatenate %v7, %v8 along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %v10 = mf.reshape %v6 : tensor<3xf32> -> tensor<1x3xf32>
    %v11 = mf.dynamic_update_slice %v5 [%v9] = %v10 : tensor<1x3xf32>, tensor<2xi32> -> tensor<4x3xf32>
    mf.yield %v6, %v11 : tensor<3xf32>, tensor<4x3xf32>
  } -> tensor<3xf32>, tensor<4x3xf32>
  mf.return %v1, %v2 : tensor<3xf32>, tensor<4x3xf32>
}
mf.entry @nested arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.for init(%a0 : tensor<5xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<5xf32>):
    %v3 = mf.for init(%v2 : tensor<5xf32>) attributes {trips = 2 : i64} {
    ^bb0(%v4: tensor<i32>, %v5: tensor<5xf32>):
      %v6 = mf.sin %v5 : tensor<5xf32>
      %v7 = mf.add %v1, %v4 : tensor<i32>
      %v8 = mf.convert %v7 : tensor<i32> -> tensor<f32>
      %v9 = mf.broadcast_in_dim %v8 dims [] : tensor<f32> -> tensor<5xf32>
      %v10 = mf.add %v6, %v9 : tensor<5xf32>
      mf.yield %v10 : tensor<5xf32>
    } -> tensor<5xf32>
    mf.yield %v3 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @nested_captured arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0 = mf.for init(%a0 : tensor<5xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<5xf32>):
    %v3 = mf.tanh %v2 : tensor<5xf32>
    %v4 = mf.for init(%a1 : tensor<5xf32>) attributes {trips = 2 : i64} {
    ^bb0(%v5: tensor<i32>, %v6: tensor<5xf32>):
      %v7 = mf.mul %v6, %v3 : tensor<5xf32>
      mf.yield %v7 : tensor<5xf32>
    } -> tensor<5xf32>
    %v8 = mf.add %v4, %v2 : tensor<5xf32>
    mf.yield %v8 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v0 : tensor<5xf32>
}
mf.entry @two_loops arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.for init(%a0 : tensor<5xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<5xf32>):
    %v3 = mf.sin %v2 : tensor<5xf32>
    mf.yield %v3 : tensor<5xf32>
  } -> tensor<5xf32>
  %v4 = mf.for init(%v0 : tensor<5xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v5: tensor<i32>, %v6: tensor<5xf32>):
    %v7 = mf.tanh %v6 : tensor<5xf32>
    mf.yield %v7 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v0, %v4 : tensor<5xf32>, tensor<5xf32>
}
mf.entry @same_init arguments ["a0"] results ["r0", "r1", "r2"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.exp %a0 : tensor<5xf32>
  %v1 = mf.for init(%v0 : tensor<5xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<5xf32>):
    %v4 = mf.sin %v3 : tensor<5xf32>
    mf.yield %v4 : tensor<5xf32>
  } -> tensor<5xf32>
  %v5 = mf.for init(%v0 : tensor<5xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v6: tensor<i32>, %v7: tensor<5xf32>):
    %v8 = mf.cos %v7 : tensor<5xf32>
    mf.yield %v8 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v1, %v5, %v0 : tensor<5xf32>, tensor<5xf32>, tensor<5xf32>
}
mf.entry @matrix arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<4x4xf32>):
  %v0 = mf.for init(%a0 : tensor<3x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<3x4xf32>):
    %v3 = mf.dot_general %v2, %a1 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
    %v4 = mf.tanh %v3 : tensor<3x4xf32>
    mf.yield %v4 : tensor<3x4xf32>
  } -> tensor<3x4xf32>
  mf.return %v0 : tensor<3x4xf32>
}
mf.entry @matrix_turned arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<4x4xf32>):
  %v0 = mf.for init(%a0 : tensor<4x4xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<4x4xf32>):
    %v3 = mf.dot_general %v2, %v2 batch [] x [] contracting [1] x [0] : tensor<4x4xf32>, tensor<4x4xf32> -> tensor<4x4xf32>
    %v4 = mf.tanh %v3 : tensor<4x4xf32>
    %v5 = mf.transpose %v4 [1, 0] : tensor<4x4xf32> -> tensor<4x4xf32>
    mf.yield %v5 : tensor<4x4xf32>
  } -> tensor<4x4xf32>
  mf.return %v0 : tensor<4x4xf32>
}
mf.entry @euler arguments ["a0", "a1", "a2"] results ["r0"] attributes {range = {a1 = [1, 5]}} {
^bb0(%a0: tensor<3x4xf32>, %a1: tensor<i32>, %a2: tensor<4x4xf32>):
  %v0 = mf.constant dense<1.0> : tensor<f32>
  %v1 = mf.convert %a1 : tensor<i32> -> tensor<f32>
  %v2 = mf.div %v0, %v1 : tensor<f32>
  %v3 = mf.for init(%a0 : tensor<3x4xf32>) count(%a1 : tensor<i32>) {
  ^bb0(%v4: tensor<i32>, %v5: tensor<3x4xf32>):
    %v6 = mf.broadcast_in_dim %v2 dims [] : tensor<f32> -> tensor<3x4xf32>
    %v7 = mf.dot_general %v5, %a2 batch [] x [] contracting [1] x [0] : tensor<3x4xf32>, tensor<4x4xf32> -> tensor<3x4xf32>
    %v8 = mf.tanh %v7 : tensor<3x4xf32>
    %v9 = mf.mul %v6, %v8 : tensor<3x4xf32>
    %v10 = mf.add %v5, %v9 : tensor<3x4xf32>
    mf.yield %v10 : tensor<3x4xf32>
  } -> tensor<3x4xf32>
  mf.return %v3 : tensor<3x4xf32>
}
mf.entry @softmax arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<3x9xf32>):
  %v0 = mf.for init(%a0 : tensor<3x9xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<3x9xf32>):
    %v3 = mf.add %v2, %a0 : tensor<3x9xf32>
    %v4 = mf.softmax %v3 : tensor<3x9xf32>
    mf.yield %v4 : tensor<3x9xf32>
  } -> tensor<3x9xf32>
  mf.return %v0 : tensor<3x9xf32>
}
mf.entry @reduce_carry arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<3x9xf32>):
  %v0 = mf.constant dense<0.0> : tensor<f32>
  %v1, %v2 = mf.for init(%v0, %a0 : tensor<f32>, tensor<3x9xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v3: tensor<i32>, %v4: tensor<f32>, %v5: tensor<3x9xf32>):
    %v6 = mf.reduce sum %v5 dims [0, 1] : tensor<3x9xf32> -> tensor<f32>
    %v7 = mf.add %v4, %v6 : tensor<f32>
    %v8 = mf.sin %v5 : tensor<3x9xf32>
    mf.yield %v7, %v8 : tensor<f32>, tensor<3x9xf32>
  } -> tensor<f32>, tensor<3x9xf32>
  mf.return %v1, %v2 : tensor<f32>, tensor<3x9xf32>
}
mf.entry @unused_result arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xf32>, %a1: tensor<5xf32>):
  %v0, %v1 = mf.for init(%a0, %a1 : tensor<5xf32>, tensor<5xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<5xf32>, %v4: tensor<5xf32>):
    %v5 = mf.sin %v3 : tensor<5xf32>
    %v6 = mf.cos %v4 : tensor<5xf32>
    mf.yield %v5, %v6 : tensor<5xf32>, tensor<5xf32>
  } -> tensor<5xf32>, tensor<5xf32>
  mf.return %v1 : tensor<5xf32>
}
mf.entry @i1_carry arguments ["a0", "a1"] results ["r0"] {
^bb0(%a0: tensor<5xi1>, %a1: tensor<5xi1>):
  %v0 = mf.for init(%a0 : tensor<5xi1>) attributes {trips = 2 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<5xi1>):
    %v3 = mf.or %v2, %a1 : tensor<5xi1>
    mf.yield %v3 : tensor<5xi1>
  } -> tensor<5xi1>
  mf.return %v0 : tensor<5xi1>
}
mf.entry @init_is_result arguments ["a0"] results ["r0", "r1"] {
^bb0(%a0: tensor<5xf32>):
  %v0 = mf.sin %a0 : tensor<5xf32>
  %v1 = mf.for init(%v0 : tensor<5xf32>) attributes {trips = 2 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<5xf32>):
    %v4 = mf.exp %v3 : tensor<5xf32>
    mf.yield %v4 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v0, %v1 : tensor<5xf32>, tensor<5xf32>
}
mf.entry @random arguments ["a0"] results ["r0"] {
^bb0(%a0: tensor<2xi32>):
  %v0 = mf.constant dense<0.0> : tensor<5xf32>
  %v1 = mf.for init(%v0 : tensor<5xf32>) attributes {trips = 3 : i64} {
  ^bb0(%v2: tensor<i32>, %v3: tensor<5xf32>):
    %v4 = mf.slice %a0 from [0] to [1] by [1] : tensor<2xi32> -> tensor<1xi32>
    %v5 = mf.reshape %v2 : tensor<i32> -> tensor<1xi32>
    %v6 = mf.concatenate %v4, %v5 along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
    %v7 = mf.random_normal %v6 stream 1 : tensor<2xi32> -> tensor<5xf32>
    %v8 = mf.add %v3, %v7 : tensor<5xf32>
    mf.yield %v8 : tensor<5xf32>
  } -> tensor<5xf32>
  mf.return %v1 : tensor<5xf32>
}
mf.entry @bounded_3 arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<-3> : tensor<i32>}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) count(%a1 : tensor<i32>) attributes {trips = 4 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @bounded0 arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<0> : tensor<i32>}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) count(%a1 : tensor<i32>) attributes {trips = 4 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @bounded2 arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<2> : tensor<i32>}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) count(%a1 : tensor<i32>) attributes {trips = 4 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
mf.entry @bounded9 arguments ["a0", "a1"] results ["r0"] attributes {values = {a1 = dense<9> : tensor<i32>}} {
^bb0(%a0: tensor<7xf32>, %a1: tensor<i32>):
  %v0 = mf.for init(%a0 : tensor<7xf32>) count(%a1 : tensor<i32>) attributes {trips = 4 : i64} {
  ^bb0(%v1: tensor<i32>, %v2: tensor<7xf32>):
    %v3 = mf.sin %v2 : tensor<7xf32>
    mf.yield %v3 : tensor<7xf32>
  } -> tensor<7xf32>
  mf.return %v0 : tensor<7xf32>
}
