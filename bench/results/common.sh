# Shared by mnist.sh and audio.sh: trains a configuration unless its run is there, and judges it.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mfcc=${MFCC:-$root/build/bin/mfcc}

# run NAME DATA STEPS CONFIG [KEY=VALUE...]
run() {
  local name=$1 data=$2 steps=$3 config=$4 set=()
  shift 4
  for pair in "$@"; do set+=(--set "$pair"); done
  if [ ! -e "$out/$name/samples.png" ]; then
    "$mfcc" train "$root/configs/$config.toml" --data "$data" --steps "$steps" --threads "${THREADS:-0}" --run "$out/$name" "${set[@]}" --set "training.steps=$steps" \
      >"$out/$name.log"
  fi
}

# The four methods' training, JOBS at a time (default 1).
methods() {
  local method
  for method in autoencoder flow_matching mean_flow improved_mean_flow; do
    "$@" "$method" &
    while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-1}" ]; do wait -n; done
  done
  wait
}
