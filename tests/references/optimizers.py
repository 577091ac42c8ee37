"""Optimizers, schedules, clipping and EMA of docs/models.md (section 9) in NumPy. `n` counts steps from 1."""

import fnmatch
import math

import numpy as np

NO_DECAY = ("*.bias", "*.gamma", "*.beta", "net.label*")


def clip(grads, clip_norm):
    """Scaled gradients and their global norm before."""
    norm = math.sqrt(sum(float(np.sum(g * g)) for g in grads.values()))
    factor = clip_norm / max(norm, clip_norm) if clip_norm > 0 else 1.0
    return {k: g * factor for k, g in grads.items()}, norm


def constant(n, peak, warmup):
    return peak * (min(1.0, n / warmup) if warmup else 1.0)


def cosine(n, peak, warmup, total, final_fraction=0.0):
    q = min(max((n - warmup) / max(1, total - warmup), 0.0), 1.0)
    return constant(n, peak, warmup) * (final_fraction + (1 - final_fraction) * (1 + math.cos(math.pi * q)) / 2)


def weight_decay_of(name, weight_decay):
    return 0.0 if any(fnmatch.fnmatchcase(name, pattern) for pattern in NO_DECAY) else weight_decay


def sgd(params, grads, state, lr, momentum=0.9):
    for k, g in grads.items():
        state["m"][k] = momentum * state["m"][k] + g
        params[k] = params[k] - lr * state["m"][k]


def adam(params, grads, state, n, lr, weight_decay=0.0, b1=0.9, b2=0.95, eps=1e-8):
    """One step of Adam (weight_decay 0) or AdamW with the default groups, in place."""
    for k, g in grads.items():
        m = state["m"][k] = b1 * state["m"][k] + (1 - b1) * g
        v = state["v"][k] = b2 * state["v"][k] + (1 - b2) * g * g
        update = (m / (1 - b1**n)) / (np.sqrt(v / (1 - b2**n)) + eps)
        params[k] = params[k] - lr * (update + weight_decay_of(k, weight_decay) * params[k])


def ema(average, params, n, decay=0.9999):
    d = min(decay, (1 + n) / (10 + n))
    for k, p in params.items():
        average[k] = d * average[k] + (1 - d) * p
