#!/usr/bin/env python3
"""Makes the first files of the corpora (corpus/*): well-formed ones, from which the fuzzers set out."""
import gzip, io, json, pathlib, struct, zipfile, zlib

root = pathlib.Path(__file__).parent / "corpus"


def put(kind, name, data):
    (root / kind).mkdir(parents=True, exist_ok=True)
    (root / kind / name).write_bytes(data)


def npy(descr, shape, data, order="False"):
    header = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }" % (descr, order, shape)
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def npz(method, **members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in members.items():
            z.writestr(zipfile.ZipInfo(name + ".npy"), data, method)
    return out.getvalue()


vector = npy("<f4", "(3,)", struct.pack("<3f", 1, 2, 3))
matrix = npy("<i8", "(2, 2)", struct.pack("<4q", 1, 2, 3, 4))
put("npz", "vector.npy", vector)
put("npz", "scalar.npy", npy("|b1", "()", b"\1"))
put("npz", "fortran.npy", npy("<f8", "(1, 2)", struct.pack("<2d", 1, 2), "True"))
put("npz", "stored.npz", npz(zipfile.ZIP_STORED, x=vector, y=matrix))
put("npz", "deflated.npz", npz(zipfile.ZIP_DEFLATED, x=vector, y=matrix))


# the fuzzer takes four bytes (bytes of data), then the header
def safetensors(header, data):
    return struct.pack("<I", data) + header.encode()


put("safetensors", "two", safetensors(json.dumps({
    "__metadata__": {"format": "mfcc", "step": "12"},
    "a": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
    "b.\u00e9": {"dtype": "I64", "shape": [], "data_offsets": [24, 32]}}), 32))
put("safetensors", "types", safetensors(json.dumps({
    t: {"dtype": t, "shape": [0], "data_offsets": [0, 0]} for t in ("F32", "F64", "BF16", "I32", "I64", "BOOL", "U8")}), 0))
put("safetensors", "escapes", safetensors(r'{"\u0041\n\ud83d\ude00":{"data_offsets":[0,1],"shape":[1],"dtype":"BOOL"}}  ', 1))

images = struct.pack(">4I", 0x803, 2, 2, 3) + bytes(range(12))
labels = struct.pack(">2I", 0x801, 5) + bytes(range(5))
put("idx", "images", images)
put("idx", "labels", labels)
put("idx", "images.gz", gzip.compress(images, mtime=0))
put("idx", "labels.gz", gzip.compress(labels, mtime=0))


def wav(code, bits, channels, data, claimed=None, extra=b""):
    block = channels * bits // 8
    chunks = b"WAVEfmt " + struct.pack("<IHHIIHH", 16 + len(extra), code, channels, 8000, 8000 * block, block, bits) + extra
    chunks += b"LIST" + struct.pack("<I", 4) + b"INFO" + b"data" + struct.pack("<I", len(data) if claimed is None else claimed) + data
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


put("wav", "bytes", wav(1, 8, 1, bytes(range(40))))
put("wav", "stereo", wav(1, 16, 2, bytes(range(80))))
put("wav", "three-bytes", wav(1, 24, 1, bytes(range(60))))
put("wav", "float-nan", wav(3, 32, 1, struct.pack("<4f", 0, 1, float("nan"), 2)))
put("wav", "double", wav(3, 64, 1, struct.pack("<3d", 0, 1, 1e300)))
put("wav", "piped", wav(1, 16, 1, bytes(20), 0xFFFFFFFF))
put("wav", "truncated", wav(1, 16, 1, bytes(20), 1 << 28))
put("wav", "extensible", wav(0xFFFE, 16, 3, bytes(24), None, struct.pack("<HHIH", 22, 16, 7, 1) + bytes.fromhex("000000001000800000aa00389b71")))
put("wav", "mu-law", wav(7, 8, 1, bytes(range(30))))


def elf():
    """The smallest shared object that the loader's check takes: one segment, a dynamic symbol, its strings."""
    strings = b"\0mf_artifact\0"
    symbols = bytes(24) + struct.pack("<IBBHQQ", 1, 0x11, 0, 1, 0, 64)
    start = 64 + 56
    sections = [(0, 0, 0, 0), (11, start, len(symbols), 2), (3, start + len(symbols), len(strings), 0)]
    table = start + len(symbols) + len(strings)
    header = struct.pack("<4sBBBBQHHIQQQIHHHHHH", b"\x7fELF", 2, 1, 1, 0, 0, 3, 62, 1, 0, 64, table, 0, 64, 56, 1, 64, 3, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, 0, 0, 0, table, table, 4096)
    body = header + segment + symbols + strings
    for kind, offset, size, link in sections:
        body += struct.pack("<IIQQQQIIQQ", 0, kind, 0, 0, offset, size, link, 0, 8, 24 if kind == 11 else 0)
    return body


put("artifact", "smallest", elf())


class RangeEncoder:
    """The range coder of training/codec, with a low end of any length instead of a carry."""

    def __init__(self):
        self.low, self.range, self.bytes = 0, 2**32 - 1, 0

    def encode(self, start, frequency, total):
        self.range //= total
        self.low += start * self.range
        self.range *= frequency
        while self.range < 2**24:
            self.low, self.range, self.bytes = self.low << 8, self.range << 8, self.bytes + 1

    def finish(self):
        for zeros in (32, 24, 16, 8, 0):
            up = -(-self.low >> zeros) << zeros
            if up < self.low + self.range:
                return up.to_bytes(self.bytes + 4, "big").rstrip(b"\0")


def coded(digits, levels, model):
    coder, tables, before = RangeEncoder(), {}, [0] * len(levels)
    for i, digit in enumerate(digits):
        dim = i % len(levels)
        counts = tables.setdefault((dim, before[dim]), [8] * levels[dim])
        coder.encode(sum(counts[:digit]), counts[digit], sum(counts))
        if model:
            counts[digit] += 8
            if sum(counts) > 65536:
                counts[:] = [(count + 1) // 2 for count in counts]
        if model == 2:
            before[dim] = digit
    return coder.finish()


def stream(frames, channels, piece, overlap, levels, blocks, rates=(24000, 48000), fingerprint=0x0123456789abcdef):
    """A .mfc file (docs/codec.md); blocks: (model, pieces of digits [vectors, dims] in one list)."""
    vectors = len(blocks[0][1][0]) // len(levels) if blocks else 1
    head = b"\x89mfc\r\n\x1a\n" + struct.pack("<HH7IQQ", 1, 60 + 2 * len(levels), *rates, channels, piece, overlap, vectors, len(levels),
                                              frames, fingerprint) + struct.pack(f"<{len(levels)}H", *levels)
    out = head + struct.pack("<I", zlib.crc32(head))
    checksum = zlib.crc32(out)
    for number, (model, pieces) in enumerate(blocks):
        payload = coded(sum(pieces, []), levels, model)
        fields = struct.pack("<BBHI", 1, model, len(pieces), len(payload))
        stored = struct.pack("<I", zlib.crc32(struct.pack("<Q", number) + fields + payload))
        checksum = zlib.crc32(stored, checksum)
        out += fields + stored + payload
    fields, payload = struct.pack("<BBHI", 2, 0, 0, 8), struct.pack("<Q", frames)
    return out + fields + struct.pack("<I", zlib.crc32(payload, zlib.crc32(fields, checksum))) + payload


def numbers(count, levels, skew):
    """The digits of tests/training/codec_test.cpp: a linear congruential generator, zero but for one of `skew`."""
    digits, state = [], 1
    for i in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        digits.append((state >> 8) % levels[i % len(levels)] if (state >> 20) % skew == 0 else 0)
    return digits


def pieces_of(digits, size):
    return [digits[i:i + size] for i in range(0, len(digits), size)]


put("stream", "empty.mfc", stream(0, 1, 16, 4, [8, 5], []))
put("stream", "uniform.mfc", stream(54, 1, 16, 4, [8, 5], [(0, pieces_of(numbers(20, [8, 5], 1), 10))]))
put("stream", "more.mfc", stream(54, 1, 16, 4, [8, 5], [(0, pieces_of(numbers(30, [8, 5], 1), 10))]))
put("stream", "fewer.mfc", stream(54, 1, 16, 4, [8, 5], [(0, pieces_of(numbers(10, [8, 5], 1), 10))]))
put("stream", "stereo.mfc", stream(2000, 2, 16, 4, [3, 1, 4], [(1, pieces_of(numbers(12 * 100, [3, 1, 4], 9), 12)),
                                                             (2, pieces_of(numbers(12 * 66, [3, 1, 4], 2), 12))]))
put("stream", "long.mfc", stream(4000, 1, 16, 0, [17], [(1, pieces_of(numbers(125 * 64, [17], 50), 64))]))

# the fuzzer takes the text of a configuration
put("config", "empty", b"")
for name in ("method=mean_flow--architecture=mlp--dataset=mnist--tokenization=reshape", "method=flow_matching--architecture=convnet--dataset=mnist--tokenization=reshape"):
    path = root.parents[2] / "configs" / (name + ".toml")
    put("config", name.split("--")[0].split("=")[1], path.read_bytes())
put("config", "digits", (root.parents[2] / "examples/digits.toml").read_bytes())

# the fuzzer takes edits: which number of the descriptor, and its value
put("descriptor", "offset", struct.pack("<Hq", 30, 64) + struct.pack("<Hq", 200, 4))
