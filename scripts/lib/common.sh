# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What every script of this repository shares. Sourced, never started. Messages go to standard error: standard output
# belongs to the program that a script ends in.

# shellcheck disable=SC2034 # for the scripts that source this one
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

say() {
  printf '%s\n' "$*" >&2
}

# A failure is one or more sentences: what happened, then what to do.
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# A service account or a container may run without HOME; the tilde then asks the user database.
if [[ -z ${HOME:-} ]]; then
  unset HOME
  HOME=~
  export HOME
fi
# shellcheck disable=SC2034
cache_folder=${XDG_CACHE_HOME:-$HOME/.cache}/zaohua

# "531 MB", for people.
megabytes() {
  printf '%d MB' $((($1 + 999999) / 1000000))
}

# Runs a chatty command in silence. If it fails, the end of what it said is shown.
quietly() {
  local log status=0
  log=$(mktemp) || die "No temporary file could be made. Free some space in ${TMPDIR:-/tmp} and try again."
  "$@" >"$log" 2>&1 </dev/null || status=$?
  ((status == 0)) || tail -n 12 "$log" >&2
  rm -f "$log"
  return "$status"
}
