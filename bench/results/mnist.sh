#!/usr/bin/env bash
# The MNIST results of docs/results.md: the MLP of about 2 M parameters with the four methods, judged by the project's classifier.
# Usage: bench/results/mnist.sh MNIST_FOLDER OUT [STEPS]      (JOBS=2: two at a time, a thread each)
set -euo pipefail
data=$1 out=$2 steps=${3:-8000}
root=$(cd "$(dirname "$0")/../.." && pwd)
mfcc=${MFCC:-$root/build/bin/mfcc}
"$mfcc" sweep "$root/configs" --out "$out" --steps "$steps" --set "training.steps=$steps" --jobs "${JOBS:-1}" --n 2000 --nfe 1,2,8,50 \
  --filter architecture=mlp --filter dataset=mnist --filter tokenization=reshape --data "mnist=$data"
heun=$out/runs/method=flow_matching--architecture=mlp--dataset=mnist--tokenization=reshape
"$mfcc" eval "$heun" --data "$data" --n 2000 --nfe 2,8,50 --solver heun --json "$out/flow_matching_heun.json"
