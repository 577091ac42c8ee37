// Verifier errors of dialect/mft: what a kernel must be for targets to compile it.
// RUN: %mf-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// kernel: name
// expected-error@+1 {{'mft.kernel' op expected a name of letters, digits and '_', got 'a b'}}
mft.kernel @"a b" grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// kernel: no blocks
// expected-error@+1 {{'mft.kernel' op expected 1 to 2^31 - 1 blocks, got the grid 0}}
mft.kernel @k grid [0] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// kernel: blocks without end
// expected-error@+1 {{'mft.kernel' op expected 1 to 2^31 - 1 blocks, got the grid 2, 4294967296}}
mft.kernel @k grid [2, 4294967296] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index, %c: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// kernel: cost
// expected-error@+1 {{'mft.kernel' op expected a cost of five numbers of at least 0, got 1, 2}}
mft.kernel @k grid [2] kind "loop" cost [1, 2] {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// kernel: fewer arguments than grid dimensions
// expected-error@+1 {{'mft.kernel' op expected one index argument a grid dimension, got 1 arguments and 2 grid dimensions}}
mft.kernel @k grid [1, 1] kind "loop" {
^bb0(%b: index):
}

// -----

// kernel: block id
// expected-error@+1 {{'mft.kernel' op expected argument 0 to be an index, got 'memref<2xf32>'}}
mft.kernel @k grid [1] kind "loop" {
^bb0(%b: memref<2xf32>):
}

// -----

// kernel: buffer that is none
// expected-error@+1 {{'mft.kernel' op expected argument 0 to be a memref, got 'f32'}}
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: f32, %b: index):
}

// -----

// kernel: element type
// expected-error@+1 {{'mft.kernel' op expected buffer 0 to be a plain memref of f32, f64, bf16, i1, i8, i32 or i64, got 'memref<4xf16>'}}
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xf16>, %b: index):
}

// -----

// kernel: layout
// expected-error@+1 {{'mft.kernel' op expected buffer 0 to be a plain memref of f32, f64, bf16, i1, i8, i32 or i64, got 'memref<4x4xf32, affine_map<(d0, d1) -> (d1, d0)>>'}}
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4x4xf32, affine_map<(i, j) -> (j, i)>>, %b: index):
}

// -----

// kernel: buffer without elements
// expected-error@+1 {{'mft.kernel' op expected buffer 0 to have 1 to 2^31 - 1 elements, got 'memref<4x0xf32>'}}
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4x0xf32>, %b: index):
}

// -----

// kernel: buffer without end
// expected-error@+1 {{'mft.kernel' op expected buffer 0 to have 1 to 2^31 - 1 elements, got 'memref<65536x65536xf32>'}}
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<65536x65536xf32>, %b: index):
}

// -----

// kernel: a contraction and a grid
// expected-error@+1 {{'mft.kernel' op expected one mft.contract alone, with an empty grid, or phases of mft.tile}}
mft.kernel @c grid [1] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>, %b: index):
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// kernel: another dialect's op
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{'memref.load' op is not an op of kernels: expected mft.load, mft.store, mft.fold, or a scalar op of arith or math}}
    %v = memref.load %x[%b, %j] : memref<2x8xf32>
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// kernel: vectors
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    // expected-error@+1 {{'arith.constant' op expected scalars of f32, f64, bf16, i1, i8, i32, i64 or index in a kernel, got 'vector<4xf32>'}}
    %s = arith.constant dense<1.0> : vector<4xf32>
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// kernel: other operands
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xf32>, %b: index):
  mft.tile [4] {
  ^bb0(%j: index):
    %c = arith.constant false
    // expected-error@+1 {{'arith.select' op expected scalars of f32, f64, bf16, i1, i8, i32, i64 or index in a kernel, got 'memref<4xf32>'}}
    %s = arith.select %c, %x, %x : memref<4xf32>
  }
}

// -----

