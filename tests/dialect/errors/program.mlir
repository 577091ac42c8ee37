// Verifier errors of dialect/mf/Program.td.
// RUN: %mf-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// state: name
// expected-error@+1 {{'mf.state' op expected a name, got ''}}
mf.state @"" role "parameter" : tensor<2xf32>

// -----

// state: role
// expected-error@+1 {{'mf.state' op expected a role of parameter, optimizer, ema, counter, key or session, got 'cache'}}
mf.state @w role "cache" : tensor<2xf32>

// -----

// state: twice
mf.state @w role "parameter" : tensor<2xf32>
// expected-error@+1 {{'mf.state' op a second state of this name}}
mf.state @w role "ema" : tensor<2xf32>

// -----

// state: an entry may have its name
mf.state @step role "counter" : tensor<2xf32>
mf.entry @step arguments [] results [] {
  mf.return
}

// -----

// read: no such state
mf.entry @e arguments [] results [] {
  // expected-error@+1 {{'mf.read' op expected a declared state, got @w}}
  %w = mf.read @w : tensor<2xf32>
  mf.return
}

// -----

// read: type
mf.state @w role "parameter" : tensor<3xf32>
mf.entry @e arguments [] results [] {
  // expected-error@+1 {{'mf.read' op expected the type of state @w, 'tensor<3xf32>', got 'tensor<2xf32>'}}
  %w = mf.read @w : tensor<2xf32>
  mf.return
}

// -----

// write: no such state
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.write' op expected a declared state, got @w}}
  mf.write @w, %x : tensor<2xf32>
  mf.return
}

// -----

// write: type
mf.state @w role "parameter" : tensor<3xf32>
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.write' op expected the type of state @w, 'tensor<3xf32>', got 'tensor<2xf32>'}}
  mf.write @w, %x : tensor<2xf32>
  mf.return
}

// -----

// write: twice
mf.state @w role "parameter" : tensor<2xf32>
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  mf.write @w, %x : tensor<2xf32>
  // expected-error@+1 {{'mf.write' op expected one write of state @w in entry @e, got a second one}}
  mf.write @w, %x : tensor<2xf32>
  mf.return
}

// -----

// write: in a region
mf.state @w role "parameter" : tensor<2xf32>
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  %y = mf.checkpoint {
    // expected-error@+1 {{'mf.write' op expects parent op 'mf.entry'}}
    mf.write @w, %x : tensor<2xf32>
    mf.yield %x : tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// entry: argument names
// expected-error@+1 {{'mf.entry' op expected one name an argument, got 0 names and 1 arguments}}
mf.entry @e arguments [] results [] {
^bb0(%x: tensor<2xf32>):
  mf.return
}

// -----

// entry: result names
// expected-error@+1 {{'mf.entry' op expected one name a result, got 0 names and 1 results}}
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  mf.return %x : tensor<2xf32>
}

// -----

// entry: terminator
// expected-error@+1 {{'mf.entry' op expected its body to end in mf.return}}
mf.entry @e arguments [] results [] {
  mf.yield
}

// -----

// entry: argument names
// expected-error@+1 {{'mf.entry' op expected names that differ, got "x" twice}}
mf.entry @e arguments ["x", "x"] results [] {
^bb0(%x: tensor<2xf32>, %y: tensor<2xf32>):
  mf.return
}

// -----

// entry: argument types
// expected-error@+1 {{'mf.entry' op expected arguments that are tensors of static shape, got 'tensor<?xf32>'}}
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<?xf32>):
  mf.return
}

// -----

// entry: argument types
// expected-error@+1 {{'mf.entry' op expected arguments that are tensors of static shape, got 'index'}}
mf.entry @e arguments ["x"] results [] {
^bb0(%x: index):
  mf.return
}

// -----

// jvp: tangents
mf.entry @e arguments ["x", "z"] results [] {
^bb0(%x: tensor<2xf32>, %z: tensor<3xf32>):
  // expected-error@+1 {{'mf.jvp' op expected tangents of the inputs' types 'tensor<2xf32>', got 'tensor<3xf32>'}}
  %d = mf.jvp of %x at %x along %z : (tensor<2xf32>) (tensor<2xf32>) (tensor<3xf32>) -> tensor<2xf32>
  mf.return
}

// -----

// jvp: results
mf.entry @e arguments ["x", "z"] results [] {
^bb0(%x: tensor<2xf32>, %z: tensor<3xf32>):
  // expected-error@+1 {{'mf.jvp' op expected results of the values' types 'tensor<3xf32>', got 'tensor<2xf32>'}}
  %d = mf.jvp of %z at %x along %x : (tensor<3xf32>) (tensor<2xf32>) (tensor<2xf32>) -> tensor<2xf32>
  mf.return
}

// -----

// jvp: rows
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.jvp' op expected rows = [begin, end), got [2, 1]}}
  %d = mf.jvp of %x at %x along %x rows [2, 1] : (tensor<2xf32>) (tensor<2xf32>) (tensor<2xf32>) -> tensor<2xf32>
  mf.return
}

// -----

// jvp: rows of a scalar
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<f32>):
  // expected-error@+1 {{'mf.jvp' op expected inputs of at least 1 rows, got []}}
  %d = mf.jvp of %x at %x along %x rows [0, 1] : (tensor<f32>) (tensor<f32>) (tensor<f32>) -> tensor<f32>
  mf.return
}

// -----

