#!/usr/bin/env bash
# A root folder with the C library, libmfrt.so, an artifact, the example in C and an executable, and nothing else: both run in it, with several threads.
# Usage: container_test.sh MFCC EMBED LIBMFRT SOURCE
set -euo pipefail
mfcc=$1 embed=$2 library=$3 source=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/root
mkdir -p "$root/lib64" "$root/lib" "$root/bin"
"$mfcc" compile "$source/examples/two_moons.cpp" --emit mf -o "$folder/moons.mlir"
"$mfcc" compile "$folder/moons.mlir" -o "$root/moons.mfa"
"$mfcc" run "$root/moons.mfa" --entry init --save-state "$root/moons.safetensors"
"$mfcc" compile "$folder/moons.mlir" --emit executable --state "$root/moons.safetensors" -o "$root/bin/moons"
cp "$embed" "$root/bin/embed"
cp "$library" "$root/lib/$(readelf -d "$library" | sed -n 's/.*SONAME.*\[\(.*\)\]/\1/p')"
for file in "$root/bin/moons" "$root/bin/embed" "$root/moons.mfa" "$library"; do
  for name in $(readelf -d "$file" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p'); do
    case $name in
    libmfrt.so*) continue ;;
    libc.so.6 | libm.so.6 | libdl.so.2 | libpthread.so.0 | ld-linux-x86-64.so.2) ;;
    *) echo "$file: needs $name"; exit 1 ;;
    esac
    found=$(/sbin/ldconfig -p | sed -n "s/^[[:space:]]*$name .*x86-64.* => //p" | head -1)
    cp -L "$found" "$root/lib/"
  done
done
cp -L /lib64/ld-linux-x86-64.so.2 "$root/lib64/"
if ! unshare -r true 2>/dev/null; then
  echo "container_test: no root of its own can be had here: only what the files need was checked"
  exit 0
fi
inside() { unshare -r "$(command -v chroot)" "$root" "$@"; }
export LD_LIBRARY_PATH=/lib OMP_NUM_THREADS=3
inside /bin/moons --n 5 --seed 7 >"$folder/moons.txt"
[ "$(wc -l <"$folder/moons.txt")" = 5 ]
inside /bin/embed /moons.mfa /moons.safetensors 7 >"$folder/embed.txt"
cut -d' ' -f1-2 "$folder/moons.txt" | head -1 | grep -qF "$(sed -n 2p "$folder/embed.txt")" || { echo "two samples of one seed differ"; head -3 "$folder/moons.txt" "$folder/embed.txt"; exit 1; }
echo "container_test: the runtime needs the C library alone"