// kernel: bits of another width
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xi32>, %b: index):
  mft.tile [4] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0) -> (d0)>(%j) : memref<4xi32> -> i32
    // expected-error@+1 {{'arith.trunci' op expected scalars of f32, f64, bf16, i1, i8, i32, i64 or index in a kernel, got 'i7'}}
    %s = arith.trunci %v : i32 to i7
  }
}

// -----

// tile: in a tile
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    // expected-error@+1 {{'mft.tile' op expected to stand in a kernel or in mft.repeat directly}}
    mft.tile [1] {
    ^bb0(%i: index):
    }
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// store: outside of tiles
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<1xf32>, %b: index):
  %v = arith.constant 1.0 : f32
  // expected-error@+1 {{'mft.store' op expected to stand in mft.tile, an epilogue or mft.fold}}
  mft.store %v, %x at affine_map<(d0) -> (d0)>(%b) : f32, memref<1xf32>
}

// -----

// yield: outside of tiles
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<1xf32>, %b: index):
  // expected-error@+1 {{'mft.yield' op expected to stand in mft.tile, an epilogue or mft.fold}}
  mft.yield
}

// -----

// load: out of bounds
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.load' op index 1 of 'memref<2x8xf32>' runs from 1 to 8}}
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1 + 1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// load: below
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.load' op index 0 of 'memref<2x8xf32>' runs from -1 to 0}}
    %v = mft.load %x at affine_map<(d0, d1) -> (d0 - 1, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// load: a quotient out of bounds
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.load' op index 0 of 'memref<2x8xf32>' runs from 0 to 3}}
    %v = mft.load %x at affine_map<(d0, d1) -> ((d0 * 8 + d1) floordiv 4, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// store: out of bounds
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    // expected-error@+1 {{'mft.store' op index 1 of 'memref<2x8xf32>' runs from 0 to 14}}
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1 * 2)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// load: dimensions of the map
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.load' op expected a map of 1 dimensions and no symbols, got affine_map<(d0, d1) -> (d0, d1)>}}
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// load: results of the map
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.load' op expected a map of 2 results, got affine_map<(d0, d1) -> (d0)>}}
    %v = mft.load %x at affine_map<(d0, d1) -> (d0)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// load: a map that targets cannot compute
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.load' op expected a map of sums, products, floordiv and mod by constants below 2^40, got affine_map<(d0, d1) -> (d0, d1 ceildiv 2)>}}
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1 ceildiv 2)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// load: type
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  mft.tile [8] {
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.load' op expected a value of type 'f32', got 'i32'}}
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> i32
    %w = arith.constant 1.0 : f32
    mft.store %w, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// load: mask without else
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xf32>, %b: index):
  %true = arith.constant true
  // expected-error@+1 {{'mft.load' op expected mask and else together}}
  %v = "mft.load"(%x, %b, %true) <{map = affine_map<(d0) -> (d0)>, operandSegmentSizes = array<i32: 1, 1, 1, 0>}> : (memref<4xf32>, index, i1) -> f32
}

// -----

// load: type of else
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xf32>, %b: index):
  %true = arith.constant true
  %zero = arith.constant 0 : i32
  // expected-error@+1 {{'mft.load' op expected an else of type 'f32', got 'i32'}}
  %v = mft.load %x at affine_map<(d0) -> (d0)>(%b) mask %true else %zero : memref<4xf32> -> f32, i32
}

// -----

// tile: sizes
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  // expected-error@+1 {{'mft.tile' op expected sizes of at least 1, got 0}}
  mft.tile [0] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// tile: sizes without end
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  // expected-error@+1 {{'mft.tile' op expected sizes of less than 2^31 in all, got 65536, 65536}}
  mft.tile [65536, 65536] {
  ^bb0(%j: index, %i: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// tile: region arguments
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  // expected-error@+1 {{'mft.tile' op expected 2 region arguments, got 1}}
  mft.tile [8, 1] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// tile: coordinates
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  // expected-error@+1 {{'mft.tile' op expected region argument 0 to be an index, got 'i32'}}
  mft.tile [8] {
  ^bb0(%j: i32):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %b) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %b) : f32, memref<2x8xf32>
  }
}

