#!/usr/bin/env bash
# The benchmarks, on an otherwise idle machine: matrix products against OpenBLAS, compile time, the MDCT, train steps of the large models.
# With the peers' environment in PEERS (see bench/peers/README.md): each train step beside JAX's and the MDCT beside SciPy's, in turn.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build}
mfcc=$build/bin/mfcc
export OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-SkylakeX}
"$build/bin/bench_gemm"
"$build/bin/bench_compile"
printf 'MDCT '
"$mfcc" bench "$root/bench/mdct.cpp" --entry there_and_back --steps 200 | head -1
if [ -n "${PEERS:-}" ]; then
  "$PEERS/bin/python" "$root/bench/peers/scipy_mdct.py"
fi
models=$(mktemp -d)
trap 'rm -r "$models"' EXIT
for architecture in mlp mlp_mixer convnet dit; do
  for method in flow_matching mean_flow improved_mean_flow; do
    "$mfcc" compile "$root/bench/models/$architecture.toml" --set "method.name=$method" --emit config -o "$models/$architecture--$method.toml"
  done
done
if [ -n "${PEERS:-}" ]; then
  "$PEERS/bin/python" "$root/bench/peers/compare.py" "$mfcc" "$models"/*.toml
else
  for model in "$models"/*.toml; do
    printf '%s: ' "$(basename "$model" .toml)"
    "$mfcc" bench "$model" --steps 10 | head -1
  done
fi
