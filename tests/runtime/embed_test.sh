#!/usr/bin/env bash
# examples/embed.c ($1) samples from the artifact ($2) with weights that a test ($3) saves.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
MF_TEST_WEIGHTS="$folder/weights.safetensors" "$3" 'weights for the example' >/dev/null
got=$("$1" "$2" "$folder/weights.safetensors" 7 | sed -n 3p)
# weight = 5 6 7 8, label = 1, seed = 7, nfe = 1
[ "$got" = "13 14 15 16" ] || { echo "expected '13 14 15 16', got '$got'"; exit 1; }
if "$1" "$2" "$folder/missing" 2>"$folder/error"; then echo "expected a failure"; exit 1; fi
grep -q "cannot be opened" "$folder/error"
