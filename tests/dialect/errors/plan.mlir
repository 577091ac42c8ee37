// Verifier errors of dialect/plan: each launch against its kernel, each buffer against what it names.
// RUN: %mf-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// launch: number of buffers
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %x = mft.buffer argument : memref<2x8xf32>
  // expected-error@+1 {{'mft.launch' op kernel @double takes 2 buffers, got 1}}
  mft.launch @double(%x) : memref<2x8xf32>
}

// -----

// launch: type of a buffer
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %x = mft.buffer argument : memref<2x8xf32>
  %y = mft.buffer arena {offset = 0 : i64} : memref<16xf32>
  // expected-error@+1 {{'mft.launch' op kernel @double takes 'memref<2x8xf32>' as buffer 1, got 'memref<16xf32>'}}
  mft.launch @double(%x, %y) : memref<2x8xf32>, memref<16xf32>
}

// -----

// launch: no such kernel
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %x = mft.buffer argument : memref<2x8xf32>
  %y = mft.buffer result : memref<2x8xf32>
  // expected-error@+1 {{'mft.launch' op expected a kernel of the module, got @treble}}
  mft.launch @treble(%x, %y) : memref<2x8xf32>, memref<2x8xf32>
}

// -----

// launch: writes an argument
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %x = mft.buffer argument : memref<2x8xf32>
  %y = mft.buffer result : memref<2x8xf32>
  // expected-error@+1 {{'mft.launch' op kernel @double writes buffer 1, which is an argument}}
  mft.launch @double(%y, %x) : memref<2x8xf32>, memref<2x8xf32>
}

// -----

// launch: writes a constant
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.constant @c dense<1.0> : tensor<2x8xf32>
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %x = mft.buffer argument : memref<2x8xf32>
  %y = mft.buffer constant {symbol = @c} : memref<2x8xf32>
  // expected-error@+1 {{'mft.launch' op kernel @double writes buffer 1, which is a constant}}
  mft.launch @double(%x, %y) : memref<2x8xf32>, memref<2x8xf32>
}

// -----

// launch: writes two buffers that are one
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.kernel @both grid [1] kind "loop" {
^bb0(%x: memref<8xf32>, %y: memref<8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = arith.constant 1.0 : f32
    mft.store %v, %x at affine_map<(d0) -> (d0)>(%j) : f32, memref<8xf32>
    mft.store %v, %y at affine_map<(d0) -> (d0)>(%j) : f32, memref<8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %x = mft.buffer arena {offset = 0 : i64} : memref<2x8xf32>
  %y = mft.buffer arena {offset = 0 : i64} : memref<8xf32>
  %z = mft.buffer arena {offset = 0 : i64} : memref<4xf32>
  // expected-error@+1 {{'mft.launch' op kernel @both writes buffers 0 and 1, which are the same memory}}
  mft.launch @both(%y, %y) : memref<8xf32>, memref<8xf32>
}

// -----

// launch: shares a part of a buffer that it writes
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.state @s role "parameter" : tensor<2x8xf32>
mft.state @t role "parameter" : tensor<2x8xf32> {offset = 64 : i64}
mft.state @u role "parameter" : tensor<16xf32>
mft.kernel @over grid [1] kind "loop" {
^bb0(%x: memref<12xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0) -> (d0)>(%j) : memref<12xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %x = mft.buffer state {symbol = @s, offset = 64 : i64} : memref<12xf32>
  %y = mft.buffer state {symbol = @t, offset = 32 : i64} : memref<2x8xf32>
  // expected-error@+1 {{'mft.launch' op kernel @over writes buffer 1, which shares memory with buffer 0 but is not the same}}
  mft.launch @over(%x, %y) : memref<12xf32>, memref<2x8xf32>
}

// -----

// plan: another dialect's op
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %x = mft.buffer argument : memref<2x8xf32>
  // expected-error@+1 {{'memref.alloc' op is not an op of plans: expected mft.buffer, mft.launch or mft.loop}}
  %a = memref.alloc() : memref<4xf32>
}

// -----

// plan: name
// expected-error@+1 {{'mft.plan' op expected a name, got ''}}
mft.plan @"" attributes {arguments = [], results = []} {
}

