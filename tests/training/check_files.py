#!/usr/bin/env python3
"""Reads what the training library writes with a parser of its own: npz, PNG, TensorBoard events.

Usage: check_files.py TRAINING_TEST_BINARY
"""
import ast, glob, os, struct, subprocess, sys, tempfile, zipfile, zlib


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def fields(data):
    """The (number, value) pairs of a protocol buffer."""
    at = 0
    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
    while at < len(data):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        elif key & 7 == 2:
            size = varint()
            yield key >> 3, data[at:at + size]
            at += size
        else:
            size = 8 if key & 7 == 1 else 4
            yield key >> 3, struct.unpack("<d" if size == 8 else "<f", data[at:at + size])[0]
            at += size


def events(path):
    data, at = open(path, "rb").read(), 0
    while at < len(data):
        size, crc = struct.unpack("<QI", data[at:at + 12])
        assert crc == crc32c(data[at:at + 8])
        body = data[at + 12:at + 12 + size]
        assert struct.unpack("<I", data[at + 12 + size:at + 16 + size])[0] == crc32c(body)
        at += 16 + size
        yield list(fields(body))


def check_events(folder):
    (path,) = glob.glob(folder + "/events.out.tfevents.*")
    read = [dict(e) for e in events(path)]
    assert read[0][3] == b"brain.Event:2", read[0]
    # a reader drops what stands from this step on: the last step before the resume stays
    assert read[1][2] == 4 and dict(fields(read[1][7]))[1] == 1, read[1]
    assert [e[2] for e in read] == [0, 4, 4, 300]
    assert read[2][1] > 1.6e9
    values = [dict(fields(value)) for _, value in fields(read[2][5])]
    assert values[0] == {1: b"loss", 2: 0.25}, values
    assert values[1][1] == b"raw_mse" and abs(values[1][2] - 1e-3) < 1e-9, values
    loss, spread = [dict(fields(value)) for _, value in fields(read[3][5])]
    assert loss == {1: b"loss", 2: -2}, loss
    histogram = dict(fields(spread[5]))  # HistogramProto
    assert spread[1] == b"spread" and [histogram[i] for i in range(1, 6)] == [1, 31, 4, 36, 970], histogram
    limits, counts = (struct.unpack("<30d", histogram[i]) for i in (6, 7))
    assert limits == tuple(range(2, 32)) and counts == (1, 2) + (0,) * 27 + (1,), (limits, counts)


def check_npz(folder):
    with zipfile.ZipFile(folder + "/a.npz") as z:
        assert z.testzip() is None
        data = z.read("x.npy")
        assert len(z.namelist()) == 6 and z.getinfo("x.npy").compress_type == zipfile.ZIP_DEFLATED
    assert data[:8] == b"\x93NUMPY\x01\x00"
    size = struct.unpack("<H", data[8:10])[0]
    header = ast.literal_eval(data[10:10 + size].decode())
    assert header == {"descr": "<f4", "fortran_order": False, "shape": (3, 4)}, header
    assert (10 + size) % 64 == 0
    assert struct.unpack("<12f", data[10 + size:]) == tuple(i * 0.5 for i in range(12))


def check_png(path):
    data, at, body = open(path, "rb").read(), 8, b""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        chunk = data[at + 8:at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0] == zlib.crc32(kind + chunk)
        if kind == b"IHDR":
            width, height = struct.unpack(">II", chunk[:8])
        body += chunk if kind == b"IDAT" else b""
        at += 12 + size
    body = zlib.decompress(body)
    assert len(body) == height * (1 + 3 * width)
    return width, height, body


def rows_of(width, height, body):
    """The rows of a PNG of 8-bit colour: its filters (PNG specification, section 9) undone."""
    above, rows, size = bytes(3 * width), [], 1 + 3 * width
    for y in range(height):
        kind, row = body[y * size], bytearray(body[y * size + 1:(y + 1) * size])
        for i in range(3 * width):
            left, up, corner = row[i - 3] if i > 2 else 0, above[i], above[i - 3] if i > 2 else 0
            paeth = min((left, up, corner), key=lambda v: abs(left + up - corner - v))
            row[i] = (row[i] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
        rows.append(bytes(row))
        above = row
    return rows


def write_stored(path):
    header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as z:
        z.writestr("y.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack("<4d", 1, 2, 3, 4))


with tempfile.TemporaryDirectory() as folder:
    write_stored(folder + "/stored.npz")
    subprocess.run([sys.argv[1], "files for the independent reader"], check=True, stdout=subprocess.DEVNULL,
                   env=dict(os.environ, MF_TEST_FOLDER=folder))
    check_events(folder)
    check_npz(folder)
    assert check_png(folder + "/grid.png")[0] == 10 * 62 + 6
    check_png(folder + "/loss.png")
    check_png(folder + "/scatter.png")
    for order in ("last", "first"):
        assert any(bytes([255, 0, 0, 128, 255, 0]) in row for row in rows_of(*check_png(folder + f"/{order}.png"))), order
