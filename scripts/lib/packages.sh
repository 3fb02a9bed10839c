# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The Debian packages that building and testing need. Sourced by scripts/setup.
# shellcheck source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

required_packages=(
  # the build
  cmake ninja-build g++ ccache
  # fetching libtorch (lib/libtorch.sh)
  ca-certificates python3 python3-pip unzip
  # core/base: JSON, Result, the log
  nlohmann-json3-dev libexpected-dev libspdlog-dev
  # core/text: normalization and the split pattern
  libicu-dev
  # core/image_io: PNG, and the compressed text inside it; JPEG, WebP
  libpng-dev zlib1g-dev libjpeg-dev libwebp-dev
  # core/engine, core/library, ui, app: Qt with SQLite, and what translates its texts
  qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev libqt6sql6-sqlite
  # the running window: WebP in Qt, Qt's own texts in Chinese
  qt6-image-formats-plugins qt6-translations-l10n
  # zaohua-cli
  libcli11-dev
  # tests: windows on a display of their own, moved by a mouse, with Chinese letters
  libgtest-dev xvfb xauth xdotool fonts-noto-cjk
)

missing_packages() {
  local installed package
  # It fails where it does not know a package, which is an answer too.
  installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "${required_packages[@]}" 2>/dev/null) ||
    true
  for package in "${required_packages[@]}"; do
    [[ $'\n'$installed$'\n' == *$'\n'"$package installed"$'\n'* ]] || printf '%s\n' "$package"
  done
}

# Sets as_root to the words that a command needs in front of it to run as root, or fails.
find_root() {
  as_root=()
  ((EUID == 0)) && return
  command -v sudo >/dev/null || return
  as_root=(sudo)
  sudo --non-interactive true 2>/dev/null && return
  [[ -t 0 && -t 2 ]] || return
  say "Installing packages needs your password for sudo."
  sudo --validate
}

ensure_packages() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    die "This system has no apt. Zaohua is built on Debian 12 or newer, or Ubuntu 24.04 or newer; on other systems," \
      "use a container or a chroot of one of them (tools/bare_debian_test.sh shows how)."
  fi
  local missing as_root
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} > 0)) || return 0

  if ! find_root; then
    say "These packages are missing, and only root can install them. Paste this line, then start the script again:"
    local install="apt-get update && apt-get install --yes --no-install-recommends ${missing[*]}"
    if command -v sudo >/dev/null; then
      say "  sudo sh -c '$install'"
    else
      say "  su -c '$install'"
    fi
    exit 1
  fi

  say "Installing ${#missing[@]} packages: ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --option DPkg::Lock::Timeout=300)
  quietly "${apt[@]}" update ||
    die "apt-get update failed (its last lines are above). Check the network connection and the sources in /etc/apt," \
      "then start the script again."
  quietly "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" ||
    die "apt-get install failed (its last lines are above). If a package is unknown, this system is too old: Zaohua" \
      "needs Debian 12 or Ubuntu 24.04 or newer. If a download failed, check the network connection and start the" \
      "script again."
}

# Ubuntu 22.04 has all the packages but not this one new enough.
ensure_cmake_version() {
  local version
  version=$(cmake --version | sed -n '1s/[^0-9]*//p')
  [[ $(printf '%s\n' 3.25 "$version" | sort --version-sort | head -n 1) == 3.25 ]] ||
    die "CMake 3.25 or newer is needed, and this system has $version. Install a newer one, for example with" \
      "'python3 -m pip install --user cmake', and put it first in PATH."
}