// -----

// plan: twice
mft.plan @p attributes {arguments = [], results = []} {
}
// expected-error@+1 {{'mft.plan' op a second plan of this name}}
mft.plan @p  attributes {arguments = [], results = []} {
}

// -----

// plan: two constants of a name
mft.constant @c dense<1> : tensor<i32>
mft.constant @c dense<2> : tensor<i32>
// expected-error@+1 {{'mft.plan' op two constants of its module have one name}}
mft.plan @p attributes {arguments = [], results = []} {
}

// -----

// plan: arena
// expected-error@+1 {{'mft.plan' op expected arenaBytes of at least 0, got -64}}
mft.plan @p attributes {arguments = [], results = [], arenaBytes = -64 : i64} {
}

// -----

// plan: an argument without a type
// expected-error@+1 {{'mft.plan' op expected argument 0 to have a name and a type that is a tensor, got {name = "x"}}}
mft.plan @p attributes {arguments = [{name = "x"}], results = []} {
}

// -----

// plan: an argument without a shape
// expected-error@+1 {{'mft.plan' op expected argument x to be a static tensor of f32, f64, bf16, i1, i8, i32 or i64 with less than 2^31 elements, got 'tensor<?xf32>'}}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<?xf32>}], results = []} {
}

// -----

// plan: results of one name
// expected-error@+1 {{'mft.plan' op two of the results are named "y"}}
mft.plan @p attributes {arguments = [], results = [{name = "y", type = tensor<f32>}, {name = "y", type = tensor<f32>}]} {
}

// -----

// plan: role
// expected-error@+1 {{'mft.plan' op expected the role of argument "x" to be a word in lower case, got 1 : i32}}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<f32>, role = 1 : i32}], results = []} {
}

// -----

// plan: not in a module
module {
  mft.kernel @k grid [] kind "loop" {
    // expected-error@+1 {{'mft.plan' op expected to stand in a module}}
    mft.plan @p attributes {arguments = [], results = []} {
    }
  }
}

// -----

// buffer: type
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected a plain memref of f32, f64, bf16, i1, i8, i32 or i64 with less than 2^31 elements, got 'memref<?x8xf32>'}}
  %x = mft.buffer argument : memref<?x8xf32>
}

// -----

// buffer: index
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected an index below 1, got 1}}
  %x = mft.buffer argument {index = 1 : i64} : memref<2x8xf32>
}

// -----

// buffer: element type of an argument
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected argument 'x' to be of 'f32', got 'memref<2x8xi32>'}}
  %x = mft.buffer argument : memref<2x8xi32>
}

// -----

// buffer: larger than a result
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected result 'y' to lie within 64 bytes, got 'memref<17xf32>' at 0}}
  %y = mft.buffer result : memref<17xf32>
}

// -----

// buffer: behind the end of an argument
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected argument 'x' to lie within 64 bytes, got 'memref<16xf32>' at 4}}
  %x = mft.buffer argument {offset = 4 : i64} : memref<16xf32>
}

// -----

// buffer: offset between elements
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected an offset that is a multiple of 4, got 2}}
  %x = mft.buffer argument {offset = 2 : i64} : memref<8xf32>
}

// -----

// buffer: offset
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected an offset of at least 0, got -8}}
  %x = mft.buffer argument {offset = -8 : i64} : memref<8xf32>
}

// -----

// buffer: arena offset
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected an offset that is a multiple of 4, got 34}}
  %x = mft.buffer arena {offset = 34 : i64} : memref<8xf32>
}

// -----

// buffer: behind the end of the arena
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected the arena's buffer to lie within 128 bytes, got 'memref<2x16xf32>' at 64}}
  %x = mft.buffer arena {offset = 64 : i64} : memref<2x16xf32>
}

// -----

// buffer: no such state
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected a state of the module, got @s}}
  %x = mft.buffer state {symbol = @s} : memref<2x8xf32>
}

// -----

// buffer: no such constant
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected a constant of the module, got @}}
  %x = mft.buffer constant : memref<2x8xf32>
}

// -----

