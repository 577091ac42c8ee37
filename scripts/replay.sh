#!/usr/bin/env bash
# Compiles every program of the tree to kernels with two builds of mfcc and compares the texts byte by byte.
# usage: scripts/replay.sh OLD_MFCC NEW_MFCC [FOLDER]
#
# OLD_MFCC and NEW_MFCC are programs or commands with arguments ("nice build/bin/mfcc"). What is compiled: configs/, examples/, bench/models, and every
# program of tests/ (.mlir, each part between `// -----` and of `split-file` for itself, .cpp). Both builds get copies outside of the tree.
# FOLDER (default: a new one) keeps inputs/, old/ and new/; NAME.txt there is the kernels' text, NAME.log what was said, NAME.code the exit code.
# Prints a line for each program that differs, with launches and kernels before and after, and a summary.
# Exit code: 0 nothing differs, 1 something does, 2 usage. Variables: JOBS, how many at once (default: the number of cores); KEEP_OLD=1, take
# what FOLDER/old holds from an earlier call with the same OLD_MFCC and compile there only programs that are new or changed.
set -euo pipefail
shopt -s nullglob

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  sed -n '2,3p' "$0" | cut -c3- >&2
  exit 2
fi
root=$(cd "$(dirname "$0")/.." && pwd)
[ -d "$root/configs" ] || root=$PWD
folder=${3:-$(mktemp -d -t mfcc-replay-XXXXXX)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
inputs=$folder/inputs
[ -n "${KEEP_OLD:-}" ] || rm -rf "$folder/old"
rm -rf "$inputs" "$folder/new"
mkdir -p "$inputs" "$folder/old" "$folder/new"

# flat NAME: a path as one name of a file
flat() { local name=${1#"$root"/}; echo "${name//\//__}"; }

# Parts of a .mlir file: NAME.0.mlir, NAME.1.mlir ...
split_mlir() {
  awk -v stem="$inputs/$(flat "${1%.mlir}")" '
    BEGIN { part = 0 }
    /^\/\/ -----/ { ++part; next }
    { print > (stem "." part ".mlir") }' "$1"
}

# Programs inside a test for split-file: what follows `//--- NAME` up to the next
split_test() {
  awk -v stem="$inputs/$(flat "${1%.test}")" '
    /^(\/\/|#)--- / { name = $2; gsub("/", "__", name); file = name ~ /\.(cpp|mlir|toml)$/ ? stem "." name : ""; next }
    file { print > file }' "$1"
}

collect() {
  for file in "$root"/configs/*.toml "$root"/examples/*.toml "$root"/examples/*.cpp "$root"/bench/models/*.toml "$root"/bench/*.cpp; do
    case $file in
      *.cpp) grep -q MF_PROGRAM "$file" || continue ;;
    esac
    cp "$file" "$inputs/$(flat "$file")"
  done
  while IFS= read -r file; do
    case $file in
      *.mlir) split_mlir "$file" ;;
      *.test) split_test "$file" ;;
      *.cpp) ! grep -q 'MF_PROGRAM(' "$file" || cp "$file" "$inputs/$(flat "$file")" ;;
    esac
  done < <(find "$root/tests" -name '*.mlir' -o -name '*.test' -o -name '*.cpp' | LC_ALL=C sort)
}

# one SIDE COMMAND NAME: compiles a program with one build
one() {
  local base=$folder/$1/$3 code=0
  if [ "$1" = old ] && [ -f "$base.code" ] && cmp -s "$base.input" "$inputs/$3"; then return; fi
  { $2 compile "$inputs/$3" --emit kernels -o "$base.txt" >"$base.log" 2>&1 </dev/null; } 2>/dev/null || code=$?
  echo "$code" >"$base.code"
  cp "$inputs/$3" "$base.input"
}
export -f one
export folder inputs

# sums of what stands in the text
count() { grep -c "$1" "$2" 2>/dev/null || true; }

compare() {
  local programs=0 compiled=0 differ=0 worded=0 name old new before after
  local totals=(0 0 0 0)
  while IFS= read -r name; do
    programs=$((programs + 1))
    old=$folder/old/$name new=$folder/new/$name
    if [ "$(cat "$old.code")" = 0 ] || [ "$(cat "$new.code")" = 0 ]; then
      compiled=$((compiled + 1))
    fi
    if [ "$(cat "$old.code")" != "$(cat "$new.code")" ]; then
      differ=$((differ + 1))
      echo "$name: exit code $(cat "$old.code") -> $(cat "$new.code"): $(tail -qn 1 "$old.log" "$new.log" | tail -n 1)"
    elif [ "$(cat "$old.code")" != 0 ]; then
      cmp -s "$old.log" "$new.log" || worded=$((worded + 1))
    elif ! cmp -s "$old.txt" "$new.txt"; then
      differ=$((differ + 1))
      before=("$(count 'mft\.launch' "$old.txt")" "$(count 'mft\.kernel @' "$old.txt")")
      after=("$(count 'mft\.launch' "$new.txt")" "$(count 'mft\.kernel @' "$new.txt")")
      echo "$name: launches ${before[0]} -> ${after[0]}, kernels ${before[1]} -> ${after[1]}"
      totals=($((totals[0] + before[0])) $((totals[1] + after[0])) $((totals[2] + before[1])) $((totals[3] + after[1])))
    fi
  done < <(ls "$inputs")
  echo "replay: $programs programs, $compiled compile, $differ differ (launches ${totals[0]} -> ${totals[1]}, kernels ${totals[2]} -> ${totals[3]}); $worded refused with another text; in $folder"
  [ "$differ" = 0 ]
}

collect
# the dear ones first, so that no core waits at the end
ls -S "$inputs" | awk '{ print ($0 ~ /\.toml$/ ? 0 : $0 ~ /\.cpp$/ ? 1 : 2), $0 }' | sort -s -n -k1,1 | cut -d' ' -f2- |
  while IFS= read -r name; do printf '%s\0%s\0%s\0%s\0%s\0%s\0' old "$1" "$name" new "$2" "$name"; done |
  xargs -0 -n 3 -P "${JOBS:-$(nproc)}" bash -c 'one "$1" "$2" "$3"' one
compare
