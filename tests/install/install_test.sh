#!/usr/bin/env bash
# Installs into a folder, moves it, hides source tree and build folder behind an empty mount, and uses what is left: the commands on a DSL file and a
# configuration, a C program on the runtime, C++ programs on the compiler, by pkg-config and by find_package.
# Where the system allows no mounts, the installed files must at least not name the source tree's headers and sources.
# Usage: install_test.sh CMAKE BUILD SOURCE
set -euo pipefail
cmake=$1 build=$(realpath "$2") source=$(realpath "$3")

# -- Second part: everything is hidden ---------------------------------------------------------------
if [ "${4:-}" = hidden ]; then
  folder=$5
  if [ "${6:-}" = mount ]; then
    for tree in "$source" "$build"; do
      [ ! -d "$tree" ] || mount -t tmpfs none "$tree"
    done
    [ ! -e "$source/dsl" ] && [ ! -e "$build/bin" ] || { echo "the source tree is still there"; exit 1; }
  fi
  cd "$folder/work"
  P=$folder/moved
  export PATH=$P/bin:$PATH PKG_CONFIG_PATH=$P/lib/pkgconfig CCACHE_DISABLE=1 OMP_NUM_THREADS=2
  step() { echo "-- $*"; }

  step "a DSL file: trained, sampled"
  mfcc train two_moons.cpp --steps 4 --run moons --quiet
  mfcc sample moons --n 5 -o moons.npz
  step "a DSL file with a network of its own: the models' headers"
  mfcc compile own_network.cpp --emit mf -o own_network.mlir
  step "a configuration: trained, sampled"
  mfcc train digits.toml --set model.blocks=1 --set model.hidden=32 --set dataset.size=64 --set training.batch=8 --set training.steps=2 --run digits --quiet
  mfcc sample digits --n 2 -o digits.png
  step "an executable"
  mfcc compile two_moons.cpp --emit executable --state moons/checkpoints/step_4.safetensors -o sampler
  [ "$(env -i ./sampler --n 3 | wc -l)" = 3 ]
  step "the doctor"
  mfcc doctor >doctor.txt # grep -q goes away at the first match
  grep -q '^executables  gcc links them$' doctor.txt
  step "mf-opt"
  mfcc compile two_moons.cpp --emit mf | mf-opt --mf-pipeline -o kernels.mlir
  grep -q mft.launch kernels.mlir

  step "a C program on the runtime, by pkg-config"
  # shellcheck disable=SC2046
  cc embed.c $(pkg-config --cflags --libs mfrt) -Wl,-rpath,"$(pkg-config --variable=libdir mfrt)" -o embed
  ./embed moons/model.mfa moons/checkpoints/step_4.safetensors 7 >embed.txt
  [ -s embed.txt ]
  step "a C++ program on the compiler, by pkg-config"
  # shellcheck disable=SC2046
  c++ -std=c++20 compile.cpp $(pkg-config --cflags --libs mfcc) -Wl,-rpath,"$(pkg-config --variable=libdir mfcc)" -o compile
  ./compile two_moons.cpp program.mfa >compiled.txt
  grep -q '^train_step: [0-9]* launches' compiled.txt
  mfcc inspect program.mfa >/dev/null
  printf '#include "mf/mf.h"\nint x = y;\n' >broken.cpp
  code=0
  ./compile broken.cpp broken.mfa 2>errors.txt || code=$?
  [ $code = 1 ] && grep -q '^broken.cpp:2:9: ' errors.txt
  step "the same by find_package"
  "$cmake" -S package -B package/build -DCMAKE_PREFIX_PATH="$P" >cmake.txt 2>&1 || { cat cmake.txt; exit 1; }
  "$cmake" --build package/build >cmake.txt 2>&1 || { cat cmake.txt; exit 1; }
  package/build/compile two_moons.cpp program.mfa >/dev/null
  package/build/embed program.mfa moons/checkpoints/step_4.safetensors 7 | cmp - embed.txt
  exit 0
