#!/usr/bin/env python3
"""Feeds mutated .mlir files to mf-opt: it may refuse them, it may not crash.

Usage: fuzz_opt.py BUILD TESTS [--count 2000] [--seed 1] [--keep FOLDER]
A crash is printed with its seed and, with --keep, its input is written there. Seeds are independent:
--only SEED runs one again. A mutant is one entry of one test with tokens deleted, doubled, exchanged,
or numbers and types replaced by odd ones.
"""
import argparse
import concurrent.futures
import pathlib
import random
import re
import subprocess
import sys

TOKEN = re.compile(r"%[\w#]+|@\w+|\^bb\d+|mf\.\w+|tensor<[^>]*>|-?\d+\.?\d*(?:e[+-]?\d+)?|\"[^\"]*\"|\w+|\s+|.", re.S)
NUMBERS = ["0", "-1", "1", "2", "7", "-9", "64", "2147483648", "4294967296", "-4611686018427387904", "9223372036854775807", "1.5", "-0.0", "1e30"]
TYPES = ["tensor<f64>", "tensor<0xf64>", "tensor<2xi32>", "tensor<3x4xf64>", "tensor<2x3xi1>", "tensor<i32>", "tensor<2xbf16>",
         "tensor<?xf64>", "tensor<*xf64>", "tensor<1x1x1x1xf64>", "tensor<3x0xf64>", "f64", "index", "tensor<2xi8>", "vector<2xf64>"]
BATCH, SPLIT = 50, "\n// -----\n"
PIPELINES = [["--mf-decompose", "--mf-expand-derivatives", "--canonicalize", "--mf-merge-equal"], ["--canonicalize"], ["--mf-expand-derivatives"]]


def entries(folder):
    """(name, text) of every entry in the tests, with the declarations that stand before it."""
    for path in sorted(pathlib.Path(folder).rglob("*.mlir")):
        text = re.sub(r"^\s*//.*\n", "", path.read_text(), flags=re.M)
        states = "".join(re.findall(r"^mf\.state.*\n", text, re.M))
        for match in re.finditer(r"^mf\.entry.*?^}\n", text, re.M | re.S):
            yield path.name, states + match[0]


def same_kind(tokens, i):
    """Places that hold the same kind of token: a mutant that parses goes deeper than one that does not."""
    for kind in (r"tensor<", r"%", r"mf\.", r"@", r"-?\d"):
        if re.match(kind, tokens[i]):
            return [k for k, t in enumerate(tokens) if re.match(kind, t)]
    return []


def mutate(text, rng):
    tokens = TOKEN.findall(text)
    solid = [i for i, t in enumerate(tokens) if not t.isspace()]
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        i = rng.choice([i for i in solid if same_kind(tokens, i)] if rng.random() < 0.9 else solid)
        kind = rng.random()
        if tokens[i].startswith("tensor<") and kind < 0.7:  # everywhere: the types still agree with each other
            old, new = tokens[i], rng.choice(TYPES[:7]) if kind < 0.4 else tokens[rng.choice(same_kind(tokens, i))]
            tokens = [new if t == old else t for t in tokens]
        elif tokens[i].startswith("tensor<"):
            tokens[i] = rng.choice(TYPES)
        elif re.match(r"-?\d", tokens[i]) and kind < 0.95:
            tokens[i] = rng.choice(NUMBERS)
        elif same_kind(tokens, i):
            tokens[i] = tokens[rng.choice(same_kind(tokens, i))]
        elif kind < 0.4:
            tokens[i] = ""
        elif kind < 0.7:
            tokens[i] += " " + tokens[i]
        else:
            tokens[i] = tokens[rng.choice(solid)]
    return "".join(tokens)


def mutant(corpus, seed):
    rng = random.Random(seed)
    name, text = corpus[rng.randrange(len(corpus))]
    return name, mutate(text, rng)


def died(build, text, pipeline):
    """How mf-opt died of the text, or nothing."""
    command = [f"{build}/bin/mf-opt", "--split-input-file", *pipeline]
    try:
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "no answer in 60 s"
    crashed = done.returncode < 0 or any(word in done.stderr for word in ("PLEASE submit", "Assertion", "LLVM ERROR"))
    return f"exit {done.returncode}: {done.stderr[-600:]}" if crashed else ""


def run(build, corpus, seeds):
    """(seed, name, mutant, how) of every crash among the seeds: all at once, one by one where that dies."""
    pipeline = PIPELINES[seeds[0] // BATCH % len(PIPELINES)]
    made = {seed: mutant(corpus, seed) for seed in seeds}
    if len(seeds) > 1 and not died(build, SPLIT.join(text for _, text in made.values()), pipeline):
        return []
    crashes = [(seed, *made[seed], died(build, made[seed][1], pipeline)) for seed in seeds]
    return [crash for crash in crashes if crash[3]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("tests")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep")
    options = parser.parse_args()
    corpus = list(entries(options.tests))
    begin = options.seed * 1000000
    seeds = [options.only] if options.only is not None else list(range(begin, begin + options.count))
    batches = [seeds[i : i + BATCH] for i in range(0, len(seeds), BATCH)]
    crashes = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda batch: run(options.build, corpus, batch), batches):
            for seed, name, text, how in found:
                crashes += 1
                print(f"seed {seed} ({name}): {how}", flush=True)
                if options.keep:
                    pathlib.Path(options.keep).mkdir(exist_ok=True)
                    pathlib.Path(options.keep, f"{seed}.mlir").write_text(text)
    print(f"{len(seeds)} mutants of {len(corpus)} entries, {crashes} crashes")
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
