#!/usr/bin/env bash
# The runtime library ($1) is under 1 MB and linked to nothing of MLIR, LLVM or the C++ library.
set -euo pipefail
size=$(stat -c %s "$1")
if [ "$size" -ge 1000000 ]; then echo "$1: expected under 1000000 bytes, got $size"; exit 1; fi
needed=$(readelf -d "$1" | grep NEEDED)
if grep -E 'MLIR|LLVM|stdc\+\+|c\+\+' <<<"$needed"; then echo "$1: must not be linked to these"; exit 1; fi
echo "$1: $size bytes, needs $(grep -o '\[.*\]' <<<"$needed" | tr '\n' ' ')"
