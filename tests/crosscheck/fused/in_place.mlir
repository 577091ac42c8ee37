// Updates of arrays that stay where they are, and all that stands in their way: what reads the old value, where the base comes
// from, where the result goes.
// RUN: %mf-crosscheck %s --types=f32,f64 --cuda --cuda-every=2 --quiet
mf.state @cache role "counter" : tensor<9x4xf32>
mf.state @other role "counter" : tensor<9x4xf32>
mf.state @wide role "counter" : tensor<64x48xf32>
mf.state @places role "counter" : tensor<6xi32>
mf.state @flags role "counter" : tensor<5x3xi1>
mf.state @half role "counter" : tensor<5x8xbf16>

//===-- where the update comes from ---------------------------------------------------------------===//

mf.entry @row arguments ["x", "start"] results ["y"] attributes {range = {start = [-2, 12]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  %y = mf.dot_general %n, %x batch [] x [] contracting [1] x [1] : tensor<9x4xf32>, tensor<1x4xf32> -> tensor<9x1xf32>
  mf.return %y : tensor<9x1xf32>
}
mf.entry @block arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<3x2xf32>, %start: tensor<2xi64>):
  %c = mf.read @cache : tensor<9x4xf32>
  %e = mf.exp %x : tensor<3x2xf32>
  %s = mf.sin %e : tensor<3x2xf32>
  %n = mf.dynamic_update_slice %c [%start] = %s : tensor<3x2xf32>, tensor<2xi64> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return %e : tensor<3x2xf32>
}
mf.entry @of_product arguments ["x", "w", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<2x5xf32>, %w: tensor<5x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %p = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<2x5xf32>, tensor<5x4xf32> -> tensor<2x4xf32>
  %t = mf.tanh %p : tensor<2x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %t : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return %t : tensor<2x4xf32>
}
mf.entry @of_product_alone arguments ["x", "w", "start"] results [] attributes {range = {start = [0, 60]}} {
^bb0(%x: tensor<20x5xf32>, %w: tensor<5x40xf32>, %start: tensor<2xi32>):
  %c = mf.read @wide : tensor<64x48xf32>
  %p = mf.dot_general %x, %w batch [] x [] contracting [1] x [0] : tensor<20x5xf32>, tensor<5x40xf32> -> tensor<20x40xf32>
  %n = mf.dynamic_update_slice %c [%start] = %p : tensor<20x40xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.write @wide, %n : tensor<64x48xf32>
  mf.return
}
mf.entry @of_norm arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 60]}} {
^bb0(%x: tensor<6x48xf32>, %start: tensor<2xi32>):
  %c = mf.read @wide : tensor<64x48xf32>
  %s = mf.softmax %x : tensor<6x48xf32>
  %n = mf.dynamic_update_slice %c [%start] = %s : tensor<6x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.write @wide, %n : tensor<64x48xf32>
  %l = mf.reduce max %n dims [0] : tensor<64x48xf32> -> tensor<48xf32>
  mf.return %l : tensor<48xf32>
}
mf.entry @of_sums arguments ["x", "start"] results [] attributes {range = {start = [0, 60]}} {
^bb0(%x: tensor<6x48xf32>, %start: tensor<2xi32>):
  %c = mf.read @wide : tensor<64x48xf32>
  %s = mf.reduce sum %x dims [1] : tensor<6x48xf32> -> tensor<6xf32>
  %t = mf.tanh %s : tensor<6xf32>
  %r = mf.reshape %t : tensor<6xf32> -> tensor<6x1xf32>
  %n = mf.dynamic_update_slice %c [%start] = %r : tensor<6x1xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.write @wide, %n : tensor<64x48xf32>
  mf.return
}
mf.entry @of_column_sums arguments ["x", "start"] results [] attributes {range = {start = [0, 60]}} {
^bb0(%x: tensor<6x48xf32>, %start: tensor<2xi32>):
  %c = mf.read @wide : tensor<64x48xf32>
  %s = mf.reduce sum %x dims [0] : tensor<6x48xf32> -> tensor<48xf32>
  %r = mf.reshape %s : tensor<48xf32> -> tensor<1x48xf32>
  %n = mf.dynamic_update_slice %c [%start] = %r : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.write @wide, %n : tensor<64x48xf32>
  mf.return
}
mf.entry @of_view arguments ["x", "start"] results [] attributes {range = {start = [0, 60]}} {
^bb0(%x: tensor<6x20xf32>, %start: tensor<2xi32>):
  %c = mf.read @wide : tensor<64x48xf32>
  %t = mf.transpose %x [1, 0] : tensor<6x20xf32> -> tensor<20x6xf32>
  %n = mf.dynamic_update_slice %c [%start] = %t : tensor<20x6xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.write @wide, %n : tensor<64x48xf32>
  mf.return
}
mf.entry @of_constant arguments ["start"] results [] attributes {range = {start = [0, 60]}} {
^bb0(%start: tensor<2xi32>):
  %c = mf.read @wide : tensor<64x48xf32>
  %t = mf.constant dense<2.5> : tensor<20x6xf32>
  %n = mf.dynamic_update_slice %c [%start] = %t : tensor<20x6xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.write @wide, %n : tensor<64x48xf32>
  mf.return
}
mf.entry @start_computed arguments ["x", "i"] results [] attributes {range = {i = [0, 4]}} {
^bb0(%x: tensor<1x4xf32>, %i: tensor<i32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %j = mf.add %i, %i : tensor<i32>
  %r = mf.reshape %j : tensor<i32> -> tensor<1xi32>
  %z = mf.constant dense<0> : tensor<1xi32>
  %start = mf.concatenate %r, %z along 0 : tensor<1xi32>, tensor<1xi32> -> tensor<2xi32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return
}

//===-- what reads the old value ------------------------------------------------------------------===//

// Stands after the update, and does not depend on it.
mf.entry @old_read_later arguments ["x", "start", "w"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>, %w: tensor<4x3xf32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  %e = mf.exp %w : tensor<4x3xf32>
  %y = mf.dot_general %c, %e batch [] x [] contracting [1] x [0] : tensor<9x4xf32>, tensor<4x3xf32> -> tensor<9x3xf32>
  mf.return %y : tensor<9x3xf32>
}
mf.entry @old_row_and_new arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  %o = mf.dynamic_slice %c [%start] : tensor<9x4xf32>, tensor<2xi32> -> tensor<1x4xf32>
  %s = mf.slice %n from [3, 0] to [4, 4] by [1, 1] : tensor<9x4xf32> -> tensor<1x4xf32>
  %y = mf.mul %o, %s : tensor<1x4xf32>
  mf.return %y : tensor<1x4xf32>
}
mf.entry @old_and_new arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  %y = mf.sub %n, %c : tensor<9x4xf32>
  mf.return %y : tensor<9x4xf32>
}
mf.entry @old_returned arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return %c : tensor<9x4xf32>
}
mf.entry @rows_moved arguments ["start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %s = mf.slice %c from [2, 0] to [5, 4] by [1, 1] : tensor<9x4xf32> -> tensor<3x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %s : tensor<3x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @rows_moved_computed arguments ["start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %s = mf.slice %c from [2, 0] to [5, 4] by [1, 1] : tensor<9x4xf32> -> tensor<3x4xf32>
  %t = mf.tanh %s : tensor<3x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %t : tensor<3x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @row_renewed arguments ["x", "start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %s = mf.dynamic_slice %c [%start] : tensor<9x4xf32>, tensor<2xi32> -> tensor<1x4xf32>
  %a = mf.add %s, %x : tensor<1x4xf32>
  %t = mf.tanh %a : tensor<1x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %t : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @row_renewed_elsewhere arguments ["x", "start", "from"] results [] attributes {range = {start = [0, 8], from = [0, 8]}} {
^bb0(%x: tensor<2x4xf32>, %start: tensor<2xi32>, %from: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %s = mf.dynamic_slice %c [%from] : tensor<9x4xf32>, tensor<2xi32> -> tensor<2x4xf32>
  %r = mf.dynamic_slice %c [%start] : tensor<9x4xf32>, tensor<2xi32> -> tensor<2x4xf32>
  %v = mf.reverse %r dims [0] : tensor<2x4xf32>
  %a = mf.add %s, %x : tensor<2x4xf32>
  %b = mf.add %a, %v : tensor<2x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %b : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @start_from_base arguments ["x"] results ["y"] {
^bb0(%x: tensor<2xi32>):
  %c = mf.read @places : tensor<6xi32>
  %start = mf.slice %c from [2] to [3] by [1] : tensor<6xi32> -> tensor<1xi32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<2xi32>, tensor<1xi32> -> tensor<6xi32>
  mf.write @places, %n : tensor<6xi32>
  %y = mf.reduce sum %n dims [0] : tensor<6xi32> -> tensor<i32>
  mf.return %y : tensor<i32>
}
// A later update depends on what reads the base of an earlier one, and the other way round.
mf.entry @crossed arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %p = mf.read @cache : tensor<9x4xf32>
  %q = mf.read @other : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %p [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %s = mf.slice %n from [0, 0] to [1, 4] by [1, 1] : tensor<9x4xf32> -> tensor<1x4xf32>
  %t = mf.sin %s : tensor<1x4xf32>
  %m = mf.dynamic_update_slice %q [%start] = %t : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %e = mf.reduce sum %p dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  %f = mf.reduce sum %q dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  %y = mf.sub %e, %f : tensor<4xf32>
  mf.write @other, %m : tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return %y : tensor<4xf32>
}

//===-- several updates ---------------------------------------------------------------------------===//

mf.entry @chain arguments ["x", "start", "then"] results ["y"] attributes {range = {start = [0, 8], then = [0, 8]}} {
^bb0(%x: tensor<2x4xf32>, %start: tensor<2xi32>, %then: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %a = mf.dynamic_update_slice %c [%start] = %x : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %e = mf.exp %x : tensor<2x4xf32>
  %b = mf.dynamic_update_slice %a [%then] = %e : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %s = mf.slice %b from [0, 0] to [2, 4] by [1, 1] : tensor<9x4xf32> -> tensor<2x4xf32>
  %d = mf.dynamic_update_slice %b [%start] = %s : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %d : tensor<9x4xf32>
  %y = mf.reduce sum %d dims [0, 1] : tensor<9x4xf32> -> tensor<f32>
  mf.return %y : tensor<f32>
}
mf.entry @chain_read_between arguments ["x", "start"] results ["y", "z"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<2x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %a = mf.dynamic_update_slice %c [%start] = %x : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %b = mf.dynamic_update_slice %a [%start] = %x : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %y = mf.reduce sum %a dims [1] : tensor<9x4xf32> -> tensor<9xf32>
  %z = mf.reduce sum %c dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  mf.write @cache, %b : tensor<9x4xf32>
  mf.return %y, %z : tensor<9xf32>, tensor<4xf32>
}
mf.entry @same_base_twice arguments ["x", "start", "then"] results ["y"] attributes {range = {start = [0, 8], then = [0, 8]}} {
^bb0(%x: tensor<2x4xf32>, %start: tensor<2xi32>, %then: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %a = mf.dynamic_update_slice %c [%start] = %x : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %b = mf.dynamic_update_slice %c [%then] = %x : tensor<2x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %y = mf.sub %a, %b : tensor<9x4xf32>
  mf.write @cache, %a : tensor<9x4xf32>
  mf.return %y : tensor<9x4xf32>
}
mf.entry @two_caches arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %p = mf.read @cache : tensor<9x4xf32>
  %q = mf.read @other : tensor<9x4xf32>
  %e = mf.sin %x : tensor<1x4xf32>
  %n = mf.dynamic_update_slice %p [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %m = mf.dynamic_update_slice %q [%start] = %e : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.write @other, %m : tensor<9x4xf32>
  %y = mf.add %n, %m : tensor<9x4xf32>
  mf.return %y : tensor<9x4xf32>
}

//===-- where the base comes from, and where the result goes ----------------------------------------===//

mf.entry @argument arguments ["c", "x", "start"] results ["y"] attributes {range = {start = [0, 60]}} {
^bb0(%c: tensor<64x48xf32>, %x: tensor<1x48xf32>, %start: tensor<2xi32>):
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  %m = mf.dynamic_update_slice %n [%start] = %x : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.return %m : tensor<64x48xf32>
}
mf.entry @constant arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 3]}} {
^bb0(%x: tensor<1x2xf32>, %start: tensor<2xi32>):
  %c = mf.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x2xf32>, tensor<2xi32> -> tensor<3x2xf32>
  mf.return %n : tensor<3x2xf32>
}
mf.entry @zeros arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 60]}} {
^bb0(%x: tensor<1x48xf32>, %start: tensor<2xi32>):
  %c = mf.constant dense<0.0> : tensor<64x48xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  %m = mf.dynamic_update_slice %n [%start] = %x : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.return %m : tensor<64x48xf32>
}
mf.entry @computed arguments ["a", "x", "start"] results ["y"] attributes {range = {start = [0, 60]}} {
^bb0(%a: tensor<64x48xf32>, %x: tensor<1x48xf32>, %start: tensor<2xi32>):
  %c = mf.exp %a : tensor<64x48xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  %y = mf.reduce sum %n dims [0] : tensor<64x48xf32> -> tensor<48xf32>
  mf.return %y : tensor<48xf32>
}
mf.entry @computed_and_read arguments ["a", "x", "start"] results ["y", "z"] attributes {range = {start = [0, 60]}} {
^bb0(%a: tensor<64x48xf32>, %x: tensor<1x48xf32>, %start: tensor<2xi32>):
  %c = mf.exp %a : tensor<64x48xf32>
  %z = mf.reduce sum %c dims [1] : tensor<64x48xf32> -> tensor<64xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.return %n, %z : tensor<64x48xf32>, tensor<64xf32>
}
mf.entry @product arguments ["a", "w", "x", "start"] results ["y", "z"] attributes {range = {start = [0, 60]}} {
^bb0(%a: tensor<64x8xf32>, %w: tensor<8x48xf32>, %x: tensor<1x48xf32>, %start: tensor<2xi32>):
  %c = mf.dot_general %a, %w batch [] x [] contracting [1] x [0] : tensor<64x8xf32>, tensor<8x48xf32> -> tensor<64x48xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  %z = mf.sin %c : tensor<64x48xf32>
  mf.return %n, %z : tensor<64x48xf32>, tensor<64x48xf32>
}
mf.entry @written_and_returned arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return %n : tensor<9x4xf32>
}
mf.entry @written_twice arguments ["x", "start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @other, %n : tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @written_elsewhere arguments ["x", "start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @other, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @not_written arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.return %n : tensor<9x4xf32>
}
// The state gets another value: its buffer is free for the update in between.
mf.entry @another_value arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %y = mf.reduce sum %n dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  %w = mf.broadcast_in_dim %x dims [0, 1] : tensor<1x4xf32> -> tensor<9x4xf32>
  %v = mf.sin %w : tensor<9x4xf32>
  mf.write @cache, %v : tensor<9x4xf32>
  mf.return %y : tensor<4xf32>
}
mf.entry @elementwise_after arguments ["x", "start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %v = mf.sin %n : tensor<9x4xf32>
  mf.write @cache, %v : tensor<9x4xf32>
  mf.return
}
mf.entry @elementwise_before arguments ["x", "start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %v = mf.sin %c : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %v [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @elementwise_before_wide arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 60]}} {
^bb0(%x: tensor<1x48xf32>, %start: tensor<2xi32>):
  %c = mf.read @wide : tensor<64x48xf32>
  %v = mf.sin %c : tensor<64x48xf32>
  %n = mf.dynamic_update_slice %v [%start] = %x : tensor<1x48xf32>, tensor<2xi32> -> tensor<64x48xf32>
  mf.write @wide, %n : tensor<64x48xf32>
  %y = mf.reduce sum %c dims [0] : tensor<64x48xf32> -> tensor<48xf32>
  mf.return %y : tensor<48xf32>
}
mf.entry @exchanged arguments ["x", "start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<1x4xf32>, %start: tensor<2xi32>):
  %p = mf.read @cache : tensor<9x4xf32>
  %q = mf.read @other : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %p [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %m = mf.dynamic_update_slice %q [%start] = %x : tensor<1x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  mf.write @cache, %m : tensor<9x4xf32>
  mf.write @other, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @reshaped arguments ["x", "start"] results ["y"] attributes {range = {start = [0, 36]}} {
^bb0(%x: tensor<5xf32>, %start: tensor<1xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %f = mf.reshape %c : tensor<9x4xf32> -> tensor<36xf32>
  %n = mf.dynamic_update_slice %f [%start] = %x : tensor<5xf32>, tensor<1xi32> -> tensor<36xf32>
  %r = mf.reshape %n : tensor<36xf32> -> tensor<9x4xf32>
  mf.write @cache, %r : tensor<9x4xf32>
  %y = mf.reduce sum %r dims [0] : tensor<9x4xf32> -> tensor<4xf32>
  mf.return %y : tensor<4xf32>
}
mf.entry @everything arguments ["x", "start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<9x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<9x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %v = mf.add %n, %c : tensor<9x4xf32>
  mf.write @cache, %v : tensor<9x4xf32>
  mf.return
}
mf.entry @conditions arguments ["x", "start"] results [] attributes {range = {start = [0, 5]}} {
^bb0(%x: tensor<2x2xi1>, %start: tensor<2xi32>):
  %c = mf.read @flags : tensor<5x3xi1>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<2x2xi1>, tensor<2xi32> -> tensor<5x3xi1>
  mf.write @flags, %n : tensor<5x3xi1>
  mf.return
}
mf.entry @halves arguments ["x", "start"] results [] attributes {range = {start = [0, 8]}} {
^bb0(%x: tensor<2x4xbf16>, %start: tensor<2xi32>):
  %c = mf.read @half : tensor<5x8xbf16>
  %n = mf.dynamic_update_slice %c [%start] = %x : tensor<2x4xbf16>, tensor<2xi32> -> tensor<5x8xbf16>
  mf.write @half, %n : tensor<5x8xbf16>
  mf.return
}

//===-- sums at places ----------------------------------------------------------------------------===//

mf.entry @table arguments ["i", "u"] results ["y"] {
^bb0(%i: tensor<5xi32>, %u: tensor<5x4xf32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.scatter_add %c [%i] axis 0 add %u : tensor<5xi32>, tensor<5x4xf32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  %y = mf.gather %n [%i] axis 0 : tensor<9x4xf32>, tensor<5xi32> -> tensor<5x4xf32>
  mf.return %y : tensor<5x4xf32>
}
mf.entry @table_computed arguments ["i", "u", "a"] results ["y"] {
^bb0(%i: tensor<5xi32>, %u: tensor<5x4xf32>, %a: tensor<9x4xf32>):
  %c = mf.exp %a : tensor<9x4xf32>
  %e = mf.sin %u : tensor<5x4xf32>
  %n = mf.scatter_add %c [%i] axis 0 add %e : tensor<5xi32>, tensor<5x4xf32> -> tensor<9x4xf32>
  %m = mf.scatter_add %n [%i] axis 0 add %u : tensor<5xi32>, tensor<5x4xf32> -> tensor<9x4xf32>
  mf.return %m : tensor<9x4xf32>
}
mf.entry @table_from_itself arguments ["i", "j"] results [] {
^bb0(%i: tensor<5xi32>, %j: tensor<5xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %u = mf.gather %c [%j] axis 0 : tensor<9x4xf32>, tensor<5xi32> -> tensor<5x4xf32>
  %n = mf.scatter_add %c [%i] axis 0 add %u : tensor<5xi32>, tensor<5x4xf32> -> tensor<9x4xf32>
  mf.write @cache, %n : tensor<9x4xf32>
  mf.return
}
mf.entry @places_from_itself arguments ["u"] results [] {
^bb0(%u: tensor<6xi32>):
  %c = mf.read @places : tensor<6xi32>
  %n = mf.scatter_add %c [%c] axis 0 add %u : tensor<6xi32>, tensor<6xi32> -> tensor<6xi32>
  mf.write @places, %n : tensor<6xi32>
  mf.return
}
mf.entry @table_and_rows arguments ["i", "u", "start"] results ["y"] attributes {range = {start = [0, 8]}} {
^bb0(%i: tensor<5xi32>, %u: tensor<5x4xf32>, %start: tensor<2xi32>):
  %c = mf.read @cache : tensor<9x4xf32>
  %n = mf.scatter_add %c [%i] axis 0 add %u : tensor<5xi32>, tensor<5x4xf32> -> tensor<9x4xf32>
  %m = mf.dynamic_update_slice %n [%start] = %u : tensor<5x4xf32>, tensor<2xi32> -> tensor<9x4xf32>
  %p = mf.scatter_add %m [%i] axis 0 add %u : tensor<5xi32>, tensor<5x4xf32> -> tensor<9x4xf32>
  %y = mf.sin %c : tensor<9x4xf32>
  mf.write @cache, %p : tensor<9x4xf32>
  mf.return %y : tensor<9x4xf32>
}
