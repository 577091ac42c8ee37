#!/usr/bin/env bash
# The MNIST results of docs/results.md: the MLP of about 2 M parameters with the four methods, judged by the project's classifier.
# Usage: bench/results/mnist.sh MNIST_FOLDER OUT [STEPS]      (JOBS=2 THREADS=1: two at a time)
set -euo pipefail
data=$1 out=$2 steps=${3:-8000}
mkdir -p "$out"
source "$(dirname "$0")/common.sh"

one() { run "$1" "$data" "$steps" "method=$1--architecture=mlp--dataset=mnist--tokenization=reshape"; }
methods one
for method in autoencoder flow_matching mean_flow improved_mean_flow; do
  echo "== $method"
  "$mfcc" eval "$out/$method" --data "$data" --n 2000 --nfe 1,2,8,50
done
"$mfcc" eval "$out/flow_matching" --data "$data" --n 2000 --nfe 2,8,50 --solver heun --json "$out/flow_matching_heun.json"
