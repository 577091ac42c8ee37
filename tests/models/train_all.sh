#!/usr/bin/env bash
# Every committed configuration trains a few steps on drawn digits and samples, at a small size. Usage: train_all.sh MFCC SOURCE_DIR
set -euo pipefail
mfcc=$1
root=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

small=(--set dataset.name=digits --set dataset.size=200 --set model.blocks=2 --set training.batch=8 --set training.sample_batch=10)
count=0
for config in "$root"/configs/method=*.toml; do
  name=$(basename "$config" .toml)
  run=$scratch/$name
  echo "== $name"
  "$mfcc" train "$config" "${small[@]}" --steps 5 --run "$run" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
  test -s "$run/samples.png" || { echo "$name: no samples.png"; exit 1; }
  case $name in
    method=autoencoder*) ;;
    method=flow_matching*)
      "$mfcc" sample "$run" --n 10 --nfe 3 -o "$scratch/euler.png" >/dev/null
      "$mfcc" sample "$run" --n 10 --nfe 4 --solver heun --guidance 2 -o "$scratch/heun.png" >/dev/null ;;
    *) "$mfcc" sample "$run" --n 10 --nfe 2 --class 3 -o "$scratch/mean.png" >/dev/null ;;
  esac
  rm -rf "$run"
  count=$((count + 1))
done
test "$count" -eq 12 || { echo "expected 12 configurations, got $count"; exit 1; }
