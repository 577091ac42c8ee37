"""Writes entries of the dialect as text: values know their types, so that a program of a few lines gives
a valid module. Used by the generator of random graphs."""

import math


class Value:
    def __init__(self, name, shape, dtype="f32"):
        self.name, self.shape, self.dtype = name, tuple(shape), dtype

    @property
    def rank(self):
        return len(self.shape)

    @property
    def type(self):
        return tensor(self.shape, self.dtype)


def tensor(shape, dtype="f32"):
    return "tensor<" + "".join(f"{n}x" for n in shape) + dtype + ">"


def numbers(values):
    return "[" + ", ".join(str(v) for v in values) + "]"


def attribute(value):
    """A Python value as an MLIR attribute."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {attribute(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(attribute(v) for v in value) + "]"
    if isinstance(value, float):
        return f"{value:e} : f64"
    return str(value)


UNARY = ["neg", "abs", "sign", "exp", "expm1", "log", "log1p", "sqrt", "rsqrt", "tanh", "erf", "sin", "cos", "logistic",
         "floor", "round", "stop_gradient", "identity", "softmax", "log_softmax", "layer_norm", "rms_norm", "gelu", "silu"]
BINARY = ["add", "sub", "mul", "div", "max", "min", "pow", "rem", "atan2", "and", "or"]


class Entry:
    """One mf.entry. Each method adds an op and gives its result."""

    def __init__(self, name, **attributes):
        self.name, self.attributes = name, attributes
        self.arguments, self.lines, self.results, self.indent, self.count = [], [], None, 1, 0

    def fresh(self):
        self.count += 1
        return f"%v{self.count - 1}"

    def line(self, text):
        self.lines.append("  " * self.indent + text)

    def emit(self, text, shape, dtype="f32"):
        name = self.fresh()
        self.line(f"{name} = mf.{text}")
        return Value(name, shape, dtype)

    def arg(self, shape=(), dtype="f32", name=None):
        name = name or f"a{len(self.arguments)}"
        self.arguments.append(Value("%" + name, shape, dtype))
        return self.arguments[-1]

    def unary(self, op, x, attributes=""):
        return self.emit(f"{op} {x.name} {attributes + ' ' if attributes else ''}: {x.type}", x.shape, x.dtype)

    def binary(self, op, a, b):
        return self.emit(f"{op} {a.name}, {b.name} : {a.type}", a.shape, a.dtype)

    def clamp(self, x, low, high):
        return self.emit(f"clamp {x.name} in [{low:e}, {high:e}] : {x.type}", x.shape, x.dtype)

    def compare(self, direction, a, b):
        y = Value("", a.shape, "i1")
        return self.emit(f"compare {direction} {a.name}, {b.name} : {a.type} -> {y.type}", y.shape, "i1")

    def select(self, condition, a, b):
        return self.emit(f"select {condition.name}, {a.name}, {b.name} : {condition.type}, {a.type}", a.shape, a.dtype)

    def convert(self, x, dtype):
        return self.emit(f"convert {x.name} : {x.type} -> {tensor(x.shape, dtype)}", x.shape, dtype)

    def constant(self, text, shape=(), dtype="f32"):
        return self.emit(f"constant dense<{text}> : {tensor(shape, dtype)}", shape, dtype)

    def iota(self, dimension, shape, dtype="f32"):
        return self.emit(f"iota {dimension} : {tensor(shape, dtype)}", shape, dtype)

    def broadcast(self, x, shape, dims):
        return self.emit(f"broadcast_in_dim {x.name} dims {numbers(dims)} : {x.type} -> {tensor(shape, x.dtype)}", shape, x.dtype)

    def reshape(self, x, shape):
        assert math.prod(shape) == math.prod(x.shape), (x.shape, shape)
        return self.emit(f"reshape {x.name} : {x.type} -> {tensor(shape, x.dtype)}", shape, x.dtype)

    def transpose(self, x, permutation):
        shape = [x.shape[p] for p in permutation]
        return self.emit(f"transpose {x.name} {numbers(permutation)} : {x.type} -> {tensor(shape, x.dtype)}", shape, x.dtype)

    def slice(self, x, start, limit, stride=None):
        stride = stride or [1] * x.rank
        shape = [-(-(l - s) // t) for s, l, t in zip(start, limit, stride)]
        return self.emit(f"slice {x.name} from {numbers(start)} to {numbers(limit)} by {numbers(stride)} : {x.type} -> "
                         f"{tensor(shape, x.dtype)}", shape, x.dtype)

    def pad(self, x, low, high, interior=None, value=None):
        interior = interior or [0] * x.rank
        shape = [l + h + n + max(n - 1, 0) * i for n, l, h, i in zip(x.shape, low, high, interior)]
        extra = "" if value is None else f" {{value = {value:e} : f64}}"
        return self.emit(f"pad {x.name} low {numbers(low)} high {numbers(high)} interior {numbers(interior)}{extra} : {x.type} -> "
                         f"{tensor(shape, x.dtype)}", shape, x.dtype)

    def concatenate(self, parts, dimension):
        shape = list(parts[0].shape)
        shape[dimension] = sum(p.shape[dimension] for p in parts)
        names, types = ", ".join(p.name for p in parts), ", ".join(p.type for p in parts)
        return self.emit(f"concatenate {names} along {dimension} : {types} -> {tensor(shape, parts[0].dtype)}", shape, parts[0].dtype)

    def reverse(self, x, dims):
        return self.emit(f"reverse {x.name} dims {numbers(dims)} : {x.type}", x.shape, x.dtype)

    def gather(self, x, indices, axis, batch=0):
        shape = x.shape[:axis] + indices.shape[batch:] + x.shape[axis + 1:]
        extra = f" {{batch_dims = {batch} : i64}}" if batch else ""
        return self.emit(f"gather {x.name} [{indices.name}] axis {axis}{extra} : {x.type}, {indices.type} -> {tensor(shape, x.dtype)}",
                         shape, x.dtype)

    def scatter_add(self, x, indices, updates, axis, batch=0):
        extra = f" {{batch_dims = {batch} : i64}}" if batch else ""
        return self.emit(f"scatter_add {x.name} [{indices.name}] axis {axis} add {updates.name}{extra} : {indices.type}, "
                         f"{updates.type} -> {x.type}", x.shape, x.dtype)

    def dynamic_slice(self, x, start, shape):
        return self.emit(f"dynamic_slice {x.name} [{start.name}] : {x.type}, {start.type} -> {tensor(shape, x.dtype)}", shape, x.dtype)

    def dynamic_update_slice(self, x, update, start):
        return self.emit(f"dynamic_update_slice {x.name} [{start.name}] = {update.name} : {update.type}, {start.type} -> {x.type}",
                         x.shape, x.dtype)

    def reduce(self, kind, x, dims):
        shape = [n for d, n in enumerate(x.shape) if d not in dims]
        return self.emit(f"reduce {kind} {x.name} dims {numbers(dims)} : {x.type} -> {tensor(shape, x.dtype)}", shape, x.dtype)

    def argmax(self, x, dimension, dtype="i32"):
        shape = x.shape[:dimension] + x.shape[dimension + 1:]
        return self.emit(f"argmax {x.name} along {dimension} : {x.type} -> {tensor(shape, dtype)}", shape, dtype)

    def cumsum(self, x, dimension, reverse=False):
        extra = " {reverse = true}" if reverse else ""
        return self.emit(f"cumsum {x.name} along {dimension}{extra} : {x.type}", x.shape, x.dtype)

    def sort(self, x, dtype="i32"):
        y, i = self.fresh(), self.fresh()
        self.line(f"{y}, {i} = mf.sort {x.name} : {x.type} -> {x.type}, {tensor(x.shape, dtype)}")
        return Value(y, x.shape, x.dtype), Value(i, x.shape, dtype)

    def dot(self, a, b, contracting=((-1,), (0,)), batch=((), ())):
        lc, rc = [d % a.rank for d in contracting[0]], [d % b.rank for d in contracting[1]]
        shape = [a.shape[d] for d in batch[0]] + [n for d, n in enumerate(a.shape) if d not in lc and d not in batch[0]]
        shape += [n for d, n in enumerate(b.shape) if d not in rc and d not in batch[1]]
        dtype = "f32" if a.dtype == "bf16" else a.dtype
        return self.emit(f"dot_general {a.name}, {b.name} batch {numbers(batch[0])} x {numbers(batch[1])} contracting {numbers(lc)} x "
                         f"{numbers(rc)} : {a.type}, {b.type} -> {tensor(shape, dtype)}", shape, dtype)

    def convolution(self, face, a, b, shape, strides, low, high, dilation, groups=1):
        extra = f" {{groups = {groups} : i64}}" if groups != 1 else ""
        return self.emit(f"{face} {a.name}, {b.name} strides {numbers(strides)} low {numbers(low)} high {numbers(high)} dilation "
                         f"{numbers(dilation)}{extra} : {a.type}, {b.type} -> {tensor(shape, a.dtype)}", shape, a.dtype)

    def random(self, op, key, stream, shape, dtype="f32"):
        return self.emit(f"{op} {key.name} stream {stream} : {key.type} -> {tensor(shape, dtype)}", shape, dtype)

    def to(self, op, x, shape):
        return self.emit(f"{op} {x.name} : {x.type} -> {tensor(shape, x.dtype)}", shape, x.dtype)

    def jvp(self, values, inputs, tangents, rows=None):
        results = [Value(self.fresh(), v.shape, v.dtype) for v in values]
        listed = lambda vs: ", ".join(v.name for v in vs)
        typed = lambda vs: ", ".join(v.type for v in vs)
        extra = f" rows {numbers(rows)}" if rows else ""
        self.line(f"{listed(results)} = mf.jvp of {listed(values)} at {listed(inputs)} along {listed(tangents)}{extra} : ({typed(values)}) "
                  f"({typed(inputs)}) ({typed(tangents)}) -> {typed(values)}")
        return results

    def grad(self, value, inputs):
        results = [Value(self.fresh(), v.shape, v.dtype) for v in inputs]
        types = ", ".join(v.type for v in inputs)
        self.line(f"{', '.join(r.name for r in results)} = mf.grad of {value.name} at {', '.join(v.name for v in inputs)} : {value.type} "
                  f"({types}) -> {types}")
        return results

    def loop(self, inits, body, trips=None, count=None):
        """body(trip, *carried) gives the next values."""
        results = [Value(self.fresh(), v.shape, v.dtype) for v in inits]
        trip, inner = Value(self.fresh(), (), "i32"), [Value(self.fresh(), v.shape, v.dtype) for v in inits]
        names, types = ", ".join(v.name for v in inits), ", ".join(v.type for v in inits)
        head = f" count({count.name} : {count.type})" if count else f" attributes {{trips = {trips} : i64}}"
        left = ", ".join(r.name for r in results)
        self.line((left + " = " if left else "") + f"mf.for init({names + ' : ' + types if inits else ''}){head} {{")
        self.line("^bb0(" + ", ".join(f"{v.name}: {v.type}" for v in [trip] + inner) + "):")
        self.indent += 1
        following = body(trip, *inner)
        self.line("mf.yield " + ", ".join(v.name for v in following) + " : " + types)
        self.indent -= 1
        self.line("} -> " + types)
        return results

    def read(self, state, shape, dtype="f32"):
        return self.emit(f"read @{state} : {tensor(shape, dtype)}", shape, dtype)

    def write(self, state, value):
        self.line(f"mf.write @{state}, {value.name} : {value.type}")

    def returns(self, *values):
        self.results = values
        return self

    def text(self):
        quoted = lambda names: "[" + ", ".join(f'"{n}"' for n in names) + "]"
        extra = f" attributes {attribute(self.attributes)}" if self.attributes else ""
        lines = [f"mf.entry @{self.name} arguments {quoted(a.name[1:] for a in self.arguments)} "
                 f"results {quoted(f'r{i}' for i in range(len(self.results)))}{extra} {{"]
        lines.append("^bb0(" + ", ".join(f"{a.name}: {a.type}" for a in self.arguments) + "):")
        if not self.arguments:
            lines[-1] = ""
            lines.pop()
        lines += self.lines
        values = ", ".join(v.name for v in self.results)
        lines.append(f"  mf.return {values} : {', '.join(v.type for v in self.results)}" if values else "  mf.return")
        return "\n".join(lines + ["}"]) + "\n"
