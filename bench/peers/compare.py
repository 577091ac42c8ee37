"""Train steps of configurations beside the same step in jitted JAX: a Markdown table, the slowest ratio first.

Usage: python compare.py MFCC CONFIG... [--rounds 2] [--steps 10]
Each round times ours and the peer's in turn; the least median of all rounds counts on either side. The peer is JAX with the glibc settings that suit it.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

PEER = pathlib.Path(__file__).resolve().parent / "jax_step.py"


def output(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}:\n{done.stderr}")
    return done.stdout


def title(path):
    """The values in a name like method=M--architecture=A.toml; other names stay."""
    return " ".join(part.split("=")[-1] for part in path.stem.split("--"))


def compare(mfcc, path, rounds, steps):
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        complete = pathlib.Path(folder, "config.toml")
        complete.write_text(output(mfcc, "compile", path, "--emit", "config"))
        for _ in range(rounds):
            ours.append(json.loads(output(mfcc, "bench", path, "--steps", steps, "--json"))["step_ms"])
            theirs.append(json.loads(output(sys.executable, PEER, complete, "--steps", steps, "--tuned"))["step_ms"])
    return {"name": title(path), "mfcc": min(ours), "jax": min(theirs)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mfcc", type=pathlib.Path)
    parser.add_argument("configs", type=pathlib.Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--steps", type=int, default=10)
    a = parser.parse_args()
    rows = []
    for path in a.configs:
        rows.append(compare(a.mfcc, path, a.rounds, a.steps))
        print(f"{rows[-1]['name']}: {rows[-1]['mfcc']:.1f} ms, JAX {rows[-1]['jax']:.1f} ms", file=sys.stderr)
    print("| configuration | mfcc, ms | JAX, ms | mfcc / JAX |\n|---|---|---|---|")
    for row in sorted(rows, key=lambda row: -row["mfcc"] / row["jax"]):
        print(f"| {row['name']} | {row['mfcc']:.1f} | {row['jax']:.1f} | {row['mfcc'] / row['jax']:.2f} |")


if __name__ == "__main__":
    main()
