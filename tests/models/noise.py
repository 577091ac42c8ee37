"""Writes an npz with x f32 [ROWS, SIZE] of noise in [-1, 1] and, where named, the i32 scalars seed = 3 and nfe = 1. No package is needed.
Usage: noise.py OUT.npz ROWS SIZE [seed] [nfe]"""

import random
import struct
import sys
import zipfile


def npy(descr, shape, data):
    header = repr({"descr": descr, "fortran_order": False, "shape": shape}).encode()
    header += b" " * (63 - (10 + len(header)) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data


out, rows, size, names = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
random.seed(5)
with zipfile.ZipFile(out, "w") as archive:
    values = [random.uniform(-1, 1) for _ in range(rows * size)]
    archive.writestr("x.npy", npy("<f4", (rows, size), struct.pack(f"<{len(values)}f", *values)))
    for name in names:
        archive.writestr(name + ".npy", npy("<i4", (), struct.pack("<i", {"seed": 3, "nfe": 1}[name])))
