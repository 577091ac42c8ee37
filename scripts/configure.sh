#!/usr/bin/env bash
# Configures a build folder: lld, ccache, Ninja, and clang 19 where no other compilers are given.
# usage: configure.sh [BUILD] [CC CXX]
set -euo pipefail
build=${1:-build} cc=${2:-clang-19} cxx=${3:-clang++-19}
root=$(cd "$(dirname "$0")/.." && pwd)
if [ -f "$build/build.ninja" ]; then exit 0; fi
# A precompiled header is part of each object's key; ccache needs to be told that this is fine, and clang not to write the time into one.
launcher='env;CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime;ccache'
flags=()
case $cxx in *clang*) flags=(-DCMAKE_CXX_FLAGS='-Xclang -fno-pch-timestamp') ;; esac
cmake -S "$root" -B "$build" -G Ninja \
  -DCMAKE_C_COMPILER="$cc" -DCMAKE_CXX_COMPILER="$cxx" "${flags[@]}" \
  -DCMAKE_C_COMPILER_LAUNCHER="$launcher" -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" \
  -DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld -DCMAKE_SHARED_LINKER_FLAGS=-fuse-ld=lld >/dev/null
