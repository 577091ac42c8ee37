"""Random valid graphs, compared by mf-crosscheck on every target.

    python3 tests/tools/fuzz_graphs.py --seed 7                   prints one graph
    python3 tests/tools/fuzz_graphs.py --check build/bin/mf-crosscheck --seeds 0:400

Values stay in a small range: after an op that can grow, `tame` squashes. f64 is the judge; with --types=f32 a few
graphs in a thousand lose more digits than the tolerance allows. What fails is
reduced by hand and kept under tests/regression."""

import argparse
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from attention_graphs import attention
from graph_text import Entry, tensor  # noqa: E402

SHAPES = [(4, 6), (6, 4), (2, 3, 4), (24,), (6,), (4,), (), (3, 8), (1, 6), (5, 6)]
# sizes at which kernels are cut into blocks, chunks and partial sums
LARGE = [(96, 65), (65, 96), (4, 24, 65), (6240,), (96,), (65,), (), (3, 700), (130, 2, 24), (12, 520)]
SMOOTH = ["neg", "tanh", "sin", "cos", "logistic", "silu", "gelu", "erf"]
ROWS = ["softmax", "log_softmax", "layer_norm", "rms_norm"]


class Graph:
    """Grows one entry op by op from a pool of f32 values."""

    def __init__(self, seed, size, large=False):
        self.random = random.Random(seed)
        self.entry = Entry(f"g{seed}", scale=200.0 if large else 50.0)
        self.pool, self.size, self.depth, self.trip = [], size, 0, None
        self.shapes, self.most = (LARGE, 20000) if large else (SHAPES, 600)
        self.block = 6300 if large else 60  # elements of what loops and derivatives work on

    def pick(self, test=lambda v: True):
        fitting = [v for v in self.pool if test(v)]
        if not fitting: # inside of a loop or derivative few values are at hand
            return self.entry.arg(self.shapes[0])
        # recent values are likelier, so that chains get long
        return self.random.choice(fitting[-6:] if self.random.random() < 0.7 else fitting)

    def tame(self, x):
        return self.entry.unary("tanh", x)

    def fit(self, x, shape):
        """x or something made of it, of the given shape."""
        e = self.entry
        if x.shape == tuple(shape):
            return x
        count = lambda s: e_prod(s)
        if count(x.shape) == count(shape):
            return e.reshape(x, shape)
        if x.rank == 0:
            return e.broadcast(x, shape, [])
        for d, n in enumerate(shape):
            if x.shape == (n,):
                return e.broadcast(x, shape, [d])
        return e.broadcast(e.reduce("max", x, list(range(x.rank))), shape, [])

    def elementwise(self):
        e, r = self.entry, self.random
        x = self.pick()
        if r.random() < 0.4:
            return e.unary(r.choice(SMOOTH), x)
        y = self.fit(self.pick(), x.shape)
        op = r.choice(["add", "sub", "mul", "max", "min", "select", "div"])
        if op == "select":
            return e.select(e.compare("gt", x, y), x, y)
        if op == "div":
            one = e.constant("1.5", y.shape)
            return e.binary("div", x, e.binary("add", one, e.binary("mul", y, y)))
        z = e.binary(op, x, y)
        return self.tame(z) if op in ("mul", "add") and r.random() < 0.3 else z

    def reduction(self):
        e, r = self.entry, self.random
        x = self.pick(lambda v: v.rank > 0)
        dims = sorted(r.sample(range(x.rank), r.randint(1, x.rank)))
        y = e.reduce(r.choice(["sum", "sum", "max", "min"]), x, dims)
        if r.random() < 0.5:
            return self.tame(y)
        kept = [d for d in range(x.rank) if d not in dims]
        return e.binary("sub", x, self.tame(e.broadcast(y, x.shape, kept)))

    def rows(self):
        x = self.pick(lambda v: v.rank > 0 and v.shape[-1] > 2)
        return self.entry.unary(self.random.choice(ROWS), x)

    def view(self):
        e, r = self.entry, self.random
        x = self.pick(lambda v: v.rank > 0)
        kind = r.choice(["transpose", "reshape", "slice", "pad", "concatenate", "reverse", "broadcast", "cumsum"])
        if kind == "transpose":
            return e.transpose(x, r.sample(range(x.rank), x.rank))
        if kind == "reshape":
            same = [s for s in self.shapes if e_prod(s) == e_prod(x.shape)]
            return e.reshape(x, r.choice(same)) if same else e.reverse(x, [0])
        if kind == "slice":
            start = [r.randint(0, (n - 1) // 2) for n in x.shape]
            return e.slice(x, start, x.shape, [r.randint(1, 2) for _ in x.shape])
        if kind == "pad":
            return e.pad(x, [r.randint(-1 if n > 2 else 0, 1) for n in x.shape], [r.randint(0, 1) for _ in x.shape], [r.randint(0, 1) for _ in x.shape])
        if kind == "concatenate":
            return e.concatenate([x, self.fit(self.pick(), x.shape)], r.randrange(x.rank))
        if kind == "reverse":
            return e.reverse(x, sorted(r.sample(range(x.rank), r.randint(1, x.rank))))
        if kind == "cumsum":
            return self.tame(e.cumsum(x, r.randrange(x.rank), r.random() < 0.5))
        return e.broadcast(x, x.shape + (3,), list(range(x.rank)))

    def contraction(self):
        e, r = self.entry, self.random
        x = self.pick(lambda v: 1 <= v.rank <= 3)
        if r.random() < 0.5:
            y, lc, rc = e.arg((x.shape[-1], r.choice([4, 6])), name=f"w{len(e.arguments)}"), x.rank - 1, 0
        else:
            pairs = [(v, i, j) for v in self.pool if 1 <= v.rank <= 3 for i in range(x.rank) for j in range(v.rank) if x.shape[i] == v.shape[j]]
            y, lc, rc = r.choice(pairs)
        z = self.tame(e.dot(x, y, ([lc], [rc])))
        return z if e_prod(z.shape) <= self.most else e.reduce("max", z, list(range(z.rank // 2)))

    def place(self, rank):
        """Where a block begins: an argument, or in a loop often the trip's number."""
        e = self.entry
        if self.trip is None or self.random.random() < 0.3:
            return e.arg((rank,), "i32")
        trip = e.reshape(self.trip, (1,))
        return trip if rank == 1 else e.concatenate([trip, e.constant("0", (rank - 1,), "i32")], 0)

    def update(self):
        """A block replaced or renewed, or rows added, at places that data say."""
        e, r = self.entry, self.random
        x = self.pick(lambda v: v.rank > 0)
        if r.random() < 0.3:
            indices, axis = e.arg((3,), "i32"), r.randrange(x.rank)
            return self.tame(e.scatter_add(x, indices, self.fit(self.pick(), x.shape[:axis] + (3,) + x.shape[axis + 1:]), axis))
        block = tuple(r.randint(1, n) for n in x.shape)
        start = self.place(x.rank)
        new = self.fit(self.pick(), block)
        if r.random() < 0.4:
            new = e.binary("sub", self.tame(new), e.dynamic_slice(x, start, block))
        return e.dynamic_update_slice(x, new, start)

    def loop(self):
        if self.depth:
            return self.elementwise()
        e, r = self.entry, self.random
        x = self.pick(lambda v: e_prod(v.shape) <= self.block)
        self.depth += 1

        def body(trip, a, b):
            outside, self.trip = self.pool, trip
            self.pool = outside[-4:] + [a, b]
            for _ in range(r.randint(1, 4)):
                self.grow()
            following = [self.tame(self.fit(self.pick(), x.shape)) if r.random() < 0.7 else b, self.fit(self.pool[-1], x.shape)]
            self.pool, self.trip = outside, None
            return following

        y, z = e.loop([x, self.fit(self.pick(), x.shape)], body, trips=r.randint(1, 3))
        self.depth -= 1
        return e.binary("add", y, z) if r.random() < 0.5 else z

    def derivative(self):
        """A jvp or a gradient of something that a fresh identity leads to."""
        if self.depth:
            return self.rows()
        e, r = self.entry, self.random
        x = self.pick(lambda v: e_prod(v.shape) <= self.block)
        i = e.unary("identity", x)
        self.depth += 1
        outside, self.pool = self.pool, self.pool[-3:] + [i]
        for _ in range(r.randint(1, 5)):
            self.grow()
        y = self.pool[-1]
        self.pool = outside
        self.depth -= 1
        if r.random() < 0.5:
            (z,) = e.jvp([y], [i], [self.tame(x)])
        else:
            s = e.reduce("sum", e.binary("mul", y, y), list(range(y.rank)))
            (z,) = e.grad(s, [i])
        return self.tame(z)

    def grow(self):
        steps = [self.elementwise] * 6 + [self.view] * 4 + [self.reduction] * 3 + [self.contraction] * 2 + [self.update] * 3 + [self.rows, self.loop, self.derivative]
        value = self.random.choice(steps)()
        if e_prod(value.shape) > self.most:
            value = self.entry.reduce("max", value, list(range(value.rank - 1)))
        self.pool.append(value)

    def build(self):
        e, r = self.entry, self.random
        for shape in r.sample(self.shapes, 3) + [self.shapes[0]]:
            self.pool.append(e.arg(shape))
        states = r.sample(self.shapes, 3)
        for shape in states:
            self.pool.append(e.read(state_name(shape), shape))
        for _ in range(self.size):
            self.grow()
        for shape in states[:2]:
            same = [v for v in self.pool if v.shape == shape]
            e.write(state_name(shape), r.choice(same) if r.random() < 0.7 else self.tame(self.fit(self.pick(), shape)))
        new = self.pool[7:]
        return e.returns(*r.sample(new, min(len(new), 3)), self.pool[-1]).text()


def e_prod(shape):
    n = 1
    for s in shape:
        n *= s
    return n


def state_name(shape):
    return "s" + "x".join(map(str, shape))


def states():
    return "".join(f'mf.state @{state_name(s)} role "parameter" : {tensor(s)}\n' for s in dict.fromkeys(SHAPES + LARGE))


def graph(seed, kind=None, smallest=5, largest=40):
    if kind == "attention":
        return attention(seed)
    large = kind == "large"
    r = random.Random(seed)
    return Graph(seed, r.randint(smallest, largest), large).build()


def check(program, seeds, arguments, keep, kind):
    """Batches of graphs in one file; a batch that fails is split to find the graphs."""
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        def passes(batch):
            path = os.path.join(folder, "graphs.mlir")
            with open(path, "w") as out:
                out.write(states() + "".join(graph(s, kind) for s in batch))
            run = subprocess.run([program, path, "--quiet"] + arguments, capture_output=True, text=True)
            if run.returncode and len(batch) == 1:
                print(f"seed {batch[0]}: exit {run.returncode}\n{(run.stdout + run.stderr)[:600]}", flush=True)
                if keep:
                    with open(os.path.join(keep, f"seed{batch[0]}.mlir"), "w") as out:
                        out.write(states() + graph(batch[0], kind))
            return run.returncode == 0

        def search(batch):
            if passes(batch):
                return
            if len(batch) == 1:
                failed.append(batch[0])
                return
            search(batch[:len(batch) // 2])
            search(batch[len(batch) // 2:])

        for at in range(0, len(seeds), 20):
            search(seeds[at:at + 20])
    print(f"{len(seeds)} graphs, {len(failed)} failed: {failed}")
    return not failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", default="0:100", help="begin:end")
    parser.add_argument("--check", metavar="MF_CROSSCHECK")
    parser.add_argument("--large", dest="kind", action="store_const", const="large", help="shapes of thousands of elements")
    parser.add_argument("--attention", dest="kind", action="store_const", const="attention", help="a softmax between products, with derivatives")
    parser.add_argument("--keep", help="folder for the graphs that fail")
    options, rest = parser.parse_known_args()
    if not options.check:
        print(states() + graph(options.seed, options.kind), end="")
        return 0
    if not any(r.startswith("--types") for r in rest):
        rest.append("--types=f64")
    begin, end = map(int, options.seeds.split(":"))
    return 0 if check(options.check, list(range(begin, end)), rest, options.keep, options.kind) else 1


if __name__ == "__main__":
    sys.exit(main())
