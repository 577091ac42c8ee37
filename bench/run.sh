#!/usr/bin/env bash
# The benchmarks, on an otherwise idle machine: matrix products against OpenBLAS, compile time, train steps.
# With the peers' environment in PEERS (see bench/peers/README.md): each train step beside JAX's, in turn.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build}
export OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-SkylakeX}
"$build/bin/bench_gemm"
"$build/bin/bench_compile"
for architecture in mlp mlp_mixer convnet; do
  for method in flow_matching mean_flow improved_mean_flow; do
    printf '%s %s: ' "$architecture" "$method"
    "$build/bin/mfcc" bench "$root/bench/models/$architecture.toml" --set "method.name=$method" --steps 10 | head -1
    if [ -n "${PEERS:-}" ]; then
      "$PEERS/bin/python" "$root/bench/peers/jax_step.py" --model "$architecture" --method "$method" --tuned
    fi
  done
done