// -----

// tile: combiners
mft.kernel @k grid [2] kind "loop" {
^bb0(%x: memref<2x8xf32>, %y: memref<2x8xf32>, %b: index):
  // expected-error@+1 {{'mft.tile' op expected one combiner a result, got 1 combiners and 0 results}}
  mft.tile [8] reduce [#mft.combiner<sum>] {
  ^bb0(%j: index):
    %v = mft.load %x at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : memref<2x8xf32> -> f32
    mft.store %v, %y at affine_map<(d0, d1) -> (d0, d1)>(%b, %j) : f32, memref<2x8xf32>
  }
}

// -----

// tile: result types
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xf32>, %b: index):
  // expected-error@+1 {{'mft.tile' op expected results of f32, f64, bf16, i1, i8, i32 or i64, got 'index'}}
  %s = mft.tile [4] reduce [#mft.combiner<sum>] {
  ^bb0(%j: index):
    mft.yield %j : index
  } : index
}

// -----

// tile: what is yielded
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xf32>, %b: index):
  // expected-error@+1 {{'mft.tile' op expected mft.yield of 'f32', got }}
  %s = mft.tile [4] reduce [#mft.combiner<sum>] {
  ^bb0(%j: index):
    mft.yield
  } : f32
}

// -----

// fold: carried types
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xf32>, %b: index):
  mft.tile [4] {
  ^bb0(%j: index):
    %z = arith.constant 0.0 : f32
    // expected-error@+1 {{'mft.fold' op expected results of the carried types 'f32', got 'f64'}}
    %s = mft.fold [4] init(%z : f32) {
    ^bb0(%i: index, %a: f32):
      mft.yield %a : f32
    } : f64
  }
}

// -----

// fold: carried arguments
mft.kernel @k grid [1] kind "loop" {
^bb0(%x: memref<4xf32>, %b: index):
  mft.tile [4] {
  ^bb0(%j: index):
    %z = arith.constant 0.0 : f32
    // expected-error@+1 {{'mft.fold' op expected region argument 1 to be 'f32', got 'i32'}}
    %s = mft.fold [4] init(%z : f32) {
    ^bb0(%i: index, %a: i32):
      mft.yield %z : f32
    } : f32
  }
}

// -----

// contract: integers
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xi32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected rhs to be a memref of f32, f64 or bf16, got 'memref<8x6xi32>'}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xi32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: lhs map
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected the lhs 0 map from (b, m, k) to its buffer, got affine_map<(d0) -> (d0, d0)>}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m) -> (m, m)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: a map that is not linear
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected linear maps, got affine_map<(d0, d1) -> (d0, d1 mod 8)>}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k mod 8)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: out of bounds
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op index 1 of rhs ('memref<8x6xf32>') runs from 1 to 6}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n + 1)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: empty part
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected at least one left side a part, got 0}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 0>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: no part
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected at least one part}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: number of left sides
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected 2 left sides and maps, got 1 and 1}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 2>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: m sizes
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected 1 m sizes a part, got 2 for 1 parts}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 2, 2>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: k sizes
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected k sizes of at least 1, got -8}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: -8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: arguments of an epilogue
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected 3 region arguments, got 4}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %o: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: type of a sum
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected region argument 2 to be 'f32', got 'f64'}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %s: f64):
    %a = arith.truncf %s : f64 to f32
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
    mft.yield
  }
}

// -----

// contract: end of an epilogue
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected its region to end in mft.yield}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>} {
  ^bb0(%m: index, %n: index, %a: f32):
    mft.store %a, %y at affine_map<(d0, d1) -> (d0, d1)>(%m, %n) : f32, memref<4x6xf32>
  }
}

// -----