// buffer: larger than all states
mft.state @s role "parameter" : tensor<2x8xf32>
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op expected state @s to lie within 64 bytes, got 'memref<2x9xf32>' at 0}}
  %x = mft.buffer state {symbol = @s} : memref<2x9xf32>
}

// -----

// buffer: over a state of another type
mft.state @s role "parameter" : tensor<2x8xf32>
mft.state @n role "counter" : tensor<2xi32>
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  // expected-error@+1 {{'mft.buffer' op reaches over state @n, which is of 'i32', not of 'f32'}}
  %x = mft.buffer state {symbol = @s} : memref<17xf32>
}

// -----

// buffer: in a loop
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %c = mft.buffer arena {offset = 0 : i64} : memref<i32>
  mft.loop counter(%c : memref<i32>) attributes {trips = 2 : i64} {
    // expected-error@+1 {{'mft.buffer' op expected to stand in the plan itself, not in a loop}}
    %x = mft.buffer argument : memref<2x8xf32>
  }
}

// -----

// loop: counter
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %c = mft.buffer arena {offset = 0 : i64} : memref<2xi32>
  // expected-error@+1 {{'mft.loop' op expected the counter to be one i32, got 'memref<2xi32>'}}
  mft.loop counter(%c : memref<2xi32>) attributes {trips = 2 : i64} {
  }
}

// -----

// loop: count
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %c = mft.buffer arena {offset = 0 : i64} : memref<i32>
  %n = mft.buffer arena {offset = 64 : i64} : memref<f32>
  // expected-error@+1 {{'mft.loop' op expected the count to be one i32, got 'memref<f32>'}}
  mft.loop counter(%c : memref<i32>) count(%n : memref<f32>) {
  }
}

// -----

// loop: counts in an argument
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "n", type = tensor<i32>, role = "data"}], results = [], arenaBytes = 128 : i64} {
  %c = mft.buffer argument : memref<i32>
  // expected-error@+1 {{'mft.loop' op writes its counter, which is an argument}}
  mft.loop counter(%c : memref<i32>) attributes {trips = 2 : i64} {
  }
}

// -----

// loop: trips
mft.kernel @double grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}
mft.plan @p attributes {arguments = [{name = "x", type = tensor<2x8xf32>}], results = [{name = "y", type = tensor<2x8xf32>}], arenaBytes = 128 : i64} {
  %c = mft.buffer arena {offset = 0 : i64} : memref<i32>
  // expected-error@+1 {{'mft.loop' op expected a count, or 0 to 2^31 - 1 trips, got -1}}
  mft.loop counter(%c : memref<i32>) {
  }
}

// -----

// loop: too many in one another
mft.plan @p attributes {arguments = [], results = [], arenaBytes = 64 : i64} {
%c = mft.buffer arena {offset = 0 : i64} : memref<i32>
mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
  mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
    mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
      mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
        mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
          mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
            mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
              mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                  mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                    mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                      mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                        mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                          mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                            mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                              mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                  mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                    mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                      mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                        mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                          mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                            mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                              mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                  mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                    mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                      mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                        mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                          mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                            mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                              mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                  mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                    mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                      mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                        mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                          mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                            mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                              mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                  mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                    mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                      mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                        mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                          mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                            mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                              mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                  mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                    mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                      mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                        mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                          mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                            mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                              mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                  mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                    mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                      mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                        mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                          mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                            mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                              mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                                // expected-error@+1 {{'mft.loop' op expected at most 64 loops in one another}}
                                                                                                                                mft.loop counter(%c : memref<i32>) attributes {trips = 1 : i64} {
                                                                                                                                  }}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}
}

// -----

// constant: a kind that is not dense
// expected-error@+1 {{'mft.constant' op expected dense elements}}
mft.constant @c sparse<0, 1.0> : tensor<4xf32>

// -----

