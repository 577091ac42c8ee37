// The optimizer over all parameters at once: states that lie end to end, gradients computed where they lie in one array, the norm
// in two steps; beside entries that read and write the same states alone.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --quiet

mf.state @s0_p0 role "parameter" : tensor<8x16xf32>
mf.state @s0_p1 role "parameter" : tensor<5xf32>
mf.state @s0_m0 role "optimizer" : tensor<8x16xf32>
mf.state @s0_m1 role "optimizer" : tensor<5xf32>
mf.entry @clipped arguments ["x", "y", "r"] results ["norm"] {
^bb0(%x: tensor<8x16xf32>, %y: tensor<5xf32>, %r: tensor<f32>):
  %p0 = mf.read @s0_p0 : tensor<8x16xf32>
  %p1 = mf.read @s0_p1 : tensor<5xf32>
  %m0 = mf.read @s0_m0 : tensor<8x16xf32>
  %m1 = mf.read @s0_m1 : tensor<5xf32>
  %g0 = mf.cumsum %x along 0 : tensor<8x16xf32>
  %g1 = mf.cumsum %y along 0 : tensor<5xf32>
  %q0 = mf.mul %g0, %g0 : tensor<8x16xf32>
  %q1 = mf.mul %g1, %g1 : tensor<5xf32>
  %s0 = mf.reduce sum %q0 dims [0, 1] : tensor<8x16xf32> -> tensor<f32>
  %s1 = mf.reduce sum %q1 dims [0] : tensor<5xf32> -> tensor<f32>
  %norm = mf.add %s0, %s1 : tensor<f32>
  %f = mf.div %r, %norm : tensor<f32>
  %f0 = mf.broadcast_in_dim %f dims [] : tensor<f32> -> tensor<8x16xf32>
  %f1 = mf.broadcast_in_dim %f dims [] : tensor<f32> -> tensor<5xf32>
  %c0 = mf.mul %g0, %f0 : tensor<8x16xf32>
  %c1 = mf.mul %g1, %f1 : tensor<5xf32>
  %a0 = mf.add %m0, %c0 : tensor<8x16xf32>
  %a1 = mf.add %m1, %c1 : tensor<5xf32>
  %n0 = mf.sub %p0, %a0 : tensor<8x16xf32>
  %n1 = mf.sub %p1, %a1 : tensor<5xf32>
  mf.write @s0_m0, %a0 : tensor<8x16xf32>
  mf.write @s0_p1, %n1 : tensor<5xf32>
  mf.write @s0_p0, %n0 : tensor<8x16xf32>
  mf.write @s0_m1, %a1 : tensor<5xf32>
  mf.return %norm : tensor<f32>
}

mf.entry @other arguments ["x", "y"] results [] {
^bb0(%x: tensor<8x16xf32>, %y: tensor<5xf32>):
  %p1 = mf.read @s0_p1 : tensor<5xf32>
  %n1 = mf.sub %p1, %y : tensor<5xf32>
  mf.write @s0_p1, %n1 : tensor<5xf32>
  %p0 = mf.read @s0_p0 : tensor<8x16xf32>
  %n0 = mf.sub %p0, %x : tensor<8x16xf32>
  mf.write @s0_p0, %n0 : tensor<8x16xf32>
  mf.return
}

mf.entry @across arguments ["x", "y"] results [] {
^bb0(%x: tensor<8x16xf32>, %y: tensor<5xf32>):
  %m1 = mf.read @s0_m1 : tensor<5xf32>
  %n1 = mf.sub %m1, %y : tensor<5xf32>
  mf.write @s0_m1, %n1 : tensor<5xf32>
  %p0 = mf.read @s0_p0 : tensor<8x16xf32>
  %n0 = mf.sub %p0, %x : tensor<8x16xf32>
  mf.write @s0_p0, %n0 : tensor<8x16xf32>
  mf.return
}

