#!/usr/bin/env bash
# The configurations of one method, at a small size, with the project's own data: each trains, gives the same bits with other thread counts and
# after a resume, generates (or codes) finite signals of the data's shape, and stops at a NaN with its name.
# Usage: train_all.sh MFCC SOURCE_DIR METHOD
set -euo pipefail
mfcc=$1
root=$2
method=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() { echo "$name: $1"; cat "$scratch/log" 2>/dev/null; exit 1; }
try() { "$@" >"$scratch/log" 2>&1 || fail "failed: ${*:2}"; }

# the arrays of an npz are finite and have that shape: check NPZ NAME N...
check() {
  python3 - "$@" <<'PYTHON' || fail "unexpected result"
import io, math, struct, sys, zipfile
path, name, shape = sys.argv[1], sys.argv[2], tuple(map(int, sys.argv[3:]))
data = zipfile.ZipFile(path).read(name + ".npy")
length = struct.unpack("<H", data[8:10])[0]
header = eval(data[10:10 + length])
assert header["shape"] == shape, (header["shape"], shape)
assert header["descr"] == "<f4", header
assert all(map(math.isfinite, struct.unpack("<%df" % math.prod(shape), data[10 + length:])))
PYTHON
}

# the last number of every parameter becomes NaN
poison() {
  python3 - "$1" <<'PYTHON'
import json, struct, sys
data = bytearray(open(sys.argv[1], "rb").read())
size = struct.unpack("<Q", data[:8])[0]
for name, entry in json.loads(data[8:8 + size]).items():
    if name.startswith("net."):
        end = 8 + size + entry["data_offsets"][1]
        data[end - 4:end] = struct.pack("<f", float("nan"))
open(sys.argv[1], "wb").write(data)
PYTHON
}

count=0
for config in "$root"/configs/method="$method"--*.toml; do
  name=$(basename "$config" .toml)
  case $name in
    *dataset=audio*) small=(dataset.samples=1000 tokenization.hop=64 codec.overlap=64 latent.size=2) size=1000 ;;
    *) small=(dataset.name=digits dataset.size=200) size=784 ;;
  esac
  case $name in
    *architecture=mlp--*) small+=(model.hidden=24) ;;
    *architecture=mlp_mixer*) small+=(model.width=16 model.token_hidden=8 model.channel_hidden=24) ;;
    *architecture=dit*) small+=(model.width=16 model.heads=2) ;;
    *) small+=(model.width=16) ;;
  esac
  small+=(model.blocks=2 training.batch=8 training.sample_batch=8 training.checkpoint_every=2) # all runs look for the best step at the same steps
  set=()
  for pair in "${small[@]}"; do set+=(--set "$pair"); done
  run=$scratch/run
  try "$mfcc" train "$config" "${set[@]}" --steps 4 --threads 1 --run "$run"
  try "$mfcc" train "$config" "${set[@]}" --steps 2 --threads 2 --run "$scratch/again"
  try "$mfcc" train "$config" "${set[@]}" --steps 4 --threads 4 --run "$scratch/again" --resume
  cmp "$run/checkpoints/step_4.safetensors" "$scratch/again/checkpoints/step_4.safetensors" || fail "a resumed run differs"
  test -s "$run/samples.png" || fail "no samples.png"
  if [[ $method == autoencoder || $name == *dataset=audio* ]]; then
    python3 "$root/tests/models/noise.py" "$scratch/in.npz" 8 $size $([ "$method" = autoencoder ] || echo seed nfe)
    try "$mfcc" run "$run/model.mfa" --entry reconstruct --state "$run/checkpoints/step_4.safetensors" --in "$scratch/in.npz" --out "$scratch/out.npz"
    check "$scratch/out.npz" x 8 $size
  else
    try "$mfcc" sample "$run" --n 9 --nfe 2 --class 3 -o "$scratch/out.npz"
    check "$scratch/out.npz" x 9 $size
  fi
  poison "$scratch/again/checkpoints/step_4.safetensors"
  if "$mfcc" train "$config" "${set[@]}" --steps 6 --run "$scratch/again" --resume >"$scratch/log" 2>&1; then
    fail "a NaN in a weight was not noticed"
  fi
  grep -q "step 5.*train_step\|train_step.*step 5" "$scratch/log" || fail "the step and the entry with the NaN are not named"
  rm -rf "$run" "$scratch/again"
  count=$((count + 1))
done
test "$count" -eq 16 || { echo "expected 16 configurations, got $count"; exit 1; }
