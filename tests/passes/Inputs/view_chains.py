#!/usr/bin/env python3
"""Prints entries whose views are made of views, K links each: view_chains.py K [SHAPE...]. Folded into one reader, most of them are 2^K loads."""
import sys

V = "tensor<8xf32>"


def roll(k):
    """x = concatenate(tail of x, head of x)"""
    for i in range(k):
        yield f"%a{i} = mf.slice %x{i} from [1] to [8] by [1] : {V} -> tensor<7xf32>"
        yield f"%b{i} = mf.slice %x{i} from [0] to [1] by [1] : {V} -> tensor<1xf32>"
        yield f"%x{i + 1} = mf.concatenate %a{i}, %b{i} along 0 : tensor<7xf32>, tensor<1xf32> -> {V}"


def mirror(k):
    """x = concatenate(x backwards, x), cut to its middle"""
    for i in range(k):
        yield f"%r{i} = mf.reverse %x{i} dims [0] : {V}"
        yield f"%c{i} = mf.concatenate %r{i}, %x{i} along 0 : {V}, {V} -> tensor<16xf32>"
        yield f"%x{i + 1} = mf.slice %c{i} from [3] to [11] by [1] : tensor<16xf32> -> {V}"


def pads(k):
    """zeros come in from the left"""
    for i in range(k):
        yield f"%p{i} = mf.pad %x{i} low [1] high [0] interior [0] : {V} -> tensor<9xf32>"
        yield f"%x{i + 1} = mf.slice %p{i} from [0] to [8] by [1] : tensor<9xf32> -> {V}"


def shuffle(k):
    """a regrouping that index arithmetic cannot undo"""
    for i in range(k):
        yield f"%p{i} = mf.pad %x{i} low [0] high [1] interior [0] : {V} -> tensor<9xf32>"
        yield f"%m{i} = mf.reshape %p{i} : tensor<9xf32> -> tensor<3x3xf32>"
        yield f"%t{i} = mf.transpose %m{i} [1, 0] : tensor<3x3xf32> -> tensor<3x3xf32>"
        yield f"%f{i} = mf.reshape %t{i} : tensor<3x3xf32> -> tensor<9xf32>"
        yield f"%x{i + 1} = mf.slice %f{i} from [0] to [8] by [1] : tensor<9xf32> -> {V}"


def gathers(k):
    """elements of both halves of a concatenation, at places that data say"""
    for i in range(k):
        yield f"%c{i} = mf.concatenate %x{i}, %x{i} along 0 : {V}, {V} -> tensor<16xf32>"
        yield f"%x{i + 1} = mf.gather %c{i}[%places] axis 0 : tensor<16xf32>, tensor<8xi32> -> {V}"


def indices(k):
    """a table read at places that the table itself says"""
    yield f"%y0 = mf.convert %x0 : {V} -> tensor<8xi32>"
    for i in range(k):
        yield f"%y{i + 1} = mf.gather %y{i}[%y{i}] axis 0 : tensor<8xi32>, tensor<8xi32> -> tensor<8xi32>"
    yield f"%x{k} = mf.convert %y{k} : tensor<8xi32> -> {V}"


def wide(k):
    """one concatenation of many parts, read twice"""
    for i in range(k):
        yield f"%a{i} = mf.slice %x0 from [{i % 8}] to [{i % 8 + 1}] by [1] : {V} -> tensor<1xf32>"
    parts = ", ".join(f"%a{i}" for i in range(k))
    types = ", ".join(["tensor<1xf32>"] * k)
    yield f"%c = mf.concatenate {parts} along 0 : {types} -> tensor<{k}xf32>"
    for name, start in (("u", 0), ("v", k - 8)):
        yield f"%{name} = mf.slice %c from [{start}] to [{start + 8}] by [1] : tensor<{k}xf32> -> {V}"
    yield f"%x{k} = mf.mul %u, %v : {V}"


SHAPES = [roll, mirror, pads, shuffle, gathers, indices, wide]


def main():
    k, wanted = int(sys.argv[1]), sys.argv[2:]
    for shape in SHAPES:
        if wanted and shape.__name__ not in wanted:
            continue
        print(f"// {shape.__doc__}\nmf.entry @{shape.__name__} arguments [\"x\"] results [\"y\"] {{\n^bb0(%x0: {V}):")
        print("  %places = mf.constant dense<[9, 2, 15, 0, 7, 12, 4, 11]> : tensor<8xi32>")
        print("\n".join("  " + line for line in shape(k)))
        print(f"  %y = mf.mul %x{k}, %x{k} : {V}\n  mf.return %y : {V}\n}}")


main()
