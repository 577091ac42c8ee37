#!/usr/bin/env bash
# The study of docs/results.md: three architectures by two tokenizations, mean flow, on MNIST and as a codec of spoken digits (8 kHz).
# Usage: bench/results/study.sh MNIST_FOLDER WAV_FOLDER OUT [STEPS]
set -euo pipefail
mnist=$1 sound=$2 out=$3 steps=${4:-2000}
root=$(cd "$(dirname "$0")/../.." && pwd)
mfcc=${MFCC:-$root/build/bin/mfcc}
common=("$root/configs" --steps "$steps" --set "training.steps=$steps" --filter method=mean_flow --jobs "${JOBS:-1}" --nfe 1,2,8,50)
"$mfcc" sweep "${common[@]}" --filter dataset=mnist --out "$out/mnist" --data "mnist=$mnist" --n 2000
"$mfcc" sweep "${common[@]}" --filter dataset=audio --out "$out/audio" --data "audio=$sound" --n 200 \
  --set dataset.sample_rate=8000 --set dataset.samples=4096 --set tokenization.hop=128 --set codec.overlap=128
