"""Reference values of training/metrics by SciPy, scikit-image, librosa, pystoi and scikit-learn: python make_metrics.py writes metrics.npz.

Inputs are multiples of 1/256, exact in f32 and small when compressed; the values are computed from them in f64. Made with NumPy 2.4.6, SciPy 1.17.1,
scikit-image 0.26.0, librosa 0.11.0, pystoi 0.4.1, scikit-learn 1.9.1 on x86-64. tests/training/metrics_test.cpp reads the file.
"""
import pathlib

import librosa
import numpy as np
import pystoi
import scipy.linalg
import scipy.spatial
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics.pairwise import polynomial_kernel

random = np.random.default_rng(7)
arrays = {}


def keep(name, value):
    """Rounds an input to multiples of 1/256, stores it as f32 and gives it back as f64."""
    value = np.round(np.asarray(value, np.float64) * 256) / 256
    arrays[name] = value.astype(np.float32)
    return value


def images():
    for name, shape in {"square": (28, 28), "wide": (13, 20), "smallest": (11, 11), "colour": (16, 12, 3)}.items():
        y, x = np.mgrid[: shape[0], : shape[1]]
        pattern = np.sin(x / 3) * np.cos(y / 5)
        pattern = pattern if len(shape) == 2 else np.stack([pattern, -pattern, pattern**2], -1)
        a = keep(f"image/{name}/a", pattern)
        b = keep(f"image/{name}/b", np.clip(0.8 * a + 0.2 * random.standard_normal(shape), -1, 1))
        arrays[f"image/{name}/psnr"] = peak_signal_noise_ratio(a, b, data_range=2)
        arrays[f"image/{name}/ssim"] = structural_similarity(
            a, b, data_range=2, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, channel_axis=2 if len(shape) == 3 else None)


def frechet(a, b):
    ca, cb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    return np.sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(ca + cb - 2 * np.real(scipy.linalg.sqrtm(ca @ cb)))


def kernel(a, b):
    """Binkowski et al., equation 4, by the whole matrices."""
    kaa, kbb, kab = (polynomial_kernel(x, y, degree=3, coef0=1) for x, y in ((a, a), (b, b), (a, b)))
    n, m = len(a), len(b)
    return (kaa.sum() - np.trace(kaa)) / (n * (n - 1)) + (kbb.sum() - np.trace(kbb)) / (m * (m - 1)) - 2 * kab.mean()


def features():
    mix = random.standard_normal((8, 8))
    for name, n, m in (("many", 300, 280), ("few", 6, 40)):  # 6 rows of 8: a singular covariance
        a = keep(f"features/{name}/a", random.standard_normal((n, 8)) @ mix)
        b = keep(f"features/{name}/b", random.standard_normal((m, 8)) @ mix * 1.2 + 0.3)
        arrays[f"features/{name}/frechet"] = frechet(a, b)
        arrays[f"features/{name}/kernel"] = kernel(a, b)
    logits, labels = keep("accuracy/logits", random.standard_normal((50, 4))), random.integers(0, 4, 50)
    arrays["accuracy/labels"] = labels.astype(np.int32)
    arrays["accuracy/value"] = np.mean(logits.argmax(1) == labels)


def speech(n, rate):
    """Something with syllables: harmonics of a gliding pitch, hiss, and a pause of exact zeros."""
    t = np.arange(n) / rate
    phase = 2 * np.pi * np.cumsum(120 + 30 * np.sin(2 * np.pi * t)) / rate
    voice = sum(np.sin(k * phase) / k for k in range(1, 20)) + 0.3 * random.standard_normal(n)
    sound = 0.3 * voice * (0.1 + np.sin(2 * np.pi * 3 * t) ** 2)
    sound[n // 3 : n // 2] = 0
    return sound


def mdct(x, n):
    """Frames by the definition, one by one."""
    count = -(-len(x) // n) + 1
    x = np.concatenate([np.zeros(n), x, np.zeros((count + 1) * n)])
    i, k = np.arange(2 * n), np.arange(n)
    basis = np.cos(np.pi / n * np.outer(k + 0.5, i + 0.5 + n / 2)) * np.sin(np.pi * (i + 0.5) / (2 * n)) * np.sqrt(2 / n)
    return np.stack([basis @ x[t * n : (t + 2) * n] for t in range(count)])


def log_mel(x, rate, window=1024, hop=256, bands=80):
    magnitude = np.abs(librosa.stft(x, n_fft=window, hop_length=hop, pad_mode="constant"))
    filters = librosa.filters.mel(sr=rate, n_fft=window, n_mels=bands, dtype=np.float64)
    return np.log10(np.maximum(1e-5, filters @ magnitude))


def power(x, window=2048, hop=512):
    return np.maximum(1e-10, np.abs(librosa.stft(x, n_fft=window, hop_length=hop, pad_mode="constant")) ** 2)


def sounds():
    x = keep("sound/original", speech(12000, 8000))
    for name, y in {"noisy": 0.9 * x + 0.05 * random.standard_normal(len(x)), "late": np.roll(x, 7), "quiet": 0.25 * x}.items():
        y = keep(f"sound/{name}", y)
        scaled = (y @ x) / (x @ x) * x
        arrays[f"sound/{name}/si_sdr"] = 10 * np.log10(np.sum(scaled**2) / np.sum((scaled - y) ** 2))
        arrays[f"sound/{name}/log_spectral"] = np.mean(np.sqrt(np.mean((np.log10(power(x)) - np.log10(power(y))) ** 2, 0)))
        difference = log_mel(x, 24000) - log_mel(y, 24000)
        arrays[f"sound/{name}/log_mel_l1"], arrays[f"sound/{name}/log_mel_l2"] = np.mean(np.abs(difference)), np.sqrt(np.mean(difference**2))
        arrays[f"sound/{name}/mdct"] = np.sqrt(np.mean((mdct(x, 256) - mdct(y, 256)) ** 2))
        for rate in (8000, 10000, 16000, 11025):
            arrays[f"sound/{name}/stoi_{rate}"] = pystoi.stoi(x, y, rate)
    mel = log_mel(x, 24000)
    arrays["sound/statistics"] = np.concatenate([mel.mean(1), mel.std(1)])


images()
features()
sounds()
np.savez_compressed(pathlib.Path(__file__).with_name("metrics.npz"), **{k: np.asarray(v) for k, v in arrays.items()})
for name, value in arrays.items():
    if np.ndim(value) == 0:
        print(f"{name:32} {value:.10g}")
