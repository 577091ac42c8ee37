#!/usr/bin/env python3
"""Whole programs on the SIMT executor against the independent references of tests/references.

For each NAME (a file of tests/references/arrays) and type: mf-reference-model prints the program, mf-opt makes its
kernels, mf-simt runs each of its plans with the file's inputs and parameters, and every result that the file holds is
compared: |got - want| <= tolerance * max |want|. Needs no NumPy.
"""
import argparse
import array
import ast
import os
import re
import subprocess
import sys
import tempfile
import zipfile

TOLERANCE = {"f32": 5e-6, "f64": 2e-14}
CODES = {"<f8": "d", "<f4": "f", "<i4": "i"}


def read_npz(path):
    """{key: (dtype, shape, bytes)} of the arrays in an .npz file."""
    arrays = {}
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            data = file.read(name)
            wide = data[6] > 1
            start = 12 if wide else 10
            length = int.from_bytes(data[8:start], "little")
            header = ast.literal_eval(data[start : start + length].decode())
            arrays[name.removesuffix(".npy")] = (header["descr"], header["shape"], data[start + length :])
    return arrays


def numbers(dtype, data):
    values = array.array(CODES[dtype])
    values.frombytes(data)
    return values


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def build_kernels(arguments, arrays, kind, folder):
    """The module of kernels and the names of its plans."""
    options, program, kernels = (os.path.join(folder, n) for n in ("options.json", "program.mlir", "kernels.mlir"))
    with open(options, "wb") as file:
        file.write(bytes(list(numbers(*arrays["options"][::2]))))  # one character a number
    with open(program, "w") as file:
        file.write(run([os.path.join(arguments.bin, "mf-reference-model"), options, kind]))
    # The generic form: an alias of a map after a value's name does not parse.
    run([os.path.join(arguments.bin, "mf-opt"), "--mf-pipeline=tiles=false", "--mlir-print-op-generic", program, "-o", kernels])
    with open(kernels) as file:
        plans = re.findall(r'\], name = "([^"]*)", results = \[', "".join(l for l in file if '"mft.plan"' in l))
    return kernels, [p for p in plans if p != "init"]


def write_inputs(arrays, kind, folder):
    flags = []
    for i, (key, (dtype, _, data)) in enumerate(arrays.items()):
        if dtype not in CODES:
            continue
        values = numbers(dtype, data)
        if kind == "f32" and dtype == "<f8":
            values = array.array("f", values)
        path = os.path.join(folder, f"{i}.bin")
        with open(path, "wb") as file:
            values.tofile(file)
        flags.append(f"--input={key.removeprefix('param/')}={path}")
    return flags


def compare(arrays, out, kind):
    """(number of arrays compared, largest relative difference, its array)."""
    count, worst, where = 0, 0.0, ""
    for folder, _, files in os.walk(out):
        for name in files:
            path = os.path.join(folder, name)
            key = os.path.relpath(path, out).removesuffix(".bin")
            if key not in arrays:
                continue
            want = numbers(*arrays[key][::2])
            with open(path, "rb") as file:
                got = numbers("<f8" if kind == "f64" else "<f4", file.read())
            scale = max(map(abs, want)) or 1.0
            difference = max(abs(g - w) for g, w in zip(got, want, strict=True)) / scale
            count += 1
            # A NaN compares false: it must count as the worst.
            if not difference <= worst:
                worst, where = difference, key
    return count, worst, where


def check(arguments, name, kind):
    arrays = read_npz(os.path.join(arguments.arrays, name + ".npz"))
    good = True
    with tempfile.TemporaryDirectory() as folder:
        kernels, plans = build_kernels(arguments, arrays, kind, folder)
        inputs = write_inputs(arrays, kind, folder)
        for number, plan in enumerate(plans):
            out = os.path.join(folder, f"out{number}")
            run([os.path.join(arguments.bin, "mf-simt"), kernels, f"--plan={plan}", f"--dump={out}", *inputs])
            count, worst, where = compare(arrays, out, kind)
            fine = count > 0 and worst <= TOLERANCE[kind]
            good &= fine
            print(f"{name} {kind} {plan}: {count} arrays, {worst:.1e} <= {TOLERANCE[kind]:.0e} {'ok' if fine else 'WRONG'} {where}")
    return good and bool(plans)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, help="folder of mf-reference-model, mf-opt and mf-simt")
    parser.add_argument("--arrays", required=True, help="tests/references/arrays")
    parser.add_argument("--types", default="f64,f32")
    parser.add_argument("names", nargs="+")
    arguments = parser.parse_args()
    results = [check(arguments, name, kind) for name in arguments.names for kind in arguments.types.split(",")]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
