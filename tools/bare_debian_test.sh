#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Proves the README's two commands from nothing: makes a bare Debian 12 with debootstrap, puts a fresh clone of HEAD into
# a folder with a space and Chinese characters in its name, runs the commands there, and times them. Needs root, about
# 6 GB in the folder that holds it, and the network that this machine has; a mirror for debootstrap may be given.
#
#   tools/bare_debian_test.sh [--keep] [MIRROR]
set -euo pipefail
# shellcheck source=../scripts/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib/common.sh"

keep=false
if [[ ${1:-} == --keep ]]; then
  keep=true
  shift
fi
mirror=("$@")
((EUID == 0)) || die "This test makes a root file system, so it must be started as root."
command -v debootstrap >/dev/null || die "debootstrap is missing. Install it: apt-get install debootstrap"

# What the README tells people to type, taken from it: its first code block, without comments.
mapfile -t commands < <(awk '/^```/ { if (inside++) exit; next } inside { sub(/ *#.*/, ""); print }' "$repository/README.md")
((${#commands[@]} == 2)) || die "README.md's first code block should hold two commands, not ${#commands[@]}."

root=$(mktemp --directory "${TMPDIR:-/var/tmp}/zaohua-bare.XXXXXX")
checkout="/root/造画 checkout"
finish() {
  if $keep; then
    say "The root is kept in $root."
  else
    rm -rf --one-file-system "$root"
  fi
}
trap finish EXIT

say "Making a bare Debian 12 in $root."
quietly debootstrap --variant=minbase bookworm "$root" "${mirror[@]}" || die "debootstrap failed; see above."

# The network as this machine has it: name servers, extra certificates, proxies. Nothing else comes along.
cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
apt-config dump Acquire | grep -E '^Acquire::(https?::|Check-)' >"$root/etc/apt/apt.conf.d/99host" || true
mkdir -p "$root/usr/local/share/ca-certificates"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$root/usr/local/share/ca-certificates/" \;
[[ ! -f /etc/pip.conf ]] || cp /etc/pip.conf "$root/etc/pip.conf"
git clone --quiet --no-hardlinks "$repository" "$root$checkout"

# A process of its own for the mounts, so that they are gone when it ends, however it ends.
inside() { # [--offline] COMMAND
  local network=()
  if [[ $1 == --offline ]]; then
    network=(--net)
    shift
  fi
  local variable environment=(HOME=/root LANG=C.UTF-8 TERM=dumb
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
  for variable in PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_TRUSTED_HOST http_proxy https_proxy no_proxy; do
    [[ -z ${!variable:-} ]] || environment+=("$variable=${!variable}")
  done
  # shellcheck disable=SC2016 # expanded by the shell inside
  env -i "${environment[@]}" unshare --mount --pid --fork --kill-child "${network[@]}" /bin/bash -c '
    mount -t proc proc "$1/proc"
    mount -t tmpfs tmpfs "$1/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts" && ln -sf pts/ptmx "$1/dev/ptmx"
    exec chroot "$1" /bin/bash -c "cd \"\$1\" && eval \"\$2\"" bash "$2" "$3"' bash "$root" "$checkout" "$1" </dev/null
}

began=$SECONDS
times=()
for command in "${commands[@]}"; do
  say "--- $command"
  start=$SECONDS
  inside "$command" >&2 || die "'$command' failed in the bare root."
  times+=($((SECONDS - start)))
done
total=$((SECONDS - began))

mapfile -t pictures < <(find "$root$checkout/outputs" -name '*.png')
((${#pictures[@]} == 1)) || die "The first command should have left one PNG in outputs/, not ${#pictures[@]}."
picture=${pictures[0]}
[[ $(head -c 8 "$picture" | od -An -tx1 | tr -d ' ') == 89504e470d0a1a0a &&
  $(tail -c 8 "$picture" | od -An -tx1 | tr -d ' ') == 49454e44ae426082 ]] || die "$picture is not a whole PNG."
mkdir -p "$repository/outputs"
cp "$picture" "$repository/outputs/bare-debian.png"

start=$(date +%s%N)
inside --offline scripts/setup >&2 || die "A second setup, without a network, failed: it wanted something."
second_setup=$((($(date +%s%N) - start) / 1000000))

for i in 0 1; do
  printf '%-12s %5d s\n' "${commands[i]}" "${times[i]}"
done
printf '%-12s %5d s on %d cores\n' "both" "$total" "$(nproc)"
printf 'a second scripts/setup, offline: %d ms\n' "$second_setup"
printf 'the picture: %s\n' "$repository/outputs/bare-debian.png"
((total < 25 * 60)) || die "Together the two commands should take less than 25 minutes."
