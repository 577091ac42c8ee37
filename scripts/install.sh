#!/usr/bin/env bash
# Installs the Debian packages that building and testing need. Does nothing where all are there.
set -euo pipefail
packages=(
  libmlir-19-dev mlir-19-tools llvm-19-dev llvm-19-tools clang-19 lld-19 libclang-rt-19-dev libomp-19-dev
  cmake ninja-build ccache g++ make git python3
  libfmt-dev catch2 libtomlplusplus-dev nlohmann-json3-dev libspdlog-dev
  libpng-dev zlib1g-dev libzip-dev libopenblas-dev libeigen3-dev libsndfile1-dev libsamplerate0-dev
)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
echo "installing: ${missing[*]}"
sudo=""
if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
