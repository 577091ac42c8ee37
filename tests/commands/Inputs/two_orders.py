"""Prints a chain of norm, product, tanh and its tangent, written out by hand. Usage: after|beside LAYERS

after: the tangent's statements follow the whole value's; beside: layer by layer.
"""
import sys

after, layers = sys.argv[1] == "after", int(sys.argv[2])
full, row = "tensor<32x64xf32>", "tensor<32xf32>"
value, tangent = [], []


def product(name, left, weight):
    return f"{name} = mf.dot_general {left}, {weight} batch [] x [] contracting [1] x [0] : {full}, tensor<64x64xf32> -> {full}"


x, dx = "%x", "%dx"
for i in range(layers):
    value.append([
        f"%q{i} = mf.mul {x}, {x} : {full}",
        f"%z{i} = mf.reduce sum %q{i} dims [1] : {full} -> {row}",
        f"%i{i} = mf.rsqrt %z{i} : {row}",
        f"%b{i} = mf.broadcast_in_dim %i{i} dims [0] : {row} -> {full}",
        f"%n{i} = mf.mul {x}, %b{i} : {full}",
        product(f"%h{i}", f"%n{i}", f"%w{i}"),
        f"%r{i} = mf.tanh %h{i} : {full}",
    ])
    # d(x i) = dx i - x i^3 sum(x dx);  d tanh(h) = (1 - tanh(h)^2) dh
    tangent.append([
        f"%dq{i} = mf.mul {x}, {dx} : {full}",
        f"%dz{i} = mf.reduce sum %dq{i} dims [1] : {full} -> {row}",
        f"%c{i} = mf.mul %i{i}, %i{i} : {row}",
        f"%e{i} = mf.mul %c{i}, %dz{i} : {row}",
        f"%f{i} = mf.broadcast_in_dim %e{i} dims [0] : {row} -> {full}",
        f"%g{i} = mf.mul %n{i}, %f{i} : {full}",
        f"%o{i} = mf.mul {dx}, %b{i} : {full}",
        f"%dn{i} = mf.sub %o{i}, %g{i} : {full}",
        product(f"%dh{i}", f"%dn{i}", f"%w{i}"),
        f"%s{i} = mf.mul %r{i}, %r{i} : {full}",
        f"%t{i} = mf.mul %s{i}, %dh{i} : {full}",
        f"%dr{i} = mf.sub %dh{i}, %t{i} : {full}",
    ])
    x, dx = f"%r{i}", f"%dr{i}"
order = value + tangent if after else [part for pair in zip(value, tangent) for part in pair]
names = ", ".join(f'"w{i}"' for i in range(layers))
arguments = ", ".join(f"%w{i}: tensor<64x64xf32>" for i in range(layers))
print(f'mf.entry @f arguments ["x", "dx", {names}] results ["y", "dy"] {{')
print(f"^bb0(%x: {full}, %dx: {full}, {arguments}):")
for part in order:
    for line in part:
        print(" ", line)
print(f"  mf.return {x}, {dx} : {full}, {full}\n}}")
