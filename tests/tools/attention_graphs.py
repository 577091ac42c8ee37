"""Random attentions for fuzz_graphs.py --attention: a softmax between two products, with anything elementwise before it, one or two
layers, what else may be asked for (weights, scores, sums), tangents along all rows or some, and gradients of both."""

import random

from graph_text import Entry

LOW = ["-9.0", "-1.0e+30", "0xFF800000"]  # what a masked score is; the last with a key that is seen


class Attention:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.entry = Entry(f"attention{seed}")
        self.extra = []

    def scores(self, q, k):
        e, r, rank = self.entry, self.random, q.rank
        batch = tuple(range(rank - 2))
        if r.random() < 0.7:
            s = e.dot(q, k, ((rank - 1,), (rank - 1,)), (batch, batch))
        else:
            s = e.transpose(e.dot(k, q, ((rank - 1,), (rank - 1,)), (batch, batch)), [*batch, rank - 1, rank - 2])
        s = e.binary("mul", s, e.constant("3.0e-01", s.shape))
        for _ in range(r.randint(0, 3)):
            s = self.step(s)
        return self.masked(s) if r.random() < 0.5 else s

    def step(self, s):
        e, r, rank = self.entry, self.random, s.rank
        choice = r.randint(0, 5)
        if choice == 0:
            return e.unary(r.choice(["tanh", "sin"]), s)
        if choice == 1:
            return e.binary("add", s, e.broadcast(e.arg(s.shape[-2:]), s.shape, [rank - 2, rank - 1]))
        if choice == 2:
            return e.binary("add", s, e.broadcast(e.arg(s.shape[-1:]), s.shape, [rank - 1]))
        if choice == 3:
            return e.binary("mul", s, e.broadcast(e.arg(s.shape[-2:-1]), s.shape, [rank - 2]))
        if choice == 4:
            return e.binary("add", s, e.arg(s.shape))
        return s

    def masked(self, s):
        e, r = self.entry, self.random
        whole = r.random() < 0.5
        shape = s.shape if whole else s.shape[-2:]
        row, column = e.iota(len(shape) - 2, shape, "i32"), e.iota(len(shape) - 1, shape, "i32")
        low = r.choice(LOW)
        # a row without a key is no number where it is masked by -infinity
        sees = e.compare("le" if low == LOW[-1] else r.choice(["le", "lt", "ge", "gt", "ne"]), column, row)
        if not whole:
            sees = e.broadcast(sees, s.shape, [s.rank - 2, s.rank - 1])
        return e.select(sees, s, e.constant(low, s.shape))

    def layer(self, q, k, v):
        e, r, rank = self.entry, self.random, q.rank
        batch = tuple(range(rank - 2))
        s = self.scores(q, k)
        p = e.unary("softmax", s)
        if r.random() < 0.2:
            p = e.binary("mul", p, p)
        extra = {"row": lambda: e.reduce("sum", p, [rank - 1]), "column": lambda: e.reduce("sum", p, [rank - 2]), "scores": lambda: s, "weights": lambda: p,
                 "other": lambda: e.dot(p, e.arg(v.shape[:-1] + (3,)), ((rank - 1,), (rank - 2,)), (batch, batch)),
                 "overlap": lambda: e.dot(p, p, ((rank - 1,), (rank - 1,)), (batch, batch))}
        for what in extra.values():
            if r.random() < 0.12:
                self.extra.append(what())
        return e.dot(p, v, ((rank - 1,), (rank - 2,)), (batch, batch))

    def sizes(self):
        r = self.random
        batch = [r.choice([1, 2, 3]) for _ in range(r.randint(0, 2))]
        rows, columns, width = (r.choice([1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 65, 66]) for _ in range(3))
        width = min(width, 9)
        if r.random() < 0.15:  # several steps, with a rest
            rows, columns, batch = min(rows, 9), r.choice([257, 263, 300]), batch[:1]
        if r.random() < 0.3:
            columns = rows
        if r.random() < 0.2 and columns < 20:  # shapes that look alike
            width = columns
        return batch, rows, columns, width

    def text(self):
        e, r = self.entry, self.random
        batch, rows, columns, width = self.sizes()
        inputs = [e.arg(batch + [n, width]) for n in (rows, columns, columns)]
        o = self.layer(*inputs)
        if r.random() < 0.35:
            o = self.layer(e.unary("tanh", o), *((o, o) if rows == columns and r.random() < 0.5 else inputs[1:]))
        results = [o] + self.extra
        if r.random() < 0.75:
            some = [0, 1] if batch and batch[0] > 1 and r.random() < 0.4 else None
            results += e.jvp([o], inputs, [e.arg(x.shape) for x in inputs], some)
        if r.random() < 0.7:
            same = results[-1] if results[-1].shape == o.shape else o
            product = e.binary("mul", same, same if r.random() < 0.5 else o)
            results += e.grad(e.reduce("sum", product, list(range(product.rank))), inputs)
        return e.returns(*results).text()


def attention(seed):
    return Attention(seed).text()