// contract: number of epilogues
mft.kernel @c grid [] kind "contraction" {
^bb0(%x: memref<4x8xf32>, %w: memref<8x6xf32>, %y: memref<4x6xf32>):
  // expected-error@+1 {{'mft.contract' op expected one epilogue a part, got 0}}
  mft.contract lhs(%x : memref<4x8xf32>) rhs(%w : memref<8x6xf32>)
    attributes {bSizes = array<i64>, mRank = 1 : i64, mSizes = array<i64: 4>, nSizes = array<i64: 6>, kSizes = array<i64: 8>, partSides = array<i64: 1>,
      lhsMaps = [affine_map<(m, k) -> (m, k)>], rhsMap = affine_map<(k, n) -> (k, n)>}
}

// -----

// kernel: a value that is made of itself: no range is looked for
"mft.kernel"() <{grid = array<i64: 1>, kind = "loop", sym_name = "k"}> ({
^bb0(%x: memref<8xf32>, %y: memref<8xf32>, %b: index):
  "mft.tile"() <{sizes = array<i64: 8>}> ({
  ^bb0(%j: index):
    // expected-error@+2 {{operand #0 does not dominate this use}}
    // expected-note@+1 {{operand defined here (op in the same block)}}
    %i = "arith.addi"(%i, %j) : (index, index) -> index
    %v = "mft.load"(%x, %i) <{map = affine_map<(d0) -> (d0)>, operandSegmentSizes = array<i32: 1, 1, 0, 0>}> : (memref<8xf32>, index) -> f32
    "mft.store"(%v, %y, %j) <{map = affine_map<(d0) -> (d0)>, operandSegmentSizes = array<i32: 1, 1, 1, 0>}> : (f32, memref<8xf32>, index) -> ()
    "mft.yield"() : () -> ()
  }) : () -> ()
}) : () -> ()

// -----

// local: shape
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  // expected-error@+1 {{'mft.local' op expected a memref [rows, columns] of f32, f64, bf16, i1, i8, i32 or i64, got 'memref<8xf32>'}}
  %a = mft.local : memref<8xf32>
}

// -----

// local: in a loop
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  mft.repeat 2 {
  ^bb0(%i: index):
    // expected-error@+1 {{'mft.local' op expected to stand in a kernel directly}}
    %a = mft.local : memref<8x4xf32>
  }
}

// -----

// repeat: trips
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  // expected-error@+1 {{'mft.repeat' op expected 1 to 2^31 - 1 trips, got 0}}
  mft.repeat 0 {
  ^bb0(%i: index):
  }
}

// -----

// repeat: in a tile
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  mft.tile [2] {
  ^bb0(%j: index):
    // expected-error@+1 {{'mft.repeat' op expected to stand in a kernel or in mft.repeat directly}}
    mft.repeat 2 {
    ^bb0(%i: index):
    }
  }
}

// -----

// stage: into a buffer
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %z = arith.constant 0 : index
  // expected-error@+1 {{'mft.stage' op expected to fill an array that mft.local makes}}
  mft.stage %x at affine_map<(d0, d1) -> (d0, d1)>() from(%z, %z) of [8, 4] into %x : memref<8x4xf32> -> memref<8x4xf32>
}

// -----

// stage: types
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %a = mft.local : memref<8x4xf32>
  %c = mft.local : memref<4x8xf32>
  %d = mft.local : memref<8x8xf32>
  %z = arith.constant 0 : index
  // expected-error@+1 {{'mft.stage' op expected a buffer of f32, f64 or bf16 and an array of f32, f64 or f32, got 'memref<8xi32>' and 'memref<8x4xf32>'}}
  mft.stage %y at affine_map<(d0, d1) -> (d0)>() from(%z, %z) of [8, 4] into %a : memref<8xi32> -> memref<8x4xf32>
}

// -----

// stage: extents
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %a = mft.local : memref<8x4xf32>
  %c = mft.local : memref<4x8xf32>
  %d = mft.local : memref<8x8xf32>
  %z = arith.constant 0 : index
  // expected-error@+1 {{'mft.stage' op expected two extents, got 1}}
  mft.stage %x at affine_map<(d0, d1) -> (d0, d1)>() from(%z, %z) of [8] into %a : memref<8x4xf32> -> memref<8x4xf32>
}

