#!/usr/bin/env bash
# `make build` builds every program of the README's table of commands. Usage: make_test.sh ROOT
set -euo pipefail
built=$(make -n -C "$1" build)
programs=$(sed -n '/^## Commands/,/^## /s/^| `\([a-z-]*\)[ `].*/\1/p' "$1/README.md" | sort -u)
[ "$(wc -l <<<"$programs")" -ge 2 ] || { echo "README.md: expected a table of at least two programs, got: $programs"; exit 1; }
for program in $programs; do
  grep -q "ninja.* $program\b" <<<"$built" || { echo "make build does not build $program"; exit 1; }
done