// constant: a resource of another size
// expected-error@+1 {{'mft.constant' op expected a resource of 16 bytes}}
mft.constant @c dense_resource<blob> : tensor<4xf32>
{-#
  dialect_resources: {
    builtin: {
      blob: "0x040000000000803F"
    }
  }
#-}

// -----

// constant: element type
// expected-error@+1 {{'mft.constant' op expected its value to be a static tensor of f32, f64, bf16, i1, i8, i32 or i64 with less than 2^31 elements, got 'tensor<4xf16>'}}
mft.constant @c dense<1.0> : tensor<4xf16>

// -----

// state: role
// expected-error@+1 {{'mft.state' op expected a role of parameter, optimizer, ema, counter, key or session, got 'cache'}}
mft.state @s role "cache" : tensor<4xf32>

// -----

// state: type
// expected-error@+1 {{'mft.state' op expected its type to be a static tensor of f32, f64, bf16, i1, i8, i32 or i64 with less than 2^31 elements, got 'memref<4xf32>'}}
mft.state @s role "session" : memref<4xf32>

// -----

// state: offset
// expected-error@+1 {{'mft.state' op expected an offset that is a multiple of 8, got 4}}
mft.state @s role "session" : tensor<4xf64> {offset = 4 : i64}

// -----

// state: twice
mft.state @s role "session" : tensor<4xf64>
// expected-error@+1 {{'mft.state' op a second state of this name}}
mft.state @s role "ema" : tensor<4xf64>

// -----

// state: overlap
mft.state @a role "parameter" : tensor<16xf32> {offset = 32 : i64}
mft.state @s role "session" : tensor<4xf64>
// expected-error@+1 {{'mft.state' op expected an offset of at least 96, where state @a ends, got 64}}
mft.state @b role "parameter" : tensor<16xf32> {offset = 64 : i64}

// -----

// state: not in a module
module {
  mft.kernel @k grid [] kind "loop" {
    // expected-error@+1 {{'mft.state' op expected to stand in a module}}
    mft.state @s role "session" : tensor<4xf64>
  }
}

// -----

// launch: of a kernel that comes later and is none: the plan is looked at before it
mft.plan @p attributes {arguments = [{name = "x", type = tensor<8xf32>}], results = [{name = "y", type = tensor<8xf32>}]} {
  %x = mft.buffer argument : memref<8xf32>
  %y = mft.buffer result : memref<8xf32>
  mft.launch @k(%x, %y) : memref<8xf32>, memref<8xf32>
}
"mft.kernel"() <{grid = array<i64: 1>, kind = "loop", sym_name = "k"}> ({
^bb0(%x: memref<8xf32>, %y: memref<8xf32>, %b: index):
  "mft.tile"() <{sizes = array<i64: 8>}> ({
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.load' op operand #0 must be memref of any type values, but got 'index'}}
    %v = "mft.load"(%j, %j) <{map = affine_map<(d0) -> (d0)>, operandSegmentSizes = array<i32: 1, 1, 0, 0>}> : (index, index) -> f32
    "mft.store"(%v, %y, %j) <{map = affine_map<(d0) -> (d0)>, operandSegmentSizes = array<i32: 1, 1, 1, 0>}> : (f32, memref<8xf32>, index) -> ()
    "mft.yield"() : () -> ()
  }) : () -> ()
}) : () -> ()

// -----

// launch: of a kernel that comes later and says nothing of its grid
mft.plan @p attributes {arguments = [{name = "x", type = tensor<8xf32>}], results = [{name = "y", type = tensor<8xf32>}]} {
  %x = mft.buffer argument : memref<8xf32>
  %y = mft.buffer result : memref<8xf32>
  mft.launch @k(%x, %y) : memref<8xf32>, memref<8xf32>
}
// expected-error@+1 {{'mft.kernel' op requires attribute 'grid'}}
"mft.kernel"() <{kind = "loop", sym_name = "k"}> ({
^bb0(%x: memref<8xf32>, %y: memref<8xf32>):
}) : () -> ()

// -----

// state: one that comes later and has no role
mft.state @a role "parameter" : tensor<8xf32>
// expected-error@+1 {{'mft.state' op requires attribute 'role'}}
"mft.state"() <{name = "b", type = tensor<8xf32>}> : () -> ()

// -----

// buffer: so far out that its end has no number
mft.plan @p attributes {arguments = [{name = "x", type = tensor<8xf32>}], results = []} {
  // expected-error@+1 {{'mft.buffer' op expected an offset of at most 2^60, got 9223372036854775804}}
  %x = mft.buffer argument {offset = 9223372036854775804 : i64} : memref<8xf32>
}