fi

# -- First part: install and move --------------------------------------------------------------------
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() {
  echo "$*"
  exit 1
}
DESTDIR=$folder/stage "$cmake" --install "$build" --prefix /usr >"$folder/log" 2>&1 || fail "$(cat "$folder/log")"
[ -x "$folder/stage/usr/bin/mfcc" ] || fail "DESTDIR: no usr/bin/mfcc in it"
"$cmake" --install "$build" --prefix "$folder/prefix" >"$folder/log" 2>&1 || fail "$(cat "$folder/log")"
for file in bin/mfcc bin/mf-opt lib/libmfcc.so lib/libmfrt.so lib/libmfrt.a include/mfcc/mf/mf.h include/mfcc/models/program/program.h \
  include/mfcc/compiler/api/Session.h include/mfcc/runtime/api/mfrt.h include/mfcc/runtime/abi/mf_abi.h lib/pkgconfig/mfcc.pc lib/pkgconfig/mfrt.pc \
  share/man/man1/mfcc.1 share/bash-completion/completions/mfcc share/zsh/site-functions/_mfcc; do
  [ -e "$folder/prefix/$file" ] || fail "not installed: $file"
done
diff <(cd "$folder/stage/usr" && find . | LC_ALL=C sort) <(cd "$folder/prefix" && find . | LC_ALL=C sort) || fail "DESTDIR gives other files"
for library in mfcc mfrt; do
  readelf -d "$folder/prefix/lib/lib$library.so" | grep -q "SONAME.*lib$library\.so\.[0-9]" || fail "lib$library.so: expected a soname with a version"
done
! nm -DC --defined-only "$folder/prefix/lib/libmfcc.so" | grep -E '[A-Za-z] (mlir|llvm|mf::(ir|tile|plan|passes|codegen|cuda))::' || fail "libmfcc.so: shows what is inside of the compiler"
for file in bin/mfcc bin/mf-opt lib/libmfcc.so lib/libmfrt.so; do
  ! readelf -d "$folder/prefix/$file" | grep -E 'R(UN)?PATH' | grep -qF -e "$build" -e "$source" -e "$folder" || fail "$file: its RUNPATH names the build"
done
readelf -d "$folder/prefix/bin/mfcc" | grep RUNPATH | grep -qF '[$ORIGIN/../lib' || fail "bin/mfcc: expected a RUNPATH that begins with \$ORIGIN/../lib"
if grep -rlIF -e "$source" -e "$build" -e "$folder" "$folder/prefix"; then fail "these files name the source tree, the build or the prefix"; fi
for file in bin/mfcc lib/libmfcc.so lib/libmfrt.so; do # what is left are names of files in assertions
  ! strings -a "$folder/prefix/$file" | grep -E "^(-I)?'?$source(/(dsl|models|runtime|compiler)[^ ]*)?'?$" | grep -vE '\.(cpp|inc)$' || fail "$file: uses the source tree"
done

mv "$folder/prefix" "$folder/moved"
mkdir -p "$folder/work/package"
cp "$source/examples/two_moons.cpp" "$source/examples/own_network.cpp" "$source/examples/digits.toml" "$source/examples/embed.c" "$source/examples/compile.cpp" "$folder/work"
cp "$source/examples/embed.c" "$source/examples/compile.cpp" "$folder/work/package"
cp "$source/tests/install/package.cmake" "$folder/work/package/CMakeLists.txt"
cp "$0" "$folder/again.sh"
if unshare -rm true 2>/dev/null; then
  unshare -rm "$folder/again.sh" "$cmake" "$build" "$source" hidden "$folder" mount
else
  echo "no mounts here: the source tree is not hidden"
  "$folder/again.sh" "$cmake" "$build" "$source" hidden "$folder"
fi
echo "install_test: the installation stands alone"
