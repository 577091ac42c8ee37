#!/usr/bin/env bash
# The replay finds what differs between two compilers and only that. Usage: replay_test.sh SCRIPTS
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/scripts" "$folder/configs" "$folder/examples" "$folder/bench/models" "$folder/tests"
cp "$1/replay.sh" "$folder/scripts"
echo 'same' >"$folder/configs/a.toml"
printf 'same\n// -----\nother\n// -----\nrefused\n' >"$folder/tests/b.mlir"
printf '#--- c.cpp\nMF_PROGRAM(p) {}\n#--- c.txt\nno program\n' >"$folder/tests/d.test"

# stands for mfcc: prints a program of one launch; that of "other" has as many as the first argument says; refuses "refused"
cat >"$folder/compiler" <<'COMPILER'
#!/bin/bash
launches=$1; source=$3; out=$7
grep -q refused "$source" && { echo "refused"; exit 1; }
grep -q other "$source" || launches=1
for ((i = 0; i < launches; ++i)); do echo "mft.launch"; done >"$out"
COMPILER
chmod +x "$folder/compiler"

expect() { # EXIT_CODE LAUNCHES_OLD LAUNCHES_NEW TEXT
  code=0
  said=$("$folder/scripts/replay.sh" "$folder/compiler $2" "$folder/compiler $3" "$folder/out") || code=$?
  if [ "$code" != "$1" ] || [[ $said != *"$4"* ]]; then
    printf 'expected exit code %s and "%s", got %s:\n%s\n' "$1" "$4" "$code" "$said"
    exit 1
  fi
}
expect 0 2 2 'replay: 5 programs, 4 compile, 0 differ (launches 0 -> 0, kernels 0 -> 0); 0 refused with another text'
expect 1 3 2 'tests__b.1.mlir: launches 3 -> 2, kernels 0 -> 0'
expect 1 3 2 '1 differ (launches 3 -> 2, kernels 0 -> 0)'
echo "replay_test: differences and nothing else were found"
