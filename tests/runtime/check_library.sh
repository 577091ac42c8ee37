#!/usr/bin/env bash
# The runtime library ($1) is under 1 MB, needs the C library alone, and is told of no folder: it runs where no compiler is installed.
set -euo pipefail
size=$(stat -c %s "$1")
if [ "$size" -ge 1000000 ]; then echo "$1: expected under 1000000 bytes, got $size"; exit 1; fi
needed=$(readelf -d "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p')
if grep -vE '^(libc|libm|libdl|libpthread|ld-linux-x86-64)\.so\.[0-9]+$' <<<"$needed"; then echo "$1: must not be linked to these"; exit 1; fi
if readelf -d "$1" | grep -E 'R(UN)?PATH'; then echo "$1: must not be told where libraries are"; exit 1; fi
echo "$1: $size bytes, needs $(tr '\n' ' ' <<<"$needed")"