mf.state @s1_a role "parameter" : tensor<16xf32>
mf.state @s1_lonely role "parameter" : tensor<16xf32>
mf.state @s1_c role "parameter" : tensor<32xf32>
mf.entry @decay arguments ["x", "y"] results [] {
^bb0(%x: tensor<16xf32>, %y: tensor<32xf32>):
  %half = mf.constant dense<0.5> : tensor<16xf32>
  %tenth = mf.constant dense<0.1> : tensor<16xf32>
  %half32 = mf.constant dense<0.5> : tensor<32xf32>
  %a = mf.read @s1_a : tensor<16xf32>
  %l = mf.read @s1_lonely : tensor<16xf32>
  %c = mf.read @s1_c : tensor<32xf32>
  %a1 = mf.mul %a, %half : tensor<16xf32>
  %l1 = mf.mul %l, %tenth : tensor<16xf32>
  %c1 = mf.mul %c, %half32 : tensor<32xf32>
  %a2 = mf.sub %a1, %x : tensor<16xf32>
  %l2 = mf.sub %l1, %x : tensor<16xf32>
  %c2 = mf.sub %c1, %y : tensor<32xf32>
  mf.write @s1_a, %a2 : tensor<16xf32>
  mf.write @s1_lonely, %l2 : tensor<16xf32>
  mf.write @s1_c, %c2 : tensor<32xf32>
  mf.return
}

mf.state @s2_a role "parameter" : tensor<16xf32>
mf.state @s2_c role "parameter" : tensor<32xf32>
mf.entry @not_zero arguments ["x", "y"] results ["s"] {
^bb0(%x: tensor<16xf32>, %y: tensor<32xf32>):
  %a = mf.read @s2_a : tensor<16xf32>
  %c = mf.read @s2_c : tensor<32xf32>
  %ex = mf.exp %x : tensor<16xf32>
  %ey = mf.exp %y : tensor<32xf32>
  %s0 = mf.reduce sum %ex dims [0] : tensor<16xf32> -> tensor<f32>
  %s1 = mf.reduce sum %ey dims [0] : tensor<32xf32> -> tensor<f32>
  %s = mf.add %s0, %s1 : tensor<f32>
  %a2 = mf.sub %a, %x : tensor<16xf32>
  %c2 = mf.sub %c, %y : tensor<32xf32>
  mf.write @s2_a, %a2 : tensor<16xf32>
  mf.write @s2_c, %c2 : tensor<32xf32>
  mf.return %s : tensor<f32>
}


