"""MDCT there and back with SciPy's DCT-IV, beside bench/mdct.cpp: 10 s at 48 kHz, f32, sine window. Prints one JSON object."""

import argparse
import json
import time

import numpy as np
import scipy.fft


class Mdct:
    def __init__(self, hop, samples, workers):
        self.hop, self.samples, self.workers = hop, samples, workers
        self.frames = -(-samples // hop) + 1
        self.window = np.sin(np.pi * (np.arange(2 * hop) + 0.5) / (2 * hop)).astype(np.float32)

    def dct4(self, u):
        return scipy.fft.dct(u, type=4, norm="ortho", workers=self.workers)

    def forward(self, x):
        hop, half, w = self.hop, self.hop // 2, self.window
        blocks = np.zeros((self.frames + 1, hop), np.float32)
        blocks.reshape(-1)[hop : hop + self.samples] = x
        first, second = blocks[:-1] * w[:hop], blocks[1:] * w[hop:]
        folded = np.empty((self.frames, hop), np.float32)
        folded[:, :half] = -second[:, half - 1 :: -1] - second[:, half:]
        folded[:, half:] = first[:, :half] - first[:, : half - 1 : -1]
        return self.dct4(folded)

    def backward(self, tokens):
        hop, half, w = self.hop, self.hop // 2, self.window
        folded = self.dct4(tokens)
        left, right = folded[:-1, :half], folded[1:, half:]
        blocks = np.empty((self.frames - 1, hop), np.float32)
        blocks[:, :half] = right * w[:half] - left[:, ::-1] * w[hop : hop + half]
        blocks[:, half:] = -right[:, ::-1] * w[half:hop] - left * w[hop + half :]
        return blocks.reshape(-1)[: self.samples]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hop", type=int, default=512)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=200)
    o = parser.parse_args()
    mdct = Mdct(o.hop, 480000, o.threads)
    x = np.random.default_rng(0).uniform(-1, 1, mdct.samples).astype(np.float32)
    times = []
    for _ in range(o.steps):
        begin = time.perf_counter()
        back = mdct.backward(mdct.forward(x))
        times.append(1e3 * (time.perf_counter() - begin))
    print(json.dumps({"peer": "scipy", "hop": o.hop, "median_ms": float(np.median(times)), "least_ms": min(times), "error": float(abs(back - x).max())}))


if __name__ == "__main__":
    main()
