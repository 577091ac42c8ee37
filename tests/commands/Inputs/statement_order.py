#!/usr/bin/env python3
"""Runs a program with its statements in other orders, some of them said twice, and expects the same bits.

Usage: statement_order.py MFCC PROGRAM.mlir FOLDER COUNT [option of mfcc compile...]
The program has one entry @f without arguments, a line a statement; a loop or checkpoint stays together. What derivatives are taken at is an
mf.identity: these are said once.
"""
import pathlib
import random
import re
import subprocess
import sys
import zipfile


def statements(body):
    """Lists of lines: one line, or a region from its head to its closing brace."""
    groups, depth = [], 0
    for line in body:
        if depth == 0:
            groups.append([])
        groups[-1].append(line)
        depth += line.count("{") - line.count("}")
    return groups


def names(text):
    return set(re.findall(r"%\w+", text))


def defined(group):
    return names(group[0].split("=")[0]) if re.match(r"\s*%", group[0]) else set()


def twice(groups, draw):
    """Says some statements a second time; from there on, readers take either copy."""
    out, copies = [], {}
    for group in groups:
        text = "\n".join(group)
        for name in sorted(names(text) - defined(group)):
            if name in copies and draw.random() < 0.5:
                text = re.sub(re.escape(name) + r"\b", copies[name], text)
        out.append(text.split("\n"))
        own = defined(group)
        # a second identity would be another value: derivatives with respect to the first do not pass through it
        if len(group) == 1 and len(own) == 1 and "mf.identity" not in text and draw.random() < 0.4:
            name = own.pop()
            copies[name] = name + "_again"
            out.append([re.sub(re.escape(name) + r"\b", copies[name], text, count=1)])
    return out


def shuffled(groups, draw):
    """A random order in which everything stands after what it reads."""
    made = {name for group in groups for name in defined(group)}
    waiting, known, out = list(groups), set(), []
    while waiting:
        ready = [g for g in waiting if not ((names("\n".join(g)) & made) - defined(g)) - known]
        chosen = draw.choice(ready)
        waiting.remove(chosen)
        known |= defined(chosen)
        out.append(chosen)
    return out


def results(mfcc, program, stem, options):
    program_file, artifact, out = stem.with_suffix(".mlir"), stem.with_suffix(".mfa"), stem.with_suffix(".npz")
    program_file.write_text(program)
    subprocess.run([mfcc, "compile", program_file, "-o", artifact, *options], check=True)
    subprocess.run([mfcc, "run", artifact, "--entry", "f", "--out", out], check=True, stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(out) as arrays:
        return {name: arrays.read(name) for name in arrays.namelist()}


def main():
    mfcc, program, folder, count, *options = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [line for line in pathlib.Path(program).read_text().splitlines() if line.strip() and not line.startswith("//")]
    begin = next(i for i, line in enumerate(lines) if line.startswith("mf.entry")) + 1
    head, groups, last = lines[:begin], statements(lines[begin:-2]), lines[-2:]
    expected = results(mfcc, "\n".join(lines), folder / "whole", options)
    assert expected and all(len(set(data[128:])) > 1 for data in expected.values()), "results that say nothing"
    for seed in range(int(count)):
        draw = random.Random(seed)
        text = "\n".join(head + [line for group in shuffled(twice(groups, draw), draw) for line in group] + last)
        got = results(mfcc, text, folder / f"order{seed}", options)
        for name in expected:
            assert got[name] == expected[name], f"{name} differs in {folder}/order{seed}.mlir"


main()
