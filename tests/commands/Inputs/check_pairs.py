"""Checks the counts of `mfcc explain --json`. Usage: FILE:MOST_LAUNCHES ..."""
import json
import sys

for argument in sys.argv[1:]:
    path, most = argument.rsplit(":", 1)
    with open(path) as file:
        step = json.load(file)[0]
    tangents, paired = step["paired"]["contractions_with_tangent"], step["paired"]["paired"]
    assert tangents > 10 and paired >= 0.95 * tangents, (path, paired, tangents)
    assert 0 < step["optimizer_launches"] <= 6, (path, step["optimizer_launches"])
    assert step["launches"] == len(step["kernels"]) <= int(most), (path, step["launches"])
