# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Puts the pinned libtorch into the user's cache, where all checkouts share it. Sourced by scripts/setup.
# A file counts as downloaded only once its hash was checked, and the library counts as installed only once
# its folder was completed under another name and renamed; so whatever was interrupted is simply done again.

# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

libtorch_lock=$repository/scripts/lib/libtorch.lock
downloads=$cache_folder/downloads
toolchain=$cache_folder/toolchain

# The lines of the lock file that belong to the named parts.
lock_lines() {
  local part
  for part in "$@"; do
    sed -n "/^$part /p" "$libtorch_lock"
  done
}

libtorch_folder() {
  local version
  version=$(sed -n 's/^cpu .* torch-\([^-]*\)-.*/\1/p' "$libtorch_lock")
  printf '%s\n' "$toolchain/libtorch-$version"
}

# Each installed folder lists the lock lines that it was made from.
libtorch_is_installed() {
  local installed line
  installed=$(libtorch_folder)/unpacked-from
  [[ -f $installed ]] || return
  while read -r line; do
    grep --quiet --line-regexp --fixed-strings -- "$line" "$installed" || return
  done < <(lock_lines "$@")
}

has_nvidia_gpu() {
  [[ -e /proc/driver/nvidia/version || -e /dev/nvidia0 ]] && return
  command -v nvidia-smi >/dev/null && nvidia-smi --list-gpus 2>/dev/null | grep --quiet '^GPU'
}

wheel_is_whole() { # FILE SHA256
  [[ -f $1 ]] && sha256sum --check --status <<<"$2  $1"
}

# Says which space is missing before half of the work is done.
require_disk_space() {
  local bytes unpacked file needed=0 available counted=' '
  while read -r _ bytes unpacked _ file _; do
    needed=$((needed + unpacked))
    [[ $counted == *" $file "* || -f $downloads/$file ]] || needed=$((needed + bytes))
    counted+="$file "
  done < <(lock_lines tool "$@")
  available=$(df --output=avail --block-size=1 "$cache_folder" | tail -n 1)
  ((available >= needed)) ||
    die "Setup needs $(megabytes "$needed") in $cache_folder, and only $(megabytes "$available") are free there." \
      "Free some space, or set XDG_CACHE_HOME to a folder on a larger disk, and start the script again."
}

# pip asks the index, mirror or proxy that the user configured, and refuses a file whose hash differs. Debian's pip
# fetches the pip of the lock file; that one runs straight from its wheel and fetches the rest.
download_wheel() { # BYTES SHA256 FILE
  local bytes=$1 sha256=$2 file=$3 name version tags pip_wheel partial
  IFS=- read -r name version _ <<<"$file"
  tags=${file##*-}
  read -r _ _ _ _ pip_wheel < <(lock_lines tool)
  local pip=(/usr/bin/python3 -m pip) options=(--disable-pip-version-check --no-cache-dir --no-deps)
  if [[ $file != "$pip_wheel" ]]; then
    pip=(/usr/bin/python3 "$downloads/$pip_wheel/pip")
    options+=(--resume-retries 20)
  fi
  [[ -t 2 ]] || options+=(--quiet)
  options+=(--only-binary=:all: --python-version 3.11 --implementation cp --platform "${tags%%.*}")

  say "Downloading $name $version ($(megabytes "$bytes"))."
  partial=$(mktemp --directory "$downloads/partial.XXXXXX")
  printf '%s==%s --hash=sha256:%s\n' "$name" "$version" "$sha256" >"$partial/requirements.txt"
  if ! "${pip[@]}" download "${options[@]}" --dest "$partial" --requirement "$partial/requirements.txt" \
    >&2 2>"$partial/errors" </dev/null; then
    download_error=$(grep --text '^ERROR:' "$partial/errors" | tail -n 1) || download_error="nothing, it was ended"
    # Without a network pip ends in "No matching distribution found", which would send people the wrong way.
    ! grep --quiet 'connection broken' "$partial/errors" || download_error="the package index does not answer"
    ! grep --quiet 'DO NOT MATCH' "$partial/errors" || download_error=damaged
    rm -rf "$partial"
    return 1
  fi
  mv "$partial/$file" "$downloads/$file"
  rm -rf "$partial"
}

# What arrived damaged is asked for once more: a second time it is no accident of the line.
ensure_wheel() { # BYTES SHA256 FILE
  local attempt download_error=
  if [[ -f $downloads/$3 ]]; then
    ! wheel_is_whole "$downloads/$3" "$2" || return 0
    say "$downloads/$3 is damaged; it is downloaded again."
    rm -f "$downloads/$3"
  fi
  for attempt in 1 2; do
    ! download_wheel "$@" || return 0
    [[ $download_error == damaged ]] ||
      die "$3 could not be downloaded. Check the network connection (and pip's index or proxy settings, if you have" \
        "any), then start the script again: what is already here is kept. pip said: ${download_error#ERROR: }"
    ((attempt == 2)) || say "It arrived damaged; it is downloaded once more."
  done
  die "$3 arrived damaged twice: it is not the file that scripts/lib/libtorch.lock names. If pip uses a mirror or" \
    "proxy here, tell whoever runs it, or start the script without it."
}

unpack_libtorch() { # FOLDER PART…
  local folder=$1 file patterns
  shift
  while read -r _ _ _ _ file patterns; do
    # Split into words here: the patterns are for unzip to expand, not for the shell.
    read -ra patterns <<<"$patterns"
    unzip -q -o "$downloads/$file" "${patterns[@]}" -d "$folder" >&2 </dev/null ||
      die "$file could not be unpacked to $toolchain. If the disk is full, free some space; then start the script again."
  done < <(lock_lines "$@")
}

# Half-done work of a run that was interrupted, this one included. Only the holder of the lock may call it.
remove_leftovers() {
  rm -rf "$downloads"/partial.* "$toolchain"/.fresh.* "$toolchain"/.replaced.*
}

ensure_libtorch() { # PART…
  ! libtorch_is_installed "$@" || return 0
  [[ $(uname -m) == x86_64 ]] ||
    die "Zaohua's libtorch exists for x86-64 processors only, and this one is $(uname -m)."
  mkdir -p "$cache_folder" ||
    die "$cache_folder cannot be written. Make it writable, or set XDG_CACHE_HOME to another folder."

  exec 9>"$cache_folder/setup.lock"
  if ! flock --nonblock 9; then
    say "Another setup is at work; waiting for it."
    flock 9
  fi
  ! libtorch_is_installed "$@" || return 0

  local folder fresh bytes sha256 file
  folder=$(libtorch_folder)
  remove_leftovers
  trap remove_leftovers EXIT
  mkdir -p "$downloads" "$toolchain"
  require_disk_space "$@"
  while read -r _ bytes _ sha256 file _; do
    ensure_wheel "$bytes" "$sha256" "$file"
  done < <(lock_lines tool "$@")

  say "Unpacking libtorch to $folder."
  fresh=$(mktemp --directory "$toolchain/.fresh.XXXXXX")
  chmod 755 "$fresh"
  unpack_libtorch "$fresh" "$@"
  lock_lines "$@" >"$fresh/unpacked-from"
  # After a power cut there must be no complete-looking folder with holes in it.
  sync --file-system "$fresh"
  [[ ! -e $folder ]] || mv "$folder" "$toolchain/.replaced.$$"
  mv "$fresh" "$folder"
  rm -rf "$downloads"
}
