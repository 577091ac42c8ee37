"""Whole train steps of two builds side by side: whether a change made any slower.

usage: bench/builds.py "OLD_MFCC" "NEW_MFCC" CONFIG.toml ... [--rounds N] [--steps N] [--threads N] [--entry NAME]

OLD_MFCC and NEW_MFCC are programs or commands with arguments. Builds take turns, so that both see the same machine; of each, the fastest step of all
rounds counts. Prints a line a configuration, the median ratio, and the largest. Exit code: 0, or 1 where a step is slower by more than --tolerance.
"""
import argparse
import json
import pathlib
import shlex
import statistics
import subprocess
import sys


def fastest_step(mfcc, config, options):
    command = shlex.split(mfcc) + ["bench", config, "--entry", options.entry, "--steps", str(options.steps), "--threads", str(options.threads), "--json"]
    output = subprocess.run(command, capture_output=True, text=True)
    if output.returncode != 0:
        sys.exit(f"{shlex.join(command)}: {output.stderr.strip()}")
    report = json.loads(output.stdout)
    return (report[0] if isinstance(report, list) else report)["step_ms_min"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("configs", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--entry", default="train_step")
    parser.add_argument("--tolerance", type=float, default=0.05, help="what two measurements of one program may differ by")
    options = parser.parse_args()
    ratios = {}
    for config in options.configs:
        rounds = [[fastest_step(build, config, options) for build in (options.old, options.new)] for _ in range(options.rounds)]
        old, new = map(min, zip(*rounds))
        ratios[config] = new / old
        print(f"{pathlib.Path(config).stem:90} {old:9.2f} -> {new:9.2f} ms = {new / old:.3f}", flush=True)
    worst = max(ratios, key=ratios.get)
    print(f"{len(ratios)} configurations: median ratio {statistics.median(ratios.values()):.3f}, largest {ratios[worst]:.3f} ({pathlib.Path(worst).stem})")
    sys.exit(ratios[worst] > 1 + options.tolerance)


if __name__ == "__main__":
    main()
