#!/usr/bin/env bash
# The audio results of docs/results.md: spoken digits (a folder of WAV files, 8 kHz), the four methods as a codec at the same bit rate.
# Usage: bench/results/audio.sh WAV_FOLDER OUT [STEPS]      (JOBS=2 THREADS=1: two at a time)
set -euo pipefail
data=$1 out=$2 steps=${3:-4000}
mkdir -p "$out"
source "$(dirname "$0")/common.sh"

one() {
  run "$1" "$data" "$steps" "method=$1--architecture=convnet--dataset=audio--tokenization=mdct" \
    dataset.sample_rate=8000 dataset.samples=4096 tokenization.hop=128 codec.overlap=128 model.width=128 latent.size=8
}
methods one
for method in autoencoder flow_matching mean_flow improved_mean_flow; do
  echo "== $method"
  "$mfcc" eval "$out/$method" --data "$data" --n 200 --nfe 1,2,8,50
done
