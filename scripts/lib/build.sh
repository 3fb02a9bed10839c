# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Configures and builds. Sourced by scripts/run and scripts/test.
# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# A file that includes ATen takes more than a gigabyte to compile, and a machine that swaps is slower than one that
# compiles fewer files at once.
build_jobs() {
  local available cores
  cores=$(nproc)
  available=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
  ((available >= 1)) || available=1
  printf '%d\n' $((available < cores ? available : cores))
}

# One build serves running and testing: what the first compiled the second has.
build_release() { # --target NAME…
  (
    cd "$repository" || exit
    quietly cmake --preset release ||
      die "CMake could not configure the build (its last lines are above). If this folder was moved or copied, delete" \
        "build/release and start the script again."
    cmake --build --preset release --parallel "$(build_jobs)" "$@" >&2 ||
      die "The build failed; the compiler's messages are above. If it was killed, memory ran out: close other programs" \
        "and start the script again, it goes on from there."
  )
}