// jvp: more rows than there are
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.jvp' op expected inputs of at least 3 rows, got [2]}}
  %d = mf.jvp of %x at %x along %x rows [0, 3] : (tensor<2xf32>) (tensor<2xf32>) (tensor<2xf32>) -> tensor<2xf32>
  mf.return
}

// -----

// grad: not a scalar
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.grad' op expected a scalar, got shape [2]}}
  %d = mf.grad of %x at %x : tensor<2xf32> (tensor<2xf32>) -> tensor<2xf32>
  mf.return
}

// -----

// grad: results
mf.entry @e arguments ["x", "s"] results [] {
^bb0(%x: tensor<2xf32>, %s: tensor<f32>):
  // expected-error@+1 {{'mf.grad' op expected results of the inputs' types 'tensor<2xf32>', got 'tensor<3xf32>'}}
  %d = mf.grad of %s at %x : tensor<f32> (tensor<2xf32>) -> tensor<3xf32>
  mf.return
}

// -----

// for: neither trips nor count
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.for' op expected trips, a count, or a count with trips as its bound}}
  %r = mf.for init(%x : tensor<2xf32>) {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    mf.yield %c : tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// for: count
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.for' op expected a count of type tensor<i32>, got 'tensor<2xf32>'}}
  %r = mf.for init(%x : tensor<2xf32>) count(%x : tensor<2xf32>) {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    mf.yield %c : tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// for: results
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.for' op expected results of the carried types 'tensor<2xf32>', got 'tensor<3xf32>'}}
  %r = mf.for init(%x : tensor<2xf32>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    mf.yield %c : tensor<2xf32>
  } -> tensor<3xf32>
  mf.return
}

// -----

// for: the trip's number
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.for' op expected the trip's number, tensor<i32>, as first region argument}}
  %r = mf.for init(%x : tensor<2xf32>) attributes {trips = 2 : i64} {
  ^bb0(%c: tensor<2xf32>):
    mf.yield %c : tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// for: region arguments
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.for' op expected 2 region arguments, the carried types last ('tensor<2xf32>'), got 'tensor<i32>', 'tensor<3xf32>'}}
  %r = mf.for init(%x : tensor<2xf32>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<3xf32>):
    mf.yield %x : tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// for: yielded types
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.for' op expected mf.yield of 'tensor<2xf32>', got 'tensor<i32>'}}
  %r = mf.for init(%x : tensor<2xf32>) attributes {trips = 2 : i64} {
  ^bb0(%i: tensor<i32>, %c: tensor<2xf32>):
    mf.yield %i : tensor<i32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// checkpoint: yielded types
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.checkpoint' op expected mf.yield of 'tensor<2xf32>', got 'tensor<2xf32>', 'tensor<2xf32>'}}
  %y = mf.checkpoint {
    mf.yield %x, %x : tensor<2xf32>, tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// checkpoint: region arguments
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.checkpoint' op expected 0 region arguments, the carried types last (), got 'tensor<2xf32>'}}
  %y = mf.checkpoint {
  ^bb0(%z: tensor<2xf32>):
    mf.yield %z : tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// checkpoint: terminator
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{'mf.checkpoint' op expected its region to end in mf.yield}}
  %y = mf.checkpoint {
    %z = mf.neg %x : tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}

// -----

// mf.role: type
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2xf32>):
  // expected-error@+1 {{expected mf.role to be a part of a program, as #mf.role<tangent>, got "tangent"}}
  %y = mf.neg %x {mf.role = "tangent"} : tensor<2xf32>
  mf.return
}

// -----

mf.state @p role "parameter" : tensor<2x3xf32>
mf.entry @f arguments [] results ["y"] {
  // expected-error@+1 {{'mf.read_group' op expected a declared state, got @q}}
  %y = mf.read_group [@p, @q] : tensor<6xf32>
  mf.return %y : tensor<6xf32>
}

// -----

mf.state @p role "parameter" : tensor<2x3xf32>
mf.state @q role "parameter" : tensor<f32>
mf.entry @f arguments ["x"] results [] {
^bb0(%x: tensor<6xf32>):
  // expected-error@+1 {{'mf.write_group' op expected a tensor of the states' 7 elements in one dimension, got 'tensor<6xf32>'}}
  mf.write_group [@p, @q], %x : tensor<6xf32>
  mf.return
}

// -----

mf.state @p role "parameter" : tensor<2x3xf32>
mf.state @q role "counter" : tensor<i32>
mf.entry @f arguments [] results ["y"] {
  // expected-error@+1 {{'mf.read_group' op expected states of element type 'f32', got @q of type 'tensor<i32>'}}
  %y = mf.read_group [@p, @q] : tensor<7xf32>
  mf.return %y : tensor<7xf32>
}

// -----
// fused: dimensions
mf.entry @e arguments ["x"] results [] {
^bb0(%x: tensor<2x3xf32>):
  // expected-error@+1 {{'mf.fused' op expected to keep one dimension of [2, 3] and to go along others, one of the two the last; got 0 and 0}}
  %y = mf.fused(%x : tensor<2x3xf32>) over [2, 3] keeps 0 along [0] {
  ^bb0(%a: tensor<2x3xf32>):
    %s = mf.reduce sum %a dims [1] : tensor<2x3xf32> -> tensor<2xf32>
    mf.yield %s : tensor<2xf32>
  } -> tensor<2xf32>
  mf.return
}
