#!/usr/bin/env bash
# The comparison of two compilers' builds finds kernels that differ, and programs that do not compile. Usage: check_gcc_test.sh SCRIPTS
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/scripts" "$folder/examples" "$folder/bench/models" "$folder/path" "$folder/build/bin" "$folder/build/gcc/bin"
cp "$1/check_gcc.sh" "$1/configure.sh" "$folder/scripts"
echo 'MF_PROGRAM(p) {}' >"$folder/examples/a.cpp"
echo 'int main() {}' >"$folder/examples/embed.cpp"
touch "$folder/examples/b.toml" "$folder/bench/models/c.toml"

# stand for cmake and ninja: say what they were asked for
printf '#!/bin/bash\necho "cmake $*"\n' >"$folder/path/cmake"
printf '#!/bin/bash\necho "ninja $*"\n' >"$folder/path/ninja"
# stands for mfcc: its kernels are the source's name, but for what is put behind it; refuses what is called "refused"
cat >"$folder/build/bin/mfcc" <<'COMPILER'
#!/bin/bash
[ "$2" != "$REFUSED" ] || exit 1
case $0 in */gcc/*) echo "$2 ${OTHER:-}" >"$6" ;; *) echo "$2 " >"$6" ;; esac
COMPILER
chmod +x "$folder/path"/* "$folder/build/bin/mfcc"
cp "$folder/build/bin/mfcc" "$folder/build/gcc/bin/mfcc"
export PATH=$folder/path:$PATH REFUSED=

expect() { # EXIT_CODE TEXT
  code=0
  said=$("$folder/scripts/check_gcc.sh" "$folder/build" 2>&1) || code=$?
  if [ "$code" != "$1" ] || [[ $said != *"$2"* ]]; then
    printf 'expected exit code %s and "%s", got %s:\n%s\n' "$1" "$2" "$code" "$said"
    exit 1
  fi
}
expect 0 'check_gcc: 3 programs, 0 differ'
expect 0 "ninja -C $folder/build/gcc mfcc"
OTHER=x expect 1 'a.cpp: the kernels differ'
OTHER=x expect 1 'check_gcc: 3 programs, 3 differ'
REFUSED=$folder/bench/models/c.toml expect 1 ''
"$folder/scripts/check_gcc.sh" >/dev/null 2>&1 && { echo 'without a build folder: expected exit code 2'; exit 1; }
echo 'check_gcc_test: differences and nothing else were found'
