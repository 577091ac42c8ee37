#!/usr/bin/env bash
# scripts/install.sh ($1): says what it installs before it does, and never lets apt-get remove a package. Stands in for dpkg-query and apt-get.
set -euo pipefail
script=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/dpkg-query" <<'STUB'
#!/usr/bin/env bash
case ${*: -1} in ninja-build | lld-19) exit 1 ;; esac
echo 'install ok installed'
STUB
cat >"$folder/apt-get" <<STUB
#!/usr/bin/env bash
echo "apt-get \$*"
STUB
printf '#!/usr/bin/env bash\nexec "$@"\n' >"$folder/sudo"
chmod +x "$folder"/*
export PATH=$folder:$PATH
expected='to be installed with apt-get: lld-19 ninja-build'
[ "$("$script" --dry-run)" = "$expected" ] || { echo "--dry-run: expected '$expected', got"; "$script" --dry-run; exit 1; }
lines=$("$script")
[ "$(head -1 <<<"$lines")" = "$expected" ] || { echo "expected it to say first what it installs, got: $lines"; exit 1; }
install=$(grep ' install ' <<<"$lines")
grep -q -- ' --no-remove ' <<<"$install" && grep -q ' lld-19 ninja-build$' <<<"$install" || { echo "expected apt-get install --no-remove ... lld-19 ninja-build, got: $install"; exit 1; }
code=0
"$script" --frob 2>/dev/null || code=$?
[ $code = 2 ] || { echo "an unknown option: expected exit code 2, got $code"; exit 1; }
printf '#!/usr/bin/env bash\necho "install ok installed"\n' >"$folder/dpkg-query"
[ -z "$("$script")" ] || { echo "all are there: expected nothing to be said"; exit 1; }