// -----

// stage: map
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %a = mft.local : memref<8x4xf32>
  %c = mft.local : memref<4x8xf32>
  %d = mft.local : memref<8x8xf32>
  %z = arith.constant 0 : index
  // expected-error@+1 {{'mft.stage' op expected a linear map of 2 dimensions and 2 results, got affine_map<(d0, d1) -> (d0 mod 8, d1)>}}
  mft.stage %x at affine_map<(d0, d1) -> (d0 mod 8, d1)>() from(%z, %z) of [8, 4] into %a : memref<8x4xf32> -> memref<8x4xf32>
}

// -----

// stage: out of bounds
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %a = mft.local : memref<8x4xf32>
  %c = mft.local : memref<4x8xf32>
  %d = mft.local : memref<8x8xf32>
  %z = arith.constant 0 : index
  // expected-error@+1 {{'mft.stage' op index 0 of 'memref<8x4xf32>' runs from 0 to 8}}
  mft.stage %x at affine_map<(d0, d1) -> (d0, d1)>() from(%z, %z) of [9, 4] into %a : memref<8x4xf32> -> memref<8x4xf32>
}

// -----

// stage: before the first
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %a = mft.local : memref<8x4xf32>
  %c = mft.local : memref<4x8xf32>
  %d = mft.local : memref<8x8xf32>
  %z = arith.constant 0 : index
  %n = arith.constant -1 : index
  // expected-error@+1 {{'mft.stage' op expected a rectangle that is known to begin at 0 or later}}
  mft.stage %x at affine_map<(d0, d1) -> (d0, d1)>() from(%n, %z) of [8, 4] into %a : memref<8x4xf32> -> memref<8x4xf32>
}

// -----

// dot: of a buffer
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %a = mft.local : memref<8x4xf32>
  %c = mft.local : memref<4x8xf32>
  %d = mft.local : memref<8x8xf32>
  %z = arith.constant 0 : index
  // expected-error@+1 {{'mft.dot' op expected arrays that mft.local makes}}
  mft.dot %x, %c into %d : memref<8x4xf32>, memref<4x8xf32> -> memref<8x8xf32>
}

// -----

// dot: types
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %a = mft.local : memref<8x4xf32>
  %c = mft.local : memref<4x8xf32>
  %d = mft.local : memref<8x8xf32>
  %z = arith.constant 0 : index
  %w = mft.local : memref<4x8xf64>
  // expected-error@+1 {{'mft.dot' op expected arrays of f32, or of f64, got 'memref<4x8xf64>'}}
  mft.dot %a, %w into %d : memref<8x4xf32>, memref<4x8xf64> -> memref<8x8xf32>
}

// -----

// dot: sizes
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %a = mft.local : memref<8x4xf32>
  %c = mft.local : memref<4x8xf32>
  %d = mft.local : memref<8x8xf32>
  %z = arith.constant 0 : index
  %w = mft.local : memref<8x8xf32>
  // expected-error@+1 {{'mft.dot' op expected lhs [m, k], rhs [k, n] and acc [m, n], got 'memref<8x4xf32>', 'memref<8x8xf32>' and 'memref<8x8xf32>'}}
  mft.dot %a, %d into %w : memref<8x4xf32>, memref<8x8xf32> -> memref<8x8xf32>
}

// -----

// dot: into a factor
mft.kernel @k grid [1] kind "fused" {
^bb0(%x: memref<8x4xf32>, %y: memref<8xi32>, %b: index):
  %d = mft.local : memref<8x8xf32>
  %e = mft.local : memref<8x8xf32>
  // expected-error@+1 {{'mft.dot' op expected a sum that is none of its factors}}
  mft.dot %d, %e into %d : memref<8x8xf32>, memref<8x8xf32> -> memref<8x8xf32>
}
