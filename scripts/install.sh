#!/usr/bin/env bash
# Installs the Debian packages that building and testing need, says first which, and removes none. Does nothing where all are there.
# usage: install.sh [--no-remove]    --no-remove is always meant; -n, --dry-run only says what it would install
set -euo pipefail
packages=(
  libmlir-19-dev mlir-19-tools llvm-19-dev llvm-19-tools clang-19 lld-19 libclang-rt-19-dev libomp-19-dev
  cmake ninja-build ccache g++ make git python3
  libfmt-dev catch2 libtomlplusplus-dev nlohmann-json3-dev libcli11-dev libspdlog-dev
  libpng-dev zlib1g-dev libzip-dev libopenblas-dev libeigen3-dev libsndfile1-dev libsamplerate0-dev
)
only_say=false
for option in "$@"; do
  case $option in
  --no-remove) ;;
  -n | --dry-run) only_say=true ;;
  *) echo "install.sh: unknown option '$option'; expected --no-remove or --dry-run" >&2; exit 2 ;;
  esac
done
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
echo "to be installed with apt-get: ${missing[*]}"
if $only_say; then exit 0; fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "install.sh: needs root, or sudo: apt-get install ${missing[*]}" >&2; exit 1; }
  sudo="sudo"
fi
$sudo apt-get update -qq
# another version of LLVM that is here stays here: where that is not possible, apt-get says so and nothing is changed
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-remove --no-install-recommends "${missing[@]}"
