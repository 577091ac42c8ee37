"""Writes sampling.npz: which tokens a categorical draw may choose, and how often, from the definitions in docs/howto/generate.md.

Usage: python make_sampling.py     (needs numpy alone; made with NumPy 2.4.6)
A case is `logits/<name>` [V], `settings/<name>` = temperature, top_k, top_p, min_p, and `probability/<name>` [V]. Cuts are made here
on probabilities, token by token, in f64; the compiled program makes them on sorted weights.
"""

import pathlib

import numpy as np

INF = np.inf
SEVEN = [0.5, 2.0, -1.0, 1.25, 2.0, -3.0, 0.0]
RANDOM = np.round(3 * np.random.default_rng(7).standard_normal(100) * 64) / 64
CASES = {  # logits, temperature, top_k, top_p, min_p
    "plain": (SEVEN, 1, 0, 1, 0),
    "cold": (SEVEN, 0.5, 0, 1, 0),
    "hot": (SEVEN, 4, 0, 1, 0),
    "greedy_tie": (SEVEN, 0, 0, 1, 0),
    "nearly_greedy_tie": (SEVEN, 1e-30, 0, 1, 0),
    "top_1_tie": (SEVEN, 1, 1, 1, 0),
    "top_3": (SEVEN, 1, 3, 1, 0),
    "top_more_than_there_are": (SEVEN, 1, 100, 1, 0),
    "all_equal_top_2": ([1.0] * 7, 1, 2, 1, 0),
    "all_equal_nucleus": ([1.0] * 7, 1, 0, 0.5, 0),
    "nucleus": (SEVEN, 1, 0, 0.8, 0),
    "nucleus_of_one": (SEVEN, 1, 0, 1e-6, 0),
    "nucleus_of_a_hot_one": (SEVEN, 3, 0, 0.8, 0),
    "min_p": (SEVEN, 1, 0, 1, 0.2),
    "min_p_of_all": (SEVEN, 1, 0, 1, 1),
    "nucleus_of_top_4": (SEVEN, 1, 4, 0.7, 0),
    "all_cuts": (SEVEN, 1.5, 5, 0.95, 0.25),
    "forbidden": ([0.0, -INF, 1.0, -INF, 0.0, -INF, -INF], 1, 0, 1, 0),
    "forbidden_top_5": ([0.0, -INF, 1.0, -INF, 0.0, -INF, -INF], 1, 5, 1, 0),
    "infinite": ([0.0, INF, 1.0, INF, 0.0, 3.0, 0.0], 1, 0, 1, 0),
    "far_apart": ([1e30, -1e30, 0.0, 1e30, 0.0, 0.0, 0.0], 2, 0, 1, 0),
    "alone": ([-4.0], 1, 0, 1, 0),
    "alone_cut": ([3.0], 0.25, 1, 0.1, 1),
    "alone_greedy": ([3.0], 0, 0, 1, 0),
    "random": (RANDOM, 1, 0, 1, 0),
    "random_cut": (RANDOM, 1.25, 40, 0.875, 0.0625),
}


def softmax(logits, temperature):
    logits = np.asarray(logits, np.float64)
    if logits.max() == INF:
        logits = np.where(logits == INF, 0.0, -INF)
    likeliest = np.exp((logits - logits.max()) / temperature)
    return likeliest / likeliest.sum()


def probability(logits, temperature, top_k, top_p, min_p):
    logits = np.asarray(logits, np.float64)
    if temperature <= 0:
        return np.eye(len(logits))[np.argmax(logits)]
    p = softmax(logits, temperature)
    rank = np.array([np.sum(logits > x) + np.sum(logits[:i] == x) for i, x in enumerate(logits)])  # 0: the likeliest
    if top_k > 0:
        p = np.where(rank < top_k, p, 0)
        p /= p.sum()
    if top_p < 1:
        likelier = np.array([p[rank < r].sum() for r in rank])
        p = np.where((likelier < top_p) | (rank == 0), p, 0)
        p /= p.sum()
    if min_p > 0:
        p = np.where((p >= min_p * p.max()) | (rank == 0), p, 0)
        p /= p.sum()
    return p


def main():
    arrays = {}
    for name, (logits, *settings) in CASES.items():
        arrays["logits/" + name] = np.asarray(logits, np.float64)
        arrays["settings/" + name] = np.asarray(settings, np.float64)
        arrays["probability/" + name] = probability(logits, *settings)
    np.savez_compressed(pathlib.Path(__file__).parent / "sampling.npz", **arrays)


if __name__ == "__main__":
    main()