// A parameter that the forward pass reads after nothing, and a later kernel needs: the group is written at the end.
mf.entry @read_later arguments ["x", "y"] results ["z"] {
^bb0(%x: tensor<8x16xf32>, %y: tensor<5xf32>):
  %p0 = mf.read @s0_p0 : tensor<8x16xf32>
  %p1 = mf.read @s0_p1 : tensor<5xf32>
  %n0 = mf.sub %p0, %x : tensor<8x16xf32>
  %n1 = mf.sub %p1, %y : tensor<5xf32>
  %r0 = mf.reverse %p0 dims [0] : tensor<8x16xf32>
  %sum = mf.reduce sum %n0 dims [0, 1] : tensor<8x16xf32> -> tensor<f32>
  %b = mf.broadcast_in_dim %sum dims [] : tensor<f32> -> tensor<8x16xf32>
  %z = mf.mul %r0, %b : tensor<8x16xf32>
  mf.write @s0_p0, %n0 : tensor<8x16xf32>
  mf.write @s0_p1, %n1 : tensor<5xf32>
  mf.return %z : tensor<8x16xf32>
}
// One state of a group alone.
mf.entry @alone arguments ["y"] results ["z"] {
^bb0(%y: tensor<5xf32>):
  %p1 = mf.read @s0_p1 : tensor<5xf32>
  %m1 = mf.read @s0_m1 : tensor<5xf32>
  %n1 = mf.mul %p1, %y : tensor<5xf32>
  mf.write @s0_p1, %n1 : tensor<5xf32>
  mf.write @s0_m1, %p1 : tensor<5xf32>
  mf.return %m1 : tensor<5xf32>
}
// A gradient that is returned too, one that is a view, and one that two members share.
mf.state @u0 role "parameter" : tensor<6x4xf32>
mf.state @u1 role "parameter" : tensor<24xf32>
mf.state @u2 role "parameter" : tensor<4x6xf32>
mf.state @u3 role "parameter" : tensor<6x4xf32>
mf.entry @views arguments ["x", "w"] results ["g"] {
^bb0(%x: tensor<6x3xf32>, %w: tensor<3x4xf32>):
  %g = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<6x3xf32>, tensor<3x4xf32> -> tensor<6x4xf32>
  %f = mf.reshape %g : tensor<6x4xf32> -> tensor<24xf32>
  %t = mf.transpose %g [1, 0] : tensor<6x4xf32> -> tensor<4x6xf32>
  %u0 = mf.read @u0 : tensor<6x4xf32>
  %u1 = mf.read @u1 : tensor<24xf32>
  %u2 = mf.read @u2 : tensor<4x6xf32>
  %u3 = mf.read @u3 : tensor<6x4xf32>
  %n0 = mf.sub %u0, %g : tensor<6x4xf32>
  %n1 = mf.sub %u1, %f : tensor<24xf32>
  %n2 = mf.sub %u2, %t : tensor<4x6xf32>
  %n3 = mf.sub %u3, %g : tensor<6x4xf32>
  mf.write @u0, %n0 : tensor<6x4xf32>
  mf.write @u1, %n1 : tensor<24xf32>
  mf.write @u2, %n2 : tensor<4x6xf32>
  mf.write @u3, %n3 : tensor<6x4xf32>
  mf.return %g : tensor<6x4xf32>
}
// A domain of many points that no tile divides: 70001 is prime.
mf.state @big0 role "parameter" : tensor<69998xf32>
mf.state @big1 role "parameter" : tensor<3xf32>
mf.entry @masked arguments ["x", "y"] results [] {
^bb0(%x: tensor<69998xf32>, %y: tensor<3xf32>):
  %b0 = mf.read @big0 : tensor<69998xf32>
  %b1 = mf.read @big1 : tensor<3xf32>
  %n0 = mf.mul %b0, %x : tensor<69998xf32>
  %n1 = mf.mul %b1, %y : tensor<3xf32>
  mf.write @big0, %n0 : tensor<69998xf32>
  mf.write @big1, %n1 : tensor<3xf32>
  mf.return
}

// Groups that a program says itself.
mf.state @h0 role "optimizer" : tensor<3x2xf32>
mf.state @gap role "optimizer" : tensor<7xf32>
mf.state @h1 role "optimizer" : tensor<5xf32>
mf.entry @by_hand arguments ["x"] results ["y"] {
^bb0(%x: tensor<11xf32>):
  %g = mf.read @gap : tensor<7xf32>
  %h = mf.read_group [@h0, @h1] : tensor<11xf32>
  %n = mf.mul %h, %x : tensor<11xf32>
  mf.write_group [@h0, @h1], %n : tensor<11xf32>
  mf.return %g : tensor<7xf32>
}

// Equal gradients in one norm.
mf.state @ea role "parameter" : tensor<5xf32>
mf.state @eb role "parameter" : tensor<5xf32>
mf.entry @equal_gradients arguments ["x"] results ["norm"] {
^bb0(%x: tensor<5xf32>):
  %a = mf.read @ea : tensor<5xf32>
  %b = mf.read @eb : tensor<5xf32>
  %g = mf.cumsum %x along 0 : tensor<5xf32>
  %q = mf.mul %g, %g : tensor<5xf32>
  %s = mf.reduce sum %q dims [0] : tensor<5xf32> -> tensor<f32>
  %twice = mf.add %s, %s : tensor<f32>
  %norm = mf.add %twice, %s : tensor<f32>
  %na = mf.sub %a, %g : tensor<5xf32>
  %nb = mf.sub %b, %g : tensor<5xf32>
  mf.write @ea, %na : tensor<5xf32>
  mf.write @eb, %nb : tensor<5xf32>
  mf.return %norm : tensor<f32>
}
