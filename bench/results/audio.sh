#!/usr/bin/env bash
# The audio results of docs/results.md: spoken digits (a folder of WAV files, 8 kHz), the four methods as a codec at the same bit rate.
# Usage: bench/results/audio.sh WAV_FOLDER OUT [STEPS]      (JOBS=2: two at a time, a thread each)
set -euo pipefail
data=$1 out=$2 steps=${3:-4000}
root=$(cd "$(dirname "$0")/../.." && pwd)
"${MFCC:-$root/build/bin/mfcc}" sweep "$root/configs" --out "$out" --steps "$steps" --set "training.steps=$steps" --jobs "${JOBS:-1}" --n 300 --nfe 1,2,8,50 \
  --filter architecture=convnet --filter dataset=audio --filter tokenization=mdct --data "audio=$data" \
  --set dataset.sample_rate=8000 --set dataset.samples=4096 --set tokenization.hop=128 --set codec.overlap=128
