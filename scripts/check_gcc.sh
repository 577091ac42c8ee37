#!/usr/bin/env bash
# Builds mfcc with g++ too, and compares the kernels that both builds make of the examples byte by byte: they may not depend on the compiler,
# as they would where the order of two arguments' evaluation decided the order of two ops.
# usage: scripts/check_gcc.sh BUILD [GCC_BUILD]      GCC_BUILD: the other build folder, BUILD/gcc where it is not given
# Exit code: 0 the same everywhere, 1 something differs or does not compile, 2 usage. JOBS: compilations at once (default: the number of cores).
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  sed -n '4p' "$0" | cut -c3- >&2
  exit 2
fi
root=$(cd "$(dirname "$0")/.." && pwd)
build=$1
gcc_build=${2:-$build/gcc}
"$root/scripts/configure.sh" "$gcc_build" gcc g++
ninja -C "$gcc_build" ${JOBS:+-j "$JOBS"} mfcc
folder=$(mktemp -d -t mfcc-gcc-XXXXXX)
trap 'rm -rf "$folder"' EXIT
compared=0 differ=0
for source in "$root"/examples/*.cpp "$root"/examples/*.toml "$root"/bench/models/*.toml; do
  case $source in
  *.cpp) grep -q MF_PROGRAM "$source" || continue ;; # the others use the library
  esac
  "$build/bin/mfcc" compile "$source" --emit kernels -o "$folder/clang" || exit 1
  "$gcc_build/bin/mfcc" compile "$source" --emit kernels -o "$folder/gcc" || exit 1
  compared=$((compared + 1))
  cmp "$folder/clang" "$folder/gcc" || { differ=$((differ + 1)); echo "${source#"$root"/}: the kernels differ"; }
done
echo "check_gcc: $compared programs, $differ differ"
[ $compared -gt 0 ] && [ $differ = 0 ]
